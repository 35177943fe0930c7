"""Making the marks of a picture selectable: a click lights one up, and its name can be read by a widget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

PICKED: Final = "picked"
"""The name of the selection."""


def pickable(spec: dict[str, Any], field: str, chosen: Sequence[str] = ()) -> dict[str, Any]:
    """Add a selection by click to the marks that light up under the pointer.

    Args:
        spec: The specification of a picture of this package.
        field: The column of its data that names a mark.
        chosen: The names of marks that are selected from the beginning.

    Returns:
        The specification with the selection `PICKED`, which is told apart from the one under the pointer by staying.

    Example:
        >>> import fzfin as fz
        >>> steps = fz.analysis.variance_steps(fz.analysis.variance(fz.read()))
        >>> spec = fz.charts.waterfall(steps, title="", subtitle="").to_dict()
        >>> [param["name"][:6] for param in pickable(spec, "label")["params"]]
        ['hover_', 'picked']
    """
    params = list(spec.get("params", ()))
    hover = next((param for param in params if str(param["name"]).startswith("hover_")), None)
    if hover is None:
        return spec
    select = {"type": "point", "fields": [field], "on": "click", "clear": "dblclick", "toggle": False}
    picked: dict[str, Any] = {"name": PICKED, "select": select, "views": hover["views"]}
    if chosen:
        picked["value"] = [{field: name} for name in chosen]
    layers = [
        _pointed(layer) if _holds(spec, layer, field) else layer
        for layer in (_lit(layer, hover["name"]) for layer in spec["layer"])
    ]
    return {**spec, "layer": layers, "params": [*params, picked]}


def _lit(layer: dict[str, Any], hover: str) -> dict[str, Any]:
    """A layer whose marks are lit where they are selected as well as under the pointer."""
    encoding = layer.get("encoding")
    if not encoding or not any(_conditions(encoding, hover)):
        return layer
    channels = {name: _both(channel, hover) for name, channel in encoding.items()}
    return _pointed({**layer, "encoding": channels})


def _holds(spec: dict[str, Any], layer: dict[str, Any], field: str) -> bool:
    """Whether the marks of a layer with data of its own have a name, so that they answer to a click as well."""
    rows = spec.get("datasets", {}).get(layer.get("data", {}).get("name"), ())
    return any(row.get(field) is not None for row in rows)


def _pointed(layer: dict[str, Any]) -> dict[str, Any]:
    """A layer over which the pointer becomes a hand."""
    mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
    return {**layer, "mark": {**mark, "cursor": "pointer"}}


def _conditions(encoding: dict[str, Any], hover: str) -> Iterator[bool]:
    for channel in encoding.values():
        if isinstance(channel, dict) and isinstance(channel.get("condition"), dict):
            yield channel["condition"].get("param") == hover


def _both(channel: Any, hover: str) -> Any:
    condition = channel.get("condition") if isinstance(channel, dict) else None
    if not isinstance(condition, dict) or condition.get("param") != hover:
        return channel
    under, chosen = {"param": hover, "empty": False}, {"param": PICKED, "empty": False}
    ways: list[Any] = [under, chosen]
    if condition.get("empty", True):
        ways.append({"and": [{"param": hover}, {"param": PICKED}]})
    value = {name: held for name, held in condition.items() if name not in ("param", "empty")}
    return {**channel, "condition": {"test": {"or": ways}, **value}}
