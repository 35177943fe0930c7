"""Sentences on the account as a whole and on self-evaluations: figures checked by hand against the printed text."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from fzfin import analysis, teach
from fzfin.reports.sentences import Sentences

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))

from made_accounts import account, evaluated, form, held, shipped
from made_fuzhou import Made

ZH, EN = Sentences("zh"), Sentences("en")
FORMS = ("projects", "project_funding", "indicators")


def said(say: Sentences, made: Made) -> list[str]:
    f, c = analysis.flows(made, lang=say.lang), analysis.composition(made, lang=say.lang)
    e = analysis.composition(made, by="economic", lang=say.lang)
    p, i = analysis.performance(made, lang=say.lang), analysis.performance_indicators(made, lang=say.lang)
    texts = [
        say.overview_finding(f), say.flow_title(f), say.flow_subtitle(f), say.waffle_title(c), say.waffle_subtitle(),
        say.icicle_title(c), say.icicle_subtitle(), say.overview_table_title(), say.performance_finding(p),
        say.execution_title(p), say.execution_subtitle(), say.strip_title(i), say.strip_subtitle(),
        say.targets_title(i), say.targets_subtitle(), say.performance_table_title(),
        *say.overview_notes(f, e), *say.overview_caveats(made, f), *say.performance_questions(made, p, i),
        *say.performance_caveats(made, p, i),
    ]  # fmt: skip
    return [str(text) for text in texts]


def test_five_sentences_on_the_printed_account() -> None:
    d = shipped()
    f, e = analysis.flows(d), analysis.composition(d, by="economic")
    # 2894.30 ÷ 3412.67 = 84.8104 %, 518.37 ÷ 3412.67 = 15.1896 %
    assert ZH.overview_finding(f) == (
        "全年可用资金 3,412.67 万元（本年收入 3,381.30 万元、年初结转和结余 31.37 万元）："
        "当年支出 2,894.30 万元，占 84.81%；年末结转和结余 518.37 万元，占 15.19%。"
    )
    # 2379.25, 515.05 and 487.00 of 3381.30; 2183.80 and 710.50 of 2894.30; 680.30 and 30.20 of 710.50
    assert ZH.overview_notes(f, e) == (
        "本年收入 3,381.30 万元：一般公共预算财政拨款收入 2,379.25 万元（70.36%），"
        "政府性基金预算财政拨款收入 515.05 万元（15.23%），事业收入 487.00 万元（14.40%）。",
        "本年支出 2,894.30 万元：项目支出 2,183.80 万元（75.45%），基本支出 710.50 万元（24.55%）。",
        "一般公共预算基本支出 710.50 万元：人员经费 680.30 万元（95.75%），公用经费 30.20 万元（4.25%）。",
        "结转和结余从年初的 31.37 万元增至年末的 518.37 万元，增加 487.00 万元，"
        "与事业收入的金额相同：这笔收入是否全部结转到了下年？",
    )


def test_titles_state_the_finding() -> None:
    d = shipped()
    c = analysis.composition(d)
    assert ZH.flow_title(analysis.flows(d)) == "可用的 3,412.67 万元中，84.81% 当年支出，15.19% 留到年末"
    assert ZH.waffle_title(c) == "每 100 元支出中，73.09 元用于一般公共服务支出，17.80 元用于城乡社区支出"
    # 1553.81 + 561.57 + 515.05 = 2630.43, of 2894.30: 90.8831 %
    assert ZH.icicle_title(c) == (
        "最大的一项是“其他政府办公厅（室）及相关机构事务支出”，1,553.81 万元，占全年支出的 53.69%；最大的三项合占 90.88%"
    )
    assert EN.icicle_title(analysis.composition(d, lang="en")).endswith(
        "1,553.81: 53.69% of the year; the three largest: 90.88%"
    )


def test_the_findings_on_self_evaluations() -> None:
    d = shipped()
    p, i = analysis.performance(d), analysis.performance_indicators(d)
    # 2182.80 ÷ 4194.63 = 52.0380 %
    assert ZH.performance_finding(p) == (
        "23 个项目的自评：全年预算 4,194.63 万元，执行 2,182.80 万元，占 52.04%；每个项目的总分都是 100 分；"
        "6 个项目没有用完预算，执行得分仍是满分。"
    )
    assert ZH.execution_title(p) == "6 个项目没有用完预算，执行得分仍是满分；其中 3 个项目的执行数为零"
    assert ZH.strip_title(i) == "153 个指标中，106 个达到目标，44 个恰好达到，3 个与目标不符"
    assert ZH.targets_title(i) == "3 个指标的完成值与自己的目标不符，自评得分仍是满分"
    assert EN.execution_title(p).startswith("Full marks for execution without the budget spent: 6 projects; of these 3")


def test_questions_quote_the_figures_that_raise_them() -> None:
    d = shipped()
    p, i = analysis.performance(d), analysis.performance_indicators(d)
    asked = ZH.performance_questions(d, p, i)
    # 600.00 + 150.00 + 35.00 = 785.00; 412.12 ÷ 1100.00, 357.19 ÷ 830.87, 134.73 ÷ 200.00
    assert asked[0].startswith(
        "执行数为零而执行得分为满分的有第 5、12、16 号项目，预算合计 785.00 万元，而它们的指标全部报为达到。"
    )
    assert "第 4 号项目（37.47%）、第 23 号项目（42.99%）、第 18 号项目（67.37%）" in asked[1]
    assert "第 10 号“硒鼓采购量”，目标 =940个，完成 1880" in asked[2]
    assert asked[4].startswith("18 个指标超过目标一半以上")
    assert "（第 12、13 号）" in asked[6]
    # the forms add up to 2182.80, the table of expenditure prints 2183.80: 23 figures of two decimals leave 0.115 open
    assert asked[-1].startswith("各表执行数合计 2,182.80 万元，支出决算表的项目支出是 2,183.80 万元，相差 1.00 万元")
    assert all("？" in text for text in asked)
    assert all("?" in text for text in EN.performance_questions(d, p, i))
    assert not any(word in text for text in asked for word in ("造假", "违规", "虚报"))


def test_caveats_say_what_was_assumed_and_what_agrees() -> None:
    d = shipped()
    notes = ZH.performance_caveats(d, analysis.performance(d), analysis.performance_indicators(d))
    assert "153 个指标的完成值没有印单位，按目标的单位理解。" in notes
    assert notes[-1] == "与情况说明一致：23 个项目、4,194.63 万元，自评表为 23 个项目、4,194.63 万元。"
    flowed = ZH.overview_caveats(d, analysis.flows(d))
    assert flowed[0].startswith("基本支出、项目支出：各项之和与印出的合计相差 0.01 万元，在四舍五入范围之内")


def test_other_accounts_are_told_otherwise() -> None:
    f = analysis.flows(account([100.0], [(30.0, 40.0)], opening=10.0, closing=5.0, total=120.0), by="kind")
    assert "超出四舍五入的范围" in " ".join(ZH.overview_caveats(shipped(), f))
    assert "橙色" in ZH.flow_subtitle(f)
    economic = analysis.composition(shipped(), by="economic")
    assert ZH.overview_notes(f, economic)[3] == "结转和结余从年初的 10.00 万元减至年末的 5.00 万元，减少 5.00 万元。"
    fine = evaluated([form(1, 10.0, 10.0, 10.0), form(2, 10.0, 10.0, 8.0)], [])
    p = analysis.performance(fine)
    assert ZH.execution_title(p) == "没有项目在预算未用完时得到满分"
    assert "总分从 8 分到 10 分" in ZH.performance_finding(p)
    unknown = analysis.performance(evaluated([form(1, None, None, None)], []))
    assert ZH.execution_title(unknown) == "没有公布可以比较的执行率和得分"
    above = evaluated([form(1, 10.0, 12.0, 10.0)], [])
    p = analysis.performance(above)
    assert "第 1 号项目的执行数超过全年预算数" in " ".join(
        ZH.performance_questions(above, p, analysis.performance_indicators(above))
    )


@pytest.mark.parametrize("say", [ZH, EN])
def test_every_absence_gives_sentences(say: Sentences) -> None:
    accounts = [held(), *(held(name) for name in ("summary", "expenditure", "basic_expenditure", "evaluation", *FORMS))]
    accounts += [held("summary", "expenditure", "revenue", "basic_expenditure", *FORMS), held("summary", "expenditure")]
    for made in accounts:
        for text in said(say, made):
            assert text
            assert "None" not in text
            assert "{" not in text
    nothing = said(ZH, accounts[-2])
    assert "这份决算没有项目支出绩效自评表。" in nothing
    assert "无法画出资金的来源和去向" in nothing[0]


def test_a_name_with_braces_does_no_harm() -> None:
    made = evaluated([form(1, 1.0, 0.0, 10.0, name="{unit}{0}"), form(2, 1.0, 0.0, 10.0, name="{unit}{0}")], [])
    p, i = analysis.performance(made), analysis.performance_indicators(made)
    assert "“{unit}{0}”有不止一张自评表" in " ".join(ZH.performance_questions(made, p, i))


def test_sums_are_of_the_amounts_and_not_of_the_differences() -> None:
    f = analysis.flows(shipped())
    assert f.filter(pl.col("kind") == "difference")["amount"].sum() == pytest.approx(0.02)
    assert "2,894.30" in ZH.overview_finding(f)


def test_a_printed_budget_of_nothing_has_no_rate() -> None:
    t = analysis.three_public(teach.account("bureau"))
    assert t.filter(item="vehicle_purchase").select("budget", "actual").row(0) == (0.0, 0.0)
    title = EN.limits_title(t)
    assert title.startswith("The three public expenses used 61.12%")
    assert "urchase" not in title
