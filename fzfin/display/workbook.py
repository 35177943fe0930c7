"""A disclosure as an Excel workbook: one sheet a table, numbers as numbers, text as text, and where all is from."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin import settings
from fzfin.charts.formats import Kind, scaled
from fzfin.charts.words import Lang, unit_word, value, word
from fzfin.display.layout import NAMES, Column, Layout, lay_out
from fzfin.display.wide import places
from fzfin.errors import FzfinError, MissingDependencyError, ParameterError
from fzfin.money import FEN_PER_WAN
from fzfin.vocab import UNITS

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure

_NUMBERS: Final[Mapping[Kind, str]] = {
    "money": "#,##0.00_ ",
    "pct": '0.00"%"_ ',
    "fraction": "0.00%_ ",
    "number": "General",
    "count": "0_ ",
}
"""Each ends in the breadth of a blank, or a figure would touch the text to its right."""
_NARROW: Final = 8
_WIDE: Final = 48
_MARGIN: Final = 2
_MOST_FROZEN: Final = 2
_A4: Final = 9
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767
"""The most letters that a cell holds; a longer text ends in an ellipsis, and the frame still has it whole."""
_IN_NAMES: Final = str.maketrans("", "", "[]:*?/\\'")
_SUFFIX: Final = ".xlsx"
_TEXTS_ALONE: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def write_workbook(
    disclosure: Disclosure,
    path: str | Path,
    *,
    lang: Lang | None = None,
    unit: str | None = None,
    more: Mapping[str, pl.DataFrame] | None = None,
) -> Path:
    """Write every frame of a disclosure that has rows to a sheet of its own; see `Disclosure.to_excel`.

    Args:
        disclosure: What was read.
        path: The file; it is replaced when the new one is whole.
        lang: Language of sheets, headings and categories, ``zh`` or ``en``; by default that of `fzfin.settings`.
        unit: The unit of the amounts: a key of `fzfin.vocab.UNITS`; by default that of `fzfin.settings`.
        more: Further frames by their names, such as the ledger.

    Raises:
        MissingDependencyError: XlsxWriter is not installed.
        ParameterError: The name does not end in .xlsx, or the unit or the language is unknown.
        FzfinError: The file cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != _SUFFIX:
        raise ParameterError(f"expected a name that ends in {_SUFFIX}, found {target.name!r}")
    lang, unit = settings.language(lang), settings.money_unit(unit)
    xlsxwriter = _library()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fzfin-", dir=target.parent) as staging:
            made = Path(staging, f"made{_SUFFIX}")
            _Book(xlsxwriter.Workbook(str(made), _TEXTS_ALONE), lang, unit).write(disclosure, more or {})
            return made.replace(target)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise FzfinError(f"expected a file to write a workbook to at {str(target)!r}: {error}") from error


def _library() -> Any:
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingDependencyError(
            'writing a workbook needs the package XlsxWriter, which is not installed: pip install "fzfin[excel]"'
        ) from error
    return xlsxwriter


