"""Characters → lines of text: by baseline, then from left to right, whatever the order in the file."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from fzfin.sources.pdf.characters import Character

_SAME_LINE: Final = 3.0
_BLANK: Final = 0.22
_STEP: Final = 0.85
_OVERPRINT: Final = 0.1
_PIECE: Final = 3.0


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
    for character in sorted(characters, key=lambda c: -c.y):
        if groups and groups[-1][0].y - character.y <= _SAME_LINE:
            groups[-1].append(character)
        else:
            groups.append([character])
    for group in groups:
        group.sort(key=lambda c: c.x)
    return groups


def em_of(characters: Sequence[Character]) -> float:
    """The height of the type of a line, told from the height of its tallest character."""
    tallest = max(characters, key=lambda c: c.top - c.bottom)
    height = tallest.top - tallest.bottom
    return max(height / 0.72 if tallest.text.isascii() else height / 0.9, 1.0)


def joined(characters: Sequence[Character]) -> str:
    """The text of one line: blanks between words of Latin letters and figures only, none inside Chinese text."""
    out: list[str] = []
    em = em_of(characters)
    last: Character | None = None
    for character in characters:
        if last is not None:
            if character.text == last.text and character.x - last.x < _OVERPRINT * em:
                continue
            if _apart(last, character, em):
                out.append(" ")
        out.append(character.text)
        last = character
    return "".join(out)


def _apart(before: Character, after: Character, em: float) -> bool:
    """Say whether a blank stands between two Latin letters or figures.

    Figures are all of one width, so where they begin tells it; the box of a 1 is too narrow to go by.
    """
    if not (before.text.isascii() and before.text.isalnum() and after.text.isascii() and after.text.isalnum()):
        return False
    if before.text.isdigit() and after.text.isdigit():
        return after.x - before.x > _STEP * em
    return after.left - before.right > _BLANK * em


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
