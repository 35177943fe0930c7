"""What every source format becomes: one stream of paragraphs and grids, each with its locator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, NamedTuple

from fzfin.vocab import rows

Leftover = tuple[str, str, str]
"""Locator, printed text and the reason why a reader could not make a block of it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of running text as printed; `locator` says where (L107 for a line of a text).

    `goes_on` says that the end of a page is known to cut it, so that the next paragraph is the rest of it. `columns` is
    the number of columns of the row of a table of which it is the first cell and the only one printed, else 0.
    """

    text: str
    locator: str
    goes_on: bool = False
    columns: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells that stand together on one page: a table, or a piece of one.

    `rows` holds the cells as printed, None for a cell that a merged cell covers and "" for an empty one (a text cannot
    tell them apart and has "" only); `locators` names the place of each row. `sheet` is the name of the sheet (or of
    the file of several) that the grid stands on, "" where a source has none: no table goes on over two of them.
    """

    rows: tuple[tuple[str | None, ...], ...]
    locators: tuple[str, ...]
    sheet: str = ""


class Box(NamedTuple):
    """Where something stands on a page (numbered from 1), in points from the lower left corner of the file's page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a document was read from: its name, the SHA-256 of its bytes, and the reader that read it."""

    name: str
    sha256: str
    reader: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source as blocks in reading order, with the fingerprint of its bytes and the name of the reader.

    `unread` is what the reader saw but could not read (a formula without a value, a picture, a file of an archive);
    `sources` names each file where several are one document.
    A source with pages has more: `margins` holds what stands at the edge of page after page (running heads, page
    numbers) and is no part of the text, `boxes` the place of each locator on its page, and `originals` the bytes from
    which a page can be shown, by the name of the file where several are one document, else by "".
    """

    source_name: str
    sha256: str
    reader: str
    blocks: tuple[Block, ...]
    unread: tuple[Leftover, ...] = ()
    sources: tuple[Source, ...] = ()
    margins: tuple[Paragraph, ...] = ()
    boxes: Mapping[str, Box] = field(default_factory=dict, compare=False)
    originals: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.sources:
            object.__setattr__(self, "sources", (Source(self.source_name, self.sha256, self.reader),))

    def __repr__(self) -> str:
        grids = sum(isinstance(block, Grid) for block in self.blocks)
        return f"<Document {self.source_name}: {len(self.blocks) - grids} paragraphs, {grids} grids, by {self.reader}>"


ODD: Final = re.compile("[\u00ad\u200b-\u200d\u2060\u2e80-\u2fdf\ufeff]")
"""Characters that look like others (radicals, ⽀ for 支) or like nothing; none that turns the direction of text."""


@cache
def readable() -> dict[int, str]:
    """What stands for each odd character: the one that it looks like, or nothing."""
    invisible = (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
    return dict.fromkeys(invisible, "") | {ord(row["radical"]): row["character"] for row in rows("radicals")}


def as_read(block: Block) -> Block:
    """A block without odd characters.

    Example:
        >>> as_read(Paragraph("⽀出", "L1")).text
        '支出'
    """
    if isinstance(block, Paragraph):
        return replace(block, text=block.text.translate(readable())) if ODD.search(block.text) else block
    if not any(cell and ODD.search(cell) for cells in block.rows for cell in cells):
        return block
    printed = tuple(tuple(cell and cell.translate(readable()) for cell in cells) for cells in block.rows)
    return replace(block, rows=printed)


def placed(block: Block, prefix: str) -> Block:
    """A block whose locators say in which file of several it stands: ``tables.xlsx:Sheet1!B5``."""
    if isinstance(block, Grid):
        places = tuple(f"{prefix}:{locator}" for locator in block.locators)
        return replace(block, locators=places, sheet=f"{prefix}:{block.sheet}")
    return replace(block, locator=f"{prefix}:{block.locator}")
