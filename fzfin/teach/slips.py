"""Misconceptions as functions: from the same figures, the number that a common mistake gives.

Each is named in ``vocab/misconceptions.csv`` by the key that an exercise gives it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from fzfin.teach.problem import Slip
from fzfin.teach.span import Span
from fzfin.vocab import UNITS


def live(slips: Mapping[str, Slip | None]) -> dict[str, Slip]:
    """The misconceptions that give an answer at all for these figures."""
    return {name: value for name, value in slips.items() if value is not None}


def inverse_ratio(part: Span, whole: Span) -> Span | None:
    """Whole over part instead of part over whole, in percent."""
    return of(whole, part)


def of(part: Span, whole: Span) -> Span | None:
    """Part over whatever was taken for the whole, in percent; None where that may be zero.

    Example:
        >>> of(Span.exact(1), Span.exact(4)).shown(1)[0]
        '25.0'
    """
    found = part.over(whole)
    return None if found is None else found * 100


def wan_for_yuan(amount: Span) -> Span:
    """The figure in 万元 given as if it were 元."""
    return amount * Fraction(1, UNITS["万元"] // UNITS["元"])


def sign_lost(change: Span) -> Span:
    """A fall given as a rise, or the reverse."""
    return -change
