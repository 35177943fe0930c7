"""Self-evaluation forms: sums, rates, weights, scores, grades and targets."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl
import pytest
from made import altered, framed, leading, messages, outcomes, severities, shipped, without

TOTAL = {"project_no": 4, "source": "total"}
OWN = {"project_no": 4, "source": "current_appropriation"}
FIRST = {"project_no": 4, "indicator_no": 1}


def unread(*lines: str) -> Any:
    """The shipped account with printed lines that nothing could read."""
    left = pl.DataFrame([(line, "x", "made") for line in lines], schema=dict(shipped().unparsed.schema), orient="row")
    d = framed(shipped(), {})
    d.__dict__["unparsed"] = left
    return d


@pytest.mark.parametrize("code", ["F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08"])
def test_the_shipped_account_passes(code: str) -> None:
    assert outcomes(shipped(), code) == []


@pytest.mark.parametrize("column", ["original_budget", "adjusted_budget", "actual"])
def test_sources_do_not_add_up(column: str) -> None:
    assert outcomes(altered("project_funding", OWN, **{column: 400.0}), "F01") == ["fail"]


def test_a_source_that_is_not_printed_may_hold_the_rest() -> None:
    fewer = without("project_funding", {"project_no": 4, "source": "other"})
    assert outcomes(altered("project_funding", OWN, fewer, actual=400.0), "F01") == ["unknown"]
    assert outcomes(altered("project_funding", OWN, fewer, actual=500.0), "F01") == ["fail"]


def test_execution_rate_does_not_recompute() -> None:
    d = altered("project_funding", TOTAL, execution_pct=47.37)
    assert severities(d, "F02") == ["error"]
    assert "412.12 ÷ 1,100.00" in messages(d, "F02")[0]


def test_execution_rate_that_is_cut_off_is_a_note() -> None:
    d = altered("project_funding", {"project_no": 23, "source": "total"}, execution_pct=42.98)
    assert severities(d, "F02") == ["note"]


def test_execution_rate_over_the_original_budget_is_a_question() -> None:
    d = altered("project_funding", {"project_no": 4}, adjusted_budget=900.0)
    assert severities(d, "F02") == ["question"]
    assert "年初预算数" in messages(d, "F02")[0]


def test_a_source_that_differs_from_the_total_is_held_by_itself() -> None:
    d = altered("project_funding", TOTAL, execution_pct=47.37)
    assert severities(altered("project_funding", OWN, d, execution_pct=57.37), "F02") == ["error", "error"]
    assert severities(altered("project_funding", OWN, d, execution_pct=47.37), "F02") == ["error"]


def test_rate_of_nothing_is_customary_at_zero_and_a_note_beyond() -> None:
    other = {"project_no": 4, "source": "other"}
    assert severities(altered("project_funding", other, execution_pct=0.0), "F02") == []
    assert severities(altered("project_funding", other, execution_pct=100.0), "F02") == ["note"]


def test_more_spent_than_given() -> None:
    assert severities(altered("project_funding", OWN, actual=1200.0), "F03") == ["error"]
    assert severities(altered("project_funding", TOTAL, actual=1200.0), "F03") == ["question"]
    both = altered("project_funding", TOTAL, altered("project_funding", OWN, actual=1200.0), actual=1200.0)
    assert severities(both, "F03") == ["error"]


def test_weights_do_not_add_up() -> None:
    d = altered("indicators", FIRST, weight=20.0)
    assert severities(d, "F04") == ["error"]
    assert messages(d, "F04")[0].startswith("第4份自评表各项分值相加为 110（")
    assert messages(d, "F04", "en")[0].startswith("The weights of form no. 4 add up to 110 (")


def test_weights_of_a_form_without_one_for_the_execution_rate() -> None:
    d = altered("project_funding", TOTAL, weight=None)
    assert outcomes(d, "F04") == ["fail"]
    assert outcomes(altered("indicators", FIRST, d, weight=20.0), "F04") == []


def test_a_weight_that_is_not_printed_leaves_the_sum_unknown() -> None:
    assert outcomes(altered("indicators", FIRST, weight=None), "F04") == ["unknown"]


def test_a_form_with_a_row_that_could_not_be_read_is_not_judged() -> None:
    lost = unread("L681")
    d = without("indicators", {"project_no": 4, "indicator_no": 2}, lost)
    assert outcomes(d, "F04") == ["fail"]
    d.__dict__["unparsed"] = lost.unparsed
    assert outcomes(d, "F04") == ["unknown"]
    assert outcomes(d, "F06") == ["unknown"]


def test_other_weights_of_blocks_are_one_note() -> None:
    d = altered("indicators", FIRST, weight=20.0)
    d = altered("indicators", {"project_no": 4, "indicator_no": 5}, d, weight=5.0)
    assert severities(d, "F05") == ["note"]
    assert "第4份自评表为执行率 10、产出指标 60、效益指标 20、满意度指标 10" in messages(d, "F05")[0]


def test_weights_that_do_not_add_up_are_no_note_as_well() -> None:
    assert outcomes(altered("indicators", FIRST, weight=20.0), "F05") == []


def test_weights_with_a_group_of_costs_are_customary() -> None:
    weights = {1: 10.0, 2: 15.0, 3: 15.0, 4: 20.0, 5: 10.0, 6: 10.0, 7: 10.0}
    d = shipped()
    for number, weight in weights.items():
        d = altered("indicators", {"project_no": 4, "indicator_no": number}, d, weight=weight)
    assert outcomes(d, "F05") == ["fail"]
    d = altered("indicators", {"project_no": 4, "indicator_no": 4}, d, level_1="成本指标")
    assert outcomes(d, "F05") == []


def test_scores_do_not_add_up() -> None:
    assert outcomes(altered("projects", {"project_no": 4}, total_score=95.0), "F06") == ["fail"]
    assert outcomes(altered("indicators", FIRST, score=5.0), "F06") == ["fail"]


def test_score_beyond_its_weight() -> None:
    assert outcomes(altered("indicators", FIRST, score=12.0), "F07") == ["fail"]
    assert outcomes(altered("project_funding", TOTAL, score=12.0), "F07") == ["fail"]


@pytest.mark.parametrize(
    ("total", "grade", "expected"),
    [
        (100.0, "良", ["fail"]),
        (90.0, "优", []),
        (89.9, "优", ["fail"]),
        (60.0, "中", []),
        (59.0, "差", []),
        (80.0, "甲", []),
    ],
)
def test_grade_and_total(total: float, grade: str, expected: list[str]) -> None:
    assert outcomes(altered("projects", {"project_no": 4}, total_score=total, grade=grade), "F08") == expected


def test_full_marks_at_low_execution_are_one_question() -> None:
    assert severities(shipped(), "F09") == ["question"]
    assert messages(shipped(), "F09")[0].startswith("第4、5、12、16、18、23份自评表")


def test_scores_in_proportion_are_no_question() -> None:
    d = shipped()
    for number, score in {4: 3.7, 5: 0.0, 12: 0.0, 16: 0.0, 18: 7.0, 23: 4.3}.items():
        d = altered("project_funding", {"project_no": number, "source": "total"}, d, score=score)
    assert outcomes(d, "F09") == []


def test_missed_targets_with_full_marks_are_one_question() -> None:
    assert severities(shipped(), "F10") == ["question"]
    assert messages(shipped(), "F10")[0] == (
        "3 项指标按自己的比较符没有达到，却得了满分：第10份自评表“硒鼓采购量”目标 =940个、完成 1880；"
        "第10份自评表“纸张采购量”目标 =40箱、完成 80；第17份自评表“支付次数”目标 =1次、完成 3。"
    )


def test_a_missed_target_with_fewer_marks_is_none() -> None:
    d = altered("indicators", {"project_no": 10}, score=5.0)
    d = altered("indicators", {"project_no": 17}, d, score=3.0)
    assert outcomes(d, "F10") == []


def test_achieved_without_unit_is_one_note() -> None:
    assert severities(shipped(), "F11") == ["note"]
    assert "127.7" in messages(shipped(), "F11")[0]
    table = shipped().frames["indicators"]
    assert table is not None
    d = framed(shipped(), {"indicators": table.with_columns(achieved_unit=pl.col("target_unit"))})
    assert outcomes(d, "F11") == []


@pytest.mark.parametrize(
    ("frame", "where", "values", "code"),
    [
        ("project_funding", TOTAL, {"actual": 421.12}, "F01"),
        ("project_funding", OWN, {"adjusted_budget": 1000.0}, "F01"),
        ("indicators", FIRST, {"weight": 15.0}, "F04"),
        ("projects", {"project_no": 4}, {"total_score": 98.0}, "F06"),
    ],
)
def test_one_misprint_is_one_more_finding(frame: str, where: dict[str, Any], values: dict[str, Any], code: str) -> None:
    before, after = Counter(leading(shipped())), Counter(leading(altered(frame, where, **values)))
    more = [(severity, found) for (severity, found), _ in (after - before).items()]
    assert [severity for severity, _ in more] == ["error"], more
    assert sum(after.values()) <= sum(before.values()) + 1


def test_nothing_is_found_without_forms() -> None:
    d = framed(shipped(), {"projects": None, "project_funding": None, "indicators": None})
    assert [outcomes(d, f"F{number:02d}") for number in range(1, 12)] == [[]] * 11
