"""Whole squares for amounts: by the method of largest remainders, so that they add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def apportion(amounts: Sequence[float | None], squares: int = 100) -> list[int]:
    """Share squares out among amounts in proportion; what is below zero or unknown gets none.

    Computed in exact fractions of the printed decimals: each amount gets the whole squares that it is due, and those
    left over go to the largest remainders, the earlier first where they are equal.

    Args:
        amounts: The amounts.
        squares: How many there are.

    Returns:
        As many numbers as there are amounts; they add up to `squares`, or to 0 where no amount is above zero.

    Example:
        >>> apportion([2115.38, 515.05, 263.87])
        [73, 18, 9]
        >>> apportion([1.0, 1.0, 1.0])
        [34, 33, 33]
    """
    parts = [Fraction(repr(float(amount))) if amount is not None and amount > 0 else Fraction(0) for amount in amounts]
    whole = sum(parts, Fraction(0))
    if not whole:
        return [0] * len(parts)
    due = [part * squares / whole for part in parts]
    given = [int(share) for share in due]
    by_rest = sorted(range(len(parts)), key=lambda i: (given[i] - due[i], i))
    for i in by_rest[: squares - sum(given)]:
        given[i] += 1
    return given
