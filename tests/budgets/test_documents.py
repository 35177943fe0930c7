"""The smallest budgets that were once read wrongly or not at all: what must be read of each, written by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_budgets import read

import fzfin as fz
from fzfin.disclosure import Disclosure

N = None
FOLDER = Path(__file__).parents[1] / "documents"
AMOUNTS = ("line_code", "total", "basic", "project")
SIDES = ("side", "item", "role", "part_of")
PUBLIC = ("item", "budget")

EXPECTED: list[tuple[str, str, tuple[str, ...], list[tuple[Any, ...]]]] = [
    (
        "by-unit",
        "revenue",
        (
            "line_code",
            "total",
            "grand_total",
            "general_public_budget",
            "government_funds",
            "special_account",
            "unit_funds",
            "other_revenue",
            "carryover",
        ),
        [(N, 1600.0, 1675.0, 1200.0, 300.0, 40.0, 60.0, 60.0, 75.0)],
    ),
    (
        "one-unit",
        "revenue",
        ("line_name", "total", "grand_total", "general_public_budget", "unit_funds", "carryover"),
        [("北城区教育学院", 8834.512055, 8954.512055, 8634.512055, 200.0, 120.0)],
    ),
    (
        "part-of-a-source",
        "revenue",
        (
            "line_code",
            "total",
            "grand_total",
            "general_public_budget",
            "institution_revenue",
            "other_revenue",
            "surplus_used",
            "carryover",
        ),
        [
            (N, N, 9750.0, 8550.0, 500.0, 150.0, 200.0, 350.0),
            ("205", N, 200.0, 150.0, 50.0, N, N, N),
            ("220", N, 9550.0, 8400.0, 450.0, 150.0, 200.0, 350.0),
        ],
    ),
    (
        "surplus-in-total",
        "revenue",
        ("line_code", "total", "grand_total", "fiscal_appropriation", "surplus_used"),
        [(N, N, 110.0, 100.0, 10.0), ("201", N, 110.0, 100.0, 10.0)],
    ),
    (
        "unit-columns",
        "expenditure",
        AMOUNTS,
        [(N, 422.35, 362.35, 60.0), ("2011301", 362.35, 362.35, N), ("2011308", 60.0, N, 60.0)],
    ),
    (
        "unit-columns",
        "general_expenditure",
        AMOUNTS,
        [(N, 412.35, 362.35, 50.0), ("2011301", 362.35, 362.35, N), ("2011308", 50.0, N, 50.0)],
    ),
    (
        "three-public-by-year",
        "three_public",
        PUBLIC,
        [
            ("total", 19.5),
            ("overseas", 0.0),
            ("hospitality", 0.9),
            ("vehicle", 18.6),
            ("vehicle_purchase", 0.0),
            ("vehicle_running", 18.6),
        ],
    ),
    (
        "three-public-by-unit",
        "three_public",
        PUBLIC,
        [
            ("total", 30.0),
            ("overseas", N),
            ("vehicle", 22.0),
            ("vehicle_purchase", N),
            ("vehicle_running", 22.0),
            ("hospitality", 8.0),
        ],
    ),
    (
        "three-public-and-conferences",
        "three_public",
        PUBLIC,
        [
            ("total", 8.0),
            ("hospitality", 2.5),
            ("vehicle", 5.5),
            ("vehicle_purchase", N),
            ("vehicle_running", 5.5),
        ],
    ),
    (
        "three-public-down",
        "three_public",
        PUBLIC,
        [
            ("total", 28.0),
            ("overseas", 5.0),
            ("vehicle", 18.0),
            ("vehicle_purchase", N),
            ("vehicle_running", 18.0),
            ("hospitality", 5.0),
        ],
    ),
    (
        "classified-titles",
        "general_expenditure",
        ("line_code", "total", "basic", "personnel", "running"),
        [(N, 900.0, N, 600.0, 100.0), ("213", 900.0, N, 600.0, 100.0)],
    ),
    (
        "classified-titles",
        "basic_expenditure",
        ("economic_code", "name", "group", "amount"),
        [
            (N, "人员经费支出", "personnel", 600.0),
            ("301", "工资福利支出", "personnel", 600.0),
            ("30101", "基本工资", "personnel", 600.0),
            ("302", "商品和服务支出", "running", 100.0),
            ("30201", "办公费", "running", 100.0),
            (N, "公用经费支出", "running", 100.0),
        ],
    ),
    (
        "parts-without-ordinals",
        "summary",
        (*SIDES, "amount"),
        [
            ("revenue", "财政拨款", "item", N, 3210.5),
            ("revenue", "一般公共预算", "item", 1, 3200.5),
            ("revenue", "政府性基金预算", "item", 1, 10.0),
            ("revenue", "其他资金", "item", N, 40.0),
            ("revenue", "本年收入合计", "year_total", N, 3250.5),
            ("revenue", "年初结转和结余资金", "carryover", N, 1.0),
            ("revenue", "收入总计", "grand_total", N, 3251.5),
            ("expenditure", "基本支出", "item", N, 2100.5),
            ("expenditure", "人员经费", "item", 1, 1800.0),
            ("expenditure", "公用经费", "item", 1, 300.5),
            ("expenditure", "项目支出", "item", N, 1150.0),
            ("expenditure", "本年支出合计", "year_total", N, 3250.5),
            ("expenditure", "年末结转结余", "carryover", N, 1.0),
            ("expenditure", "支出总计", "grand_total", N, 3251.5),
        ],
    ),
    (
        "without-year-total",
        "summary",
        (*SIDES, "amount"),
        [
            ("revenue", "一般公共预算拨款收入", "item", N, 1500.0),
            ("revenue", "其他收入", "item", N, 20.0),
            ("revenue", "上年结转结余", "carryover", N, 100.0),
            ("revenue", "收入合计", "grand_total", N, 1620.0),
            ("expenditure", "公共安全支出", "item", N, 1620.0),
            ("expenditure", "支出合计", "year_total", N, 1620.0),
        ],
    ),
    (
        "without-year-total",
        "expenditure",
        ("line_code", "total", "basic", "personnel", "running", "project"),
        [("204", 1620.0, N, 1050.0, 150.0, 420.0)],
    ),
    ("without-year-total", "general_expenditure", AMOUNTS, [("204", 1500.0, 1200.0, 300.0)]),
    ("single-line", "expenditure", AMOUNTS, [(N, N, 1500.0, 950.0)]),
    (
        "codes-in-brackets",
        "expenditure",
        ("line_code", "line_name", "total", "personnel", "running", "project"),
        [
            (N, "合计", 720.0, 450.0, 50.0, 220.0),
            ("201", "一般公共服务支出", 720.0, 450.0, 50.0, 220.0),
            ("20126", "档案事务", 720.0, 450.0, 50.0, 220.0),
            ("2012601", "行政运行", 500.0, 450.0, 50.0, N),
            ("2012604", "档案馆", 220.0, N, N, 220.0),
        ],
    ),
    (
        "carried-over-apart",
        "general_expenditure",
        AMOUNTS,
        [(N, 520.1, 420.1, 100.0), ("201", 520.1, 420.1, 100.0)],
    ),
    (
        "three-sides",
        "summary",
        (*SIDES, "amount"),
        [
            ("revenue", "财政拨款收入", "item", N, 600.0),
            ("revenue", "一般公共预算", "item", 1, 600.0),
            ("revenue", "收入总计", "grand_total", N, 600.0),
            ("expenditure", "一般公共服务支出", "item", N, 600.0),
            ("expenditure", "支出总计", "grand_total", N, 600.0),
        ],
    ),
    (
        "funds-in-a-group",
        "revenue",
        (
            "line_code",
            "total",
            "grand_total",
            "fiscal_appropriation",
            "general_public_budget",
            "government_funds",
            "special_account",
            "institution_revenue",
            "other_revenue",
            "carryover",
        ),
        [(code, N, 500.0, 400.0, 390.0, 10.0, 20.0, 30.0, 25.0, 25.0) for code in (N, "207", "20701", "2070101")],
    ),
    (
        "percentages-beside",
        "three_public",
        PUBLIC,
        [
            ("total", 9.0),
            ("overseas", N),
            ("vehicle", 7.0),
            ("vehicle_purchase", N),
            ("vehicle_running", 7.0),
            ("hospitality", 2.0),
        ],
    ),
    ("units-with-one-code", "expenditure", AMOUNTS, [(N, 500.0, 300.0, 200.0)]),
    (
        "two-classifications",
        "basic_expenditure",
        ("economic_code", "name", "group", "amount"),
        [
            ("301", "工资福利支出", "personnel", 300.0),
            ("30101", "基本工资", "personnel", 200.0),
            ("30102", "津贴补贴", "personnel", 100.0),
            ("302", "商品和服务支出", "running", 50.0),
            ("30201", "办公费", "running", 50.0),
        ],
    ),
    (
        "total-with-conferences",
        "three_public",
        PUBLIC,
        [("overseas", 2.0), ("hospitality", 3.0), ("vehicle", 7.0)],
    ),
    (
        "lines-of-units-between",
        "expenditure",
        AMOUNTS,
        [("2070101", 200.0, 200.0, N), ("2070108", 150.0, N, 150.0), ("2080505", 40.0, 40.0, N)],
    ),
    (
        "words-for-the-budget",
        "three_public",
        PUBLIC,
        [
            ("overseas", 1.0),
            ("hospitality", 2.0),
            ("vehicle", 3.0),
            ("vehicle_purchase", N),
            ("vehicle_running", 3.0),
            ("total", 6.0),
        ],
    ),
    ("words-for-the-budget", "general_expenditure", AMOUNTS, [(N, 350.0, N, N), ("207", 350.0, N, N)]),
    (
        "kinds-beside-the-whole",
        "summary",
        (*SIDES, "amount"),
        [
            ("revenue", "财政拨款", "item", N, 300.0),
            ("revenue", "事业收入", "item", N, 50.0),
            ("revenue", "收入总计", "grand_total", N, 350.0),
            ("expenditure", "文化旅游体育与传媒支出", "item", N, 350.0),
            ("expenditure", "支出总计", "grand_total", N, 350.0),
        ],
    ),
    (
        "carried-over-within-a-fund",
        "appropriation",
        (*SIDES, "total", "general_public_budget"),
        [
            ("revenue", "本年收入", "year_total", N, 300.0, N),
            ("revenue", "一般公共预算拨款", "item", N, 300.0, N),
            ("revenue", "上年结转", "carryover", N, 20.0, N),
            ("revenue", "收入总计", "grand_total", N, 320.0, N),
            ("expenditure", "本年支出", "year_total", N, 320.0, N),
            ("expenditure", "文化旅游体育与传媒支出", "item", N, 320.0, N),
            ("expenditure", "结转下年", "carryover", N, N, N),
            ("expenditure", "支出总计", "grand_total", N, 320.0, N),
        ],
    ),
    (
        "carryover-without-ordinal",
        "summary",
        (*SIDES, "amount"),
        [
            ("revenue", "本年收入", "year_total", N, 900.0),
            ("revenue", "财政拨款", "item", N, 600.0),
            ("revenue", "一般公共预算拨款", "item", 2, 500.0),
            ("revenue", "政府性基金预算拨款", "item", 2, 100.0),
            ("revenue", "非财政拨款", "item", N, 300.0),
            ("revenue", "事业收入", "item", 5, 200.0),
            ("revenue", "其他收入", "item", 5, 100.0),
            ("revenue", "上年结转结余", "carryover", N, 50.0),
            ("revenue", "财政拨款结转", "carryover", 8, 40.0),
            ("revenue", "非财政拨款结余", "carryover", 8, 10.0),
            ("revenue", "收入总计", "grand_total", N, 950.0),
            ("expenditure", "本年支出", "year_total", N, 950.0),
            ("expenditure", "城乡社区支出", "item", N, 950.0),
            ("expenditure", "年终结转结余", "carryover", N, 0.0),
            ("expenditure", "支出总计", "grand_total", N, 950.0),
        ],
    ),
    ("of-which-in-header", "general_expenditure", AMOUNTS, [(N, 300.0, 200.0, N), ("207", 300.0, 200.0, N)]),
]
NAMES = [path.stem.removeprefix("budget-") for path in sorted(FOLDER.glob("budget-*.txt"))]


def budget(name: str, folder: Path, suffix: str = "html") -> Disclosure:
    return read((FOLDER / f"budget-{name}.txt").read_text(encoding="utf-8"), suffix, folder)


@pytest.mark.parametrize("suffix", ["html", "txt"])
@pytest.mark.parametrize(("name", "frame", "columns", "expected"), EXPECTED)
def test_what_must_be_read(
    name: str, frame: str, columns: tuple[str, ...], expected: list[tuple[Any, ...]], suffix: str, tmp_path: Path
) -> None:
    found = budget(name, tmp_path, suffix).frames[frame]
    assert found is not None
    assert found.select(columns).rows() == expected


@pytest.mark.parametrize(
    ("name", "frame", "figures"),
    [
        ("three-public-two-lines", "three_public", ("24.00", "6.00")),
        ("down-the-page", "expenditure", ("2,100.50", "1,150.00", "3,250.50")),
        ("classified-titles", "revenue", ("701.00",)),
    ],
)
def test_what_cannot_be_told_is_in_no_frame_and_left_over(
    name: str, frame: str, figures: tuple[str, ...], tmp_path: Path
) -> None:
    d = budget(name, tmp_path)
    assert d.frames[frame] is None
    left = " ".join(d.unparsed["text"])
    assert [figure for figure in figures if figure not in left] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_place_a_reason_or_is_left_over(name: str, tmp_path: Path) -> None:
    d = budget(name, tmp_path)
    left = dict(d.unparsed.group_by("locator").agg(pl.col("text").str.join(" ")).iter_rows())
    lost = d.ledger("en").filter(pl.col("frame").is_null() & pl.col("reason").is_null())
    told = {"3,500,000.00": "350.00 万元"}
    numbers = [(place, told.get(text, text)) for place, text in lost.select("locator", "text").rows()]
    assert [(place, text) for place, text in numbers if text not in left.get(place, "")] == []


@pytest.mark.parametrize("name", NAMES)
def test_none_of_them_is_wrong_in_itself(name: str, tmp_path: Path) -> None:
    """All of them add up, so that the audit has no error to tell."""
    found = fz.audit(budget(name, tmp_path)).findings("en")
    assert found.filter(severity="error").select("code", "message").rows() == []


def test_the_figures_of_the_year_before_are_in_no_frame(tmp_path: Path) -> None:
    d = budget("three-public-by-year", tmp_path)
    assert "2023年 | 21.00 | 0.00 | 1.00 | 20.00 | 0.00 | 20.00 | 12.00" in d.unparsed["text"].to_list()


def test_a_wrong_sum_over_the_columns_of_funds_is_found(tmp_path: Path) -> None:
    text = (FOLDER / "budget-by-unit.txt").read_text(encoding="utf-8")
    wrong = read(text.replace("合计|<|1,675.00|1,600.00", "合计|<|1,685.00|1,610.00"), "html", tmp_path)
    found = fz.audit(wrong).findings("en").filter(severity="error")
    assert set(found["code"]) == {"A04"}


def test_more_than_is_carried_over_lies_between_two_tables(tmp_path: Path) -> None:
    text = (FOLDER / "budget-carried-over-apart.txt").read_text(encoding="utf-8")
    wrong = read(text.replace("|520.10|420.10|100.00", "|518.10|418.10|100.00"), "html", tmp_path)
    assert "B06" in set(fz.audit(wrong).findings("en").filter(severity="error")["code"])


def test_codes_of_units_and_repeated_amounts_have_their_reason(tmp_path: Path) -> None:
    d = budget("unit-columns", tmp_path)
    codes = d.ledger("en").filter(pl.col("text") == "315301")
    assert codes["reason"].unique().to_list() == ["code of a unit or of another classification"]
    again = budget("classified-titles", tmp_path).ledger("en").filter(pl.col("reason").str.contains("printed again"))
    assert again["text"].to_list() == ["600.00", "600.00", "100.00", "100.00"]
