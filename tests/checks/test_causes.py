"""One cause, one finding: the misprint is named where one stands out, and nobody where two do as well."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fzfin.checks import Case, Figure, Place, adds_up, at_most, equals, observed
from fzfin.checks.causes import Group, group
from fzfin.checks.relations import Outcome


def figure(name: str, value: int) -> Figure:
    return Figure((name, 0, "x"), value, 5, "money", name, "")


def net(values: dict[str, int]) -> list[Case]:
    """A made net of identities: a row and a column sum for each cell, each total printed twice."""
    f = {name: figure(name, value) for name, value in values.items()}
    return [
        adds_up(f["r1"], [f["a"], f["b"]]),
        adds_up(f["r2"], [f["c"], f["d"]]),
        adds_up(f["c1"], [f["a"], f["c"]]),
        adds_up(f["c2"], [f["b"], f["d"]]),
        adds_up(f["all"], [f["r1"], f["r2"]]),
        adds_up(f["all"], [f["c1"], f["c2"]]),
        equals(f["again"], f["all"]),
        at_most(f["part"], [f["all"]]),
    ]


TRUE = {"a": 1000, "b": 2000, "c": 3000, "d": 4000} | {"r1": 3000, "r2": 7000, "c1": 4000, "c2": 6000}
TRUE |= {"all": 10000, "again": 10000, "part": 500}
INNER = ("a", "b", "c", "d", "r1", "r2", "c1", "c2", "all")


def grouped(cases: list[Case]) -> list[Group]:
    return group(cases, ["X01"] * len(cases))


def test_a_net_that_balances_has_no_group() -> None:
    assert grouped(net(TRUE)) == []


@settings(max_examples=200)
@given(st.sampled_from(INNER), st.integers(20, 5000), st.booleans())
def test_one_changed_figure_of_a_net_is_named_with_what_it_should_be(name: str, by: int, up: bool) -> None:
    cases = net(TRUE | {name: TRUE[name] + (by if up else -by)})
    failing = [number for number, case in enumerate(cases) if case.outcome is Outcome.FAIL]
    if len(failing) < 2:  # rounding hides it in one of the sums
        return
    (found,) = grouped(cases)
    assert found.suspect is not None
    assert found.suspect.key[0] == name
    assert set(found.members) == set(failing)
    low, high = found.within or (None, None)
    assert low is not None
    assert high is not None
    assert low <= TRUE[name] <= high


def test_two_that_explain_as_much_leave_nobody_named() -> None:
    (found,) = grouped([equals(figure("one", 100), figure("other", 200))])
    assert found.suspect is None
    assert found.members == (0,)
    shared = [figure("one", 100), figure("two", 200)]
    (found,) = grouped([equals(*shared), equals(*reversed(shared))])
    assert (found.suspect, found.members) == (None, (0, 1))


def test_a_figure_that_holds_elsewhere_is_not_the_suspect() -> None:
    told, held, third = figure("told", 100), figure("held", 200), figure("third", 200)
    (found,) = grouped([equals(told, held), equals(held, third)])
    assert found.suspect is not None
    assert found.suspect.key[0] == "told"


def test_unconnected_failures_are_groups_of_their_own() -> None:
    cases = [equals(figure(f"l{n}", 100), figure(f"r{n}", 200)) for n in range(3)]
    assert [found.members for found in grouped(cases)] == [(0,), (1,), (2,)]


def test_two_misprints_in_one_net_are_two_groups() -> None:
    cases = net(TRUE | {"a": 9000, "again": 77777})
    found = {g.suspect.key[0] if g.suspect else None: set(g.members) for g in grouped(cases)}
    assert found["a"] == {0, 2}
    assert {6} in found.values()


def test_words_go_together_by_check_and_cause() -> None:
    said = [
        observed(False, places=(Place("L1", ""),), cause="a"),
        observed(False, places=(Place("L2", ""),), cause="b"),
        observed(False, places=(Place("L3", ""),), cause="a"),
        observed(True),
        observed(None),
    ]
    codes = ["X01", "X01", "X01", "X01", "X01"]
    assert [found.members for found in group(said, codes)] == [(0, 2), (1,)]
    assert [found.members for found in group(said, ["X01", "X01", "X02", "X01", "X01"])] == [(0,), (1,), (2,)]
