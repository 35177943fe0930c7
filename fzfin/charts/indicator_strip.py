"""The indicator strip (指标条): one sign per indicator, project by project: met, met to the unit, missed, undecided."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import tooltips
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING
from fzfin.charts.layers import layered
from fzfin.charts.lines import width, wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.theme import INK, MUTED, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.verdicts import MARKS, ORDER, known
from fzfin.charts.words import Lang, unit_word, value, word

_PITCH: Final = 25.0
_HEAD: Final = 30.0
_LABEL: Final = 280.0
_SIGN: Final = 23.0
_GAP: Final = 14.0


def indicator_strip(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw a strip of indicators (指标条): a row of signs for each project, told apart by shape.

    Args:
        frame: One row per indicator: ``project_name`` and ``verdict`` (met, met_exactly, missed, undecided); if there,
            ``project_no`` (parts forms of one name), ``label``, ``target_text``, ``achieved_text``, ``weight``,
            ``score`` and ``locator`` for the tooltip. Rows stand in the order in which projects come.
        title: The finding.
        subtitle: The definition.
        unit: Taken as by all charts; nothing here is money.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type, or a verdict is none of the four.
        ParameterError: The unit or language is unknown.

    Example:
        >>> signs = pl.DataFrame({"project_name": ["Call centre"] * 2, "verdict": ["met", "missed"]})
        >>> chart = indicator_strip(signs, title="One of two was met", subtitle="By its own target", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    unit_word(unit, lang)
    signs = prepare(frame, ("project_name", "verdict"))
    if signs.is_empty():
        return nothing(title, subtitle, lang)
    signs = signs.with_columns(pl.col("verdict").fill_null(ORDER[-1]), pl.col("project_name").fill_null(NOTHING))
    known(signs["verdict"].to_list())
    number = pl.concat_str("project_no", pl.lit(". ")).fill_null("") if "project_no" in signs.columns else pl.lit("")
    signs = signs.with_columns(project_name=number + pl.col("project_name"))
    rank = pl.col("verdict").replace_strict(ORDER, range(len(ORDER)), return_dtype=pl.Int64)
    names = signs["project_name"].unique(maintain_order=True).to_list()
    signs = signs.with_columns(
        line=pl.col("project_name").replace_strict(names, range(len(names)), return_dtype=pl.Int64), rank=rank
    ).sort("line", "rank", maintain_order=True)
    signs = signs.with_columns(place=pl.int_range(pl.len()).over("line"))
    tipped, tips = tooltips(
        signs,
        ("project_name", "label", "target_text", "achieved_text", "verdict", "weight", "score", "locator"),
        unit,
        lang,
    )
    counts = _counts(signs, names, lang)
    texts = max(width(row["text"], SMALL_SIZE) for row in counts)
    most = 1 + max(row["count"] for row in counts)
    room = max(_LABEL, WIDTH - texts - 2 * _GAP - most * _SIGN)
    label = min(room, max(width(name, TEXT_SIZE) for name in names))
    left = label + _GAP
    pitch = min(_SIGN, (WIDTH - left - texts - _GAP) / most)
    plane = Plane(WIDTH, _HEAD + len(names) * _PITCH)
    for row in counts:
        row |= {"name": wrap(row["row"], label, TEXT_SIZE, most=1)[0], "y": _HEAD + (row["line"] + 0.5) * _PITCH}
        row |= {"x": label, "text_at": left + (row["count"] + 0.5) * pitch + 4}
    tip_names = [name for name in tipped.columns if name.startswith("tip_")]
    placed = [
        {name: row[name] for name in (*tip_names, "line", "place")}
        | MARKS[row["verdict"]]
        | {"x": left + (row["place"] + 0.5) * pitch, "y": _HEAD + (row["line"] + 0.5) * _PITCH}
        for row in tipped.iter_rows(named=True)
    ]
    layers = [*_rows(plane, counts), *_signs(plane, placed, tips, hover_name(title, signs)), *_key(plane, signs, lang)]
    return layered(
        layers,
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, [f"{row['row']} {row['text']}" for row in counts], lang),
    )


def _counts(signs: pl.DataFrame, names: list[str], lang: Lang) -> list[dict[str, Any]]:
    """For each project how many indicators it has of each verdict, in words."""
    made = []
    for line, name in enumerate(names):
        held = signs.filter(pl.col("line") == line)["verdict"].to_list()
        parts = [word("tally", lang, name=value("verdict", v, lang), n=str(held.count(v))) for v in ORDER if v in held]
        made.append({"line": line, "row": name, "count": len(held), "text": " · ".join(parts)})
    return made


def _rows(plane: Plane, counts: list[dict[str, Any]]) -> list[alt.Chart]:
    quiet: dict[str, Any] = {"baseline": "middle", "aria": False}
    lines = rows(counts)
    return [
        lines.mark_text(align="right", fontSize=TEXT_SIZE, color=INK, **quiet).encode(
            x=plane.x("x"), y=plane.y("y"), text=alt.Text("name:N"), tooltip=[alt.Tooltip("row:N", title=" ")]
        ),
        lines.mark_text(align="left", fontSize=SMALL_SIZE, color=MUTED, **quiet).encode(
            x=plane.x("text_at"), y=plane.y("y"), text=alt.Text("text:N")
        ),
    ]


def _signs(plane: Plane, placed: list[dict[str, Any]], tips: list[alt.Tooltip], hover: str) -> list[alt.Chart]:
    pointed = alt.selection_point(name=hover, fields=["line", "place"], on="pointerover", clear="pointerout")
    marks = (
        rows(placed)
        .mark_point(opacity=1, strokeWidth=1.6)
        .encode(
            x=plane.x("x"),
            y=plane.y("y"),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            strokeWidth=alt.StrokeWidthValue(1.6, condition={"param": hover, "empty": False, "value": 3.2}),
            tooltip=tips,
        )
    )
    return [marks.add_params(pointed)]


def _key(plane: Plane, signs: pl.DataFrame, lang: Lang) -> list[alt.Chart]:
    """The key: each sign with its words, for the verdicts that there are."""
    there = [verdict for verdict in ORDER if verdict in signs["verdict"].to_list()]
    at, held = 7.0, []
    for verdict in there:
        text = value("verdict", verdict, lang)
        held.append({**MARKS[verdict], "x": at, "text_at": at + 12, "y": 8.0, "text": text})
        at += 12 + width(text, SMALL_SIZE) + 24
    keys = rows(held)
    return [
        keys.mark_point(opacity=1, strokeWidth=1.6, aria=False).encode(
            x=plane.x("x"),
            y=plane.y("y"),
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            size=alt.Size("size:Q", scale=None),
        ),
        keys.mark_text(align="left", baseline="middle", fontSize=SMALL_SIZE, color=MUTED, aria=False).encode(
            x=plane.x("text_at"), y=plane.y("y"), text=alt.Text("text:N")
        ),
    ]
