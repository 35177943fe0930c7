"""Shares (占比图): how large a part is of its base, each with the base in words, also where it exceeds the whole."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import Canvas, lay
from fzfin.charts.caption import nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, percent, scaled
from fzfin.charts.key import DIAMOND, Sign
from fzfin.charts.lines import width, wrap
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import BLUE, INK, MUTED, ORANGE, PALE, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, unit_word, word

_OPTIONAL: Final = ("share_low", "share_high", "printed_pct")
_BAR: Final = 16
_LIFT: Final = 9
_VISIBLE: Final = 3
_TEXT_ROOM: Final = 190


def shares(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw shares (占比图): one bar per share on a pale bar of 100%, what goes beyond it in orange, its base below.

    Args:
        frame: One row per share, drawn in this order: ``label``, ``base`` (the denominator in words), ``share``
            (fraction, may be null or above 1); if there, ``share_low`` and ``share_high`` (its range), ``printed_pct``
            (the published percentage, in percent), and for the tooltip ``amount`` and ``base_amount`` in 万元,
            ``reason``, ``locator``.
        title: The finding.
        subtitle: The definition.
        unit: The unit of amounts in tooltips: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type.
        ParameterError: The unit or language is unknown.

    Example:
        >>> parts = pl.DataFrame({"label": ["SMEs"], "base": ["all procurement"], "share": [0.0304]})
        >>> chart = shares(parts, title="SMEs got 3%", subtitle="Share of contracts", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    unit_word(unit, lang)
    parts = prepare(frame, ("label", "base", "share"), numbers=("share", *_OPTIONAL), optional=_OPTIONAL)
    parts = scaled(parts, ("amount", "amount_low", "amount_high", "base_amount"), unit)
    if parts.is_empty():
        return nothing(title, subtitle, lang)
    parts = _with_texts(parts, lang)
    values = [v for name in ("share", "share_low", "share_high", "printed") for v in parts[name] if v is not None]
    low, high = min(0.0, *values, 0.0), max(1.0, *values, 1.0)
    beside = 18 + max(width(line, TEXT_SIZE) for text in parts["text"] for line in text.split("\n"))
    most = max(text.count("\n") for text in parts["under"])
    canvas = lay(parts, beside=beside, least=52 + 15 * most, unit=unit, lang=lang, lift=_LIFT)
    canvas = _with_ranges(canvas, canvas.plot / (high - low))
    entries: list[tuple[Sign, str]] = [("thick", word("share", lang))]
    if high > 1 and any(v > 1 for v in parts["share"].drop_nulls()):
        entries.append(("beyond", word("beyond", lang)))
    entries.append(("tick", "100%"))
    if parts["printed"].count():
        entries.append(("diamond", word("printed", lang)))
    if canvas.frame["range_low"].count():
        entries.append(("whisker", word("share_interval", lang)))
    names = (
        "label",
        "base",
        "share",
        "share_low",
        "share_high",
        "printed_pct",
        "amount",
        "amount_low",
        "amount_high",
        "base_amount",
        "note",
    )
    return canvas.finish(
        _layers(canvas, low, high), (*names, "reason", "locator"), title=title, subtitle=subtitle, entries=entries
    )


def _layers(canvas: Canvas, low: float, high: float) -> list[alt.Chart]:
    def x(field: str) -> alt.X:
        return canvas.x(field, low, high, format="~%", axis_title=None, grid=False)

    def kept(chart: alt.Chart, test: str) -> alt.Chart:
        return chart.transform_filter(test)

    y, chart = canvas.y(), alt.Chart()
    bar: dict[str, Any] = {"size": _BAR, "yOffset": -_LIFT, "aria": False}
    rule: dict[str, Any] = {"yOffset": -_LIFT, "y2Offset": -_LIFT, "aria": False}
    zero, whole = alt.X2Datum(0), alt.X2Datum(1)
    ends = chart.mark_tick(size=9, thickness=1.5, color=INK, yOffset=-_LIFT, opacity=1, aria=False)
    under = chart.mark_text(
        align="left", baseline="top", lineBreak="\n", dx=2, dy=4, color=MUTED, fontSize=SMALL_SIZE, aria=False
    )
    return [
        chart.mark_bar(color=PALE, **bar).encode(y=y, x=x("whole"), x2=zero),
        kept(chart.mark_bar(color=BLUE, **bar).encode(y=y, x=x("within"), x2=zero), "datum.share !== null"),
        kept(chart.mark_bar(color=ORANGE, **bar).encode(y=y, x=x("share"), x2=whole), "datum.share > 1"),
        chart.mark_tick(size=_BAR + 8, thickness=2, color=INK, yOffset=-_LIFT, opacity=1, aria=False).encode(
            y=y, x=x("whole")
        ),
        kept(
            chart.mark_rule(color=INK, strokeWidth=1.5, **rule).encode(
                y=y, x=x("range_low"), x2=alt.X2("range_high:Q")
            ),
            "datum.range_low !== null",
        ),
        kept(ends.encode(y=y, x=x("range_low")), "datum.range_low !== null"),
        kept(ends.encode(y=y, x=x("range_high")), "datum.range_high !== null"),
        kept(
            chart.mark_point(opacity=1, yOffset=-_LIFT, aria=False, **DIAMOND).encode(y=y, x=x("printed")),
            "datum.printed !== null",
        ),
        under.encode(y=y, **pixels(x=max(0.0, -low / (high - low) * canvas.plot)), text=alt.Text("under:N")),
        canvas.figures("text", canvas.plot + 18),
    ]


def _with_texts(parts: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    texts, unders, says = [], [], []
    for row in parts.iter_rows(named=True):
        text, printed = fraction(row["share"]), row["printed_pct"]
        if printed is not None and percent(printed) != text:
            other = word("printed_as", lang, pct=percent(printed))
            text = other if text == NOTHING else word("aside", lang, text=text, aside=other)
        base = word("of_base", lang, base=row["base"]) if row["base"] else word("no_base", lang)
        texts.append("\n".join(wrap(text, _TEXT_ROOM, TEXT_SIZE)))
        unders.append("\n".join(wrap(base, WIDTH * 0.6, SMALL_SIZE, most=2)))
        says.append(f"{row['label'] or ''} {text} {base}")
    return parts.with_columns(
        pl.Series("text", texts),
        pl.Series("under", unders),
        pl.Series("says", says),
        (pl.col("printed_pct") / 100).alias("printed"),
        pl.lit(1.0).alias("whole"),
        pl.min_horizontal("share", pl.lit(1.0)).alias("within"),
    )


def _with_ranges(canvas: Canvas, pixels: float) -> Canvas:
    """Keep the ranges that can be seen."""
    seen = (pl.col("share_high") - pl.col("share_low")) * pixels > _VISIBLE
    return canvas.showing(
        canvas.frame.with_columns(pl.when(seen).then(f"share_{end}").alias(f"range_{end}") for end in ("low", "high"))
    )
