"""Every Chinese label that fzfin knows, as CSV files beside this module, and the one way to load them.

A variant seen in another place or year is one more row here and a test, never an `if` in code.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of one vocabulary file, such as ``rows("tables")`` for ``tables.csv``."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


UNITS: Final[dict[str, int]] = {row["unit"]: int(row["fen"]) for row in rows("units")}
"""Units of money that documents print, each in 分."""

NOTHING_PRINTED: Final[frozenset[str]] = frozenset({"", *(row["mark"] for row in rows("marks"))})
"""What a cell holds, in ASCII and without blanks, where no figure is printed."""

_DROPPED: Final = str.maketrans("", "", " \t\n\r\u3000\u00a0“”\"‘’'《》()（）:：﹒·")


@lru_cache(maxsize=16384)
def key(label: str) -> str:
    """Fold a label for look-ups: without blanks, quotation marks, brackets and colons.

    Example:
        >>> key(" 因公出国 （境）费")
        '因公出国境费'
    """
    return label.translate(_DROPPED)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled regular expression of one row of ``patterns.csv``."""
    return re.compile(next(row["pattern"] for row in rows("patterns") if row["name"] == name))


@cache
def lookup(name: str, group: str) -> dict[str, str]:
    """Folded label → value for one group of rows of ``lines.csv`` and files of its shape (frame, label, value).

    A group of one kind of document (``budget:summary``) has the labels of the plain group as well; its own go first.
    """
    groups = dict.fromkeys((group.rpartition(":")[2], group))
    return {key(row["label"]): row["value"] for one in groups for row in rows(name) if row["frame"] == one}
