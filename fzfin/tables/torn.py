"""Figures that the end of a page tears: their rest stands alone in the first row of the next page.

A figure wider than its cell is printed over two lines, and a page may end between them: 669.3 above, 8 below. Read as
it stands the figure would be short. The pieces are joined where that is proved: by the form of the other figures of
the column, or by the sums of the table. Where nothing proves it, no figure is read, and both pieces are left over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from fzfin.sources import Grid
from fzfin.tables.bands import is_item
from fzfin.tables.header import LINE_FRAMES, Cells, is_blank
from fzfin.tables.lines import first_row, joined, split_header
from fzfin.tables.samples import (
    Samples,
    counts_lines,
    fits,
    form_of,
    holds_codes,
    is_amount,
    is_code,
    is_figure,
    plain,
    width_of_codes,
)
from fzfin.tables.twins import Repair
from fzfin.vocab import key, lookup

RULE: Final = "cut_figure"
_CODE_AND_NAME: Final = re.compile(r"(\d{1,6})\D.*", re.ASCII)

_BY_SUMS: Final = (
    "with both pieces as one figure the sums meet that they stand in, and with the first alone they do not"
)

_Pair = tuple[tuple[int, int], tuple[int, int]]
"""The last row of a page and the first row of the next, each by part and number."""
Faults = frozenset[tuple[str, str]]
Spot = tuple[int, int, int]
"""Part, row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A figure put together: where it stands, where its rest stood, both pieces, and the proof."""

    spot: Spot
    locator: str
    rest_locator: str
    pieces: tuple[str, str]
    proof: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The pieces of a table with its figures whole or left out; what was joined, and what was left out and why."""

    pieces: list[Grid]
    joined: tuple[Joined, ...] = ()
    leftovers: tuple[tuple[str, str, str], ...] = ()


class _Tear(NamedTuple):
    """A figure with its rest: the columns of both, their texts, and the proof that they are one ("" if there is none).

    `rest` is -1 where nothing tells to which figure the rest belongs.
    """

    column: int
    rest: int
    above: str
    below: str
    proof: str


def repairs_of(
    frame: str, field: str, locators: tuple[str, str], pieces: tuple[str, str], proof: str
) -> tuple[Repair, Repair]:
    """The repairs that tell of a figure put together: the figure itself, and its rest, which is no row of its own."""
    whole = "".join(pieces)
    parts = f"the end of a page parts {' | '.join(pieces)}; {proof}"
    return (
        (frame, locators[0], field, pieces[0], whole, RULE, parts),
        (frame, locators[1], "row", pieces[1], None, RULE, f"the rest of {whole} above it"),
    )


def whole_figures(frame: str, pieces: Sequence[Grid], broken: Callable[[list[Grid]], Faults] | None = None) -> Mended:
    """Join the figures of a table that pages tear, or leave them out where nothing proves that they are one.

    Args:
        frame: The frame, or its form in a budget; see `fzfin.kinds.form`.
        pieces: The grids of the table.
        broken: The faults of a table with sums, see `fzfin.tables.repair.faults`; None for a table without any.

    Example:
        >>> head, row = ("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "12.50")
        >>> first = Grid((head, row, ("202", "外交支出", "3.25"), ("204", "公共安全支出", "669.3")), ("L1",) * 4)
        >>> mended = whole_figures("expenditure", [first, Grid((("", "", "8"),), ("L6",))])
        >>> mended.pieces[0].rows[3][2], mended.pieces[1].rows[0][2]
        ('669.38', '')
    """
    made = Mended(list(pieces))
    if not any(map(_may_begin_with_rest, pieces[1:])):
        return made
    _, skipped = split_header(frame, list(pieces))
    unproved: list[tuple[_Pair, list[_Tear]]] = []
    for part in range(1, len(pieces)):
        number = first_row(made.pieces[part], part, skipped)
        above = _last_row(made.pieces, part, skipped)
        if above is None or (part, number) in skipped:
            continue
        pair = above, (part, number)
        tears = _tears(frame, made.pieces, Samples(made.pieces, skipped, pair))
        made = _applied(made, pair, [tear for tear in tears if tear.proof])
        if not all(tear.proof for tear in tears):
            unproved.append((pair, [tear for tear in tears if not tear.proof]))
    proved = _by_sums(made.pieces, unproved, broken) if broken else set()
    for pair, tears in unproved:
        if pair in proved:
            made = _applied(made, pair, [tear._replace(proof=_BY_SUMS) for tear in tears])
        else:
            made = _left_out(made, pieces, pair, tears)
    return made


