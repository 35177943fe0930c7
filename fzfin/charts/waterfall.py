"""The waterfall (瀑布图): how one total becomes another, step by step."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import lay
from fzfin.charts.caption import nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import money, scaled
from fzfin.charts.lines import width
from fzfin.charts.theme import BLUE, GREY, INK, MUTED, ORANGE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang
from fzfin.errors import SchemaError

_KINDS: Final = ("total", "change", "rest")
_BAR: Final = 18


def waterfall(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw a waterfall (瀑布图): totals from zero in grey, rises in orange with +, falls in blue with −.

    Args:
        frame: One row per step: ``order`` (Int64), ``label``, ``kind`` (``total``, ``change``, or ``rest`` for what no
            line explains, drawn dashed), ``amount``, ``start`` and ``end`` of the bar, all three in 万元; if there,
            ``change_rate``, ``contribution_rate``, ``reason`` and ``locator`` go into the tooltip.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, or a kind is none of the three.
        ParameterError: The unit or language is unknown.

    Example:
        >>> steps = pl.DataFrame(
        ...     {
        ...         "order": [0, 1, 2],
        ...         "label": ["2021", "Research", "2022"],
        ...         "kind": ["total", "change", "total"],
        ...         "amount": [100.0, -20.0, 80.0],
        ...         "start": [0.0, 100.0, 0.0],
        ...         "end": [100.0, 80.0, 80.0],
        ...     }
        ... )
        >>> chart = waterfall(steps, title="Spending fell by a fifth", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    amounts = ("amount", "start", "end")
    steps = prepare(frame, ("order", "label", "kind", *amounts), numbers=amounts)
    steps = scaled(steps.sort("order"), amounts, unit)
    other = sorted({str(kind) for kind in steps["kind"]} - set(_KINDS))
    if other:
        raise SchemaError(f"the column kind must hold {', '.join(_KINDS)}; found {', '.join(other)}")
    if steps.is_empty():
        return nothing(title, subtitle, lang)
    texts = [
        money(amount, unit, signed=kind != "total") for amount, kind in zip(steps["amount"], steps["kind"], strict=True)
    ]
    change, rise = pl.col("kind") == "change", pl.col("amount") >= 0
    steps = steps.with_columns(
        pl.Series("text", texts),
        pl.max_horizontal("start", "end").alias("right"),
        pl.when(change & rise)
        .then(pl.lit(ORANGE))
        .when(change)
        .then(pl.lit(BLUE))
        .otherwise(pl.lit(GREY))
        .alias("ink"),
    ).with_columns(
        pl.concat_str(pl.col("label").fill_null(""), pl.lit(" "), "text").alias("says"),
        pl.when(pl.col("kind") == "rest").then(pl.lit("white")).otherwise("ink").alias("fill"),
    )
    low = min(0.0, *steps.select(pl.min_horizontal("start", "end")).to_series().fill_null(0.0))
    high = max(0.0, *steps["right"].fill_null(0.0)) or (0.0 if low < 0 else 1.0)
    room = WIDTH * 0.6
    beside = max(
        width(text, TEXT_SIZE) + 14 - room * (high - (right or 0.0)) / (high - low)
        for text, right in zip(steps["text"], steps["right"], strict=True)
    )
    canvas = lay(steps, beside=max(beside, 24), least=31, unit=unit, lang=lang)
    canvas = canvas.showing(canvas.frame.with_columns(pl.col("row").shift(-1).alias("next")))

    def x(field: str) -> alt.X:
        return canvas.x(field, low, high)

    style: dict[str, Any] = {"size": _BAR, "strokeWidth": 1.2, "aria": False}
    dash = alt.StrokeDashValue([1, 0], condition={"test": "datum.kind === 'rest'", "value": [3, 2]})
    colours = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("ink:N", scale=None)}
    bars = (
        alt.Chart().mark_bar(**style).encode(y=canvas.y(), x=x("start"), x2=alt.X2("end:Q"), strokeDash=dash, **colours)
    )
    rules = (
        alt.Chart()
        .transform_filter("datum.next !== null && datum.end !== null")
        .mark_rule(color=MUTED, strokeWidth=1, strokeDash=[2, 2], yOffset=_BAR / 2, y2Offset=-_BAR / 2, aria=False)
        .encode(y=canvas.y(), y2=alt.Y2("next:N"), x=x("end"))
    )
    weight = alt.expr("datum.kind === 'total' ? 'bold' : 'normal'")
    words = (
        alt.Chart()
        .mark_text(align="left", baseline="middle", dx=7, color=INK, fontWeight=weight, aria=False)
        .encode(y=canvas.y(), x=x("right"), text=alt.Text("text:N"))
    )
    names = ("label", "amount", "change_rate", "contribution_rate", "reason", "locator")
    return canvas.finish((rules, bars, words), names, title=title, subtitle=subtitle)
