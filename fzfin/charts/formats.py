"""How figures are written in charts and tables: the one presentation scaling, signs, separators and percents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal, TypeAlias

import polars as pl

from fzfin.charts.words import Lang, heading, unit_word, value, word
from fzfin.money import FEN_PER_WAN
from fzfin.vocab import UNITS

Kind: TypeAlias = Literal["money", "pct", "fraction", "number", "count", "flag", "text"]
"""What a column holds, told by its name and type: see `kind_of`."""

NOTHING: Final = "—"
"""Stands where nothing was printed: null is not zero."""

MINUS: Final = "−"
_MOST_DECIMALS: Final = 8
_TIMES: Final = {"per_head": 10_000, "percent": 100}
_AFTER: Final = {"percent": "%"}
_PLAIN: Final = frozenset({"weight", "score", "total_score", "target", "achieved", "value", "index"})
"""Columns of floats that are no amounts of money: marks, and what indicators measure in units of their own."""


def kind_of(name: str, dtype: pl.DataType) -> Kind:
    """Tell what a column holds: floats are 万元 unless the name ends in ``pct`` (percent) or ``rate``/``share``.

    Marks and what indicators measure (``weight``, ``score``, ``target``, …) are plain numbers: no unit of money.

    Example:
        >>> kind_of("change_rate", pl.Float64()), kind_of("prior_low", pl.Float64())
        ('fraction', 'money')
    """
    if dtype == pl.Boolean:
        return "flag"
    if dtype.is_integer():
        return "count"
    if not dtype.is_numeric():
        return "text"
    if name in _PLAIN:
        return "number"
    stem = name.removesuffix("_low").removesuffix("_high")
    if stem.endswith("pct"):
        return "pct"
    return "fraction" if stem.endswith(("rate", "_share")) or stem == "share" else "money"


def is_signed(name: str) -> bool:
    """Say whether a column is written with its sign: changes and contributions to them.

    Example:
        >>> is_signed("change_low")
        True
    """
    return name.startswith(("change", "contribution"))


def scaled(frame: pl.DataFrame, columns: Sequence[str], unit: str) -> pl.DataFrame:
    """Turn money columns from 万元 into the unit shown: the only place where a presentation scales.

    Amounts that were divided by a head count are shown in yuan (``per_head``), fractions of a whole in ``percent``.

    Raises:
        ParameterError: The unit is none that `fzfin.charts.words.unit_word` knows.

    Example:
        >>> scaled(pl.DataFrame({"amount": [2.5]}), ["amount"], "元")["amount"].to_list()
        [25000.0]
    """
    unit_word(unit, "zh")
    present = [name for name in columns if name in frame.columns]
    if unit in _TIMES:
        times, by = _TIMES[unit], 1
    else:
        small = UNITS[unit] <= FEN_PER_WAN
        times, by = (FEN_PER_WAN // UNITS[unit], 1) if small else (1, UNITS[unit] // FEN_PER_WAN)
    return frame.with_columns(pl.col(name).cast(pl.Float64) * times / by for name in present)


def _written(number: float, decimals: int, signed: bool) -> str:
    exact = Decimal(repr(number))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    while exact and not rounded and decimals < _MOST_DECIMALS:
        decimals += 1
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,}"


def money(amount: float | None, unit: str, *, signed: bool = False) -> str:
    """Write an amount that is already in `unit`: two decimals, four from 百万元 on, null as a dash.

    An amount that would round to zero gets as many more decimals as it needs: only a zero shows as zero.

    Example:
        >>> money(-439.16, "万元", signed=True), money(None, "万元"), money(0.0, "万元")
        ('−439.16', '—', '0.00')
    """
    if amount is None:
        return NOTHING
    return _written(amount, 2 if unit in _TIMES or UNITS[unit] <= FEN_PER_WAN else 4, signed) + _AFTER.get(unit, "")


def percent(pct: float | None, *, signed: bool = False) -> str:
    """Write a percentage as printed, with two decimals, or more where more were printed.

    Example:
        >>> percent(16.13), percent(-1.2345)
        ('16.13%', '−1.2345%')
    """
    if pct is None:
        return NOTHING
    exponent = Decimal(repr(pct)).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 2
    return _written(pct, min(max(2, decimals), 4), signed) + "%"


def fraction(share: float | None, *, signed: bool = False) -> str:
    """Write a computed fraction as a percentage with two decimals.

    Example:
        >>> fraction(0.0304142)
        '3.04%'
    """
    if share is None:
        return NOTHING
    return _written(float(Decimal(repr(share)) * 100), 2, signed) + "%"


def plain(number: float | None) -> str:
    """Write a number with the decimals that it has: marks, and what indicators measure.

    Example:
        >>> plain(10.0), plain(1234.56), plain(None)
        ('10', '1,234.56', '—')
    """
    if number is None:
        return NOTHING
    whole, _, decimals = f"{Decimal(repr(number)):,f}".partition(".")
    decimals = decimals.rstrip("0")
    return (f"{whole}.{decimals}" if decimals else whole).replace("-", MINUS)


def written(name: str, column: pl.Series, unit: str, lang: Lang) -> list[str]:
    """Write a whole column by its kind; money must already be in `unit`, null becomes a dash.

    Example:
        >>> written("change_rate", pl.Series([0.25, None]), "万元", "en")
        ['+25.00%', '—']
    """
    kind, signed = kind_of(name, column.dtype), is_signed(name)
    if kind == "money":
        return [money(v, unit, signed=signed) for v in column]
    if kind == "pct":
        return [percent(v, signed=signed) for v in column]
    if kind == "fraction":
        return [fraction(v, signed=signed) for v in column]
    if kind == "number":
        return [plain(v) for v in column]
    if kind == "count":
        return [NOTHING if v is None else f"{v:,}" for v in column]
    if kind == "flag":
        return [NOTHING if v is None else word("true" if v else "false", lang) for v in column]
    return [NOTHING if v is None or v == "" else value(name, str(v), lang) for v in column]


def titled(name: str, dtype: pl.DataType, unit: str, lang: Lang) -> str:
    """Give a column's heading, with the unit where it holds money.

    Example:
        >>> titled("change", pl.Float64(), "万元", "en")
        'Change (10k yuan)'
    """
    words = heading(name, lang)
    if kind_of(name, dtype) != "money":
        return words
    return word("with_unit", lang, name=words, unit=unit_word(unit, lang))
