"""What expenditure consists of: figures checked by hand against the printed text."""

from __future__ import annotations

import polars as pl
import pytest
from made_accounts import account, held, row, shipped

from fzfin.analysis import composition, composition_parts, composition_tree
from fzfin.analysis.schemas import COMPOSITION, TREE, WHOLE
from fzfin.errors import ParameterError


def test_the_printed_classes() -> None:
    c = composition(shipped())
    assert row(c, "label", "amount", "share", "locator", level="total") == ("本年支出", 2894.3, 1.0, "L199")
    # 2115.38 ÷ 2894.30 = 73.0878 %, 515.05 ÷ 2894.30 = 17.7953 %
    shares = c.filter(level="class").select("code", pl.col("share").round(6)).rows()
    assert shares == [
        ("201", 0.730878),
        ("206", 0.016215),
        ("208", 0.01948),
        ("210", 0.023494),
        ("212", 0.177953),
        ("221", 0.03198),
    ]
    assert c.filter(level="residual").is_empty()
    assert row(c, "parent_code", "amount", code="2010399") == ("20103", 1553.81)


def test_the_printed_basic_expenditure_by_economic_class() -> None:
    e = composition(shipped(), by="economic", lang="en")
    assert row(e, "label", "amount", level="total") == ("Basic expenditure", 710.5)
    assert row(e, "label", "amount", "group", code="301") == ("Wages and benefits", 680.3, "personnel")
    assert row(e, "amount", "group", code="302") == (30.2, "running")
    assert row(e, "parent_code", "amount", code="30103") == ("301", 273.2)


def test_a_gap_is_a_row_of_its_own() -> None:
    told = account([1.0], [(30.0, 40.0)], spent=(30.0, 45.0))
    assert row(composition(told), "label", "amount", "note", level="residual") == (
        "原文未能平衡的差额",
        5.0,
        "unbalanced",
    )
    # 2894.30 less 2115.38, 46.93, 56.38, 68.00, 515.05 and 92.55 is 0.01
    assert row(composition(held("expenditure")), "amount", "note", level="residual") == (0.01, "rounding")


def test_parts_are_ranked_and_the_small_ones_together() -> None:
    parts = composition_parts(composition(shipped()), top=2)
    # 92.56 + 68.00 + 56.38 + 46.93 = 263.87
    assert parts.select("label", "amount").rows() == [
        ("一般公共服务支出", 2115.38),
        ("城乡社区支出", 515.05),
        ("其他4项", 263.87),
    ]
    assert composition_parts(composition(shipped()), top=5).height == 6
    with pytest.raises(ParameterError, match="top"):
        composition_parts(composition(shipped()), top=0)


def test_a_tree_has_the_large_classes_first_and_no_zeros() -> None:
    tree = composition_tree(composition(held("expenditure")))
    assert tree["code"].to_list() == ["201", "212", "221", "210", "208", "206"]
    assert composition_tree(composition(shipped()))["code"].to_list()[:5] == [
        "201",
        "20103",
        "2010399",
        "2010350",
        "212",
    ]


def test_nothing_printed_gives_empty_frames() -> None:
    for by in ("functional", "economic"):
        c = composition(held("expenditure", "summary", "basic_expenditure"), by=by)
        assert (c.is_empty(), dict(c.schema)) == (True, COMPOSITION)
        assert dict(composition_parts(c).schema) == WHOLE
        assert dict(composition_tree(c).schema) == TREE


def test_unknown_choices_are_refused() -> None:
    with pytest.raises(ParameterError, match="functional, economic"):
        composition(shipped(), by="class")
