"""Numbers as sheets show them. The expected texts are what Excel shows for the value and format."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzfin.money import parse_amount
from fzfin.sources.figures import BUILT_IN, shortest, shown


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (2602.3800000001, None, "2602.38"),
        (2602.3800000001, "General", "2602.38"),
        (201.0, None, "201"),
        (2010350.0, "General", "2010350"),
        (0.1 + 0.2, None, "0.3"),
        (99_999_999_999.99, None, "99999999999.99"),
        (14.2123456789, None, "14.2123456789"),
        (-3.5, None, "-3.5"),
        (0.0, None, "0"),
        (1e21, None, "1000000000000000000000"),
        (2602.384915, "#,##0.00", "2,602.38"),
        (2602.385, "0.00", "2602.39"),
        (1.005, "0.00", "1.01"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(1,234.50)"),
        (-0.001, "0.00", "0.00"),
        (0, BUILT_IN[43], "-"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (-1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (1234.5, "_ ¥* #,##0.00_ ", "1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "1,234.50"),
        (0, "0.00;-0.00;;@", ""),
        (7.5, '0.00"万元"', "7.50万元"),
        (26023800, "0.00,", "26023.80"),
        (0.4719, "0.00%", "47.19%"),
        (0.5, "0%", "50%"),
        (12.5, "0.##", "12.5"),
        (12, "#,###", "12"),
        (1, "00", "01"),
        (301, "000", "301"),
        (7, "@", "7"),
        (44926, "yyyy-mm-dd", "2022-12-31"),
        (44926, 'yyyy"年"m"月"d"日"', "2022-12-31"),
        (44926, BUILT_IN[14], "2022-12-31"),
        (61, "m/d/yyyy", "1900-03-01"),
        (1, "m/d/yyyy", "1900-01-01"),
        (9e9, "yyyy-mm-dd", "9000000000"),
        (float("nan"), "0.00", ""),
        (float("inf"), None, ""),
    ],
)
def test_a_number_is_printed_as_its_cell_shows_it(value: float, code: str | None, printed: str) -> None:
    assert shown(value, code) == printed


def test_days_can_be_counted_from_1904() -> None:
    assert shown(43464, "yyyy-mm-dd", from_1904=True) == "2022-12-31"


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13), st.sampled_from([1, 100, 10_000, 1_000_000]))
def test_a_stored_amount_comes_back_to_the_fen(fen: int, scale: int) -> None:
    """A whole number of 分, stored in 分, 元, 百元 or 万元, is printed without loss or noise."""
    value = fen / scale
    text = shortest(value)
    if len(str(abs(fen))) <= 13:
        assert Decimal(text) == Decimal(fen) / scale
    assert "e" not in text.lower()


@settings(deadline=None)
@given(st.integers(0, 10**11))
def test_an_amount_that_sums_made_noisy_is_printed_clean(fen: int) -> None:
    yuan = fen / 100
    noisy = yuan * (1 + 3e-15)
    amount = parse_amount(shortest(noisy), "元")
    assert amount is not None
    assert amount.fen == fen


@settings(deadline=None)
@given(
    st.floats(allow_nan=True, allow_infinity=True), st.text(alphabet='0#?,.;"\\[]%_*@ymdhsGeneral¥-万元 ', max_size=20)
)
def test_any_format_gives_a_text(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)
