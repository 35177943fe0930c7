"""Excel workbooks (.xlsx, .xlsm) → blocks: each sheet as it is shown, by the number format of each cell.

Formulas and macros are never evaluated: the value that the workbook stores is read, or none.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element

from fzfin.errors import SourceError
from fzfin.sources.archive import Archive
from fzfin.sources.document import Document
from fzfin.sources.figures import BUILT_IN, shown
from fzfin.sources.limits import MAX_SHEETS
from fzfin.sources.markup import attribute, child, parse
from fzfin.sources.sheet import Merge, Sheet
from fzfin.sources.stream import Stream

_MAIN: Final = "xl/workbook.xml"
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HIDDEN: Final = frozenset({"hidden", "veryHidden"})
_WIDEST: Final = 16_384
_ON: Final = frozenset({"1", "true"})


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read a workbook; hidden sheets, rows and columns, and formulas without a stored value are left over.

    Raises:
        SourceError: The file is damaged, or a sheet is larger than any account's.
    """
    book = _Book(Archive(data, name), name)
    for title, part, hidden in book.sheets():
        if hidden:
            book.stream.leave("", "a hidden sheet", f"{title}!")
        else:
            book.sheet(title, part).pour(book.stream)
    return book.stream.document(sha256, "xlsx")


class _Book:
    """The parts of one workbook that all sheets share."""

    def __init__(self, package: Archive, name: str) -> None:
        self.package = package
        self.name = name
        self.stream = Stream(name)
        self.root = parse(package.read(_MAIN), _MAIN, name)
        self.links = dict(self._links())
        self.strings = self._strings()
        self.formats = self._formats()
        self.from_1904 = attribute(child(self.root, "workbookPr"), "date1904") in _ON

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Name, part, and whether it is hidden, of each sheet in the order of the tabs; charts are passed over."""
        listed = _or_none(child(self.root, "sheets")).findall("sheet")
        if len(listed) > MAX_SHEETS:
            raise SourceError(f"{self.name}: expected at most {MAX_SHEETS} sheets, found {len(listed):,}.")
        for sheet in listed:
            title = attribute(sheet, "name") or "?"
            part = next((self.links.get(value) for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            if part is None or part not in self.package:
                self.stream.leave("", "a sheet that the file does not hold", f"{title}!")
            elif "chartsheet" not in part:
                yield title, part, attribute(sheet, "state") in _HIDDEN

    def _links(self) -> Iterator[tuple[str, str]]:
        """Parts inside the file by their id; links that lead out of it are never followed."""
        part = "xl/_rels/workbook.xml.rels"
        for link in parse(self.package.read(part), part, self.name):
            if attribute(link, "TargetMode") != "External":
                target = attribute(link, "Target") or ""
                inside = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                yield attribute(link, "Id") or "", inside

    def _strings(self) -> list[str]:
        part = next((path for path in self.links.values() if path.lower().endswith("sharedstrings.xml")), None)
        if part is None or part not in self.package:
            return []
        return [_text(item) for item in parse(self.package.read(part), part, self.name).iterfind("si")]

    def _formats(self) -> list[str | None]:
        """The number format of each style of cells."""
        part = next((path for path in self.links.values() if path.lower().endswith("styles.xml")), None)
        if part is None or part not in self.package:
            return []
        root = parse(self.package.read(part), part, self.name)
        own = child(root, "numFmts")
        codes: dict[int, str] = dict(BUILT_IN)
        for entry in own if own is not None else ():
            codes[_whole(attribute(entry, "numFmtId"))] = attribute(entry, "formatCode") or ""
        styles = child(root, "cellXfs")
        return [codes.get(_whole(attribute(style, "numFmtId"))) for style in (styles if styles is not None else ())]

    def sheet(self, title: str, part: str) -> Sheet:
        """Read one sheet; its printed cells only, however large it says it is."""
        root = parse(self.package.read(part), part, self.name)
        sheet = Sheet(title)
        hidden = bytearray(_WIDEST)
        for entry in islice(_or_none(child(root, "cols")), _WIDEST):
            if attribute(entry, "hidden") in _ON:
                columns = range(_WIDEST)[max(_whole(attribute(entry, "min")) - 1, 0) : _whole(attribute(entry, "max"))]
                hidden[columns.start : columns.stop] = b"\1" * len(columns)
        at = -1
        for row in _or_none(child(root, "sheetData")).iterfind("row"):
            at = _whole(attribute(row, "r"), at + 2) - 1
            cells = self._row(sheet, row, at)
            if attribute(row, "hidden") in _ON:
                if any(cells.values()):
                    self.stream.leave(" | ".join(cells.values()), "a hidden row", sheet.place(at, min(cells)))
                continue
            for column in [column for column in cells if column < _WIDEST and hidden[column]]:
                text = cells.pop(column)
                if text.strip():
                    self.stream.leave(text, "a cell in a hidden column", sheet.place(at, column))
            if cells:
                sheet.rows[at] = cells
        sheet.merges = [
            merge
            for entry in _or_none(child(root, "mergeCells")).iterfind("mergeCell")
            if (merge := _range(attribute(entry, "ref") or "")) is not None
        ]
        return sheet

    def _row(self, sheet: Sheet, row: Element, at: int) -> dict[int, str]:
        cells: dict[int, str] = {}
        column = -1
        for cell in row.iterfind("c"):
            place = _cell_place(attribute(cell, "r") or "")
            column = place[1] if place else column + 1
            text = self._cell(sheet, cell, at, column)
            if text:
                cells[column] = text
        return cells

    def _cell(self, sheet: Sheet, cell: Element, row: int, column: int) -> str:
        kind = attribute(cell, "t") or "n"
        if kind == "inlineStr":
            inline = child(cell, "is")
            return "" if inline is None else _text(inline)
        stored = child(cell, "v")
        text = "" if stored is None else stored.text or ""
        if not text:
            formula = child(cell, "f")
            if formula is not None:
                reason = "a formula without a stored value; open and save the workbook in a spreadsheet program"
                self.stream.leave(f"={formula.text or ''}", reason, sheet.place(row, column))
            return ""
        if kind == "s":
            index = _whole(text, -1)
            return self.strings[index] if 0 <= index < len(self.strings) else text
        if kind == "b":
            return "TRUE" if text in _ON else "FALSE"
        if kind != "n":
            return _unescaped(text)
        style = _whole(attribute(cell, "s"), 0)
        try:
            return shown(float(text), self.formats[style] if style < len(self.formats) else None, self.from_1904)
        except (ValueError, OverflowError):
            return text


def _text(element: Element) -> str:
    """A string of a workbook, plain or in runs, without the reading aids of East Asian phonetics."""
    pieces = []
    for found in element:
        kind = found.tag
        if kind == "t":
            pieces.append(found.text or "")
        elif kind == "r":
            pieces += [part.text or "" for part in found.iterfind("t")]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _or_none(element: Element | None) -> Element:
    return Element("none") if element is None else element


def _cell_place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _range(reference: str) -> Merge | None:
    first, _, last = reference.partition(":")
    top, bottom = _cell_place(first), _cell_place(last or first)
    if top is None or bottom is None:
        return None
    return min(top[0], bottom[0]), min(top[1], bottom[1]), max(top[0], bottom[0]), max(top[1], bottom[1])


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else default
