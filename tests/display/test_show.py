"""Frames as the account prints them: in a terminal, in a notebook, and pasted into a spreadsheet."""

from __future__ import annotations

import re
import subprocess
import zipfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from shutil import which

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import fzfin as fz
from fzfin.display.wide import broken, padded, places
from fzfin.errors import ParameterError, SchemaError
from fzfin.frames import LEVEL, SCHEMAS
from fzfin.sources import load

OF_ACCOUNTS = (
    "flows",
    "composition",
    "variance",
    "three_public",
    "procurement",
    "procurement_parts",
    "performance",
    "performance_indicators",
)
HOSTILE = "<script>alert('x')</script>\x00\u202e\n\t\"'"


class Cells(HTMLParser):
    """The rows of a table as a browser holds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self._in = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in = True

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in:
            self.rows[-1][-1] += data


def lines() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "line_code": [None, "201", "20103", "2010350"],
            "line_name": ["合计", "一般公共服务支出", "政府办公厅（室）及相关机构事务", "事业运行"],
            "level": ["total", "class", "section", "item"],
            "actual": [12345.6, 0.0, None, 0.004],
            "change": [-1896.44, 3.18, None, 0.0],
            "change_rate": [-0.4719, 0.08, None, 0.0],
            "locator": ["L1", "L2", "L3", "L4"],
        },
        schema_overrides={"level": LEVEL},
    )


def test_a_frame_prints_as_the_account_does() -> None:
    assert repr(fz.show(lines(), title="支出")).splitlines() == [
        "支出",
        "金额单位：万元。",
        "科目编码  科目名称                               决算数  比上年增减   增减率",
        "----------------------------------------------------------------------------",
        "          合计                                12,345.60   -1,896.44  -47.19%",
        "201         一般公共服务支出                       0.00       +3.18   +8.00%",
        "20103         政府办公厅（室）及相关机构事务",
        "2010350         事业运行                          0.004        0.00    0.00%",
        "未列出的栏目：级次、出处（行）",
    ]


def test_the_columns_of_a_terminal_stand_below_each_other() -> None:
    text = repr(fz.show(fz.read().expenditure)).splitlines()
    rule = next(line for line in text if set(line) == {"-"})
    body = [line for line in text[text.index(rule) + 1 : -1] if places(line) == places(rule)]
    assert len(body) > 10
    ends = {tuple(m.end() + places(line) - len(line) for m in re.finditer(r"\d\.\d\d(?= |$)", line)) for line in body}
    assert len(ends) == 1


def test_english_translates_names_and_keeps_what_is_printed_at_hand() -> None:
    made = fz.show(lines(), lang="en", unit="元")
    assert "General public services" in repr(made)
    assert "Amounts in yuan." in repr(made)
    assert "123,456,000.00" in repr(made)
    assert 'title="一般公共服务支出"' in made._repr_html_()


def test_blank_and_printed_zero_are_kept_apart_and_cells_are_numbers() -> None:
    rows = Cells(fz.show(lines())._repr_html_()).rows
    assert [row[2:] for row in rows[1:]] == [
        ["12,345.60", "-1,896.44", "-47.19%"],
        ["0.00", "+3.18", "+8.00%"],
        ["", "", ""],
        ["0.004", "0.00", "0.00%"],
    ]
    assert rows[2][1] == "一般公共服务支出"


def test_levels_are_indented_and_totals_bold_without_blanks_in_the_cell() -> None:
    html = fz.show(lines())._repr_html_()
    assert re.findall(r"padding-left:([\d.]+)em", html) == ["1.9", "3.1", "4.3"]
    assert html.count("font-weight:bold") == 5


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_frame_can_be_shown(lang: str) -> None:
    d = fz.read()
    frames = {name: frame for name, frame in d.frames.items() if frame is not None}
    frames |= {"repairs": d.repairs, "unparsed": d.unparsed, "cells": d.cells.head(50), "audit": d.audit().head(50)}
    for name, frame in frames.items():
        made = fz.show(frame, lang=lang, locator=True)
        rows = Cells(made._repr_html_()).rows
        assert len(rows) == min(frame.height, 200) + 1, name
        assert len({len(row) for row in rows}) == 1
        for column, texts in zip(made.layout.columns, made.texts, strict=True):
            held = frame[column.name].head(200).to_list()
            assert [value is None or value == "" for value in held] == [text == "" for text in texts], (name, column)


def test_analyses_and_their_views_can_be_shown() -> None:
    d, a = fz.read(), fz.analysis
    of = {
        **dict.fromkeys(("composition_parts", "composition_tree"), a.composition),
        **dict.fromkeys(("variance_pairs", "variance_steps"), a.variance),
        **dict.fromkeys(("three_public_limits", "three_public_pairs"), a.three_public),
        **dict.fromkeys(("procurement_shares", "procurement_coverage"), a.procurement),
        "performance_gaps": a.performance,
        "performance_outliers": a.performance_indicators,
    }
    for name in (*OF_ACCOUNTS, *of):
        frame = getattr(a, name)(of[name](d) if name in of else d)
        assert len(Cells(fz.show(frame)._repr_html_()).rows) == frame.height + 1, name


def test_a_frame_of_the_contract_is_called_by_its_title_unless_two_have_its_columns() -> None:
    titles = {name: repr(fz.show(pl.DataFrame(schema=schema))).splitlines()[0] for name, schema in SCHEMAS.items()}
    assert titles["expenditure"] == "支出决算表"
    assert "决算表" not in titles["government_funds"] + titles["state_capital"]


def test_what_is_left_out_is_counted() -> None:
    assert "另有 3 行未列出" in repr(fz.show(lines(), rows=1))
    assert "未列出" not in repr(fz.show(lines().drop("level"), rows=None, locator=True))
    assert "没有可显示的数据" in repr(fz.show(lines().clear()))


def test_columns_are_chosen_and_ordered() -> None:
    made = fz.show(lines(), columns=["actual", "line_name"], locator=True)
    assert [column.name for column in made.layout.columns] == ["actual", "line_name", "locator"]


def test_columns_of_any_type_become_text_or_numbers() -> None:
    frame = pl.DataFrame(
        {"a": [["x", "y"], None], "b": [{"p": 1}, None], "year": [2022, None], "c": [float("nan"), 1.0]}
    ).with_columns(d=pl.date(2024, 1, 2), e=pl.lit(None), f=pl.col("c").cast(pl.Decimal(10, 2), strict=False))
    rows = Cells(fz.show(frame.lazy())._repr_html_()).rows
    assert rows[1:] == [
        ["x; y", "p: 1", "2022", "", "2024-01-02", "", ""],
        ["", "", "", "1.00", "2024-01-02", "", "1.00"],
    ]


def test_text_of_a_disclosure_is_escaped_and_told_apart_from_formulas() -> None:
    html = fz.show(pl.DataFrame({"label": [HOSTILE, "=1+1"]}), title=HOSTILE)._repr_html_()
    assert Cells(html).tags == {"div", "table", "thead", "tbody", "tr", "th", "td"}
    assert "alert(&#x27;x&#x27;)" in html
    assert html.count("mso-number-format:'@'") == html.count("sdnum=") == 1
    assert "\u202e" not in unescape(html)


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(ParameterError, match="no such table"):
        fz.show(None)
    with pytest.raises(ParameterError, match="as attributes"):
        fz.show(fz.read())  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="美元"):
        fz.show(lines(), unit="美元")
    with pytest.raises(ParameterError, match="'fr'"):
        fz.show(lines(), lang="fr")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="rows"):
        fz.show(lines(), rows=0)
    for columns in (["nothing_such"], ["actual", "actual"]):
        with pytest.raises(SchemaError):
            fz.show(lines(), columns=columns)


@given(st.text(max_size=60), st.integers(2, 40))
def test_breaking_keeps_every_letter_and_the_room(text: str, room: int) -> None:
    made = broken(" ".join(text.split()), room)
    assert "".join("".join(made).split()) == "".join(text.split())
    assert all(places(line) <= room for line in made)
    assert all(places(padded(line, room)) == room for line in made)


@pytest.mark.skipif(which("soffice") is None, reason="needs LibreOffice")
def test_a_spreadsheet_that_takes_the_table_has_numbers(tmp_path: Path) -> None:
    html = fz.show(fz.read().expenditure, lang="en")._repr_html_()
    (tmp_path / "t.html").write_text(f'<html><meta charset="utf-8"><body>{html}</body></html>', encoding="utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--infilter=HTML (StarCalc)",
    ]
    subprocess.run([*convert, "--outdir", tmp_path, tmp_path / "t.html"], check=True, capture_output=True, timeout=120)
    rows = [row for block in load(tmp_path / "t.xlsx").blocks for row in getattr(block, "rows", ())]
    assert ("2010350", "Operation of public institutions", "561.57") in {row[:3] for row in rows}
    sheet = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall(r't="n"><v>', sheet)) == 6 * fz.read().expenditure.height
