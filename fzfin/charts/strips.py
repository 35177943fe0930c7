"""The drawing of a composition: strips of segments, each strip with its heading, the words upon and below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import altair as alt
import polars as pl

from fzfin.charts.lines import width, wrap
from fzfin.charts.placing import place
from fzfin.charts.theme import GREY, INK, MUTED, SMALL_SIZE, TEXT_SIZE, WIDTH

_HEAD: Final = 20
_BAR: Final = 42
_LEVEL: Final = 18
_SPACE: Final = 22
_INSET: Final = 14


@dataclass(frozen=True, slots=True)
class Strips:
    """Segments, labels outside them and plain lines, with their places in pixels; `height` is that of all."""

    segments: Sequence[dict[str, Any]]
    outside: Sequence[dict[str, Any]]
    lines: Sequence[dict[str, Any]]
    height: float

    def _x(self, field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False, zero=False))

    def _y(self, field: str) -> alt.Y:
        scale = alt.Scale(domain=[0, self.height], nice=False, zero=False, reverse=True)
        return alt.Y(f"{field}:Q", axis=None, scale=scale)

    def layers(self, tips: list[alt.Tooltip], hover: str) -> list[alt.Chart]:
        """Give the layers; `hover` names the selection that fades all parts but the one under the pointer."""
        return [
            *(self._lines() if self.lines else []),
            *(self._outside(tips) if self.outside else []),
            *(self._segments(tips, hover) if self.segments else []),
        ]

    def _segments(self, tips: list[alt.Tooltip], hover: str) -> list[alt.Chart]:
        chart = alt.Chart(pl.DataFrame(self.segments, infer_schema_length=None))
        pointed = alt.selection_point(name=hover, fields=["part"], on="pointerover", clear="pointerout")
        boxes = chart.mark_rect(stroke="white", strokeWidth=0.8).encode(
            x=self._x("x0"),
            x2=alt.X2("x1:Q"),
            y=self._y("y0"),
            y2=alt.Y2("y1:Q"),
            color=alt.Color("colour:N", scale=None),
            opacity=alt.OpacityValue(0.45, condition={"param": hover, "value": 1}),
            tooltip=tips,
            description=alt.Description("says:N"),
        )
        style: dict[str, Any] = {"align": "center", "baseline": "middle", "aria": False, "tooltip": None}
        middle, ink = self._x("middle"), alt.Color("ink:N", scale=None)
        names = chart.mark_text(dy=-8.5, fontSize=TEXT_SIZE, **style)
        figures = chart.mark_text(dy=9.5, fontSize=SMALL_SIZE, **style)
        return [
            boxes.add_params(pointed),
            names.encode(x=middle, y=self._y("ym"), text=alt.Text("name:N"), color=ink),
            figures.encode(x=middle, y=self._y("ym"), text=alt.Text("inside:N"), color=ink),
        ]

    def _outside(self, tips: list[alt.Tooltip]) -> list[alt.Chart]:
        chart = alt.Chart(pl.DataFrame(self.outside, infer_schema_length=None))
        rules = chart.mark_rule(color=GREY, strokeWidth=1, aria=False).encode(
            x=self._x("at"), y=self._y("y1"), y2=alt.Y2("y:Q")
        )
        feet = chart.mark_rule(color=GREY, strokeWidth=1, aria=False).encode(
            x=self._x("at"), x2=alt.X2("foot:Q"), y=self._y("y")
        )
        sides: tuple[tuple[str, Literal["left", "right"]], ...] = (("", "left"), ("!", "right"))
        texts = [
            chart.transform_filter(f"{sign}datum.rightward")
            .mark_text(align=align, baseline="middle", fontSize=SMALL_SIZE, aria=False, **look)
            .encode(x=self._x("text_at"), y=self._y("y"), text=alt.Text("text:N"), tooltip=tips)
            for sign, align in sides
            for look in ({"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}, {"color": INK})
        ]
        return [rules, feet, *texts]

    def _lines(self) -> list[alt.Chart]:
        chart = alt.Chart(pl.DataFrame(self.lines))
        style: dict[str, Any] = {"align": "left", "baseline": "middle", "aria": False}
        heads = chart.transform_filter("datum.head").mark_text(
            color=INK, fontSize=TEXT_SIZE, fontWeight="bold", **style
        )
        rest = chart.transform_filter("!datum.head").mark_text(color=MUTED, fontSize=SMALL_SIZE, **style)
        return [layer.encode(x=self._x("x"), y=self._y("y"), text=alt.Text("text:N")) for layer in (heads, rest)]


def lay_out(parts: pl.DataFrame) -> Strips:
    """Lay out the strips one below the other.

    Args:
        parts: One row per part with ``rank`` (of the bar), ``bar``, ``part``, ``figure`` (its figures), ``line`` (name
            and figures), ``x0`` and ``x1`` in pixels, ``colour``, ``ink``, ``says``.

    Example:
        >>> row = {"rank": 0, "bar": "All", "part": "A", "figure": "1.00", "line": "A 1.00", "x0": 0.0, "x1": 700.0}
        >>> len(lay_out(pl.DataFrame([row])).segments)
        1
    """
    segments: list[dict[str, Any]] = []
    outside: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    top = 0.0
    for strip in parts.partition_by("rank", maintain_order=True):
        for text in wrap(strip["bar"][0], WIDTH, TEXT_SIZE):
            lines.append({"text": text, "x": 0, "y": top + 8, "head": True})
            top += _HEAD
        bottom = top + _BAR
        rows = strip.to_dicts()
        seen = [_segment(row, top, bottom) for row in rows if row["x1"] > row["x0"]]
        segments += seen
        labels = _labels([row for row in seen if not row["inside"]], bottom)
        outside += labels
        top = max((label["y"] + _LEVEL / 2 for label in labels), default=bottom)
        absent = " · ".join(row["line"] for row in rows if row["x1"] <= row["x0"])
        for text in wrap(absent, WIDTH, SMALL_SIZE, even=False) if absent else []:
            lines.append({"text": text, "x": 0, "y": top + _LEVEL / 2 + 2, "head": False})
            top += _LEVEL
        top += _SPACE
    return Strips(segments, outside, lines, top - _SPACE + 4)


def _segment(row: dict[str, Any], top: float, bottom: float) -> dict[str, Any]:
    widest = max(width(row["part"], TEXT_SIZE), width(row["figure"], SMALL_SIZE))
    fits = row["x1"] - row["x0"] >= _INSET + widest
    words = {"name": row["part"] if fits else "", "inside": row["figure"] if fits else ""}
    return {**row, "y0": top, "y1": bottom, "ym": (top + bottom) / 2, "middle": (row["x0"] + row["x1"]) / 2, **words}


def _labels(narrow: list[dict[str, Any]], bottom: float) -> list[dict[str, Any]]:
    texts = [wrap(row["line"], WIDTH * 0.48, SMALL_SIZE, most=1)[0] for row in narrow]
    spots = place([row["middle"] for row in narrow], [width(text, SMALL_SIZE) for text in texts], WIDTH)
    return [
        {
            **row,
            "text": text,
            "at": spot.at,
            "text_at": spot.text_at,
            "foot": (spot.at + spot.text_at) / 2,
            "rightward": spot.rightward,
            "y": bottom + 13 + _LEVEL * spot.level,
        }
        for row, text, spot in zip(narrow, texts, spots, strict=True)
    ]
