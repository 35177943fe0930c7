"""Change from last year: the Fuzhou account by hand, and what must hold of any account."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_fuzhou import Made, fuzhou, lines, told

import fzfin as fz
from fzfin.analysis import variance, variance_pairs, variance_steps
from fzfin.analysis.account import printed_decimals
from fzfin.analysis.schemas import PAIRS, STEPS, VARIANCE
from fzfin.analysis.statements import comparisons
from fzfin.errors import ParameterError
from fzfin.frames import CELLS, frame_of

FIGURES = ("actual", "prior", "prior_low", "prior_high", "change")


def one(v: pl.DataFrame, *columns: str, **where: str) -> tuple[object, ...]:
    found = v.filter(*(pl.col(c) == value for c, value in where.items()))
    assert found.height == 1, where
    return found.select(columns).row(0)


def test_totals_and_funds_by_hand(account: Made) -> None:
    v = variance(account)
    assert one(v, *FIGURES, side="revenue", level="total") == (3381.3, 4125.41, 4125.4, 4125.42, -744.11)
    assert one(v, *FIGURES, side="expenditure", level="total") == (2894.3, 4505.53, 4505.52, 4505.54, -1611.23)
    general = {"level": "fund", "fund": "general_public_budget"}
    assert one(v, *FIGURES, **general) == (2379.25, 4505.39, 4505.38, 4505.4, -2126.14)
    rate, contribution, printed = one(v, "change_rate", "contribution_rate", "printed_pct", **general)
    assert rate == pytest.approx(-2126.14 / 4505.39)
    assert contribution == pytest.approx(-2126.14 / 4505.53)
    assert printed == -47.19


def test_items_by_hand(account: Made) -> None:
    v = variance(account).filter(level="item", fund="general_public_budget")
    priors = {
        "2010350": 395.81, "2010399": 1992.97, "2060503": 1943.37, "2080505": 37.72, "2080506": 18.74,
        "2100410": 20.0, "2210201": 45.35, "2210202": 11.71, "2210203": 39.73,
    }  # fmt: skip
    assert dict(v.select("code", "prior").iter_rows()) == priors
    assert one(v, "prior_low", "prior_high", code="2100410") == (19.99, 20.01)
    assert v["mentioned"].all()
    contributions = v["contribution_rate"].sum()
    assert contributions == pytest.approx(-2126.15 / 4505.39)


def test_the_changes_of_the_items_leave_a_hundredth_which_is_rounding(account: Made) -> None:
    v = variance(account)
    left = one(
        v,
        "change",
        "change_low",
        "change_high",
        "actual",
        "prior",
        "note",
        level="residual",
        fund="general_public_budget",
    )
    assert left == (0.01, -0.04, 0.06, 0.0, -0.01, "rounding")
    items = v.filter(level="item", fund="general_public_budget")
    assert round(items["change"].sum(), 2) == -2126.15


def test_the_changes_of_the_funds_leave_more_than_rounding(account: Made) -> None:
    left = one(variance(account), "change", "change_low", "change_high", "prior", "note", level="residual", fund="all")
    assert left == (-0.14, -0.155, -0.125, 0.14, None)


def test_growth_from_zero_is_undefined(account: Made) -> None:
    found = one(
        variance(account),
        "actual",
        "prior",
        "change",
        "change_rate",
        "printed_pct",
        "note",
        level="fund",
        fund="government_funds",
    )
    assert found == (515.05, 0.0, 515.05, None, 100.0, "from_zero")


def test_what_is_not_compared_stays_without_a_prior_year(account: Made) -> None:
    v = variance(account)
    assert one(v, "actual", "prior", "change", "mentioned", "note", name="事业收入") == (
        487.0,
        None,
        None,
        False,
        "not_mentioned",
    )
    assert one(v, "actual", "prior", "mentioned", level="fund", fund="state_capital") == (0.0, None, False)


def test_classes_are_added_up_only_from_items_that_are_all_known(account: Made) -> None:
    v = variance(account)
    assert one(v, "prior", "change", "derived", "mentioned", code="221") == (96.79, -4.23, True, False)
    assert one(v, "prior", "prior_low", "prior_high", code="208") == (56.46, 56.44, 56.48)
    told_less = account.frames["statements"].filter(pl.col("line_code") != "2210203")  # type: ignore[union-attr]
    v = variance(replace(account, frames=account.frames | {"statements": told_less}))
    assert one(v, "prior", "change", "derived", code="221") == (None, None, False)
    assert one(v, "prior", "derived", code="208") == (56.46, True)
    assert one(v, "actual", "prior", "note", code="2210203") == (42.91, None, "not_mentioned")


def test_a_statement_on_a_class_goes_before_the_sum_of_its_items(account: Made) -> None:
    assert account.frames["statements"] is not None
    more = [*account.frames["statements"].rows(), told("住房保障支出", 92.56, -4.2, -4.34, code="221")]
    assert one(variance(account.having("statements", more)), "prior", "derived", "mentioned", code="221") == (
        96.76,
        False,
        True,
    )


def test_revenue_that_the_text_calls_appropriation_is_matched_by_amount(account: Made) -> None:
    assert one(variance(account), "subject", "note", "reason", "locator", side="revenue", level="total") == (
        "财政拨款收入总计",
        "named_otherwise",
        "项目支出减少",
        "L436",
    )
    only = account.having("statements", [told("财政拨款收入总计", 3381.3, -744.11, -18.04, locator="L432")])
    assert one(variance(only), "prior", "locator", side="revenue", level="total") == (4125.41, "L432")
    other = account.having("statements", [told("收入总计", 3412.67, -700.0, -17.0)])
    assert one(variance(other), "prior", "note", side="revenue", level="total") == (None, "amount_differs")


@pytest.mark.parametrize(
    ("subject", "row"),
    [
        ("支出总计", ("total", "all")),
        ("2022年度支出", ("total", "all")),
        ("本年支出合计", ("total", "all")),
    ],
)
def test_names_of_totals(account: Made, subject: str, row: tuple[str, str]) -> None:
    v = variance(account.having("statements", [told(subject, 2894.3, -1611.23, -35.76)]))
    assert one(v, "prior", side="expenditure", level=row[0], fund=row[1]) == (4505.53,)


@pytest.mark.parametrize("subject", ["基本支出", "项目支出", "人员支出", "其他支出"])
def test_names_that_are_no_total(account: Made, subject: str) -> None:
    v = variance(account.having("statements", [told(subject, 2894.3, -1611.23, -35.76)]))
    assert v["prior"].is_null().all()


def test_an_amount_that_differs_from_the_table_gives_no_prior_year(account: Made) -> None:
    v = variance(account.having("statements", [told("事业运行", 561.75, 165.76, 41.88, code="2010350")]))
    assert one(v, "prior", "change", "mentioned", "note", code="2010350") == (None, None, True, "amount_differs")


def test_a_rounded_text_gives_a_wider_interval(account: Made) -> None:
    v = variance(account.having("statements", [told("事业运行", 561.6, 165.8, 41.88, code="2010350")]))
    assert one(v, "prior_low", "prior_high", code="2010350") == (395.715, 395.825)


def test_the_same_as_last_year_is_a_change_of_zero_and_silence_is_not(account: Made) -> None:
    same = told("事业运行", 561.57, None, None, code="2010350", direction="same")
    up = told("提租补贴", 9.74, None, 3.0, code="2210202", direction="up")
    v = variance(account.having("statements", [same, up]))
    assert one(v, "prior", "change", "change_rate", code="2010350") == (561.57, 0.0, 0.0)
    assert one(v, "prior", "change", "printed_pct", "note", code="2210202") == (None, None, 3.0, "no_change_printed")


def test_printed_decimals_are_those_of_the_cells(account: Made) -> None:
    cells = frame_of(CELLS, [("summary", 1, 1, 1, "2,379.25", 1, "L1"), ("summary", 1, 1, 2, "3", None, "L1")], "cells")
    assert printed_decimals(replace(account, cells=cells), "summary") == 2
    yuan = replace(account, cells=cells.with_columns(text=pl.lit("23,792,500.00")))
    yuan.meta.unit = "元"
    assert printed_decimals(yuan, "summary") == 6
    yuan.meta.unit = "亿元"
    assert printed_decimals(yuan, "summary") == 0
    assert printed_decimals(account, "three_public") == 2


def test_labels_in_english(account: Made) -> None:
    v = variance(account, lang="en")
    assert one(v, "label", "name", code="2210201") == ("Housing provident fund", "住房公积金")
    assert one(v, "label", level="fund", fund="government_funds") == ("Government-managed funds",)
    assert one(v, "label", name="事业收入") == ("Institution revenue",)
    unknown = account.having(
        "general_expenditure",
        lines([("2999999", "奇怪的支出", 1.0, 1.0, 0.0, "L1"), ("2999998", None, 1.0, 1.0, 0.0, "L2")]),
    )
    assert variance(unknown, lang="en").filter(level="item", fund="general_public_budget")["label"].to_list() == [
        "奇怪的支出",
        "2999998",
    ]
    with pytest.raises(ParameterError, match="zh, en"):
        variance(account, lang="de")


def test_schemas_hold_for_every_account(account: Made) -> None:
    for made in (account, account.without("statements"), account.without(*account.frames)):
        v = variance(made)
        assert dict(v.schema) == VARIANCE
        for fund in ("all", "general_public_budget", "government_funds", "state_capital"):
            assert dict(variance_steps(v, fund=fund).schema) == STEPS
            assert dict(variance_pairs(v, fund=fund).schema) == PAIRS
    assert variance(account.without(*account.frames)).is_empty()


def test_steps_by_hand(account: Made) -> None:
    steps = variance_steps(variance(account), top=2)
    assert steps.select("label", "kind", "amount", "start", "end").rows() == [
        ("上年决算数", "total", 4505.39, 0.0, 4505.39),
        ("科技条件专项", "change", -1896.44, 4505.39, 2608.95),
        ("其他政府办公厅（室）及相关机构事务支出", "change", -439.16, 2608.95, 2169.79),
        ("其他7项", "change", 209.45, 2169.79, 2379.24),
        ("四舍五入尾差", "rest", 0.01, 2379.24, 2379.25),
        ("本年决算数", "total", 2379.25, 0.0, 2379.25),
    ]
    english = variance_steps(variance(account, lang="en"), top=8, lang="en")["label"].to_list()
    assert english[-3:] == ["1 other line", "Rounding", "Actual"]
    whole = variance_steps(variance(account), fund="all")
    assert whole["amount"].to_list() == [4505.53, -2126.14, 515.05, -0.14, 2894.3]


def test_steps_and_pairs_hold_their_parameters(account: Made) -> None:
    v = variance(account)
    with pytest.raises(ParameterError, match="fund to be one of all"):
        variance_steps(v, fund="funds")
    with pytest.raises(ParameterError, match="top to be at least 1"):
        variance_pairs(v, top=0)
    assert variance_steps(v, fund="state_capital").is_empty()


def test_pairs_keep_what_is_not_compared(account: Made) -> None:
    pairs = variance_pairs(variance(account.having("statements", [])), top=3)
    assert pairs.select("actual", "prior").rows() == [(1553.81, None), (561.57, None), (68.0, None)]
    assert variance_pairs(variance(account), fund="all")["prior"].to_list() == [4505.39, 0.0, None]


AMOUNT = st.integers(0, 10**7).map(lambda cents: cents / 100)
CHANGE = st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(AMOUNT, CHANGE, st.booleans()), min_size=1, max_size=12), CHANGE, st.integers(1, 14))
def test_steps_chain_and_the_rest_completes_the_change(
    items: list[tuple[float, float, bool]], drift: float, top: int
) -> None:
    total = round(sum(actual for actual, _, _ in items), 2)
    change = round(sum(c for _, c, _ in items) + drift, 2)
    rows = [(None, "合计", total, total, 0.0, "L0")]
    rows += [(f"20101{i:02d}", f"项{i}", actual, actual, 0.0, f"L{i}") for i, (actual, _, _) in enumerate(items, 1)]
    said = [told("一般公共预算拨款支出", total, change, None)]
    said += [
        told(f"项{i}", actual, c, None, code=f"20101{i:02d}") for i, (actual, c, named) in enumerate(items, 1) if named
    ]
    v = variance(fuzhou().having("general_expenditure", lines(rows)).having("statements", said))
    steps = variance_steps(v, top=top)
    bars = steps.filter(kind="total")
    assert bars["end"].to_list() == [round(total - change, 2), total]
    moves = steps.slice(1, steps.height - 2)
    assert moves["start"].to_list() == [steps["end"][0], *moves["end"].to_list()][: moves.height]
    assert round((moves["end"].to_list() or [bars["end"][0]])[-1], 6) == total
    assert moves.select((pl.col("end") - pl.col("start") - pl.col("amount")).abs().max()).item() in (
        None,
        pytest.approx(0, abs=1e-6),
    )
    fund = v.filter(fund="general_public_budget")
    mentioned = fund.filter(pl.col("level") == "item", "mentioned")["change"].sum()
    assert round(mentioned + fund.filter(level="residual")["change"].item(), 2) == change
    assert moves.filter(kind="change").height <= top + 1


SOME_SENTENCES = """国有资本经营预算财政拨款支出决算表
合计	/	/	/
第三部分 2023年度部门决算情况说明
2023年一般公共预算拨款支出1803.51万元，比上年决算数减少97.29万元，下降5.12%，具体情况如下：
代表工作7.88万元，比上年决算数减少5.25万元，下降39.98%。
2023年政府性基金支出838.44万元，比上年决算数减少181.27万元，下降17.78%，具体情况如下：
"""


def test_sentences_of_which_some_name_no_total_are_told_apart(tmp_path: Path) -> None:
    """The kept pieces of what is matched with each total are empty in between: `polars.format` broke off on these."""
    file = tmp_path / "account.txt"
    file.write_text(SOME_SENTENCES, encoding="utf-8")
    told_of = comparisons(fz.read(file)).filter(pl.col("key").str.starts_with("total:"))
    assert told_of.select("key", "told_amount", "told_change").rows() == [
        ("total:expenditure/general_public_budget", 1803.51, -97.29),
        ("total:expenditure/government_funds", 838.44, -181.27),
    ]
