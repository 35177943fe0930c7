"""Checks of prose with itself: percentages, verbs, shares and changes of one sentence or of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from fzfin.checks.anchors import anchor, coded, says, says_none_before, topic
from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, adds_up, at_least, at_most, equals, growth, observed, percent_of
from fzfin.checks.figures import Figure, quotient
from fzfin.checks.registry import finds
from fzfin.checks.relations import Outcome
from fzfin.vocab import key

_HUNDRED: Final = 100
_ITEM: Final = 7  # digits of the code of an item
_LEAST: Final = 30
_SHOWN: Final = 40
_THREE: Final = {
    "total": ("overseas", "vehicle", "hospitality"),
    "vehicle": ("vehicle_purchase", "vehicle_running"),
}


def _compared(book: Book) -> Iterator[tuple[Row, str]]:
    """Rows of prose that compare an amount with the prior year, and the column of that amount."""
    for row in book.rows("statements"):
        if row["compared_with"] == "prior_year":
            yield row, "amount"
    for row in book.rows("three_public_detail"):
        if row["change"] is not None or row["change_pct"] is not None:
            yield row, "actual"
    for row in book.rows("operating_expenses"):
        if row["compared_with"] == "prior_year":
            yield row, "amount"


@finds("D01")
def growth_recomputes(book: Book) -> Iterator[Case]:
    """A percentage of change is the change over the prior year, which is the amount less the change."""
    for row, column in _compared(book):
        amount, change, pct = row.figure(column), row.figure("change"), row.figure("change_pct")
        if pct is None or change is None or amount is None or amount.value == change.value:
            continue
        if change.value and pct.value and (change.value > 0) != (pct.value > 0):
            continue
        yield growth(pct, amount, change)


@finds("D02")
def verbs_agree(book: Book) -> Iterator[Case]:
    """The verbs of amount and percentage point the same way, and 持平 is said of no change."""
    for row, column in _compared(book):
        change, pct = row.figure("change"), row.figure("change_pct")
        if change is not None and pct is not None and (change.value or pct.value):
            yield observed((change.value >= 0) == (pct.value >= 0) or not change.value or not pct.value, change, [pct])
        if row["direction"] == "same" if row.frame == "statements" else False:
            yield observed(not row["change"], row.figure(column), [change], variant="same")


@finds("D03")
def completion_recomputes(book: Book) -> Iterator[Case]:
    """A completion rate is the actual over the budget that the sentence names."""
    for row in book.rows("statements"):
        pct, budget = row.figure("completion_pct"), row.figure("budget")
        if pct is None or budget is None or row["completion_of"] not in (None, row["compared_with"]):
            continue
        case = percent_of(pct, row.figure("amount"), budget)
        if not budget.value and pct.value:
            case = observed(False, pct, [budget], variant="of_nothing")
        meant = (other for other in _other_budgets(book, row) if percent_of(pct, row.figure("amount"), other).holds)
        other = next(meant, None) if case.outcome is Outcome.FAIL else None
        if budget.value or pct.value:
            yield case if other is None else replace(case, variant="other_budget", facts={"other": other})
    table = {row["item"]: row for row in book.rows("three_public")}
    for row in book.rows("three_public_detail"):
        budget = table[row["item"]].figure("budget") if row["item"] in table else None
        if budget is not None and budget.value and row["completion_pct"] is not None:
            yield percent_of(row.figure("completion_pct"), row.figure("actual"), budget)


def _other_budgets(book: Book, row: Row) -> list[Figure]:
    """The budgets that the paragraph of a statement prints beside the one that it is compared with."""
    paragraph = book.passage(row.locator)
    rows = (other for other in book.rows("statements") if paragraph and book.passage(other.locator) is paragraph)
    found = (other.figure("amount") for other in rows if other is not row and says(other["subject"], "planned"))
    return [figure for figure in found if figure is not None and figure.value]


@finds("D04")
def share_recomputes(book: Book) -> Iterator[Case]:
    """A share is the amount over the denominator that it names, or over the total that its section begins with."""
    rows = book.rows("statements")
    for row in rows:
        share = row.figure("share_pct")
        if share is None:
            continue
        cases = [percent_of(share, row.figure("amount"), base) for base in _bases(book, rows, row)]
        right = (case for case in cases if case.holds)
        told = [case for case in cases if case.outcome is not Outcome.UNKNOWN]
        yield next(right, told[0] if told else percent_of(share, row.figure("amount"), None))


def _bases(book: Book, rows: Sequence[Row], row: Row) -> list[Figure]:
    """What a share may be a share of, the likeliest first."""
    named = key(row["share_of"] or "")
    before = [
        other
        for other in rows[: row.number]
        if other["amount"] is not None and _top(other) == _top(row) and other["share_pct"] is None
    ]
    told = [(other, key(other["subject"] or "")) for other in before if named]
    same = [other for other, subject in told if subject in named or named in subject]
    rest = [] if named and same else [*before[:1], *reversed(before[1:])]
    found = [other.figure("amount") for other in (*reversed(same), *rest)]
    return [figure for figure in found if figure is not None and figure.value]


def _top(row: Row) -> str:
    """The numerals of the section that a row stands in, without its own number."""
    numerals = (row["section"] or "").split("/")
    return "/".join(numerals[: 2 if len(numerals) > 1 and numerals[1].startswith("（") else 1])


@finds("D05")
def shares_add_up(book: Book) -> Iterator[Case]:
    """Shares of one whole add up to 100 where their amounts add up to the whole."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in book.rows("statements"):
        if row["share_pct"] is not None and row["amount"] is not None:
            groups.setdefault((_top(row), row["share_of"] or ""), []).append(row)
    for rows in groups.values():
        shares = [figure for row in rows if (figure := row.figure("share_pct"))]
        bases = _bases(book, book.rows("statements"), rows[0])
        amounts = adds_up(bases[0], [row.figure("amount") for row in rows]) if bases else None
        if len(rows) < 2 or amounts is None or not amounts.holds:
            continue
        low, high = sum(s.low for s in shares), sum(s.high for s in shares)
        total = sum(Fraction(s.value) for s in shares)
        yield observed(low <= _HUNDRED <= high, shares[-1], shares[:-1], facts={"sum": f"{float(total):g}%"})


