"""Titles of tables that a narrow page prints over lines."""

from __future__ import annotations

import pytest

from fzfin.sources.text import blocks
from fzfin.tables.recognise import sort_blocks


@pytest.mark.parametrize(
    ("lines", "frame"),
    [
        (("一般公共预算财政拨款", "支出决算表"), "general_expenditure"),
        (("一般公共预算财政拨款“三公”经", "费支出决算表"), "three_public"),
        (("国有资本经营", "预算财政拨款", "支出决算表"), "state_capital"),
        (("2023年度", "支出决算表"), "expenditure"),
    ],
)
def test_a_title_over_lines_is_one_title(lines: tuple[str, ...], frame: str) -> None:
    text = "\n\n".join(("前面的说明。", *lines, "单位：万元", "项目\t金额\n合计\t1.00"))
    found = sort_blocks(blocks(text))
    assert [(table.frame, table.locator, len(table.pieces)) for table in found.tables] == [(frame, "L3", 1)]
    assert [paragraph.text for paragraph in found.paragraphs] == ["前面的说明。"]


def test_a_line_above_a_title_that_is_no_part_of_it_stays_a_paragraph() -> None:
    found = sort_blocks(blocks("附表\n\n支出决算表\n\n项目\t金额\n合计\t1.00"))
    assert [(table.frame, table.locator) for table in found.tables] == [("expenditure", "L3")]
    assert [paragraph.text for paragraph in found.paragraphs] == ["附表"]
