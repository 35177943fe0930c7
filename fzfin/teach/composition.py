"""Lesson 3, composition (结构): by function and by economic item, shares and their denominators."""

from __future__ import annotations

import polars as pl

from fzfin.teach.figures import Figures, share
from fzfin.teach.problem import (
    MONEY,
    PERCENT,
    Amount,
    Choice,
    Inapplicable,
    Line,
    Option,
    Problem,
    Quantity,
    Task,
)
from fzfin.teach.slips import inverse_ratio, live, of
from fzfin.teach.span import Span

_MOST = 26
_WAGES = "301"
"""The economic class of wages and benefits (工资福利支出), the same in the whole country."""
_LARGEST = 'classes = d.expenditure.filter(level="class").sort("total", descending=True)\n'


def largest_class(f: Figures) -> Problem:
    """On which functional class most was spent."""
    classes = _classes(f)
    ranked = classes.sort("total", descending=True, maintain_order=True)
    codes = ranked["line_code"].to_list()
    if ranked.height < 2:
        raise Inapplicable("one_class")
    if ranked["total"][0] == ranked["total"][1]:
        raise Inapplicable("tie")
    shown = classes.head(_MOST)
    slips = {
        "second_largest": codes[1],
        "smallest": codes[-1],
    }
    options = tuple(Option(code, Line(code, name)) for code, name in shown.select("line_code", "line_name").iter_rows())
    return Problem(
        Choice(codes[0], options),
        live(slips),
        {"amount": Amount(f.money("expenditure", ranked["total"][0]).value)},
        _LARGEST + 'classes["line_code"].first()',
        (ranked["locator"][0],),
    )


def class_share(f: Figures) -> Problem:
    """What the largest functional class is of all expenditure."""
    row = _classes(f).sort("total", descending=True, maintain_order=True).row(0, named=True)
    lines = f.frame("expenditure")
    part, whole = f.money("expenditure", row["total"]), f.total("expenditure")
    if part.value == whole.value:
        raise Inapplicable("one_class")
    revenue, general = f.try_total("revenue"), f.try_total("general_expenditure")
    below = lines.filter(pl.col("line_code").str.starts_with(row["line_code"]))
    slips = {
        "inverse_ratio": inverse_ratio(part, whole),
        "wrong_denominator_revenue": revenue and of(part, revenue),
        "wrong_denominator_general": general and of(part, general),
        "double_counted_denominator": of(part, f.sum("expenditure", lines["total"].to_list())),
        "double_counted_part": of(f.sum("expenditure", below["total"].to_list()), whole),
    }
    return Problem(
        Quantity(share(part, whole), PERCENT),
        live(slips),
        {
            "line": Line(row["line_code"], row["line_name"]),
            "part": Amount(part.value),
            "whole": Amount(whole.value),
        },
        _LARGEST + 'total = d.expenditure.filter(level="total")["total"].item()\n'
        'classes["total"].first() / total * 100',
        (row["locator"], f.row("expenditure", level="total")["locator"]),
    )


def sum_once(f: Figures) -> Problem:
    """Expenditure with each yuan counted once: one level of lines only."""
    lines = f.frame("expenditure")
    printed = f.total("expenditure")
    classes = f.sum("expenditure", lines.filter(level="class")["total"].to_list())
    if not printed.value:
        raise Inapplicable("zero_part")
    if not classes.meets(printed):
        raise Inapplicable("does_not_add_up")
    every = f.sum("expenditure", lines["total"].to_list())
    slips = {
        "all_rows_added": every,
        "all_but_total": every - printed,
        "two_levels": classes + printed,
    }
    return Problem(
        Quantity(printed.joined(classes), MONEY),
        live(slips),
        {"rows": lines.height, "all_rows": Amount(every.value)},
        'd.expenditure.filter(level="class")["total"].sum()',
        (f.row("expenditure", level="total")["locator"],),
    )


def personnel_of_basic(f: Figures) -> Problem:
    """What personnel is of basic expenditure from the general public budget."""
    personnel, running = _group(f, "personnel"), _group(f, "running")
    whole = personnel + running
    if not personnel.value:
        raise Inapplicable("zero_part")
    spent = f.try_total("expenditure")
    wages = f.frame("basic_expenditure").filter(economic_code=_WAGES)["amount"].to_list()
    slips = {
        "all_expenditure_denominator": spent and of(personnel, spent),
        "running_share": of(running, whole),
        "personnel_to_running": of(personnel, running),
        "inverse_ratio": inverse_ratio(personnel, whole),
        "wages_only": of(f.sum("basic_expenditure", wages), whole),
    }
    return Problem(
        Quantity(share(personnel, whole), PERCENT),
        live(slips),
        {
            "personnel": Amount(personnel.value),
            "running": Amount(running.value),
            "part": Amount(personnel.value),
            "whole": Amount(whole.value),
        },
        'totals = d.basic_expenditure.filter(level="total")\n'
        'totals.filter(group="personnel")["amount"].item() / totals["amount"].sum() * 100',
        tuple(f.frame("basic_expenditure").filter(level="total")["locator"].to_list()),
    )


def personnel_of_all(f: Figures) -> Problem:
    """What the same personnel expenditure is of all expenditure."""
    personnel, whole = _group(f, "personnel"), f.total("expenditure")
    if not personnel.value:
        raise Inapplicable("zero_part")
    general = f.try_total("general_expenditure")
    slips = {
        "basic_denominator": of(personnel, personnel + _group(f, "running")),
        "general_denominator": general and of(personnel, general),
        "inverse_ratio": inverse_ratio(personnel, whole),
    }
    return Problem(
        Quantity(share(personnel, whole), PERCENT),
        live(slips),
        {"part": Amount(personnel.value), "whole": Amount(whole.value)},
        'totals = d.basic_expenditure.filter(level="total")\n'
        'personnel = totals.filter(group="personnel")["amount"].item()\n'
        'personnel / d.expenditure.filter(level="total")["total"].item() * 100',
        (f.row("expenditure", level="total")["locator"],),
    )


def _classes(f: Figures) -> pl.DataFrame:
    classes = f.frame("expenditure").filter((pl.col("level") == "class") & (pl.col("total") != 0))
    named = classes.filter(pl.col("line_code").is_not_null())
    if named.is_empty():
        raise Inapplicable("no_figure", frame="expenditure")
    return named


def _group(f: Figures, group: str) -> Span:
    return f.money("basic_expenditure", f.row("basic_expenditure", level="total", group=group)["amount"])


TASKS = (
    Task("q1", largest_class),
    Task("q2", class_share),
    Task("q3", sum_once),
    Task("q4", personnel_of_basic),
    Task("q5", personnel_of_all),
)