def _changed(book: Book) -> list[Row]:
    """Statements that give a change from the prior year."""
    return [
        row for row in book.rows("statements") if row["compared_with"] == "prior_year" and row["change"] is not None
    ]


@finds("D06")
def changes_of_lines_add_up(book: Book) -> Iterator[Case]:
    """The changes of all lines of a section add up to the change of its total."""
    rows = _changed(book)
    for whole in rows:
        if whole["line_code"] is not None:
            continue
        about = topic(book.headings(whole.locator))
        lines = [
            row for row in rows if len(row["line_code"] or "") == _ITEM and topic(book.headings(row.locator)) == about
        ]
        amounts = adds_up(whole.figure("amount"), [row.figure("amount") for row in lines])
        if lines and amounts.holds:
            yield adds_up(whole.figure("change"), [row.figure("change") for row in lines])


@finds("D07")
def growth_from_nothing(book: Book) -> Iterator[Case]:
    """Growth from zero has no percentage, and no change of nothing is no growth of 0%."""
    for row, column in _compared(book):
        amount, change, pct = row.figure(column), row.figure("change"), row.figure("change_pct")
        if amount is None or change is None:
            continue
        if amount.value == change.value:
            zero = not amount.value
            variant, severity = ("nothing", "note") if zero else ("from_zero", None)
            yield observed(pct is None, pct or amount, [amount], variant=variant, severity=severity, cause=variant)


@finds("D08")
def funds_change_like_the_total(book: Book) -> Iterator[Case]:
    """The changes of the budgets add up to the change of all expenditure, where no other money is spent."""
    rows = _changed(book)
    totals: dict[str, Row] = {}
    for row in rows:
        if row["line_code"] is None and (found := anchor(book, row, "named")):
            frame, number, _ = found[0].key
            spent = frame == "summary" and book.rows(frame)[number]["side"] == "expenditure"
            totals.setdefault("all" if spent else frame, row)
    summary = totals.get("all")
    funds = [totals[name] for name in ("general_expenditure", "government_funds", "state_capital") if name in totals]
    if summary is None or not funds:
        return
    amounts = adds_up(summary.figure("amount"), [row.figure("amount") for row in funds])
    if amounts.holds:
        yield adds_up(summary.figure("change"), [row.figure("change") for row in funds])


@finds("D09")
def said_twice_the_same(book: Book) -> Iterator[Case]:
    """What is said twice of one line or total is the same: its change and its percentage."""
    seen: dict[object, Row] = {}
    for row in book.rows("statements"):
        if row["compared_with"] != "prior_year" or row["change"] is None:
            continue
        found = coded(book, row) if row["line_code"] else anchor(book, row, "named")
        about: object = found[0].key if found else (topic(book.headings(row.locator)), key(row["subject"] or ""))
        first = seen.setdefault(about, row)
        if first is not row and first["amount"] == row["amount"]:
            yield equals(row.figure("change"), first.figure("change"))


