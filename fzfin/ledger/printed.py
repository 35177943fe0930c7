"""Blocks of a document → every number that is printed in it, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from fzfin.prose.plain import narrow
from fzfin.sources import Block, Grid
from fzfin.vocab import UNITS, pattern

Kind = Literal["money", "percent", "count", "bare"]
"""What stands behind a number: a unit of money, %, something else; ``bare`` if it stands alone in a cell of a table."""

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_WHOLE: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_SIGN: Final = re.compile(r"(?:^|[\s（(])[-−﹣－△▲]\s*$")
_BRACKETED: Final = re.compile(r"\s*[（(][^（()）]+[)）]\s*")
_STOP: Final = re.compile(r"[，。；;：:]")
_PERCENT: Final = re.compile(r"\s*[%％]")
_BESIDE: Final = " -−﹣－△▲()（）¥￥*①②③④⑤⑥⑦⑧⑨⑩"
_AROUND: Final = 16
_DEFAULT_UNIT: Final = "万元"


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its cells (a paragraph is one), whether it is a row of a grid, and the unit of money above it."""

    at: int
    locator: str
    cells: tuple[str, ...]
    grid: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: where it stands, and what it is worth.

    Attributes:
        line: Its line.
        position: Which number of its line, from 1.
        cell: Which cell of its line, from 0.
        start: Its first character in the cell.
        text: The digits as printed.
        kind: What stands behind it.
        value: Its exact value without sign; None for digits that are no number (12,34).
        fen: Its exact value in 分, were it money of the unit behind it, or of the unit above a bare number.
        negative: A minus stands in front of it.
    """

    line: Line
    position: int
    cell: int
    start: int
    text: str
    kind: Kind
    value: Decimal | None
    fen: Decimal | None
    negative: bool

    @property
    def end(self) -> int:
        """The character after it in its cell."""
        return self.start + len(self.text)

    @property
    def clause(self) -> str:
        """The words in front of it, back to a comma or a stop."""
        return _STOP.split(self.line.cells[self.cell][: self.start])[-1]

    @property
    def around(self) -> str:
        """The words around it, as a short quotation; of a bare cell, the cells around it."""
        texts = self.line.cells
        before = " | ".join(filter(None, (*texts[: self.cell], texts[self.cell][: self.start])))
        after = " | ".join(filter(None, (texts[self.cell][self.end :], *texts[self.cell + 1 :])))
        left = ("…" if len(before) > _AROUND else "") + before[-_AROUND:]
        right = after[:_AROUND] + ("…" if len(after) > _AROUND else "")
        parted = " | " if texts[self.cell][: self.start] == "" and before else ""
        apart = " | " if texts[self.cell][self.end :] == "" and after else ""
        return f"{left}{parted}{self.text}{apart}{right}"


@cache
def _units() -> tuple[re.Pattern[str], re.Pattern[str]]:
    units = "|".join(sorted(UNITS, key=len, reverse=True))
    return re.compile(rf"\s*({units})(?!/)"), re.compile(rf"[（(]({units})[)）]")


def lines(blocks: Iterable[Block]) -> list[Line]:
    """The lines of a document in reading order, each with the unit of money that was printed last above it."""
    out: list[Line] = []
    unit = _DEFAULT_UNIT
    for block in blocks:
        if isinstance(block, Grid):
            printed = [
                (place, tuple(cell or "" for cell in row))
                for place, row in zip(block.locators, block.rows, strict=True)
            ]
        else:
            printed = [(block.locator, (block.text,))]
        for locator, cells in printed:
            for cell in cells:
                squeezed = "".join(cell.split())
                marked = pattern("unit").fullmatch(squeezed) or _unit_at_end(squeezed)
                headed = _units()[1].search(squeezed) if isinstance(block, Grid) else None
                unit = marked["value"] if marked else headed[1] if headed else unit
            out.append(Line(len(out), locator, cells, isinstance(block, Grid), unit))
    return out


def _unit_at_end(squeezed: str) -> re.Match[str] | None:
    """The unit that a line names behind the department (单位：某局 金额单位：元)."""
    last = next((found for found in pattern("about_table").finditer(squeezed) if found["unit"]), None)
    return pattern("unit").fullmatch(squeezed, last.start()) if last else None


def numbers(printed: Iterable[Line]) -> list[Number]:
    """Every number of some lines.

    A number is a run of the digits 0 to 9, full-width ones included, with the points and commas between them, and
    nothing else: Chinese numerals (二十六, 十九届) are words, and so is ① or Ⅳ.

    Example:
        >>> [number.text for number in numbers([Line(0, "L1", ("第３条", "2,602.38"), True, "万元")])]
        ['３', '2,602.38']
    """
    out: list[Number] = []
    for line in printed:
        position = 0
        for at, cell in enumerate(line.cells):
            text = narrow(cell)
            for match in _NUMBER.finditer(text):
                position += 1
                out.append(_number(line, position, at, text, match))
    return out


def _number(line: Line, position: int, cell: int, text: str, match: re.Match[str]) -> Number:
    whole = _WHOLE.fullmatch(match[0])
    value = Decimal(match[0].replace(",", "")) if whole else None
    unit = _units()[0].match(text, match.end())
    kind: Kind = "count"
    if unit:
        kind = "money"
    elif _PERCENT.match(text, match.end()):
        kind = "percent"
    elif line.grid and not text.replace(match[0], "", 1).strip(_BESIDE):
        kind = "bare"
    known = unit[1] if unit else line.unit if kind == "bare" else None
    negative = bool(_SIGN.search(text[: match.start()])) or (kind == "bare" and bool(_BRACKETED.fullmatch(text)))
    fen = value * UNITS[known] if known and value is not None else None
    return Number(
        line, position, cell, match.start(), line.cells[cell][match.start() : match.end()], kind, value, fen, negative
    )
