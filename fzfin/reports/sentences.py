"""`Sentences`: findings, titles and caveats computed from the frames of `fzfin.analysis`, in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import polars as pl

from fzfin.analysis.account import Account
from fzfin.kinds import BUDGET
from fzfin.reports.say_audit import AuditSentences
from fzfin.reports.say_budgets import BudgetSentences
from fzfin.reports.say_claims import ClaimSentences
from fzfin.reports.say_comparison import ComparisonSentences
from fzfin.reports.say_overview import OverviewSentences
from fzfin.reports.say_performance import PerformanceSentences
from fzfin.reports.say_procurement import ProcurementSentences
from fzfin.reports.say_three_public import ThreePublicSentences
from fzfin.reports.say_variance import VarianceSentences
from fzfin.reports.say_worked import WorkedSentences
from fzfin.reports.say_year import YearSentences
from fzfin.reports.saying import Notes, Text

__all__ = ["Notes", "Sentences", "Text"]

_LINE = re.compile(r"L(\d+)")
_DIGITS = re.compile(r"(\d+)")


class Sentences(
    OverviewSentences,
    VarianceSentences,
    ThreePublicSentences,
    ProcurementSentences,
    PerformanceSentences,
    AuditSentences,
    YearSentences,
    WorkedSentences,
    BudgetSentences,
    ClaimSentences,
    ComparisonSentences,
):
    """Says what frames show, one sentence a method; every method takes frames and gives a plain string.

    In a notebook a sentence shows as prose, with all text of the disclosure escaped; as a chart's title it is itself.

    Args:
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.
        unit: The unit of amounts, a key of `fzfin.vocab.UNITS`.

    Raises:
        ParameterError: The language or the unit is unknown.

    Example:
        >>> import fzfin as fz
        >>> say = fz.Sentences(lang="zh", unit="亿元")
        >>> print(say.change_title(fz.analysis.variance(fz.read()))[:24])
        一般公共预算支出比上年减少 0.2126 亿元（
    """

    def heading(self, d: Account) -> Text:
        """Name the department and the year, and what it is: final accounts or a budget.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").heading(fz.read()).endswith("2022")
            True
        """
        key = "heading_budget" if getattr(d.meta, "kind", None) == BUDGET else "heading"
        return self._say(key, department=d.meta.department or "?", year=d.meta.year or "?")

    def source_note(
        self, d: Account, *places: pl.DataFrame | Iterable[str | None], budget: Account | None = None
    ) -> Text:
        """Name the source with its fingerprint, and the places in it where the figures stand.

        Args:
            d: The disclosure.
            places: Frames with a column `locator`, or locators.
            budget: The budget that was laid beside it, if any.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").source_note(fz.read(), ["L10", "L9"])[-7:])
            L9–L10.
        """
        printed = [p["locator"].to_list() if isinstance(p, pl.DataFrame) else list(p) for p in places]
        single = {place.strip() for group in printed for many in group if many for place in many.split(";")}
        ordered = _runs(sorted(single, key=_in_print))
        key = "source" if ordered else "source_bare"
        said = self._say(key, places=self._say("comma").join(ordered), **_file(d))
        if budget is None:
            return said
        return Text(f"{said} {self._say('source_budget', **_file(budget))}")


def _file(d: Account) -> dict[str, Any]:
    """Whose file a disclosure was read from, of which year, and its fingerprint."""
    about = {"department": d.meta.department or "?", "year": d.meta.year or "?", "file": d.meta.source_name}
    return about | {"sha": str(d.meta.sha256)[:12]}


def _runs(ordered: list[str]) -> list[str]:
    """Write neighbouring lines as one run: L107, L108, L109 as L107–L109."""
    runs: list[list[str]] = []
    for place in ordered:
        line, last = (_LINE.fullmatch(text) for text in (place, runs[-1][-1] if runs else ""))
        if line and last and int(line[1]) == int(last[1]) + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _in_print(locator: str) -> list[tuple[int, str]]:
    """Order locators as in print: L9 before L10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(locator)]
