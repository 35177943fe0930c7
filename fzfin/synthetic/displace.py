"""Displacements of codes and names against the amounts of their rows, as conversions do them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from fzfin.synthetic.chance import Chance
from fzfin.synthetic.part import Sheet

_FRAMES: Final = ("revenue", "expenditure", "general_expenditure")
_CODE: Final = re.compile(r"\d{3}(?:\d{2}){0,2}")

Labels = list[tuple[str, ...]]


def _lost(chance: Chance, labels: Labels) -> Labels:
    """One line loses code and name."""
    at = chance.whole(1, len(labels) - 1)
    return [*labels[:at], _blank(labels[at]), *labels[at + 1 :]]


def _blank(label: tuple[str, ...]) -> tuple[str, ...]:
    return ("",) * len(label)


def _slid(chance: Chance, labels: Labels, by: int = 1) -> Labels:
    """The labels of a run of lines slide up over the amounts, the first of them falling on the total."""
    end = chance.whole(by + 1, max(min(len(labels) - 1, by + 6), by + 1))
    blank = _blank(labels[0])
    return [*(_nameless(label) for label in labels[by:end]), *([blank] * by), *labels[end:]]


def _nameless(label: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell if _CODE.fullmatch(cell) else "" for cell in label)


def _slid_by_two(chance: Chance, labels: Labels) -> Labels:
    """As `_slid`, by two lines."""
    return _slid(chance, labels, 2)


def _unlabelled(chance: Chance, labels: Labels) -> Labels:
    """The total loses its label."""
    return [_blank(labels[0]), *labels[1:]]


def _twice(chance: Chance, labels: Labels) -> Labels:
    """A line prints the code of the line above it."""
    at = chance.whole(2, len(labels) - 1)
    return [*labels[:at], _nameless(labels[at - 1]), *labels[at + 1 :]]


_LABELS: Final[tuple[Callable[[Chance, Labels], Labels], ...]] = (_lost, _slid, _slid_by_two, _unlabelled, _twice)
_LEAST: Final = 5


def displaced(chance: Chance, sheet: Sheet) -> Sheet:
    """Displace the labels of a table of lines in one way, or repeat one of its rows without its label."""
    body = list(sheet.rows[sheet.head :])
    if sheet.frame not in _FRAMES or len(body) < _LEAST or not chance.happens(0.7):
        return sheet
    width = sheet.labels
    labels, amounts = [row[:width] for row in body], [row[width:] for row in body]
    way = chance.whole(0, len(_LABELS))
    if way < len(_LABELS):
        labels = _LABELS[way](chance, labels)
    else:
        at = chance.whole(1, len(body) - 1)
        place = at + chance.whole(0, 1)
        labels.insert(place, _blank(labels[at]))
        amounts.insert(place, amounts[at])
    made = [(*label, *figures) for label, figures in zip(labels, amounts, strict=True)]
    return replace(sheet, rows=(*sheet.rows[: sheet.head], *made))
