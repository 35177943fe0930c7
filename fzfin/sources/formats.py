"""Which reader reads which bytes: one table of tests by content, tried in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import Final

from fzfin.errors import SourceError
from fzfin.sources import container, html
from fzfin.sources.archive import Archive
from fzfin.sources.document import Document, as_read

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024
_ADVICE: Final = (
    "Save it as .docx, .xlsx, a PDF or a web page, or as a UTF-8 text with tabs between the cells of each row."
)


class Sample:
    """The bytes of a file, with what the tests look for; what is costly is found out once, and only when asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        """Wrap the bytes of the file `name`."""
        self.data = data
        self.name = name

    def begins(self, *magic: bytes) -> bool:
        """Say whether the file begins with one of some marks."""
        return self.data.startswith(magic)

    @cached_property
    def members(self) -> frozenset[str]:
        """The names inside a zip archive; none for any other file."""
        return frozenset(Archive(self.data, self.name).members) if self.begins(*_ZIP) else frozenset()

    @cached_property
    def container(self) -> str | None:
        """What lies in a container of the old office files."""
        return container.kind(self.data) if self.begins(container.MAGIC) else None


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read: its name, the test by content, and where its reader ``(data, name, sha256)`` is found."""

    name: str
    test: Callable[[Sample], bool]
    module: str
    reader: str = "read"


FORMATS: Final = (
    Format("docx", lambda file: any(name.startswith("word/document") for name in file.members), "fzfin.sources.word"),
    Format("xlsx", lambda file: "xl/workbook.xml" in file.members, "fzfin.sources.excel"),
    Format("encrypted", lambda file: file.container == "encrypted", "fzfin.sources.legacy", "refuse_encrypted"),
    Format("doc", lambda file: file.container == "doc", "fzfin.sources.legacy", "doc"),
    Format("xls", lambda file: file.container == "xls", "fzfin.sources.biff"),
    Format("pdf", lambda file: _PDF in file.data[:_HEAD], "fzfin.sources.pdf"),
    Format("html", lambda file: html.is_page(file.data), "fzfin.sources.html"),
)
"""The formats in the order in which they are tried; what none of them knows is a text, or refused."""

_NOT_READ: Final[tuple[tuple[Callable[[Sample], bool], str], ...]] = (
    (lambda file: "xl/workbook.bin" in file.members, "a binary workbook (.xlsb)"),
    (lambda file: "[Content_Types].xml" in file.members, "an office file that is neither Word nor Excel, or not whole"),
    (lambda file: "content.xml" in file.members, "an OpenDocument file"),
    (
        lambda file: file.begins(container.MAGIC),
        "an old Word or Excel file that is damaged, or another old office file",
    ),
    (lambda file: file.begins(b"{\\rtf"), "a rich text file"),
    (lambda file: file.begins(b"MIME-Version:", b"From: <Saved by"), "a web archive (.mht)"),
    (lambda file: b"urn:schemas-microsoft-com:office" in file.data[:2048], "an XML file of Word or Excel 2003"),
    (lambda file: b"schemas.microsoft.com/office/2006/xmlPackage" in file.data[:2048], "a Word file as flat XML"),
    (lambda file: file.begins(b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"), "an archive that is no zip"),
    (lambda file: file.begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*"), "a picture"),
)


def read_bytes(data: bytes, name: str, of_archive: Callable[[], Document] | None = None) -> Document:
    """Read the bytes of one file by the first format that knows them.

    Args:
        data: The bytes.
        name: What to call the file in messages and in `Document.source_name`.
        of_archive: What reads a zip archive of several files; None where the file lies in an archive itself.

    Raises:
        SourceError: The file is empty, damaged, or of a format that is not read.
        MissingDependencyError: The format needs a package or program that is not installed.
    """
    if not data.strip():
        raise SourceError(f"{name}: expected a document, found an empty file.")
    file = Sample(data, name)
    for known in FORMATS:
        if known.test(file):
            document: Document = getattr(import_module(known.module), known.reader)(
                data, name, hashlib.sha256(data).hexdigest()
            )
            return replace(document, blocks=tuple(map(as_read, document.blocks)))
    for test, what in _NOT_READ:
        if test(file):
            raise SourceError(f"{name}: expected a document that is read, found {what}. {_ADVICE}")
    if file.begins(*_ZIP):
        if of_archive is None:
            raise SourceError(f"{name}: an archive within an archive. Unpack it and name the files inside.")
        return of_archive()
    from fzfin.sources import text

    return text.read(data, name, hashlib.sha256(data).hexdigest())
