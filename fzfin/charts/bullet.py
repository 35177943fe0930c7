"""The bullet (子弹图): what was spent against a limit that may not be passed, with the year before."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import Canvas, lay
from fzfin.charts.caption import nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, money, percent, scaled
from fzfin.charts.key import HOLLOW, Sign
from fzfin.charts.lines import width, wrap
from fzfin.charts.theme import BLUE, GREY, INK, MUTED, ORANGE, PALE, TEXT_SIZE
from fzfin.charts.words import Lang, word

_AMOUNTS: Final = ("actual", "limit_low", "limit_high", "limit", "prior")
_OPTIONAL: Final = ("limit_low", "limit_high", "limit", "prior", "completion_pct")
_BAND: Final = 24
_VISIBLE: Final = 4
_TEXT_ROOM: Final = 210
_TEXT_LINES: Final = 3


def bullet(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw bullets (子弹图): a pale band up to the limit, its end in black, the actual as a thin bar, the prior year.

    A limit is a printed budget, or the range of one that is implied. Spending beyond it is orange and passes the mark.

    Args:
        frame: One row per item, drawn in this order: ``label`` and ``actual``; if there, ``limit`` (printed budget),
            ``limit_low`` and ``limit_high`` (range of the implied budget), ``prior``, all in 万元,
            ``completion_pct`` (as printed, percent), ``text`` (the words at the right; made from the figures where the
            column is missing or null), ``reason``, ``locator``, ``note``. No limit at all: the text says what ``note``
            does, or that none is derivable.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type.
        ParameterError: The unit or language is unknown.

    Example:
        >>> items = pl.DataFrame(
        ...     {"label": ["Vehicles"], "actual": [2.42], "limit_low": [6.99], "limit_high": [7.01], "prior": [None]}
        ... )
        >>> chart = bullet(items, title="A third was spent", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    items = prepare(frame, ("label", "actual"), numbers=("actual", *_OPTIONAL), optional=_OPTIONAL)
    items = scaled(items, _AMOUNTS, unit)
    if items.is_empty():
        return nothing(title, subtitle, lang)
    items = _with_limits(_with_texts(items, unit, lang))
    values = [v for name in _AMOUNTS for v in items[name] if v is not None]
    low, high = min(0.0, *values, 0.0) * 1.02, max(0.0, *values, 0.0) * 1.02
    if low == high:
        high = 1.0
    lines = [line for text in items["text"] for line in text.split("\n")]
    beside = 16 + max(width(line, TEXT_SIZE) for line in lines)
    most = max(text.count("\n") + 1 for text in items["text"])
    canvas = lay(items, beside=beside, least=max(40, most * (TEXT_SIZE + 4) + 8), unit=unit, lang=lang)
    canvas = _with_marks(canvas, canvas.plot / (high - low))
    entries: list[tuple[Sign, str]] = [("thin", word("actual", lang))]
    if canvas.frame["end"].count():
        entries.append(("band", word("within", lang)))
    if canvas.frame["limit"].count():
        entries.append(("tick", word("limit", lang)))
    if canvas.frame["range_low"].count():
        entries.append(("zone", word("limit_interval", lang)))
    elif items.filter(pl.col("limit").is_null())["end"].count():
        entries.append(("tick", word("limit_interval", lang)))
    if items["prior"].count():
        entries.append(("hollow", word("prior", lang)))
    names = ("label", "actual", "limit", "limit_low", "limit_high", "completion_pct", "prior", "reason", "locator")
    return canvas.finish(_layers(canvas, low, high), names, title=title, subtitle=subtitle, entries=entries)


def _layers(canvas: Canvas, low: float, high: float) -> list[alt.Chart]:
    def x(field: str) -> alt.X:
        return canvas.x(field, low, high)

    def kept(chart: alt.Chart, field: str) -> alt.Chart:
        return chart.transform_filter(f"datum.{field} !== null")

    y, chart = canvas.y(), alt.Chart()
    quiet: dict[str, Any] = {"aria": False}
    zero = alt.X2Datum(0)
    over = "datum.end !== null && datum.actual > datum.end"
    colour = alt.ColorValue(BLUE, condition={"test": over, "value": ORANGE})
    return [
        kept(chart.mark_bar(size=_BAND, color=PALE, **quiet).encode(y=y, x=x("end"), x2=zero), "end"),
        kept(
            chart.mark_bar(size=_BAND, color=GREY, **quiet).encode(y=y, x=x("range_low"), x2=alt.X2("range_high:Q")),
            "range_low",
        ),
        kept(chart.mark_bar(size=10, **quiet).encode(y=y, x=x("actual"), x2=zero, color=colour), "actual"),
        kept(
            chart.mark_tick(opacity=1, size=_BAND + 4, thickness=3, color=INK, **quiet).encode(y=y, x=x("mark")), "mark"
        ),
        kept(chart.mark_point(opacity=1, **quiet, **HOLLOW).encode(y=y, x=x("prior")), "prior"),
        canvas.figures("text", canvas.plot + 16, color=alt.expr(f"datum.end === null ? '{MUTED}' : '{INK}'")),
    ]


def _with_texts(items: pl.DataFrame, unit: str, lang: Lang) -> pl.DataFrame:
    given = items["text"].to_list() if items.schema.get("text") == pl.String else [None] * items.height
    texts, says = [], []
    for row, own in zip(items.iter_rows(named=True), given, strict=True):
        text = own if own is not None else _figures(row, unit, lang)
        texts.append("\n".join(wrap(text, _TEXT_ROOM, TEXT_SIZE, most=_TEXT_LINES)))
        says.append(f"{row['label'] or ''} {text}")
    return items.with_columns(pl.Series("text", texts), pl.Series("says", says))


def _figures(row: dict[str, Any], unit: str, lang: Lang) -> str:
    actual = money(row["actual"], unit)
    if row["limit"] is not None:
        limit = money(row["limit"], unit)
    else:
        ends = [money(row[name], unit) for name in ("limit_low", "limit_high") if row[name] is not None]
        limit = "–".join(dict.fromkeys(ends))
    if not limit:
        why = row.get("note") or word("no_budget", lang)
        return word("aside", lang, text=actual, aside=why) if actual != NOTHING else NOTHING
    text = f"{actual} / {limit}"
    return (
        text if row["completion_pct"] is None else word("aside", lang, text=text, aside=percent(row["completion_pct"]))
    )


def _with_limits(items: pl.DataFrame) -> pl.DataFrame:
    """Say where the band ends: at the printed budget, or at the upper end of the implied one."""
    return items.with_columns(pl.coalesce("limit", "limit_high", "limit_low").alias("end"))


def _with_marks(canvas: Canvas, pixels: float) -> Canvas:
    """Turn a range too narrow to be seen into one black mark."""
    implied = pl.col("limit").is_null() & pl.col("limit_low").is_not_null() & pl.col("limit_high").is_not_null()
    wide = implied & ((pl.col("limit_high") - pl.col("limit_low")) * pixels > _VISIBLE)
    middle = (pl.col("limit_low") + pl.col("limit_high")) / 2
    marks = canvas.frame.with_columns(
        pl.when(wide).then("limit_low").alias("range_low"),
        pl.when(wide).then("limit_high").alias("range_high"),
        pl.when(wide).then("limit_high").when(implied).then(middle).otherwise("end").alias("mark"),
    )
    return canvas.showing(marks)
