"""Rows that print one key twice: repeats, which may go, and contradictions, of which no row may be believed.

A line stands once in a table. Where its code or item is printed again, the figures would count twice, or one of them is
wrong and nothing says which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fzfin.money import Amount

Row = TypeVar("Row")
Repair = tuple[str, str, str, str | None, str | None, str, str]
Leftover = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says: its key in words (None for a row that has none), its name, its amounts, its place and text."""

    key: str | None
    name: str
    amounts: tuple[Amount | None, ...]
    locator: str
    text: str


def _groups(rows: Sequence[Row], said: Callable[[Row], Said]) -> list[list[tuple[int, Said]]]:
    """For each key that stands more than once, the numbers of its rows and what they say."""
    groups: dict[str, list[tuple[int, Said]]] = {}
    for at, row in enumerate(rows):
        what = said(row)
        if what.key is not None:
            groups.setdefault(what.key, []).append((at, what))
    return [group for group in groups.values() if len(group) > 1]


def without_repeats(frame: str, rows: Sequence[Row], said: Callable[[Row], Said]) -> tuple[list[Row], list[Repair]]:
    """Leave out each row that says again what another row of its key says, and record it.

    A row is a repeat if it prints the same name and the same amounts, or no amount where the other prints some. A row
    without a name is none: nothing tells that the same line is meant.
    """
    dropped: dict[int, Repair] = {}
    for group in _groups(rows, said):
        full = next((what for _, what in group if any(what.amounts)), None)
        kept: list[Said] = []
        for at, what in group:
            twin = next((one for one in kept if one.name == what.name and one.amounts == what.amounts), None)
            if full and not any(what.amounts):
                rule = "label_without_amounts"
                proof = f"no amount stands in this row; those of {what.key} stand at {full.locator}"
            elif twin and what.name:
                rule, proof = "repeated_row", f"same key, name and amounts as {twin.locator}"
            else:
                kept.append(what)
                continue
            dropped[at] = (frame, what.locator, "row", what.text, None, rule, proof)
    return [row for at, row in enumerate(rows) if at not in dropped], [*dropped.values()]


def without_contradictions(rows: Sequence[Row], said: Callable[[Row], Said]) -> tuple[list[Row], list[Leftover]]:
    """Leave out all rows of a key that stands twice; each leftover names the places of the others."""
    left: dict[int, Leftover] = {}
    for group in _groups(rows, said):
        for at, what in group:
            others = " and ".join(dict.fromkeys(other.locator for other_at, other in group if other_at != at))
            reason = f"{what.key} is printed twice, here and at {others}, and nothing proves one; no row of it is taken"
            left[at] = (what.locator, what.text, reason)
    return [row for at, row in enumerate(rows) if at not in left], [*left.values()]
