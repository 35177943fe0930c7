"""Bytes → Document: the format is chosen by content, never by suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from fzfin.errors import SourceError, SourceNotFoundError
from fzfin.sources import pdf, text
from fzfin.sources.document import Block, Box, Document, Grid, Paragraph

__all__ = ["Block", "Box", "Document", "Grid", "Paragraph", "load"]

_MAX_BYTES: Final = 64 * 1024 * 1024
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024
_NOT_READ: Final = {
    b"PK\x03\x04": "a zip archive, as Word and Excel files are",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def load(path: str | Path) -> Document:
    """Read a file into a Document.

    Raises:
        SourceNotFoundError: Nothing stands at the path.
        SourceError: The path is a folder, or the file is empty, too large, unreadable or of a format that is not read.
    """
    path = Path(path)
    if path.is_dir():
        raise SourceError(f"{path}: expected a file, found a folder. Name the document inside it.")
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SourceError(f"{path}: expected at most {_MAX_BYTES >> 20} MB, found {path.stat().st_size >> 20} MB.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"{path}: no such file. Check the path (now in {Path.cwd().name}/).") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{str(path)!r}: the file cannot be opened: {error}") from error
    return from_bytes(data, path.name)


def from_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file into a Document; `name` is shown in messages and in `meta.source_name`."""
    if not data.strip():
        raise SourceError(f"{name}: expected a document, found an empty file.")
    if _PDF in data[:_HEAD]:
        return pdf.read(data, name, hashlib.sha256(data).hexdigest())
    for magic, what in _NOT_READ.items():
        if data.startswith(magic):
            raise SourceError(
                f"{name}: expected a text or a PDF, found {what}. This version reads text and PDF: "
                "convert the document to a UTF-8 text with tabs between the cells of each table row."
            )
    if data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError(
            f"{name}: expected a text or a PDF, found a web page. This version reads text and PDF: "
            "save the page as a UTF-8 text with tabs between the cells of each table row."
        )
    content = text.decode(data, name)
    return Document(name, hashlib.sha256(data).hexdigest(), "text", text.blocks(content))
