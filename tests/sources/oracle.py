"""pdfplumber's reading of the ruled tables of a PDF, in the shape of ours, to compare cell by cell."""

from __future__ import annotations

from pathlib import Path

import pdfplumber

from fzfin.sources import Document, Grid

Rows = list[tuple[str | None, ...]]


def plumber(path: Path) -> list[tuple[int, Rows]]:
    """(page, rows) of each table, cells without white space, None where a merged cell covers."""
    found = []
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            for table in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
                rows = [tuple(None if cell is None else bare(cell) for cell in row) for row in table.extract()]
                found.append((number, rows))
    return found


def ours(document: Document) -> list[tuple[int, Rows]]:
    """The same of a Document."""
    found = []
    for block in document.blocks:
        if isinstance(block, Grid):
            page = int(block.locators[0].split(".")[0][1:])
            rows = [tuple(None if cell is None else bare(cell) for cell in row) for row in block.rows]
            found.append((page, rows))
    return found


def bare(text: str) -> str:
    return "".join(text.split())
