"""What analyses ask of a disclosure: its frames, and how finely its tables print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import polars as pl

from fzfin.analysis.intervals import decimals
from fzfin.errors import ParameterError
from fzfin.frames import MONEY, SCHEMAS, make
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS
from fzfin.money import FEN_PER_WAN
from fzfin.vocab import UNITS


class Account(Protocol):
    """A disclosure, as far as analyses need one."""

    @property
    def meta(self) -> Any:
        """Department, year, unit, source."""

    @property
    def frames(self) -> Mapping[str, pl.DataFrame | None]:
        """The frames of the contract by name; None where the disclosure lacks one."""

    @property
    def cells(self) -> pl.DataFrame:
        """Every printed cell of every table."""


def frame(d: Account, name: str) -> pl.DataFrame:
    """One frame of the contract; empty, with its columns, where the disclosure lacks it.

    Example:
        >>> import fzfin as fz
        >>> frame(fz.read(), "three_public").height
        6
    """
    held = d.frames.get(name)
    return make(name, []) if held is None else held


def accounts_only(d: Account, asked: str) -> None:
    """Hold a disclosure to be a final account: a budget (部门预算) says what is planned, and nothing of what was spent.

    Args:
        d: A disclosure.
        asked: The name of the analysis, for the message.

    Raises:
        ParameterError: It is a budget.

    Example:
        >>> import fzfin as fz
        >>> accounts_only(fz.read(), "variance")
    """
    if getattr(d.meta, "kind", FINAL_ACCOUNTS) == BUDGET:
        raise ParameterError(
            f"expected a final account (部门决算) for {asked}, found the departmental budget (部门预算) "
            f"{d.meta.source_name}: it says what is planned, not what was spent. Read the account of the year, or lay "
            "both side by side, fz.compare(budget, account); the audit takes a budget as well"
        )


def printed_decimals(d: Account, name: str) -> int:
    """Decimals of 万元 with which a table prints its amounts: 2 for 2,894.30 万元, 6 for 28,943,000.00 元.

    Counted in the printed cells; where they are not at hand, in the amounts of the frame.

    Example:
        >>> import fzfin as fz
        >>> printed_decimals(fz.read(), "general_expenditure")
        2
    """
    amounts = d.cells.filter((pl.col("table_id") == name) & pl.col("fen").is_not_null())
    if amounts.height:
        seen = amounts.select(pl.col("text").str.extract(r"[.\x{FF0E}](\d+)").str.len_chars().max()).item() or 0
        finer = len(str(FEN_PER_WAN)) - len(str(UNITS.get(d.meta.unit or "", FEN_PER_WAN)))
        return max(0, int(seen) + finer)
    columns = [column for column, dtype in SCHEMAS[name].items() if dtype == MONEY and not column.endswith("_pct")]
    return int(frame(d, name).select(pl.max_horizontal(decimals(pl.col(c)).max() for c in columns)).item() or 0)
