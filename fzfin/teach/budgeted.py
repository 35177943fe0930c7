"""A budget (部门预算) beside the account of its year, as exercises ask about both: the classes of expenditure."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from fzfin.analysis.account import printed_decimals
from fzfin.analysis.comparison import compare
from fzfin.teach.figures import SHOWN, Figures
from fzfin.teach.problem import Inapplicable, Line
from fzfin.teach.span import Span

_TABLE = "expenditure"


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of expenditure with its budget, both in 分.

    Attributes:
        code: Its code; None for the total.
        line: What it is called.
        original: What was budgeted at the start of the year.
        actual: What was spent.
        place: Where the account prints what was spent.
    """

    code: str | None
    line: Line
    original: Span
    actual: Span
    place: str

    @property
    def gap(self) -> Span:
        """How far the actual is from the budget, in either direction."""
        return abs(self.actual - self.original)


def classes(f: Figures) -> list[Planned]:
    """The classes of which both print an amount.

    Raises:
        Inapplicable: No budget is at hand, or it has none of them.
    """
    found = _planned(f, "class")
    if not found:
        raise Inapplicable("no_figure", frame=_TABLE)
    return found


def whole(f: Figures) -> Planned:
    """All expenditure.

    Raises:
        Inapplicable: No budget is at hand, or one of both prints no total.
    """
    found = _planned(f, "total")
    if not found:
        raise Inapplicable("no_figure", frame=_TABLE)
    return found[0]


def _planned(f: Figures, level: str) -> list[Planned]:
    if f.budget is None:
        raise Inapplicable("no_budget")
    compared = compare(f.budget, f.d, lang="zh").filter(
        (pl.col("table") == _TABLE) & (pl.col("column") == "total") & (pl.col("level") == level)
    )
    decimals = min(printed_decimals(f.budget, _TABLE), SHOWN)
    return [
        Planned(
            row["code"],
            Line(row["code"], row["name"]),
            Span.printed(row["budget"], decimals) * f.wan,
            f.money(_TABLE, row["actual"]),
            row["actual_locator"],
        )
        for row in compared.drop_nulls(["budget", "actual"]).iter_rows(named=True)
        if row["budget"] or row["actual"]
    ]
