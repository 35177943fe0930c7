"""Made tables of lines with known truth, and the displacements that conversions do to them."""

from __future__ import annotations

import random

from fzfin.money import Amount
from fzfin.tables.lines import LineRow

HALF = 5_000
STEP = 10_000


def rounded(exact: int) -> Amount:
    """An exact number of 分 as a figure with two decimals of 万元."""
    return Amount((exact + STEP // 2) // STEP * STEP, HALF)


def made(rng: random.Random, classes: int = 4, columns: int = 3) -> list[LineRow]:
    """A table that adds up, its figures rounded from exact ones, with its total first."""
    exact: dict[str, list[int]] = {"": [0] * columns}
    for class_code in sorted(rng.sample(range(201, 235), classes)):
        for section in sorted(rng.sample(range(1, 30), rng.randint(1, 3))):
            for item in sorted(rng.sample(range(1, 99), rng.randint(1, 4))):
                code = f"{class_code}{section:02d}{item:02d}"
                parts = [0 if rng.random() < 0.4 else rng.randint(1, 500_000_000) for _ in range(columns - 1)]
                if not any(parts):
                    parts[0] = rng.randint(1, 500_000_000)
                for above in ("", code[:3], code[:5], code):
                    sums = exact.setdefault(above, [0] * columns)
                    for column, part in enumerate([sum(parts), *parts]):
                        sums[column] += part
    return [
        LineRow(code, "合计" if not code else f"名{code}", tuple(rounded(v) for v in exact[code]), f"L{n}")
        for n, code in enumerate(sorted(exact), 1)
    ]


def _with(row: LineRow, **change: str) -> LineRow:
    return LineRow(change.get("code", row.code), change.get("name", row.name), row.amounts, row.locator)


def code_lost(rng: random.Random, rows: list[LineRow]) -> list[LineRow]:
    """One line loses code and name."""
    at = rng.randrange(1, len(rows))
    return [_with(r, code="", name="") if n == at else r for n, r in enumerate(rows)]


def slid(rng: random.Random, rows: list[LineRow], by: int = 1) -> list[LineRow]:
    """The labels of a run of lines slide up over the amounts, the first of them falling on the total."""
    end = rng.randint(by + 1, min(len(rows) - 1, by + 6))
    labels = [(r.code, "") for r in rows]
    moved = labels[by:end] + [("", "")] * by + labels[end:]
    return [LineRow(c, "", r.amounts, r.locator) for (c, _), r in zip(moved, rows, strict=True)]


def slid_by_two(rng: random.Random, rows: list[LineRow]) -> list[LineRow]:
    """As `slid`, by two lines."""
    return slid(rng, rows, 2)


def repeated(rng: random.Random, rows: list[LineRow]) -> list[LineRow]:
    """One line stands twice, the second time without its label."""
    at = rng.randrange(1, len(rows))
    return [*rows[: at + 1], _with(rows[at], code="", name=""), *rows[at + 1 :]]


def repeated_before(rng: random.Random, rows: list[LineRow]) -> list[LineRow]:
    """One line stands twice, the first time without its label."""
    at = rng.randrange(1, len(rows))
    return [*rows[:at], _with(rows[at], code="", name=""), *rows[at:]]


def total_unlabelled(rng: random.Random, rows: list[LineRow]) -> list[LineRow]:
    """The total loses its label."""
    return [_with(rows[0], code="", name=""), *rows[1:]]


def code_twice(rng: random.Random, rows: list[LineRow]) -> list[LineRow]:
    """A line prints the code of the line above it."""
    at = rng.randrange(2, len(rows))
    return [_with(r, code=rows[at - 1].code, name="") if n == at else r for n, r in enumerate(rows)]


DISPLACEMENTS = (code_lost, slid, slid_by_two, repeated, repeated_before, total_unlabelled, code_twice)
