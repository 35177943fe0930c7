"""The words of the pages, in the languages that reports are written in: ``vocab/pages.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from fzfin.vocab import rows

LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({"zh": "zh-CN", "en": "en"})
"""The languages of reports, each with its tag for ``<html lang>``; the first is the default."""


@cache
def words(lang: str) -> Mapping[str, str]:
    """All words of the pages in one language, by key.

    Example:
        >>> words("en")["failed"]
        'failed'
    """
    return MappingProxyType({row["key"]: row[lang] for row in rows("pages")})
