"""How charts leave a cell and a program: renderer, theme, files, fonts, imports."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings

import altair as alt
import pytest
from chart_frames import draw

from fzfin.charts import fonts, renderer, save, theme
from fzfin.errors import ParameterError


def test_importing_charts_enables_renderer_and_theme():
    code = "import fzfin.charts, altair as alt; print(alt.renderers.active, alt.theme.active)"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["fzfin", "fzfin"]


def test_importing_charts_needs_no_table_maker_pandas_or_slow_checker():
    code = (
        "import sys, fzfin.charts; "
        "print([m for m in ('great_tables', 'pandas', 'numpy', 'vl_convert', 'rfc3987_syntax') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_cell_gets_the_chart_in_the_form_that_jupyterlab_shows_and_words():
    out = renderer.bundle(draw("waterfall", title="标题").to_dict())
    assert set(out) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert out[renderer.MIME]["$schema"].endswith("/vega-lite/v5.json")
    assert out["text/plain"].startswith("标题。")
    json.dumps(out, allow_nan=False)


def test_any_chart_of_altair_is_said_by_its_title():
    said = [renderer.spoken(spec) for spec in ({"title": "a"}, {"title": {"text": ["a", "b"]}}, {})]
    assert said == ["a", "a b", ""]


def test_a_spec_asks_the_network_for_nothing():
    out = renderer.bundle(draw("shares").to_dict())[renderer.MIME]
    assert "http" not in json.dumps({name: part for name, part in out.items() if name != "$schema"})


def test_every_font_list_ends_in_a_generic_family():
    assert theme.FONT.endswith(", sans-serif")


def test_the_theme_speaks_the_language():
    spec = draw("waterfall").to_dict()
    assert spec["config"]["locale"]["time"]["months"][0] == "一月"
    try:
        theme.enable("en")
        assert draw("waterfall").to_dict()["config"]["locale"]["time"]["months"][0] == "January"
    finally:
        theme.enable()


def test_charts_can_be_put_side_by_side():
    both = alt.vconcat(draw("waterfall"), draw("bullet"), draw("composition"))
    assert len(both.to_dict()["vconcat"]) == 3


def test_charts_are_saved_as_pictures(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "knows_chinese", lambda: True)
    assert save(draw("shares"), tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "占" in save(draw("shares"), str(tmp_path / "a.SVG")).read_text(encoding="utf-8")
    with pytest.raises(ParameterError, match=r"\.png or \.svg"):
        save(draw("shares"), tmp_path / "a.html")


def test_a_missing_font_is_told_once_and_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "knows_chinese", lambda: False)
    fonts._tell.cache_clear()
    with pytest.warns(fonts.MissingFontWarning, match="fonts-noto-cjk"):
        save(draw("bullet"), tmp_path / "a.svg")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(draw("bullet"), tmp_path / "b.svg")


def test_a_chart_without_chinese_needs_no_chinese_font(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "knows_chinese", lambda: False)
    fonts._tell.cache_clear()
    plain = alt.Chart(alt.InlineData(values=[{"a": 1}])).mark_point().encode(x="a:Q")
    assert save(plain, tmp_path / "a.svg").exists()


def test_a_font_that_is_not_there_is_found_out():
    assert fonts.knows_chinese("No Such Font") is False
