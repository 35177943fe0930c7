"""The changes of one fund, laid out for a waterfall and for pairs of this year and last."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import language, terms
from fzfin.analysis.schemas import INDEX, PAIRS, STEPS, shaped
from fzfin.errors import ParameterError


def _parts(v: pl.DataFrame, fund: str, level: str, line: str | None = None) -> pl.DataFrame:
    """The rows of one level: of a fund, of all funds (whose parts are the funds), or of a line of a fund."""
    held = v.filter(pl.col("side") == "expenditure")
    if line is not None:
        below = held.filter((pl.col("fund") == fund) & pl.col("code").str.starts_with(line))
        if level == "whole":
            return below.filter(pl.col("code") == line)
        return below.filter(pl.col("level") == "item") if level == "part" else _left_over(below, line)
    if fund == "all" and level == "whole":
        return held.filter(pl.col("level") == "total")
    if fund == "all" and level == "part":
        return held.filter(pl.col("level") == "fund")
    return held.filter(
        (pl.col("fund") == fund) & (pl.col("level") == {"whole": "fund", "part": "item"}.get(level, level))
    )


def _left_over(below: pl.DataFrame, line: str) -> pl.DataFrame:
    """What the items of a line leave over of its change: rounding where the printed figures allow it."""
    whole, items = below.filter(pl.col("code") == line), below.filter(pl.col("level") == "item")
    sums = items.select(pl.col("change", "change_low", "change_high").sum().name.prefix("sum_"))
    left = (pl.col("change") - pl.col("sum_change")).round(FEN)
    close = (pl.col("change_low") <= pl.col("sum_change_high")) & (pl.col("sum_change_low") <= pl.col("change_high"))
    return (
        whole.filter(pl.col("change").is_not_null())
        .join(sums, how="cross")
        .with_columns(
            change=left,
            reason=pl.lit(None, pl.String),
            label=pl.when(close).then(pl.lit("rounding")).otherwise(pl.lit("not_explained")),
        )
        .select(below.columns)
    )


def _checked(v: pl.DataFrame, fund: str, top: int) -> None:
    funds = v.schema["fund"].categories.to_list()  # type: ignore[attr-defined]
    if fund not in funds:
        raise ParameterError(f"expected fund to be one of {', '.join(funds)}, found {fund!r}")
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")


def variance_steps(
    v: pl.DataFrame,
    *,
    fund: str = "general_public_budget",
    line: str | None = None,
    top: int = 10,
    lang: str | None = None,
) -> pl.DataFrame:
    """Lay out the way from last year's expenditure to this year's, for a waterfall.

    Args:
        v: What `variance` gives.
        fund: The fund whose items are the steps; ``all`` for all expenditure, whose steps are the funds.
        line: The code of a class or section of that fund whose items are the steps, instead of those of the fund.
        top: How many lines get a step of their own, by size of change; the others are one step.
        lang: Language of the labels that stand for no line.

    Returns:
        `order, label, kind` (total, change, rest)`, amount, start, end` in 万元, `change_rate, contribution_rate,
        reason, locator`. Each step starts
        where the one before it ends; the last total is the actual amount. A ``rest`` is what the compared lines leave
        over. Empty where the prior year of the whole is not known.

    Raises:
        ParameterError: The fund or the language is unknown, or `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> steps = fz.analysis.variance_steps(fz.analysis.variance(fz.read()), top=3)
        >>> steps["kind"].to_list()
        ['total', 'change', 'change', 'change', 'change', 'rest', 'total']
    """
    _checked(v, fund, top)
    lang = language(lang)
    words = terms("step", lang)
    whole = _parts(v, fund, "whole", line).filter(pl.col("prior").is_not_null())
    if whole.is_empty():
        return shaped(pl.DataFrame(), STEPS).clear()
    ranked = (
        _parts(v, fund, "part", line)
        .filter(pl.col("change").is_not_null())
        .sort(pl.col("change").abs(), descending=True, maintain_order=True)
        .with_columns(amount="change", kind=pl.lit("change"))
    )
    columns = ["label", "kind", "amount", "change_rate", "contribution_rate", "reason", "locator"]
    others = ranked.slice(top)
    summed = others.select(
        label=pl.lit(words["other_line" if others.height == 1 else "other_lines"].format(n=others.height)),
        kind=pl.lit("change"),
        amount=pl.col("amount").sum().round(FEN),
        change_rate=pl.col("amount").sum() / pl.col("prior").sum(),
        contribution_rate=pl.col("contribution_rate").sum(),
        reason=pl.lit(None, pl.String),
        locator=pl.col("locator").str.join("; "),
    ).head(min(1, others.height))
    residual = terms("residual", lang)
    rest = (
        _parts(v, fund, "residual", line)
        .filter(pl.col("change").round(FEN) != 0)
        .with_columns(pl.col("label").replace(residual), amount="change", kind=pl.lit("rest"))
    )
    ends = [
        whole.with_columns(label=pl.lit(words[word]), kind=pl.lit("total"), amount=pl.col(column))
        for word, column in (("prior", "prior"), ("actual", "actual"))
    ]
    steps = pl.concat([part.select(columns) for part in (ends[0], ranked.head(top), summed, rest, ends[1])])
    total = pl.col("kind") == "total"
    running = pl.when(total & (pl.col("order") > 1)).then(0.0).otherwise("amount").cum_sum().round(FEN)
    return shaped(
        steps.with_columns(order=pl.int_range(1, pl.len() + 1))
        .with_columns(end=running)
        .with_columns(start=pl.when(total).then(0.0).otherwise(pl.col("end").shift(1))),
        STEPS,
    )


def variance_pairs(
    v: pl.DataFrame, *, fund: str = "general_public_budget", line: str | None = None, top: int = 10
) -> pl.DataFrame:
    """Pair this year with last for the biggest lines, for a dumbbell.

    Args:
        v: What `variance` gives.
        fund: The fund whose items are paired; ``all`` for the funds themselves.
        line: The code of a class or section of that fund whose items are paired, instead of those of the fund.
        top: How many lines, by the larger of the two years.

    Returns:
        `label, prior, prior_low, prior_high, actual, change, change_rate, reason, locator`, in 万元, the biggest first.
        A line that the prose does not compare stays, with null for the prior year.

    Raises:
        ParameterError: The fund is unknown, or `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.variance_pairs(fz.analysis.variance(fz.read()), top=1).select("prior", "actual").row(0)
        (1992.97, 1553.81)
    """
    _checked(v, fund, top)
    size = pl.max_horizontal("prior", "actual").abs()
    lines = _parts(v, fund, "part", line).sort(size, descending=True, nulls_last=True, maintain_order=True)
    return shaped(lines.head(top), PAIRS)


def variance_index(
    v: pl.DataFrame, *, fund: str = "general_public_budget", top: int = 5, lang: str | None = None
) -> pl.DataFrame:
    """Start the biggest lines of a fund, and the fund itself, from 100 last year, for index lines.

    Args:
        v: What `variance` gives.
        fund: The fund whose items are the lines; ``all`` for all expenditure, whose lines are the funds.
        top: How many lines, by the larger of the two years.
        lang: Language of the periods.

    Returns:
        Two rows a line, last year's and this year's, the whole first: `label, period, index` (last year is 100)`,
        emphasis` (focus: the whole; finding: the line that moved furthest from 100; else context)`, reason, locator`.
        Lines that began from zero or are not compared have no index and are left out; of lines with one name the
        larger stays.

    Raises:
        ParameterError: The fund or the language is unknown, or `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> lines = fz.analysis.variance_index(fz.analysis.variance(fz.read()), top=2)
        >>> lines.filter(lines["emphasis"] == "focus")["index"].round(2).to_list()
        [100.0, 52.81]
    """
    _checked(v, fund, top)
    words = terms("period", language(lang))
    known = (pl.col("prior") > 0) & pl.col("actual").is_not_null()
    parts = _parts(v, fund, "part").filter(known)
    largest = parts.sort(pl.max_horizontal("prior", "actual"), descending=True, maintain_order=True).head(top)
    away = (pl.col("actual") / pl.col("prior") - 1).abs()
    furthest = (pl.int_range(pl.len()) == away.arg_max()) & (away > 0)
    lines = pl.concat(
        [
            _parts(v, fund, "whole").filter(known).with_columns(emphasis=pl.lit("focus")),
            largest.with_columns(emphasis=pl.when(furthest).then(pl.lit("finding")).otherwise(pl.lit("context"))),
        ]
    ).unique("label", keep="first", maintain_order=True)
    index = {"prior": pl.lit(100.0), "actual": pl.col("actual") / pl.col("prior") * 100}
    ends = [lines.with_columns(period=pl.lit(words[year]), index=value) for year, value in index.items()]
    order = pl.Enum(lines["label"].drop_nulls().to_list())
    return shaped(pl.concat(ends).sort(pl.col("label").cast(order), maintain_order=True), INDEX)
