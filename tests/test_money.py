"""Printed amounts and the exact integers behind them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzfin.errors import AmountError
from fzfin.money import Amount, format_amount, parse_amount, parse_percent


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("2,602.38", 2_602_380_000),
        ("２，６０２．３８", 2_602_380_000),
        ("3412.67", 3_412_670_000),
        ("(1,234.50)", -1_234_500_000),
        ("（1,234.50）", -1_234_500_000),
        ("－12.5", -12_500_000),
        ("△5.00", -5_000_000),
        ("0", 0),
        (".5", 500_000),
        ("1 008", 1_008_000_000),
    ],
)
def test_amounts(text: str, fen: int) -> None:
    found = parse_amount(text)
    assert found is not None
    assert found.fen == fen


@pytest.mark.parametrize("text", ["", " ", "/", "—", "－", "-", "--", "无", "…"])
def test_nothing_printed_is_not_zero(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["12,34", "abc", "1.2.3", "(5", "5)", "1.2345678", "9" * 16, "1e5", "٣", "--5"])
def test_what_is_no_amount_is_an_error(text: str) -> None:
    with pytest.raises(AmountError, match="expected"):
        parse_amount(text)


def test_units() -> None:
    assert parse_amount("1", "元") == Amount(100, 50)
    assert parse_amount("24.13", "亿元") == Amount(241_300_000_000, 50_000_000)
    with pytest.raises(AmountError, match="expected a unit"):
        parse_amount("1", "美元")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.booleans())
def test_what_is_printed_is_read_back_exactly(value: Decimal, separated: bool) -> None:
    text = f"{value:,.2f}" if separated else f"{value:.2f}"
    found = parse_amount(text)
    assert found is not None
    assert found.fen == int(value * 1_000_000)
    assert found.half == 5_000
    assert found.wan == float(value)
    assert format_amount(found.fen) == f"{value:,.2f}".replace("-0.00", "0.00")


def test_percents_keep_the_half_of_their_last_digit() -> None:
    assert parse_percent("16.13%") == (16.13, 0.005)
    assert parse_percent("240") == (240.0, 0.5)
    with pytest.raises(AmountError, match="percentage"):
        parse_percent("many")
