"""Budgets of projects and what was spent: rates on both budgets, composition variance, the steps between."""

from __future__ import annotations

import pytest
from made_accounts import evaluated, form, held

from fzfin.analysis import execution, execution_limits, execution_pair, execution_steps, performance
from fzfin.errors import ParameterError

FORMS = [
    form(1, 100.0, 90.0, 9.0, original_budget=100.0),
    form(2, 60.0, 60.0, 10.0, original_budget=40.0),
    form(3, 20.0, 30.0, 10.0, original_budget=60.0),
    form(4, None, 5.0, 10.0, original_budget=1.0),
]


def test_rates_and_deviations() -> None:
    e = execution(performance(evaluated(FORMS, [])))
    assert e["project_no"].to_list() == [1, 2, 3]  # the fourth prints no adjusted budget
    assert e.select("original_rate", "execution_rate").rows() == [(0.9, 0.9), (1.5, 1.0), (0.5, 1.5)]
    # 180 was spent of 200: each would have spent 0.9 of its original budget.
    assert e["expected"].to_list() == [90.0, 36.0, 54.0]
    assert e["deviation"].to_list() == [0.0, 24.0, 24.0]


def test_the_steps_from_the_original_budget_to_the_actual() -> None:
    steps = execution_steps(execution(performance(evaluated(FORMS, []))), lang="en")
    assert steps.select("label", "kind", "amount", "start", "end").rows() == [
        ("Original budget", "total", 200.0, 0.0, 200.0),
        ("Added in the year", "change", 20.0, 200.0, 220.0),
        ("Cut in the year", "change", -40.0, 220.0, 180.0),
        ("Adjusted budget", "total", 180.0, 0.0, 180.0),
        ("Not spent", "change", -10.0, 180.0, 170.0),
        ("Spent beyond it", "change", 10.0, 170.0, 180.0),
        ("Actual", "total", 180.0, 0.0, 180.0),
    ]


def test_two_projects_are_held_against_each_other_alone() -> None:
    pair = execution_pair(execution(performance(evaluated(FORMS, []))))
    assert pair["project_no"].to_list() == [1, 2]  # the largest, and the one with most added
    assert pair["expected"].round(4).to_list() == [107.1429, 42.8571]  # of 150 in the proportion of 100 to 40
    one = execution_pair(execution(performance(evaluated(FORMS[:1], []))))
    assert one["project_no"].to_list() == [1]


def test_limits_are_the_adjusted_budgets_the_largest_first() -> None:
    limits = execution_limits(execution(performance(evaluated(FORMS, []))), top=2)
    assert limits.select("actual", "limit").rows() == [(90.0, 100.0), (60.0, 60.0)]
    with pytest.raises(ParameterError, match="at least 1"):
        execution_limits(limits, top=0)


def test_without_original_budgets_nothing_is_expected() -> None:
    e = execution(performance(evaluated([form(1, 10.0, 5.0, 5.0, original_budget=0.0)], [])))
    assert e.select("original_rate", "execution_rate", "expected", "deviation").row(0) == (None, 0.5, None, None)


def test_without_forms_everything_is_empty() -> None:
    e = execution(performance(held("projects", "project_funding", "indicators")))
    assert e.is_empty()
    assert execution_steps(e).is_empty()
    assert execution_pair(e).is_empty()
    assert execution_limits(e).is_empty()
