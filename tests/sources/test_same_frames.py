"""One account, many formats, the same frames: as converters leave it, and as its printed forms with merged cells.

The files of LibreOffice are written by no code of this project: they are made when it is installed, from the Word, web
and Excel files that `made_files` writes.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from made_account import by_sheet, printed
from made_files import Piece, page, pieces, sheet, word, workbook

import fzfin as fz
from fzfin.disclosure import Disclosure, from_document
from fzfin.frames import SCHEMAS
from fzfin.sources import from_bytes

FOUND_WITHOUT_REPAIR = {"revenue", "expenditure"}
"""In the printed forms these are whole: their rows are not mended, and say so."""


@cache
def account() -> Disclosure:
    return fz.read()


def conversion() -> list[Piece]:
    return pieces(account().document.blocks)


def differences(disclosure: Disclosure, forms: bool, blanks: bool = True) -> list[tuple[str, str]]:
    """Frames and columns that differ from those of the text, but for their places."""
    out = []
    for name, schema in SCHEMAS.items():
        expected, found = account().frames[name], disclosure.frames[name]
        assert expected is not None
        if found is None or found.height != expected.height:
            out.append((name, "rows"))
            continue
        free = {"locator"} | ({"repaired"} if forms and name in FOUND_WITHOUT_REPAIR else set())
        for column in schema.keys() - free:
            one, two = expected[column], found[column]
            if not blanks and one.dtype == pl.String:
                one, two = (series.str.replace_all(r"\s", "") for series in (one, two))
            if not one.equals(two):
                out.append((name, column))
    return out


WRITERS: dict[str, Callable[[list[Piece]], bytes]] = {
    "docx": word,
    "html": page,
    "xlsx": lambda body: workbook({"Sheet1": sheet(body)}),
    "sheets": lambda body: workbook({name: sheet(held) for name, held in by_sheet(body)}),
}


def needs_lxml(kind: str) -> None:
    if kind == "html":
        pytest.importorskip("lxml")


@pytest.mark.parametrize("kind", WRITERS)
def test_the_printed_forms_give_the_frames_of_the_text(kind: str) -> None:
    needs_lxml(kind)
    d = from_document(from_bytes(WRITERS[kind](printed()), f"made.{kind}"))
    assert differences(d, forms=True) == []
    assert d.repairs.height == 0
    assert (
        d.unparsed.select("text", "reason")
        .sort("text", "reason")
        .equals(account().unparsed.select("text", "reason").sort("text", "reason"))
    )
    assert d.revenue is not None
    assert not d.revenue["repaired"].any()


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_rows_of_the_conversion_give_the_frames_repairs_and_cells_of_the_text(kind: str) -> None:
    needs_lxml(kind)
    d = from_document(from_bytes(WRITERS[kind](conversion()), f"made.{kind}"))
    assert differences(d, forms=False) == []
    free = ["locator", "proof"]
    assert d.repairs.drop(free).equals(account().repairs.drop(free))
    assert d.cells.drop("locator").equals(account().cells.drop("locator"))
    assert d.unparsed.drop("locator").equals(account().unparsed.drop("locator"))


def test_the_rows_of_the_conversion_in_one_sheet_lose_nothing_in_silence() -> None:
    """A sheet has one width: of a table that a page cut into pieces of two widths one piece is left over, row by row."""
    d = from_document(from_bytes(WRITERS["xlsx"](conversion()), "made.xlsx"))
    assert {name for name, _ in differences(d, forms=False)} <= FOUND_WITHOUT_REPAIR
    whole = account()
    for name in FOUND_WITHOUT_REPAIR:
        frame, expected = d.frames[name], whole.frames[name]
        assert frame is not None
        assert expected is not None
        lost = expected.height - frame.height
        told = d.unparsed.filter(pl.col("reason").str.contains("amounts of the header|digits|no code|more than one"))
        assert told.height >= lost


def test_places_lead_back_to_the_cell() -> None:
    d = from_document(from_bytes(WRITERS["sheets"](printed()), "made.xlsx"))
    assert d.expenditure is not None
    place = d.expenditure.filter(pl.col("line_code") == "2010350")["locator"][0]
    assert place.split("!")[1][0] == "A"
    shown = str(d.where("expenditure", "2010350", around=0))
    assert shown.splitlines()[1] == f"> {place}  2010350 | 事业运行 | " + " | ".join(
        f"⟦{text}⟧" for text in ("561.57", "561.57", "0.00", "0.00", "0.00", "0.00")
    )


PATHS = {
    "doc": ("docx", "doc", True),
    "doc to docx": ("docx", "doc docx", True),
    "docx to html": ("docx", "html", False),
    "html to docx": ("html", "docx", True),
    "xlsx to xls": ("sheets", "xls", True),
    "xls to xlsx": ("sheets", "xls xlsx", True),
    "xlsx to xlsx": ("xlsx", "xlsx", True),
}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("path", PATHS)
def test_what_libreoffice_wrote_gives_the_frames_of_the_text(path: str, tmp_path: Path) -> None:
    kind, steps, blanks = PATHS[path]
    file = tmp_path / f"account.{'xlsx' if kind == 'sheets' else kind}"
    file.write_bytes(WRITERS[kind](printed()))
    for number, step in enumerate(steps.split()):
        target = f"{step}:MS Word 2007 XML" if step == "docx" else step
        out = tmp_path / str(number)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(out), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        file = out / f"account.{step}"
    needs_lxml(steps)
    d = fz.read(file)
    assert d.meta.reader == steps.split()[-1]
    assert differences(d, forms=True, blanks=blanks) == []
    assert d.repairs.height == 0
    assert d.unparsed.height == account().unparsed.height
