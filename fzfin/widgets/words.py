"""The words of the explorer in the two languages, out of ``vocab/explorer.csv``."""

from __future__ import annotations

from functools import cache

from fzfin.analysis.labels import language
from fzfin.vocab import rows


@cache
def _known(lang: str) -> dict[str, str]:
    return {row["key"]: row[language(lang)] for row in rows("explorer")}


def word(key: str, lang: str, **facts: object) -> str:
    """Words by key, with their blanks filled.

    Example:
        >>> word("view.flow", "en")
        'Where money flowed'
    """
    text = _known(lang)[key]
    return text.format(**facts) if facts else text
