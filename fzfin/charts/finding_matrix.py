"""The matrix of findings (质检对照图): which check found something in which account, by sign, number and colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import tooltips
from fzfin.charts.caption import caption, description, hover_name, nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING
from fzfin.charts.layers import layered
from fzfin.charts.lines import wrap
from fzfin.charts.plane import Plane, rows
from fzfin.charts.theme import BLUE, INK, MUTED, ORANGE, PALE, SILVER, SMALL_SIZE, TEXT_SIZE, WIDTH
from fzfin.charts.words import Lang, unit_word, word
from fzfin.errors import SchemaError

SIGNS: Final[dict[str, tuple[str, str]]] = {"error": ("■", ORANGE), "question": ("◆", BLUE), "note": ("○", MUTED)}
"""The sign and colour of each severity, the gravest first."""

_LABEL: Final = 330.0
_MOST: Final = 20
_WIDEST: Final = 150.0
_LINE: Final = 16.0
_NUMBERED: Final = 70.0
"""Columns narrower than this bear numbers; the names stand below."""


def finding_matrix(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw which check found something in which account (质检对照图): a row for each check, a column for each account.

    Args:
        frame: One row per check and account: ``label`` (the check), ``account``, ``severity`` (error, question, note)
            and ``findings`` (how many), which is null or zero where nothing was found. Checks and accounts stand in
            the order in which they come; of more than twenty checks the rest is counted in a line below.
        title: The finding.
        subtitle: What the signs mean.
        unit: Taken as by all charts; nothing here is money.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.

    Raises:
        SchemaError: A column is missing or of another type, or a severity is none of the three.
        ParameterError: The unit or language is unknown.

    Example:
        >>> found = pl.DataFrame({"label": ["B01"], "account": ["A 2022"], "severity": ["error"], "findings": [2]})
        >>> chart = finding_matrix(found, title="One error", subtitle="■ error", lang="en")
    """
    lang = settings.language(lang)
    unit_word(settings.money_unit(unit), lang)
    cells = prepare(frame, ("label", "account", "severity", "findings"), numbers=("findings",))
    other = sorted(set(cells["severity"].drop_nulls()) - set(SIGNS))
    if other:
        raise SchemaError(f"the column severity must hold {', '.join(SIGNS)}; found {', '.join(map(str, other))}")
    if cells.is_empty():
        return nothing(title, subtitle, lang)
    cells = cells.with_columns(pl.col("label", "account").fill_null(NOTHING), pl.col("findings").cast(pl.Int64))
    checks, accounts = (cells[name].unique(maintain_order=True).to_list() for name in ("label", "account"))
    cells, tips = tooltips(cells, ("label", "account", "severity", "findings"), "万元", lang)
    step = min(_WIDEST, (WIDTH - _LABEL) / len(accounts))
    heads = _heads(accounts, step)
    top = max(len(lines) for lines in heads) * _LINE + 10
    shown = checks[:_MOST]
    names = [wrap(text, _LABEL - 14, TEXT_SIZE, most=2) for text in shown]
    tops = [top]
    for lines in names:
        tops.append(tops[-1] + len(lines) * _LINE + 10)
    foot = _foot(checks, accounts, heads, lang)
    plane = Plane(WIDTH, tops[-1] + len(foot) * _LINE + (8 if foot else 0))
    placed = [
        _cell(row, tops, shown.index(row["label"]), accounts.index(row["account"]), step)
        for row in cells.iter_rows(named=True)
        if row["label"] in shown
    ]
    texts = [_text(_LABEL - 14, tops[n], lines, tops[n + 1], "right") for n, lines in enumerate(names)]
    texts += [_text(_LABEL + (n + 0.5) * step, 0.0, lines, top - 6, "center") for n, lines in enumerate(heads)]
    texts += [
        _text(0.0, tops[-1] + 8 + n * _LINE, [line], tops[-1] + 8 + (n + 1) * _LINE, "left")
        for n, line in enumerate(foot)
    ]
    said = [row["says"] for row in placed if row["text"]]
    return layered(
        _layers(plane, placed, [line for lines in texts for line in lines], tips, hover_name(title, cells)),
        width=plane.width,
        height=plane.height,
        title=caption(title, subtitle),
        description=description(title, subtitle, said, lang),
    )


