"""Sentences that print a budget in front of the actual figure (Shanghai 2024)."""

from __future__ import annotations

from typing import Any

import pytest

from fzfin.money import Amount
from fzfin.prose.budgeted import with_budgets
from fzfin.prose.scan import scan


def wan(amount: Amount | None) -> float | None:
    return None if amount is None else amount.wan


def read(text: str) -> list[tuple[Any, ...]]:
    return [
        (f.subject, wan(f.amount), f.compared_with, wan(f.budget), f.completion_pct, f.direction, f.reason)
        for f in with_budgets(scan(text), text)
    ]


def test_the_line_stands_in_the_first_sentence() -> None:
    text = (
        "住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：公积金。全年预算为18.12万元，支出决算为17.70万元，"
        "完成全年预算数的97.68%。决算数小于全年预算数的主要原因：人员变动。"
    )
    subject = "住房保障支出（类）住房改革支出（款）住房公积金（项）"
    assert read(text) == [(subject, 17.7, "adjusted_budget", 18.12, 97.68, "below", "人员变动")]


def test_the_subject_stands_in_front_of_the_budget() -> None:
    text = "“三公”经费财政拨款支出年初预算为15.00万元，支出决算为2.42万元，完成年初预算的16.13%。决算数小于预算数的主要原因：压减。"
    assert read(text) == [("“三公”经费财政拨款支出", 2.42, "original_budget", 15.0, 16.13, "below", "压减")]


def test_of_two_budgets_the_completion_rate_names_the_one_compared_with() -> None:
    text = "某项支出年初预算为10.00万元，全年预算为20.00万元，支出决算为5.00万元，完成全年预算的25%。"
    assert read(text) == [
        ("某项支出年初预算", 10.0, None, None, None, None, None),
        ("某项支出", 5.0, "adjusted_budget", 20.0, 25.0, None, None),
    ]


def test_of_two_budgets_and_no_rate_the_nearer_is_taken_and_named() -> None:
    text = "某项支出年初预算为10.00万元，全年预算为20.00万元，支出决算为5.00万元。"
    assert [row[:4] for row in read(text)] == [
        ("某项支出年初预算", 10.0, None, None),
        ("某项支出", 5.0, "adjusted_budget", 20.0),
    ]


def test_an_amount_in_another_sentence_has_no_budget() -> None:
    """What is reserved for small firms is a budget, but not that of the next sentence's figure."""
    text = "面向小微企业预留政府采购项目预算金额21.07万元。在其他项目中，采购金额3.00万元。"
    assert [row[:4] for row in read(text)] == [
        ("面向小微企业预留政府采购项目预算金额", 21.07, None, None),
        ("采购金额", 3.0, None, None),
    ]


@pytest.mark.parametrize(
    ("said", "direction"),
    [
        ("决算数大于年初预算数的主要原因：追加。", "above"),
        ("决算数与年初预算数持平。", "equal"),
        ("决算数等于预算数。", "equal"),
    ],
)
def test_how_actual_and_budget_compare(said: str, direction: str) -> None:
    text = f"购房补贴（项）。年初预算为1.00万元，支出决算为1.00万元。{said}"
    assert [row[5] for row in read(text)] == [direction]


def test_a_figure_without_a_budget_is_left_alone() -> None:
    text = "本年支出合计3.00万元，其中：基本支出1.00万元，占33.33%；项目支出2.00万元，占66.67%。"
    assert with_budgets(scan(text), text) == scan(text)
