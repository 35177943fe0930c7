"""Cells with spans → rows in which None stands for what a merged cell covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fzfin.errors import SourceError
from fzfin.sources.limits import MAX_CELLS, MAX_COLUMNS


class Cell(NamedTuple):
    """A cell as a format writes it: its text, and how many columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1


def spread(table: Sequence[Iterable[Cell]], name: str) -> list[list[str | None]]:
    """Lay cells out on a grid, as a browser does: each row skips what cells of the rows above it cover.

    Rows end up equally long; "" stands where no cell reaches. A span beyond the last row ends there.

    Raises:
        SourceError: A row is wider, or the table larger, than any of an account.

    Example:
        >>> spread([[Cell("item", 1, 2), Cell("amount", 2)], [Cell("basic"), Cell("project")]], "made")
        [['item', 'amount', None], [None, 'basic', 'project']]
    """
    rows: list[dict[int, str | None]] = [{} for _ in table]
    left = MAX_CELLS
    for number, cells in enumerate(table):
        column = 0
        row = rows[number]
        for cell in cells:
            while column in row:
                column += 1
            if column + cell.columns > MAX_COLUMNS:
                raise SourceError(
                    f"{name}: expected tables of at most {MAX_COLUMNS:,} columns, found {column + cell.columns:,} "
                    f"(in the row of {cell.text[:40]!r}). Leave out of the file what is no part of the account."
                )
            left -= cell.columns * min(cell.rows, len(rows) - number)
            if left < 0:
                raise _too_large(name)
            for below in rows[number : number + cell.rows]:
                for across in range(column, column + cell.columns):
                    below.setdefault(across, None)
            row[column] = cell.text
            column += cell.columns
    width = max((max(row, default=-1) for row in rows), default=-1) + 1
    if width * len(rows) > MAX_CELLS:
        raise _too_large(name)
    return [[row.get(column, "") for column in range(width)] for row in rows]


def _too_large(name: str) -> SourceError:
    return SourceError(
        f"{name}: expected tables of at most {MAX_CELLS:,} cells, found a larger one. Leave out of the file what is no "
        "part of the account."
    )
