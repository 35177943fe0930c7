"""`read()` and what it gives: one published account as typed, traced frames."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin import _shipped
from fzfin.errors import ParameterError
from fzfin.excerpt import Excerpt, excerpt
from fzfin.forms import FormsRead, read_forms
from fzfin.frames import CELLS, FORMS, REPAIRS, SCHEMAS, TABLES, UNPARSED, Frames, frame_of
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS
from fzfin.meta import Meta, meta_of, year_of
from fzfin.prose.evaluation import evaluation
from fzfin.prose.explain import detail_records, explain
from fzfin.prose.glossary import glossary, staff
from fzfin.prose.holdings import state_assets
from fzfin.prose.operating import operating_expenses
from fzfin.prose.operations import Operations, operations
from fzfin.prose.paragraphs import Passage, passages
from fzfin.provenance import Print, printed_lines, rows_of
from fzfin.sources import Document, load
from fzfin.tables.admit import admitted
from fzfin.tables.lines import joined
from fzfin.tables.read import TablesRead, read_tables
from fzfin.tables.recognise import Sorted
from fzfin.vocab import pattern

if TYPE_CHECKING:
    from fzfin.charts.words import Lang
    from fzfin.widgets.explorer import Explorer

SHIPPED: Final = "fuzhou-smart-city-2022.txt"
"""The disclosure that `read()` reads when it is given none."""

_DIGIT: Final = re.compile(r"\d")
_LINE: Final = 200
_HEAD: Final = 8
_MADE: Final = " · made for teaching, not real"
_HOLDINGS: Final = ("state_assets", "evaluation", "staff", "glossary", "operating_expenses")
_IMPLIED: Final = list(SCHEMAS["statements"]).index("prior_actual")
_RULING: Final = "-—_=|: "


@dataclass(frozen=True, repr=False, eq=False)
class Disclosure:
    """A published final account (部门决算) or budget (部门预算): its frames, what was mended, what was not understood.

    Attributes:
        meta: Department, year, kind (``final_accounts`` or ``budget``), unit and source.
        frames: Frame by name in the order of the contract; None where the document has no such table. Each frame is an
            attribute as well: ``d.expenditure``. Money is Float64 in 万元, null where nothing is printed.

    The frames of the self-evaluation forms, `operations`, `cells`, `repairs` and `unparsed` are made when first asked
    for.
    """

    meta: Meta
    frames: Mapping[str, pl.DataFrame | None]
    _document: Document
    _tables: TablesRead
    _rest: _Rest

    def __getattr__(self, name: str) -> pl.DataFrame | None:
        """A frame by its name."""
        if name in SCHEMAS:
            return self.frames[name]
        known = ", ".join((*SCHEMAS, "meta", "cells", "repairs", "unparsed", "where", "ledger"))
        raise AttributeError(f"a Disclosure has no {name!r}; it has {known}")

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *SCHEMAS})

    @cached_property
    def repairs(self) -> pl.DataFrame:
        """One row per change between what is printed and what a frame says, with its proof. Made when asked for."""
        return frame_of(REPAIRS, [*self._tables.repairs, *self._rest.forms.repairs], "repairs")

    @cached_property
    def unparsed(self) -> pl.DataFrame:
        """One row per block, row or number that no frame holds: `locator`, `text`, `reason`. Made when asked for."""
        return frame_of(UNPARSED, self._rest.unparsed(), "unparsed")

    @cached_property
    def cells(self) -> pl.DataFrame:
        """One row per printed cell of every table; `fen` is null where the cell is no amount. Made when asked for."""
        records = []
        for table, reading in self._tables.printed:
            for part, grid in enumerate(table.pieces):
                for row, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
                    for col, text in enumerate(cells):
                        if text is not None:
                            fen = reading.amount_at.get((part, row, col))
                            records.append((table.frame, part, row, table.column(col), text, fen, locator))
        return frame_of(CELLS, records, "cells")

    @property
    def document(self) -> Document:
        """The source as blocks in reading order."""
        return self._document

    @property
    def passages(self) -> Sequence[Passage]:
        """The prose as whole paragraphs, each with the headings above it."""
        return self._rest.text

    @property
    def units(self) -> Mapping[str, str]:
        """Unit of money of each table that was read, as printed (金额单位)."""
        return self._tables.units

    @property
    def _others(self) -> frozenset[str]:
        """Departments whose accounts stand in the document too and are not read: their tables are in `unparsed`."""
        return self._tables.others

    def audit(self, lang: str | None = None) -> pl.DataFrame:
        """What the checks found, findings first: the frame of the contract; `fzfin.audit` gives more of it.

        Args:
            lang: Language of titles and messages, ``zh`` or ``en``; by default that of `fzfin.settings`.

        Example:
            >>> import fzfin as fz
            >>> fz.read().audit("en").columns[:4]
            ['code', 'outcome', 'severity', 'title']
        """
        from fzfin.checks.findings import audit

        return audit(self).frame(lang)

    def where(self, frame: str, *key: str | int, around: int = 1, **columns: str | int) -> Excerpt:
        """The printed lines around rows of a frame, their figures marked: ``d.where("expenditure", "2010350")``.

        Args:
            frame: The name of a frame.
            key: Values that the rows have, such as a line code, a name, a term, or project and indicator number; they
                are looked for in the columns of the frame from the first on. Without any, all rows are shown.
            around: How many lines to show before and after each.
            columns: Values of named columns: ``d.where("indicators", project_no=3, level_2="数量指标")``.

        Raises:
            ParameterError: The disclosure has no such frame, or the frame no such row.

        Example:
            >>> import fzfin as fz
            >>> print(fz.read().where("three_public", "total", around=0))
            fuzhou-smart-city-2022.txt
            > L373  合计 | 1 | ⟦2.42⟧
        """
        found = self.frames.get(frame)
        if found is None:
            held = ", ".join(name for name, table in self.frames.items() if table is not None)
            raise ParameterError(f"expected one of the frames {held}, found {frame!r}")
        if around < 0:
            raise ParameterError(f"expected 0 lines or more around a figure, found {around}")
        asked = rows_of(found, frame, [*map(str, key)], {name: str(value) for name, value in columns.items()})
        printed = self._printed(frame)
        return excerpt(self._document, printed.lines, printed.trace(found, asked), around)

    def _printed(self, frame: str) -> Print:
        """What the document prints, with the amounts of the table that a frame is read from."""
        amounts = {
            (table.pieces[part].locators[row], table.column(column)): fen
            for table, reading in self._tables.printed
            if table.frame == frame
            for (part, row, column), fen in reading.amount_at.items()
        }
        passages = {place: passage.locators for passage in self._rest.text for place in passage.locators}
        return Print(printed_lines(self._document.blocks), passages, amounts)

    def ledger(self, lang: str | None = None) -> pl.DataFrame:
        """Each number that the document prints, once: in which frame, row and column it went, or why in none.

        The numbers are counted and looked for anew in the values and texts of the frames; what the parsers noted plays
        no part. A row without `frame` and without `reason` is a number that was lost. A number is a run of the digits 0
        to 9 with the points and commas between them; Chinese numerals are words. Made when asked for.

        Args:
            lang: The language of the reasons, ``zh`` or ``en``; by default that of `fzfin.settings`.

        Returns:
            `locator`, `position` (which number of its line, from 1), `text`, `context`, then `frame`, `row` (from 0)
            and `column`, or `reason`.

        Raises:
            ParameterError: There is no such language.

        Example:
            >>> import fzfin as fz
            >>> fz.read().ledger().filter(pl.col("frame").is_null() & pl.col("reason").is_null()).height
            0
        """
        from fzfin.ledger import ledger

        return ledger(self._document, self.frames, self.repairs, lang)

    def to_excel(self, path: str | Path, *, lang: Lang | None = None, unit: str | None = None) -> Path:
        """Write a workbook (.xlsx): a sheet for each frame with rows, one of sources, the repairs, what was not read.

        Numbers are numbers in `unit`, codes text; no text of the document becomes a formula or a link. The language
        and the unit are those of `fzfin.settings` unless they are given.

        Raises:
            MissingDependencyError: XlsxWriter is not installed.
            FzfinError: The name does not end in .xlsx, or the file cannot be written.

        Example:
            >>> import fzfin as fz
            >>> fz.read().to_excel("account.xlsx", lang="en")  # doctest: +SKIP
        """
        from fzfin.display.workbook import write_workbook

        return write_workbook(self, path, lang=lang, unit=unit)

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write each frame, the repairs and `unparsed` as a Parquet file that reads back equal, and ``meta.json``.

        Raises:
            FzfinError: The folder cannot be written.

        Example:
            >>> import fzfin as fz
            >>> fz.read().to_parquet("account")  # doctest: +SKIP
        """
        from fzfin.reports.export import export

        return export(self, "parquet", folder)

    def explore(self, lang: str | None = None) -> Explorer:
        """Show the account in JupyterLab as linked charts that lead to the printed lines; see `fzfin.explore`.

        Args:
            lang: The language to begin with, ``zh`` or ``en``; by default that of `fzfin.settings`.

        Raises:
            MissingDependencyError: The extra ``lab`` is not installed.
        """
        from fzfin.widgets import explore

        return explore(self, lang=lang)

    def __repr__(self) -> str:
        from fzfin.overview import text

        return text(self)

    def _repr_html_(self) -> str:
        from fzfin.overview import html

        return html(self)


