"""Keeping labels apart: each as near to its place as the others let it, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def apart(places: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move the middles of labels so that none covers another, by as little as will do (least squares).

    Args:
        places: Where the middles would like to be, from top to bottom.
        heights: How high each label is.
        low: The upper edge that no label passes.
        high: The lower edge; it gives way where the labels need more room than there is.

    Example:
        >>> apart([10.0, 12.0, 50.0], [10.0, 10.0, 10.0], 0.0, 60.0)
        [6.0, 16.0, 50.0]
    """
    if not places:
        return []
    offsets = [0.0]
    for above, below in pairwise(heights):
        offsets.append(offsets[-1] + (above + below) / 2)
    pools: list[tuple[float, int]] = []
    for place, offset in zip(places, offsets, strict=True):
        sum_, count = place - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > sum_ / count:
            before, many = pools.pop()
            sum_, count = sum_ + before, count + many
        pools.append((sum_, count))
    first = low + heights[0] / 2
    last = max(first, high - heights[-1] / 2 - offsets[-1])
    level = [min(max(total / count, first), last) for total, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(level, offsets, strict=True)]
