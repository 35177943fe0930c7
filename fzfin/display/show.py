"""`show()`: a frame as the account prints it, on the screen and to be copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import polars as pl

from fzfin import settings
from fzfin.charts.lines import clean
from fzfin.charts.words import Lang, heading, unit_word, value, word
from fzfin.display.figures import told
from fzfin.display.layout import Column, Layout, chosen, collected, lay_out
from fzfin.display.wide import broken, padded, places
from fzfin.errors import ParameterError
from fzfin.frames import SCHEMAS

_WIDEST: Final = 36
"""The most places of a column of text in a terminal; longer text goes on in the next line."""
_BETWEEN: Final = "  "
_COMMA: Final = {"zh": "、", "en": ", "}
_INDENT: Final = 2
_EM: Final = 1.2
_SHORT: Final = 4
_FONT: Final = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
)
_BOX: Final = f"font-family:{_FONT};font-size:14px;line-height:1.5;max-width:100%;overflow-x:auto"
_TABLE: Final = "border-collapse:collapse;font-variant-numeric:tabular-nums"
_LINE: Final = "border:0;border-bottom:1px solid #b8c4d0;vertical-align:top;padding:4px 10px"
_HEAD: Final = "border:0;border-bottom:2px solid #1f5f99;vertical-align:bottom;padding:4px 10px;font-weight:600"
_SOFT: Final = "font-size:12px;opacity:0.75"
_FIGURE: Final = "text-align:right;white-space:nowrap"
_TEXT: Final = "text-align:left;white-space:normal"
_READ_ANEW: Final = re.compile(r"[\d=+\-@.]")
"""How a text begins that a spreadsheet would take for a number or a formula when it gets it pasted."""
_KEPT: Final = (";mso-number-format:'@'", ' sdnum="1033;0;@"')
"""What tells Excel and LibreOffice to keep such a cell as text: codes stay codes, and nothing becomes a formula."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """A frame as a table for reading: HTML in a notebook, aligned text in a terminal.

    Cells hold what a spreadsheet reads back as numbers; all text of the disclosure is escaped.
    """

    layout: Layout
    texts: tuple[tuple[str, ...], ...]
    title: str
    unit: str
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(_lines(self))

    def _repr_html_(self) -> str:
        return _html(self)


def show(
    frame: pl.DataFrame | pl.LazyFrame | None,
    *,
    unit: str | None = None,
    lang: Lang | None = None,
    columns: Sequence[str] | None = None,
    locator: bool = False,
    title: str | None = None,
    rows: int | None = 200,
) -> Shown:
    """Show a frame as the account prints it (报表样式): of a disclosure, of an analysis, or one of your own.

    Amounts in thousands separators and two decimals, names indented by level, totals in bold type, headings and
    categories in the language. What is null stays blank, a printed zero is 0.00. Columns that only order and nest the
    rows are left out, and named below the table. Copied into a spreadsheet, numbers are numbers and codes are text.

    Args:
        frame: The frame; money in 万元, as everywhere.
        unit: The unit shown: a key of `fzfin.vocab.UNITS`, such as 元; by default that of `fzfin.settings`.
        lang: ``zh`` or ``en``, by default that of `fzfin.settings`. In English, names that the vocabulary knows are
            translated; what is printed stands in the tooltip.
        columns: The columns to show, in order, instead of those that are chosen by themselves.
        locator: Show where each row is printed.
        title: A heading; without one, a frame that only one table has is called by its title.
        rows: The most rows to show; what is left over is counted below. None for all.

    Raises:
        ParameterError: `frame` is None, since the disclosure has no such table, or no frame; the unit or the language
            is unknown.
        SchemaError: `columns` names one that the frame does not have.

    Example:
        >>> import fzfin as fz
        >>> print(show(fz.read().three_public.head(3), lang="en", columns=["item", "actual"]))
        Three public expenses
        Amounts in 10k yuan.
        Item                        Actual
        ----------------------------------
        Three public expenses         2.42
          Official overseas visits    0.00
          Official vehicles           2.42
        Not shown: Budget, Source line
    """
    lang, unit = settings.language(lang), settings.money_unit(unit)
    whole = collected(frame)
    if rows is not None and rows < 1:
        raise ParameterError(f"expected rows to be 1 or more, or None for all, found {rows!r}")
    asked = chosen(whole, locator) if columns is None else list(columns)
    if columns is not None and locator and "locator" in whole.columns and "locator" not in asked:
        asked.append("locator")
    words = unit_word(unit, lang)
    shown = whole if rows is None else whole.head(rows)
    layout = lay_out(shown, asked, lang)
    has_money = any(column.kind == "money" for column in layout.columns)
    notes = []
    if whole.is_empty():
        notes.append(word("nothing", lang))
    if shown.height < whole.height:
        notes.append(word("rows_left", lang, n=f"{whole.height - shown.height:,}"))
    if layout.left_out:
        shown_heads = {column.heading for column in layout.columns}
        names = [name for name in (heading(left, lang) for left in layout.left_out) if name not in shown_heads]
        notes += [word("columns_left", lang, names=_COMMA[lang].join(names))] if names else []
    return Shown(
        layout,
        tuple(tuple(told(column, unit, lang)) for column in layout.columns),
        clean(title) if title is not None else _title(whole, lang),
        word("in_unit", lang, unit=words) if has_money else "",
        tuple(notes),
    )


def _title(frame: pl.DataFrame, lang: Lang) -> str:
    """What the frame is called, if only one of the contract has its columns."""
    known = [name for name, schema in SCHEMAS.items() if schema == dict(frame.schema)]
    return value("frame", known[0], lang) if len(known) == 1 else ""


def _lines(shown: Shown) -> list[str]:
    layout = shown.layout
    blocks: list[list[list[str]]] = []
    for column, texts in zip(layout.columns, shown.texts, strict=True):
        cells = [broken(column.heading, _WIDEST)]
        for depth, text in zip(layout.depths, texts, strict=True):
            blanks = " " * (_INDENT * depth if column.name == layout.naming else 0)
            wrapped = broken(text, _WIDEST) if column.kind == "text" else [text]
            cells.append([blanks + line for line in wrapped])
        blocks.append(cells)
    rooms = [max((places(line) for cell in cells for line in cell), default=0) for cells in blocks]
    made: list[str] = []
    for row in range(layout.height + 1):
        high = max((len(cells[row]) for cells in blocks), default=0)
        for n in range(high):
            parts = [
                padded(cells[row][n] if n < len(cells[row]) else "", room, right=column.kind != "text")
                for column, cells, room in zip(layout.columns, blocks, rooms, strict=True)
            ]
            made.append(_BETWEEN.join(parts).rstrip())
        if row == 0:
            made.append("-" * (sum(rooms) + len(_BETWEEN) * max(len(rooms) - 1, 0)))
    return [line for line in (shown.title, shown.unit) if line] + made + list(shown.notes)


def _html(shown: Shown) -> str:
    layout = shown.layout
    heads = "".join(
        f'<th scope="col" style="{_HEAD};{_heading(column, column.name == layout.naming)}">'
        f"{escape(column.heading)}</th>"
        for column in layout.columns
    )
    body = "".join(f"<tr>{''.join(_cells(shown, row))}</tr>" for row in range(layout.height))
    title = f'<div style="font-weight:bold;font-size:16px">{escape(shown.title)}</div>' if shown.title else ""
    unit = f'<div style="{_SOFT}">{escape(shown.unit)}</div>' if shown.unit else ""
    notes = "".join(f'<div style="{_SOFT}">{escape(note)}</div>' for note in shown.notes)
    return (
        f'<div style="{_BOX}">{title}{unit}<table style="{_TABLE}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>{notes}</div>"
    )


def _heading(column: Column, naming: bool) -> str:
    """Short headings are not broken, for Chinese ones would stand one letter to a line; names get room."""
    wrap = "white-space:nowrap" if len(column.heading) <= _SHORT else "text-wrap:balance"
    return f"text-align:{'left' if column.kind == 'text' else 'right'};{wrap}{';min-width:12em' if naming else ''}"


def _cells(shown: Shown, row: int) -> list[str]:
    layout, made = shown.layout, []
    weight = ";font-weight:bold" if layout.totals[row] else ""
    for column, texts in zip(layout.columns, shown.texts, strict=True):
        indent, tip = "", ""
        if column.name == layout.naming and layout.depths[row]:
            indent = f";padding-left:{_EM * layout.depths[row] + 0.7:.1f}em"
        if column.printed and (printed := column.printed[row]) and printed != column.values[row]:
            tip = f' title="{escape(clean(printed))}"'
        text, style = texts[row], _TEXT if column.kind == "text" else _FIGURE
        kept = _KEPT if column.kind == "text" and _READ_ANEW.match(text) else ("", "")
        made.append(f'<td{tip}{kept[1]} style="{_LINE};{style}{indent}{weight}{kept[0]}">{escape(text)}</td>')
    return made
