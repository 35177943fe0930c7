"""Every picture makes a valid spec and an SVG with its words, whatever the frame holds."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import polars as pl
import pytest
import vl_convert
from chart_frames import FRAMES, HOSTILE, LONG, TEXT, draw, limits, links, pairs, parts, portions, steps, tree, wholes

from fzfin.charts.theme import WIDTH
from fzfin.charts.words import word
from fzfin.errors import ParameterError, SchemaError

PICTURES = sorted(FRAMES)
WORDS = ("source_label", "target_label", "project_name", "label", "part", "bar", "base")
UNSHOWN = {"indicator_strip": "label"}
"""A column of words that a picture shows in tooltips alone."""
POSITIVE = ("finding_matrix", "icicle", "indicator_strip", "sankey", "waffle")
"""Pictures of amounts that cannot be below zero, or of none."""
KEYED = ("finding_matrix", "icicle", "index_lines", "indicator_strip", "multiples", "sankey")
"""Pictures in which a row that stands twice is an error, or one and the same."""


def svg(chart: Any) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict(), vl_version="6.4")


def words(picture: str) -> str:
    return unescape("".join(re.findall(r">([^<]*)<", picture)))


def texts_of(frame: pl.DataFrame) -> list[str]:
    return [text for name in WORDS if name in frame.columns for text in frame[name]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_valid_and_shows_all_its_words(name, lang):
    chart = draw(name, lang=lang, title="标题是结论")
    drawn = words(svg(chart))
    shown = FRAMES[name]().drop(UNSHOWN.get(name, ""), strict=False)
    assert [text for text in ["标题是结论", "单位：万元", *texts_of(shown)] if text not in drawn] == []


@pytest.mark.parametrize("version", ["5.8", "5.21", "6.4"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_alike_by_the_older_vega_of_jupyterlab(name, version):
    spec = draw(name).to_dict()
    shown = words(vl_convert.vegalite_to_svg(spec, vl_version=version))
    assert shown == words(vl_convert.vegalite_to_svg(spec, vl_version="6.4"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_fits_its_page(name):
    for frame in (FRAMES[name](), FRAMES[name]().head(1)):
        wide = float(re.search(r'width="([\d.]+)"', svg(draw(name, frame)))[1])
        assert wide <= WIDTH + 40


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_an_empty_frame_says_that_there_is_nothing(name, lang):
    drawn = words(svg(draw(name, FRAMES[name]().clear(), lang=lang)))
    assert word("nothing", lang) in drawn
    assert "标题" in drawn


@pytest.mark.parametrize("name", PICTURES)
def test_a_frame_of_nulls_is_drawn(name):
    keep = {"order", "kind", "bar", "part"}
    frame = FRAMES[name]()
    bare = frame.with_columns(pl.lit(None, dtype=frame.schema[c]).alias(c) for c in frame.columns if c not in keep)
    assert "标题" in words(svg(draw(name, bare)))


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in POSITIVE])
def test_negative_amounts_are_drawn(name):
    frame = FRAMES[name]()
    floats = [c for c, dtype in frame.schema.items() if dtype == pl.Float64]
    assert "−" in words(svg(draw(name, frame.with_columns(-pl.col(c) for c in floats))))


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in KEYED])
def test_one_row_and_forty_rows_are_drawn(name):
    frame = FRAMES[name]()
    forty = pl.concat([frame] * 40).head(40)
    assert "标题" in words(svg(draw(name, frame.head(1))))
    assert words(svg(draw(name, forty))).count(texts_of(frame)[0]) >= 4


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_and_long_texts_stay_texts(name):
    frame = FRAMES[name]()
    text = TEXT.get(name, "label")
    hostile = frame.with_columns(pl.Series(text, ([HOSTILE, LONG, None] * frame.height)[: frame.height]))
    drawn = svg(draw(name, hostile, title=HOSTILE, subtitle=LONG))
    assert "<script" not in drawn
    assert "\x00" not in drawn
    assert "\u202e" not in drawn
    assert "<script>alert('x')" in words(drawn)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_said_in_words(name):
    frame = FRAMES[name]()
    said = draw(name, title="标题。").to_dict()["description"]
    assert said.startswith("标题。单位：万元。")
    assert texts_of(frame)[0] in said


@pytest.mark.parametrize("name", PICTURES)
def test_tooltips_have_words_of_the_language(name):
    spec = json.dumps(draw(name, lang="en").to_dict(), ensure_ascii=False)
    titles = set(re.findall(r'"field": "tip_\w+", "title": "([^"]+)"', spec))
    assert titles
    assert all(title.isascii() for title in titles)


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_frame_makes_the_same_spec_twice(name):
    assert draw(name).to_dict() == draw(name).to_dict()


@pytest.mark.parametrize("name", PICTURES)
def test_a_lazy_frame_is_collected(name):
    assert draw(name, FRAMES[name]().lazy()).to_dict() == draw(name).to_dict()


@pytest.mark.parametrize("name", PICTURES)
def test_unknown_units_and_languages_are_refused(name):
    with pytest.raises(ParameterError, match="unit"):
        draw(name, unit="美元")
    with pytest.raises(ParameterError, match="lang"):
        draw(name, lang="fr")


@pytest.mark.parametrize("name", PICTURES)
def test_a_missing_column_is_named(name):
    frame = FRAMES[name]()
    column = {"composition": "part", "sankey": "source", "indicator_strip": "project_name"}.get(name, "label")
    with pytest.raises(SchemaError, match=f"{column} missing"):
        draw(name, frame.drop(column))


def test_a_waterfall_writes_signs_and_separators():
    drawn = words(svg(draw("waterfall")))
    assert [text for text in ("4,505.39", "+165.76", "−1,896.44", "+0.01") if text not in drawn] == []


def test_a_waterfall_refuses_another_kind():
    with pytest.raises(SchemaError, match="found sum"):
        draw("waterfall", steps().with_columns(kind=pl.lit("sum")))


def test_a_waterfall_follows_the_order_column():
    said = draw("waterfall", steps().reverse()).to_dict()["description"]
    assert said == draw("waterfall").to_dict()["description"]


def test_a_waterfall_scales_to_the_unit_alone_in_presentation():
    assert "0.4505" in words(svg(draw("waterfall", unit="亿元")))
    assert "45,053,900.00" in words(svg(draw("waterfall", unit="元")))


def test_a_dumbbell_says_what_was_not_disclosed():
    drawn = words(svg(draw("dumbbell")))
    assert "未披露" in drawn
    assert "+41.88%" in drawn


def test_a_dumbbell_on_a_logarithmic_scale_says_so():
    assert "对数刻度" in words(svg(draw("dumbbell", scale="symlog")))
    with pytest.raises(ParameterError, match="symlog"):
        draw("dumbbell", scale="log")


def test_a_dumbbell_shows_only_a_range_that_can_be_seen():
    assert "上年决算的可能范围" in words(svg(draw("dumbbell")))
    assert "上年决算的可能范围" not in words(svg(draw("dumbbell", pairs().head(1))))


def test_a_bullet_says_actual_limit_and_rate():
    drawn = words(svg(draw("bullet")))
    assert "2.42 / 14.97–15.04（16.13%）" in drawn
    assert "无法推算预算" in drawn


def test_a_bullet_takes_given_words_and_a_printed_budget():
    given = limits().with_columns(text=pl.Series(["自定的文字", None, None]), limit=pl.Series([None, 2.0, None]))
    drawn = words(svg(draw("bullet", given)))
    assert "自定的文字" in drawn
    assert "2.42 / 2.00（34.57%）" in drawn


def test_a_composition_names_zero_and_missing_parts_below():
    missing = parts().with_columns(
        amount=pl.when(pl.col("part") != "其他中小企业").then("amount"),
        share=pl.when(pl.col("part") != "其他中小企业").then("share"),
    )
    drawn = words(svg(draw("composition", missing)))
    assert "工程 0.00（0.00%）" in drawn
    assert "其他中小企业 未披露" in drawn


def test_a_composition_by_share_makes_bars_of_one_length():
    halves = parts().with_columns(amount=pl.col("amount") / pl.col("order").add(1))
    assert "标题" in words(svg(draw("composition", halves, by="share")))
    with pytest.raises(ParameterError, match="by"):
        draw("composition", by="size")


def test_shares_mark_what_exceeds_the_whole_and_what_differs_from_print():
    drawn = words(svg(draw("shares")))
    assert "超过 100% 的部分" in drawn
    assert "160.84%" in drawn
    assert "公布为 100.00%" in drawn
    differing = portions().with_columns(printed_pct=pl.lit(4.0))
    assert "3.04%（公布为 4.00%）" in words(svg(draw("shares", differing)))


def test_a_sankey_names_what_is_too_thin_to_be_drawn():
    drawn = words(svg(draw("sankey")))
    assert "细到无法画出：项目支出 → 尾差 0.01" in drawn
    assert [text for text in ("2,379.25（83.01%）", "487.00（16.99%）", "2,866.25") if text not in drawn] == []


def test_a_sankey_shows_the_printed_total_of_a_node_in_the_middle():
    printed = links().with_columns(
        target_total=pl.when(pl.col("target") == "project").then(2299.99), source_total=pl.lit(None, pl.Float64)
    )
    assert "2,299.99" in words(svg(draw("sankey", printed)))


def test_a_sankey_refuses_circles_and_negative_amounts():
    circle = links().with_columns(target=pl.when(pl.col("target") == "gap").then(pl.lit("in/1")).otherwise("target"))
    with pytest.raises(SchemaError, match="circle"):
        draw("sankey", circle.with_columns(amount=pl.lit(1.0)))
    with pytest.raises(SchemaError, match="below zero"):
        draw("sankey", links().with_columns(amount=-pl.col("amount")))


def test_a_waffle_has_a_hundred_squares_with_the_letters_of_its_parts():
    spec = draw("waffle").to_dict()
    cells = next(rows for rows in spec["datasets"].values() if len(rows) == 100)
    assert [sum(cell["letter"] == letter for cell in cells) for letter in "ABCD"] == [80, 20, 0, 0]
    drawn = words(svg(draw("waffle")))
    assert "515.05（19.55%） · 20 格" in drawn
    assert "未披露 · 不足一格" in drawn


def test_a_waffle_puts_the_smallest_of_many_together():
    many = pl.DataFrame({"label": [f"项{n}" for n in range(12)], "amount": [float(n + 1) for n in range(12)]})
    drawn = words(svg(draw("waffle", many)))
    assert "其他 4 项" in drawn
    assert "10.00" in drawn


def test_an_icicle_fills_its_parents_and_names_what_is_not_broken_down():
    # 2115.38 less 561.57 and 1500.00 is 53.81
    drawn = words(svg(draw("icicle")))
    assert "未分列" in drawn
    assert "53.81" in drawn
    assert "科学技术支出" in drawn
    assert "类款项" in drawn


def test_an_icicle_says_where_the_parts_are_more_than_their_whole():
    more = tree().with_columns(amount=pl.when(pl.col("code") == "2010350").then(900.0).otherwise("amount"))
    assert "下级合计 2,400.00" in words(svg(draw("icicle", more)))


def test_an_icicle_of_many_lines_puts_small_ones_together():
    many = pl.DataFrame(
        {
            "code": [str(200 + n) for n in range(60)],
            "parent_code": [None] * 60,
            "label": [f"项{n}" for n in range(60)],
            "amount": [float(n + 1) for n in range(60)],
        },
        schema_overrides={"parent_code": pl.String},
    )
    drawn = words(svg(draw("icicle", many)))
    assert "其他 45 项" in drawn
    # 1 + 2 + … + 45
    assert "1,035.00" in drawn


def test_an_icicle_refuses_a_code_that_stands_twice_and_a_circle():
    with pytest.raises(SchemaError, match="code of its own"):
        draw("icicle", pl.concat([tree(), tree()]))
    with pytest.raises(SchemaError, match="circle"):
        draw("icicle", tree().with_columns(parent_code=pl.col("code")))


def test_execution_marks_what_runs_ahead_of_spending():
    drawn = words(svg(draw("execution")))
    assert [
        text for text in ("得分高于执行率的部分", "0.00 / 600.00", "37.47%", "8 / 10", "未披露") if text not in drawn
    ] == []
    kept = draw("execution", FRAMES["execution"]().tail(2))
    assert "得分高于执行率的部分" not in words(svg(kept))


def test_an_indicator_strip_counts_each_verdict_in_words_and_by_shape():
    drawn = words(svg(draw("indicator_strip")))
    assert "达到 1 · 恰好达到 1 · 无法判断 1" in drawn
    assert "达到 1 · 不符合目标 1" in drawn
    shapes = {
        (row["shape"], row["fill"])
        for rows in draw("indicator_strip").to_dict()["datasets"].values()
        for row in rows
        if "shape" in row
    }
    assert len(shapes) == 4


def test_forms_of_one_name_stand_apart_by_their_numbers():
    twice = FRAMES["indicator_strip"]().with_columns(project_name=pl.lit("同名"), project_no=pl.Series([1, 1, 1, 2, 2]))
    drawn = words(svg(draw("indicator_strip", twice)))
    assert "1. 同名" in drawn
    assert "2. 同名" in drawn


def test_targets_say_exactly_what_a_cut_bar_cannot_show():
    drawn = words(svg(draw("targets")))
    assert [
        text for text in ("≥2场 → 16（800%）", "=940个 → 1880", "不符合目标", "良好 → —") if text not in drawn
    ] == []


@pytest.mark.parametrize("name", ["indicator_strip", "targets"])
def test_an_unknown_verdict_is_refused(name):
    with pytest.raises(SchemaError, match="found perfect"):
        draw(name, FRAMES[name]().with_columns(verdict=pl.lit("perfect")))


def test_parts_without_a_share_are_drawn_by_amount_alone():
    drawn = words(svg(draw("waffle", wholes().drop("share"))))
    assert "2,115.38 · 80 格" in drawn


def test_findings_are_told_by_sign_and_number_and_nothing_found_by_a_dot():
    drawn = words(svg(draw("finding_matrix")))
    assert [sign for sign in ("■ 2", "◆ 1", "○ 3", "·") if sign not in drawn] == []
    frame = FRAMES["finding_matrix"]()
    many = pl.concat([frame.with_columns(label=pl.concat_str(pl.lit(f"{n} "), "label")) for n in range(12)])
    assert "4 more checks found something" in words(svg(draw("finding_matrix", many, lang="en")))
    wide = pl.concat([frame.with_columns(account=pl.lit(f"局{n}")) for n in range(9)])
    assert "9 局8" in words(svg(draw("finding_matrix", wide)))
    with pytest.raises(SchemaError, match="severity"):
        draw("finding_matrix", frame.with_columns(severity=pl.lit("grave")))
