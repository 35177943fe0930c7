"""All titled tables of a document → rows of the nine frames, with repairs, remains and the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from fzfin.frames import SCHEMAS, schema_of
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS, form
from fzfin.sources import Grid
from fzfin.tables.across import FRAMES as ACROSS
from fzfin.tables.across import read_across
from fzfin.tables.bands import BandReading, read_bands
from fzfin.tables.columns import bands_by_columns, is_split, outermost, read_lines_by_columns, read_split
from fzfin.tables.evidence import gather
from fzfin.tables.header import LINE_FRAMES, UNKNOWN, is_in_order, is_nested, whole_words
from fzfin.tables.institutions import owners
from fzfin.tables.lines import Reading, joined, read_lines, split_header
from fzfin.tables.mend import mend
from fzfin.tables.recognise import RawTable
from fzfin.tables.relative import Related, related
from fzfin.tables.repair import faults
from fzfin.tables.sides import economic_records, once, side_records, three_public_records
from fzfin.tables.torn import RULE, Mended, repairs_of, whole_figures
from fzfin.tables.twins import Repair

Record = tuple[Any, ...]

_UNTOLD: Final = "the header is not as wide as its rows, and the order of its words does not tell the columns"


@dataclass(slots=True)
class TablesRead:
    """The rows of each frame that was found, and everything else that the tables gave."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)
    printed: list[tuple[RawTable, Reading | BandReading]] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()


def _unit(table: RawTable, tables: Sequence[RawTable]) -> str | None:
    """The unit of a table: its own, else the one that all other tables agree on."""
    others = {other.unit for other in tables if other.unit}
    return table.unit or (others.pop() if len(others) == 1 else None)


def _understood(frame: str, reading: Reading | BandReading, kind: str) -> bool:
    """Say whether the header named what a table of this frame must have.

    The revenue of a budget may have no column for the year alone; another table of it may print its total alone.
    """
    if isinstance(reading, Reading):
        known = [name for name in reading.fields if name != UNKNOWN]
        if kind != FINAL_ACCOUNTS:
            return "total" in known or len(known) > 1
        return "total" in reading.fields and len(reading.fields) >= 2
    fields = {name for band in reading.bands for name in band.fields}
    return bool(fields & set(SCHEMAS[frame]))


def _of_account(table: RawTable, unit: str) -> Reading | BandReading | str:
    """The reading of a table by the order of its header's words, by its columns where those print parts; why not."""
    frame, pieces = table.frame, table.pieces
    if frame in LINE_FRAMES:
        head = split_header(frame, pieces)
        if is_nested(frame, head[0]):
            return read_lines_by_columns(frame, pieces, unit, {}, outermost) or _UNTOLD
        return read_lines(frame, pieces, unit, head)
    found = read_across(frame, pieces, unit, measure="actual") if frame in ACROSS else None
    if frame == "basic_expenditure" and is_split(form(frame, BUDGET), pieces[0].rows):
        found = read_split(form(frame, BUDGET), pieces, unit, {})
    return found or read_bands(frame, pieces, unit)


def _whole(table: RawTable, unit: str | None, kind: str) -> Mended:
    """The pieces of a table with the figures that pages tear put together; a table of lines has sums to prove them."""
    own = form(table.frame, kind)
    whole = whole_words(own, table.pieces)
    if table.frame not in LINE_FRAMES or unit is None:
        return whole_figures(own, whole)

    def broken(pieces: list[Grid]) -> frozenset[tuple[str, str]]:
        return faults([row for row in read_lines(own, pieces, unit).rows if any(row.amounts) or row.code])

    return whole_figures(own, whole, broken)


def _joined(frame: str, torn: Mended, reading: Reading | BandReading) -> list[Repair]:
    """The repairs that tell of the figures put together in a table."""
    repairs: list[Repair] = []
    for one in torn.joined:
        field_name = _field(reading, one.spot[2], len(torn.pieces[one.spot[0]].rows[one.spot[1]]))
        repairs += repairs_of(frame, field_name, (one.locator, one.rest_locator), one.pieces, one.proof)
    return repairs


def _field(reading: Reading | BandReading, column: int, width: int) -> str:
    """The field of a column: one of the last ones of a row of lines, or one of a band; else a code or any amount.

    Of columns that no frame holds a reading keeps none: where each of its fields prints an amount, those tell it.
    """
    if isinstance(reading, Reading):
        columns = sorted({at for *_, at in reading.amount_at})
        if column in columns and len(columns) == len(reading.fields):
            return reading.fields[columns.index(column)]
        at = column - (width - len(reading.fields))
        return reading.fields[at] if at >= 0 else "line_code"
    fields = [
        name
        for band in reading.bands
        if band.first_amount <= column < band.end
        for name in band.fields[column - band.first_amount :][:1]
    ]
    return fields[0] if fields else "amount"


