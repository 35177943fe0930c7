"""Sources to uses (资金流向): where the money of an account came from, and where it went or stayed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from fzfin.analysis.account import Account, accounts_only, frame, printed_decimals
from fzfin.analysis.fund_flows import classes, ends, grand_total
from fzfin.analysis.intervals import FEN, Span, span
from fzfin.analysis.labels import labelled, language, terms
from fzfin.analysis.lines import FUND_TABLES
from fzfin.analysis.schemas import FLOWS, shaped
from fzfin.errors import ParameterError
from fzfin.frames import KINDS, SOURCES

WAYS: Final = ("kind", "class", "both")
"""How expenditure can be split: basic, project and the like; by functional class; the one after the other."""

ALL: Final = "all"

ACCOUNT: Final = "account"
"""The node through which all money flows."""

_ROLES: Final = {
    "revenue": {"item": "revenue", "carryover": "opening", "other": "other"},
    "expenditure": {"item": "expenditure", "carryover": "closing", "other": "other"},
}


def flows(d: Account, *, by: str = "both", fund: str = "all", lang: str | None = None) -> pl.DataFrame:
    """Lay out where the money of the year came from and where it went, as links that conserve it.

    At every node in the middle as much goes out as comes in. Where the printed figures leave a gap, it is a link of
    its own, of kind ``difference``: ``rounding`` where the printed figures allow it, else ``unbalanced``.

    Args:
        d: A disclosure.
        by: How expenditure is split: ``kind`` (基本支出、项目支出 …), ``class`` (功能分类的类), or ``both``, one
            after the other. Where the table of expenditure (支出决算表) is missing, the classes of the summary.
        fund: One fund (general_public_budget, government_funds, state_capital), from the summary of fiscal
            appropriation (财政拨款收入支出决算总表) and its own table, or ``all`` money.
        lang: Language of the labels.

    Returns:
        One row per link that is not zero: `source, target` (keys of nodes)`, source_label, target_label, amount`
        (万元, never negative: a printed negative amount flows the other way, with the note ``negative``)`, share` (of
        all that flows through the account)`, source_total, target_total` (printed totals of nodes in the middle)`,
        kind` (revenue, opening, expenditure, closing, other, difference)`, note, locator`. Empty where neither sources
        nor uses are printed; of one fund, where its appropriation or one of its balances is not printed.

    Raises:
        ParameterError: `by`, the fund or the language is another one.

    Example:
        >>> import fzfin as fz
        >>> f = fz.analysis.flows(fz.read(), by="kind")
        >>> f.filter(target="account")["amount"].sum() == f.filter(source="account")["amount"].sum()
        True
        >>> f.filter(kind="closing")["amount"].to_list()
        [518.37]
        >>> fz.analysis.flows(fz.read(), fund="government_funds")["amount"].to_list()
        [515.05, 515.05, 515.05]
    """
    accounts_only(d, "flows")
    lang = language(lang)
    if by not in WAYS:
        raise ParameterError(f"expected by to be one of {', '.join(WAYS)}, found {by!r}")
    if fund not in (ALL, *FUND_TABLES):
        raise ParameterError(f"expected fund to be one of {', '.join((ALL, *FUND_TABLES))}, found {fund!r}")
    parts = [_sources(d), *_uses(d, by)] if fund == ALL else _of_fund(d, fund, by)
    if not parts:
        return shaped(pl.DataFrame(), FLOWS).clear()
    links = pl.concat(parts, how="diagonal")
    links = links.filter(pl.col("amount").is_not_null() & (pl.col("amount") != 0))
    if links.is_empty():
        return shaped(pl.DataFrame(), FLOWS).clear()
    links = _forward(links).with_columns(Span.printed(pl.col("amount"), pl.col("places")).named("amount"))
    totals = _totals(d, links, fund)
    links = pl.concat([links, *_differences(links, totals)], how="diagonal")
    printed = totals.unique("node", keep="first")
    for end in ("source", "target"):
        total = printed.select(pl.col("node").alias(end), pl.col("through").alias(f"{end}_total"))
        links = links.join(total, on=end, how="left", maintain_order="left")
    through = links.filter(pl.col("target") == ACCOUNT)["amount"].sum()
    words = terms("flow", lang) | ({} if fund == ALL else {ACCOUNT: terms("fund", lang)[fund]})
    named = _named(links, lang)
    return shaped(
        named.with_columns(
            (pl.col("amount") / through).alias("share"),
            *(
                pl.coalesce(f"{end}_label", pl.col(end).replace_strict(words, default=None)).alias(f"{end}_label")
                for end in ("source", "target")
            ),
        ),
        FLOWS,
    )


def _sources(d: Account) -> pl.DataFrame:
    """Links into the account: from the summary, else from the total of the table of revenue."""
    rows = _side(d, "revenue")
    if rows.is_empty():
        total = frame(d, "revenue").filter(pl.col("level") == "total").head(1)
        rows = (
            total.unpivot(SOURCES, index="locator", variable_name="source", value_name="amount")
            .filter(pl.col("amount").is_not_null())
            .with_columns(kind=pl.lit("revenue"), places=pl.lit(printed_decimals(d, "revenue")))
        )
        return rows.with_columns(target=pl.lit(ACCOUNT))
    return rows.select(
        "amount",
        "kind",
        "locator",
        "places",
        source=pl.concat_str(pl.lit("in/"), "seq"),
        target=pl.lit(ACCOUNT),
        code=pl.lit(None, pl.String),
        name="item",
        named=pl.lit("source"),
    )


def _side(d: Account, side: str) -> pl.DataFrame:
    """Items and balances of one side of the summary that are no parts of others."""
    whole = pl.col("part_of").is_null() & pl.col("role").is_in(list(_ROLES[side]))
    return (
        frame(d, "summary")
        .filter((pl.col("side") == side) & whole & pl.col("amount").is_not_null())
        .with_columns(
            kind=pl.col("role").cast(pl.String).replace_strict(_ROLES[side], return_dtype=pl.String),
            places=pl.lit(printed_decimals(d, "summary")),
        )
    )


def _uses(d: Account, by: str) -> list[pl.DataFrame]:
    """Links out of the account: expenditure in the split asked for, then what is left at the end of the year."""
    summary = _side(d, "expenditure")
    held = summary.filter(pl.col("kind") != "expenditure").select(
        "amount",
        "kind",
        "locator",
        "places",
        source=pl.lit(ACCOUNT),
        target=pl.concat_str(pl.lit("out/"), "seq"),
        name="item",
        named=pl.lit("target"),
    )
    items = summary.filter(pl.col("kind") == "expenditure").select(
        "amount", "kind", "locator", "places", code="function_class", name="item"
    )
    return [*_split(d, "expenditure", KINDS, by, items), held]


def _of_fund(d: Account, fund: str, by: str) -> list[pl.DataFrame]:
    """All links of one fund; none where its money cannot be followed from its source to its end."""
    held = ends(d, fund, ACCOUNT)
    spent = _split(d, FUND_TABLES[fund], ("basic", "project"), by, classes(d, fund))
    if held is None or not any(part["amount"].count() for part in spent):
        return []
    return [held.filter(kind="revenue"), held.filter(kind="opening"), *spent, held.filter(kind="closing")]


def _split(d: Account, name: str, kinds: Sequence[str], by: str, instead: pl.DataFrame) -> list[pl.DataFrame]:
    """Expenditure of a table by kind, by class, or by class after kind; `instead` are classes where it prints none."""
    table, places = frame(d, name), printed_decimals(d, name)
    tops = table.filter(pl.col("level") == "class")
    total = table.filter(pl.col("level") == "total").head(1)
    summed = total if total.height else tops.select(pl.col(*kinds).sum(), locator=pl.col("locator").str.join("; "))
    spent = {"kind": pl.lit("expenditure"), "places": pl.lit(places)}
    has_kinds = bool(table.height) and summed.select(pl.any_horizontal(pl.col(*kinds).is_not_null())).to_series().any()
    if by == "class" or not has_kinds:
        rows = tops.select(code="line_code", name="line_name", amount="total", locator="locator", **spent)
        if rows["amount"].count() == 0:
            rows = instead
        out = rows.with_columns(
            source=pl.lit(ACCOUNT),
            target=pl.concat_str(pl.lit("class/"), pl.coalesce("code", "name")),
            named=pl.lit("target"),
        )
        return [out]
    to_kind = summed.unpivot(kinds, index="locator", variable_name="target", value_name="amount").with_columns(
        source=pl.lit(ACCOUNT), **spent
    )
    if by == "kind" or tops.is_empty():
        return [to_kind]
    to_class = (
        tops.unpivot(kinds, index=["line_code", "line_name", "locator"], variable_name="source", value_name="amount")
        .rename({"line_code": "code", "line_name": "name"})
        .with_columns(
            target=pl.concat_str(pl.lit("class/"), pl.coalesce("code", "name")),
            named=pl.lit("target"),
            **spent,
        )
    )
    return [to_kind, to_class]


def _forward(links: pl.DataFrame) -> pl.DataFrame:
    """Turn a negative amount around: what is below zero flows the other way, from or to a node of its own."""
    back, named = pl.col("amount") < 0, pl.col("named")
    apart = {
        end: pl.when(named == end).then(pl.concat_str(end, pl.lit("/negative"))).otherwise(end)
        for end in ("source", "target")
    }
    turned = pl.when(named == "source").then(pl.lit("target")).when(named == "target").then(pl.lit("source"))
    return links.with_columns(
        source=pl.when(back).then(apart["target"]).otherwise("source"),
        target=pl.when(back).then(apart["source"]).otherwise("target"),
        named=pl.when(back).then(turned).otherwise("named"),
        note=pl.when(back).then(pl.lit("negative")),
        amount=pl.col("amount").abs(),
    )


def _totals(d: Account, links: pl.DataFrame, fund: str) -> pl.DataFrame:
    """The printed totals of the nodes in the middle: of the account, and of the kinds that are split into classes."""
    low, high = _ends(pl.col("amount"), printed_decimals(d, "summary" if fund == ALL else "appropriation"))
    whole = (
        frame(d, "summary").filter((pl.col("role") == "grand_total") & (pl.col("amount") > 0))
        if fund == ALL
        else grand_total(d, fund)
    )
    account = whole.select(node=pl.lit(ACCOUNT), through="amount", low=low, high=high)
    split = links.filter(pl.col("source") != ACCOUNT)["source"].unique().to_list()
    kinds = links.filter((pl.col("source") == ACCOUNT) & pl.col("target").is_in(split)).select(
        node="target", through="amount", low="amount_low", high="amount_high"
    )
    return pl.concat([account, kinds])


def _ends(amount: pl.Expr, places: int) -> tuple[pl.Expr, pl.Expr]:
    printed = Span.printed(amount, places)
    return printed.low, printed.high


def _differences(links: pl.DataFrame, totals: pl.DataFrame) -> list[pl.DataFrame]:
    """What each node in the middle lacks on either side of the most that flows through it."""
    sums = [
        links.group_by(node=end, maintain_order=True).agg(
            through=pl.col("amount").sum().round(FEN),
            low=pl.col("amount_low").sum(),
            high=pl.col("amount_high").sum(),
        )
        for end in ("target", "source")
    ]
    inner = set(sums[0]["node"]) & set(sums[1]["node"]) | {ACCOUNT}
    most = (
        pl.concat([*sums, totals], how="diagonal")
        .filter(pl.col("node").is_in(list(inner)))
        .sort("through", descending=True, maintain_order=True)
        .unique("node", keep="first", maintain_order=True)
        .rename({"low": "most_low", "high": "most_high", "through": "most"})
    )
    missing = []
    for end, side in (("target", sums[0]), ("source", sums[1])):
        other = "source" if end == "target" else "target"
        both = most.join(side, on="node", how="left", maintain_order="left").with_columns(
            pl.col("through", "low", "high").fill_null(0.0)
        )
        lack = (pl.col("most") - pl.col("through")).round(FEN)
        close = Span(pl.col("low"), pl.col("high")).meets(span("most"))
        missing.append(
            both.filter(lack > 0).select(
                pl.col("node").alias(end),
                pl.concat_str(pl.lit(f"difference/{other}/"), "node").alias(other),
                amount=lack,
                kind=pl.lit("difference"),
                note=pl.when(close).then(pl.lit("rounding")).otherwise(pl.lit("unbalanced")),
            )
        )
    return missing


def _named(links: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Give the ends of links that are printed items their names, and differences theirs."""
    words = terms("flow", lang)
    labelled_links = labelled(
        links.with_columns(pl.lit(None, pl.String).alias(c) for c in ("code", "name") if c not in links.columns), lang
    )
    gap = pl.when(pl.col("kind") == "difference").then(
        pl.col("note")
        .cast(pl.String)
        .replace_strict(
            {"rounding": words["rounding"], "unbalanced": words["unbalanced"]}, default=None, return_dtype=pl.String
        )
    )
    return labelled_links.with_columns(
        source_label=pl.when(pl.col("named") == "source")
        .then("label")
        .when(pl.col("source").str.starts_with("difference"))
        .then(gap),
        target_label=pl.when(pl.col("named") == "target")
        .then("label")
        .when(pl.col("target").str.starts_with("difference"))
        .then(gap),
    )
