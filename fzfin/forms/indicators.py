"""Rows of the indicators (绩效指标) → one tuple for each, with its groups carried down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from fzfin.forms.groups import Groups, beside_and_suffix, carried_past, groups_of, without_label
from fzfin.forms.halves import is_own, join_rows, torn
from fzfin.forms.measures import measure, number
from fzfin.forms.row import UNPROVED, Leftover, Row, plain, unspaced

_OWN: Final = 3
"""Cells of an indicator before its weight: name, target, achieved."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Columns of weight, score and deviation reason; `fault` says which of them could not be read."""

    weight: int
    score: int
    reason: int | None = None
    fault: str | None = None


def _tail(row: Row, filled: tuple[int, ...]) -> Tail | None:
    """Find weight and score: the last two numbers, before the reason if there is one."""
    values = [number(row.cells[column]) for column in filled[-_OWN:]]
    if len(values) < _OWN:
        return None
    if values[1] is not None and values[2] is not None:
        return Tail(filled[-2], filled[-1])
    if values[0] is not None and values[1] is not None:
        return Tail(filled[-3], filled[-2], filled[-1])
    return None


def _text_tail(row: Row, filled: tuple[int, ...]) -> Tail | None:
    """Find weight and score by the target's comparator, where one of them is no number."""
    target = next((place for place, column in enumerate(filled) if measure(row.cells[column])[0]), None)
    if target is None or len(filled) != target + 4:
        return None
    weight, score = filled[-2:]
    if score - filled[target] != _OWN:
        return None
    if number(row.cells[score]) is not None:
        return Tail(weight, score, fault="the weight is no number")
    return Tail(weight, score, fault="the score is no number") if number(row.cells[weight]) is not None else None


def read_indicator(row: Row, carried: Groups) -> tuple[Groups, tuple[Any, ...], str | None] | str:
    """Read one indicator.

    Returns:
        Its groups, its columns from level_1 to deviation_reason, and what of it could not be read; or the reason why
        the row cannot be read.
    """
    filled = without_label(row)
    tail = _tail(row, filled) or _text_tail(row, filled)
    if tail is None:
        return "row without weight and score"
    before = [column for column in filled if column < tail.weight]
    groups, used = groups_of([row.keys[column] for column in before], carried)
    own = before[used:]
    unknown = len(own) - _OWN
    if unknown in (1, 2) and all(row.keys[column].endswith(beside_and_suffix()[1]) for column in own[:unknown]):
        words = [row.keys[column] for column in own[:unknown]]
        if unknown == 2 and not used:
            groups = words[0], words[1]
        elif unknown == 1 and (used == 0 or (used == 1 and groups[1] is None)):
            groups = groups[0], words[0]
        else:
            return "row with more groups than two"
        own = own[unknown:]
    if len(own) == _OWN - 1 and tail.weight - own[0] == _OWN:
        own = [own[0], own[0] + 1, own[0] + 2]
    if len(own) != _OWN:
        return f"row with {len(own)} cells before the weight, expected name, target and achieved value"
    name, target, achieved = (row.cells[column] for column in own)
    comparator, value, unit = measure(target)
    compared, achieved_value, achieved_unit = measure(achieved)
    if not name or measure(name)[0] or (comparator is None and compared):
        return "row whose target stands in another column"
    if compared:
        achieved_value = achieved_unit = None
    columns = (
        *groups, unspaced(name), unspaced(target) or None, comparator, value, unit,
        plain(achieved) or None, achieved_value, achieved_unit,
        number(row.cells[tail.weight]), number(row.cells[tail.score]),
        plain(row.cells[tail.reason]) if tail.reason is not None else None,
    )  # fmt: skip
    return groups, columns, tail.fault


def _mend(rows: list[Row]) -> list[tuple[Row, Row | None, str | None]]:
    """Join each row that a page break cut in two; beside it its second half, and why it cannot be read if it cannot.

    A figure that the page tears is not joined: nothing proves that both pieces are one.
    """
    joined_rows: list[tuple[Row, Row | None, str | None]] = []
    for row in rows:
        if row.first and joined_rows:
            above = joined_rows[-1][0]
            halves = [_tail(half, without_label(half)) for half in (above, row)]
            if halves.count(None) == 1 and torn(above, row) and not is_own(above, row):
                joined_rows[-1] = above, row, UNPROVED
                continue
            joined = join_rows(above, row)
            if halves.count(None) == 1 and not isinstance(read_indicator(joined, (None, None)), str):
                joined_rows[-1] = joined, row, None
                continue
        joined_rows.append((row, None, None))
    return joined_rows


def read_indicators(rows: list[Row], leftovers: list[Leftover], used: set[str]) -> list[tuple[Any, ...]]:
    """Read the rows of one form; each tuple is a row of `indicators` without project_no."""
    out: list[tuple[Any, ...]] = []
    carried: Groups = (None, None)
    for row, half, reason in _mend(rows):
        found = reason or read_indicator(row, carried)
        if isinstance(found, str):
            leftovers += [one.left_over(found) for one in (row, half) if one and (reason or one is row)]
            carried = carried_past(row, carried)
            continue
        carried, columns, fault = found
        if fault:
            leftovers.append(row.left_over(fault))
        used.update({row.locator, half.locator if half else row.locator})
        out.append((len(out) + 1, *columns, row.locator))
    return out
