"""Checks within one table: rows, columns, totals and balances that must add up as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, adds_up, at_most, equals, not_applicable
from fzfin.checks.figures import Figure
from fzfin.checks.registry import finds
from fzfin.checks.relations import Outcome
from fzfin.frames import BUDGET_COLUMNS, KINDS, SCHEMAS, SOURCES
from fzfin.kinds import BUDGET, form
from fzfin.vocab import key, lookup

FUNDS: Final = ("general_public_budget", "government_funds", "state_capital")
"""The columns of `appropriation` that its total is made of."""

AMOUNTS: Final = {
    "revenue": SOURCES,
    "expenditure": KINDS,
    "general_expenditure": ("basic", "project"),
    "government_funds": ("basic", "project"),
    "state_capital": ("basic", "project"),
}
"""The columns that the total of each table of lines is made of."""

_FLOWS: Final = ("opening", "revenue", "closing")


def parts(rows: Iterable[Row], column: str) -> list[Figure | None]:
    """One column of several rows."""
    return [row.figure(column) for row in rows]


def main(rows: Iterable[Row], *roles: str) -> list[Row]:
    """The rows of some roles that are no part of another row."""
    return [row for row in rows if row["role"] in roles and row["part_of"] is None]


def tree(book: Book, frame: str) -> tuple[dict[str, Row], dict[str, list[Row]]]:
    """The lines of a table by code ("" for its total), and the lines right below each, over levels left out."""
    lines = {row["line_code"] or "": row for row in book.rows(frame)}
    below: dict[str, list[Row]] = {}
    for code, row in lines.items():
        if code:
            above = row["parent_code"] or ""
            while above and above not in lines:
                above = above[:-2] if len(above) > 3 else ""
            below.setdefault(above, []).append(row)
    return lines, below


def _year(rows: Iterable[Row]) -> tuple[str, ...]:
    """The roles of what the year comes to: its total, or its items on a side that prints none (a budget of Fujian)."""
    return ("year_total",) if main(rows, "year_total") else ("item",)


@finds("A01")
def side_adds_up(book: Book) -> Iterator[Case]:
    """收入支出决算总表: the items of each side add up to the total of the year."""
    for side in ("revenue", "expenditure"):
        rows = book.rows("summary", side=side)
        for total in main(rows, "year_total"):
            yield adds_up(total.figure("amount"), parts(main(rows, "item"), "amount"))


@finds("A02")
def side_comes_to_grand_total(book: Book) -> Iterator[Case]:
    """收入支出决算总表: the year, the carryover and what else each side names come to the grand total."""
    for side in ("revenue", "expenditure"):
        rows = book.rows("summary", side=side)
        for grand in main(rows, "grand_total"):
            yield adds_up(grand.figure("amount"), parts(main(rows, *_year(rows), "carryover", "other"), "amount"))


@finds("A03")
def grand_totals_are_equal(book: Book) -> Iterator[Case]:
    """收入支出决算总表 and 财政拨款收入支出决算总表: both grand totals are one."""
    for frame, column in (("summary", "amount"), ("appropriation", "total")):
        left, right = (book.first(frame, side=side, role="grand_total") for side in ("revenue", "expenditure"))
        if left and right:
            yield equals(right.figure(column), left.figure(column))


@finds("A04")
def row_is_sum_of_columns(book: Book) -> Iterator[Case]:
    """收入决算表, 支出决算表 and the tables of funds: a row is the sum of its columns."""
    for frame, columns in AMOUNTS.items():
        for row in book.rows(frame):
            taken = [row.figure(column) for column in columns]
            if frame == "revenue" and book.kind == BUDGET:
                yield from _budgeted_revenue(row, book.rows(frame))
            elif row["total"] is not None or any(taken):
                yield adds_up(row.figure("total"), taken)
            if row.values.get("personnel") is not None or row.values.get("running") is not None:
                yield adds_up(row.figure("basic"), [row.figure("personnel"), row.figure("running")])


def _budgeted_revenue(row: Row, rows: list[Row]) -> Iterator[Case]:
    """A line of 收入预算表: what the columns of each fund, of own money and of what is carried over come to.

    财政拨款 may be printed as one column or as its three budgets, own money as 单位资金, by its sources, or both in
    either meaning: a reading that adds up is taken. Columns that are blank in every row are none.
    """

    def taken(*columns: str) -> list[Figure | None]:
        return [row.figure(column) for column in columns if any(one[column] is not None for one in rows)]

    fiscal = taken(*(("fiscal_appropriation",) if row["fiscal_appropriation"] is not None else FUNDS))
    own = taken(*(source for source in SOURCES if source != "fiscal_appropriation"))
    rest, beyond = taken("special_account"), taken("surplus_used", "carryover")
    units = row.figure("unit_funds")
    readings = (
        [[*fiscal, *rest, *some] for some in ([units], own, [units, *own])] if units else [[*fiscal, *rest, *own]]
    )
    for column, more in (("total", []), ("grand_total", beyond)):
        if row[column] is None or not any(figure for reading in readings for figure in reading):
            continue
        cases = [adds_up(row.figure(column), [*reading, *more]) for reading in readings]
        unsure = (case for case in cases if case.outcome is Outcome.UNKNOWN)
        yield next((case for case in cases if case.holds), next(unsure, cases[0]))
    if row["total"] is not None and row["grand_total"] is not None and any(beyond):
        yield adds_up(row.figure("grand_total"), [row.figure("total"), *beyond])


@finds("A05")
def parent_is_sum_of_children(book: Book) -> Iterator[Case]:
    """The tables of lines: a class is the sum of its sections, a section that of its items, in every column."""
    yield from _trees(book, top=False)


@finds("A06")
def total_is_sum_of_classes(book: Book) -> Iterator[Case]:
    """The tables of lines: the total is the sum of the classes, in every column."""
    yield from _trees(book, top=True)


def _trees(book: Book, *, top: bool) -> Iterator[Case]:
    for frame, columns in AMOUNTS.items():
        flows: list[str] = [column for column in _FLOWS if column in SCHEMAS[frame] and column not in columns]
        flows += BUDGET_COLUMNS.get(frame, ()) if book.kind == BUDGET else ()
        lines, below = tree(book, frame)
        for code, children in below.items():
            if bool(code) is top or code not in lines:
                continue
            for column in ("total", *columns, *flows):
                taken = parts(children, column)
                if lines[code][column] is not None or any(taken):
                    yield adds_up(lines[code].figure(column), taken)


@finds("A07")
def appropriation_row_is_sum_of_funds(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表: a row of expenditure is the sum of its three budgets."""
    for row in book.rows("appropriation"):
        taken = [row.figure(fund) for fund in FUNDS]
        if any(taken):
            yield adds_up(row.figure("total"), taken)