def _heads(accounts: Sequence[str], step: float) -> list[list[str]]:
    """The lines above each column: the account, or its number where there is no room for it."""
    if step < _NUMBERED:
        return [[str(number)] for number in range(1, len(accounts) + 1)]
    return [wrap(account, step - 8, SMALL_SIZE, most=4) for account in accounts]


def _foot(checks: Sequence[str], accounts: Sequence[str], heads: Sequence[Sequence[str]], lang: Lang) -> list[str]:
    """The lines below: how many checks are not shown, and the names of numbered columns."""
    said = [word("more_checks", lang, n=str(len(checks) - _MOST))] if len(checks) > _MOST else []
    if heads[0] == ["1"] and len(accounts) > 1:
        said.append(word("join", lang).join(f"{number} {name}" for number, name in enumerate(accounts, 1)))
    return [line for text in said for line in wrap(text, WIDTH, SMALL_SIZE, even=False)]


def _cell(row: dict[str, Any], tops: Sequence[float], line: int, column: int, step: float) -> dict[str, Any]:
    """A cell with its edges, its sign and number, and its words."""
    found = row["findings"] or 0
    sign, ink = SIGNS.get(row["severity"], ("", MUTED)) if found else ("", SILVER)
    text = f"{sign} {found}" if found else ""
    left = _LABEL + column * step
    return {
        **{name: held for name, held in row.items() if name.startswith("tip_")},
        "id": f"{line}/{column}",
        "x0": left + 3,
        "x1": left + step - 3,
        "xm": left + step / 2,
        "y0": tops[line] + 2,
        "y1": tops[line + 1] - 2,
        "ym": (tops[line] + tops[line + 1]) / 2,
        "fill": PALE if found else "white",
        "ink": ink,
        "text": text,
        "sign": text or "·",
        "says": f"{row['account']} {row['label']} {text or NOTHING}",
    }


def _text(x: float, top: float, lines: Sequence[str], bottom: float, align: str) -> list[dict[str, Any]]:
    first = (top + bottom) / 2 - (len(lines) - 1) * _LINE / 2
    return [{"x": x, "y": first + n * _LINE, "text": line, "align": align} for n, line in enumerate(lines)]


def _layers(
    plane: Plane, cells: list[dict[str, Any]], texts: list[dict[str, Any]], tips: list[alt.Tooltip], hover: str
) -> list[alt.Chart]:
    pointed = alt.selection_point(name=hover, fields=["id"], on="pointerover", clear="pointerout")
    boxes = (
        rows(cells)
        .mark_rect(stroke=INK)
        .encode(
            **plane.box(),
            fill=alt.Fill("fill:N", scale=None),
            strokeWidth=alt.StrokeWidthValue(0, condition={"param": hover, "empty": False, "value": 2}),
            tooltip=tips,
            description=alt.Description("says:N"),
        )
    )
    signs = (
        rows([{name: cell[name] for name in ("xm", "ym", "sign", "ink")} for cell in cells])
        .mark_text(baseline="middle", fontSize=TEXT_SIZE, fontWeight="bold", aria=False)
        .encode(x=plane.x("xm"), y=plane.y("ym"), text=alt.Text("sign:N"), color=alt.Color("ink:N", scale=None))
    )
    layers = [boxes.add_params(pointed), signs]
    sides: tuple[tuple[Any, int, str], ...] = (
        ("right", TEXT_SIZE, INK),
        ("center", SMALL_SIZE, INK),
        ("left", SMALL_SIZE, MUTED),
    )
    for align, size, colour in sides:
        held = [row for row in texts if row["align"] == align]
        if held:
            marks = rows(held).mark_text(align=align, baseline="middle", fontSize=size, color=colour, aria=False)
            layers.append(marks.encode(x=plane.x("x"), y=plane.y("y"), text=alt.Text("text:N")))
    return layers
