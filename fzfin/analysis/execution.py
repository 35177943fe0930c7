"""Budgets of projects and what was spent of them (预算执行): original, adjusted, actual."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import language, terms
from fzfin.analysis.schemas import EXECUTION, LIMITS, STEPS, shaped
from fzfin.errors import ParameterError


def execution(p: pl.DataFrame) -> pl.DataFrame:
    """Hold what each project spent against its original budget, its adjusted budget, and its part of all spending.

    Args:
        p: What `performance` gives.

    Returns:
        One row per project of which all three amounts are printed, in print order: `project_no, label,
        original_budget` (年初预算数)`, adjusted_budget` (全年预算数)`, actual` (全年执行数) in 万元`, original_rate,
        execution_rate` (on the original and on the adjusted budget; null without one)`, expected` (what it would have
        spent, had all projects kept their part of the original budget: original × all actuals ÷ all originals; null
        without originals)`, deviation` (how far the actual is from that, never negative)`, locator`.

    Example:
        >>> import fzfin as fz
        >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
        >>> round(e["actual"].sum(), 2)
        2182.8
    """
    known = p.rename({"budget": "adjusted_budget"}).drop_nulls(["original_budget", "adjusted_budget", "actual"])
    original = pl.col("original_budget")
    part = pl.when(original.sum() != 0).then(original * pl.col("actual").sum() / original.sum())
    rows = known.with_columns(
        original_rate=pl.when(original != 0).then(pl.col("actual") / original), expected=part.round(FEN)
    )
    return shaped(rows.with_columns(deviation=(pl.col("actual") - pl.col("expected")).abs().round(FEN)), EXECUTION)


def execution_pair(e: pl.DataFrame) -> pl.DataFrame:
    """Two projects that are enough to compute with by hand, held against each other alone.

    Args:
        e: What `execution` gives.

    Returns:
        The project with the largest original budget and, of the others, the one whose budget rose most in the year, in
        print order, with `expected` and `deviation` of these two; fewer rows where there are fewer projects.

    Example:
        >>> import fzfin as fz
        >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
        >>> fz.analysis.execution_pair(e).height
        2
    """
    first = e.sort("original_budget", descending=True, maintain_order=True).head(1)
    others = e.filter(~pl.col("project_no").is_in(first["project_no"].to_list()))
    second = others.sort(
        pl.col("adjusted_budget") - pl.col("original_budget"), descending=True, maintain_order=True
    ).head(1)
    both = pl.concat([first, second]).sort("project_no")
    return execution(both.rename({"adjusted_budget": "budget"}))


def execution_steps(e: pl.DataFrame, *, lang: str | None = None) -> pl.DataFrame:
    """Lay out the way from the original budgets over the adjusted to what was spent, for a waterfall.

    Args:
        e: What `execution` gives.
        lang: Language of the labels.

    Returns:
        `order, label, kind, amount, start, end, …` as of `variance_steps`: all original budgets, what projects were
        given and what they lost in the year, all adjusted budgets, what was not spent and what was spent beyond, all
        actuals; steps of zero are left out. Empty without projects.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
        >>> fz.analysis.execution_steps(e, lang="en")["label"].to_list()[:3]
        ['Original budget', 'Added in the year', 'Adjusted budget']
    """
    lang = language(lang)
    words = terms("execution", lang)
    if e.is_empty():
        return shaped(pl.DataFrame(), STEPS).clear()
    added, unspent = pl.col("adjusted_budget") - pl.col("original_budget"), pl.col("adjusted_budget") - pl.col("actual")
    sums = e.select(
        original=pl.col("original_budget").sum(),
        added=added.filter(added > 0).sum(),
        cut=added.filter(added < 0).sum(),
        adjusted=pl.col("adjusted_budget").sum(),
        unspent=-unspent.filter(unspent > 0).sum(),
        beyond=-unspent.filter(unspent < 0).sum(),
        actual=pl.col("actual").sum(),
    )
    total = pl.col("key").is_in(["original", "adjusted", "actual"])
    steps = (
        sums.unpivot(variable_name="key", value_name="amount")
        .with_columns(
            pl.col("amount").round(FEN), kind=pl.when(total).then(pl.lit("total")).otherwise(pl.lit("change"))
        )
        .filter(total | (pl.col("amount") != 0))
        .with_columns(label=pl.col("key").replace_strict(words), order=pl.int_range(1, pl.len() + 1))
    )
    group = (pl.col("kind") == "total").cum_sum()
    steps = steps.with_columns(end=pl.col("amount").cum_sum().over(group).round(FEN))
    start = pl.when(pl.col("kind") == "total").then(0.0).otherwise(pl.col("end").shift(1))
    return shaped(steps.with_columns(start=start), STEPS)


def execution_limits(e: pl.DataFrame, *, top: int = 10) -> pl.DataFrame:
    """The projects with the largest budgets, for bullets of what was spent against the adjusted budget.

    Args:
        e: What `execution` gives.
        top: How many projects.

    Returns:
        `label, actual, limit, …` as of `three_public_limits`; `limit` is the adjusted budget, no rate is printed.

    Raises:
        ParameterError: `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
        >>> fz.analysis.execution_limits(e, top=2).select("actual", "limit").row(0)
        (412.12, 1100.0)
    """
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")
    largest = e.sort("adjusted_budget", descending=True, maintain_order=True).head(top)
    return shaped(largest.with_columns(limit="adjusted_budget"), LIMITS)
