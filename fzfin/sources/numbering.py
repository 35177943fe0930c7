"""The numerals that Word prints in front of numbered paragraphs: they stand in no text of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from fzfin.sources.archive import Archive
from fzfin.sources.markup import attribute, child, parse

_PLACE: Final = re.compile(r"%([1-9])")
_DIGITS: Final = "〇一二三四五六七八九"
_TENS: Final = "十百千"
_CIRCLED: Final = 0x2460
_MOST: Final = 9_999


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


def _chinese(value: int) -> str:
    """A number from 1 to 9,999 as it is counted in Chinese."""
    out, gap = "", False
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            out += (_DIGITS[0] if gap and out else "") + _DIGITS[digit] + (_TENS[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return out.removeprefix(_DIGITS[1]) if 10 <= value < 20 else out


def numeral(value: int, style: str) -> str:
    """A number in one of Word's styles; a bullet is nothing, and an unusual style is printed in digits.

    Example:
        >>> numeral(12, "chineseCounting"), numeral(3, "decimal"), numeral(3, "bullet")
        ('十二', '3', '')
    """
    if style in ("bullet", "none"):
        return ""
    value = min(max(value, 0), _MOST)
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting") and value:
        return _chinese(value)
    if style == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if style.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(_CIRCLED + value - 1)
    if style in ("lowerLetter", "upperLetter") and 1 <= value <= 26:
        return chr((ord("a") if style == "lowerLetter" else ord("A")) + value - 1)
    return str(value)


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, package: Archive, name: str) -> None:
        """Read which lists and styles the document defines."""
        self._lists: dict[str, _List] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        if "word/numbering.xml" in package:
            self._read_lists(parse(package.read("word/numbering.xml"), "word/numbering.xml", name))
        if self._lists and "word/styles.xml" in package:
            self._read_styles(parse(package.read("word/styles.xml"), "word/styles.xml", name))

    def _read_lists(self, root: Element) -> None:
        abstract = {
            attribute(kind, "abstractNumId"): {
                _whole(attribute(level, "ilvl")): _level(level) for level in kind.iterfind("lvl")
            }
            for kind in root.iterfind("abstractNum")
        }
        shared: dict[str | None, _List] = {}
        for number in root.iterfind("num"):
            kind = attribute(child(number, "abstractNumId"), "val")
            levels = abstract.get(kind, {})
            overrides = list(number.iterfind("lvlOverride"))
            found = _List(dict(levels)) if overrides else shared.setdefault(kind, _List(levels))
            for override in overrides:
                at = _whole(attribute(override, "ilvl"))
                own, start = child(override, "lvl"), child(override, "startOverride")
                if own is not None:
                    found.levels[at] = _level(own)
                elif start is not None and at in found.levels:
                    old = found.levels[at]
                    found.levels[at] = _Level(_whole(attribute(start, "val")), old.style, old.text)
            self._lists[attribute(number, "numId") or ""] = found

    def _read_styles(self, root: Element) -> None:
        based: dict[str, str] = {}
        for style in root.iterfind("style"):
            own = attribute(style, "styleId") or ""
            based[own] = attribute(child(style, "basedOn"), "val") or ""
            place = _numbered(child(child(style, "pPr"), "numPr"))
            if place is not None:
                self._of_style[own] = place
        for own in based:
            above, seen = own, {own}
            while above not in self._of_style and (above := based.get(above, "")) and above not in seen:
                seen.add(above)
            if above in self._of_style:
                self._of_style.setdefault(own, self._of_style[above])

    def label(self, paragraph: Element) -> str:
        """The numeral in front of a paragraph, "" for one without; each call counts on, so ask once for each."""
        if not self._lists:
            return ""
        properties = child(paragraph, "pPr")
        place = _numbered(child(properties, "numPr"))
        if place is None:
            place = self._of_style.get(attribute(child(properties, "pStyle"), "val") or "")
        if place is None or place[0] not in self._lists:
            return ""
        found, at = self._lists[place[0]], place[1]
        level = found.levels.get(at)
        if level is None:
            return ""
        found.counts[at] = found.counts.get(at, level.start - 1) + 1
        for below in [deeper for deeper in found.counts if deeper > at]:
            del found.counts[below]
        return (
            _PLACE.sub(lambda match: self._part(found, int(match[1]) - 1), level.text)
            if level.style != "bullet"
            else ""
        )

    @staticmethod
    def _part(found: _List, at: int) -> str:
        level = found.levels.get(at)
        return "" if level is None else numeral(found.counts.get(at, level.start), level.style)


def _level(element: Element) -> _Level:
    return _Level(
        _whole(attribute(child(element, "start"), "val"), 1),
        attribute(child(element, "numFmt"), "val") or "decimal",
        (attribute(child(element, "lvlText"), "val") or "")[:40],
    )


def _numbered(properties: Element | None) -> tuple[str, int] | None:
    """List and level that a paragraph or style names; list 0 takes a numeral away."""
    listed = attribute(child(properties, "numId"), "val")
    return None if listed is None else (listed, _whole(attribute(child(properties, "ilvl"), "val")))


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 5 else default
