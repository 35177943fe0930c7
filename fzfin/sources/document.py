"""What every source format becomes: one stream of paragraphs and grids, each with its locator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of running text as printed; `locator` says where (L107 for a line of a text).

    `goes_on` says that the end of a page is known to cut it, so that the next paragraph is the rest of it.
    """

    text: str
    locator: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells that stand together on one page: a table, or a piece of one.

    `rows` holds the cells as printed, None for a cell that a merged cell covers and "" for an empty one (a text cannot
    tell them apart and has "" only); `locators` names the place of each row.
    """

    rows: tuple[tuple[str | None, ...], ...]
    locators: tuple[str, ...]


class Box(NamedTuple):
    """Where something stands on a page (numbered from 1), in points from the lower left corner of the file's page."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A source as blocks in reading order, with the fingerprint of its bytes and the name of the reader.

    A source with pages has more: `margins` holds what stands at the edge of page after page (running heads, page
    numbers) and is no part of the text, `unread` what could not be read, as (locator, text, reason), `boxes` the place
    of each locator on its page, and `original` the bytes from which a page can be shown.
    """

    source_name: str
    sha256: str
    reader: str
    blocks: tuple[Block, ...]
    margins: tuple[Paragraph, ...] = ()
    unread: tuple[tuple[str, str, str], ...] = ()
    boxes: Mapping[str, Box] = field(default_factory=dict, compare=False)
    original: bytes = field(default=b"", compare=False)

    def __repr__(self) -> str:
        grids = sum(isinstance(block, Grid) for block in self.blocks)
        return f"<Document {self.source_name}: {len(self.blocks) - grids} paragraphs, {grids} grids, by {self.reader}>"
