"""Several accounts side by side in the explorer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest
from looking import click, run, said

import fzfin as fz
from fzfin.widgets.explorer import Explorer
from fzfin.widgets.many import Many
from fzfin.widgets.state import VIEWS, State

Make = Callable[[str], fz.Disclosure]


@pytest.fixture(scope="module")
def several(shipped: fz.Disclosure, made: Make) -> Explorer:
    return fz.explore([shipped, made("school"), made("town")], lang="en")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_lays_all_accounts_side_by_side(several: Explorer, view: str) -> None:
    many = several._subject
    for unit, lang in (("元", "zh"), ("万元", "en"), ("per_head", "zh"), ("percent", "en")):
        shown = many.shown(State(view=view, unit=unit, lang=lang))
        assert shown.told.frame["account_no"].unique().sort().to_list() == [1, 2, 3]
        assert shown.pictures
        if (lang, unit) == ("en", "percent"):
            assert all(picture.chart().to_dict(validate=False) for picture in shown.pictures)


@pytest.mark.parametrize("view", VIEWS)
def test_the_three_lines_give_the_table(several: Explorer, view: str) -> None:
    several.unit.value = "per_head"
    several.view.value = view
    assert run(several).equals(several.frame)
    several.marks.value = several.marks.options[-1][1]
    assert several.frame["account_no"].unique().to_list() == [3]
    assert run(several).equals(several.frame)
    assert said(several.excerpt.value)


def test_a_click_leads_to_the_account_that_the_bar_is_of(several: Explorer) -> None:
    several.view.value, several.unit.value = "change", "万元"
    click(several, "a1")
    assert several.frame["account_no"].to_list() == [2]
    assert "school.txt" in said(several.excerpt.value)


def test_amounts_are_divided_by_what_each_account_has(several: Explorer, shipped: fz.Disclosure, made: Make) -> None:
    several.view.value, several.unit.value = "composition", "per_head"
    totals = several.frame.filter(level="total")["amount"].to_list()
    for total, d in zip(totals, (shipped, made("school"), made("town")), strict=True):
        assert d.staff is not None
        assert d.expenditure is not None
        assert total == pytest.approx(d.expenditure["total"][0] / d.staff["headcount"].sum())


def test_an_account_without_what_is_asked_for_is_named(shipped: fz.Disclosure, little: fz.Disclosure) -> None:
    explorer = fz.explore([shipped, little], lang="en")
    explorer.view.value = "projects"
    assert "某某中心 · 2022: The account prints no self-evaluation forms" in said(explorer.why.value)
    explorer.view.value, explorer.unit.value = "composition", "per_head"
    assert "Per head cannot be computed" in said(explorer.why.value)
    assert explorer.frame.filter(account_no=2)["amount"].null_count() > 0
    assert explorer.frame.filter(account_no=2, level="total")["amount"].to_list() == [None]


def test_an_account_of_zeros_keeps_its_bar(shipped: fz.Disclosure, made: Make) -> None:
    held = made("school").frames
    zero = held["three_public"].with_columns(actual=pl.lit(0.0))  # type: ignore[union-attr]
    nothing = replace(made("school"), frames={**held, "three_public": zero, "three_public_detail": None})
    shown = Many([shipped, nothing]).shown(State(view="three_public"))
    bars = shown.pictures[0].frame
    assert bars.filter(account_no=1)["amount"].to_list() == [2.42]
    assert bars.filter(account_no=2)["amount"].to_list() == [0.0] * 4


def test_differences_of_kind_and_unit_are_said(shipped: fz.Disclosure, little: fz.Disclosure) -> None:
    other = replace(little, meta=replace(little.meta, kind="budget", unit="元"))
    notes = Many([shipped, other]).shown(State(view="composition", lang="en")).notes
    assert [note.split(":")[0] for note in notes] == [
        "Some are budgets and some final accounts",
        "The accounts print different units (万元, 元); all amounts are converted to one.",
    ]


def test_one_account_in_a_list_is_explored_by_itself(shipped: fz.Disclosure) -> None:
    assert fz.explore([shipped]).code == fz.explore(shipped).code


def test_side_by_side_keeps_the_order_and_says_whose_each_row_is(shipped: fz.Disclosure, made: Make) -> None:
    both = fz.analysis.side_by_side([made("town"), shipped], fz.analysis.composition, per="expenditure")
    assert both["account"].unique(maintain_order=True).to_list()[1] == "福州市“智慧福州”管理服务中心 · 2022"
    assert both.filter(level="total")["amount"].to_list() == pytest.approx([1.0, 1.0])
    assert both.select(pl.col("amount").filter(level="class").sum().over("account_no")).to_series().to_list()


def test_a_cell_of_the_findings_leads_to_those_of_its_account(several: Explorer) -> None:
    several.view.value = "findings"
    cells = several._shown.pictures[0]
    assert cells.frame["account_no"].unique().sort().to_list() == [1, 2, 3]
    at = next(
        n for n, row in enumerate(cells.frame.iter_rows(named=True)) if (row["code"], row["account_no"]) == ("C03", 1)
    )
    click(several, f"a{at}")
    assert several.frame.select("account_no", "code").rows() == [(1, "C03")] * 2
    assert cells.frame["findings"][at] == 2
    assert run(several).equals(several.frame)
    assert cells.frame["findings"].sum() == several._shown.told.frame.height
