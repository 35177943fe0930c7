"""A whole PDF: opened within limits, read page by page under one lock, closed whatever happens."""

from __future__ import annotations

import threading
from typing import Any, Final

from fzfin.errors import MissingDependencyError, SourceError
from fzfin.sources.document import Document
from fzfin.sources.pdf.flow import flow
from fzfin.sources.pdf.page import Page, read_page

MAX_PAGES: Final = 1_500
"""No department's account comes near."""

LOCK: Final = threading.RLock()
"""PDFium is not thread-safe: whoever calls it holds this lock. Work that should run at once runs in processes."""

_END: Final = b"%%EOF"
_TAIL: Final = 2048


def pdfium() -> Any:
    """PDFium's C functions, from the optional package pypdfium2.

    Raises:
        MissingDependencyError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2.raw as raw
    except ImportError as error:
        raise MissingDependencyError(
            'reading a PDF needs the package pypdfium2, which is not installed. Install it: pip install "fzfin[pdf]"'
        ) from error
    return raw


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read the bytes of a PDF into a Document.

    Raises:
        MissingDependencyError: pypdfium2 is not installed.
        SourceError: The file is cut off, damaged, locked with a password, too big, or a scan without text.
    """
    raw = pdfium()
    if _END not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
        raise SourceError(f"{name}: expected a PDF that ends in %%EOF, found one that is cut off. Fetch it again.")
    with LOCK:
        pages = _pages(raw, data, name)
    scans = [page.number for page in pages if page.scan]
    if not any(page.lines or page.tables for page in pages):
        raise SourceError(
            f"{name}: expected a PDF with text, found {_what(len(scans), len(pages))}. Its figures cannot be read: "
            "ask the publisher for the document itself (Word, Excel, or a PDF made from it)."
        )
    made = flow(pages)
    unread = [(f"p{number}", "", "a scanned page: a picture without text of its own") for number in scans]
    unread += [
        (f"p{page.number}", "", f"{page.unknown} glyphs without a character, shown as \ufffd")
        for page in pages
        if page.unknown
    ]
    unread += [
        (f"p{page.number}", "", f"{page.placeless} characters without a place on the page: the file is damaged")
        for page in pages
        if page.placeless
    ]
    return Document(
        name,
        sha256,
        "pdf",
        tuple(made.blocks),
        tuple(unread),
        margins=tuple(made.margins),
        boxes=made.boxes,
        originals={"": data},
    )


def _what(scans: int, pages: int) -> str:
    if scans:
        return f"a scan ({scans} of {pages} pages are pictures without text of their own)"
    return f"{pages} pages with neither text nor a scan"


def _pages(raw: Any, data: bytes, name: str) -> list[Page]:
    document = opened(raw, data, name)
    try:
        count = raw.FPDF_GetPageCount(document)
        if count < 1:
            raise SourceError(f"{name}: expected a PDF with pages, found none. Fetch the file again.")
        if count > MAX_PAGES:
            raise SourceError(f"{name}: expected at most {MAX_PAGES} pages, found {count}.")
        return [_page(raw, document, number, name) for number in range(1, count + 1)]
    finally:
        raw.FPDF_CloseDocument(document)


def _page(raw: Any, document: Any, number: int, name: str) -> Page:
    page = raw.FPDF_LoadPage(document, number - 1)
    if not page:
        raise SourceError(f"{name}, page {number}: expected a page, found a damaged one. Fetch the file again.")
    try:
        return read_page(page, raw, number, name)
    finally:
        raw.FPDF_ClosePage(page)


def opened(raw: Any, data: bytes, name: str) -> Any:
    """PDFium's handle of a document; whoever asks for it closes it, and keeps `data` until then.

    Raises:
        SourceError: The file is damaged or locked.
    """
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if document:
        return document
    error = raw.FPDF_GetLastError()
    if error in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        raise SourceError(
            f"{name}: expected a PDF that anyone can open, found one that is locked with a password. "
            "Save it without the password and read that."
        )
    raise SourceError(f"{name}: expected a PDF, found a damaged one (PDFium says {error}). Fetch the file again.")