def _of_budget(told: Related, unit: str, kind: str, year: int | None) -> Reading | BandReading | str:
    """The reading of a table by the words above its columns, by their order if that is beyond doubt; else why not."""
    table, printed = told.table, told.printed
    own = form(table.frame, kind)
    if table.frame in LINE_FRAMES:
        lines = read_lines_by_columns(own, table.pieces, unit, printed)
        if lines is None and not is_in_order(own, split_header(own, table.pieces)[0]):
            return _UNTOLD
        return lines or read_lines(own, table.pieces, unit)
    found = read_across(own, table.pieces, unit, measure="budget", year=year) if table.frame in ACROSS else None
    found = found or (read_split(own, table.pieces, unit, printed) if table.frame == "basic_expenditure" else None)
    return found or read_bands(own, table.pieces, unit, bands_by_columns(own, table.pieces))


def _leave(out: TablesRead, table: RawTable, reason: str) -> None:
    for grid in table.pieces:
        out.leftovers += [
            (place, joined(cells), reason) for place, cells in zip(grid.locators, grid.rows, strict=True) if any(cells)
        ]


def read_tables(
    tables: Sequence[RawTable],
    prose: Mapping[str, tuple[str, str]],
    kind: str = FINAL_ACCOUNTS,
    year: int | None = None,
) -> TablesRead:
    """Read and mend all tables of a document.

    Args:
        tables: The titled tables, as `fzfin.tables.recognise.sort_blocks` gives them.
        prose: Code → (name, locator) of the lines that prose names with their code.
        kind: The kind of disclosure, one of `fzfin.kinds.KINDS`.
        year: The year of a budget, by which its headers are told.
    """
    out = TablesRead()
    lines: dict[str, Reading] = {}
    bands: dict[str, BandReading] = {}
    whose = owners(tables)
    out.others = frozenset(filter(None, whose))
    for table, owner in zip(tables, whose, strict=True):
        frame = table.frame
        if owner:
            _leave(out, table, f"a table of another account in this document ({owner})")
            continue
        printed, torn = table, _whole(table, _unit(table, tables), kind)
        table = replace(table, pieces=torn.pieces)
        told = None if kind == FINAL_ACCOUNTS else related(table, year)
        named = told.units if told else ()
        unit = table.unit or (named[0] if named else _unit(table, tables))
        if frame in out.units:
            _leave(out, printed, f"a second table with the title of {frame}")
        elif unit is None:
            _leave(out, printed, "no unit is printed with this table, and the other tables do not agree on one")
        elif any(other != unit for other in named):
            _leave(out, printed, f"the header names another unit ({', '.join(named)}) than the table ({unit})")
        else:
            reading = _of_budget(told, unit, kind, year) if told else _of_account(table, unit)
            if isinstance(reading, str):
                _leave(out, printed, reading)
                continue
            if not _understood(frame, reading, kind):
                _leave(out, printed, f"the header does not name the columns of {frame}")
                continue
            out.units[frame] = unit
            out.printed.append((printed, reading))
            out.repairs += _joined(frame, torn, reading)
            out.leftovers += torn.leftovers
            out.leftovers += reading.leftovers
            if isinstance(reading, Reading):
                lines[frame] = reading
            else:
                bands[frame] = reading
    for frame, band in bands.items():
        make = {"three_public": three_public_records, "basic_expenditure": economic_records}.get(frame)
        band, repairs, twice = once(frame, band, kind)
        records, leftovers = make(band, kind) if make else side_records(frame, band, kind)
        out.leftovers += twice + leftovers
        if any(item.amounts for items in band.items for item in items):
            out.records[frame] = records
        elif not _has_figures(band.leftovers):
            out.records[frame] = []
        if not out.records.get(frame, True) and (twice or leftovers):
            del out.records[frame]
        out.repairs += repairs
    for frame, reading in lines.items():
        mended = mend(frame, reading, gather(frame, lines, bands, prose))
        joined_at = {place for table, place, _, _, _, rule, _ in out.repairs if table == frame and rule == RULE}
        records = [(*row[:-2], row[-2] or row[-1] in joined_at, row[-1]) for row in mended.records]
        records = [_in_order(frame, kind, reading.fields, record) for record in records]
        if records or not _has_figures([*reading.leftovers, *mended.leftovers]):
            out.records[frame] = records
        out.repairs += mended.repairs
        out.leftovers += mended.leftovers
    return out


def _has_figures(leftovers: Sequence[tuple[str, str, str]]) -> bool:
    """Say whether figures are left over: a frame without rows would say that the table prints none."""
    return any(map(str.isdigit, "".join(text for _, text, _ in leftovers)))


def _in_order(frame: str, kind: str, fields: tuple[str, ...], record: Record) -> Record:
    """Bring the amounts of a line from print order into the order of the frame; a column not printed is null."""
    expected = list(schema_of(frame, kind))[4:-2]
    if tuple(expected) == fields:
        return record
    amounts = dict(zip(fields, record[4:-2], strict=True))
    amounts.pop(UNKNOWN, None)
    return (*record[:4], *(amounts.get(name) for name in expected), *record[-2:])
