"""The flows of one fund (分资金的流向): what was appropriated to it, where it went, what is left of it."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.analysis.account import Account, frame, printed_decimals
from fzfin.analysis.lines import FUND_TABLES
from fzfin.vocab import key, lookup

ENDS: Final = {"opening": "revenue", "revenue": "revenue", "closing": "expenditure"}
"""What a fund's own table may print of its total line, beside expenditure, and the side on which it stands."""


def ends(d: Account, fund: str, account: str) -> pl.DataFrame | None:
    """Links into a fund and the balance that is left of it; None where one of the three is not printed.

    They are read from the summary of fiscal appropriation (财政拨款收入支出决算总表), else from the fund's own table.
    A balance that is not printed by fund is known only where there is none of all funds.

    Args:
        d: A disclosure.
        fund: A fund.
        account: The node through which its money flows.
    """
    rows = [_printed(d, fund, end) for end in ENDS]
    if any(row is None for row in rows):
        return None
    links = pl.concat([row for row in rows if row is not None], how="diagonal")
    into = pl.col("kind") != "closing"
    return links.with_columns(
        source=pl.when(into).then(pl.coalesce(pl.concat_str(pl.lit("in/"), "seq"), "kind")).otherwise(pl.lit(account)),
        target=pl.when(into).then(pl.lit(account)).otherwise(pl.coalesce(pl.concat_str(pl.lit("out/"), "seq"), "kind")),
        named=pl.when(pl.col("name").is_null())
        .then(None)
        .when(into)
        .then(pl.lit("source"))
        .otherwise(pl.lit("target")),
        code=pl.lit(None, pl.String),
    ).drop("seq")


def grand_total(d: Account, fund: str) -> pl.DataFrame:
    """What the summary of fiscal appropriation prints as the total of a fund; no row where it does not."""
    rows = frame(d, "appropriation").filter((pl.col("side") == "expenditure") & (pl.col("role") == "grand_total"))
    return rows.select(amount=pl.col(fund)).filter(pl.col("amount") > 0)


def _printed(d: Account, fund: str, end: str) -> pl.DataFrame | None:
    """One end of a fund as it is printed: `seq, name, amount, kind, locator, places`."""
    table, side = frame(d, "appropriation"), ENDS[end]
    places = printed_decimals(d, "appropriation")
    role = "item" if end == "revenue" else "carryover"
    rows = table.filter((pl.col("side") == side) & (pl.col("role") == role))
    column = fund if end == "closing" else "total"
    kind = {"kind": pl.lit(end), "places": pl.lit(places)}
    if end == "closing":
        mine = rows.filter(pl.col("part_of").is_null())
    else:
        known = lookup("lines", "source")
        mine = rows.filter(pl.Series([known.get(key(item or "")) == fund for item in rows["item"]], dtype=pl.Boolean))
    mine = mine.filter(pl.col(column).is_not_null()).head(1)
    if mine.height:
        parents = table.filter(pl.col("side") == side).select(part_of="seq", parent="item")
        named = mine.join(parents, on="part_of", how="left", maintain_order="left")
        return named.select("seq", name=pl.coalesce("parent", "item"), amount=column, locator="locator", **kind)
    unnamed = {"seq": pl.lit(None, pl.Int64), "name": pl.lit(None, pl.String)}
    own = frame(d, FUND_TABLES[fund]).filter(pl.col("level") == "total")
    own = own.filter(pl.col(end).is_not_null()).head(1) if end in own.columns else own.clear()
    if own.height:
        kind["places"] = pl.lit(printed_decimals(d, FUND_TABLES[fund]))
        return own.select(**unnamed, amount=end, locator="locator", **kind)
    whole = rows.filter(pl.col("part_of").is_null())["total"].drop_nulls()
    if role == "carryover" and len(whole) and not whole.sum():
        return rows.clear().select(**unnamed, amount="total", locator="locator", **kind)
    return None


def classes(d: Account, fund: str) -> pl.DataFrame:
    """The classes on which the summary of fiscal appropriation says that a fund was spent."""
    items = (pl.col("side") == "expenditure") & (pl.col("role") == "item") & pl.col("part_of").is_null()
    return (
        frame(d, "appropriation")
        .filter(items & pl.col(fund).is_not_null())
        .select(
            "locator",
            amount=fund,
            code="function_class",
            name="item",
            kind=pl.lit("expenditure"),
            places=pl.lit(printed_decimals(d, "appropriation")),
        )
    )
