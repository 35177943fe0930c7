"""The three public expenses in the words of Shanghai: reasons and changes that name their item."""

from __future__ import annotations

from fzfin.prose.explain import Explained, detail_records, explain
from fzfin.prose.paragraphs import passages
from fzfin.sources import Paragraph

HEAD = (
    "第三部分上海市某局2024年度部门决算情况说明",
    "七、财政拨款“三公”经费支出决算情况说明",
    "（一）“三公”经费财政拨款支出决算总体情况说明",
)
ACTUAL = (
    "“三公”经费财政拨款支出年初预算为15.00万元，支出决算为9.00万元，完成预算的60%，其中：因公出国（境）费决算为4.00万元，"
    "完成预算的80%；公务用车购置及运行维护费支出决算为3.00万元，完成预算的50%；公务接待费支出决算为2.00万元，完成预算的50%。"
    "2024年度“三公”经费支出决算数小于预算数的主要原因：厉行节约。"
)
CHANGES = (
    "2024年度“三公”经费财政拨款支出决算数比2023年度减少1.00万元，下降10%，其中：因公出国（境）费支出决算减少0.50万元，下降11.11%；"
    "公务用车购置及运行维护费支出决算增加0.20万元，增长7.14%；公务接待费支出决算减少0.70万元，下降25.93%。"
    "因公出国（境）费支出减少的主要原因是团组减少。公务接待费支出减少的主要原因是节约。"
)


def read(*paragraphs: str) -> Explained:
    texts = (*HEAD, *paragraphs)
    return explain(passages([Paragraph(text, f"L{number}") for number, text in enumerate(texts, 1)]))


def details(explained: Explained) -> list[tuple[object, ...]]:
    return [(*record[:5], *record[-2:]) for record in detail_records(explained.details)]


def test_a_reason_goes_to_the_item_that_it_names() -> None:
    assert details(read(ACTUAL)) == [
        ("total", 9.0, 60.0, None, None, "厉行节约", "L4"),
        ("overseas", 4.0, 80.0, None, None, None, "L4"),
        ("vehicle", 3.0, 50.0, None, None, None, "L4"),
        ("hospitality", 2.0, 50.0, None, None, None, "L4"),
    ]


def test_changes_in_a_paragraph_of_their_own_join_the_items() -> None:
    found = read(ACTUAL, CHANGES)
    assert details(found) == [
        ("total", 9.0, 60.0, -1.0, -10.0, "厉行节约", "L4"),
        ("overseas", 4.0, 80.0, -0.5, -11.11, "团组减少", "L4"),
        ("vehicle", 3.0, 50.0, 0.2, 7.14, None, "L4"),
        ("hospitality", 2.0, 50.0, -0.7, -25.93, "节约", "L4"),
    ]
    assert len(found.used) == 2


def test_a_change_against_the_budget_is_none_against_the_year_before() -> None:
    found = read(ACTUAL, CHANGES.replace("比2023年度", "比年初预算数"))
    assert [row[3:5] for row in details(found)] == [(None, None)] * 4
    assert len(found.used) == 1


def test_changes_of_items_without_an_actual_figure_are_left_unread() -> None:
    found = read(CHANGES)
    assert (detail_records(found.details), found.used) == ([], set())


def test_a_comma_within_a_figure_cuts_nothing() -> None:
    found = read(ACTUAL, CHANGES.replace("减少1.00万元", "减少1,234.50万元"))
    assert details(found)[0][3] == -1234.5


def test_a_broken_figure_leaves_the_whole_paragraph_unread() -> None:
    found = read(ACTUAL, CHANGES.replace("减少0.50万元", "减少0,5万元"))
    assert [row[3] for row in details(found)] == [None] * 4
    assert [(place, why[:13]) for place, _, why in found.leftovers] == [("L5", "broken figure")]
