"""Every grid cell of real PDFs against pdfplumber, another reader on another PDF library."""

from __future__ import annotations

from pathlib import Path

import oracle
import pytest

from fzfin.sources import load

SHARED = Path(__file__).parents[3] / "shared" / "disclosures"


@pytest.mark.skipif(not SHARED.exists(), reason="the real PDFs are not beside the checkout")
@pytest.mark.parametrize(
    ("name", "grids", "cells"), [("putuo-social-work-2024.pdf", 13, 1211), ("shanghai-template-2024.pdf", 11, 987)]
)
def test_every_cell_is_what_pdfplumber_reads(name: str, grids: int, cells: int) -> None:
    found = oracle.ours(load(SHARED / name))
    expected = oracle.plumber(SHARED / name)
    assert [page for page, _ in found] == [page for page, _ in expected]
    wrong = [
        (page, number, mine, theirs)
        for (page, rows), (_, others) in zip(found, expected, strict=True)
        for number, (mine, theirs) in enumerate(zip(rows, others, strict=True))
        if mine != theirs
    ]
    assert wrong == []
    assert len(found) == grids
    assert sum(len(row) for _, rows in found for row in rows) == cells
