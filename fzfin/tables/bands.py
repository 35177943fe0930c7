"""Grids of a table with item and amounts side by side → one list of items per band (summary, economic items, 三公)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from fzfin.errors import AmountError
from fzfin.money import Amount, parse_amount, to_ascii
from fzfin.sources import Grid
from fzfin.tables.header import UNKNOWN, Band, Cells, is_blank, is_no_label, read_bands_header
from fzfin.tables.lines import REST_OF_UNREAD, first_row, joined, line_code, split_header
from fzfin.vocab import key, lookup, pattern, rows


@dataclass(frozen=True, slots=True)
class Item:
    """One printed item of a band: a code where the band has one, the label as printed, amounts by field."""

    code: str
    label: str
    amounts: dict[str, Amount]
    locator: str


@dataclass(slots=True)
class BandReading:
    """The items of each band in print order, and what could not be read; see `fzfin.tables.lines.Reading`."""

    bands: tuple[Band, ...]
    items: list[list[Item]] = field(default_factory=list)
    amount_at: dict[tuple[int, int, int], int] = field(default_factory=dict)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)


def _labels(band: Band, cells: Cells) -> tuple[str, str]:
    codes: list[str] = []
    names: list[str] = []
    for role, cell in zip(band.labels, cells[band.start : band.first_amount], strict=True):
        if role == "#seq" or is_no_label(cell):
            continue
        text = "".join((cell or "").split())
        plain = to_ascii(text).removesuffix(".00")
        (codes if plain.isdigit() else names).append(plain if plain.isdigit() else text)
    return line_code(codes), "".join(names)


def read_bands(frame: str, pieces: list[Grid], unit: str, bands: tuple[Band, ...] = ()) -> BandReading:
    """Read the rows of a table whose columns come in bands: those given, else those of its lowest header row.

    A row must have as many cells as the header; any other is left over. A label whose own band prints no amount (a
    total over merged cells) takes the next amount to its right, up to the next label. A first row of a continued piece
    that holds words only is the rest of the labels above it.
    """
    header, skipped = split_header(frame, pieces)
    reading = BandReading(bands or read_bands_header(frame, header))
    bands = reading.bands
    if not bands:
        return reading
    reading.items = [[] for _ in bands]
    width = bands[-1].end
    left_over = 0
    for part, grid in enumerate(pieces):
        first = first_row(grid, part, skipped)
        for number, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
            if (part, number) in skipped or all(is_blank(cell) for cell in cells):
                continue
            if len(cells) != width:
                reading.leftovers.append((locator, joined(cells), f"row of {len(cells)} cells, expected {width}"))
                continue
            try:
                amounts = [
                    [
                        _amount(cell, unit, field)
                        for field, cell in zip(band.fields, cells[band.first_amount : band.end], strict=True)
                    ]
                    for band in bands
                ]
            except AmountError as error:
                reading.leftovers.append((locator, joined(cells), f"broken row: {error}"))
                continue
            labels = [_labels(band, cells) for band in bands]
            if part and number == first and not _is_numbered(bands, cells):
                if len(reading.leftovers) > left_over and _prints_words(labels, amounts):
                    reading.leftovers.append((locator, joined(cells), REST_OF_UNREAD))
                    continue
                if _continue_labels(reading, labels, amounts):
                    continue
            for index, band in enumerate(bands):
                for offset, amount in enumerate(amounts[index]):
                    if amount is not None:
                        reading.amount_at[part, number, band.first_amount + offset] = amount.fen
            _add_items(reading, labels, amounts, cells, locator)
            _keep_unknown(reading, labels, cells, locator)
            left_over = len(reading.leftovers)
    return reading


def _prints_words(labels: list[tuple[str, str]], amounts: list[list[Amount | None]]) -> bool:
    """Say whether a row prints words only, neither code nor amount."""
    return not any(code for code, _ in labels) and not any(amount for band in amounts for amount in band)


def _amount(cell: str | None, unit: str, field: str) -> Amount | None:
    """The amount of a cell; a column that no frame holds may print something else, such as a percentage."""
    try:
        return parse_amount(cell or "", unit)
    except AmountError:
        if field != UNKNOWN:
            raise
        return None


def _keep_unknown(
    reading: BandReading,
    labels: list[tuple[str, str]],
    cells: Cells,
    locator: str,
) -> None:
    """Leave over the figures of a row that stand in columns of no frame."""
    for band, (code, name) in zip(reading.bands, labels, strict=True):
        odd = [
            cells[band.first_amount + at] or ""
            for at, field in enumerate(band.fields)
            if field == UNKNOWN and not is_blank(cells[band.first_amount + at])
        ]
        if odd:
            text = " | ".join(part for part in (code, name, *odd) if part)
            reading.leftovers.append((locator, text, "figures in columns that no frame holds"))


def _is_numbered(bands: tuple[Band, ...], cells: Cells) -> bool:
    """Say whether a row prints its own line number (行次): then it is a line of its own."""
    return any(
        role == "#seq" and not is_blank(cell)
        for band in bands
        for role, cell in zip(band.labels, cells[band.start : band.first_amount], strict=True)
    )


def _continue_labels(reading: BandReading, labels: list[tuple[str, str]], amounts: list[list[Amount | None]]) -> bool:
    """Append a row of words to the labels above it; say whether the row was one."""
    totals = lookup("lines", "basic_total")
    if not _prints_words(labels, amounts):
        return False
    if any(name and not items for (_, name), items in zip(labels, reading.items, strict=True)):
        return False
    for band, (_, name), items in zip(reading.bands, labels, reading.items, strict=True):
        if name and (key(name) in totals if "#code" in band.labels else is_item(name, items[-1].label)):
            return False
    for (_, name), items in zip(labels, reading.items, strict=True):
        if name:
            last = items[-1]
            items[-1] = Item(last.code, last.label + name, last.amounts, last.locator)
    return True


@cache
def _classes() -> frozenset[str]:
    """The names of functional classes, folded."""
    return frozenset(key(row["name"]) for row in rows("classes"))


def is_item(name: str, above: str) -> bool:
    """Say whether words without amounts are an item of their own, not the rest of the label above them."""
    ordinal = pattern("ordinal")
    begun, own = ordinal.match(above + name), ordinal.match(name) or pattern("of_which").match(name)
    if begun and begun.end() > len(above):
        return False
    if not key(ordinal.sub("", pattern("of_which").sub("", above, count=1), count=1)):
        return False
    known = lookup("lines", "summary").keys() | lookup("lines", "source").keys()
    if key(ordinal.sub("", above + name, count=1)) in known | _classes():
        return False
    return own is not None or key(name) in known or key(ordinal.sub("", above, count=1)) in known | _classes()


def _add_items(
    reading: BandReading,
    labels: list[tuple[str, str]],
    amounts: list[list[Amount | None]],
    cells: Cells,
    locator: str,
) -> None:
    taken: set[int] = set()
    for index, (code, label) in enumerate(labels):
        if not code and not label:
            if index not in taken and any(amounts[index]):
                reading.leftovers.append((locator, joined(cells), "an amount without a label"))
            continue
        source = index
        while not any(amounts[source]) and source + 1 < len(labels) and labels[source + 1] == ("", ""):
            source += 1
            taken.add(source)
        found = {
            name: amount
            for name, amount in zip(reading.bands[source].fields, amounts[source], strict=True)
            if amount is not None and name != UNKNOWN
        }
        reading.items[index].append(Item(code, label, found, locator))
