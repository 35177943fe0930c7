"""Headers, codes and rows of tables of lines, in the forms that layouts print them in."""

from __future__ import annotations

import pytest

from fzfin.sources import Grid
from fzfin.tables.header import read_lines_header
from fzfin.tables.lines import line_code, read_lines
from fzfin.tables.recognise import title_of

HEADER = ("项目\t\t本年支出", "功能分类科目编码\t科目名称\t小计\t基本支出\t项目支出")


def grids(*pieces: tuple[str, ...]) -> list[Grid]:
    number = 0
    out = []
    for piece in pieces:
        rows = tuple(tuple(line.split("\t")) for line in piece)
        out.append(Grid(rows, tuple(f"L{number + n}" for n in range(1, len(rows) + 1))))
        number += len(rows) + 1
    return out


@pytest.mark.parametrize(
    ("label", "code", "name"),
    [
        ("2010350\t事业运行", "2010350", "事业运行"),
        ("201\t03\t50\t事业运行", "2010350", "事业运行"),
        ("201\t20103\t2010350\t事业运行", "2010350", "事业运行"),
        ("2010350\t\t\t事业 运行", "2010350", "事业运行"),
        ("2010350.00\t事业运行", "2010350", "事业运行"),
        ("2010350事业运行", "2010350", "事业运行"),
        ("２０１０３５０\t事业运行", "2010350", "事业运行"),
        ("类\t款\t项\t合计", "", "合计"),
    ],
)
def test_codes_in_one_or_three_cells(label: str, code: str, name: str) -> None:
    reading = read_lines("general_expenditure", grids((*HEADER, f"{label}\t1,561.57\t561.57\t1000")), "万元")
    assert [(row.code, row.name) for row in reading.rows] == [(code, name)]
    assert [a.wan for a in reading.rows[0].amounts if a] == [1561.57, 561.57, 1000.0]
    assert reading.leftovers == []


def test_the_cells_of_a_code_join() -> None:
    assert (
        line_code(["201", "03", "50"]) == line_code(["201", "20103", "2010350"]) == line_code(["2010350"]) == "2010350"
    )


def test_column_numbers_and_line_numbers_are_never_money() -> None:
    reading = read_lines("general_expenditure", grids((*HEADER, "栏次\t\t1\t2\t3", "合计\t\t7\t3\t4")), "万元")
    assert [row.amounts[0].wan for row in reading.rows if row.amounts[0]] == [7.0]


def test_a_page_break_repeats_the_header_cuts_a_name_and_changes_the_number_of_columns() -> None:
    reading = read_lines(
        "general_expenditure",
        grids(
            (*HEADER, "201\t\t\t一般公共\t5.00\t2.00\t3.00"),
            ("\t服务支出\t\t\t",),
            (*HEADER, "20103\t政府事务\t5.00\t2.00\t3.00"),
        ),
        "万元",
    )
    assert [(row.code, row.name, row.locator) for row in reading.rows] == [
        ("201", "一般公共服务支出", "L3"),
        ("20103", "政府事务", "L9"),
    ]


def test_an_order_of_columns_of_its_own_is_followed() -> None:
    header = ("科目编码\t科目名称\t项目支出\t基本支出\t合计",)
    reading = read_lines("general_expenditure", grids((*header, "201\t一般公共服务支出\t3\t2\t5")), "万元")
    assert reading.fields == ("project", "basic", "total")


def test_a_column_that_no_vocabulary_knows_is_said_and_shifts_nothing() -> None:
    header = ("科目编码\t科目名称\t合计\t新设的一栏\t基本支出\t项目支出",)
    reading = read_lines("general_expenditure", grids((*header, "201\t一般公共服务支出\t5\t9\t2\t3")), "万元")
    assert dict(zip(reading.fields, [a.wan for a in reading.rows[0].amounts if a], strict=True)) == {
        "total": 5.0,
        "#unknown": 9.0,
        "basic": 2.0,
        "project": 3.0,
    }
    assert [reason for _, _, reason in reading.leftovers] == ["a column that no vocabulary knows"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("201\t一般公共服务支出\t5.00\t2.O0\t3.00", "broken row"),
        ("5.00\t3.00", "row of 2 cells"),
        ("2010\t某某\t5.00\t2.00\t3.00", "code is not of 3, 5 or 7 digits"),
        ("201\t一般公共服务支出\t5.00\t2.00\t3.00\t1.00", "more than the 3 amounts"),
    ],
)
def test_rows_that_do_not_fit_are_left_over(row: str, reason: str) -> None:
    reading = read_lines("general_expenditure", grids((*HEADER, row)), "万元")
    assert reading.rows == []
    assert reading.leftovers[0][2].startswith(reason)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("三、2022年度支出决算表", "expenditure"),
        ("一般公共预算财政拨款“三公”经费支出决算表", "three_public"),
        ('一般公共预算财政拨款"三公"经费支出决算表', "three_public"),
        ("国有资本经营预算财政拨款收入支出决算表", "state_capital"),
        ("收入支出决算总体情况说明", None),
        ("本表反映支出决算表。", None),
        ("3", None),
    ],
)
def test_titles(text: str, frame: str | None) -> None:
    found = title_of(text)
    assert (found[0] if found else None) == frame


def test_a_header_whose_words_a_page_cut_names_no_column() -> None:
    """Shifted figures are worse than none: 年初结转和结 | 余 in front and behind, and the first amount would be the second."""
    rows = (("科目编码", "科目名称", "余", "", "小计", "基本支出", "项目支出", "余"),)
    head = (("项目", "年初结转和结", "本年收入", "本年支出", "年末结转和结"), *rows)
    assert read_lines_header("government_funds", list(head)) == ()


def test_an_empty_line_is_no_title() -> None:
    assert title_of("") is None
