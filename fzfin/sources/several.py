"""Several files that are one disclosure: given apart, or together in a zip archive."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from fzfin.errors import SourceError
from fzfin.sources.archive import Archive
from fzfin.sources.document import Document, Leftover, placed
from fzfin.sources.limits import MAX_FILES

Reader = Callable[[bytes, str], Document]

_FURNITURE: Final = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_LONGEST_NAME: Final = 120


def combine(documents: Sequence[Document]) -> Document:
    """Make one document of several, in the order given.

    Each locator then begins with the name of its file (``tables.xlsx:Sheet1!B5``); files of one name are told apart by
    a number. The fingerprint is the SHA-256 of the fingerprints of the files in their order, one a line.
    """
    names = _distinct([document.source_name for document in documents])
    digests = "\n".join(document.sha256 for document in documents)
    return Document(
        " + ".join(names),
        hashlib.sha256(digests.encode()).hexdigest(),
        " + ".join(dict.fromkeys(document.reader for document in documents)),
        tuple(
            placed(block, name) for name, document in zip(names, documents, strict=True) for block in document.blocks
        ),
        tuple(
            (f"{name}:{locator}" if locator else name, text, reason)
            for name, document in zip(names, documents, strict=True)
            for locator, text, reason in document.unread
        ),
        tuple(source for document in documents for source in document.sources),
        tuple(
            replace(block, locator=f"{name}:{block.locator}")
            for name, document in zip(names, documents, strict=True)
            for block in document.margins
        ),
        {
            f"{name}:{locator}": box
            for name, document in zip(names, documents, strict=True)
            for locator, box in document.boxes.items()
        },
        {name: data for name, document in zip(names, documents, strict=True) for data in document.originals.values()},
    )


def _distinct(names: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    out = []
    for name in names:
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def label(member: str) -> str:
    """The name under which a member of an archive is shown: its last part, without anything that could harm a page.

    Example:
        >>> label("../../etc/支出决算表.xlsx")
        '支出决算表.xlsx'
    """
    last = member.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(char if char.isprintable() else "\ufffd" for char in last)[-_LONGEST_NAME:] or "?"


def read_archive(data: bytes, name: str, sha256: str, read: Reader) -> Document:
    """Read a zip archive of files as one disclosure, in the order of the archive.

    A file inside that is not read (a picture, another archive, a damaged file) stands among what is left over.

    Args:
        data: The bytes of the archive.
        name: Its name.
        sha256: The fingerprint of its bytes.
        read: What reads a file inside; it refuses archives.

    Raises:
        SourceError: Nothing in the archive can be read, or it breaks the limits.
    """
    archive = Archive(data, name)
    documents: list[Document] = []
    unread: list[Leftover] = []
    members = [member for member in archive.members if _is_content(member)]
    if len(members) > MAX_FILES:
        raise SourceError(
            f"{name}: expected an archive of one disclosure, at most {MAX_FILES} files, found {len(members):,}. "
            "Put each disclosure into an archive of its own."
        )
    for member in members:
        content = archive.read(member)
        try:
            documents.append(read(content, label(member)))
        except SourceError as error:
            unread.append((label(member), "", f"a file that is not read: {error}"))
    if not documents:
        found = f": {unread[0][2]}" if unread else ", for it holds no file"
        raise SourceError(f"{name}: nothing in this archive can be read{found}")
    whole = combine(documents)
    return replace(whole, source_name=name, sha256=sha256, unread=whole.unread + tuple(unread))


def _is_content(member: str) -> bool:
    return not member.startswith("__MACOSX/") and label(member).lower() not in _FURNITURE