def _may_begin_with_rest(grid: Grid) -> bool:
    """Say whether the first row with figures may be the rest of one: it is none with code, name and figure."""
    for cells in grid.rows:
        printed = [cell for cell in cells if cell]
        if any(map(str.isdigit, "".join(printed))):
            coded = is_code(plain(printed[0])) and len(printed) > 1
            whole = any(map(str.isdigit, "".join(printed[2:])))
            return not (coded and whole and any(map(str.isalpha, printed[1])))
    return False


def _last_row(pieces: Sequence[Grid], part: int, skipped: set[tuple[int, int]]) -> tuple[int, int] | None:
    """The last row of data above a piece."""
    for before in range(part - 1, -1, -1):
        for number in range(len(pieces[before].rows) - 1, -1, -1):
            if (before, number) not in skipped and not all(map(is_blank, pieces[before].rows[number])):
                return before, number
    return None


def _tears(frame: str, pieces: Sequence[Grid], samples: Samples) -> list[_Tear]:
    """The figures that the second row goes on with; none if it is a row of its own."""
    upper, lower = (pieces[part].rows[number] for part, number in samples.pair)
    figures = [column for column, cell in enumerate(lower) if cell and is_figure(plain(cell))]
    words = [column for column, cell in enumerate(lower) if not is_blank(cell) and column not in figures]
    if not figures and not any(_CODE_AND_NAME.fullmatch(plain(lower[column])) for column in words):
        return []
    place = _places(upper, lower)
    if place is None:
        return [] if words else _unplaced(upper, lower, samples, figures)
    found = [tear for column in words if (tear := _torn_label(upper[place[column]], place[column], lower, column))]
    if not figures:
        return found
    if words and figures[0] < words[0] and is_code(plain(lower[figures[0]])):
        before = plain(upper[place[figures[0]]])
        if is_code(before) or not is_code(before + plain(lower[figures[0]])):
            return []
    is_own = any(_is_own(frame, lower[column] or "", upper[place[column]] or "") for column in words)
    untorn = [plain(upper[place[n]]) for n in range(len(lower)) if is_blank(lower[n]) and upper[place[n]]]
    for column in figures:
        first, rest = plain(upper[place[column]]), plain(lower[column])
        if is_blank(first) or not is_figure(first):
            continue
        others = samples.of(place[column])
        if (width := width_of_codes(upper, place[column], others)) and len(first) <= width:
            if len(first) == width:
                return []
            proof = f"the other codes of the column have {width} digits" * (len(first + rest) == width)
            found.append(_Tear(place[column], column, first, rest, proof))
            continue
        if holds_codes(upper, place[column], others):
            if is_code(rest) and (is_code(first) or not is_code(first + rest)):
                return []
            proof = "" if is_code(first) else f"no code has {len(first)} digits" * is_code(first + rest)
            found.append(_Tear(place[column], column, first, rest, proof))
            continue
        if first.isdigit() and rest.isdigit() and counts_lines(others):
            return []
        form = form_of(others) or samples.form_of_all(untorn, first + rest)
        if form is not None and fits(first, form):
            if fits(rest, form) or not is_amount(first + rest):
                return []
            continue
        if not is_amount(first + rest):
            if is_amount(first) and is_amount(rest):
                return []
            found.append(_Tear(place[column], column, first, rest, ""))
        elif form is not None and fits(first + rest, form):
            proof = (
                f"the other figures of the column print {form} decimals, as {first + rest} does and {first} does not"
            )
            found.append(_Tear(place[column], column, first, rest, proof))
        else:
            found.append(_Tear(place[column], column, first, rest, ""))
    return [] if is_own and not any(tear.proof for tear in found) else found


def _places(upper: Cells, lower: Cells) -> Sequence[int] | None:
    """For each column of a row the one above it: rows that a page parts have as many cells; None if they have not."""
    if len(upper) == len(lower):
        return range(len(upper))
    own_above, own_below = ([n for n, cell in enumerate(cells) if cell is not None] for cells in (upper, lower))
    if len(own_above) != len(own_below):
        return None
    places = [0] * len(lower)
    for column, to in zip(own_below, own_above, strict=True):
        places[column] = to
    return places


