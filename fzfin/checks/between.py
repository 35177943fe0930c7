"""Checks between tables: the same money printed in two places, and parts that cannot exceed their whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, adds_up, at_least, at_most, equals, observed
from fzfin.checks.figures import Figure
from fzfin.checks.registry import finds
from fzfin.checks.within import AMOUNTS, FUNDS, main
from fzfin.kinds import BUDGET, form
from fzfin.vocab import key, lookup, rows

FUND_TABLES: Final = {
    "general_public_budget": "general_expenditure",
    "government_funds": "government_funds",
    "state_capital": "state_capital",
}
"""The expenditure table of each budget."""


def sources(book: Book) -> dict[str, Row]:
    """The sources of revenue of 收入支出决算总表, by what they are."""
    known = _known(book)
    found = main(book.rows("summary", side="revenue"), "item")
    return {known[key(row["item"])]: row for row in reversed(found) if key(row["item"]) in known}


def _known(book: Book) -> dict[str, str]:
    """Folded name of a source of revenue → the source, as a disclosure of this kind calls them."""
    return lookup("lines", form("source", book.kind))


def year_total(book: Book, frame: str, side: str) -> Row | None:
    """The row of the year's total of one side."""
    return next(iter(main(book.rows(frame, side=side), "year_total")), None)


def total(book: Book, frame: str) -> Row | None:
    """The row of the total of a table of lines."""
    return book.first(frame, level="total")


def classes(book: Book, frame: str, column: str = "total") -> dict[str, Figure | None]:
    """The classes of a table of lines by code."""
    return {row["line_code"]: row.figure(column) for row in book.rows(frame, level="class")}


def side_classes(book: Book, frame: str, column: str) -> dict[str, Figure | None]:
    """The classes of the expenditure side of a table of items by code."""
    found = main(book.rows(frame, side="expenditure"), "item")
    return {row["function_class"]: row.figure(column) for row in found if row["function_class"]}


def column_total(book: Book, frame: str, column: str) -> list[Figure | None]:
    """The total of a column of a table of lines; where it is not printed, the classes that make it up."""
    line = total(book, frame)
    printed = line.figure(column) if line is not None else None
    return [printed] if printed is not None else [row.figure(column) for row in book.rows(frame, level="class")]


@finds("B01")
def revenue_sources_agree(book: Book) -> Iterator[Case]:
    """收入支出决算总表 and 收入决算表: every source of revenue."""
    named = sources(book)
    columns = [column for column in AMOUNTS["revenue"] if any(column_total(book, "revenue", column))]
    funds = [named[fund].figure("amount") for fund in FUNDS if fund in named]
    for column in columns:
        taken = column_total(book, "revenue", column)
        if column == "fiscal_appropriation" and funds:
            yield adds_up(taken[0], funds) if len(taken) == 1 else _same_sum(funds, taken)
        elif column in named:
            yield adds_up(named[column].figure("amount"), taken)
    for fund in FUNDS if book.kind == BUDGET else ():
        if fund in named and any(fund in row.values and row[fund] is not None for row in book.rows("revenue")):
            yield adds_up(named[fund].figure("amount"), column_total(book, "revenue", fund))


def _same_sum(left: list[Figure | None], right: list[Figure | None]) -> Case:
    """Two sums are the same: the first figure is the right sum less the rest of the left one."""
    filled = [figure for figure in left if figure is not None and figure.value] or left[:1]
    return adds_up(filled[0], right, filled[1:])


@finds("B02")
def revenue_totals_agree(book: Book) -> Iterator[Case]:
    """收入支出决算总表 and 收入决算表: revenue of the year."""
    left = year_total(book, "summary", "revenue")
    if left:
        yield adds_up(left.figure("amount"), column_total(book, "revenue", "total"))


@finds("B03")
def expenditure_classes_agree(book: Book) -> Iterator[Case]:
    """收入支出决算总表 and 支出决算表: every class, and the total."""
    yield from _same_classes(side_classes(book, "summary", "amount"), classes(book, "expenditure"))
    left, right = year_total(book, "summary", "expenditure"), total(book, "expenditure")
    if left and right:
        yield equals(left.figure("amount"), right.figure("total"))


def _same_classes(left: dict[str, Figure | None], right: dict[str, Figure | None]) -> Iterator[Case]:
    """Classes that both tables print; a class with money that one of them lacks is unknown."""
    for code in sorted(left.keys() | right.keys()):
        one, other = left.get(code), right.get(code)
        if one is None and other is None:
            continue
        lacking = one if other is None else other if one is None else None
        if lacking is None or lacking.value:
            yield equals(one, other) if one else equals(other, one)


@finds("B04")
def appropriation_in_revenue(book: Book) -> Iterator[Case]:
    """收入支出决算总表 and 财政拨款收入支出决算总表: the appropriation of each budget."""
    named, known = sources(book), _known(book)
    for row in main(book.rows("appropriation", side="revenue"), "item"):
        fund = known.get(key(row["item"]), "")
        if fund in named:
            yield equals(row.figure("total"), named[fund].figure("amount"))


@finds("B05")
def appropriation_within_all_money(book: Book) -> Iterator[Case]:
    """收入支出决算总表 and 财政拨款收入支出决算总表: the appropriation is a part of all money."""
    whole = side_classes(book, "summary", "amount")
    for code, part in side_classes(book, "appropriation", "total").items():
        if part is not None and whole.get(code) is not None:
            yield at_most(part, [whole[code]])
    for side in ("revenue", "expenditure"):
        for role in ("year_total", "carryover", "grand_total"):
            pair = [next(iter(main(book.rows(f, side=side), role)), None) for f in ("appropriation", "summary")]
            if pair[0] and pair[1]:
                yield at_most(pair[0].figure("total"), [pair[1].figure("amount")])


