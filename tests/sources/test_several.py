"""Several files as one disclosure, and archives of them."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from made_files import paragraph, sheet, word, workbook

import fzfin as fz
from fzfin.errors import SourceError, SourceNotFoundError
from fzfin.sources import Document, Grid, Paragraph, from_bytes, load
from fzfin.sources.grid import Cell
from fzfin.sources.several import label

PROSE = word(paragraph("说明"))
TABLES = workbook({"Sheet1": sheet([[[Cell("a"), Cell("1.00")]]])})


def zipped(*members: tuple[str, bytes], raw: dict[str, bytes] | None = None) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    data = stream.getvalue()
    for old, new in (raw or {}).items():
        data = data.replace(old.encode(), new)
    return data


def places(document: Document) -> list[str]:
    return [p for b in document.blocks for p in (b.locators if isinstance(b, Grid) else (b.locator,))]


def test_files_keep_their_order_and_their_places_name_them(tmp_path: Path) -> None:
    paths = [tmp_path / "prose.docx", tmp_path / "tables.xlsx"]
    for path, data in zip(paths, (PROSE, TABLES), strict=True):
        path.write_bytes(data)
    document = load(paths)
    assert places(document) == ["prose.docx:P1", "tables.xlsx:Sheet1!A1"]
    assert (document.source_name, document.reader) == ("prose.docx + tables.xlsx", "docx + xlsx")
    digests = [hashlib.sha256(data).hexdigest() for data in (PROSE, TABLES)]
    assert [(source.name, source.sha256, source.reader) for source in document.sources] == [
        ("prose.docx", digests[0], "docx"),
        ("tables.xlsx", digests[1], "xlsx"),
    ]
    assert document.sha256 == hashlib.sha256("\n".join(digests).encode()).hexdigest()
    assert places(load(paths[::-1])) == ["tables.xlsx:Sheet1!A1", "prose.docx:P1"]
    assert places(load([str(paths[1])])) == ["Sheet1!A1"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.docx").write_bytes(PROSE)
    assert places(load([tmp_path / "a" / "x.docx", tmp_path / "b" / "x.docx"])) == ["x.docx:P1", "x.docx (2):P1"]


def test_a_list_of_nothing_or_with_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="expected 1 to 100 files"):
        load([])
    with pytest.raises(SourceNotFoundError, match="none"):
        load([tmp_path / "none"])


def test_an_archive_is_read_in_its_order_and_what_is_not_read_is_said() -> None:
    picture, inner = b"\x89PNG\r\n\x1a\n", zipped(("x.docx", PROSE))
    data = zipped(
        ("b/表.xlsx", TABLES),
        ("a.docx", PROSE),
        ("c.png", picture),
        ("d.zip", inner),
        ("__MACOSX/._a.docx", b"x"),
        ("Thumbs.db", b"x"),
    )
    document = from_bytes(data, "all.zip")
    assert (document.source_name, document.reader) == ("all.zip", "xlsx + docx")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert places(document) == ["表.xlsx:Sheet1!A1", "a.docx:P1"]
    assert [source.name for source in document.sources] == ["表.xlsx", "a.docx"]
    assert [(place, reason.partition(":")[0]) for place, _, reason in document.unread] == [
        ("c.png", "a file that is not read"),
        ("d.zip", "a file that is not read"),
    ]
    assert "an archive within an archive" in document.unread[1][2]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    data = zipped(("JUESUANBIAO.docx", PROSE), raw={"JUESUANBIAO": "决算表一".encode("gbk") + b"_aa"})
    assert places(from_bytes(data, "x.zip")) == ["决算表一_aa.docx:P1"]


@pytest.mark.parametrize("name", ["../../etc/x.docx", "/etc/x.docx", "..\\..\\x.docx", "C:\\x.docx", "a/../x.docx"])
def test_paths_inside_are_names_only(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert places(from_bytes(zipped((name, PROSE)), "x.zip")) == ["x.docx:P1"]
    assert list(tmp_path.rglob("*")) == []


def test_a_name_shows_no_control_character() -> None:
    assert label("a\x1b[31m\u202exslx.docx") == "a\ufffd[31m\ufffdxslx.docx"


def test_an_archive_without_a_document_is_refused() -> None:
    with pytest.raises(SourceError, match="holds no file"):
        from_bytes(zipped(), "x.zip")
    with pytest.raises(SourceError, match=r"nothing in this archive can be read: a file .* a picture"):
        from_bytes(zipped(("c.png", b"\x89PNG")), "x.zip")


def test_an_archive_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fzfin.sources.several.MAX_FILES", 2)
    with pytest.raises(SourceError, match="at most 2 files, found 3"):
        from_bytes(zipped(*((f"{n}.docx", PROSE) for n in range(3))), "x.zip")


def test_prose_and_tables_apart_give_the_frames_of_the_whole(tmp_path: Path) -> None:
    """The shipped account cut in two, tables first or last, equals the account in one."""
    whole = fz.read()
    lines = Path("data/disclosures/fuzhou-smart-city-2022.txt").resolve()
    text = (lines if lines.exists() else fz._shipped.disclosures_dir() / lines.name).read_text(encoding="utf-8")
    head, tables, rest = text.partition("第二部分 2022 年度部门决算表\n\n一、收入支出决算总表\n")
    assert tables
    middle, mark, tail = rest.partition("第三部分 2022 年度部门决算情况说明\n\n一、收入支出决算总体情况说明\n\n")
    assert mark
    (tmp_path / "prose.txt").write_text(head + mark + tail, encoding="utf-8")
    (tmp_path / "tables.txt").write_text(tables + middle, encoding="utf-8")
    for order in (["prose.txt", "tables.txt"], ["tables.txt", "prose.txt"]):
        d = fz.read([tmp_path / name for name in order])
        for name, frame in whole.frames.items():
            found = d.frames[name]
            assert found is not None, name
            assert frame is not None
            assert found.drop("locator").equals(frame.drop("locator")), name
        assert d.expenditure is not None
        assert d.expenditure["locator"].str.starts_with("tables.txt:L").all()
        assert "tables.txt:L" in str(d.where("expenditure", "2010350"))
        assert [source.name for source in d.meta.sources] == order


def test_a_paragraph_may_end_a_file_without_touching_the_next() -> None:
    data = zipped(("a.docx", word(paragraph("收入决算表") + paragraph("单位：万元"))), ("b.docx", PROSE))
    assert [b.text for b in from_bytes(data, "x.zip").blocks if isinstance(b, Paragraph)] == [
        "收入决算表",
        "单位：万元",
        "说明",
    ]