def read(source: str | Path | Sequence[str | Path] | None = None) -> Disclosure:
    """Read one published final account (部门决算公开) or departmental budget (部门预算公开) into frames.

    A budget gives the same frames where its tables correspond, with ``meta.kind`` ``budget``: amounts are what was
    budgeted for the year, figures of the year before stand in `unparsed`; `fzfin.compare` lays it beside its account.

    Args:
        source: The path of a PDF with a text layer, a Word file (.docx, .doc), an Excel workbook (.xlsx, .xls), a web
            page, a text with tabs between cells, or a zip archive of such files; several paths where the prose and the
            tables of one account are published apart. The format is told by content. Without it, the disclosure that
            ships with fzfin is read: the 2022 account of 福州市“智慧福州”管理服务中心.

    Raises:
        SourceNotFoundError: Nothing stands at the path.
        SourceError: The file is empty, damaged, too large, of a format that is not read, or neither final account nor
            budget.
        MissingDependencyError: The format needs a package or program that is not installed; the message names it.

    Example:
        >>> import fzfin as fz
        >>> d = fz.read()
        >>> d.expenditure["total"][0]
        2894.3
    """
    d = from_document(load(_shipped.disclosures_dir() / SHIPPED if source is None else source))
    if source is None:
        return d
    paths = [source] if isinstance(source, str | Path) else source
    return replace(d, meta=replace(d.meta, read_from=tuple(str(path) for path in paths)))


