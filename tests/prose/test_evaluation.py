"""What is said of performance: the golden account, other wordings, grades, absences, and what is left."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fzfin.prose.evaluation import COLUMNS, evaluation
from fzfin.prose.paragraphs import Passage, passages
from fzfin.sources import load
from fzfin.tables.recognise import sort_blocks

ROOT = Path(__file__).parents[2]
PERFORMANCE = "十、预算绩效管理情况"
EXPLAINED = "第三部分 部门决算情况说明"
NAMES = {"self": "self_evaluation", "dep": "departmental", "track": "tracking", "target": "target_setting"}


def said(text: str, heading: str = PERFORMANCE, part: str = EXPLAINED) -> list[Passage]:
    return [Passage(text, (0,), ("L1",), part, "一", (heading,) if heading else ())]


def figures(text: str) -> list[dict[str, object]]:
    """Each row without what is not printed."""
    return [
        {name: value for name, value in zip(("kind", *COLUMNS), row, strict=False) if value is not None}
        for row in evaluation(said(text)).rows
    ]


def test_the_golden_evaluations() -> None:
    source = load(ROOT / "data/disclosures/fuzhou-smart-city-2022.txt")
    found = evaluation(passages(sort_blocks(source.blocks).paragraphs))
    with (ROOT / "tests/golden/fuzhou-2022/evaluation.csv").open(encoding="utf-8") as file:
        expected = list(csv.reader(file))[1:]
    shown = [["" if v is None else f"{v:g}" if isinstance(v, float) else str(v) for v in row] for row in found.rows]
    assert shown == expected
    assert found.leftovers == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "对3个项目开展绩效自评，涉及资金12.5万元；对1个项目实施部门评价，涉及资金80000元。",
            [("self", 3, 12.5), ("dep", 1, 8)],
        ),
        (
            "绩效跟踪的2024年度项目2个，涉及预算金额9万元；绩效自评的2024年度项目1个，涉及预算金额175.52万元，"
            "平均得分100.00分（其中，绩效评级为“优”的项目1个）。",
            [("track", 2, 9), ("self", 1, 175.52)],
        ),
        (
            "组织对2021年度项目支出全面开展绩效自评。其中，一级项目2个，二级项目18个，共涉及资金1,234.56万元，占总额的100%。",
            [("self", None, 1234.56)],
        ),
        (
            "共组织对“甲”等3个项目开展了部门评价，涉及一般公共预算支出500万元，政府性基金预算支出20.5万元。",
            [("dep", 3, 520.5)],
        ),
        (
            "我单位开展绩效自评价工作,其中,自评项目4个,涉及一般公共预算支出8万元。我单位自评项目4个,执行数合计0万元。",
            [("self", 4, 8)],
        ),
        ("对2个项目开展单位自评，涉及资金共计6万元，其中：一般公共预算4万元。未开展部门评价。", [("self", 2, 6)]),
        ("对4个单位的项目开展自评，涉及资金12,34万元。", []),
        ("2022年度本部门没有开展绩效自评和部门评价。", []),
        ("本年度无部门评价项目。", []),
        ("项目自评得分98分，全年预算数为100万元，执行数90万元。", []),
    ],
)
def test_evaluations_as_others_word_them(text: str, expected: list[tuple[str, int | None, float]]) -> None:
    found = [row[:3] for row in evaluation(said(text)).rows]
    assert found == [(NAMES[kind], projects, amount) for kind, projects, amount in expected]


SHANGHAI = (
    "全过程绩效管理实施情况：编报绩效目标的2024年度项目5个，涉及预算金额90.5万元；绩效跟踪评价的2024年度项目4个，"
    "涉及预算金额80万元；绩效自评的2024年度项目3个，涉及预算金额70万元，平均得分91.25分（其中，绩效评级为“优”的项目2个；"
    "绩效评级为“良”的项目1个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个。绩效自评中共发现问题6个）。"
)


def test_every_figure_of_the_stages() -> None:
    assert figures(SHANGHAI) == [
        {"kind": "target_setting", "projects": 5, "amount": 90.5},
        {"kind": "tracking", "projects": 4, "amount": 80.0},
        {
            "kind": "self_evaluation",
            "projects": 3,
            "amount": 70.0,
            "average_score": 91.25,
            "graded_excellent": 2,
            "graded_good": 1,
            "graded_passed": 0,
            "graded_failed": 0,
            "problems_found": 6,
        },
    ]
    assert evaluation(said(SHANGHAI)).leftovers == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "对5个项目开展绩效自评，评价等级为优秀的项目3个，等级为良好的项目2个。",
            {"projects": 5, "excellent": 3, "good": 2},
        ),
        (
            "绩效自评项目5个，其中3个项目自评等级为“优”，2个项目评级为“中”。",
            {"projects": 5, "excellent": 3, "passed": 2},
        ),
        ("绩效自评的项目平均得分为98分。对7个项目开展绩效自评。", {"projects": 7, "average_score": 98.0}),
        ("绩效自评中，评级为“优”的项目3个。", None),
        ("对7个项目开展绩效自评。开展培训2次。评级为“优”的项目3个。", {"projects": 7}),
    ],
)
def test_grades_are_no_projects_of_their_own(text: str, expected: dict[str, float] | None) -> None:
    short = [{name.removeprefix("graded_"): value for name, value in row.items()} for row in figures(text)]
    assert short == ([{"kind": "self_evaluation"} | expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "未编报绩效目标的项目2个。",
        "加强绩效目标管理，完善绩效跟踪机制，全年项目支出共计3个。",
        "建立绩效跟踪的工作机制，编报绩效目标的质量提高，涉及资金5万元。",
    ],
)
def test_words_on_management_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "对2个项目开展单位自评，涉及资金6万元，其中：一般公共预算4万元。",
            "对2个项目开展单位自评，涉及资金6万元，其中：一般公共预算4万元。",
        ),
        ("对2个项目开展自评，涉及资金6万元。已经完成整改的5个。", "已经完成整改的5个。"),
        ("对2个项目开展自评。2024年3月，对2个项目开展自评，对3个项目开展自评。", "对3个项目开展自评。"),
        ("对2个项目开展自评，对3个项目开展自评和绩效跟踪、部门评价。", "对3个项目开展自评和绩效跟踪、部门评价。"),
    ],
)
def test_a_figure_beside_a_row_is_not_lost(text: str, left: str) -> None:
    assert evaluation(said(text)).leftovers == [("L1", left, "text that no frame holds yet")]


def test_what_is_not_said_gives_nothing() -> None:
    elsewhere = said("绩效：对1个项目自评。", "", part="第四部分 名词解释")
    for text in (said("对1个项目开展自评。", ""), elsewhere, []):
        assert evaluation(text).rows == []
