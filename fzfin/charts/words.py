"""The words that charts and tables put beside figures, in the two languages, out of ``vocab/labels.csv``."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from fzfin import settings
from fzfin.errors import ParameterError
from fzfin.vocab import UNITS, rows

Lang: TypeAlias = settings.Lang
"""The languages that every chart and table speaks."""


@lru_cache(maxsize=2)
def _labels(lang: str) -> dict[str, str]:
    column = settings.language(lang)
    return {row["key"]: row[column] for row in rows("labels")}


def word(key: str, lang: Lang, **values: str) -> str:
    """Give the words of a chart (级次、图例、提示) by key, with its blanks filled.

    Example:
        >>> word("printed_as", "en", pct="3.04%")
        'published as 3.04%'
    """
    text = _labels(lang)[f"chart.{key}"]
    return text.format(**values) if values else text


def heading(column: str, lang: Lang) -> str:
    """Give the heading of a column (列名); a column that no row of ``labels.csv`` names keeps its own name.

    Example:
        >>> heading("change_rate", "en")
        'Change rate'
    """
    return _labels(lang).get(column, column)


def value(column: str, text: str, lang: Lang) -> str:
    """Give the word for a category such as ``item`` ``overseas``; any other text is given back as it is.

    Example:
        >>> value("item", "overseas", "en")
        'Official overseas visits'
    """
    return _labels(lang).get(f"{column}.{text}", text)


def unit_word(unit: str, lang: Lang) -> str:
    """Give the unit of money (金额单位) in words.

    Raises:
        ParameterError: The unit is neither a key of `fzfin.vocab.UNITS` nor one of `fzfin.settings.RELATIVE`.

    Example:
        >>> unit_word("亿元", "en")
        '100m yuan'
    """
    if unit in settings.RELATIVE:
        return word(f"unit.{unit}", lang)
    if unit not in UNITS:
        raise ParameterError(f"expected a unit out of {', '.join(UNITS)}, found {unit!r}")
    return unit if lang == "zh" else next(row["en"] for row in rows("units") if row["unit"] == unit)
