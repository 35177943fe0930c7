"""Targets and achieved values of indicators (年度指标值, 实际完成值) in one unit, so that they can be held together."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final

from fzfin.checks.book import Row
from fzfin.checks.figures import Exact
from fzfin.vocab import UNITS, key, lookup

_HOLDS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
_SLIP: Final = 1000
PERCENT: Final = "%"


@lru_cache(maxsize=1024)
def unit(printed: str) -> tuple[int, str]:
    """How many of its base unit a printed unit is, and the base unit.

    Example:
        >>> unit("万件次"), unit("台")
        ((10000, '件次'), (1, '台'))
    """
    folded = key(printed)
    if folded in lookup("design", "percent"):
        return 1, PERCENT
    for prefix, scale in _scales():
        if folded.startswith(prefix):
            return scale, folded.removeprefix(prefix)
    return 1, folded


@cache
def _scales() -> tuple[tuple[str, int], ...]:
    known = lookup("design", "scale")
    return tuple((prefix, int(known[prefix])) for prefix in sorted(known, key=len, reverse=True))


def is_money(printed: str | None) -> bool:
    """Whether a unit is one of money.

    Example:
        >>> is_money("万元"), is_money("万人")
        (True, False)
    """
    return bool(printed) and key(printed or "") in UNITS


def both(row: Row) -> tuple[Exact, Exact] | None:
    """Achieved value and target of an indicator in the target's unit; None where they cannot be held together.

    An achieved value without a unit has the target's, unless it is so far from the target that it cannot: 1277000
    beside ≥80 万件次, or 1 beside ≥95%.
    """
    pairs: dict[int, tuple[Exact, Exact] | None] = row.book.kept.setdefault("pairs", {})
    if row.number not in pairs:
        pairs[row.number] = _both(row)
    return pairs[row.number]


def _both(row: Row) -> tuple[Exact, Exact] | None:
    target, achieved = row.figure("target"), row.figure("achieved")
    if target is None or achieved is None:
        return None
    wanted, told = row["target_unit"], row["achieved_unit"]
    if told is None or wanted is None or key(told) == key(wanted):
        scale, base = unit(wanted or told or "")
        far = scale > 1 and target.value and achieved.value / target.value >= _SLIP
        share = base == PERCENT and told is None and 0 < achieved.value <= 1 < target.value
        return None if far or share else (achieved.value, target.value)
    (scale, base), (other, beside) = unit(wanted), unit(told)
    if base != beside or not base:
        return None
    return Fraction(achieved.value * other) / scale, target.value


def met(row: Row) -> bool | None:
    """Whether a target is met under its own comparator; None where it has none, or nothing to be held against."""
    pair = both(row)
    if pair is None or row["comparator"] not in _HOLDS:
        return None
    return _HOLDS[row["comparator"]](*pair)


def full(row: Row) -> bool:
    """Whether an indicator has full marks."""
    return bool(row["score"] is not None and row["weight"] and row["score"] >= row["weight"])
