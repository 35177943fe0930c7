"""Checks of completeness: what a published account must hold, present, absent, or not to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, Place, Words, not_applicable, observed
from fzfin.checks.registry import finds
from fzfin.checks.within import AMOUNTS, tree
from fzfin.checks.words import frame_name, phrases
from fzfin.frames import TABLES, schema_of
from fzfin.kinds import BUDGET
from fzfin.tables.recognise import title_of
from fzfin.vocab import rows

LISTED: Final = "listed"
"""The variant of cases that are lines of the checklist."""

_BEHIND: Final = 8


@cache
def _items(code: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in rows("completeness") if row["code"] == code)


@cache
def _said(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _words(key: str) -> tuple[str, str]:
    """One phrase of the audit in both languages."""
    return phrases("zh")[key], phrases("en")[key]


def _named(book: Book, frame: str) -> tuple[str, str]:
    """What the disclosure calls a table, in both languages."""
    return frame_name(frame, book.kind, "zh"), frame_name(frame, book.kind, "en")


def _case(holds: bool | None, item: Words, places: Iterable[Place] = (), **facts: Words) -> Case:
    """One line of the checklist."""
    missing = "layout" if holds is None else ""
    return observed(holds, places=tuple(places), facts={"item": item, **facts}, missing=missing, variant=LISTED)


def _place(row: Row) -> Place:
    return Place(row.locator, row.quote())


def _printed(book: Book, pattern: str) -> Place | None:
    """The first place of the explanations where words stand."""
    match = _said(pattern).search(book.explanations.text) if pattern else None
    return None if match is None else book.explanations.place(match.start(), match.end())


def _told(book: Book, item: dict[str, str], held: Row | None) -> Case:
    """Present where a frame holds it or the text says that there is none; not to be told where only its words stand."""
    name = (item["zh"], item["en"])
    if held is not None:
        return _case(True, name, [_place(held)])
    none = _printed(book, item["none"])
    if none is not None:
        return _case(True, name, [none])
    mentioned = _printed(book, item["words"])
    return _case(False, name) if mentioned is None else _case(None, name, [mentioned])


def _listed(book: Book, code: str, column: str) -> Iterator[Case]:
    """The items of a check that stand in rows of a frame, known by a column."""
    for item in _items(code):
        frame, wanted = item["frame"], item["wanted"]
        found = (row for row in book.rows(frame) if row[wanted] is not None)
        if column:
            found = (row for row in found if row[column] == item["item"])
        yield _told(book, item, next(found, None))


@finds("G01")
def tables_are_there(book: Book) -> Iterator[Case]:
    """The nine tables of the form are printed, be it empty."""
    since = {item["item"]: int(item["since"]) for item in _items("G01")}
    kind = book.kind
    titled = {title[0] for line in book.captions.text.splitlines() if (title := title_of(line, kind))}
    year = book.disclosure.meta.year
    for frame in TABLES:
        name = _named(book, frame)
        if book.has(frame):
            yield _case(True, name, map(_place, book.rows(frame)[:1]))
        elif year is not None and year < since.get(frame, 0):
            yield not_applicable(facts={"item": name}, variant=LISTED)
        else:
            yield _case(None if frame in titled else False, name)


@finds("G02")
def empty_tables_have_notes(book: Book) -> Iterator[Case]:
    """A table without figures is explained by a note below it, or in the explanations."""
    notes = {item["item"]: item["none"] for item in _items("G02")}
    for frame in TABLES:
        if not book.has(frame) or any(map(_prints, book.rows(frame))):
            continue
        if _has_unread_rows(book, frame):
            yield _case(None, _words(f"frame.{frame}"), map(_place, book.rows(frame)[:1]))
            continue
        note = _note(book, frame, notes["*"]) or _printed(book, notes.get(frame, ""))
        yield _case(note is not None, _named(book, frame), [note] if note else map(_place, book.rows(frame)[:1]))


def _has_unread_rows(book: Book, frame: str) -> bool:
    """Say whether rows of a table were left over: it is not known to be empty."""
    own = book.disclosure.cells.filter(book.disclosure.cells["table_id"] == frame)["locator"]
    return not set(own).isdisjoint(book.disclosure.unparsed["locator"])


def _prints(row: Row) -> bool:
    """Say whether a row prints any amount; a printed zero is one."""
    schema = schema_of(row.frame, BUDGET)
    return any(value is not None for name, value in row.values.items() if schema[name].is_float())


def _note(book: Book, frame: str, pattern: str) -> Place | None:
    """The note among the lines below a table."""
    cells = book.disclosure.cells
    own = cells.filter(cells["table_id"] == frame)
    if not own.height:
        return None
    lines = book.lines()
    last = next((number for number, (locator, _) in enumerate(lines) if locator == own["locator"][-1]), None)
    for locator, text in lines[last + 1 : last + 1 + _BEHIND] if last is not None else ():
        if title_of(text, book.kind):
            return None
        if _said(pattern).search(text):
            return Place(locator, text)
    return None


@finds("G03")
def functions_go_down_to_items(book: Book) -> Iterator[Case]:
    """Every class and section of the tables of expenditure is broken down to items of seven digits."""
    for frame in (name for name in AMOUNTS if name != "revenue"):
        lines, below = tree(book, frame)
        coded = [row for code, row in lines.items() if code and row["total"]]
        short = [row for row in coded if row["level"] != "item" and row["line_code"] not in below]
        if coded:
            yield _broken_down(book, frame, short or coded[-1:], not short, "line_code")


@finds("G04")
def basic_goes_down_to_sections(book: Book) -> Iterator[Case]:
    """Every class of basic expenditure that spent anything is broken down to sections of five digits."""
    below = {row["parent_code"] for row in book.rows("basic_expenditure", level="section")}
    classes = [row for row in book.rows("basic_expenditure", level="class") if row["amount"]]
    short = [row for row in classes if row["economic_code"] not in below]
    if classes:
        yield _broken_down(book, "basic_expenditure", short or classes[:1], not short, "economic_code")


def _broken_down(book: Book, frame: str, shown: list[Row], holds: bool, code: str) -> Case:
    codes = ", ".join(row[code] for row in shown)
    return _case(holds, _named(book, frame), [_place(shown[0])], codes=codes)


@finds("G05")
def three_public_item_by_item(book: Book) -> Iterator[Case]:
    """Each of the three public expenses has its amount, in the table or in prose: what was spent, or is budgeted."""
    column = "budget" if book.kind == BUDGET else "actual"
    for item in _items("G05"):
        found = (
            row
            for frame in ("three_public", "three_public_detail")
            for row in book.rows(frame, item=item["item"])
            if row.values.get(column) is not None
        )
        yield _told(book, item, next(found, None))


@finds("G06")
def three_public_have_counts(book: Book) -> Iterator[Case]:
    """The three public expenses come with their counts: delegations, vehicles, receptions, people."""
    yield from _listed(book, "G06", "")


@finds("G07")
def three_public_are_explained(book: Book) -> Iterator[Case]:
    """The three public expenses are compared with budget or prior year, and the reason is given."""
    detail = book.rows("three_public_detail")
    compared = next((row for row in detail if row["change"] is not None or row["completion_pct"] is not None), None)
    for item in _items("G07"):
        name = (item["zh"], item["en"])
        explained = next((row for row in detail if row[item["wanted"]]), None)
        none = _printed(book, item["none"])
        if explained is None and compared is not None:
            yield _case(False, name, [_place(compared)])
        elif explained is None and none is not None:
            yield not_applicable(places=(none,), facts={"item": name}, variant=LISTED)
        else:
            yield _told(book, item, explained)


@finds("G08")
def operating_expenses_are_told(book: Book) -> Iterator[Case]:
    """机关运行经费 are told, or it is said that there are none."""
    for item in _items("G08"):
        yield _told(book, item, book.first(item["frame"]))


@finds("G09")
def procurement_is_told(book: Book) -> Iterator[Case]:
    """Procurement is told in total and by goods, works and services."""
    yield from _listed(book, "G09", "measure")


@finds("G10")
def share_of_small_firms_is_told(book: Book) -> Iterator[Case]:
    """Contracts awarded to small and medium-sized firms are told, and their share."""
    for item in _items("G10"):
        own = (row for row in book.rows("procurement") if row["measure"].startswith(item["item"]))
        yield _told(book, item, next((row for row in own if row[item["wanted"]] is not None), None))


@finds("G11")
def assets_are_told(book: Book) -> Iterator[Case]:
    """Vehicles and large equipment are told."""
    yield from _listed(book, "G11", "category")


def _parts(book: Book, code: str) -> Iterator[Case]:
    """Parts of the document that a frame holds, or whose heading stands anywhere."""
    for item in _items(code):
        frames = [frame for frame in item["frame"].split("/") if frame]
        held = next((row for frame in frames if (row := book.first(frame)) is not None), None)
        match = _heading(book, item["words"]) if held is None else None
        name = (item["zh"], item["en"])
        if held is not None:
            yield _case(True, name, [_place(held)])
        elif match is None:
            yield _case(False, name)
        else:
            yield _case(None if frames else True, name, [book.captions.place(match.start(), match.end())])


def _heading(book: Book, words: str) -> re.Match[str] | None:
    """The first place where words stand outside the table of contents, whose lines end with the number of a page."""
    text = book.captions.text
    for match in _said(words).finditer(text):
        if not text[: text.find("\n", match.end())][-1:].isdigit():
            return match
    return None


@finds("G12")
def performance_is_told(book: Book) -> Iterator[Case]:
    """Evaluations or self-evaluation forms are published."""
    yield from _parts(book, "G12")


@finds("G13")
def terms_are_explained(book: Book) -> Iterator[Case]:
    """There is a glossary."""
    yield from _parts(book, "G13")


@finds("G14")
def duties_and_structure_are_told(book: Book) -> Iterator[Case]:
    """Duties and structure of the department are told."""
    yield from _parts(book, "G14")


@finds("G15")
def changes_have_reasons(book: Book) -> Iterator[Case]:
    """Each section that prints changes from the prior year gives at least one reason."""
    sections: dict[str, list[Row]] = {}
    for row in book.rows("statements", compared_with="prior_year"):
        headings = book.headings(row.locator)
        if row["change"] and headings:
            sections.setdefault(headings[0], []).append(row)
    for heading, changed in sections.items():
        reason = next((row for row in changed if row["reason"]), None)
        yield _case(reason is not None, heading, [_place(reason or changed[0])])


@finds("G16")
def basic_and_project_stand_apart(book: Book) -> Iterator[Case]:
    """The table of expenditure has basic and project expenditure apart."""
    found = [row for row in book.rows("expenditure") if row["basic"] is not None or row["project"] is not None]
    if book.rows("expenditure"):
        yield _case(bool(found), _words("item.split"), [_place((found or book.rows("expenditure"))[0])])
