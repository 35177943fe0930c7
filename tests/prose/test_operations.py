"""Operating figures of the work summary: the golden account, and how schools, hospitals, courts and others word theirs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from fzfin.prose.operations import Operations, operations
from fzfin.prose.paragraphs import Passage, passages
from fzfin.prose.plain import plain_spans
from fzfin.sources import load
from fzfin.tables.recognise import sort_blocks

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/fuzhou-2022"


def said(text: str, heading: str = "三、部门主要工作总结") -> Operations:
    return operations([Passage(text, (0,), ("L1",), "第一部分 部门概况", "三/（一）", (heading,))])


def figures(text: str) -> list[tuple[str, float, str, str | None]]:
    return [row[2:6] for row in said(text).rows]


def golden(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fuzhou() -> Operations:
    document = load(ROOT / "data/disclosures/fuzhou-smart-city-2022.txt")
    return operations(passages(sort_blocks(document.blocks).paragraphs))


def test_the_quotes_are_the_printed_clauses() -> None:
    assert [row[6] for row in fuzhou().rows] == [row["quote"] for row in golden("operations")]


def test_every_other_number_of_the_summary_is_listed_with_its_reason() -> None:
    found = fuzhou()
    assert found.unread == []
    expected = Counter[tuple[str, str]]()
    for row in golden("operations-skipped"):
        family = "date" if row["reason"] == "date" else "ordinal" if "metro lines" in row["reason"] else "name"
        expected[row["locator"], family] += len(re.findall(r"\d+", row["text"]))
    expected = Counter({place: runs for place, runs in expected.items() if runs})
    assert Counter((place, reason) for place, _, reason in found.skipped) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2022年全年门诊量达126.5万人次，同比增长8.3%；出院3.2万人次，平均住院日7.1天，开展三四级手术12,345台次。",
            [
                ("门诊量", 126.5, "万人次", "达"),
                ("门诊量同比增长", 8.3, "%", None),
                ("出院", 3.2, "万人次", None),
                ("平均住院日", 7.1, "天", None),
                ("开展三四级手术", 12345.0, "台次", None),
            ],
        ),
        (
            "现有教学班48个，在校学生2136人，专任教师168名，其中高级教师52名。",
            [
                ("教学班", 48.0, "个", None),
                ("在校学生", 2136.0, "人", None),
                ("专任教师", 168.0, "名", None),
                ("高级教师", 52.0, "名", None),
            ],
        ),
        (
            "新收各类案件5432件，审执结5210件，结案率95.91%，同比上升2.3个百分点，为群众挽回损失3200余万元。",
            [
                ("新收各类案件", 5432.0, "件", None),
                ("审执结", 5210.0, "件", None),
                ("结案率", 95.91, "%", None),
                ("结案率同比上升", 2.3, "个百分点", None),
                ("为群众挽回损失", 3200.0, "万元", "余"),
            ],
        ),
        (
            "完成12座水库除险加固，新建改造供水管网85.6公里，日供水能力提升至12万吨，漏损率控制在9%以内。",
            [
                ("水库除险加固", 12.0, "座", None),
                ("新建改造供水管网", 85.6, "公里", None),
                ("日供水能力", 12.0, "万吨", "升至"),
                ("漏损率", 9.0, "%", "以内"),
            ],
        ),
        (
            "惠及群众约3.5万人，培训3期200人次，辖区内共有3所高中、12所初中。",
            [
                ("惠及群众", 3.5, "万人", "约"),
                ("培训", 3.0, "期", None),
                ("培训", 200.0, "人次", None),
                ("高中", 3.0, "所", None),
                ("初中", 12.0, "所", None),
            ],
        ),
        (
            "办结率由95%提高到98%，办理时限由15个工作日压缩至3个工作日。",
            [
                ("办结率", 95.0, "%", "由"),
                ("办结率", 98.0, "%", "升至"),
                ("办理时限", 15.0, "个工作日", "由"),
                ("办理时限", 3.0, "个工作日", "降至"),
            ],
        ),
        (
            "实现税收收入23.45亿元，完成年初预算的102.3%，比上年增收1.2亿元，增长5.4%。",
            [
                ("实现税收收入", 23.45, "亿元", None),
                ("实现税收收入完成年初预算", 102.3, "%", None),
                ("实现税收收入比上年增收", 1.2, "亿元", None),
                ("实现税收收入增长", 5.4, "%", None),
            ],
        ),
        (
            "服务企业1.3万家（其中小微企业9800家），电话满意率达99%以上，走访企业100家左右。",
            [
                ("服务企业", 1.3, "万家", None),
                ("小微企业", 9800.0, "家", None),
                ("电话满意率", 99.0, "%", "达"),
                ("走访企业", 100.0, "家", "约"),
            ],
        ),
        ("受理１２．５万件，开展２轮督导。", [("受理", 12.5, "万件", None), ("督导", 2.0, "轮", None)]),
        (
            "馆藏档案15万卷、32万件，接待查档3,210人次，查处违法案件36起，移送司法机关3人。",
            [
                ("馆藏档案", 15.0, "万卷", None),
                ("馆藏档案", 32.0, "万件", None),
                ("接待查档", 3210.0, "人次", None),
                ("查处违法案件", 36.0, "起", None),
                ("移送司法机关", 3.0, "人", None),
            ],
        ),
        (
            "造林绿化1.2万亩，森林覆盖率58.41%，PM2.5平均浓度降至21微克/立方米。",
            [
                ("造林绿化", 1.2, "万亩", None),
                ("森林覆盖率", 58.41, "%", None),
                ("PM2.5平均浓度", 21.0, "微克/立方米", "降至"),
            ],
        ),
    ],
)
def test_figures_of_other_kinds_of_departments(text: str, expected: list[tuple[str, float, str, str | None]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("根据财预〔2016〕143号文件，召开第15次会议。", ["document_number", "document_number", "ordinal"]),
        ("自2021年12月起实施“3820”工程，于5月20日完成。", ["date", "date", "name", "date", "date"]),
        ("1、2、5、6号线开通，12345热线、110指挥中心7×24小时值守。", ["ordinal"] * 4 + ["name"] * 4),
        ("服务60岁以上老人，建成5G网络，采购100万元以上设备。", ["group", "name", "threshold"]),
        ("打造“15分钟便民服务圈”和10分钟步行圈。", ["name", "name"]),
        ("2021—2023年位居全省前3名。", ["date", "date", "ordinal"]),
        ("电话0591-87654321，每日8:30开放。", ["telephone", "telephone", "date", "date"]),
    ],
)
def test_numbers_that_are_no_figures(text: str, reasons: list[str]) -> None:
    found = said(text)
    assert [reason for _, _, reason in found.skipped] == reasons
    assert (found.rows, found.unread) == ([], [])


def test_commas_of_a_conversion_end_a_clause() -> None:
    assert figures("培训教师1,200人,走访企业20家;满意率98％.") == [
        ("培训教师", 1200.0, "人", None),
        ("走访企业", 20.0, "家", None),
        ("满意率", 98.0, "%", None),
    ]


def test_a_change_speaks_of_nothing_beyond_its_sentence() -> None:
    assert figures("走访企业20家。减少10%。") == [("走访企业", 20.0, "家", None)]


@pytest.mark.parametrize(
    "text",
    [
        "新增就业3-5万人。",
        "参保人数达12345。",
        "师生比1:15。",
        "培训教师1,20人。",
        "在校生达1200，教职工118。",
        "连续5年荣获先进。",
    ],
)
def test_what_cannot_be_read_for_certain_is_told_and_not_taken(text: str) -> None:
    found = said(text)
    assert (found.rows, found.skipped) == ([], [])
    assert found.unread != []


def test_the_topic_is_the_lead_of_the_paragraph_or_of_its_numbered_sentence() -> None:
    found = said("坚持就业优先。新增就业3万人。一是强化培训，培训50期。二是优化服务。2022年走访企业20家。")
    assert [row[1] for row in found.rows] == ["坚持就业优先", "强化培训", "优化服务"]
    assert [row[1] for row in said("2022年走访企业20家。").rows] == ["部门主要工作总结"]


def test_a_short_paragraph_of_its_own_is_the_topic_of_the_next() -> None:
    place = ((0,), ("L1",), "", "三/（二）", ("三、部门主要工作总结",))
    found = operations([Passage("抓好安全生产", *place), Passage("检查企业20家次。", *place)])
    assert [row[:4] for row in found.rows] == [("三/（二）", "抓好安全生产", "检查企业", 20.0)]


def test_other_parts_of_a_disclosure_give_no_operating_figures() -> None:
    for heading in ("八、预算绩效情况说明", "一、部门主要职责", "（三）国有资产占用情况"):
        assert said("检查企业20家次。", heading) == Operations()


def test_the_stretch_of_a_number_that_is_no_figure_ends_where_it_ends() -> None:
    assert plain_spans("没有数字。") == []
    assert plain_spans("12345件") == []
    assert plain_spans("自12月底") == [(1, 4, "date")]
