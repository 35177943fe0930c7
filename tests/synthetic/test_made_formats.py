"""Made accounts in every layout and format, with the faults that fit, read as the text of the same account."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from reading_back import differences

import fzfin as fz
from fzfin import synthetic
from fzfin.errors import MissingDependencyError, ParameterError
from fzfin.synthetic import paper
from fzfin.synthetic.part import BREAK, Sheet, Words
from fzfin.synthetic.word import as_word
from fzfin.synthetic.workbook import as_workbook

pytest.importorskip("lxml")
SPLITS = tuple(fault for fault in synthetic.FAULTS if fault != "codes")
WRITTEN = [suffix for suffix in synthetic.FORMATS if suffix not in (".txt", ".pdf")]
LAYOUT_AND_FORMAT = [(layout, suffix) for layout in synthetic.LAYOUTS for suffix in WRITTEN]


@pytest.mark.parametrize(("layout", "suffix"), LAYOUT_AND_FORMAT)
def test_an_account_reads_back_exactly_from_every_format(layout: str, suffix: str, tmp_path: Path) -> None:
    seed = LAYOUT_AND_FORMAT.index((layout, suffix))
    account = synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3], forms=1)
    path = account.write(tmp_path / f"made{suffix}", layout, contents=seed % 2 == 0, one_sheet=seed % 4 == 0)
    read = fz.read(path)
    assert read.meta.reader == suffix[1:]
    assert differences(account, read, layout) == []
    assert read.repairs.is_empty()


@pytest.mark.parametrize(("layout", "suffix"), LAYOUT_AND_FORMAT[::2])
def test_an_account_that_pages_cut_reads_back_exactly(layout: str, suffix: str, tmp_path: Path) -> None:
    seed = 300 + LAYOUT_AND_FORMAT.index((layout, suffix))
    account = synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3], forms=1)
    read = fz.read(account.write(tmp_path / f"made{suffix}", layout, SPLITS, seed))
    assert differences(account, read, layout, SPLITS, seed) == []


@pytest.mark.skipif("libreoffice" not in paper.installed(), reason="needs LibreOffice")
def test_pdfs_that_libreoffice_prints_in_one_go_read_back_exactly(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    made = {layout: synthetic.account(seed=at, forms=1) for at, layout in enumerate(synthetic.LAYOUTS[::2])}
    paths = {layout: tmp_path / f"{layout}.pdf" for layout in made}
    synthetic.write_pdfs({paths[layout]: account.parts(layout) for layout, account in made.items()}, "libreoffice")
    for layout, account in made.items():
        read = fz.read(paths[layout])
        assert read.meta.reader == "pdf"
        assert differences(account, read, layout) == []


@pytest.mark.skipif("chromium" not in paper.installed(), reason="needs Chromium")
def test_a_pdf_that_a_browser_prints_reads_back_exactly(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    account = synthetic.account(seed=4, character="school", forms=1)
    synthetic.write_pdfs({tmp_path / "made.pdf": account.parts("shanghai")}, "chromium")
    assert differences(account, fz.read(tmp_path / "made.pdf"), "shanghai") == []


def test_an_error_is_all_that_differs_in_a_file(tmp_path: Path) -> None:
    right = synthetic.account(seed=3, character="town", forms=1)
    wrong = right.with_error("table_figure", seed=2)
    read = fz.read(wrong.write(tmp_path / "made.xlsx", "shanghai"))
    assert differences(wrong, read, "shanghai") == []
    assert [(one.frame, one.column) for one in differences(right, read, "shanghai")] == [
        (wrong.error.frame, wrong.error.column)  # type: ignore[union-attr]
    ]


def test_files_are_the_same_from_the_same_seed() -> None:
    parts = synthetic.account(seed=2, forms=1).parts("shanghai", "pages")
    again = synthetic.account(seed=2, forms=1).parts("shanghai", "pages")
    assert as_word(parts) == as_word(again)
    assert as_workbook(parts) == as_workbook(again)


SHEET = Sheet("summary", 1, (("收入", "<"), ("项目", "决算数"), BREAK, ("=1+1", "1,234.50"), ("@SUM(A1)", "0.00")))


def test_merged_cells_are_merged_and_a_page_break_parts_a_table() -> None:
    found = zipfile.ZipFile(BytesIO(as_word((SHEET,)))).read("word/document.xml").decode()
    assert found.count('<w:gridSpan w:val="2"/>') == 1
    assert found.count("<w:tbl>") == 2
    assert found.count('<w:br w:type="page"/>') == 1


def test_text_is_never_a_formula_and_amounts_are_numbers() -> None:
    package = zipfile.ZipFile(BytesIO(as_workbook((Words("text", "=cmd|' /C calc'!A0"), SHEET))))
    sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert not any("<f" in sheet.replace("<fo", "") for sheet in sheets)
    assert "<v>1234.5</v>" in "".join(sheets)
    assert "=1+1" in package.read("xl/sharedStrings.xml").decode()


def test_each_table_has_a_sheet_or_all_share_one() -> None:
    parts = synthetic.account(seed=1, forms=2).parts()

    def sheets(one: bool) -> list[str]:
        book = zipfile.ZipFile(BytesIO(as_workbook(parts, one))).read("xl/workbook.xml").decode()
        return re.findall(r'<sheet name="([^"]+)"', book)

    assert len(sheets(True)) == 1
    many = sheets(False)
    assert many.count("收入决算表") == 1
    assert len(many) == len(set(many)) >= 13


def test_a_page_of_contents_is_an_option() -> None:
    account = synthetic.account(seed=5, forms=0)
    lines = account.text(contents=True).split("\n")
    assert "目 录" in lines
    assert any(re.fullmatch(r"二、收入决算表…+\d+", line) for line in lines)
    assert "目 录" not in account.text()


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = synthetic.account(seed=1, forms=0)
    with pytest.raises(ParameterError, match=r"ends in \.txt, \.html, \.docx, \.xlsx, \.pdf, found 'made\.doc'"):
        account.write(tmp_path / "made.doc")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'fzfin\[excel\]'"):
        account.write(tmp_path / "made.xlsx")
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(MissingDependencyError, match=r"needs LibreOffice .* or Chromium"):
        account.write(tmp_path / "made.pdf")
    with pytest.raises(ParameterError, match="expected a printer out of libreoffice, chromium, found 'word'"):
        synthetic.write_pdfs({}, "word")
