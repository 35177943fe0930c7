"""Checks of names, years and dates: the unit, the year, the codes and what lines are said to be for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, Place, observed
from fzfin.checks.registry import finds
from fzfin.checks.wording import words
from fzfin.frames import TABLES
from fzfin.kinds import FINAL_ACCOUNTS
from fzfin.tables.recognise import title_of
from fzfin.vocab import key, pattern, rows

_CLOSE: Final = 2
_HEAD: Final = 3
_TAIL: Final = 1
_SHORTEST: Final = 6
_CUT: Final = 3


# the unit


@finds("W06")
def unit_has_one_name(book: Book) -> Iterator[Case]:
    """The unit's name in the captions of tables and in prose is that of the department, to the character.

    The department's name is the form that is printed most often.
    """
    others = getattr(book.disclosure, "other_accounts", ())
    captions = [(place, found) for place, found in _captioned(book) if found not in others]
    names = [name for name in (book.disclosure.meta.department, *(found for _, found in captions)) if name]
    if not names:
        yield observed(None)
        return
    text = key(book.captions.text.replace("\n", ""))
    name = max(names, key=lambda each: text.count(key(each)))
    for place, found in captions:
        own, other = key(name), key(found)
        variant = "" if _distance(own, other) <= _CLOSE else "other"
        yield observed(own == other, places=(place,), variant=variant, facts={"found": found, "name": name})
    for place, found in _nearly(book, key(name)):
        yield observed(False, places=(place,), facts={"found": found, "name": name})


def _captioned(book: Book) -> Iterator[tuple[Place, str]]:
    """The names behind 部门： and 单位： in lines of their own."""
    for locator, text in zip(book.captions.locators, book.captions.text.splitlines(), strict=True):
        match = pattern("department").fullmatch(text)
        if match and not pattern("unit").fullmatch(text):
            yield Place(locator, text), words("unit_behind").sub("", match["value"])


def _nearly(book: Book, name: str) -> Iterator[tuple[Place, str]]:
    """Names in prose that lack one character of the department's, have one more, or two of them exchanged."""
    if len(name) < _SHORTEST:
        return
    scroll = book.prose
    between = r"[“”\"‘’（）()]?"
    for match in scroll.find(re.compile(between.join(map(re.escape, name[:_HEAD])))):
        window = scroll.text[match.start() : match.start() + len(name) + 8].partition("\n")[0]
        folded = key(window)
        if folded.startswith((name, *map(key, getattr(book.disclosure, "other_accounts", ())))):
            continue
        for length in (len(name), len(name) - 1, len(name) + 1):
            found = folded[:length]
            if found.endswith(name[-_TAIL:]) and _slip(name, found):
                yield scroll.place(match.start(), match.start() + length), found
                break


def _slip(name: str, found: str) -> bool:
    """Say whether a name became another by one character lost, doubled or put in, or by two exchanged."""
    if len(name) == len(found):
        places = [at for at, (one, other) in enumerate(zip(name, found, strict=True)) if one != other]
        swapped = len(places) == 2 and places[1] == places[0] + 1
        return swapped and name[places[0]] == found[places[1]] and name[places[1]] == found[places[0]]
    longer, shorter = (name, found) if len(name) > len(found) else (found, name)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _distance(one: str, other: str) -> int:
    """Characters to change, put in or take out to make one text the other."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before, row = row, [at]
        for place, against in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (char != against)))
    return row[-1]


# the year


@finds("W07")
def year_is_the_accounts(book: Book) -> Iterator[Case]:
    """Titles, captions and sentences about this year's figures name the year of the accounts."""
    year = book.disclosure.meta.year
    if year is None:
        yield observed(None)
        return
    said = _stated(book, str(year)) if book.kind == FINAL_ACCOUNTS else ()
    for place, found in (*_titled(book), *said):
        facts = {"found": str(found), "year": str(year), "quote": place.quote}
        yield observed(found == year, places=(place,), facts=facts, cause="year")


def _titled(book: Book) -> Iterator[tuple[Place, int]]:
    """The years of main parts, of titles of tables, and of captions that are a year alone."""
    for locator, text in zip(book.captions.locators, book.captions.text.splitlines(), strict=True):
        found: int | None = None
        if match := words("caption").fullmatch(text):
            found = int(match["year"])
        elif pattern("parts_begin").match(text):
            match = pattern("year").search(text)
            found = int(match["value"]) if match else None
        elif title := title_of(text, book.kind):
            found = title[1]
        if found is not None:
            yield Place(locator, text), found


def _stated(book: Book, year: str) -> Iterator[tuple[Place, int]]:
    """The years with which sentences of the explanations begin; another year is fine beside the account's own."""
    scroll = book.explanations
    for match in scroll.find(words("stated")):
        compared = any(words("compares").search(match[name]) for name in ("before", "between"))
        if not compared and (match["year"] == year or year not in scroll.paragraph(match.start("year"))):
            yield scroll.place(match.start("year"), match.end()), int(match["year"])


