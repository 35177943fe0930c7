"""Government procurement (政府采购): what was bought, from whom, and what share that is of what."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.analysis.account import Account, accounts_only, frame, printed_decimals
from fzfin.analysis.intervals import FEN, Span, decimals, span
from fzfin.analysis.labels import language, terms, word
from fzfin.analysis.schemas import BASE, PARTS, SHARE_VIEW, SHARES, shaped
from fzfin.frames import MEASURE

PAIRS: Final[tuple[tuple[str, str], ...]] = (
    ("goods", "total"),
    ("works", "total"),
    ("services", "total"),
    ("sme", "total"),
    ("micro", "sme"),
    ("micro", "total"),
    ("sme_goods", "goods"),
    ("sme_works", "works"),
    ("sme_services", "services"),
    ("sme_in_reserved", "total"),
    ("micro_in_reserved", "total"),
    ("sme_in_other", "total"),
    ("total", "expenditure"),
    ("total", "project_expenditure"),
)
"""Each measure with the amounts that it is meaningfully a share of; those that the prose names are added."""


def procurement(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """Give every share of procurement over every denominator that makes sense, recomputed.

    Args:
        d: A disclosure.
        lang: Language of `label` and `base_label`.

    Returns:
        One row per `measure` and `base`, amounts in 万元: `label, base_label, amount, amount_low, amount_high`,
        `base_amount`, `share` (amount ÷ base, a fraction), `share_low, share_high`, `printed_pct` (percent), `agrees`
        (whether the printed percentage meets the computed interval), `note, locator`. Where only a percentage is
        printed, `amount` and `share` are null, and their ends are what it implies; `amount_low, amount_high` are null
        where the amount is printed. Notes: ``zero_base`` (a
        share of nothing is undefined), ``amount_not_printed``, ``base_missing``, and ``contracted_not_paid``: amounts
        are those of contracts, which may run for years, so that they can exceed what was spent in the year.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> p = fz.analysis.procurement(fz.read())
        >>> p.filter(measure="total", base="expenditure")["share"].round(3).to_list()
        [1.608]
    """
    accounts_only(d, "procurement")
    lang = language(lang)
    printed = frame(d, "procurement")
    amounts = _amounts(printed)
    told = printed.filter(pl.col("share_of").is_not_null()).select(
        "measure", pl.col("share_of").cast(pl.String).cast(BASE).alias("base"), printed_pct="share_pct"
    )
    wanted = pl.DataFrame(PAIRS, schema={"measure": MEASURE, "base": BASE}, orient="row")
    pairs = pl.concat([wanted, told.select("measure", "base")]).unique(maintain_order=True)
    measures = amounts.select(
        pl.col("key").alias("measure"), "amount", "amount_low", "amount_high", "locator"
    ).with_columns(pl.col("measure").cast(MEASURE))
    bases = pl.concat([amounts, _spending(d)]).select(
        pl.col("key").cast(BASE).alias("base"),
        base_amount="amount",
        base_low="amount_low",
        base_high="amount_high",
    )
    joined = (
        pairs.join(measures, on="measure", how="inner", maintain_order="left")
        .join(told.unique(["measure", "base"], keep="first"), on=["measure", "base"], how="left", maintain_order="left")
        .join(bases, on="base", how="left", maintain_order="left")
    )
    labels = {"label": word("measure", "measure", lang), "base_label": word("base", "base", lang)}
    return shaped(_shared(joined).with_columns(**labels), SHARES)


def _amounts(printed: pl.DataFrame) -> pl.DataFrame:
    """The amount of each measure as `key, amount, amount_low, amount_high, locator`.

    Prose drops trailing zeros: every amount is read as finely as the finest one of the frame.
    """
    finest = decimals(pl.col("amount")).max().fill_null(0)
    return (
        printed.with_columns(Span.printed(pl.col("amount"), finest).named("amount"))
        .sort(pl.col("amount").is_null(), maintain_order=True)
        .unique("measure", keep="first", maintain_order=True)
        .select(pl.col("measure").cast(pl.String).alias("key"), "amount", "amount_low", "amount_high", "locator")
    )


def _spending(d: Account) -> pl.DataFrame:
    """Total and project expenditure of the year, in the shape of `_amounts`."""
    total = frame(d, "expenditure").filter(pl.col("level") == "total").head(1)
    summed = frame(d, "summary").filter((pl.col("side") == "expenditure") & (pl.col("role") == "year_total")).head(1)
    parts = [
        (summed, "amount", "expenditure", "summary"),
        (total, "total", "expenditure", "expenditure"),
        (total, "project", "project_expenditure", "expenditure"),
    ]
    return (
        pl.concat(
            rows.select(
                pl.lit(base).alias("key"),
                pl.col(column).alias("amount"),
                *Span.printed(pl.col(column), printed_decimals(d, table)).named("amount"),
                "locator",
            )
            for rows, column, base, table in parts
        )
        .filter(pl.col("amount").is_not_null())
        .unique("key", keep="first", maintain_order=True)
    )


def _shared(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add shares, the amounts that only a percentage implies, whether both agree, and what must be said."""
    base, amount = span("base"), span("amount")
    percent = Span.printed(pl.col("printed_pct")).scaled(0.01)
    zero, missing = base.holds(0.0), pl.col("base_amount").is_null()
    computed = (amount / base).floored(pl.col("amount") >= 0)
    only_percent = pl.col("amount").is_null() & ~zero & ~missing
    implied = percent * base
    whole = pl.when(only_percent)
    note = (
        pl.when(missing)
        .then(pl.lit("base_missing"))
        .when(zero)
        .then(pl.lit("zero_base"))
        .when(pl.col("amount").is_null())
        .then(pl.lit("amount_not_printed"))
        .when(pl.col("base").is_in(["expenditure", "project_expenditure"]))
        .then(pl.lit("contracted_not_paid"))
    )
    meets = computed.meets(percent)
    return pairs.with_columns(
        share=pl.when(~zero).then(pl.col("amount") / pl.col("base_amount")),
        share_low=whole.then(percent.low.clip(0.0, 1.0)).otherwise(computed.low),
        share_high=whole.then(percent.high.clip(0.0, 1.0)).otherwise(computed.high),
        amount_low=whole.then(implied.low.clip(lower_bound=0.0)),
        amount_high=whole.then(pl.min_horizontal(implied.high, "base_amount")),
        agrees=pl.when(meets).then(pl.lit("yes")).when(~meets).then(pl.lit("no")).otherwise(pl.lit("unknown")),
        note=note,
    )


