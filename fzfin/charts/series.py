"""A value over periods for several labels, as small multiples and index lines take it, and how each is emphasised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import polars as pl

from fzfin.charts.canvas import tooltips
from fzfin.charts.data import prepare
from fzfin.charts.formats import MINUS, fraction, money, scaled
from fzfin.charts.theme import BLUE, INK, MUTED, ORANGE, SILVER
from fzfin.charts.words import Lang, word
from fzfin.errors import ParameterError, SchemaError

Emphasis: TypeAlias = Literal["context", "focus", "finding"]
Value: TypeAlias = Literal["amount", "index", "share"]
"""What is drawn: an amount in 万元, an index whose base is 100, or a fraction."""

VALUES: Final = ("amount", "index", "share")
BASE: Final = 100.0
"""Where an index starts."""
FILLS: Final[dict[str, str]] = {"context": SILVER, "focus": BLUE, "finding": ORANGE}
"""Grey for context, blue for what is looked at, orange for what the finding is about."""
INKS: Final[dict[str, str]] = {"context": MUTED, "focus": INK, "finding": INK}
SIGN: Final = "◆ "
"""Stands before the name of what the finding is about, which is thus told without colour."""

_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Series:
    """One label with its rows: each a dictionary with ``period``, ``value``, ``figure``, ``says`` and the tooltips."""

    label: str
    emphasis: Emphasis
    rows: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        """The label with the sign of the finding before it."""
        return f"{SIGN}{self.label}" if self.emphasis == "finding" else self.label


@dataclass(frozen=True, slots=True)
class Panel:
    """All series of a frame over the same periods, and the least and the greatest value."""

    series: tuple[Series, ...]
    periods: tuple[str, ...]
    low: float
    high: float
    tips: list[Any]

    @property
    def said(self) -> list[str]:
        """Every figure in words."""
        return [row["says"] for one in self.series for row in one.rows]


def read(frame: pl.DataFrame | pl.LazyFrame, value: Value, unit: str, lang: Lang) -> Panel | None:
    """Read the series of a frame; None if it has no rows.

    Rows without a label or a period have no place and are left out.

    Raises:
        SchemaError: A column is missing or of another type, an emphasis is none of the three, a period stands twice
            for one label, or there are more labels than a picture can hold.
        ParameterError: The value, unit or language is unknown.

    Example:
        >>> found = read(pl.DataFrame({"label": ["a"], "period": [2022], "amount": [1.5]}), "amount", "元", "en")
        >>> found.series[0].rows[0]["figure"], found.periods
        ('15,000.00', ('2022',))
    """
    if value not in VALUES:
        raise ParameterError(f"expected value to be one of {', '.join(VALUES)}, found {value!r}")
    lines = prepare(frame, ("label", "period", value), numbers=(value,))
    lines = scaled(lines, ["amount"], unit)
    if lines.is_empty():
        word("nothing", lang)
        return None
    if value == "index":
        lines = lines.with_columns(pl.col("index").round(1))
    if "emphasis" not in lines.columns:
        lines = lines.with_columns(emphasis=pl.lit("focus"))
    lines = lines.drop_nulls(("label", "period")).with_columns(
        pl.col("period").cast(pl.String), pl.col("emphasis").cast(pl.String).fill_null("context")
    )
    if lines.is_empty():
        return None
    _hold(lines)
    figures = [_figure(held, value, unit, lang) for held in lines[value]]
    lines = lines.with_columns(
        pl.Series("figure", figures), pl.concat_str("label", "period", pl.Series(figures), separator=" ").alias("says")
    )
    lines, tips = tooltips(lines, ("label", "period", value, "reason", "locator"), unit, lang)
    lines = lines.with_columns(value=pl.col(value))
    known = [held for held in lines["value"] if held is not None]
    series = tuple(_series(str(label), part) for (label,), part in lines.group_by("label", maintain_order=True))
    return Panel(
        series,
        tuple(lines["period"].unique(maintain_order=True)),
        min(known, default=0.0),
        max(known, default=0.0),
        tips,
    )


def _series(label: str, part: pl.DataFrame) -> Series:
    marked = set(part["emphasis"])
    emphasis: Emphasis = "finding" if "finding" in marked else "focus" if "focus" in marked else "context"
    return Series(label, emphasis, tuple(part.iter_rows(named=True)))


def _hold(lines: pl.DataFrame) -> None:
    other = sorted(set(lines["emphasis"]) - set(FILLS))
    if other:
        raise SchemaError(f"expected emphasis to be one of {', '.join(FILLS)}, found {', '.join(other)}")
    twice = lines.filter(pl.struct("label", "period").is_duplicated())
    if twice.height:
        label, period = twice.select("label", "period").row(0)
        raise SchemaError(f"expected each period once for a label, found {period} twice for {label}")
    if lines["label"].n_unique() > _MOST:
        raise SchemaError(f"expected at most {_MOST} labels, found {lines['label'].n_unique()}: choose some")


def _figure(held: float | None, value: Value, unit: str, lang: Lang) -> str:
    if held is None:
        return word("not_disclosed", lang)
    if value == "index":
        return f"{held:,.1f}".replace("-", MINUS)
    return money(held, unit) if value == "amount" else fraction(held)


def runs(one: Series, periods: tuple[str, ...]) -> list[list[tuple[int, dict[str, Any]]]]:
    """The rows of a series in runs without a gap: a line does not go through what was not published.

    Example:
        >>> rows = tuple({"period": p, "value": v} for p, v in (("a", 1.0), ("b", None), ("c", 2.0)))
        >>> [[at for at, _ in run] for run in runs(Series("x", "focus", rows), ("a", "b", "c"))]
        [[0], [2]]
    """
    by_period = {row["period"]: row for row in one.rows}
    made: list[list[tuple[int, dict[str, Any]]]] = [[]]
    for at, period in enumerate(periods):
        row = by_period.get(period)
        if row is None or row["value"] is None:
            made.append([])
        else:
            made[-1].append((at, row))
    return [run for run in made if run]
