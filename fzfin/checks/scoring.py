"""Scoring rules of the self-evaluation forms (评分规则): the customary ones, or those of a place and year."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from fzfin.checks.book import Book
from fzfin.checks.figures import Exact
from fzfin.vocab import rows


def profiles(book: Book, rule: str) -> dict[str, dict[str, Exact]]:
    """The profiles of a rule that hold for a disclosure: by name, the value of each item.

    Rows of ``scoring.csv`` for its place and year go before those of its place, and those before the customary ones.

    Example:
        >>> import fzfin as fz
        >>> profiles(Book(fz.read()), "grade")["four"]["良"]
        80
    """
    meta = book.disclosure.meta
    return _profiles(rule, meta.region or "", str(meta.year or ""))


def value(book: Book, rule: str, profile: str, item: str) -> Exact:
    """One value of a rule."""
    return profiles(book, rule)[profile][item]


@cache
def _profiles(rule: str, place: str, year: str) -> dict[str, dict[str, Exact]]:
    named = [row for row in rows("scoring") if row["rule"] == rule]
    for wanted in ((place, year), (place, ""), ("", year), ("", "")):
        found: dict[str, dict[str, Exact]] = {}
        for row in named:
            if (row["place"], row["year"]) == wanted:
                found.setdefault(row["profile"], {})[row["item"]] = _exact(row["value"])
        if found:
            return found
    return {}


def _exact(text: str) -> Exact:
    number = Fraction(text)
    return int(number) if number.denominator == 1 else number