class _Book:
    """One workbook that is being written."""

    def __init__(self, book: Any, lang: Lang, unit: str) -> None:
        self.book = book
        self.lang = lang
        self.unit = unit
        self.taken: set[str] = set()
        self._formats: dict[tuple[Any, ...], Any] = {}

    def write(self, disclosure: Disclosure, more: Mapping[str, pl.DataFrame]) -> None:
        """Write all sheets: the frames, where they are from, what was repaired and what was not read."""
        meta = disclosure.meta
        whose = f"{meta.department or ''} {meta.year or ''}".strip()
        self.book.set_properties({"title": whose, "comments": f"{meta.source_name} sha256 {meta.sha256}"})
        frames = {name: frame for name, frame in disclosure.frames.items() if frame is not None}
        rest = {"repairs": disclosure.repairs, "unparsed": disclosure.unparsed, **more}
        sheets = {name: self.sheet(name, frame) for name, frame in frames.items() if not frame.is_empty()}
        self.sources(disclosure, sheets, {**frames, **rest})
        for name, frame in rest.items():
            if not frame.is_empty():
                self.sheet(name, frame)
        self.book.close()

    def sheet(self, name: str, frame: pl.DataFrame) -> str:
        """Write one frame, its header frozen; give the name of its sheet."""
        title = self.named(value("frame", name, self.lang))
        page = self.page(title)
        layout = lay_out(frame, frame.columns, self.lang)
        for at, column in enumerate(layout.columns):
            page.write_string(0, at, self.heading(column), self.format(head=True, right=column.kind != "text"))
            page.set_column(at, at, self.column(page, at, column, layout))
        naming = next((at for at, column in enumerate(layout.columns) if column.name in NAMES), -1)
        page.freeze_panes(1, naming + 1 if naming < _MOST_FROZEN else 0)
        page.autofilter(0, 0, layout.height, len(layout.columns) - 1)
        page.repeat_rows(0)
        return title

    def page(self, title: str) -> Any:
        """A new sheet that prints across A4, all its columns on a page."""
        made = self.book.add_worksheet(title)
        made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(1, 0)
        return made

    def heading(self, column: Column) -> str:
        """The heading of a column, with the unit of its amounts."""
        if column.kind != "money":
            return column.heading
        return word("with_unit", self.lang, name=column.heading, unit=unit_word(self.unit, self.lang))

    def column(self, page: Any, at: int, column: Column, layout: Layout) -> float:
        """Write the cells of a column below its heading; give the width that fits them."""
        held = column.values
        if column.kind == "money":
            held = tuple(scaled(pl.DataFrame({"": pl.Series(held, dtype=pl.Float64)}), [""], self.unit)[""])
        widest = places(self.heading(column)) + _MARGIN
        for row, (one, depth, total) in enumerate(zip(held, layout.depths, layout.totals, strict=True), 1):
            indent = depth if column.name == layout.naming else 0
            if one is None:
                page.write_blank(row, at, None, self.format(bold=total))
            elif column.kind == "flag":
                page.write_boolean(row, at, one, self.format(bold=total))
            elif column.kind == "text":
                text = str(one) if len(str(one)) <= _LONGEST_TEXT else str(one)[: _LONGEST_TEXT - 1] + "…"
                widest = max(widest, max(map(places, text.splitlines()), default=0) + 2 * indent)
                page.write_string(row, at, text, self.format(number="@", bold=total, indent=indent, wrap=True))
            else:
                widest = max(widest, len(f"{one:,.2f}") + 1)
                page.write_number(row, at, one, self.format(number=self.number(column.kind), bold=total))
        return min(max(widest + _MARGIN, _NARROW), _WIDE)

    def number(self, kind: Kind) -> str:
        """The number format of a kind of column; amounts in large units have four decimals."""
        finer = kind == "money" and UNITS[self.unit] > FEN_PER_WAN
        return _NUMBERS[kind].replace("0.00", "0.0000") if finer else _NUMBERS[kind]

    def sources(self, disclosure: Disclosure, sheets: Mapping[str, str], frames: Mapping[str, pl.DataFrame]) -> None:
        """Write the sheet that says whose account it is, from which file, and where each table is printed."""
        page = self.page(self.named(value("book", "sources", self.lang)))
        page.set_column(0, 0, 34)
        page.set_column(1, 1, 68)
        page.set_column(2, 5, 16)
        rows = [*self.about(disclosure), (), self.said("table", "sheet", "unit", "rows", "first", "last")]
        head = len(rows) - 1
        for name in (*disclosure.frames, *(name for name in frames if name not in disclosure.frames)):
            rows.append(self.listed(name, frames.get(name), sheets.get(name), disclosure.units.get(name)))
        for row, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(row, at, cell, self.format(number=_NUMBERS["count"]))
                elif cell:
                    bold = row == head or (row < head and at == 0)
                    page.write_string(row, at, cell, self.format(number="@", bold=bold, wrap=True))

    def about(self, disclosure: Disclosure) -> Iterator[tuple[str | int, ...]]:
        """Whose account it is, of which year, and each file that it was read from."""
        meta = disclosure.meta
        yield self.said("department")[0], meta.department or ""
        yield self.said("year")[0], str(meta.year or "")
        yield self.said("kind")[0], value("book", meta.kind, self.lang)
        yield self.said("printed_unit")[0], meta.unit
        yield self.said("shown_unit")[0], unit_word(self.unit, self.lang)
        files = [(source.name, source.reader, source.sha256) for source in meta.sources]
        for name, reader, sha256 in files or [(meta.source_name, meta.reader, meta.sha256)]:
            yield self.said("file")[0], name, reader
            yield self.said("sha256")[0], sha256
        yield self.said("blank")[0], value("book", "blank_means", self.lang)

    def listed(
        self, name: str, frame: pl.DataFrame | None, sheet: str | None, unit: str | None
    ) -> tuple[str | int, ...]:
        """One table: the sheet it is on, the unit that is printed, its rows, and where the first and the last stand."""
        title = value("frame", name, self.lang)
        if frame is None:
            return title, value("book", "absent", self.lang)
        if frame.is_empty():
            return title, value("book", "empty", self.lang), unit or "", 0
        places_of = frame["locator"].drop_nulls() if "locator" in frame.columns else pl.Series([], dtype=pl.String)
        ends = (str(places_of[0]), str(places_of[-1])) if places_of.len() else ("", "")
        return title, sheet or title, unit or "", frame.height, *ends

    def said(self, *keys: str) -> tuple[str, ...]:
        """Words of the sheet of sources."""
        return tuple(value("book", key, self.lang) for key in keys)

    def named(self, title: str) -> str:
        """A name that no sheet has yet, short enough and without the signs that Excel refuses."""
        bare = title.translate(_IN_NAMES)[:_LONGEST_NAME] or "Sheet"
        name, number = bare, 1
        while name.lower() in self.taken:
            number += 1
            name = f"{bare[: _LONGEST_NAME - 4]} {number}"
        self.taken.add(name.lower())
        return name

    def format(
        self,
        *,
        number: str = "General",
        bold: bool = False,
        indent: int = 0,
        wrap: bool = False,
        head: bool = False,
        right: bool = False,
    ) -> Any:
        """The format of a cell, made once."""
        key = (number, bold, indent, wrap, head, right)
        if key not in self._formats:
            made = {"num_format": number, "bold": bold or head, "valign": "top", "text_wrap": wrap or head}
            if head:
                made |= {"bottom": 2, "bottom_color": "#1F5F99", "valign": "bottom"}
                made["align"] = "right" if right else "left"
            if indent:
                made |= {"indent": indent, "align": "left"}
            self._formats[key] = self.book.add_format(made)
        return self._formats[key]
