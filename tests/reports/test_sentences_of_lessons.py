"""The worked sentences of lessons: what they compute, how they show slips, and what they say where data lack."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import polars as pl
import pytest

import fzfin as fz
from fzfin import analysis
from fzfin.reports.sentences import Sentences
from fzfin.vocab import rows

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))

from made_accounts import evaluated, form, held, shipped
from made_fuzhou import Made, fuzhou, told

ZH, EN = Sentences("zh"), Sentences("en")
READ = (
    "summary", "revenue", "expenditure", "basic_expenditure", "three_public", "three_public_detail", "statements",
    "procurement", "staff", "projects", "project_funding", "indicators",
)  # fmt: skip
"""The frames that worked sentences rest on."""


def worked(say: Sentences, d: Made | fz.Disclosure) -> list[str]:
    """All worked sentences on an account, but those on an audit."""
    y, v, t, p, i, b = (
        make(d, lang=say.lang)
        for make in (analysis.year, analysis.variance, analysis.three_public, analysis.performance,
                     analysis.performance_indicators, analysis.procurement)
    )  # fmt: skip
    c, e = (analysis.composition(d, by=by, lang=say.lang) for by in ("functional", "economic"))
    x = analysis.execution(p)
    said = [
        *say.tables_found(d), *say.year_balance(y), say.year_title(y), *say.year_slips(y), say.sources_title(y),
        say.opening_share(y), say.appropriation_slip(d, y), say.class_share(c), *say.two_bases(e, c),
        say.counted_twice(c), *say.growth(v), *say.growth_slips(v), say.share_points(v),
        *say.other_measures(d, v, prices=2), *say.execution_rates(x), say.composition_variance(x),
        say.budget_steps_title(x), say.budget_limits_title(x), say.saving_slip(x), *say.implied_budget(t),
        say.completion_slip(t), *say.sme_share(b), *say.denominator_slips(b), *say.execution_marks(p),
        say.indicator_read(i), say.score_sum(p, i), *say.marks_slips(p),
    ]  # fmt: skip
    return [str(text) for text in said]


def test_what_is_worked_out_of_the_account_that_ships() -> None:
    said = worked(ZH, shipped())
    for text in (
        "年末结转和结余 518.37 ＋ 本年支出合计 2,894.30 ＝ 3,412.67；表上印的总计是 3,412.67。",
        "收入一边和支出一边的总计相等：每一笔钱都有来处，也有去处。",
        "错：把 2,894.30 万元读成 2,894.30 元，少了一万倍。对：1 万元是 10000 元，所以是 28,943,000 元。",
        "年初结转和结余占总计 ＝ 年初结转和结余 ÷ 收入总计 ＝ 31.37 ÷ 3,412.67 ＝ 0.92%。",
        "“城乡社区支出”占本年支出 ＝ 城乡社区支出 ÷ 本年支出 ＝ 515.05 ÷ 2,894.30 ＝ 17.80%。",
        "增长率 ＝ 变化 ÷ 上年 ＝ −2,126.14 ÷ 4,505.39 ＝ −47.19%。",
        "人均支出 ＝ 本年支出 ÷ 人数 ＝ 2,894.30 ÷ 25 ＝ 115.77 万元。",
        "中小企业占全部采购 ＝ 授予中小企业合同 ÷ 政府采购支出总额 ＝ 141.58 ÷ 4,655.28 ＝ 3.04%。",
        "第 1 号：执行 10 ＋ 各指标 90 ＝ 100，表上的总分是 100，一致。",
    ):
        assert text in said


@pytest.mark.parametrize("say", [ZH, EN])
def test_every_absence_gives_sentences(say: Sentences) -> None:
    made = fuzhou()
    accounts = [held(name) for name in READ] + [made.without(*made.frames)]
    accounts += [made.having(name, []) for name in ("summary", "statements", "procurement", "three_public")]
    for account in accounts:
        for text in worked(say, account):
            assert text
            assert not re.search(r"None|nan|[{}]", text), text


@pytest.mark.parametrize(("closing", "said"), [(518.37, "相等"), (518.38, "0.01 万元的尾差"), (600.0, "对不上")])
def test_two_sides_meet_differ_by_rounding_or_do_not(closing: float, said: str) -> None:
    y = analysis.year(shipped())
    balance = (pl.col("side") == "expenditure") & (pl.col("role") == "carryover")
    assert (
        said in ZH.year_balance(y.with_columns(pl.when(balance).then(closing).otherwise("amount").alias("amount")))[1]
    )


def test_growth_from_zero_has_no_rate() -> None:
    made = fuzhou().having("statements", [told("一般公共预算拨款支出", 2379.25, 2379.25, None)])
    assert "增长率没有定义" in ZH.growth(analysis.variance(made))[1]
    assert ZH.growth_slips(analysis.variance(made)) == ("上年是零，没有增长率，这一步做不了。",)
    assert ZH.real_change(analysis.variance(made), prices=2) == "上年是零，没有增长率，这一步做不了。"


def test_a_balance_that_is_not_printed_is_not_said_to_be_zero_nor_the_table_to_be_missing() -> None:
    y = analysis.year(shipped()).filter(pl.col("role") != "carryover")
    assert ZH.opening_share(y).startswith("这份决算没有印年初结转和结余")
    assert "没有需要的合计" in ZH.year_slips(y.filter(pl.col("role") == "other"))[0]


def test_nothing_unspent_and_nothing_given_for_it_is_said() -> None:
    good = performance_of(form(1, 10.0, 10.0, 10.0, original_budget=10.0))
    assert "都花完了预算" in ZH.saving_slip(analysis.execution(good))
    assert "1 个项目都花完了全年预算" in ZH.budget_limits_title(analysis.execution(good))
    assert "没有“没花完却得满分”的项目" in ZH.marks_slips(good)[0]
    idle = performance_of(form(1, 10.0, 0.0, 10.0, original_budget=10.0))
    assert "没有花完的有 1 个项目，其中 1 个一分钱也没有花。" in ZH.saving_slip(analysis.execution(idle))
    assert "(1 spent nothing at all)" in EN.marks_slips(idle)[0]


def performance_of(*forms: dict[str, object]) -> pl.DataFrame:
    return analysis.performance(evaluated(list(forms), []))


def test_a_total_that_is_not_the_sum_of_its_marks_is_said() -> None:
    indicator = {"project_no": 1, "indicator_no": 1, "weight": 90.0, "score": 80.0}
    made = evaluated([form(1, 10.0, 10.0, 10.0, total_score=100.0)], [indicator])
    p, i = analysis.performance(made), analysis.performance_indicators(made)
    assert ZH.score_sum(p, i) == "第 1 号：执行 10 ＋ 各指标 80 ＝ 90，表上的总分是 100，对不上。"


def test_procurement_above_and_within_the_expenditure_of_the_year() -> None:
    made = fuzhou()
    assert "还多。这不一定是错" in ZH.denominator_slips(analysis.procurement(made))[-1]
    little = made.having("procurement", [("total", 100.0, None, None, "L1")])
    assert "如果采购比支出还多" in ZH.denominator_slips(analysis.procurement(little))[-1]


def test_an_audit_that_found_nothing_has_nothing_to_ask() -> None:
    audit = fz.audit(shipped())
    clean = type(audit)(audit.book, (), audit.ran)
    told = '审计没有发现可以追问的地方。换一份决算（例如 source = "school"），或者到讨论里去。'
    assert ZH.question_draft(clean) == (told,)
    assert "没有四舍五入的尾差" in ZH.rounding_found(clean)
    assert [text.partition("：")[0] for text in ZH.question_draft(audit)] == ["事实", "出处", "依据", "问题"]


def test_templates_have_the_same_blanks_in_both_languages() -> None:
    for row in rows("worked"):
        blanks = [{part.split("}")[0] for part in row[lang].split("{")[1:]} - {"unit"} for lang in ("zh", "en")]
        assert row["en"], row["key"]
        assert blanks[0] == blanks[1] or row["key"].startswith("count."), row["key"]
