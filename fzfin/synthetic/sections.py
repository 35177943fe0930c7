"""Parts of a document → its sections: each table with what heads and closes it, and the text between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fzfin.synthetic.layout import ABOVE, LEFT
from fzfin.synthetic.part import BREAK, Part, Sheet, Words

_WIDE = 8
_HEADS = frozenset({"title", "mark"})


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its title, marks and note, or text alone."""

    parts: tuple[Part, ...]

    @property
    def sheet(self) -> Sheet | None:
        """The table of the section."""
        return next((part for part in self.parts if isinstance(part, Sheet)), None)

    @property
    def is_wide(self) -> bool:
        """Say whether its table wants a page that lies on its side."""
        return self.sheet is not None and max(map(len, self.sheet.rows)) > _WIDE

    @property
    def name(self) -> str:
        """What it is called: the title that it begins with, else its first words."""
        words = [part for part in self.parts if isinstance(part, Words)]
        titles = [part.text for part in words if part.kind == "title"] if self.sheet else []
        return (*titles, *(part.text for part in words), "")[0]


def sections(parts: Sequence[Part]) -> list[Section]:
    """Cut a document into sections.

    A table's section begins with the heading, title and marks in front of it and ends with the text behind it. The
    table of the staff stands in the text.
    """
    made: list[Section] = []
    start = at = 0
    while at < len(parts):
        part = parts[at]
        if not isinstance(part, Sheet) or part.frame == "staff":
            at += 1
            continue
        first = at
        while first > start and isinstance(words := parts[first - 1], Words) and words.kind in _HEADS:
            first -= 1
        if first > start and isinstance(words := parts[first - 1], Words) and words.kind == "heading":
            first -= 1
        if first > start:
            made.append(Section(tuple(parts[start:first])))
        at += 1
        while at < len(parts) and isinstance(words := parts[at], Words) and words.kind == "text":
            at += 1
        made.append(Section(tuple(parts[first:at])))
        start = at
    if start < len(parts):
        made.append(Section(tuple(parts[start:])))
    return made


def pieces(sheet: Sheet) -> list[tuple[tuple[str, ...], ...]]:
    """The rows of a table by the pages on which they stand."""
    made: list[list[tuple[str, ...]]] = [[]]
    for row in sheet.rows:
        if row != BREAK:
            made[-1].append(row)
        elif made[-1]:
            made.append([])
    return [tuple(rows) for rows in made if rows]


def span(rows: Sequence[Sequence[str]], at: int, column: int) -> tuple[int, int]:
    """How many columns and rows a cell takes.

    Example:
        >>> span([("a", "<", "b"), ("c", "d", "^")], 0, 0), span([("a", "<", "b"), ("c", "d", "^")], 0, 2)
        ((2, 1), (1, 2))
    """
    row = rows[at]
    wide = next((to for to in range(column + 1, len(row)) if row[to] != LEFT), len(row)) - column
    below = (to for to in range(at + 1, len(rows)) if tuple(rows[to][column : column + 1]) != (ABOVE,))
    return wide, next(below, len(rows)) - at
