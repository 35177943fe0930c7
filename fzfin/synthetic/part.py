"""The parts of a document: words and tables, before any format is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `kind` is ``heading``, ``title``, ``mark``, ``contents`` or ``text``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the first `head` rows are its header. `LEFT` and `ABOVE` stand in cells that another one covers.

    `frame` is the frame that the table is read into, ``form`` for a self-evaluation form; the first `labels` columns of
    a table of lines hold code and name.
    """

    frame: str
    head: int
    rows: tuple[tuple[str, ...], ...]
    labels: int = 0


Part = Words | Sheet

BREAK: Final[tuple[str, ...]] = ()
"""A row of a sheet where a page ends."""
