"""The glossary and the units in the scope: the golden account, other forms, absences."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fzfin.prose.glossary import glossary, staff
from fzfin.prose.paragraphs import passages
from fzfin.sources import Grid, Paragraph, load
from fzfin.tables.recognise import Sorted, sort_blocks

ROOT = Path(__file__).parents[2]


def fuzhou() -> Sorted:
    return sort_blocks(load(ROOT / "data/disclosures/fuzhou-smart-city-2022.txt").blocks)


def golden(name: str) -> list[list[str]]:
    with (ROOT / f"tests/golden/fuzhou-2022/{name}.csv").open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def terms(*lines: str) -> list[tuple[str, str, str]]:
    return glossary(passages([Paragraph(line, f"L{number}") for number, line in enumerate(lines, 1)]))


def grid(*rows: tuple[str, ...], first: int = 1) -> Grid:
    return Grid(rows, tuple(f"L{number}" for number in range(first, first + len(rows))))


def test_the_golden_glossary() -> None:
    assert [list(row) for row in glossary(passages(fuzhou().paragraphs))] == golden("glossary")


def test_the_golden_staff() -> None:
    assert [[str(cell) for cell in row] for row in staff(fuzhou().grids).rows] == golden("staff")


@pytest.mark.parametrize(
    "line",
    [
        "（一）事业收入：指事业单位取得的收入。",
        "1.事业收入:指事业单位取得的收入。",
        "一、事业收入，指事业单位取得的收入。",
        "事业收入 指事业单位取得的收入。",
    ],
)
def test_a_term_in_each_form(line: str) -> None:
    assert terms("第四部分 名词解释", line) == [("事业收入", "指事业单位取得的收入。", "L2")]


def test_a_definition_goes_on_in_further_paragraphs() -> None:
    assert terms(
        "第四部分 名词解释",
        "一、事业收入：指事业单位取得的收入。",
        "其中：包括专业业务活动的收入。",
        "具体按规定执行。",
        "二、其他收入：指其余收入。",
        "第五部分 附件",
        "一、别的：不是名词。",
    ) == [
        ("事业收入", "指事业单位取得的收入。其中：包括专业业务活动的收入。具体按规定执行。", "L2"),
        ("其他收入", "指其余收入。", "L5"),
    ]


def test_a_term_stands_alone_on_its_line() -> None:
    lines = ("第四部分 名词解释", "一、事业收入", "指事业单位取得的收入。", "二、机关运行经费", "指用于运行的资金。")
    assert terms(*lines) == [("事业收入", "指事业单位取得的收入。", "L2"), ("机关运行经费", "指用于运行的资金。", "L5")]


@pytest.mark.parametrize(
    "heading",
    [("第四部分", "名词解释"), ("五、名词解释",), ("第四部分 专业名词解释",), ("五、对专业性较强的名词进行解释",)],
)
def test_the_heading_in_each_form(heading: tuple[str, ...]) -> None:
    found = terms("第三部分 情况说明", *heading, "（一）其他收入：指其余收入。")
    assert [row[:2] for row in found] == [("其他收入", "指其余收入。")]


def test_no_glossary() -> None:
    assert terms("第三部分 情况说明", "一、事业收入：5万元。") == []
    assert terms("第四部分 名词解释", "本部门没有需要说明的名词。") == []


def test_staff_as_others_head_it() -> None:
    table = grid(
        ("部门决算单位构成", "", "", ""),
        ("序号", "单位 名称", "经费性质", "在职人数（人）"),
        ("1", "某局（本级）", "财政核拨", "31"),
        ("2", "某中心", "", "—"),
        ("", "合计", "", "31"),
    )
    assert staff([table]).rows == [("某局（本级）", "财政核拨", 31, "L3"), ("某中心", None, None, "L4")]


def test_staff_goes_on_over_a_page() -> None:
    first = grid(("单位名称", "单位性质", "人员"), ("甲", "行政", "3人"))
    assert staff([first, grid(("乙", "事业", "4名"), first=5), grid(("专项名称", "丙", "说明"), first=9)]).rows == [
        ("甲", "行政", 3, "L2"),
        ("乙", "事业", 4, "L5"),
    ]


def test_a_unit_that_a_page_cuts_is_one() -> None:
    first = grid(("单位名称", "经费类型", "在职人数"), ("甲便民", "事业", "3名"))
    for rest in (grid(("服务中心", "", ""), first=5), grid(("服务中心", "", ""), ("乙", "事业", "4名"), first=5)):
        assert staff([first, rest]).rows[0] == ("甲便民服务中心", "事业", 3, "L2")
    assert staff([first, rest]).rows[1:] == [("乙", "事业", 4, "L6")]
    torn = grid(("单位名称", "经费类型", "在职人数"), ("甲", "事业", "1"))
    assert staff([torn, grid(("", "", "3名"), first=5)]).rows == [("甲", "事业", 13, "L2")]
    assert staff([torn, grid(("", "", "3"), first=5)]).rows == [("甲", "事业", None, "L2")]
    assert staff([first, grid(("项目", "金额", ""), ("丙", "事业", "说明"), first=5)]).rows == [
        ("甲便民", "事业", 3, "L2")
    ]


def test_no_staff() -> None:
    assert staff([]).rows == []
    assert staff([grid(("单位名称", "金额"), ("甲", "3")), grid(("甲", "3"))]).rows == []
    assert staff([grid(("单位名称", "在职人数"), ("甲",))]).rows == [("甲", None, None, "L2")]


@pytest.mark.parametrize(
    "below",
    [
        "三、部门主要工作总结",
        "部门主要工作总结",
        "2022年，我局完成各项工作。",
        "第二部分 部门决算情况说明",
        "注：上述单位均为财政核拨",
        "收入支出决算总表附件",
    ],
)
def test_prose_right_below_the_table_is_no_unit(below: str) -> None:
    """Neither is what follows it: a sheet has no blank rows to end its tables where none are printed."""
    for after in (("收入合计", "", ""), ("丙局", "行政", "9")):
        table = grid(
            ("单位名称", "单位性质", "在职人数"), ("甲局", "行政", "3"), ("乙中心", "", ""), (below, "", ""), after
        )
        assert staff([table]).rows == [("甲局", "行政", 3, "L2"), ("乙中心", None, None, "L3")]


def test_a_header_is_read_only_with_rows_below_it() -> None:
    head = ("序号", "单位名称", "备注")
    assert staff([grid(head, ("1", "甲局", ""))]).headers == ["L1"]
    assert staff([grid(head, ("", "合计", ""))]).headers == []
