"""Old Excel workbooks (.xls, Excel 97 to 2003) → blocks: each sheet as it is shown, by the number format of each cell.

Formulas and macros are never evaluated: the value that the workbook stores is read, or none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from fzfin.errors import SourceError
from fzfin.sources.container import Container
from fzfin.sources.document import Document
from fzfin.sources.figures import BUILT_IN, shown
from fzfin.sources.limits import MAX_RECORDS, MAX_SHEETS
from fzfin.sources.sheet import Sheet
from fzfin.sources.stream import Stream

_BOF, _EOF, _CONTINUE, _PASSWORD = 0x809, 0x0A, 0x3C, 0x2F
_SHEET, _STRINGS, _FORMAT, _STYLE, _DATES = 0x85, 0xFC, 0x41E, 0xE0, 0x22
_SHARED, _LABEL, _RICH, _NUMBER, _RK, _MANY_RK = 0xFD, 0x204, 0xD6, 0x203, 0x27E, 0xBD
_FORMULA, _RESULT, _LOGICAL, _MERGED, _ROW, _COLUMNS = 0x06, 0x207, 0x205, 0xE5, 0x208, 0x7D
_VERSION: Final = 0x600
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}
_WIDEST: Final = 256
_STALE: Final = 0x1
_HIDDEN_ROW: Final = 0x20
_WIDE, _EXTENDED, _RUNS = 0x1, 0x4, 0x8


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read an old workbook; hidden sheets, rows and columns, and formulas without a valid value are left over.

    Raises:
        SourceError: The file is damaged, behind a password, older than Excel 97, or a sheet larger than any account's.
    """
    book = _Book(Container(data).read("Workbook"), name)
    try:
        book.read_globals()
        for title, start, state, what in book.sheets:
            if what != 0:
                continue
            if state:
                book.stream.leave("", "a hidden sheet", f"{title}!")
            else:
                book.sheet(title, start).pour(book.stream)
    except (struct.error, IndexError) as error:
        raise SourceError(
            f"{name}: expected an Excel workbook, found a damaged one ({error}). Fetch the file again."
        ) from error
    return book.stream.document(sha256, "xls")


