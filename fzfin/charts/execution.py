"""Execution (执行率与得分): how much of its budget each project spent, and what part of the marks it was given."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import polars as pl

from fzfin import settings
from fzfin.charts.canvas import Canvas, lay
from fzfin.charts.caption import nothing
from fzfin.charts.data import prepare
from fzfin.charts.formats import NOTHING, fraction, money, plain, scaled
from fzfin.charts.key import ABOVE, DOT, Sign
from fzfin.charts.lines import width
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import BLUE, GREY, INK, MUTED, ORANGE, PALE, SMALL_SIZE, TEXT_SIZE
from fzfin.charts.words import Lang, heading, word

_OPTIONAL: Final = ("actual", "budget", "weight", "score")
_BAR: Final = 14
_GAP: Final = 16


def execution(
    frame: pl.DataFrame | pl.LazyFrame, *, title: str, subtitle: str, unit: str | None = None, lang: Lang | None = None
) -> alt.LayerChart:
    """Draw execution against marks (执行率与得分): a bar for what was spent of the budget, a dot for the marks.

    Where the marks run ahead of the spending, the stretch between is orange: full marks at 0% stand out at a glance.

    Args:
        frame: One row per project, drawn in this order: ``label``, ``execution_rate`` (spent ÷ budget) and
            ``score_share`` (marks given ÷ possible), fractions, either may be null; if there, ``actual`` and ``budget``
            in 万元, ``score`` and ``weight`` (marks given and possible), ``locator``.
        title: The finding.
        subtitle: The definition.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.

    Raises:
        SchemaError: A column is missing or of another type.
        ParameterError: The unit or language is unknown.

    Example:
        >>> projects = pl.DataFrame({"label": ["Call centre"], "execution_rate": [0.3747], "score_share": [1.0]})
        >>> chart = execution(projects, title="Full marks at 37%", subtitle="Share of budget", lang="en")
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    numbers = ("execution_rate", "score_share")
    projects = prepare(frame, ("label", *numbers), numbers=(*numbers, *_OPTIONAL), optional=_OPTIONAL)
    projects = scaled(projects, ("actual", "budget"), unit)
    if projects.is_empty():
        return nothing(title, subtitle, lang)
    projects = _with_texts(projects, unit, lang)
    values = [v for name in numbers for v in projects[name] if v is not None]
    low, high = min(0.0, *values, 0.0), max(1.0, *values, 1.0)
    columns = [
        (name, head, size, max(width(text, size) for text in [*projects[name], head]))
        for name, head, size in (
            ("rate", heading("execution_rate", lang), TEXT_SIZE),
            ("money", word("spent_of", lang), SMALL_SIZE),
            ("marks", heading("score", lang), SMALL_SIZE),
        )
        if any(text != NOTHING for text in projects[name])
    ]
    beside = sum(wide + _GAP for *_, wide in columns)
    canvas = lay(projects, beside=beside, least=38, unit=unit, lang=lang)
    layers = _bars(canvas, low, high)
    at = canvas.plot
    for name, head, size, wide in columns:
        at += _GAP + wide
        colour = INK if name == "rate" else MUTED
        layers += [canvas.figures(name, at, align="right", fontSize=size, color=colour), _head(head, at)]
    entries: list[tuple[Sign, str]] = [
        ("thick", heading("execution_rate", lang)),
        ("dot", word("marks_given", lang)),
    ]
    if projects.filter(pl.col("score_share") > pl.col("execution_rate")).height:
        entries.append(("beyond", word("ahead", lang)))
    names = ("label", *numbers, *_OPTIONAL, "locator")
    return canvas.finish(layers, names, title=title, subtitle=subtitle, entries=entries, above=2.5 * ABOVE)


def _bars(canvas: Canvas, low: float, high: float) -> list[alt.Chart]:
    def x(field: str) -> alt.X:
        return canvas.x(field, low, high, format="~%", axis_title=None, grid=False)

    y, chart = canvas.y(), alt.Chart()
    bar: dict[str, Any] = {"size": _BAR, "aria": False}
    zero = alt.X2Datum(0)
    ahead = "datum.execution_rate !== null && datum.score_share > datum.execution_rate"
    return [
        chart.mark_bar(color=PALE, **bar).encode(y=y, x=x("whole"), x2=zero),
        chart.transform_filter("datum.execution_rate !== null")
        .mark_bar(color=BLUE, **bar)
        .encode(y=y, x=x("execution_rate"), x2=zero),
        chart.transform_filter(ahead)
        .mark_bar(color=ORANGE, **bar)
        .encode(y=y, x=x("execution_rate"), x2=alt.X2("score_share:Q")),
        chart.mark_tick(size=_BAR + 8, thickness=1.5, color=GREY, opacity=1, aria=False).encode(y=y, x=x("whole")),
        chart.transform_filter("datum.score_share !== null")
        .mark_point(opacity=1, aria=False, **DOT)
        .encode(y=y, x=x("score_share")),
    ]


def _with_texts(projects: pl.DataFrame, unit: str, lang: Lang) -> pl.DataFrame:
    texts: dict[str, list[str]] = {"rate": [], "money": [], "marks": [], "says": []}
    for row in projects.iter_rows(named=True):
        rate = fraction(row["execution_rate"]) if row["execution_rate"] is not None else word("not_disclosed", lang)
        paid = [NOTHING if row[name] is None else money(row[name], unit) for name in ("actual", "budget")]
        spent = NOTHING if paid == [NOTHING, NOTHING] else " / ".join(paid)
        given = [plain(row[name]) for name in ("score", "weight")]
        marks = fraction(row["score_share"]) if row["weight"] is None else " / ".join(given)
        texts["rate"].append(rate)
        texts["money"].append(spent)
        texts["marks"].append(marks)
        texts["says"].append(f"{row['label'] or ''} {rate} {spent} {heading('score', lang)} {marks}")
    return projects.with_columns(*(pl.Series(name, held) for name, held in texts.items()), pl.lit(1.0).alias("whole"))


def _head(text: str, at: float) -> alt.Chart:
    """The heading of a column of figures, on the line of the key."""
    single = alt.Chart(alt.InlineData(values=[{}]))
    marks = single.mark_text(text=text, align="right", baseline="middle", color=MUTED, fontSize=SMALL_SIZE, aria=False)
    head: alt.Chart = marks.encode(**pixels(x=at, y=-ABOVE))
    return head
