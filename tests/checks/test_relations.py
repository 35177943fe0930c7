"""Intervals: outcomes agree with brute force, and what a figure may be is right on either side of its ends."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fzfin.checks import Figure, Outcome, adds_up, at_least, at_most, equals, growth, percent_of
from fzfin.checks.figures import meet, quotient
from fzfin.checks.relations import AT_LEAST, AT_MOST, EQUAL, Linear, Ratio, Relation

STEP = Fraction(1, 4)


def money(name: int, value: int, half: int = 5) -> Figure:
    return Figure(("made", name, "x"), value, half, "money", f"L{name}", "")


def percent(name: int, text: str) -> Figure:
    places = len(text.partition(".")[2])
    return Figure(("made", name, "pct"), Fraction(text), Fraction(1, 2 * 10**places), "percent", f"L{name}", "")


def corners(figures: tuple[Figure, ...]) -> list[dict[int, Fraction]]:
    """All combinations of the ends of the intervals: a linear form takes its least and greatest value there."""
    found: list[dict[int, Fraction]] = [{}]
    for figure in figures:
        ends = {Fraction(figure.low), Fraction(figure.high)}
        found = [{**so_far, figure.key[1]: end} for so_far in found for end in ends]
    return found


SMALL = st.integers(-60, 60)
HALVES = st.sampled_from([0, 1, 5])
SIGNS = st.sampled_from([EQUAL, AT_MOST, AT_LEAST])


@st.composite
def linear(draw: st.DrawFn) -> Linear:
    count = draw(st.integers(1, 3))
    less = draw(st.integers(0, 1))
    figures = [money(n, draw(SMALL), draw(HALVES)) for n in range(1 + count + less)]
    return Linear(figures[0], tuple(figures[1 : 1 + count]), tuple(figures[1 + count :]), draw(SIGNS))


def gap(relation: Linear, at: dict[int, Fraction]) -> Fraction:
    return at[0] - sum(at[f.key[1]] for f in relation.plus) + sum(at[f.key[1]] for f in relation.minus)


def possible(relation: Linear) -> bool:
    """Whether any true values satisfy the relation, by the extremes of left less right."""
    gaps = [gap(relation, at) for at in corners(relation.figures)]
    if relation.sign == AT_MOST:
        return min(gaps) <= 0
    if relation.sign == AT_LEAST:
        return max(gaps) >= 0
    return min(gaps) <= 0 <= max(gaps)


@given(linear())
def test_linear_outcomes_agree_with_brute_force(relation: Linear) -> None:
    exact = gap(relation, {figure.key[1]: Fraction(figure.value) for figure in relation.figures})
    holds = {EQUAL: exact == 0, AT_MOST: exact <= 0, AT_LEAST: exact >= 0}[relation.sign]
    expected = Outcome.PASS if holds else Outcome.ROUNDING if possible(relation) else Outcome.FAIL
    assert relation.outcome() is expected


def moved(relation: Linear, key: int, value: Fraction) -> Linear:
    def put(figure: Figure) -> Figure:
        return Figure(figure.key, value, 0, figure.kind, "", "") if figure.key[1] == key else figure

    return Linear(put(relation.left), tuple(map(put, relation.plus)), tuple(map(put, relation.minus)), relation.sign)


@given(linear(), st.data())
def test_what_a_figure_may_be_makes_the_relation_hold_and_nothing_else_does(
    relation: Linear, data: st.DataObject
) -> None:
    figure = data.draw(st.sampled_from(relation.figures))
    allowed = relation.allowed(figure.key)
    assert allowed is not None
    low, high = allowed
    number = figure.key[1]
    inside = [end for end in (low, high) if end is not None] or [0]
    if low is None:
        inside.append(Fraction(high or 0) - 100)
    if high is None:
        inside.append(Fraction(low or 0) + 100)
    assert all(possible(moved(relation, number, Fraction(value))) for value in inside)
    assert low is None or not possible(moved(relation, number, Fraction(low) - STEP))
    assert high is None or not possible(moved(relation, number, Fraction(high) + STEP))


@given(st.integers(1, 400), st.integers(1, 400), st.integers(-2000, 5000), st.integers(0, 2))
def test_a_share_holds_just_where_some_true_values_give_it(top: int, bottom: int, hundredths: int, half: int) -> None:
    pct = Figure(("made", 0, "pct"), Fraction(hundredths, 10), Fraction(1, 20), "percent", "", "")
    relation = Ratio(pct, money(1, top, half), money(2, bottom, half))
    if bottom - half <= 0:
        assert relation.outcome() is Outcome.UNKNOWN
        return
    shares = [Fraction(100 * t, b) for t in (top - half, top + half) for b in (bottom - half, bottom + half)]
    holds = min(shares) <= pct.high and pct.low <= max(shares)
    assert (relation.outcome() is not Outcome.FAIL) is holds


@given(st.integers(1, 400), st.integers(1, 400), st.integers(-900, 2000))
def test_growth_holds_just_where_some_true_values_give_it(prior: int, amount: int, tenths: int) -> None:
    change, half = amount - prior, Fraction(1, 2)
    pct = Figure(("made", 0, "pct"), Fraction(tenths, 10), Fraction(1, 20), "percent", "", "")
    whole = Figure(("made", 1, "x"), amount, half, "money", "", "")
    less = Figure(("made", 2, "x"), change, half, "money", "", "")
    relation = Ratio(pct, less, whole, less)
    if prior - 1 <= 0:
        assert relation.outcome() is Outcome.UNKNOWN
        return
    ends = [Fraction(100) * c / (a - c) for c in (change - half, change + half) for a in (amount - half, amount + half)]
    holds = min(ends) <= pct.high and pct.low <= max(ends)
    assert (relation.outcome() is not Outcome.FAIL) is holds


@given(st.integers(10, 400), st.integers(10, 400), st.integers(10, 3000), st.sampled_from(["left", "top", "bottom"]))
def test_what_a_figure_of_a_share_may_be(top: int, bottom: int, tenths: int, which: str) -> None:
    pct = Figure(("made", 0, "pct"), Fraction(tenths, 10), Fraction(1, 20), "percent", "", "")
    relation = Ratio(pct, money(1, top, 1), money(2, bottom, 1))
    figure = {"left": pct, "top": relation.top, "bottom": relation.bottom}[which]
    allowed = relation.allowed(figure.key)
    assert allowed is not None
    low, high = Fraction(allowed[0] or 0), Fraction(allowed[1] or 0)

    def holds(value: Fraction) -> bool:
        put = {name: getattr(relation, name) for name in ("left", "top", "bottom")}
        put[which] = Figure(figure.key, value, 0, figure.kind, "", "")
        return Ratio(**put).outcome() is not Outcome.FAIL

    assert all(map(holds, (low, high, (low + high) / 2)))
    assert not any(map(holds, (low * Fraction(999, 1000), high * Fraction(1001, 1000))))


def test_rounding_and_fail_lie_a_hair_apart() -> None:
    # 1.00 + 2.00 is printed as 3.01 or 3.02: each printed figure may be off by half a fen of 万元.
    parts = (money(1, 10000, 50), money(2, 20000, 50))
    assert adds_up(money(0, 30000, 50), parts).outcome is Outcome.PASS
    assert adds_up(money(0, 30150, 50), parts).outcome is Outcome.ROUNDING
    assert adds_up(money(0, 30151, 50), parts).outcome is Outcome.FAIL


def test_a_blank_may_be_what_is_missing_and_never_what_is_too_much() -> None:
    parts = (money(1, 100), None)
    assert adds_up(money(0, 150), parts).outcome is Outcome.UNKNOWN
    assert adds_up(money(0, 150), parts).missing == "blank"
    assert adds_up(money(0, 100), parts).outcome is Outcome.PASS
    assert adds_up(money(0, 50), parts).outcome is Outcome.FAIL


def test_what_is_not_printed_is_unknown_and_says_which() -> None:
    one = money(1, 100)
    assert [(case.outcome, case.missing) for case in (
        adds_up(None, [one]), adds_up(one, [None]), adds_up(one, [one], [None]), equals(one, None),
        at_most(one, [None]), at_most(None, [one]), percent_of(None, one, one), percent_of(one, one, None),
    )] == [(Outcome.UNKNOWN, missing) for missing in
           ("whole", "parts", "parts", "parts", "parts", "whole", "whole", "parts")]  # fmt: skip
    assert at_least(money(0, 100), [None, one]).outcome is Outcome.PASS
    assert at_least(money(0, 80), [None, one]).outcome is Outcome.FAIL


def test_a_percentage_over_zero_is_unknown() -> None:
    assert percent_of(percent(0, "100"), money(1, 100), money(2, 0)).outcome is Outcome.UNKNOWN
    assert growth(percent(0, "100"), money(1, 100), money(2, 100)).outcome is Outcome.UNKNOWN


def test_a_cut_percentage_is_a_note_and_a_wrong_one_is_not() -> None:
    # 99,868 of 100,000 is 99.868 %: 99.87 rounded, 99.86 cut off.
    top, bottom = money(1, 99868, 0), money(2, 100000, 0)
    cases = [percent_of(percent(0, text), top, bottom) for text in ("99.87", "99.86", "99.85", "99.88")]
    assert [(case.outcome.value, case.severity, case.variant) for case in cases] == [
        ("pass", None, ""),
        ("fail", "note", "truncated"),
        ("fail", None, ""),
        ("fail", None, ""),
    ]
    fall = growth(percent(0, "-13.20"), money(1, 86792, 0), money(2, -13208, 0))
    assert (fall.outcome, fall.variant) == (Outcome.FAIL, "truncated")
    turned = growth(percent(0, "13.20"), money(1, 86792, 0), money(2, -13208, 0))
    assert (turned.outcome, turned.variant, turned.severity) == (Outcome.FAIL, "", None)


def test_intervals_meet_and_divide() -> None:
    assert meet((1, 3), (3, None)) == (3, 3)
    assert meet((1, 2), (3, 4)) is None
    assert meet((None, None), (None, 2)) == (None, 2)
    assert quotient((-1, 2), (2, 4)) == (Fraction(-1, 2), 1)
    assert quotient((1, 2), (-1, 1)) is None
    assert quotient((None, 2), (1, 2)) is None


def test_a_figure_on_both_sides_decides_nothing() -> None:
    one, other = money(1, 100), money(2, 20)
    relation: Relation = Linear(one, (one, other))
    assert relation.allowed(one.key) is None
    assert relation.allowed(other.key) is not None
