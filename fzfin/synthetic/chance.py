"""Random choices that are the same on every machine, and the rows of the vocabulary that they choose from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from typing import Final, TypeVar

from fzfin.money import FEN_PER_WAN
from fzfin.vocab import rows

T = TypeVar("T")

CHARACTERS: Final[tuple[str, ...]] = tuple(dict.fromkeys(row["character"] for row in rows("made_lines")))
"""The kinds of bodies whose accounts can be made."""

PRINTED_STEP: Final = FEN_PER_WAN // 100
"""What the last printed digit of an amount is worth: 0.01 万元, in 分."""


class Chance:
    """A source of random choices; the same seed gives the same choices in every version and on every machine.

    Only `random.Random.random` and `getrandbits` are used below, whose sequences Python keeps.
    """

    def __init__(self, seed: int | str, step: int = 1) -> None:
        """Begin with a seed; amounts will be multiples of `step` 分."""
        self._random = random.Random(seed)  # noqa: S311
        self.step = step

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, probability: float) -> bool:
        """Whether something happens that has a probability."""
        return self._random.random() < probability

    def fen(self, low: int, high: int) -> int:
        """An amount between two amounts in 分, at least one step."""
        return max(self.whole(low, high) // self.step, 1) * self.step

    def part(self, of: int, low: int, high: int) -> int:
        """A part of an amount, between `low` and `high` per cent of it."""
        return of * self.whole(low * 100, high * 100) // 10_000 // self.step * self.step

    def one(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.whole(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Several of several, each at most once, in a random order."""
        left = list(choices)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]


@cache
def words(group: str, character: str = "") -> tuple[dict[str, str], ...]:
    """The rows of ``made_words.csv`` of one group, for a character where they differ by it."""
    return tuple(row for row in rows("made_words") if row["group"] == group and row["character"] in ("", character))


@cache
def texts(group: str, character: str = "") -> tuple[str, ...]:
    """The texts of `words`."""
    return tuple(row["text"] for row in words(group, character))
