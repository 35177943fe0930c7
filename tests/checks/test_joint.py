"""Roundings that are possible one by one and not together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fzfin.checks import Case, Figure, adds_up, equals
from fzfin.checks.joint import impossible


def figure(number: int, value: int, half: int = 5) -> Figure:
    return Figure(("made", number, "x"), value, half, "money", f"L{number}", "")


def clashes(cases: list[Case]) -> list[tuple[str, int]]:
    return [(found.locator, len(relations)) for found, relations in impossible(cases)]


def test_two_figures_that_meet_in_one_point_are_possible() -> None:
    assert clashes([equals(figure(1, 9255), figure(2, 9265))]) == []


def test_a_chain_that_wants_two_points_of_one_figure_is_impossible() -> None:
    middle = figure(2, 9265)
    cases = [equals(figure(1, 9255), middle), equals(middle, figure(3, 9275))]
    assert [case.outcome.value for case in cases] == ["rounding", "rounding"]
    assert clashes(cases) == [("L2", 2)]


def test_a_sum_needs_the_point_that_an_equality_leaves() -> None:
    part, other = figure(2, 9265), figure(4, 20745)
    possible = [equals(figure(1, 9255), part), adds_up(figure(9, 30000), [part, other])]
    assert clashes(possible) == []
    impossible_ = [equals(figure(1, 9255), part), adds_up(figure(9, 30020), [part, other])]
    assert [case.outcome.value for case in impossible_] == ["rounding", "rounding"]
    assert len(clashes(impossible_)) == 1


def test_blank_cells_and_failures_prove_nothing() -> None:
    middle = figure(2, 9265)
    assert clashes([equals(figure(1, 9255), middle), adds_up(middle, [figure(3, 9275), None])]) == []
    assert clashes([equals(figure(1, 9255), figure(2, 9290))]) == []


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=6))
def test_figures_rounded_from_true_values_are_never_impossible(true: list[int]) -> None:
    def printed(number: int, value: int) -> Figure:
        return figure(number, 10 * ((value + 5) // 10))

    parts = [printed(number, value) for number, value in enumerate(true)]
    half = len(true) // 2
    cases = [
        adds_up(printed(90, sum(true)), parts),
        adds_up(printed(91, sum(true[:half])), parts[:half] or [figure(99, 0, 0)]),
        adds_up(printed(92, sum(true[half:])), parts[half:]),
    ]
    cases.append(adds_up(printed(90, sum(true)), [printed(91, sum(true[:half])), printed(92, sum(true[half:]))]))
    assert all(case.holds for case in cases)
    assert clashes(cases) == []
