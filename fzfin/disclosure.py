"""`read()` and what it gives: one published account as typed, traced frames."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import polars as pl

from fzfin import _shipped
from fzfin.errors import ParameterError, SourceError
from fzfin.excerpt import Excerpt, excerpt, rows_of
from fzfin.forms import FormsRead, read_forms
from fzfin.frames import CELLS, FORMS, REPAIRS, SCHEMAS, TABLES, UNPARSED, Frames, frame_of
from fzfin.prose.explain import detail_records, explain
from fzfin.prose.glossary import glossary, staff
from fzfin.prose.holdings import evaluation, state_assets
from fzfin.prose.paragraphs import Passage, passages
from fzfin.sources import Document, Grid, load
from fzfin.tables.lines import joined
from fzfin.tables.read import TablesRead, read_tables
from fzfin.tables.recognise import Sorted, sort_blocks
from fzfin.vocab import pattern

SHIPPED: Final = "fuzhou-smart-city-2022.txt"
"""The disclosure that `read()` reads when it is given none."""

_DIGIT: Final = re.compile(r"\d")
_LINE: Final = 200
_HOLDINGS: Final = ("state_assets", "evaluation", "staff", "glossary")
_RULING: Final = "-—_=|: "


@dataclass(frozen=True, slots=True)
class Meta:
    """Whose account it is, of which year, and from which file it was read; None for what the document does not say."""

    id: str
    department: str | None
    year: int | None
    kind: str
    region: str | None
    unit: str
    source_name: str
    sha256: str
    reader: str


@dataclass(frozen=True, repr=False, eq=False)
class Disclosure:
    """A published final account (部门决算): its frames, what was mended, and what was not understood.

    Attributes:
        meta: Department, year, unit and source.
        frames: Frame by name in the order of the contract; None where the document has no such table. Each frame is an
            attribute as well: ``d.expenditure``. Money is Float64 in 万元, null where nothing is printed.
        repairs: One row per change between what is printed and what a frame says, with its proof.

    The frames of the self-evaluation forms, `cells` and `unparsed` are made when they are first asked for.
    """

    meta: Meta
    frames: Mapping[str, pl.DataFrame | None]
    repairs: pl.DataFrame
    _document: Document
    _tables: TablesRead
    _rest: _Rest

    def __getattr__(self, name: str) -> pl.DataFrame | None:
        """A frame by its name."""
        if name in SCHEMAS:
            return self.frames[name]
        known = ", ".join((*SCHEMAS, "meta", "cells", "repairs", "unparsed", "where"))
        raise AttributeError(f"a Disclosure has no {name!r}; it has {known}")

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *SCHEMAS})

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
                            records.append((table.frame, part, row, col, text, fen, locator))
        return frame_of(CELLS, records, "cells")

    def where(self, frame: str, *key: str, around: int = 1) -> Excerpt:
        """The printed lines around rows of a frame, their figures marked: ``d.where("expenditure", "2010350")``.

        Args:
            frame: The name of a frame.
            key: Values that the rows have in code, name, item or measure, such as a line code, or a name.
            around: How many lines to show before and after each.

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
        return excerpt(self.meta.source_name, self._document.blocks, rows_of(found, frame, key), around)

    def _lines(self) -> list[str]:
        meta = self.meta
        read = [f"{name} {frame.height}" for name, frame in self.frames.items() if frame is not None]
        absent = [name for name, frame in self.frames.items() if frame is None]
        mended = self.repairs["rule"].value_counts(sort=True).rows()
        left = self.unparsed["reason"].value_counts(sort=True).rows()
        lines = [
            f"{meta.department or '?'} · {meta.year or '?'} · {meta.kind} · {meta.unit}",
            f"source    {meta.source_name} ({meta.reader}, sha256 {meta.sha256[:12]}…)",
            f"read      {', '.join(read) or 'nothing'} (rows)",
        ]
        if absent:
            lines.append(f"absent    {', '.join(absent)}")
        lines.append(f"repaired  {self.repairs.height}" + _listed(mended))
        lines.append(f"unparsed  {self.unparsed.height}" + _listed(left))
        return lines

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        from fzfin.overview import html

        return html(self)


def _listed(counts: list[tuple[Any, ...]], most: int = 6) -> str:
    shown = ", ".join(f"{str(what)[:60]} {number}" for what, number in counts[:most])
    more = f", {len(counts) - most} more kinds" if len(counts) > most else ""
    return f": {shown}{more}" if shown else ""


