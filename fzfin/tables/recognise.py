"""Blocks of a document → the tables in it, each with its title, unit and the grids that belong to it.

A table is known by its title, standing alone in a paragraph; its pieces are the grids up to its closing note, the next
title or other text. Numbers such as 公开02表, pages and positions are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Final

from fzfin.kinds import FINAL_ACCOUNTS, form
from fzfin.sources import Block, Grid, Paragraph
from fzfin.tables.cut import cut, names_of, rejoined, without_empty_columns
from fzfin.tables.flat import unflatten
from fzfin.tables.header import LINE_FRAMES, words
from fzfin.vocab import key, pattern, rows

_LONGEST_TITLE: Final = 80
_LINES_OF_TITLE: Final = 3
_COLON: Final = re.compile("[:：]")

UNFRAMED: Final = ""
"""What stands for the frame of a table that is known by its title, but that no frame holds."""

_LINES_BY: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(LINE_FRAMES, ("function",)),
    "basic_expenditure": ("economic",),
}
"""How the lines of a frame are classified, where a title says it: （按功能分类科目）."""


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


@lru_cache(maxsize=2)
def _titles(kind: str) -> dict[str, str]:
    return {key(row["title"]): row["frame"] for row in rows("tables") if row["kind"] == kind}


@lru_cache(maxsize=4096)
def title_of(text: str, kind: str = FINAL_ACCOUNTS) -> tuple[str, int | None] | None:
    """The frame whose table a paragraph announces, and the year in front of the title; None for other text.

    In front of a title may stand its number, the name of the department with the year, and 部门 or 单位; behind it, in
    brackets, by what it is classified. The frame is `UNFRAMED` for a table that no frame holds, also one whose title
    says that its lines are classified otherwise than the frame's.

    Args:
        text: The paragraph.
        kind: The kind of disclosure whose titles are looked for, one of `fzfin.kinds.KINDS`.

    Example:
        >>> title_of("三、2022年度支出决算表")
        ('expenditure', 2022)
        >>> title_of("2022年部门支出预算总表"), title_of("2022年部门支出预算总表", "budget")
        (None, ('expenditure', 2022))
        >>> title_of("一般公共预算财政拨款支出决算表（功能科目）")
        ('general_expenditure', None)
    """
    if not text or len(text) > _LONGEST_TITLE or text[-1] in "。；;，,":
        return None
    titles = _titles(kind)
    if (frame := titles.get(key(text))) is not None:
        return frame, None
    bare = pattern("ordinal").sub("", "".join(text.split()), count=1)
    bare = _behind("before_title", bare)
    bare = _behind("name_before_year", bare)
    year = pattern("year").match(bare)
    bare = bare[year.end() :] if year else bare
    printed = int(year["value"]) if year else None
    whole = pattern("title_goes_on").sub("", bare, count=1)
    by = pattern("title_by").search(whole)
    short = whole[: by.start()] if by else pattern("behind_title").sub("", whole, count=1)
    for title in dict.fromkeys((bare, short)):
        for own in (title, _behind("whose_title", title)):
            if (frame := titles.get(key(own))) is not None:
                wrong = by is not None and title != bare and by.lastgroup not in _LINES_BY.get(frame, (by.lastgroup,))
                return UNFRAMED if wrong else frame, printed
    return None


def _behind(name: str, text: str) -> str:
    """What stands in a text behind a pattern that it begins with."""
    found = pattern(name).match(text)
    return text[found.end() :] if found else text


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
    if department and (not table.pieces or key(department["value"]) == key(table.department or "")):
        table.department = department["value"].strip()
        return True
    year = pattern("year").fullmatch(squeezed)
    if year:
        table.year = int(year["value"])
        return True
    return False


def _heads(table: RawTable, text: str, kind: str) -> bool:
    """Say whether a line above a table describes it, or is the first row of its header: one word over all columns.

    Formats give such a row as text. What the line says of the table is taken.
    """
    is_group = not table.pieces and words(form(table.frame, kind)).get(key(text)) == "#group"
    return _describe(table, text) or is_group


def _without_head(table: RawTable, grid: Grid, kind: str) -> Grid:
    """Drop rows at the top of a grid that only say unit, department or form number, having taken what they say."""
    skip = 0
    for cells in grid.rows:
        printed = [cell for cell in cells if cell]
        if not all(title_of(cell, kind) or _describe(table, cell) for cell in printed):
            break
        skip += 1
    return replace(grid, rows=grid.rows[skip:], locators=grid.locators[skip:]) if skip else grid


def _of_sheet(current: RawTable | None, grid: Grid, kind: str) -> RawTable | None:
    """The table that a grid on a sheet of its own begins, if the sheet is named like one.

    A table that began on another sheet is closed: it does not go on over two of them.
    """
    if current is not None and current.sheet in (None, grid.sheet):
        return None
    if current is not None:
        current.closed = True
    found = [(name, title) for name in names_of(grid.sheet) if (title := title_of(_behind("sheet_number", name), kind))]
    if not found:
        return None
    name, (frame, year) = found[0]
    return RawTable(frame, name, grid.locators[0], year=year, sheet=grid.sheet)


def _sheet_of(paragraph: Paragraph) -> str:
    """The sheet on which a paragraph stands, by its locator: 'Sheet 1'!A1."""
    return _bare(paragraph.locator.rpartition("!")[0])


def _bare(sheet: str) -> str:
    return sheet.replace("'", "")


def _parted(block: Block, kind: str) -> list[Block]:
    """A paragraph, a title and the department or unit behind it apart: a long title looks like a line that goes on."""
    if isinstance(block, Paragraph) and len(block.text) <= 2 * _LONGEST_TITLE and _COLON.search(block.text, 1):
        for about in pattern("about_table").finditer(block.text):
            title, rest = block.text[: about.start()].strip(), block.text[about.start() :]
            if title and title_of(title, kind):
                return [Paragraph(title, block.locator), *_parted(Paragraph(rest, block.locator), kind)]
            if title and about["unit"] and pattern("department").fullmatch(title):
                return [Paragraph(title, block.locator), Paragraph(rest, block.locator)]
    return [block]


def _with_whole_titles(blocks: Iterable[Block], kind: str) -> Iterable[Block]:
    """The blocks, a title that is printed over two or three lines in one paragraph at the place of its first.

    The second line of a title may be a title by itself (一般公共预算财政拨款 over 支出决算表): the whole one counts. A
    title that runs into what a line below it says (编制部门：…) is a paragraph of its own.
    """
    stream = [piece for block in blocks for piece in _parted(block, kind)]
    skip = 0
    for at, block in enumerate(stream):
        if skip:
            skip -= 1
            continue
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_TITLE and title_of(block.text, kind) is None:
            text = block.text
            for count, below in enumerate(stream[at + 1 : at + _LINES_OF_TITLE], 1):
                if not isinstance(below, Paragraph) or len(text) > _LONGEST_TITLE:
                    break
                text += below.text
                if title_of(text, kind):
                    block, skip = Paragraph(text, block.locator), count
                    break
        yield block


def sort_blocks(blocks: Iterable[Block], kind: str = FINAL_ACCOUNTS) -> Sorted:
    """Sort the blocks of a document into tables, prose, other grids and page furniture, losing none.

    Args:
        blocks: The blocks of a document.
        kind: The kind of disclosure whose tables are looked for, one of `fzfin.kinds.KINDS`.
    """
    is_title = partial(title_of, kind=kind)
    tables: list[RawTable] = []
    paragraphs: list[Paragraph] = []
    grids: list[Grid] = []
    furniture: list[Paragraph] = []
    untitled: list[RawTable] = []
    current: RawTable | None = None
    whole_titles = _with_whole_titles(rejoined(tuple(blocks), is_title), kind)
    for block in unflatten([piece for whole in whole_titles for piece in cut(whole, is_title)], is_title, kind):
        if isinstance(block, Grid):
            if (named := _of_sheet(current, block, kind)) is not None:
                if current is not None:
                    (tables if current.pieces else untitled).append(current)
                current = named
                said = [p for p in paragraphs if _sheet_of(p) == _bare(block.sheet) and _describe(named, p.text)]
                paragraphs = [p for p in paragraphs if p not in said]
                furniture += said
            if current is None or current.closed:
                grids.append(block)
            elif (rest := _without_head(current, block, kind)).rows:
                current.pieces.append(rest)
                current.sheet = rest.sheet
            continue
        found = is_title(block.text)
        if found:
            furniture.append(block)
            if current is not None and current.frame == found[0] and pattern("title_goes_on").search(block.text):
                current.closed = False
                continue
            if current is not None and (current.pieces or current.frame != found[0]):
                (tables if current.pieces else untitled).append(current)
            current = RawTable(found[0], "".join(block.text.split()), block.locator, year=found[1])
        elif current is not None and not current.closed and _heads(current, block.text, kind):
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
    grids += [piece for table in tables if table.frame == UNFRAMED for piece in table.pieces]
    tables = [table for table in tables if table.frame != UNFRAMED]
    for table in tables:
        table.pieces, table.columns = without_empty_columns(table.pieces)
    read = {table.frame for table in tables}
    missing = tuple(table for table in untitled if table.frame not in (*read, UNFRAMED))
    return Sorted(tuple(tables), tuple(paragraphs), tuple(grids), tuple(furniture), missing)
