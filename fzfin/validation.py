"""What a frame of the contract must keep beside its columns and types: keys, codes, numbering, finite figures, places.

The rules go by the names and types of columns, so that a new frame is held to them by its schema alone. They are plain
loops over lists: of frames as small as these, each operation of a library costs more than the loop.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from fzfin.errors import SchemaError

Columns = Mapping[str, Sequence[Any]]
"""The values of a frame by column."""

Breach = tuple[int, str]
"""The number of a row, and the rule that it breaks with what was found."""

_FLOAT: Final = pl.Float64()
_INTEGER: Final = pl.Int64()
_LINE: Final = ("line_code",)

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "summary": ("side", "seq"),
    "revenue": _LINE,
    "expenditure": _LINE,
    "appropriation": ("side", "seq"),
    "general_expenditure": _LINE,
    "basic_expenditure": ("economic_code", "group"),
    "three_public": ("item",),
    "government_funds": _LINE,
    "state_capital": _LINE,
    "three_public_detail": ("item",),
    "evaluation": ("kind",),
    "projects": ("project_no",),
    "project_funding": ("project_no", "source"),
    "indicators": ("project_no", "indicator_no"),
}
"""The columns that name a row of a frame; the total of a table of lines is the row without a code."""

_COUNTED: Final[dict[str, tuple[str | None, str]]] = {
    "summary": ("side", "seq"),
    "appropriation": ("side", "seq"),
    "projects": (None, "project_no"),
    "indicators": ("project_no", "indicator_no"),
}
"""Columns that count rows from 1 without a gap, and the column within whose values they do."""

NUMBERING: Final[frozenset[str]] = frozenset({"seq", "part_of", "project_no", "indicator_no"})
"""Integers that number rows; all other integers count things."""

_CODE: Final[dict[str, tuple[re.Pattern[str], str]]] = {
    "line_code": (re.compile(r"\d{3}(?:\d{2}){0,2}", re.ASCII), "3, 5 or 7 digits"),
    "economic_code": (re.compile(r"\d{3}(?:\d{2})?", re.ASCII), "3 or 5 digits"),
    "function_class": (re.compile(r"\d{3}", re.ASCII), "3 digits"),
}
_LEVEL: Final[dict[int, str]] = {3: "class", 5: "section", 7: "item"}


def hold(name: str, schema: Mapping[str, pl.DataType], columns: Columns) -> None:
    """Hold the columns of a frame, whose types are right, to the rest of the contract.

    Raises:
        SchemaError: The first breach: which rule, what was found, and where it is printed.
    """
    places = columns["locator"]
    if not all(places):
        at = next(number for number, place in enumerate(places) if not place)
        raise SchemaError(f"{name}: expected the place of every row in locator, found none in row {at}")
    breach = next(_breaches(name, schema, columns), None)
    if breach is not None:
        at, what = breach
        raise SchemaError(f"{name}: {what}, at {places[at]}")


def _breaches(name: str, schema: Mapping[str, pl.DataType], columns: Columns) -> Iterator[Breach]:
    """Every row that breaks a rule."""
    for column, values in columns.items():
        dtype = schema[column]
        if dtype == _FLOAT:
            yield from _not_finite(column, values)
        elif dtype == _INTEGER:
            yield from _too_low(column, values)
        elif column in _CODE:
            yield from _miscoded(column, values)
    if "level" in columns and "parent_code" in columns:
        yield from _misplaced(columns)
    if name in KEYS:
        yield from _twice(KEYS[name], columns)
    if name in _COUNTED:
        yield from _miscounted(*_COUNTED[name], columns)


def _not_finite(column: str, values: Sequence[Any]) -> Iterator[Breach]:
    # A sum is finite only if its summands are: one look where nothing is wrong.
    if not math.isfinite(sum(filter(None, values))):
        for at, value in enumerate(values):
            if value is not None and not math.isfinite(value):
                yield at, f"expected a figure or null in {column}, found {value}"


def _too_low(column: str, values: Sequence[Any]) -> Iterator[Breach]:
    least = 1 if column in NUMBERING else 0
    for at, value in enumerate(values):
        if value is not None and value < least:
            yield at, f"expected {column} of {least} or more, found {value}"


def _miscoded(column: str, values: Sequence[Any]) -> Iterator[Breach]:
    form, said = _CODE[column]
    for at, code in enumerate(values):
        if code is not None and not form.fullmatch(code):
            yield at, f"expected {column} of {said}, found {code!r}"


def _misplaced(columns: Columns) -> Iterator[Breach]:
    """Codes whose level is not that of their digits, or whose parent is not the code without its last two."""
    names = next(column for column in ("line_code", "economic_code") if column in columns)
    codes, levels, parents = (columns[column] for column in (names, "level", "parent_code"))
    for at, (code, level, parent) in enumerate(zip(codes, levels, parents, strict=True)):
        expected = _LEVEL.get(len(code)) if code else "total"
        above = code[:-2] if code and len(code) > 3 else None
        if level != expected:
            yield at, f"expected the level {expected} with {names} {code}, found {level}"
        if parent != above:
            yield at, f"expected the parent_code {above} with {names} {code}, found {parent}"


def _twice(key: tuple[str, ...], columns: Columns) -> Iterator[Breach]:
    seen: dict[tuple[Any, ...], int] = {}
    for at, values in enumerate(zip(*(columns[column] for column in key), strict=True)):
        first = seen.setdefault(values, at)
        if first != at:
            said = "/".join("(none)" if value is None else str(value) for value in values)
            yield at, f"the key {said} ({', '.join(key)}) stands twice, at {columns['locator'][first]} and again"


def _miscounted(within: str | None, column: str, columns: Columns) -> Iterator[Breach]:
    numbers = columns[column]
    groups = columns[within] if within else [None] * len(numbers)
    reached: Counter[Any] = Counter()
    for at, (group, number) in enumerate(zip(groups, numbers, strict=True)):
        reached[group] += 1
        if number != reached[group]:
            inside = f" of {within} {group}" if within else ""
            yield at, f"expected {column} to count{inside} from 1, found {number} after {reached[group] - 1}"
