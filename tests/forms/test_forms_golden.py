"""The forms of the shipped account against the golden files that a person read from the printed page."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from fzfin.forms import read_forms
from fzfin.sources import load

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "fuzhou-2022"
DOCUMENT = load(ROOT / "data" / "disclosures" / "fuzhou-smart-city-2022.txt")


def same(expected: str, found: Any) -> bool:
    if found is None:
        return expected == ""
    if isinstance(found, int | float):
        return expected != "" and float(expected) == found
    return bool(expected == found)


@pytest.mark.parametrize("name", ["projects", "project_funding", "indicators"])
def test_forms_equal_the_printed_page(name: str) -> None:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = list(csv.reader(file))
    found = getattr(read_forms(DOCUMENT.blocks), name)
    assert len(found) == len(expected)
    assert all(len(row) == len(header) for row in found)
    wrong = [
        (want[-1], column, cell, value)
        for want, row in zip(expected, found, strict=True)
        for column, cell, value in zip(header, want, row, strict=True)
        if not same(cell, value)
    ]
    assert wrong == []


def test_every_row_of_the_forms_is_read() -> None:
    read = read_forms(DOCUMENT.blocks)
    assert read.leftovers == []
    rows = {
        locator
        for block in DOCUMENT.blocks
        if hasattr(block, "locators")
        for locator in block.locators
        if int(locator[1:]) >= 580
    }
    assert rows - read.used == set()
    assert not {locator for locator in read.used if int(locator[1:]) < 572}
