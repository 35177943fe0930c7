"""The audit of a budget: its sums are held, nothing of what only an account has is missed."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_budgets import PLAIN, TWO_YEARS, YUAN, read_text

import fzfin as fz
from fzfin.checks import checks

BUDGETS = {"yuan": read_text(YUAN), "two_years": read_text(TWO_YEARS), "plain": read_text(PLAIN)}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_budget_that_adds_up_has_no_error(name: str) -> None:
    found = fz.audit(BUDGETS[name]).findings("en")
    assert found.filter(severity="error").rows() == []
    assert set(found["code"].str.slice(0, 1)) == {"G"}


def test_its_sums_are_held() -> None:
    wrong = read_text(
        TWO_YEARS.replace("2130106|科技转化与推广服务|100.00||||100.00", "2130106|科技转化与推广服务|110.00||||110.00")
    )
    found = fz.audit(wrong).findings("en").filter(severity="error")
    assert {"A05"} <= set(fz.audit(wrong).frame("en").filter(outcome="fail", severity="error")["code"])
    assert found.height >= 1


def test_what_only_an_account_has_does_not_apply() -> None:
    audit = fz.audit(BUDGETS["yuan"])
    frame = audit.frame("en")
    apart = set(frame.filter(outcome="not_applicable")["code"])
    assert {"A16", "G06", "G10", "F01", "H01", "K01", "C04"} <= apart
    assert apart.isdisjoint({"A01", "A05", "B01", "G01", "G05"})
    coverage = audit.coverage("en").filter(pl.col("code").is_in(apart))
    assert coverage["why_not"].unique().to_list() == [
        "This check is for final accounts and does not apply to a budget."
    ]
    listed = audit.checklist("en").filter(code="G06")
    assert listed.select("item", "outcome").rows() == [
        ("The three public expenses with their counts", "not applicable")
    ]


def test_an_account_is_held_to_every_check() -> None:
    shipped = fz.audit(fz.read())
    assert {
        code for code, why in shipped.coverage("en").select("code", "why_not").rows() if why and "budget." in why
    } == set()
    assert {kind for check in checks() for kind in check.kinds} == {"final_accounts", "budget"}


def test_the_budget_of_each_public_expense_is_looked_for() -> None:
    items = fz.audit(BUDGETS["yuan"]).checklist("en").filter(code="G05")
    assert items["outcome"].to_list() == ["present"] * 4


def test_a_year_in_a_sentence_about_the_year_before_is_no_finding() -> None:
    told = (
        TWO_YEARS
        + "\n第三部分 预算情况说明\n2023年部门预算执行数为760.00万元。\n截至2023年12月31日，本部门共有车辆3辆。\n"
    )
    codes = fz.audit(read_text(told)).findings("en")["code"].to_list()
    assert not {"W07", "W08"}.intersection(codes)


def test_a_finding_names_the_tables_as_a_budget_calls_them() -> None:
    wrong = read_text(TWO_YEARS.replace("本年收入合计|850.00", "本年收入合计|860.00"))
    told = " ".join(fz.audit(wrong).findings("zh").filter(severity="error")["message"])
    assert "收支预算总表" in told
    assert "决算" not in told
