"""Self-evaluations: figures checked by hand against the printed forms, and every verdict."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from made_accounts import evaluated, form, held, row, shipped

from fzfin.analysis import performance, performance_gaps, performance_indicators, performance_outliers
from fzfin.analysis.schemas import GAPS, INDICATORS, PERFORMANCE
from fzfin.errors import ParameterError


def indicator(comparator: str | None, target: float | None, achieved: float | None, **other: Any) -> dict[str, Any]:
    known = {"comparator": comparator, "target": target, "achieved": achieved, "level_3": "指标", "weight": 10.0}
    return {"project_no": 1, "indicator_no": 1, "score": 10.0} | known | other


def test_the_printed_forms() -> None:
    p = performance(shipped())
    assert p.height == 23
    assert p.select(pl.col("budget", "actual").sum().round(2)).row(0) == (4194.63, 2182.8)
    assert row(p, "budget", "actual", "execution_pct", "score", "weight", project_no=4) == (
        1100.0, 412.12, 37.47, 10.0, 10.0,
    )  # fmt: skip
    # 412.12 ÷ 1100 = 37.4655 %
    assert round(p.filter(project_no=4)["execution_rate"].item(), 6) == 0.374655
    short = p.filter(pl.col("full_marks") & (pl.col("execution_rate") < 1))["project_no"].to_list()
    assert short == [4, 5, 12, 16, 18, 23]
    assert row(p, "indicators", "met", "met_exactly", "missed", project_no=10) == (7, 4, 1, 2)


def test_the_printed_indicators() -> None:
    i = performance_indicators(shipped())
    assert i["verdict"].value_counts(sort=True).rows() == [("met", 106), ("met_exactly", 44), ("missed", 3)]
    assert i.filter(verdict="missed").select("project_no", "target_text", "achieved_text", "locator").rows() == [
        (10, "=940个", "1880", "L851"),
        (10, "=40箱", "80", "L852"),
        (17, "=1次", "3", "L1055"),
    ]
    assert row(i, "achieved_rate", "note", project_no=3, indicator_no=1) == (127.7 / 80, "unit_missing")


@pytest.mark.parametrize(
    ("given", "verdict", "note"),
    [
        (indicator(">=", 95.0, 95.1), "met", None),
        (indicator(">=", 95.0, 95.0), "met_exactly", None),
        (indicator(">=", 95.0, 94.9), "missed", None),
        (indicator("<=", 10.0, 9.0), "met", None),
        (indicator("<=", 10.0, 10.0), "met_exactly", None),
        (indicator("<=", 10.0, 11.0), "missed", None),
        (indicator("=", 1.0, 1.0), "met", None),
        (indicator("=", 1.0, 3.0), "missed", None),
        (indicator(">", 1.0, 1.0), "missed", None),
        (indicator("<", 1.0, 0.5), "met", None),
        (indicator(None, 1.0, 1.0), "undecided", "no_comparator"),
        (indicator(None, None, None), "undecided", "qualitative"),
        (indicator(">=", 80.0, None), "undecided", "qualitative"),
        (indicator(">=", 80.0, 90.0, target_unit="万次", achieved_unit="次"), "undecided", "unit_differs"),
        (indicator(">=", 80.0, 90.0, target_unit="%", achieved_unit="%"), "met", None),
        (indicator(">=", 80.0, 90.0, target_unit="%"), "met", "unit_missing"),
    ],
)
def test_every_verdict(given: dict[str, Any], verdict: str, note: str | None) -> None:
    i = performance_indicators(evaluated([form(1, 1.0, 1.0, 10.0)], [given]))
    assert i.select("verdict", "note").row(0) == (verdict, note)


def test_null_is_not_zero() -> None:
    forms = [form(1, None, 1.0, 10.0), form(2, 0.0, 0.0, 10.0), form(3, 10.0, None, 10.0), form(4, 10.0, 12.0, None)]
    p = performance(evaluated(forms, []))
    assert p.select("execution_rate", "score_share", "full_marks", "note", "indicators").rows() == [
        (None, 1.0, True, "no_budget", 0),
        (None, 1.0, True, "no_budget", 0),
        (None, 1.0, True, None, 0),
        (1.2, None, None, "above_budget", 0),
    ]
    assert performance(held("project_funding"))["note"].unique().to_list() == ["no_funding"]


def test_a_target_of_zero_has_no_rate() -> None:
    i = performance_indicators(evaluated([form(1, 1.0, 1.0, 10.0)], [indicator("<=", 0.0, 0.0)]))
    assert i.select("verdict", "achieved_rate").row(0) == ("met_exactly", None)


def test_gaps_put_full_marks_without_spending_first_and_the_others_together() -> None:
    gaps = performance_gaps(performance(shipped()))
    assert [label.split(".")[0] for label in gaps["label"]] == ["5", "12", "16", "4", "23", "18", "其他17个项目"]
    # 4194.63 less 600, 150, 35, 1100, 830.87 and 200 is 1278.76
    assert gaps.tail(1).select("actual", "budget", "score", "weight").row(0) == (1278.76, 1278.76, 170.0, 170.0)
    few = performance_gaps(performance(shipped()), top=2)
    assert few.tail(1)["label"].item() == "其他21个项目"
    with pytest.raises(ParameterError, match="top"):
        performance_gaps(performance(shipped()), top=0)


def test_gaps_keep_projects_whose_rate_is_not_known_apart() -> None:
    forms = [form(1, 10.0, 5.0, 10.0), form(2, 10.0, 10.0, 10.0), form(3, 10.0, 10.0, 10.0), form(4, None, None, 9.0)]
    gaps = performance_gaps(performance(evaluated(forms, [])), top=1)
    assert gaps.select("label", "execution_rate").rows() == [
        ("1. 项目1", 0.5),
        ("其他2个项目", 1.0),
        ("4. 项目4", None),
    ]


def test_outliers_are_the_missed_then_the_furthest() -> None:
    far = performance_outliers(performance_indicators(shipped()), top=5)
    assert far.select("label", "verdict", "achieved_rate").rows() == [
        ("17. 支付次数", "missed", 3.0),
        ("10. 硒鼓采购量", "missed", 2.0),
        ("10. 纸张采购量", "missed", 2.0),
        ("18. 组织举办会议（活动）数", "met", 8.0),
        ("19. 组织举办会议（活动）数", "met", 8.0),
    ]


def test_nothing_printed_gives_empty_frames() -> None:
    made = held("projects", "project_funding", "indicators")
    p, i = performance(made), performance_indicators(made)
    assert (p.is_empty(), dict(p.schema)) == (True, PERFORMANCE)
    assert (i.is_empty(), dict(i.schema)) == (True, INDICATORS)
    assert dict(performance_gaps(p).schema) == GAPS
    assert dict(performance_outliers(i).schema) == INDICATORS
