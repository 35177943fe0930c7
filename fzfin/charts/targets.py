"""Targets (指标完成图): small bullets: what each indicator achieved, in multiples of its own target."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import Canvas, lay
from fzfin.charts.caption import nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, plain
from fzfin.charts.key import ABOVE, Sign
from fzfin.charts.lines import width, wrap
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import INK, MUTED, PALE, SMALL_SIZE
from fzfin.charts.verdicts import MARKS, ORDER, known
from fzfin.charts.words import Lang, heading, unit_word, value, word

_OPTIONAL: Final = ("weight", "score")
_BAR: Final = 12
_MOST: Final = 2.5
_TEXT: Final = 150
_GAP: Final = 16


def targets(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw indicators against targets (指标完成图): a bar in multiples of the target, the target as a black mark.

    Beyond two and a half times the target the bar ends in an arrow; the words at the right are exact. Whether the
    target is met by its own comparator is said by a sign and in words.

    Args:
        frame: One row per indicator, drawn in this order: ``label``, ``achieved_rate`` (achieved ÷ target, may be
            null), ``verdict`` (met, met_exactly, missed, undecided), ``target_text`` and ``achieved_text`` as printed;
            if there, ``score`` and ``weight``, ``project_name``, ``deviation_reason``, ``locator``.
        title: The finding.
        subtitle: The definition.
        unit: Taken as by all charts; nothing here is money.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, or a verdict is none of the four.
        ParameterError: The unit or language is unknown.

    Example:
        >>> indicators = pl.DataFrame(
        ...     {
        ...         "label": ["Cartridges"],
        ...         "achieved_rate": [2.0],
        ...         "verdict": ["missed"],
        ...         "target_text": ["=940"],
        ...         "achieved_text": ["1880"],
        ...     }
        ... )
        >>> chart = targets(indicators, title="Twice what was planned", subtitle="Times the target", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    unit_word(unit, lang)
    needed = ("label", "achieved_rate", "verdict", "target_text", "achieved_text")
    held = prepare(frame, needed, numbers=("achieved_rate", *_OPTIONAL), optional=_OPTIONAL)
    if held.is_empty():
        return nothing(title, subtitle, lang)
    held = held.with_columns(pl.col("verdict").fill_null(ORDER[-1]))
    known(held["verdict"].to_list())
    held = _with_texts(held, lang)
    rates = [rate for rate in held["achieved_rate"] if rate is not None]
    low, high = min(0.0, *rates, 0.0), max(1.2, min(_MOST, max(rates, default=1.0)))
    columns = [
        (name, head, max(width(line, SMALL_SIZE) for text in [*held[name], head] for line in text.split("\n")))
        for name, head in (("both", word("target_achieved", lang)), ("marks", heading("score", lang)))
        if any(text != NOTHING for text in held[name])
    ]
    signs = 24 + max(width(text, SMALL_SIZE) for text in held["verdict_text"])
    beside = _GAP + signs + sum(wide + _GAP for *_, wide in columns)
    most = max(text.count("\n") for text in held["both"])
    canvas = lay(held, beside=beside, least=34 + 15 * most, unit=unit, lang=lang)
    cut = canvas.frame.with_columns(
        pl.col("achieved_rate").clip(upper_bound=high).alias("end"),
        pl.lit(high).alias("edge"),
        (pl.col("achieved_rate") > high).fill_null(False).alias("cut"),
    )
    canvas = canvas.showing(cut)
    at = canvas.plot
    layers = _bars(canvas, low, high)
    for name, head, wide in columns:
        layers += [canvas.figures(name, at + _GAP, fontSize=SMALL_SIZE, color=INK), _head(head, at + _GAP)]
        at += _GAP + wide
    layers += _signs(canvas, at + _GAP)
    entries: list[tuple[Sign, str]] = [("thin", word("achieved_rate", lang)), ("tick", heading("target", lang))]
    names = ("project_name", "label", "target_text", "achieved_text", "achieved_rate", "verdict", *_OPTIONAL)
    return canvas.finish(
        layers, (*names, "deviation_reason", "locator"), title=title, subtitle=subtitle, entries=entries
    )


def _bars(canvas: Canvas, low: float, high: float) -> list[alt.Chart]:
    def x(field: str) -> alt.X:
        return canvas.x(field, low, high, format="~%", axis_title=None, grid=False)

    y, chart = canvas.y(), alt.Chart()
    bar: dict[str, Any] = {"size": _BAR, "aria": False}
    zero = alt.X2Datum(0)
    arrow: dict[str, Any] = {"shape": "triangle-right", "size": 190, "xOffset": 4, "opacity": 1, "aria": False}
    fill = alt.Fill("fill:N", scale=None)
    return [
        chart.mark_bar(color=PALE, size=_BAR + 10, aria=False).encode(y=y, x=x("whole"), x2=zero),
        chart.transform_filter("datum.end !== null").mark_bar(**bar).encode(y=y, x=x("end"), x2=zero, fill=fill),
        chart.transform_filter("datum.cut").mark_point(strokeWidth=0, **arrow).encode(y=y, x=x("edge"), fill=fill),
        chart.mark_tick(size=_BAR + 12, thickness=3, color=INK, opacity=1, aria=False).encode(y=y, x=x("whole")),
    ]


def _signs(canvas: Canvas, at: float) -> list[alt.Chart]:
    chart = alt.Chart()
    marks = chart.mark_point(opacity=1, strokeWidth=1.6, aria=False).encode(
        y=canvas.y(),
        **pixels(x=at + 6),
        shape=alt.Shape("shape:N", scale=None),
        fill=alt.Fill("sign:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )
    return [marks, canvas.figures("verdict_text", at + 18, fontSize=SMALL_SIZE, color=INK)]


def _with_texts(held: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    texts: dict[str, list[Any]] = {"both": [], "marks": [], "verdict_text": [], "says": []}
    looks: dict[str, list[Any]] = {"shape": [], "sign": [], "stroke": [], "size": [], "fill": []}
    for row in held.iter_rows(named=True):
        look, verdict = MARKS[row["verdict"]], value("verdict", row["verdict"], lang)
        both = f"{row['target_text'] or NOTHING} → {row['achieved_text'] or NOTHING}"
        if row["achieved_rate"] is not None and abs(row["achieved_rate"]) > _MOST:
            both = word("aside", lang, text=both, aside=fraction(row["achieved_rate"]).replace(".00%", "%"))
        marks = " / ".join(plain(row[name]) for name in ("score", "weight"))
        texts["both"].append("\n".join(wrap(both, _TEXT, SMALL_SIZE, most=3)))
        texts["marks"].append(NOTHING if row["score"] is None and row["weight"] is None else marks)
        texts["verdict_text"].append(verdict)
        texts["says"].append(f"{row['label'] or ''} {both} {verdict}")
        looks["shape"].append(look["shape"])
        looks["sign"].append(look["fill"])
        looks["stroke"].append(look["stroke"])
        looks["size"].append(look["size"])
        looks["fill"].append(look["stroke"] if look["fill"] == "white" else look["fill"])
    made = (pl.Series(name, column) for name, column in (texts | looks).items())
    return held.with_columns(*made, pl.lit(1.0).alias("whole"))


def _head(text: str, at: float) -> alt.Chart:
    """The heading of a column of words, on the line of the key."""
    single = alt.Chart(alt.InlineData(values=[{}]))
    marks = single.mark_text(text=text, align="left", baseline="middle", color=MUTED, fontSize=SMALL_SIZE, aria=False)
    head: alt.Chart = marks.encode(**pixels(x=at, y=-ABOVE))
    return head