@dataclass(slots=True)
class _Book:
    """The stream of one workbook, and what all of its sheets share."""

    data: bytes
    name: str
    stream: Stream = field(init=False)
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[int] = field(default_factory=list)
    sheets: list[tuple[str, int, int, int]] = field(default_factory=list)
    from_1904: bool = False
    left: int = MAX_RECORDS

    def __post_init__(self) -> None:
        self.stream = Stream(self.name)

    def records(self, start: int) -> Iterator[tuple[int, list[bytes]]]:
        """The records of a part that begins at `start`, each with what continues it; parts within it are left out."""
        at, depth = start, 0
        while at + 4 <= len(self.data):
            kind, size = struct.unpack_from("<HH", self.data, at)
            chunks = [self.data[at + 4 : at + 4 + size]]
            at += 4 + size
            self.left -= 1
            if self.left < 0:
                raise SourceError(f"{self.name}: expected at most {MAX_RECORDS:,} records in a workbook, found more.")
            while at + 4 <= len(self.data) and struct.unpack_from("<H", self.data, at)[0] == _CONTINUE:
                size = struct.unpack_from("<H", self.data, at + 2)[0]
                chunks.append(self.data[at + 4 : at + 4 + size])
                at += 4 + size
            if kind == _BOF:
                depth += 1
                if depth == 1:
                    yield kind, chunks
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield kind, chunks

    def read_globals(self) -> None:
        """Read formats, strings and the list of sheets."""
        begun = False
        for kind, chunks in self.records(0):
            first = chunks[0]
            if kind == _BOF:
                begun = struct.unpack_from("<H", first)[0] == _VERSION
            elif kind == _PASSWORD:
                raise SourceError(
                    f"{self.name}: the workbook is encrypted with a password. Save it without one, and read the copy."
                )
            elif kind == _DATES:
                self.from_1904 = first[:1] == b"\x01"
            elif kind == _FORMAT:
                self.formats[struct.unpack_from("<H", first)[0]] = _string(chunks, 2)
            elif kind == _STYLE:
                self.styles.append(struct.unpack_from("<H", first, 2)[0])
            elif kind == _SHEET:
                start, state, what, length, flags = struct.unpack_from("<IBBBB", first)
                text = _decoded(first[8 : 8 + length * (2 if flags & _WIDE else 1)], flags)
                self.sheets.append((text or "?", start, state & 3, what))
            elif kind == _STRINGS:
                self.strings = _Strings(chunks).read()
        if len(self.sheets) > MAX_SHEETS:
            raise SourceError(f"{self.name}: expected at most {MAX_SHEETS} sheets, found {len(self.sheets):,}.")
        if not begun:
            raise SourceError(
                f"{self.name}: expected a workbook of Excel 97 or later, found an older or damaged one. Open it in a "
                "spreadsheet program and save it as .xlsx."
            )

    def sheet(self, title: str, start: int) -> Sheet:
        """Read one sheet."""
        sheet = Sheet(title)
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        awaited: tuple[int, int] | None = None
        for kind, chunks in self.records(start):
            first = chunks[0]
            if kind == _RESULT and awaited is not None:
                _put(sheet, *awaited, _string(chunks, 0))
            elif kind == _MERGED:
                for at in range(struct.unpack_from("<H", first)[0]):
                    top, bottom, left, right = struct.unpack_from("<4H", first, 2 + 8 * at)
                    sheet.merges.append((top, left, bottom, right))
            elif kind == _ROW:
                row, flags = struct.unpack_from("<H10xH", first)
                if flags & _HIDDEN_ROW:
                    hidden_rows.add(row)
            elif kind == _COLUMNS:
                left, right, flags = struct.unpack_from("<HH4xH", first)
                if flags & 1:
                    hidden_columns.update(range(left, min(right + 1, _WIDEST)))
            elif kind == _MANY_RK:
                row, column = struct.unpack_from("<HH", first)
                for offset in range(4, len(first) - 7, 6):
                    style, packed = struct.unpack_from("<HI", first, offset)
                    _put(sheet, row, column + (offset - 4) // 6, self._shown(_unpacked(packed), style))
            elif kind in (_SHARED, _LABEL, _RICH, _NUMBER, _RK, _FORMULA, _LOGICAL):
                row, column, style = struct.unpack_from("<3H", first)
                text = self._text(sheet, kind, chunks, (row, column, style))
                awaited = (row, column) if text is None else awaited
                _put(sheet, row, column, text or "")
        self._hide(sheet, hidden_rows, hidden_columns)
        return sheet

    def _text(self, sheet: Sheet, kind: int, chunks: list[bytes], at: tuple[int, int, int]) -> str | None:
        """What a cell shows; None where the next record says it."""
        first = chunks[0]
        if kind == _SHARED:
            index = struct.unpack_from("<I", first, 6)[0]
            return self.strings[index] if index < len(self.strings) else "\ufffd"
        if kind in (_LABEL, _RICH):
            return _string(chunks, 6)
        if kind == _NUMBER:
            return self._shown(struct.unpack_from("<d", first, 6)[0], at[2])
        if kind == _RK:
            return self._shown(_unpacked(struct.unpack_from("<I", first, 6)[0]), at[2])
        if kind == _LOGICAL:
            return _logical(first[6], bool(first[7]))
        result, flags = first[6:14], struct.unpack_from("<H", first, 14)[0]
        if flags & _STALE:
            reason = "a formula without a valid value; open and save the workbook in a spreadsheet program"
            self.stream.leave("=", reason, sheet.place(at[0], at[1]))
            return ""
        if result[6:] != b"\xff\xff":
            return self._shown(struct.unpack("<d", result)[0], at[2])
        if result[0] == 0:
            return None
        return _logical(result[2], result[0] == 2) if result[0] in (1, 2) else ""

    def _shown(self, value: float, style: int) -> str:
        code = self.formats.get(self.styles[style]) if style < len(self.styles) else None
        return shown(value, code, self.from_1904)

    def _hide(self, sheet: Sheet, rows: set[int], columns: set[int]) -> None:
        """Take out what the sheet hides, and note it."""
        for row in sorted(rows & sheet.rows.keys()):
            cells = sheet.rows.pop(row)
            self.stream.leave(" | ".join(cells.values()), "a hidden row", sheet.place(row, min(cells)))
        for row, cells in sheet.rows.items():
            for column in columns & cells.keys():
                self.stream.leave(cells.pop(column), "a cell in a hidden column", sheet.place(row, column))


def _put(sheet: Sheet, row: int, column: int, text: str) -> None:
    if text:
        if column >= _WIDEST:
            raise IndexError(f"a cell in column {column + 1}")
        sheet.rows.setdefault(row, {})[column] = text


def _logical(value: int, is_error: bool) -> str:
    return _ERRORS.get(value, "#N/A") if is_error else "TRUE" if value else "FALSE"


def _unpacked(packed: int) -> float:
    """A number in the short form: 30 bits of an integer or of a float, and whether it is a hundred times too large."""
    if packed & 2:
        value = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def _decoded(raw: bytes, flags: int) -> str:
    return raw.decode("utf-16-le", "replace") if flags & _WIDE else raw.decode("latin-1")


def _string(chunks: list[bytes], at: int) -> str:
    """A string of 16-bit length at a place of a record."""
    return _Strings([chunks[0][at:], *chunks[1:]]).one()


class _Strings:
    """Strings that run over records: each record that continues one begins with how its letters are stored."""

    def __init__(self, chunks: list[bytes]) -> None:
        self.chunks = chunks
        self.chunk = 0
        self.at = 0

    def read(self) -> list[str]:
        count = struct.unpack_from("<I", self.chunks[0], 4)[0]
        self.at = 8
        out: list[str] = []
        while len(out) < count and self._has_more():
            out.append(self.one())
        return out

    def _has_more(self) -> bool:
        while self.at >= len(self.chunks[self.chunk]):
            if self.chunk + 1 >= len(self.chunks):
                return False
            self.chunk, self.at = self.chunk + 1, 0
        return True

    def one(self) -> str:
        length, flags = struct.unpack_from("<HB", self.chunks[self.chunk], self.at)
        self.at += 3
        runs = extended = 0
        if flags & _RUNS:
            runs = struct.unpack_from("<H", self.chunks[self.chunk], self.at)[0]
            self.at += 2
        if flags & _EXTENDED:
            extended = struct.unpack_from("<I", self.chunks[self.chunk], self.at)[0]
            self.at += 4
        text = ""
        while len(text) < length:
            width = 2 if flags & _WIDE else 1
            raw = self.chunks[self.chunk][self.at : self.at + (length - len(text)) * width]
            text += _decoded(raw[: len(raw) // width * width], flags)
            self.at += len(raw)
            if len(text) < length:
                if not self._has_more():
                    return text
                flags = self.chunks[self.chunk][self.at]
                self.at += 1
        left = 4 * runs + extended
        while left and self._has_more():
            step = min(left, len(self.chunks[self.chunk]) - self.at)
            self.at += step
            left -= step
        return text
