"""Procurement shares: the Fuzhou account by hand, disagreement, parts, absent frames."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from made_fuzhou import Made

from fzfin.analysis import procurement, procurement_coverage, procurement_parts, procurement_shares
from fzfin.analysis.schemas import PARTS, SHARE_VIEW, SHARES


def of(made: Made, measure: str, base: str, *columns: str) -> tuple[Any, ...]:
    return procurement(made).filter(measure=measure, base=base).select(columns).row(0)


def test_shares_by_hand(account: Made) -> None:
    # 141.58 ÷ 4655.28 = 3.0413 %, 114.90 ÷ 141.58 = 81.1555 %, 114.90 ÷ 4655.28 = 2.4682 %
    assert of(account, "sme", "total", "share", "agrees") == (pytest.approx(0.030413, abs=1e-6), "yes")
    assert of(account, "micro", "sme", "share", "agrees") == (pytest.approx(0.811555, abs=1e-6), "yes")
    assert of(account, "micro", "total", "share", "agrees") == (pytest.approx(0.024682, abs=1e-6), "unknown")
    assert of(account, "services", "total", "share")[0] == pytest.approx(0.996615, abs=1e-6)


def test_procurement_beside_expenditure_by_hand(account: Made) -> None:
    share, note = of(account, "total", "expenditure", "share", "note")
    assert (round(share, 3), note) == (1.608, "contracted_not_paid")
    assert round(of(account, "total", "project_expenditure", "share")[0], 3) == 2.132
    assert procurement_coverage(procurement(account)).height == 2


def test_amounts_that_only_a_percentage_implies(account: Made) -> None:
    # 4639.52 × 2.705 % = 125.499, × 2.715 % = 125.963
    low, high, amount, share, note = of(
        account, "sme_services", "services", "amount_low", "amount_high", "amount", "share", "note"
    )
    assert (round(low, 2), round(high, 2)) == (125.5, 125.96)
    assert (amount, share, note) == (None, None, "amount_not_printed")
    assert of(account, "sme_goods", "goods", "share_high", "amount_high") == (1.0, 15.76)
    assert of(account, "sme", "total", "amount", "amount_low", "amount_high") == (141.58, None, None)


def test_a_share_of_nothing_is_undefined(account: Made) -> None:
    found = of(account, "sme_works", "works", "share", "share_low", "amount_low", "printed_pct", "agrees", "note")
    assert found == (None, None, None, 0.0, "unknown", "zero_base")


def test_a_printed_share_that_does_not_recompute(account: Made) -> None:
    rows = [("total", 4655.28, None, None, "L1"), ("sme", 141.58, 3.14, "total", "L1")]
    assert of(account.having("procurement", rows), "sme", "total", "agrees") == ("no",)
    cut = [("total", 1000.0, None, None, "L1"), ("sme", 998.68, 99.86, "total", "L1")]
    assert of(account.having("procurement", cut), "sme", "total", "agrees") == ("no",)


def test_an_unknown_base_is_said(account: Made) -> None:
    made = account.having("procurement", [("sme", 141.58, 3.04, "total", "L1")])
    assert of(made, "sme", "total", "share", "agrees", "note") == (None, "unknown", "base_missing")
    alone = account.without("summary", "expenditure")
    assert of(alone, "total", "expenditure", "share", "note") == (None, "base_missing")


def test_a_share_that_the_text_names_is_there(account: Made) -> None:
    rows = [
        ("total", 100.0, None, None, "L1"),
        ("reserved_sme", 40.0, 40.0, "total", "L1"),
        ("reserved_micro", 20.0, 50.0, "reserved_sme", "L1"),
    ]
    made = account.having("procurement", rows)
    assert of(made, "reserved_micro", "reserved_sme", "share", "agrees") == (0.5, "yes")


def test_parts_by_hand(account: Made) -> None:
    assert procurement_parts(account).select("bar", "part", "amount", "order").rows() == [
        ("按采购品目", "货物", 15.76, 1),
        ("按采购品目", "工程", 0.0, 2),
        ("按采购品目", "服务", 4639.52, 3),
        ("按供应商", "小微企业", 114.9, 1),
        ("按供应商", "其他中小企业", 26.68, 2),
        ("按供应商", "其他供应商", 4513.7, 3),
    ]
    assert (
        procurement_parts(account).group_by("bar").agg(pl.col("share").sum())["share"].to_list()
        == [pytest.approx(1.0)] * 2
    )


def test_parts_that_leave_something_or_contradict(account: Made) -> None:
    rows = [("total", 100.0, None, None, "L1"), ("goods", 60.0, None, None, "L1"), ("sme", 30.0, None, None, "L1")]
    parts = procurement_parts(account.having("procurement", rows), lang="en")
    assert parts.select("part", "amount").rows() == [
        ("Goods", 60.0),
        ("Not broken down", 40.0),
        ("SMEs", 30.0),
        ("Other suppliers", 70.0),
    ]
    over = [("total", 100.0, None, None, "L1"), ("sme", 30.0, None, None, "L1"), ("micro", 40.0, None, None, "L1")]
    assert "Other SMEs" not in procurement_parts(account.having("procurement", over), lang="en")["part"]


def test_schemas_hold_without_frames(account: Made) -> None:
    for made in (account, account.without("procurement"), account.without(*account.frames)):
        p = procurement(made)
        assert dict(p.schema) == SHARES
        assert dict(procurement_shares(p).schema) == dict(procurement_coverage(p).schema) == SHARE_VIEW
        assert dict(procurement_parts(made).schema) == PARTS
    assert p.is_empty()
    assert not p["label"].null_count()


def test_every_share_is_labelled_in_both_languages(account: Made) -> None:
    for lang in ("zh", "en"):
        p = procurement(account, lang=lang)
        assert p["label"].null_count() == p["base_label"].null_count() == 0
