"""The agreement matrix: which tables bear each other out, which differ, and where nothing could be compared."""

from __future__ import annotations

from typing import Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.layers import layered
from fzfin.charts.lines import wrap
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import GREY, INK, MUTED, ORANGE, PALE, SKY, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, heading, word

_CELL: Final = 34
_HEAD: Final = 40
_ROOM: Final = 250
_KINDS: Final[dict[str, tuple[str, str, str]]] = {
    "clash": (ORANGE, "white", "✕"),
    "rounding": (SKY, INK, "≈"),
    "agree": (PALE, INK, ""),
    "unknown": ("white", MUTED, "?"),
}
"""Colour of the cell, colour of its text and the sign in front of its number, the gravest kind first."""


def agreement(pairs: pl.DataFrame, *, title: str, subtitle: str = "", lang: Lang | None = None) -> alt.LayerChart:
    """Draw which tables agree with which (表间勾稽), one cell for each pair, told by sign, number and colour.

    Args:
        pairs: What `fzfin.checks.Audit.agreement` gives: `left, right, kind, cases, fail, rounding, unknown`.
        title: The finding.
        subtitle: What the signs mean.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.

    Returns:
        A chart with the tables from top to bottom and from left to right in the order in which they stand in `pairs`.

    Example:
        >>> import fzfin as fz
        >>> chart = fz.charts.agreement(fz.audit(fz.read()).agreement(), title="…")
        >>> chart.to_dict()["height"] > 100
        True
    """
    lang = settings.language(lang)
    if pairs.is_empty():
        return nothing(title, subtitle, lang)
    names = list(dict.fromkeys([*pairs["left"].to_list(), *pairs["right"].to_list()]))
    order = {name: number for number, name in enumerate(names)}
    counted = {"clash": "fail", "rounding": "cases", "agree": "cases", "unknown": "unknown"}
    cells = pairs.with_columns(pl.col("kind").cast(pl.String)).with_columns(
        x=pl.max_horizontal(pl.col(c).replace_strict(order, return_dtype=pl.Int64) for c in ("left", "right")),
        y=pl.min_horizontal(pl.col(c).replace_strict(order, return_dtype=pl.Int64) for c in ("left", "right")),
        fill=pl.col("kind").replace_strict({k: v[0] for k, v in _KINDS.items()}),
        ink=pl.col("kind").replace_strict({k: v[1] for k, v in _KINDS.items()}),
        means=pl.col("kind").replace_strict({k: word(f"agreement.{k}", lang) for k in _KINDS}),
        text=pl.concat_str(
            pl.col("kind").replace_strict({k: v[2] for k, v in _KINDS.items()}),
            pl.coalesce(pl.when(pl.col("kind") == k).then(pl.col(c).cast(pl.String)) for k, c in counted.items()),
        ),
    )
    cells = cells.with_columns(
        says=pl.concat_str("left", pl.lit(" × "), "right", pl.lit(": "), "means", pl.lit(" "), "text")
    )
    step = min(_CELL + 8, (WIDTH - _ROOM) / len(names))
    return _drawn(cells, names, step, title, subtitle, lang, cells["says"].to_list())


def _drawn(
    cells: pl.DataFrame, names: list[str], step: float, title: str, subtitle: str, lang: Lang, said: list[str]
) -> alt.LayerChart:
    count = len(names)
    spread = alt.Scale(domain=[0, count], nice=False, zero=False)
    down = alt.Scale(domain=[0, count], nice=False, zero=False, reverse=True)
    columns = ("left", "right", "means", "cases", "fail", "rounding", "unknown")
    tips = [alt.Tooltip(f"{name}:N", title=heading(f"agreement.{name}", lang)) for name in columns]
    hover = alt.selection_point(name=hover_name(title, cells), fields=["says"], on="pointerover", clear="pointerout")
    placed = cells.with_columns(x0=pl.col("x") + 0.04, x1=pl.col("x") + 0.96, y0=pl.col("y") + 0.06)
    placed = placed.with_columns(y1=pl.col("y") + 0.94, xm=pl.col("x") + 0.5, ym=pl.col("y") + 0.5)
    chart = alt.Chart(placed)
    boxes = chart.mark_rect(stroke=GREY, strokeWidth=0.6).encode(
        x=alt.X("x0:Q", axis=None, scale=spread),
        x2=alt.X2("x1:Q"),
        y=alt.Y("y0:Q", axis=None, scale=down),
        y2=alt.Y2("y1:Q"),
        fill=alt.Fill("fill:N", scale=None),
        strokeWidth=alt.StrokeWidthValue(0.6, condition={"param": hover.name, "empty": False, "value": 2.5}),
        tooltip=tips,
        description=alt.Description("says:N"),
    )
    texts = chart.mark_text(fontSize=SMALL_SIZE, baseline="middle", aria=False).encode(
        x=alt.X("xm:Q", axis=None, scale=spread),
        y=alt.Y("ym:Q", axis=None, scale=down),
        text=alt.Text("text:N"),
        color=alt.Color("ink:N", scale=None),
    )
    numbers = [f"{number + 1}" for number in range(count)]
    rows = [
        wrap(f"{number} {name}", _ROOM - 16, TEXT_SIZE, most=2) for number, name in zip(numbers, names, strict=True)
    ]
    side = pl.DataFrame({"at": [n + 0.5 for n in range(count)], "name": ["\n".join(lines) for lines in rows]})
    top = pl.DataFrame({"at": [n + 0.5 for n in range(count)], "name": numbers})
    labels = (
        alt.Chart(side)
        .mark_text(
            align="right", baseline="middle", lineBreak="\n", lineHeight=16, fontSize=TEXT_SIZE, color=INK, dx=-8
        )
        .encode(**pixels(x=0), y=alt.Y("at:Q", axis=None, scale=down), text=alt.Text("name:N"))
    )
    heads = (
        alt.Chart(top)
        .mark_text(baseline="bottom", fontSize=TEXT_SIZE, color=MUTED, dy=-4)
        .encode(x=alt.X("at:Q", axis=None, scale=spread), **pixels(y=0), text=alt.Text("name:N"))
    )
    tall = max(step, 30 if all(len(lines) == 1 for lines in rows) else 36)
    return layered(
        [boxes.add_params(hover), texts, labels, heads],
        width=round(step * count),
        height=round(tall * count),
        title=caption(title, subtitle),
        description=description(title, subtitle, said, lang),
    )
