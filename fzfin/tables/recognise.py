"""Blocks of a document → the tables in it, each with its title, unit and the grids that belong to it.

A table is known by its title, standing alone in a paragraph; its pieces are the grids up to its closing note, the next
title or other text. Numbers such as 公开02表, pages and positions are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from fzfin.sources import Block, Grid, Paragraph
from fzfin.tables.cut import cut, names_of, rejoined, without_empty_columns
from fzfin.tables.flat import unflatten
from fzfin.tables.header import words
from fzfin.vocab import key, pattern, rows

_LONGEST_TITLE: Final = 80
_LINES_OF_TITLE: Final = 3


@dataclass(slots=True)
class RawTable:
    """A titled table as printed: `frame` is what its title says it is, `pieces` its grids in print order."""

    frame: str
    title: str
    locator: str
    unit: str | None = None
    department: str | None = None
    year: int | None = None
    pieces: list[Grid] = field(default_factory=list)
    closed: bool = False
    sheet: str | None = None
    columns: tuple[int, ...] = ()

    def column(self, number: int) -> int:
        """Where a column of the pieces stands in the blocks of the document: empty columns are dropped from pieces."""
        return self.columns[number] if self.columns else number


@dataclass(frozen=True, slots=True)
class Sorted:
    """The blocks of a document, sorted: tables, paragraphs of prose, and grids that belong to no table."""

    tables: tuple[RawTable, ...]
    paragraphs: tuple[Paragraph, ...]
    grids: tuple[Grid, ...]
    furniture: tuple[Paragraph, ...]
    titles_without_table: tuple[RawTable, ...]


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return {key(row["title"]): row["frame"] for row in rows("tables")}


@lru_cache(maxsize=4096)
def title_of(text: str) -> tuple[str, int | None] | None:
    """The frame whose table a paragraph announces, and the year in front of the title; None for other text.

    Example:
        >>> title_of("三、2022年度支出决算表")
        ('expenditure', 2022)
    """
    if len(text) > _LONGEST_TITLE or text[-1] in "。；;，,":
        return None
    bare = key(text)
    if (frame := _titles().get(bare)) is not None:
        return frame, None
    bare = pattern("ordinal").sub("", "".join(text.split()), count=1)
    year = pattern("year").match(bare)
    bare = key(bare[year.end() :] if year else bare)
    frame = _titles().get(bare)
    return None if frame is None else (frame, int(year["value"]) if year else None)


def _describe(table: RawTable, text: str) -> bool:
    """Take what a line between title and table says of it (unit, department, form number); say whether it did."""
    squeezed = "".join(text.split())
    unit = pattern("unit").fullmatch(squeezed)
    if unit:
        table.unit = unit["value"]
        return True
    if pattern("mark").fullmatch(squeezed):
        return True
    department = pattern("department").fullmatch(text.strip())
    if department and not table.pieces:
        table.department = department["value"].strip()
        return True
    year = pattern("year").fullmatch(squeezed)
    if year:
        table.year = int(year["value"])
        return True
    return False


def _is_group(table: RawTable, text: str) -> bool:
    """Say whether a line is the first row of a header, one word over all columns, which formats give as text."""
    return not table.pieces and words(table.frame).get(key(text)) == "#group"


def _without_head(table: RawTable, grid: Grid) -> Grid:
    """Drop rows at the top of a grid that only say unit, department or form number, having taken what they say."""
    skip = 0
    for cells in grid.rows:
        printed = [cell for cell in cells if cell]
        if not all(title_of(cell) or _describe(table, cell) for cell in printed):
            break
        skip += 1
    return replace(grid, rows=grid.rows[skip:], locators=grid.locators[skip:]) if skip else grid


def _of_sheet(current: RawTable | None, grid: Grid) -> RawTable | None:
    """The table that a grid on a sheet of its own begins, if the sheet is named like one.

    A table that began on another sheet is closed: it does not go on over two of them.
    """
    if current is not None and current.sheet in (None, grid.sheet):
        return None
    if current is not None:
        current.closed = True
    found = [(name, title) for name in names_of(grid.sheet) if (title := title_of(name))]
    if not found:
        return None
    name, (frame, year) = found[0]
    return RawTable(frame, name, grid.locators[0], year=year, sheet=grid.sheet)


def _with_whole_titles(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks, a title that is printed over two or three lines in one paragraph at the place of its first.

    The second line of a title may be a title by itself (一般公共预算财政拨款 over 支出决算表): the whole one counts.
    """
    stream = list(blocks)
    skip = 0
    for at, block in enumerate(stream):
        if skip:
            skip -= 1
            continue
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_TITLE and title_of(block.text) is None:
            text = block.text
            for count, below in enumerate(stream[at + 1 : at + _LINES_OF_TITLE], 1):
                if not isinstance(below, Paragraph) or len(text) > _LONGEST_TITLE:
                    break
                text += below.text
                if title_of(text):
                    block, skip = Paragraph(text, block.locator), count
                    break
        yield block


def sort_blocks(blocks: Iterable[Block]) -> Sorted:
    """Sort the blocks of a document into tables, prose, other grids and page furniture, losing none."""
    tables: list[RawTable] = []
    paragraphs: list[Paragraph] = []
    grids: list[Grid] = []
    furniture: list[Paragraph] = []
    untitled: list[RawTable] = []
    current: RawTable | None = None
    pieces = [
        piece for whole in _with_whole_titles(rejoined(tuple(blocks), title_of)) for piece in cut(whole, title_of)
    ]
    for block in unflatten(pieces, title_of):
        if isinstance(block, Grid):
            if (named := _of_sheet(current, block)) is not None:
                if current is not None:
                    (tables if current.pieces else untitled).append(current)
                current = named
            if current is None or current.closed:
                grids.append(block)
            elif (rest := _without_head(current, block)).rows:
                current.pieces.append(rest)
                current.sheet = rest.sheet
            continue
        found = title_of(block.text)
        if found:
            furniture.append(block)
            if current is not None and (current.pieces or current.frame != found[0]):
                (tables if current.pieces else untitled).append(current)
            current = RawTable(found[0], "".join(block.text.split()), block.locator, year=found[1])
        elif current and not current.closed and (_describe(current, block.text) or _is_group(current, block.text)):
            furniture.append(block)
        elif current is not None and pattern("note").fullmatch(block.text):
            current.closed = True
            paragraphs.append(block)
        elif pattern("page_number").fullmatch(block.text):
            furniture.append(block)
        else:
            if current is not None:
                current.closed = True
            paragraphs.append(block)
    if current is not None:
        (tables if current.pieces else untitled).append(current)
    for table in tables:
        table.pieces, table.columns = without_empty_columns(table.pieces)
    read = {table.frame for table in tables}
    missing = tuple(table for table in untitled if table.frame not in read)
    return Sorted(tuple(tables), tuple(paragraphs), tuple(grids), tuple(furniture), missing)
