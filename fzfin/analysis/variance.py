"""This year against last (比上年增减): by source of revenue, by fund, by class, section and item."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, accounts_only
from fzfin.analysis.intervals import EXACT, FEN, span
from fzfin.analysis.labels import labelled, language, terms, word
from fzfin.analysis.lines import lines_of
from fzfin.analysis.schemas import VARIANCE, shaped
from fzfin.analysis.statements import comparisons, explained

_MONEY = ("actual", "prior", "change")
_ENDS = ("actual_low", "actual_high", "prior_low", "prior_high", "change_low", "change_high")


def variance(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """Compare the year with the year before, line by line.

    The prior year is not printed in a final account: it is implied by the amount and the change that the prose gives,
    and is an interval. Where the prose says nothing it is null, and the line stays.

    Args:
        d: A disclosure.
        lang: Language of `label`: ``zh`` as printed, ``en`` from the vocabulary.

    Returns:
        One row per line, amounts in 万元: `side, fund, level, code, name, label, parent_code, actual, prior, prior_low,
        prior_high, change, change_low, change_high, change_rate` (change ÷ prior; null from zero), `printed_pct` (as
        printed, in percent), `contribution_rate` (change ÷ the prior year of its fund, for totals, sources and funds of
        all funds), `mentioned` (the prose compares it), `derived` (added up from items, or a residual), `subject` (what
        the prose calls it), `note, reason, locator`. A row of level ``residual`` is the part of its fund's change that
        the mentioned items leave over; that of fund ``all`` is spent from other money or not compared.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> v = fz.analysis.variance(fz.read())
        >>> v.filter(level="fund", fund="general_public_budget").select("actual", "prior", "change").row(0)
        (2379.25, 4505.39, -2126.14)
    """
    accounts_only(d, "variance")
    lang = language(lang)
    lines = explained(lines_of(d), comparisons(d)).with_columns(derived=False)
    lines = _rolled_up(lines)
    both = pl.concat([lines, _residuals(lines)], how="diagonal").sort(
        "side", "fund", pl.col("level") == "residual", "line", maintain_order=True
    )
    rated = _rated(both).with_columns(locator=pl.coalesce("told_locator", "locator"))
    return shaped(_named(rated, lang), VARIANCE)


def _rolled_up(lines: pl.DataFrame) -> pl.DataFrame:
    """Add up the items of each class and section that the prose does not compare, where it compares all of them."""
    items = lines.filter(pl.col("level") == "item")
    known = pl.col("prior").is_not_null().all()
    sums = [
        items.group_by("fund", code=pl.col("code").str.slice(0, length)).agg(
            *(pl.when(known).then(pl.col(c).sum().round(FEN)).alias(f"sum_{c}") for c in _MONEY),
            *(pl.when(known).then(pl.col(c).sum().round(EXACT)).alias(f"sum_{c}") for c in _ENDS),
        )
        for length in (3, 5)
    ]
    joined = lines.join(pl.concat(sums), on=["fund", "code"], how="left", maintain_order="left")
    rolled = (
        pl.col("level").is_in(["class", "section"])
        & pl.col("change").is_null()
        & span("actual").meets(span("sum_actual"))
    ).fill_null(False)
    return joined.with_columns(
        *(pl.when(rolled).then(f"sum_{c}").otherwise(c).alias(c) for c in (*_MONEY[1:], *_ENDS[2:])),
        derived=rolled,
        note=pl.when(~rolled | pl.col("mentioned")).then("note"),
    ).drop(f"sum_{c}" for c in (*_MONEY, *_ENDS))


def _residuals(lines: pl.DataFrame) -> pl.DataFrame:
    """What the mentioned items leave over of each fund's change, and the compared funds of all expenditure's."""
    spending = lines.filter((pl.col("side") == "expenditure") & pl.col("change").is_not_null())
    funds = spending.filter(pl.col("level") == "fund")
    parts = [
        (funds, spending.filter(pl.col("level") == "item")),
        (
            spending.filter(pl.col("level") == "total"),
            funds.with_columns(fund=pl.lit("all").cast(funds.schema["fund"])),
        ),
    ]
    return pl.concat([_left_over(whole, part) for whole, part in parts])


def _left_over(wholes: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    sums = parts.group_by("fund").agg(pl.col(*_MONEY, *_ENDS).sum().name.prefix("sum_"))
    joined = wholes.join(sums, on="fund", how="left", maintain_order="left").with_columns(
        pl.col(f"sum_{c}").fill_null(0.0) for c in (*_MONEY, *_ENDS)
    )
    left = {c: span(c) - span(f"sum_{c}") for c in _MONEY}
    return joined.select(
        "line",
        "side",
        "fund",
        "told_locator",
        "locator",
        *((pl.col(c) - pl.col(f"sum_{c}")).round(FEN).alias(c) for c in _MONEY),
        *(end for c in _MONEY for end in left[c].named(c)),
        level=pl.lit("residual").cast(wholes.schema["level"]),
        mentioned=False,
        derived=True,
        note=pl.when(left["change"].holds(0.0)).then(pl.lit("rounding")),
    )


def _rated(lines: pl.DataFrame) -> pl.DataFrame:
    """Add the change in relation to the line's own prior year and to that of its fund; from zero both are undefined."""
    has_prior = ~span("prior").holds(0.0) & (pl.col("prior") > 0)
    own = pl.when(has_prior).then("prior")
    of_side = own.filter(pl.col("level") == "total").first().over("side")
    of_fund = own.filter(pl.col("level") == "fund").first().over("side", "fund")
    whole = pl.when((pl.col("level") == "fund") | (pl.col("fund") == "all")).then(of_side).otherwise(of_fund)
    from_zero = span("prior").holds(0.0) & ~span("actual").holds(0.0) & (pl.col("level") != "residual")
    return lines.with_columns(
        change_rate=pl.when(pl.col("level") != "residual").then(pl.col("change") / own),
        contribution_rate=pl.col("change") / whole,
        note=pl.when(from_zero).then(pl.lit("from_zero")).otherwise("note"),
    )


def _named(lines: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Add `label`: a residual is rounding, other money or not explained; totals and funds have words of their own."""
    left_over = (
        pl.when(pl.col("note") == "rounding")
        .then(pl.lit("rounding"))
        .when(pl.col("fund") == "all")
        .then(pl.lit("other_money"))
        .otherwise(pl.lit("not_explained"))
    )
    residual = left_over.replace_strict(terms("residual", lang), return_dtype=pl.String)
    return labelled(lines, lang).with_columns(
        label=pl.when(pl.col("level") == "residual")
        .then(residual)
        .when(pl.col("level") == "fund")
        .then(word("fund", "fund", lang))
        .otherwise("label")
    )
