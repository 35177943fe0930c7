"""A code or an item that is printed twice: a repeat goes and is recorded, of a contradiction no row is believed."""

from __future__ import annotations

import pytest

import fzfin as fz
from fzfin import _shipped
from fzfin.disclosure import from_document
from fzfin.sources import from_bytes

LINES = (_shipped.disclosures_dir() / "fuzhou-smart-city-2022.txt").read_text(encoding="utf-8").split("\n")
REPEAT = "2060503\t科技条件专项\t46.93\t0.00\t46.93"
OTHER = "2060503\t科技条件专项\t12.00\t0.00\t12.00"


def read(*changes: tuple[int, str], drop: tuple[int, ...] = ()) -> fz.Disclosure:
    """The shipped account with lines put in after others, named by their numbers, and some left out."""
    lines = list(LINES)
    for after, line in sorted(changes, reverse=True):
        lines.insert(after, line)
    return from_document(
        from_bytes("\n".join(line for n, line in enumerate(lines, 1) if n not in drop).encode(), "made.txt")
    )


def left(d: fz.Disclosure) -> list[tuple[str, str]]:
    found = d.unparsed.filter(d.unparsed["reason"].str.contains("printed twice"))
    return found.select("locator", "reason").rows()


def dropped(d: fz.Disclosure, frame: str) -> list[tuple[str, str]]:
    found = d.repairs.filter((d.repairs["table_id"] == frame) & (d.repairs["field"] == "row"))
    return found.select("locator", "rule").rows()


FIRST = "L295"
"""Where the account prints 2060503 in this table."""


@pytest.mark.parametrize("after", [295, 308])
def test_a_line_that_is_repeated_counts_once(after: int) -> None:
    d = read((after, REPEAT))
    assert d.general_expenditure.drop("locator").equals(fz.read().general_expenditure.drop("locator"))
    assert [rule for _, rule in dropped(d, "general_expenditure")] == ["repeated_row"]
    assert left(d) == []


def test_of_a_line_with_two_amounts_none_is_believed_and_both_places_are_said() -> None:
    d = read((308, OTHER))
    assert "2060503" not in d.general_expenditure["line_code"].to_list()
    assert d.general_expenditure.height == fz.read().general_expenditure.height - 1
    assert [(place, reason[:44]) for place, reason in left(d)] == [
        (FIRST, "2060503 is printed twice, here and at L309, and"[:44]),
        ("L309", f"2060503 is printed twice, here and at {FIRST}, and"[:44]),
    ]
    assert dropped(d, "general_expenditure") == []


def test_a_line_twice_without_a_name_is_no_repeat() -> None:
    d = read((308, "2060503\t\t46.93\t0.00\t46.93"))
    assert "2060503" not in d.general_expenditure["line_code"].to_list()
    assert [place for place, _ in left(d)] == [FIRST, "L309"]


def test_two_totals_that_differ_are_both_left_over() -> None:
    d = read((308, "合计\t\t\t9.00\t0.00\t9.00"))
    assert "total" not in d.general_expenditure["level"].to_list()
    assert len(left(d)) == 2
    assert d.general_expenditure["line_code"].null_count() == 0


def test_an_item_of_the_three_public_expenses_twice() -> None:
    same, other = LINES[374 - 1], LINES[374 - 1].replace("0.00", "3.00")
    d = read((379, same))
    assert d.three_public.equals(fz.read().three_public)
    assert dropped(d, "three_public") == [("L380", "repeated_row")]
    d = read((379, other))
    assert d.three_public["item"].to_list() == [
        "total",
        "vehicle",
        "vehicle_purchase",
        "vehicle_running",
        "hospitality",
    ]
    assert [place for place, _ in left(d)] == ["L374", "L380"]


def test_a_group_label_without_amounts_makes_way_for_its_subtotal() -> None:
    label = LINES[375 - 1].replace("2.42", "")
    subtotal = LINES[375 - 1].replace(LINES[375 - 1].split("\t")[0], "小计")
    d = read((374, label), (375, subtotal), drop=(376,))
    assert d.three_public.filter(d.three_public["item"] == "vehicle")["actual"].to_list() == [2.42]
    assert [rule for _, rule in dropped(d, "three_public")] == ["label_without_amounts"]


def test_an_economic_code_twice() -> None:
    d = read((325, LINES[325 - 1]))
    assert dropped(d, "basic_expenditure")
    assert {rule for _, rule in dropped(d, "basic_expenditure")} == {"repeated_row"}
    assert d.basic_expenditure.drop("locator").equals(fz.read().basic_expenditure.drop("locator"))
    d = read((325, LINES[325 - 1].replace("117.06", "117.07")))
    assert "30101" not in d.basic_expenditure["economic_code"].to_list()
    assert [place for place, _ in left(d)] == ["L325", "L326"]


def test_a_part_without_a_line_above_belongs_to_none() -> None:
    text = (
        "收入支出决算总表\n单位：万元\n收入\t\t支出\t\n项目\t决算数\t项目\t决算数\n其中：甲\t1.00\t一、外交支出\t1.00\n"
    )
    d = from_document(from_bytes(text.encode(), "made.txt"))
    assert d.summary.select("item", "role", "part_of").rows()[0] == ("甲", "item", None)
