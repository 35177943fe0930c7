"""Sentences of explanations, as different departments word them."""

from __future__ import annotations

from typing import Any

import pytest

from fzfin.prose.scan import scan


def facts(text: str) -> list[dict[str, Any]]:
    return [
        {
            name: (value.wan if hasattr(value, "wan") else value)
            for name in [
                "subject",
                "amount",
                "budget",
                "compared_with",
                "change",
                "change_pct",
                "direction",
                "completion_pct",
                "completion_of",
                "share_pct",
                "share_of",
                "reason",
            ]
            if (value := getattr(figure, name)) is not None
        }
        for figure in scan(text)
    ]


def test_a_comparison_is_handed_out_over_its_figures() -> None:
    assert facts(
        "2022年度收入总计3381.3万元，支出总计2894.3万元，与上年决算数相比，各减少744.11万元、1611.23万元，"
        "下降18.04%、下降35.76%，主要是：项目支出减少。"
    ) == [
        {
            "subject": subject,
            "amount": amount,
            "compared_with": "prior_year",
            "change": change,
            "change_pct": pct,
            "direction": "down",
            "reason": "项目支出减少",
        }
        for subject, amount, change, pct in (
            ("收入总计", 3381.3, -744.11, -18.04),
            ("支出总计", 2894.3, -1611.23, -35.76),
        )
    ]


def test_one_change_for_two_figures_is_not_guessed() -> None:
    found = facts("基本支出100万元，项目支出50万元，比上年增加10万元，增长7.14%。")
    assert [(figure["amount"], "change" in figure, "change_pct" in figure) for figure in found] == [
        (100.0, False, False),
        (50.0, False, False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公务接待费支出2.42万元，完成全年预算的16.13%；较上年增加0.45万元，增长22.84%。主要原因是公务用车支出增加。",
            {
                "subject": "公务接待费支出",
                "amount": 2.42,
                "completion_pct": 16.13,
                "completion_of": "adjusted_budget",
                "compared_with": "prior_year",
                "change": 0.45,
                "change_pct": 22.84,
                "direction": "up",
                "reason": "公务用车支出增加",
            },
        ),
        (
            "2023年度本年支出1,234.50万元，完成年初预算的98.5%。",
            {"subject": "本年支出", "amount": 1234.5, "completion_pct": 98.5, "completion_of": "original_budget"},
        ),
        (
            "基本支出710.5万元，占24.55%。",
            {"subject": "基本支出", "amount": 710.5, "share_pct": 24.55},
        ),
        (
            "培训费3.20万元，与上年持平。",
            {"subject": "培训费", "amount": 3.2, "compared_with": "prior_year", "direction": "same"},
        ),
        (
            "其中：货物支出15.76亿元，占政府采购支出总额的3.04%。",
            {"subject": "货物支出", "amount": 157600.0, "share_pct": 3.04, "share_of": "政府采购支出总额"},
        ),
    ],
)
def test_sentences(text: str, expected: dict[str, Any]) -> None:
    assert facts(text) == [expected]


def test_a_share_without_an_amount_keeps_its_denominator() -> None:
    assert facts("服务采购授予中小企业合同金额占服务支出金额的2.71%。") == [
        {"subject": "服务采购授予中小企业合同金额", "share_pct": 2.71, "share_of": "服务支出金额"}
    ]


def test_an_amount_with_a_broken_separator_is_no_figure_of_the_wrong_size() -> None:
    assert facts("项目支出12万元。")[0]["amount"] == 12.0
    assert [figure.get("amount") for figure in facts("项目支出1,561.57万元，其中：甲1.5亿元。")] == [1561.57, 15000.0]


def test_a_figure_compared_twice_is_told_twice() -> None:
    found = facts(
        "支出59.3万元，比年初预算数增加5.1万元，增长9.4%；比上年决算数减少3万元，下降4.8%。主要原因是人员减少。"
    )
    assert [(f["amount"], f["compared_with"], f["change"], f["change_pct"], f.get("reason")) for f in found] == [
        (59.3, "original_budget", 5.1, 9.4, None),
        (59.3, "prior_year", -3.0, -4.8, "人员减少"),
    ]


def test_a_budget_joins_the_actual_figure_after_it() -> None:
    found = facts("教育支出年初预算为500万元，支出决算为561.57万元，完成年初预算的112.31%。")
    assert found == [
        {
            "subject": "教育支出",
            "amount": 561.57,
            "budget": 500.0,
            "completion_pct": 112.31,
            "completion_of": "original_budget",
        }
    ]


def test_a_line_named_in_a_sentence_of_its_own() -> None:
    found = facts("一般公共服务支出（类）事务（款）事业运行（项）。年初预算为500万元，支出决算为561.57万元。")
    assert [(f["subject"], f["amount"], f["budget"]) for f in found] == [
        ("一般公共服务支出（类）事务（款）事业运行（项）", 561.57, 500.0)
    ]


def test_a_joint_subject_is_kept_whole() -> None:
    found = facts("2023年度收、支总计均为3412.67万元。与2022年度相比，收、支总计各减少744.11万元，下降17.9%。")
    assert [(f["subject"], f["amount"], f["change"], f["change_pct"]) for f in found] == [
        ("收、支总计", 3412.67, -744.11, -17.9)
    ]


def test_lists_of_parts_and_two_figures_in_one_clause() -> None:
    found = facts("人员经费680.3万元，主要包括：基本工资117.06万元、奖金273.2万元；公用经费30万元和资本性支出2万元。")
    assert [(f["subject"], f["amount"]) for f in found] == [
        ("人员经费", 680.3),
        ("基本工资", 117.06),
        ("奖金", 273.2),
        ("公用经费", 30.0),
        ("资本性支出", 2.0),
    ]


def test_blanks_in_a_comparison() -> None:
    found = facts("支出 10.23 万元，比 2023 年度增加 1.2 万元。")
    assert [(f["compared_with"], f["change"]) for f in found] == [("prior_year", 1.2)]
