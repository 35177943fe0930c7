"""A real account in another layout (Shanghai) from PDF, against golden files read by eye from its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from golden_frames import GOLDEN, golden, same

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
