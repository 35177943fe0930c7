"""Pages that print each cell of a table on a line of its own → grids again, where the figures leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from fzfin.kinds import FINAL_ACCOUNTS, form
from fzfin.money import to_ascii
from fzfin.sources import Block, Grid, Paragraph
from fzfin.tables.header import LINE_FRAMES, UNKNOWN, Cells, is_blank, is_in_order, read_lines_header, words
from fzfin.vocab import key, lookup, pattern

_CODE: Final = re.compile(r"\d{3}(?:\d{2}){0,2}")
_FIGURE: Final = re.compile(r"-?[\d,]*\.?\d+")
_LONGEST: Final = 60
_FEWEST: Final = 2


def unflatten(
    blocks: Sequence[Block],
    title_of: Callable[[str], tuple[str, int | None] | None],
    kind: str = FINAL_ACCOUNTS,
) -> Iterator[Block]:
    """Put the cells of tables of lines back into rows.

    Only a run of short lines counts that follows the title of such a table and holds its header. A row begins with a
    code or with the total's label; each has all of its cells or is left over later, for nobody can tell which cell a
    shorter row lacks.

    Args:
        blocks: The blocks of a document.
        title_of: Gives the frame of a text that is the title of a table.
        kind: The kind of disclosure whose header words are looked for.
    """
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        yield block
        found = title_of(block.text) if isinstance(block, Paragraph) else None
        if found is None or found[0] not in LINE_FRAMES:
            continue
        end = at
        while end < len(blocks) and _is_cell(blocks[end], title_of):
            end += 1
        run = [cell for cell in blocks[at:end] if isinstance(cell, Paragraph)]
        own = form(found[0], kind)
        first = next((n for n, cell in enumerate(run) if key(cell.text) in words(own)), len(run))
        grid = _grid(own, run[first:])
        if grid is not None:
            yield from run[:first]
            yield grid
            at = end


def _is_cell(block: Block, title_of: Callable[[str], object]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = block.text
    closes = any(pattern(name).match(text) for name in ("note", "parts_begin"))
    return len(text) < _LONGEST and not closes and title_of(text) is None


def _grid(frame: str, cells: Sequence[Paragraph]) -> Grid | None:
    """The rows of a run of cells; None where it holds no header, or no row."""
    starts = [n for n in range(len(cells)) if _begins_row(cells, n)]
    if not starts:
        return None
    header: list[list[Paragraph]] = [[]]
    for cell in cells[: starts[0]]:
        if words(frame).get(key(cell.text)) == "#code" and header[-1]:
            header.append([])
        header[-1].append(cell)
    above: list[Cells] = [tuple(cell.text for cell in row) for row in header]
    fields = read_lines_header(frame, above)
    if len(fields) < _FEWEST or UNKNOWN in fields or not is_in_order(frame, above):
        return None
    rows = [(tuple(cell.text for cell in row), row[0].locator) for row in header]
    for start, end in zip(starts, [*starts[1:], len(cells)], strict=True):
        rows += _rows(cells[start:end], len(fields))
    return Grid(tuple(texts for texts, _ in rows), tuple(locator for _, locator in rows))


def _rows(cells: Sequence[Paragraph], count: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """The cells up to the next code: a whole row and what stands behind it, or all in one cell, to be left over."""
    texts = [cell.text for cell in cells]
    label = next((n for n in range(1, len(texts)) if _is_figure(texts[n])), len(texts))
    end = next((n for n in range(label, len(texts)) if not _is_figure(texts[n])), len(texts))
    if end - label != count or any(map(_is_figure, texts[end:])):
        yield (" | ".join(texts),), cells[0].locator
        return
    yield tuple(texts[:end]), cells[0].locator
    for cell in cells[end:]:
        yield (cell.text,), cell.locator


def _is_figure(text: str) -> bool:
    return is_blank(text) or _FIGURE.fullmatch(to_ascii(text)) is not None


def _begins_row(cells: Sequence[Paragraph], at: int) -> bool:
    """Say whether a cell begins a row: a code before a name, or the label of the total before a figure."""
    text = to_ascii(cells[at].text)
    after = to_ascii(cells[at + 1].text) if at + 1 < len(cells) else ""
    if key(text) in lookup("lines", "total"):
        return _FIGURE.fullmatch(after) is not None
    return _CODE.fullmatch(text) is not None and after != "" and _FIGURE.fullmatch(after) is None
