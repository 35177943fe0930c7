"""Small multiples and index lines: one scale, gaps where nothing was published, emphasis told without colour."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from chart_frames import years
from hypothesis import given
from hypothesis import strategies as st
from test_chart_pictures import svg, words

from fzfin import charts
from fzfin.charts.index_lines import _round
from fzfin.charts.theme import BLUE, ORANGE, SILVER
from fzfin.errors import ParameterError, SchemaError


def drawn(chart: Any, mark: str) -> list[dict[str, Any]]:
    """The rows of the layers with one kind of mark."""
    spec = chart.to_dict()
    rows = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == mark and layer["mark"].get("aria") is False:
            rows += spec["datasets"][layer["data"]["name"]]
    return rows


def multiples(frame: pl.DataFrame, **given: Any) -> Any:
    return charts.multiples(frame, **{"title": "标题", "subtitle": "单位：万元"} | given)


def test_bars_of_all_panels_have_one_scale_and_stand_on_zero() -> None:
    bars = drawn(multiples(years()), "rect")
    heights = [bar["y1"] - bar["y0"] for bar in bars]
    amounts = [900.0, 950.0, 1010.0, 0.0, 4200.0, 4505.53, 2894.3]
    assert heights == pytest.approx([amount * heights[0] / 900 for amount in amounts])
    assert {bar["y1"] for bar in bars} == {bars[0]["y1"]}
    assert [bar["fill"] for bar in bars] == [SILVER] * 3 + [BLUE] + [ORANGE] * 3


def test_bars_below_zero_hang_from_the_line() -> None:
    frame = pl.DataFrame({"label": ["a", "a"], "period": ["x", "y"], "amount": [10.0, -5.0]})
    above, below = drawn(multiples(frame), "rect")
    assert above["y1"] == below["y0"]
    assert (above["y1"] - above["y0"]) == pytest.approx(2 * (below["y1"] - below["y0"]))


def test_what_was_not_published_is_a_dash_and_zero_is_zero() -> None:
    text = words(svg(multiples(years(), columns=2)))
    assert text.count("—") == 1
    assert "0.00" in text
    assert "4,505.53" in text


def test_figures_that_would_meet_are_left_to_the_tooltip() -> None:
    more = [years().with_columns(pl.concat_str("label", pl.lit(str(n))).alias("label")) for n in range(2)]
    text = words(svg(multiples(pl.concat(more), columns=4, unit="元")))
    assert text.count("28,943,000.00") == 2
    assert "42,000,000.00" not in text


def test_the_finding_is_marked_by_a_sign_as_well() -> None:
    for chart in (multiples(years()), charts.index_lines(years(), title="t", subtitle="s")):
        assert "◆ 智慧福州管理服务中心" in words(svg(chart))
        assert "◆ 市教育局" not in words(svg(chart))


def test_lines_show_the_others_behind_and_stop_at_a_gap() -> None:
    lines = drawn(multiples(years(), kind="lines", value="index", columns=2), "line")
    parts = {row["part"]: sum(one["part"] == row["part"] for one in lines) for row in lines}
    assert parts == {
        "0/市教育局/0": 4,
        "0/智慧福州管理服务中心/0": 1,
        "0/智慧福州管理服务中心/1": 2,
        "1/市教育局/0": 4,
        "1/智慧福州管理服务中心/0": 1,
        "1/智慧福州管理服务中心/1": 2,
    }


def test_index_lines_name_each_line_with_its_last_figure_and_period() -> None:
    ending = years().with_columns(index=pl.when(pl.col("period") < 2022).then("index"))
    text = words(svg(charts.index_lines(ending, title="t", subtitle="s")))
    assert "市教育局 112.2（2021）" in text
    assert "68.9" in words(svg(charts.index_lines(years(), title="t", subtitle="s")))
    assert "智慧福州管理服务中心 2,894.30" in words(
        svg(charts.index_lines(years(), value="amount", title="t", subtitle="s"))
    )


def test_names_of_many_lines_do_not_meet() -> None:
    many = pl.DataFrame(
        {
            "label": [f"单位{n}" for n in range(30) for _ in range(2)],
            "period": [1, 2] * 30,
            "index": [v for n in range(30) for v in (100.0, 100.0 + n / 100)],
        }
    )
    chart = charts.index_lines(many, title="t", subtitle="s")
    at = sorted(row["y"] for row in drawn(chart, "text") if row["text"].startswith("单位"))
    assert len(at) == 30
    assert all(b - a >= 16.9 for a, b in pairwise(at))


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_ticks_are_round_and_within(low: float, span: float) -> None:
    ticks = _round(low, low + span)
    assert len(ticks) <= 8
    assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in ticks)


def test_rows_without_a_place_are_left_out_and_doubled_ones_refused() -> None:
    assert "市教育局" in words(
        svg(multiples(years().vstack(years().head(1).with_columns(period=pl.lit(None, pl.Int64)))))
    )
    for chart in (charts.multiples, charts.index_lines):
        with pytest.raises(SchemaError, match="found 2019 twice for 市教育局"):
            chart(years().vstack(years().head(1)), title="t", subtitle="s")
        with pytest.raises(SchemaError, match="emphasis"):
            chart(years().with_columns(emphasis=pl.lit("loud")), title="t", subtitle="s")
        with pytest.raises(ParameterError, match="value"):
            chart(years(), title="t", subtitle="s", value="locator")
    many = pl.DataFrame({"label": [str(n) for n in range(61)], "period": 1, "amount": 1.0})
    with pytest.raises(SchemaError, match="at most 60"):
        multiples(many)
    for wrong in ({"kind": "pies"}, {"columns": 0}, {"columns": 7}):
        with pytest.raises(ParameterError):
            multiples(years(), **wrong)
