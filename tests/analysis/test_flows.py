"""Sources to uses: figures checked by hand against the printed text, and that no money is lost on its way."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_accounts import account, held, shipped
from made_fuzhou import Made

from fzfin.analysis import flows
from fzfin.analysis.flows import WAYS
from fzfin.analysis.schemas import FLOWS
from fzfin.errors import ParameterError

AMOUNT = st.integers(0, 10**9).map(lambda fen: fen / 100)


SIGNED = st.integers(-(10**9), 10**9).map(lambda fen: fen / 100)


def inner(f: pl.DataFrame) -> dict[str, tuple[float, float]]:
    """What comes into each node in the middle, and what goes out."""
    middle = set(f["source"]) & set(f["target"])
    return {
        node: (round(f.filter(target=node)["amount"].sum(), 6), round(f.filter(source=node)["amount"].sum(), 6))
        for node in middle
    }


def test_the_printed_account() -> None:
    f = flows(shipped(), by="kind")
    assert f.select("source_label", "target_label", "amount", "kind", "locator").rows() == [
        ("一般公共预算财政拨款收入", "本年收支总计", 2379.25, "revenue", "L107"),
        ("政府性基金预算财政拨款收入", "本年收支总计", 515.05, "revenue", "L109"),
        ("事业收入", "本年收支总计", 487.0, "revenue", "L112"),
        ("年初结转和结余", "本年收支总计", 31.37, "opening", "L136"),
        ("本年收支总计", "基本支出", 710.5, "expenditure", "L199"),
        ("本年收支总计", "项目支出", 2183.8, "expenditure", "L199"),
        ("本年收支总计", "年末结转和结余", 518.37, "closing", "L136"),
    ]
    assert f["target_total"].drop_nulls().unique().to_list() == [3412.67]


def test_both_splits_after_each_other_show_the_rounding_that_is_printed() -> None:
    f = flows(shipped())
    # 561.57 + 56.38 + 92.56 = 710.51 beside 710.50, 1553.81 + 46.93 + 68.00 + 515.05 = 2183.79 beside 2183.80
    gaps = f.filter(kind="difference").select("source", "target", "amount", "note").rows()
    assert gaps == [
        ("difference/source/basic", "basic", 0.01, "rounding"),
        ("project", "difference/target/project", 0.01, "rounding"),
    ]
    assert f.filter(source="project", target="class/201")["amount"].to_list() == [1553.81]
    assert f.filter(target="basic").select("amount", "target_total").row(0) == (710.5, 710.5)


@pytest.mark.parametrize("by", WAYS)
@settings(deadline=None)
@given(
    sources=st.lists(AMOUNT, max_size=6),
    classes=st.lists(st.tuples(SIGNED, AMOUNT), max_size=6),
    opening=SIGNED,
    closing=SIGNED,
    total=st.none() | AMOUNT,
    spent=st.none() | st.tuples(AMOUNT, AMOUNT),
)
def test_no_money_is_lost_at_a_node(by, sources, classes, opening, closing, total, spent) -> None:
    f = flows(account(sources, classes, opening=opening, closing=closing, total=total, spent=spent), by=by)
    assert f.filter(pl.col("amount") <= 0).is_empty()
    assert all(abs(come - go) < 1e-6 for come, go in inner(f).values())


def test_an_account_that_balances_has_no_difference() -> None:
    f = flows(account([70.0, 20.0], [(30.0, 40.0), (0.0, 10.0)], opening=10.0, closing=20.0))
    assert f.filter(kind="difference").is_empty()
    assert inner(f) == {"account": (100.0, 100.0), "basic": (30.0, 30.0), "project": (50.0, 50.0)}


def test_what_does_not_balance_is_a_link_of_its_own() -> None:
    f = flows(account([70.0, 20.0], [(30.0, 40.0)], opening=10.0, closing=20.0), by="kind")
    # 100.00 comes in, 30.00 + 40.00 + 20.00 = 90.00 goes out
    assert f.filter(kind="difference").select("source", "target_label", "amount", "note").rows() == [
        ("account", "原文未能平衡的差额", 10.0, "unbalanced")
    ]
    short = flows(account([70.0], [(30.0, 40.0)], total=75.0, closing=5.0), by="kind")
    assert short.filter(kind="difference").select("source_label", "amount").rows() == [("原文未能平衡的差额", 5.0)]
    assert short.filter(target="account")["amount"].sum() == 75.0


def test_a_negative_amount_flows_the_other_way() -> None:
    f = flows(account([100.0], [(60.0, 45.0)], closing=-5.0), by="kind")
    assert f.filter(kind="closing").select("source_label", "target", "amount", "note").rows() == [
        ("年末结转和结余", "account", 5.0, "negative")
    ]
    # 100.00 and 5.00 come in, 105.00 goes out
    assert f.filter(kind="difference").is_empty()


def test_a_negative_amount_of_a_class_leaves_its_other_money_alone() -> None:
    f = flows(account([100.0], [(60.0, 45.0), (-5.0, 0.0), (-10.0, 10.0)]))
    assert f.filter(note="negative").select("source", "target", "source_label", "amount").rows() == [
        ("class/202/negative", "basic", "类1", 5.0),
        ("class/203/negative", "basic", "类2", 10.0),
    ]
    assert f.filter(target="class/203").select("source", "amount").rows() == [("project", 10.0)]
    # basic: 60.00 − 5.00 − 10.00 = 45.00 printed, 60.00 goes out
    assert inner(f)["basic"] == (60.0, 60.0)
    assert f.filter(kind="difference").is_empty()


def test_other_frames_stand_in_where_one_is_missing() -> None:
    by_class = flows(held("expenditure"))
    # the summary prints housing as 92.55, so that its classes add up to 2894.29
    assert by_class.filter(target="class/221")["amount"].to_list() == [92.55]
    assert by_class.filter(kind="difference").select("amount", "note").rows() == [(0.01, "rounding")]
    without = flows(held("summary"), by="kind")
    assert without.filter(kind="revenue").select("source_label", "amount").rows() == [
        ("财政拨款收入", 2894.3),
        ("事业收入", 487.0),
    ]
    assert without.filter(kind="difference").select("amount", "note").rows() == [(487.0, "unbalanced")]


def test_nothing_printed_gives_an_empty_frame() -> None:
    f = flows(held("summary", "revenue", "expenditure"))
    assert f.is_empty()
    assert dict(f.schema) == FLOWS


def test_labels_come_in_english() -> None:
    assert "Institution revenue" in flows(shipped(), lang="en")["source_label"].to_list()


def test_unknown_choices_are_refused() -> None:
    with pytest.raises(ParameterError, match="kind, class, both"):
        flows(shipped(), by="item")
    with pytest.raises(ParameterError, match="zh, en"):
        flows(shipped(), lang="fr")


def test_one_fund_is_followed_from_its_appropriation_to_what_is_left_of_it() -> None:
    f = flows(shipped(), fund="general_public_budget")
    assert f.select("source_label", "target_label", "amount", "kind", "locator").rows() == [
        ("一般公共预算财政拨款", "一般公共预算", 2379.25, "revenue", "L238"),
        ("年初财政拨款结转和结余", "一般公共预算", 31.37, "opening", "L267"),
        ("一般公共预算", "基本支出", 710.5, "expenditure", "L288"),
        ("一般公共预算", "项目支出", 1668.75, "expenditure", "L288"),
        ("基本支出", "一般公共服务支出", 561.57, "expenditure", "L289"),
        ("基本支出", "社会保障和就业支出", 56.38, "expenditure", "L296"),
        ("基本支出", "住房保障支出", 92.56, "expenditure", "L304"),
        ("项目支出", "一般公共服务支出", 1553.81, "expenditure", "L289"),
        ("项目支出", "科学技术支出", 46.93, "expenditure", "L293"),
        ("项目支出", "卫生健康支出", 68.0, "expenditure", "L300"),
        ("一般公共预算", "年末财政拨款结转和结余", 31.37, "closing", "L266"),
        # 561.57 + 56.38 + 92.56 = 710.51 beside 710.50, 1553.81 + 46.93 + 68.00 = 1668.74 beside 1668.75
        ("四舍五入尾差", "基本支出", 0.01, "difference", None),
        ("项目支出", "四舍五入尾差", 0.01, "difference", None),
    ]
    assert f.filter(target="account")["target_total"].unique().to_list() == [2410.62]
    whole = flows(shipped(), fund="government_funds", by="class", lang="en")
    assert whole.select("source_label", "target_label", "amount", "share").rows() == [
        ("Government-managed fund appropriation", "Government-managed funds", 515.05, 1.0),
        ("Government-managed funds", "Urban and rural community affairs", 515.05, 1.0),
    ]
    assert flows(shipped(), fund="state_capital").is_empty()


def test_a_fund_is_read_from_its_own_table_where_the_summary_of_appropriation_is_missing() -> None:
    d = held("appropriation")
    f = flows(d, fund="government_funds", by="kind", lang="en")
    assert f.select("source", "source_label", "target", "amount", "locator").rows() == [
        ("revenue", "Appropriated in the year", "account", 515.05, "L399"),
        ("account", "Government-managed funds", "project", 515.05, "L399"),
    ]
    # the table of the general public budget prints neither what was appropriated nor what is left
    assert flows(d, fund="general_public_budget").is_empty()


def test_a_fund_whose_table_is_missing_is_split_as_the_summary_of_appropriation_says() -> None:
    f = flows(held("general_expenditure"), fund="general_public_budget")
    assert f.filter(target="class/221").select("source", "amount", "locator").rows() == [("account", 92.55, "L257")]
    assert inner(f)["account"] == (2410.62, 2410.62)


def test_a_balance_that_is_not_printed_by_fund_is_not_taken_for_nothing() -> None:
    d = shipped()
    rows = d.frames["appropriation"]
    assert rows is not None
    bare = rows.filter(pl.col("part_of").is_null())
    none = bare.with_columns(total=pl.when(pl.col("role") == "carryover").then(0.0).otherwise("total"))
    frames = [{**d.frames, "appropriation": held_rows} for held_rows in (bare, none)]
    unknown, nothing = (flows(Made(f, d.cells, d.meta), fund="general_public_budget", by="class") for f in frames)
    assert unknown.is_empty()
    assert nothing.filter(kind="opening").is_empty()
    assert nothing.filter(kind="revenue")["amount"].to_list() == [2379.25]


def test_a_fund_that_there_is_not_is_refused() -> None:
    with pytest.raises(ParameterError, match="fund"):
        flows(shipped(), fund="pensions")
