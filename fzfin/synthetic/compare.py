"""What was read of a made account against what it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import polars as pl

NOT_COMPARED: Final = frozenset({"locator", "quote", "repaired"})
"""Columns that say where or how something was printed."""

_KEYS: Final = {
    "summary": ("side", "seq"),
    "appropriation": ("side", "seq"),
    "basic_expenditure": ("economic_code", "name"),
    "three_public": ("item",),
    "three_public_detail": ("item",),
    "procurement": ("measure",),
    "state_assets": ("category", "name"),
    "evaluation": ("kind",),
    "projects": ("project_no",),
    "project_funding": ("project_no", "source"),
    "indicators": ("project_no", "indicator_no"),
}
_LINES: Final = ("revenue", "expenditure", "general_expenditure", "government_funds", "state_capital")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that was not read as printed.

    `kind` is ``missing`` (its row was not read), ``null`` (nothing was read for it), ``wrong`` (something else was
    read) or ``extra`` (a row that the account does not print).
    """

    kind: str
    frame: str
    key: tuple[Any, ...]
    column: str | None
    printed: Any
    read: Any


def _keyed(frame: str, table: pl.DataFrame) -> dict[tuple[Any, ...], dict[str, Any]]:
    key = ("line_code",) if frame in _LINES else _KEYS.get(frame, ())
    seen: Counter[tuple[Any, ...]] = Counter()
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in table.iter_rows(named=True):
        values = tuple(row[column] for column in key)
        found[*values, seen[values]] = row
        seen[values] += 1
    return found


def differences(truth: Mapping[str, pl.DataFrame], read: Mapping[str, pl.DataFrame | None]) -> list[Difference]:
    """Compare the frames that were read with those that the account prints, row by row and column by column.

    Rows are matched by their key (code, item, number …), those of prose by their order. A frame that was not read is
    the same as one without rows. Columns of `NOT_COMPARED` are left out.

    Example:
        >>> from fzfin import synthetic
        >>> made = synthetic.account(seed=1).frames()
        >>> differences(made, made)
        []
    """
    found: list[Difference] = []
    for frame, expected in truth.items():
        printed = _keyed(frame, expected)
        table = read[frame]
        got = {} if table is None else _keyed(frame, table)
        for key, row in printed.items():
            if key not in got:
                found.append(Difference("missing", frame, key, None, row, None))
                continue
            for column in expected.columns:
                if column not in NOT_COMPARED and row[column] != got[key][column]:
                    kind = "null" if got[key][column] is None else "wrong"
                    found.append(Difference(kind, frame, key, column, row[column], got[key][column]))
        found += [Difference("extra", frame, key, None, None, row) for key, row in got.items() if key not in printed]
    return found
