"""Lesson 2, where money comes from and goes (钱从哪里来、到哪里去): sources, balances, basic and project."""

from __future__ import annotations

from fzfin.teach.figures import Figures, share
from fzfin.teach.problem import MONEY, PERCENT, Amount, Inapplicable, Problem, Quantity, Task
from fzfin.teach.slips import inverse_ratio, live, of, sign_lost
from fzfin.teach.span import Span


def appropriation_share(f: Figures) -> Problem:
    """What fiscal appropriation is of this year's revenue."""
    row = f.row("revenue", level="total")
    part, whole = f.money("revenue", row["fiscal_appropriation"]), f.money("revenue", row["total"])
    if not part.value:
        raise Inapplicable("zero_part")
    grand, spent = f.try_summary("revenue", "grand_total"), f.try_total("expenditure")
    slips = {
        "inverse_ratio": inverse_ratio(part, whole),
        "grand_total_denominator": grand and of(part, grand),
        "expenditure_denominator": spent and of(part, spent),
        "rest_of_total": of(whole - part, whole),
    }
    return Problem(
        Quantity(share(part, whole), PERCENT),
        live(slips),
        {"part": Amount(part.value), "whole": Amount(whole.value)},
        'total = d.revenue.filter(level="total")\ntotal["fiscal_appropriation"].item() / total["total"].item() * 100',
        (row["locator"],),
    )


def balance_change(f: Figures) -> Problem:
    """By how much the closing balance is above the opening one."""
    opening, closing = f.summary("revenue", "carryover"), f.summary("expenditure", "carryover")
    slips = {"closing_alone": closing, "sign_lost": sign_lost(closing - opening), "sum_of_balances": closing + opening}
    return Problem(
        Quantity(closing - opening, MONEY),
        live(slips),
        {"opening": Amount(opening.value), "closing": Amount(closing.value)},
        'kept = d.summary.filter(pl.col("part_of").is_null(), role="carryover")\n'
        'opening = kept.filter(side="revenue")["amount"].first()\n'
        'closing = kept.filter(side="expenditure")["amount"].first()\n'
        "closing - opening",
        tuple(f.frame("summary").filter(role="carryover")["locator"].to_list()),
    )


def unspent_share(f: Figures) -> Problem:
    """What was still there at the end of the year, of all that could be used."""
    whole, part = f.summary("expenditure", "grand_total"), f.summary("expenditure", "carryover")
    if not part.value:
        raise Inapplicable("zero_part")
    year, opening = f.try_summary("revenue", "year_total"), f.try_summary("revenue", "carryover")
    spent = f.try_summary("expenditure", "year_total")
    slips = {
        "year_revenue_denominator": year and of(part, year),
        "opening_for_closing": opening and of(opening, whole),
        "spent_share": spent and of(spent, whole),
        "inverse_ratio": inverse_ratio(part, whole),
    }
    return Problem(
        Quantity(share(part, whole), PERCENT),
        live(slips),
        {"part": Amount(part.value), "whole": Amount(whole.value)},
        'down = d.summary.filter(side="expenditure")\n'
        'left = down.filter(role="carryover")["amount"].first()\n'
        'left / down.filter(role="grand_total")["amount"].first() * 100',
        (f.row("summary", side="expenditure", role="carryover")["locator"],),
    )


def project_share(f: Figures) -> Problem:
    """What project expenditure is of all expenditure."""
    row = f.row("expenditure", level="total")
    whole, part = f.money("expenditure", row["total"]), f.money("expenditure", row["project"])
    if not part.value:
        raise Inapplicable("zero_part")
    basic = None if row["basic"] is None else f.money("expenditure", row["basic"])
    slips = {
        "basic_share": basic and of(basic, whole),
        "project_to_basic": basic and of(part, basic),
        "inverse_ratio": inverse_ratio(part, whole),
    }
    return Problem(
        Quantity(share(part, whole), PERCENT),
        live(slips),
        {"part": Amount(part.value), "whole": Amount(whole.value)},
        'total = d.expenditure.filter(level="total")\ntotal["project"].item() / total["total"].item() * 100',
        (row["locator"],),
    )


def per_head(f: Figures) -> Problem:
    """Total expenditure per member of the staff."""
    staff = f.frame("staff")
    heads = int(staff["headcount"].sum() or 0)
    if not heads or staff["headcount"].null_count():
        raise Inapplicable("no_figure", frame="staff")
    row = f.row("expenditure", level="total")
    spent, count = f.money("expenditure", row["total"]), Span.exact(heads)
    basic = None if row["basic"] is None else f.money("expenditure", row["basic"])
    revenue, inverse = f.try_total("revenue"), count.over(spent)
    slips = {
        "inverse_per_head": inverse and inverse * f.wan**2,
        "basic_per_head": basic and basic / count,
        "revenue_per_head": revenue and revenue / count,
    }
    return Problem(
        Quantity(spent / count, MONEY),
        live(slips),
        {"part": Amount(spent.value), "heads": heads},
        'spent = d.expenditure.filter(level="total")["total"].item()\nspent / d.staff["headcount"].sum()',
        (row["locator"], *staff["locator"].to_list()),
    )


TASKS = (
    Task("q1", appropriation_share),
    Task("q2", balance_change),
    Task("q3", unspent_share),
    Task("q4", project_share),
    Task("q5", per_head),
)
