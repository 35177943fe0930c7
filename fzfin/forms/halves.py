"""Rows that the end of a page cuts in two: which cell below goes on with which one above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from fzfin.forms.groups import is_group
from fzfin.forms.measures import number
from fzfin.forms.row import Row, is_label, kind_of, labels_in, make_row
from fzfin.tables.samples import is_piece

_MOST: Final = 12
"""Cells of a row from which on it is not tried in which of them its rest belongs."""


def under(above: Row, below: Row) -> Row:
    """The first row of a page in the columns of the last row of the page before.

    A row that a page cuts has as many cells on both; the other rows of each page may part their columns otherwise.
    Where it has not, and is not as wide either, nothing tells which cell goes on with which: the row is not `placed`.
    """
    if below.own == above.own and len(below.cells) == len(above.cells):
        return below
    columns = _columns(above, below)
    if columns is None:
        return below._replace(placed=len(below.cells) == len(above.cells))
    cells: list[str | None] = [None] * len(above.cells)
    for column, to in columns:
        cells[to] = below.cells[column]
    return make_row(cells, below.locator, below.first)


def _columns(above: Row, below: Row) -> list[tuple[int, int]] | None:
    """The columns of the cells of a row with those that they stand under; None if that cannot be told.

    A label beside several rows is a cell of its own on the next page only: the cells to its right are counted.
    """
    more = len(below.own) - len(above.own)
    if more < 0 or (more and above.own[0] < more) or not above.own:
        return None
    return list(zip(below.own, (*range(more), *above.own), strict=True))


def join_rows(above: Row, below: Row) -> Row:
    """Join the cells of a row that a page break cut: words of groups first, else the cells of the same column."""
    cells = list(above.cells) + [""] * (len(below.cells) - len(above.cells))
    start = 0
    for column in below.filled:
        text = below.cells[column]
        above_it = [place for place in range(start, len(cells)) if cells[place]]
        place = next((place for place in above_it if is_group(cells[place] + text)), column)
        cells[place] += text
        start = place + 1
    return _like(above, cells)


def _like(above: Row, cells: Sequence[str]) -> Row:
    joined = make_row(cells, above.locator, above.first)
    return joined._replace(own=above.own) if len(cells) == len(above.cells) else joined


def torn(above: Row, below: Row) -> list[int]:
    """The columns in which both halves of a row hold a piece of a figure."""
    both = (n for n in below.filled if n < len(above.cells))
    return [n for n in both if is_piece(below.cells[n]) and is_piece(above.cells[n])]


def is_own(above: Row, below: Row) -> bool:
    """Say whether a row holds figures of its own: with those above it they would make none."""
    return any(
        number(above.cells[n] + below.cells[n]) is None and None not in (number(above.cells[n]), number(below.cells[n]))
        for n in torn(above, below)
    )


def whole(above: Row, below: Row) -> Row | None:
    """Join a row that a page cut, if its halves make a label, or if it is the rest of the heads of columns.

    Where the columns of both do not make one, the rests are tried in the other cells, from left to right as they stand;
    they are joined if one way alone makes the most labels, and more than stand there without it. No figure is joined.
    """
    if not below.filled or torn(above, below):
        return None
    if below.placed and set(below.filled) <= set(above.filled):
        joined = join_rows(above, below)
        if any(is_label(joined.keys[column]) for column in below.filled) and labels_in(joined) >= labels_in(above):
            return joined
        heads = kind_of(above) in ("funding_header", "indicators_header") and kind_of(below) == ""
        if heads and all(number(below.cells[column]) is None for column in below.filled):
            return joined
    if kind_of(below) != "":
        return None
    ways = [(labels_in(joined), joined) for joined in _ways(above, below)]
    best = max((labels for labels, _ in ways), default=0)
    found = [joined for labels, joined in ways if labels == best]
    return found[0] if len(found) == 1 and best > labels_in(above) else None


def _ways(above: Row, below: Row) -> Iterator[Row]:
    """The row with its rests behind the texts above in every way that keeps their order."""
    if len(above.filled) > _MOST:
        return
    for columns in combinations(above.filled, len(below.filled)):
        if any(
            is_piece(above.cells[n]) and is_piece(below.cells[m]) for n, m in zip(columns, below.filled, strict=True)
        ):
            continue
        cells = list(above.cells)
        for column, rest in zip(columns, below.filled, strict=True):
            cells[column] += below.cells[rest]
        yield _like(above, cells)
