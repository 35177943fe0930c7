"""From a figure back to the printed line."""

from __future__ import annotations

from collections import Counter

import pytest

import fzfin as fz
from fzfin.disclosure import from_document
from fzfin.errors import ParameterError
from fzfin.excerpt import Excerpt
from fzfin.provenance import IMPLIED
from fzfin.sources import from_bytes
from fzfin.validation import NUMBERING


def test_a_line_shows_its_figures_and_its_neighbours() -> None:
    shown = fz.read().where("expenditure", "2010350")
    assert [line.locator for line in shown.lines] == ["L201", "L202", "L203"]
    assert [line.asked for line in shown.lines] == [False, True, False]
    assert [piece for piece, marked in shown.lines[1].pieces if marked] == [
        "561.57",
        "561.57",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
    ]


def test_a_figure_of_prose_is_marked_in_its_sentence() -> None:
    shown = fz.read().where("statements", "事业运行", around=0)
    assert repr(shown).splitlines()[1].startswith("> L468  ")
    assert {piece for piece, marked in shown.lines[0].pieces if marked} == {"561.57", "165.76", "41.88"}


def test_what_a_document_says_is_escaped() -> None:
    assert "<b>fuzhou" in fz.read().where("three_public", "total")._repr_html_()
    assert "<mark>2.42</mark>" in fz.read().where("three_public", "total")._repr_html_()


def test_an_unknown_frame_or_row_is_an_error() -> None:
    with pytest.raises(ParameterError, match="expected one of the frames summary"):
        fz.read().where("spending", "201")
    with pytest.raises(ParameterError, match="expected a row of expenditure with '999'"):
        fz.read().where("expenditure", "999")


def test_every_row_of_every_frame_finds_its_line() -> None:
    d = fz.read()
    places = {
        locator
        for block in d._document.blocks
        for locator in getattr(block, "locators", (getattr(block, "locator", ""),))
    }
    for name, frame in d.frames.items():
        assert frame is not None
        assert set(frame["locator"]) <= places, name


def marked(excerpt: Excerpt) -> list[tuple[str, str]]:
    return [(line.locator, piece) for line in excerpt.lines for piece, mark in line.pieces if mark]


def test_every_figure_of_every_row_is_marked_where_it_is_printed() -> None:
    """Each row of each frame: as many marks as it has printed figures, and each mark is one of them."""
    d = fz.read()
    wrong = []
    for name, frame in d.frames.items():
        assert frame is not None
        printed = d._printed(name)
        for number, row in enumerate(frame.rows(named=True)):
            values = Counter(
                abs(value)
                for column, value in row.items()
                if isinstance(value, int | float) and not isinstance(value, bool)
                if column not in NUMBERING | IMPLIED
            )
            figures = printed.trace(frame, frozenset({number})).figures
            texts = [dict(printed.lines[f.line].cells)[f.cell][f.start : f.end] for f in figures]
            if Counter(float(text.replace(",", "")) for text in texts) != values:
                wrong.append((name, row["locator"], sum(values.values()), len(texts)))
    # The total of 收入决算表 prints no figures (they come from other tables), the score of a form stands on a later line.
    projects = d.projects
    assert projects is not None
    assert wrong == [("revenue", "L157", 7, 0), *(("projects", place, 1, 0) for place in projects["locator"])]


