"""What a person does in the explorer, without a browser."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import polars as pl

from fzfin.widgets.explorer import Explorer


def click(explorer: Explorer, mark: str | None, drawing: int = 0) -> None:
    """Tell what the browser tells when a mark, or the ground beside the marks, is clicked."""
    value: dict[str, Any] = {} if mark is None else {"vlPoint": {"or": [{"tip_pick": mark}]}}
    explorer.drawings[drawing]._vl_selections = {"picked": {"value": value, "store": []}}


def said(html: str) -> str:
    """The words of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def run(explorer: Explorer) -> pl.DataFrame:
    """The frame that the lines give which the explorer offers."""
    lines = explorer.code_area.value
    assert len(lines.splitlines()) == 3
    names: dict[str, Any] = {}
    exec(lines, names)  # noqa: S102
    frame = names["frame"]
    assert isinstance(frame, pl.DataFrame)
    return frame


def named(explorer: Explorer, label: str) -> str:
    """The name of the mark in the list whose label holds a text."""
    return next(value for text, value in explorer.marks.options if label in text)


def drawn(explorer: Explorer, drawing: int = 0) -> set[str]:
    """The names of the marks that a drawing shows."""
    return set(re.findall(r"'tip_pick': '(\w+)'", str(explorer.drawings[drawing].spec)))
