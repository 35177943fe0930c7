"""The layout of an icicle: parents as columns of blocks, children filling their parents, the small ones together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fzfin.errors import SchemaError

_NEAR: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Branch:
    """A line with its children; `size` is what it is drawn as: its amount, or its children where they are more.

    A branch without `key` stands for what is not broken down, one with `count` for so many small ones together.
    """

    key: str
    amount: float
    children: tuple[Branch, ...] = ()
    count: int = 0

    @property
    def size(self) -> float:
        """What it takes: never less than its children."""
        return max(self.amount, sum(child.size for child in self.children))

    @property
    def excess(self) -> float:
        """By how much its children are more than itself."""
        return max(0.0, sum(child.size for child in self.children) - self.amount) if self.children else 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A branch in its place: column, and edges as fractions of the whole."""

    branch: Branch
    path: tuple[str, ...]
    column: int
    low: float
    high: float
    leaf: bool


def grow(lines: Sequence[tuple[str, str | None, float]]) -> tuple[Branch, ...]:
    """Make branches of lines (key, key of the parent or None, amount); an unknown parent is none.

    Every parent is filled: what its children leave over is a child without a key.

    Raises:
        SchemaError: A key stands twice, or parents run in a circle.

    Example:
        >>> root = grow([("a", None, 3.0), ("b", "a", 2.0)])[0]
        >>> [(child.key, child.amount) for child in root.children]
        [('b', 2.0), ('', 1.0)]
    """
    amounts = {key: amount for key, _, amount in lines}
    if len(amounts) < len(lines):
        raise SchemaError("each line of an icicle must have a code of its own")
    below: dict[str | None, list[str]] = {}
    for key, parent, _ in lines:
        below.setdefault(parent if parent in amounts else None, []).append(key)

    def branch(key: str, above: tuple[str, ...]) -> Branch:
        if key in above:
            raise SchemaError(f"the line {key} is its own ancestor")
        children = tuple(branch(child, (*above, key)) for child in below.get(key, ()))
        left = amounts[key] - sum(child.size for child in children)
        if children and left > abs(amounts[key]) * _NEAR:
            children = (*children, Branch("", left))
        return Branch(key, amounts[key], children)

    roots = tuple(branch(key, ()) for key in below.get(None, ()))
    if lines and not roots:
        raise SchemaError("the lines of an icicle run in a circle: none of them is at the top")
    return roots


def gathered(branches: Sequence[Branch], least: float) -> tuple[Branch, ...]:
    """Put siblings smaller than `least` together, wherever there are two or more.

    Example:
        >>> made = gathered([Branch("a", 9.0), Branch("b", 1.0), Branch("c", 1.0)], 2.0)
        >>> [(branch.key, branch.amount, branch.count) for branch in made]
        [('a', 9.0, 0), ('', 2.0, 2)]
    """
    small = [branch for branch in branches if branch.size < least and branch.key]
    kept = [branch for branch in branches if branch not in small] if len(small) > 1 else list(branches)
    made = [replace(branch, children=gathered(branch.children, least)) for branch in kept]
    if len(small) > 1:
        made.append(Branch("", sum(branch.size for branch in small), count=len(small)))
    return tuple(made)


def blocks(branches: Sequence[Branch]) -> Iterator[Block]:
    """Place branches: each column from top to bottom, each child within its parent.

    Example:
        >>> [(b.column, b.low, b.high) for b in blocks(grow([("a", None, 2.0), ("b", "a", 2.0)]))]
        [(0, 0.0, 1.0), (1, 0.0, 1.0)]
    """
    whole = sum(branch.size for branch in branches)

    def walk(held: Sequence[Branch], low: float, column: int, path: tuple[str, ...]) -> Iterator[Block]:
        for branch in held:
            high = low + branch.size / whole
            own = (*path, branch.key)
            yield Block(branch, own, column, low, high, not branch.children)
            yield from walk(branch.children, low, column + 1, own)
            low = high

    if whole > 0:
        yield from walk(branches, 0.0, 0, ())


def fitting(branches: Sequence[Branch], most: int) -> tuple[Branch, ...]:
    """Gather small siblings until at most `most` leaves are left, or no more can be gathered.

    Example:
        >>> len(fitting([Branch(str(n), 1.0 + n) for n in range(40)], 10))
        10
    """
    made = tuple(branches)
    sizes = sorted({block.branch.size for block in blocks(branches) if block.branch.key})
    for least in sizes:
        if sum(block.leaf for block in blocks(made)) <= most:
            break
        made = gathered(branches, least * (1 + _NEAR))
    return made
