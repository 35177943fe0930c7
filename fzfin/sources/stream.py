"""Blocks of a source without lines of its own, gathered in reading order and numbered by paragraph and table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fzfin.errors import SourceError
from fzfin.sources.document import Block, Document, Grid, Leftover, Paragraph
from fzfin.sources.limits import MAX_CELLS, MAX_COLUMNS
from fzfin.sources.text import clean

_FULL_STOP: Final = "。"
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    r"""Take away what is not seen (zero-width marks, soft hyphens) and show other control characters as U+FFFD.

    Characters that turn the direction of writing stay: a figure that holds one is no amount, since what is seen and
    what is stored differ.

    Example:
        >>> visible("\u200b2,602.38")
        '2,602.38'
    """
    if text.isascii() and text.isprintable():
        return clean(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return clean(_CONTROL.sub("\ufffd", _UNSEEN.sub("", lines)))


class Stream:
    """Gathers paragraphs and tables in reading order.

    Paragraphs have locators P1, P2 … (P2.2 for the second line of the second), rows of tables t1.r1, t1.r2 … A line
    with tabs is a row of cells, as in a text: several of them make one grid.
    """

    def __init__(self, name: str) -> None:
        """Begin the stream of the file `name`, which messages show."""
        self.name = name
        self.paragraphs = 0
        self.tables = 0
        self.unread: list[Leftover] = []
        self._blocks: list[Block] = []
        self._rows: list[tuple[str | None, ...]] = []
        self._places: list[str] = []
        self._cells = 0

    def paragraph(self, text: str) -> None:
        """Add a paragraph; its lines become paragraphs of their own, and nothing is added where nothing is printed."""
        lines = [line for line in visible(text).split("\n") if line.strip()]
        if not lines:
            return self._end_rows()
        self.paragraphs += 1
        for number, line in enumerate(lines, 1):
            self.line(line, f"P{self.paragraphs}" if number == 1 else f"P{self.paragraphs}.{number}")
        return None

    def line(self, text: str, locator: str, columns: int = 0) -> None:
        """Add one line at a place of its own; `columns` are those of the row of a table that it stood in alone."""
        text = text.strip()
        if "\t" in text:
            self._rows.append(tuple(cell.strip() for cell in text.split("\t")))
            self._places.append(locator)
            return
        self._end_rows()
        if text:
            self._blocks.append(Paragraph(text, locator, columns=columns))

    def table(self, rows: Sequence[Sequence[str | None]]) -> None:
        """Add a table by its rows, see `rows`."""
        self.tables += 1
        self.rows(rows, [f"t{self.tables}.r{number}" for number in range(1, len(rows) + 1)])

    def rows(self, rows: Sequence[Sequence[str | None]], locators: Sequence[str], sheet: str = "") -> None:
        """Add rows of cells with places of their own; shorter rows are filled up with empty cells.

        What only lays text out becomes paragraphs: a table of one column, and rows of which the first cell alone is
        printed, where they stand at the top, after a blank row, or as whole sentences. A table that goes on with
        the one before it, as wide and with nothing between, has no such top but a cell that is merged over all columns.

        Raises:
            SourceError: The table, or all tables together, are larger than any account's.
        """
        self._end_rows()
        width = max((len(row) for row in rows), default=0)
        if width == 0:
            return
        self._cells += width * len(rows)
        if width > MAX_COLUMNS or self._cells > MAX_CELLS:
            raise SourceError(
                f"{self.name}: expected tables of at most {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells in all, "
                f"found more (at {locators[0]}). Leave out of the file what is no part of the account."
            )
        shown: list[tuple[str | None, ...]] = []
        places: list[str] = []
        top = True
        above = self._blocks[-1] if self._blocks else None
        goes_on = not sheet and isinstance(above, Grid) and len(above.rows[-1]) == width
        for row, locator in zip(rows, locators, strict=True):
            cells = tuple(None if cell is None else visible(cell) for cell in row) + ("",) * (width - len(row))
            printed = [number for number, cell in enumerate(cells) if cell]
            sentence = (cells[0] or "").endswith(_FULL_STOP)
            if goes_on and not shown and any(cell is not None for cell in cells[1:]):
                top = False
            if printed == [0] and (top or width == 1 or sentence):
                self._grid(shown, places, sheet)
                shown, places = [], []
                for line in (cells[0] or "").split("\n"):
                    self.line(line.replace("\t", " "), locator, 0 if sentence else width)
                continue
            if printed or shown:
                shown.append(cells)
                places.append(locator)
            top = not printed
        self._grid(shown, places, sheet)

    def _grid(self, rows: Sequence[tuple[str | None, ...]], places: Sequence[str], sheet: str) -> None:
        self._end_rows()
        if any(any(row) for row in rows):
            self._blocks.append(Grid(tuple(rows), tuple(places), sheet))

    def leave(self, text: str, reason: str, locator: str = "") -> None:
        """Note what was seen but is not read; its place is the last paragraph where none is given."""
        self.unread.append((locator or f"P{max(self.paragraphs, 1)}", visible(text)[:200], reason))

    def document(self, sha256: str, reader: str) -> Document:
        """All that was added, as the document of a reader."""
        self._end_rows()
        return Document(self.name, sha256, reader, tuple(self._blocks), tuple(self.unread))

    def _end_rows(self) -> None:
        if self._rows:
            self._blocks.append(Grid(tuple(self._rows), tuple(self._places)))
            self._rows, self._places = [], []
