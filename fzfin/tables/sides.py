"""Items that stand side by side (收支总表, 财政拨款收支总表, 三公, economic items) → rows of their frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from fzfin.money import format_amount
from fzfin.tables.bands import BandReading, Item
from fzfin.tables.twins import Leftover, Repair, Said, without_contradictions, without_repeats
from fzfin.vocab import key, lookup, pattern, rows

Record = tuple[Any, ...]

_SIDES: Final = ("revenue", "expenditure")
_AMOUNTS: Final = {
    "summary": ("amount",),
    "appropriation": ("total", "general_public_budget", "government_funds", "state_capital"),
}


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """Folded name of a functional class → its code, under all names that it had."""
    return {key(row["name"]): row["code"] for row in rows("classes")}


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    return {row["code"]: row["group"] for row in rows("economic")}


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """A printed label without its ordinals and without "of which"."""
    before = None
    while label != before:
        before = label
        label = pattern("ordinal").sub("", pattern("of_which").sub("", label, count=1), count=1).strip()
    return label


def _wan(item: Item, name: str) -> float | None:
    amount = item.amounts.get(name)
    return None if amount is None else amount.wan


def side_records(frame: str, reading: BandReading) -> tuple[list[Record], list[Leftover]]:
    """Rows of `summary` or `appropriation`: the first band is the revenue side, the second the expenditure side.

    Fund names under a carry-over line are parts of it, as are lines that say 其中; `part_of` holds the `seq` of the
    line that they belong to.
    """
    records: list[Record] = []
    leftovers: list[Leftover] = []
    roles, sources = lookup("lines", "summary"), lookup("lines", "source")
    for index, items in enumerate(reading.items):
        if index >= len(_SIDES):
            leftovers += [(item.locator, item.label, "a third side, by nature of expenditure") for item in items]
            continue
        main: tuple[int, str] = (0, "")
        for seq, item in enumerate(items, 1):
            name = bare(item.label)
            role = roles.get(key(name))
            part_of = None
            if role is None:
                inside = main[1] == "carryover" and key(name) in sources
                if inside or pattern("of_which").match(item.label):
                    role, part_of = main[1], main[0] or None
            role = role or "item"
            if part_of is None:
                main = (seq, role)
            function = classes().get(key(name)) if index else None
            amounts = tuple(_wan(item, amount) for amount in _AMOUNTS[frame])
            records.append((_SIDES[index], seq, name, function, role, part_of, *amounts, item.locator))
    return records, leftovers


def _three_public(item: Item) -> str | None:
    return lookup("lines", "three_public").get(key(bare(item.label)))


def _economic(item: Item) -> str | None:
    return item.code or lookup("lines", "basic_total").get(key(item.label))


_NAMED: Final[dict[str, tuple[Callable[[Item], str | None], tuple[str, ...]]]] = {
    "three_public": (_three_public, ("budget", "actual")),
    "basic_expenditure": (_economic, ("amount",)),
}
"""Frames whose items are told by their labels: what names an item, and its amounts."""


def once(frame: str, reading: BandReading) -> tuple[BandReading, list[Repair], list[Leftover]]:
    """The same without items that stand twice (三公 by item, economic items by code); see `fzfin.tables.twins`."""
    if frame not in _NAMED:
        return reading, [], []
    named, fields = _NAMED[frame]

    def said(placed: tuple[int, Item]) -> Said:
        item = placed[1]
        amounts = tuple(item.amounts.get(name) for name in fields)
        figures = " | ".join(format_amount(amount.fen) for amount in amounts if amount)
        text = " | ".join(part for part in (item.code, item.label, figures) if part)
        return Said(named(item), bare(item.label), amounts, item.locator, text)

    placed = [(band, item) for band, items in enumerate(reading.items) for item in items]
    kept, repairs = without_repeats(frame, placed, said)
    kept, leftovers = without_contradictions(kept, said)
    if len(kept) == len(placed):
        return reading, repairs, leftovers
    items = [[item for at, item in kept if at == band] for band in range(len(reading.items))]
    return replace(reading, items=items), repairs, leftovers


def three_public_records(reading: BandReading) -> tuple[list[Record], list[Leftover]]:
    """Rows of `three_public` from the vertical form: one item a line, with 预算数 and 决算数 or 决算数 alone."""
    records: list[Record] = []
    leftovers: list[Leftover] = []
    for item in (item for items in reading.items for item in items):
        name = bare(item.label)
        kind = _three_public(item)
        if kind is None:
            leftovers.append((item.locator, item.label, "no item of the three public expenses"))
            continue
        records.append((kind, name, _wan(item, "budget"), _wan(item, "actual"), item.locator))
    return records, leftovers


def economic_records(reading: BandReading) -> tuple[list[Record], list[Leftover]]:
    """Rows of `basic_expenditure`, read down each block and then across; totals are told by their words."""
    records: list[Record] = []
    leftovers: list[Leftover] = []
    totals = lookup("lines", "basic_total")
    last: list[Record] = []
    for items in reading.items:
        for item in items:
            amount = _wan(item, "amount")
            group = totals.get(key(item.label)) if not item.code else _groups().get(item.code[:3])
            if not item.code and group is not None:
                record = (None, item.label, "total", None, group, amount, item.locator)
                (records if group == "personnel" else last).append(record)
            elif len(item.code) == 3:
                records.append((item.code, item.label, "class", None, group, amount, item.locator))
            elif len(item.code) == 5:
                records.append((item.code, item.label, "section", item.code[:3], group, amount, item.locator))
            else:
                leftovers.append(
                    (item.locator, f"{item.code} {item.label}".strip(), "no economic code of 3 or 5 digits")
                )
    return records + last, leftovers
