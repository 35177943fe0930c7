"""Grids as formats give them → the pieces of tables: rows that hold a title or note are text, empty columns are none.

In a sheet or a bordered page a table's title, unit and closing note stand in rows of the grid, and several tables stand
in columns that are only as many as the widest needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fzfin.money import to_ascii
from fzfin.sources import Block, Grid, Paragraph
from fzfin.vocab import NOTHING_PRINTED, key, pattern

_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
_SUFFIX = re.compile(r"\.[A-Za-z]\w{0,4}$", re.ASCII)
_ABOUT = ("unit", "mark", "department", "year")


def cut(block: Block, is_title: Callable[[str], object]) -> Iterator[Block]:
    """Cut a grid at the rows that announce or close a table; these become paragraphs at the same place.

    Such a row holds one title, with nothing beside it but unit, department, year or form number; or one closing note;
    or alone what is the title of some other table by its form: no table goes on below it.

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
        other = alone and pattern("other_title").fullmatch(pattern("ordinal").sub("", "".join(alone.split()), count=1))
        return [alone] if alone and (other or pattern("note").fullmatch(alone)) else []
    texts = [text for cell in printed for text in ([cell] if is_title(cell) else cell.split("\n")) if text.strip()]
    titles = sum(bool(is_title(text)) for text in texts)
    if titles != 1 or not all(is_title(text) or _is_about(text) for text in texts):
        return []
    return texts


def _is_about(text: str) -> bool:
    squeezed = "".join(text.split())
    return any(pattern(name).fullmatch(squeezed) for name in _ABOUT)


def rejoined(
    blocks: Sequence[Block], is_title: Callable[[str], object], is_label: Callable[[str], bool] | None = None
) -> Iterator[Block]:
    """Put first cells that stand alone in their rows back into the table that goes on there.

    A format takes such rows for text. Between two grids as wide as they are, the second of which begins with no header,
    they are the rest of a label that a page cut, or items without an amount; between a grid and its note, the next
    title or the same header once more, one without an ordinal is the rest of the last label. Where one of them heads a
    table, all are text.

    Args:
        blocks: The blocks of a document.
        is_title: Says whether a text is the title of a table.
        is_label: Says whether a text is a label that begins a row: a grid that begins with one goes on, too.
    """
    before: Block | None = None
    alone: list[Paragraph] = []
    for block in (*blocks, None):
        if isinstance(block, Paragraph) and isinstance(before, Grid) and _may_go_on(before, block, is_title):
            alone.append(block)
            continue
        if alone and isinstance(before, Grid):
            rows = tuple((one.text, *("" for _ in range(one.columns - 1))) for one in alone)
            places = tuple(one.locator for one in alone)
            heading = any(pattern("heads_table").search(one.text) for one in alone)
            if isinstance(block, Grid) and not heading and _goes_on(before, block, is_label):
                block = replace(block, rows=(*rows, *block.rows), locators=(*places, *block.locators))
            elif len(alone) == 1 and _closes(before, block, is_title) and not pattern("ordinal").match(alone[0].text):
                yield Grid(rows, places, before.sheet)
            else:
                yield from alone
            alone = []
        if block is not None:
            yield block
            before = block


def _may_go_on(above: Grid, alone: Paragraph, is_title: Callable[[str], object]) -> bool:
    """Say whether a line may be a row of the table above it: first cell of a row as wide, announcing nothing."""
    if alone.columns != len(above.rows[-1]) or is_title(alone.text):
        return False
    return not _is_about(alone.text) and not pattern("note").fullmatch(alone.text)


def _goes_on(above: Grid, below: Grid, is_label: Callable[[str], bool] | None) -> bool:
    """Say whether rows go on with a table: as wide, on one sheet, with amounts, few words or a label in the first."""
    first = below.rows[0]
    printed = ["".join(to_ascii(cell).split()) for cell in first if cell]
    is_data = any(cell in NOTHING_PRINTED or _FIGURE.fullmatch(cell) for cell in printed)
    is_data |= 2 * len(printed) < len(first) or bool(is_label and first[0] and is_label(first[0]))
    return len(first) == len(above.rows[-1]) and above.sheet == below.sheet and is_data


def _closes(above: Grid, block: Block | None, is_title: Callable[[str], object]) -> bool:
    """Say whether a line closes a table or announces the next, or a grid begins with the header above once more."""
    if isinstance(block, Grid):
        head = _folded(block.rows[0])
        return any(head) and any(head == _folded(cells) for cells in above.rows)
    return block is not None and bool(pattern("note").fullmatch(block.text) or is_title(block.text))


def _folded(cells: Sequence[str | None]) -> list[str]:
    """What a row says, whatever blanks a narrow cell or a converter puts into its words."""
    return [key(cell or "") for cell in cells]


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
