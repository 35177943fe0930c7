"""Printed numbers held against the claims of frames → the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from fzfin import settings
from fzfin.frames import LEDGER, frame_of
from fzfin.ledger.claims import Claim, Claims, Held, Place, claims, squeeze
from fzfin.ledger.printed import Number, lines, numbers
from fzfin.ledger.reasons import Reasons, words
from fzfin.prose.plain import narrow, without_inside
from fzfin.prose.scan import word
from fzfin.sources import Document

_FITS: Final[dict[str, frozenset[str]]] = {
    "money": frozenset({"money", "plain"}),
    "percent": frozenset({"percent", "plain"}),
    "count": frozenset({"count", "plain", "code"}),
    "bare": frozenset({"money", "percent", "count", "plain", "code", "alone"}),
}
"""Which kinds of claims a number may answer, by what stands behind it."""
_CONTEXT: Final = 12
_LEAST_CONTEXT: Final = 2
_CODE_CELLS: Final = 3


def ledger(
    document: Document, frames: Mapping[str, pl.DataFrame | None], repairs: pl.DataFrame, lang: str | None = None
) -> pl.DataFrame:
    """Hold every printed number of a document against its frames.

    What the parsers noted plays no part: the numbers are counted again from the document, and each is looked for among
    the values and the texts that the frames hold for its line. So a figure that a parser lost has no place.

    Args:
        document: What is printed.
        frames: The frames that were read from it.
        repairs: What was changed in them; a repaired value is looked for where the repair says that it is printed.
        lang: The language of the reasons, ``zh`` or ``en``; by default that of `fzfin.settings`.

    Returns:
        The frame `LEDGER`, one row per number in reading order. `frame`, `row` (from 0) and `column` are its place, or
        `reason` says why it has none; where all four are null, a number was lost.

    Raises:
        ParameterError: There is no such language.
    """
    told = words(settings.language(lang))
    printed = lines((*document.blocks, *document.margins))
    found = numbers(printed)
    reasons = Reasons(printed, repairs)
    places = match(found, claims(frames, repairs, printed), [reasons.in_words(number) for number in found])
    records = []
    for number, place in zip(found, places, strict=True):
        reason = None if place else reasons.of(number)
        records.append(
            (
                number.line.locator,
                number.position,
                number.text,
                number.around,
                *(place or (None, None, None)),
                None if reason is None else told[reason],
            )
        )
    return frame_of(LEDGER, records, "ledger")


def match(found: Sequence[Number], claimed: Claims, worded: Sequence[bool]) -> list[Place | None]:
    """Give each number its place: a value of its line, else a text that holds it, else a value of its form.

    Each claim is answered once; a number that is `worded` (a date, an ordinal) answers no claim of a value.
    """
    places: list[Place | None] = [None] * len(found)
    _join_codes(found, places, claimed.values)
    _answer(found, places, claimed.values, worded)
    _read_in(found, places, claimed.texts)
    _answer(found, places, claimed.spread, worded, last_first=True)
    return places


def _answer(
    found: Sequence[Number],
    places: list[Place | None],
    claimed: Sequence[Claim],
    worded: Sequence[bool],
    last_first: bool = False,
) -> None:
    """Give numbers the claims that they answer, from the last number on if `last_first` (总分值 100 | 评价总分 100)."""
    open_at: dict[int, list[Claim]] = {}
    for claim in claimed:
        for at in range(claim.first, claim.last + 1):
            open_at.setdefault(at, []).append(claim)
    taken: set[Place] = {place for place in places if place}
    order = range(len(found) - 1, -1, -1) if last_first else range(len(found))
    for index in order:
        number = found[index]
        if places[index] is None and not worded[index]:
            fitting = (
                claim for claim in open_at.get(number.line.at, ()) if claim.place not in taken and _is(number, claim)
            )
            completion = word("completion").search(number.clause) is not None
            best = min(fitting, key=lambda claim: (_completes(claim) != completion, -claim.first), default=None)
            if best:
                places[index] = best.place
                taken.add(best.place)


def _completes(claim: Claim) -> bool:
    """Say whether a claim is one of a degree of completion, which words announce (完成全年预算的)."""
    return claim.place[2] == "completion_pct"


def _is(number: Number, claim: Claim) -> bool:
    """Say whether a printed number is the value of a claim, exactly."""
    if claim.kind not in _FITS[number.kind]:
        return False
    if claim.code is not None:
        return narrow(number.text) == claim.code
    printed = number.fen if claim.kind == "money" else number.value
    if printed is None or printed != abs(claim.value) or not _in_unit(number, claim.unit):
        return False
    return claim.signed or not printed or number.negative == (claim.value < 0)


def _in_unit(number: Number, unit: str) -> bool:
    """Say whether the unit of a claim stands behind the number, words such as 多 and 余 aside; a page may cut it."""
    if not unit:
        return True
    behind = squeeze(number.line.cells[number.cell][number.end :])
    cut = len(behind) < len(unit) and unit.startswith(behind)
    return cut or behind.startswith(unit) or without_inside(behind[: len(unit) + 2]).startswith(unit)


def _join_codes(found: Sequence[Number], places: list[Place | None], claimed: Sequence[Claim]) -> None:
    """Place codes that are printed in cells side by side (201 | 06 | 01)."""
    codes = {(claim.first, claim.code): claim.place for claim in claimed if claim.code}
    for first in range(len(found)):
        joined = ""
        for last in range(first, min(first + _CODE_CELLS, len(found))):
            number = found[last]
            if number.line is not found[first].line or number.kind != "bare":
                break
            joined += narrow(number.text)
            place = codes.get((number.line.at, joined)) if last > first else None
            if place:
                places[first : last + 1] = [place] * (last + 1 - first)
                break


def _read_in(found: Sequence[Number], places: list[Place | None], texts: Sequence[Held]) -> None:
    """Place the numbers that a text of a frame holds verbatim, with the words around them."""
    at_line: dict[int, list[Held]] = {}
    for held in texts:
        for at in range(held.first, held.last + 1):
            at_line.setdefault(at, []).append(held)
    used: set[tuple[Place, int]] = set()
    for index, number in enumerate(found):
        if places[index] is not None or number.line.at not in at_line:
            continue
        cell = number.line.cells[number.cell]
        before, after = squeeze(cell[: number.start]), squeeze(cell[number.end :])
        digits = squeeze(number.text)
        for held in at_line[number.line.at]:
            spot = next(
                (
                    first
                    for first, last in held.spots
                    if held.text[first:last] == digits
                    and (held.place, first) not in used
                    and _around(before, after, held.text[:first], held.text[last:])
                ),
                None,
            )
            if spot is not None:
                places[index] = held.place
                used.add((held.place, spot))
                break


def _around(before: str, after: str, held_before: str, held_after: str) -> bool:
    """Say whether the words around a number agree as far as print and text both go, and are words enough to tell it.

    A number alone in its cell has no words around it and is held by no text.
    """
    left, right = min(len(before), len(held_before), _CONTEXT), min(len(after), len(held_after), _CONTEXT)
    whole = (before, after) == (held_before, held_after)
    if not before + after or (left + right < _LEAST_CONTEXT and not whole):
        return False
    return (
        before[len(before) - left :] == held_before[len(held_before) - left :] and after[:right] == held_after[:right]
    )
