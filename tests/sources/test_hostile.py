"""Files made to harm: every one ends in an error of the project's own, soon, or in a document; nothing is run or fetched."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_files import SHEET, WORD, packed, page, paragraph, sheet, word, workbook

import fzfin as fz
from fzfin.disclosure import from_document
from fzfin.errors import SourceError
from fzfin.sources import Grid, Paragraph, from_bytes
from fzfin.sources.archive import Archive
from fzfin.sources.container import kind as kind_of
from fzfin.sources.figures import shown
from fzfin.sources.grid import Cell

TABLE = [[Cell("项目", 2), Cell("合计", 1, 2)], [Cell("类"), Cell("款")], [Cell("201"), Cell("x"), Cell("1,234.50")]]
BODY = ["支出决算表", "单位：万元", TABLE, "说明。"]
DOCX, XLSX, HTML = word(BODY), workbook({"Sheet1": sheet(BODY)}), page(BODY)
ENTITY = '<!DOCTYPE x [<!ENTITY a "{}">{}]>'


def bomb() -> str:
    layers = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    return ENTITY.format("lol", layers)


@pytest.mark.parametrize(
    "doctype",
    [
        bomb(),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
        ENTITY.format("x" * 50_000, "") + "<!-- -->",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(doctype: str, encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}'
    text = f"{head}<w:document {WORD}><w:body><w:p><w:r><w:t>&m;&a;</w:t></w:r></w:p></w:body></w:document>"
    data = packed({"word/document.xml": text.encode(encoding), "[Content_Types].xml": ""})
    with pytest.raises(SourceError, match="declares a document type"):
        from_bytes(data, "made.docx")
    rows = f"{head}<worksheet {SHEET}><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>"
    with pytest.raises(SourceError, match="declares a document type"):
        from_bytes(workbook({"S": rows if encoding == "utf-8" else rows.encode(encoding)}), "made.xlsx")  # type: ignore[dict-item]


def test_entities_of_a_web_page_are_not_opened() -> None:
    pytest.importorskip("lxml")
    data = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>x&a;y</p></body></html>'
    assert "root:" not in repr(from_bytes(data, "x").blocks)


def test_an_archive_that_unpacks_beyond_measure_is_refused() -> None:
    bomb = word("<w:p/>" * 2_000_000)
    assert len(bomb) < 200_000
    with pytest.raises(SourceError, match="times larger than packed"):
        from_bytes(bomb, "bomb.docx")
    zeros = packed({"a.txt": b"\0" * (65 << 20)})
    with pytest.raises(SourceError, match="expected parts of at most"):
        from_bytes(zeros, "bomb.zip")


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(packed({"a.txt": b"x" * (30 << 20)}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(SourceError):
        from_bytes(bytes(data), "lies.zip")


def test_members_that_overlap_share_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fzfin.sources.archive.MAX_UNPACKED", 3000)
    archive = Archive(packed({f"{n}": b"x" * 1000 for n in range(5)}), "many.zip")
    for n in range(3):
        archive.read(str(n))
    with pytest.raises(SourceError, match="expected parts of at most"):
        archive.read("3")


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fzfin.sources.archive.MAX_MEMBERS", 3)
    with pytest.raises(SourceError, match="at most 3 members, found 4"):
        from_bytes(packed({str(n): b"x" for n in range(4)}), "many.zip")


def test_encrypted_members_and_odd_packings_are_refused() -> None:
    data = bytearray(packed({"a.txt": b"secret"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(SourceError, match="encrypted"):
        from_bytes(bytes(data), "locked.zip")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", b"x")
    with pytest.raises(SourceError, match="packed by method 12"):
        from_bytes(stream.getvalue(), "odd.zip")


def container(*names: str) -> bytes:
    """An OLE container with empty streams of these names at its top."""
    entries = [("Root Entry", 5, 1 if names else 0xFFFFFFFF, 0xFFFFFFFF)]
    entries += [(name, 2, 0xFFFFFFFF, at + 2 if at + 1 < len(names) else 0xFFFFFFFF) for at, name in enumerate(names)]
    directory = b""
    for name, kind, child, right in entries:
        raw = name.encode("utf-16-le") + b"\0\0"
        own, side = (child, 0xFFFFFFFF) if kind == 5 else (0xFFFFFFFF, right)
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw), kind, 1, 0xFFFFFFFF, side, own) + bytes(48)
    directory = directory.ljust(512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<8I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    header = header.ljust(512, b"\xff")
    table = struct.pack("<2I", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    return header + table + directory


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (("ObjectPool", "WordDocument"), "doc"),
        (("Workbook",), "xls"),
        (("Book",), "xls"),
        (("PowerPoint Document",), None),
        ((), None),
    ],
)
def test_containers_are_told_by_what_lies_at_their_top(names: tuple[str, ...], kind: str | None) -> None:
    assert kind_of(container(*names)) == kind


def test_a_file_behind_a_password_says_so() -> None:
    with pytest.raises(SourceError, match=r"locked\.docx: the file is encrypted with a password"):
        from_bytes(container("EncryptionInfo", "EncryptedPackage"), "locked.docx")


def test_a_container_whose_chain_runs_in_a_ring_ends() -> None:
    data = bytearray(container("Workbook"))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)
    data[1024 + 128 + 72 : 1024 + 128 + 76] = struct.pack("<I", 1)
    assert kind_of(bytes(data)) == "xls"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{\\rtf1 x}", "a rich text file"),
        (b"Rar!\x1a\x07", "an archive that is no zip"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"MIME-Version: 1.0\r\n", "a web archive"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML file of Word or Excel 2003",
        ),
        (packed({"mimetype": b"x", "content.xml": b"x"}), "an OpenDocument file"),
        (packed({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "a binary workbook"),
        (packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "an office file that is neither"),
        (container("PowerPoint Document"), "another old office file"),
        (DOCX[: len(DOCX) // 2], "a damaged or cut one"),
        (DOCX[:30], "a damaged or cut one"),
        (b"PK\x05\x06" + bytes(18), "holds no file"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_not_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        from_bytes(data, "x.docx")


@pytest.mark.parametrize(("data", "reader"), [(DOCX, "docx"), (XLSX, "xlsx"), (HTML, "html"), (b"a\tb\n", "text")])
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "txt", "html", "zip", ""])
def test_a_suffix_that_lies_is_not_believed(data: bytes, reader: str, suffix: str) -> None:
    if reader == "html":
        pytest.importorskip("lxml")
    assert from_bytes(data, f"file.{suffix}").reader == reader


ODD = ["1,234\u202e.50", "\u2066 1.00", "1\x012.50", "=1+1", "<b>1</b>", "12\ufffd.5"]


@pytest.mark.parametrize("odd", ODD)
def test_a_figure_with_characters_that_mislead_is_no_amount(odd: str) -> None:
    """What is seen and what is stored differ: the row is left over with its text, and no number is read."""
    text = odd.replace("\x01", "\ufffd")
    rows = [[Cell("201"), Cell("一般公共服务支出"), Cell(text), Cell("1.00"), Cell("2.00")]]
    head = [[Cell("功能分类科目编码"), Cell("科目名称"), Cell("合计"), Cell("基本支出"), Cell("项目支出")]]
    body = ["国有资本经营预算财政拨款支出决算表", "单位：万元", head + rows]
    for data in (word(body), workbook({"S": sheet(body)}), page(body)):
        if data.startswith(b"<!"):
            pytest.importorskip("lxml")
        d = from_document(from_bytes(data, "made"))
        assert d.state_capital is None
        assert d.unparsed["reason"].str.contains("broken row").any()


def test_marks_that_are_not_seen_do_not_hide_a_figure() -> None:
    body = [[[Cell("\u200f1,234\u200b.50"), Cell("\ufeff合计")]]]
    for data in (word(body), workbook({"S": sheet(body)})):
        (grid,) = from_bytes(data, "made").blocks
        assert isinstance(grid, Grid)
        assert grid.rows == (("1,234.50", "合计"),)


def test_a_table_without_cells_says_nothing() -> None:
    document = from_bytes("<html><p>前。</p><table><tr></tr><tr></tr></table><p>后。</p>".encode(), "made")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["前。", "后。"]
    assert len(document.blocks) == 2


def outcome(data: bytes) -> None:
    try:
        from_document(from_bytes(data, "made"))
    except fz.FzfinError:
        return


def mutated(data: bytes, changes: list[tuple[float, int]], cut: float | None) -> bytes:
    out = bytearray(data)
    for place, value in changes:
        out[int(place * (len(out) - 1))] = value
    return bytes(out[: int(cut * len(out))] if cut is not None else out)


CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12)
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def stored(data: bytes) -> bytes:
    """The same archive without compression, so that changed bytes reach the XML."""
    archive = Archive(data, "made")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name in archive.members:
            out.writestr(name, archive.read(name))
    return stream.getvalue()


@given(st.sampled_from([DOCX, XLSX, HTML]), CHANGES, st.none() | st.floats(0, 1))
@example(DOCX, [], 0.5)
@FUZZ
def test_changed_bytes_give_a_document_or_the_project_s_own_error(
    data: bytes, changes: list[tuple[float, int]], cut: float | None
) -> None:
    outcome(mutated(data, changes, cut))


@given(st.sampled_from(["docx", "xlsx"]), st.data())
@FUZZ
def test_changed_xml_gives_a_document_or_the_project_s_own_error(kind: str, data: st.DataObject) -> None:
    """Changes within the parts, their checksums made right again."""
    whole = Archive(DOCX if kind == "docx" else XLSX, "made")
    parts = {name: whole.read(name) for name in whole.members}
    name = data.draw(st.sampled_from(sorted(parts)))
    parts[name] = mutated(parts[name], data.draw(CHANGES), data.draw(st.none() | st.floats(0, 1)))
    outcome(packed(dict(parts)))


TOKENS = st.sampled_from(
    [
        *("<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:p>", "</w:p>", "<w:sdt>", "</w:sdt>"),
        *("<w:tcPr>", "</w:tcPr>", '<w:gridSpan w:val="9"/>', '<w:vMerge w:val="-1"/>'),
        *("<w:r><w:t>1.00</w:t></w:r>", '<w:numPr><w:numId w:val="x"/></w:numPr>'),
    ]
)


@given(st.lists(TOKENS, max_size=30))
@FUZZ
def test_elements_in_any_order_are_read_or_refused(tokens: list[str]) -> None:
    outcome(word("".join(tokens)))


@given(st.text(alphabet="<>/tablerd colspanw='\"=0123456789-& ;决算表。\n", max_size=300))
@FUZZ
def test_any_markup_is_read_or_refused(text: str) -> None:
    outcome(b"<html>" + text.encode())


@given(st.integers(24, 1535), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8))
@FUZZ
def test_changed_containers_are_named_or_refused(cut: int, changes: list[tuple[float, int]]) -> None:
    """Only the directory is tried here: what lies in it is read by programs of others."""
    kind_of(mutated(container("Book", "x"), changes, None)[:cut])


def test_checksums_are_held() -> None:
    data = bytearray(stored(DOCX))
    at = data.index("说明".encode())
    data[at] ^= 1
    with pytest.raises(SourceError, match="damaged inside the archive"):
        from_bytes(bytes(data), "made.docx")


def test_paragraphs_without_end_are_read_in_time() -> None:
    document = from_bytes(word(paragraph("x" * 50) * 20_000), "long.docx")
    assert len(document.blocks) == 20_000


def test_notes_that_name_themselves_are_read_once() -> None:
    again = "<w:r><w:footnoteReference w:id='2'/></w:r>" * 3
    notes = f"<w:footnotes {WORD}><w:footnote w:id='2'><w:p><w:r><w:t>note</w:t></w:r>{again}</w:p></w:footnote></w:footnotes>"
    assert len(from_bytes(word(f"<w:p>{again}</w:p>", footnotes=notes), "x").blocks) == 1


def test_tables_that_grow_by_spans_or_one_wide_row_are_refused() -> None:
    tall = (
        "<w:tbl><w:tr>"
        + "<w:tc><w:p/></w:tc>" * 1000
        + "</w:tr>"
        + "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 3000
        + "</w:tbl>"
    )
    with pytest.raises(SourceError, match="2,000,000 cells"):
        from_bytes(word(tall), "x")
    pytest.importorskip("lxml")
    for first in ("<td colspan=1000 rowspan=3000>", "<td colspan=1000>"):
        with pytest.raises(SourceError, match="2,000,000 cells"):
            from_bytes(f"<html><table><tr>{first}x{'<tr><td>y' * 3000}".encode(), "x")


def test_sheets_columns_and_formats_beyond_measure_end_soon() -> None:
    columns = '<col min="1" max="16384" hidden="1"/>' * 50_000
    xml = f"<worksheet {SHEET}><cols>{columns}</cols><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>"
    assert from_bytes(workbook({"S": xml}), "x").unread == (("S!A1", "1", "a cell in a hidden column"),)
    with pytest.raises(SourceError, match="at most 500 sheets, found 501"):
        from_bytes(workbook({f"S{n}": f"<worksheet {SHEET}/>" for n in range(501)}), "x")
    assert shown(1.5, "0." + "#" * 10_000_000) == "1.5"


def test_two_parts_of_one_name_are_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
        archive.writestr("b.txt", "y")
    with pytest.raises(SourceError, match="two parts of the archive have one name"):
        from_bytes(stream.getvalue().replace(b"b.txt", b"a.txt"), "x")
