"""Bytes → Document: the format is chosen by content, never by suffix."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fzfin.errors import SourceError, SourceNotFoundError
from fzfin.sources.document import Block, Box, Document, Grid, Paragraph, Source
from fzfin.sources.formats import read_bytes
from fzfin.sources.limits import MAX_BYTES, MAX_FILES
from fzfin.sources.several import combine, read_archive

__all__ = ["Block", "Box", "Document", "Grid", "Paragraph", "Source", "from_bytes", "load"]

_MAX_BYTES: Final = MAX_BYTES


def load(source: str | Path | Sequence[str | Path]) -> Document:
    """Read a file, or several that are one disclosure, into a Document.

    Raises:
        SourceNotFoundError: Nothing stands at a path.
        SourceError: A path is a folder, or a file is empty, too large, unreadable or of a format that is not read.
        MissingDependencyError: The format needs a package or program that is not installed.
    """
    if isinstance(source, str | Path):
        return _load(Path(source))
    paths = [Path(path) for path in source]
    if not 1 <= len(paths) <= MAX_FILES:
        raise SourceError(f"expected 1 to {MAX_FILES} files of one disclosure, found {len(paths)}")
    documents = [_load(path) for path in paths]
    return documents[0] if len(documents) == 1 else combine(documents)


def _load(path: Path) -> Document:
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
    return read_bytes(data, name, lambda: read_archive(data, name, hashlib.sha256(data).hexdigest(), read_bytes))
