"""Every Chinese label that fzfin knows, as CSV files beside this module, and the one way to load them.

A variant seen in another place or year is one more row here and a test, never an `if` in code.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import Final


@lru_cache(maxsize=None)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of one vocabulary file, such as ``rows("tables")`` for ``tables.csv``."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


UNITS: Final[dict[str, int]] = {row["unit"]: int(row["fen"]) for row in rows("units")}
"""Units of money that documents print, each in 分."""

NOTHING_PRINTED: Final[frozenset[str]] = frozenset({"", *(row["mark"] for row in rows("marks"))})
"""What a cell holds, in ASCII and without blanks, where no figure is printed."""
