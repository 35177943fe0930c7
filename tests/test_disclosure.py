"""The front door: what reading gives, and what it says of bad input."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import fzfin as fz
from fzfin import _shipped
from fzfin.errors import SourceError, SourceNotFoundError
from fzfin.frames import SCHEMAS

SHIPPED = _shipped.disclosures_dir() / "fuzhou-smart-city-2022.txt"
TEXT = SHIPPED.read_text(encoding="utf-8")


def made(tmp_path: Path, text: str, encoding: str = "utf-8") -> fz.Disclosure:
    path = tmp_path / "made.txt"
    path.write_bytes(text.encode(encoding))
    return fz.read(path)


def test_meta_says_whose_account_it_is() -> None:
    meta = fz.read().meta
    assert (meta.department, meta.year, meta.kind, meta.region, meta.unit, meta.reader) == (
        "福州市“智慧福州”管理服务中心",
        2022,
        "final_accounts",
        "福州市",
        "万元",
        "text",
    )
    assert meta.sha256 == "585c531934dee3584e6d987b2009deb0a54fb0f4399ac8bb3f9ae3f902eebfad"


def test_frames_are_attributes_and_come_in_the_order_of_the_contract() -> None:
    d = fz.read()
    assert tuple(d.frames) == tuple(SCHEMAS)
    assert d.expenditure is d.frames["expenditure"]
    assert {"expenditure", "cells", "repairs"} <= set(dir(d))
    with pytest.raises(AttributeError, match="it has summary"):
        d.expenditures  # noqa: B018
    with pytest.raises(dataclasses.FrozenInstanceError):
        d.meta = None  # type: ignore[misc, assignment]
    with pytest.raises(TypeError):
        d.frames["summary"] = None  # type: ignore[index]


def test_it_shows_what_was_read_repaired_and_not_understood() -> None:
    d = fz.read()
    assert "repaired  33" in repr(d)
    assert "福州市“智慧福州”管理服务中心 · 2022" in str(d)
    assert "repairs: 33" in d._repr_html_()


def test_the_card_escapes_what_the_document_says(tmp_path: Path) -> None:
    d = made(tmp_path, TEXT.replace("部门：福州市“智慧福州”管理服务中心", "部门：<img src=x onerror=alert(1)>"))
    assert d.meta.department == "<img src=x onerror=alert(1)>"
    assert "<img" not in d._repr_html_()


def test_a_table_printed_empty_is_an_empty_frame_and_an_absent_one_is_none(tmp_path: Path) -> None:
    assert fz.read().state_capital is not None
    assert fz.read().state_capital.is_empty()
    start, end = (
        TEXT.index("七、一般公共预算财政拨款“三公”经费支出决算表\n\n"),
        TEXT.index("八、政府性基金预算财政拨款收入支出决算表\n\n政"),
    )
    d = made(tmp_path, TEXT[:start] + TEXT[end:])
    assert d.three_public is None
    assert "absent    three_public" in repr(d)
    assert d.government_funds.drop("locator").equals(fz.read().government_funds.drop("locator"))


def test_a_title_without_its_table_is_said(tmp_path: Path) -> None:
    start = TEXT.index("项目\t行次\t决算数")
    end = TEXT.index("注：本表反映部门本年度“三公”")
    d = made(tmp_path, TEXT[:start] + TEXT[end:])
    assert d.three_public is None
    assert "a title without a table" in d.unparsed["reason"].to_list()


def test_a_broken_row_is_left_over_and_nothing_is_shifted(tmp_path: Path) -> None:
    broken = TEXT.replace("20605\t科技条件与服务\t46.93\t0.00\t46.93", "20605\t科技条件与服务\t46.93\t0.0O\t46.93")
    d = made(tmp_path, broken)
    left = d.unparsed.filter(d.unparsed["reason"].str.starts_with("broken row"))
    assert left.select("locator").item() == "L294"
    assert "20605" not in d.general_expenditure["line_code"].to_list()
    assert d.general_expenditure.height == 19


def test_a_broken_figure_in_a_sentence_costs_that_paragraph_only(tmp_path: Path) -> None:
    d = made(
        tmp_path, TEXT.replace("1. 一般公共预算财政拨款收入2379.25万元", "1. 一般公共预算财政拨款收入23,79.25万元")
    )
    left = d.unparsed.filter(d.unparsed["reason"].str.starts_with("broken figure"))
    assert left["locator"].to_list() == ["L438"]
    assert d.statements.height == fz.read().statements.height - 1


def test_a_row_with_a_cell_too_few_is_left_over(tmp_path: Path) -> None:
    broken = TEXT.replace(
        "一、一般公共预算财政拨款收入\t2,379.25\t一、一般公共服务支出\t2,115.38",
        "2,379.25\t一、一般公共服务支出\t2,115.38",
    )
    d = made(tmp_path, broken)
    assert d.summary.height == 40
    assert "row of 3 cells, expected 4" in d.unparsed["reason"].to_list()


def test_nothing_is_repaired_where_a_figure_is_wrong_rather_than_displaced(tmp_path: Path) -> None:
    wrong = TEXT.replace("2060503\t科技条件专项\t46.93\t0.00\t46.93", "2060503\t科技条件专项\t46.39\t0.00\t46.39")
    d = made(tmp_path, wrong)
    item = d.general_expenditure.filter(d.general_expenditure["line_code"] == "2060503")
    assert item["total"].to_list() == [46.39]
    assert d.repairs.filter(d.repairs["table_id"] == "general_expenditure").is_empty()


def test_an_unprovable_displacement_stays_as_printed(tmp_path: Path) -> None:
    wrong = TEXT.replace("2010399\t\t\t1,553.81\t0.00\t1,553.81", "2010399\t\t\t1,503.81\t0.00\t1,503.81")
    d = made(tmp_path, wrong)
    assert d.repairs.filter(
        (d.repairs["table_id"] == "expenditure") & (d.repairs["rule"] != "name_from_table")
    ).is_empty()
    left = d.unparsed.filter(d.unparsed["locator"].is_in(["L200", "L202"]))["reason"].to_list()
    assert left == ["no code makes this row and its table add up; nothing was changed"] * 2


def test_a_lost_total_without_a_witness_is_not_invented(tmp_path: Path) -> None:
    start, end = TEXT.index("一、收入支出决算总表\n\n收"), TEXT.index("二、收入决算表\n\n收")
    d = made(tmp_path, TEXT[:start] + TEXT[end:])
    total = d.revenue.filter(d.revenue["level"] == "total")
    assert total["fiscal_appropriation"].to_list() == [2894.3]
    assert total["total"].to_list() == [None]
    assert "the total prints no total, and no other table proves one" in d.unparsed["reason"].to_list()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings_are_told_by_content(tmp_path: Path, encoding: str) -> None:
    d = made(tmp_path, TEXT, encoding)
    assert d.expenditure.equals(fz.read().expenditure)


def test_line_ends_of_windows_and_form_feeds_change_nothing(tmp_path: Path) -> None:
    d = made(tmp_path, TEXT.replace("\n", "\r\n"))
    for name in SCHEMAS:
        assert d.frames[name].equals(fz.read().frames[name]), name


def test_full_width_digits_and_blanks_inside_words_are_read(tmp_path: Path) -> None:
    wide = TEXT.replace("2,379.25\t710.50\t1,668.75", "２，３７９．２５\t７１０．５０\t１，６６８．７５")
    d = made(tmp_path, wide.replace("政府办公厅（室）及相关", "政府 办公厅（室）\u3000及相关"))
    assert d.general_expenditure.equals(fz.read().general_expenditure)


def test_another_unit_is_converted(tmp_path: Path) -> None:
    start, end = (
        TEXT.index("五、一般公共预算财政拨款支出决算表\n\n一"),
        TEXT.index("六、一般公共预算财政拨款基本支出决算表\n\n一"),
    )
    d = made(tmp_path, TEXT[:start] + TEXT[start:end].replace("单位：万元", "单位：元") + TEXT[end:])
    assert d.general_expenditure["total"][0] == 0.237925


def test_a_missing_unit_is_taken_from_the_other_tables_only_if_they_agree(tmp_path: Path) -> None:
    head, tail = TEXT.split("单位：万元", 1)
    assert made(tmp_path, head + tail).summary.equals(fz.read().summary)
    d = made(tmp_path, head + tail.replace("单位：万元", "单位：元", 1))
    assert d.summary is None
    assert any("no unit" in reason for reason in d.unparsed["reason"])


def test_bad_sources_get_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="no such file"):
        fz.read(tmp_path / "nothing.txt")
    with pytest.raises(FileNotFoundError):
        fz.read(tmp_path / "nothing.txt")
    with pytest.raises(SourceError, match="found a folder"):
        fz.read(tmp_path)
    with pytest.raises(SourceError, match="cannot be opened"):
        fz.read("a\0b")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "empty file"),
        (b"%PDF-1.7\n%...", "a PDF that ends in %%EOF"),
        (b"%PDF-1.7\n%%EOF", "found a damaged one"),
        (b"PK\x03\x04rest", "zip archive"),
        (b"\xd0\xcf\x11\xe0rest", "old Word"),
        (b"<!DOCTYPE html><p>x</p>", "no table with a title"),
        (b"\x00\x01\x02\x03", "UTF-8, UTF-16 or GB18030"),
        (b"\xff\xff\xff\xff", "UTF-8, UTF-16 or GB18030"),
        ("天气很好，没有表格。".encode(), "no table with a title"),
        (b"a,b\n1,2\n", "no table with a title"),
    ],
)
def test_bad_content_gets_a_clear_error(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=said):
        fz.read(path)


def test_the_shipped_disclosure_is_unedited() -> None:
    import csv
    import hashlib

    with (_shipped.disclosures_dir() / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            data = (_shipped.disclosures_dir() / row["file"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == row["sha256"]


def test_frames_keep_the_schemas_of_the_contract() -> None:
    for name, frame in fz.read().frames.items():
        assert frame is not None
        assert dict(frame.schema) == SCHEMAS[name]
