"""Layouts: squares add up to 100, flows are conserved, children fill their parents, labels do not meet."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzfin.charts.apart import apart
from fzfin.charts.apportion import apportion
from fzfin.charts.ribbons import columns_of, lay_out
from fzfin.charts.tree import Branch, blocks, fitting, gathered, grow
from fzfin.errors import SchemaError

AMOUNTS = st.lists(st.none() | st.integers(-(10**8), 10**12).map(lambda fen: fen / 100), max_size=40)
ABOVE = st.integers(1, 10**10).map(lambda fen: fen / 100)


@settings(deadline=None)
@given(AMOUNTS, st.integers(1, 400))
def test_squares_add_up_and_differ_from_what_is_due_by_less_than_one(amounts, squares) -> None:
    got = apportion(amounts, squares)
    parts = [Fraction(repr(a)) if a is not None and a > 0 else Fraction(0) for a in amounts]
    whole = sum(parts)
    assert len(got) == len(amounts)
    assert sum(got) == (squares if whole else 0)
    assert all(abs(n - part * squares / whole) < 1 for n, part in zip(got, parts, strict=True) if whole)


def test_squares_of_the_printed_classes() -> None:
    # 73.0878, 17.7953, 3.1980, 2.3494, 1.9480, 1.6215: 73 + 17 + 3 + 2 + 1 + 1 = 97, three to the largest remainders
    assert apportion([2115.38, 515.05, 92.56, 68.0, 56.38, 46.93]) == [73, 18, 3, 2, 2, 2]
    assert apportion([0.0, None, -5.0]) == [0, 0, 0]
    assert apportion([1.0, 1.0, 1.0], 100) == [34, 33, 33]


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 40)), max_size=30))
def test_labels_do_not_meet_and_keep_their_order(labels) -> None:
    labels.sort()
    places, heights = [place for place, _ in labels], [height for _, height in labels]
    got = apart(places, heights, 0.0, 500.0)
    for (a, high), (b, low) in itertools.pairwise(zip(got, heights, strict=True)):
        assert b - a >= (high + low) / 2 - 1e-6
    assert all(place - height / 2 >= -1e-6 for place, height in zip(got, heights, strict=True))
    if sum(heights) <= 500:
        assert all(place + height / 2 <= 500 + 1e-6 for place, height in zip(got, heights, strict=True))


def test_labels_that_have_room_stay_where_they_are() -> None:
    assert apart([10.0, 50.0, 90.0], [10.0] * 3, 0.0, 100.0) == [10.0, 50.0, 90.0]
    assert apart([], [], 0.0, 100.0) == []


@settings(deadline=None)
@given(st.lists(ABOVE, min_size=1, max_size=6), st.lists(ABOVE, min_size=1, max_size=6), st.booleans())
def test_ribbons_fill_their_nodes_on_both_sides(sources, uses, long) -> None:
    links = [(f"in{n}", "account", amount) for n, amount in enumerate(sources)]
    links += [("account", f"out{n}", amount) for n, amount in enumerate(uses)]
    if long:
        links += [("out0", "end", uses[0])]
    flow = lay_out(links, labels={"in0": 30.0, "account": 30.0}, left=100, right=700, thick=10, tall=300)
    scale = 300 / max(sum(sources), sum(uses))
    for (source, target, amount), ribbon in zip(links, flow.ribbons, strict=True):
        a, b = flow.nodes[source], flow.nodes[target]
        (x0, low0, high0), (x1, low1, high1) = ribbon[0], ribbon[-1]
        assert (x0, x1) == (pytest.approx(a.x1, abs=0.1), pytest.approx(b.x0, abs=0.1))
        assert high0 - low0 == pytest.approx(amount * scale, abs=0.02)
        assert high1 - low1 == pytest.approx(amount * scale, abs=0.02)
        assert a.y0 - 0.02 <= low0 <= high0 <= a.y1 + 0.02
        assert b.y0 - 0.02 <= low1 <= high1 <= b.y1 + 0.02
    for column in range(flow.columns):
        held = sorted((node for node in flow.nodes.values() if node.column == column), key=lambda node: node.y0)
        assert all(below.y0 >= above.y1 for above, below in itertools.pairwise(held))
        assert all(node.y0 >= -0.02 and node.y1 <= flow.height + 0.02 for node in held)
    for side, at in ((0, -1), (1, 0)):
        for node in flow.nodes.values():
            at_node = [
                ribbon[at] for link, ribbon in zip(links, flow.ribbons, strict=True) if link[1 - side] == node.key
            ]
            spans = sorted((low, high) for _, low, high in at_node)
            assert all(below[0] >= above[1] - 0.03 for above, below in itertools.pairwise(spans))


def test_columns_are_the_longest_ways() -> None:
    links = [("a", "b", 1.0), ("b", "c", 1.0), ("c", "d", 1.0), ("a", "e", 1.0), ("x", "c", 1.0)]
    assert columns_of(links) == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 3, "x": 0}
    for circle in ([("a", "a", 1.0)], [("a", "b", 1.0), ("b", "a", 1.0)]):
        with pytest.raises(SchemaError, match="circle"):
            columns_of(circle)


@st.composite
def trees(draw):
    lines = []
    for top in range(draw(st.integers(1, 6))):
        key = f"{201 + top}"
        lines.append((key, None, draw(ABOVE)))
        for n in range(draw(st.integers(0, 4))):
            lines.append((f"{key}{n:02}", key, draw(ABOVE)))
            lines += [(f"{key}{n:02}{m:02}", f"{key}{n:02}", draw(ABOVE)) for m in range(draw(st.integers(0, 4)))]
    return lines


@settings(deadline=None)
@given(trees(), st.integers(1, 20))
def test_children_fill_their_parents(lines, most) -> None:
    roots = grow(lines)
    for branches in (roots, fitting(roots, most)):
        placed = list(blocks(branches))
        assert min(block.low for block in placed) == 0.0
        assert max(block.high for block in placed) == pytest.approx(1.0)
        by_path = {(block.path, block.low): block for block in placed}
        for block in by_path.values():
            below = [b for b in placed if b.path[:-1] == block.path and block.low - 1e-9 <= b.low < block.high]
            if below:
                assert below[0].low == pytest.approx(block.low)
                assert below[-1].high == pytest.approx(block.high)
                assert all(b.low == pytest.approx(a.high) for a, b in itertools.pairwise(below))
        assert sum(b.branch.size for b in placed if b.leaf) == pytest.approx(sum(root.size for root in roots))


@settings(deadline=None)
@given(trees(), st.integers(1, 20))
def test_gathering_counts_what_it_puts_together(lines, most) -> None:
    roots = grow(lines)

    def leaves(branch: Branch) -> int:
        return sum(map(leaves, branch.children)) if branch.children else 1

    made = fitting(roots, most)
    gathered_away = sum(block.branch.count - 1 for block in blocks(made) if block.branch.count)
    assert gathered_away >= 0
    if sum(map(leaves, roots)) <= most:
        assert made == roots


def test_one_small_sibling_stays_by_itself() -> None:
    assert gathered([Branch("a", 9.0), Branch("b", 1.0)], 2.0) == (Branch("a", 9.0), Branch("b", 1.0))


def test_a_branch_is_as_large_as_its_children() -> None:
    (root,) = grow([("a", None, 3.0), ("b", "a", 2.0), ("c", "a", 2.0)])
    assert (root.size, root.excess, len(root.children)) == (4.0, 1.0, 2)
    (root,) = grow([("a", "unknown", 3.0)])
    assert root.key == "a"
