"""Self-evaluation forms (绩效自评表) as checks read them: one form with its funding, indicators and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.figures import SCORE, Exact, Figure
from fzfin.sources import Grid

PARTS: Final = ("current_appropriation", "other", "carryover")
"""The sources that the total of a form is made of."""

_BEHIND: Final = 4
_NO_FIGURES: Final = "a problem or suggestion"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form."""

    row: Row
    funding: dict[str, Row]
    indicators: list[Row]

    @property
    def no(self) -> int:
        """Its number, in the order of print."""
        return int(self.row["project_no"])

    def money(self, source: str, column: str) -> Figure | None:
        """A figure of its funding; None where it is not printed."""
        return self.funding[source].figure(column) if source in self.funding else None

    def column(self, name: str) -> list[Figure | None]:
        """The weights or the scores: that of the execution rate, where the form has one, and those of indicators."""
        own = self.funding["total"][name] if "total" in self.funding else None
        first = [self.money("total", name)] if own is not None else []
        return [*first, *(row.figure(name) for row in self.indicators)]

    def anchor(self) -> Figure | None:
        """A figure that leads to the form."""
        return self.row.figure("total_score") or self.money("total", "adjusted_budget")

    def given(self, column: str, value: Exact) -> Figure:
        """A figure that a rule gives for the form."""
        key = (self.row.frame, self.row.number, column)
        return Figure(key, value, 0, SCORE, self.row.locator, self.row.quote(), given=True)


def sheets(book: Book) -> list[Sheet]:
    """All forms of a disclosure, made once."""
    if "sheets" not in book.kept:
        book.kept["sheets"] = _made(book)
    return list(book.kept["sheets"])


def _made(book: Book) -> list[Sheet]:
    found = {row["project_no"]: Sheet(row, {}, []) for row in book.rows("projects")}
    for row in book.rows("project_funding"):
        if row["project_no"] in found:
            found[row["project_no"]].funding[row["source"]] = row
    for row in book.rows("indicators"):
        if row["project_no"] in found:
            found[row["project_no"]].indicators.append(row)
    return list(found.values())


def unread(book: Book) -> set[int]:
    """Numbers of the forms in which a printed row could not be read, so that their sums cannot be judged.

    A form reaches from its first row to a few rows behind the last one that was read, or to the next form.
    """
    grids = (block for block in book.disclosure.document.blocks if isinstance(block, Grid))
    places = {locator: number for number, locator in enumerate(place for grid in grids for place in grid.locators)}
    ends: list[tuple[int, int, int]] = []
    for sheet in sheets(book):
        taken = [places.get(row.locator, -1) for row in (sheet.row, *sheet.funding.values(), *sheet.indicators)]
        ends.append((min(taken), max(taken) + _BEHIND, sheet.no))
    found: set[int] = set()
    for locator, reason in book.disclosure.unparsed.select("locator", "reason").iter_rows():
        at = places.get(locator, -1)
        within = [no for start, end, no in sorted(ends) if 0 <= start <= at <= end]
        if within and not reason.startswith(_NO_FIGURES):
            found.add(within[-1])
    return found


def figures(rows: Iterable[Figure | None]) -> list[Figure]:
    """The figures among some that may not be printed."""
    return [figure for figure in rows if figure is not None]
