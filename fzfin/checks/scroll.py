"""The words of a document as one string without blanks, in which every character leads back to its printed line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fzfin.checks.cases import Place
from fzfin.sources import Grid

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure
    from fzfin.prose.paragraphs import Passage

_AROUND: Final = 16
_ENDS: Final = re.compile(r"[。；;\n]")


@dataclass(frozen=True, slots=True)
class Scroll:
    """Running text: paragraphs, or the rows of tables, one below the other.

    Attributes:
        text: All of it without blanks; a line break ends a paragraph or a row, a bar parts the cells of a row.
        starts: Where each printed line begins in `text`.
        locators: The place of each printed line.
    """

    text: str
    starts: tuple[int, ...]
    locators: tuple[str, ...]

    def locator(self, offset: int) -> str:
        """The printed line of the character at an offset."""
        return self.locators[max(bisect_right(self.starts, offset) - 1, 0)] if self.locators else ""

    def place(self, start: int, end: int) -> Place:
        """Words of the text with a few of those around them, as a finding quotes them."""
        first = max(self.text.rfind("\n", 0, start) + 1, start - _AROUND)
        line = self.text.find("\n", end)
        last = min(len(self.text) if line < 0 else line, end + _AROUND)
        return Place(self.locator(start), self.text[first:last])

    def sentence(self, offset: int) -> str:
        """The sentence around an offset."""
        first = max((found.end() for found in _ENDS.finditer(self.text, 0, offset)), default=0)
        last = _ENDS.search(self.text, offset)
        return self.text[first : last.start() if last else len(self.text)]

    def paragraph(self, offset: int) -> str:
        """The paragraph around an offset."""
        last = self.text.find("\n", offset)
        return self.text[self.text.rfind("\n", 0, offset) + 1 : len(self.text) if last < 0 else last]

    def find(self, wanted: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """All places where a pattern stands."""
        return wanted.finditer(self.text)


def _wound(pieces: Iterable[tuple[str, str]]) -> Scroll:
    """A scroll of pieces of text, each with its locator; a piece ends with its line break where it ends a paragraph."""
    texts, starts, locators, length = list[str](), list[int](), list[str](), 0
    for text, locator in pieces:
        end = "\n" if text.endswith("\n") else ""
        squeezed = "".join(text.split()) + end
        texts.append(squeezed)
        starts.append(length)
        locators.append(locator)
        length += len(squeezed)
    return Scroll("".join(texts), tuple(starts), tuple(locators))


def _lines(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    for passage in passages:
        ends = (*passage.starts[1:], len(passage.text))
        for number, (start, end, locator) in enumerate(zip(passage.starts, ends, passage.locators, strict=True), 1):
            yield passage.text[start:end] + ("\n" if number == len(passage.locators) else ""), locator


def prose(disclosure: Disclosure) -> Scroll:
    """All prose of a document."""
    return _wound(_lines(disclosure.passages))


def explained(disclosure: Disclosure) -> list[Passage]:
    """The passages of the part that explains; where no part is named, all but those of the glossary."""
    found = [passage for passage in disclosure.passages if passage.explains]
    if found:
        return found
    glossary = disclosure.frames["glossary"]
    terms = set() if glossary is None else set(glossary["locator"])
    return [passage for passage in disclosure.passages if not terms.intersection(passage.locators)]


def explanations(disclosure: Disclosure) -> Scroll:
    """The prose that explains the accounts (决算情况说明)."""
    return _wound(_lines(explained(disclosure)))


def rows(disclosure: Disclosure) -> Scroll:
    """The rows of all tables and forms."""
    grids = (block for block in disclosure.document.blocks if isinstance(block, Grid))
    return _wound(
        ("|".join(cell for cell in cells if cell) + "\n", locator)
        for grid in grids
        for cells, locator in zip(grid.rows, grid.locators, strict=True)
    )


def headings(disclosure: Disclosure) -> Scroll:
    """Lines that are no rows of a table, each a paragraph of its own: titles, captions and text as printed."""
    blocks = (block for block in disclosure.document.blocks if not isinstance(block, Grid))
    return _wound((f"{block.text}\n", block.locator) for block in blocks)
