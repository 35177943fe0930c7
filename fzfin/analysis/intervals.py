"""Printed figures as intervals, in polars expressions: 2.42 with two decimals stands for [2.415, 2.425].

Half of the last printed digit on either side is all that a printed figure leaves open (`checks.md`). The frames hold
floats, so the printed decimals are those of the shortest decimal that gives the float, or those that the table is
known to print, whichever is finer: 68.00 in a table is ± 0.005, not ± 0.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

FEN: Final = 6
"""Decimals of 万元 that reach to whole 分: computed amounts are rounded to them, to be the nearest floats."""
EXACT: Final = 9
"""Decimals to which computed ends are rounded: far finer than 分 (six decimals of 万元), coarser than float noise."""


def decimals(figure: pl.Expr) -> pl.Expr:
    """Count the decimals of the shortest decimal that gives a float; null stays null.

    Example:
        >>> pl.select(decimals(pl.Series([2.42, 68.0, 1e-06, None]))).to_series().to_list()
        [2, 0, 6, None]
    """
    text = figure.cast(pl.Float64).cast(pl.String)
    fraction = text.str.extract(r"\.(\d+)").fill_null("").str.strip_chars_end("0").str.len_chars().cast(pl.Int64)
    exponent = text.str.extract(r"e([-+]?\d+)$").cast(pl.Int64).fill_null(0)
    return pl.when(text.is_not_null()).then(pl.max_horizontal(fraction - exponent, pl.lit(0)))


@dataclass(frozen=True, slots=True)
class Span:
    """All values that a figure may have, both ends included, as two expressions that are null together.

    Example:
        >>> a, b = Span.printed(pl.col("a")), Span.printed(pl.col("b"))
        >>> pl.DataFrame({"a": [1.5], "b": [0.2]}).select((a + b).low, high=(a - b).high).row(0)
        (1.6, 1.4)
    """

    low: pl.Expr
    high: pl.Expr

    @classmethod
    def printed(cls, figure: pl.Expr, at_least: pl.Expr | int = 0) -> Span:
        """The interval of a printed figure.

        Args:
            figure: The float of the printed decimal, in the unit in which it is printed.
            at_least: Decimals that its place is known to print, where the float alone shows fewer.

        Example:
            >>> span = Span.printed(pl.col("x"), at_least=2)
            >>> pl.DataFrame({"x": [68.0]}).select(low=span.low, high=span.high).row(0)
            (67.995, 68.005)
        """
        floor = at_least if isinstance(at_least, pl.Expr) else pl.lit(at_least)
        half = 0.5 * pl.lit(10.0).pow(-pl.max_horizontal(decimals(figure), floor).cast(pl.Float64))
        return cls((figure - half).round(EXACT), (figure + half).round(EXACT))

    def __add__(self, other: Span) -> Span:
        """The sum of two figures."""
        return Span((self.low + other.low).round(EXACT), (self.high + other.high).round(EXACT))

    def __sub__(self, other: Span) -> Span:
        """The difference of two figures that are rounded apart."""
        return Span((self.low - other.high).round(EXACT), (self.high - other.low).round(EXACT))

    def __mul__(self, other: Span) -> Span:
        """The product of two figures."""
        return _hull([a * b for a in (self.low, self.high) for b in (other.low, other.high)])

    def __truediv__(self, other: Span) -> Span:
        """The quotient of two figures; null where the divisor may be zero.

        Example:
            >>> span = Span.printed(pl.col("a")) / Span.printed(pl.col("p")).scaled(0.01)
            >>> pl.DataFrame({"a": [2.42], "p": [16.13]}).select(span.low.round(2), high=span.high.round(2)).row(0)
            (14.97, 15.04)
        """
        known = ~other.holds(0.0)
        ends = [pl.when(known).then(a / b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return _hull(ends)

    def scaled(self, factor: float) -> Span:
        """The figure times a positive number that is exact, such as 0.01 for a percentage."""
        return Span(self.low * factor, self.high * factor)

    def floored(self, where: pl.Expr) -> Span:
        """The figure where it cannot be below zero, such as money spent."""
        return Span(pl.when(where).then(self.low.clip(lower_bound=0.0)).otherwise(self.low), self.high)

    def holds(self, value: float) -> pl.Expr:
        """Whether the figure may have a value."""
        return (self.low <= value) & (self.high >= value)

    def meets(self, other: Span) -> pl.Expr:
        """Whether the two figures may be equal; null where one is not known."""
        return (self.low <= other.high) & (other.low <= self.high)

    def named(self, name: str) -> list[pl.Expr]:
        """The two ends as columns `name_low` and `name_high`."""
        return [self.low.alias(f"{name}_low"), self.high.alias(f"{name}_high")]


def span(name: str) -> Span:
    """The interval that stands in the columns `name_low` and `name_high`.

    Example:
        >>> pl.DataFrame({"x_low": [-0.1], "x_high": [0.1]}).select(span("x").holds(0.0).alias("zero")).item()
        True
    """
    return Span(pl.col(f"{name}_low"), pl.col(f"{name}_high"))


def _hull(ends: Sequence[pl.Expr]) -> Span:
    return Span(pl.min_horizontal(ends).round(EXACT), pl.max_horizontal(ends).round(EXACT))
