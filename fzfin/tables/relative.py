"""The header words of a budget told by its year: 2023年预算数 in a budget of 2023 is 本年预算数, 2022年 is the last.

The document itself keeps its words; the readers of tables are given a copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from fzfin.errors import AmountError
from fzfin.money import parse_amount, to_ascii
from fzfin.sources import Grid
from fzfin.tables.header import Cells, is_blank
from fzfin.tables.recognise import RawTable
from fzfin.vocab import lookup, pattern

_THIS, _LAST, _OTHER = "this", "last", "other"
_Header = Callable[[str], str]
_MOST: Final = 6


def _header_rows(grid: Grid) -> int:
    """How many rows at the top hold words only; a header is at most six rows deep."""
    for number, cells in enumerate(grid.rows[:_MOST]):
        if any(_is_figure(cell) for cell in cells):
            return number
    return min(len(grid.rows), _MOST)


def _is_figure(cell: str | None) -> bool:
    try:
        return parse_amount(cell or "") is not None
    except AmountError:
        return False


def latest_year(tables: Iterable[RawTable]) -> int | None:
    """The latest year that headers name: a budget has columns of its own year and of those before.

    Example:
        >>> grid = Grid((("项目", "2022年执行数", "2023年预算数"), ("合计", "1.00", "2.00")), ("L1", "L2"))
        >>> latest_year([RawTable("expenditure", "", "L0", pieces=[grid])])
        2023
    """
    years = [
        int(year)
        for table in tables
        for grid in table.pieces[:1]
        for cells in grid.rows[: _header_rows(grid)]
        for cell in cells
        if cell
        for year in pattern("header_year").findall(to_ascii(cell))
    ]
    return max(years, default=None)


@dataclass(frozen=True, slots=True)
class Related:
    """A table told by its year: its copy, the units that its header names, and header words → what is printed."""

    table: RawTable
    units: tuple[str, ...]
    printed: Mapping[str, str]


def related(table: RawTable, year: int | None) -> Related:
    """A table whose header words name this year and the last instead of numbers, and no unit.

    Example:
        >>> grid = Grid((("项目", "2022年执行数", "2023年预算数（万元）"), ("合计", "1.00", "2.00")), ("L1", "L2"))
        >>> told = related(RawTable("expenditure", "", "L0", pieces=[grid]), 2023)
        >>> told.table.pieces[0].rows[0], told.units
        (('项目', '上年执行数', '本年预算数'), ('万元',))
    """
    units: dict[str, None] = {}
    printed: dict[str, str] = {}

    def told(cell: str) -> str:
        text = "".join(cell.split())
        named = pattern("header_unit").search(text)
        if named:
            units[named["value"]] = None
            text = text[: named.start()]
        if year is not None:
            text = pattern("header_year").sub(lambda match: _relative(match, year), text)
        for label, name in _also():
            text = text.replace(label, name)
        printed.setdefault(text, "".join(cell.split()))
        return text

    pieces = [_retold(grid, told) for grid in table.pieces]
    return Related(replace(table, pieces=pieces), tuple(units), printed)


@cache
def _names() -> dict[str, str]:
    """What headers call this year, the last, and any other."""
    return {value: label for label, value in lookup("lines", "budget:year").items()}


@cache
def _also() -> tuple[tuple[str, str], ...]:
    """Other words for the same (当年), each with the usual one."""
    return tuple((label, _names()[value]) for label, value in lookup("lines", "budget:year_also").items())


def _relative(match: re.Match[str], year: int) -> str:
    return _names()[{0: _THIS, -1: _LAST}.get(int(match[1]) - year, _OTHER)]


def _retold(grid: Grid, told: _Header) -> Grid:
    deep = _header_rows(grid)
    rows: Sequence[Cells] = [
        tuple(cell if cell is None or is_blank(cell) else told(cell) for cell in cells) for cells in grid.rows[:deep]
    ]
    return replace(grid, rows=(*rows, *grid.rows[deep:])) if deep else grid
