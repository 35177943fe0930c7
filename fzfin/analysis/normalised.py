"""Amounts in relation to something that accounts have in common: per head, or as shares of a whole."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.flows import ACCOUNT, flows
from fzfin.errors import ParameterError

BASES: Final = ("head", "expenditure", "account", "procurement")
"""What amounts can be divided by: the staff, and three wholes in 万元."""

_SINGLE: Final = frozenset({"unit_cost"})
_PLAIN: Final = frozenset({"weight", "score", "total_score", "target", "achieved", "value"})
_FRACTIONS: Final = ("pct", "rate", "_share")


def money_columns(frame: pl.DataFrame) -> list[str]:
    """The columns that hold amounts of money in 万元: floats that are no percentage, fraction, mark or measure.

    Example:
        >>> money_columns(pl.DataFrame({"actual": [1.0], "change_rate": [0.1], "score": [10.0], "guests": [3]}))
        ['actual']
    """
    floats = [name for name, dtype in frame.schema.items() if dtype == pl.Float64 and name not in _PLAIN]
    stems = {name: name.removesuffix("_low").removesuffix("_high") for name in floats}
    return [name for name, stem in stems.items() if stem != "share" and not stem.endswith(_FRACTIONS)]


def base_of(d: Account, per: str) -> float | None:
    """What the amounts of an account are divided by; None where it is not printed, or zero.

    Args:
        d: A disclosure.
        per: ``head`` (在职人数, of all units that are listed), ``expenditure`` (本年支出合计), ``account`` (all money
            of the year, with what was carried over) or ``procurement`` (政府采购支出总额).

    Raises:
        ParameterError: `per` is another one.

    Example:
        >>> import fzfin as fz
        >>> base_of(fz.read(), "head"), base_of(fz.read(), "expenditure")
        (25.0, 2894.3)
    """
    if per not in BASES:
        raise ParameterError(f"expected per to be one of {', '.join(BASES)}, found {per!r}")
    found: Any
    if per == "head":
        heads = frame(d, "staff")["headcount"]
        found = None if heads.null_count() or heads.is_empty() else heads.sum()
    elif per == "account":
        links = flows(d, by="kind")
        found = links.filter(pl.col("target") == ACCOUNT)["amount"].sum()
    elif per == "procurement":
        whole = frame(d, "procurement").filter((pl.col("measure") == "total") & pl.col("amount").is_not_null())
        found = whole["amount"].first()
    else:
        found = _spent(d)
    return float(found) if found else None


def _spent(d: Account) -> float | None:
    summed = frame(d, "summary").filter((pl.col("side") == "expenditure") & (pl.col("role") == "year_total"))
    total = frame(d, "expenditure").filter(pl.col("level") == "total")
    found = pl.concat([summed["amount"], total["total"]]).drop_nulls()
    return None if found.is_empty() else float(found[0])


def normalised(frame: pl.DataFrame, d: Account, *, per: str) -> pl.DataFrame:
    """Divide the amounts of a frame, so that accounts of different size can be laid side by side.

    Args:
        frame: A frame of an analysis of `d`, or one of its own frames.
        d: The disclosure that it is of.
        per: ``head`` (在职人数), ``expenditure`` (本年支出合计), ``account`` (all money of the year, with what was
            carried over) or ``procurement`` (政府采购支出总额).

    Returns:
        The frame with its columns of money in 万元 a head, or as fractions of the whole; null where the account does
        not print what they are divided by, or prints zero. Percentages, rates, marks and counts stay; a unit cost,
        which is in relation to something already, becomes null.

    Raises:
        ParameterError: `per` is another one.

    Example:
        >>> import fzfin as fz
        >>> d = fz.read()
        >>> fz.analysis.normalised(d.three_public, d, per="head")["actual"].round(4).to_list()[0]
        0.0968
    """
    base, names = base_of(d, per), money_columns(frame)
    whole = pl.lit(base, pl.Float64)
    return frame.with_columns(
        (pl.lit(None, pl.Float64) if name in _SINGLE else pl.col(name) / whole).alias(name) for name in names
    )
