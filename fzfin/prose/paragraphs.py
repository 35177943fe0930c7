"""Paragraphs cut by pages → whole paragraphs, each with the numerals of the headings above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fzfin.sources import Paragraph
from fzfin.vocab import pattern, rows

_ENDS: Final = "。！？；;：:!?"
_RANKS: Final = (pattern("parts_begin"), pattern("rank_top"), pattern("rank_sub"))
_NUMBERED: Final = re.compile(r"(\d{1,2})[.．、](?!\d)")
_LONGEST_HEADING: Final = 45


@dataclass(frozen=True, slots=True)
class Passage:
    """A whole paragraph: its text without its numeral, where its lines begin, and the headings above it.

    `part` is the heading of the main part, in a document without any that of the first rank, `section` the numerals
    joined with ``/`` (三/（一）), `headings` the texts of the headings from the outermost in.
    """

    text: str
    starts: tuple[int, ...]
    locators: tuple[str, ...]
    part: str
    section: str
    headings: tuple[str, ...]

    def locator(self, offset: int) -> str:
        """The place of the character at an offset of the text."""
        return self.locators[max(bisect_right(self.starts, offset) - 1, 0)]

    @property
    def explains(self) -> bool:
        """Say whether it stands in a part that explains the figures (情况说明)."""
        return _explains(self.part)


@lru_cache(maxsize=256)
def _explains(part: str) -> bool:
    if _RANKS[0].match(part):
        return pattern("explanations_part").match(part) is not None
    return pattern("explanations_heading").match(part) is not None


@lru_cache(maxsize=1)
def _heading_ends() -> tuple[str, ...]:
    return tuple(row["label"] for row in rows("explained") if row["frame"] == "heading")


def is_heading(text: str) -> bool:
    """Say whether a paragraph is a heading: short, numbered, without a sentence's punctuation or a figure's unit."""
    if len(text) > _LONGEST_HEADING or text[-1] in _ENDS or "，" in text or "。" in text:
        return False
    return bool(pattern("ordinal").match(text)) and ends_as_heading(text)


def ends_as_heading(text: str) -> bool:
    """Say whether a text ends in a word in which headings end (情况说明, 总结, 经费)."""
    return text.endswith(_heading_ends())


def _join(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Group the paragraphs that pages cut: one that ends without a full stop goes on in the next without a numeral.

    Where the source knows that a page cuts a paragraph, the next is the rest of it whatever it begins with.
    """
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if groups and groups[-1][-1].goes_on:
            groups[-1].append(paragraph)
            continue
        last = groups[-1][-1].text if groups else "。"
        whole = last[-1] in _ENDS or is_heading(last) or (len(last) < 12 and "，" not in last)
        if whole or is_heading(paragraph.text) or pattern("ordinal").match(paragraph.text):
            groups.append([paragraph])
        else:
            groups[-1].append(paragraph)
    return groups


def _with_names_of_parts(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same, 第二部分 and its name in the next line made one."""
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        above = out[-1] if out else None
        if (
            above is not None
            and pattern("part_alone").fullmatch(above.text)
            and len(paragraph.text) <= _LONGEST_HEADING
            and paragraph.text[-1] not in _ENDS
            and not pattern("ordinal").match(paragraph.text)
        ):
            out[-1] = Paragraph(f"{above.text} {paragraph.text}", above.locator)
        else:
            out.append(paragraph)
    return out


def passages(paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """Join cut paragraphs and number them by the headings above them."""
    out: list[Passage] = []
    part = ""
    parted = any(_RANKS[0].match(paragraph.text) for paragraph in paragraphs)
    if parted:
        paragraphs = _with_names_of_parts(paragraphs)
    numerals: list[str] = []
    headings: list[str] = []
    for group in _join(paragraphs):
        first = group[0].text
        if _RANKS[0].match(first) and len(first) <= _LONGEST_HEADING:
            part, numerals, headings = first, [], []
            continue
        top, sub, number = _RANKS[1].match(first), _RANKS[2].match(first), _NUMBERED.match(first)
        heading = is_heading(first) and len(group) == 1
        skip = 0
        section = list(numerals)
        if top and heading:
            numerals, headings = [top[1]], [first]
            part = part if parted else first
            continue
        if sub:
            numerals, headings = [*numerals[:1], f"（{sub[1]}）"], headings[:1]
            section, skip = list(numerals), sub.end()
            if heading:
                headings.append(first)
                continue
        elif number:
            section, skip = [*numerals, number[1]], number.end()
        elif top:
            section, skip = [top[1]], top.end()
        text, starts, locators = "", list[int](), list[str]()
        for paragraph in group:
            starts.append(max(len(text) - skip, 0))
            locators.append(paragraph.locator)
            text += paragraph.text
        out.append(Passage(text[skip:], tuple(starts), tuple(locators), part, "/".join(section), tuple(headings)))
    return out
