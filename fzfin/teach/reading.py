"""Lesson 1, reading a final account (读懂一份决算): tables, unit, 合计 and 总计, levels of lines, places."""

from __future__ import annotations

import polars as pl

from fzfin.teach.figures import Figures
from fzfin.teach.problem import COUNT, MONEY, Amount, Choice, Inapplicable, Option, Problem, Quantity, Task
from fzfin.teach.slips import live, wan_for_yuan
from fzfin.teach.span import Span


def revenue_in_yuan(f: Figures) -> Problem:
    """This year's total revenue in 元; the table prints it in the unit above it."""
    row = f.row("revenue", level="total")
    revenue = f.money("revenue", row["total"], to_the_fen=True)
    slips = {
        "wan_for_yuan": wan_for_yuan(revenue),
        "wrong_way": wan_for_yuan(wan_for_yuan(revenue)),
        "grand_total": f.try_summary("revenue", "grand_total"),
        "appropriation_only": None
        if row["fiscal_appropriation"] is None
        else f.money("revenue", row["fiscal_appropriation"]),
    }
    return Problem(
        Quantity(revenue, MONEY, "元"),
        live(slips),
        {"amount": Amount(revenue.value), "unit": f.unit("revenue")},
        'revenue = d.revenue.filter(level="total")["total"].item()\nrevenue * 10_000',
        (row["locator"],),
    )


def grand_total(f: Figures) -> Problem:
    """Opening balance and this year's revenue are expenditure and closing balance (总计)."""
    found = f.frame("summary").filter(
        (pl.col("side") == "revenue") & pl.col("role").is_in(["year_total", "carryover", "other"])
    )
    tops = found.filter(pl.col("part_of").is_null())
    year, opening = f.summary("revenue", "year_total"), f.summary("revenue", "carryover")
    whole = f.sum("summary", tops["amount"].to_list())
    printed = f.summary("revenue", "grand_total")
    if not whole.meets(printed):
        raise Inapplicable("does_not_balance")
    slips = {
        "year_total": year,
        "opening_taken_off": year - opening,
        "year_expenditure": f.try_summary("expenditure", "year_total"),
        "both_sides": whole * 2,
    }
    return Problem(
        Quantity(printed.joined(whole), MONEY),
        live(slips),
        {"year": Amount(year.value), "opening": Amount(opening.value)},
        'up = d.summary.filter(pl.col("part_of").is_null(), side="revenue")\n'
        'up.filter(pl.col("role").is_in(["year_total", "carryover", "other"]))["amount"].sum()',
        tuple(tops["locator"].to_list()),
    )


def count_items(f: Figures) -> Problem:
    """How many lines of the lowest level (项) the table of expenditure prints."""
    lines = f.frame("expenditure")
    counts = {level: lines.filter(level=level).height for level in ("class", "section", "item")}
    if not counts["item"]:
        raise Inapplicable("no_items")
    slips = {
        "all_rows": Span.exact(lines.height),
        "rows_with_code": Span.exact(sum(counts.values())),
        "classes": Span.exact(counts["class"]),
        "sections": Span.exact(counts["section"]),
    }
    return Problem(
        Quantity(Span.exact(counts["item"]), COUNT),
        slips,
        {"rows": lines.height, "classes": counts["class"], "sections": counts["section"]},
        'd.expenditure.filter(level="item").height',
    )


def printed_place(f: Figures) -> Problem:
    """Where the total of expenditure is printed: the locator that leads back to the page."""
    places = {}
    for name, column in (("expenditure", "total"), ("revenue", "total"), ("general_expenditure", "total")):
        held = f.d.frames.get(name)
        total = None if held is None else held.filter(level="total")
        if total is not None and total.height and total[column][0] is not None:
            places[name] = str(total["locator"][0])
    if "expenditure" not in places:
        raise Inapplicable("no_figure", frame="expenditure")
    if len(set(places.values())) < 2:
        raise Inapplicable("no_choice")
    ordered = sorted(set(places.values()))
    return Problem(
        Choice(places["expenditure"], tuple(Option(place, place) for place in ordered)),
        {f"place_of_{name}": place for name, place in places.items() if name != "expenditure"},
        {"amount": Amount(f.total("expenditure").value)},
        'd.expenditure.filter(level="total")["locator"].item()',
        (places["expenditure"],),
    )


TASKS = (
    Task("q1", revenue_in_yuan),
    Task("q2", grand_total),
    Task("q3", count_items),
    Task("q4", printed_place),
)
