"""Characters → lines of text: by baseline, then from left to right, whatever the order in the file."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from operator import attrgetter
from statistics import median
from typing import Final, NamedTuple

from fzfin.sources.pdf.characters import Character

_SAME_LINE: Final = 3.0
_BLANK: Final = 0.22
_STEP: Final = 0.8
_OVERPRINT: Final = 0.1
_PIECE: Final = 3.0
_TIGHT: Final = 0.5
_LATIN: Final = 0.72
_HAN: Final = 0.9

_X: Final = attrgetter("x")
_Y: Final = attrgetter("y")


class Line(NamedTuple):
    """A line of text, or a piece of one that stands apart: its text, box, baseline and the height of its type."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    y: float
    em: float


def by_baseline(characters: Iterable[Character]) -> list[list[Character]]:
    """Group characters into printed lines from the top, each from left to right.

    Baselines decide, not boxes: the box of 一 or of a point is far smaller than its neighbours'.
    """
    groups: list[list[Character]] = []
    first = math.inf
    for character in sorted(characters, key=_Y, reverse=True):
        if groups and first - character.y <= _SAME_LINE:
            groups[-1].append(character)
        else:
            groups.append([character])
            first = character.y
    for group in groups:
        group.sort(key=_X)
    return groups


def em_of(characters: Sequence[Character]) -> float:
    """The height of the type of a line, told from the height of its tallest character."""
    height, text = max((character.top - character.bottom, character.text) for character in characters)
    return max(height / (_LATIN if text.isascii() else _HAN), 1.0)


def joined(characters: Sequence[Character]) -> str:
    """The text of one line: blanks between words of Latin letters and figures only, none inside Chinese text."""
    out: list[str] = []
    last, end, begun = "", math.inf, 0.0
    latin = False
    em = 0.0
    usual = -1.0
    for character in characters:
        text, left, _, right, _, x, _ = character
        if text == last:
            em = em or em_of(characters)
            if x - begun < _OVERPRINT * em:
                end, begun = right, x
                continue
        was, latin = latin, text.isascii() and text.isalnum()
        if was and latin and left - end > _TIGHT:
            em = em or em_of(characters)
            usual = usual if usual >= 0 else _usual_gap(characters)
            if text.isdigit() and last.isdigit():
                apart = x - begun - usual > _STEP * em
            else:
                apart = left - end - usual > _BLANK * em
            if apart:
                out.append(" ")
        out.append(text)
        last, end, begun = text, right, x
    return "".join(out)


def _usual_gap(line: Sequence[Character]) -> float:
    """The gap between the characters of a line, nothing where they touch.

    Figures are all of one width, so where they begin tells whether a blank stands between them; the box of a 1 is too
    narrow to go by. A line that is spaced out as a whole (分散对齐) has no blanks in its figures: only a gap wider than
    its usual one counts.
    """
    return max(median([after.left - before.right for before, after in itertools.pairwise(line)]), 0.0)


def glue(above: str, below: str) -> str:
    """Join the texts of two lines: with a blank between two Latin words only."""
    apart = above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii() and below[:1].isalpha()
    return f"{above} {below}" if apart else above + below


def cell_text(characters: list[Character]) -> str:
    """The text of a cell, its lines joined."""
    if not characters:
        return ""
    text = ""
    for line in by_baseline(characters):
        text = glue(text, joined(line))
    return text


def lines(characters: Iterable[Character]) -> list[Line]:
    """The lines of running text from the top; a wide gap, as before 单位 at the right edge, cuts a line in pieces.

    The letters of a title that is spaced out are no pieces: a gap counts where at least one neighbour is a word.
    """
    found: list[Line] = []
    for group in by_baseline(characters):
        em = em_of(group)
        pieces = [[group[0]]]
        for before, character in itertools.pairwise(group):
            if character.left - before.right > _PIECE * em:
                pieces.append([])
            pieces[-1].append(character)
        if all(len(piece) == 1 for piece in pieces):
            pieces = [group]
        found += [_line(piece) for piece in pieces]
    return found


def _line(group: list[Character]) -> Line:
    return Line(
        joined(group),
        min(c.left for c in group),
        min(c.bottom for c in group),
        max(c.right for c in group),
        max(c.top for c in group),
        group[0].y,
        em_of(group),
    )
