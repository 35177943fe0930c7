"""机关运行经费 as different departments word it, also that there is none."""

from __future__ import annotations

import pytest

from fzfin.prose.operating import operating_expenses
from fzfin.prose.paragraphs import Passage

HEADING = "（一）机关运行经费支出情况"


def said(text: str, heading: str = HEADING, part: str = "第三部分 部门决算情况说明") -> list[Passage]:
    return [Passage(text, (0,), ("L1",), part, "九", (heading,) if heading else ())]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "2023年度机关运行经费支出59.3万元，比上年减少5.2万元，下降8.06%，主要原因是厉行节约。",
            [("机关运行经费支出", 59.3, None, "prior_year", -5.2, -8.06, None, "down", "厉行节约")],
        ),
        (
            "本部门2022年度机关运行经费支出59.3万元，比年初预算数增加5.1万元，增长9.4%；比上年决算数减少3万元，下降4.8%。"
            "主要原因是人员减少。",
            [
                ("机关运行经费支出", 59.3, None, "original_budget", 5.1, 9.4, None, "up", None),
                ("机关运行经费支出", 59.3, None, "prior_year", -3.0, -4.8, None, "down", "人员减少"),
            ],
        ),
        (
            "机关运行经费年初预算20万元，支出决算为18.5万元，完成预算的92.5%，比上年减少3万元。",
            [("机关运行经费", 18.5, 20.0, "prior_year", -3.0, None, 92.5, "down", None)],
        ),
        (
            "2023年度机关运行经费支出1.2亿元，其中：办公费3万元、差旅费20500元。",
            [
                ("机关运行经费支出", 12000.0, None, None, None, None, None, None, None),
                ("办公费", 3.0, None, None, None, None, None, None, None),
                ("差旅费", 2.05, None, None, None, None, None, None, None),
            ],
        ),
        (
            "机关运行经费支出 10.23 万元，比 2023 年度增加 10.23 万元。",
            [("机关运行经费支出", 10.23, None, "prior_year", 10.23, None, None, "up", None)],
        ),
        ("2022年度支出666,460元。", [("支出", 66.646, None, None, None, None, None, None, None)]),
        (
            "机关运行经费支出0万元，与上年持平。",
            [("机关运行经费支出", 0.0, None, "prior_year", None, None, None, "same", None)],
        ),
        (
            "机关运行经费支出5万元。政府采购支出总额9万元。",
            [("机关运行经费支出", 5.0, None, None, None, None, None, None, None)],
        ),
        ("机关运行经费年初预算20万元。", [("机关运行经费年初预算", None, 20.0, None, None, None, None, None, None)]),
    ],
)
def test_amounts_with_their_comparison(text: str, rows: list[tuple[object, ...]]) -> None:
    found = operating_expenses(said(text)).rows
    assert [row[:9] for row in found] == rows
    assert {(row[9], row[11]) for row in found} == {(False, "L1")}


@pytest.mark.parametrize(
    "text",
    [
        "本部门为事业单位没有机关运行经费。",
        "本单位不属于机关运行经费统计范围。",
        "本单位为事业单位，未使用机关运行经费科目。",
        "本单位无此项经费支出。",
        "无。",
    ],
)
def test_that_there_is_none_is_not_zero(text: str) -> None:
    assert [row for row in operating_expenses(said(text)).rows if row[:9] == (None,) * 9 and row[9]] == [
        (*(None,) * 9, True, text.split("，")[0].rstrip("。") if "，" not in text else text.rstrip("。"), "L1")
    ]


def test_a_broken_figure_is_told_and_not_read() -> None:
    found = operating_expenses(said("机关运行经费支出12,34万元。"))
    assert found.rows == []
    assert [place for place, _, _ in found.leftovers] == ["L1"]


def test_definitions_other_matters_and_silence_give_nothing() -> None:
    elsewhere = said("机关运行经费5万元。", part="第四部分 名词解释")
    others = said("详见附件。主要包括：办公费3万元。政府采购支出9万元。")
    for text in (elsewhere, others, said("车辆2辆。", ""), []):
        assert operating_expenses(text).rows == []
