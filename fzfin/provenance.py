"""From rows of a frame to the printed figures that they hold: which lines, and which of the equal figures in them.

Rows and figures are matched in print order, so that of two equal figures in a line each row gets its own. In a table
only the cells that were read as its amounts count, in prose only the words that the row quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations
from typing import Any, Final

import polars as pl

from fzfin.errors import AmountError, ParameterError
from fzfin.money import FEN_PER_WAN, Amount, parse_amount
from fzfin.sources import Block, Grid
from fzfin.validation import NUMBERING
from fzfin.vocab import UNITS

IMPLIED: Final = frozenset({"prior_actual"})
"""Columns whose figures are computed and not printed."""

_MOST_WORDS: Final = 4
_MONEY, _PERCENT, _BARE = "money", "percent", "bare"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line: its place, its cells (of prose, the one text), and whether it opens a grid."""

    locator: str
    cells: tuple[tuple[int, str], ...]
    is_grid: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: line, cell and place in it, the values that it can mean, and what stands behind it."""

    line: int
    cell: int
    start: int
    end: int
    values: frozenset[float]
    kind: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Where rows are printed: the lines that are theirs, and the figures in them."""

    lines: frozenset[int]
    figures: frozenset[Figure]


@dataclass(slots=True)
class Print:
    """What a document prints: its lines in order, its passages as the places of their lines, and amounts of a table.

    `amounts` maps (place, column) to 分 for the table that the frame is read from; it is empty for other frames.
    """

    lines: Sequence[PrintedLine]
    passages: Mapping[str, Sequence[str]] = field(default_factory=dict)
    amounts: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def trace(self, frame: pl.DataFrame, asked: frozenset[int]) -> Trace:
        """Find the lines and figures of some rows of a frame, given by their numbers."""
        at = {line.locator: number for number, line in enumerate(self.lines)}
        rows = frame.rows(named=True)
        starts = {at[row["locator"]] for row in rows if row["locator"] in at}
        extents = [self._extent(row, at, starts) for row in rows]
        wanted = {line for number in asked for line in extents[number]}
        used: set[Figure] = set()
        found: set[Figure] = set()
        for number, (row, extent) in enumerate(zip(rows, extents, strict=True)):
            if wanted.intersection(extent):
                taken = set(_taken(row, self._figures(row, extent), used))
                used |= taken
                found |= taken if number in asked else set()
        own = {extents[number][0] for number in asked if extents[number]}
        named = {
            line
            for number in asked
            for line in extents[number][1:]
            if self.lines[line].is_grid and _goes_on(rows[number], self.lines[line])
        }
        return Trace(frozenset(own | named | {figure.line for figure in found}), frozenset(found))

    def _extent(self, row: Mapping[str, Any], at: Mapping[str, int], starts: set[int]) -> list[int]:
        """The lines on which a row can stand: a passage from its place on; a row of a grid and what a page cut off."""
        place = row["locator"]
        if place not in at:
            return []
        first = at[place]
        if not self.lines[first].is_grid:
            places = self.passages.get(place, (place,))
            return [at[other] for other in places[places.index(place) :] if other in at]
        after = first + 1
        cut = after < len(self.lines) and self.lines[after].is_grid and self.lines[after].opens and after not in starts
        return [first, after] if cut else [first]

    def _figures(self, row: Mapping[str, Any], extent: Sequence[int]) -> list[Figure]:
        if self.amounts:
            return [
                Figure(
                    number, column, 0, len(text), frozenset({self.amounts[line.locator, column] / FEN_PER_WAN}), _BARE
                )
                for number in extent
                for line in (self.lines[number],)
                for column, text in line.cells
                if (line.locator, column) in self.amounts
            ]
        figures = [
            figure
            for number in extent
            for column, text in self.lines[number].cells
            for figure in _figures_in(number, column, text)
        ]
        span = self._quoted(row.get("quote"), extent)
        if span is None:
            return figures
        return [one for one in figures if span[0] <= (one.line, one.start) and (one.line, one.end) <= span[1]]

    def _quoted(self, quote: str | None, extent: Sequence[int]) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """First and last place (line, offset) of a quotation; None if it is not found as it stands."""
        chars = [
            (number, offset, char)
            for number in extent
            for _, text in self.lines[number].cells
            for offset, char in enumerate(text)
            if not char.isspace()
        ]
        words = "".join((quote or "").split())
        begin = "".join(char for _, _, char in chars).find(words) if words else -1
        if begin < 0:
            return None
        first, last = chars[begin], chars[begin + len(words) - 1]
        return (first[0], first[1]), (last[0], last[1] + 1)


