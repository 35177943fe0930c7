"""The characters of one page, upright and with their places, as PDFium's text page gives them."""

from __future__ import annotations

import ctypes
import math
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from fzfin.errors import SourceError
from fzfin.sources.pdf.calls import address, calls, codes, numbers, ready
from fzfin.vocab import rows

MAX_CHARACTERS: Final = 200_000
"""More on one page is no page that a person reads."""

NO_MEANING: Final = "\ufffd"
"""Stands for a glyph that the file does not say the character of: no amount with it can be read by mistake."""

_HYPHENS: Final = frozenset({0x02, 0xFFFE})
_INVISIBLE: Final = frozenset(
    {*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x3000, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F)}
    | {*range(0x2000, 0x200B), 0x202F, 0x205F, *range(0x2060, 0x2070)}
)
_VOTES: Final = 60


class Character(NamedTuple):
    """One printed character: its box, and where its baseline begins (`x`, `y`); y grows upwards, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float


@lru_cache(maxsize=1)
def radicals() -> dict[int, str]:
    """Code points of radicals that some fonts give in place of the characters that look like them."""
    return {ord(row["radical"]): row["character"] for row in rows("radicals")}


def quarter_turns(textpage: Any, raw: Any) -> int:
    """The number of quarter turns (clockwise) by which most of a page's text is turned, 0 to 3.

    The characters decide, up to 60 of them spread over the page: the page's own /Rotate is often wrong.
    """
    count = raw.FPDFText_CountChars(textpage)
    votes = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // _VOTES)):
        if raw.FPDFText_GetUnicode(textpage, index) > 0x20:
            angle = raw.FPDFText_GetCharAngle(textpage, index)
            if angle >= 0:
                votes[round(angle / (math.pi / 2)) % 4] += 1
    return votes.index(max(votes))


def turn(turns: int, x: float, y: float) -> tuple[float, float]:
    """Bring a point of a page whose text is turned by `turns` quarters to where it stands when read upright."""
    for _ in range(turns % 4):
        x, y = -y, x
    return x, y


def turn_box(turns: int, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """Turn a rectangle as `turn` does a point."""
    if not turns:
        return left, bottom, right, top
    (a, b), (c, d) = turn(turns, left, bottom), turn(turns, right, top)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def placed(characters: list[Character]) -> list[Character]:
    """Those characters that stand somewhere: a damaged file gives some of them no place that is a number."""
    _, *places = zip(*characters, strict=True) if characters else ((),)
    if math.isfinite(sum(map(sum, places))):
        return characters
    return [character for character in characters if all(map(math.isfinite, character[1:]))]


def characters(textpage: Any, raw: Any, turns: int, place: str) -> list[Character]:
    """The printed characters of a page in the order of the file, turned upright; blanks are left out.

    Raises:
        SourceError: The page holds more characters than a page can.
    """
    count = raw.FPDFText_CountChars(textpage)
    if count > MAX_CHARACTERS:
        raise SourceError(f"{place}: expected at most {MAX_CHARACTERS} characters on a page, found {count}.")
    box_of, origin_of = calls(raw)[:2]
    page = ready(address(textpage))
    unmapped = raw.FPDFText_HasUnicodeMapError
    place_of, (left, bottom, right, top, x, y) = numbers(ctypes.c_double, 6)
    texts = _texts()
    made = partial(tuple.__new__, Character)  # half the time of Character(…), which is most of this loop's own
    found: list[Character] = []
    for index, code in enumerate(codes(textpage, raw, count)):
        text = texts[code]
        if not text:
            if code or unmapped(textpage, index) != 1:
                continue
            text = NO_MEANING
        box_of(page, index, left, right, bottom, top)
        origin_of(page, index, x, y)
        character = made((text, *place_of))
        found.append(_upright(character, turns) if turns else character)
    return found


def _upright(character: Character, turns: int) -> Character:
    return Character(character.text, *turn_box(turns, *character[1:5]), *turn(turns, character.x, character.y))


class _Texts(dict[int, str]):
    """The text that a code point prints as, "" if none; each is looked up once."""

    def __missing__(self, code: int) -> str:
        self[code] = text = _text(code)
        return text


@lru_cache(maxsize=1)
def _texts() -> _Texts:
    return _Texts()


def _text(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    if code in _INVISIBLE:
        return ""
    private = 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    return radicals().get(code) or (NO_MEANING if private else chr(code))
