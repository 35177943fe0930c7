"""Exact intervals for answers: a printed figure is all values that print like it, and so is what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fzfin.checks.figures import quotient


@dataclass(frozen=True, slots=True)
class Span:
    """A computed value with the least and greatest that the printed figures leave open, all exact.

    Example:
        >>> a, p = Span.printed(2.42, 2), Span.printed(16.13, 2)
        >>> (a / p * 100).shown(2)
        ('15.00', '14.97', '15.04')
    """

    value: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def exact(cls, value: Fraction | int | float) -> Span:
        """A value that nothing is left open about; of a float, its shortest decimal."""
        exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
        return cls(exact, exact, exact)

    @classmethod
    def printed(cls, value: float, decimals: int) -> Span:
        """A figure printed with so many decimals."""
        exact, half = Fraction(repr(float(value))), Fraction(1, 2 * 10**decimals)
        return cls(exact, exact - half, exact + half)

    def __add__(self, other: Span) -> Span:
        return Span(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.value - other.value, self.low - other.high, self.high - other.low)

    def __neg__(self) -> Span:
        return Span(-self.value, -self.high, -self.low)

    def __abs__(self) -> Span:
        if self.low < 0 < self.high:
            return Span(abs(self.value), Fraction(0), max(-self.low, self.high))
        return self if self.low >= 0 else -self

    def __mul__(self, factor: Fraction | int) -> Span:
        ends = sorted((self.low * factor, self.high * factor))
        return Span(self.value * factor, ends[0], ends[1])

    def times(self, other: Span) -> Span:
        """The product of two figures."""
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(self.value * other.value, min(ends), max(ends))

    def over(self, other: Span) -> Span | None:
        """The quotient of two figures; None where the divisor may be zero.

        Example:
            >>> Span.exact(1).over(Span.printed(0.0, 2)) is None
            True
        """
        ends = quotient((self.low, self.high), (other.low, other.high))
        if ends is None:
            return None
        low, high = ends
        return Span(self.value / other.value, Fraction(low or 0), Fraction(high or 0))

    def __truediv__(self, other: Span) -> Span:
        found = self.over(other)
        if found is None:
            raise ZeroDivisionError("the divisor may be zero: ask `over` first")
        return found

    def meets(self, other: Span) -> bool:
        """Whether the two may be equal."""
        return self.low <= other.high and other.low <= self.high

    def joined(self, other: Span) -> Span:
        """This value, as wide as the two together: what is computed one way and printed another."""
        return Span(self.value, min(self.low, other.low), max(self.high, other.high))

    def shown(self, decimals: int) -> tuple[str, str, str]:
        """Value and ends with so many decimals."""
        value, low, high = (f"{float(number):,.{decimals}f}" for number in (self.value, self.low, self.high))
        return value, low, high

    def holds(self, value: Fraction, slack: Fraction = Fraction(0)) -> bool:
        """Whether a value lies within, or outside by no more than the slack."""
        return self.low - slack <= value <= self.high + slack


def total(spans: list[Span]) -> Span:
    """The sum of figures; zero for none."""
    whole = Span.exact(0)
    for part in spans:
        whole = whole + part
    return whole
