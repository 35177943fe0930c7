"""A table whose items stand side by side in its header, over pairs of budget and actual → the items of its one line.

So the three public expenses are printed in Shanghai and by central departments: up to four header rows with merged
cells, of which each column inherits the item (因公出国（境）费) and the measure (预算数, 决算数).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from fzfin.errors import AmountError
from fzfin.kinds import BUDGET
from fzfin.money import Amount, parse_amount, to_ascii
from fzfin.sources import Grid
from fzfin.tables.bands import BandReading, Item
from fzfin.tables.header import NO_COLUMN, Band, Cells, is_blank, is_numbering, words
from fzfin.tables.lines import joined
from fzfin.tables.sides import bare
from fzfin.vocab import key, lookup, pattern

FRAMES: Final = frozenset({"three_public"})
"""Frames whose tables may have their items in the header."""

_UNTOLD: Final = "a column that no vocabulary knows"
_SECOND: Final = "a second line of figures under one header"
_SEVERAL: Final = "several lines of figures under one header, and no word tells which is the total of this year"


def paths(header: Sequence[Cells]) -> list[list[str]]:
    """For each column the texts above it from the top down, merged header cells counting for all that they cover.

    A cell without text belongs to its left neighbour if both stand under the same header cell, else to the one above.

    Example:
        >>> paths([("合计", None, "公务接待费", None), ("预算数", "决算数", "预算数", "决算数")])[3]
        ['公务接待费', '决算数']
    """
    width = max((len(cells) for cells in header), default=0)
    columns: list[list[str]] = [[] for _ in range(width)]
    spans = [0] * width
    for cells in header:
        own = list(cells) + [None] * (width - len(cells))
        above = [tuple(column) for column in columns]
        before = list(spans)
        for at, cell in enumerate(own):
            if cell and cell.strip():
                columns[at] = [*above[at], "".join(cell.split())]
                spans[at] = at
                continue
            left = at - 1
            merged = left >= 0 and before[left] == before[at] and columns[left] != list(above[left])
            if merged:
                columns[at] = [*above[at], columns[left][-1]]
                spans[at] = spans[left]
    return columns


def _header(pieces: Sequence[Grid]) -> tuple[list[Cells], set[tuple[int, int]]]:
    """The rows that hold words only above the first figures, and the (part, row) of each, printed again or not.

    A page may end within the header, and may print it again.
    """
    header: list[Cells] = []
    rows: set[tuple[int, int]] = set()
    before = True
    for part, grid in enumerate(pieces):
        for number, cells in enumerate(grid.rows):
            if all(is_blank(cell) for cell in cells):
                continue
            if any(_is_figure(cell) for cell in cells):
                before = False
            elif cells in header:
                rows.add((part, number))
            elif before:
                header.append(cells)
                rows.add((part, number))
    return header, rows


def _is_figure(cell: str | None) -> bool:
    try:
        return parse_amount(cell or "") is not None
    except AmountError:
        return False


@dataclass(frozen=True, slots=True)
class _Head:
    """What the words above a column name: item, its label as printed, field; `reason` why it is in no frame."""

    item: str | None
    field: str | None
    label: str
    reason: str = _UNTOLD


def _head(frame: str, column: Sequence[str]) -> _Head:
    """What one column holds; the deepest words decide.

    Under another year or a comparison stands neither item nor measure of this one. In a budget, a word that nothing
    tells makes a part of the item above it; 合计 and 小计 under an item (“三公”经费) are that item.
    """
    known, fields = lookup("lines", frame), words(frame)
    of_budget = ":" in frame
    item: str | None = None
    field: str | None = None
    label = ""
    for text in column:
        plain = key(bare(text))
        role = fields.get(plain)
        if role in NO_COLUMN:
            return _Head(None, None, "", NO_COLUMN[role])
        if not of_budget and item and plain in lookup("lines", "subtotal"):
            continue
        if of_budget and item and plain in lookup("lines", f"{BUDGET}:total"):
            label = bare(text) if item == known.get(plain) == "total" else label
            continue
        if of_budget and item is None and plain not in known and pattern("three_public").fullmatch(plain):
            item, label = "total", bare(text)
        elif of_budget and item and role is None and plain not in known:
            return _Head(None, None, "")
        if plain in known:
            if known[plain] != item and not (item and known[plain] == "total"):
                item, label = known[plain], bare(text)
        elif role and not role.startswith("#"):
            field = role
    return _Head(item, field, label)


def _heads(frame: str, header: Sequence[Cells]) -> list[_Head]:
    """What each column holds; a total beside the group of the three public expenses is of more than these."""
    columns = paths(header)
    heads = [_head(frame, column) for column in columns]
    grouped = [any(pattern("three_public").fullmatch(key(text)) for text in column) for column in columns]
    if any(inside and head.item == "total" for inside, head in zip(grouped, heads, strict=True)):
        heads = [
            _Head(None, None, "") if head.item == "total" and not inside else head
            for inside, head in zip(grouped, heads, strict=True)
        ]
    return heads


def read_across(
    frame: str, pieces: list[Grid], unit: str, measure: str | None = None, year: int | None = None
) -> BandReading | None:
    """Read a table with its items in the header; None if the header does not name at least two of them.

    A column that names no item or no measure is left over with its figures, and so is every line but one: of several
    lines the one that says 合计 or names the year is taken, in a budget none without such a word. All is left over
    where the rows of the header are not equally wide (a page parts them): nothing tells what stands above what.

    Args:
        frame: The frame, or its form in a budget; see `fzfin.kinds.form`.
        pieces: The grids of the table.
        unit: Its unit.
        measure: The field of the figures where the header names none.
        year: The year of the document, which the label of a line may name.
    """
    header, above = _header(pieces)
    heads = _heads(frame, header)
    if measure and not any(head.item and head.field for head in heads):
        by_rows = _by_rows(frame, pieces, unit, heads, above)
        if by_rows is not None:
            return by_rows
        heads = [replace(head, field=measure if head.item else None) for head in heads]
    named = {(head.item, head.field) for head in heads if head.item and head.field}
    if len({item for item, _ in named}) < 2:
        return None
    fields = tuple(sorted({name for _, name in named if name}))
    reading = BandReading((Band(0, (), fields),), [[]])
    apart = "the rows of the header are not equally wide" if len(set(map(len, header))) > 1 else None
    lines = [
        (cells, locator, (part, number))
        for part, grid in enumerate(pieces)
        for number, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True))
        if (part, number) not in above and not all(is_blank(cell) for cell in cells) and not is_numbering(cells)
    ]
    chosen = _chosen([_label(heads, cells) for cells, _, _ in lines], year, ":" not in frame)
    for at, (cells, locator, place) in enumerate(lines):
        if apart is None and at != chosen:
            reason = _SECOND if chosen is not None else _SEVERAL
            reading.leftovers.append((locator, joined(cells), reason))
            continue
        for reason in [apart] if apart else _line(reading, heads, cells, locator, unit, place):
            reading.leftovers.append((locator, joined(cells), reason))
    return reading


def _by_rows(
    frame: str,
    pieces: Sequence[Grid],
    unit: str,
    heads: Sequence[_Head],
    above: set[tuple[int, int]],
) -> BandReading | None:
    """Read a table whose rows begin with the measure (预算数, 决算数) of their items; None for another form."""
    fields = words(frame)
    items = [(at, head.item, head.label) for at, head in enumerate(heads) if head.item]
    if len({item for _, item, _ in items}) < 2 or len({item for _, item, _ in items}) < len(items):
        return None
    first = items[0][0]
    reading = BandReading((Band(0, (), ("budget", "actual")),), [[]])
    found: dict[str, tuple[str, dict[str, Amount]]] = {item: (label, {}) for _, item, label in items}
    place = ""
    for part, grid in enumerate(pieces):
        for number, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
            if (part, number) in above or all(is_blank(cell) for cell in cells) or is_numbering(cells):
                continue
            named = [role for cell in cells[:first] if cell and (role := fields.get(key(cell)))]
            measure = named[0] if len(named) == 1 and not named[0].startswith("#") else None
            taken = None if measure is None or len(cells) != len(heads) else _amounts(cells, unit)
            if measure is None or taken is None or any(measure in amounts for _, amounts in found.values()):
                reading.leftovers.append((locator, joined(cells), "a row that is no measure of the items above it"))
                continue
            for at, item, _ in items:
                if (amount := taken[at]) is not None:
                    found[item][1][measure] = amount
                    reading.amount_at[part, number, at] = amount.fen
            odd = any(
                not is_blank(cell) for cell, head in zip(cells[first:], heads[first:], strict=True) if not head.item
            )
            if odd:
                reading.leftovers.append((locator, joined(cells), "a column that no vocabulary knows"))
            place = locator
    if not place:
        return None
    reading.items[0] += [Item("", label, amounts, place) for label, amounts in found.values()]
    return reading


def _amounts(cells: Cells, unit: str) -> list[Amount | None] | None:
    """The amounts of a row, None for its words; None where a cell holds a broken figure."""
    out: list[Amount | None] = []
    for cell in cells:
        try:
            out.append(parse_amount(cell or "", unit))
        except AmountError:
            if any(map(str.isdigit, cell or "")):
                return None
            out.append(None)
    return out


def _label(heads: Sequence[_Head], cells: Cells) -> str:
    """The words in a line of figures, out of columns that name no item."""
    texts = ["".join((cell or "").split()) for head, cell in zip(heads, cells, strict=False) if head.item is None]
    return "".join(text for text in texts if text and not _is_figure(text))


def _chosen(labels: Sequence[str], year: int | None, first: bool) -> int | None:
    """Which of several lines of figures is the one of the table; None where nothing tells it."""
    if len(labels) == 1:
        return 0
    totals = [at for at, label in enumerate(labels) if key(label) in lookup("lines", "total")]
    named = [pattern("header_year").match(to_ascii(label)) for label in labels]
    years = [at for at, match in enumerate(named) if match and int(match[1]) == year]
    found = totals or years
    if len(found) == 1:
        return found[0]
    return 0 if first and labels and not found else None


def _line(
    reading: BandReading, heads: Sequence[_Head], cells: Cells, locator: str, unit: str, place: tuple[int, int]
) -> list[str]:
    """Take the figures of one line; the reasons, if it cannot be taken or not whole."""
    if len(cells) != len(heads):
        return [f"row of {len(cells)} cells, expected {len(heads)}"]
    found: dict[str, tuple[str, dict[str, Amount]]] = {}
    taken: dict[tuple[int, int, int], int] = {}
    reasons: dict[str, None] = {}
    try:
        for column, (head, cell) in enumerate(zip(heads, cells, strict=True)):
            if head.item is None or head.field is None:
                if not is_blank(cell) and (_is_figure(cell) or head.reason == _UNTOLD):
                    reasons[head.reason] = None
                continue
            amount = parse_amount(cell or "", unit)
            amounts = found.setdefault(head.item, (head.label, {}))[1]
            if head.field in amounts:
                return ["two columns of one item and measure"]
            if amount is not None:
                amounts[head.field] = amount
                taken[(*place, column)] = amount.fen
    except AmountError as error:
        return [f"broken row: {error}"]
    reading.items[0] += [Item("", label, amounts, locator) for label, amounts in found.values()]
    reading.amount_at.update(taken)
    return list(reasons)
