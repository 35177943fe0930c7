"""Lesson 6, the three public expenses (“三公”经费): ceiling, implied budget, unit cost, budget and last year apart."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.intervals import decimals
from fzfin.analysis.three_public import three_public
from fzfin.teach.figures import Figures, Row, shown
from fzfin.teach.problem import (
    MONEY,
    Amount,
    Choice,
    Inapplicable,
    Option,
    Percent,
    Problem,
    Quantity,
    Task,
    Word,
)
from fzfin.teach.slips import live
from fzfin.teach.span import Span

_ITEMS = ("overseas", "vehicle", "hospitality")
_DETAIL = 'row = d.three_public_detail.filter(item="{item}").row(0, named=True)\n'


def implied_budget(f: Figures) -> Problem:
    """The budget that a completion rate implies, as an interval."""
    row = _first(_detail(f).filter((pl.col("completion_pct") > 0) & (pl.col("actual") > 0)), "no_completion")
    actual, pct = f.money("three_public_detail", row["actual"]), _printed_pct(row["completion_pct"])
    rate = pct * _HUNDREDTH
    budget = actual.over(rate)
    if budget is None:
        raise Inapplicable("no_completion")
    change = row["change"]
    slips = {
        "multiplied": actual.times(rate),
        "percent_not_divided": actual.over(pct),
        "prior_for_budget": None if change is None else actual - f.money("three_public_detail", change),
        "spent_for_budget": actual,
        "left_over": budget - actual,
    }
    facts = {
        "item": Word(f"three.{row['item']}"),
        "actual": Amount(actual.value),
        "pct": Percent(pct.value),
        "fraction": f"{float(rate.value):.4f}",
    }
    code = _DETAIL.format(item=row["item"]) + 'row["actual"] / (row["completion_pct"] / 100)'
    return Problem(Quantity(budget, MONEY), live(slips), facts, code, (row["locator"],))


def prior_level(f: Figures) -> Problem:
    """Last year's spending, from this year's and the change."""
    found = _detail(f).filter((pl.col("change") != 0) & pl.col("actual").is_not_null())
    row = _first(found, "no_change")
    actual, change = f.money("three_public_detail", row["actual"]), f.money("three_public_detail", row["change"])
    budget = None
    if row["completion_pct"]:
        budget = actual.over(_printed_pct(row["completion_pct"]) * _HUNDREDTH)
    slips = {
        "change_added": actual + change,
        "budget_for_prior": budget,
        "change_itself": abs(change),
        "this_year": actual,
    }
    facts = {
        "item": Word(f"three.{row['item']}"),
        "actual": Amount(actual.value),
        "change": Amount(abs(change).value),
        "direction": Word("more" if change.value > 0 else "less"),
    }
    code = _DETAIL.format(item=row["item"]) + 'row["actual"] - row["change"]'
    return Problem(Quantity(actual - change, MONEY), live(slips), facts, code, (row["locator"],))


def unit_cost(f: Figures) -> Problem:
    """What one journey, vehicle or guest cost, in 元."""
    known = three_public(f.d).filter(pl.col("unit_cost_of").is_not_null() & (pl.col("actual") > 0))
    row = _first(known.filter(pl.col("unit_cost") > 0), "nothing_counted")
    of = row["unit_cost_of"]
    count, actual = Span.exact(row[of]), f.money(_table(f), row["actual"])
    every = _total(f)
    inverse = count.over(actual)
    slips = {
        "wan_per_unit": (actual / count) * (1 / Span.exact(10_000).value),
        "not_divided": actual,
        "inverse_unit": inverse and inverse * (f.wan * 100),
        "all_three_per_unit": every and every / count,
    }
    facts = {
        "item": Word(f"three.{row['item']}"),
        "actual": Amount(actual.value),
        "count": int(row[of]),
        "counted": Word(f"counted.{of}"),
        "each": Word(f"each.{of}"),
    }
    code = (
        f'row = fz.analysis.three_public(d).filter(item="{row["item"]}").row(0, named=True)\n'
        f'row["actual"] * 10_000 / row["{of}"]'
    )
    return Problem(Quantity(actual / count, MONEY, "元"), live(slips), facts, code, (row["locator"],))


def sum_items(f: Figures) -> Problem:
    """The three items added up, purchase and running of vehicles counted once."""
    table = f.frame("three_public")
    amounts = {row["item"]: row["actual"] for row in table.rows(named=True)}
    parts = {item: f.money("three_public", amounts.get(item)) for item in _ITEMS}
    within = {item: f.sum("three_public", [amounts.get(f"vehicle_{item}")]) for item in ("purchase", "running")}
    whole = parts["overseas"] + parts["vehicle"] + parts["hospitality"]
    if not whole.value:
        raise Inapplicable("nothing_spent")
    printed = f.money("three_public", amounts.get("total"))
    if not whole.meets(printed):
        raise Inapplicable("three_do_not_add_up")
    slips = {
        "counted_twice": whole + within["purchase"] + within["running"],
        "total_and_items": whole + whole,
        "running_only": parts["overseas"] + within["running"] + parts["hospitality"],
        "without_vehicles": parts["overseas"] + parts["hospitality"],
    }
    facts = {name: Amount(part.value) for name, part in {**parts, **within}.items()}
    code = (
        'three = d.three_public.filter(pl.col("item").is_in(["overseas", "vehicle", "hospitality"]))\n'
        'three["actual"].sum()'
    )
    return Problem(Quantity(printed.joined(whole), MONEY), live(slips), facts, code, tuple(table["locator"].to_list()))


def ceiling(f: Figures) -> Problem:
    """Against the budget and against last year: two comparisons that are often mixed up."""
    found = _detail(f).filter(
        pl.col("completion_pct").is_not_null() & (pl.col("completion_pct") != 100) & (pl.col("change") != 0)
    )
    apart = (pl.col("completion_pct") < 100) == (pl.col("change") > 0)
    row = _first(found.sort(apart, descending=True, maintain_order=True), "no_change")
    budget, year = ("below" if row["completion_pct"] < 100 else "above"), ("more" if row["change"] > 0 else "less")
    turned = {"below": "above", "above": "below", "more": "less", "less": "more"}
    keys = [f"{first}_{second}" for first in ("below", "above") for second in ("more", "less")]
    slips = {
        "budget_and_year_swapped": f"{turned[budget]}_{turned[year]}",
        "wrong_on_year": f"{budget}_{turned[year]}",
        "wrong_on_budget": f"{turned[budget]}_{year}",
    }
    facts = {
        "item": Word(f"three.{row['item']}"),
        "actual": Amount(f.money("three_public_detail", row["actual"]).value),
        "pct": Percent(_printed_pct(row["completion_pct"]).value),
        "change": Amount(f.money("three_public_detail", row["change"]).value),
    }
    code = _DETAIL.format(item=row["item"]) + (
        'budget = "below" if row["completion_pct"] < 100 else "above"\n'
        'budget + ("_more" if row["change"] > 0 else "_less")'
    )
    options = tuple(Option(key, Word(f"ceiling.{key}")) for key in keys)
    return Problem(Choice(f"{budget}_{year}", options), live(slips), facts, code, (row["locator"],))


_HUNDREDTH = Span.exact(100).value ** -1


def _detail(f: Figures) -> pl.DataFrame:
    return f.frame("three_public_detail")


def _first(found: pl.DataFrame, reason: str) -> Row:
    if found.is_empty():
        raise Inapplicable(reason)
    return found.row(0, named=True)


def _printed_pct(pct: float) -> Span:
    return shown(Span.printed(pct, int(pl.select(decimals(pl.lit(pct))).item())))


def _table(f: Figures) -> str:
    held = f.d.frames.get("three_public")
    return "three_public_detail" if held is None or held.is_empty() else "three_public"


def _total(f: Figures) -> Span | None:
    found = three_public(f.d).filter((pl.col("item") == "total") & (pl.col("actual") > 0))
    return f.money(_table(f), found["actual"][0]) if found.height else None


TASKS = (
    Task("q1", implied_budget),
    Task("q2", prior_level),
    Task("q3", unit_cost),
    Task("q4", sum_items),
    Task("q5", ceiling),
)
