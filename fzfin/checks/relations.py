"""Relations between printed figures: what they say, whether they hold, and what each figure would have to be.

A relation fails only where the intervals of its two sides do not meet. Nothing is tuned.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from fzfin.checks.figures import Exact, Figure, Interval, Key, meet, quotient


class Outcome(StrEnum):
    """What came of one check of one thing, the gravest first."""

    FAIL = "fail"
    ROUNDING = "rounding"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    PASS = "pass"  # noqa: S105


EQUAL: Final = "equal"
AT_MOST: Final = "at_most"
AT_LEAST: Final = "at_least"


@dataclass(frozen=True, slots=True)
class Linear:
    """`left` is, is at most, or is at least the sum of `plus` less the sum of `minus`.

    `blanks` counts cells of the sum in which nothing is printed: the figures may fall short of `left` by what belongs
    there, and never reach beyond it.
    """

    left: Figure
    plus: tuple[Figure, ...]
    minus: tuple[Figure, ...] = ()
    sign: str = EQUAL
    blanks: int = 0

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that the relation reads."""
        return (self.left, *self.plus, *self.minus)

    @property
    def expected(self) -> Interval:
        """What `left` may be, by the other side."""
        low = sum(f.low for f in self.plus) - sum(f.high for f in self.minus)
        high = sum(f.high for f in self.plus) - sum(f.low for f in self.minus)
        return (None if self.sign == AT_MOST else low), (None if self.sign == AT_LEAST else high)

    @property
    def middle(self) -> Exact:
        """The other side as printed, to the digit."""
        return sum(f.value for f in self.plus) - sum(f.value for f in self.minus)

    @property
    def actual(self) -> Interval:
        """What `left` is."""
        return self.left.low, self.left.high

    def outcome(self) -> Outcome:
        """Hold both sides against each other."""
        own, other = self.left.value, self.middle
        if own == other or (own < other if self.sign == AT_MOST else own > other and self.sign == AT_LEAST):
            return Outcome.PASS
        if meet(self.actual, self.expected) is not None:
            return Outcome.ROUNDING
        short = self.blanks and self.sign == EQUAL and own > other
        return Outcome.UNKNOWN if short else Outcome.FAIL

    def allowed(self, key: Key) -> Interval | None:
        """What one of its figures may be if all the others are as printed; None where the relation cannot tell."""
        terms = [(self.left, -1), *((f, 1) for f in self.plus), *((f, -1) for f in self.minus)]
        own = sum(sign for figure, sign in terms if figure.key == key)
        if own not in (1, -1):
            return None
        others = [(figure, sign) for figure, sign in terms if figure.key != key]
        low: Exact | None = sum(f.low if sign > 0 else -f.high for f, sign in others)
        high: Exact | None = sum(f.high if sign > 0 else -f.low for f, sign in others)
        # own * x + others (is 0, or for "at most" is not below 0, or for "at least" is not above 0)
        if own > 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        if self.sign == EQUAL:
            return low, high
        rising = (self.sign == AT_MOST) == (own > 0)
        return (low, None) if rising else (None, high)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`left` is the percentage of `top` over `bottom`, or over `bottom` less `less` (growth from the prior year)."""

    left: Figure
    top: Figure
    bottom: Figure
    less: Figure | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that the relation reads."""
        return (self.left, self.top, self.bottom, *([self.less] if self.less and self.less is not self.top else []))

    @property
    def base(self) -> Exact:
        """The denominator as printed, or as it follows."""
        return self.bottom.value - (self.less.value if self.less else 0)

    @property
    def actual(self) -> Interval:
        """What the printed percentage stands for."""
        return self.left.low, self.left.high

    @property
    def expected(self) -> Interval | None:
        """What the percentage may be by its figures; None where the denominator may be zero."""
        if self.less is None:
            found = quotient((self.top.low, self.top.high), (self.bottom.low, self.bottom.high))
        else:
            ends = [
                quotient((change, change), (whole - change, whole - change))
                for change in (self.top.low, self.top.high)
                for whole in (self.bottom.low, self.bottom.high)
            ]
            known = [end[0] for end in ends if end is not None and end[0] is not None]
            bases = [w - c for c in (self.top.low, self.top.high) for w in (self.bottom.low, self.bottom.high)]
            certain = len(known) == len(ends) and (min(bases) > 0 or max(bases) < 0)
            found = (min(known), max(known)) if certain else None
        return None if found is None else tuple(100 * end if end is not None else None for end in found)  # type: ignore[return-value]

    @property
    def middle(self) -> Exact | None:
        """The percentage by the figures as printed; None over zero."""
        return Fraction(100 * self.top.value, self.base) if self.base else None

    def outcome(self) -> Outcome:
        """Hold the printed percentage against its figures."""
        expected = self.expected
        if expected is None:
            return Outcome.UNKNOWN
        if meet(self.actual, expected) is None:
            return Outcome.FAIL
        middle = self.middle
        exact = middle is not None and self.left.low <= middle <= self.left.high
        return Outcome.PASS if exact else Outcome.ROUNDING

    def truncated(self) -> bool:
        """Say whether the printed percentage is cut off instead of rounded: 99.868 printed as 99.86."""
        expected, last = self.expected, Fraction(2 * self.left.half)
        if expected is None or expected[0] is None or expected[1] is None:
            return False
        if self.left.value * (self.middle or 0) < 0:
            return False
        size = abs(Fraction(self.left.value))
        ends = abs(Fraction(expected[0])), abs(Fraction(expected[1]))
        return bool(min(ends) < size + last and max(ends) >= size)

    def allowed(self, key: Key) -> Interval | None:
        """What one of its figures may be if all the others are as printed; None where the relation cannot tell."""
        if key == self.left.key:
            return self.expected
        share = (Fraction(self.left.low) / 100, Fraction(self.left.high) / 100)
        if self.less is not None:
            if key == self.top.key:  # c / (a - c) = p, so c = a * p / (1 + p)
                if min(share) <= -1:
                    return None
                factors = [p / (1 + p) for p in share]
                ends = [f * a for f in factors for a in (self.bottom.low, self.bottom.high)]
            else:  # a = c * (1 + p) / p
                if share[0] <= 0 <= share[1]:
                    return None
                ends = [c * (1 + p) / p for p in share for c in (self.top.low, self.top.high)]
            return min(ends), max(ends)
        if key == self.top.key:
            ends = [p * b for p in share for b in (self.bottom.low, self.bottom.high)]
            return min(ends), max(ends)
        return quotient((self.top.low, self.top.high), share)


Relation = Linear | Ratio
