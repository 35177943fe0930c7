"""Forms that are cut, shifted or incomplete: what is there is read, what is not is said, nothing moves sideways."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from fzfin.forms import FormsRead, read_forms
from fzfin.forms.measures import measure
from fzfin.sources import load
from fzfin.sources.document import Block, Grid, Paragraph

SHIPPED = Path(__file__).parents[2] / "data" / "disclosures" / "fuzhou-smart-city-2022.txt"
HEAD = [
    "专项名称\t\t道路养护\t\t\t\t\t",
    "主管部门\t\t市交通局\t实施单位\t\t公路中心\t\t",
    "项目概况\t\t养护道路。\t\t\t\t\t",
    "主要成效\t\t\t\t\t\t\t",
]
FUNDING = [
    "项目资金 (万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率 (%)\t得分",
    "\t年度资金总额\t100.00\t80.00\t40.00\t10\t50.00\t5",
    "\t其中：当年财政拨款\t100.00\t80.00\t40.00\t—\t50.00\t",
    "\t其他资金\t0.00\t0.00\t0.00\t—\t0.00\t",
    "\t上年结转资金\t0.00\t0.00\t0.00\t—\t0.00\t",
]
GOALS = ["年度总体目标\t预期目标\t\t\t实际完成情况\t\t\t", "\t路好走。\t\t\t路更好走。\t\t\t"]
HEADER = "绩效 指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t指标分值\t自评得分\t偏差原因分析及改进措施"
INDICATORS = [
    HEADER,
    "\t产出指标\t数量指标\t养护里程\t≥10公里\t12\t20\t20\t",
    "\t\t质量指标\t合格率\t=100%\t90%\t20\t15\t雨季返工",
    "\t\t成本指标\t费用\t≤80万元\t40\t20\t20\t",
    "\t效益指标\t社会效益指标\t出行条件\t明显改善\t明显改善\t20\t20\t",
    "满意度指标\t服务对象满意度指标\t司机满意度\t不低于90%\t95\t10\t10\t\t",
]
END = ["总分值、评价总分 (S)\t\t\t\t\t\t95\t\t", "评价等级\t优 (S≥90)\t\t\t\t\t\t\t"]
TITLE = ["项目支出绩效自评表", "", "(2022 年度)", ""]
FORM = [*TITLE, *HEAD, *FUNDING, *GOALS, *INDICATORS, *END]


def blocks(lines: list[str]) -> list[Block]:
    out: list[Block] = []
    rows: list[tuple[tuple[str, ...], str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if "\t" in line:
            rows.append((tuple(cell.strip() for cell in line.split("\t")), f"L{number}"))
            continue
        if rows:
            out.append(Grid(tuple(cells for cells, _ in rows), tuple(place for _, place in rows)))
            rows = []
        if line:
            out.append(Paragraph(line, f"L{number}"))
    return out


def read(*lines: str) -> FormsRead:
    return read_forms(blocks(list(lines)))


def reasons(found: FormsRead) -> list[str]:
    return [reason for _, _, reason in found.leftovers]


def without_places(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in rows]


WHOLE = read(*FORM)


def with_row(number: int, row: str) -> FormsRead:
    return read(*TITLE, *HEAD, *FUNDING, *GOALS, *INDICATORS[:number], row, *INDICATORS[number + 1 :], *END)


def test_a_whole_form() -> None:
    assert WHOLE.leftovers == []
    assert without_places(WHOLE.projects) == [
        (1, "道路养护", "市交通局", "公路中心", "养护道路。", None, "路好走。", "路更好走。", 95.0, "优")
    ]
    assert WHOLE.project_funding[0] == (1, "total", 100.0, 80.0, 40.0, 10.0, 50.0, 5.0, "L10")
    assert without_places(WHOLE.indicators) == [
        (1, 1, "产出指标", "数量指标", "养护里程", "≥10公里", ">=", 10.0, "公里", "12", 12.0, None, 20.0, 20.0, None),
        (1, 2, "产出指标", "质量指标", "合格率", "=100%", "=", 100.0, "%", "90%", 90.0, "%", 20.0, 15.0, "雨季返工"),
        (1, 3, "产出指标", "成本指标", "费用", "≤80万元", "<=", 80.0, "万元", "40", 40.0, None, 20.0, 20.0, None),
        (
            1,
            4,
            "效益指标",
            "社会效益指标",
            "出行条件",
            "明显改善",
            None,
            None,
            None,
            "明显改善",
            None,
            None,
            20.0,
            20.0,
            None,
        ),
        (
            1,
            5,
            "满意度指标",
            "服务对象满意度指标",
            "司机满意度",
            "不低于90%",
            ">=",
            90.0,
            "%",
            "95",
            95.0,
            None,
            10.0,
            10.0,
            None,
        ),
    ]


def test_a_form_without_its_funding_says_so() -> None:
    found = read(*TITLE, *HEAD, *GOALS, *INDICATORS, *END)
    assert found.project_funding == []
    assert without_places(found.indicators) == without_places(WHOLE.indicators)
    assert reasons(found) == ["form without funding that could be read"]


def test_an_unknown_group_stays_as_text() -> None:
    found = with_row(1, "\t安全指标\t事故指标\t事故数\t≤1次\t0\t20\t20\t")
    assert found.indicators[0][2:6] == ("安全指标", "事故指标", "事故数", "≤1次")
    assert found.indicators[1][2:5] == ("安全指标", "质量指标", "合格率")
    assert found.leftovers == []
    found = with_row(2, "\t\t安全指标\t事故数\t≤1次\t0\t20\t20\t")
    assert found.indicators[1][2:6] == ("产出指标", "安全指标", "事故数", "≤1次")


def test_a_weight_that_is_text_is_left_over_and_the_rest_is_read() -> None:
    found = with_row(1, "\t产出指标\t数量指标\t养护里程\t≥10公里\t12\t二十\t20\t")
    assert found.indicators[0][4:-1] == ("养护里程", "≥10公里", ">=", 10.0, "公里", "12", 12.0, None, None, 20.0, None)
    assert reasons(found) == ["the weight is no number"]


def test_a_row_that_lost_a_cell_is_left_over_and_shifts_nothing() -> None:
    for row in (
        "\t产出指标\t数量指标\t≥10公里\t12\t20\t20\t",
        "\t产出指标\t数量指标\t养护里程\t12\t20\t20\t",
        "\t产出指标\t数量指标\t养护里程\t≥10公里\t20\t20\t",
        "\t产出指标\t数量指标\t养护里程\t≥10公里\t12\t20\t",
    ):
        found = with_row(1, row)
        assert [cells[4] for cells in found.indicators] == ["合格率", "费用", "出行条件", "司机满意度"]
        assert found.indicators[0][2:4] == ("产出指标", "质量指标")
        assert [place for place, _, _ in found.leftovers] == ["L17"]


def test_an_empty_achieved_value_is_null() -> None:
    found = with_row(1, "\t产出指标\t数量指标\t养护里程\t≥10公里\t\t20\t0\t未完成")
    assert found.indicators[0][9:-1] == (None, None, None, 20.0, 0.0, "未完成")


def test_a_level_1_that_cannot_stand_above_is_not_carried() -> None:
    found = with_row(4, "\t\t社会效益指标\t出行条件\t明显改善\t明显改善\t20\t20\t")
    assert found.indicators[3][2:4] == (None, "社会效益指标")


def test_cost_before_words_of_level_2_is_a_level_1() -> None:
    found = with_row(1, "\t成本指标\t经济成本指标\t养护里程\t≥10公里\t12\t20\t20\t")
    assert found.indicators[0][2:4] == ("成本指标", "经济成本指标")
    found = with_row(1, "\t成本指标\t\t养护里程\t≥10公里\t12\t20\t20\t")
    assert found.indicators[0][2:4] == ("成本指标", None)


def test_two_forms_run_together_without_a_title_are_two() -> None:
    found = read(*FORM, *FORM[4:])
    assert [row[:2] for row in found.projects] == [(1, "道路养护"), (2, "道路养护")]
    assert [row[0] for row in found.indicators] == [1] * 5 + [2] * 5
    assert found.leftovers == []


def test_a_second_form_without_title_and_name_is_a_form_of_its_own() -> None:
    found = read(*FORM, *FORM[5:])
    assert [row[1] for row in found.projects] == ["道路养护", None]
    assert reasons(found) == ["form without name that could be read"]


def test_a_form_without_a_title() -> None:
    found = read("一、附件", *FORM[4:])
    assert without_places(found.projects) == without_places(WHOLE.projects)
    assert found.leftovers == []


def test_another_table_with_a_column_of_project_names_is_no_form() -> None:
    found = read("项目名称\t金额\t", "道路\t12.00\t", "桥梁\t3.00\t", "合计\t15.00\t")
    assert found == FormsRead()


@pytest.mark.parametrize("cut", range(1, len(HEAD + FUNDING + GOALS + INDICATORS + END)))
def test_a_page_break_anywhere_changes_nothing(cut: int) -> None:
    rows = FORM[4:]
    for page in ([""], ["", "12", ""]):
        found = read(*TITLE, *rows[:cut], *page, *rows[cut:])
        for name in ("projects", "project_funding", "indicators"):
            assert without_places(getattr(found, name)) == without_places(getattr(WHOLE, name))
        assert found.leftovers == []


def test_cells_cut_by_a_page_break_are_joined() -> None:
    cut = ["\t产出指\t数量指\t养护\t≥10公里\t12\t20\t20\t", "", "\t标\t标\t里程\t\t\t\t\t"]
    late = ["\t产出指\t数量指\t养护\t\t\t\t\t", "", "\t标\t标\t里程\t≥10公里\t12\t20\t20\t"]
    for rows in (cut, late):
        found = read(*TITLE, *HEAD, *FUNDING, *GOALS, HEADER, *rows, *INDICATORS[2:], *END)
        assert without_places(found.indicators) == without_places(WHOLE.indicators)
        assert found.leftovers == []


def cut_row(row: str, luck: random.Random, numbers_first: bool) -> list[str]:
    upper, lower = [], []
    for cell in row.split("\t"):
        if cell.replace(".", "").isdigit() or cell == "—":
            place = len(cell) if numbers_first else 0
        else:
            place = luck.randint(1, len(cell) - 1) if len(cell) > 1 else len(cell)
        upper.append(cell[:place])
        lower.append(cell[place:])
    return ["\t".join(upper), "", "\t".join(lower)]


@pytest.mark.parametrize("seed", range(20))
def test_any_row_of_indicators_cut_in_all_its_cells_reads_back(seed: int) -> None:
    luck = random.Random(seed)
    for number in range(1, len(INDICATORS)):
        for numbers_first in (True, False):
            rows = [*INDICATORS[:number], *cut_row(INDICATORS[number], luck, numbers_first), *INDICATORS[number + 1 :]]
            found = read(*TITLE, *HEAD, *FUNDING, *GOALS, *rows, *END)
            assert without_places(found.indicators) == without_places(WHOLE.indicators)
            assert found.leftovers == []


def test_labels_and_values_of_the_head_cut_by_a_page_break_are_joined() -> None:
    units = ["主管部门\t\t市交\t实施单位\t\t公路\t\t", "", "\t\t通局\t\t\t中心\t\t"]
    overview = ["项目概\t\t养护\t\t\t\t\t", "", "况\t\t道路。\t\t\t\t\t"]
    source = ["\t年度资金\t100.00\t80.00\t40.00\t10\t50.00\t5", "", "\t总额\t\t\t\t\t\t"]
    found = read(*TITLE, HEAD[0], *units, *overview, HEAD[3], FUNDING[0], *source, *FUNDING[2:], *FORM[13:])
    assert without_places(found.projects) == without_places(WHOLE.projects)
    assert without_places(found.project_funding) == without_places(WHOLE.project_funding)
    assert found.leftovers == []


def test_what_follows_the_forms_is_not_read() -> None:
    found = read(*FORM, "第六部分 其他", "甲\t1\t")
    assert found.leftovers == []
    assert "L30" not in found.used
    assert without_places(found.projects) == without_places(WHOLE.projects)


def test_a_printed_suggestion_is_left_over() -> None:
    found = read(*FORM, "问题与建议（每条不少于30个字）\t问题类型\t存在问题\t改进建议", "\t管理\t进度慢\t加快\t")
    assert reasons(found) == ["a problem or suggestion, which no frame holds"]


def test_a_funding_row_that_lost_a_figure_is_left_over() -> None:
    for row in ("\t年度资金总额\t80.00\t40.00\t10\t50.00\t5", "\t年度资金总额\t80.00\t40.00\t10\t50.00\t5\t\t"):
        found = read(*TITLE, *HEAD, FUNDING[0], row, *FUNDING[2:], *GOALS, *INDICATORS, *END)
        assert [cells[1] for cells in found.project_funding] == ["current_appropriation", "other", "carryover"]
        assert [place for place, _, _ in found.leftovers] == ["L10"]


def test_funding_in_another_unit_and_order() -> None:
    header = "项目资金（元）\t\t全年预算数（A）\t年初预算数\t全年执行数（B）\t分值\t执行率（B/A）\t得分"
    found = read(*TITLE, *HEAD, header, "\t年度资金总额\t800000\t1,000,000\t400000\t10\t50.00%\t5", *INDICATORS, *END)
    assert found.project_funding[0][1:-1] == ("total", 100.0, 80.0, 40.0, 10.0, 50.0, 5.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥ 80 万件次", (">=", 80.0, "万件次")),
        ("＞1,200.5元", (">", 1200.5, "元")),
        ("95%以上", (">=", 95.0, "%")),
        ("不超过3天", ("<=", 3.0, "天")),
        ("100%", (None, 100.0, "%")),
        ("明显提升", (None, None, None)),
        ("10-20天", (None, None, None)),
        ("2022年12月", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_measures(text: str, expected: tuple[str | None, float | None, str | None]) -> None:
    assert measure(text) == expected


@pytest.mark.parametrize("seed", range(60))
def test_random_damage_raises_nothing_and_loses_no_row(seed: int) -> None:
    luck = random.Random(seed)
    damaged: list[Block] = []
    for block in load(SHIPPED).blocks:
        if isinstance(block, Paragraph):
            if luck.random() > 0.1:
                damaged.append(block)
            continue
        rows: list[tuple[str | None, ...]] = []
        for cells in block.rows:
            row = list(cells)
            if luck.random() < 0.2 and row:
                place = luck.randrange(len(row))
                match luck.randrange(4):
                    case 0:
                        del row[place]
                    case 1:
                        row.insert(place, luck.choice(["", "12", "≥3", "产出指标", "专项名称", "—", "无", None]))
                    case 2:
                        row[place] = None
                    case _:
                        row[place] = (row[place] or "")[: luck.randrange(4)]
            rows.append(tuple(row))
        damaged.append(Grid(tuple(rows), block.locators))
    found = read_forms(damaged)
    held = found.used | {place for place, _, _ in found.leftovers}
    start = min((int(place[1:]) for place in held), default=0)
    assert start >= 572
    printed = {place for block in damaged if isinstance(block, Grid) for place in block.locators}
    begin = min((int(row[-1][1:]) for row in found.projects), default=0)
    assert {place for place in printed if int(place[1:]) >= begin} <= held
    read_rows = {row[-1] for row in (*found.projects, *found.project_funding, *found.indicators)}
    assert read_rows <= held
