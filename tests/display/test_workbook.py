"""A disclosure as a workbook: every cell compared with its frame, and nothing in it that acts."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import which
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest

import fzfin as fz
from fzfin import settings
from fzfin.charts.words import heading, value
from fzfin.display.workbook import write_workbook
from fzfin.errors import FzfinError, MissingDependencyError, ParameterError
from fzfin.sources import Source, load

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org/", "mailto:a@b.c", "_x0041_", "'x", "\x07\u202e"]
Cells = dict[tuple[int, int], Any]


def sheets(path: Path) -> dict[str, Cells]:
    """The stored values of a workbook by sheet, row and column: numbers as float, truth as bool, text as str."""
    with zipfile.ZipFile(path) as package:
        strings = ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in root(package, "xl/sharedStrings.xml")]
        names = [sheet.attrib["name"] for sheet in root(package, "xl/workbook.xml").iter(f"{MAIN}sheet")]
        return {
            name: cells(root(package, f"xl/worksheets/sheet{number}.xml"), strings)
            for number, name in enumerate(names, 1)
        }


def root(package: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(package.read(part))  # noqa: S314 - written by this test


def cells(sheet: ET.Element, strings: list[str]) -> Cells:
    made: Cells = {}
    for cell in sheet.iter(f"{MAIN}c"):
        match = re.fullmatch(r"([A-Z]+)(\d+)", cell.attrib["r"])
        assert match
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        held = cell.find(f"{MAIN}v")
        if held is not None:
            kind = cell.get("t", "n")
            text = held.text or ""
            made[int(match[2]) - 1, column - 1] = (
                strings[int(text)] if kind == "s" else text == "1" if kind == "b" else float(text)
            )
    return made


def expected(frame: pl.DataFrame) -> Cells:
    made: Cells = {}
    for at, name in enumerate(frame.columns):
        held = frame[name].to_list()
        for row, one in enumerate(held, 1):
            if isinstance(one, str):
                made[row, at] = value(name, one, "zh")
            elif one is not None:
                made[row, at] = one
    return made


@pytest.fixture(scope="module")
def account() -> fz.Disclosure:
    return fz.read()


def test_every_cell_is_that_of_its_frame(account: fz.Disclosure, tmp_path: Path) -> None:
    made = sheets(account.to_excel(tmp_path / "new" / "account.xlsx"))
    frames = {name: frame for name, frame in account.frames.items() if frame is not None and not frame.is_empty()}
    frames |= {"repairs": account.repairs, "unparsed": account.unparsed}
    titles = [value("frame", name, "zh") for name in frames]
    assert list(made) == [*titles[:-2], "来源", *titles[-2:]]
    for title, frame in zip(titles, frames.values(), strict=True):
        body = {place: held for place, held in made[title].items() if place[0]}
        wanted = expected(frame)
        assert {p: h for p, h in body.items() if isinstance(h, str)} == {
            p: h for p, h in wanted.items() if isinstance(h, str)
        }
        assert body == wanted
        heads = [made[title][0, at] for at in range(len(frame.columns))]
        assert [head.removesuffix("（万元）") for head in heads] == [heading(name, "zh") for name in frame.columns]


def test_the_sources_say_from_where_everything_is(account: fz.Disclosure, tmp_path: Path) -> None:
    rows = sheets(account.to_excel(tmp_path / "a.xlsx", lang="en"))["Sources"]
    texts = {held for held in rows.values() if isinstance(held, str)}
    assert {account.meta.sha256, account.meta.source_name, "Nothing is printed, which is not zero"} <= texts
    lines = {row: [rows.get((row, at)) for at in range(6)] for row, _ in rows}
    by_table = {line[0]: line for line in lines.values()}
    expenditure = account.frames["expenditure"]
    assert expenditure is not None
    assert by_table["Expenditure"][1:] == [
        "Expenditure",
        account.units["expenditure"],
        float(expenditure.height),
        expenditure["locator"][0],
        expenditure["locator"][-1],
    ]
    assert by_table["State capital operations"][1] == "The table is printed empty"


def test_another_unit_scales_the_amounts_and_says_so(account: fz.Disclosure, tmp_path: Path) -> None:
    sheet = sheets(account.to_excel(tmp_path / "a.xlsx", lang="en", unit="元"))["Expenditure"]
    at = next(place[1] for place, held in sheet.items() if held == "Total (yuan)")
    assert sheet[1, at] == 28943000.0
    assert sheet[2, 1] == "General public services"


def test_language_and_unit_are_those_that_are_set(account: fz.Disclosure, tmp_path: Path) -> None:
    with settings.held():
        settings.use(lang="en", unit="亿元")
        sheet = sheets(account.to_excel(tmp_path / "a.xlsx"))["Expenditure"]
        assert repr(fz.show(account.expenditure)).splitlines()[:2] == ["Expenditure", "Amounts in 100m yuan."]
    assert "Total (100m yuan)" in sheet.values()
    assert 0.28943 in sheet.values()


def test_several_sources_are_each_named(account: fz.Disclosure, tmp_path: Path) -> None:
    files = tuple(Source(f"{n}.docx", n * 64, "docx") for n in "ab")
    several = replace(account, meta=replace(account.meta, sources=files))
    texts = set(sheets(several.to_excel(tmp_path / "a.xlsx"))["来源"].values())
    assert {"a.docx", "b.docx", "a" * 64, "b" * 64} <= texts


def hostile(account: fz.Disclosure) -> tuple[fz.Disclosure, pl.DataFrame]:
    frame = pl.DataFrame({"locator": HOSTILE, "text": HOSTILE, "reason": ["x" * 40_000] * len(HOSTILE)})
    frames: Mapping[str, pl.DataFrame | None] = {**account.frames, "[*]:?/\\": frame, "glossary": None}
    return replace(account, frames=frames), frame


def test_text_is_never_a_formula_or_a_link(account: fz.Disclosure, tmp_path: Path) -> None:
    untrusted, frame = hostile(account)
    path = write_workbook(untrusted, tmp_path / "a.xlsx", more={"unparsed": frame})
    made = sheets(path)
    stored = {"_x0041_": "_x005F_x0041_", "\x07\u202e": "_x0007_\u202e"}
    assert [made["Sheet"][row, 1] for row in range(1, len(HOSTILE) + 1)] == [stored.get(t, t) for t in HOSTILE]
    assert made["Sheet"][1, 2] == "x" * 32_766 + "…"
    with zipfile.ZipFile(path) as package:
        for part in package.namelist():
            text = package.read(part).decode("utf-8")
            assert "<f>" not in text
            assert "<f " not in text
            assert "hyperlink" not in text
            assert 'TargetMode="External"' not in text
            assert "vbaProject" not in part
    texts = {cell for block in load(path).blocks for row in getattr(block, "rows", ()) for cell in row}
    assert {"=1+1", "@SUM(A1)", "http://example.org/"} <= texts


def test_names_of_sheets_are_short_and_differ(account: fz.Disclosure, tmp_path: Path) -> None:
    long = {f"{'x' * 40}{n}": pl.DataFrame({"a": [n]}) for n in range(3)}
    made = list(sheets(write_workbook(account, tmp_path / "a.xlsx", more=long)))
    assert max(map(len, made)) <= 31
    assert len({name.lower() for name in made}) == len(made)


def test_headers_are_frozen_and_columns_fit(account: fz.Disclosure, tmp_path: Path) -> None:
    with zipfile.ZipFile(account.to_excel(tmp_path / "a.xlsx")) as package:
        sheet = root(package, "xl/worksheets/sheet3.xml")
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("2", "1", "frozen")
    widths = [float(column.attrib["width"]) for column in sheet.iter(f"{MAIN}col")]
    assert widths[1] > 38  # 其他政府办公厅（室）及相关机构事务支出: 19 characters of two places
    assert max(widths) < 50
    assert next(sheet.iter(f"{MAIN}autoFilter")).get("ref", "").startswith("A1:")


@pytest.mark.skipif(which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_reads_the_same_numbers(account: fz.Disclosure, tmp_path: Path) -> None:
    path = account.to_excel(tmp_path / "a.xlsx", lang="en")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "again", path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    before, after = sheets(path), sheets(tmp_path / "again" / "a.xlsx")
    assert list(before) == list(after)
    for name, held in before.items():
        assert after[name] == held, name
    assert load(tmp_path / "again" / "a.xlsx").blocks


def test_what_cannot_be_written_is_refused(account: fz.Disclosure, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"ends in \.xlsx, found 'a\.xls'"):
        account.to_excel(tmp_path / "a.xls")
    with pytest.raises(ParameterError, match="美元"):
        account.to_excel(tmp_path / "a.xlsx", unit="美元")
    with pytest.raises(ParameterError, match="'fr'"):
        account.to_excel(tmp_path / "a.xlsx", lang="fr")  # type: ignore[arg-type]
    (tmp_path / "file").write_text("x")
    with pytest.raises(FzfinError, match="expected a file to write a workbook to"):
        account.to_excel(tmp_path / "file" / "a.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_missing_package_is_named(account: fz.Disclosure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingDependencyError, match=r'pip install "fzfin\[excel\]"'):
        account.to_excel(tmp_path / "a.xlsx")
