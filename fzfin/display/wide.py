"""Text in a terminal: Chinese characters take two places, so padding and breaking go by places, not by letters."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, east_asian_width

_RUN: Final = re.compile(r"\s+|[!-~\u00a1-\u02af]+|.[，。、；：！？）》」』】”’…]*", re.DOTALL)


def places(text: str) -> int:
    """Count the places that a text takes: two for a Chinese character, none for a mark that combines.

    Example:
        >>> places("三公经费 2.42")
        13
    """
    return sum(
        2 if east_asian_width(char) in "WF" else 0 if category(char) in ("Mn", "Me", "Cf") else 1 for char in text
    )


def padded(text: str, room: int, *, right: bool = False) -> str:
    """Fill a text with blanks to `room` places, on the left where it stands to the right.

    Example:
        >>> padded("合计", 6, right=True)
        '  合计'
    """
    blanks = " " * (room - places(text))
    return blanks + text if right else text + blanks


def broken(text: str, room: int) -> list[str]:
    """Break a text into lines of at most `room` places; words of Latin letters are cut only where one fills a line.

    Example:
        >>> broken("机关事业单位 basic pension", 12)
        ['机关事业单位', 'basic', 'pension']
    """
    lines, line = [], ""
    for piece in _RUN.findall(text):
        if line and places(line + piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while places(line.rstrip()) > room > 1:
            cut = next(at for at in range(len(line) - 1, 0, -1) if places(line[:at]) <= room)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines
