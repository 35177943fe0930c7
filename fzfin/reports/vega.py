"""The scripts of a page: one bundle of Vega, Vega-Lite and vega-embed, and the few lines that draw with it.

The bundle is made by vl-convert out of what its own wheel holds, once in a process. A page is written with two marks
in its head, before any text of a disclosure, and completed by `complete`: so a worker needs no bundle, which takes
over a second to make.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

MIME: Final = "application/vnd.vegalite.v5+json"
"""How a notebook holds a chart; JupyterLab shows it too, with no network."""

HASH_MARK: Final = "fzfin-vega-hash"
SCRIPT_MARK: Final = "/*fzfin-vega-script*/"
_VEGA_LITE: Final = "6.4"


@cache
def bundle() -> str:
    """The JavaScript that defines `vegaEmbed`, about 0.9 MB, fit for a ``<script>`` element."""
    import vl_convert

    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=_VEGA_LITE)
    return "(()=>{" + script.replace("</script", "<\\/script").replace("<!--", "<\\!--") + "})();"


@cache
def boot() -> str:
    """The JavaScript that draws every chart of a page."""
    return asset("report.js")


@cache
def asset(name: str) -> str:
    """The text of a file beside the templates, such as ``report.css``."""
    return files("fzfin.reports").joinpath("templates", "fzfin", name).read_text(encoding="utf-8")


def digest(script: str) -> str:
    """The hash under which a Content-Security-Policy lets one inline script run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def complete(page: str) -> str:
    """Put the bundle into a page that has charts; other pages stay as they are."""
    if SCRIPT_MARK not in page:
        return page
    return page.replace(HASH_MARK, digest(bundle()), 1).replace(SCRIPT_MARK, bundle(), 1)


def embed(spec: dict[str, Any]) -> str:
    r"""A chart as JSON that nothing in it can break out of: ``<``, ``>`` and ``&`` are escaped.

    Example:
        >>> embed({"title": "</script>"})
        '{"title":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def label(spec: dict[str, Any]) -> str:
    """What a chart is called: its description, else its title and subtitle; empty if it has none."""
    title = spec.get("title")
    parts = [title.get("text"), title.get("subtitle")] if isinstance(title, dict) else [title]
    lines = [line for part in parts for line in (part if isinstance(part, list) else [part]) if isinstance(line, str)]
    description = spec.get("description")
    return description if isinstance(description, str) else " · ".join(lines)
