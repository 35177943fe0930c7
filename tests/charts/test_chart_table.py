"""Tables for reading."""

from __future__ import annotations

import re

import polars as pl
import pytest
from chart_frames import HOSTILE

from fzfin import charts
from fzfin.errors import ParameterError, SchemaError
from fzfin.frames import LEVEL, THREE_PUBLIC


def cells(html: str) -> list[str]:
    return re.findall(r"<td[^>]*headers=[^>]*>([^<]*)</td>", html)


def lines() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "label": ["合计", "科学技术支出", "科技条件专项"],
            "level": ["total", "class", "item"],
            "actual": [12345.6, 0.0, None],
            "change": [-1896.44, 3.18, None],
            "change_rate": [-0.4719, 0.08, None],
            "printed_pct": [47.19, 8.0, None],
            "guests": [1200, 0, None],
        },
        schema_overrides={"level": LEVEL},
    )


def test_figures_are_written_for_reading():
    html = charts.table(lines(), title="逐项").as_raw_html()
    assert cells(html) == [
        *("合计", "12,345.60", "−1,896.44", "−47.19%", "47.19%", "1,200"),
        *("科学技术支出", "0.00", "+3.18", "+8.00%", "8.00%", "0"),
        *("科技条件专项", "—", "—", "—", "—", "—"),
    ]


def test_headings_units_and_notes_come_in_the_language():
    zh = charts.table(lines(), title="逐项").as_raw_html()
    en = charts.table(lines(), title="Lines", subtitle="By line", lang="en", unit="亿元").as_raw_html()
    assert [text for text in ("决算数", "增减率", "金额单位：万元") if text not in zh] == []
    assert [text for text in ("Change rate", "Amounts in 100m yuan", "By line", "1.2346") if text not in en] == []


def test_columns_are_chosen_and_ordered():
    html = charts.table(lines(), title="t", columns=["actual", "label"]).as_raw_html()
    assert re.findall(r'scope="col" id="(\w+)"', html) == ["actual", "label"]
    with pytest.raises(SchemaError, match="nothing_such"):
        charts.table(lines(), title="t", columns=["nothing_such"])


def test_levels_indent_names_and_totals_are_bold():
    html = charts.table(lines(), title="t").as_raw_html()
    paddings = re.findall(r"padding-left: ([\d.]+)em", html)
    assert paddings == ["1.6", "2.8"]
    assert html.count("font-weight: bold;") >= 6
    assert "class" not in cells(html)


def test_categories_become_words():
    frame = pl.DataFrame({"item": ["overseas"], "actual": [0.0]}, schema_overrides={"item": THREE_PUBLIC})
    assert cells(charts.table(frame, title="t", lang="en").as_raw_html()) == ["Official overseas visits", "0.00"]


def test_text_of_a_disclosure_is_escaped():
    frame = pl.DataFrame({"label": [HOSTILE, "=1+1"], "reason": ["[x](javascript:alert(1))", "<b>"]})
    html = charts.table(frame, title=HOSTILE, subtitle=HOSTILE).as_raw_html()
    assert "<script" not in html
    assert "<b>" not in html
    assert "<a " not in html
    assert "&lt;script&gt;" in html


def test_an_empty_table_says_so():
    html = charts.table(lines().clear(), title="t").as_raw_html()
    assert "没有可显示的数据" in html


def test_nothing_is_fetched_for_a_table():
    assert "http" not in charts.table(lines(), title="t").as_raw_html()


def test_unknown_units_and_languages_are_refused():
    with pytest.raises(ParameterError):
        charts.table(lines(), title="t", unit="美元")
    with pytest.raises(ParameterError):
        charts.table(lines(), title="t", lang="fr")
