"""The vocabularies: complete, without contradictions, and open to people."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin import vocab
from fzfin.errors import ParameterError
from fzfin.frames import SCHEMAS, schema_of
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS, KINDS
from fzfin.tables.recognise import UNFRAMED
from fzfin.vocab import key, rows

FILES = sorted(path.stem for path in Path(vocab.__file__).parent.glob("*.csv"))


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_every_file_has_the_cells_of_its_header(name: str) -> None:
    for row in rows(name):
        assert None not in row, row
        assert None not in row.values(), row


@pytest.mark.parametrize("kind", ["functional", "economic"])
def test_codes_have_their_form_and_their_parents(kind: str) -> None:
    frame = fz.vocabulary(kind)
    codes = set(frame["code"])
    assert all(re.fullmatch(r"\d{3}(\d{2}){0,2}", code) for code in codes)
    assert set(frame["parent_code"].drop_nulls()) <= codes
    assert not frame.select("code", "name").is_duplicated().any()


def test_a_vocabulary_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ParameterError, match="functional, economic, columns"):
        fz.vocabulary("regional")


def test_titles_and_headers_lead_to_frames_and_fields_of_the_contract() -> None:
    assert {row["frame"] for row in rows("tables")} - {UNFRAMED} <= set(SCHEMAS)
    for row in (*rows("columns"), *rows("column_forms")):
        kind, _, frame = row["frame"].rpartition(":")
        assert kind in ("", BUDGET), row
        if not row["field"].startswith("#"):
            assert row["field"] in schema_of(frame, kind or FINAL_ACCOUNTS), row
    for kind in KINDS:
        titles = [key(row["title"]) for row in rows("tables") if row["kind"] == kind]
        assert len(titles) == len(set(titles)) > 0
    assert {row["kind"] for row in rows("tables")} == set(KINDS)
    headers = [(row["frame"], key(row["header"])) for row in rows("columns")]
    assert [header for header in headers if headers.count(header) > 1] == []


@pytest.mark.parametrize("kind", ["functional", "economic"])
def test_names_are_in_one_form_and_each_code_has_one_latest(kind: str) -> None:
    frame = fz.vocabulary(kind)
    assert [name for name in frame["name"] if re.search(r"[\s()\u3000]", name)] == []
    latest = frame.filter("latest")
    assert latest["code"].is_unique().all()
    assert latest.height == frame["code"].n_unique()
    digits = latest["code"].str.len_chars()
    assert set(zip(digits, latest["level"], strict=True)) <= {(3, "class"), (5, "section"), (7, "item")}


def test_the_latest_name_is_the_one_seen_last_and_older_names_stay() -> None:
    frame = fz.vocabulary("functional")
    names = frame.filter(code="20805").select("name", "years", "latest").rows()
    assert names == [
        ("行政事业单位离退休", "2017/2018/2019", False),
        ("行政事业单位养老支出", "2023/2024/2025/2026", True),
    ]
    assert frame.filter(code="207", source="older").select("name", "latest").rows() == [("文化体育与传媒", False)]


def test_a_code_that_is_not_there_is_unknown_and_its_line_is_kept() -> None:
    codes = fz.vocabulary("functional").filter("latest").select("code", "name_en")
    lines = pl.DataFrame({"line_code": ["201", "2999999"]}).join(
        codes, left_on="line_code", right_on="code", how="left"
    )
    assert lines.rows() == [("201", "General public services"), ("2999999", None)]


@pytest.mark.parametrize("name", ["patterns", "prose", "column_forms"])
def test_patterns_compile(name: str) -> None:
    for row in rows(name):
        assert re.compile(row["pattern"])
