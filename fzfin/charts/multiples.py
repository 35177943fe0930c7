"""Small multiples (小型多图): the same small picture for each of several accounts, years or lines, on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.caption import caption, description, nothing
from fzfin.charts.formats import NOTHING
from fzfin.charts.layers import layered
from fzfin.charts.lines import width, wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.series import BASE, FILLS, Panel, Series, Value, read, runs
from fzfin.charts.theme import GREY, MUTED, SILVER, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang
from fzfin.errors import ParameterError

Kind = Literal["bars", "lines"]
_KINDS: Final = ("bars", "lines")
_GAP: Final = 34.0
_PLOT: Final = 96.0
_LINE: Final = 17.0
_HEAD: Final = 22.0
"""Pixels kept free above the highest mark for its figure, and below the lowest for the periods."""
_BELOW: Final = 40.0
_INSET: Final = 16.0
_FILL: Final = 0.72
_WIDEST_BAR: Final = 46.0
_MOST_COLUMNS: Final = 6
_TITLE_LINES: Final = 2


def multiples(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    title: str,
    subtitle: str,
    value: Value = "amount",
    kind: Kind = "bars",
    columns: int = 3,
    unit: str | None = None,
    lang: Lang | None = None,
) -> alt.LayerChart:
    """Draw small multiples (小型多图): one panel a label, all on the same scale, so that they can be compared.

    Bars stand on zero. Of lines, each panel shows its own strong and those of the others pale behind it. What the
    finding is about is orange, with a diamond before its name; context is grey. A period without a figure is a
    dash, or a gap in a line; it is not zero.

    Args:
        frame: One row per label and period, in the order drawn: ``label``, ``period``, and ``amount`` in 万元,
            ``index`` (base 100) or ``share`` (fraction); if there, ``emphasis`` (``context``, ``focus``, ``finding``),
            ``reason``, ``locator``.
        title: The finding.
        subtitle: The unit and the definition.
        value: The column that is drawn: ``amount``, ``index`` or ``share``.
        kind: ``bars`` or ``lines``.
        columns: How many panels stand side by side, up to six.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, or a period stands twice for a label.
        ParameterError: The value, kind, number of columns, unit or language is unknown.

    Example:
        >>> years = pl.DataFrame({"label": ["A", "A", "B", "B"], "period": [2021, 2022] * 2, "amount": [1.0, 2, 3, 3]})
        >>> chart = multiples(years, title="A doubled", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    if kind not in _KINDS:
        raise ParameterError(f"expected kind to be one of {', '.join(_KINDS)}, found {kind!r}")
    if not 1 <= columns <= _MOST_COLUMNS:
        raise ParameterError(f"expected 1 to {_MOST_COLUMNS} columns, found {columns!r}")
    panel = read(frame, value, unit, lang)
    if panel is None:
        return nothing(title, subtitle, lang)
    cells, height = _cells(panel, columns, kind, value)
    plane = Plane(WIDTH, height)
    layers = [*_grounds(plane, cells, kind, value)]
    layers += _lines(plane, cells, panel) if kind == "lines" else _bars(plane, cells, panel)
    return layered(
        [*layers, *_words(plane, cells, panel, kind), _answers(plane, cells, panel)],
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, panel.said, lang),
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where one panel stands: its plot from `left` over `wide` pixels, from `top` down to `bottom`."""

    series: Series
    lines: tuple[str, ...]
    left: float
    wide: float
    top: float
    low: float
    high: float
    periods: int
    kind: Kind

    @property
    def bottom(self) -> float:
        return self.top + _PLOT

    @property
    def band(self) -> float:
        return self.wide / self.periods

    def x(self, at: int) -> float:
        """The middle of a period."""
        if self.kind == "bars" or self.periods == 1:
            return self.left + (at + 0.5) * self.band
        return self.left + _INSET + at * (self.wide - 2 * _INSET) / (self.periods - 1)

    def y(self, held: float) -> float:
        """The height of a value."""
        return self.bottom - (held - self.low) / (self.high - self.low) * _PLOT


def _cells(panel: Panel, columns: int, kind: Kind, value: Value) -> tuple[list[_Cell], float]:
    low, high = panel.low, panel.high
    if kind == "bars":
        low, high = min(low, 0.0), max(high, 0.0)
    elif value == "index":
        low, high = min(low, BASE), max(high, BASE)
    if low == high:
        low, high = (low, low + 1.0) if low >= 0 else (low, 0.0)
    across = min(columns, len(panel.series))
    wide = (WIDTH - _GAP * (across - 1)) / across
    below = _BELOW if panel.low >= 0 and kind == "bars" else _BELOW + _HEAD
    cells, top = [], 0.0
    for first in range(0, len(panel.series), across):
        held = panel.series[first : first + across]
        names = [wrap(one.name, wide, TEXT_SIZE, most=_TITLE_LINES) for one in held]
        top += max(map(len, names)) * _LINE + _HEAD
        for at, (one, lines) in enumerate(zip(held, names, strict=True)):
            place = (one, tuple(lines), at * (wide + _GAP), wide, top, low, high, len(panel.periods), kind)
            cells.append(_Cell(*place))
        top += _PLOT + below
    return cells, top - below + (below - _BELOW) + _LINE


def _grounds(plane: Plane, cells: list[_Cell], kind: Kind, value: Value) -> list[alt.Chart]:
    """The line that bars stand on, or that an index starts from."""
    at = 0.0 if kind == "bars" else BASE if value == "index" else None
    if at is None:
        return []
    held = [{"x": c.left, "x1": c.left + c.wide, "y": c.y(at)} for c in cells]
    dash = [1, 0] if kind == "bars" else [3, 3]
    marks = rows(held).mark_rule(color=GREY, strokeWidth=1, strokeDash=dash, aria=False)
    return [marks.encode(x=plane.x("x"), x2=alt.X2("x1:Q"), y=plane.y("y"))]


def _bars(plane: Plane, cells: list[_Cell], panel: Panel) -> list[alt.Chart]:
    held = []
    for cell in cells:
        half = min(cell.band * _FILL, _WIDEST_BAR) / 2
        for run in runs(cell.series, panel.periods):
            for at, row in run:
                ends = sorted((cell.y(row["value"]), cell.y(0.0)))
                held.append(
                    {"x0": cell.x(at) - half, "x1": cell.x(at) + half, "y0": ends[0], "y1": ends[1]}
                    | {"fill": FILLS[row["emphasis"]]}
                )
    if not held:
        return []
    return [rows(held).mark_rect(aria=False).encode(fill=alt.Fill("fill:N", scale=None), **plane.box())]


def _lines(plane: Plane, cells: list[_Cell], panel: Panel) -> list[alt.Chart]:
    pale: list[dict[str, Any]] = []
    strong: list[dict[str, Any]] = []
    for number, cell in enumerate(cells):
        for one in panel.series:
            own = one is cell.series
            for count, run in enumerate(runs(one, panel.periods)):
                part = f"{number}/{one.label}/{count}"
                (strong if own else pale).extend(
                    {"x": cell.x(at), "y": cell.y(row["value"]), "part": part, "order": at}
                    | {"fill": FILLS[one.emphasis] if one.emphasis != "context" else GREY}
                    for at, row in run
                )
    layers = []
    behind: dict[str, Any] = {"strokeWidth": 1, "stroke": SILVER, "opacity": 0.55}
    before: dict[str, Any] = {"strokeWidth": 2.5}
    for held, looks in ((pale, behind), (strong, before)):
        if held:
            marks = rows(held).mark_line(aria=False, **looks)
            colour = {"stroke": alt.Stroke("fill:N", scale=None)} if held is strong else {}
            layers.append(
                marks.encode(
                    x=plane.x("x"), y=plane.y("y"), detail=alt.Detail("part:N"), order=alt.Order("order:Q"), **colour
                )
            )
    if strong:
        points = rows(strong).mark_circle(size=26, opacity=1, aria=False)
        layers.append(points.encode(x=plane.x("x"), y=plane.y("y"), color=alt.Color("fill:N", scale=None)))
    return layers


def _words(plane: Plane, cells: list[_Cell], panel: Panel, kind: Kind) -> list[alt.Chart]:
    """Names above, periods below, and the figures that have room."""
    names, periods, figures = [], [], []
    for cell in cells:
        found = cell.series.emphasis == "finding"
        for n, line in enumerate(reversed(cell.lines)):
            up = cell.top - _HEAD - (n + 0.5) * _LINE
            names.append({"x": cell.left, "y": up, "text": line, "weight": "bold" if found else "normal"})
        periods += _periods(cell, panel)
        figures += _figures(cell, panel, kind)
    layers = []
    for held, size, ink, align in ((names, TEXT_SIZE, None, "left"), (periods, SMALL_SIZE, MUTED, None)):
        for weight in ("normal", "bold"):
            some = [row for row in held if row.get("weight", "normal") == weight]
            layers += _texts(plane, some, size, ink, align, weight)
    return layers + _texts(plane, figures, SMALL_SIZE, None, None, "normal")


def _texts(
    plane: Plane, held: list[dict[str, Any]], size: float, ink: str | None, align: str | None, weight: Any
) -> list[alt.Chart]:
    layers = []
    for side in (align,) if align else ("left", "center", "right"):
        some = [row for row in held if align or row["align"] == side]
        if some:
            style: dict[str, Any] = {"align": side, "baseline": "middle", "fontSize": size, "aria": False}
            style |= {"color": ink} if ink else {}
            marks = rows(some).mark_text(fontWeight=weight, **style)
            layers.append(marks.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N")))
    return layers


def _periods(cell: _Cell, panel: Panel) -> list[dict[str, Any]]:
    """All periods where they have room, else the first and the last."""
    below = cell.bottom + (_HEAD if cell.low < 0 or cell.kind == "lines" else 0.0) + 12
    room = cell.band - 6
    lines = [wrap(period, room, SMALL_SIZE, most=1)[0] for period in panel.periods]
    if all(line == period for line, period in zip(lines, panel.periods, strict=True)):
        return [
            {"x": cell.x(at), "y": below, "text": period, "align": "center"} for at, period in enumerate(panel.periods)
        ]
    half = cell.wide / 2 - 4
    ends = ((0, "left", cell.left), (len(panel.periods) - 1, "right", cell.left + cell.wide))
    return [
        {"x": x, "y": below, "text": wrap(panel.periods[at], half, SMALL_SIZE, most=1)[0], "align": side}
        for at, side, x in ends
    ]


def _figures(cell: _Cell, panel: Panel, kind: Kind) -> list[dict[str, Any]]:
    """Every bar's figure if all have room, else those at the ends; a dash where a figure was not published."""
    held = [pair for run in runs(cell.series, panel.periods) for pair in run]
    known = {at for at, _ in held}
    asked = {row["period"] for row in cell.series.rows}
    foot = cell.y(max(cell.low, 0.0)) - 9
    dashes = [
        {"x": cell.x(at), "y": foot, "text": NOTHING, "align": "center"}
        for at, period in enumerate(panel.periods)
        if kind == "bars" and at not in known and period in asked
    ]
    if not held:
        return dashes or [{"x": cell.left, "y": foot, "text": cell.series.rows[0]["figure"], "align": "left"}]
    wide = max(width(row["figure"], SMALL_SIZE) for _, row in held)
    if kind == "bars" and wide <= cell.band - 2:
        return dashes + [_figure(cell, at, row, "center", _rises(row)) for at, row in held]
    strong = [pair for pair in held if pair[1]["emphasis"] != "context"] if kind == "bars" else held
    ends = (strong or held)[:: max(len(strong or held) - 1, 1)]
    if len(ends) > 1 and abs(cell.x(ends[1][0]) - cell.x(ends[0][0])) < 2 * wide:
        ends = ends[1:]
    made = []
    for at, row in ends:
        beside = held[1] if (at, row) == held[0] and len(held) > 1 else held[held.index((at, row)) - 1]
        up = _rises(row) if kind == "bars" else row["value"] >= beside[1]["value"]
        made.append(_figure(cell, at, row, _side(cell, at, row), up))
    return dashes + made


def _rises(row: dict[str, Any]) -> bool:
    return bool(row["value"] >= 0)


def _figure(cell: _Cell, at: int, row: dict[str, Any], align: str, up: bool) -> dict[str, Any]:
    """A figure above its mark, or below it where a bar hangs or a line comes from above."""
    x = {"left": cell.left, "right": cell.left + cell.wide, "center": cell.x(at)}[align]
    return {"x": x, "y": cell.y(row["value"]) + (-10.0 if up else 10.0), "text": row["figure"], "align": align}


def _side(cell: _Cell, at: int, row: dict[str, Any]) -> str:
    """To the side on which a figure would leave its panel."""
    half = width(row["figure"], SMALL_SIZE) / 2
    x = cell.x(at)
    return "left" if x - half < cell.left else "right" if x + half > cell.left + cell.wide else "center"


def _answers(plane: Plane, cells: list[_Cell], panel: Panel) -> alt.Chart:
    """A band for each period of each panel that tells what it holds."""
    held = []
    for cell in cells:
        by_period = {row["period"]: row for row in cell.series.rows}
        for at, period in enumerate(panel.periods):
            if row := by_period.get(period):
                tips = {name: text for name, text in row.items() if name.startswith("tip_")}
                spot = {"x0": cell.left + at * cell.band, "x1": cell.left + (at + 1) * cell.band}
                held.append(tips | spot | {"y0": cell.top - _HEAD, "y1": cell.bottom + _HEAD, "says": row["says"]})
    band = rows(held).mark_rect(fill=GREY, fillOpacity=0.001)
    answers: alt.Chart = band.encode(**plane.box(), tooltip=panel.tips, description=alt.Description("says:N"))
    return answers
