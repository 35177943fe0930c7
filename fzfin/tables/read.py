"""All titled tables of a document → rows of the nine frames, with repairs, remains and the cells they came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fzfin.frames import SCHEMAS
from fzfin.tables.across import FRAMES as ACROSS
from fzfin.tables.across import read_across
from fzfin.tables.bands import BandReading, read_bands
from fzfin.tables.evidence import gather
from fzfin.tables.header import LINE_FRAMES, UNKNOWN
from fzfin.tables.lines import Reading, joined, read_lines
from fzfin.tables.mend import mend
from fzfin.tables.recognise import RawTable
from fzfin.tables.sides import economic_records, once, side_records, three_public_records
from fzfin.tables.twins import Repair

Record = tuple[Any, ...]


@dataclass(slots=True)
class TablesRead:
    """The rows of each frame that was found, and everything else that the tables gave."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)
    printed: list[tuple[RawTable, Reading | BandReading]] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)


def _unit(table: RawTable, tables: Sequence[RawTable]) -> str | None:
    """The unit of a table: its own, else the one that all other tables agree on."""
    others = {other.unit for other in tables if other.unit}
    return table.unit or (others.pop() if len(others) == 1 else None)


def _understood(frame: str, reading: Reading | BandReading) -> bool:
    """Say whether the header named what a table of this frame must have."""
    if isinstance(reading, Reading):
        return "total" in reading.fields and len(reading.fields) >= 2
    fields = {name for band in reading.bands for name in band.fields}
    return bool(fields & set(SCHEMAS[frame]))


def _leave(out: TablesRead, table: RawTable, reason: str) -> None:
    for grid in table.pieces:
        out.leftovers += [
            (place, joined(cells), reason) for place, cells in zip(grid.locators, grid.rows, strict=True) if any(cells)
        ]


def read_tables(tables: Sequence[RawTable], prose: Mapping[str, tuple[str, str]]) -> TablesRead:
    """Read and mend all tables of a document.

    Args:
        tables: The titled tables, as `fzfin.tables.recognise.sort_blocks` gives them.
        prose: Code → (name, locator) of the lines that prose names with their code.
    """
    out = TablesRead()
    lines: dict[str, Reading] = {}
    bands: dict[str, BandReading] = {}
    for table in tables:
        frame = table.frame
        unit = _unit(table, tables)
        if frame in out.units:
            _leave(out, table, f"a second table with the title of {frame}")
        elif unit is None:
            _leave(out, table, "no unit is printed with this table, and the other tables do not agree on one")
        else:
            reading: Reading | BandReading
            if frame in LINE_FRAMES:
                reading = read_lines(frame, table.pieces, unit)
            else:
                across = read_across(frame, table.pieces, unit) if frame in ACROSS else None
                reading = across or read_bands(frame, table.pieces, unit)
            if not _understood(frame, reading):
                _leave(out, table, f"the header does not name the columns of {frame}")
                continue
            out.units[frame] = unit
            out.printed.append((table, reading))
            out.leftovers += reading.leftovers
            if isinstance(reading, Reading):
                lines[frame] = reading
            else:
                bands[frame] = reading
    for frame, band in bands.items():
        make = {"three_public": three_public_records, "basic_expenditure": economic_records}.get(frame)
        band, repairs, twice = once(frame, band)
        records, leftovers = make(band) if make else side_records(frame, band)
        out.records[frame] = [] if not any(item.amounts for items in band.items for item in items) else records
        out.leftovers += twice + leftovers
        out.repairs += repairs
    for frame, reading in lines.items():
        mended = mend(frame, reading, gather(frame, lines, bands, prose))
        out.records[frame] = [_in_order(frame, reading.fields, record) for record in mended.records]
        out.repairs += mended.repairs
        out.leftovers += mended.leftovers
    return out


def _in_order(frame: str, fields: tuple[str, ...], record: Record) -> Record:
    """Bring the amounts of a line from print order into the order of the frame; a column not printed is null."""
    expected = list(SCHEMAS[frame])[4:-2]
    if tuple(expected) == fields:
        return record
    amounts = dict(zip(fields, record[4:-2], strict=True))
    amounts.pop(UNKNOWN, None)
    return (*record[:4], *(amounts.get(name) for name in expected), *record[-2:])
