"""Workbooks: sheets as they are shown, never a formula evaluated, never an empty million of rows built."""

from __future__ import annotations

import pytest
from made_files import SHEET, packed, sheet, workbook

from fzfin.errors import SourceError
from fzfin.sources import Document, Grid, Paragraph, from_bytes
from fzfin.sources.grid import Cell


def read(rows: str, after: str = "", before: str = "", name: str = "Sheet1", **parts: str) -> Document:
    xml = f"<worksheet {SHEET}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return from_bytes(workbook({name: xml}, **parts), "made.xlsx")


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(at: int, *cells: str, settings: str = "") -> str:
    return f'<row r="{at}" {settings}>{"".join(cells)}</row>'


def rows_of(document: Document) -> list[tuple[str | None, ...]]:
    return [cells for block in document.blocks if isinstance(block, Grid) for cells in block.rows]


def test_cells_have_the_places_of_the_sheet() -> None:
    document = read(row(3, text("B3", "201"), text("C3", "x")) + row(4, text("C4", "y"), text("D4", "z")))
    assert document.reader == "xlsx"
    assert document.blocks == (Grid((("201", "x", ""), ("", "y", "z")), ("Sheet1!B3", "Sheet1!C4"), "Sheet1"),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("收入决算表", "收入决算表!A1"), ("GK 01", "'GK 01'!A1"), ("1月", "'1月'!A1"), ("it's", "'it''s'!A1")],
)
def test_a_place_is_written_as_in_a_formula(name: str, shown: str) -> None:
    document = from_bytes(workbook({name: sheet([[[Cell("a"), Cell("b")]]])}), "made.xlsx")
    assert [block.locators for block in document.blocks if isinstance(block, Grid)] == [(shown,)]


def test_numbers_are_printed_by_their_formats_and_codes_are_whole() -> None:
    document = read(row(1, number("A1", "201.0"), number("B1", "2602.3849", 1), number("C1", "2602.3800000001")))
    assert rows_of(document) == [("201", "2,602.38", "2602.38")]


def test_merged_cells_are_none_wherever_the_range_ends() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:C1048576"/><mergeCell ref="Z5"/><mergeCell ref="x"/></mergeCells>'
    rows = row(1, text("A1", "项目"), text("C1", "合计")) + row(
        2, text("A2", "类"), text("B2", "款"), text("C2", "5.00")
    )
    document = read(rows, merged)
    assert rows_of(document) == [("项目", None, "合计"), ("类", "款", None)]
    assert document.unread == (("Sheet1!C2", "5.00", "text in a cell that a merged cell covers"),)


