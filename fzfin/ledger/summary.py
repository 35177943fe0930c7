"""The ledger in a few lines: how many numbers have a place, how many a reason, and which were lost."""

from __future__ import annotations

import polars as pl


def lost(ledger: pl.DataFrame) -> pl.DataFrame:
    """The numbers of a ledger that have neither a place in a frame nor a reason."""
    return ledger.filter(pl.col("frame").is_null() & pl.col("reason").is_null())


def summary(ledger: pl.DataFrame) -> str:
    """Say what became of the numbers of a document.

    Example:
        >>> import fzfin as fz
        >>> print(summary(fz.read().ledger("en")).splitlines()[0])
        ledger    2358 numbers: 2148 in frames, 210 with a reason, 0 without either
    """
    placed, told = ledger["frame"].count(), ledger["reason"].count()
    missing = lost(ledger)
    reasons = ledger["reason"].drop_nulls().value_counts(sort=True).rows()
    return "\n".join(
        [
            f"ledger    {ledger.height} numbers: {placed} in frames, {told} with a reason, "
            f"{missing.height} without either",
            *(f"  {number:>6}  {reason}" for reason, number in reasons),
            *(f"  lost    {place} no. {at}: {text} in {said}" for place, at, text, said in _where(missing)),
        ]
    )


def _where(missing: pl.DataFrame) -> list[tuple[str, int, str, str]]:
    return missing.select("locator", "position", "text", "context").rows()
