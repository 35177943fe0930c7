"""Golden frames, read by a person from the printed page, and what it means for a value to equal its text there."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"


def golden(account: str, name: str) -> list[dict[str, str]]:
    with (GOLDEN / account / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same(expected: str, found: Any) -> bool:
    if found is None:
        return expected == ""
    if isinstance(found, bool):
        return expected == str(found).lower()
    if isinstance(found, int | float):
        return expected != "" and float(expected) == found
    return bool(expected == found)
