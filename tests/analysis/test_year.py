"""The year of an account: totals and balances as printed, and the steps from opening to closing balance."""

from __future__ import annotations

import polars as pl
import pytest
from made_accounts import account, held, shipped

from fzfin.analysis import year, year_steps
from fzfin.errors import ParameterError


def test_the_totals_and_balances_are_those_in_print() -> None:
    rows = year(shipped()).select("side", "role", "label", "amount", "locator").rows()
    assert rows == [
        ("revenue", "carryover", "年初结转和结余", 31.37, "L136"),
        ("revenue", "year_total", "本年收入合计", 3381.3, "L134"),
        ("revenue", "other", "使用非财政拨款结余", 0.0, "L135"),
        ("revenue", "grand_total", "总计", 3412.67, "L137"),
        ("expenditure", "carryover", "年末结转和结余", 518.37, "L136"),
        ("expenditure", "year_total", "本年支出合计", 2894.3, "L134"),
        ("expenditure", "other", "结余分配", 0.0, "L135"),
        ("expenditure", "grand_total", "总计", 3412.67, "L137"),
    ]


def test_a_printed_figure_is_an_interval() -> None:
    low, high = year(shipped()).filter(role="year_total").select("amount_low", "amount_high").row(0)
    assert (low, high) == (3381.295, 3381.305)


def test_the_steps_lead_from_the_opening_to_the_closing_balance() -> None:
    steps = year_steps(year(shipped(), lang="en"), lang="en")
    assert steps.select("label", "kind", "start", "end").rows() == [
        ("Opening carryover and surplus", "total", 0.0, 31.37),
        ("Total revenue of the year", "change", 31.37, 3412.67),
        ("Total expenditure of the year", "change", 3412.67, 518.37),
        ("Closing carryover and surplus", "total", 0.0, 518.37),
    ]


@pytest.mark.parametrize(("closing", "rest"), [(518.37, None), (518.38, "Rounding"), (520.0, "Difference in the printed figures")])  # fmt: skip
def test_what_the_figures_leave_over_is_a_step_of_its_own(closing: float, rest: str | None) -> None:
    y = year(shipped(), lang="en")
    balance = (pl.col("side") == "expenditure") & (pl.col("role") == "carryover")
    changed = y.with_columns(pl.when(balance).then(closing).otherwise("amount").alias("amount"))
    found = year_steps(changed, lang="en").filter(kind="rest")
    assert found["label"].to_list() == ([] if rest is None else [rest])


def test_without_a_summary_or_its_totals_there_is_nothing() -> None:
    assert year(held("summary")).is_empty()
    assert year_steps(year(held("summary"))).is_empty()
    untold = account([10.0], [(4.0, 3.0)], closing=3.0)  # balances and grand totals, no totals of the year
    assert year(untold)["role"].to_list() == ["carryover", "grand_total", "carryover", "grand_total"]
    assert year_steps(year(untold)).is_empty()
    with pytest.raises(ParameterError, match="zh, en"):
        year(shipped(), lang="fr")
