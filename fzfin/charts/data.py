"""The one way of a frame into a chart: only what Altair can show goes in, and not more than a picture can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
import polars.selectors as cs

from fzfin.charts.lines import clean
from fzfin.errors import SchemaError

MOST_ROWS: Final = 5_000
"""The most rows that a chart takes; Altair refuses more."""


def prepare(
    frame: pl.DataFrame | pl.LazyFrame,
    required: Sequence[str],
    *,
    numbers: Sequence[str] = (),
    optional: Sequence[str] = (),
) -> pl.DataFrame:
    """Make a frame fit for a chart (图表数据).

    Decimals become floats, NaN and infinity null, categories and times text; durations, lists, structs and other
    columns that no chart shows are dropped. Texts come from a disclosure: they are put on one line.

    Args:
        frame: The frame; a lazy one is collected.
        required: Columns that must be there.
        numbers: Columns, required or optional, that must hold numbers; they become Float64.
        optional: Columns of numbers that are added as null where the frame has none.

    Raises:
        SchemaError: A column is missing or holds no numbers, or the frame has more than `MOST_ROWS` rows.

    Example:
        >>> prepare(pl.DataFrame({"amount": [1.5, float("nan")]}), ["amount"])["amount"].to_list()
        [1.5, None]
    """
    whole = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    missing = [name for name in required if name not in whole.columns]
    if missing:
        raise SchemaError(
            f"the chart needs the columns {', '.join(required)}; {', '.join(missing)} missing"
            f" out of {', '.join(whole.columns) or 'none'}"
        )
    if whole.height > MOST_ROWS:
        raise SchemaError(
            f"expected at most {MOST_ROWS:,} rows, found {whole.height:,}: take the largest with"
            " .top_k() or sum the rest before drawing"
        )
    fit = whole.with_columns(
        cs.decimal().cast(pl.Float64),
        cs.by_dtype(pl.Int128, pl.UInt64, pl.Null).cast(pl.Float64),
        (cs.categorical() | cs.enum() | cs.time()).cast(pl.String),
    ).select(cs.numeric() | cs.string() | cs.boolean() | cs.date() | cs.datetime())
    dropped = [name for name in required if name not in fit.columns]
    if dropped:
        raise SchemaError(f"the columns {', '.join(dropped)} hold {whole.select(dropped).dtypes}, which no chart shows")
    fit = fit.with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in optional if name not in fit.columns)
    for name in numbers:
        if not fit.schema[name].is_numeric():
            raise SchemaError(f"the column {name} must hold numbers, found {fit.schema[name]}")
    fit = fit.with_columns(pl.col(name).cast(pl.Float64) for name in numbers)
    fit = fit.with_columns(pl.when(cs.float().is_finite()).then(cs.float()))
    return fit.with_columns(
        pl.Series(name, [None if text is None else clean(text) for text in fit[name]], dtype=pl.String)
        for name, dtype in fit.schema.items()
        if dtype == pl.String
    ).select(fit.columns)
