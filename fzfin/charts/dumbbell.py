"""The dumbbell (哑铃图): last year's actual and this year's, line by line, with the change between."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import Canvas, lay
from fzfin.charts.caption import nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import fraction, money, scaled
from fzfin.charts.key import ABOVE, FILLED, HOLLOW, Sign
from fzfin.charts.lines import width
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import GREY, MUTED, SILVER, SMALL_SIZE, TEXT_SIZE
from fzfin.charts.words import Lang, heading, word
from fzfin.errors import ParameterError

_AMOUNTS: Final = ("actual", "prior", "prior_low", "prior_high", "change")
_VISIBLE: Final = 6
_SPAN: Final = 1_000


def dumbbell(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    title: str,
    subtitle: str,
    unit: str | None = None,
    lang: Lang | None = None,
    scale: str = "linear",
) -> alt.LayerChart:
    """Draw a dumbbell (哑铃图): the prior year as a hollow circle, the actual as a filled one, the change at the right.

    Args:
        frame: One row per line, drawn in this order: ``label``, ``prior`` and ``actual`` in 万元, either may be null;
            if there, ``prior_low`` and ``prior_high`` (the range of an implied prior year, a bar where it can be seen),
            ``change`` in 万元, ``change_rate`` (fraction), ``reason``, ``locator``.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.
        scale: ``linear``, or ``symlog`` where amounts differ by orders of magnitude; the subtitle then says so.

    Raises:
        SchemaError: A column is missing or of another type.
        ParameterError: The unit, language or scale is unknown.

    Example:
        >>> lines = pl.DataFrame({"label": ["Research"], "prior": [100.0], "actual": [80.0], "change": [-20.0]})
        >>> chart = dumbbell(lines, title="Research fell", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    if scale not in ("linear", "symlog"):
        raise ParameterError(f"expected scale 'linear' or 'symlog', found {scale!r}")
    optional = ("prior_low", "prior_high", "change", "change_rate")
    lines = prepare(frame, ("label", "prior", "actual"), numbers=("prior", "actual", *optional), optional=optional)
    lines = scaled(lines, _AMOUNTS, unit)
    if scale == "symlog":
        note = word("symlog", lang)
        subtitle = word("aside", lang, text=subtitle, aside=note) if subtitle else note
    if lines.is_empty():
        return nothing(title, subtitle, lang)
    lines = _with_texts(lines, unit, lang)
    head = heading("change", lang)
    first = max(width(text, TEXT_SIZE) for text in [*lines["text"], head])
    second = max((width(text, SMALL_SIZE) for text in lines["rate"]), default=0.0)
    beside = 20 + first + (second + 12 if second else 0)
    canvas = lay(lines, beside=beside, least=32, unit=unit, lang=lang)
    low, high, options = _scale(lines, scale)
    canvas = _with_ranges(canvas, (canvas.plot / (high - low)) if scale == "linear" else None)

    def x(field: str) -> alt.X:
        return canvas.x(field, low, high, **options)

    y = canvas.y()
    ranges = (
        alt.Chart().mark_bar(size=6, color=SILVER, aria=False).encode(y=y, x=x("range_low"), x2=alt.X2("range_high:Q"))
    )
    rules = (
        alt.Chart().mark_rule(color=GREY, strokeWidth=2, aria=False).encode(y=y, x=x("prior"), x2=alt.X2("actual:Q"))
    )
    prior = alt.Chart().mark_point(opacity=1, aria=False, **HOLLOW).encode(y=y, x=x("prior"))
    actual = alt.Chart().mark_point(opacity=1, aria=False, **FILLED).encode(y=y, x=x("actual"))
    change = canvas.figures("text", canvas.plot + 20 + first, align="right")
    layers: list[alt.Chart] = [
        ranges.transform_filter("datum.range_low !== null"),
        rules.transform_filter("datum.prior !== null && datum.actual !== null"),
        prior.transform_filter("datum.prior !== null"),
        actual.transform_filter("datum.actual !== null"),
        change,
        _head(head, canvas.plot + 20 + first),
    ]
    if second:
        layers.append(canvas.figures("rate", canvas.plot + beside, align="right", color=MUTED, fontSize=SMALL_SIZE))
    entries: list[tuple[Sign, str]] = [("hollow", word("prior", lang)), ("filled", word("actual", lang))]
    if canvas.frame["range_low"].count():
        entries.append(("range", word("prior_interval", lang)))
    names = ("label", "actual", "prior", "prior_low", "prior_high", "change", "change_rate", "reason", "locator")
    return canvas.finish(layers, names, title=title, subtitle=subtitle, entries=entries)


def _with_texts(lines: pl.DataFrame, unit: str, lang: Lang) -> pl.DataFrame:
    unknown = word("not_disclosed", lang)
    texts, rates, says = [], [], []
    for row in lines.iter_rows(named=True):
        known = row["change"] is not None
        texts.append(money(row["change"], unit, signed=True) if known else unknown)
        rates.append(fraction(row["change_rate"], signed=True) if row["change_rate"] is not None else "")
        before = unknown if row["prior"] is None else money(row["prior"], unit)
        says.append(f"{row['label'] or ''} {before} → {money(row['actual'], unit)}")
    return lines.with_columns(pl.Series("text", texts), pl.Series("rate", rates), pl.Series("says", says))


def _with_ranges(canvas: Canvas, pixels: float | None) -> Canvas:
    """Keep the ranges that can be seen: those wider than the circle's rim."""
    seen = (pl.col("prior_high") - pl.col("prior_low")) * pixels > _VISIBLE if pixels else pl.lit(True)
    kept = canvas.frame.with_columns(
        pl.when(seen).then(f"prior_{end}").alias(f"range_{end}") for end in ("low", "high")
    )
    return canvas.showing(kept)


def _scale(lines: pl.DataFrame, scale: str) -> tuple[float, float, dict[str, Any]]:
    """Give the ends of the axis and, for a symlog one, its constant and ticks at powers of ten."""
    values = [v for name in _AMOUNTS[:-1] for v in lines[name] if v is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    low = 0.0 if -low < high / 100 else low
    if low == high:
        high = 1.0
    pad = (high - low) * 0.02
    if scale == "linear":
        return (low - pad if low < 0 else 0.0), high + pad, {}
    top = max(high, -low)
    powers = [10.0**power for power in range(floor(log10(top / _SPAN)), ceil(log10(top)) + 1) if 10.0**power <= top]
    ticks = [-tick for tick in reversed(powers) if -tick >= low] + [0.0] + [tick for tick in powers if tick <= high]
    options = {"type": "symlog", "constant": powers[0] if powers else 1.0, "values": ticks, "format": ",.4~f"}
    return low * 1.2, high * 1.2, options


def _head(text: str, at: float) -> alt.Chart:
    """Write the heading of the column of changes, on the line of the key."""
    single = alt.Chart(alt.InlineData(values=[{}]))
    marks = single.mark_text(text=text, align="right", baseline="middle", color=MUTED, fontSize=SMALL_SIZE, aria=False)
    head: alt.Chart = marks.encode(**pixels(x=at, y=-ABOVE))
    return head
