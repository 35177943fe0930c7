"""Several accounts side by side (并列比较): one analysis of each, stacked, in relation to what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from fzfin.analysis.account import Account
from fzfin.analysis.normalised import normalised
from fzfin.errors import ParameterError


def account_names(accounts: Sequence[Account]) -> list[str]:
    """A name for each account: its department and year; a number is added where two share both.

    Example:
        >>> import fzfin as fz
        >>> account_names([fz.read(), fz.read()])[1][-8:]
        '2022 (2)'
    """
    bare = [
        " · ".join(str(part) for part in (d.meta.department, d.meta.year) if part is not None) or d.meta.source_name
        for d in accounts
    ]
    seen: Counter[str] = Counter()
    names = []
    for name in bare:
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def side_by_side(
    accounts: Sequence[Account],
    analysis: Callable[..., pl.DataFrame],
    *,
    per: str | None = None,
    **options: Any,
) -> pl.DataFrame:
    """Lay one analysis of several accounts, or of several years of one, side by side.

    Args:
        accounts: The disclosures, in the order in which they are to stand.
        analysis: What is made of each, such as ``fz.analysis.composition``.
        per: What amounts are divided by, as in `normalised`; not at all where it is None.
        options: More arguments of the analysis, such as ``lang="en"``.

    Returns:
        The rows of all, in front of them `account` (an enum in the order given) and `account_no` (from 1). An account
        that does not hold what the analysis needs has no rows.

    Raises:
        ParameterError: There is no account, or `per` is unknown.

    Example:
        >>> import fzfin as fz
        >>> both = fz.analysis.side_by_side([fz.read(), fz.read()], fz.analysis.three_public, per="head", lang="en")
        >>> both.filter(item="total").select("account_no", pl.col("actual").round(4)).rows()
        [(1, 0.0968), (2, 0.0968)]
    """
    if not accounts:
        raise ParameterError("expected at least one account, found none")
    names = account_names(accounts)
    parts = []
    for number, (d, name) in enumerate(zip(accounts, names, strict=True), 1):
        frame = analysis(d, **options)
        parts.append(
            (frame if per is None else normalised(frame, d, per=per)).select(
                pl.lit(name).cast(pl.Enum(names)).alias("account"),
                pl.lit(number, pl.Int64).alias("account_no"),
                pl.all(),
            )
        )
    return pl.concat(parts)
