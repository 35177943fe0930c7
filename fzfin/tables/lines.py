"""Grids of one table of lines → rows of code, name and amounts, as printed (tables by functional code)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from fzfin.errors import AmountError
from fzfin.money import Amount, parse_amount, to_ascii
from fzfin.sources import Grid
from fzfin.tables.header import (
    UNKNOWN,
    Cells,
    header_words,
    is_blank,
    is_no_label,
    read_lines_header,
    row_kind,
    words,
)
from fzfin.vocab import key, lookup

Amounts = tuple[Amount | None, ...]

REST_OF_UNREAD: Final = "the rest of a row above it that could not be read"

_CODE: Final = re.compile(r"(\d{1,7})|(\d{3}|\d{5}|\d{7})\.0+")
_CODE_AND_NAME: Final = re.compile(r"[\[【]?(\d{7}|\d{5}|\d{3})(?:[\]】]|\s*[-—]?)\s*(\D.*)")
_WHOLE_CODE: Final = re.compile(r"\d{3}(?:\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class LineRow:
    """One printed line: `code` and `name` are "" where none is printed; `amounts` in the order of the fields.

    `whole` is true of the only line of a table that has no lines by function: it is the total, whatever its name.
    """

    code: str
    name: str
    amounts: Amounts
    locator: str
    whole: bool = False

    @property
    def is_total(self) -> bool:
        """Say whether the row prints itself as the total of the table."""
        return not self.code and (self.whole or key(self.name) in lookup("lines", "total"))


@dataclass(slots=True)
class Reading:
    """What was read of one table: fields and rows, where the amounts stand, and what could not be read and why.

    `amount_at` maps (part, row, column) to 分; `total_label` is the place of a 合计 that stands without figures.
    """

    fields: tuple[str, ...]
    rows: list[LineRow] = field(default_factory=list)
    amount_at: dict[tuple[int, int, int], int] = field(default_factory=dict)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)
    total_label: str | None = None


def joined(cells: Cells) -> str:
    """The printed cells of a row as one text, for messages."""
    return " | ".join(cell for cell in cells if cell)


def split_header(frame: str, pieces: list[Grid]) -> tuple[list[Cells], set[tuple[int, int]]]:
    """The header rows at the top of a table, and the (part, row) of every row of its pieces that holds no data."""
    header: list[Cells] = []
    skipped: set[tuple[int, int]] = set()
    before_data = True
    for part, grid in enumerate(pieces):
        for number, cells in enumerate(grid.rows):
            if before_data and (own := header_words(frame, cells)):
                header.append(own)
                continue
            kind = row_kind(frame, cells, before_data)
            if kind == "data" or (kind == "header" and not before_data and _is_word_alone(frame, cells, header)):
                before_data = False
                continue
            skipped.add((part, number))
            if kind == "header" and before_data and not _repeats(cells, header):
                header.append(cells)
    return header, skipped


def first_row(grid: Grid, part: int, skipped: set[tuple[int, int]]) -> int:
    """The first row of a piece that is no header: where a page cuts a row, its rest stands here."""
    return next((number for number in range(len(grid.rows)) if (part, number) not in skipped), 0)


def _is_word_alone(frame: str, cells: Cells, header: list[Cells]) -> bool:
    """Say whether a row prints one or two words that head columns as well, but is no header: none of its rows is so.

    The words that head codes and names (科目编码, 科目名称) are the rest of no name.
    """
    if any(words(frame).get(key(cell or "")) in ("#code", "#name") for cell in cells):
        return False
    return len({key(cell or "") for cell in cells} - {""}) <= 2 and not _repeats(cells, header)


def _repeats(cells: Cells, header: list[Cells]) -> bool:
    """Say whether a row stands in the header already: it is printed again where a page ends below the header."""
    folded = _folded(cells)
    return any(folded == _folded(row) for row in header)


def _folded(cells: Cells) -> list[str]:
    return [word for cell in cells if (word := key(cell or ""))]


def line_code(parts: list[str]) -> str:
    """Join the cells of a code: 201|06|01, 201|20106|2010601 and 2010601 are all 2010601."""
    code = ""
    for part in parts:
        code = part if part.startswith(code) and len(part) > len(code) else code + part
    return code


def _label(frame: str, cells: Cells) -> tuple[str, str]:
    """Code and name out of the label cells of a row; a word of a rank (类, 款, 项) alone is the rest of a name."""
    alone = sum(not is_no_label(cell) for cell in cells) == 1
    codes: list[str] = []
    names: list[str] = []
    for cell in cells:
        if is_no_label(cell):
            continue
        text = "".join(to_ascii(cell or "").split())
        code = _CODE.fullmatch(text)
        if code:
            codes.append(code[1] or code[2])
            continue
        both = _CODE_AND_NAME.fullmatch(text)
        if both:
            codes.append(both[1])
        if alone or words(frame).get(key(cell or "")) != "#rank":
            name = "".join((cell or "").split())
            names.append(name.lstrip("[【").removeprefix(both[1]).lstrip("-—]】") if both else name.lstrip("-—"))
    return line_code(codes), "".join(names)


Head = tuple[list[Cells], set[tuple[int, int]]]
"""What `split_header` gives."""


def read_lines(frame: str, pieces: list[Grid], unit: str, head: Head | None = None) -> Reading:
    """Read the rows of a table of lines, whose header tells its columns by their order; see `read_rows`."""
    header, skipped = head or split_header(frame, pieces)
    reading = Reading(read_lines_header(frame, header))
    if UNKNOWN in reading.fields:
        titles = " / ".join(joined(cells) for cells in header)
        reading.leftovers.append((pieces[0].locators[0], titles, "a column that no vocabulary knows"))
    read_rows(frame, reading, pieces, unit, skipped)
    return reading


def read_rows(frame: str, reading: Reading, pieces: list[Grid], unit: str, skipped: set[tuple[int, int]]) -> None:
    """Read the rows of a table of lines into `reading`, whose fields are known.

    Each row ends in as many amounts as there are fields; what stands before them is code and name, in one cell or many.
    A row that does not fit is left over with its reason, never shifted. A first row of a continued piece that holds
    words only is the rest of the names above it.
    """
    count = len(reading.fields)
    left_over = len(reading.leftovers)
    for part, grid in enumerate(pieces):
        first = first_row(grid, part, skipped)
        for number, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
            if (part, number) in skipped:
                if any(
                    key(cell or "") in lookup("lines", "total") and words(frame).get(key(cells[0] or "")) == "#rank"
                    for cell in cells
                ):
                    reading.total_label = reading.total_label or locator
                continue
            if all(is_blank(cell) for cell in cells):
                continue
            split = len(cells) - count
            if split < 1:
                reading.leftovers.append(
                    (locator, joined(cells), f"row of {len(cells)} cells, expected {count} amounts")
                )
                continue
            if part == 0 and (own := header_words(frame, cells)):
                cells = tuple("" if word else cell for word, cell in zip(own, cells, strict=True))
            try:
                amounts = tuple(parse_amount(cell or "", unit) for cell in cells[split:])
            except AmountError as error:
                reading.leftovers.append((locator, joined(cells), f"broken row: {error}"))
                continue
            code, name = _label(frame, cells[:split])
            words_only = not code and not any(amounts)
            if words_only and name and number == first and part and len(reading.leftovers) > left_over:
                reading.leftovers.append((locator, joined(cells), REST_OF_UNREAD))
                continue
            if words_only and name and number == first and part and reading.rows:
                last = reading.rows[-1]
                reading.rows[-1] = LineRow(last.code, last.name + name, last.amounts, last.locator)
                continue
            if code and not _WHOLE_CODE.fullmatch(code):
                reading.leftovers.append((locator, joined(cells), "code is not of 3, 5 or 7 digits"))
                continue
            if _figure_in(cells[:split]):
                reading.leftovers.append((locator, joined(cells), f"more than the {count} amounts of the header"))
                continue
            for column, amount in enumerate(amounts, split):
                if amount is not None:
                    reading.amount_at[part, number, column] = amount.fen
            reading.rows.append(LineRow(code, name, amounts, locator))
            left_over = len(reading.leftovers)


def _figure_in(cells: Cells) -> bool:
    """Say whether a label cell holds an amount with decimals, a sign that the row has a column too many."""
    texts = ["".join(to_ascii(cell or "").split()) for cell in cells]
    return any(re.fullmatch(r"-?[\d,]+\.\d+", text) and not _CODE.fullmatch(text) for text in texts)
