"""The shipped account printed to PDF by two producers gives the frames that its text gives, and pdfplumber's cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import oracle
import printed
import pytest

import fzfin as fz
from fzfin import _shipped
from fzfin.disclosure import SHIPPED
from fzfin.frames import SCHEMAS
from fzfin.sources import load


@cache
def by_chromium() -> Path:
    document = load(_shipped.disclosures_dir() / SHIPPED)
    return printed.print_to_pdf(printed.page_of(document), Path(mkdtemp()))


@cache
def by_libreoffice() -> Path:
    document = load(_shipped.disclosures_dir() / SHIPPED)
    return printed.office_to_pdf(printed.docx_of(document), Path(mkdtemp()))


PRODUCERS = [
    pytest.param(
        by_chromium, id="chromium", marks=pytest.mark.skipif(not printed.CHROMIUM, reason="no Chromium is installed")
    ),
    pytest.param(
        by_libreoffice, id="libreoffice", marks=pytest.mark.skipif(not printed.OFFICE, reason="no LibreOffice is there")
    ),
]


def rows(d: fz.Disclosure, name: str) -> list[tuple[object, ...]]:
    """The rows of a frame without places, texts without blanks: converters leave them between Chinese and figures."""
    frame = d.frames[name]
    assert frame is not None
    kept = [column for column in SCHEMAS[name] if column not in ("locator", "quote")]
    return [
        tuple("".join(value.split()) if isinstance(value, str) else value for value in row)
        for row in frame.select(kept).rows()
    ]


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_printed_account_gives_the_frames_of_its_text(producer: Callable[[], Path]) -> None:
    text, pdf = fz.read(), fz.read(producer())
    assert [name for name in SCHEMAS if rows(pdf, name) != rows(text, name)] == []
    assert pdf.meta.department == text.meta.department
    assert pdf.repairs.drop("locator", "proof").rows() == text.repairs.drop("locator", "proof").rows()


@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_cell_of_a_printed_account_is_what_pdfplumber_reads(producer: Callable[[], Path]) -> None:
    """pdfplumber leaves out what stands in a row that a page cuts without a rule; all that it reads is the same."""
    path = producer()
    mine = oracle.ours(load(path))
    theirs = oracle.plumber(path)
    assert sum(len(rows) for _, rows in theirs) > 700
    for page in {page for page, _ in theirs}:
        found = [row for number, table in mine if number == page for row in table]
        expected = [row for number, table in theirs if number == page for row in table]
        places = iter(found)
        assert [row for row in expected if row not in places] == [], page
