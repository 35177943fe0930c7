"""The vocabularies: complete, without contradictions, and open to people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fzfin as fz
from fzfin import vocab
from fzfin.errors import ParameterError
from fzfin.frames import SCHEMAS
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
    with pytest.raises(ParameterError, match="functional, economic"):
        fz.vocabulary("regional")


def test_titles_and_headers_lead_to_frames_and_fields_of_the_contract() -> None:
    assert {row["frame"] for row in rows("tables")} <= set(SCHEMAS)
    for row in rows("columns"):
        if row["frame"] != "*":
            assert row["field"] in SCHEMAS[row["frame"]], row
    titles = [key(row["title"]) for row in rows("tables")]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("name", ["patterns", "prose"])
def test_patterns_compile(name: str) -> None:
    for row in rows(name):
        assert re.compile(row["pattern"])
