"""State assets: the golden account, other wordings, absences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fzfin.prose.holdings import state_assets
from fzfin.prose.paragraphs import Passage, passages
from fzfin.sources import load
from fzfin.tables.recognise import sort_blocks

ROOT = Path(__file__).parents[2]
ASSETS = "（三）国有资产占有使用情况说明"


def fuzhou() -> list[Passage]:
    return passages(sort_blocks(load(ROOT / "data/disclosures/fuzhou-smart-city-2022.txt").blocks).paragraphs)


def golden(name: str) -> list[list[str]]:
    with (ROOT / f"tests/golden/fuzhou-2022/{name}.csv").open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def said(text: str, heading: str = "", part: str = "第三部分 部门决算情况说明") -> list[Passage]:
    return [Passage(text, (0,), ("L1",), part, "一", (heading,) if heading else ())]


def test_the_golden_assets() -> None:
    assert [[str(cell) for cell in row] for row in state_assets(fuzhou())] == golden("state_assets")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "截至2021年12月31日，本单位共有车辆 12 辆，其中，老干部、离退休干部用车1辆、其他用车11辆，其他用车主要是工程车；"
            "单价50万元以上通用设备3台（套），单价100万元以上专用设备2台（套）。",
            [
                ("车辆", 12),
                ("老干部、离退休干部用车", 1),
                ("其他用车", 11),
                ("单价50万元以上通用设备", 3),
                ("单价100万元以上专用设备", 2),
            ],
        ),
        (
            "共有车辆0 台，其中,一般公务用车 0 台；单位价值50 万元以上设备 0 台(套),其中：单价100万元以上设备 台(套)。",
            [("车辆", 0), ("一般公务用车", 0), ("单位价值50万元以上设备", 0)],
        ),
        ("单价100万元（含）以上设备（不含车辆）0台（套）。", [("单价100万元（含）以上设备（不含车辆）", 0)]),
        ("本部门没有车辆，无单价50万元以上的通用设备。", [("车辆", 0), ("单价50万元以上的通用设备", 0)]),
        ("没有车辆和单价100万元以上专用设备。", [("车辆", 0), ("单价100万元以上专用设备", 0)]),
        ("2022年末拥有公务用车保有量为4辆，房屋3栋、轿车2辆。", [("公务用车", 4), ("轿车", 2)]),
        ("当年购置车辆2辆，车辆编制5辆，报废车辆1辆。", []),
        ("共有房屋1647.88平方米。", []),
    ],
)
def test_assets_as_others_word_them(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(name, count) for _, name, count, _ in state_assets(said(text, ASSETS))] == expected


def test_a_title_within_the_paragraph_is_enough() -> None:
    assert state_assets(said("国有资产占用情况。截至年末，共有车辆1辆。")) == [("vehicle", "车辆", 1, "L1")]


def test_what_is_not_said_gives_nothing() -> None:
    elsewhere = said("机关运行经费5万元。国有资产占用：共有车辆1辆。", part="第四部分 名词解释")
    for text in (said("共有车辆1辆。"), elsewhere, []):
        assert state_assets(text) == []


def test_the_place_is_the_line_of_the_figure() -> None:
    cut = Passage("共有车辆2辆，其中：机要通\n信用车 2辆。", (0, 7, 14), ("L1", "L2", "L3"), "", "", (ASSETS,))
    assert state_assets([cut]) == [("vehicle", "车辆", 2, "L1"), ("vehicle", "机要通信用车", 2, "L2")]
