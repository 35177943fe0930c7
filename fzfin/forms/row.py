"""What is read of forms; one printed row, and what kind of row it is by the labels that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

from fzfin.tables.twins import Repair
from fzfin.vocab import key, lookup, pattern

Leftover = tuple[str, str, str]
"""Locator, printed text and the reason why no frame holds it."""

UNPROVED: Final = "the end of a page cuts a figure of this row, and nothing proves the whole one; the row is not read"
_LEAST_OF_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class FormsRead:
    """The forms of a document.

    `projects`, `project_funding` and `indicators` hold tuples in the order of the contract's columns, money in 万元.
    `leftovers` are what no frame holds, with the reason; `used` the locators of the titles and rows that were read;
    `repairs` tell of the figures that were put together.
    """

    projects: list[tuple[Any, ...]] = field(default_factory=list)
    project_funding: list[tuple[Any, ...]] = field(default_factory=list)
    indicators: list[tuple[Any, ...]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    repairs: list[Repair] = field(default_factory=list)


class Row(NamedTuple):
    """The cells of a row, None being "", their folded texts, and in which columns something is printed.

    `first` says that the row begins a piece of a form, `own` are the columns that no cell to the left or above covers.
    `placed` is false of a first row whose cells cannot be told to stand under those of the row that it goes on with.
    """

    cells: tuple[str, ...]
    keys: tuple[str, ...]
    filled: tuple[int, ...]
    locator: str
    first: bool
    own: tuple[int, ...] = ()
    placed: bool = True

    def left_over(self, reason: str) -> Leftover:
        """The row as a leftover."""
        return self.locator, " | ".join(cell for cell in self.cells if cell), reason


def make_row(cells: Sequence[str | None], locator: str, first: bool) -> Row:
    """Make a Row of the cells of a grid."""
    texts = tuple([cell or "" for cell in cells])
    keys = tuple([key(text) if text else "" for text in texts])
    filled = tuple([column for column, folded in enumerate(keys) if folded])
    own = tuple([column for column, cell in enumerate(cells) if cell is not None])
    return Row(texts, keys, filled, locator, first, own)


def plain(text: str) -> str:
    """A printed text with every run of white space as one blank."""
    return " ".join(text.split())


def unspaced(text: str) -> str:
    """A printed text without any white space."""
    return "".join(text.split())


@cache
def columns() -> dict[str, str]:
    """Folded heading of a column → the block that it heads."""
    return {
        folded: block
        for group, block in (("funding_column", "funding_header"), ("indicator_column", "indicators_header"))
        for folded in lookup("forms", group)
    }


@cache
def _kinds() -> dict[str, str]:
    """Folded label → the kind of row that it makes."""
    groups = {"closing": "closing", "source": "funding", "goal_column": "goals_header", "head": "head"}
    return columns() | {folded: kind for group, kind in groups.items() for folded in lookup("forms", group)}


@cache
def _problems() -> tuple[str, ...]:
    return tuple(lookup("forms", "problems"))


def kind_of(row: Row) -> str:
    """Name the kind of a row.

    Returns:
        ``empty`` (nothing, or a ruling line), ``head``, ``funding_header``, ``funding``, ``goals_header``,
        ``indicators_header``, ``closing``, ``problems``, or "" for a row that only its neighbours explain.
    """
    if not row.filled:
        return "empty"
    keys = [row.keys[column] for column in row.filled]
    known = _kinds()
    found = [known[folded] for folded in keys if folded in known]
    if found:
        kind = known.get(keys[0])
        if kind == "head":
            return kind
        if len(found) >= _LEAST_OF_COLUMNS:
            headings = [block for block in found if block in ("funding_header", "indicators_header")]
            if len(headings) >= _LEAST_OF_COLUMNS:
                return headings[0]
        if "goals_header" in found:
            return "goals_header"
        if kind == "funding" or known.get(keys[min(1, len(keys) - 1)]) == "funding":
            return "funding"
        if kind == "closing":
            return kind
    if keys[0].startswith(_problems()):
        return "problems"
    if len(keys[0]) <= 1 or not keys[0][0].isalnum():
        rule = pattern("rule")
        if all(rule.fullmatch(folded) for folded in keys):
            return "empty"
    return ""


def is_label(folded: str) -> bool:
    """Say whether a cell holds a known label, with or without what stands behind it (项目资金（万元）)."""
    groups = ("indicator_label", "problems_column")
    begins = (*lookup("forms", "funding_label"), *_problems())
    return folded in _kinds() or folded.startswith(begins) or any(folded in lookup("forms", group) for group in groups)


def begins_row(text: str) -> bool:
    """Say whether a text is a label with which a row of a form begins."""
    return is_label(key(text))


def labels_in(row: Row) -> int:
    """How many known labels stand in a row."""
    return sum(is_label(row.keys[column]) for column in row.filled)


def is_goal_label(folded: str) -> bool:
    """Say whether a cell is 年度总体目标, or a piece of it that a page break cut off."""
    return any(folded in whole for whole in lookup("forms", "goal_label"))


def fault_of_header(row: Row, kind: str) -> str | None:
    """Say which header has a text beside its labels, which no frame would hold."""
    beside = [row.keys[column] for column in row.filled]
    if kind == "goals_header":
        known = lookup("forms", "goal_column")
        odd = any(folded not in known and not is_goal_label(folded) for folded in beside)
        return "a text beside the headings of the goals" if odd else None
    if kind == "problems" and any(folded not in lookup("forms", "problems_column") for folded in beside[1:]):
        return "a problem or suggestion, which no frame holds"
    return None
