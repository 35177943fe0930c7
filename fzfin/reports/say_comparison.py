"""Sentences on a budget beside its account: facts of the frame of `fzfin.compare`."""

from __future__ import annotations

import polars as pl

from fzfin.reports.saying import Row, Speaker, Text, escaped

_TABLES = ("expenditure", "general_expenditure")


class Heading(Text):
    """A heading of the second rank in a notebook; nothing where it is empty."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return f"## {escaped(self)}" if self else ""


def _lines(c: pl.DataFrame, level: str) -> pl.DataFrame:
    """The lines of one level of the first table of expenditure that both documents have, by their total."""
    held = c.filter((pl.col("column") == "total") & (pl.col("level") == level) & pl.col("variance").is_not_null())
    found = [held.filter(pl.col("table") == table) for table in _TABLES]
    return next((lines for lines in found if lines.height), held.clear())


class ComparisonSentences(Speaker):
    """Heading, finding and titles of the part of a notebook that lays a budget beside its account.

    Each takes what `fzfin.compare` gives, or None where no budget is at hand: then it says nothing.
    """

    def nothing(self) -> Text:
        """Say nothing, where a picture needs a budget and none is at hand.

        Example:
            >>> Sentences = ComparisonSentences
            >>> str(Sentences().nothing())
            ''
        """
        return Text("")

    def comparison_heading(self, c: pl.DataFrame | None) -> Text:
        """Head the part.

        Example:
            >>> ComparisonSentences(lang="en").comparison_heading(None)
            ''
        """
        return Heading("" if c is None else self._say("comparison.heading"))

    def comparison_finding(self, c: pl.DataFrame | None) -> Text:
        """Say what was budgeted for expenditure and what was spent, and which line is furthest from its budget.

        Example:
            >>> ComparisonSentences(lang="en").comparison_finding(None)
            ''
        """
        if c is None:
            return Text("")
        totals = _lines(c, "total")
        if totals.is_empty():
            return self._stated("missing.comparison")
        total = totals.row(0, named=True)
        rate = total["execution_rate"]
        key = "comparison.finding" if rate is not None else "comparison.finding_bare"
        facts = {name: self._amount(total[name]) for name in ("budget", "actual")}
        return self._say(key, **facts, rate=self._fraction(rate), apart=self._apart(total), furthest=self._furthest(c))

    def _apart(self, row: Row) -> str:
        """How far spending is from its budget."""
        if not row["variance"]:
            return self._say("comparison.same")
        way = "above" if row["variance"] > 0 else "below"
        return self._say(f"comparison.{way}", variance=self._amount(abs(row["variance"])))

    def _furthest(self, c: pl.DataFrame) -> str:
        items = _lines(c, "item").filter(pl.col("variance") != 0)
        if items.is_empty():
            return ""
        row = items.sort(pl.col("variance").abs(), descending=True, maintain_order=True).row(0, named=True)
        return self._say("comparison.furthest", label=row["label"], apart=self._apart(row))

    def comparison_title(self, c: pl.DataFrame | None) -> Text:
        """Say how many lines were above, at and below their budgets.

        Example:
            >>> ComparisonSentences(lang="en").comparison_title(None)
            ''
        """
        if c is None:
            return Text("")
        items = _lines(c, "item")
        if items.is_empty():
            return self._say("missing.comparison")
        tally = {
            "over": items.filter(pl.col("variance") > 0).height,
            "under": items.filter(pl.col("variance") < 0).height,
            "met": items.filter(pl.col("variance") == 0).height,
        }
        said = [self._say(f"comparison.{way}", n=n) for way, n in tally.items() if n]
        return self._say("comparison.title", lines=self._count("line", items.height), tally=self._list(said))

    def comparison_subtitle(self) -> Text:
        """Say the unit and what bar and mark are.

        Example:
            >>> print(ComparisonSentences().comparison_subtitle()[:5])
            单位：万元
        """
        return self._say("comparison.subtitle")

    def comparison_table_title(self) -> Text:
        """Head the table of all lines.

        Example:
            >>> print(ComparisonSentences(lang="en").comparison_table_title())
            Every line of expenditure: budget and actual
        """
        return self._say("comparison.table")
