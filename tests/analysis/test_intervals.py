"""Printed figures as intervals, worked out with pencil."""

from __future__ import annotations

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzfin.analysis.intervals import Span, decimals


def ends(span: Span, **columns: float | None) -> tuple[float | None, float | None]:
    low, high = (
        pl.DataFrame({name: [value] for name, value in columns.items()}, schema=dict.fromkeys(columns, pl.Float64))
        .select(low=span.low, high=span.high)
        .row(0)
    )
    return low, high


@pytest.mark.parametrize(
    ("figure", "places"),
    [
        (2379.25, 2),
        (68.0, 0),
        (0.0, 0),
        (-0.5, 1),
        (1e-06, 6),
        (2.5e-05, 6),
        (1e17, 0),
        (123456.123456, 6),
        (None, None),
    ],
)
def test_decimals_of_the_shortest_decimal(figure: float | None, places: int | None) -> None:
    assert pl.select(decimals(pl.lit(figure, pl.Float64))).item() == places


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_decimals_of_any_decimal(digits: int, places: int) -> None:
    figure = digits / 10**places
    least = min(p for p in range(places + 1) if digits % 10 ** (places - p) == 0)
    assert pl.select(decimals(pl.lit(figure))).item() == least


def test_a_figure_is_half_a_last_digit_either_way() -> None:
    assert ends(Span.printed(pl.col("a")), a=16.13) == (16.125, 16.135)
    assert ends(Span.printed(pl.col("a")), a=12.0) == (11.5, 12.5)
    assert ends(Span.printed(pl.col("a"), at_least=2), a=68.0) == (67.995, 68.005)
    assert ends(Span.printed(pl.col("a"), at_least=2), a=None) == (None, None)


def test_sum_difference_product_quotient() -> None:
    a, b = Span.printed(pl.col("a")), Span.printed(pl.col("b"))
    assert ends(a + b, a=1.5, b=-0.2) == (1.2, 1.4)
    assert ends(a - b, a=1.5, b=-0.2) == (1.6, 1.8)
    assert ends(a * b, a=2.0, b=-3.0) == (-8.75, -3.75)
    assert ends(a / b, a=3.0, b=2.0) == (1.0, 2.333333333)
    assert ends(a / b, a=3.0, b=0.0) == (None, None)
    assert ends(a + b, a=None, b=1.0) == (None, None)
    assert ends(a * b, a=None, b=1.0) == (None, None)


@given(st.integers(1, 10**6), st.integers(1, 10**4))
def test_a_quotient_holds_the_quotients_of_all_ends(a: int, b: int) -> None:
    low, high = ends(Span.printed(pl.col("a")) / Span.printed(pl.col("b")), a=float(a), b=float(b))
    assert low is not None
    assert high is not None
    exact = [
        (Fraction(a) + i) / (Fraction(b) + j)
        for i in (Fraction(-1, 2), Fraction(1, 2))
        for j in (Fraction(-1, 2), Fraction(1, 2))
    ]
    assert abs(low - float(min(exact))) < 1e-8
    assert abs(high - float(max(exact))) < 1e-8


def test_meets_and_holds() -> None:
    a, b = Span.printed(pl.col("a")), Span.printed(pl.col("b"))
    frame = pl.DataFrame({"a": [3381.3, 3381.3, 1.0], "b": [3381.34, 3381.36, None]})
    assert frame.select(a.meets(b)).to_series().to_list() == [True, False, None]
    assert pl.DataFrame({"a": [0.0, 1.0]}).select(a.holds(0.0)).to_series().to_list() == [True, False]
