"""Breaking words into lines by their width: Chinese has no blanks, so lines break by what they would measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Final
from unicodedata import category, east_asian_width

_RUN: Final = re.compile(r"\s+|[!-~\u00a1-\u02af]+|.", re.DOTALL)
_NARROW: Final = frozenset("iIljftr.,:;!|'()[] ")
_WIDE: Final = frozenset("mwMW%@")
_ELLIPSIS: Final = "…"


def clean(text: str) -> str:
    r"""Put a text of a disclosure on one line: blanks of any kind become one, what cannot be shown is dropped.

    Example:
        >>> clean("a\n b\x00")
        'a b'
    """
    shown = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join(shown.split())


def width(text: str, size: float) -> float:
    """Estimate how many pixels a text takes at a font size: a Chinese character is as wide as it is high.

    Example:
        >>> width("决算", 13)
        26.0
    """
    return sum(map(_em, text)) * size


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    """The width of a character as a part of its height."""
    if east_asian_width(char) in "WF" or (category(char).startswith("P") and not char.isascii()):
        return 1.0
    if char in _NARROW:
        return 0.34
    if char in _WIDE:
        return 0.88
    return 0.66 if char.isupper() else 0.57


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: never before a closing mark, never after an opening one."""
    pieces: list[str] = []
    for match in _RUN.finditer(text):
        piece = match[0]
        glued = bool(pieces) and (
            (not piece.isspace() and category(piece[0]) in ("Pe", "Pf", "Po") and not piece[0].isascii())
            or category(pieces[-1][-1]) in ("Ps", "Pi")
        )
        if glued:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _fill(pieces: Sequence[str], room: float, size: float) -> list[str]:
    lines, line = [], ""
    for piece in pieces:
        if line and width((line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while width(line.rstrip(), size) > room and len(line) > 1:
            cut = next((i for i in range(len(line), 1, -1) if width(line[:i], size) <= room), 1)
            if cut == len(line):
                break
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines


def wrap(text: str, room: float, size: float, *, most: int | None = None, even: bool = True) -> list[str]:
    """Break a text into as few lines of at most `room` pixels as will do.

    Args:
        text: One line of text; see `clean`.
        room: The widest line, in pixels.
        size: The font size in pixels.
        even: Make the lines about as long as each other.
        most: The most lines; what is left over becomes an ellipsis, the whole text belongs into the tooltip.

    Example:
        >>> wrap("其他政府办公厅（室）及相关机构事务支出", 180, 13)
        ['其他政府办公厅（室）', '及相关机构事务支出']
    """
    stripped = text.strip()
    if width(stripped, size) <= room:
        return [stripped]
    return list(_wrapped(text, room, size, most, even))


@lru_cache(maxsize=1024)
def _wrapped(text: str, room: float, size: float, most: int | None, even: bool) -> tuple[str, ...]:
    """The lines of a text that needs more than one: the same headings stand over many charts."""
    pieces = _pieces(text)
    lines = _fill(pieces, room, size)
    if even and len(lines) > 1:
        words = (width(piece.strip(), size) for piece in pieces)
        least = max(width(text, size) / len(lines), size, *(word for word in words if word <= room))
        for narrower in range(ceil(least), ceil(room), max(1, ceil(size / 4))):
            balanced = _fill(pieces, narrower, size)
            if len(balanced) == len(lines):
                lines = balanced
                break
    if most is not None and len(lines) > most:
        lines = _fill(pieces, room, size)[:most]
        last = lines[-1]
        while last and width(last + _ELLIPSIS, size) > room:
            last = last[:-1]
        lines[-1] = last + _ELLIPSIS
    return tuple(lines) or ("",)
