"""The year of an account (本年收支): what there was at its beginning, what came and went, what was left at its end."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame, printed_decimals
from fzfin.analysis.intervals import FEN, Span
from fzfin.analysis.labels import labelled, language, terms
from fzfin.analysis.schemas import STEPS, YEAR, shaped

_ORDER = ("carryover", "year_total", "other", "grand_total")


def year(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """The totals and balances on both sides of the summary (收入支出决算总表).

    Args:
        d: A disclosure.
        lang: Language of `label`.

    Returns:
        One row per printed total, balance and other line that is part of no other, revenue first, each side from the
        balance to the grand total: `side, role` (carryover, year_total, other, grand_total)`, name, label, amount,
        amount_low, amount_high` (what the printed figure stands for, 万元)`, locator`. Empty without a summary.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.year(fz.read()).filter(role="grand_total")["amount"].to_list()
        [3412.67, 3412.67]
    """
    lang = language(lang)
    printed = frame(d, "summary").filter(
        (pl.col("role") != "item") & pl.col("part_of").is_null() & pl.col("amount").is_not_null()
    )
    rows = printed.sort(
        "side", pl.col("role").cast(pl.String).replace_strict(dict(zip(_ORDER, range(4), strict=True))), "seq"
    ).with_columns(
        Span.printed(pl.col("amount"), printed_decimals(d, "summary")).named("amount"),
        code=pl.lit(None, pl.String),
        name="item",
    )
    return shaped(labelled(rows, lang), YEAR)


def year_steps(y: pl.DataFrame, *, lang: str | None = None) -> pl.DataFrame:
    """Lay out the way from the opening balance over revenue and expenditure to the closing one, for a waterfall.

    Args:
        y: What `year` gives.
        lang: Language of the labels that stand for no printed line.

    Returns:
        `order, label, kind, amount, start, end, …` as of `variance_steps`: the opening balance, revenue, expenditure
        and other lines that are not zero, the closing balance. What they leave over of it is a ``rest``. Empty where
        one of the four main figures is not printed.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.year_steps(fz.analysis.year(fz.read()))["amount"].to_list()
        [31.37, 3381.3, -2894.3, 518.37]
    """
    lang = language(lang)
    words = terms("flow", lang)
    main = y.filter(pl.col("role").is_in(["carryover", "year_total"]))
    if main.select("side", "role").n_unique() != 4:
        return shaped(pl.DataFrame(), STEPS).clear()
    sign = pl.when(pl.col("side") == "expenditure").then(-1.0).otherwise(1.0)
    balance = pl.col("role") == "carryover"
    opening, closing = (
        y.filter(balance & (pl.col("side") == side)).select(
            pl.first("label"),
            kind=pl.lit("total"),
            amount=pl.col("amount").sum(),
            locator=pl.col("locator").str.join("; "),
        )
        for side in ("revenue", "expenditure")
    )
    between = y.filter(pl.col("role").is_in(["year_total", "other"]) & (pl.col("amount") != 0)).select(
        "label", kind=pl.lit("change"), amount=pl.col("amount") * sign, locator="locator"
    )
    left = round(float(closing["amount"].item() - opening["amount"].item() - between["amount"].sum()), FEN)
    half = (
        float(
            y.filter(pl.col("role") != "grand_total")
            .select((pl.col("amount_high") - pl.col("amount_low")).sum())
            .item()
        )
        / 2
    )
    rest = pl.DataFrame(
        {
            "label": [words["rounding" if abs(left) <= half else "unbalanced"]],
            "kind": ["rest"],
            "amount": [left],
            "locator": [None],
        }
    )
    steps = pl.concat([opening, between, rest.cast({"locator": pl.String}).head(1 if left else 0), closing])
    total = pl.col("kind") == "total"
    running = pl.when(total & (pl.col("order") > 1)).then(0.0).otherwise("amount").cum_sum().round(FEN)
    return shaped(
        steps.with_columns(order=pl.int_range(1, pl.len() + 1))
        .with_columns(end=pl.when(total).then("amount").otherwise(running))
        .with_columns(start=pl.when(total).then(0.0).otherwise(pl.col("end").shift(1))),
        STEPS,
    )