def procurement_parts(d: Account, *, lang: str | None = None, shares: bool = True) -> pl.DataFrame:
    """Split procurement twice, by kind and by supplier, for a composition chart.

    Args:
        d: A disclosure.
        lang: Language of `bar` and `part`.
        shares: Without, the shares are left blank, for a picture that leaves them to be worked out.

    Returns:
        `bar, part, amount` (万元)`, share` (of the total)`, order, locator`. Small and micro enterprises are part of
        the SMEs: the other SMEs are the difference. What the parts leave over beyond rounding is a part of its own;
        a part that cannot be known, or contradicts its whole, is not there.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.procurement_parts(fz.read(), lang="en")["bar"].unique(maintain_order=True).to_list()
        ['By kind', 'By supplier']
    """
    accounts_only(d, "procurement_parts")
    lang = language(lang)
    words = terms("part", lang)
    amounts = _amounts(frame(d, "procurement"))
    total = amounts.filter(pl.col("key") == "total")
    if total.is_empty():
        return shaped(pl.DataFrame(), PARTS).clear()
    kinds = amounts.filter(pl.col("key").is_in(["goods", "works", "services"]))
    micro = amounts.filter(pl.col("key") == "micro")
    sme = amounts.filter(pl.col("key") == "sme")
    smes = [micro, _less(sme, micro, "other_sme")] if micro.height else [sme]
    by_supplier = [*smes, _less(total, sme, "other")] if sme.height else []
    bars = {"kind": [kinds, _rest(total, kinds)] if kinds.height else [], "supplier": by_supplier}
    parts = [
        rows.select(pl.lit(terms("bar", lang)[bar]).alias("bar"), "key", "amount", "locator")
        for bar, split in bars.items()
        for rows in split
    ]
    if not parts:
        return shaped(pl.DataFrame(), PARTS).clear()
    whole = total["amount"].item()
    return shaped(
        pl.concat(parts)
        .filter(pl.col("amount") >= 0)
        .with_columns(
            part=pl.col("key").replace_strict(words, return_dtype=pl.String),
            share=pl.when(pl.lit(whole != 0 and shares)).then(pl.col("amount") / whole),
            order=pl.int_range(1, pl.len() + 1).over("bar"),
        ),
        PARTS,
    )


def _less(whole: pl.DataFrame, part: pl.DataFrame, name: str) -> pl.DataFrame:
    """What a whole leaves when its part is taken away."""
    return whole.with_columns(
        pl.lit(name).alias("key"), (pl.col("amount") - part["amount"].sum()).round(FEN).alias("amount")
    )


def _rest(total: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """What the kinds leave over of the total, where it is more than rounding."""
    left = total.with_columns(
        pl.lit("rest").alias("key"),
        (pl.col("amount") - kinds["amount"].sum()).round(FEN).alias("amount"),
        (pl.col("amount_low") - kinds["amount_high"].sum()).alias("amount_low"),
        (pl.col("amount_high") - kinds["amount_low"].sum()).alias("amount_high"),
    )
    return left.filter(~span("amount").holds(0.0))


def procurement_shares(p: pl.DataFrame) -> pl.DataFrame:
    """The shares that SMEs and micro enterprises have of procurement, for a chart of shares.

    Args:
        p: What `procurement` gives.

    Returns:
        `label, base` (in words)`, share, share_low, share_high` (fractions)`, printed_pct` (percent)`, amount,
        amount_low, amount_high, base_amount` (万元)`, note, locator`.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.procurement_shares(fz.analysis.procurement(fz.read()))["share"].round(4).to_list()[:3]
        [0.0304, 0.8116, 0.0247]
    """
    kinds = pl.col("measure").is_in(["total", "goods", "works", "services"])
    return shaped(p.filter(~kinds).with_columns(base=pl.col("base_label")), SHARE_VIEW)


def procurement_coverage(p: pl.DataFrame) -> pl.DataFrame:
    """What procurement is in relation to the year's expenditure; columns as in `procurement_shares`.

    Args:
        p: What `procurement` gives.

    Returns:
        A row for total and one for project expenditure; a share above 1 is no error: contracts may run for years.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.procurement_coverage(fz.analysis.procurement(fz.read()))["share"].round(3).to_list()
        [1.608, 2.132]
    """
    spent = pl.col("base").is_in(["expenditure", "project_expenditure"])
    return shaped(p.filter(spent).with_columns(base=pl.col("base_label")), SHARE_VIEW)
