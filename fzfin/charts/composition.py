"""The composition (构成图): wholes as bars that consist of their parts, each part with its words upon or below it."""

from __future__ import annotations

from typing import Literal

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import tooltips
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, money, scaled
from fzfin.charts.layers import layered
from fzfin.charts.strips import lay_out
from fzfin.charts.theme import PARTS, WIDTH
from fzfin.charts.words import Lang, word
from fzfin.errors import ParameterError


def composition(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    title: str,
    subtitle: str,
    unit: str | None = None,
    lang: Lang | None = None,
    by: Literal["amount", "share"] = "amount",
) -> alt.LayerChart:
    """Draw compositions (构成图): one bar per whole, split into its parts.

    A part wide enough holds its words; those of a narrow one stand below, at the end of a thin rule; a part of zero or
    of no published amount is named in a line below the bar.

    Args:
        frame: One row per part: ``bar`` (name of the whole), ``part``, ``amount`` in 万元 and ``share`` (fraction of
            the whole), both may be null, ``order`` (Int64, of the parts); if there, ``reason`` and ``locator``. Bars
            are drawn in the order in which they come. A part keeps its colour from bar to bar; bars without common
            parts begin with the same colours.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.
        by: What the lengths show: ``amount``, all bars to one scale, or ``share``.

    Raises:
        SchemaError: A column is missing or of another type.
        ParameterError: The unit, language or `by` is unknown.

    Example:
        >>> parts = pl.DataFrame(
        ...     {
        ...         "bar": ["Procurement"] * 2,
        ...         "part": ["Goods", "Services"],
        ...         "amount": [15.76, 4639.52],
        ...         "share": [0.0034, 0.9966],
        ...         "order": [0, 1],
        ...     }
        ... )
        >>> chart = composition(parts, title="Nearly all is services", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    if by not in ("amount", "share"):
        raise ParameterError(f"expected by 'amount' or 'share', found {by!r}")
    parts = prepare(frame, ("bar", "part", "amount", "share", "order"), numbers=("amount", "share"))
    parts = scaled(parts, ("amount",), unit).with_columns(pl.col("bar", "part").fill_null(NOTHING))
    if parts.is_empty():
        return nothing(title, subtitle, lang)
    parts = _with_ends(parts, by)
    parts = _with_texts(parts, unit, lang)
    parts, tips = tooltips(parts, ("bar", "part", "amount", "share", "reason", "locator"), unit, lang)
    strips = lay_out(parts)
    return layered(
        strips.layers(tips, hover_name(title, parts)),
        width=WIDTH,
        height=strips.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, parts["says"].to_list(), lang),
    )


def _with_ends(parts: pl.DataFrame, by: str) -> pl.DataFrame:
    """Say where each part begins and ends, in pixels: positive ones to the right of zero, negative ones to the left."""
    size = pl.col(by).fill_null(0.0)
    bars = parts["bar"].unique(maintain_order=True).to_list()
    rank = pl.col("bar").replace_strict(bars, range(len(bars)), return_dtype=pl.Int64).alias("rank")
    parts = parts.with_columns(rank).sort("rank", "order", maintain_order=True)
    up, down = size.clip(lower_bound=0.0), size.clip(upper_bound=0.0)
    end = pl.when(size >= 0).then(up.cum_sum().over("rank")).otherwise(down.cum_sum().over("rank"))
    parts = parts.with_columns(end.alias("end")).with_columns((pl.col("end") - size).alias("start"))
    low = min(0.0, *parts["end"], *parts["start"])
    high = max(*parts["end"], *parts["start"], 0.0)
    pixels = WIDTH / (high - low) if high > low else 0.0
    ends = ((pl.min_horizontal("start", "end") - low) * pixels, (pl.max_horizontal("start", "end") - low) * pixels)
    return parts.with_columns(ends[0].alias("x0"), ends[1].alias("x1"), *_colours(parts))


def _colours(parts: pl.DataFrame) -> list[pl.Series]:
    """Colour a part alike in all bars, or, where the bars have no part in common, by its place in its bar."""
    names = parts["part"].unique(maintain_order=True).to_list()
    once = parts.select(pl.struct("rank", "part").unique()).height == len(names)
    if once:
        places = parts.select(pl.int_range(pl.len()).over("rank")).to_series().to_list()
    else:
        places = [names.index(part) for part in parts["part"]]
    return [
        pl.Series(column, [PARTS[place % len(PARTS)][side] for place in places], dtype=pl.String)
        for side, column in enumerate(("colour", "ink"))
    ]


def _with_texts(parts: pl.DataFrame, unit: str, lang: Lang) -> pl.DataFrame:
    """Write each part's words: its name, its figures, and both on one line."""
    figures, says = [], []
    for row in parts.iter_rows(named=True):
        missing = row["amount"] is None and row["share"] is None
        amount = "" if row["amount"] is None else money(row["amount"], unit)
        share = "" if row["share"] is None else fraction(row["share"])
        both = word("aside", lang, text=amount, aside=share) if amount and share else amount or share
        figures.append(word("not_disclosed", lang) if missing else both)
        says.append(f"{row['bar']} {row['part']} {figures[-1]}")
    return parts.with_columns(pl.Series("figure", figures), pl.Series("says", says)).with_columns(
        pl.concat_str("part", "figure", separator=" ").alias("line")
    )
