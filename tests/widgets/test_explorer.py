"""The explorer without a browser: what each control, each click and each choice in the list shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import polars as pl
import pytest
from looking import click, drawn, named, run, said

import fzfin as fz
from fzfin.errors import MissingDependencyError, ParameterError
from fzfin.widgets.explorer import Explorer
from fzfin.widgets.one import One
from fzfin.widgets.state import CHOICES, FUNDS, VIEWS, State

Make = Callable[[str], fz.Disclosure]


@pytest.fixture(scope="module")
def explorer(shipped: fz.Disclosure) -> Explorer:
    return shipped.explore()


@pytest.fixture(autouse=True)
def _begun_anew(request: pytest.FixtureRequest) -> None:
    """Put the shared explorer back to where it begins."""
    if "explorer" in request.fixturenames:
        shared = request.getfixturevalue("explorer")
        shared.view.value, shared.fund.value, shared.line.value = "flow", "all", ""
        shared.unit.value, shared.lang.value = "万元", "zh"
        shared.clear.click()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_speaks_both_languages_in_every_unit(shipped: fz.Disclosure, view: str) -> None:
    one = One(shipped)
    for lang in ("zh", "en"):
        for unit in CHOICES:
            shown = one.shown(State(view=view, unit=unit, lang=lang))
            assert shown.why is None
            assert shown.told.frame.height
            assert shown.marks
            if (lang, unit) in (("zh", "万元"), ("en", "percent")):
                for picture in shown.pictures:
                    assert "tip_pick" in str(picture.chart().to_dict(validate=lang == "zh"))


@pytest.mark.parametrize("character", ["school", "town"])
def test_made_accounts_are_explored_alike(made: Make, character: str) -> None:
    one = One(made(character))
    for number, view in enumerate(VIEWS):
        for lang in ("zh", "en"):
            for at, unit in enumerate(CHOICES):
                shown = one.shown(State(view=view, unit=unit, lang=lang))
                assert (shown.why is None) == bool(shown.pictures)
                if (at + number) % len(CHOICES) == 0 and lang == ("zh", "en")[number % 2]:
                    assert all(picture.chart().to_dict(validate=False) for picture in shown.pictures)


def test_it_begins_with_where_money_flowed(explorer: Explorer) -> None:
    assert explorer.state == State()
    assert explorer.frame.equals(fz.analysis.flows(fz.read()))
    assert said(explorer.heading.value) == "福州市“智慧福州”管理服务中心 · 2022年度部门决算"
    assert [text for text, _ in explorer.view.options][2] == "比上年增减"
    assert run(explorer).equals(explorer.frame)
    assert drawn(explorer, 0) <= set(explorer._shown.by_id)


def test_a_click_filters_the_table_and_shows_the_printed_line(explorer: Explorer) -> None:
    explorer.view.value = "change"
    click(explorer, "a1")
    assert explorer.selected == "a1"
    assert explorer.marks.value == "a1"
    assert explorer.frame.select("fund", "level", "actual").rows() == [("general_public_budget", "fund", 2379.25)]
    assert "d.where('statements', locator='L464')" in said(explorer.excerpt.value)
    assert "<mark>2379.25</mark>" in explorer.excerpt.value
    assert "D08" in said(explorer.findings.value)
    assert explorer.table.value.count("<tr") == 2
    assert run(explorer).equals(explorer.frame)
    assert "已选：一般公共预算（1 行）" in said(explorer.status.value)


def test_a_click_beside_the_marks_shows_everything_again(explorer: Explorer) -> None:
    explorer.view.value = "three_public"
    click(explorer, "a2")
    assert explorer.frame.height == 1
    click(explorer, None)
    assert (explorer.selected, explorer.frame.height, explorer.excerpt.value) == (None, 6, "")
    assert explorer.clear.disabled


def test_the_list_does_what_a_click_does_and_the_charts_follow(explorer: Explorer) -> None:
    explorer.view.value = "three_public"
    explorer.marks.value = named(explorer, "公务用车运行")
    lists = (explorer.frame, explorer.excerpt.value, explorer.findings.value, explorer.code)
    chosen = [p["value"] for d in explorer.drawings for p in d.spec["params"] if p["name"] == "picked"]
    assert [[value["tip_pick"][0] for value in values] for values in chosen] == [["a"], ["b"]]
    explorer.clear.click()
    click(explorer, explorer._shown.marks[4].id)
    assert explorer._shown.marks[4].label.startswith("公务用车运行")
    assert (explorer.frame, explorer.excerpt.value, explorer.findings.value, explorer.code)[1:] == lists[1:]


def test_a_click_in_one_chart_lights_up_the_other_only(explorer: Explorer) -> None:
    explorer.view.value = "three_public"
    before = explorer.drawings[0].spec
    click(explorer, "a0")
    assert explorer.drawings[0].spec is before
    click(explorer, "a4")
    assert explorer.drawings[1].spec["params"][-1]["value"] == [{"tip_pick": "b2"}]


def test_what_the_browser_tells_of_its_own_accord_is_no_click(explorer: Explorer) -> None:
    explorer.view.value = "three_public"
    explorer.marks.value = named(explorer, "公务用车运行")
    selected = explorer.selected
    for drawing, mark in enumerate(("a4", "b2")):
        click(explorer, mark, drawing)
        assert (explorer.selected, explorer.marks.value) == (selected, selected)
    click(explorer, "b0", drawing=1)
    assert explorer.selected == "b0"


def test_an_indicator_leads_to_its_own_line_and_its_project(explorer: Explorer) -> None:
    explorer.view.value = "projects"
    explorer.marks.value = named(explorer, "硒鼓采购量")
    assert explorer.frame["project_no"].to_list() == [10]
    assert "d.where('indicators', project_no=10, indicator_no=" in said(explorer.excerpt.value)
    assert "硒鼓采购量" in said(explorer.excerpt.value)


def test_blocks_lead_to_flows_and_flows_to_their_side_of_the_summary(explorer: Explorer) -> None:
    explorer.marks.value = named(explorer, "事业收入")
    assert "<mark>487.00</mark>" in explorer.excerpt.value
    assert explorer.excerpt.value.count("<mark>") == 1
    block = next(mark.id for mark in explorer._shown.pictures[1].marks if mark.label == "事业运行")
    click(explorer, block, drawing=1)
    assert set(explorer.frame["target"]) == {"class/201"}
    assert "d.where('expenditure', line_code='2010350')" in said(explorer.excerpt.value)


@pytest.mark.parametrize(
    ("fund", "node", "rows", "call", "figure"),
    [
        ("all", "本年收支总计", 7, "d.where('summary', role='grand_total')", "3412.67"),
        ("all", "基本支出", 5, "d.where('expenditure', locator='L199')", "710.50"),
        ("all", "事业收入", 1, "d.where('summary', locator='L112', side='revenue', seq=5)", "487.00"),
        ("all", "住房保障支出", 1, "d.where('expenditure', locator='L218')", "92.56"),
        ("general_public_budget", "一般公共预算", 5, "d.where('appropriation', role='grand_total')", "2,410.62"),
    ],
)
def test_a_node_of_the_flows_leads_to_its_own_line(
    explorer: Explorer, fund: str, node: str, rows: int, call: str, figure: str
) -> None:
    explorer.fund.value = fund
    mark = next(mark for mark in explorer._shown.pictures[0].joints if mark.label == node)
    click(explorer, mark.id)
    assert explorer.frame.height == rows
    assert run(explorer).equals(explorer.frame)
    assert "[[" not in explorer.code
    assert said(explorer.excerpt.value).startswith(f"原文 {call}")
    assert f"<mark>{figure}</mark>" in explorer.excerpt.value
    lit = {value["tip_pick"] for value in explorer.drawings[0].spec["params"][-1]["value"]}
    assert mark.id in lit
    assert len(lit & {own.id for own in explorer._shown.pictures[0].marks}) == rows


def test_a_finding_can_be_chosen_and_leads_to_both_places(explorer: Explorer) -> None:
    explorer.view.value = "findings"
    explorer.marks.value = named(explorer, "E07")
    assert explorer.frame["code"].to_list() == ["E07"]
    assert {"L534", "L134"} <= set(said(explorer.excerpt.value).split())
    pair = next(mark for mark in explorer._shown.pictures[0].marks if not mark.rows)
    click(explorer, pair.id)
    assert explorer.frame.height == 0
    assert said(explorer.status.value) == f"{pair.label} 不对应表中的任何一行。"


@pytest.mark.parametrize("fund", FUNDS)
@pytest.mark.parametrize("view", ["flow", "composition", "change"])
def test_a_fund_and_a_class_hold_the_view_to_their_lines(explorer: Explorer, view: str, fund: str) -> None:
    explorer.view.value, explorer.fund.value = view, fund
    whole = explorer.frame
    assert run(explorer).equals(whole)
    explorer.line.value = "212"
    assert explorer.frame.height < whole.height or whole.is_empty()
    codes = explorer.frame["target"].str.strip_prefix("class/") if view == "flow" else explorer.frame["code"]
    assert set(codes.str.slice(0, 3)) <= {"212"}
    assert run(explorer).equals(explorer.frame)
    if fund in ("general_public_budget", "state_capital"):
        assert explorer.frame.is_empty()
        assert said(explorer.why.value)


@pytest.mark.parametrize("view", VIEWS)
def test_the_three_lines_give_the_table_whatever_is_selected(explorer: Explorer, view: str) -> None:
    explorer.view.value, explorer.unit.value, explorer.lang.value = view, "per_head", "en"
    assert run(explorer).equals(explorer.frame)
    for _, mark in explorer.marks.options[:3]:
        explorer.marks.value = mark
        assert run(explorer).equals(explorer.frame)


def test_a_unit_changes_figures_and_says_what_they_are(explorer: Explorer) -> None:
    explorer.view.value = "three_public"
    for unit, figure in (("元", "24,200.00"), ("万元", "2.42"), ("亿元", "0.0002"), ("per_head", "968.00")):
        explorer.unit.value = unit
        assert figure in said(explorer.table.value), unit
    assert "在职人数 25 人" in str(explorer.drawings[0].spec["title"])
    explorer.unit.value = "percent"
    assert "0.08%" in said(explorer.table.value)
    assert "本年支出合计" in str(explorer.drawings[0].spec["title"])


def test_a_percentage_of_the_whole_is_not_said_twice(explorer: Explorer) -> None:
    explorer.unit.value = "percent"
    for view in ("flow", "composition", "procurement"):
        explorer.view.value = view
        drawn_text = str([drawing.spec for drawing in explorer.drawings])
        assert not re.search(r"\d%（\d", drawn_text), view


def test_marks_of_one_name_say_of_what_they_are_shares(explorer: Explorer) -> None:
    explorer.view.value = "procurement"
    labels = [text for text, _ in explorer.marks.options]
    assert len(labels) == len(set(labels))
    assert "授予小微企业合同（占政府采购支出总额）" in labels


def test_what_altair_listens_to_at_every_drawing_is_kept_from_it(explorer: Explorer) -> None:
    assert "__quiet as default" in explorer.drawings[0]._esm
    assert explorer.drawings[0]._esm.count(" as default}") + explorer.drawings[0]._esm.count(" as default }") == 1


def test_english_is_complete(explorer: Explorer) -> None:
    explorer.lang.value = "en"
    for view in VIEWS:
        explorer.view.value = view
        controls = (explorer.view, explorer.fund, explorer.line, explorer.unit, explorer.marks, explorer.clear)
        words = [c.description for c in controls] + [text for text, _ in explorer.view.options]
        words += [said(explorer.status.value), explorer.code_area.description]
        assert [w for w in words if any("\u4e00" <= char <= "\u9fff" for char in w)] == []


def test_what_a_view_cannot_be_held_to_is_off_and_says_why(explorer: Explorer) -> None:
    assert (explorer.fund.disabled, explorer.fund.tooltip) == (False, "")
    explorer.view.value = "three_public"
    assert (explorer.fund.disabled, explorer.fund.tooltip) == (True, "此视图不分资金来源")
    explorer.view.value = "change"
    assert (explorer.fund.disabled, explorer.line.disabled, explorer.unit.disabled) == (False, False, False)
    explorer.view.value = "findings"
    assert (explorer.line.disabled, explorer.unit.disabled) == (True, True)


def test_what_an_account_does_not_say_is_said(little: fz.Disclosure) -> None:
    explorer = little.explore(lang="en")
    told = {}
    for view in VIEWS:
        explorer.view.value = view
        told[view] = said(explorer.why.value)
    assert told["projects"] == "The account prints no self-evaluation forms of projects."
    assert told["procurement"] == "The account says nothing of procurement."
    assert told["three_public"].startswith("The account prints no table of the three public expenses")
    assert told["composition"] == ""
    explorer.view.value, explorer.unit.value = "composition", "per_head"
    assert said(explorer.why.value) == "Per head cannot be computed: the account prints no number of staff."
    assert explorer.frame["amount"].null_count() == explorer.frame.height
    assert ">0.00" not in explorer.table.value
    assert explorer.drawings[0].layout.display == "none"


def test_a_table_that_is_printed_empty_is_told_from_one_that_is_not_printed(shipped: fz.Disclosure) -> None:
    held = shipped.frames
    assert held["three_public"] is not None
    empty = {**held, "three_public": held["three_public"].clear(), "three_public_detail": None}
    shown = One(replace(shipped, frames=empty)).shown(State(view="three_public", lang="en"))
    assert shown.why is not None
    assert shown.why.startswith("The account prints the table of the three public expenses, but it is empty")


def test_null_is_never_zero(explorer: Explorer) -> None:
    explorer.view.value = "change"
    rows = explorer.table.value.split("<tr")[2:]
    for row, prior in zip(rows, explorer.frame["prior"], strict=True):
        cell = row.split("<td")[2]
        assert (">—<" in cell) == (prior is None)


def test_text_of_a_disclosure_is_never_markup(tmp_path: object, little: fz.Disclosure) -> None:
    evil = little.frames["expenditure"]
    assert evil is not None
    from fzfin.widgets.sheet import sheet

    rows = evil.with_columns(line_name=pl.lit("<script>alert(1)</script>"))
    html = sheet(rows, ["line_name", "total"], unit="万元", lang="zh", caption='"<b>')
    assert "<script" not in html
    assert "<b>" not in html


def test_without_the_extra_it_says_what_to_install(shipped: fz.Disclosure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fzfin.widgets.find_spec", lambda name: None)
    with pytest.raises(MissingDependencyError, match=r'pip install "fzfin\[lab\]"'):
        shipped.explore()


@pytest.mark.parametrize("accounts", [[], ["account.pdf"], None, 3])
def test_only_disclosures_can_be_explored(accounts: object) -> None:
    with pytest.raises(ParameterError, match="expected one disclosure or several"):
        fz.explore(accounts)  # type: ignore[arg-type]


def test_a_language_or_choice_that_is_not_there_is_an_error(shipped: fz.Disclosure) -> None:
    with pytest.raises(ParameterError, match="expected lang"):
        shipped.explore(lang="fr")
    with pytest.raises(ParameterError, match="expected view"):
        State(view="map")


def test_where_widgets_do_not_live_the_explorer_says_where_they_do() -> None:
    assert "JupyterLab" in repr(fz.explore(fz.read(), lang="en"))
    assert repr(fz.read().explore()).startswith("探索器")
