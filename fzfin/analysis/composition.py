"""What expenditure consists of (支出构成): by function, class to item; or basic expenditure by economic kind."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.analysis.account import Account, frame, printed_decimals
from fzfin.analysis.intervals import FEN, Span
from fzfin.analysis.labels import labelled, language, terms
from fzfin.analysis.lines import FUND_TABLES
from fzfin.analysis.schemas import COMPOSITION, FUND, TREE, WHOLE, shaped
from fzfin.errors import ParameterError

KINDS: Final = ("functional", "economic")
"""The two classifications: what money is spent for, and what it is spent on."""


def composition(d: Account, *, by: str = "functional", fund: str = "all", lang: str | None = None) -> pl.DataFrame:
    """Break expenditure down as the account prints it.

    Args:
        d: A disclosure.
        by: ``functional`` for all expenditure by class, section and item (支出决算表; where it is missing, the classes
            of the summary), ``economic`` for basic expenditure by economic class and section (基本支出决算表).
        fund: One fund, read from its own table (functional only), or ``all`` expenditure.
        lang: Language of `label`.

    Returns:
        One row per printed line, in print order, the whole first: `code, parent_code, level` (total, class, section,
        item, residual)`, group` (personnel or running, economic only)`, name, label, amount` (万元)`, share` (of the
        whole)`, note, locator`. What the classes leave over of the printed whole is a row of level ``residual``, with
        the note ``rounding`` where the printed figures allow it, else ``unbalanced``. Empty where neither is printed.

    Raises:
        ParameterError: `by`, the fund or the language is another one.

    Example:
        >>> import fzfin as fz
        >>> c = fz.analysis.composition(fz.read())
        >>> c.filter(level="class").sort("amount")["share"].round(4).to_list()[-1]
        0.7309
    """
    lang = language(lang)
    if by not in KINDS:
        raise ParameterError(f"expected by to be one of {', '.join(KINDS)}, found {by!r}")
    funds = FUND.categories.to_list() if by == "functional" else ["all"]
    if fund not in funds:
        raise ParameterError(f"expected fund to be one of {', '.join(funds)} where by is {by!r}, found {fund!r}")
    lines, places = _functional(d, fund) if by == "functional" else _economic(d)
    tops = lines.filter((pl.col("level") == "class") & pl.col("amount").is_not_null())
    if tops.is_empty():
        return shaped(pl.DataFrame(), COMPOSITION).clear()
    whole = lines.filter((pl.col("level") == "total") & pl.col("amount").is_not_null())
    whole = whole if whole.height else tops.select(amount=pl.col("amount").sum().round(FEN), level=pl.lit("total"))
    called = terms("composition", lang)[by] if fund == "all" else terms("fund", lang)[fund]
    whole = whole.head(1).with_columns(pl.lit(called).alias("label"))
    rest = _left_over(whole, tops, places, lang)
    below = labelled(lines.filter(pl.col("level") != "total"), lang)
    total = whole["amount"].item()
    return shaped(
        pl.concat([whole, below, rest], how="diagonal").with_columns(
            share=pl.when(pl.lit(total) != 0).then(pl.col("amount") / total)
        ),
        COMPOSITION,
    )


def _functional(d: Account, fund: str) -> tuple[pl.DataFrame, int]:
    name = FUND_TABLES.get(fund, "expenditure")
    table = frame(d, name)
    if fund != "all" or table.filter((pl.col("level") == "class") & pl.col("total").is_not_null()).height:
        columns = {"code": pl.col("line_code"), "name": pl.col("line_name"), "amount": pl.col("total")}
        lines = table.select("parent_code", "locator", level=pl.col("level").cast(pl.String), **columns)
        return lines, printed_decimals(d, name)
    level = {"year_total": "total", "item": "class"}
    rows = frame(d, "summary").filter(
        (pl.col("side") == "expenditure") & pl.col("role").is_in(list(level)) & pl.col("part_of").is_null()
    )
    lines = rows.select(
        "amount",
        "locator",
        code=pl.coalesce("function_class", pl.concat_str(pl.lit("item/"), "seq")),
        parent_code=pl.lit(None, pl.String),
        name="item",
        level=pl.col("role").cast(pl.String).replace_strict(level, return_dtype=pl.String),
    )
    return lines, printed_decimals(d, "summary")


def _economic(d: Account) -> tuple[pl.DataFrame, int]:
    table, places = frame(d, "basic_expenditure"), printed_decimals(d, "basic_expenditure")
    totals = table.filter(pl.col("level") == "total")
    printed_at = pl.col("locator").unique(maintain_order=True).str.join("; ")
    whole = totals.select(amount=pl.col("amount").sum().round(FEN), locator=printed_at)
    lines = table.filter(pl.col("level") != "total").select(
        "parent_code", "group", "name", "amount", "locator", code="economic_code", level=pl.col("level").cast(pl.String)
    )
    printed = whole.head(min(1, totals.height)).with_columns(level=pl.lit("total"))
    return pl.concat([printed, lines], how="diagonal"), places


def _left_over(whole: pl.DataFrame, tops: pl.DataFrame, places: int, lang: str) -> pl.DataFrame:
    """What the classes leave over of the whole, if anything."""
    said = Span.printed(pl.col("amount"), places)
    total, parts = (
        rows.select(amount=pl.col("amount").sum(), low=said.low.sum(), high=said.high.sum()) for rows in (whole, tops)
    )
    left = round(total["amount"].item() - parts["amount"].item(), FEN)
    close = total["low"].item() <= parts["high"].item() and parts["low"].item() <= total["high"].item()
    note = "rounding" if close else "unbalanced"
    row = {"level": "residual", "label": terms("flow", lang)[note], "amount": left, "note": note}
    return pl.DataFrame([row]).head(1 if left else 0)


def composition_parts(c: pl.DataFrame, *, top: int = 7, lang: str | None = None) -> pl.DataFrame:
    """The classes by size, the small ones together, for a waffle.

    Args:
        c: What `composition` gives.
        top: How many classes stand alone; if just one is left over, it does too.
        lang: Language of the label of those together.

    Returns:
        `label, amount, share, locator`, without classes of zero; what the classes leave over comes last.

    Raises:
        ParameterError: The language is unknown, or `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> c = fz.analysis.composition(fz.read(), lang="en")
        >>> fz.analysis.composition_parts(c, top=2, lang="en")["label"].to_list()
        ['General public services', 'Urban and rural community affairs', '4 others']
    """
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")
    lang = language(lang)
    words = terms("part", lang)
    ranked = c.filter((pl.col("level") == "class") & (pl.col("amount") != 0)).sort(
        "amount", descending=True, maintain_order=True
    )
    alone = ranked.height if ranked.height == top + 1 else top
    others = ranked.slice(alone)
    together = others.select(
        label=pl.lit(words["other_lines"].format(n=others.height)),
        amount=pl.col("amount").sum().round(FEN),
        share=pl.col("share").sum(),
        locator=pl.col("locator").str.join("; "),
    ).head(min(1, others.height))
    rest = c.filter(pl.col("level") == "residual")
    return pl.concat([shaped(part, WHOLE) for part in (ranked.head(alone), together, rest)])


def composition_tree(c: pl.DataFrame) -> pl.DataFrame:
    """The lines below the whole that are not zero, the large classes first, for an icicle.

    Args:
        c: What `composition` gives.

    Returns:
        `code, parent_code, level, label, amount, share, locator`.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.composition_tree(fz.analysis.composition(fz.read()))["code"].to_list()[:3]
        ['201', '20103', '2010399']
    """
    lines = c.filter(~pl.col("level").is_in(["total", "residual"]) & (pl.col("amount") != 0))
    own = dict(lines.filter(pl.col("code").is_not_null()).select("code", "amount").iter_rows())
    sizes = [
        pl.col("code").str.slice(0, length).replace_strict(own, default=None, return_dtype=pl.Float64)
        for length in (3, 5, 7)
    ]
    return shaped(lines.sort(sizes, descending=True, nulls_last=False, maintain_order=True), TREE)
