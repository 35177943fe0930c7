"""Sentences: what they say of the Fuzhou account, of falls, rises, unknowns and absences, and that they are safe."""

from __future__ import annotations

import sys
from inspect import getmembers, isfunction, signature
from pathlib import Path

import polars as pl
import pytest

from fzfin import analysis
from fzfin.errors import ParameterError
from fzfin.reports.saying import Notes, Text, escaped
from fzfin.reports.sentences import Sentences
from fzfin.vocab import rows

sys.path.insert(0, str(Path(__file__).parents[1] / "analysis"))

from made_fuzhou import Made, fuzhou, told

ZH, EN = Sentences("zh"), Sentences("en")


def findings(say: Sentences, made: Made) -> list[str]:
    v, t, p = (make(made, lang=say.lang) for make in (analysis.variance, analysis.three_public, analysis.procurement))
    pairs = analysis.variance_pairs(v)
    said = [
        say.heading(made), say.variance_finding(v), say.change_title(v), say.change_title(v, fund="all"),
        say.change_title(v, fund="state_capital"), say.change_subtitle(v), say.change_subtitle(v, fund="all"),
        say.pairs_title(pairs), say.pairs_subtitle(), say.variance_table_title(),
        say.three_public_finding(t), say.limits_title(t), say.limits_subtitle(t), say.unit_costs(t),
        say.public_pairs_title(analysis.three_public_pairs(t)), say.public_pairs_subtitle(),
        say.three_public_table_title(), say.procurement_finding(p), say.composition_title(p),
        say.composition_subtitle(), say.shares_title(p), say.shares_subtitle(), say.coverage_title(p),
        say.coverage_subtitle(), say.procurement_table_title(), say.source_note(made, v, t, p),
        *say.variance_caveats(v), *say.three_public_caveats(t), *say.procurement_caveats(p),
    ]  # fmt: skip
    return [str(text) for text in said]


def test_the_main_findings_in_chinese() -> None:
    made = fuzhou()
    assert ZH.variance_finding(analysis.variance(made)) == (
        "全年支出 2,894.30 万元，比上年减少 1,611.23 万元（−35.76%）：变动最大的项级科目是“科技条件专项”，"
        "减少 1,896.44 万元（−97.59%）；政府性基金预算从零增至 515.05 万元。"
    )
    assert ZH.three_public_finding(analysis.three_public(made)) == (
        "“三公”经费支出 2.42 万元，全部是公务用车运行维护费；完成全年预算的 16.13%，预算数没有公布，"
        "由此推算为 14.97–15.04 万元；比上年增加 0.45 万元（+22.84%）。"
    )
    assert ZH.procurement_finding(analysis.procurement(made)) == (
        "政府采购支出总额 4,655.28 万元，其中服务占 99.66%；授予中小企业 141.58 万元，占 3.04%"
        "（其中小微企业 114.90 万元，占中小企业的 81.16%）；采购总额相当于本年支出 2,894.30 万元的 160.84%。"
    )


def test_the_main_findings_in_english() -> None:
    made = fuzhou()
    said = findings(EN, made)
    assert said[1].startswith(
        "Expenditure of the year was 2,894.30, down 1,611.23 (−35.76%) on the year before: the line"
    )
    assert "government-managed funds up from nothing to 515.05 (amounts in " in said[1]
    assert any("must have been 14.97–15.04" in text for text in said)
    assert any("160.84% of the year's expenditure" in text for text in said)


def test_caveats_name_what_is_undefined_and_what_is_left_over() -> None:
    made = fuzhou()
    notes = " ".join(ZH.variance_caveats(analysis.variance(made)))
    assert "原文写作增长 100%" in notes
    assert "相差 0.01 万元，在四舍五入范围之内" in notes
    assert "相差 0.14 万元，超出四舍五入的范围" in notes
    assert "财政拨款收入总计" in notes
    public = " ".join(ZH.three_public_caveats(analysis.three_public(made)))
    assert "0 ÷ 0%" in public
    # 14.9675 − 7.0158 = 7.9517, 15.0388 − 6.9848 = 8.0540
    assert "7.95–8.05 万元：这部分只能属于因公出国（境）费、公务接待费" in public
    bought = " ".join(ZH.procurement_caveats(analysis.procurement(made)))
    assert "125.50–125.96 万元" in bought
    assert "2 个公布的百分比与重新计算的结果一致" in bought


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (-100.0, "比上年减少 100.00 万元（−4.03%）", "down 100.00 (−4.03%)"),
        (379.25, "比上年增加 379.25 万元（+18.96%）", "up 379.25 (+18.96%)"),
        (0.0, "与上年持平", "unchanged on the year before"),
        (2379.25, "从零增至 2,379.25 万元", "up from nothing to 2,379.25"),
        (None, "上年数未公布", "no figure was published for the year before"),
    ],
)
def test_falls_rises_sameness_growth_from_zero_and_unknowns(change: float | None, zh: str, en: str) -> None:
    statements = [] if change is None else [told("一般公共预算拨款支出", 2379.25, change, None)]
    made = fuzhou().having("statements", statements)
    assert zh in ZH.change_title(analysis.variance(made))
    assert en in EN.change_title(analysis.variance(made, lang="en"))