@finds("D10")
def paragraph_stands_once(book: Book) -> Iterator[Case]:
    """A paragraph with figures stands under one heading only."""
    seen: dict[str, tuple[str, tuple[str, ...]]] = {}
    rows = {row.locator: row for row in reversed(book.rows("statements"))}
    for passage in book.disclosure.passages:
        text = key(passage.text)
        place = passage.locator(0)
        if len(text) < _LEAST or not any(char.isdigit() for char in text) or not passage.headings:
            continue
        first, headings = seen.setdefault(text, (place, passage.headings))
        row, other = rows.get(place), rows.get(first)
        if first != place and headings != passage.headings:
            facts = {"here": passage.headings[-1], "there": headings[-1], "text": passage.text[:_SHOWN]}
            yield observed(
                False, row.figure("amount") if row else None, [other.figure("amount")] if other else [], facts=facts
            )
        elif row is not None:
            yield observed(True, row.figure("amount"))


@finds("D11")
def verbs_fit_the_budget(book: Book) -> Iterator[Case]:
    """大于, 小于 and 等于 the budget are said of amounts that are."""
    for row in book.rows("statements"):
        told, budget = row.figure("amount"), row.figure("budget")
        if told is None or budget is None or row["direction"] is None:
            continue
        cases = [_beside(row["direction"], told, other) for other in (budget, *_other_budgets(book, row))]
        yield next((case for case in cases if case.holds), cases[0])


def _beside(direction: str, told: Figure, budget: Figure) -> Case:
    if direction in ("above", "up"):
        return at_least(told, [budget])
    return at_most(told, [budget]) if direction in ("below", "down") else equals(told, budget)


@finds("D12")
def three_public_changes_add_up(book: Book) -> Iterator[Case]:
    """“三公”经费: the changes of the three add up to that of the total, those of vehicles to theirs."""
    rows = {row["item"]: row for row in book.rows("three_public_detail") if row["change"] is not None}
    for whole, names in _THREE.items():
        if whole in rows and all(name in rows for name in names):
            yield adds_up(rows[whole].figure("change"), [rows[name].figure("change") for name in names])


@finds("D13")
def implied_budgets_add_up(book: Book) -> Iterator[Case]:
    """“三公”经费: the budgets that the completion rates imply add up, as far as they are known."""
    rows = {row["item"]: row for row in book.rows("three_public_detail")}
    implied = {item: figure for item, row in rows.items() if (figure := _implied(row)) is not None}
    for whole, names in _THREE.items():
        known = [implied[name] for name in names if name in implied]
        if whole in implied and known:
            everything = len(known) == len(names)
            yield adds_up(implied[whole], known) if everything else at_least(implied[whole], known)


def _implied(row: Row) -> Figure | None:
    """The budget behind a completion rate as a figure of its own; None where it implies none."""
    actual, pct = row.figure("actual"), row.figure("completion_pct")
    if actual is None or pct is None or not actual.value or not pct.value:
        return None
    span = quotient((actual.low, actual.high), (Fraction(pct.low) / _HUNDRED, Fraction(pct.high) / _HUNDRED))
    if span is None or span[0] is None or span[1] is None:
        return None
    middle, half = (Fraction(span[0]) + span[1]) / 2, (Fraction(span[1]) - span[0]) / 2
    return replace(actual, key=(*actual.key[:2], "budget"), value=middle, half=half)


@finds("D14")
def nothing_before_is_all_new(book: Book) -> Iterator[Case]:
    """A sentence that says that there was none in the prior year gives an increase that is all of the amount."""
    for row, column in _compared(book):
        if row["change"] is not None and says_none_before(row.quote() if row.frame == "statements" else ""):
            yield equals(row.figure("change"), row.figure(column))


@finds("D15")
def grand_totals_change_alike(book: Book) -> Iterator[Case]:
    """Both grand totals are equal in both years: their changes are one."""
    for first, second in pairwise(_changed(book)):
        found = [anchor(book, row, "worded") for row in (first, second)]
        roles = [book.rows(f[0].key[0])[f[0].key[1]].values.get("role") if f else None for f in found]
        if roles == ["grand_total", "grand_total"] and first["amount"] == second["amount"]:
            yield equals(second.figure("change"), first.figure("change"))
            if first["change_pct"] is not None and second["change_pct"] is not None:
                yield equals(second.figure("change_pct"), first.figure("change_pct"))
