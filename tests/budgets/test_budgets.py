"""Departmental budgets in three layouts: every frame as written by hand, the same from every format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_budgets import FORMATS, PLAIN, TWO_YEARS, YUAN, page, pieces, read, read_text
from printed import _STYLE as STYLE
from printed import CHROMIUM, print_to_pdf

import fzfin as fz
from fzfin.disclosure import Disclosure

N = None
SHIPPED = fz.read()


def rows(d: Disclosure, frame: str, *columns: str) -> list[tuple[Any, ...]]:
    found = d.frames[frame]
    assert found is not None
    return found.select(columns).rows()


def side(d: Disclosure, frame: str, which: str, *amounts: str) -> list[tuple[Any, ...]]:
    found = d.frames[frame]
    assert found is not None
    return found.filter(side=which).select("item", "function_class", "role", "part_of", *amounts).rows()


def lines(d: Disclosure, frame: str, *amounts: str) -> list[tuple[Any, ...]]:
    return rows(d, frame, "line_code", *amounts)


FRAMES: dict[str, dict[str, list[tuple[Any, ...]]]] = {
    "yuan": {
        "revenue": [
            (N, 540.0, 510.0, 25.0, N, 5.0),
            ("201", 430.0, 400.0, 25.0, N, 5.0),
            ("20126", 430.0, 400.0, 25.0, N, 5.0),
            ("2012601", 320.0, 300.0, 15.0, N, 5.0),
            ("2012604", 110.0, 100.0, 10.0, N, N),
            ("208", 60.0, 60.0, N, N, N),
            ("20805", 60.0, 60.0, N, N, N),
            ("2080505", 40.0, 40.0, N, N, N),
            ("2080506", 20.0, 20.0, N, N, N),
            ("210", 20.0, 20.0, N, N, N),
            ("21011", 20.0, 20.0, N, N, N),
            ("2101101", 20.0, 20.0, N, N, N),
            ("221", 30.0, 30.0, N, N, N),
            ("22102", 30.0, 30.0, N, N, N),
            ("2210201", 30.0, 30.0, N, N, N),
        ],
        "expenditure": [
            (N, 540.0, 430.0, 110.0),
            ("201", 430.0, 320.0, 110.0),
            ("20126", 430.0, 320.0, 110.0),
            ("2012601", 320.0, 320.0, N),
            ("2012604", 110.0, N, 110.0),
            ("208", 60.0, 60.0, N),
            ("20805", 60.0, 60.0, N),
            ("2080505", 40.0, 40.0, N),
            ("2080506", 20.0, 20.0, N),
            ("210", 20.0, 20.0, N),
            ("21011", 20.0, 20.0, N),
            ("2101101", 20.0, 20.0, N),
            ("221", 30.0, 30.0, N),
            ("22102", 30.0, 30.0, N),
            ("2210201", 30.0, 30.0, N),
        ],
        "general_expenditure": [
            (N, 510.0, 410.0, 100.0),
            ("201", 400.0, 300.0, 100.0),
            ("20126", 400.0, 300.0, 100.0),
            ("2012601", 300.0, 300.0, N),
            ("2012604", 100.0, N, 100.0),
            ("208", 60.0, 60.0, N),
            ("20805", 60.0, 60.0, N),
            ("2080505", 40.0, 40.0, N),
            ("2080506", 20.0, 20.0, N),
            ("210", 20.0, 20.0, N),
            ("21011", 20.0, 20.0, N),
            ("2101101", 20.0, 20.0, N),
            ("221", 30.0, 30.0, N),
            ("22102", 30.0, 30.0, N),
            ("2210201", 30.0, 30.0, N),
        ],
        "government_funds": [(N, 0.0, 0.0, 0.0)],
        "basic_expenditure": [
            ("301", "工资福利支出", "personnel", 340.0),
            ("30101", "基本工资", "personnel", 150.0),
            ("30102", "津贴补贴", "personnel", 100.0),
            ("30108", "机关事业单位基本养老保险缴费", "personnel", 40.0),
            ("30109", "职业年金缴费", "personnel", 20.0),
            ("30113", "住房公积金", "personnel", 30.0),
            ("302", "商品和服务支出", "running", 60.0),
            ("30201", "办公费", "running", 35.0),
            ("30217", "公务接待费", "running", 5.0),
            ("30231", "公务用车运行维护费", "running", 20.0),
            ("303", "对个人和家庭的补助", "personnel", 10.0),
            ("30302", "退休费", "personnel", 10.0),
            (N, "人员经费", "personnel", 350.0),
            (N, "公用经费", "running", 60.0),
        ],
        "three_public": [
            ("total", "合计", 25.0, N),
            ("overseas", "因公出国(境)费", 0.0, N),
            ("hospitality", "公务接待费", 5.0, N),
            ("vehicle", "公务用车购置及运行费", 20.0, N),
            ("vehicle_purchase", "购置费", 0.0, N),
            ("vehicle_running", "运行费", 20.0, N),
        ],
        "summary:revenue": [
            ("财政拨款收入", N, "item", N, 510.0),
            ("一般公共预算资金", N, "item", 1, 510.0),
            ("政府性基金", N, "item", 1, N),
            ("国有资本经营预算", N, "item", 1, N),
            ("事业收入", N, "item", N, 25.0),
            ("事业单位经营收入", N, "item", N, N),
            ("其他收入", N, "item", N, 5.0),
            ("收入总计", N, "grand_total", N, 540.0),
        ],
        "summary:expenditure": [
            ("一般公共服务支出", "201", "item", N, 430.0),
            ("社会保障和就业支出", "208", "item", N, 60.0),
            ("卫生健康支出", "210", "item", N, 20.0),
            ("住房保障支出", "221", "item", N, 30.0),
            ("支出总计", N, "grand_total", N, 540.0),
        ],
        "appropriation:revenue": [
            ("一般公共预算资金", N, "item", N, 510.0, N, N, N),
            ("政府性基金", N, "item", N, N, N, N, N),
            ("国有资本经营预算", N, "item", N, N, N, N, N),
            ("收入总计", N, "grand_total", N, 510.0, N, N, N),
        ],
        "appropriation:expenditure": [
            ("一般公共服务支出", "201", "item", N, 400.0, 400.0, N, N),
            ("社会保障和就业支出", "208", "item", N, 60.0, 60.0, N, N),
            ("卫生健康支出", "210", "item", N, 20.0, 20.0, N, N),
            ("住房保障支出", "221", "item", N, 30.0, 30.0, N, N),
            ("支出总计", N, "grand_total", N, 510.0, 510.0, 0.0, 0.0),
        ],
    },
    "two_years": {
        "revenue": [
            (N, N, N, 0.0, N, N),
            *((code, N, N, N, N, N) for code in ("208", "20805", "2080505", "2080506", "212", "21208", "2120803")),
            ("213", N, N, 0.0, N, N),
            ("21301", N, N, 0.0, N, N),
            ("2130101", N, N, 0.0, N, N),
            *((code, N, N, N, N, N) for code in ("2130106", "2130199", "221", "22102", "2210201")),
        ],
        "expenditure": [
            (N, 870.0, 420.0, 450.0),
            ("208", 60.0, 60.0, N),
            ("20805", 60.0, 60.0, N),
            ("2080505", 40.0, 40.0, N),
            ("2080506", 20.0, 20.0, N),
            ("212", 50.0, N, 50.0),
            ("21208", 50.0, N, 50.0),
            ("2120803", 50.0, N, 50.0),
            ("213", 730.0, 330.0, 400.0),
            ("21301", 730.0, 330.0, 400.0),
            ("2130101", 330.0, 330.0, N),
            ("2130106", 100.0, N, 100.0),
            ("2130199", 300.0, N, 300.0),
            ("221", 30.0, 30.0, N),
            ("22102", 30.0, 30.0, N),
            ("2210201", 30.0, 30.0, N),
        ],
        "general_expenditure": [
            (N, 820.0, 420.0, 400.0),
            ("208", 60.0, 60.0, N),
            ("20805", 60.0, 60.0, N),
            ("2080505", 40.0, 40.0, N),
            ("2080506", 20.0, 20.0, N),
            ("213", 730.0, 330.0, 400.0),
            ("21301", 730.0, 330.0, 400.0),
            ("2130101", 330.0, 330.0, N),
            ("2130106", 100.0, N, 100.0),
            ("2130108", N, N, N),
            ("2130199", 300.0, N, 300.0),
            ("221", 30.0, 30.0, N),
            ("22102", 30.0, 30.0, N),
            ("2210201", 30.0, 30.0, N),
        ],
        "government_funds": [
            (N, 50.0, N, 50.0),
            ("212", 50.0, N, 50.0),
            ("21208", 50.0, N, 50.0),
            ("2120803", 50.0, N, 50.0),
        ],
        "state_capital": [],
        "basic_expenditure": [
            ("301", "工资福利支出", "personnel", 370.0),
            ("30101", "基本工资", "personnel", 200.0),
            ("30102", "津贴补贴", "personnel", 80.0),
            ("30108", "机关事业单位基本养老保险缴费", "personnel", 40.0),
            ("30109", "职业年金缴费", "personnel", 20.0),
            ("30113", "住房公积金", "personnel", 30.0),
            ("302", "商品和服务支出", "running", 40.0),
            ("30201", "办公费", "running", 25.0),
            ("30217", "公务接待费", "running", 5.0),
            ("30231", "公务用车运行维护费", "running", 10.0),
            ("303", "对个人和家庭的补助", "personnel", 10.0),
            ("30302", "退休费", "personnel", 10.0),
            (N, "人员经费", "personnel", 380.0),
            (N, "公用经费", "running", 40.0),
        ],
        "three_public": [
            ("total", "合计", 15.0, N),
            ("overseas", "因公出国（境）费", 0.0, N),
            ("vehicle", "公务用车购置及运行费", 10.0, N),
            ("vehicle_purchase", "公务用车购置费", N, N),
            ("vehicle_running", "公务用车运行费", 10.0, N),
            ("hospitality", "公务接待费", 5.0, N),
        ],
        "summary:revenue": [
            ("一般公共预算拨款收入", N, "item", N, 800.0),
            ("政府性基金预算拨款收入", N, "item", N, 50.0),
            ("事业收入", N, "item", N, 0.0),
            ("本年收入合计", N, "year_total", N, 850.0),
            ("上年结转", N, "carryover", N, 20.0),
            ("收入总计", N, "grand_total", N, 870.0),
        ],
        "summary:expenditure": [
            ("社会保障和就业支出", "208", "item", N, 60.0),
            ("城乡社区支出", "212", "item", N, 50.0),
            ("农林水支出", "213", "item", N, 730.0),
            ("住房保障支出", "221", "item", N, 30.0),
            ("本年支出合计", N, "year_total", N, 870.0),
            ("结转下年", N, "carryover", N, N),
            ("支出总计", N, "grand_total", N, 870.0),
        ],
        "appropriation:revenue": [
            ("本年收入", N, "year_total", N, 850.0, N, N, N),
            ("一般公共预算拨款", N, "item", N, 800.0, N, N, N),
            ("政府性基金预算拨款", N, "item", N, 50.0, N, N, N),
            ("国有资本经营预算拨款", N, "item", N, N, N, N, N),
            ("上年结转", N, "carryover", N, 20.0, N, N, N),
            ("一般公共预算拨款", N, "carryover", 5, 20.0, N, N, N),
            ("收入总计", N, "grand_total", N, 870.0, N, N, N),
        ],
        "appropriation:expenditure": [
            ("本年支出", N, "year_total", N, 870.0, 820.0, 50.0, N),
            ("社会保障和就业支出", "208", "item", N, 60.0, 60.0, N, N),
            ("城乡社区支出", "212", "item", N, 50.0, N, 50.0, N),
            ("农林水支出", "213", "item", N, 730.0, 730.0, N, N),
            ("住房保障支出", "221", "item", N, 30.0, 30.0, N, N),
            ("结转下年", N, "carryover", N, N, N, N, N),
            ("支出总计", N, "grand_total", N, 870.0, 820.0, 50.0, N),
        ],
    },
    "plain": {
        "revenue": [
            (N, 325.0, 300.0, 25.0, N, N),
            ("205", 310.0, 285.0, 25.0, N, N),
            ("20502", 310.0, 285.0, 25.0, N, N),
            ("2050202", 310.0, 285.0, 25.0, N, N),
            ("221", 15.0, 15.0, N, N, N),
            ("22102", 15.0, 15.0, N, N, N),
            ("2210201", 15.0, 15.0, N, N, N),
        ],
        "expenditure": [
            (N, 325.0, 225.0, 100.0),
            ("205", 310.0, 210.0, 100.0),
            ("20502", 310.0, 210.0, 100.0),
            ("2050202", 310.0, 210.0, 100.0),
            ("221", 15.0, 15.0, N),
            ("22102", 15.0, 15.0, N),
            ("2210201", 15.0, 15.0, N),
        ],
        "basic_expenditure": [
            ("301", "工资福利支出", "personnel", 180.0),
            ("30101", "基本工资", "personnel", 165.0),
            ("30113", "住房公积金", "personnel", 15.0),
            ("302", "商品和服务支出", "running", 20.0),
            ("30201", "办公费", "running", 20.0),
        ],
        "three_public": [
            ("total", "合计", 2.5, N),
            ("overseas", "因公出国（境）费", N, N),
            ("hospitality", "公务接待费", 0.5, N),
            ("vehicle", "公务用车费", 2.0, N),
            ("vehicle_purchase", "公务用车购置费", 0.0, N),
            ("vehicle_running", "公务用车运行维护费", 2.0, N),
        ],
        "summary:revenue": [
            ("财政拨款", N, "item", N, 300.0),
            ("事业收入", N, "item", N, 25.0),
            ("收入合计", N, "year_total", N, 325.0),
        ],
        "summary:expenditure": [
            ("教育支出", "205", "item", N, 310.0),
            ("住房保障支出", "221", "item", N, 15.0),
            ("支出合计", N, "year_total", N, 325.0),
        ],
    },
}
"""What the frames of each document must hold, read from the documents by a person."""

COLUMNS = {
    "revenue": (
        "line_code",
        "total",
        "fiscal_appropriation",
        "institution_revenue",
        "business_revenue",
        "other_revenue",
    ),
    **dict.fromkeys(
        ("expenditure", "general_expenditure", "government_funds", "state_capital"),
        ("line_code", "total", "basic", "project"),
    ),
    "basic_expenditure": ("economic_code", "name", "group", "amount"),
    "three_public": ("item", "item_name", "budget", "actual"),
}
SIDES = {
    "summary": ("amount",),
    "appropriation": ("total", "general_public_budget", "government_funds", "state_capital"),
}
DOCUMENTS = {"yuan": YUAN, "two_years": TWO_YEARS, "plain": PLAIN}
WRITTEN = [(name, suffix) for name in ("yuan", "two_years") for suffix in FORMATS] + [("plain", "txt")]


@pytest.mark.parametrize(("name", "suffix"), WRITTEN)
def test_every_frame_is_as_written_by_hand(name: str, suffix: str, tmp_path: Path) -> None:
    d = read(DOCUMENTS[name], suffix, tmp_path)
    found = {frame: rows(d, frame, *columns) for frame, columns in COLUMNS.items() if d.frames[frame] is not None}
    for frame, amounts in SIDES.items():
        if d.frames[frame] is not None:
            found |= {f"{frame}:{which}": side(d, frame, which, *amounts) for which in ("revenue", "expenditure")}
    assert found == FRAMES[name]
    assert d.repairs.height == 0


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("yuan", ("临江市档案馆", 2024, "budget", "临江市", "元")),
        ("two_years", ("东原县农业农村局", 2024, "budget", "东原县", "万元")),
        ("plain", ("西岭区实验小学", 2025, "budget", "西岭区", "万元")),
    ],
)
def test_a_budget_says_what_it_is(name: str, about: tuple[object, ...], tmp_path: Path) -> None:
    meta = read(DOCUMENTS[name], "txt", tmp_path).meta
    assert (meta.department, meta.year, meta.kind, meta.region, meta.unit) == about


def test_a_final_account_stays_one() -> None:
    assert SHIPPED.meta.kind == "final_accounts"


def test_units_are_those_of_each_table(tmp_path: Path) -> None:
    d = read(YUAN, "html", tmp_path)
    assert set(d.units.values()) == {"元", "万元"}
    assert d.units["three_public"] == "万元"
    assert d.cells.filter(d.cells["text"] == "4,300,000")["fen"].unique().to_list() == [430_000_000]


def test_what_no_frame_holds_is_left_with_its_reason(tmp_path: Path) -> None:
    d = read(TWO_YEARS, "docx", tmp_path)
    left = d.unparsed.filter(d.unparsed["text"].str.starts_with("2130106"))
    assert left.select("text", "reason").rows() == [
        (
            "2130106 | 科技转化与推广服务 | 2023年执行数 90.00 | 2024年预算数比2023年执行数 增减额 10.00 | "
            "2024年预算数比2023年执行数 增减% 11.11",
            "a figure of another year, or a comparison with it",
        ),
    ]


def test_the_columns_of_each_fund_are_columns_of_the_revenue(tmp_path: Path) -> None:
    """合计 holds what was carried over, so that it is no total of the year, which is not printed."""
    d = read(TWO_YEARS, "docx", tmp_path)
    columns = ("line_code", "total", "grand_total", "general_public_budget", "government_funds", "carryover")
    assert [row for row in rows(d, "revenue", *columns) if row[0] in (N, "212", "2130101", "2130106")] == [
        (N, N, 870.0, 800.0, 50.0, 20.0),
        ("212", N, 50.0, N, 50.0, N),
        ("2130101", N, 330.0, 330.0, N, N),
        ("2130106", N, 100.0, 80.0, N, 20.0),
    ]
    assert [
        row for row in rows(d, "expenditure", "line_code", "basic", "personnel", "running") if row[0] in (N, "213")
    ] == [
        (N, 420.0, 380.0, 40.0),
        ("213", 330.0, 290.0, 40.0),
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_last_years_figures_are_in_no_frame(name: str, tmp_path: Path) -> None:
    """Each number that is printed once, under last year, stands in `unparsed` and in no frame."""
    last = {"yuan": (), "two_years": (760.0, 675.0, 325.0, 37.0, 18.0, 12.0), "plain": (3.0, 1.0)}[name]
    d = read(DOCUMENTS[name], "txt", tmp_path)
    held = {
        value
        for frame in d.frames.values()
        if frame is not None
        for column in frame.columns
        if frame[column].dtype.is_float()
        for value in frame[column].drop_nulls()
    }
    assert held.isdisjoint(last)
    text = " ".join(d.unparsed["text"])
    assert all(f"{value:.2f}" in text for value in last)


def test_every_printed_amount_is_in_a_frame_or_left_over(tmp_path: Path) -> None:
    """人员经费 and 公用经费 repeat the amount of their item in the same row."""
    for document, suffix in ((YUAN, "html"), (TWO_YEARS, "docx"), (PLAIN, "txt")):
        d = read(document, suffix, tmp_path)
        left = dict(d.unparsed.group_by("locator").agg(pl.col("text").str.join(" ")).iter_rows())
        numbers = d.ledger("en")
        held = set(numbers.filter(pl.col("frame").is_not_null()).select("locator", "text").rows())
        open_ = numbers.filter(
            pl.col("frame").is_null() & pl.col("reason").is_null() & pl.col("text").str.contains("[.,]")
        )
        assert [
            (place, text)
            for place, text in open_.select("locator", "text").rows()
            if (place, text) not in held and text not in left.get(place, "")
        ] == []


HEAD = "2024年部门支出预算总表\n单位：万元\n"


def test_two_sub_totals_without_cells_above_them_are_not_guessed() -> None:
    d = read_text(
        HEAD + "项目|2023年预算数|2024年预算数\n科目编码|科目名称|小计|基本支出|小计|基本支出\n"
        "205|教育支出|90.00|90.00|95.00|95.00\n"
    )
    assert d.expenditure is None
    assert d.unparsed["reason"].unique().to_list() == [
        "the header is not as wide as its rows, and the order of its words does not tell the columns"
    ]
    assert d.unparsed["text"].to_list()[-1] == "205 | 教育支出 | 90.00 | 90.00 | 95.00 | 95.00"


def test_a_word_that_no_vocabulary_knows_makes_its_columns_unknown() -> None:
    d = read_text(HEAD + "科目编码|科目名称|合计|神秘资金|\n|||小计|其中：项目支出\n205|教育支出|90.00|90.00|5.00\n")
    assert rows(d, "expenditure", "line_code", "total", "project") == [("205", 90.0, None)]
    assert d.unparsed.select("text", "reason").rows() == [
        (
            "205 | 教育支出 | 神秘资金 小计 90.00 | 神秘资金 其中：项目支出 5.00",
            "a column that no vocabulary knows: 神秘资金",
        )
    ]


def test_a_total_beside_carryover_is_the_years_where_nothing_is_carried() -> None:
    head = "2024年收入预算总表\n单位：万元\n科目编码|科目名称|合计|上年结转|财政拨款收入\n"
    d = read_text(head + "205|教育支出|90.00|0.00|90.00\n221|住房保障支出|5.00||5.00\n")
    assert rows(d, "revenue", "line_code", "total", "fiscal_appropriation") == [
        ("205", 90.0, 90.0),
        ("221", 5.0, 5.0),
    ]


def test_a_bare_total_is_of_everything_where_carryover_stands_above_it() -> None:
    d = read_text(
        "收支预算总表\n单位：万元\n收入||支出|\n项目名称|金额|功能科目名称|金额\n一、一般公共预算资金|80.00|一、教育支出|90.00\n"
        "当年收入小计|80.00|当年支出小计|90.00\n上年结转资金|10.00|结转下年资金|\n收入合计|90.00|支出合计|90.00\n"
    )
    assert [row[2] for row in side(d, "summary", "revenue", "amount")] == [
        "item",
        "year_total",
        "carryover",
        "grand_total",
    ]


def test_a_header_names_the_unit_where_the_table_does_not() -> None:
    d = read_text("2024年支出总表\n科目编码|科目名称|合计（元）|项目支出（元）\n205|教育支出|900|900\n")
    assert rows(d, "expenditure", "total", "project") == [(0.09, 0.09)]
    other = read_text(HEAD + "科目编码|科目名称|合计（元）|项目支出（元）\n205|教育支出|900|900\n")
    assert other.expenditure is None
    assert "names another unit (元) than the table (万元)" in other.unparsed["reason"][0]


def test_the_amount_of_a_budget_is_never_read_as_spent() -> None:
    """A table of final accounts keeps its own words: 预算数 does not become its amount."""
    d = read_text(
        "收入支出决算总表\n单位：万元\n收入||支出|\n项目|预算数|项目|预算数\n一、财政拨款收入|1.00|一、教育支出|1.00\n"
        "支出决算表\n单位：万元\n科目编码|科目名称|本年支出合计|基本支出|项目支出\n205|教育支出|2.00|2.00|0.00\n"
    )
    assert d.meta.kind == "final_accounts"
    assert d.summary is None


def test_a_file_without_either_says_what_was_looked_for() -> None:
    with pytest.raises(fz.FzfinError, match=r"final account \(部门决算\) or budget \(部门预算\), found no table"):
        read_text("某部门的一段文字\n没有表格\n")


@pytest.mark.parametrize(
    ("title", "frame"),
    [
        ("表六部门收支总表", "summary"),
        ("附件3：单位财务收支预算总表", "summary"),
        ("临江市档案馆2024年部门收入预算总表", "revenue"),
        ("一、2024年预算单位支出预算总表", "expenditure"),
        ("2024年一般公共预算“三公”经费支出情况表", "three_public"),
        ("关于2024年部门收支总表的说明", None),
        ("收入支出决算总表", None),
    ],
)
def test_titles(title: str, frame: str | None) -> None:
    from fzfin.tables.recognise import title_of

    found = title_of(title, "budget")
    assert (found and found[0]) == frame


def test_sheets_are_known_by_their_names(tmp_path: Path) -> None:
    from made_budgets import sheet, table, workbook

    grid = table(
        [["单位：元", "", "", ""], ["科目编码", "科目名称", "合计", "基本支出"], ["205", "教育支出", "900", "900"]]
    )
    path = tmp_path / "budget.xlsx"
    path.write_bytes(workbook({"封面": sheet(["某局2024年部门预算"]), "2.17单位支出总表": sheet([grid])}))
    d = fz.read(path)
    assert (d.meta.kind, d.meta.year) == ("budget", 2024)
    assert rows(d, "expenditure", "line_code", "total", "basic") == [("205", 0.09, 0.09)]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
@pytest.mark.parametrize("name", ["yuan", "two_years"])
def test_a_printed_budget_gives_the_same(name: str, tmp_path: Path) -> None:
    made = page(pieces(DOCUMENTS[name])).decode().replace("<body>", f"<style>{STYLE}</style><body>")
    d = fz.read(print_to_pdf(made, tmp_path))
    found = {frame: rows(d, frame, *columns) for frame, columns in COLUMNS.items() if d.frames[frame] is not None}
    for frame, amounts in SIDES.items():
        found |= {f"{frame}:{which}": side(d, frame, which, *amounts) for which in ("revenue", "expenditure")}
    assert found == FRAMES[name]


def test_a_title_that_runs_into_the_line_below_it_is_known() -> None:
    """A printer's long title reaches the margin, so that the next line looks like the rest of it."""
    d = read_text(
        "2024年部门支出预算总表编制部门：临江市档案馆单位：元\n科目编码|科目名称|合计|基本支出\n205|教育支出|900|900\n"
    )
    assert rows(d, "expenditure", "total", "basic") == [(0.09, 0.09)]
    assert (d.meta.department, d.meta.year) == ("临江市档案馆", 2024)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_columns_of_a_budget_have_headings(lang: Literal["zh", "en"]) -> None:
    from fzfin.charts.words import heading
    from fzfin.frames import BUDGET_COLUMNS

    columns = {column for own in BUDGET_COLUMNS.values() for column in own}
    assert [column for column in sorted(columns) if heading(column, lang) == column] == []
