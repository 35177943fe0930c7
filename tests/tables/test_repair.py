"""The search for displaced codes, on made tables with known truth."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_lines import DISPLACEMENTS, made, rounded, slid

from fzfin.money import Amount
from fzfin.tables.lines import LineRow
from fzfin.tables.repair import Evidence, Verdict, is_sound, solve

Displacement = Callable[[random.Random, list[LineRow]], list[LineRow]]


def truth(rows: list[LineRow]) -> dict[str, tuple[Amount | None, ...]]:
    return {row.code: row.amounts for row in rows}


def read(rows: list[LineRow], codes: tuple[str | None, ...]) -> dict[str, tuple[Amount | None, ...]]:
    return {code: row.amounts for row, code in zip(rows, codes, strict=True) if code is not None}


@pytest.mark.parametrize("given_codes", [True, False])
@pytest.mark.parametrize("displace", DISPLACEMENTS)
def test_no_reading_is_ever_wrong_and_most_tables_are_solved(displace: Displacement, given_codes: bool) -> None:
    solved = 0
    for seed in range(40):
        rng = random.Random(seed)
        right = made(rng, rng.randint(1, 5), rng.randint(2, 6))
        bad = displace(rng, right)
        known = frozenset(code for code in truth(right) if code) if given_codes else frozenset()
        outcome = solve(bad, Evidence(known))
        if outcome.verdict is Verdict.SOLVED:
            solved += 1
            assert read(bad, outcome.codes) == truth(right), seed
        else:
            assert outcome.codes == tuple(row.code for row in bad)
    assert solved >= (36 if given_codes else 8)


@given(st.integers(0, 10_000), st.integers(1, 7), st.integers(2, 7))
@settings(max_examples=150, deadline=None)
def test_a_right_table_is_never_touched(seed: int, classes: int, columns: int) -> None:
    rows = made(random.Random(seed), classes, columns)
    assert is_sound(rows)
    assert solve(rows, Evidence()).codes == tuple(row.code for row in rows)
    assert solve(rows, Evidence()).verdict is Verdict.SOUND


@given(st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_a_wrong_figure_is_no_displacement(seed: int) -> None:
    rng = random.Random(seed)
    rows = made(rng)
    at = rng.randrange(len(rows))
    first = rows[at].amounts[0]
    changed = (Amount((first.fen if first else 0) + 900_000_000, 5_000), *rows[at].amounts[1:])
    rows[at] = LineRow(rows[at].code, rows[at].name, changed, rows[at].locator)
    outcome = solve(rows, Evidence())
    assert outcome.verdict is Verdict.UNSOLVED
    assert outcome.codes == tuple(row.code for row in rows)


def test_two_readings_change_nothing() -> None:
    """A blank row between two possible codes with the same amounts fits both."""
    ten, five = (rounded(10_000_000),), (rounded(5_000_000),)
    rows = [
        LineRow("", "合计", ten, "L1"),
        LineRow("201", "", ten, "L2"),
        LineRow("20103", "", ten, "L3"),
        LineRow("2010301", "", five, "L4"),
        LineRow("", "", five, "L5"),
    ]
    outcome = solve(rows, Evidence(frozenset({"2010302", "2010350"})))
    assert outcome.verdict is Verdict.UNDECIDED
    assert solve(rows, Evidence(frozenset({"2010350"}))).codes[-1] == "2010350"


def test_a_whole_column_that_slid_is_put_back() -> None:
    rng = random.Random(3)
    right = made(rng, 3, 3)
    labels = [*(row.code for row in right[1:]), ""]
    bad = [LineRow(code, "", row.amounts, row.locator) for code, row in zip(labels, right, strict=True)]
    outcome = solve(bad, Evidence())
    assert outcome.verdict is Verdict.SOLVED
    assert read(bad, outcome.codes) == truth(right)


def test_a_search_without_an_answer_ends() -> None:
    rng = random.Random(1)
    rows = slid(rng, made(rng, 8, 6))
    scrambled = [LineRow(r.code, r.name, tuple(reversed(r.amounts)), r.locator) for r in rows]
    rng.shuffle(scrambled)
    assert solve(scrambled, Evidence()).verdict in (Verdict.UNSOLVED, Verdict.UNDECIDED)
