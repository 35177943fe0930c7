"""What the prose says about a line or a total compared with the prior year, joined to the line it speaks of.

A statement speaks of a line if it names its code, of a total if its subject is one that `subjects.csv` knows, of a
source of revenue if it names it; and in every case only if its amount may equal the amount in the table. Position in
the document plays no part.
"""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.intervals import EXACT, FEN, Span, decimals, span
from fzfin.vocab import key, rows


def comparisons(d: Account) -> pl.DataFrame:
    """Statements that speak of a line, a total or a source, one row per reading.

    Columns: `key` (what it speaks of), `rank` (0 where it names it rightly, 1 loosely), `place` (order in print), and
    `told_amount, told_change, told_pct, told_reason, told_subject, told_locator`. A statement that says 持平 (the same)
    and prints no change tells a change of 0.

    Example:
        >>> import fzfin as fz
        >>> comparisons(fz.read()).filter(key="line:2210202").select("told_amount", "told_change").row(0)
        (9.74, -1.97)
    """
    unchanged = pl.col("change").is_null() & (pl.col("direction") == "same")
    told = (
        frame(d, "statements")
        .with_row_index("place")
        .filter((pl.col("compared_with") == "prior_year") & pl.col("amount").is_not_null())
        .select(
            "place",
            "line_code",
            told_amount="amount",
            told_change=pl.when(unchanged).then(0.0).otherwise(pl.col("change")),
            told_pct="change_pct",
            told_reason="reason",
            told_subject="subject",
            told_locator="locator",
        )
    )
    lines = told.filter(pl.col("line_code").is_not_null()).with_columns(key="line:" + pl.col("line_code"), rank=0)
    named = told.filter(pl.col("line_code").is_null() & pl.col("told_subject").is_not_null())
    bare = pl.col("told_subject").str.replace_all(r"\s", "")
    totals = (
        named.join(_subjects(), how="cross")
        .filter(bare.str.contains(pl.col("pattern")))
        .with_columns(
            key=pl.concat_str(pl.lit("total:"), "side", pl.lit("/"), "fund"),
            rank=(pl.col("fit") == "loose").cast(pl.Int32),
        )
    )
    folded = {subject: key(subject) for subject in named["told_subject"].unique().to_list()}
    sources = named.with_columns(
        key="source:" + pl.col("told_subject").replace_strict(folded, default=None, return_dtype=pl.String), rank=0
    )
    columns = [c for c in told.columns if c != "line_code"] + ["key", "rank"]
    return pl.concat([part.select(columns) for part in (lines, totals, sources)])


def _subjects() -> pl.DataFrame:
    names = ("side", "fund", "fit", "pattern")
    return pl.DataFrame({name: [row[name] for row in rows("subjects")] for name in names})


def explained(lines: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Join lines to what the prose tells of them.

    The change is read as finely as the table prints where the prose gives the table's amount exactly (its "48 万元"
    beside a "68 万元" that the table prints as 68.00 is 48.00), else as finely as it is printed itself. The prior year
    is the table's amount less the change.

    Args:
        lines: One row per line with `line` (its number), `key`, `actual` and `decimals`, those that its table prints.
        told: What `comparisons` gives.

    Returns:
        The lines with `prior, change` and their ends, `printed_pct, mentioned, subject, note, reason, told_locator`.

    Example:
        >>> told = pl.DataFrame(
        ...     {"key": ["line:1"], "rank": [0], "place": [0], "told_amount": [68.0], "told_change": [48.0]}
        ... ).with_columns(pl.lit(None).alias(f"told_{c}") for c in ("pct", "reason", "subject", "locator"))
        >>> lines = pl.DataFrame({"line": [0], "key": ["line:1"], "actual": [68.0], "decimals": [2]})
        >>> explained(lines, told).select("prior", "prior_low", "prior_high").row(0)
        (20.0, 19.99, 20.01)
    """
    spoken = lines.select("line", "key", "actual", "decimals").join(told, on="key", how="inner")
    actual = Span.printed(pl.col("actual"), pl.col("decimals"))
    same = (pl.col("actual") - pl.col("told_amount")).abs() < 10.0**-EXACT
    finest = pl.when(same).then(pl.max_horizontal(decimals(pl.col("told_amount")), pl.col("decimals"))).otherwise(0)
    fits = actual.meets(Span.printed(pl.col("told_amount"))).fill_null(False)
    told_of = (
        spoken.with_columns(fits=fits)
        .with_columns(pl.when("fits").then(pl.col(c)).alias(c) for c in ("told_change", "told_pct"))
        .with_columns(Span.printed(pl.col("told_change"), finest).named("change"))
        .sort(pl.col("fits").not_(), pl.col("told_change").is_null(), "rank", "place")
        .group_by("line", maintain_order=True)
        .agg(
            pl.first("fits", "rank", "change_low", "change_high"),
            change=pl.first("told_change"),
            printed_pct=pl.first("told_pct"),
            subject=pl.first("told_subject"),
            told_locator=pl.first("told_locator"),
            reason=pl.col("told_reason").filter("fits").drop_nulls().first(),
            loose=pl.col("told_subject").filter(pl.col("fits") & (pl.col("rank") == 1)).first(),
        )
    )
    unknown = pl.col("change").is_null()
    joined = lines.join(told_of, on="line", how="left", maintain_order="left")
    return (
        joined.with_columns(
            actual_low=actual.low,
            actual_high=actual.high,
            mentioned=pl.col("fits").is_not_null(),
            prior=(pl.col("actual") - pl.col("change")).round(FEN),
            subject=pl.coalesce("loose", "subject"),
            note=pl.when(pl.col("fits").is_null())
            .then(pl.lit("not_mentioned"))
            .when(~pl.col("fits"))
            .then(pl.lit("amount_differs"))
            .when(unknown)
            .then(pl.lit("no_change_printed"))
            .when(pl.col("loose").is_not_null())
            .then(pl.lit("named_otherwise")),
        )
        .with_columns((span("actual") - span("change")).floored(pl.col("prior") >= 0).named("prior"))
        .drop("fits", "rank", "loose")
    )
