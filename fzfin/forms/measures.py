"""Targets and achieved values of indicators → comparator, value and unit, as printed."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from fzfin.forms.row import unspaced
from fzfin.money import to_ascii
from fzfin.vocab import lookup

Measure = tuple[str | None, float | None, str | None]
"""Comparator, value and unit; None for what is not printed."""

_DIGITS: Final = r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?"
_NUMBER: Final = re.compile(_DIGITS, re.ASCII)
_UNIT: Final = r"[^\d\s,.;:，。；：、~～<>≤≥=\-—+]{0,10}"


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """Read a cell that holds a bare number, such as a weight; None where it holds anything else.

    Example:
        >>> number("10"), number("ten")
        (10.0, None)
    """
    ascii_text = unspaced(to_ascii(text))
    return float(ascii_text.replace(",", "")) if _NUMBER.fullmatch(ascii_text) else None


@cache
def _quantity() -> re.Pattern[str]:
    before, after = (
        "|".join(re.escape(word) for word in sorted(lookup("forms", group), key=len, reverse=True))
        for group in ("comparator", "comparator_after")
    )
    return re.compile(
        rf"(?P<before>{before})?(?P<value>{_DIGITS})(?P<unit>{_UNIT}?)(?P<after>{after})?",
        re.ASCII,
    )


@lru_cache(maxsize=4096)
def measure(text: str) -> Measure:
    """Read a target (年度指标值) or an achieved value (实际完成值); a qualitative one has no value.

    Example:
        >>> measure("≥80 万件次")
        ('>=', 80.0, '万件次')
        >>> measure("127.7")
        (None, 127.7, None)
    """
    match = _quantity().fullmatch(unspaced(to_ascii(text)))
    if match is None or (match["before"] and match["after"]):
        return None, None, None
    comparator = lookup("forms", "comparator").get(match["before"] or "")
    if match["after"]:
        comparator = lookup("forms", "comparator_after")[match["after"]]
    return comparator, float(match["value"].replace(",", "")), match["unit"] or None
