"""The figures of one account as exercises ask for them: exact, with the precision in which their table prints them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

import polars as pl

from fzfin.analysis.account import frame, printed_decimals
from fzfin.analysis.variance import variance
from fzfin.checks.findings import audit
from fzfin.disclosure import Disclosure
from fzfin.money import FEN_PER_WAN
from fzfin.teach.problem import Inapplicable, Word
from fzfin.teach.span import Span
from fzfin.vocab import rows

SHOWN: Final = 2
"""Decimals of 万元, and of percentages, with which questions show figures."""

Row = dict[str, Any]
"""One row of a frame by column name."""


class Figures:
    """An account under the questions of a lesson.

    Args:
        d: The account.
        budget: The budget of its year, where it is at hand.
    """

    wan = FEN_PER_WAN
    """One 万元 in the unit of all amounts here, 分."""

    def __init__(self, d: Disclosure, budget: Disclosure | None = None) -> None:
        self.d = d
        self.budget = budget
        self._decimals: dict[str, int] = {}

    @cached_property
    def findings(self) -> pl.DataFrame:
        """What the audit says of the account, with the title of each check as `title_zh` and `title_en`."""
        titles = pl.DataFrame(
            [{name: row[name] for name in ("code", "title_zh", "title_en")} for row in rows("findings")]
        )
        return audit(self.d).frame().join(titles, on="code", how="left", maintain_order="left")

    @cached_property
    def changes(self) -> pl.DataFrame:
        """The change of each line against last year, with `label` in Chinese and `label_en`."""
        labels = variance(self.d, lang="en")["label"].rename("label_en")
        return variance(self.d).with_columns(labels)

    @cached_property
    def projects(self) -> pl.DataFrame:
        """Forms with all three amounts: `project_no`, `name`, original and adjusted budget, actual, weight, score."""
        funding = self.frame("project_funding").filter(pl.col("source") == "total")
        forms = frame(self.d, "projects").select("project_no", "name", "total_score")
        named = funding.join(forms, on="project_no", how="left", maintain_order="left")
        whole = named.drop_nulls(["original_budget", "adjusted_budget", "actual"])
        if whole.is_empty():
            raise Inapplicable("no_figure", frame="project_funding")
        return whole

    def frame(self, name: str) -> pl.DataFrame:
        """A frame with at least one row.

        Raises:
            Inapplicable: The account does not print it.
        """
        found = frame(self.d, name)
        if found.is_empty():
            raise Inapplicable("no_frame", frame=name)
        return found

    def money(self, name: str, amount: float | None, *, to_the_fen: bool = False) -> Span:
        """An amount of a frame, in 分, as wide as its last digit, printed or shown, leaves open.

        Questions show amounts in 万元 with two decimals: who computes with what is shown is right, also where a table
        in 元 prints more; `to_the_fen` holds to the print, for a figure that a question does not show.

        Raises:
            Inapplicable: Nothing is printed there.
        """
        if amount is None:
            raise Inapplicable("no_figure", frame=name)
        if name not in self._decimals:
            self._decimals[name] = printed_decimals(self.d, name)
        decimals = self._decimals[name] if to_the_fen else min(self._decimals[name], SHOWN)
        return Span.printed(amount, decimals) * FEN_PER_WAN

    def row(self, name: str, **wanted: object) -> Row:
        """The first row of a frame with such values.

        Raises:
            Inapplicable: There is none.
        """
        found = self.frame(name)
        for column, value in wanted.items():
            found = found.filter(pl.col(column) == value)
        if found.is_empty():
            raise Inapplicable("no_figure", frame=name)
        return found.row(0, named=True)

    def unit(self, name: str) -> Word:
        """The unit of money in which a table is printed."""
        return Word(f"unit.{self.d.units.get(name) or self.d.meta.unit}")

    def total(self, name: str, column: str = "total") -> Span:
        """The total that a table of lines prints in one column."""
        return self.money(name, self.row(name, level="total")[column])

    def summary(self, side: str, role: str) -> Span:
        """What the summary table (收入支出决算总表) prints for a role on one side, such as the grand total."""
        return self.money("summary", self.row("summary", side=side, role=role)["amount"])

    def try_summary(self, side: str, role: str) -> Span | None:
        """As `summary`; None where it is not printed, for a misconception that needs it."""
        try:
            return self.summary(side, role)
        except Inapplicable:
            return None

    def try_total(self, name: str) -> Span | None:
        """As `total`; None where it is not printed, for a misconception that needs it."""
        try:
            return self.total(name)
        except Inapplicable:
            return None

    def sum(self, name: str, amounts: Sequence[float | None]) -> Span:
        """The sum of printed amounts; blank cells add nothing."""
        whole = Span.exact(0)
        for amount in amounts:
            if amount is not None:
                whole = whole + self.money(name, amount)
        return whole


def shown(percentage: Span) -> Span:
    """A percentage as wide as a question that shows it with two decimals leaves it."""
    return percentage.joined(Span.printed(float(round(percentage.value, SHOWN)), SHOWN))


def share(part: Span, whole: Span, reason: str = "zero_whole") -> Span:
    """Part of whole, in percent.

    Raises:
        Inapplicable: The whole may be zero.
    """
    found = part.over(whole)
    if found is None:
        raise Inapplicable(reason)
    return found * 100


@lru_cache(maxsize=8)
def figures_of(d: Disclosure, budget: Disclosure | None = None) -> Figures:
    """The figures of an account, computed once for all its lessons; the last eight accounts are kept."""
    return Figures(d, budget)
