"""What a figure in prose speaks of: the cells of tables that its heading and its words name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from fzfin.checks.between import FUND_TABLES, sources, total, year_total
from fzfin.checks.book import Book, Row
from fzfin.checks.figures import Figure
from fzfin.checks.within import FUNDS, main
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS
from fzfin.vocab import key, rows


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (row["topic"], re.compile(row["pattern"]), row["target"]) for row in rows("anchors") if row["kind"] == kind
    )


@lru_cache(maxsize=256)
def topic(headings: tuple[str, ...], kind: str = FINAL_ACCOUNTS) -> str:
    """What the headings above a sentence say that it is about, from the innermost out; "" where they do not say.

    Args:
        headings: The headings, from the outermost in.
        kind: The kind of disclosure; headings of a budget say 收入预算 where those of an account say 收入决算.
    """
    known = _patterns("topic") + (_patterns("budget_topic") if kind == BUDGET else ())
    for heading in reversed(headings):
        folded = key(heading)
        for name, pattern, _ in known:
            if pattern.search(folded):
                return name
    return ""


def anchor(book: Book, row: Row, kind: str) -> list[Figure]:
    """The figures of tables that the subject of a statement names, the likeliest first; none where it names none.

    Args:
        book: The disclosure.
        row: A row of `statements`.
        kind: ``named`` for what a subject plainly names, ``worded`` for words such as 总计 and 财政拨款, ``budgeted``
            for what a budget calls it.
    """
    about, subject = topic(book.headings(row.locator), book.kind), key(row["subject"] or "")
    for wanted, pattern, target in _patterns(kind):
        if (wanted == "*" or about in wanted.split("|")) and pattern.search(subject):
            found = [figure for name in target.split("|") if (figure := cell(book, name)) is not None]
            if found:
                return found
    return []


def cell(book: Book, target: str) -> Figure | None:
    """The figure of a table that a target of ``anchors.csv`` names."""
    if ":" in target:
        return _source(book, target.partition(":")[2])
    frame, *rest = target.split(".")
    if frame in ("summary", "appropriation"):
        side, role = rest
        found = (
            year_total(book, frame, side)
            if role == "year_total"
            else next(iter(main(book.rows(frame, side=side), role)), None)
        )
        return found.figure("amount" if frame == "summary" else "total") if found else None
    if frame == "three_public":
        item = book.first(frame, item=rest[0])
        return item.figure("budget") if item else None
    if frame == "basic_expenditure":
        line = book.first(frame, level="total", group=rest[0])
        return line.figure("amount") if line else None
    line = total(book, frame)
    return line.figure(rest[0]) if line else None


def _source(book: Book, name: str) -> Figure | None:
    if name == "appropriated":
        line = total(book, "revenue")
        return line.figure("fiscal_appropriation") if line else None
    found = sources(book).get(name)
    return found.figure("amount") if found else None


def coded(book: Book, row: Row) -> list[Figure]:
    """The figures of the tables that print the line whose code a statement names, its own section's table first."""
    about = topic(book.headings(row.locator))
    order = {"general": "general_expenditure", "funds": "government_funds", "capital": "state_capital"}
    frames = [order[about]] if about in order else ["expenditure", *FUND_TABLES.values()]
    found = [book.first(frame, line_code=row["line_code"]) for frame in frames]
    return [figure for line in found if line is not None and (figure := line.figure("total")) is not None]


def is_of_this_year(book: Book, row: Row) -> bool:
    """Say whether no words before a figure in prose speak of another year than that of the disclosure.

    The last year that is named in front of the figure counts: of what stands behind 比2023年 nothing is sure.
    """
    passage, quote = book.passage(row.locator), "".join(row.quote().split())
    text = "".join(passage.text.split()) if passage else ""
    at = text.find(quote)
    said = (text[:at] if at > 0 else "") + quote.partition(row["subject"] or quote)[0]
    named = [match for _, pattern, _ in _patterns("year") for match in pattern.finditer(said + (row["subject"] or ""))]
    years = [match["year"] for match in sorted(named, key=lambda match: match.start())]
    return not years or years[-1] == str(book.disclosure.meta.year)


def known_elsewhere(book: Book, figure: Figure) -> Figure | None:
    """A total of a table that prints just the amount of a figure: what it may really be."""
    sides = product(("summary", "appropriation"), ("revenue", "expenditure"), ("year_total", "grand_total"))
    columns = product(("expenditure", *FUND_TABLES.values()), ("total", "basic", "project"))
    names = [*map(".".join, sides), *map(".".join, columns), *(f"summary:{fund}" for fund in FUNDS)]
    for name in names:
        found = cell(book, name)
        if found is not None and found.value == figure.value and found.value:
            return found
    return None


def says(subject: str | None, what: str) -> bool:
    """Say whether the words of a subject mean ``basic``, ``personnel`` or ``running`` expenditure."""
    folded = key(subject or "")
    return any(target == what and pattern.search(folded) for _, pattern, target in _patterns("says"))


def says_none_before(text: str) -> bool:
    """Say whether a sentence says that there was none of it in the prior year."""
    folded = key(text)
    return any(target == "none_before" and pattern.search(folded) for _, pattern, target in _patterns("says"))
