"""Worked sentences on budgets, of projects or of a department, and what was spent of them."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account
from fzfin.analysis.intervals import FEN
from fzfin.reports.saying import Notes, Speaker, Text, total

_FEWEST = 2
"""Of fewer projects than this there is no composition."""


_LAST = pl.coalesce("adjusted_budget", "original_budget")


def _whole(e: pl.DataFrame) -> bool:
    """Whether these are the lines of a whole department beside its budget, and no projects with forms."""
    return e["project_no"].null_count() == e.height


class BudgetSentences(Speaker):
    """Rates of execution and variances, written out with their figures; for lessons."""

    def execution_rates(self, e: pl.DataFrame) -> Notes:
        """Work out the rate of execution on the original and on the adjusted budgets.

        Args:
            e: What `fzfin.analysis.execution` gives.

        Example:
            >>> import fzfin as fz
            >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
            >>> len(fz.Sentences().execution_rates(e))
            2
        """
        if e.is_empty():
            return Notes([self._say("budget.missing")])
        actual = total(e["actual"])
        notes = []
        for key, column in (("original", "original_budget"), ("adjusted", "adjusted_budget")):
            if e[column].null_count() == e.height:
                continue
            base = total(e[column])
            names = {"top": self._say("budget.actual"), "bottom": self._say(f"budget.{key}_base")}
            notes.append(
                self._divided(f"budget.{key}", actual, base, **names) if base else self._say("budget.no_original")
            )
        return Notes(notes)

    def composition_variance(self, e: pl.DataFrame) -> Text:
        """Work out how far spending moved between projects, as PEFA's second indicator does; no grade is given.

        Example:
            >>> import fzfin as fz
            >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
            >>> fz.Sentences(lang="en").composition_variance(e)[:33]
            'Composition variance = gaps added'
        """
        if e.is_empty():
            return self._say("budget.missing")
        deviation, expected = (total(e[column]) for column in ("deviation", "expected"))
        if e.height < _FEWEST or not expected:
            return self._say("budget.no_variance")
        facts = {"deviation": self._number(deviation), "expected": self._number(expected)}
        return self._say("budget.variance", share=self._fraction(deviation / expected), **facts)

    def budget_steps_title(self, e: pl.DataFrame) -> Text:
        """Say from what budget to what spending the projects came.

        Example:
            >>> import fzfin as fz
            >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
            >>> print(fz.Sentences().budget_steps_title(e)[-14:])
            执行 2,182.80 万元
        """
        if e.is_empty():
            return self._say("budget.missing")
        if _whole(e):
            return self._lines_title(e)
        columns = {"original": "original_budget", "adjusted": "adjusted_budget", "actual": "actual"}
        facts = {name: self._amount(total(e[column])) for name, column in columns.items()}
        return self._say("budget.steps_title", projects=self._count("project", e.height), **facts)

    def _lines_title(self, e: pl.DataFrame) -> Text:
        original, actual = total(e["original_budget"]), total(e["actual"])
        off = e.filter(pl.col("actual") != pl.col("original_budget")).height
        facts = {"original": self._amount(original), "actual": self._amount(actual), "lines": self._count("line", off)}
        if not off:
            return self._say("budget.lines_title_same", **facts)
        if not original:
            return self._say("budget.lines_title_bare", **facts)
        return self._say("budget.lines_title", rate=self._fraction(actual / original), **facts)

    def budget_steps_subtitle(self, budget: Account | None = None) -> Text:
        """Say the unit, what the colours are, and from which file a budget was read.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().budget_steps_subtitle()[:5])
            单位：万元
        """
        if budget is None:
            return self._say("budget.steps_subtitle")
        return self._say("budget.steps_subtitle_of", file=budget.meta.source_name)

    def budget_limits_title(self, e: pl.DataFrame) -> Text:
        """Say how many projects did not spend their adjusted budget.

        Example:
            >>> import fzfin as fz
            >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
            >>> print(fz.Sentences(lang="en").budget_limits_title(e)[-46:])
            jects did not spend all of the adjusted budget
        """
        if e.is_empty():
            return self._say("budget.missing")
        under = e.filter(pl.col("actual") < _LAST).height
        if _whole(e):
            return self._say("budget.lines_limits", under=under, lines=self._count("line", e.height))
        projects = self._count("project", e.height)
        if not under:
            return self._say("budget.limits_title_all", projects=projects)
        return self._say("budget.limits_title", projects=projects, under=under)

    def budget_limits_subtitle(self) -> Text:
        """Say the unit, and what band and bar are.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().budget_limits_subtitle()[:5])
            单位：万元
        """
        return self._say("budget.limits_subtitle")

    def budget_table_title(self) -> Text:
        """Head the table of projects and budgets.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").budget_table_title())
            Two to work with: budgets and actual
        """
        return self._say("budget.table")

    def saving_slip(self, e: pl.DataFrame) -> Text:
        """Say why money that was not spent is not money saved.

        Example:
            >>> import fzfin as fz
            >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
            >>> fz.Sentences(lang="en").saving_slip(e)[:6]
            'Wrong:'
        """
        if e.is_empty():
            return self._say("budget.missing")
        short = e.with_columns(last=_LAST).filter(pl.col("actual") < pl.col("last"))
        if short.is_empty():
            return self._say("budget.unspent_none")
        unspent = round(total(short["last"]) - total(short["actual"]), FEN)
        zero = short.filter(pl.col("actual") == 0).height
        facts = {
            "under": self._count("line" if _whole(e) else "project", short.height),
            "zero": self._count("zero", zero) if zero else "",
        }
        return self._begun(self._say("budget.unspent", unspent=self._amount(unspent), **facts))
