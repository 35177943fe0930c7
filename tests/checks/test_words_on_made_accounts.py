"""Made accounts in every layout, with nothing wrong in them: no check of words or completeness finds anything."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin import synthetic


@pytest.mark.parametrize("seed", range(12))
def test_an_account_without_faults_has_no_finding_in_its_words(seed: int, tmp_path: Path) -> None:
    character = synthetic.CHARACTERS[seed % len(synthetic.CHARACTERS)]
    layout = synthetic.LAYOUTS[seed % len(synthetic.LAYOUTS)]
    path = tmp_path / "made.txt"
    path.write_text(synthetic.account(seed, character).text(layout), encoding="utf-8")
    frame = fz.audit(fz.read(path)).frame()
    found = frame.filter(pl.col("code").str.contains("^[WG]"), pl.col("outcome") == "fail")
    assert found.select("code", "message", "left_locator").rows() == []