@finds("B06")
def budgets_agree_with_their_tables(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表 and the expenditure table of each budget: every class, and the total.

    The table of a budget may be of this year's appropriation alone: where something is carried over, it may be less.
    """
    opening = next(iter(main(book.rows("appropriation", side="revenue"), "carryover")), None)
    for fund, frame in FUND_TABLES.items():
        if book.kind == BUDGET and opening is not None and opening["total"]:
            whole, own = year_total(book, "appropriation", "expenditure"), total(book, frame)
            if whole and own and whole[fund] is not None and own["total"] is not None:
                yield at_least(whole.figure(fund), [own.figure("total")])
                yield at_most(whole.figure(fund), [own.figure("total"), opening.figure("total")])
        elif book.rows(frame):
            yield from _same_classes(side_classes(book, "appropriation", fund), classes(book, frame))
            left, right = year_total(book, "appropriation", "expenditure"), total(book, frame)
            if left and right and (left[fund] is not None or right["total"] is not None):
                yield equals(left.figure(fund), right.figure("total"))


@finds("B07")
def fund_flows_agree(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表 and the tables of funds: opening balance, revenue and closing balance."""
    known = _known(book)
    closing = next(iter(main(book.rows("appropriation", side="expenditure"), "carryover")), None)
    for fund in ("government_funds", "state_capital"):
        line = total(book, fund)
        if line is None:
            continue
        for row in book.rows("appropriation", side="revenue"):
            column = "opening" if row["role"] == "carryover" else "revenue"
            if known.get(key(row["item"])) == fund and line[column] is not None and row["total"] is not None:
                yield equals(line.figure(column), row.figure("total"))
        if closing and closing[fund] is not None and line["closing"] is not None:
            yield equals(line.figure("closing"), closing.figure(fund))


@finds("B08")
def expenditure_holds_its_parts(book: Book) -> Iterator[Case]:
    """支出决算表 is at least what the three budgets print, line by line and column by column."""
    by_code = {frame: {row["line_code"]: row for row in book.rows(frame)} for frame in FUND_TABLES.values()}
    for row in book.rows("expenditure"):
        for column in ("total", "basic", "project"):
            found = [lines[row["line_code"]].figure(column) for lines in by_code.values() if row["line_code"] in lines]
            if any(found) and row[column] is not None:
                yield at_least(row.figure(column), found)


@finds("B09")
def basic_agrees_with_economic_items(book: Book) -> Iterator[Case]:
    """一般公共预算财政拨款支出决算表 and 基本支出决算表: basic expenditure is personnel and running."""
    line = total(book, "general_expenditure")
    totals = book.rows("basic_expenditure", level="total")
    groups = {row["group"]: row.figure("amount") for row in totals if row["group"]}
    if line is not None and groups:
        yield adds_up(line.figure("basic"), list(groups.values()))


@finds("B10")
def three_public_and_economic_items(book: Book) -> Iterator[Case]:
    """“三公”经费 and 基本支出决算表: each of the three is at least what basic expenditure prints for it."""
    items = {row["item"]: row for row in book.rows("three_public")}
    economic = {row["economic_code"]: row for row in book.rows("basic_expenditure") if row["economic_code"]}
    for row in rows("three_public_codes"):
        if row["item"] in items and row["code"] in economic:
            yield at_least(items[row["item"]].figure("actual"), [economic[row["code"]].figure("amount")])


@finds("B11")
def three_public_within_general_budget(book: Book) -> Iterator[Case]:
    """“三公”经费 are at most what is spent of the general public budget."""
    line, item = total(book, "general_expenditure"), book.first("three_public", item="total")
    if line is not None and item is not None:
        yield at_most(item.figure("actual"), [line.figure("total")])


@finds("B12")
def revenue_and_expenditure_lines(book: Book) -> Iterator[Case]:
    """收入决算表 and 财政拨款收入支出决算总表: the appropriation of the year."""
    right, taken = year_total(book, "appropriation", "revenue"), column_total(book, "revenue", "fiscal_appropriation")
    if right and any(taken):
        yield adds_up(right.figure("total"), taken)


@finds("B13")
def line_names_agree(book: Book) -> Iterator[Case]:
    """One code has one name in all tables."""
    seen: dict[str, Row] = {}
    for frame in ("revenue", "expenditure", *FUND_TABLES.values()):
        for row in book.rows(frame):
            code, name = row["line_code"], row["line_name"]
            if not code or not name or row["repaired"]:
                continue
            first = seen.setdefault(code, row)
            if first is not row:
                same = key(first["line_name"]) == key(name)
                yield observed(
                    same,
                    row.figure("total"),
                    [first.figure("total")],
                    facts={"code": code, "one": name, "other": first["line_name"]},
                    cause=f"name {code}",
                )


@finds("B14")
def own_revenue_is_used(book: Book) -> Iterator[Case]:
    """收入支出决算总表: what a unit earns itself is not just what its balance grows by."""
    named = sources(book)
    opening, closing = (
        next(iter(main(book.rows("summary", side=side), "carryover")), None) for side in ("revenue", "expenditure")
    )
    ends = [row.figure("amount") if row else None for row in (closing, opening)]
    for name in ("institution_revenue", "business_revenue", "other_revenue"):
        earned = named[name].figure("amount") if name in named else None
        if earned is not None and earned.value and ends[0] is not None and ends[1] is not None:
            yield observed(ends[0].value - ends[1].value != earned.value, earned, ends, cause=name)
