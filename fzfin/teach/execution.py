"""Lesson 5, execution and variance (执行与差异): original and adjusted budget, actual, and what they do not tell."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from fzfin.teach.figures import Figures, Row, share
from fzfin.teach.problem import PERCENT, Amount, Choice, Inapplicable, Option, Problem, Quantity, Task, Word
from fzfin.teach.slips import inverse_ratio, live, of
from fzfin.teach.span import Span, total

_FORMS = 'forms = d.project_funding.filter(pl.col("source") == "total")\n'
_WHOLE = _FORMS + 'forms = forms.drop_nulls(["original_budget", "adjusted_budget", "actual"])\n'


def rate_adjusted(f: Figures) -> Problem:
    """The execution rate of one project on its adjusted budget."""
    row = _project(f)
    original, adjusted, actual = _amounts(f, row)
    slips = {
        "original_denominator": of(actual, original),
        "inverse_ratio": inverse_ratio(actual, adjusted),
        "unspent_rate": of(adjusted - actual, adjusted),
        "budget_change": of(adjusted, original),
    }
    facts = {**_named(row), "original": Amount(original.value), **_spent(adjusted, actual)}
    code = _FORMS + (
        f'form = forms.filter(pl.col("project_no") == {row["project_no"]})\n'
        'form["actual"].item() / form["adjusted_budget"].item() * 100'
    )
    return Problem(Quantity(share(actual, adjusted), PERCENT), live(slips), facts, code, (row["locator"],))


def rate_original(f: Figures) -> Problem:
    """The execution rate of all projects on their original budgets."""
    original, adjusted, actual = _sums(f)
    slips = {
        "adjusted_denominator": of(actual, adjusted),
        "inverse_ratio": inverse_ratio(actual, original),
        "budget_change": of(adjusted, original),
    }
    facts = {"count": f.projects.height, "original": Amount(original.value), **_spent(adjusted, actual)}
    code = _WHOLE + 'forms["actual"].sum() / forms["original_budget"].sum() * 100'
    return Problem(Quantity(share(actual, original), PERCENT), live(slips), facts, code, _places(f))


def overall_rate(f: Figures) -> Problem:
    """The execution rate of all projects together on their adjusted budgets."""
    original, adjusted, actual = _sums(f)
    if f.projects.height < 2:
        raise Inapplicable("one_project")
    rates = [of(amounts[2], amounts[1]) for amounts in (_amounts(f, row) for row in f.projects.rows(named=True))]
    known = [rate for rate in rates if rate is not None]
    slips = {
        "mean_of_project_rates": total(known) * Fraction(1, len(known)) if known else None,
        "original_denominator": of(actual, original),
        "inverse_ratio": inverse_ratio(actual, adjusted),
        "unspent_rate": of(adjusted - actual, adjusted),
    }
    facts = {"count": f.projects.height, **_spent(adjusted, actual)}
    code = _WHOLE + 'forms["actual"].sum() / forms["adjusted_budget"].sum() * 100'
    return Problem(Quantity(share(actual, adjusted), PERCENT), live(slips), facts, code, _places(f))


def composition_variance(f: Figures) -> Problem:
    """How far actuals are from original budgets that are scaled to the same total (PEFA)."""
    rows = [_amounts(f, row) for row in f.projects.rows(named=True)]
    if len(rows) < 2:
        raise Inapplicable("one_project")
    original, _, actual = _sums(f)
    factor = actual.over(original)
    if factor is None or not actual.value:
        raise Inapplicable("zero_whole")
    scaled = total([abs(a - o * factor.value) for o, _, a in rows])
    slips = {
        "not_scaled": of(total([abs(a - o) for o, _, a in rows]), actual),
        "against_adjusted": of(total([abs(a - b) for _, b, a in rows]), actual),
        "halved": share(scaled, actual) * Fraction(1, 2),
        "signed_sum": Span.exact(0),
    }
    facts = {
        "count": len(rows),
        "actual": Amount(actual.value),
        "factor": f"{float(factor.value):.4f}",
        "deviation": Amount(scaled.value),
    }
    code = _WHOLE + (
        'scaled = forms["original_budget"] * forms["actual"].sum() / forms["original_budget"].sum()\n'
        '(forms["actual"] - scaled).abs().sum() / forms["actual"].sum() * 100'
    )
    return Problem(Quantity(share(scaled, actual), PERCENT), live(slips), facts, code, _places(f))


def underspending(f: Figures) -> Problem:
    """What a budget that was not used up says by itself: that one has to ask."""
    below = f.projects.filter(pl.col("actual") < pl.col("adjusted_budget"))
    if below.is_empty():
        raise Inapplicable("all_spent")
    row = below.sort(pl.col("adjusted_budget") - pl.col("actual"), descending=True).row(0, named=True)
    _, adjusted, actual = _amounts(f, row)
    options = tuple(Option(key, Word(f"underspending.{key}")) for key in ("saved", "ask", "failed"))
    facts = {"project": row["name"], **_spent(adjusted, actual)}
    return Problem(Choice("ask", options), {"saved": "saved", "failed": "failed"}, facts, '"ask"', (row["locator"],))


def _project(f: Figures) -> Row:
    """A project that spent a part of its budget; best one whose budget was adjusted."""
    budgeted = f.projects.filter(pl.col("adjusted_budget") > 0)
    if budgeted.is_empty():
        raise Inapplicable("zero_whole")
    partly = (pl.col("actual") > 0) & (pl.col("actual") < pl.col("adjusted_budget"))
    adjusted = (pl.col("original_budget") > 0) & (pl.col("original_budget") != pl.col("adjusted_budget"))
    unspent = (pl.col("adjusted_budget") - pl.col("actual")).abs()
    return budgeted.sort(partly, adjusted, unspent, descending=True, maintain_order=True).row(0, named=True)


def _amounts(f: Figures, row: Row) -> tuple[Span, Span, Span]:
    original, adjusted, actual = (
        f.money("project_funding", row[column]) for column in ("original_budget", "adjusted_budget", "actual")
    )
    return original, adjusted, actual


def _sums(f: Figures) -> tuple[Span, Span, Span]:
    original, adjusted, actual = (
        f.sum("project_funding", f.projects[column].to_list())
        for column in ("original_budget", "adjusted_budget", "actual")
    )
    return original, adjusted, actual


def _named(row: Row) -> dict[str, object]:
    return {"project": row["name"], "no": row["project_no"]}


def _spent(adjusted: Span, actual: Span) -> dict[str, Amount]:
    return {"adjusted": Amount(adjusted.value), "actual": Amount(actual.value)}


def _places(f: Figures) -> tuple[str, ...]:
    return tuple(f.projects["locator"].to_list())


TASKS = (
    Task("q1", rate_adjusted),
    Task("q2", rate_original),
    Task("q3", overall_rate),
    Task("q4", composition_variance),
    Task("q5", underspending),
)