@finds("W08")
def stocks_are_of_the_years_end(book: Book) -> Iterator[Case]:
    """What the explanations tell “as of” a day is told of the last day of the account's year."""
    year = book.disclosure.meta.year
    for match in book.explanations.find(words("cutoff")):
        place = book.explanations.place(match.start(), match.end())
        parts = [int(match[name]) for name in ("year", "month", "day")]
        found = "-".join(f"{part:02d}" for part in parts)
        if not _exists(*parts):
            yield observed(False, places=(place,), variant="impossible", facts={"found": found, "quote": place.quote})
        elif year is None:
            yield observed(None, places=(place,))
        else:
            end = f"{year}-12-31"
            facts = {"found": found, "expected": end, "quote": place.quote}
            yield observed(found == end, places=(place,), facts=facts)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# codes and what they are for


@cache
def _names() -> dict[str, dict[str, str]]:
    """The names that each code has had, by their folded form."""
    known: dict[str, dict[str, str]] = {}
    for kind in ("functional", "economic"):
        for row in rows(kind):
            known.setdefault(row["code"], {})[key(row["name"])] = row["name"]
    return known


@cache
def _dated() -> frozenset[str]:
    """Codes that are known from an older edition alone, and may have another name by now."""
    sources: dict[str, set[str]] = {}
    for row in rows("functional"):
        sources.setdefault(row["code"], set()).add(row["source"])
    return frozenset(code for code, found in sources.items() if found == {"older"})


@cache
def _named() -> frozenset[str]:
    return frozenset(name for names in _names().values() for name in names)


@finds("W09")
def name_fits_code(book: Book) -> Iterator[Case]:
    """A name printed with a code is one that the classification has for it; another code is unknown.

    A code that the vocabulary holds from an older edition alone may have been renamed: another name is unknown as well.
    """
    seen: set[tuple[str, str]] = set()
    for row, code, name in _coded(book):
        printed = key(name)
        if (code, printed) in seen:
            continue
        seen.add((code, printed))
        known = _names().get(code)
        place = Place(row.locator, row.quote())
        if known is None or (printed not in known and code in _dated()):
            yield observed(None, places=(place,), missing="code")
            continue
        cut = len(printed) >= _CUT and any(own.startswith(printed) or printed.startswith(own) for own in known)
        facts = {"code": code, "printed": name, "known": next(iter(known.values()))}
        severity = None if printed in _named() else "note"
        holds = printed in known or cut
        yield observed(holds, places=(place,), facts=facts, severity=severity, cause=f"{code} {printed}")


def _coded(book: Book) -> Iterator[tuple[Row, str, str]]:
    """Rows with a code and a name that are printed, not mended."""
    for frame in (*TABLES, "statements"):
        for row in book.rows(frame):
            code = row.values.get("line_code") or row.values.get("economic_code")
            name = row.values.get("line_name") or row.values.get("name") or row.values.get("subject")
            if code and name and not row.values.get("repaired"):
                yield row, code, name


@cache
def _families() -> tuple[tuple[str, re.Pattern[str], tuple[str, str]], ...]:
    return tuple((row["family"], re.compile(row["pattern"]), (row["zh"], row["en"])) for row in rows("families"))


def _of(text: str) -> dict[str, tuple[str, str]]:
    """The families that a text speaks of."""
    return {family: name for family, found, name in _families() if found.search(text)}


@finds("W10")
def purpose_fits_name(book: Book) -> Iterator[Case]:
    """What a line is said to be, or to be spent on, is of the family of its name: a housing fund is no insurance."""
    for row, item, families, text, severity in _explained(book):
        told = _of(text)
        if len(families) != 1 or not told:
            continue
        strange = [name for family, name in told.items() if family not in families]
        place = Place(row.locator, text)
        facts = {"item": item, "found": strange[0] if strange else "", "quote": book.cut(place)}
        yield observed(bool(told.keys() & set(families)), places=(place,), facts=facts, severity=severity)


def _explained(book: Book) -> Iterator[tuple[Row, str, Collection[str], str, str | None]]:
    """Lines with their families and what is said of them: definitions, purposes and reasons."""
    for row in book.rows("glossary"):
        yield row, row["term"], _of(row["term"]).keys(), row["definition"], None
    statements = book.rows("statements")
    spoken = Counter(_paragraph(book, row) for row in statements)
    for row in statements:
        subject, paragraph = row["subject"] or "", _paragraph(book, row)
        # A purpose may stand in a sentence of its own, in a paragraph that speaks of one line alone.
        used = words("purpose").search(paragraph if spoken[paragraph] == 1 else row["quote"] or "")
        for text in (used["text"] if used else None, row["reason"]):
            if text:
                yield row, subject, _of(subject).keys(), text, "question"
    for row in book.rows("three_public_detail"):
        if row["reason"] and row["item"] != "total":
            family = row["item"].partition("_")[0]
            name = next((name for own, _, name in _families() if own == family), ("", ""))[0]
            yield row, name, {family}, row["reason"], "question"


def _paragraph(book: Book, row: Row) -> str:
    passage = book.passage(row.locator)
    return passage.text if passage else str(row["quote"] or "")


@finds("W11")
def reason_fits_direction(book: Book) -> Iterator[Case]:
    """A rise is not explained by expenditure that fell, nor a fall by expenditure that rose."""
    for frame in ("statements", "three_public_detail"):
        for row in book.rows(frame):
            change, reason = row.figure("change"), (row["reason"] or "").strip()
            if change is None or not change.value or not reason or words("other_year").search(reason):
                continue
            says = {name for name in ("rising", "falling") if words(name).fullmatch(reason)}
            if says:
                wanted = "rising" if change.value > 0 else "falling"
                yield observed(wanted in says, change, facts={"reason": reason})
