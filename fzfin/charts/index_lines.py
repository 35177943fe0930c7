"""Index lines (指数折线图): how several amounts moved from one start, each named at its end."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.apart import apart
from fzfin.charts.caption import caption, description, nothing
from fzfin.charts.formats import fraction, plain
from fzfin.charts.layers import layered
from fzfin.charts.lines import width, wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.series import BASE, FILLS, INKS, Panel, Series, Value, read, runs
from fzfin.charts.theme import GREY, MUTED, PALE, SILVER, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, word

_PLOT: Final = 300.0
_ROOM: Final = 230.0
"""The most pixels for the names at the ends of the lines."""
_AXIS: Final = 6.0
_LEAD: Final = 12.0
_LINE: Final = 17.0
_BELOW: Final = 18.0
_TICKS: Final = 5
_WIDEST_PERIOD: Final = 90.0
_SPOT: Final = 420.0
_PAD: Final = 0.06
_LOOKS: Final[dict[str, tuple[float, float]]] = {"context": (1.5, 0.0), "focus": (2.5, 40.0), "finding": (3.5, 60.0)}
"""Thickness of a line and size of its points, by emphasis: told without colour as well."""


def index_lines(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    title: str,
    subtitle: str,
    value: Value = "index",
    unit: str | None = None,
    lang: Lang | None = None,
) -> alt.LayerChart:
    """Draw index lines (指数折线图): one line a label over the periods, its name and last figure at its end.

    An index starts at 100, which is marked; amounts and shares can be drawn as well. The axis need not begin at zero.
    What the finding is about is orange, thick and has a diamond before its name; context is grey and thin. A line
    has a gap where nothing was published.

    Args:
        frame: One row per label and period, in the order drawn: ``label``, ``period``, and ``index`` (base 100),
            ``amount`` in 万元 or ``share`` (fraction); if there, ``emphasis`` (``context``, ``focus``, ``finding``),
            ``reason``, ``locator``.
        title: The finding.
        subtitle: The definition, above all what is 100.
        value: The column that is drawn: ``index``, ``amount`` or ``share``.
        unit: The unit shown of amounts: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, or a period stands twice for a label.
        ParameterError: The value, unit or language is unknown.

    Example:
        >>> years = pl.DataFrame({"label": ["A", "A"], "period": [2021, 2022], "index": [100.0, 120.0]})
        >>> chart = index_lines(years, title="A rose by a fifth", subtitle="2021 = 100", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    panel = read(frame, value, unit, lang)
    if panel is None:
        return nothing(title, subtitle, lang)
    field = _field(panel, value, lang)
    plane = Plane(WIDTH, field.tall + _BELOW)
    layers = [*_grid(plane, field, value), *_periods(plane, field, panel)]
    for emphasis in FILLS:
        layers += _strokes(plane, field, panel, emphasis)
    return layered(
        [*layers, *_names(plane, field, panel), _answers(plane, field, panel)],
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, panel.said, lang),
    )


@dataclass(frozen=True, slots=True)
class _Field:
    """Where periods and values stand in pixels, and the names at the ends of the lines, broken into lines."""

    left: float
    right: float
    tall: float
    low: float
    high: float
    count: int
    ticks: tuple[tuple[float, str], ...]
    names: dict[str, list[str]]

    def x(self, at: float) -> float:
        share = at / (self.count - 1) if self.count > 1 else 0.5
        return self.left + (self.right - self.left) * share

    def y(self, held: float) -> float:
        return self.tall - (held - self.low) / (self.high - self.low) * self.tall


def _field(panel: Panel, value: Value, lang: Lang) -> _Field:
    low, high = (min(panel.low, BASE), max(panel.high, BASE)) if value == "index" else (panel.low, panel.high)
    pad = (high - low) * _PAD or abs(high) * _PAD or 1.0
    low, high = low - pad, high + pad
    ticks = tuple((at, _tick(at, value)) for at in _round(low, high))
    names = {one.label: wrap(f"{one.name} {_last(one, panel, lang)}", _ROOM, TEXT_SIZE, most=3) for one in panel.series}
    beside = max(width(line, TEXT_SIZE) for lines in names.values() for line in lines)
    left = max((width(text, SMALL_SIZE) for _, text in ticks), default=0.0) + 2 * _AXIS
    tall = max(_PLOT, sum(map(len, names.values())) * _LINE)
    return _Field(left, WIDTH - beside - _LEAD, tall, low, high, len(panel.periods), ticks, names)


def _round(low: float, high: float) -> list[float]:
    """Round numbers between two values, about five of them.

    Example:
        >>> _round(62.0, 118.0)
        [70.0, 80.0, 90.0, 100.0, 110.0]
    """
    rough = (high - low) / _TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough * 0.8)
    return [round(n * step, 10) for n in range(ceil(low / step), floor(high / step) + 1)]


def _tick(at: float, value: Value) -> str:
    return fraction(at).replace(".00%", "%") if value == "share" else plain(at)


def _last(one: Series, panel: Panel, lang: Lang) -> str:
    """The last figure that was published, with its period where that is not the last."""
    row = next((row for row in reversed(one.rows) if row["value"] is not None), one.rows[-1])
    figure: str = row["figure"]
    return figure if row["period"] == panel.periods[-1] else word("aside", lang, text=figure, aside=row["period"])