def test_a_formula_is_its_stored_value_or_nothing() -> None:
    rows = row(
        1,
        '<c r="A1"><f>SUM(B1:B9)</f><v>12.5</v></c>',
        '<c r="B1"><f>HYPERLINK("http://x","y")</f></c>',
        text("C1", "z"),
    )
    rows += row(
        2, '<c r="A2" t="str"><f>A1&amp;"元"</f><v>12.5元</v></c>', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    document = read(rows)
    assert rows_of(document) == [("12.5", "", "z"), ("12.5元", "#DIV/0!", "")]
    assert [(place, shown) for place, shown, _ in document.unread] == [("Sheet1!B1", '=HYPERLINK("http://x","y")')]


def test_what_a_sheet_hides_is_left_over() -> None:
    rows = row(1, text("A1", "a"), text("B1", "b"), text("C1", "c")) + row(2, text("A2", "7.00"), settings='hidden="1"')
    document = read(rows, before='<cols><col min="2" max="2" hidden="1"/></cols>')
    assert rows_of(document) == [("a", "", "c")]
    assert document.unread == (
        ("Sheet1!B1", "b", "a cell in a hidden column"),
        ("Sheet1!A2", "7.00", "a hidden row"),
    )


def test_a_hidden_sheet_is_left_over_and_order_is_that_of_the_tabs() -> None:
    one, two = (sheet([[[Cell(name), Cell("x")]]]) for name in ("one", "two"))
    data = workbook({"B": one, "A": two})
    assert rows_of(from_bytes(data, "made.xlsx")) == [("one", "x"), ("two", "x")]
    hidden = from_bytes(with_part(data, "xl/workbook.xml", 'name="A"', 'name="A" state="veryHidden"'), "made.xlsx")
    assert rows_of(hidden) == [("one", "x")]
    assert hidden.unread == (("A!", "", "a hidden sheet"),)


def test_blank_rows_end_a_grid_and_text_over_a_table_is_text() -> None:
    rows = row(1, text("A1", "支出决算表")) + row(2, text("A2", "单位：万元"))
    rows += (
        row(3, text("A3", "类"), text("B3", "合计"))
        + row(4, text("A4", "只有名称"))
        + row(9, text("A9", "x"), text("B9", "1"))
    )
    document = read(rows + row(10, text("A10", "本部门没有此项支出。")))
    assert document.blocks == (
        Paragraph("支出决算表", "Sheet1!A1"),
        Paragraph("单位：万元", "Sheet1!A2"),
        Grid((("类", "合计"), ("只有名称", "")), ("Sheet1!A3", "Sheet1!A4"), "Sheet1"),
        Grid((("x", "1"),), ("Sheet1!A9",), "Sheet1"),
        Paragraph("本部门没有此项支出。", "Sheet1!A10"),
    )


def test_shared_strings_lose_reading_aids_and_escapes() -> None:
    strings = f"<sst {SHEET}><si><r><t>收入</t></r><r><t>决算_x000D_表</t></r><rPh><t>shouru</t></rPh></si></sst>"
    cells = row(1, "<c r='A1' t='s'><v>0</v></c>", "<c t='s'><v>9</v></c>")
    xml = f"<worksheet {SHEET}><sheetData>{cells}</sheetData></worksheet>"
    data = workbook({"Sheet1": xml}, **{"xl/sharedStrings.xml": strings})
    links = "xl/_rels/workbook.xml.rels"
    document = from_bytes(
        with_part(data, links, "</Relationships>", '<Relationship Id="t" Target="sharedStrings.xml"/></Relationships>'),
        "x",
    )
    assert rows_of(document) == [("收入决算\n表", "9")]


def with_part(data: bytes, part: str, old: str, new: str) -> bytes:
    from fzfin.sources.archive import Archive

    package = Archive(data, "made")
    parts: dict[str, str | bytes] = {name: package.read(name) for name in package.members}
    parts[part] = package.read(part).decode().replace(old, new)
    return packed(parts)


def test_a_sheet_that_claims_to_be_huge_is_as_large_as_its_cells() -> None:
    rows = row(1, text("A1", "a"), text("B1", "b")) + row(1048576, text("A1048576", "c"), text("B1048576", "d"))
    document = read(rows, before='<dimension ref="A1:XFD1048576"/>')
    assert rows_of(document) == [("a", "b"), ("c", "d")]


def test_a_cell_at_the_far_edge_is_refused_with_the_sheet_s_name() -> None:
    with pytest.raises(SourceError, match=r"made\.xlsx: expected sheets of at most 1,024 columns .* 'Sheet1'"):
        read(row(1, text("A1", "a"), text("XFD1", "b")))


def test_merged_ranges_beyond_measure_are_refused() -> None:
    many = "".join(f'<mergeCell ref="A1:ALL{2000 + n}"/>' for n in range(5000))
    rows = "".join(row(n, text(f"A{n}", "x")) for n in range(1, 1500)) + row(1500, text("ALL1500", "x"))
    with pytest.raises(SourceError, match=r"merged ranges|at most"):
        read(rows, f"<mergeCells>{many}</mergeCells>")


def test_links_out_of_the_file_are_never_followed() -> None:
    data = workbook({"Sheet1": sheet([[[Cell("a"), Cell("b")]]])})
    outside = with_part(
        data,
        "xl/_rels/workbook.xml.rels",
        'Target="worksheets/sheet1.xml"',
        'TargetMode="External" Target="file:///etc/passwd"',
    )
    document = from_bytes(outside, "made.xlsx")
    assert document.blocks == ()
    assert document.unread == (("Sheet1!", "", "a sheet that the file does not hold"),)
    climbing = with_part(data, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../../etc/passwd")
    assert from_bytes(climbing, "made.xlsx").unread == (("Sheet1!", "", "a sheet that the file does not hold"),)