def read(source: str | Path | None = None) -> Disclosure:
    """Read one published final account (部门决算公开) into frames.

    Args:
        source: The path of a text with tabs between cells (UTF-8, UTF-16 or GB18030). Without it, the disclosure that
            ships with fzfin is read: the 2022 account of 福州市“智慧福州”管理服务中心.

    Raises:
        SourceNotFoundError: Nothing stands at the path.
        SourceError: The file is empty, of a format that is not read, or no final account.

    Example:
        >>> import fzfin as fz
        >>> d = fz.read()
        >>> d.expenditure["total"][0]
        2894.3
    """
    return from_document(load(_shipped.disclosures_dir() / SHIPPED if source is None else source))


def from_document(document: Document) -> Disclosure:
    """Make a Disclosure of a Document; the format of the source plays no part from here on."""
    found = sort_blocks(document.blocks)
    if not found.tables:
        raise SourceError(
            f"{document.source_name}: expected a departmental final account (部门决算), found no table with a title "
            "such as 收入支出决算总表. If it is one, see whether its table titles stand in lines of their own and the "
            "cells of a row are separated by tabs."
        )
    text = passages(found.paragraphs)
    explained = explain(text)
    tables = read_tables(found.tables, explained.codes)
    prose: dict[str, list[Any]] = {
        "statements": explained.statements,
        "three_public_detail": detail_records(explained.details),
        "procurement": explained.procurement,
        "state_assets": state_assets(text),
        "evaluation": evaluation(text),
        "staff": staff(found.grids),
        "glossary": glossary(text),
    }
    rest = _Rest(document, found, text, explained.used, [*tables.leftovers, *explained.leftovers], prose)
    records = {name: tables.records.get(name) for name in TABLES} | {name: rows or None for name, rows in prose.items()}
    repairs = frame_of(REPAIRS, tables.repairs, "repairs")
    return Disclosure(
        _meta(document, found, tables), Frames(records, rest.form_records), repairs, document, tables, rest
    )


@dataclass(frozen=True)
class _Rest:
    """What is read only when it is asked for: the forms, and the list of what no frame holds."""

    document: Document
    found: Sorted
    text: list[Passage]
    used: set[int]
    leftovers: list[tuple[str, str, str]]
    prose: Mapping[str, list[Any]]

    @cached_property
    def forms(self) -> FormsRead:
        return read_forms(self.document.blocks)

    def form_records(self) -> dict[str, list[Any] | None]:
        return {name: getattr(self.forms, name) or None for name in FORMS}

    def unparsed(self) -> list[tuple[str, str, str]]:
        taken = {*self.forms.used, *(row[-1] for name in _HOLDINGS for row in self.prose[name])}
        remains = _remains(self.found, self.text, self.used, taken)
        return [*self.document.unread, *self.leftovers, *self.forms.leftovers, *remains]


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


def _meta(document: Document, found: Sorted, tables: TablesRead) -> Meta:
    names = [table.department for table in found.tables if table.department]
    head = "".join(paragraph.text for paragraph in found.paragraphs[:6])
    bare = "".join(head.split())
    cover = pattern("cover_name_first").match(bare) or pattern("cover").search(bare)
    department = max(set(names), key=names.count) if names else (cover["department"] if cover else None)
    region = pattern("region").match(department) if department else None
    units = list(tables.units.values())
    years = [table.year for table in found.tables if table.year]
    year = int(cover["year"]) if cover else (years[0] if years else _year_of_parts(document, found))
    return Meta(
        id=f"{year or 'undated'}-{document.sha256[:12]}",
        department=department,
        year=year,
        kind="final_accounts",
        region=region["value"] if region else None,
        unit=max(set(units), key=units.count) if units else "",
        source_name=document.source_name,
        sha256=document.sha256,
        reader=document.reader,
    )


def _year_of_parts(document: Document, found: Sorted) -> int | None:
    """The year that the headings of main parts name, if they name one."""
    years = {
        int(match["value"])
        for block in (*document.blocks[:400], *found.paragraphs)
        if not isinstance(block, Grid)
        and pattern("parts_begin").match(block.text)
        and (match := pattern("year").search(block.text))
    }
    return years.pop() if len(years) == 1 else None
