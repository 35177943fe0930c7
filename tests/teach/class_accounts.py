"""The accounts that exercises are tried on: what is shipped, and made ones of each character with and without errors."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import Disclosure

SHIPPED = ("fuzhou", *(f"made-not-real-{name}-2023" for name in fz.teach.ACCOUNTS))
MADE = {
    "school": synthetic.account(seed=3, character="school"),
    "bureau": synthetic.account(seed=5, character="bureau"),
    "town": synthetic.account(seed=7, character="town"),
    "school-full-marks": synthetic.account(seed=4, character="school").with_error("full_marks_unspent"),
    "bureau-broken-total": synthetic.account(seed=6, character="bureau").with_error("broken_total"),
    "town-no-forms": synthetic.account(seed=9, character="town", forms=0),
}
ACCOUNTS = (*SHIPPED, "school", "school-full-marks", "bureau-broken-total", "town-no-forms")


@cache
def account(name: str) -> Disclosure:
    if name == "fuzhou":
        return fz.read()
    if name in MADE:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made.txt"
            MADE[name].write(path)
            return fz.read(path)
    return fz.read(Path(__file__).parents[2] / "data" / "synthetic" / f"{name}.txt")


@cache
def budget(name: str) -> Disclosure | None:
    """The budget that lies beside an account; none for what has none."""
    return fz.teach.budget(f"{name}.txt") if name.startswith("made-not-real") else None
