"""Rows of forms that a page cuts where its rows part their columns otherwise, and figures that it tears."""

from __future__ import annotations

import pytest

from fzfin.disclosure import from_document
from fzfin.forms import FormsRead, read_forms
from fzfin.sources import Block, Grid, Paragraph, from_bytes

Cells = tuple[str | None, ...]

TABLE = """三公经费支出决算表

单位：万元

项目\t行次\t决算数
合计\t1\t7.00

"""
TITLE = Paragraph("项目支出绩效自评表", "P1")
NAME = ("专项名称", "道路养护", None, None)
UNITS = ("主管部门", "市交通局", "实施单位", "公路中心")
OVERVIEW = ("项目概况", None, "养护道路。", None, None, None, None, None)
FUNDING = (
    ("项目资金 (万元)", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率(%)", "得分"),
    ("", "年度资金总额", "100.00", "80.00", "40.00", "10", "50.00", "5"),
    ("", "其中：当年财政拨款", "100.00", "80.00", "40.00", "—", "50.00", ""),
)
TEXT = """项目支出绩效自评表

专项名称\t\t道路养护\t\t\t\t\t
项目资金 (万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率(%)\t得分
\t年度资金总额\t100.00\t80.00\t40.25\t10\t50.31\t5
\t其中：当年财政拨款\t100.00\t80.00\t40.25\t—\t50.31\t
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t指标分值\t自评得分\t偏差原因分析及改进措施
\t产出指标\t数量指标\t养护里程\t≥10公里\t12\t90\t90\t
总分值、评价总分 (S)\t\t\t\t\t\t100\t95\t
"""


def pages(*tables: tuple[Cells, ...]) -> tuple[Block, ...]:
    return (
        TITLE,
        *(
            Grid(rows, tuple(f"p{page}.r{number}" for number in range(1, len(rows) + 1)))
            for page, rows in enumerate(tables, 1)
        ),
    )


def head(read: FormsRead) -> tuple[object, ...]:
    """Department, unit and overview of the first form."""
    return read.projects[0][2:5]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("主管", "市交通", "实", "公路"), ("部门", None, "局", "施单位", None, None, "中心", None)),
        (("主管部门", "市交", "实施单位", "公路中"), ("", None, "通局", "", None, None, "心", None)),
        (("主管部门", "市交通局", "实施单位", "公路中"), ("", None, "", "", None, None, "心", None)),
        (("主管部门", "市交", "实施单位", "公路"), ("", "", "通局", "", "", "中心", "", "")),
        (("主管部门", "市交", "实施", "公路中心"), ("", "", "通局", "", "单位", "", "", "")),
    ],
)
def test_the_rest_of_a_row_is_laid_under_it_though_its_page_has_other_columns(above: Cells, below: Cells) -> None:
    read = read_forms(pages((NAME, above), (below, OVERVIEW, *FUNDING)))
    assert head(read) == ("市交通局", "公路中心", "养护道路。")
    assert not [reason for _, _, reason in read.leftovers if "form without" not in reason]


def test_a_rest_that_nothing_tells_the_place_of_takes_the_values_above_it_along() -> None:
    rest = ("", "", "心", "", "", "", "", "")
    read = read_forms(pages((NAME, ("主管部门", "市交通局", "实施单位", "公路中")), (rest, OVERVIEW, *FUNDING)))
    assert head(read) == (None, None, "养护道路。")
    assert [text for _, text, _ in read.leftovers[:3]] == ["市交通局", "公路中", "心"]


@pytest.mark.parametrize("width", [4, 8])
def test_a_row_with_a_cut_label_of_its_own_is_no_rest_of_the_values_above_it(width: int) -> None:
    own: Cells = ("项目", "养护道路。", *[None] * (width - 2))
    read = read_forms(pages((NAME, UNITS), (own,), FUNDING))
    assert head(read) == ("市交通局", "公路中心", None)
    assert read.leftovers[0][1] == "项目 | 养护道路。"
    alone = read_forms(pages((NAME, UNITS, OVERVIEW), (("主要", None, "", None),), FUNDING))
    assert head(alone) == ("市交通局", "公路中心", "养护道路。")


def torn(old: str, above: str, below: str) -> tuple[str, str]:
    """The text of the form with the row that holds `old` in two halves; and the row as it stood."""
    row = next(line for line in TEXT.split("\n") if old in line.split("\t"))
    upper, lower = (["" if half else cell for cell in row.split("\t")] for half in (False, True))
    at = row.split("\t").index(old)
    upper[at], lower[at] = above, below
    return TEXT.replace(row, "\t".join(upper) + "\n\n" + "\t".join(lower)), row


