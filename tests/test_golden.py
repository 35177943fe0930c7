"""Every frame of the shipped account against the golden files transcribed line by line from the printed text, independently of the parser."""

from __future__ import annotations

import csv

import pytest
from golden_frames import GOLDEN, golden, same

import fzfin as fz
from fzfin.frames import SCHEMAS, TABLES

ACCOUNT = "fuzhou-2022"
FREE = {"statements": {"quote"}}


@pytest.mark.parametrize("name", SCHEMAS)
def test_frame_equals_the_printed_page(name: str) -> None:
    frame = fz.read().frames[name]
    expected = golden(ACCOUNT, name)
    assert frame is not None
    assert frame.height == len(expected)
    wrong = [
        (want["locator"], column, want[column], row[column])
        for want, row in zip(expected, frame.rows(named=True), strict=True)
        for column in SCHEMAS[name]
        if column not in FREE.get(name, ()) and not same(want[column], row[column])
    ]
    assert wrong == []


def test_the_golden_files_have_the_columns_of_the_contract() -> None:
    for name in SCHEMAS:
        with (GOLDEN / ACCOUNT / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(SCHEMAS[name]), name


def test_every_repair_of_the_shipped_account_and_no_other() -> None:
    repairs = fz.read().repairs
    structure = repairs.filter(repairs["rule"] != "name_from_table")
    assert structure.select("table_id", "locator", "field", "repaired").rows() == [
        ("revenue", "L159", "row", None),
        ("revenue", "L161", "row", None),
        ("revenue", "L157", "total", "3,381.30"),
        ("revenue", "L157", "fiscal_appropriation", "2,894.30"),
        ("revenue", "L157", "superior_grants", "0.00"),
        ("revenue", "L157", "institution_revenue", "487.00"),
        ("revenue", "L157", "business_revenue", "0.00"),
        ("revenue", "L157", "affiliate_remittances", "0.00"),
        ("revenue", "L157", "other_revenue", "0.00"),
        ("expenditure", "L199", "line_code", None),
        ("expenditure", "L199", "line_name", "合计"),
        ("expenditure", "L200", "line_code", "201"),
        ("expenditure", "L202", "line_code", "2010350"),
    ]
    named = repairs.filter(repairs["rule"] == "name_from_table")
    assert named.filter(named["printed"].is_not_null()).is_empty()
    assert named.group_by("table_id", maintain_order=True).len().rows() == [("revenue", 10), ("expenditure", 10)]
    assert repairs["proof"].null_count() == 0


def test_every_amount_of_every_table_shows_as_printed() -> None:
    """The float at the surface is the nearest to the printed decimal and rounds back to the exact 分."""
    d = fz.read()
    amounts = d.cells.drop_nulls("fen")
    # 42 + 24 × 7 + 23 × 6 + (9 + 29 × 4) + 20 × 3 + 91 + 6 + 4 × 6 amounts are printed in the eight tables that have any.
    assert amounts.height == 654
    for text, fen in amounts.select("text", "fen").iter_rows():
        wan = fen / 1_000_000
        assert wan == float(text.replace(",", ""))
        assert round(wan * 1_000_000) == fen
    for name in TABLES:
        frame = d.frames[name]
        assert frame is not None
        printed = {fen / 1_000_000 for fen in amounts.filter(amounts["table_id"] == name)["fen"]}
        money = [column for column, dtype in SCHEMAS[name].items() if dtype.is_float()]
        rebuilt = {3381.3, 2894.3, 487.0, 0.0} if name == "revenue" else set()
        assert {value for column in money for value in frame[column].drop_nulls()} <= printed | rebuilt
