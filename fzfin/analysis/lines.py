"""The lines of a final account whose change is asked for: totals, sources of revenue, funds, and their lines."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.analysis.account import Account, frame, printed_decimals
from fzfin.analysis.schemas import FUND, LEVEL
from fzfin.frames import SIDE
from fzfin.vocab import key

FUND_TABLES: Final[dict[str, str]] = {
    "general_public_budget": "general_expenditure",
    "government_funds": "government_funds",
    "state_capital": "state_capital",
}
"""The expenditure table of each fund."""


def lines_of(d: Account) -> pl.DataFrame:
    """All lines, in the order of a reader: revenue, its sources, expenditure, then each fund with its lines.

    Columns: `line` (a number), `side, fund, level, code, name, parent_code, actual, locator`, `key` as in
    `statements.comparisons`, and `decimals` that the table prints.

    Example:
        >>> import fzfin as fz
        >>> lines_of(fz.read()).filter(level="total")["key"].to_list()
        ['total:revenue/all', 'total:expenditure/all']
    """
    found = pl.concat([*_sides(d), *(part for fund in FUND_TABLES for part in _fund(d, fund))])
    return found.with_row_index("line")


def _shape(lines: pl.DataFrame, key_of: pl.Expr, places: int) -> pl.DataFrame:
    text = ("code", "name", "parent_code")
    return lines.select(
        pl.col("side").cast(SIDE),
        pl.col("fund").cast(FUND),
        pl.col("level").cast(pl.String).cast(LEVEL),
        *(pl.col(c).cast(pl.String) if c in lines.columns else pl.lit(None, pl.String).alias(c) for c in text),
        "actual",
        "locator",
        key_of.cast(pl.String).alias("key"),
        pl.lit(places).cast(pl.Int64).alias("decimals"),
    )


def _sides(d: Account) -> list[pl.DataFrame]:
    summary, places = frame(d, "summary"), printed_decimals(d, "summary")
    rows = summary.with_columns(fund=pl.lit("all"), actual=pl.col("amount"), name=pl.col("item"))
    totals = rows.filter(pl.col("role") == "year_total").with_columns(level=pl.lit("total"))
    sources = rows.filter(
        (pl.col("side") == "revenue") & (pl.col("role") == "item") & pl.col("part_of").is_null()
    ).with_columns(level=pl.lit("source"))
    keys = {name: key(name) for name in sources["name"].drop_nulls().unique().to_list()}
    folded = pl.col("name").replace_strict(keys, default=None, return_dtype=pl.String)
    of_side = [
        _shape(totals.filter(pl.col("side") == side), pl.concat_str(pl.lit("total:"), "side", pl.lit("/all")), places)
        for side in ("revenue", "expenditure")
    ]
    return [of_side[0], _shape(sources, pl.concat_str(pl.lit("source:"), folded), places), of_side[1]]


def _fund(d: Account, fund: str) -> list[pl.DataFrame]:
    table = FUND_TABLES[fund]
    rows = frame(d, table).with_columns(
        side=pl.lit("expenditure"), fund=pl.lit(fund), actual=pl.col("total"), code="line_code", name="line_name"
    )
    places = printed_decimals(d, table)
    appropriated = frame(d, "appropriation").filter(
        (pl.col("side") == "expenditure") & (pl.col("role") == "year_total")
    )
    total = pl.concat(
        [
            rows.filter((pl.col("level") == "total") & pl.col("actual").is_not_null()).select("actual", "locator"),
            appropriated.select(actual=fund, locator="locator").filter(pl.col("actual").is_not_null()),
        ]
    ).head(1)
    if total.height and not rows.height:
        places = printed_decimals(d, "appropriation")
    head = total.with_columns(side=pl.lit("expenditure"), fund=pl.lit(fund), level=pl.lit("fund"))
    return [
        _shape(head, pl.concat_str(pl.lit("total:"), "side", pl.lit("/"), "fund"), places),
        _shape(rows.filter(pl.col("level") != "total"), pl.concat_str(pl.lit("line:"), "code"), places),
    ]
