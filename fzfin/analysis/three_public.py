"""The three public expenses (“三公”经费): what was spent, what the budget must have been, what a unit costs."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, accounts_only, frame, printed_decimals
from fzfin.analysis.intervals import FEN, Span, decimals, span
from fzfin.analysis.labels import language, word
from fzfin.analysis.schemas import LIMITS, PAIRS, PUBLIC, shaped

_COUNTS = ("delegations", "travellers", "vehicles_bought", "vehicles_held", "receptions", "guests")


def three_public(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """Compare each of the three public expenses with its budget and with last year.

    Args:
        d: A disclosure.
        lang: Language of `label`.

    Returns:
        One row per item, amounts in 万元: `item, item_name, label, actual`; `budget` as printed, null if it is not;
        `budget_low, budget_high`, of the printed budget or of that implied by actual ÷ completion; `budget_note`,
        which says which of the two, or why there is none
        (``zero_of_unknown``: 0 spent at 0 % of a budget that is not printed; ``contradiction``: 0 spent at more than
        0 %, or the reverse; ``no_completion``: no rate is printed); `completion_pct, change, change_pct` as printed,
        `change_rate` computed, null from zero; `prior, prior_low, prior_high`, implied; the counts; `unit_cost` per
        `unit_cost_of`, null where nothing was counted; `reason, locator`.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> t = fz.analysis.three_public(fz.read())
        >>> t.filter(item="total").select(pl.col("budget_low", "budget_high").round(2)).row(0)
        (14.97, 15.04)
    """
    accounts_only(d, "three_public")
    lang = language(lang)
    table = frame(d, "three_public").with_columns(printed=pl.lit(printed_decimals(d, "three_public")))
    detail = frame(d, "three_public_detail").unique("item", keep="first", maintain_order=True)
    both = table.join(detail, on="item", how="full", coalesce=True, suffix="_told").sort("item")
    places = pl.col("printed").fill_null(0)
    spent = Span.printed(pl.col("actual"), places)
    told_exactly = (pl.col("actual_told") == pl.col("actual")).fill_null(False)
    changed = Span.printed(pl.col("change"), pl.when(told_exactly).then(places).otherwise(0))
    known = both.with_columns(
        pl.coalesce("actual", "actual_told").alias("actual"), locator=pl.coalesce("locator_told", "locator")
    )
    known = known.with_columns(
        *spent.named("spent"), *(spent - changed).floored(pl.col("change") <= pl.col("actual")).named("prior")
    )
    named = pl.when((pl.lit(lang) == "zh") & (pl.col("item") != "total")).then("item_name")
    return shaped(
        _budgeted(_unit_costs(known)).with_columns(
            prior=(pl.col("actual") - pl.col("change")).round(FEN), label=pl.coalesce(named, word("item", "item", lang))
        ),
        PUBLIC,
    ).with_columns(change_rate=pl.when(~span("prior").holds(0.0)).then(pl.col("change") / pl.col("prior")))


def _budgeted(items: pl.DataFrame) -> pl.DataFrame:
    """Add the budget: as printed, else what the actual amount and the completion rate imply."""
    rate = Span.printed(pl.col("completion_pct")).scaled(0.01)
    implied = span("spent") / rate
    own = Span.printed(pl.col("budget"), pl.max_horizontal(decimals(pl.col("actual")), "printed"))
    nothing, none_of = span("spent").holds(0.0), rate.holds(0.0)
    note = (
        pl.when(pl.col("budget").is_not_null())
        .then(pl.lit("printed"))
        .when(pl.col("completion_pct").is_null() | pl.col("actual").is_null())
        .then(pl.lit("no_completion"))
        .when(nothing & none_of)
        .then(pl.lit("zero_of_unknown"))
        .when(nothing | none_of)
        .then(pl.lit("contradiction"))
        .otherwise(pl.lit("implied"))
    )
    return items.with_columns(note.alias("budget_note")).with_columns(
        pl.when(budget_note="printed").then(end_own).when(budget_note="implied").then(end).alias(f"budget_{name}")
        for name, end_own, end in (("low", own.low, implied.low), ("high", own.high, implied.high))
    )


def _unit_costs(items: pl.DataFrame) -> pl.DataFrame:
    """Add the cost of one of what is counted: the first of its counts that is not zero."""
    held = pl.col("vehicles_held").filter(pl.col("item").is_in(["vehicle", "vehicle_running"])).max()
    bought = pl.col("vehicles_bought").filter(pl.col("item").is_in(["vehicle", "vehicle_purchase"])).max()
    counted = items.with_columns(
        vehicles_held=pl.when(item="vehicle_running").then(held).otherwise("vehicles_held"),
        vehicles_bought=pl.when(item="vehicle_purchase").then(bought).otherwise("vehicles_bought"),
    )
    units = (
        ("overseas", "travellers"),
        ("overseas", "delegations"),
        ("vehicle_purchase", "vehicles_bought"),
        ("vehicle_running", "vehicles_held"),
        ("hospitality", "guests"),
        ("hospitality", "receptions"),
    )
    first = pl.coalesce(pl.when((pl.col("item") == i) & (pl.col(c) > 0)).then(pl.lit(c)) for i, c in units)
    count = pl.coalesce(pl.when(pl.col("unit_cost_of") == c).then(c) for c in _COUNTS)
    return counted.with_columns(unit_cost_of=first).with_columns(unit_cost=pl.col("actual") / count)


def three_public_limits(t: pl.DataFrame) -> pl.DataFrame:
    """Set what was spent against its limit, for a bullet chart.

    Args:
        t: What `three_public` gives.

    Returns:
        `label, actual, limit, limit_low, limit_high, prior, completion_pct, locator`, in 万元. `limit` is a
        printed budget; where there is none, its ends are those of the implied one; where none can be derived, null.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.three_public_limits(fz.analysis.three_public(fz.read()))["limit_low"].round(2).to_list()[0]
        14.97
    """
    limit = {f"limit{end}": pl.col(f"budget{end}") for end in ("", "_low", "_high")}
    return shaped(t.with_columns(**limit), LIMITS)


def three_public_pairs(t: pl.DataFrame) -> pl.DataFrame:
    """Pair this year with last, for a dumbbell: each expense that is no sum of others.

    Args:
        t: What `three_public` gives.

    Returns:
        `label, prior, prior_low, prior_high, actual, change, change_rate, reason, locator`, in 万元.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.three_public_pairs(fz.analysis.three_public(fz.read())).height
        4
    """
    return shaped(t.filter(~pl.col("item").is_in(["total", "vehicle"])), PAIRS)
