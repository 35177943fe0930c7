"""Placing the labels of parts too narrow to hold them: below the bar, on as few levels as keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_GAP: Final = 14
_LEAD: Final = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one label stands: its leader at `at`, text to the right of it or to the left, `level` lines down."""

    at: float
    level: int
    rightward: bool

    @property
    def text_at(self) -> float:
        """The pixel at which the text begins, or ends where it runs leftward."""
        return self.at + _LEAD if self.rightward else self.at - _LEAD


def place(middles: Sequence[float], widths: Sequence[float], room: float) -> list[Spot]:
    """Place labels below the middles of their parts so that no text meets another text or leader.

    Labels in the left half run rightward and are placed from the middle outward, those in the right half leftward.

    Args:
        middles: Pixels at which the leaders stand.
        widths: Pixels that the texts take.
        room: Pixels there are in all.

    Example:
        >>> [spot.level for spot in place([10, 20], [50, 50], 700)]
        [1, 0]
    """
    spots: dict[int, Spot] = {}
    taken: list[tuple[float, float, int]] = []
    left = sorted((i for i, x in enumerate(middles) if x < room / 2), key=lambda i: (-middles[i], -i))
    right = sorted((i for i, x in enumerate(middles) if x >= room / 2), key=lambda i: (middles[i], i))
    for i in (*left, *right):
        at, rightward = middles[i], i in left
        ends = (at, at + _LEAD + widths[i]) if rightward else (at - _LEAD - widths[i], at)
        crossed = [level for low, high, level in taken if low - _GAP < ends[1] and ends[0] < high + _GAP]
        spot = Spot(at, 1 + max(crossed, default=-1), rightward)
        spots[i] = spot
        taken.append((*ends, spot.level))
    return [spots[i] for i in range(len(middles))]