@pytest.mark.parametrize(
    ("frame", "key", "expected"),
    [
        ("summary", ("revenue", 3), "三、国有资本经营预算财政拨款收入 | ⟦0.00⟧ | 三、国防支出 | 0.00"),
        ("summary", ("expenditure", 3), "三、国有资本经营预算财政拨款收入 | 0.00 | 三、国防支出 | ⟦0.00⟧"),
        ("basic_expenditure", ("30239",), "0.00 | 30239 | 其他交通费用 | ⟦0.01⟧ | 399 | 其他支出 | 0.00"),
        ("basic_expenditure", ("running", "total"), "人员经费合计 | 680.30 | 公用经费合计 | ⟦30.20⟧"),
        ("procurement", ("works",), "货物支出15.76万元、政府采购工程支出⟦0⟧万元、"),
        ("state_assets", ("equipment",), "其他用车0辆；单位价值100万元以上设备（不含车辆）⟦0⟧台（套）"),
        ("three_public_detail", ("vehicle_running",), "公务用车保有量为 ⟦2⟧ 辆"),
        ("evaluation", ("departmental",), "对 ⟦0⟧ 个项目实施部门评价，涉及财政拨款资金共计 ⟦0⟧ 万元"),
        ("indicators", (3, 2), "12345 诉求件办结率 | ≥⟦100⟧% | ⟦100⟧ | ⟦15⟧ | ⟦15⟧"),
        ("project_funding", (23, "total"), "⟦830.87⟧ | ⟦830.87⟧ | ⟦357.19⟧ | ⟦10⟧ | ⟦42.99⟧ | ⟦10⟧"),
        ("staff", ("财政全额拨款",), "财政全额拨款 | ⟦25⟧名"),
        ("glossary", ("事业收入",), "二、事业收入：指事业单位开展专业业务活动及辅助活动所取得的收入。"),
        ("projects", (21,), "专项名称 | 市智慧福州管理服务中心开展全民核酸检测预登记工作相关事宜"),
    ],
)
def test_of_equal_figures_in_a_line_the_row_has_its_own(frame: str, key: tuple[str | int, ...], expected: str) -> None:
    shown = repr(fz.read().where(frame, *key, around=0)).splitlines()
    assert len(shown) == 2
    assert expected in shown[1]


def test_a_sentence_and_a_row_that_a_page_cut_show_both_lines() -> None:
    d = fz.read()
    assert marked(d.where("statements", "三", compared_with="prior_year")) == [
        ("L464", "2379.25"),
        ("L466", "2126.14"),
        ("L466", "47.19"),
    ]
    cut = d.where("basic_expenditure", "30310", around=0)
    assert [(line.locator, line.asked) for line in cut.lines] == [("L349", True), ("L351", True)]
    halves = d.where("indicators", 7, 1, around=0)
    assert [(line.locator, line.asked) for line in halves.lines] == [("L765", True), ("L767", True)]


def test_rows_are_found_by_the_first_columns_that_have_the_values() -> None:
    d = fz.read()
    assert [line.locator for line in d.where("indicators", 2, 1, around=0).lines if line.asked] == [
        d.indicators.filter(project_no=2, indicator_no=1)["locator"].item()
    ]
    whole = d.where("indicators", project_no=3, around=0)
    assert len([line for line in whole.lines if line.asked]) >= d.indicators.filter(project_no=3).height
    # A section is found by its own code, not by that of its parent.
    assert len(d.where("expenditure", "20103", around=0).lines) == 1
    assert len(d.where("expenditure", parent_code="20103", around=0).lines) == 2


@pytest.mark.parametrize(
    ("arguments", "named", "said"),
    [
        (("staff", 25.5), {}, "expected a row of staff with '25.5' in unit_name, unit_type, headcount, locator"),
        (("revenue",), {"total": 1}, "found the column 'total'"),
        (("revenue",), {"colour": 1}, "found the column 'colour'"),
        (("revenue", 1, 2, 3, 4, 5), {}, "found 5 words"),
        (("revenue", "201"), {"around": -1}, "expected 0 lines or more"),
    ],
)
def test_a_question_that_cannot_be_answered_is_an_error(
    arguments: tuple[str, ...], named: dict[str, int], said: str
) -> None:
    with pytest.raises(ParameterError, match=said):
        fz.read().where(*arguments, **named)


def test_amounts_in_other_units_are_marked_in_tables_and_prose() -> None:
    text = (
        "收入支出决算总表\n单位：元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n"
        "一、事业收入\t12,500.00\t一、教育支出\t12,500.00\n\n"
        "第三部分 决算情况说明\n一、支出决算情况说明\n支出12500元，比上年增加2500元，增长25%。\n"
    )
    d = from_document(from_bytes(text.encode(), "made.txt"))
    assert marked(d.where("summary", "教育支出")) == [("L5", "12,500.00")]
    assert marked(d.where("statements", locator="L9")) == [("L9", "12500"), ("L9", "2500"), ("L9", "25")]


def test_hostile_text_is_escaped_in_html() -> None:
    text = "收入支出决算总表\n单位：万元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n<script>x</script>&\t1.00\t一、教育支出\t1.00\n"
    html = from_document(from_bytes(text.encode(), "<b>.txt")).where("summary", "expenditure")._repr_html_()
    assert "<script" not in html
    assert "&lt;b&gt;.txt" in html
    assert html.count("<mark>1.00</mark>") == 1
