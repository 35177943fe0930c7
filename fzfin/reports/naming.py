"""Names of pages: made from names of files, never from the text of a disclosure, and never a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fzfin import _shipped
from fzfin.errors import SourceNotFoundError

_SLUG_LENGTH: Final = 60


def named(sources: str | Path | Iterable[str | Path] | None) -> dict[str | None, str]:
    """Sources as absolute paths, each once, and for each a name that is safe in a file name and unlike the others.

    The key is None for the disclosure that ships.

    Raises:
        SourceNotFoundError: A source is no file.
    """
    if sources is None:
        return {None: shipped_name()}
    listed = [sources] if isinstance(sources, str | Path) else list(sources)
    if not listed:
        raise SourceNotFoundError("expected at least one source, found none; leave sources out for the one that ships")
    for source in listed:
        if not Path(source).is_file():
            what = "a folder" if Path(source).is_dir() else "no file"
            raise SourceNotFoundError(f"expected the file of a disclosure at {str(source)!r}, found {what}")
    names: dict[str | None, str] = {}
    for path in dict.fromkeys(str(Path(source).resolve()) for source in listed):
        name = stem = slug(Path(path).stem)
        number = 1
        while name in names.values():
            number += 1
            name = f"{stem}-{number}"
        names[path] = name
    return names


def shipped_name() -> str:
    """The name of the disclosure that comes with fzfin."""
    return next((slug(path.stem) for path in sorted(_shipped.disclosures_dir().glob("*.txt"))), "disclosure")


def slug(text: str) -> str:
    """A name as letters, digits and hyphens of any script: never a path or a hidden file.

    Example:
        >>> slug("../a b.txt")
        'a-b-txt'
    """
    plain = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", text)).strip("-")
    return plain[:_SLUG_LENGTH].strip("-") or "disclosure"
