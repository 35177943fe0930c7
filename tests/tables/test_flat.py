"""Pages with one cell a line: rows are put back only where each of them is whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fzfin.disclosure import Disclosure, from_document
from fzfin.sources import Block, Document, Grid, Paragraph

HEAD = [
    "支出决算表",
    "公开03表",
    "单位：万元",
    "项目",
    "本年支出合计",
    "基本支出",
    "项目支出",
    "上缴上级支出",
    "经营支出",
    "对附属单位补助支出",
]
HEAD += ["支出功能分类科目编码", "科目名称", "栏次", "1", "2", "3", "4", "5", "6"]
FIGURES = ["3.00", "1.00", "2.00", "0.00", "0.00", "0.00"]
TOTAL = ["合计", *FIGURES]
CLASS = ["201", "一般公共服务支出", *FIGURES]
SECTION = ["20103", "政府办公厅（室）及", "相关机构事务", *FIGURES]
NOTE = ["注：本表反映支出情况。"]
OTHER: Block = Grid(
    (("收入", "", "支出", ""), ("项目", "决算数", "项目", "决算数"), ("一、收入", "1.00", "一、支出", "1.00")),
    ("L1", "L2", "L3"),
)


def read(lines: Sequence[str]) -> Disclosure:
    blocks = [Paragraph(text, f"P{number}") for number, text in enumerate(lines, 1)]
    whole = (*blocks, Paragraph("收入支出决算总表", "P900"), Paragraph("单位：万元", "P901"), OTHER)
    return from_document(Document("made", "", "made", whole))


def lines_of(d: Disclosure) -> list[tuple[str | None, str, float]]:
    return [] if d.expenditure is None else d.expenditure.select("line_code", "line_name", "total").rows()


def test_whole_rows_are_put_back() -> None:
    d = read(HEAD + TOTAL + CLASS + SECTION + NOTE)
    assert lines_of(d) == [
        (None, "合计", 3.0),
        ("201", "一般公共服务支出", 3.0),
        ("20103", "政府办公厅（室）及相关机构事务", 3.0),
    ]
    assert d.expenditure is not None
    assert d.expenditure["locator"].to_list() == ["P20", "P27", "P35"]
    assert d.unparsed.height == 0


def test_columns_under_a_group_keep_their_place() -> None:
    head = [
        "政府性基金预算财政拨款收入支出决算表",
        "单位：万元",
        "项目",
        "年初结转和结余",
        "本年收入",
        "本年支出",
        "年末结转和结余",
    ]
    head += ["功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"]
    d = read([*head, "212", "城乡社区支出", "1.00", "2.00", "3.00", "0.50", "2.50", "0.00"])
    assert d.government_funds is not None
    assert d.government_funds.select("opening", "revenue", "total", "basic", "project", "closing").rows() == [
        (1.0, 2.0, 3.0, 0.5, 2.5, 0.0)
    ]


@pytest.mark.parametrize(
    "broken",
    [
        ["202", "外交支出", "9.00", "9.00"],
        ["202", "外交支出", "9.00", "9.00", "9.00", "9.00", "9.00", "9.00", "9.00"],
        ["202", "外交支出", "9", "9", "9", "9", "9", "50", "20201", "9", "9", "9", "9", "9", "50"],
        ["202", "外交支出", "9.00", "9.00", "x", "9.00", "9.00", "9.00", "9.00"],
        ["202", "外交支出"],
    ],
)
def test_a_row_that_is_not_whole_is_left_over_with_its_text(broken: list[str]) -> None:
    d = read(HEAD + TOTAL + CLASS + broken + NOTE)
    assert [code for code, *_ in lines_of(d)] == [None, "201"]
    assert d.unparsed.select("text").rows() == [(" | ".join(broken),)]


def test_marks_stand_for_nothing_printed_and_tails_are_left_over() -> None:
    d = read([*HEAD, *TOTAL, "202", "外交支出", "9.00", "—", "9.00", "/", "/", "/", "单位负责人：某某"])
    assert d.expenditure is not None
    assert d.expenditure.select("basic", "project").rows()[1] == (None, 9.0)
    assert d.unparsed["text"].to_list() == ["单位负责人：某某"]


@pytest.mark.parametrize(
    "lines", [HEAD, ["支出决算表", "201", "一般公共服务支出", "1.00"], ["支出决算表", "本表为空。"]]
)
def test_without_rows_or_header_nothing_is_made_up(lines: list[str]) -> None:
    assert lines_of(read(lines)) == []
