"""Checks of government procurement (政府采购) and of the vehicles held (车辆)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from fzfin.checks.between import total, year_total
from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, adds_up, at_least, at_most, doubted, equals, not_applicable, observed, percent_of
from fzfin.checks.figures import MONEY, Exact, Figure
from fzfin.checks.listing import phrase
from fzfin.checks.registry import finds
from fzfin.checks.relations import AT_MOST, Linear, Outcome
from fzfin.money import FEN_PER_WAN
from fzfin.vocab import key, pattern

KINDS: Final = ("goods", "works", "services")

_WITHIN: Final = (
    ("micro", "sme"),
    ("sme", "total"),
    ("sme_goods", "goods"),
    ("sme_works", "works"),
    ("sme_services", "services"),
    ("micro_in_reserved", "sme_in_reserved"),
    ("sme_in_reserved", "total"),
    ("sme_in_other", "total"),
)
"""Amounts that are parts of others."""

_RESERVED: Final = (("reserved_micro", "reserved_sme"), ("reserved_sme", "total"))
_CUSTOMARY: Final = {"micro": ("sme", "total"), "sme": ("total",)} | {f"sme_{kind}": (kind, "sme") for kind in KINDS}
"""What a share is of where it does not say so."""

_HUNDRED: Final = 100
_CENT: Final = FEN_PER_WAN // 100


def _measures(book: Book) -> dict[str, Row]:
    """The rows of procurement by what they measure; of a measure given twice the first."""
    return {row["measure"]: row for row in reversed(book.rows("procurement"))}


def _amount(rows: dict[str, Row], measure: str) -> Figure | None:
    return rows[measure].figure("amount") if measure in rows else None


@finds("E01")
def kinds_add_up(book: Book) -> Iterator[Case]:
    """Goods, works and services add up to all procurement."""
    rows = _measures(book)
    parts = [_amount(rows, kind) for kind in KINDS]
    if "total" in rows and any(parts):
        yield adds_up(_amount(rows, "total"), parts)


@finds("E02")
def parts_within_wholes(book: Book) -> Iterator[Case]:
    """What small and micro enterprises get is a part of what SMEs get, and that of all procurement."""
    rows = _measures(book)
    for part, whole in _WITHIN:
        if _amount(rows, part) and _amount(rows, whole):
            yield at_most(_amount(rows, part), [_amount(rows, whole)])
    inside, outside, whole_ = (_amount(rows, name) for name in ("sme_in_reserved", "sme_in_other", "total"))
    if inside and outside and whole_:
        yield at_least(whole_, [inside, outside])


@finds("E03")
def shares_recompute(book: Book) -> Iterator[Case]:
    """A share is the amount over the denominator that it names, and no part is more than its whole."""
    rows = _measures(book)
    for measure, row in rows.items():
        share = row.figure("share_pct")
        bases = [row["share_of"]] if row["share_of"] else _CUSTOMARY.get(measure, ())
        found = [figure for base in bases if (figure := _amount(rows, base)) is not None and figure.value]
        if share is None or (not found and row["share_of"]):
            continue
        if row["amount"] is None:
            yield observed(share.low <= _HUNDRED, share, variant="beyond")
            continue
        cases = [percent_of(share, row.figure("amount"), base) for base in found]
        right = (case for case in cases if case.holds)
        likely = cases[0] if cases and row["share_of"] else percent_of(share, row.figure("amount"), None)
        yield next(right, likely)


@finds("E04")
def share_of_nothing(book: Book) -> Iterator[Case]:
    """A share of nothing has no value."""
    rows = _measures(book)
    for row in rows.values():
        share, base = row.figure("share_pct"), _amount(rows, row["share_of"] or "")
        if share is not None and base is not None:
            variant, severity = ("", None) if not share.value else ("some", "question")
            facts = {"base": phrase(f"measure.{row['share_of']}"), "part": phrase(f"measure.{row['measure']}")}
            yield observed(bool(base.value), share, [base], variant=variant, severity=severity, facts=facts)


@finds("E05")
def sme_parts_add_up(book: Book) -> Iterator[Case]:
    """What SMEs get of goods, works and services adds up to what they get; a share stands for an interval."""
    rows = _measures(book)
    parts = [_awarded(rows, kind) for kind in KINDS]
    whole = _amount(rows, "sme")
    bases = [_amount(rows, kind) for kind in KINDS]
    if whole is not None and any(parts):
        yield observed(None, whole, bases, missing="parts") if doubted(book, bases) else adds_up(whole, parts)


def _awarded(rows: dict[str, Row], kind: str) -> Figure | None:
    """What SMEs get of one kind: as printed, or the interval that the printed share leaves."""
    row = rows.get(f"sme_{kind}")
    if row is None or row["amount"] is not None:
        return row.figure("amount") if row else None
    share, base = row.figure("share_pct"), _amount(rows, row["share_of"] or kind)
    if share is None or base is None or share.low > _HUNDRED:
        return None
    ends = [Fraction(a * b, _HUNDRED) for a in (share.low, share.high) for b in (base.low, base.high)]
    low, high = max(min(ends), Fraction(0)), max(ends)
    value = round(Fraction(share.value * base.value, _HUNDRED) / _CENT) * _CENT
    half: Exact = max(high - value, value - low) if base.value else 0
    return Figure((row.frame, row.number, "amount"), value, half, MONEY, row.locator, row.quote())


@finds("E06")
def reserved_within_total(book: Book) -> Iterator[Case]:
    """What is reserved for SMEs is a part of all procurement."""
    rows = _measures(book)
    for part, whole in _RESERVED:
        if _amount(rows, part) and _amount(rows, whole):
            yield at_most(_amount(rows, part), [_amount(rows, whole)])


@finds("E07")
def procurement_and_spending(book: Book) -> Iterator[Case]:
    """Procurement is not more than all that was spent, or than all but the pay of personnel."""
    bought = _amount(_measures(book), "total")
    line = year_total(book, "summary", "expenditure") or total(book, "expenditure")
    spent = line.figure("amount" if line.frame == "summary" else "total") if line else None
    if bought is None or spent is None:
        return
    whole = at_most(bought, [spent])
    staff = book.first("basic_expenditure", level="total", group="personnel")
    pay = staff.figure("amount") if staff else None
    if whole.outcome is Outcome.FAIL or pay is None or pay.value > spent.value:
        yield whole
        return
    relation = Linear(bought, (spent,), (pay,), AT_MOST)
    yield Case(relation.outcome(), relation, variant="without_pay")


def _vehicles(book: Book) -> tuple[Row | None, list[Row]]:
    """The row of all vehicles, if exactly one is so named, and the categories below it."""
    rows = book.rows("state_assets", category="vehicle")
    named = [row for row in rows if pattern("vehicles_total").search(key(row["name"]))]
    return (named[0] if len(named) == 1 else None), [row for row in rows if row not in named]


@finds("E08")
def vehicle_categories_add_up(book: Book) -> Iterator[Case]:
    """The categories of vehicles add up to the vehicles held; where they do not end in 其他 they may be fewer."""
    whole, parts = _vehicles(book)
    if whole is None or not parts:
        return
    counts = [row.figure("count") for row in parts]
    closed = any(pattern("vehicles_rest").search(key(row["name"])) for row in parts)
    yield adds_up(whole.figure("count"), counts) if closed else at_least(whole.figure("count"), counts)


@finds("E09")
def vehicles_agree(book: Book) -> Iterator[Case]:
    """Vehicles held by the state assets and by the three public expenses are as many."""
    whole, _ = _vehicles(book)
    for row in book.rows("three_public_detail"):
        held = row.figure("vehicles_held")
        if held is None:
            continue
        if whole is None:
            yield not_applicable(held)
            continue
        yield equals(
            whole.figure("count"), held, variant="more" if (whole["count"] or 0) > row["vehicles_held"] else "fewer"
        )
