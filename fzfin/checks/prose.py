"""Checks of prose against tables: every amount that a sentence gives for a line of a table is that of the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fzfin.checks.anchors import anchor, coded, is_of_this_year, known_elsewhere, says
from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, adds_up, equals
from fzfin.checks.figures import Figure
from fzfin.checks.registry import finds
from fzfin.checks.relations import Outcome
from fzfin.kinds import BUDGET
from fzfin.vocab import key


def _against(book: Book, told: Figure, meant: Sequence[Figure], cause: str = "") -> Case:
    """Hold a figure in prose against the cells that it may speak of: it is right if it is any of them."""
    cases = [equals(told, figure, cause=cause) for figure in meant]
    best = next((case for case in cases if case.holds), cases[0])
    if best.outcome is not Outcome.FAIL:
        return best
    other = known_elsewhere(book, told)
    if other is None:
        return best
    return equals(told, meant[0], variant="other", facts={"other": other}, cause=cause)


@finds("C01")
def coded_line_agrees(book: Book) -> Iterator[Case]:
    """A sentence that names a line by its code gives the amount that the table prints for the line."""
    for row in book.rows("statements"):
        told = row.figure("amount")
        if row["line_code"] and told is not None:
            found = coded(book, row)
            yield _against(book, told, found) if found else equals(told, None)


@finds("C02")
def named_total_agrees(book: Book) -> Iterator[Case]:
    """A sentence that names a source, a kind of expenditure or a total gives the amount that the table prints."""
    yield from _subjects(book, "budgeted" if book.kind == BUDGET else "named")


@finds("C03")
def words_for_totals_agree(book: Book) -> Iterator[Case]:
    """总计 is with the carryover, 合计 is the year alone, and 财政拨款 is not all revenue."""
    yield from _subjects(book, "worded")


def _subjects(book: Book, kind: str) -> Iterator[Case]:
    for row in book.rows("statements"):
        told = row.figure("amount")
        if book.kind == BUDGET and not is_of_this_year(book, row):
            continue
        if row["line_code"] is None and told is not None and (found := anchor(book, row, kind)):
            yield _against(book, told, found, f"{kind} {key(row['subject'] or '')}" if kind == "worded" else "")


@finds("C04")
def three_public_in_prose_agree(book: Book) -> Iterator[Case]:
    """“三公”经费: prose and table print the same amount for each item."""
    table = {row["item"]: row for row in book.rows("three_public")}
    for row in book.rows("three_public_detail"):
        if row["item"] in table and row["actual"] is not None and table[row["item"]]["actual"] is not None:
            yield equals(row.figure("actual"), table[row["item"]].figure("actual"))


@finds("C05")
def basic_in_prose_adds_up(book: Book) -> Iterator[Case]:
    """Personnel and running expenditure that a sentence lists add up to the basic expenditure that it names."""
    by_section: dict[str, list[Row]] = {}
    for row in book.rows("statements"):
        if book.kind == BUDGET and not is_of_this_year(book, row):
            continue
        by_section.setdefault((row["section"] or "").partition("/（")[0] or "", []).append(row)
    for rows in by_section.values():
        for at, row in enumerate(rows):
            if says(row["subject"], "basic"):
                found = [_next(rows[at + 1 : at + 3], kind) for kind in ("personnel", "running")]
                if all(found):
                    yield adds_up(row.figure("amount"), [part.figure("amount") for part in found if part])


def _next(rows: Sequence[Row], kind: str) -> Row | None:
    return next((row for row in rows if says(row["subject"], kind)), None)
