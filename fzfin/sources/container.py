"""The containers in which the old binary office files lie (compound files), read within bounds."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from fzfin.sources.limits import MAX_BYTES

MAGIC: Final = b"\xd0\xcf\x11\xe0"
"""How a container begins."""

_ENTRY: Final = 128
_END: Final = 0xFFFFFFFA
_MOST_ENTRIES: Final = 20_000
_STREAM: Final = 2
_MINI: Final = 64


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    start: int
    size: int


class Container:
    """A container in memory. Whatever is wrong with it, it holds less, or streams that end early; nothing is raised."""

    def __init__(self, data: bytes) -> None:
        """Read the directory of a container; of damaged bytes it is empty."""
        self._data = data
        self._streams: dict[str, _Entry] = {}
        self._small: bytes = b""
        self._small_table: list[int] = []
        self._table: list[int] = []
        try:
            self._size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
            self._cutoff = struct.unpack_from("<I", data, 56)[0]
            self._read_tables()
            self._read_directory(self._chain(struct.unpack_from("<I", data, 48)[0], _MOST_ENTRIES * _ENTRY))
        except (struct.error, IndexError, ValueError):
            return

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _read_tables(self) -> None:
        sectors = [sector for sector in struct.unpack_from("<109I", self._data, 76) if sector < _END]
        more, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while more < _END and more not in seen:
            seen.add(more)
            *listed, more = _numbers(self._sector(more)) or [_END]
            sectors += [sector for sector in listed if sector < _END]
        for sector in dict.fromkeys(sectors):
            self._table += _numbers(self._sector(sector))
        first = struct.unpack_from("<I", self._data, 60)[0]
        self._small_table = _numbers(self._chain(first, MAX_BYTES))

    def _chain(self, sector: int, most: int) -> bytes:
        """The sectors of a chain, one after the other; a ring ends where it closes."""
        out, seen = bytearray(), set[int]()
        while sector < len(self._table) and sector not in seen and len(out) < most:
            seen.add(sector)
            out += self._sector(sector)
            sector = self._table[sector]
        return bytes(out)

    def _read_directory(self, entries: bytes) -> None:
        """The streams at the top of the directory, not those of files that are embedded further down."""
        root = entries[:_ENTRY]
        self._small = self._chain(struct.unpack_from("<I", root, 116)[0], MAX_BYTES)
        stack, seen = [struct.unpack_from("<I", root, 76)[0]], set[int]()
        while stack:
            number = stack.pop()
            entry = entries[number * _ENTRY : (number + 1) * _ENTRY]
            if number in seen or len(entry) < _ENTRY or len(seen) > _MOST_ENTRIES:
                continue
            seen.add(number)
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", entry, 116)
            self._streams.setdefault(name, _Entry(entry[66], start, size))
            stack += struct.unpack_from("<II", entry, 68)

    @property
    def names(self) -> frozenset[str]:
        """The names at the top of the directory."""
        return frozenset(self._streams)

    def read(self, name: str) -> bytes:
        """The bytes of a stream at the top; none where there is no such stream."""
        entry = self._streams.get(name)
        if entry is None or entry.kind != _STREAM:
            return b""
        size = min(entry.size, len(self._data))
        if size >= self._cutoff:
            return self._chain(entry.start, size)[:size]
        out, sector, seen = bytearray(), entry.start, set[int]()
        while sector < len(self._small_table) and sector not in seen and len(out) < size:
            seen.add(sector)
            out += self._small[sector * _MINI : (sector + 1) * _MINI]
            sector = self._small_table[sector]
        return bytes(out[:size])


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def kind(data: bytes) -> str | None:
    """What lies in a container: ``doc``, ``xls``, ``encrypted``, or None."""
    names = Container(data).names
    if "EncryptedPackage" in names:
        return "encrypted"
    if "WordDocument" in names:
        return "doc"
    return "xls" if names & {"Workbook", "Book"} else None
