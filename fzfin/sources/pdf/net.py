"""Tables that go on over pages → all of their rows in the columns of the page that parts them the most.

A page on which every row has merged cells shows fewer columns than the table has. The ruled lines of its other pages
tell the rest: they stand where they stood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from fzfin.sources.pdf.lattice import Ruled

_SAME: Final = 1.5

Rows = tuple[tuple[str | None, ...], ...]


def on_one_net(tables: Sequence[Ruled]) -> list[Rows]:
    """The rows of tables that follow each other over pages, each in the columns of the widest that has its lines too.

    A table whose outline is another, or that has a line where the widest has none, keeps its own columns.

    Example:
        >>> two = Ruled(0, 0, 90, 9, (("a", "b"),), ((0, 0, 90, 9),), (0, 30))
        >>> three = Ruled(0, 0, 90, 9, (("c", "d", "e"),), ((0, 0, 90, 9),), (0, 30, 60))
        >>> on_one_net([two, three])
        [(('a', 'b', None),), (('c', 'd', 'e'),)]
    """
    widest = max(tables, key=lambda table: len(table.lefts))
    return [_laid(table, widest) for table in tables]


def _laid(table: Ruled, widest: Ruled) -> Rows:
    if len(table.lefts) == len(widest.lefts) or abs(table.right - widest.right) > _SAME:
        return table.rows
    at = [_near(left, widest.lefts) for left in table.lefts]
    if None in at or at[0] != 0 or len(set(at)) < len(at):
        return table.rows
    made: list[tuple[str | None, ...]] = []
    for cells in table.rows:
        row: list[str | None] = [None] * len(widest.lefts)
        for column, cell in zip(at, cells, strict=True):
            row[column or 0] = cell
        made.append(tuple(row))
    return tuple(made)


def _near(left: float, lefts: Sequence[float]) -> int | None:
    """The number of the line that stands where another one does; None if none does."""
    at = bisect_left(lefts, left - _SAME)
    return at if at < len(lefts) and abs(lefts[at] - left) <= _SAME else None