@finds("A08")
def appropriation_side_adds_up(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表: the items of each side add up to the total of the year, in every budget."""
    for side in ("revenue", "expenditure"):
        rows = book.rows("appropriation", side=side)
        for total in main(rows, "year_total"):
            for column in ("total", *FUNDS):
                taken = parts(main(rows, "item"), column)
                if total[column] is not None or any(taken):
                    yield adds_up(total.figure(column), taken)


@finds("A09")
def appropriation_comes_to_grand_total(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表: the year and the carryover come to the grand total, in every budget."""
    for side in ("revenue", "expenditure"):
        rows = book.rows("appropriation", side=side)
        for grand in main(rows, "grand_total"):
            for column in ("total", *FUNDS):
                taken = parts(main(rows, *_year(rows), "carryover", "other"), column)
                if grand[column] is not None or any(taken):
                    yield adds_up(grand.figure(column), taken)


@finds("A10")
def opening_is_sum_of_funds(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表: a carryover is the sum of the budgets below it; 其中 need not name all of it."""
    sources = lookup("lines", "source")
    for frame, column in (("appropriation", "total"), ("summary", "amount")):
        for row in book.rows(frame, role="carryover"):
            below = book.rows(frame, side=row["side"], part_of=row["seq"])
            if below and row["part_of"] is None and all(key(part["item"]) in sources for part in below):
                yield adds_up(row.figure(column), parts(below, column))


@finds("A11")
def each_budget_balances(book: Book) -> Iterator[Case]:
    """财政拨款收入支出决算总表: what each budget has and spends comes to its closing balance."""
    rows = book.rows("appropriation")
    sources = lookup("lines", form("source", book.kind))
    for fund in FUNDS:
        named = [row for row in rows if row["side"] == "revenue" and sources.get(key(row["item"])) == fund]
        income = next((row for row in named if row["role"] == "item" and row["part_of"] is None), None)
        opening = next((row for row in named if row["role"] == "carryover"), None)
        spent = next(iter(main((row for row in rows if row["side"] == "expenditure"), "year_total")), None)
        closing = next(iter(main((row for row in rows if row["side"] == "expenditure"), "carryover")), None)
        if income and opening and spent and closing and spent[fund] is not None:
            yield adds_up(closing.figure(fund), [income.figure("total"), opening.figure("total")], [spent.figure(fund)])


@finds("A12")
def economic_class_is_sum(book: Book) -> Iterator[Case]:
    """基本支出决算表: a class (301) is the sum of its sections (30101 …)."""
    below: dict[str, list[Row]] = {}
    for row in book.rows("basic_expenditure", level="section"):
        below.setdefault(row["parent_code"], []).append(row)
    for row in book.rows("basic_expenditure", level="class"):
        if row["economic_code"] in below:
            yield adds_up(row.figure("amount"), parts(below[row["economic_code"]], "amount"))


@finds("A13")
def economic_total_is_sum(book: Book) -> Iterator[Case]:
    """基本支出决算表: personnel is 301 and 303, running is the other classes that the form prints."""
    for total in book.rows("basic_expenditure", level="total"):
        classes = book.rows("basic_expenditure", level="class", group=total["group"])
        if total["group"] and classes:
            yield adds_up(total.figure("amount"), parts(classes, "amount"))


@finds("A14")
def three_public_adds_up(book: Book) -> Iterator[Case]:
    """“三公”经费: the total is visits abroad, vehicles and hospitality, in the budget and in the accounts."""
    yield from _three_public(book, "total", ("overseas", "vehicle", "hospitality"))


@finds("A15")
def vehicles_add_up(book: Book) -> Iterator[Case]:
    """“三公”经费: vehicles are purchase and running, in the budget and in the accounts."""
    yield from _three_public(book, "vehicle", ("vehicle_purchase", "vehicle_running"))


def _three_public(book: Book, whole: str, names: tuple[str, ...]) -> Iterator[Case]:
    found = {row["item"]: row for row in book.rows("three_public")}
    if whole not in found or not any(name in found for name in names):
        return
    for column in ("budget", "actual"):
        taken = [found[name].figure(column) if name in found else None for name in names]
        if found[whole][column] is not None or any(taken):
            yield adds_up(found[whole].figure(column), taken)


@finds("A16")
def three_public_within_budget(book: Book) -> Iterator[Case]:
    """“三公”经费: no item is spent beyond its budget, which is a ceiling."""
    for row in book.rows("three_public"):
        if row["budget"] is not None:
            yield at_most(row.figure("actual"), [row.figure("budget")])
    if not any(row["budget"] is not None for row in book.rows("three_public")):
        yield not_applicable()


@finds("A17")
def fund_line_balances(book: Book) -> Iterator[Case]:
    """政府性基金 and 国有资本经营: opening and revenue less expenditure are the closing balance, on every line."""
    for row in (*book.rows("government_funds"), *book.rows("state_capital")):
        if row["closing"] is not None or row["opening"] is not None:
            yield adds_up(row.figure("closing"), [row.figure("opening"), row.figure("revenue")], [row.figure("total")])
