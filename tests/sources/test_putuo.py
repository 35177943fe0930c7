"""A real account in another layout (Shanghai) from PDF, against golden files read by eye from its pages."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from golden_frames import GOLDEN, golden, same
from made_files import page, pieces, sheet, word, workbook

import fzfin as fz
from fzfin.frames import SCHEMAS, TABLES
from fzfin.ledger.summary import lost

ACCOUNT = "putuo-2024"
SHARED = Path(__file__).parents[3] / "shared" / "disclosures"
PUTUO = SHARED / "putuo-social-work-2024.pdf"
TEMPLATE = SHARED / "shanghai-template-2024.pdf"
READ = sorted(path.stem for path in (GOLDEN / ACCOUNT).glob("*.csv"))

pytestmark = pytest.mark.skipif(not PUTUO.exists(), reason="the real PDF is not beside the checkout")


@cache
def putuo() -> fz.Disclosure:
    return fz.read(PUTUO)


@pytest.mark.parametrize("name", READ)
def test_frame_equals_the_printed_page(name: str) -> None:
    frame = putuo().frames[name]
    expected = golden(ACCOUNT, name)
    assert frame is not None
    wrong = [
        (want["locator"], column, want[column], row[column])
        for want, row in zip(expected, frame.rows(named=True), strict=False)
        for column in SCHEMAS[name]
        if column != "quote" and not same(want[column], row[column])
    ]
    assert wrong == []
    assert frame.height == len(expected)


def test_all_nine_tables_have_golden_files() -> None:
    assert set(TABLES) <= set(READ)


def test_what_is_left_unread_is_no_amount() -> None:
    d = putuo()
    assert d.meta.department == "中共上海市普陀区委社会工作部"
    assert (d.meta.year, d.meta.unit, d.meta.reader) == (2024, "万元", "pdf")
    assert d.repairs.is_empty()
    assert [text for text in d.unparsed["text"] if "万元" in text] == []


def test_no_number_is_lost() -> None:
    found = putuo().ledger("en")
    assert found.height > 400
    assert lost(found).select("locator", "position", "text").rows() == []


def test_the_blank_form_gives_empty_frames_and_no_figure() -> None:
    d = fz.read(TEMPLATE)
    assert {name: d.frames[name].height for name in TABLES} == dict.fromkeys(TABLES, 0)  # type: ignore[union-attr]
    assert d.cells.drop_nulls("fen").is_empty()
    assert d.frames["statements"] is None
    assert d.meta.department == "上海市XX局"


PATHS = {"docx": "", "html": "", "xlsx": "", "docx to html": "html", "html to docx": "docx", "xlsx to xls": "xls"}


@pytest.mark.parametrize("source", [PUTUO, TEMPLATE], ids=lambda path: path.stem)
@pytest.mark.parametrize("path", PATHS)
def test_the_account_in_another_format_gives_the_frames_of_the_pdf(path: str, source: Path, tmp_path: Path) -> None:
    """Written as it was read, and what LibreOffice makes of that; merged cells are lost on the way."""
    if PATHS[path] and shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    if "html" in path:
        pytest.importorskip("lxml")
    expected, kind = fz.read(source), path.partition(" ")[0]
    body = pieces(expected.document.blocks)
    writers = {"docx": word, "html": page, "xlsx": lambda body: workbook({"Sheet1": sheet(body)})}
    file = tmp_path / f"account.{kind}"
    file.write_bytes(writers[kind](body))
    if PATHS[path]:
        target = {"docx": "docx:MS Word 2007 XML"}.get(PATHS[path], PATHS[path])
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [
            "soffice",
            "--headless",
            profile,
            "--convert-to",
            target,
            "--outdir",
            str(tmp_path / "out"),
            str(file),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        file = tmp_path / "out" / f"account.{PATHS[path]}"
    d = fz.read(file)
    assert [(name, *bare(d, name)) for name in SCHEMAS] == [(name, *bare(expected, name)) for name in SCHEMAS]
    assert d.unparsed.height == expected.unparsed.height


def bare(d: fz.Disclosure, name: str) -> list[tuple[object, ...]]:
    """The rows of a frame without their places, and texts without blanks; nothing where the document has no such table."""
    frame = d.frames[name]
    if frame is None:
        return []
    free = frame.drop("locator").with_columns(pl.col(pl.String).str.replace_all(r"\s", ""))
    return [tuple(free.columns), *free.rows()]
