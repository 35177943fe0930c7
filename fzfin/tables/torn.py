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
from fzfin.vocab import key, lookup

RULE: Final = "cut_figure"
_CODE_AND_NAME: Final = re.compile(r"(\d{1,6})\D.*", re.ASCII)

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

    @property
    def text(self) -> str:
        """The whole figure."""
        return "".join(self.pieces)


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


def whole_figures(frame: str, pieces: Sequence[Grid], adds_up: Callable[[list[Grid]], bool] | None = None) -> Mended:
    """Join the figures of a table that pages tear, or leave them out where nothing proves that they are one.

    Args:
        frame: The frame, or its form in a budget; see `fzfin.kinds.form`.
        pieces: The grids of the table.
        adds_up: Says whether a table with sums meets them; None for a table without any.

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
    for part in range(1, len(pieces)):
        number = first_row(made.pieces[part], part, skipped)
        above = _last_row(made.pieces, part, skipped)
        if above is None or (part, number) in skipped:
            continue
        tears = _tears(frame, made.pieces, Samples(made.pieces, skipped, (above, (part, number))))
        if not tears:
            continue
        if adds_up is not None and not all(tear.proof for tear in tears):
            tears = _by_sums(made.pieces, above, (part, number), tears, adds_up)
        made = _applied(made, above, (part, number), tears)
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
    pieces: Sequence[Grid],
    above: tuple[int, int],
    below: tuple[int, int],
    tears: Sequence[_Tear],
    adds_up: Callable[[list[Grid]], bool],
) -> list[_Tear]:
    """The tears, proved together if the table adds up with all of them joined and with none but the proved ones not."""
    if any(tear.rest < 0 or not is_amount(tear.above + tear.below) for tear in tears):
        return list(tears)
    cut = [tear._replace(below="") for tear in tears if not tear.proof]
    parted = _with(pieces, above, below, [*(tear for tear in tears if tear.proof), *cut], ())
    if adds_up(parted) or not adds_up(_with(pieces, above, below, tears, ())):
        return list(tears)
    proof = "only with both pieces as one figure every sum of the table meets"
    return [tear if tear.proof else tear._replace(proof=proof) for tear in tears]


def _with(
    pieces: Sequence[Grid],
    above: tuple[int, int],
    below: tuple[int, int],
    whole: Sequence[_Tear],
    lost: Sequence[_Tear],
) -> list[Grid]:
    """The pieces with some figures put together and others left out."""
    made = list(pieces)
    upper = {tear.column: tear.above + tear.below for tear in whole} | {tear.column: "" for tear in lost}
    lower = {tear.rest: "" for tear in (*whole, *lost)}
    for (part, number), changed in ((above, upper), (below, lower)):
        rows = list(made[part].rows)
        rows[number] = tuple(changed.get(column, cell) for column, cell in enumerate(rows[number]))
        made[part] = replace(made[part], rows=tuple(rows))
    return made


def _applied(made: Mended, above: tuple[int, int], below: tuple[int, int], tears: Sequence[_Tear]) -> Mended:
    places = [made.pieces[part].locators[number] for part, number in (above, below)]
    proved = [tear for tear in tears if tear.proof]
    lost = [tear for tear in tears if not tear.proof]
    joins = [
        Joined((*above, tear.column), places[0], places[1], (tear.above, tear.below), tear.proof) for tear in proved
    ]
    left: list[tuple[str, str, str]] = []
    if lost:
        pieces = ", ".join(dict.fromkeys(f"{tear.above} | {tear.below}" for tear in lost))
        reason = (
            f"the end of a page cuts a figure of this row ({pieces}), and nothing proves the whole one; none is read"
        )
        for (part, number), place in zip((above, below), places, strict=True):
            left.append((place, joined(made.pieces[part].rows[number]), reason))
    pieces_ = _with(made.pieces, above, below, proved, lost)
    return Mended(pieces_, (*made.joined, *joins), (*made.leftovers, *left))
