"""Grids as formats give them → the pieces of tables: rows that hold a title or note are text, empty columns are none.

In a sheet or a bordered page a table's title, unit and closing note stand in rows of the grid, and several tables stand
in columns that are only as many as the widest needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fzfin.sources import Block, Grid, Paragraph
from fzfin.vocab import pattern

_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
_SUFFIX = re.compile(r"\.[A-Za-z]\w{0,4}$", re.ASCII)
_ABOUT = ("unit", "mark", "department", "year")


def cut(block: Block, is_title: Callable[[str], object]) -> Iterator[Block]:
    """Cut a grid at the rows that announce or close a table; these become paragraphs at the same place.

    Such a row holds one title, with nothing beside it but unit, department, year or form number; or one closing note.

    Args:
        block: A block of a document; a paragraph comes back as it is.
        is_title: Says whether a text is the title of a table.
    """
    if not isinstance(block, Grid):
        yield block
        return
    start = 0
    for number, cells in enumerate(block.rows):
        if cells.count("") + cells.count(None) < len(cells) - len(_ABOUT):
            continue
        texts = _announced(cells, is_title)
        if texts:
            if number > start:
                yield _rows(block, start, number)
            for text in texts:
                yield Paragraph(text, block.locators[number])
            start = number + 1
    if start == 0:
        yield block
    elif start < len(block.rows):
        yield _rows(block, start, len(block.rows))


def _rows(grid: Grid, start: int, end: int) -> Grid:
    return replace(grid, rows=grid.rows[start:end], locators=grid.locators[start:end])


def _announced(cells: Sequence[str | None], is_title: Callable[[str], object]) -> list[str]:
    """The texts of a row that announces or closes a table, none for any other row."""
    printed = [cell for cell in cells if cell]
    if not printed or len(printed) > len(_ABOUT) or not any("\n" in cell or is_title(cell) for cell in printed):
        alone = printed[0].replace("\n", " ") if len(printed) == 1 else ""
        return [alone] if alone and pattern("note").fullmatch(alone) else []
    texts = [text for cell in printed for text in ([cell] if is_title(cell) else cell.split("\n")) if text.strip()]
    titles = sum(bool(is_title(text)) for text in texts)
    if titles != 1 or not all(is_title(text) or _is_about(text) for text in texts):
        return []
    return texts


def _is_about(text: str) -> bool:
    squeezed = "".join(text.split())
    return any(pattern(name).fullmatch(squeezed) for name in _ABOUT)


def rejoined(blocks: Sequence[Block], is_title: Callable[[str], object]) -> Iterator[Block]:
    """Put a first cell that stands alone in its row back in front of the rows below it, where a table goes on there.

    A format takes such a row for text. Between two grids as wide as its row, the second of which begins with no header,
    it is the rest of a label that a page cut, or an item without an amount.
    """
    before: Block | None = None
    alone: Paragraph | None = None
    for block in blocks:
        if alone is not None and isinstance(before, Grid):
            if isinstance(block, Grid) and _goes_on(before, alone, block):
                row: tuple[str | None, ...] = (alone.text, *("" for _ in block.rows[0][1:]))
                block = replace(block, rows=(row, *block.rows), locators=(alone.locator, *block.locators))
            else:
                yield alone
                before = alone
            alone = None
        if isinstance(before, Grid) and isinstance(block, Paragraph) and block.columns and not is_title(block.text):
            alone = None if _is_about(block.text) or pattern("note").fullmatch(block.text) else block
        if alone is None:
            yield block
            before = block
    if alone is not None:
        yield alone


def _goes_on(above: Grid, alone: Paragraph, below: Grid) -> bool:
    """Say whether a first cell belongs to the rows below it: as wide, and these begin with figures or few words."""
    first = below.rows[0]
    widths = {len(above.rows[-1]), alone.columns, len(first)}
    printed = [cell for cell in first if cell]
    is_data = any(_FIGURE.fullmatch("".join(cell.split())) for cell in printed) or 2 * len(printed) < len(first)
    return len(widths) == 1 and above.sheet == below.sheet and is_data


def without_empty_columns(pieces: Sequence[Grid]) -> tuple[list[Grid], tuple[int, ...]]:
    """Drop the columns in which no piece prints anything; pieces of different widths are left as they are.

    Returns:
        The pieces, and for each of their columns the one where it stood; none where no column was dropped.
    """
    widths = {len(cells) for grid in pieces for cells in grid.rows}
    if len(widths) != 1:
        return list(pieces), ()
    columns = zip(*(cells for grid in pieces for cells in grid.rows), strict=True)
    kept = tuple(number for number, column in enumerate(columns) if any(column))
    if len(kept) in (0, *widths):
        return list(pieces), ()
    narrow = [replace(grid, rows=tuple(tuple(cells[n] for n in kept) for cells in grid.rows)) for grid in pieces]
    return narrow, kept


def names_of(sheet: str) -> list[str]:
    """What a grid may be called by where it stands: the name of its sheet, then that of its file without suffix.

    Example:
        >>> names_of("tables.xlsx:2.17支出总表")
        ['2.17支出总表', 'tables']
    """
    parts = [part.strip() for part in sheet.split(":")]
    return [_SUFFIX.sub("", part) or part for part in reversed(parts) if part]
