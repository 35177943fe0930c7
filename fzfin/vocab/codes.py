"""The classification codes that fzfin knows, as a frame."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.errors import ParameterError
from fzfin.vocab import rows

_KINDS: Final = ("functional", "economic")


def vocabulary(kind: str) -> pl.DataFrame:
    """The functional (支出功能分类) or economic (部门预算支出经济分类) codes that fzfin knows.

    One row per code and name, since names differ by edition. A code that is not here is unknown, not wrong.

    Args:
        kind: ``functional`` or ``economic``.

    Returns:
        ``code`` (3, 5 or 7 digits; economic 3 or 5), ``name``, ``name_en``, ``level``, ``parent_code``, and for
        functional codes ``years`` (in which it was seen printed, null if never) and ``source`` (``seen`` in
        disclosures, or ``older`` from an older complete edition), for economic codes ``group`` and ``seen``.

    Raises:
        ParameterError: There is no such vocabulary.

    Example:
        >>> vocabulary("economic").row(0, named=True)["name_en"]
        'Wages and benefits'
    """
    if kind not in _KINDS:
        raise ParameterError(f"expected a vocabulary out of {', '.join(_KINDS)}, found {kind!r}")
    frame = pl.DataFrame([{name: text or None for name, text in row.items()} for row in rows(kind)])
    digits = pl.col("code").str.len_chars()
    level = (
        pl.when(digits == 3).then(pl.lit("class")).when(digits == 5).then(pl.lit("section")).otherwise(pl.lit("item"))
    )
    parent = pl.when(digits > 3).then(pl.col("code").str.slice(0, digits - 2))
    return frame.with_columns(
        level.cast(pl.Enum(["class", "section", "item"])).alias("level"), parent.alias("parent_code")
    )
