"""The data dictionary: every frame and column with type, unit, meaning and where it is printed, out of one place.

The types, allowed values and keys come from the schemas, the words from ``dictionary.csv`` and ``values.csv`` of the
vocabulary. ``python -m fzfin.dictionary > docs/data-dictionary.md`` writes the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import polars as pl

from fzfin import settings
from fzfin.checks.schemas import FINDINGS
from fzfin.frames import CELLS, LEDGER, REPAIRS, SCHEMAS, UNPARSED, schema_of
from fzfin.kinds import BUDGET
from fzfin.validation import KEYS
from fzfin.vocab import rows

DESCRIBED: Final[Mapping[str, Mapping[str, pl.DataType]]] = {name: schema_of(name, BUDGET) for name in SCHEMAS} | {
    "cells": CELLS,
    "repairs": REPAIRS,
    "unparsed": UNPARSED,
    "ledger": LEDGER,
    "audit": FINDINGS,
}
"""Every frame that a Disclosure has, with its columns and their types, those that only a budget has among them."""

_COLUMNS: Final = ("frame", "column", "type", "unit", "key", "values", "meaning", "printed")
_TYPES: Final = {pl.Float64(): "Float64", pl.Int64(): "Int64", pl.String(): "String", pl.Boolean(): "Boolean"}


@cache
def words(lang: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    """(frame, column) → unit, meaning and where it is printed; the column "" is the frame itself.

    One row of the vocabulary may speak of a column of several frames.
    """
    return {
        (frame, row["column"]): (row["unit"], row[f"meaning_{lang}"], row[f"printed_{lang}"])
        for row in rows("dictionary")
        for frame in row["frame"].split("/")
    }


@cache
def values(lang: str) -> dict[tuple[str, str], str]:
    """(column, allowed value) → what it means."""
    return {(column, row["value"]): row[lang] for row in rows("values") for column in row["column"].split("/")}


def dictionary(lang: str | None = None) -> pl.DataFrame:
    """The data dictionary as a frame, one row per frame (its column null) and one per column.

    Args:
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.

    Returns:
        ``frame, column, type, unit, key`` (whether the column names the row, alone or with the other key columns of
        its frame)``, values`` (those that an enum allows, in order)``, meaning, printed`` (where it stands in print).

    Raises:
        ParameterError: Another language.

    Example:
        >>> found = dictionary("en").filter(frame="project_funding", column="execution_pct")
        >>> found.select("type", "unit", "meaning").row(0)
        ('Float64', '%', 'execution rate as printed')
    """
    lang = settings.language(lang)
    said = words(lang)
    records: list[tuple[object, ...]] = []
    for frame, schema in DESCRIBED.items():
        _, meaning, printed = said[frame, ""]
        records.append((frame, None, None, None, None, None, meaning, printed or None))
        for column, dtype in schema.items():
            unit, meaning, printed = said[frame, column]
            allowed = dtype.categories.to_list() if isinstance(dtype, pl.Enum) else None
            key = column in KEYS.get(frame, ())
            kind = "Enum" if allowed else _TYPES[dtype]
            records.append((frame, column, kind, unit or None, key, allowed, meaning, printed or None))
    types = [pl.String(), pl.String(), pl.String(), pl.String(), pl.Boolean(), pl.List(pl.String()), *[pl.String()] * 2]
    return pl.DataFrame(records, schema=dict(zip(_COLUMNS, types, strict=True)), orient="row")


def page() -> str:
    """The page docs/data-dictionary.md: Chinese and English beside each other.

    Example:
        >>> page().startswith("# ")
        True
    """
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    heads = {row["key"]: row for row in rows("dictionary_page")}
    yield f"# {heads['title']['zh']} · {heads['title']['en']}"
    yield ""
    for lang in settings.LANGUAGES:
        yield heads["intro"][lang]
        yield ""
    names = ("column", "type", "unit", "meaning", "printed")
    titles = [" ".join(dict.fromkeys((heads[name]["zh"], heads[name]["en"]))) for name in names]
    zh, en = words("zh"), words("en")
    for frame, schema in DESCRIBED.items():
        yield f"## `{frame}`"
        yield ""
        yield f"{zh[frame, ''][1]} · {en[frame, ''][1]} ({_both(zh[frame, ''][2], en[frame, ''][2])})"
        yield ""
        yield f"| {' | '.join(titles)} |"
        yield f"|{'---|' * len(titles)}"
        for column, dtype in schema.items():
            unit, meaning, printed = zh[frame, column]
            mark = " 🔑" if column in KEYS.get(frame, ()) else ""
            kind = "Enum" if isinstance(dtype, pl.Enum) else _TYPES[dtype]
            english = en[frame, column]
            said = f"{meaning}<br>{english[1]}{_allowed(column, dtype)}"
            yield f"| `{column}`{mark} | {kind} | {unit} | {said} | {_both(printed, english[2])} |"
        yield ""


def _both(zh: str, en: str) -> str:
    return zh if zh == en else f"{zh}<br>{en}"


def _allowed(column: str, dtype: pl.DataType) -> str:
    if not isinstance(dtype, pl.Enum):
        return ""
    zh, en = values("zh"), values("en")
    return "".join(f"<br>`{value}` {zh[column, value]} · {en[column, value]}" for value in dtype.categories.to_list())


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page())
