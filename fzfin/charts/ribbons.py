"""The layout of a Sankey diagram: nodes in columns, ribbons between them, all in pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from fzfin.errors import SchemaError

Link = tuple[str, str, float]
"""From which node, to which, and how much."""

_SAMPLES: Final = 16
_GAP: Final = 12.0


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its column, its edges, and whether it is an end (nothing comes in, or nothing goes out)."""

    key: str
    column: int
    size: float
    x0: float = 0.0
    x1: float = 0.0
    y0: float = 0.0
    y1: float = 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """Nodes, and for each link the points of its upper and lower edge from left to right."""

    nodes: Mapping[str, Node]
    ribbons: Sequence[Sequence[tuple[float, float, float]]]
    columns: int
    height: float


@dataclass(slots=True)
class _Graph:
    """Links with their nodes and columns; links over several columns are led through places kept free for them."""

    links: list[Link]
    column: dict[str, int] = field(default_factory=dict)
    size: dict[str, float] = field(default_factory=dict)
    chains: list[list[str]] = field(default_factory=list)


def columns_of(links: Sequence[Link]) -> dict[str, int]:
    """The column of each node: as far right as the longest way to it; what nothing leaves stands in the last one.

    Raises:
        SchemaError: The links run in a circle.

    Example:
        >>> columns_of([("a", "b", 1.0), ("b", "c", 1.0), ("a", "d", 1.0)])
        {'a': 0, 'b': 1, 'c': 2, 'd': 2}
    """
    nodes = dict.fromkeys(end for source, target, _ in links for end in (source, target))
    column = dict.fromkeys(nodes, 0)
    for _ in range(len(nodes) + 1):
        moved = False
        for source, target, _ in links:
            if column[target] <= column[source]:
                column[target], moved = column[source] + 1, True
        if not moved:
            break
    else:
        raise SchemaError("the links run in a circle: money must flow from sources to uses")
    last = max(column.values(), default=0)
    left = {source for source, _, _ in links}
    return {node: column[node] if node in left else last for node in nodes}


def lay_out(
    links: Sequence[Link], *, labels: Mapping[str, float], left: float, right: float, thick: float, tall: float
) -> Flow:
    """Lay out nodes and ribbons.

    Args:
        links: The links, each above zero; the order in which nodes first appear breaks ties.
        labels: The height of each node's label, which stands beside a node of the first and last column, above others.
        left: The left edge of the first column's nodes.
        right: The right edge of the last column's nodes.
        thick: The width of a node.
        tall: The height of the largest column, without gaps.

    Example:
        >>> flow = lay_out([("a", "b", 1.0)], labels={}, left=0, right=100, thick=10, tall=50)
        >>> flow.nodes["b"].x0, flow.height
        (90.0, 50.0)
    """
    graph = _graph(links)
    order = _ordered(graph)
    last = len(order) - 1
    scale = tall / max(sum(graph.size[node] for node in column) for column in order)
    slots = [
        [_slot(node, graph.size[node] * scale, labels.get(node, 0.0), 0 < number < last) for node in column]
        for number, column in enumerate(order)
    ]
    heights = [sum(room for _, room in column) + _GAP * (len(column) - 1) for column in slots]
    height = max(heights)
    nodes: dict[str, Node] = {}
    for number, (column, rooms) in enumerate(zip(order, slots, strict=True)):
        x0 = left + (right - thick - left) * number / max(1, last)
        top = (height - heights[number]) / 2
        for node, (inset, room) in zip(column, rooms, strict=True):
            y0 = top + inset
            size = graph.size[node]
            nodes[node] = Node(node, number, size, x0, x0 + thick, y0, y0 + size * scale)
            top += room + _GAP
    ribbons = _ribbons(graph, nodes, scale)
    real = {key: node for key, node in nodes.items() if key in graph.column and not key.startswith("\0")}
    return Flow(real, ribbons, len(order), height)


def _slot(node: str, size: float, label: float, inner: bool) -> tuple[float, float]:
    """How far a node stands below the top of its place, and how high the place is."""
    if inner:
        return label, size + label
    return max(0.0, (label - size) / 2), max(size, label)


def _graph(links: Sequence[Link]) -> _Graph:
    column = columns_of(links)
    graph = _Graph(list(links), column)
    come: dict[str, float] = dict.fromkeys(column, 0.0)
    go: dict[str, float] = dict.fromkeys(column, 0.0)
    for source, target, amount in links:
        go[source] += amount
        come[target] += amount
    graph.size = {node: max(come[node], go[node]) for node in column}
    for number, (source, target, amount) in enumerate(links):
        between = [f"\0{number}/{at}" for at in range(column[source] + 1, column[target])]
        for at, node in enumerate(between, column[source] + 1):
            graph.column[node] = at
            graph.size[node] = amount
        graph.chains.append([source, *between, target])
    return graph


def _ordered(graph: _Graph) -> list[list[str]]:
    """The nodes of each column from top to bottom: near to where they come from, so that few ribbons cross."""
    columns: list[list[str]] = [[] for _ in range(max(graph.column.values()) + 1)]
    for node in dict.fromkeys(node for chain in graph.chains for node in chain):
        columns[graph.column[node]].append(node)
    pulls: dict[str, list[tuple[str, float]]] = {}
    for chain, (_, _, amount) in zip(graph.chains, graph.links, strict=True):
        for before, after in pairwise(chain):
            pulls.setdefault(after, []).append((before, amount))
    for number in range(1, len(columns)):
        middle, top = {}, 0.0
        for node in columns[number - 1]:
            middle[node] = top + graph.size[node] / 2
            top += graph.size[node]

        def place(node: str, middle: dict[str, float] = middle) -> float:
            from_left = [(middle[before], amount) for before, amount in pulls.get(node, [])]
            weight = sum(amount for _, amount in from_left)
            return sum(at * amount for at, amount in from_left) / weight if weight else 0.0

        columns[number].sort(key=place)
    return columns


def _ribbons(graph: _Graph, nodes: Mapping[str, Node], scale: float) -> list[list[tuple[float, float, float]]]:
    steps = [(number, before, after) for number, chain in enumerate(graph.chains) for before, after in pairwise(chain)]
    leaves, enters = ({node: n.y0 for node, n in nodes.items()} for _ in range(2))
    starts: dict[tuple[int, str], float] = {}
    ends: dict[tuple[int, str], float] = {}
    for number, before, _ in sorted(steps, key=lambda step: nodes[step[2]].y0):
        starts[number, before] = leaves[before]
        leaves[before] += graph.links[number][2] * scale
    for number, _, after in sorted(steps, key=lambda step: nodes[step[1]].y0):
        ends[number, after] = enters[after]
        enters[after] += graph.links[number][2] * scale
    ribbons: list[list[tuple[float, float, float]]] = [[] for _ in graph.chains]
    for number, before, after in steps:
        wide = graph.links[number][2] * scale
        a, b = nodes[before], nodes[after]
        ribbons[number] += [
            (round(x, 1), round(y, 2), round(y + wide, 2))
            for x, y in _curve(a.x1, b.x0, starts[number, before], ends[number, after])
        ]
    return ribbons


def _curve(x0: float, x1: float, y0: float, y1: float) -> list[tuple[float, float]]:
    """An S-curve that leaves and arrives level."""
    steps = [step / _SAMPLES for step in range(_SAMPLES + 1)] if y0 != y1 else [0.0, 1.0]
    return [(x0 + (x1 - x0) * u, y0 + (y1 - y0) * u * u * (3 - 2 * u)) for u in steps]
