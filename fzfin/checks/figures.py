"""Printed figures as exact intervals: a value, and half a unit of its last printed digit on either side."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from fzfin.money import FEN_PER_WAN

Exact = int | Fraction
Key = tuple[str, int, str]
"""What identifies a figure: frame, number of the row in the frame, column."""

Interval = tuple[Exact | None, Exact | None]
"""Both ends included; None for an end that is open."""

MONEY: Final = "money"
PERCENT: Final = "percent"
COUNT: Final = "count"
SCORE: Final = "score"


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure.

    Attributes:
        key: What identifies it: frame, number of the row in the frame, column.
        value: Money in 分, a percentage in percent, anything else in the unit in which it is printed.
        half: Half a unit of the last printed digit, in the same unit.
        kind: ``money``, ``percent``, ``count`` or ``score``.
        locator: Where it is printed.
        quote: The printed words around it.
        given: Whether a rule gives it, such as the 100 that weights add up to, and nobody printed it.
    """

    key: Key
    value: Exact
    half: Exact
    kind: str
    locator: str
    quote: str
    given: bool = False

    @property
    def low(self) -> Exact:
        """The least value that prints like this."""
        return self.value - self.half

    @property
    def high(self) -> Exact:
        """The greatest value that prints like this."""
        return self.value + self.half


def natural(value: Exact | None, kind: str) -> float | None:
    """A value as people hold it: money in 万元, everything else as it is.

    Example:
        >>> natural(28_943_000_00, "money")
        2894.3
    """
    if value is None:
        return None
    return float(value / FEN_PER_WAN) if kind == MONEY else float(value)


def meet(left: Interval, right: Interval) -> Interval | None:
    """What two intervals have in common, None where they have nothing.

    Example:
        >>> meet((1, 3), (2, None))
        (2, 3)
    """
    lows = [end for end in (left[0], right[0]) if end is not None]
    highs = [end for end in (left[1], right[1]) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return None if low is not None and high is not None and low > high else (low, high)


def quotient(top: Interval, bottom: Interval) -> Interval | None:
    """All values of top ÷ bottom; None where bottom may be zero.

    Example:
        >>> quotient((1, 2), (4, 5))
        (Fraction(1, 5), Fraction(1, 2))
    """
    (t0, t1), (b0, b1) = top, bottom
    if t0 is None or t1 is None or b0 is None or b1 is None or b0 <= 0 <= b1:
        return None
    if b1 < 0:
        t0, t1, b0, b1 = -t1, -t0, -b1, -b0
    return Fraction(t0, b1 if t0 >= 0 else b0), Fraction(t1, b0 if t1 >= 0 else b1)
