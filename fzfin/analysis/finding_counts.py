"""How often each check found something in each account (质检对照), for several accounts side by side."""

from __future__ import annotations

import polars as pl

from fzfin.errors import SchemaError

_NEEDED = ("account", "account_no", "code", "title", "severity")
_ACCOUNTS = pl.Schema({"account": pl.String(), "account_no": pl.Int64()})
_GRAVEST = ("error", "question", "note")


def finding_counts(findings: pl.DataFrame) -> pl.DataFrame:
    """Count the findings of several accounts by check.

    Args:
        findings: Findings laid side by side, the leading ones of each cause, as
            ``fz.analysis.side_by_side(accounts, fz.Disclosure.audit).filter(leads=True)`` gives them.

    Returns:
        One row per check and account, the gravest checks first, then those of most accounts: `code, label` (code and
        title)`, account, account_no, severity` (the gravest of the check in this account, null where it found
        nothing)`, findings` (how many, 0 where nothing was found).

    Raises:
        SchemaError: A column is missing.

    Example:
        >>> import fzfin as fz
        >>> found = fz.analysis.side_by_side([fz.read()], fz.Disclosure.audit, lang="en").filter(leads=True)
        >>> finding_counts(found).select("code", "severity", "findings").row(0)
        ('C03', 'error', 2)
    """
    missing = [name for name in _NEEDED if name not in findings.columns]
    if missing:
        raise SchemaError(f"expected findings of accounts side by side; {', '.join(missing)} missing")
    held = findings["account"]
    names = held.dtype.categories.to_list() if isinstance(held.dtype, pl.Enum) else []
    named = pl.DataFrame({"account": names, "account_no": range(1, len(names) + 1)}, schema=_ACCOUNTS)
    accounts = named if names else findings.select("account", "account_no").cast(_ACCOUNTS).unique().sort("account_no")
    rank = pl.col("severity").cast(pl.String).replace_strict(_GRAVEST, range(len(_GRAVEST)), return_dtype=pl.Int64)
    counted = (
        findings.with_columns(rank=rank, **{c: pl.col(c).cast(t) for c, t in _ACCOUNTS.items()})
        .group_by("code", "title", "account", "account_no", maintain_order=True)
        .agg(pl.len().alias("findings"), pl.col("rank").min())
    )
    checks = (
        counted.group_by("code", "title", maintain_order=True)
        .agg(worst=pl.col("rank").min(), spread=pl.len())
        .sort("worst", "spread", "code", descending=[False, True, False], maintain_order=True)
    )
    grid = checks.join(accounts, how="cross", maintain_order="left_right")
    both = grid.join(counted, on=["code", "title", "account", "account_no"], how="left", maintain_order="left")
    return both.select(
        "code",
        "account",
        "account_no",
        label=pl.concat_str("code", "title", separator=" "),
        severity=pl.col("rank").replace_strict(range(len(_GRAVEST)), _GRAVEST, default=None, return_dtype=pl.String),
        findings=pl.col("findings").fill_null(0).cast(pl.Int64),
    )
