"""Parts of a document → an Excel workbook (.xlsx): a sheet a table, or all on one, with merged cells and numbers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from fzfin.errors import MissingDependencyError
from fzfin.synthetic.layout import ABOVE, LEFT
from fzfin.synthetic.part import Part, Words
from fzfin.synthetic.sections import Section, pieces, sections, span

_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<decimals>\d{1,2}))?")
_UNNAMED: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST: Final = 31
_MADE: Final = datetime.datetime(2024, 1, 1)
_PROSE_COLUMNS: Final = 8


def as_workbook(parts: Sequence[Part], one_sheet: bool = False) -> bytes:
    """Write the parts as a workbook, the same cells from the same parts.

    Amounts and codes are numbers that a format shows as they are printed; every other text is a text, never a formula
    or a link.

    Args:
        parts: The parts of the document.
        one_sheet: Put everything on one sheet; by default each table has its own, and the texts between as well.

    Raises:
        MissingDependencyError: XlsxWriter is not installed.
    """
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError as error:
        raise MissingDependencyError("writing a workbook needs XlsxWriter: pip install 'fzfin[excel]'") from error
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _MADE})
    writer = _Writer(book)
    made = sections(parts)
    names: list[str] = []
    sheet = None
    for section in made:
        if sheet is None or not one_sheet:
            names.append(_name(section, names))
            sheet = writer.begin(names[-1])
        writer.section(sheet, section)
    book.close()
    return stream.getvalue()


def _name(section: Section, taken: Sequence[str]) -> str:
    """The name of a sheet: what the section is called, as short as a name may be, and no name twice."""
    bare = _UNNAMED.sub("", section.name).strip()[:_LONGEST]
    name, number = bare, 1
    while not name or name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{bare[: _LONGEST - 5]} ({number})"
    return name


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[str, Any] = {}
        self.centred = book.add_format({"align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
        self.ruled = book.add_format({"border": 1, "text_wrap": True})
        self.heading = book.add_format({"align": "center"})
        self.at = 0

    def begin(self, name: str) -> Any:
        self.at = 0
        return self.book.add_worksheet(name)

    def section(self, sheet: Any, section: Section) -> None:
        """Write one section from the next free row on, and leave a row free behind it."""
        columns = _PROSE_COLUMNS if section.sheet is None else max(map(len, section.sheet.rows))
        for part in section.parts:
            if not isinstance(part, Words):
                for rows in pieces(part):
                    self.table(sheet, rows)
                    self.at += 1
            elif part.kind == "title" and columns > 1:
                sheet.merge_range(self.at, 0, self.at, columns - 1, "", self.heading)
                sheet.write_string(self.at, 0, part.text, self.heading)
                self.at += 1
            else:
                sheet.write_string(self.at, 0, part.text)
                self.at += 1
        self.at += 1

    def table(self, sheet: Any, rows: Sequence[Sequence[str]]) -> None:
        for at in range(len(rows)):
            for column, cell in enumerate(rows[at]):
                if cell == LEFT or (cell == ABOVE and at):
                    continue
                wide, high = span(rows, at, column)
                text = "" if cell == ABOVE else cell
                row, last, right = self.at + at, self.at + at + high - 1, column + wide - 1
                if (last, right) != (row, column):
                    sheet.merge_range(row, column, last, right, "", self.centred)
                self.cell(sheet, row, column, text)
        self.at += len(rows)

    def cell(self, sheet: Any, row: int, column: int, text: str) -> None:
        number = _NUMBER.fullmatch(text)
        if number:
            sheet.write_number(row, column, float(text.replace(",", "")), self.shown(text, number["decimals"] or ""))
        elif text:
            sheet.write_string(row, column, text, self.ruled)
        else:
            sheet.write_blank(row, column, None, self.ruled)

    def shown(self, text: str, decimals: str) -> Any:
        """The format that shows a number as it is printed: so many decimals, with thousands separators or without."""
        code = ("#,##0" if "," in text else "0") + ("." + "0" * len(decimals) if decimals else "")
        if code not in self.formats:
            self.formats[code] = self.book.add_format({"num_format": code, "border": 1})
        return self.formats[code]
