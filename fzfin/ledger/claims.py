"""Frames → what they claim: each value and each text that holds a number, with the lines on which it may stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

import polars as pl

from fzfin.ledger.printed import Line
from fzfin.money import FEN_PER_WAN
from fzfin.prose.plain import narrow
from fzfin.vocab import pattern

Place = tuple[str, int, str]
"""frame, row, column"""

_NOT_PRINTED: Final = frozenset(
    {"seq", "part_of", "project_no", "indicator_no", "prior_actual", "parent_code", "function_class", "section"}
)
"""Columns that are computed or numbered, not printed as a figure."""
_NOT_A_PLACE: Final = frozenset({"locator", "quote"}) | _NOT_PRINTED
"""A quotation is evidence and no place: it would hold every figure of its sentence, also one that was lost."""
_PLAIN: Final = frozenset({"value", "weight", "score", "total_score", "average_score", "target", "achieved"})
"""Float columns that are neither money nor a percentage."""
_SIGNED: Final = frozenset({"change", "change_pct"})
"""Columns whose sign a verb may say (减少)."""
_SPREAD: Final = frozenset({"projects"})
"""Frames whose rows stand on many lines, from their locator to that of the next row."""
_ENDS: Final = "。！？；;：:!?"
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a frame says is printed, in 分 for money; `code` is the text of a code."""

    place: Place
    kind: str
    value: Decimal
    code: str | None
    unit: str
    signed: bool
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Held:
    """A text of a frame without blanks that holds numbers, and where in it they stand."""

    place: Place
    text: str
    spots: tuple[tuple[int, int], ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Claims:
    """All that frames claim: `values` on the line of their row, `spread` anywhere in their form, and texts."""

    values: list[Claim]
    spread: list[Claim]
    texts: list[Held]


def squeeze(text: str) -> str:
    """A text without white space, its digits in ASCII."""
    return narrow("".join(text.split()))


@cache
def _kind(column: str, dtype: pl.DataType) -> str | None:
    if column in _NOT_PRINTED:
        return None
    if column.endswith("_code"):
        return "code"
    if dtype.is_integer():
        return "count"
    if not dtype.is_float():
        return None
    return "percent" if column.endswith("_pct") else "plain" if column in _PLAIN else "money"


class Reach:
    """Which lines a row may stand on."""

    def __init__(self, printed: Sequence[Line]) -> None:
        self.printed = printed
        self.at: dict[str, int] = {}
        for line in printed:
            self.at.setdefault(line.locator, line.at)

    def passage(self, first: int) -> int:
        """The last line of the paragraph that begins on a line: pages cut where no sentence ends."""
        last = first
        if self.printed[first].grid:
            return last
        for line in self.printed[first + 1 :]:
            if not line.grid and pattern("page_number").fullmatch(line.cells[0]):
                continue
            if line.grid or self.printed[last].cells[0][-1:] in _ENDS:
                break
            last = line.at
        return last

    def rows(self, locators: Sequence[str]) -> list[tuple[int, int] | None]:
        """The lines of each row of a frame, from its own to before that of the next, or to the next main part."""
        starts = sorted({self.at[locator] for locator in locators if locator in self.at})
        parts = [line.at for line in self.printed if not line.grid and pattern("parts_begin").match(line.cells[0])]
        out: list[tuple[int, int] | None] = []
        for locator in locators:
            first = self.at.get(locator)
            if first is None:
                out.append(None)
                continue
            next_row, next_part = bisect_right(starts, first), bisect_right(parts, first)
            end = starts[next_row] if next_row < len(starts) else len(self.printed)
            out.append((first, min(end, parts[next_part] if next_part < len(parts) else end) - 1))
        return out


def _moved(repairs: pl.DataFrame) -> dict[tuple[str, str, str], str | None]:
    """Where a repaired value is printed: of (table, locator, field) the locator, None if it is printed nowhere."""
    rows = repairs.select("table_id", "locator", "field", "printed", "repaired").rows()
    printed = {(table, field, text): locator for table, locator, field, text, _ in rows if text}
    return {
        (table, locator, field): printed.get((table, field, repaired))
        for table, locator, field, text, repaired in rows
        if repaired is not None and text != repaired
    }


def claims(frames: Mapping[str, pl.DataFrame | None], repairs: pl.DataFrame, printed: Sequence[Line]) -> Claims:
    """Gather what the frames claim; a value put in by a repair is claimed where `repairs` says that it is printed."""
    reach, moved = Reach(printed), _moved(repairs)
    values: list[Claim] = []
    spread: list[Claim] = []
    texts: list[Held] = []
    for name, frame in frames.items():
        if frame is None or frame.is_empty():
            continue
        spans = reach.rows(frame["locator"].to_list())
        for column, dtype in frame.schema.items():
            kind = _kind(column, dtype)
            if kind is not None:
                claimed = _values(name, frame, column, kind, spans, reach, moved)
                (spread if name in _SPREAD else values).extend(claimed)
            elif dtype == pl.String() and column not in _NOT_A_PLACE:
                figured = _figured(frame, column)
                for row, (text, span) in enumerate(zip(frame[column].to_list(), spans, strict=True)):
                    if text is not None and span is not None and not figured[row]:
                        texts += _held((name, row, column), text, span)
    return Claims(list(_once(values)), spread, texts)


def _values(
    name: str,
    frame: pl.DataFrame,
    column: str,
    kind: str,
    spans: Sequence[tuple[int, int] | None],
    reach: Reach,
    moved: Mapping[tuple[str, str, str], str | None],
) -> Iterator[Claim]:
    """The claims of one column; of a subject that has two rows for two comparisons, the same value is claimed once."""
    units, locators = _unit_of(frame, column), frame["locator"].to_list()
    subjects = frame["subject"].to_list() if "subject" in frame.columns else range(frame.height)
    said: set[tuple[Any, ...]] = set()
    for row, (value, span, subject) in enumerate(zip(frame[column].to_list(), spans, subjects, strict=True)):
        once = (locators[row], subject, value)
        if value is None or span is None or once in said:
            continue
        said.add(once)
        first, last = span if name in _SPREAD else (span[0], reach.passage(span[0]))
        if (name, locators[row], column) in moved:
            where = moved[name, locators[row], column]
            if where is None or where not in reach.at:
                continue
            first = last = reach.at[where]
        code = value if kind == "code" else None
        exact = Decimal(repr(value)) if code is None else Decimal(0)
        exact = exact * FEN_PER_WAN if kind == "money" else exact
        told = "alone" if name in _SPREAD else kind
        yield Claim((name, row, column), told, exact, code, units[row], column in _SIGNED, first, last)


def _figured(frame: pl.DataFrame, column: str) -> list[bool]:
    """For each text of a column whether its figure stands in a column of its own, as `target_text` in `target`."""
    name = column.removesuffix("_text")
    own = name != column and name in frame.columns
    return frame[name].is_not_null().to_list() if own else [False] * frame.height


def _unit_of(frame: pl.DataFrame, column: str) -> list[str]:
    """The unit that a frame gives for each value of a column, "" where it gives none."""
    name = "unit" if column == "value" else f"{column}_unit"
    return [unit or "" for unit in frame[name]] if name in frame.columns else [""] * frame.height


def _held(place: Place, value: str, span: tuple[int, int]) -> Iterator[Held]:
    text = squeeze(value)
    spots = tuple(match.span() for match in _DIGITS.finditer(text))
    if spots and spots != ((0, len(text)),):
        yield Held(place, text, spots, *span)


def _once(values: Iterable[Claim]) -> Iterator[Claim]:
    """Claims without those that a second frame makes on the same figure of a line: the frame with most stays."""
    groups: dict[tuple[Any, ...], dict[str, list[Claim]]] = {}
    for claim in values:
        same = (claim.first, claim.kind, abs(claim.value), claim.code)
        groups.setdefault(same, {}).setdefault(claim.place[0], []).append(claim)
    for frames in groups.values():
        yield from max(frames.values(), key=len)
