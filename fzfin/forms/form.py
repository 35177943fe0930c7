"""One form while it is read: its rows, one after the other, to the tuples of three frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fzfin.forms.funding import FIELDS, FundingHeader, read_funding, read_header
from fzfin.forms.halves import is_own
from fzfin.forms.indicators import read_indicators
from fzfin.forms.measures import number
from fzfin.forms.row import UNPROVED, FormsRead, Row, fault_of_header, is_goal_label, plain
from fzfin.forms.torn import decimals, join_funding
from fzfin.tables.samples import is_piece
from fzfin.tables.torn import repairs_of
from fzfin.vocab import lookup

_SLACK: Final = 0.02
_SEVERAL: Final = 2

_TEXTS: Final = (
    "name", "supervising_department", "implementing_unit", "overview", "achievement", "goal", "completion",
)  # fmt: skip


@dataclass(slots=True)
class Form:
    """A form while it is read."""

    read: FormsRead
    project_no: int
    values: dict[str, str] = field(default_factory=dict)
    total: float | None = None
    section: str = "head"
    last: str | None = None
    places: dict[int, str] = field(default_factory=dict)
    before: Row | None = None
    at: str = ""
    name_at: str | None = None
    goal_at: dict[str, int] = field(default_factory=dict)
    header: FundingHeader = field(default_factory=FundingHeader)
    sources: set[str] = field(default_factory=set)
    funded: list[Row] = field(default_factory=list)
    total_at: tuple[Row, int] | None = None
    torn_total: tuple[Row, str] | None = None
    indicators: list[Row] = field(default_factory=list)

    def leave(self, row: Row, reason: str) -> None:
        """Leave a row over."""
        self.read.leftovers.append(row.left_over(reason))

    def labelled(self, row: Row, group: str) -> None:
        """Read labels with their values beside them."""
        known = lookup("forms", group)
        label: str | None = None
        fault: str | None = None
        self.places = {}
        for column in row.filled:
            field_name = known.get(row.keys[column])
            if field_name:
                label = self.last = field_name
                if field_name == "name":
                    self.name_at = row.locator
            elif label == "total_score":
                value = number(row.cells[column])
                self.total = self.total if value is None else value
                self.total_at = (row, column)
                fault = fault or ("the total score is no number" if value is None else None)
            elif label is None or label in self.values:
                fault = fault or "a value without a label of its own"
            else:
                self.values[label] = plain(row.cells[column])
                self.places[column] = label
        self.at = row.locator
        self.done(row, fault)

    def done(self, row: Row, fault: str | None = None) -> None:
        """Note that a row is read, all of it or all but a fault."""
        self.read.used.add(row.locator)
        if fault:
            self.leave(row, fault)

    def funding(self, row: Row) -> None:
        """Read a source of the funding."""
        self.funded.append(row)
        found = read_funding(row, self.header)
        if isinstance(found, str):
            self.leave(row, found)
        elif found[0] in self.sources:
            self.leave(row, "a source of funding that the form has already")
        else:
            self.sources.add(found[0])
            values = (found[1].get(name) for name in FIELDS)
            self.read.project_funding.append((self.project_no, found[0], *values, row.locator))
            self.done(row)

    def _is_below(self, row: Row, above: Row | None) -> bool:
        """Say whether a row may be the rest of the row above it, a figure or more in it."""
        if not row.first or above is None or self.before is not above:
            return False
        return any(is_piece(row.cells[column]) for column in row.filled) and not is_own(above, row)

    def torn_funding(self, row: Row) -> None:
        """Read a source of the funding again, of which a row at the top of a page is the rest; or leave both over."""
        *before, above = self.funded
        if self.read.project_funding and self.read.project_funding[-1][-1] == above.locator:
            self.sources.discard(self.read.project_funding.pop()[1])
        found = join_funding(above, row, self.header, [text for one in before for text in decimals(one)])
        if found is None or found.source in self.sources:
            self.leave(above, UNPROVED)
            self.leave(row, UNPROVED)
            return
        self.sources.add(found.source)
        values = (found.values.get(name) for name in FIELDS)
        self.read.project_funding.append((self.project_no, found.source, *values, above.locator))
        self.read.repairs.extend(found.repairs)
        self.read.used.add(above.locator)
        self.done(row)

    def _torn_total(self, row: Row) -> None:
        """Put the total score aside until the scores are known: a row at the top of a page may be its rest."""
        column = self.total_at[1] if self.total_at else None
        if row.placed and row.filled != (column,):
            self.leave(row, UNPROVED)
            return
        self.torn_total = row, row.cells[row.filled[0]].strip()
        self.total = None

    def _whole_total(self, found: Sequence[tuple[Any, ...]]) -> None:
        """Put the total score together if the scores of the form add up to it, and to no less."""
        if self.torn_total is None or self.total_at is None:
            return
        (row, rest), (above, column) = self.torn_total, self.total_at
        pieces = above.cells[column].strip(), rest
        own = [line for line in self.read.project_funding if line[0] == self.project_no and line[1] == "total"]
        scores = [indicator[-3] for indicator in found] + [line[-2] for line in own]
        whole = number("".join(pieces))
        told = [score for score in scores if score is not None]
        if not own or len(told) < len(scores) or whole is None or abs(sum(told) - whole) > _SLACK:
            self.leave(above, UNPROVED)
            self.leave(row, UNPROVED)
            return
        self.total = whole
        proof = f"the scores of the form add up to {''.join(pieces)}"
        self.read.repairs.extend(repairs_of("projects", "total_score", (above.locator, row.locator), pieces, proof))
        self.done(row)

    def goals(self, row: Row) -> None:
        """Read goal and completion, by order where both are printed, else by the nearer heading."""
        filled = row.filled[1:] if is_goal_label(row.keys[row.filled[0]]) else row.filled
        names = list(self.goal_at)
        if len(filled) > len(names):
            self.leave(row, "row with more texts than the goals have columns")
            return
        if len(filled) < len(names) and not row.placed and not self.values.keys().isdisjoint(names):
            self._forget(row, names)
            return
        if len(filled) < len(names):
            names = [min(names, key=lambda name: abs(self.goal_at[name] - column)) for column in filled]
        for name, column in zip(names, filled, strict=True):
            self.values[name] = self.values.get(name, "") + plain(row.cells[column])
        self.at = row.locator
        self.done(row)

    def beside(self, row: Row) -> None:
        """Read a row that only its neighbours explain."""
        if self.section == "indicators":
            self.indicators.append(row)
        elif self.section == "goals":
            self.goals(row)
        elif self._is_below(row, self.funded[-1] if self.funded else None):
            self.torn_funding(row)
        elif self._is_below(row, self.total_at[0] if self.total_at else None):
            self._torn_total(row)
        elif self.section == "head" and row.first and (names := self._cut_values(row)) is not None:
            for name, column in zip(names, row.filled, strict=True):
                self.values[name] = self.values.get(name, "") + plain(row.cells[column])
            self.done(row)
        elif self.section == "head" and row.first and self.places and not row.placed and not _is_labelled(row):
            self._forget(row, self.places.values())
        elif self.section == "problems":
            self.leave(row, "a problem or suggestion, which no frame holds")
        else:
            self.leave(row, f"row without a known label in the {self.section} of a form")

    def _cut_values(self, row: Row) -> list[str] | None:
        """The values of the head that the rests in a row go on with; None if it is none of rests or nothing tells.

        Their columns tell, or their number where all values go on, or there is but one.
        """
        if row.placed and self.places.keys() >= set(row.filled):
            return [self.places[column] for column in row.filled]
        if _is_labelled(row):
            return None
        if not row.placed and len(row.filled) == len(self.places):
            return list(self.places.values())
        return [self.last] if self.last and len(row.filled) == 1 and len(self.places) < _SEVERAL else None

    def _forget(self, row: Row, names: Iterable[str]) -> None:
        """Leave the values over that a row may go on with, as nothing tells with which: a short one would be wrong."""
        cut = {name: value for name in names if (value := self.values.pop(name, ""))}
        for name, value in cut.items():
            reason = f"the end of a page may cut this {name.replace('_', ' ')}, and nothing tells how it goes on"
            self.read.leftovers.append((self.at, value, reason))
        self.leave(row, "the rest of a row that the end of a page cuts; nothing tells of which of its texts")

    def take(self, row: Row, kind: str) -> None:
        """Read one row."""
        block = kind.removesuffix("_header")
        self.section = self.section if kind in ("", "empty") else block
        if kind == "funding":
            self.funding(row)
        elif kind in ("head", "closing"):
            self.labelled(row, kind)
        elif kind == "":
            self.beside(row)
        else:
            if kind == "funding_header":
                self.header = read_header(row)
            elif kind == "goals_header":
                columns = lookup("forms", "goal_column")
                self.goal_at = {columns[row.keys[at]]: at for at in row.filled if row.keys[at] in columns}
            self.done(row, fault_of_header(row, kind))
        self.before = row if kind != "empty" else self.before

    def finish(self, start: Row) -> None:
        """Write the rows of the form, and say which of its blocks are absent."""
        read, number_ = self.read, self.project_no
        found = read_indicators(self.indicators, read.leftovers, read.used)
        self._whole_total(found)
        read.indicators.extend((number_, *columns) for columns in found)
        texts = (self.values.get(name) or None for name in _TEXTS)
        grades, printed = lookup("forms", "grade"), self.values.get("grade")
        grade = printed and printed.replace("（", "(").partition("(")[0].strip()
        at = self.name_at or start.locator
        read.projects.append((number_, *texts, self.total, grades.get(grade or "", grade or None), at))
        for absent, what in (
            (not self.values.get("name"), "name"),
            (not self.sources, "funding"),
            (not found, "indicators"),
            (self.total is None, "total score"),
        ):
            if absent:
                read.leftovers.append((at, self.values.get("name", ""), f"form without {what} that could be read"))


def _is_labelled(row: Row) -> bool:
    """Say whether something stands in the first cell of a row, where labels stand: it is no rest of values alone."""
    return bool(row.filled) and row.filled[0] == row.own[0]
