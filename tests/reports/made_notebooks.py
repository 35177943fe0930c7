"""Small notebooks for the tests of rendering."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = 'source: str | None = None\nlang = "zh"\nunit = "万元"\ntop = 10\ncode = "000000"\nshare: float = 0.5'
CHART = """\
spec = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "title": {"text": "支出 </script><script>document.title='broken'</script>", "subtitle": "万元"},
    "data": {"values": [{"k": "甲", "v": 1}, {"k": "乙", "v": 2}]},
    "params": [{"name": "least", "value": 0, "bind": {"input": "range", "min": 0, "max": 3}}],
    "transform": [{"filter": "datum.v > least"}],
    "mark": {"type": "bar", "tooltip": True},
    "encoding": {"x": {"field": "v", "type": "quantitative", "axis": {"format": ",.2f"}}, "y": {"field": "k"}},
}
display({"application/vnd.vegalite.v5+json": spec, "text/plain": "支出"}, raw=True)"""

Cell = tuple[str, ...]
"""Kind (``md`` or ``py``), source, tags."""

HEAD: tuple[Cell, ...] = (
    ("md", "# 支出 & 变动", "lang-zh"),
    ("md", "# Change of expenditure", "lang-en"),
    ("py", PARAMETERS, "parameters"),
)


def made(*cells: Cell) -> nbformat.NotebookNode:
    notebook = new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for kind, source, *tags in cells:
        cell = new_markdown_cell(source) if kind == "md" else new_code_cell(source)
        cell.metadata["tags"] = list(tags)
        notebook.cells.append(cell)
    return notebook


def write(path: Path, *cells: Cell) -> Path:
    nbformat.write(made(*cells), path)
    return path
