"""The nbconvert exporter of reports: an executed notebook → one HTML file that needs nothing else.

``jupyter nbconvert --to fzfin notebook.ipynb`` works too. What the page says about itself (language, department,
source, parameters) is read from the notebook's metadata under ``fzfin``.
"""

from __future__ import annotations

# mypy: allow-untyped-calls
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final

from nbconvert.exporters.html import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import Highlight2HTML, strip_ansi
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from traitlets import Bool, default
from traitlets.config import Config

import fzfin
from fzfin.reports import vega
from fzfin.reports.markup import clean
from fzfin.reports.wording import LANGUAGES, words

_TEMPLATES: Final = Path(__file__).parent / "templates"
_HIDDEN: Final = ("remove-cell", "injected-parameters", "papermill-error-cell-tag")
FINDING: Final = "finding"
"""The tag of the cell that answers the question of a report in one sentence."""
_HEADING: Final = re.compile(r"^\s{0,3}#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_PRIORITY: Final = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/latex",
    "text/plain",
]


class ReportExporter(HTMLExporter):
    """One complete page: code folded away, charts drawn by one inlined bundle, no request of any kind."""

    export_from_notebook = "Offline report (fzfin)"
    complete = Bool(True, help="Put the Vega bundle in at once, rather than leaving the marks for it.").tag(config=True)

    @default("template_name")
    def _template_name_default(self) -> str:
        return "fzfin"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(_TEMPLATES)]

    @property
    def default_config(self) -> Config:
        """What nbconvert's own exporter has, the richest output first, and cells dropped by their tags."""
        config: Config = super().default_config.copy()
        config.merge(
            Config(
                {
                    "NbConvertBase": {"display_data_priority": _PRIORITY},
                    "HighlightMagicsPreprocessor": {"enabled": False},
                    "TagRemovePreprocessor": {
                        "enabled": True,
                        "remove_cell_tags": set(_HIDDEN),
                        "remove_all_outputs_tags": {"remove-output"},
                        "remove_input_tags": {"remove-input"},
                    },
                }
            )
        )
        return config

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """The filters of the template, those of nbconvert and ours."""
        yield from super().default_filters()
        yield from (("safe_html", clean), ("embed_chart", vega.embed), ("chart_label", vega.label))
        yield ("without_places", _without_places)

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Make the page of an executed notebook."""
        resources = self._init_resources(resources)
        resources["fz"] = _about(nb)
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer="ipython3", parent=self))
        # HTMLExporter would parse the whole page once more to add what this template has already.
        page, resources = TemplateExporter.from_notebook_node(self, _until_failure(nb), resources, **kw)
        return (vega.complete(page) if self.complete else page), resources


def _about(nb: NotebookNode) -> dict[str, Any]:
    """What the template needs to know beside the cells."""
    about = dict(nb.metadata.get("fzfin", {}))
    lang = about.get("lang")
    about["lang"] = lang if lang in LANGUAGES else next(iter(LANGUAGES))
    charts = any(vega.MIME in output.get("data", {}) for output in _outputs(nb))
    scripts = [vega.HASH_MARK, vega.digest(vega.boot())]
    return about | {
        "tag": LANGUAGES[about["lang"]],
        "title": title(nb) or about.get("notebook") or "fzfin",
        "words": dict(words(about["lang"])),
        "css": vega.asset("report.css") + _code_css(),
        "boot": vega.boot(),
        "mime": vega.MIME,
        "charts": charts,
        "script_mark": vega.SCRIPT_MARK,
        "script_source": " ".join(f"'{script}'" for script in scripts) if charts else "'none'",
        "failure": failure(nb),
        "version": fzfin.__version__,
    }


@cache
def _places() -> list[tuple[str, str]]:
    """Where things lie on this machine, the longest first, and what to write instead: a page is for others."""
    roots = {str(Path(fzfin.__file__).parents[1]), *(path for path in sys.path if path)}
    return [(root + os.sep, "") for root in sorted(roots, key=len, reverse=True)] + [(str(Path.home()), "~")]


def _without_places(text: str) -> str:
    for place, instead in _places():
        text = text.replace(place, instead)
    return text


@cache
def _code_css() -> str:
    css: str = HtmlFormatter(style="xcode").get_style_defs(".highlight")
    return css


def _outputs(nb: NotebookNode) -> Iterator[NotebookNode]:
    return (output for cell in nb.cells for output in cell.get("outputs", ()))


def title(nb: NotebookNode) -> str:
    """The title of a report: that of its metadata, else its first heading, in markdown or made by its code."""
    if isinstance(named := nb.metadata.get("title"), str):
        return named
    for cell in nb.cells:
        prose = cell.cell_type == "markdown" and "papermill" not in str(cell.metadata.get("tags", ""))
        texts = [cell.source] if prose else []
        texts += [
            text for out in cell.get("outputs", ()) if isinstance(text := out.get("data", {}).get("text/markdown"), str)
        ]
        for text in texts:
            if found := _HEADING.search(text):
                return re.sub(r"[*_`]|<[^>]*>", "", found[1])
    return ""


def finding(nb: NotebookNode) -> str:
    """What the cell tagged ``finding`` says, as plain text; empty if there is none."""
    for cell in nb.cells:
        if FINDING in cell.metadata.get("tags", ()):
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                if text := data.get("text/markdown"):
                    return " ".join(re.sub(r"<[^>]*>|[*_`>]", "", unescape(text)).split())
    return ""


def failure(nb: NotebookNode) -> dict[str, Any] | None:
    """The cell at which a notebook stopped: its `index`, the error's `name` and `text`; None if it ran through."""
    for index, cell in enumerate(nb.cells):
        if "raises-exception" in cell.metadata.get("tags", ()):
            continue
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                return {"index": index, "name": output.ename, "text": strip_ansi(output.evalue)}
    return None


def _until_failure(nb: NotebookNode) -> NotebookNode:
    stopped = failure(nb)
    if stopped is None:
        return nb
    cells = [cell.copy() for cell in nb.cells[: stopped["index"] + 1]]
    cells[-1]["metadata"] = NotebookNode({**cells[-1].metadata, "failed": True, "tags": []})
    return NotebookNode({**nb, "cells": cells})