def printed_lines(blocks: Sequence[Block]) -> list[PrintedLine]:
    """All printed lines of a document in order."""
    out = []
    for block in blocks:
        if isinstance(block, Grid):
            for number, (locator, cells) in enumerate(zip(block.locators, block.rows, strict=True)):
                listed = tuple((column, cell) for column, cell in enumerate(cells) if cell)
                out.append(PrintedLine(locator, listed, True, not number))
        else:
            out.append(PrintedLine(block.locator, ((0, block.text),), False, False))
    return out


def rows_of(frame: pl.DataFrame, name: str, words: Sequence[str], named: Mapping[str, str]) -> frozenset[int]:
    """The numbers of the rows that have each word in a column of its own.

    Words are looked for in the order of the columns, and the first columns that have them decide: ``3, 2`` of
    `indicators` is project 3, indicator 2. Columns of figures are no keys.

    Raises:
        ParameterError: No row has these values, or a named column is none to look in.
    """
    keys = [column for column, dtype in frame.schema.items() if not dtype.is_float() and dtype != pl.Boolean()]
    unknown = [column for column in named if column not in keys]
    if unknown or len(words) > _MOST_WORDS:
        found = f"the column {unknown[0]!r}" if unknown else f"{len(words)} words"
        raise ParameterError(f"expected at most {_MOST_WORDS} values of the columns {', '.join(keys)}, found {found}")
    columns = {column: ["" if v is None else str(v) for v in frame[column].to_list()] for column in keys}
    fit = [n for n in range(frame.height) if all(columns[column][n] == word for column, word in named.items())]
    for chosen in permutations(keys, len(words)):
        pairs = list(zip((columns[column] for column in chosen), words, strict=True))
        rows = frozenset(number for number in fit if all(values[number] == word for values, word in pairs))
        if rows:
            return rows
    asked = [*map(repr, words), *(f"{column}={word!r}" for column, word in named.items())]
    raise ParameterError(f"expected a row of {name} with {' and '.join(asked)} in {', '.join(keys)}, found none")


@cache
def _number() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
    return re.compile(
        rf"(?P<number>-?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?)(?:\s*(?:(?P<unit>{units})|(?P<percent>[%％])))?"
    )


def _figures_in(line: int, cell: int, text: str) -> Iterator[Figure]:
    for match in _number().finditer(text):
        printed = match["number"].rstrip(",，")
        values = {amount.wan for unit in {"万元", match["unit"] or "万元"} if (amount := _amount(printed, unit))}
        kind = _MONEY if match["unit"] else _PERCENT if match["percent"] else _BARE
        begin = match.start("number")
        yield Figure(line, cell, begin, begin + len(printed), frozenset(map(abs, values)), kind)


def _amount(text: str, unit: str) -> Amount | None:
    try:
        return parse_amount(text, unit)
    except AmountError:
        return None


def _taken(row: Mapping[str, Any], figures: Sequence[Figure], used: set[Figure]) -> Iterator[Figure]:
    """For each value of a row the first figure that can be it: one not used before and of its kind, if there is."""
    mine: set[Figure] = set()
    for column, value in row.items():
        if column in NUMBERING or column in IMPLIED or isinstance(value, bool) or not isinstance(value, int | float):
            continue
        kind = _PERCENT if column.endswith("_pct") else _MONEY if isinstance(value, float) else _BARE
        fitting = [figure for figure in figures if figure not in mine and _is(figure, value)]
        if fitting:
            best = min(fitting, key=lambda figure: (figure in used, figure.kind != kind))
            mine.add(best)
            yield best


def _is(figure: Figure, value: float) -> bool:
    return value in figure.values or abs(value) in figure.values


def _goes_on(row: Mapping[str, Any], line: PrintedLine) -> bool:
    """Say whether a line holds the end of a text of the row, as a page break leaves it."""
    texts = [value for value in row.values() if isinstance(value, str)]
    cells = ["".join(cell.split()) for _, cell in line.cells]
    ends = [any(text.endswith(cell) and text != cell for text in texts) for cell in cells]
    return all(ends) or any(end and len(cell) > 1 for end, cell in zip(ends, cells, strict=True))
