"""The sheet that the pictures with one row per item share: labels left, plot in the middle, figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import altair as alt
import polars as pl

from fzfin.charts.caption import caption, description, hover_name
from fzfin.charts.formats import NOTHING, titled, written
from fzfin.charts.key import ABOVE, Sign, key
from fzfin.charts.layers import layered
from fzfin.charts.lines import width, wrap
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import GREY, INK, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, unit_word

_LABEL_ROOM: Final = 236
_LABEL_LINES: Final = 3
_LINE_HEIGHT: Final = TEXT_SIZE + 4
_GAP: Final = 13
_LEAST_PLOT: Final = 240

_ROW_LABEL: Final = r"split(split(datum.label, '\t')[0], '\n')"


@dataclass(frozen=True, slots=True)
class Canvas:
    """A prepared frame with its rows laid out; `plot` and `beside` are widths in pixels, `step` a row's height.

    `lift` is by how many pixels labels and figures stand above the middle of their rows.
    """

    frame: pl.DataFrame
    plot: float
    beside: float
    step: float
    unit: str
    lang: Lang
    lift: float = 0

    def showing(self, frame: pl.DataFrame) -> Canvas:
        """Give the same sheet with more columns in its frame."""
        return replace(self, frame=frame)

    def y(self) -> alt.Y:
        """Give the axis of the rows: labels in as many lines as they need, in the order of the frame."""
        middle = rf"-{self.lift} - (length(split(datum.label, '\n')) - 1) * {_LINE_HEIGHT / 2}"
        axis = alt.Axis(
            labelExpr=_ROW_LABEL,
            labelColor=INK,
            labelFontSize=TEXT_SIZE,
            labelLineHeight=_LINE_HEIGHT,
            labelOffset=alt.expr(middle),
            labelPadding=_GAP,
            labelOverlap=False,
        )
        scale = alt.Scale(domain=self.frame["row"].to_list(), paddingInner=0, paddingOuter=0)
        return alt.Y("row:N", title=None, axis=axis, scale=scale)

    def x(self, field: str, low: float, high: float, **scale: Any) -> alt.X:
        """Give the axis of amounts from `low` to `high`, with few ticks and the unit at its end."""
        ticks = scale.pop("values", alt.Undefined)
        form = scale.pop("format", alt.Undefined)
        axis = alt.Axis(
            tickCount=5,
            values=ticks,
            format=form,
            title=scale.pop("axis_title", unit_word(self.unit, self.lang)),
            titleAnchor="end",
            titleAlign="right",
            grid=scale.pop("grid", True),
            gridColor=alt.expr("datum.value === 0 ? '#5b6773' : '#e9edf2'"),
            labelFlush=False,
        )
        return alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[low, high], nice=False, **scale))

    def figures(self, field: str, at: float, *, align: Literal["left", "right"] = "left", **style: Any) -> alt.Chart:
        """Write a text column at `at` pixels from the left of the plot, one line per row."""
        height = style.get("fontSize", TEXT_SIZE) + 4
        up = alt.expr(rf"-{self.lift} - (length(split(datum.{field}, '\n')) - 1) * {height / 2}")
        marks = alt.Chart().mark_text(
            align=align, baseline="middle", lineBreak="\n", lineHeight=height, dy=up, aria=False, **style
        )
        column: alt.Chart = marks.encode(y=self.y(), **pixels(x=at), text=alt.Text(f"{field}:N"))
        return column

    def finish(
        self,
        layers: Sequence[alt.Chart],
        names: Sequence[str],
        *,
        title: str,
        subtitle: str,
        entries: Sequence[tuple[Sign, str]] = (),
        above: float = ABOVE,
    ) -> alt.LayerChart:
        """Put the layers together under a band that lights up a row and tells the columns `names` of it."""
        frame, tips = tooltips(self.frame, names, self.unit, self.lang)
        hover = alt.selection_point(
            name=hover_name(title, self.frame), fields=["row"], on="pointerover", clear="pointerout"
        )
        band = alt.Chart().mark_rect(fill=GREY, aria=True)
        lit = band.encode(
            y=self.y(),
            **pixels(x=0, x2=self.plot + self.beside),
            fillOpacity=alt.FillOpacityValue(0.001, condition={"param": hover.name, "empty": False, "value": 0.14}),
            tooltip=tips,
            description=alt.Description("says:N"),
        ).add_params(hover)
        return layered(
            [*layers, *key(entries, above), lit],
            frame,
            width=self.plot,
            height=alt.Step(self.step),
            title=caption(title, subtitle),
            description=description(title, subtitle, self.frame["says"].to_list(), self.lang),
        )


def lay(frame: pl.DataFrame, *, beside: float, least: float, unit: str, lang: Lang, lift: float = 0) -> Canvas:
    """Lay out the rows of a frame with a column ``label`` and one ``says``.

    Args:
        frame: A prepared frame; the column ``row`` is added, its labels in lines, each row apart.
        beside: Pixels kept free at the right of the plot for figures.
        least: The least height of a row.
        unit: The unit of money.
        lang: The language.
        lift: By how many pixels labels and figures stand above the middle of their rows.

    Example:
        >>> lay(pl.DataFrame({"label": ["a"], "says": ["a 1"]}), beside=80, least=30, unit="万元", lang="en").step
        30
    """
    labels = [text or NOTHING for text in frame["label"]]
    broken = [wrap(text, _LABEL_ROOM, TEXT_SIZE, most=_LABEL_LINES) for text in labels]
    rows = ["\n".join(lines) + f"\t{number}" for number, lines in enumerate(broken)]
    widest = max((width(line, TEXT_SIZE) for lines in broken for line in lines), default=0)
    most = max((len(lines) for lines in broken), default=1)
    plot = max(_LEAST_PLOT, WIDTH - widest - _GAP - beside)
    step = max(least, most * _LINE_HEIGHT + 8 + 2 * lift)
    return Canvas(frame.with_columns(pl.Series("row", rows)), round(plot), beside, step, unit, lang, lift)


def tooltips(
    frame: pl.DataFrame, names: Sequence[str], unit: str, lang: Lang
) -> tuple[pl.DataFrame, list[alt.Tooltip]]:
    """Add the written text of columns to a frame, and give the tooltips that show them; empty columns are left out.

    Example:
        >>> frame, tips = tooltips(pl.DataFrame({"amount": [1.5]}), ["amount", "reason"], "万元", "en")
        >>> frame["tip_amount"].to_list(), len(tips)
        (['1.50'], 1)
    """
    shown = [name for name in names if name in frame.columns and frame[name].null_count() < frame.height]
    texts = [pl.Series(f"tip_{name}", written(name, frame[name], unit, lang), dtype=pl.String) for name in shown]
    tips = [alt.Tooltip(f"tip_{name}:N", title=titled(name, frame.schema[name], unit, lang)) for name in shown]
    return frame.with_columns(texts), tips
