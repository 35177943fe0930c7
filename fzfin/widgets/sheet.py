"""The explorer's table: quick to make, scrolled in its own box, with the findings of the audit beside its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

import polars as pl

from fzfin.charts.data import prepare
from fzfin.charts.formats import kind_of, scaled, written
from fzfin.charts.words import Lang, heading, unit_word
from fzfin.widgets.words import word

MOST: Final = 200
"""The most rows that are listed."""

_NAMES: Final = ("label", "source_label", "message")
_DEPTHS: Final = {"total": 0, "fund": 0, "source": 1, "class": 1, "residual": 1, "section": 2, "item": 3}
_LONG: Final = ("finding", "message", "reason")
_WHOSE: Final = "account"
_MARGINAL: Final = ("locator", "left_locator", "right_locator", "note")


def sheet(
    frame: pl.DataFrame,
    columns: Sequence[str],
    *,
    unit: str,
    lang: Lang,
    caption: str,
    heads: Mapping[str, str] | None = None,
) -> str:
    """Set rows as an HTML table whose head stays while it is scrolled; all text is escaped.

    Columns that are null in every row are left out; null is a dash, a printed zero is 0.00. The unit of money stands
    once above the table, as accounts print it. `heads` are headings that differ from those of the vocabulary.

    Example:
        >>> rows = pl.DataFrame({"label": ["<b>"], "actual": [None]}, schema={"label": pl.String, "actual": pl.Float64})
        >>> "&lt;b&gt;" in sheet(rows, ["label", "actual"], unit="万元", lang="en", caption="Table")
        True
    """
    present = [name for name in columns if name in frame.columns]
    held = prepare(frame.head(MOST), present)
    filled = [name for name in present if held[name].null_count() < held.height]
    kinds = {name: kind_of(name, held.schema[name]) for name in filled}
    ready = scaled(held, [name for name in filled if kinds[name] == "money"], unit)
    texts = {name: written(name, ready[name], unit, lang) for name in filled}
    head_cells = "".join(
        f'<th scope="col" class="{_class(name, kinds[name])}">{escape(head)}</th>'
        for name in filled
        for head in ((heads or {}).get(name) or heading(name, lang),)
    )
    money = "money" in kinds.values() and unit != "percent"
    said = word("table.unit", lang, unit=unit_word(unit, lang)) if money else ""
    levels = [str(level) for level in held["level"]] if "level" in held.columns else []
    body = []
    for number in range(held.height):
        level = levels[number] if levels else ""
        cells = []
        for name in filled:
            tag = ("th", ' scope="row"') if name in _NAMES and name == _first(filled) else ("td", "")
            indent = f' style="padding-left:{0.6 + 0.9 * _DEPTHS.get(level, 0):.1f}em"' if tag[1] and level else ""
            text = escape(texts[name][number])
            cells.append(f'<{tag[0]}{tag[1]} class="{_class(name, kinds[name])}"{indent}>{text}</{tag[0]}>')
        body.append(f'<tr class="fz-{level or "row"}">{"".join(cells)}</tr>')
    caption = " · ".join(filter(None, (caption, said)))
    above = f'<div class="fz-unit" aria-hidden="true">{escape(said)}</div>' if said else ""
    return (
        f'{above}<div class="fz-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="fz-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head_cells}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _first(names: Sequence[str]) -> str | None:
    return next((name for name in names if name in _NAMES), None)


def _class(name: str, kind: str) -> str:
    if name in _MARGINAL:
        return "fz-place"
    if name in _LONG:
        return "fz-text fz-long"
    if name == _WHOSE:
        return "fz-text fz-account"
    return "fz-text" if kind == "text" else "fz-figure"
