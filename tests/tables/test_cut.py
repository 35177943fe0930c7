"""Titles, units and notes that stand in rows of a grid, tables that share a sheet, and columns with nothing in them."""

from __future__ import annotations

import pytest

from fzfin.disclosure import from_document
from fzfin.sources import Block, Document, Grid, Paragraph
from fzfin.tables.cut import cut, names_of, without_empty_columns
from fzfin.tables.recognise import sort_blocks, title_of

HEAD = ("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROW = ("201", "一般公共服务支出", "3.00", "1.00", "2.00")


def grid(*rows: tuple[str | None, ...], sheet: str = "", start: int = 1) -> Grid:
    width = max(map(len, rows))
    padded = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Grid(padded, tuple(f"{sheet}!A{start + n}" for n in range(len(rows))), sheet)


def read(*blocks: Block):
    return from_document(Document("made", "", "made", blocks))


def test_a_title_a_unit_and_a_note_may_stand_in_rows() -> None:
    title = ("国有资本经营预算财政拨款支出决算表", None, None, None, None)
    about = ("部门：某局", "", "", "", "单位：万元")
    d = read(
        grid(title, ("公开09表", "", "", "", ""), about, HEAD, ROW, ("注：本表反映支出情况。", None, None, None, None))
    )
    assert d.state_capital is not None
    assert d.state_capital.select("line_code", "total", "basic", "project", "locator").rows() == [
        ("201", 3.0, 1.0, 2.0, "!A5")
    ]
    assert d.meta.department == "某局"
    assert d.unparsed.height == 0


def test_title_form_number_and_unit_may_share_a_row_or_a_cell() -> None:
    cells = [("2023年度支出决算表", "公开03表", "单位：元"), ("支出决算表\n公开03表\n单位：元", "", "")]
    for row in cells:
        (table,) = sort_blocks([grid(row, ("a", "b", "c"))]).tables
        assert (table.frame, table.unit) == ("expenditure", "元")
        assert [piece.rows for piece in table.pieces] == [(("a", "b", "c"),)]


@pytest.mark.parametrize(
    "row", [("支出决算表", "12.50"), ("支出决算表", "收入决算表"), ("合计", ""), ("收入", None), ("", None)]
)
def test_any_other_row_stays_in_its_grid(row: tuple[str | None, ...]) -> None:
    whole = grid(("a", "b"), row, ("c", "d"))
    assert list(cut(whole, title_of)) == [whole]
    text = Paragraph("支出决算表", "P1")
    assert list(cut(text, title_of)) == [text]


def test_tables_that_share_a_sheet_are_told_apart_by_their_titles() -> None:
    wide = (
        "支出功能分类",
        "科目名称",
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    )
    body = ("201", "一般公共服务支出", "3.00", "1.00", "2.00", "0.00", "0.00", "0.00")
    one = [("支出决算表",), ("单位：万元",), wide, body]
    two = [("国有资本经营预算财政拨款支出决算表",), ("单位：万元",), HEAD, ROW]
    for rows in (one + two, two + one):
        d = read(grid(*rows, sheet="Sheet1"))
        assert d.expenditure is not None
        assert d.expenditure.select("total", "grants_down").rows() == [(3.0, 0.0)]
        assert d.state_capital is not None
        assert d.state_capital.select("total", "project").rows() == [(3.0, 2.0)]
        assert d.unparsed.height == 0


def test_columns_with_nothing_in_them_are_no_columns_and_places_stay_true() -> None:
    spaced = [("", "", *row[:2], "", *row[2:]) for row in (HEAD, ROW)]
    d = read(Paragraph("国有资本经营预算财政拨款支出决算表", "P1"), Paragraph("单位：万元", "P2"), grid(*spaced))
    assert d.state_capital is not None
    assert d.state_capital.select("line_code", "total", "project").rows() == [("201", 3.0, 2.0)]
    assert str(d.where("state_capital", "201", around=0)).endswith("201 | 一般公共服务支出 | ⟦3.00⟧ | ⟦1.00⟧ | ⟦2.00⟧")
    assert d.cells.drop_nulls("fen")["col"].to_list() == [5, 6, 7]


def test_pieces_of_different_widths_keep_their_columns() -> None:
    pieces = [grid(("a", "")), grid(("b", "", "c"))]
    assert without_empty_columns(pieces) == (pieces, ())
    assert without_empty_columns([grid(("", None))]) == ([grid(("", None))], ())


def test_a_sheet_named_like_a_table_titles_it() -> None:
    unit = ("单位：万元", "", "", "", "")
    d = read(grid(unit, HEAD, ROW, sheet="国有资本经营预算财政拨款支出决算表"))
    assert d.state_capital is not None
    assert d.state_capital["total"].to_list() == [3.0]
    both = read(
        grid(("国有资本经营预算财政拨款支出决算表",), unit, HEAD, ROW, sheet="国有资本经营预算财政拨款支出决算表")
    )
    assert both.unparsed.height == 0


def test_a_table_does_not_go_on_over_two_sheets() -> None:
    unit = ("单位：万元", "", "", "", "")
    first = grid(("国有资本经营预算财政拨款支出决算表",), unit, HEAD, ROW, sheet="A")
    d = read(first, grid(("202", "外交支出", "9.00", "9.00", "0.00"), sheet="B"))
    assert d.state_capital is not None
    assert d.state_capital["line_code"].to_list() == ["201"]
    assert d.unparsed.select("locator", "reason").rows() == [("B!A1", "a table that no frame holds yet")]


def test_a_grid_may_be_named_by_sheet_or_file() -> None:
    assert names_of("收入决算表.xlsx:Sheet1") == ["Sheet1", "收入决算表"]
    assert names_of("x.docx:") == ["x"]
    assert names_of("") == []


def test_a_label_merged_over_code_and_name_is_two_label_columns() -> None:
    head = ("项目", None, "金额", "项目", None, "金额")
    rows = [
        head,
        ("301", "工资福利支出", "5.00", "302", "商品和服务支出", "2.00"),
        ("30101", "基本工资", "5.00", "", "", ""),
    ]
    d = read(Paragraph("一般公共预算财政拨款基本支出决算表", "P1"), Paragraph("单位：万元", "P2"), grid(*rows))
    assert d.basic_expenditure is not None
    assert d.basic_expenditure.select("economic_code", "name", "amount").rows() == [
        ("301", "工资福利支出", 5.0),
        ("30101", "基本工资", 5.0),
        ("302", "商品和服务支出", 2.0),
    ]
    assert d.unparsed.height == 0


THREE = ("项目", "行次", "决算数")


def three(*blocks: Block) -> list[tuple[str, str, float | None]]:
    d = read(Paragraph("三公经费支出决算表", "!A1"), Paragraph("单位：万元", "!A2"), *blocks)
    assert d.three_public is not None
    assert d.unparsed.height == 0
    return d.three_public.select("item", "item_name", "actual").rows()


@pytest.mark.parametrize("after", [grid(("2.公务接待费", "3", "1.00"), start=9), Paragraph("注：略。", "!A9")])
def test_the_rest_of_a_label_alone_in_its_row_goes_on_with_the_table(after: Block) -> None:
    above = grid(THREE, ("合计", "1", "3.00"), ("1.因公出国（境）", "2", "2.00"), start=3)
    found = three(above, Paragraph("费", "!A7", columns=3), after)
    assert found[1] == ("overseas", "因公出国（境）费", 2.0)


def test_the_rest_of_a_label_above_the_header_printed_again_with_other_blanks() -> None:
    again = grid(("项 目", "行次", "决 算数"), ("2.公务接待费", "3", "1.00"), start=9)
    above = grid(THREE, ("合计", "1", "3.00"), ("1.因公出国（境）", "2", "2.00"), start=3)
    assert three(above, Paragraph("费", "!A7", columns=3), again)[1] == ("overseas", "因公出国（境）费", 2.0)


def test_items_without_amounts_alone_in_their_rows_go_on_with_the_table() -> None:
    alone = (Paragraph("1.因公出国（境）费", "!A6", columns=3), Paragraph("2.公务用车购置及运行费", "!A7", columns=3))
    found = three(grid(THREE, ("合计", "1", "1.00"), start=3), *alone, grid(("3.公务接待费", "4", "1.00"), start=8))
    assert [(item, actual) for item, _, actual in found] == [
        ("total", 1.0),
        ("overseas", None),
        ("vehicle", None),
        ("hospitality", 1.0),
    ]


def test_text_between_tables_stays_text() -> None:
    other = Paragraph("国有资产占用情况表", "!A7", columns=3), grid(("车辆", "数量", "1"), start=8)
    sorted_ = sort_blocks((Paragraph("三公经费支出决算表", "!A1"), grid(THREE, ("合计", "1", "1.00"), start=3), *other))
    assert [len(table.pieces) for table in sorted_.tables] == [1]
    assert len(sorted_.grids) == 1


def test_a_blank_behind_a_label_of_the_header_is_a_label_column() -> None:
    head = ("科目编码", "", "科目名称", "金额")
    d = read(
        Paragraph("一般公共预算财政拨款基本支出决算表", "P1"),
        Paragraph("单位：万元", "P2"),
        grid(head, ("301", "", "工资福利支出", "5.00"), ("301", "01", "基本工资", "5.00")),
    )
    assert d.basic_expenditure is not None
    assert d.basic_expenditure["economic_code"].to_list() == ["301", "30101"]
