"""Figures of a table as text that a spreadsheet reads back as numbers: separators, two decimals, an ASCII minus."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from fzfin.charts.formats import fraction, is_signed, money, percent, scaled
from fzfin.charts.formats import plain as plain_number
from fzfin.charts.lines import clean
from fzfin.charts.words import Lang, word
from fzfin.display.layout import Column

_MINUS: Final = str.maketrans("−", "-")
_YEARS: Final = frozenset({"year"})
"""Columns of whole numbers that count nothing, so that they have no separators."""


def told(column: Column, unit: str, lang: Lang) -> list[str]:
    """Write the values of a column; what is null stays blank, a printed zero is 0.00.

    Raises:
        ParameterError: The unit is unknown.

    Example:
        >>> told(Column("change", "Change", "money", (-1896.44, 0.0, None)), "万元", "en")
        ['-1,896.44', '0.00', '']
    """
    held = column.values
    if column.kind == "money":
        held = tuple(scaled(pl.DataFrame({"": pl.Series(held, dtype=pl.Float64)}), [""], unit)[""])
    return ["" if value is None else _told(column, value, unit, lang).translate(_MINUS) for value in held]


def _told(column: Column, held: Any, unit: str, lang: Lang) -> str:
    signed = is_signed(column.name)
    if column.kind == "money":
        return money(held, unit, signed=signed)
    if column.kind == "pct":
        return percent(held, signed=signed)
    if column.kind == "fraction":
        return fraction(held, signed=signed)
    if column.kind == "number":
        return plain_number(held)
    if column.kind == "count":
        return str(held) if column.name in _YEARS else f"{held:,}"
    if column.kind == "flag":
        return word("true" if held else "false", lang)
    return clean(str(held))
