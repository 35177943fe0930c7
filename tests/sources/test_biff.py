"""Old workbooks, written here record by record as the format describes them."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fzfin as fz
from fzfin.errors import SourceError
from fzfin.sources import Document, Grid, biff
from fzfin.sources.biff import _unpacked


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def string(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def at(row: int, column: int, style: int = 0) -> bytes:
    return struct.pack("<3H", row, column, style)


BOF = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12))
EOF = record(0x0A)


def workbook(
    cells: bytes, shared: list[bytes] | None = None, formats: dict[int, str] | None = None, state: int = 0
) -> bytes:
    """A stream of one sheet; styles 0, 1 … have the formats General, then those given."""
    formats = formats or {}
    head = BOF + b"".join(record(0x41E, struct.pack("<H", number) + string(code)) for number, code in formats.items())
    head += b"".join(record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, *formats))
    if shared:
        head += record(0xFC, struct.pack("<II", 9, 9) + shared[0]) + b"".join(record(0x3C, more) for more in shared[1:])
    name = "表1".encode("utf-16-le")
    length = len(head) + 4 + 8 + len(name) + len(EOF)
    head += record(0x85, struct.pack("<IBBBB", length, state, 0, 2, 1) + name) + EOF
    return head + BOF + cells + EOF


def read(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setattr(biff, "Container", lambda _: type("Made", (), {"read": lambda self, name: data})())
    return biff.read(b"", "old.xls", "")


def test_each_kind_of_cell_is_printed_by_its_format(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = record(0x203, at(0, 0, 1) + struct.pack("<d", 2602.384915)) + record(
        0x203, at(0, 1) + struct.pack("<d", 201.0)
    )
    cells += record(0x27E, at(0, 2) + struct.pack("<I", 1234 << 2 | 3)) + record(0x204, at(0, 3) + string("合计"))
    cells += record(
        0xBD, struct.pack("<HH", 1, 0) + struct.pack("<HIHI", 0, 7 << 2 | 2, 0, (-3 << 2 | 2) & 0xFFFFFFFF) + b"\1\0"
    )
    cells += record(0x205, at(1, 2) + b"\1\0") + record(0x205, at(1, 3) + b"\x07\1")
    (grid,) = read(workbook(cells, formats={164: "#,##0.00"}), monkeypatch).blocks
    assert grid == Grid(
        (("2,602.38", "201", "12.34", "合计"), ("7", "-3", "TRUE", "#DIV/0!")), ("表1!A1", "表1!A2"), "表1"
    )


def test_a_formula_is_its_stored_value_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def formula(row: int, column: int, result: bytes, flags: int = 0) -> bytes:
        return record(0x06, at(row, column) + result + struct.pack("<HI", flags, 0) + b"\0\0")

    cells = (
        formula(0, 0, struct.pack("<d", 12.5)) + formula(0, 1, b"\0" * 6 + b"\xff\xff") + record(0x207, string("甲"))
    )
    cells += formula(0, 2, struct.pack("<d", 0.0), flags=1) + formula(0, 3, b"\3" + b"\0" * 5 + b"\xff\xff")
    cells += formula(0, 4, b"\2\0\x17\0\0\0\xff\xff")
    document = read(workbook(cells), monkeypatch)
    assert [block.rows for block in document.blocks if isinstance(block, Grid)] == [(("12.5", "甲", "", "", "#REF!"),)]
    assert [place for place, *_ in document.unread] == ["表1!C1"]


def test_shared_strings_go_on_over_records_in_either_width(monkeypatch: pytest.MonkeyPatch) -> None:
    first = string("收入") + struct.pack("<HBH", 5, 8, 1) + b"ab"
    more = (
        b"\1"
        + "决算表".encode("utf-16-le")
        + b"\0\0\0\0"
        + struct.pack("<HBI", 2, 4, 3)
        + b"ok"
        + b"ext"
        + string("末")
    )
    cells = b"".join(record(0xFD, at(0, n) + struct.pack("<I", n)) for n in range(4)) + record(
        0xFD, at(0, 4) + struct.pack("<I", 77)
    )
    document = read(workbook(cells, shared=[first, more]), monkeypatch)
    assert [block.rows for block in document.blocks if isinstance(block, Grid)] == [
        (("收入", "ab决算表", "ok", "末", "\ufffd"),)
    ]


def test_merged_and_hidden_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = record(0x7D, struct.pack("<5H", 2, 2, 0, 0, 1) + b"\0\0") + record(
        0x208, struct.pack("<8H", 1, 0, 4, 0, 0, 0, 0x20, 0)
    )
    for row in range(3):
        cells += b"".join(record(0x204, at(row, column) + string(f"{row}{column}")) for column in range(4))
    cells += record(0xE5, struct.pack("<H4H", 1, 0, 2, 0, 0))
    document = read(workbook(cells), monkeypatch)
    assert [block.rows for block in document.blocks if isinstance(block, Grid)] == [
        (("00", "01", "", "03"),),
        ((None, "21", "", "23"),),
    ]
    assert [(text, reason) for _, text, reason in document.unread] == [
        ("10 | 11 | 12 | 13", "a hidden row"),
        ("02", "a cell in a hidden column"),
        ("22", "a cell in a hidden column"),
        ("20", "text in a cell that a merged cell covers"),
    ]


def test_charts_within_a_sheet_and_hidden_sheets_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = BOF + record(0x204, at(5, 5) + string("chart")) + EOF
    cells = record(0x204, at(0, 0) + string("a")) + chart + record(0x204, at(0, 1) + string("b"))
    assert [block.rows for block in read(workbook(cells), monkeypatch).blocks if isinstance(block, Grid)] == [
        (("a", "b"),)
    ]
    hidden = read(workbook(cells, state=2), monkeypatch)
    assert (hidden.blocks, hidden.unread) == ((), (("表1!", "", "a hidden sheet"),))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Excel 97 or later"),
        (record(0x809, struct.pack("<HH", 0x500, 5)), "Excel 97 or later"),
        (BOF + record(0x2F, bytes(6)) + EOF, "encrypted with a password"),
        (workbook(record(0x203, at(0, 0) + b"\0")), "a damaged one"),
        (workbook(record(0x203, at(0, 300) + bytes(8))), "a cell in column 301"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match=said):
        read(data, monkeypatch)


@pytest.mark.parametrize(
    ("packed", "value"),
    [(0x3FF00000, 1.0), (0x3FF00001, 0.01), (12345678 << 2 | 2, 12345678.0), (12345678 << 2 | 3, 123456.78)],
)
def test_short_numbers_are_unpacked(packed: int, value: float) -> None:
    assert _unpacked(packed) == value


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=10), st.floats(0, 1))
@settings(max_examples=300, deadline=None)
def test_changed_records_give_sheets_or_the_project_s_own_error(changes: list[tuple[float, int]], cut: float) -> None:
    cells = (
        record(0x203, at(0, 0, 1) + bytes(8))
        + record(0xFD, at(0, 2) + bytes(4))
        + record(0xE5, struct.pack("<5H", 1, 0, 2, 0, 0))
    )
    data = bytearray(workbook(cells, shared=[string("收入") * 3], formats={164: "0.00"}))
    for place, value in changes:
        data[int(place * (len(data) - 1))] = value
    made = type("Made", (), {"read": lambda self, name: bytes(data[: int(len(data) * max(cut, 0.5))])})()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(biff, "Container", lambda _: made)
        try:
            biff.read(b"", "old.xls", "")
        except fz.FzfinError:
            return