def _unplaced(upper: Cells, lower: Cells, samples: Samples, figures: Sequence[int]) -> list[_Tear]:
    """Every figure above that may be short, where a row of other cells goes on with one of them."""
    rest = " ".join(plain(lower[column]) for column in figures)
    short = []
    for column, cell in enumerate(upper):
        text = plain(cell)
        if not text or is_blank(cell) or not is_figure(text):
            continue
        others = samples.of(column)
        form = form_of(others)
        if not holds_codes(upper, column, others) and (form is None or not fits(text, form)):
            short.append(_Tear(column, -1, text, rest, ""))
    return short


def _torn_label(above: str | None, place: int, lower: Cells, column: int) -> _Tear | None:
    """A code that stands with its name in one cell, and that the page tears: 221020 above, 1住房公积金 below."""
    first, rest = plain(above), plain(lower[column])
    named = _CODE_AND_NAME.fullmatch(rest)
    if named is None or not first.isdigit() or is_code(first) or not is_code(first + named[1]):
        return None
    return _Tear(place, column, first, (lower[column] or "").strip(), f"no code has {len(first)} digits")


def _is_own(frame: str, word: str, above: str) -> bool:
    """Say whether words beside figures make a row of its own, not the rest of a name."""
    if frame.rpartition(":")[2] in LINE_FRAMES:
        return key(word) in lookup("lines", "total")
    return is_item(word, above)


def _by_sums(
    pieces: Sequence[Grid], open_: Sequence[tuple[_Pair, list[_Tear]]], broken: Callable[[list[Grid]], Faults]
) -> set[_Pair]:
    """The pairs that the sums prove: with all figures whole sums meet that else do not, and none breaks."""
    if not all(tear.rest >= 0 and is_amount(tear.above + tear.below) for _, tears in open_ for tear in tears):
        return set()

    def all_but(short: _Pair | None) -> list[Grid]:
        made = list(pieces)
        for pair, tears in open_:
            made = _with(made, pair, [tear._replace(below="") for tear in tears] if pair == short else tears, ())
        return made

    whole = broken(all_but(None)) if open_ else frozenset()
    return {pair for pair, _ in open_ if whole < broken(all_but(pair))}


def _with(pieces: Sequence[Grid], pair: _Pair, whole: Sequence[_Tear], lost: Sequence[_Tear]) -> list[Grid]:
    """The pieces with some figures put together and others left out."""
    made = list(pieces)
    upper = {tear.column: tear.above + tear.below for tear in whole} | {tear.column: "" for tear in lost}
    lower = {tear.rest: "" for tear in (*whole, *lost)}
    for (part, number), changed in zip(pair, (upper, lower), strict=True):
        rows = list(made[part].rows)
        rows[number] = tuple(changed.get(column, cell) for column, cell in enumerate(rows[number]))
        made[part] = replace(made[part], rows=tuple(rows))
    return made


def _applied(made: Mended, pair: _Pair, tears: Sequence[_Tear]) -> Mended:
    """The same with figures put together that are proved to be one."""
    if not tears:
        return made
    above, below = (made.pieces[part].locators[number] for part, number in pair)
    joins = [Joined((*pair[0], tear.column), above, below, (tear.above, tear.below), tear.proof) for tear in tears]
    return replace(made, pieces=_with(made.pieces, pair, tears, ()), joined=(*made.joined, *joins))


def _left_out(made: Mended, printed: Sequence[Grid], pair: _Pair, tears: Sequence[_Tear]) -> Mended:
    """The same without figures that nothing proves to be one, their rows left over as they are printed."""
    pieces = ", ".join(dict.fromkeys(f"{tear.above} | {tear.below}" for tear in tears))
    reason = f"the end of a page cuts a figure of this row ({pieces}), and nothing proves the whole one; none is read"
    left = [(printed[part].locators[number], joined(printed[part].rows[number]), reason) for part, number in pair]
    return replace(made, pieces=_with(made.pieces, pair, (), tears), leftovers=(*made.leftovers, *left))