def from_document(document: Document) -> Disclosure:
    """Make a Disclosure of a Document; the format of the source plays no part from here on."""
    kind, found = admitted(document)
    text = passages(found.paragraphs)
    explained = explain(text)
    year = year_of(document, found, kind)
    tables = read_tables(found.tables, explained.codes, kind, year)
    operating, evaluated, units = operating_expenses(text), evaluation(text), staff(found.grids)
    prose: dict[str, list[Any]] = {
        "statements": explained.statements,
        "three_public_detail": detail_records(explained.details) if kind == FINAL_ACCOUNTS else [],
        "procurement": explained.procurement,
        "state_assets": state_assets(text),
        "evaluation": evaluated.rows,
        "staff": units.rows,
        "glossary": glossary(text),
        "operating_expenses": operating.rows,
    }
    leftovers = [*document.unread, *tables.leftovers, *explained.leftovers, *operating.leftovers, *evaluated.leftovers]
    if kind == BUDGET:
        leftovers += _budgeted(text, detail_records(explained.details))
        prose["statements"] = [(*row[:_IMPLIED], None, *row[_IMPLIED + 1 :]) for row in explained.statements]
    rest = _Rest(document, found, text, explained.used, leftovers, prose, frozenset(units.headers))
    records = {name: tables.records.get(name) for name in TABLES} | {name: rows or None for name, rows in prose.items()}
    meta = meta_of(document, found, [*tables.units.values()], kind, year)
    return Disclosure(meta, Frames(records, rest.late_records, kind), document, tables, rest)


def _budgeted(text: list[Passage], details: list[Any]) -> list[tuple[str, str, str]]:
    """What a budget says of the three public expenses: `three_public_detail` holds what was spent, so it stays text."""
    places = dict.fromkeys(row[-1] for row in details)
    told = {place: passage for passage in text for place in passage.locators}
    reason = "the three public expenses as budgeted; the frame holds what was spent"
    return [(place, told[place].text[:_LINE], reason) for place in places if place in told]


@dataclass(frozen=True)
class _Rest:
    """What is read only when it is asked for: the forms, the work summary, and the list of what no frame holds."""

    document: Document
    found: Sorted
    text: list[Passage]
    used: set[int]
    leftovers: list[tuple[str, str, str]]
    prose: Mapping[str, list[Any]]
    headers: frozenset[str]

    @cached_property
    def forms(self) -> FormsRead:
        return read_forms(self.document.blocks)

    @cached_property
    def operations(self) -> Operations:
        return operations(self.text)

    def late_records(self) -> dict[str, list[Any] | None]:
        forms = {name: getattr(self.forms, name) or None for name in FORMS}
        return {"operations": self.operations.rows or None, **forms}

    def unparsed(self) -> list[tuple[str, str, str]]:
        taken = {*self.forms.used, *self.headers, *(row[-1] for name in _HOLDINGS for row in self.prose[name])}
        remains = _remains(self.found, self.text, self.used | self.operations.passages, taken)
        return [*self.leftovers, *self.forms.leftovers, *self.operations.unread, *remains]


def _remains(found: Sorted, text: list[Passage], used: set[int], taken: set[str]) -> list[tuple[str, str, str]]:
    """What neither tables nor explanations took: titles without a table, other grids, passages with figures."""
    remains = [(table.locator, table.title, "a title without a table") for table in found.titles_without_table]
    for grid in found.grids:
        for cells, locator in zip(grid.rows, grid.locators, strict=True):
            if locator not in taken and any(cell and cell.strip(_RULING) for cell in cells):
                reason = "contents" if _is_contents(cells) else "a table that no frame holds yet"
                remains.append((locator, joined(cells), reason))
    for number, passage in enumerate(text):
        if number not in used and not taken.intersection(passage.locators) and _DIGIT.search(passage.text):
            remains.append((passage.locator(0), passage.text[:_LINE], "text that no frame holds yet"))
    return remains


def _is_contents(cells: tuple[str | None, ...]) -> bool:
    printed = [cell for cell in cells if cell]
    return len(printed) == 2 and printed[1].isdigit() and bool(pattern("ordinal").match(printed[0]))
