"""Items that stand side by side (收支总表, 财政拨款收支总表, 三公, economic items) → rows of their frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from fzfin.kinds import FINAL_ACCOUNTS, form
from fzfin.money import format_amount, to_ascii
from fzfin.tables.bands import BandReading, Item
from fzfin.tables.twins import Leftover, Repair, Said, without_contradictions, without_repeats
from fzfin.vocab import key, lookup, pattern, rows

Record = tuple[Any, ...]

_SIDES: Final = ("revenue", "expenditure")
_THREE: Final = ("overseas", "vehicle", "hospitality")
_BRACKETED: Final = 2
"""The rank of （一）, which stands below what has no ordinal."""
_SUM: Final = "sum"
_UNIT: Final = "万元"
_FUNDS: Final = ("general_public_budget", "government_funds", "state_capital")
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


def _rank(label: str) -> int:
    """How deep an item stands by its ordinal: 一、 before （一）, before 1., before （1）; 0 without one."""
    found = pattern("ordinal").match(label.lstrip())
    ordinal = "".join(to_ascii(found[0]).split()) if found else ""
    bracket, digit = ordinal.startswith("("), any(map(str.isdigit, ordinal))
    return (2 * digit + bracket + 1) if ordinal else 0


def _is_below(label: str, above: str) -> bool:
    """Say whether an item stands below another by their ordinals."""
    return 0 < _rank(above) < _rank(label)


def _is_part(label: str, above: str, kind: str) -> bool:
    """Say whether an item without an ordinal is part of the numbered one above: 一般公共预算 of 财政拨款."""
    sources, groups = lookup("lines", form("source", kind)), lookup("lines", form("basic_total", kind))
    if _rank(label) or not _rank(above):
        return False
    fund = sources.get(key(bare(label))) in _FUNDS and sources.get(key(bare(above))) == "fiscal_appropriation"
    return fund or (key(bare(label)) in groups and key(bare(above)) not in groups)


def _carried(name: str, kind: str) -> str | None:
    """The role of a line of a budget that names what is carried over in words of its own."""
    return "carryover" if kind != FINAL_ACCOUNTS and pattern(f"carried_line:{kind}").fullmatch(key(name)) else None


def _said(item: Item) -> str:
    """A label and its figures in 万元, as finely as they are printed."""
    amounts = [format_amount(amount.fen, decimals=6 if amount.fen % 10_000 else 2) for amount in item.amounts.values()]
    figures = [f"{amount} {_UNIT}" for amount in amounts]
    return " | ".join([item.label, *figures])


def _sum_role(items: Sequence[tuple[str, str]]) -> str:
    """The role of a bare 收入合计: with what was carried over where any is printed above it, else of the year."""
    told = {role for _, role in items}
    named = any(pattern("carried").search(name) for name, _ in items)
    return "grand_total" if named or told & {"carryover", "year_total", "other"} else "year_total"


def _beneath(told: Sequence[tuple[str, str]], kind: str) -> str:
    """The role of a line whose name says none: below the total of the year of an account it is no item."""
    return "other" if kind == FINAL_ACCOUNTS and any(role == "year_total" for _, role in told) else "item"


def side_records(frame: str, reading: BandReading, kind: str = FINAL_ACCOUNTS) -> tuple[list[Record], list[Leftover]]:
    """Rows of `summary` or `appropriation`: the first band is the revenue side, the second the expenditure side.

    Fund names under a carry-over line are parts of it, as are lines that say 其中, the lines without ordinal that go on
    with those, and, in a budget, lines with a deeper ordinal; `part_of` holds the `seq` of the line that they belong
    to. Under 一、本年收入 of a budget stand its items. What an account prints below the total of the year is no item
    of the year, whatever it is called.
    """
    records: list[Record] = []
    leftovers: list[Leftover] = []
    roles, sources = lookup("lines", form("summary", kind)), lookup("lines", form("source", kind))
    for index, items in enumerate(reading.items):
        if index >= len(_SIDES):
            leftovers += [(item.locator, _said(item), "a third side, by nature of expenditure") for item in items]
            continue
        main: tuple[int, str] = (0, "")
        head, told, parted = "", list[tuple[str, str]](), False
        for seq, item in enumerate(items, 1):
            name = bare(item.label)
            role = roles.get(key(name)) or _carried(name, kind)
            part_of, inside = None, False
            carried = main[1] == "carryover" and not _rank(head) and _rank(item.label) >= _BRACKETED
            below = kind != FINAL_ACCOUNTS and (
                carried or _is_below(item.label, head) or _is_part(item.label, head, kind)
            )
            if role is None and not (below and main[1] == "year_total"):
                inside = main[1] == "carryover" and key(name) in sources
                goes_on = parted and not _rank(item.label) and key(name) not in classes()
                if inside or below or goes_on or pattern("of_which").match(item.label.strip()):
                    role, part_of = main[1], main[0] or None
            parted = part_of is not None and not inside
            role = _sum_role(told) if role == _SUM else role or _beneath(told, kind)
            told.append((name, role))
            if part_of is None and not (below and main[1] == "year_total"):
                main, head = (seq, role), item.label
            function = classes().get(key(name)) if index else None
            amounts = tuple(_wan(item, amount) for amount in _AMOUNTS[frame])
            records.append((_SIDES[index], seq, name, function, role, part_of, *amounts, item.locator))
    return records, leftovers


def _three_public(item: Item, kind: str) -> str | None:
    label = key(bare(item.label))
    found = lookup("lines", form("three_public", kind)).get(label)
    return "total" if found is None and kind != FINAL_ACCOUNTS and pattern("three_public").fullmatch(label) else found


def _economic(item: Item, kind: str) -> str | None:
    return item.code or lookup("lines", form("basic_total", kind)).get(key(item.label))


_NAMED: Final[dict[str, tuple[Callable[[Item, str], str | None], tuple[str, ...]]]] = {
    "three_public": (_three_public, ("budget", "actual")),
    "basic_expenditure": (_economic, ("amount",)),
}
"""Frames whose items are told by their labels: what names an item, and its amounts."""


def once(
    frame: str, reading: BandReading, kind: str = FINAL_ACCOUNTS
) -> tuple[BandReading, list[Repair], list[Leftover]]:
    """The same without items that stand twice (三公 by item, economic items by code); see `fzfin.tables.twins`."""
    if frame not in _NAMED:
        return reading, [], []
    named, fields = _NAMED[frame]

    def said(placed: tuple[int, Item]) -> Said:
        item = placed[1]
        amounts = tuple(item.amounts.get(name) for name in fields)
        figures = " | ".join(format_amount(amount.fen) for amount in amounts if amount)
        text = " | ".join(part for part in (item.code, item.label, figures) if part)
        return Said(named(item, kind), bare(item.label), amounts, item.locator, text)

    placed = [(band, item) for band, items in enumerate(reading.items) for item in items]
    kept, repairs = without_repeats(frame, placed, said)
    kept, leftovers = without_contradictions(kept, said)
    if len(kept) == len(placed):
        return reading, repairs, leftovers
    items = [[item for at, item in kept if at == band] for band in range(len(reading.items))]
    return replace(reading, items=items), repairs, leftovers


def three_public_records(reading: BandReading, kind: str = FINAL_ACCOUNTS) -> tuple[list[Record], list[Leftover]]:
    """Rows of `three_public` from the vertical form: one item a line, with 预算数 and 决算数 or 决算数 alone."""
    records: list[Record] = []
    leftovers: list[Leftover] = []
    others = False
    for item in (item for items in reading.items for item in items):
        name = bare(item.label)
        code = _three_public(item, kind)
        if code is None:
            others = others or any(amount.fen for amount in item.amounts.values())
            leftovers.append((item.locator, _said(item), "no item of the three public expenses"))
            continue
        records.append((code, name, _wan(item, "budget"), _wan(item, "actual"), item.locator))
    if others and kind != FINAL_ACCOUNTS:
        return _without_more(records, reading, kind, leftovers), leftovers
    return records, leftovers


def _without_more(records: list[Record], reading: BandReading, kind: str, leftovers: list[Leftover]) -> list[Record]:
    """The rows without a 合计 that is of more than the three: a table that prints 会议费 may count it as well."""
    amounts = {
        code: amount.fen
        for items in reading.items
        for item in items
        if (code := _three_public(item, kind)) and (amount := item.amounts.get("budget"))
    }
    three = sum(amounts.get(name, 0) for name in _THREE)
    for item in (item for items in reading.items for item in items):
        is_sum = key(bare(item.label)) in lookup("lines", "total")
        if is_sum and _three_public(item, kind) == "total" and amounts.get("total") not in (None, three):
            leftovers.append((item.locator, _said(item), "a total of more than the three public expenses"))
            return [record for record in records if record[-1] != item.locator or record[0] != "total"]
    return records


def economic_records(reading: BandReading, kind: str = FINAL_ACCOUNTS) -> tuple[list[Record], list[Leftover]]:
    """Rows of `basic_expenditure`, read down each block and then across; totals are told by their words."""
    records: list[Record] = []
    leftovers: list[Leftover] = []
    totals = lookup("lines", form("basic_total", kind))
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
                    (item.locator, f"{item.code} {_said(item)}".strip(), "no economic code of 3 or 5 digits")
                )
    return records + last, leftovers