def test_a_disagreement_is_said() -> None:
    made = fuzhou().having("procurement", [("total", 100.0, None, None, "L1"), ("sme", 10.55, 12.0, "total", "L1")])
    assert "占政府采购支出总额的份额，计算为 10.55%，原文为 12%，两者不符" in " ".join(
        ZH.procurement_caveats(analysis.procurement(made))
    )


@pytest.mark.parametrize("say", [ZH, EN])
def test_every_absence_gives_sentences(say: Sentences) -> None:
    made = fuzhou()
    accounts = [made, *(made.without(name) for name in made.frames), made.without(*made.frames)]
    accounts += [made.having(name, []) for name in made.frames]
    for account in accounts:
        for text in findings(say, account):
            assert text
            assert "None" not in text
            assert "{" not in text


def test_nothing_spent_or_procured_is_said() -> None:
    made = fuzhou()
    nothing = made.having("three_public", [("total", "合计", None, 0.0, "L1")]).without("three_public_detail")
    assert ZH.three_public_finding(analysis.three_public(nothing)).startswith("“三公”经费支出为零")
    free = made.having("procurement", [("total", 0.0, None, None, "L1")])
    assert ZH.procurement_finding(analysis.procurement(free)) == "政府采购支出为零。"
    assert "没有" in ZH.procurement_finding(analysis.procurement(made.without("procurement")))


def test_units_scale_and_are_named() -> None:
    v = analysis.variance(fuzhou())
    assert "减少 21,261,400.00 元" in Sentences(unit="元").change_title(v)
    assert "减少 0.2126 亿元" in Sentences(unit="亿元").change_title(v)
    with pytest.raises(ParameterError, match="万元"):
        Sentences(unit="美元")
    with pytest.raises(ParameterError, match="zh, en"):
        Sentences(lang="fr")


def test_text_of_a_disclosure_is_shown_as_it_is() -> None:
    hostile = "<script>alert(1)</script> [a](http://b.c) **x** $y$ `z` ![i](j) www.a.b m@n.o # h\n- l"
    shown = escaped(hostile)
    assert not set("<>[]()*$`!@#-/:") & set(shown.replace("&#", ""))
    assert "www&#46;a&#46;b" in shown
    assert escaped("1. x") == "1&#46; x"
    assert escaped("2,894.30, 16.13%. Next") == "2,894.30, 16.13%. Next"
    assert Text(hostile) == hostile
    assert Text(hostile)._repr_markdown_() == shown
    assert Notes([Text("*a*"), Text("b")])._repr_markdown_() == "- &#42;a&#42;\n- b"


def test_a_label_with_braces_does_no_harm() -> None:
    made = fuzhou()
    frame = made.frames["general_expenditure"]
    assert frame is not None
    braced = frame.with_columns(line_name=pl.col("line_name") + "{unit}{0}")
    v = analysis.variance(Made(made.frames | {"general_expenditure": braced}, made.cells, made.meta))
    assert "科技条件专项{unit}{0}" in ZH.variance_finding(v)


def test_places_are_in_the_order_of_print_and_in_runs() -> None:
    note = EN.source_note(fuzhou(), ["L10", "L9; L100", None, "p7.t2.r5", "L11"])
    assert note.endswith("stand at L9–L11, L100, p7.t2.r5.")


def test_templates_have_the_same_blanks_in_both_languages() -> None:
    may_differ = {"unit"}
    for row in rows("sentences"):
        blanks = [{part.split("}")[0] for part in row[lang].split("{")[1:]} - may_differ for lang in ("zh", "en")]
        assert row["en"], row["key"]
        assert blanks[0] == blanks[1] or row["key"].startswith(("count.", "and", "public.pairs_zero")), row["key"]


def test_every_public_method_has_an_example() -> None:
    methods = [f for name, f in getmembers(Sentences, isfunction) if not name.startswith("_")]
    assert len(methods) >= 20
    for method in methods:
        assert signature(method).return_annotation in ("Text", "Notes")
        assert ">>> " in (method.__doc__ or ""), method


def test_pairs_of_which_some_are_not_compared_are_counted() -> None:
    pairs = analysis.variance_pairs(analysis.variance(fuzhou()), fund="all")
    assert pairs["change"].null_count() == 1
    assert ZH.pairs_title(pairs).startswith("3 项中 1 项增加、1 项减少、1 项未作比较")
