"""Checks of wording: what a template left behind, doubled punctuation, figures without their unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from fzfin.checks.book import Book
from fzfin.checks.cases import Case, Place, observed
from fzfin.checks.registry import finds
from fzfin.checks.scroll import Scroll
from fzfin.vocab import rows

_CODES: Final = (3, 5, 7)
_YEAR: Final = 2  # digits in front of the marks of 20XX年


@cache
def words(kind: str) -> re.Pattern[str]:
    """The pattern of one kind of words: all its rows of ``wording.csv``, joined."""
    return re.compile("|".join(row["pattern"] for row in rows("wording") if row["kind"] == kind))


def told(places: Sequence[tuple[Place, str]]) -> Iterator[Case]:
    """A case for each place where something stands that should not; one that holds where there is none."""
    for place, found in places:
        yield observed(False, places=(place,), facts={"found": found, "quote": place.quote})
    if not places:
        yield observed(True)


def _found(kind: str, *scrolls: Scroll) -> list[tuple[Place, str]]:
    return [
        (scroll.place(match.start(), match.end()), match[0]) for scroll in scrolls for match in scroll.find(words(kind))
    ]


@finds("W01")
def nothing_left_open(book: Book) -> Iterator[Case]:
    """No figure, name or reason is still the placeholder of a template: XX, ×××, 20XX年, ____."""
    yield from told([found for scroll in (book.prose, book.table_words) for found in _open(scroll)])


def _open(scroll: Scroll) -> Iterator[tuple[Place, str]]:
    """The placeholders of a text: tried only where a mark stands that they are made of."""
    last = 0
    for mark in scroll.find(words("mark")):
        starts = (max(mark.start() - _YEAR, 0), mark.start())
        tried = (words("placeholder").match(scroll.text, start) for start in starts)
        match = next((match for match in tried if match is not None), None)
        if match is not None and match.start() >= last:
            last = match.end()
            yield scroll.place(match.start(), match.end()), match[0]


@finds("W02")
def one_word_of_a_pair(book: Book) -> Iterator[Case]:
    """Of words such as 增长（下降） one is chosen."""
    yield from told(_found("alternative", book.explanations))


@finds("W03")
def no_instructions_left(book: Book) -> Iterator[Case]:
    """Nothing is printed that is told to the author: （请说明原因）, 按实际情况填写."""
    yield from told(_found("instruction", book.prose))


@finds("W04")
def punctuation_stands_once(book: Book) -> Iterator[Case]:
    """No mark of punctuation is doubled, and no brackets are empty."""
    yield from told(_found("doubled", book.prose))


@finds("W05")
def figures_have_units(book: Book) -> Iterator[Case]:
    """A figure in a sentence whose other figures have units has one as well."""
    scroll = book.explanations
    bare = []
    for match in scroll.find(words("bare")):
        digits = match["number"]
        nothing = not digits.strip("0.,")
        code = digits.isdigit() and len(digits) in _CODES
        if not nothing and not code and words("unit").search(scroll.sentence(match.start())):
            bare.append((scroll.place(match.start("number"), match.end()), digits))
    yield from told(bare)
