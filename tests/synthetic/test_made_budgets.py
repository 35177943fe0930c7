"""Made budgets read back as they were made, add up, and stand beside their accounts."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin import synthetic
from fzfin.synthetic import BUDGET_LAYOUTS, CHARACTERS

UNLIKE = ("locator", "repaired")


def without(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.drop(name for name in UNLIKE if name in frame.columns).rows()


@pytest.mark.parametrize("layout", BUDGET_LAYOUTS)
@pytest.mark.parametrize("character", CHARACTERS)
def test_a_made_budget_reads_back(character: str, layout: str, tmp_path: Path) -> None:
    for seed, suffix in ((1, "txt"), (2, "html"), (3, "docx")):
        made = synthetic.account(seed=seed, character=character).budget()
        d = fz.read(made.write(tmp_path / f"budget.{suffix}", layout))
        assert (d.meta.kind, d.meta.year, d.meta.department) == ("budget", 2023, made.truth.department)
        for name, frame in made.frames(layout).items():
            found = d.frames[name]
            assert found is not None
            assert sorted(map(str, without(found))) == sorted(map(str, without(frame))), name
        assert fz.audit(d).findings("en", severity="error").rows() == []


def test_it_is_the_same_each_time_and_stands_beside_its_account(tmp_path: Path) -> None:
    made = synthetic.account(seed=5, character="town", exact=True)
    assert made.budget().text() == made.budget().text()
    budget, account = fz.read(made.budget().write(tmp_path / "b.txt")), fz.read(made.write(tmp_path / "a.txt"))
    lines = fz.compare(budget, account).filter(table="expenditure", column="total", level="item")
    planned = {line.code: line.total for line in made.budget().truth.lines}
    spent = {line.code: line.total for line in made.truth.lines}
    other = made.truth.other.code
    for code, planned_wan, spent_wan, variance in lines.select("code", "budget", "actual", "variance").rows():
        if code != other and planned_wan is not None and spent_wan is not None:
            assert round(variance * 1_000_000) == spent[code] - planned[code]
    assert lines["variance"].drop_nulls().len() > 3


def test_an_unknown_layout_says_which_there_are() -> None:
    with pytest.raises(fz.FzfinError, match="yuan, two_years, found 'fuzhou'"):
        synthetic.account(seed=1).budget().text("fuzhou")
