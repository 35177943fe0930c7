"""Charts of layers are made quickly, and are still charts of Altair that can be changed and put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pytest
import vl_convert as vlc
from chart_frames import draw

from fzfin.charts.layers import Layers


def note() -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[{}])).mark_text(text="noted")


@pytest.mark.parametrize("name", ["waterfall", "icicle", "sankey"])
def test_a_quick_chart_is_drawn_as_altair_would_draw_it(name: str) -> None:
    chart = draw(name)
    slow = alt.LayerChart(
        data=chart.data,
        layer=[layer.copy() for layer in chart.layer],
        **{key: getattr(chart, key) for key in ("params", "width", "height", "title", "description")},
    )
    assert type(chart) is Layers
    assert type(slow) is alt.LayerChart
    assert chart.to_dict() == slow.to_dict()


@pytest.mark.parametrize(
    ("change", "there"),
    [
        (lambda a, b: alt.vconcat(a, b), "hover_"),
        (lambda a, b: a + note(), "noted"),
        (lambda a, b: alt.layer(b, note()), "noted"),
        (lambda a, b: a.add_params(alt.param(name="least", value=1)), "least"),
        (lambda a, b: a.interactive(), "interval"),
        (lambda a, b: a.properties(width=321), "321"),
        (lambda a, b: a.configure_axis(domainWidth=77), "77"),
    ],
)
def test_it_can_be_changed_and_put_together_as_any_chart(change: Callable[..., Any], there: str) -> None:
    spec = change(draw("waterfall"), draw("icicle")).to_dict()
    assert there in str(spec)
    assert vlc.vegalite_to_svg(spec).startswith("<svg")