def _grid(plane: Plane, field: _Field, value: Value) -> list[alt.Chart]:
    """The ticks; that at which an index starts is dark."""
    held = [
        {"x0": field.left, "x1": field.right, "y": field.y(at), "text": text, "at": field.left - _AXIS}
        | {"ink": GREY if value == "index" and at == BASE else PALE}
        for at, text in field.ticks
    ]
    if not held:
        return []
    rules = rows(held).mark_rule(strokeWidth=1, aria=False)
    words = rows(held).mark_text(align="right", baseline="middle", fontSize=SMALL_SIZE, color=MUTED, aria=False)
    return [
        rules.encode(x=plane.x("x0"), x2=alt.X2("x1:Q"), y=plane.y("y"), stroke=alt.Stroke("ink:N", scale=None)),
        words.encode(x=plane.x("at"), y=plane.y("y"), text=alt.Text("text:N")),
    ]


def _periods(plane: Plane, field: _Field, panel: Panel) -> list[alt.Chart]:
    """The periods below, as many of them as have room."""
    room = (field.right - field.left) / max(field.count - 1, 1)
    widest = max(width(period, SMALL_SIZE) for period in panel.periods) + 8
    every = max(1, ceil(min(widest, _WIDEST_PERIOD) / room))
    held = [
        {"x": field.x(at), "y": field.tall + _BELOW - 4, "text": wrap(period, _WIDEST_PERIOD, SMALL_SIZE, most=1)[0]}
        for at, period in enumerate(panel.periods)
        if (field.count - 1 - at) % every == 0
    ]
    words = rows(held).mark_text(align="center", baseline="middle", fontSize=SMALL_SIZE, color=MUTED, aria=False)
    return [words.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N"))]


def _strokes(plane: Plane, field: _Field, panel: Panel, emphasis: str) -> list[alt.Chart]:
    thick, size = _LOOKS[emphasis]
    held = [
        {"x": field.x(at), "y": field.y(row["value"]), "part": f"{one.label}/{n}", "order": at, "alone": len(run) == 1}
        for one in panel.series
        if one.emphasis == emphasis
        for n, run in enumerate(runs(one, panel.periods))
        for at, row in run
    ]
    if not held:
        return []
    lines = rows(held).mark_line(strokeWidth=thick, stroke=FILLS[emphasis], strokeJoin="round", aria=False)
    made = [lines.encode(x=plane.x("x"), y=plane.y("y"), detail=alt.Detail("part:N"), order=alt.Order("order:Q"))]
    points = [row for row in held if size or row["alone"]]
    if points:
        marks = rows(points).mark_circle(size=size or 30.0, color=FILLS[emphasis], opacity=1, aria=False)
        made.append(marks.encode(x=plane.x("x"), y=plane.y("y")))
    return made


def _names(plane: Plane, field: _Field, panel: Panel) -> list[alt.Chart]:
    """The names at the right, each as near to the end of its line as the others let it."""
    ends = []
    for one in panel.series:
        known = [pair for run in runs(one, panel.periods) for pair in run]
        at, row = known[-1] if known else (field.count - 1, {"value": field.low})
        ends.append((field.y(row["value"]), field.x(at), one))
    ends.sort(key=lambda end: end[0])
    heights = [len(field.names[one.label]) * _LINE for _, _, one in ends]
    places = apart([at for at, _, _ in ends], heights, 0.0, field.tall)
    words, leads = [], []
    for (y, x, one), middle in zip(ends, places, strict=True):
        lines = field.names[one.label]
        leads.append({"x0": x, "x1": field.right + _LEAD - 3, "y0": y, "y1": middle})
        words += [
            {"x": field.right + _LEAD, "y": middle + (n - (len(lines) - 1) / 2) * _LINE, "text": line}
            | {"ink": INKS[one.emphasis], "weight": "bold" if one.emphasis == "finding" else "normal"}
            for n, line in enumerate(lines)
        ]
    rules = rows(leads).mark_rule(strokeWidth=0.75, stroke=SILVER, strokeDash=[2, 3], aria=False)
    made = [rules.encode(x=plane.x("x0"), x2=alt.X2("x1:Q"), y=plane.y("y0"), y2=alt.Y2("y1:Q"))]
    for weight in ("normal", "bold"):
        held = [row for row in words if row["weight"] == weight]
        if held:
            style: dict[str, Any] = {"fontSize": TEXT_SIZE, "fontWeight": weight, "aria": False}
            marks = rows(held).mark_text(align="left", baseline="middle", **style)
            colour = alt.Color("ink:N", scale=None)
            made.append(marks.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N"), color=colour))
    return made


def _answers(plane: Plane, field: _Field, panel: Panel) -> alt.Chart:
    """A spot at every point that tells what it is."""
    held = [
        {name: text for name, text in row.items() if name.startswith("tip_")}
        | {"says": row["says"], "x": field.x(panel.periods.index(row["period"]))}
        | {"y": field.y(field.low if row["value"] is None else row["value"])}
        for one in panel.series
        for row in one.rows
    ]
    spots = rows(held).mark_circle(size=_SPOT, opacity=0.001)
    encoded = {"tooltip": panel.tips, "description": alt.Description("says:N")}
    answers: alt.Chart = spots.encode(x=plane.x("x"), y=plane.y("y"), **encoded)
    return answers
