"""Every picture makes a valid spec and an SVG with its words, whatever the frame holds."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import polars as pl
import pytest
import vl_convert
from chart_frames import FRAMES, HOSTILE, LONG, draw, limits, pairs, parts, portions, steps

from fzfin.charts.theme import WIDTH
from fzfin.charts.words import word
from fzfin.errors import ParameterError, SchemaError

PICTURES = sorted(FRAMES)


def svg(chart: Any) -> str:
    return vl_convert.vegalite_to_svg(chart.to_dict(), vl_version="6.4")


def words(picture: str) -> str:
    return unescape("".join(re.findall(r">([^<]*)<", picture)))


def texts_of(frame: pl.DataFrame) -> list[str]:
    return [text for name in ("label", "part", "bar", "base") if name in frame.columns for text in frame[name]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_valid_and_shows_all_its_words(name, lang):
    chart = draw(name, lang=lang, title="标题是结论")
    drawn = words(svg(chart))
    assert [text for text in ["标题是结论", "单位：万元", *texts_of(FRAMES[name]())] if text not in drawn] == []


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


@pytest.mark.parametrize("name", PICTURES)
def test_negative_amounts_are_drawn(name):
    frame = FRAMES[name]()
    floats = [c for c, dtype in frame.schema.items() if dtype == pl.Float64]
    assert "−" in words(svg(draw(name, frame.with_columns(-pl.col(c) for c in floats))))


@pytest.mark.parametrize("name", PICTURES)
def test_one_row_and_forty_rows_are_drawn(name):
    frame = FRAMES[name]()
    forty = pl.concat([frame] * 40).head(40)
    assert "标题" in words(svg(draw(name, frame.head(1))))
    assert words(svg(draw(name, forty))).count(texts_of(frame)[0]) >= 4


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_and_long_texts_stay_texts(name):
    frame = FRAMES[name]()
    text = "part" if name == "composition" else "label"
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
    column = "part" if name == "composition" else "label"
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
