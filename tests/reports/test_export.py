"""A disclosure as files: whole, and harmless in a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin.errors import FzfinError, ParameterError
from fzfin.reports.export import defused, export


@pytest.mark.parametrize("to", ["parquet", "csv", "json"])
def test_every_frame_has_a_file(tmp_path: Path, to: str) -> None:
    d = fz.read()
    frames = {name: frame for name, frame in d.frames.items() if frame is not None}
    written = export(d, to, tmp_path / "out")
    names = [*frames, "repairs", "unparsed"]
    assert sorted(path.name for path in written) == sorted([*(f"{name}.{to}" for name in names), "meta.json"])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)
    meta = json.loads((tmp_path / "out" / "meta.json").read_text(encoding="utf-8"))
    assert (meta["year"], meta["department"]) == (2022, d.meta.department)
    read = {
        "parquet": pl.read_parquet,
        "csv": pl.read_csv,
        "json": lambda path: pl.DataFrame(json.loads(path.read_text("utf-8"))),
    }
    back = read[to](tmp_path / "out" / f"expenditure.{to}")
    assert back["total"].to_list() == d.frames["expenditure"]["total"].to_list()
    if to == "parquet":
        assert back.equals(d.frames["expenditure"])


def test_json_keeps_chinese_as_it_is(tmp_path: Path) -> None:
    export(fz.read(), "json", tmp_path)
    assert "\\u" not in (tmp_path / "expenditure.json").read_text(encoding="utf-8")


def test_a_text_that_would_be_a_formula_gets_an_apostrophe_and_numbers_do_not() -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1", "", None, "（-1）"]
    frame = pl.DataFrame({"text": texts, "money": [-1.0] * 10, "kind": pl.Series(["-a"] * 10, dtype=pl.Enum(["-a"]))})
    safe = defused(frame)
    assert safe["text"].to_list() == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "x=1", "", None, "（-1）"]
    assert safe["money"].to_list() == [-1.0] * 10
    assert safe["kind"].to_list() == ["'-a"] * 10


def test_nested_columns_become_texts_in_csv() -> None:
    frame = pl.DataFrame({"a": [[1, 2], None], "b": [{"x": "甲"}, {"x": None}]})
    assert defused(frame).rows() == [("[1, 2]", '{"x": "甲"}'), (None, '{"x": null}')]


def test_an_unknown_format_or_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="parquet, csv, json, excel, found 'xlsx'"):
        export(fz.read(), "xlsx", tmp_path)
    (tmp_path / "out").write_text("x")
    with pytest.raises(FzfinError, match="expected a folder"):
        export(fz.read(), "csv", tmp_path / "out")


def test_parquet_reads_back_equal(tmp_path: Path) -> None:
    d = fz.read()
    written = d.to_parquet(tmp_path)
    frames = {name: frame for name, frame in d.frames.items() if frame is not None}
    frames |= {"repairs": d.repairs, "unparsed": d.unparsed}
    assert sorted(path.stem for path in written) == sorted([*frames, "meta"])
    for name, frame in frames.items():
        back = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert back.schema == frame.schema, name
        assert back.equals(frame), name


def test_a_workbook_is_named_or_takes_the_name_of_the_source(tmp_path: Path) -> None:
    d = fz.read()
    assert export(d, "excel", tmp_path / "out") == [tmp_path / "out" / "fuzhou-smart-city-2022.xlsx"]
    assert export(d, "excel", tmp_path / "mine.XLSX") == [tmp_path / "mine.XLSX"]
