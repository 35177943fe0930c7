"""Numbers in running text that are no figures: dates, ordinals, names, document numbers, thresholds."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from fzfin.vocab import rows

_ASCII: Final = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {ord("．"): "."}
_WIDE: Final = re.compile("[０-９．]")
_UNIT: Final = "{unit}"
_DIGIT: Final = re.compile("[0-9]")


def narrow(text: str) -> str:
    """Turn full-width digits and points into ASCII; every character keeps its place."""
    return text.translate(_ASCII) if _WIDE.search(text) else text


def alternatives(frame: str) -> str:
    """The labels of one frame of ``operations.csv`` as a pattern, the longest first; (?…) in a label does not count."""
    labels = (row["label"] for row in rows("operations") if row["frame"] == frame)
    return "|".join(sorted(labels, key=lambda label: len(label.partition("(?")[0]), reverse=True))


def without_inside(text: str) -> str:
    """A text without the words that stand between a number and its unit (多, 余)."""
    return re.sub(alternatives("inside"), "", text)


@cache
def unit() -> str:
    """The pattern of a unit: a measure word with or without a magnitude (万件), or a magnitude alone."""
    inside, magnitude = alternatives("inside"), alternatives("magnitude")
    return rf"(?:(?:{inside})?(?:{magnitude})?(?:{inside})?(?:{alternatives('measure')})|(?:{magnitude}))"


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Reason, characters of which a text has one if the rule fits it ("" for any text), and the rule."""
    return tuple(
        (row["reason"], row["needs"], re.compile(row["pattern"].replace(_UNIT, unit()))) for row in rows("plain")
    )


def plain_spans(text: str) -> list[tuple[int, int, str]]:
    """Find the stretches of a text whose numbers are no figures, with the reason: a key of ``reasons.csv``.

    Args:
        text: Running text; full-width digits are found as well.

    Returns:
        (start, end, reason) of each stretch that has a digit, in the order of the rules of ``plain.csv``.

    Example:
        >>> plain_spans("截至5月20日")
        [(2, 7, 'date')]
    """
    narrowed = narrow(text)
    if not _DIGIT.search(narrowed):
        return []
    return [
        (*match.span(), reason)
        for reason, needs, rule in _rules()
        if not needs or any(char in narrowed for char in needs)
        for match in rule.finditer(narrowed)
    ]
