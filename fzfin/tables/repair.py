"""Which code belongs to which row: a cheapest-first search over the rows of one table of lines.

Conversion from PDF slides the code column against the amounts, repeats rows, and loses codes and the total's place.
Codes in ascending text order are the tree of classes, sections and items in pre-order ("" < 201 < 20103 < 2010350), so
a right table is a walk of that tree whose children add up to their parents in every column. The search reads the rows
in their order, gives each a later code than the one before or drops it as a repeat, and follows the cheapest readings
first. A reading is taken only if all sums meet (as intervals of printed figures) and every other reading about as cheap
gives the same amounts to the same codes; else the table stays as printed.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import count, pairwise
from typing import Final

from fzfin.money import Amount
from fzfin.tables.lines import Amounts, LineRow

TOTAL: Final = ""
"""The code of the total: the root of the tree."""

_DROP: Final = 10  # a repeat of its neighbour, or a row without amounts, is left out
_FILL: Final = 10  # a row without a code is given one
_SLIDE: Final = 30  # a printed code is not believed: the code column begins to slide, or slides otherwise
_SLID: Final = 1  # the code column goes on sliding as on the row before
_NAME: Final = 10  # the printed name is another than that of the code
_UNUSED: Final = 30  # a code printed in this table belongs to no row
_ABSENT: Final = 10  # a code that other tables print belongs to no row
_HEADLESS: Final = 40  # no row is the total
_GAP: Final = 40  # a line whose parent belongs to no row, in a table that prints parents
_WITNESS: Final = 20  # another table prints another amount for the line
_MARGIN: Final = 29  # readings at most this much dearer than the cheapest must agree with it
_SKIP: Final = 120  # codes passed over at one row, by their cost
_LIMIT: Final = 20_000  # states made before the search gives up

_Node = tuple[str, tuple[int | None, ...] | None, int, tuple[int, ...], int, int]
_State = tuple[int, int, int, int, int, tuple[_Node, ...], tuple[str | None, ...]]


class Verdict(Enum):
    """What became of a table: right as printed, repaired, several readings, or none."""

    SOUND = "sound"
    SOLVED = "solved"
    UNDECIDED = "undecided"
    UNSOLVED = "unsolved"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rest of the document says of a table's lines.

    `expected` are codes printed in sibling tables and prose; `names` the names printed with codes there; `witnesses`
    gives for a code, by column, the amount that another table prints for it.
    """

    expected: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    witnesses: Mapping[str, Mapping[int, Amount]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, and for each row its code (`TOTAL` for the total, None for a dropped row)."""

    verdict: Verdict
    codes: tuple[str | None, ...]


def parent(code: str) -> str:
    """The code one level up; `TOTAL` above a class.

    Example:
        >>> parent("2010350"), parent("201")
        ('20103', '')
    """
    return TOTAL if len(code) <= 3 else code[:-2]


def meets(whole: Amounts, parts: Iterable[Amounts]) -> bool:
    """Say whether parts add up to the whole in every column in which the whole prints an amount."""
    listed = list(parts)
    for column, amount in enumerate(whole):
        if amount is None:
            continue
        summands = [part[column] for part in listed if part[column] is not None]
        middle = sum(summand.fen for summand in summands if summand)
        slack = amount.half + sum(summand.half for summand in summands if summand)
        if abs(amount.fen - middle) > slack:
            return False
    return True


def faults(rows: Sequence[LineRow]) -> frozenset[tuple[str, str]]:
    """What is not right in a table as printed: a row without a code, a code twice, a parent that is not the sum.

    Order is not looked at, nor levels that the table leaves out.
    """
    found: set[tuple[str, str]] = set()
    by_code: dict[str, LineRow] = {}
    for row in rows:
        if not row.code and not row.is_total:
            found.add(("no code", row.locator))
        elif row.code in by_code:
            found.add(("code twice", row.code))
        else:
            by_code[row.code] = row
    children: dict[str, list[Amounts]] = {}
    for code, row in by_code.items():
        if code == TOTAL:
            continue
        above = parent(code)
        while above != TOTAL and above not in by_code:
            above = parent(above)
        children.setdefault(above, []).append(row.amounts)
    found |= {
        ("sum", code) for code, parts in children.items() if code in by_code and not meets(by_code[code].amounts, parts)
    }
    return frozenset(found)


def is_sound(rows: Sequence[LineRow]) -> bool:
    """Say whether a table is right as printed: each row has its own code, each parent is the sum of its children."""
    return not faults(rows)


def is_displaced(rows: Sequence[LineRow]) -> bool:
    """Say whether rows show signs of displacement: a row without code or amounts, a code twice, codes out of order."""
    codes = [row.code for row in rows if row.code]
    return (
        any(not row.code and not row.is_total for row in rows)
        or any(not any(row.amounts) for row in rows)
        or any(left >= right for left, right in pairwise(codes))
        or sum(row.is_total for row in rows) > 1
    )


def solve(rows: Sequence[LineRow], evidence: Evidence) -> Outcome:
    """Find the code of every row, or say that the rows do not tell it; see the module."""
    printed = tuple(row.code for row in rows)
    if is_sound(rows):
        return Outcome(Verdict.SOUND, printed)
    if not is_displaced(rows):
        return Outcome(Verdict.UNSOLVED, printed)
    return _Search(rows, evidence).run()


class _Search:
    """One search; a node whose children are still being read is a tuple (code, fen, half, sums, slack, children)."""

    def __init__(self, rows: Sequence[LineRow], evidence: Evidence) -> None:
        self.rows = rows
        self.evidence = evidence
        printed = [TOTAL if row.is_total else row.code or None for row in rows]
        self.own = printed
        self.place = {code: at for at, code in reversed(list(enumerate(printed))) if code is not None}
        codes = {TOTAL, *self.place, *evidence.expected}
        for code in tuple(codes):
            while code:
                code = parent(code)
                codes.add(code)
        self.codes = sorted(codes)
        self.weights = [_UNUSED if code in self.place else _ABSENT for code in self.codes]
        self.weights[0] = _HEADLESS
        orphans = sum(len(code) > 3 and parent(code) not in self.place for code in self.place)
        self.gap = _GAP if 2 * orphans < len(self.place) else 0
        self.deepest = max(map(len, self.place), default=0)
        bare = sum(self._is_bare(code) for code in self.place)
        self.bare_allowed = 2 * bare > len(self.place)
        self.fen = [tuple(a.fen if a else None for a in row.amounts) for row in rows]
        self.half = [max((a.half for a in row.amounts if a), default=0) for row in rows]
        self.zeros = (0,) * max(len(row.amounts) for row in rows)
        self.rising = all(f is None or f >= 0 for fen in self.fen for f in fen)

    def _is_bare(self, code: str) -> bool:
        """Say whether a printed code has no printed children, though the table goes deeper."""
        return code != TOTAL and len(code) < self.deepest and not any(parent(other) == code for other in self.place)

    def run(self) -> Outcome:
        """Follow the cheapest reading first until all readings within the margin are known."""
        unchanged = tuple(row.code for row in self.rows)
        order = count()
        heap: list[_State] = [(0, 0, 0, -1, 0, ((TOTAL, None, 0, self.zeros, 0, 0),), ())]
        best: int | None = None
        found: dict[tuple[tuple[str, Amounts], ...], tuple[str | None, ...]] = {}
        while heap:
            cost, number, at, last, slid, stack, trail = heapq.heappop(heap)
            if best is not None and cost > best + _MARGIN:
                break
            if number > _LIMIT:
                return Outcome(Verdict.UNSOLVED, unchanged)
            if at > len(self.rows):
                best = cost if best is None else best
                found.setdefault(self._reading(trail), trail)
                if len(found) > 1:
                    return Outcome(Verdict.UNDECIDED, unchanged)
            elif at == len(self.rows):
                if self._closed(stack, None) is not None:
                    rest = sum(self.weights[last + 1 :])
                    heapq.heappush(heap, (cost + rest, next(order), at + 1, last, slid, stack, trail))
            else:
                for step, index, slide, grown in self._steps(at, last, slid, stack):
                    code = None if index is None else self.codes[index]
                    state = (cost + step, next(order), at + 1, last if index is None else index, slide, grown)
                    heapq.heappush(heap, (*state, (*trail, code)))
        if not found:
            return Outcome(Verdict.UNSOLVED, unchanged)
        return Outcome(Verdict.SOLVED, next(iter(found.values())))

    def _steps(
        self, at: int, last: int, slid: int, stack: tuple[_Node, ...]
    ) -> Iterator[tuple[int, int | None, int, tuple[_Node, ...]]]:
        """What can become of a row: dropped, or given a code after the last (cost, index of the code, slide, nodes)."""
        drop = self._drop_cost(at)
        if drop is not None:
            yield drop, None, slid, stack
        skipped = 0
        for index in range(last + 1, len(self.codes)):
            code = self.codes[index]
            grown = self._closed(stack, code)
            if grown is not None:
                step, slide = self._step_cost(at, code, slid)
                if grown[-1][0] != parent(code):
                    step += self.gap
                node = (code, self.fen[at], self.half[at], self.zeros, 0, 0)
                yield skipped + step, index, slide, (*grown, node) if code else (node,)
            skipped += self.weights[index]
            if skipped > _SKIP:
                break

    def _reading(self, trail: tuple[str | None, ...]) -> tuple[tuple[str, Amounts], ...]:
        return tuple((code, row.amounts) for code, row in zip(trail, self.rows, strict=True) if code is not None)

    def _drop_cost(self, at: int) -> int | None:
        """The cost of leaving a row out; None where that would lose something: only repeats and empty rows may go."""
        row = self.rows[at]
        if not any(row.amounts):
            return _DROP
        neighbours = [self.rows[n] for n in (at - 1, at + 1) if 0 <= n < len(self.rows)]
        repeats = any(
            other.amounts == row.amounts and row.code in ("", other.code) and row.name in ("", other.name)
            for other in neighbours
        )
        return _DROP if repeats else None

    def _step_cost(self, at: int, code: str, slid: int) -> tuple[int, int]:
        """The cost of giving a code to a row, and by how many rows the code column then stands off."""
        row = self.rows[at]
        cost, slide = 0, 0
        if self.own[at] != code:
            home = self.place.get(code)
            slide = 0 if home is None else home - at
            cost = _FILL if home is None else _SLID if slide == slid else _SLIDE
        if row.name and not row.is_total and self.evidence.names.get(code, row.name) != row.name:
            cost += _NAME
        for column, amount in self.evidence.witnesses.get(code, {}).items():
            printed = row.amounts[column]
            if printed and abs(printed.fen - amount.fen) > printed.half + amount.half:
                cost += _WITNESS
        return cost, slide

    def _closed(self, stack: tuple[_Node, ...], code: str | None) -> tuple[_Node, ...] | None:
        """Close the open nodes that `code` does not lie below (all for None); None when a sum does not meet."""
        if code == TOTAL:
            return stack if len(stack) == 1 and not stack[0][5] else None
        depth = len(stack)
        below = None
        while depth > 1 and not (code or "-").startswith(stack[depth - 1][0]):
            node = stack[depth - 1] if below is None else below
            if not self._adds_up(node) or not (node[5] or len(node[0]) == self.deepest or self.bare_allowed):
                return None
            above = stack[depth - 2]
            sums = tuple(s + (f or 0) for s, f in zip(above[3], node[1] or (), strict=True))
            below = (above[0], above[1], above[2], sums, above[4] + node[2], above[5] + 1)
            if self.rising and self._too_much(below):
                return None
            depth -= 1
        nodes = stack[:depth] if below is None else (*stack[: depth - 1], below)
        return nodes if code is not None or self._adds_up(nodes[0]) else None

    @staticmethod
    def _adds_up(node: _Node) -> bool:
        _, fen, half, sums, slack, children = node
        if not children or fen is None:
            return True
        return all(f is None or abs(f - s) <= half + slack for f, s in zip(fen, sums, strict=True))

    @staticmethod
    def _too_much(node: _Node) -> bool:
        _, fen, half, sums, slack, _ = node
        return fen is not None and any(f is not None and s - f > half + slack for f, s in zip(fen, sums, strict=True))
