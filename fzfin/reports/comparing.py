"""A comparison of budget and account as lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import polars as pl

from fzfin.analysis.labels import terms
from fzfin.charts.formats import fraction
from fzfin.charts.words import Lang, heading, value
from fzfin.money import FEN_PER_WAN, format_amount

_AMOUNTS: Final = ("budget", "actual", "variance")
_NOTHING: Final = "—"


def listed(comparison: pl.DataFrame, lang: Lang) -> str:
    """The lines that differ or have a note, table by table: budget, actual, variance, rate, column and name.

    Args:
        comparison: What `fzfin.compare` gives.
        lang: ``zh`` or ``en``.

    Example:
        >>> from fzfin.analysis.schemas import COMPARISON
        >>> listed(pl.DataFrame(schema=COMPARISON), "en")
        'The two print the same: no line differs.'
    """
    kept = comparison.filter((pl.col("variance") != 0).fill_null(True) | pl.col("note").is_not_null())
    rows = kept.to_dicts()
    if not rows:
        return terms("comparison", lang)["same"]
    return "\n".join(
        line for table, found in groupby(rows, lambda row: row["table"]) for line in _table(table, found, lang)
    )


def _table(table: str, found: Iterable[dict[str, Any]], lang: Lang) -> Iterator[str]:
    heads = [heading(name, lang) for name in (*_AMOUNTS, "execution_rate")]
    yield ""
    yield f"{terms('comparison_table', lang)[table]}  ({' · '.join(heads)})"
    side = None
    for row in found:
        if row["side"] != side:
            side = row["side"]
            yield f"  {value('side', side, lang)}"
        amounts = [
            _NOTHING if row[name] is None else format_amount(round(row[name] * FEN_PER_WAN)) for name in _AMOUNTS
        ]
        rate = _NOTHING if row["execution_rate"] is None else fraction(row["execution_rate"])
        what = " ".join(part for part in (row["code"], row["label"]) if part)
        note = f"  [{row['note']}]" if row["note"] else ""
        figures = "  ".join(f"{text:>14}" for text in amounts)
        yield f"  {figures}  {rate:>9}  {what} · {heading(row['column'], lang)}{note}"
