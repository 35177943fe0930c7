"""What the other tables and the prose say of the lines of one table, and where they say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from fzfin.money import Amount
from fzfin.tables.bands import BandReading, Item
from fzfin.tables.lines import Reading
from fzfin.tables.repair import TOTAL, Evidence, is_sound
from fzfin.tables.sides import bare, classes
from fzfin.vocab import key, lookup

_SIBLINGS: Final = {
    "revenue": ("general_expenditure", "government_funds", "state_capital"),
    "expenditure": ("general_expenditure", "government_funds", "state_capital"),
}
"""Tables whose lines are a part of the lines of another table."""

_FUND: Final = {
    "general_expenditure": "general_public_budget",
    "government_funds": "government_funds",
    "state_capital": "state_capital",
}
"""The column of 财政拨款收入支出决算总表 that a table of lines explains."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An amount or a name that another place prints, and that place."""

    frame: str
    locator: str
    amount: Amount | None = None
    name: str = ""

    def __str__(self) -> str:
        return f"{self.frame} {self.locator}"


@dataclass(slots=True)
class Testimony:
    """All that is known from elsewhere of one table: names by code, amounts by code and field, codes in prose."""

    codes: set[str] = field(default_factory=set)
    names: dict[str, Witness] = field(default_factory=dict)
    amounts: dict[tuple[str, str], Witness] = field(default_factory=dict)

    def evidence(self, fields: tuple[str, ...]) -> Evidence:
        """The same, in the form that the search takes."""
        witnesses: dict[str, dict[int, Amount]] = {}
        for (code, name), witness in self.amounts.items():
            if name in fields and witness.amount is not None:
                witnesses.setdefault(code, {})[fields.index(name)] = witness.amount
        return Evidence(frozenset(self.codes), {code: w.name for code, w in self.names.items()}, witnesses)


def _item(items: Iterable[Item], role: str) -> Item | None:
    roles = lookup("lines", "summary")
    return next((item for item in items if roles.get(key(bare(item.label))) == role), None)


def gather(
    frame: str,
    lines: Mapping[str, Reading],
    sides: Mapping[str, BandReading],
    prose: Mapping[str, tuple[str, str]],
) -> Testimony:
    """Gather what the document says elsewhere of the lines of `frame`.

    Args:
        frame: A frame of lines.
        lines: What was read of each table of lines; only tables that are right as printed bear witness.
        sides: What was read of `summary` and `appropriation`.
        prose: Code → (name, locator) where prose prints codes.
    """
    testimony = Testimony()
    for sibling in _SIBLINGS.get(frame, ()):
        reading = lines.get(sibling)
        if reading is None or not is_sound(reading.rows):
            continue
        for row in reading.rows:
            if row.code:
                testimony.codes.add(row.code)
                if row.name:
                    testimony.names.setdefault(row.code, Witness(sibling, row.locator, name=row.name))
    for code, (name, locator) in prose.items():
        testimony.names.setdefault(code, Witness("prose", locator, name=name))
    for name, witness in _totals(frame, sides):
        testimony.amounts[TOTAL, name] = witness
    for code, witness in _class_totals(frame, sides):
        testimony.amounts[code, "total"] = witness
    return testimony


def _totals(frame: str, sides: Mapping[str, BandReading]) -> Iterable[tuple[str, Witness]]:
    summary, appropriation = sides.get("summary"), sides.get("appropriation")
    if summary and len(summary.items) > 1 and frame in ("revenue", "expenditure"):
        items = summary.items[0 if frame == "revenue" else 1]
        yield from _column(_item(items, "year_total"), "amount", "total", "summary")
        if frame == "revenue":
            sources = lookup("lines", "source")
            for item in items:
                yield from _column(item, "amount", sources.get(key(bare(item.label))), "summary")
    if appropriation and len(appropriation.items) > 1:
        year = [_item(items, "year_total") for items in appropriation.items[:2]]
        if frame == "revenue":
            yield from _column(year[0], "total", "fiscal_appropriation", "appropriation")
        elif frame in _FUND:
            yield from _column(year[1], _FUND[frame], "total", "appropriation")


def _column(item: Item | None, column: str, name: str | None, frame: str) -> Iterable[tuple[str, Witness]]:
    if item is not None and name and column in item.amounts:
        yield name, Witness(frame, item.locator, item.amounts[column])


def _class_totals(frame: str, sides: Mapping[str, BandReading]) -> Iterable[tuple[str, Witness]]:
    table, column = ("summary", "amount") if frame == "expenditure" else ("appropriation", _FUND.get(frame, ""))
    reading = sides.get(table)
    if reading is None or len(reading.items) < 2:
        return
    for item in reading.items[1]:
        code = classes().get(key(bare(item.label)))
        if code and column in item.amounts:
            yield code, Witness(table, item.locator, item.amounts[column])
