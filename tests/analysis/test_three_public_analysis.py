"""The three public expenses: the Fuzhou account by hand, printed budgets, contradictions, absent frames."""

from __future__ import annotations

from typing import Any

import pytest
from made_fuzhou import Made

from fzfin.analysis import three_public, three_public_limits, three_public_pairs
from fzfin.analysis.schemas import LIMITS, PAIRS, PUBLIC


def of(made: Made, item: str, *columns: str) -> tuple[object, ...]:
    return three_public(made).filter(item=item).select(columns).row(0)


def detail(
    item: str, actual: float | None, pct: float | None, change: float | None = None, **counts: int
) -> tuple[Any, ...]:
    names = (
        "delegations",
        "delegations_joined",
        "travellers",
        "vehicles_bought",
        "vehicles_held",
        "receptions",
        "guests",
    )
    return (item, actual, pct, change, None, *(counts.get(name) for name in names), None, "L9")


def test_implied_budgets_by_hand(account: Made) -> None:
    # 2.415 ÷ 0.16135 = 14.9675, 2.425 ÷ 0.16125 = 15.0388; 2.415 ÷ 0.34575 = 6.9848, 2.425 ÷ 0.34565 = 7.0158
    low, high, note, budget = of(account, "total", "budget_low", "budget_high", "budget_note", "budget")
    assert (low, high) == (pytest.approx(14.9675, abs=1e-4), pytest.approx(15.0388, abs=1e-4))
    assert (note, budget) == ("implied", None)
    for item in ("vehicle", "vehicle_running"):
        low, high = of(account, item, "budget_low", "budget_high")
        assert (low, high) == (pytest.approx(6.9848, abs=1e-4), pytest.approx(7.0158, abs=1e-4))


def test_last_year_by_hand(account: Made) -> None:
    assert of(account, "total", "prior", "prior_low", "prior_high", "change", "change_pct") == (
        1.97,
        1.96,
        1.98,
        0.45,
        22.84,
    )
    assert of(account, "total", "change_rate")[0] == pytest.approx(0.45 / 1.97)
    assert of(account, "overseas", "prior", "change", "change_rate", "change_pct") == (0.0, 0.0, None, 0.0)


def test_nothing_of_an_unknown_budget_gives_no_budget(account: Made) -> None:
    for item in ("overseas", "vehicle_purchase", "hospitality"):
        assert of(account, item, "budget_low", "budget_high", "budget_note") == (None, None, "zero_of_unknown")


def test_contradictions_and_silence_give_no_budget(account: Made) -> None:
    said = [detail("total", 2.42, None), detail("overseas", 0.0, 50.0), detail("vehicle", 2.42, 0.0)]
    made = account.having("three_public_detail", said)
    notes = [of(made, item, "budget_low", "budget_note") for item in ("total", "overseas", "vehicle", "hospitality")]
    assert notes == [(None, "no_completion"), (None, "contradiction"), (None, "contradiction"), (None, "no_completion")]
    assert of(made, "total", "prior", "change") == (None, None)


def test_a_printed_budget_goes_before_an_implied_one(account: Made) -> None:
    made = account.having("three_public", [("total", "合计", 15.0, 2.42, "L1")])
    assert of(made, "total", "budget", "budget_low", "budget_high", "budget_note") == (15.0, 14.995, 15.005, "printed")
    assert three_public_limits(three_public(made))["limit"].to_list()[0] == 15.0


def test_unit_costs(account: Made) -> None:
    assert of(account, "vehicle_running", "unit_cost", "unit_cost_of", "vehicles_held") == (1.21, "vehicles_held", 2)
    assert of(account, "hospitality", "unit_cost", "unit_cost_of") == (None, None)
    said = [
        detail("overseas", 6.0, 50.0, travellers=3, delegations=1),
        detail("vehicle", 5.0, 50.0, vehicles_held=5),
        detail("vehicle_running", 5.0, 50.0),
        detail("hospitality", 1.0, 50.0, receptions=4, guests=0),
    ]
    made = account.without("three_public").having("three_public_detail", said)
    assert of(made, "overseas", "unit_cost", "unit_cost_of") == (2.0, "travellers")
    assert of(made, "vehicle_running", "unit_cost", "unit_cost_of") == (1.0, "vehicles_held")
    assert of(made, "hospitality", "unit_cost", "unit_cost_of") == (0.25, "receptions")


def test_prose_alone_and_table_alone(account: Made) -> None:
    assert of(account.without("three_public"), "total", "actual", "prior", "label") == (2.42, 1.97, "“三公”经费合计")
    assert of(account.without("three_public_detail"), "total", "actual", "prior", "budget_note") == (
        2.42,
        None,
        "no_completion",
    )


def test_labels_and_order(account: Made) -> None:
    assert three_public(account)["item"].to_list() == [
        "total", "overseas", "vehicle", "vehicle_purchase", "vehicle_running", "hospitality",
    ]  # fmt: skip
    assert of(account, "hospitality", "label", "locator") == ("公务接待费", "L518")
    assert three_public(account, lang="en")["label"].to_list()[1] == "Official overseas visits"
    assert three_public_pairs(three_public(account))["label"].to_list() == [
        "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费",
    ]  # fmt: skip


def test_schemas_hold_without_frames(account: Made) -> None:
    for made in (account, account.without("three_public", "three_public_detail")):
        t = three_public(made)
        assert dict(t.schema) == PUBLIC
        assert dict(three_public_limits(t).schema) == LIMITS
        assert dict(three_public_pairs(t).schema) == PAIRS
    assert t.is_empty()