WHOLE = [
    (1, "total", 100.0, 80.0, 40.25, 10.0, 50.31, 5.0),
    (1, "current_appropriation", 100.0, 80.0, 40.25, None, 50.31, None),
]


@pytest.mark.parametrize(("above", "below"), [("40.2", "5"), ("40", ".25"), ("4", "0.25")])
def test_a_torn_amount_is_joined_by_the_decimals_of_the_others(above: str, below: str) -> None:
    text, _ = torn("40.25", above, below)
    d = from_document(from_bytes((TABLE + text).encode(), "a.txt"))
    assert d.project_funding is not None
    assert d.project_funding.drop("locator").rows() == WHOLE
    assert d.repairs.select("table_id", "field", "printed", "repaired", "rule").rows() == [
        ("project_funding", "actual", above, "40.25", "cut_figure"),
        ("project_funding", "row", below, None, "cut_figure"),
    ]
    assert not [text for text in d.unparsed["text"] if "40" in text]


def test_a_torn_amount_of_another_form_is_joined_by_the_rate() -> None:
    text = TEXT.replace("100.00", "100").replace("80.00", "80").replace("50.31", "50")
    text = text.replace("40.25", "40").replace("\t年度资金总额\t100\t80\t40\t", "\t年度资金总额\t100\t80\t4\t", 1)
    text = text.replace("\t10\t50\t5\n", "\t10\t50\t5\n\n\t\t\t\t0\t\t\t\n", 1)
    read = read_forms(from_bytes(text.encode(), "a.txt").blocks)
    assert read.project_funding[0][:5] == (1, "total", 100.0, 80.0, 40.0)
    assert [repair[3:6] for repair in read.repairs] == [("4", "40", "cut_figure"), ("0", None, "cut_figure")]


def test_a_torn_weight_is_proved_by_nothing_and_its_row_not_read() -> None:
    text, row = torn("10", "1", "0")
    read = read_forms(from_bytes(text.encode(), "a.txt").blocks)
    assert [line[1] for line in read.project_funding] == ["current_appropriation"]
    assert [text for _, text, _ in read.leftovers[:2]] == [
        " | ".join(filter(None, row.replace("\t10\t", "\t1\t").split("\t"))),
        "0",
    ]
    assert read.repairs == []


def test_a_torn_total_score_is_joined_if_the_scores_add_up_to_it() -> None:
    text, _ = torn("95", "9", "5")
    read = read_forms(from_bytes(text.encode(), "a.txt").blocks)
    assert read.projects[0][-3] == 95.0
    assert [repair[2:6] for repair in read.repairs] == [
        ("total_score", "9", "95", "cut_figure"),
        ("row", "5", None, "cut_figure"),
    ]
    read = read_forms(from_bytes(text.replace("\t90\t90\t", "\t90\t80\t").encode(), "a.txt").blocks)
    assert read.projects[0][-3] is None
    assert [text for _, text, _ in read.leftovers[:2]] == ["总分值、评价总分 (S) | 100 | 9", "5"]


def test_a_torn_weight_of_an_indicator_is_not_read_short() -> None:
    text, _ = torn("90", "9", "")
    text = text.replace("12\t9\t90\t\n\n\t\t\t\t\t\t\t\t", "12\t9\t90\t\n\n\t\t\t\t\t\t0\t\t")
    read = read_forms(from_bytes(text.encode(), "a.txt").blocks)
    assert read.indicators == []
    assert [text for _, text, _ in read.leftovers[:2]] == [
        "产出指标 | 数量指标 | 养护里程 | ≥10公里 | 12 | 9 | 90",
        "0",
    ]


def test_a_document_of_two_pages_gives_the_same_as_of_one() -> None:
    whole = read_forms(pages((NAME, UNITS, OVERVIEW, *FUNDING)))
    cut = read_forms(pages((NAME, UNITS), (OVERVIEW, *FUNDING)))
    assert whole.projects == cut.projects
    assert [row[:-1] for row in whole.project_funding] == [row[:-1] for row in cut.project_funding]


def test_a_label_cut_in_a_row_of_which_nothing_else_is_printed_is_whole() -> None:
    """A workbook gives a row with one text alone as text: 项目概 above a blank row, 况 and 主要成效 below it."""
    above = Grid((NAME, UNITS, ("项目概", None, "养护道路。", None)), ("A1", "A2", "A3"))
    alone = (Paragraph("况", "A5", columns=4), Paragraph("主要成效", "A6", columns=4))
    below = Grid(tuple((*row[:2], *row[2:4]) for row in FUNDING), ("A7", "A8", "A9"))
    read = read_forms((TITLE, above, *alone, below))
    assert head(read) == ("市交通局", "公路中心", "养护道路。")
    assert [text for _, text, _ in read.leftovers if text in ("况", "主要成效")] == []
