"""A table whose items stand side by side in its header, over pairs of budget and actual → the items of its one line.

So the three public expenses are printed in Shanghai and by central departments: up to four header rows with merged
cells, of which each column inherits the item (因公出国（境）费) and the measure (预算数, 决算数).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fzfin.errors import AmountError
from fzfin.money import Amount, parse_amount
from fzfin.sources import Grid
from fzfin.tables.bands import BandReading, Item
from fzfin.tables.header import NO_COLUMN, Band, Cells, is_blank, is_numbering, words
from fzfin.tables.lines import joined
from fzfin.tables.sides import bare
from fzfin.vocab import key, lookup

FRAMES: Final = frozenset({"three_public"})
"""Frames whose tables may have their items in the header."""


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


def _heads(frame: str, column: Sequence[str]) -> tuple[str | None, str | None, str]:
    """The item, its label as printed and the field that a column's header names; the deepest words decide.

    Under another year or a comparison stands neither item nor measure of this one.
    """
    known, fields = lookup("lines", frame), words(frame)
    item: str | None = None
    field: str | None = None
    label = ""
    for text in column:
        plain = key(bare(text))
        if fields.get(plain) in NO_COLUMN:
            return None, None, ""
        if item and plain in lookup("lines", "subtotal"):
            continue
        if plain in known:
            if known[plain] != item and not (item and known[plain] == "total"):
                item, label = known[plain], bare(text)
        elif (role := fields.get(plain)) and not role.startswith("#"):
            field = role
    return item, field, label


def read_across(frame: str, pieces: list[Grid], unit: str, measure: str | None = None) -> BandReading | None:
    """Read a table with its items in the header; None if the header does not name at least two of them.

    A column that names no item or no measure is left over with its figures, and so is a second line of figures. So is
    all, where the rows of the header are not equally wide (a page parts them): nothing tells what stands above what.

    Args:
        frame: The frame, or its form in a budget; see `fzfin.kinds.form`.
        pieces: The grids of the table.
        unit: Its unit.
        measure: The field of the figures where the header names none.
    """
    header, above = _header(pieces)
    heads = [_heads(frame, column) for column in paths(header)]
    if measure and not any(item and name for item, name, _ in heads):
        by_rows = _by_rows(frame, pieces, unit, heads, above)
        if by_rows is not None:
            return by_rows
        heads = [(item, measure if item else None, label) for item, _, label in heads]
    named = {(item, name) for item, name, _ in heads if item and name}
    if len({item for item, _ in named}) < 2:
        return None
    fields = tuple(sorted({name for _, name in named}))
    reading = BandReading((Band(0, (), fields),), [[]])
    apart = "the rows of the header are not equally wide" if len(set(map(len, header))) > 1 else None
    for part, grid in enumerate(pieces):
        for number, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
            if (part, number) in above or all(is_blank(cell) for cell in cells) or is_numbering(cells):
                continue
            reason = apart or _line(reading, heads, cells, locator, unit, (part, number))
            if reason:
                reading.leftovers.append((locator, joined(cells), reason))
    return reading


def _by_rows(
    frame: str,
    pieces: Sequence[Grid],
    unit: str,
    heads: Sequence[tuple[str | None, str | None, str]],
    above: set[tuple[int, int]],
) -> BandReading | None:
    """Read a table whose rows begin with the measure (预算数, 决算数) of their items; None for another form."""
    fields = words(frame)
    items = [(at, item, label) for at, (item, _, label) in enumerate(heads) if item]
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
                not is_blank(cell) for cell, head in zip(cells[first:], heads[first:], strict=True) if not head[0]
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


def _line(
    reading: BandReading,
    heads: Sequence[tuple[str | None, str | None, str]],
    cells: Cells,
    locator: str,
    unit: str,
    place: tuple[int, int],
) -> str | None:
    """Take the figures of one line; the reason, if it cannot be taken or not whole."""
    if len(cells) != len(heads):
        return f"row of {len(cells)} cells, expected {len(heads)}"
    if reading.items[0]:
        return "a second line of figures under one header"
    found: dict[str, tuple[str, dict[str, Amount]]] = {}
    taken: dict[tuple[int, int, int], int] = {}
    other = False
    try:
        for column, ((item, name, label), cell) in enumerate(zip(heads, cells, strict=True)):
            if item is None or name is None:
                other = other or not is_blank(cell)
                continue
            amount = parse_amount(cell or "", unit)
            amounts = found.setdefault(item, (label, {}))[1]
            if name in amounts:
                return "two columns of one item and measure"
            if amount is not None:
                amounts[name] = amount
                taken[(*place, column)] = amount.fen
    except AmountError as error:
        return f"broken row: {error}"
    reading.items[0] += [Item("", label, amounts, locator) for label, amounts in found.values()]
    reading.amount_at.update(taken)
    return "a column that no vocabulary knows" if other else None
