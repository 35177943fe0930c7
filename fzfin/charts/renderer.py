"""How a chart leaves a cell: the renderer ``fzfin`` of Altair, which needs no network.

JupyterLab shows Vega-Lite of version 5 by itself, as do the renderers that come with the Jupyter extension of VS Code
and the template of fzfin's pages; a chart of version 6 is accepted under that name. Altair's own default loads Vega
from the network.
"""

from __future__ import annotations

from typing import Any, Final

import altair as alt

MIME: Final = "application/vnd.vegalite.v5+json"
"""The media type of a chart in a notebook's output."""

_STYLE: Final = """
.vega-embed { display: block; position: relative; max-width: 100%; }
.vega-embed svg.marks { max-width: 100%; height: auto; }
.vega-embed summary { position: absolute; top: 0; right: 0; padding: 4px; list-style: none; cursor: pointer; }
.vega-embed summary svg { width: 16px; height: 16px; color: #5b6773; }
.vega-embed details:not([open]) > .vega-actions { display: none; }
.vega-embed .vega-actions { position: absolute; top: 24px; right: 0; z-index: 1; background: white; }
.vega-embed .vega-actions { border: 1px solid #d3dae1; }
.vega-embed .vega-actions a { display: block; padding: 6px 12px; font: 13px sans-serif; color: #1d2731; }
"""
"""Stands in for the style of Vega-Embed, which knows no chart that is wider than its cell."""
_SHOWN: Final = {
    "renderer": "svg",
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
    "defaultStyle": _STYLE,
}
"""How notebooks show a chart: sharp at every size, as narrow as its cell, with no menu item that leaves the machine."""
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


def output(spec: dict[str, Any], **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the output of a cell and, for notebooks that Vega-Embed shows it in, how to show it.

    Example:
        >>> output({"mark": "bar"})[1][MIME]["embed_options"]["renderer"]
        'svg'
    """
    return bundle(spec, **options), {MIME: {"embed_options": _SHOWN}}


def enable() -> None:
    """Make this the renderer that Altair uses.

    Example:
        >>> enable()
        >>> alt.renderers.active
        'fzfin'
    """
    alt.renderers.register("fzfin", output)
    alt.renderers.enable("fzfin")
