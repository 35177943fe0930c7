"""One sheet of a workbook, cell by cell as read from whatever format → blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from fzfin.errors import SourceError
from fzfin.sources.limits import MAX_CELLS, MAX_COLUMNS, MAX_MERGES
from fzfin.sources.stream import Stream

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, from 0."""


def column_name(column: int) -> str:
    """The letters of a column, counted from 0: A, B, … Z, AA.

    Example:
        >>> column_name(27)
        'AB'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class Sheet:
    """The printed cells of a sheet: `rows` maps row to column to text, both from 0; empty cells are left out."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def place(self, row: int, column: int) -> str:
        """The place of a cell: ``Sheet1!B5``, with quotes where the name needs them, as in a formula."""
        plain = self.name.replace("_", "").isalnum() and not self.name[0].isdigit()
        name = self.name if plain else "'" + self.name.replace("'", "''") + "'"
        return f"{name}!{column_name(column)}{row + 1}"

    def pour(self, stream: Stream) -> None:
        """Add the sheet to a stream.

        Blank rows end a grid, as blank lines end one in a text; all grids of a sheet are as wide as the sheet.
        """
        numbers = sorted(number for number, cells in self.rows.items() if any(text.strip() for text in cells.values()))
        if not numbers:
            return
        left = min(min(self.rows[number]) for number in numbers)
        right = max(max(self.rows[number]) for number in numbers)
        width = right - left + 1
        if width > MAX_COLUMNS or width * len(numbers) > MAX_CELLS:
            raise SourceError(
                f"{stream.name}: expected sheets of at most {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells, found "
                f"{len(numbers):,} rows of {width:,} columns on {self.name!r}. Leave out what is no part of it."
            )
        covered = self._covered(numbers, left, right, stream)
        rows: list[list[str | None]] = []
        places: list[str] = []
        for number in range(len(numbers)):
            at = numbers[number]
            if number and at != numbers[number - 1] + 1:
                stream.rows(rows, places, self.name)
                rows, places = [], []
            rows.append(self._row(at, left, width, covered, stream))
            places.append(self.place(at, min(column for column, text in self.rows[at].items() if text.strip())))
        stream.rows(rows, places, self.name)

    def _covered(self, numbers: list[int], left: int, right: int, stream: Stream) -> set[tuple[int, int]]:
        """The cells that merged ranges cover, among the rows that are printed."""
        if len(self.merges) > MAX_MERGES:
            raise SourceError(
                f"{stream.name}: expected at most {MAX_MERGES:,} merged ranges on {self.name!r}, found more"
            )
        covered: set[tuple[int, int]] = set()
        budget = MAX_CELLS
        for top, first, bottom, last in self.merges:
            columns = range(max(first, left), min(last, right) + 1)
            within = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
            budget -= len(within) * len(columns)
            if budget < 0:
                raise SourceError(
                    f"{stream.name}: the merged ranges of {self.name!r} cover more cells than a table has"
                )
            for row in within:
                covered.update((row, column) for column in columns if (row, column) != (top, first))
        return covered

    def _row(
        self, number: int, left: int, width: int, covered: set[tuple[int, int]], stream: Stream
    ) -> list[str | None]:
        row: list[str | None] = []
        for column in range(left, left + width):
            text = self.rows[number].get(column, "")
            hidden = (number, column) in covered
            if hidden and text:
                stream.leave(text, "text in a cell that a merged cell covers", self.place(number, column))
            row.append(None if hidden else text.replace("\t", " "))
        return row
