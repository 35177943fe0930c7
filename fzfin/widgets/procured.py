"""The marks of procurement: which rows of its table its parts and shares stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from fzfin.analysis.labels import terms
from fzfin.widgets.shown import Mark
from fzfin.widgets.words import word


def of_base(shares: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Name shares by what they are shares of, where one name stands more than once."""
    named = [
        word("mark.of", lang, label=label, base=base) if twice and base else label
        for label, base, twice in shares.select(
            "label", "base", pl.col("label").is_duplicated().alias("twice")
        ).iter_rows()
    ]
    return shares.with_columns(label=pl.Series(named, dtype=pl.String))


def procured(table: pl.DataFrame, parts: pl.DataFrame, lang: str) -> tuple[Mark, ...]:
    """Find the rows of a part of procurement: what is left of a measure stands for the measure."""
    of: Mapping[str, str] = {"other_sme": "sme", "other": "total", "rest": "total"}
    words = {label: key for key, label in terms("part", lang).items()}
    measures: Sequence[str] = [of.get(words.get(part, ""), words.get(part, "")) for part in parts["part"]]
    rows = [tuple(n for n, held in enumerate(table["measure"]) if held == measure) for measure in measures]
    return tuple(
        Mark(f"a{number}", part, found) for number, (part, found) in enumerate(zip(parts["part"], rows, strict=True))
    )
