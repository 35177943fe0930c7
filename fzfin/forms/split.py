"""Blocks in reading order → one list of rows for each form, wherever pages end and titles are lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from fzfin.forms.halves import under, whole
from fzfin.forms.row import Leftover, Row, columns, kind_of, make_row
from fzfin.sources.document import Block, Paragraph
from fzfin.vocab import key, lookup, pattern

_LOOK_AHEAD: Final = 10
_COLUMNS: Final = 3
_LONGEST_TITLE: Final = 40


@dataclass(slots=True)
class Split:
    """The forms as rows with their kinds; locators of their titles; texts between the rows of a form."""

    forms: list[list[tuple[Row, str]]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    leftovers: list[Leftover] = field(default_factory=list)


@cache
def _any_title() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lookup("forms", "title"))))


def is_title(text: str) -> bool:
    """Say whether a text is the title of a form, with or without an ordinal and a year."""
    folded = key(text)
    if _any_title().search(folded) is None:
        return False
    bare = pattern("year").sub("", folded)
    titles = lookup("forms", "title")
    return bare in titles or (len(bare) > 1 and pattern("ordinal").sub("", bare, count=1) in titles)


def _ends_form(text: str) -> bool:
    return pattern("parts_begin").match(text) is not None or pattern("rank_top").match(text) is not None


def _is_form(blocks: Sequence[Block], place: int, number: int) -> bool:
    """Say whether labels of a form stand in the next rows: other tables have a column named 项目名称 too."""
    left = _LOOK_AHEAD
    heads = {label for label, name in lookup("forms", "head").items() if name != "name"}
    for block in blocks[place:]:
        if isinstance(block, Paragraph):
            if is_title(block.text) or _ends_form(block.text):
                return False
            continue
        for cells in block.rows[number:]:
            found = [folded for folded in map(key, (cell or "" for cell in cells)) if folded]
            if found and (found[0] in heads or sum(folded in columns() for folded in found) >= _COLUMNS):
                return True
            left -= 1
            if not left:
                return False
        number = 0
    return False


def split_forms(blocks: Sequence[Block]) -> Split:
    """Cut the blocks into forms.

    A form begins with its title, or with the row of its name where the title is lost, or where the labels of a head
    follow the end of a form. It ends with the next one, with another heading, or with the blocks.
    """
    split = Split()
    form: list[tuple[Row, str]] | None = None
    titles: list[str] = []
    seen: set[str] = set()
    heads = lookup("forms", "head")
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            text = block.text
            if len(text) < _LONGEST_TITLE and is_title(text):
                form, titles = None, [*titles, block.locator]
            elif titles and pattern("year").fullmatch(key(text)):
                titles.append(block.locator)
            elif form is not None and _ends_form(text):
                form, titles = None, []
            elif form is not None and not pattern("page_number").fullmatch(text):
                split.leftovers.append((block.locator, text, "text between the rows of a form"))
            elif len(text) >= _LONGEST_TITLE or _ends_form(text):
                titles = []
            continue
        if form is None and not titles and not any(map(_may_begin, block.rows)):
            continue
        first = True
        for at, (cells, locator) in enumerate(zip(block.rows, block.locators, strict=True)):
            row = make_row(cells, locator, first)
            if not row.filled and form is None:
                continue
            if len(row.filled) == 1 and is_title(row.cells[row.filled[0]]):
                form, titles = None, [*titles, locator]
                continue
            kind = kind_of(row)
            if first and form and kind == "":
                row = under(form[-1][0], row)
            if first and form and (joined := whole(form[-1][0], row)):
                form[-1] = joined, kind_of(joined)
                seen.add(kind_of(joined))
                split.used.add(locator)
                first = False
                continue
            head = heads[row.keys[row.filled[0]]] if kind == "head" else None
            again = form is not None and head is not None and _begins_again(head, seen)
            if again or (form is None and _begins(head, bool(titles), blocks, place, at)):
                form, seen = [], set()
                split.forms.append(form)
                split.used.update(titles)
                titles = []
            if form is not None:
                seen.add(head or kind)
                form.append((row, kind))
                first = first and kind == "empty"
    return split


def _may_begin(cells: tuple[str | None, ...]) -> bool:
    label = next((cell for cell in cells if cell), "")
    return len(label) < _LONGEST_TITLE and (lookup("forms", "head").get(key(label)) == "name" or is_title(label))


def _begins(head: str | None, titled: bool, blocks: Sequence[Block], place: int, number: int) -> bool:
    """Say whether a row outside of forms begins one."""
    if head != "name" and not titled:
        return False
    return _is_form(blocks, place, number)


def _begins_again(head: str, seen: set[str]) -> bool:
    """Say whether a row of a head cannot belong to the form above it."""
    return not seen.isdisjoint(("closing", "problems") if head != "name" else ("name", "closing", "problems"))
