"""Layers upon each other, without Altair's search for what they might have in common, which takes most of its time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import polars as pl

_LIFTED: Final = ("params", "width", "height", "view")
"""What a layer may hold that stands on top of all layers in Vega-Lite."""


class Layers(alt.LayerChart):
    """A layered chart that is made as it is told where its layers hold nothing that stands on top of all of them.

    `altair.LayerChart` looks for it by copying all layers three times, and does so whenever a chart is made, copied,
    given a property or written: 25 to 45 ms a picture. Where there is something to lift, it is lifted as ever.
    """

    def __init__(self, data: Any = alt.Undefined, layer: Sequence[Any] = (), **properties: Any) -> None:
        """Take the layers, and what else the chart has."""
        if all(_plain(one) for one in layer):
            alt.TopLevelLayerSpec.__init__(self, data=data, layer=list(layer), **properties)
        else:
            super().__init__(data=data, layer=layer, **properties)


def _plain(layer: Any) -> bool:
    return isinstance(layer, alt.Chart) and all(getattr(layer, name) is alt.Undefined for name in _LIFTED)


def layered(layers: Sequence[alt.Chart], data: pl.DataFrame | None = None, **properties: Any) -> alt.LayerChart:
    """Put layers upon each other; those without data of their own share `data`.

    Selections are told at the top, as Vega-Lite wants them, with the layer that answers to them.

    Args:
        layers: The layers, the lowest first.
        data: What layers draw that have no data of their own.
        properties: What else the chart has: ``width``, ``height``, ``title``, ``description``.

    Example:
        >>> chart = layered([alt.Chart().mark_bar()], pl.DataFrame({"a": [1]}), width=300)
        >>> len(chart.layer), chart.width
        (1, 300)
    """
    lifted: list[Any] = []
    bare = []
    for layer in layers:
        kept, held = layer, layer.params
        if held is not alt.Undefined:
            kept = layer.copy(deep=False)
            kept.name = "view_" + "_".join(str(param.name) for param in held)
            lifted += [
                alt.TopLevelSelectionParameter(name=param.name, select=param.select, views=[kept.name])
                for param in held
            ]
            kept.params = alt.Undefined
        bare.append(kept)
    if lifted:
        properties["params"] = lifted
    return Layers(alt.Undefined if data is None else data, bare, **properties)
