"""Procurement and vehicles: what adds up, what cannot be, and what only needs an answer."""

from __future__ import annotations

from typing import Any

import pytest
from made import altered, framed, messages, outcomes, rows, severities, shipped

GOODS = {"measure": "goods"}


def bought(**amounts: Any) -> list[dict[str, Any]]:
    """Rows of procurement: an amount, or an amount, a share and what it is a share of."""
    out = []
    for measure, told in amounts.items():
        amount, share, base = told if isinstance(told, tuple) else (told, None, None)
        out.append({"measure": measure, "amount": amount, "share_pct": share, "share_of": base, "locator": "L534"})
    return out


@pytest.mark.parametrize("code", ["E01", "E02", "E03", "E05", "E06", "E08", "E09"])
def test_the_shipped_account_passes(code: str) -> None:
    assert outcomes(shipped(), code) == []


def test_kinds_do_not_add_up() -> None:
    assert outcomes(altered("procurement", GOODS, amount=16.76), "E01") == ["fail"]


def test_kinds_that_are_not_all_printed_cannot_be_judged() -> None:
    assert outcomes(rows("procurement", bought(total=100.0, goods=40.0)), "E01") == ["unknown"]
    assert outcomes(rows("procurement", bought(total=100.0, goods=140.0)), "E01") == ["fail"]


def test_micro_beyond_sme_and_sme_beyond_all() -> None:
    assert outcomes(rows("procurement", bought(total=100.0, sme=80.0, micro=90.0)), "E02") == ["fail"]
    assert outcomes(rows("procurement", bought(total=100.0, sme=180.0)), "E02") == ["fail"]
    assert outcomes(rows("procurement", bought(total=100.0, sme=100.0, micro=100.0)), "E02") == []


def test_awards_inside_and_outside_the_reserve_beyond_all() -> None:
    both = bought(total=100.0, sme_in_reserved=70.0, sme_in_other=40.0)
    assert outcomes(rows("procurement", both), "E02") == ["fail"]


def test_share_that_does_not_recompute() -> None:
    assert outcomes(altered("procurement", {"measure": "sme"}, share_pct=4.04), "E03") == ["fail"]


def test_share_of_another_denominator_than_the_customary_one_is_right() -> None:
    assert outcomes(rows("procurement", bought(total=200.0, sme=100.0, micro=(50.0, 25.0, "total"))), "E03") == []
    assert outcomes(rows("procurement", bought(total=200.0, sme=100.0, micro=(50.0, 25.0, None))), "E03") == []
    assert outcomes(rows("procurement", bought(total=200.0, sme=100.0, micro=(50.0, 25.0, "sme"))), "E03") == ["fail"]


def test_share_beyond_all() -> None:
    assert outcomes(rows("procurement", bought(goods=10.0, sme_goods=(None, 120.0, "goods"))), "E03") == ["fail"]


def test_share_of_nothing_is_a_note_and_more_of_nothing_a_question() -> None:
    nothing = bought(works=0.0, sme_works=(None, 0.0, "works"))
    some = bought(works=0.0, sme_works=(None, 100.0, "works"))
    assert severities(rows("procurement", nothing), "E04") == ["note"]
    assert severities(rows("procurement", some), "E04") == ["question"]
    assert severities(rows("procurement", bought(works=5.0, sme_works=(None, 0.0, "works"))), "E04") == []


def test_sme_parts_do_not_add_up() -> None:
    d = altered("procurement", {"measure": "sme_services"}, share_pct=3.71)
    assert outcomes(d, "E05") == ["fail"]
    assert "141.58" in messages(d, "E05")[0]


def test_shares_of_the_sme_amount_add_up() -> None:
    good = bought(goods=50.0, sme=10.0, sme_goods=(None, 70.0, "sme"), sme_services=(None, 30.0, "sme"), sme_works=0.0)
    assert outcomes(rows("procurement", good), "E05") == []
    bad = bought(goods=50.0, sme=10.0, sme_goods=(None, 70.0, "sme"), sme_services=(None, 10.0, "sme"), sme_works=0.0)
    assert outcomes(rows("procurement", bad), "E05") == ["fail"]


def test_reserve_beyond_all_is_a_question() -> None:
    assert severities(rows("procurement", bought(total=100.0, reserved_sme=130.0)), "E06") == ["question"]
    assert severities(rows("procurement", bought(total=100.0, reserved_sme=30.0, reserved_micro=20.0)), "E06") == []


def test_procurement_beyond_spending_is_a_question() -> None:
    assert severities(shipped(), "E07") == ["question"]
    assert severities(altered("procurement", {"measure": "total"}, amount=1200.0), "E07") == []


def test_procurement_that_leaves_nothing_for_pay_is_a_question() -> None:
    d = altered("procurement", {"measure": "total"}, amount=2500.0)
    assert severities(d, "E07") == ["question"]
    assert "人员经费" in messages(d, "E07")[0]


def held(*named: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"category": "vehicle", "name": name, "count": count, "locator": "L538"} for name, count in named]


def test_vehicles_do_not_add_up() -> None:
    assert outcomes(altered("state_assets", {"name": "机要通信用车"}, count=2), "E08") == ["fail"]
    assert outcomes(altered("state_assets", {"name": "车辆"}, count=3), "E08") == ["fail"]


def test_a_list_of_vehicles_that_is_not_closed_may_fall_short() -> None:
    assert outcomes(rows("state_assets", held(("车辆", 9), ("应急保障用车", 4))), "E08") == []
    assert outcomes(rows("state_assets", held(("车辆", 3), ("应急保障用车", 4))), "E08") == ["fail"]


def test_vehicles_without_a_total_are_not_judged() -> None:
    assert outcomes(rows("state_assets", held(("应急保障用车", 4), ("其他用车", 4))), "E08") == []


def test_vehicles_in_assets_and_in_the_three_public_expenses() -> None:
    where = {"item": "vehicle_running"}
    assert severities(altered("three_public_detail", where, vehicles_held=1), "E09") == ["question"]
    fewer = altered("three_public_detail", where, vehicles_held=3)
    assert "少于" in messages(fewer, "E09")[0]


def test_nothing_is_found_where_nothing_is_said() -> None:
    d = framed(shipped(), {"procurement": None, "state_assets": None})
    assert [outcomes(d, f"E0{number}") for number in range(1, 9)] == [[]] * 8
