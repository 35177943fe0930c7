"""The three public expenses printed across: two to four header rows with merged cells over pairs of columns."""

from __future__ import annotations

import pytest

from fzfin.sources import Grid
from fzfin.sources.text import blocks
from fzfin.tables.across import paths, read_across
from fzfin.tables.read import read_tables
from fzfin.tables.recognise import RawTable, sort_blocks

N = None
ITEMS = ("合计", N, "因公出国（境）费", N, "公务用车购置及运行维护费", N, N, N, N, N, "公务接待费", N)
PARTS = (N, N, N, N, "小计", N, "公务用车购置费", N, "公务用车运行维护费", N, N, N)
PAIRS = ("预算数", "决算数") * 6
FIGURES = ("15.00", "2.42", "", "", "7.00", "2.42", "/", "—", "7.00", "2.42", "8.00", "0.00")
ANSWER = [
    ("total", "合计", 15.0, 2.42),
    ("overseas", "因公出国（境）费", None, None),
    ("vehicle", "公务用车购置及运行维护费", 7.0, 2.42),
    ("vehicle_purchase", "公务用车购置费", None, None),
    ("vehicle_running", "公务用车运行维护费", 7.0, 2.42),
    ("hospitality", "公务接待费", 8.0, 0.0),
]


def grid(*rows: tuple[str | None, ...]) -> Grid:
    return Grid(rows, tuple(f"p1.t1.r{number}" for number in range(1, len(rows) + 1)))


def answer(*rows: tuple[str | None, ...]) -> list[tuple[object, ...]]:
    title = sort_blocks(blocks("财政拨款“三公”经费支出决算表\n单位：万元\na\tb"))
    title.tables[0].pieces = [grid(*rows)]
    read = read_tables(title.tables, {})
    assert read.leftovers == []
    return [record[:4] for record in read.records["three_public"]]


def test_shanghais_four_header_rows() -> None:
    head = ("财政拨款“三公”经费", *[N] * 11)
    assert answer(head, ITEMS, PARTS, PAIRS, FIGURES) == ANSWER


def test_column_numbers_are_never_money() -> None:
    numbers = tuple(str(number) for number in range(1, 13))
    assert answer(ITEMS, PARTS, PAIRS, numbers, FIGURES) == ANSWER


def test_budget_and_actual_as_two_blocks() -> None:
    """Central departments print six columns of budget and then six of actual."""
    top = ("预算数", N, N, N, N, N, "决算数", N, N, N, N, N)
    items = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", N, N, "公务接待费") * 2
    parts = (N, N, "小计", "公务用车购置费", "公务用车运行维护费", N) * 2
    figures = ("15.00", "", "7.00", "", "7.00", "8.00", "2.42", "", "2.42", "", "2.42", "0.00")
    assert answer(top, items, parts, figures) == ANSWER


def test_empty_cells_of_a_text_stand_for_merged_ones() -> None:
    items, parts = (tuple(cell or "" for cell in row) for row in (ITEMS, PARTS))
    assert answer(items, parts, PAIRS, FIGURES) == ANSWER


def test_hospitality_before_vehicles() -> None:
    items = ("合计", N, "公务接待费", N, "公务用车购置及运行维护费", N)
    found = answer(items, PAIRS[:6], ("3.00", "2.00", "1.00", "0.50", "2.00", "1.50"))
    assert found == [
        ("total", "合计", 3.0, 2.0),
        ("hospitality", "公务接待费", 1.0, 0.5),
        ("vehicle", "公务用车购置及运行维护费", 2.0, 1.5),
    ]


def test_a_table_printed_empty_is_empty() -> None:
    assert answer(ITEMS, PARTS, PAIRS, ("",) * 12) == []


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((ITEMS, PARTS, PAIRS, FIGURES, FIGURES), "a second line of figures under one header"),
        ((ITEMS, PARTS, PAIRS, FIGURES[:11]), "row of 11 cells, expected 12"),
        ((ITEMS, PARTS, PAIRS, ("1,2", *FIGURES[1:])), "broken row: expected an amount"),
        ((ITEMS, PARTS, ("预算数", "上上年数", *PAIRS[2:]), FIGURES), "a column that no vocabulary knows"),
        ((ITEMS, PARTS, ("预算数", "预算数", *PAIRS[2:]), FIGURES), "two columns of one item and measure"),
    ],
)
def test_what_cannot_be_read_is_left_over_with_its_reason(
    rows: tuple[tuple[str | None, ...], ...], reason: str
) -> None:
    reading = read_across("three_public", [grid(*rows)], "万元")
    assert reading is not None
    assert [text.startswith(reason) for _, _, text in reading.leftovers] == [True]


def test_a_table_with_its_items_below_each_other_is_another_form() -> None:
    assert read_across("three_public", [grid(("项目", "行次", "决算数"), ("合计", "1", "2.42"))], "万元") is None


def test_every_column_inherits_the_cells_above_it() -> None:
    found = paths([ITEMS, PARTS, PAIRS])
    assert found[5] == ["公务用车购置及运行维护费", "小计", "决算数"]
    assert found[9] == ["公务用车购置及运行维护费", "公务用车运行维护费", "决算数"]
    assert found[10] == ["公务接待费", "预算数"]


def test_a_page_may_end_within_the_header_and_print_it_again() -> None:
    pieces = [grid(ITEMS, PARTS), grid(ITEMS, PARTS, PAIRS), grid(FIGURES)]
    reading = read_across("three_public", pieces, "万元")
    assert reading is not None
    assert [len(item.amounts) for item in reading.items[0]] == [2, 0, 2, 0, 2, 2]
    assert reading.leftovers == []


def test_a_word_over_all_items_may_come_as_text() -> None:
    over = "三公经费支出决算表\n\n单位：万元\n\n财政拨款“三公”经费\n\n合计\t\t公务接待费\t\n预算数\t决算数\t预算数\t决算数\n"
    tables = sort_blocks(blocks(over + "2.00\t1.00\t2.00\t1.00\n")).tables
    read = read_tables(tables, {})
    assert [record[0] for record in read.records["three_public"]] == ["total", "hospitality"]


def test_a_header_that_a_page_parts_into_rows_of_other_widths_names_no_column() -> None:
    narrow = ("合计", "因公出国（境）费", "公务接待费")
    pieces = [grid(narrow), grid(PAIRS[:6], ("0.17", "0.12", "—", "—", "0.17", "0.12"))]
    tables = [RawTable("three_public", "", "p1.l1", "万元", pieces=pieces)]
    read = read_tables(tables, {})
    assert read.records.get("three_public", []) == []
    assert [text for _, text, _ in read.leftovers if "0.12" in text] == ["0.17 | 0.12 | — | — | 0.17 | 0.12"]
