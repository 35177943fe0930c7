"""The words of the pages for class in both languages: ``vocab/classroom.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from fzfin.vocab import rows


@cache
def class_words(lang: str) -> Mapping[str, str]:
    """All words of one language, by key."""
    return {row["key"]: row[lang] for row in rows("classroom")}


def word(key: str, lang: str) -> str:
    """One text, by its key.

    Example:
        >>> word("example", "en")
        'In this account:'
    """
    return class_words(lang)[key]
