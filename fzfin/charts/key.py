"""The key of a chart: each mark as it stands in the chart, with its word beside it, above the plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, TypeAlias

import altair as alt

from fzfin.charts.lines import width
from fzfin.charts.pixels import pixels
from fzfin.charts.theme import BLUE, GREY, INK, MUTED, ORANGE, PALE, SILVER, SMALL_SIZE

Sign: TypeAlias = Literal[
    "hollow", "filled", "dot", "thin", "thick", "beyond", "tick", "range", "zone", "whisker", "band", "diamond"
]
"""The marks that a key can name."""

ABOVE: Final = 16
"""Pixels from the top of the plot up to the middle of the key."""

HOLLOW: Final[dict[str, Any]] = {"shape": "circle", "fill": "white", "stroke": GREY, "strokeWidth": 2, "size": 124}
FILLED: Final[dict[str, Any]] = {"shape": "circle", "fill": BLUE, "stroke": BLUE, "strokeWidth": 1, "size": 72}
DOT: Final[dict[str, Any]] = {"shape": "circle", "fill": INK, "stroke": "white", "strokeWidth": 1.5, "size": 130}
DIAMOND: Final[dict[str, Any]] = {"shape": "diamond", "fill": "white", "stroke": INK, "strokeWidth": 1.5, "size": 70}

_BOX: Final[dict[Sign, tuple[int, int, str]]] = {
    "thin": (20, 9, BLUE),
    "thick": (20, 14, BLUE),
    "beyond": (20, 14, ORANGE),
    "tick": (3, 18, INK),
    "range": (14, 6, SILVER),
    "zone": (14, 18, GREY),
    "whisker": (20, 2, INK),
    "band": (20, 18, PALE),
}


def key(entries: Sequence[tuple[Sign, str]], above: float = ABOVE) -> list[alt.Chart]:
    """Make the layers of a key, from left to right, its middle so many pixels above the plot.

    Example:
        >>> len(key([("filled", "Actual")]))
        2
    """
    layers: list[alt.Chart] = []
    left = 2.0
    for sign, text in entries:
        single = alt.Chart(alt.InlineData(values=[{}]))
        if sign in _BOX:
            wide, high, fill = _BOX[sign]
            box = single.mark_rect(fill=fill, aria=False).encode(
                **pixels(x=left, x2=left + wide, y=-above - high / 2, y2=-above + high / 2),
            )
        else:
            style = {"hollow": HOLLOW, "filled": FILLED, "dot": DOT}.get(sign, DIAMOND)
            wide = 10
            box = single.mark_point(opacity=1, aria=False, **style).encode(**pixels(x=left + wide / 2, y=-above))
        words = single.mark_text(
            text=text, align="left", baseline="middle", color=MUTED, fontSize=SMALL_SIZE, aria=False
        ).encode(**pixels(x=left + wide + 6, y=-above))
        layers += [box, words]
        left += wide + 6 + width(text, SMALL_SIZE) + 20
    return layers
