"""The waffle (华夫图): a hundred squares, so many for each part as it is due: where each 100 yuan went."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.apportion import apportion
from fzfin.charts.canvas import tooltips
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, money, scaled
from fzfin.charts.layers import layered
from fzfin.charts.lines import wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.theme import INK, MUTED, PARTS, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, word

SQUARES: Final = 100
"""How many squares there are."""

_SIDE: Final = 10
_PITCH: Final = 32.0
_SQUARE: Final = 29.0
_LEGEND: Final = _SIDE * _PITCH + 28
_SIGN: Final = 22.0
_MOST: Final = 9
_LINE: Final = 17.0
_SPACE: Final = 8.0


def waffle(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw a waffle (华夫图): 100 squares, each a hundredth of the whole, and beside them each part in words.

    Squares carry the letter of their part, so that they can be told apart without colour. They always add up to 100 (by
    largest remainders); the shares in words are exact.

    Args:
        frame: One row per part, drawn in this order: ``label`` and ``amount`` in 万元; if there, ``share`` (fraction of
            the whole, in words) and ``locator``. Parts below zero or unknown get no square but stay in the list. Of
            more than nine parts the smallest are put together, and how many they are is said.
        title: The finding.
        subtitle: The unit and the definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type.
        ParameterError: The unit or language is unknown.

    Example:
        >>> parts = pl.DataFrame({"label": ["Wages", "Projects"], "amount": [710.5, 2183.8]})
        >>> chart = waffle(parts, title="Three in four yuan went into projects", subtitle="10k yuan", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    parts = prepare(frame, ("label", "amount"), numbers=("amount", "share"), optional=("share",))
    parts = scaled(parts, ("amount",), unit).with_columns(pl.col("label").fill_null(NOTHING))
    squares = apportion(parts["amount"].to_list(), SQUARES)
    if not sum(squares):
        return nothing(title, subtitle, lang)
    if parts.height > _MOST:
        parts = _gathered(parts, lang)
        squares = apportion(parts["amount"].to_list(), SQUARES)
    parts = _with_words(parts, squares, unit, lang)
    parts, tips = tooltips(parts, ("label", "amount", "share", "locator"), unit, lang)
    legend, height = _legend(parts, lang)
    plane = Plane(WIDTH, max(_SIDE * _PITCH, height))
    return layered(
        _layers(plane, parts, legend, tips, hover_name(title, parts)),
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, parts["says"].to_list(), lang),
    )


def _gathered(parts: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Put the smallest parts together, in the place of the last."""
    ranked = parts.with_row_index("place").sort("amount", descending=True, nulls_last=True, maintain_order=True)
    kept, rest = ranked.head(_MOST - 1).sort("place"), ranked.slice(_MOST - 1)
    sums = {c: pl.col(c).sum() if c in ("amount", "share") else pl.lit(None, t) for c, t in parts.schema.items()}
    sums["label"] = pl.lit(word("others", lang, n=str(rest.height)))
    if rest["share"].null_count():
        sums["share"] = pl.lit(None, pl.Float64)
    return pl.concat([kept.drop("place"), rest.select(**sums)])


def _with_words(parts: pl.DataFrame, squares: list[int], unit: str, lang: Lang) -> pl.DataFrame:
    texts, says = [], []
    for row, count in zip(parts.iter_rows(named=True), squares, strict=True):
        number = f"{count}"
        if row["amount"] is None:
            text = word("not_disclosed", lang)
        else:
            text = money(row["amount"], unit)
            if row["share"] is not None:
                text = word("aside", lang, text=text, aside=fraction(row["share"]))
        key = "no_square" if not count else "square" if count == 1 else "squares"
        figure = word(key, lang, n=number)
        texts.append(f"{text} · {figure}")
        says.append(f"{row['label']} {texts[-1]}")
    tones = [PARTS[i % len(PARTS)] for i in range(parts.height)]
    return parts.with_columns(
        pl.Series("squares", squares),
        pl.Series("text", texts),
        pl.Series("says", says),
        pl.Series("letter", list(ascii_uppercase[: parts.height])),
        pl.Series("fill", [fill for fill, _ in tones]),
        pl.Series("ink", [ink for _, ink in tones]),
    )


def _legend(parts: pl.DataFrame, lang: Lang) -> tuple[list[dict[str, Any]], float]:
    """The lines of the legend with their places, and how high they are."""
    lines: list[dict[str, Any]] = []
    top = 0.0
    for row in parts.iter_rows(named=True):
        names = wrap(row["label"], WIDTH - _LEGEND - _SIGN - 12, TEXT_SIZE, most=2)
        for n, text in enumerate([*names, row["text"]]):
            lines.append(
                {**row, "line": text, "y": top + (n + 0.5) * _LINE, "figure": n == len(names), "first": n == 0}
            )
        top += (len(names) + 1) * _LINE + _SPACE
    return lines, top - _SPACE


def _layers(
    plane: Plane, parts: pl.DataFrame, legend: list[dict[str, Any]], tips: list[alt.Tooltip], hover: str
) -> list[alt.Chart]:
    needed = ("letter", "fill", "ink", "says", *(name for name in parts.columns if name.startswith("tip_")))
    owners = [row for row in parts.select("squares", *needed).iter_rows(named=True) for _ in range(row["squares"])]
    cells = []
    for number, row in enumerate(owners):
        x, y = number % _SIDE * _PITCH, number // _SIDE * _PITCH
        cells.append({**row, "x0": x, "x1": x + _SQUARE, "y0": y, "y1": y + _SQUARE})
    signs = [
        {**row, "x0": _LEGEND, "x1": _LEGEND + _SIGN, "y0": row["y"] - 8, "y1": row["y"] + _SIGN - 8}
        for row in legend
        if row["first"]
    ]
    pointed = alt.selection_point(name=hover, fields=["letter"], on="pointerover", clear="pointerout")
    faded = alt.OpacityValue(0.35, condition={"param": hover, "value": 1})
    layers: list[alt.Chart] = []
    for held, said in ((cells, True), (signs, False)):
        for row in held:
            row |= {"xm": (row["x0"] + row["x1"]) / 2, "ym": (row["y0"] + row["y1"]) / 2}
        boxes = (
            rows(held)
            .mark_rect(aria=said)
            .encode(
                **plane.box(),
                fill=alt.Fill("fill:N", scale=None),
                opacity=faded,
                tooltip=tips,
                description=alt.Description("says:N"),
            )
        )
        letters = rows(held).mark_text(
            align="center", baseline="middle", fontSize=SMALL_SIZE, fontWeight="bold", aria=False, tooltip=None
        )
        layers += [
            boxes.add_params(pointed) if said else boxes,
            letters.encode(
                x=plane.x("xm"), y=plane.y("ym"), text=alt.Text("letter:N"), color=alt.Color("ink:N", scale=None)
            ),
        ]
    for row in legend:
        row["x"] = _LEGEND + _SIGN + 10
    for figure, size, colour in ((False, TEXT_SIZE, INK), (True, SMALL_SIZE, MUTED)):
        held = [row for row in legend if row["figure"] == figure]
        marks = rows(held).mark_text(align="left", baseline="middle", aria=False, fontSize=size, color=colour)
        layers.append(marks.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("line:N"), tooltip=tips))
    return layers
