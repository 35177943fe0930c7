"""How a chart leaves a cell: the renderer ``fzfin`` of Altair, which needs no network.

JupyterLab shows Vega-Lite of version 5 by itself, and so does the template of fzfin's pages; a chart of version 6
is accepted under that name. Altair's own default loads Vega from the network.
"""

from __future__ import annotations

from typing import Any, Final

import altair as alt

MIME: Final = "application/vnd.vegalite.v5+json"
"""The media type of a chart in a notebook's output."""

_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"


def spoken(spec: dict[str, Any]) -> str:
    """Say a chart in words: its description, or else its title.

    Example:
        >>> spoken({"title": {"text": ["One", "two"]}})
        'One two'
    """
    if spec.get("description"):
        return str(spec["description"])
    title = spec.get("title") or ""
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(str(line) for line in text) if isinstance(text, list) else str(text)


def bundle(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Make the output of a cell out of a chart's spec: the chart, and its words where no chart can be shown.

    Example:
        >>> bundle({"mark": "bar", "title": "Budget"})["text/plain"]
        'Budget'
    """
    return {MIME: {**spec, "$schema": _SCHEMA}, "text/plain": spoken(spec)}


def enable() -> None:
    """Make this the renderer that Altair uses.

    Example:
        >>> enable()
        >>> alt.renderers.active
        'fzfin'
    """
    alt.renderers.register("fzfin", bundle)
    alt.renderers.enable("fzfin")
