"""Budgets of projects and what was spent of them (预算执行): original, adjusted, actual."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import language, terms
from fzfin.analysis.schemas import EXECUTION, LIMITS, STEPS, shaped
from fzfin.errors import ParameterError

_AMOUNTS = ("original_budget", "adjusted_budget", "actual")


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
    return _expected(p.rename({"budget": "adjusted_budget"}).drop_nulls(_AMOUNTS))


def execution_lines(c: pl.DataFrame, *, level: str = "class") -> pl.DataFrame:
    """Hold what each line of expenditure spent against the budget of the department, as `execution` does with projects.

    Args:
        c: What `fzfin.compare` gives of a budget and its account.
        level: The level of the lines: ``class``, ``section`` or ``item``.

    Returns:
        The columns of `execution`, one row per line of 支出决算表 of which both amounts are printed. A budget that is
        published at the start of the year is the original one: `project_no, adjusted_budget` and its rate are null.

    Example:
        >>> from fzfin import teach
        >>> import fzfin as fz
        >>> c = fz.compare(teach.budget("school"), teach.account("school"), lang="en")
        >>> execution_lines(c).select("label", "original_budget", "actual").row(0)
        ('Education', 1298.64, 1247.89)
    """
    held = c.filter((pl.col("table") == "expenditure") & (pl.col("column") == "total") & (pl.col("level") == level))
    known = held.drop_nulls(["budget", "actual"]).filter((pl.col("budget") != 0) | (pl.col("actual") != 0))
    return _expected(known.with_columns(original_budget="budget", locator="actual_locator"))


def execution_groups(e: pl.DataFrame, *, top: int = 3, lang: str | None = None) -> pl.DataFrame:
    """The largest lines and all others as one, few enough to compute with by hand.

    Args:
        e: What `execution` or `execution_lines` gives.
        top: How many lines stand by themselves, by the larger of original budget and actual.
        lang: Language of the label of all others.

    Returns:
        The columns of `execution`; the amounts of the others are added up, `expected` and `deviation` are theirs
        together: lines that differ in opposite directions within them even out.

    Raises:
        ParameterError: `top` is below 1, or the language another one.

    Example:
        >>> import fzfin as fz
        >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
        >>> execution_groups(e, lang="en")["label"][-1]
        'All others'
    """
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")
    words = terms("execution", language(lang))
    size = pl.max_horizontal("original_budget", "actual")
    ordered = e.sort(size, descending=True, maintain_order=True)
    if e.height <= top + 1:
        return _expected(ordered)
    rest = ordered.slice(top).select(pl.col(_AMOUNTS).sum().round(FEN)).with_columns(label=pl.lit(words["others"]))
    return _expected(pl.concat([ordered.head(top), shaped(rest, EXECUTION)]))


def _expected(known: pl.DataFrame) -> pl.DataFrame:
    """Rates, and what each would have spent, had all kept their part of the original budget."""
    original = pl.col("original_budget")
    part = pl.when(original.sum() != 0).then(original * pl.col("actual").sum() / original.sum())
    rows = known.with_columns(
        original_rate=pl.when(original != 0).then(pl.col("actual") / original), expected=part.round(FEN)
    )
    return shaped(rows.with_columns(deviation=(pl.col("actual") - pl.col("expected")).abs().round(FEN)), EXECUTION)


def execution_pair(e: pl.DataFrame) -> pl.DataFrame:
    """Two projects or lines that are enough to compute with by hand, held against each other alone.

    Args:
        e: What `execution` or `execution_lines` gives.

    Returns:
        The project with the largest original budget and, of the others, the one whose budget rose most in the year, or
        without adjusted budgets whose actual is most above it, in print order, with `expected` and `deviation` of these
        two; fewer rows where there are fewer projects.

    Example:
        >>> import fzfin as fz
        >>> e = fz.analysis.execution(fz.analysis.performance(fz.read()))
        >>> fz.analysis.execution_pair(e).height
        2
    """
    ordered = e.with_row_index("at").sort("original_budget", descending=True, maintain_order=True)
    rise = pl.coalesce("adjusted_budget", "actual") - pl.col("original_budget")
    second = ordered.slice(1).sort(rise, descending=True, maintain_order=True).head(1)
    return _expected(pl.concat([ordered.head(1), second]).sort("at"))


def execution_steps(e: pl.DataFrame, *, lang: str | None = None) -> pl.DataFrame:
    """Lay out the way from the original budgets over the adjusted to what was spent, for a waterfall.

    Args:
        e: What `execution` or `execution_lines` gives.
        lang: Language of the labels.

    Returns:
        `order, label, kind, amount, start, end, …` as of `variance_steps`: all original budgets, what projects were
        given and what they lost in the year, all adjusted budgets, what was not spent and what was spent beyond, all
        actuals; without adjusted budgets, the step of each line from original budgets to actuals. Steps of zero are
        left out. Empty without projects or lines.

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
    if e["adjusted_budget"].null_count() == e.height:
        return _placed(_line_steps(e, words["original"], words["actual"]))
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
        .with_columns(label=pl.col("key").replace_strict(words))
    )
    return _placed(steps)


def _line_steps(e: pl.DataFrame, original: str, actual: str) -> pl.DataFrame:
    """All original budgets, by how much each line is off its own, the farthest first, and all actuals."""
    off = (pl.col("actual") - pl.col("original_budget")).round(FEN)
    lines = e.select("label", kind=pl.lit("change"), amount=off).filter(pl.col("amount") != 0)
    ends = [
        e.select(label=pl.lit(label), kind=pl.lit("total"), amount=pl.col(column).sum().round(FEN))
        for label, column in ((original, "original_budget"), (actual, "actual"))
    ]
    ordered = lines.sort(pl.col("amount").abs(), descending=True, maintain_order=True)
    return pl.concat([ends[0], ordered, ends[1]])


def _placed(steps: pl.DataFrame) -> pl.DataFrame:
    """Steps with where each begins and ends: a total at zero, a change where the one before ended."""
    steps = steps.with_columns(order=pl.int_range(1, pl.len() + 1))
    group = (pl.col("kind") == "total").cum_sum()
    steps = steps.with_columns(end=pl.col("amount").cum_sum().over(group).round(FEN))
    start = pl.when(pl.col("kind") == "total").then(0.0).otherwise(pl.col("end").shift(1))
    return shaped(steps.with_columns(start=start), STEPS)


def execution_limits(e: pl.DataFrame, *, top: int = 10) -> pl.DataFrame:
    """The projects with the largest budgets, for bullets of what was spent against the adjusted budget.

    Args:
        e: What `execution` or `execution_lines` gives.
        top: How many projects.

    Returns:
        `label, actual, limit, …` as of `three_public_limits`; `limit` is the adjusted budget, without one the original;
        no rate is printed.

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
    limited = e.with_columns(limit=pl.coalesce("adjusted_budget", "original_budget"))
    return shaped(limited.sort("limit", descending=True, maintain_order=True).head(top), LIMITS)
