"""A budget beside its account: every row by hand, exact amounts, and clear words where the two do not correspond."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_budgets import ACCOUNT, PLAIN, TWO_YEARS, YUAN, read_text

import fzfin as fz
from fzfin.analysis import compare_limits

N = None
BUDGET, SPENT = read_text(TWO_YEARS), read_text(ACCOUNT)


def rows(c: pl.DataFrame, table: str, *columns: str, **wanted: Any) -> list[tuple[Any, ...]]:
    return c.filter(pl.col("table") == table, **wanted).select(columns).rows()


def test_the_lines_of_a_table() -> None:
    c = fz.compare(BUDGET, SPENT)
    only, account, named = "只在预算中", "只在决算中", "两处名称不同"
    assert rows(c, "expenditure", "code", "budget", "actual", "variance", "note", column="total") == [
        (N, 870.0, 832.35, -37.65, N),
        ("208", 60.0, 60.0, 0.0, N),
        ("20805", 60.0, 60.0, 0.0, N),
        ("2080505", 40.0, 40.0, 0.0, N),
        ("2080506", 20.0, 20.0, 0.0, N),
        ("212", 50.0, N, N, only),
        ("21208", 50.0, N, N, only),
        ("2120803", 50.0, N, N, only),
        ("213", 730.0, 741.35, 11.35, N),
        ("21301", 730.0, 741.35, 11.35, N),
        ("2130101", 330.0, 340.5, 10.5, N),
        ("2130106", 100.0, 95.85, -4.15, named),
        ("2130110", N, 5.0, N, account),
        ("2130199", 300.0, 300.0, 0.0, N),
        ("221", 30.0, 31.0, 1.0, N),
        ("22102", 30.0, 31.0, 1.0, N),
        ("2210201", 30.0, 31.0, 1.0, N),
    ]


def test_sides_correspond_by_what_their_items_are() -> None:
    c = fz.compare(BUDGET, SPENT)
    assert rows(c, "summary", "name", "budget", "actual", "variance", "note", side="revenue") == [
        ("一般公共预算财政拨款收入", 800.0, 812.5, 12.5, N),
        ("政府性基金预算财政拨款收入", 50.0, 50.0, 0.0, N),
        ("其他收入", N, 3.2, N, "只在决算中"),
        ("事业收入", 0.0, N, N, "只在预算中"),
        ("本年收入合计", 850.0, 865.7, 15.7, N),
        ("年初结转和结余", 20.0, 20.0, 0.0, N),
        ("总计", 870.0, 885.7, 15.7, N),
    ]
    assert rows(c, "summary", "code", "level", "budget", "actual", side="expenditure") == [
        ("208", "item", 60.0, 60.0),
        ("212", "item", 50.0, N),
        ("213", "item", 730.0, 741.35),
        ("221", "item", 30.0, 31.0),
        (N, "year_total", 870.0, 832.35),
        (N, "carryover", N, 53.35),
        (N, "grand_total", 870.0, 885.7),
    ]


def test_a_blank_is_no_zero() -> None:
    c = fz.compare(BUDGET, SPENT, lang="en")
    blank = "blank in the {}, which is not zero"
    assert rows(c, "summary", "note", code="212") == [(blank.format("account"),)]
    assert rows(c, "general_expenditure", "budget", "actual", "note", code="2130108", column="total") == [
        (N, 0.0, blank.format("budget"))
    ]
    both = f"{blank.format('budget')}; {blank.format('account')}"
    assert rows(c, "three_public", "note", level="vehicle_purchase") == [(both,)]


def test_the_three_public_expenses_and_economic_items() -> None:
    c = fz.compare(BUDGET, SPENT)
    assert rows(c, "three_public", "level", "budget", "actual", "execution_rate") == [
        ("total", 15.0, 13.6, 13.6 / 15),
        ("overseas", 0.0, 0.0, N),
        ("vehicle", 10.0, 10.0, 1.0),
        ("vehicle_purchase", N, N, N),
        ("vehicle_running", 10.0, 10.0, 1.0),
        ("hospitality", 5.0, 3.6, 0.72),
    ]
    totals = rows(c, "basic_expenditure", "name", "budget", "actual", "variance", level="total")
    assert totals == [("人员经费合计", 380.0, 296.0, -84.0), ("公用经费合计", 40.0, 44.5, 4.5)]


def test_a_table_of_one_document_alone_stays() -> None:
    c = fz.compare(BUDGET, SPENT, lang="en")
    found = c.filter(pl.col("table") == "government_funds", column="project")
    assert found["budget"].to_list() == [50.0] * 4
    assert found["note"].unique().to_list() == ["the account does not have this table"]


def test_no_line_of_either_document_is_lost() -> None:
    c = fz.compare(BUDGET, SPENT)
    for d, places in ((BUDGET, "budget_locator"), (SPENT, "actual_locator")):
        for table in ("summary", "expenditure", "general_expenditure", "basic_expenditure", "three_public"):
            frame = d.frames[table]
            assert frame is not None
            assert set(frame["locator"]) == set(c.filter(pl.col("table") == table)[places].drop_nulls())


def test_amounts_are_subtracted_exactly() -> None:
    """0.3 − 0.1 is not 0.2 in floats; in 分 it is."""
    head = "单位：万元\n科目编码|科目名称|{}|基本支出|项目支出\n205|教育支出|{}|{}|\n"
    budget = read_text("2024年支出预算总表\n" + head.format("合计", "0.10", "0.10"))
    account = read_text("2024年支出决算表\n" + head.format("本年支出合计", "0.30", "0.30"))
    assert rows(fz.compare(budget, account), "expenditure", "variance", column="total") == [(0.2,)]


def test_what_rounding_explains_is_said() -> None:
    budget = read_text(
        "2024年支出预算总表\n单位：元\n科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|12,345,678|12,345,678|\n"
    )
    account = read_text(
        "2024年支出决算表\n单位：万元\n科目编码|科目名称|本年支出合计|基本支出|项目支出\n"
        "205|教育支出|1,234.57|1,234.58|\n"
    )
    c = fz.compare(budget, account, lang="en")
    assert rows(c, "expenditure", "column", "variance", "note") == [
        ("total", 0.0022, "rounding explains the difference"),
        ("basic", 0.0122, N),
    ]


def test_labels_and_notes_come_in_the_language_asked_for() -> None:
    c = fz.compare(BUDGET, SPENT, lang="en")
    assert rows(c, "expenditure", "label", code="2210201", column="total") == [("Housing provident fund",)]
    assert not [note for note in c["note"].drop_nulls() if re.search("[一-鿿]", note)]


def test_two_items_of_one_name_are_not_matched() -> None:
    head = "单位：万元\n收入||支出|\n项目|{}|项目|{}\n一、其他收入|1.00|一、教育支出|3.00\n二、其他收入|2.00||\n"
    budget = read_text("2024年收支预算总表\n" + head.format("预算数", "预算数"))
    account = read_text("2024年收入支出决算总表\n" + head.format("决算数", "决算数"))
    c = fz.compare(budget, account, lang="en")
    assert rows(c, "summary", "budget", "actual", side="revenue") == [(N, 1.0), (1.0, N), (N, 2.0), (2.0, N)]
    assert all("several lines of one name" in note for (note,) in rows(c, "summary", "note", side="revenue"))


@pytest.mark.parametrize(
    ("budget", "account", "message"),
    [
        (SPENT, BUDGET, "expected the budget first and the final account second"),
        (SPENT, SPENT, "found two final accounts"),
        (BUDGET, BUDGET, "found two budgets"),
        (read_text(PLAIN), SPENT, "found a budget of 2025 (made) and an account of 2024 (made)"),
        (read_text(YUAN), SPENT, "found 临江市档案馆 (made) and 东原县农业农村局 (made)"),
        ("budget.pdf", SPENT, "expected two disclosures, found str"),
    ],
)
def test_what_cannot_be_compared_says_why(budget: Any, account: Any, message: str) -> None:
    with pytest.raises(fz.FzfinError, match=re.escape(message)):
        fz.compare(budget, account)


def test_another_department_is_compared_if_asked_for() -> None:
    c = fz.compare(read_text(YUAN), SPENT, allow_other=True)
    assert rows(c, "expenditure", "budget", "actual", code="2080505", column="total") == [(40.0, 40.0)]


def test_a_department_with_words_around_its_name_is_the_same() -> None:
    own = read_text(ACCOUNT.replace("部门：东原县农业农村局", "部门：东原县农业农村局（本级）"))
    assert fz.compare(BUDGET, own).height > 0


def test_the_biggest_lines_for_bullets() -> None:
    limits = compare_limits(fz.compare(BUDGET, SPENT, lang="en"), table="expenditure", top=3)
    assert limits.select("actual", "limit").rows() == [(340.5, 330.0), (300.0, 300.0), (95.85, 100.0)]
    assert limits["locator"][0].count(";") == 1
    with pytest.raises(fz.FzfinError, match="expected table to be one of summary"):
        compare_limits(limits, table="spending")


FUNDS = read_text(
    "白鹭市水利局2024年部门预算\n收入总表\n部门：白鹭市水利局\n单位：元\n"
    "科目编码|科目名称|合计|上年结转|一般公共预算|政府性基金预算|事业收入\n"
    "2130306|水利工程运行与维护|14,500,000.10|1,000,000.10|10,000,000.00|3,000,000.00|500,000.00\n"
    "2150510|工业和信息产业支持|2,000,000.00||1,999,999.99||\n"
    "|合计|16,500,000.10|1,000,000.10|12,000,000.00|3,000,000.00|500,000.00\n"
)
REVENUE = (
    "{name}2024年度部门决算\n收入决算表\n部门：{name}\n单位：万元\n科目编码|科目名称|本年收入合计|财政拨款收入|事业收入\n"
    "213|农林水支出|1,370.00|1,320.00|50.00\n2130306|水利工程运行与维护|1,370.00|1,320.00|50.00\n"
    "2150510|工业和信息产业支持|180.00|180.00|\n|合计|1,550.00|1,500.00|50.00\n"
)


def test_a_column_per_fund_is_summed_where_the_row_adds_up() -> None:
    """Of 2150510 the columns do not come to 合计: its total of the year is not worked out."""
    c = fz.compare(FUNDS, read_text(REVENUE.format(name="白鹭市水利局")), lang="en")
    summed, only = "no such column in the budget: worked out from its columns", "only in the account"
    assert rows(c, "revenue", "code", "column", "budget", "actual", "variance", "note") == [
        (N, "total", 1550.0, 1550.0, 0.0, summed),
        (N, "fiscal_appropriation", 1500.0, 1500.0, 0.0, summed),
        (N, "institution_revenue", 50.0, 50.0, 0.0, N),
        ("213", "total", N, 1370.0, N, only),
        ("213", "fiscal_appropriation", N, 1320.0, N, only),
        ("213", "institution_revenue", N, 50.0, N, only),
        ("2130306", "total", 1350.0, 1370.0, 20.0, summed),
        ("2130306", "fiscal_appropriation", 1300.0, 1320.0, 20.0, summed),
        ("2130306", "institution_revenue", 50.0, 50.0, 0.0, N),
        ("2150510", "total", N, 180.0, N, "blank in the budget, which is not zero"),
        ("2150510", "fiscal_appropriation", 199.999999, 180.0, -19.999999, summed),
    ]


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("白鹭市水利局", True),
        ("江南省白鹭市水利局", True),
        ("白鹭市水利局（本级）", True),
        ("白鹭市水利局机关", True),
        ("白鹭市水利局河道管理所", False),
        ("白鹭市水利局白鹭水文站（本级）", False),
        ("青山县农业局白鹭市水利局", False),
    ],
)
def test_a_unit_below_is_another_department(name: str, same: bool) -> None:
    account = read_text(REVENUE.format(name=name))
    if same:
        assert fz.compare(FUNDS, account).height > 0
    else:
        with pytest.raises(fz.FzfinError, match="of one department"):
            fz.compare(FUNDS, account)


def test_several_accounts_are_compared_one_at_a_time() -> None:
    with pytest.raises(fz.FzfinError, match="found list: compare one account at a time"):
        fz.compare(BUDGET, [SPENT, SPENT])  # type: ignore[arg-type]


def test_a_line_without_a_budget_says_why_in_the_picture() -> None:
    limits = compare_limits(fz.compare(BUDGET, SPENT, lang="en"), top=10)
    assert limits.filter(pl.col("limit").is_null()).select("actual", "note").rows() == [(5.0, "only in the account")]
    chart = fz.charts.bullet(limits, title="Budget and actual", subtitle="10k yuan", lang="en")
    assert "5.00 (only in the account)" in str(chart.to_dict())


def test_the_terminal_parts_revenue_from_expenditure() -> None:
    from fzfin.reports.comparing import listed

    text = listed(fz.compare(BUDGET, SPENT, lang="en"), "en")
    assert text.count("\n  Revenue\n") == text.count("\n  Expenditure\n") > 0


def test_the_source_names_the_budget_as_well() -> None:
    said = fz.Sentences(lang="en").source_note(SPENT, budget=BUDGET)
    assert said.endswith("Budget figures: budget of 东原县农业农村局, 2024 (made, sha256 000000000000…).")
