"""Labels of a form that a page break cut in two, whatever the row: its halves make one label again."""

from __future__ import annotations

import pytest

from fzfin.forms import read_forms
from fzfin.sources.text import blocks

FORM = """专项名称\t\t道路养护\t\t\t\t\t
主管部门\t\t市交通局\t实施单位\t\t公路中心\t\t
项目资金 (万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率(%)\t得分
\t年度资金总额\t100.00\t80.00\t40.00\t10\t50.00\t5
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t指标分值\t自评得分\t偏差原因分析及改进措施
\t产出指标\t数量指标\t养护里程\t≥10公里\t12\t90\t90\t
总分值、评价总分 (S)\t\t\t\t\t\t100\t95\t"""


@pytest.mark.parametrize(
    ("label", "first"),
    [
        ("实施单位", "实施"),
        ("项目资金 (万元)", "项目资"),
        ("年度资金总额", "年度"),
        ("实际完成值", "实际完"),
        ("总分值、评价总分 (S)", "总分值"),
    ],
)
def test_a_label_cut_by_a_page_is_read_as_one(label: str, first: str) -> None:
    lines: list[str] = []
    for line in FORM.split("\n"):
        cells = line.split("\t")
        if label not in cells:
            lines.append(line)
            continue
        at = cells.index(label)
        rest = "\t".join(label.removeprefix(first) if column == at else "" for column in range(len(cells)))
        cells[at] = first
        lines += ["\t".join(cells), "", rest]
    whole, cut = (read_forms(blocks("项目支出绩效自评表\n\n" + text)) for text in (FORM, "\n".join(lines)))
    assert [row[:-1] for row in cut.projects] == [row[:-1] for row in whole.projects]
    assert [row[:-1] for row in cut.project_funding] == [row[:-1] for row in whole.project_funding]
    assert [row[:-1] for row in cut.indicators] == [row[:-1] for row in whole.indicators]
    assert cut.leftovers == whole.leftovers == []
    assert whole.projects[0][1:4] == ("道路养护", "市交通局", "公路中心")
