"""Forms of table that the Shanghai layout brought: a total in the header's row, a total printed last, blank amounts."""

from __future__ import annotations

from fzfin.sources import Grid
from fzfin.tables.bands import read_bands
from fzfin.tables.lines import read_lines
from fzfin.tables.read import read_tables
from fzfin.tables.recognise import RawTable

N = None
FUND = (
    ("项目", N, "年初结转和结余", "本年收入", "本年支出", N, N, "年末结转和结余"),
    ("功能分类科目编码", "科目名称", N, N, N, N, N, N),
    ("合计", N, "1.00", "5.00", "合计", "基本支出", "项目支出", "2.00"),
    ("212", "城乡社区支出", "1.00", "5.00", "4.00", "", "4.00", "2.00"),
)


def grid(rows: tuple[tuple[str | None, ...], ...], page: int = 1) -> Grid:
    return Grid(rows, tuple(f"p{page}.t1.r{number}" for number in range(1, len(rows) + 1)))


def wan(amounts: tuple[object, ...]) -> list[float | None]:
    return [None if amount is None else amount.wan for amount in amounts]  # type: ignore[attr-defined]


def test_a_total_that_shares_its_row_with_the_lowest_header() -> None:
    for frame in ("government_funds", "state_capital"):
        reading = read_lines(frame, [grid(FUND)], "万元")
        assert reading.fields == ("opening", "revenue", "total", "basic", "project", "closing")
        assert reading.leftovers == []
        assert [(row.code, row.name, wan(row.amounts)) for row in reading.rows] == [
            ("", "合计", [1.0, 5.0, None, None, None, 2.0]),
            ("212", "城乡社区支出", [1.0, 5.0, 4.0, None, 4.0, 2.0]),
        ]


def test_such_a_row_without_figures_is_header_alone() -> None:
    empty = (*FUND[:2], ("合计", N, "", "", "合计", "基本支出", "项目支出", ""), ("",) * 8)
    reading = read_lines("government_funds", [grid(empty)], "万元")
    assert (reading.rows, reading.leftovers) == ([], [])


def test_a_total_printed_last_leads_its_frame() -> None:
    rows = (
        ("项目", N, "合计", "基本支出", "项目支出"),
        ("功能分类科目编码", "科目名称", N, N, N),
        ("201", "一般公共服务支出", "3.00", "1.00", "2.00"),
        ("208", "社会保障和就业支出", "4.00", "4.00", ""),
        ("合计", N, "7.00", "5.00", "2.00"),
    )
    table = RawTable("general_expenditure", "", "p1.l1", "万元", pieces=[grid(rows)])
    read = read_tables([table], {})
    assert [record[:5] for record in read.records["general_expenditure"]] == [
        (None, "合计", "total", None, 7.0),
        ("201", "一般公共服务支出", "class", None, 3.0),
        ("208", "社会保障和就业支出", "class", None, 4.0),
    ]
    assert (read.repairs, read.leftovers) == ([], [])


def test_an_item_without_an_amount_after_a_page_break_is_an_item() -> None:
    head = (("项目", "决算数", "项目", "决算数"), ("一、财政拨款收入", "1.00", "十五、商业服务业等支出", ""))
    more = (("", "", "十六、金融支出", ""), ("本年收入合计", "1.00", "本年支出合计", ""))
    reading = read_bands("summary", [grid(head), grid(more, 2)], "万元")
    labels = [item.label for item in reading.items[1]]
    assert labels == ["十五、商业服务业等支出", "十六、金融支出", "本年支出合计"]


def test_the_rest_of_a_label_after_a_page_break_is_still_joined() -> None:
    head = (("项目", "决算数", "项目", "决算数"), ("一、财政拨款收入", "1.00", "十四、资源勘探工业信", "2.00"))
    more = (("", "", "息等支出", ""), ("本年收入合计", "1.00", "本年支出合计", "2.00"))
    reading = read_bands("summary", [grid(head), grid(more, 2)], "万元")
    assert [item.label for item in reading.items[1]] == ["十四、资源勘探工业信息等支出", "本年支出合计"]
