"""Ruled lines and characters of a page → its tables: the smallest ruled rectangles are cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple
from unicodedata import category

from fzfin.errors import SourceError
from fzfin.sources.pdf.characters import Character
from fzfin.sources.pdf.rules import Rule, Rules
from fzfin.sources.pdf.text import cell_text, em_of

MAX_CELLS: Final = 20_000
"""Cells on one page; more is a drawing, not a table."""

_TOUCH: Final = 3.0
_APART: Final = 0.5
_OVERHANG: Final = 6.0
_RUN: Final = 0.15
_STEP: Final = 0.75
_HANG: Final = 1.15
_CLOSING: Final = ("Pe", "Po")
_SAME_LINE: Final = 1.0

Cell = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Ruled(NamedTuple):
    """One ruled table: its outline, rows of cells (None where a merged cell covers), the box of each row, its columns.

    `lefts` are the left edges of the columns.
    """

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[str | None, ...], ...]
    boxes: tuple[Cell, ...]
    lefts: tuple[float, ...]


def tables(rules: Rules, characters: Sequence[Character], place: str) -> tuple[list[Ruled], list[Character]]:
    """The ruled tables of a page from the top, and the characters that stand in none of them.

    Raises:
        SourceError: The lines cross more often than those of a table.
    """
    groups = _grouped(_cells(_closed(rules), place))
    inside, rest = _inside([_net(cells) for cells in groups], characters)
    found = [_ruled(cells, held) for cells, held in zip(groups, inside, strict=True)]
    found.sort(key=lambda table: -table.top)
    return found, rest


def _closed(rules: Rules) -> Rules:
    """Close the cells of a row that the end of a page cuts: lines that run down side by side end where it ends.

    Some producers (Chromium) draw no rule there, neither at the bottom of a page nor at the top of the next. Of a row
    that is cut, a cell may end there by itself: then the others are closed beside it.
    """
    added: list[Rule] = []
    for end in (1, 2):
        ends: list[list[Rule]] = []
        for rule in sorted(rules.down, key=lambda rule: rule[end]):
            if ends and rule[end] - ends[-1][-1][end] <= _TOUCH:
                ends[-1].append(rule)
            else:
                ends.append([rule])
        for group in ends:
            at = sum(rule[end] for rule in group) / len(group)
            left, right = min(rule.at for rule in group), max(rule.at for rule in group)
            near = [rule for rule in rules.across if abs(rule.at - at) <= _OVERHANG]
            if right - left > _OVERHANG and not any(rule.start <= right and rule.end >= left for rule in near):
                added.append(Rule(at, left, right))
            elif near and _is_last(group, rules, end):
                added += _open(group, near, at)
    return Rules([*rules.across, *added], rules.down) if added else rules


def _is_last(group: Sequence[Rule], rules: Rules, end: int) -> bool:
    """Say whether no line between those of a group goes on beyond their ends."""
    left, right = min(rule.at for rule in group), max(rule.at for rule in group)
    between = [rule[end] for rule in rules.down if left <= rule.at <= right]
    return (min(between) if end == 1 else max(between)) in {rule[end] for rule in group}


def _open(group: Sequence[Rule], near: Sequence[Rule], at: float) -> list[Rule]:
    """The lines that close what no line near the ends of a group closes, between neighbours of the group."""
    places = sorted(rule.at for rule in group)
    spans = ((left, right) for left, right in pairwise(places) if right - left > _OVERHANG)
    return [
        Rule(at, left, right)
        for left, right in spans
        if not any(rule.start < right - _TOUCH and rule.end > left + _TOUCH for rule in near)
    ]


def _cells(rules: Rules, place: str) -> list[Cell]:
    """The smallest rectangles whose corners are crossings and whose edges are drawn."""
    if len(rules.across) * len(rules.down) > MAX_CELLS * 20:
        raise SourceError(f"{place}: expected at most {MAX_CELLS} table cells on a page, found more: it is a drawing.")
    across = sorted(rules.across, key=lambda rule: -rule.at)
    down = sorted(rules.down)
    xs = [rule.at for rule in down]
    rows: list[list[int]] = []
    columns: list[list[int]] = [[] for _ in down]
    for i, (y, start, end) in enumerate(across):
        reach = range(bisect_left(xs, start - _TOUCH), bisect_right(xs, end + _TOUCH))
        crossed = [j for j in reach if down[j].start - _TOUCH <= y <= down[j].end + _TOUCH]
        rows.append(crossed)
        for j in crossed:
            columns[j].append(i)
    crossings = [set(crossed) for crossed in rows]
    cells: list[Cell] = []
    for i, crossed in enumerate(rows):
        y = across[i].at
        for at, j in enumerate(crossed):
            x = xs[j]
            rights = [k for k in crossed[at + 1 :] if xs[k] > x + _APART]
            for k in columns[j][bisect_right(columns[j], i) :]:
                if across[k].at < y - _APART:
                    right = next((r for r in rights if r in crossings[k]), None)
                    if right is not None:
                        cells.append((x, across[k].at, xs[right], y))
                        break
    if len(cells) > MAX_CELLS:
        raise SourceError(f"{place}: expected at most {MAX_CELLS} table cells on a page, found {len(cells)}.")
    return cells


def _grouped(cells: list[Cell]) -> list[list[Cell]]:
    """Cells that share corners belong to one table; a rectangle alone is a frame around text, not a table."""
    leader = list(range(len(cells)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    corners: dict[tuple[float, float], int] = {}
    for number, (left, bottom, right, top) in enumerate(cells):
        for corner in ((left, top), (right, top), (left, bottom), (right, bottom)):
            first = corners.setdefault(corner, number)
            if leader[first] != leader[number]:
                leader[find(number)] = find(first)
    groups: dict[int, list[Cell]] = {}
    for number, cell in enumerate(cells):
        groups.setdefault(find(number), []).append(cell)
    return [group for group in groups.values() if len(group) > 1]


def _inside(
    nets: Sequence[_Net], characters: Sequence[Character]
) -> tuple[list[list[tuple[Character, int]]], list[Character]]:
    """For each table the characters whose centre lies in a cell, with the number of the cell; and all others.

    Most characters stand in the mesh of the one before; that one is looked at first where no table lies on another.
    """
    inside: list[list[tuple[Character, int]]] = [[] for _ in nets]
    rest: list[Character] = []
    outlines = [(net.bottoms[0], net.bottoms[-1], net, held) for net, held in zip(nets, inside, strict=True)]
    apart = all(above[0] >= below[1] for above, below in pairwise(sorted(outlines, key=itemgetter(0), reverse=True)))
    west = east = south = north = 0.0
    here: tuple[list[tuple[Character, int]], int] = ([], 0)
    for character in characters:
        _, x0, y0, x1, y1, _, _ = character
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if west <= x < east and south <= y < north:
            here[0].append((character, here[1]))
            continue
        for bottom, top, (lefts, bottoms, owner), held in outlines:
            if bottom <= y < top:
                row, column = bisect_right(bottoms, y) - 1, bisect_right(lefts, x) - 1
                number = owner.get((row, column))
                if number is not None:
                    held.append((character, number))
                    if apart:
                        west, east = lefts[column], lefts[column + 1]
                        south, north, here = bottoms[row], bottoms[row + 1], (held, number)
                    break
        else:
            rest.append(character)
    return inside, rest


class _Net(NamedTuple):
    """The lines of a table as a net: where its columns and rows begin, and the cell that owns each mesh."""

    lefts: list[float]
    bottoms: list[float]
    owner: dict[tuple[int, int], int]


def _net(cells: list[Cell]) -> _Net:
    lefts = sorted({x for cell in cells for x in (cell[0], cell[2])})
    bottoms = sorted({y for cell in cells for y in (cell[1], cell[3])})
    at_x, at_y = {x: n for n, x in enumerate(lefts)}, {y: n for n, y in enumerate(bottoms)}
    owner: dict[tuple[int, int], int] = {}
    for number, (left, bottom, right, top) in enumerate(cells):
        for row in range(at_y[bottom], at_y[top]):
            for column in range(at_x[left], at_x[right]):
                owner.setdefault((row, column), number)
    return _Net(lefts, bottoms, owner)


def _ruled(cells: list[Cell], inside: list[tuple[Character, int]]) -> Ruled:
    held: list[list[Character]] = [[] for _ in cells]
    for character, number in _whole_runs(inside):
        held[number].append(character)
    lefts = {x: at for at, x in enumerate(sorted({cell[0] for cell in cells}))}
    tops = {y: at for at, y in enumerate(sorted({cell[3] for cell in cells}, reverse=True))}
    grid: list[list[str | None]] = [[None] * len(lefts) for _ in tops]
    for cell, content in zip(cells, held, strict=True):
        grid[tops[cell[3]]][lefts[cell[0]]] = cell_text(content)
    left, right = min(lefts), max(cell[2] for cell in cells)
    edges = [*tops, min(cell[1] for cell in cells)]
    boxes = tuple((left, low, right, high) for high, low in pairwise(edges))
    return Ruled(left, edges[-1], right, edges[0], tuple(map(tuple, grid)), boxes, tuple(lefts))


def _whole_runs(inside: list[tuple[Character, int]]) -> list[tuple[Character, int]]:
    """Keep a run of characters that a rule cuts through in one cell, the one that holds most of it.

    A figure wider than its cell hangs over the rule; read by centres its digits would fall into two cells.
    """
    cuts = [
        at
        for at, (one, two) in enumerate(pairwise(inside), 1)
        if one[1] != two[1] and abs(one[0].y - two[0].y) <= _SAME_LINE and _touch(one[0], two[0])
    ]
    out = list(inside)
    done = 0
    for at in cuts:
        if at < done:
            continue
        start, end = at - 1, at + 1
        while start > 0 and _touch(inside[start - 1][0], inside[start][0]):
            start -= 1
        while end < len(inside) and _touch(inside[end - 1][0], inside[end][0]):
            end += 1
        most = Counter(number for _, number in inside[start:end]).most_common(1)[0][0]
        out[start:end] = [(character, most) for character, _ in inside[start:end]]
        done = end
    return out


def _touch(before: Character, after: Character) -> bool:
    """Say whether two characters that follow in the file stand as close as the letters of one word.

    The ink of a closing mark is narrow, and it may hang over the edge of its cell.
    """
    if abs(before.y - after.y) > _SAME_LINE or after.x <= before.x:
        return False
    em = em_of((before, after))
    step = after.x - before.x
    narrow = before.text.isascii() and after.text.isascii() and step <= _STEP * em
    hangs = step <= _HANG * em and category(after.text) in _CLOSING and not after.text.isascii()
    return narrow or hangs or after.left - before.right <= _RUN * em
