"""Figures, lines and places of the charts."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzfin import frames
from fzfin.charts import formats, lines, words
from fzfin.charts.placing import place
from fzfin.errors import ParameterError
from fzfin.vocab import rows


def test_amounts_are_written_with_sign_separator_and_dash():
    written = [formats.money(v, "万元", signed=True) for v in (1896.44, -0.005, 0.0, None, -1234567.891)]
    assert written == ["+1,896.44", "−0.01", "0.00", "—", "−1,234,567.89"]


def test_only_a_zero_is_written_as_zero():
    assert formats.money(0.0004, "万元") == "0.0004"
    assert formats.money(0.000197, "亿元") == "0.0002"


@given(st.integers(-(10**12), 10**12))
def test_an_amount_in_yuan_is_the_printed_one(fen):
    frame = formats.scaled(pl.DataFrame({"amount": [fen / 1_000_000]}), ["amount"], "元")
    text = formats.money(frame["amount"][0], "元").replace(",", "").replace("−", "-")
    assert round(float(text) * 100) == fen


def test_units_scale_in_one_place_only():
    frame = pl.DataFrame({"amount": [2379.25], "share": [0.5]})
    assert formats.scaled(frame, ["amount", "absent"], "亿元").row(0) == (0.237925, 0.5)
    with pytest.raises(ParameterError, match="美元"):
        formats.scaled(frame, ["amount"], "美元")


def test_kinds_follow_names():
    kinds = [
        formats.kind_of(name, pl.Float64())
        for name in ("actual", "share_low", "share_pct", "printed_pct", "contribution_rate", "unit_cost")
    ]
    assert kinds == ["money", "fraction", "pct", "pct", "fraction", "money"]


def test_percentages_keep_the_decimals_that_were_printed():
    assert [formats.percent(v) for v in (47.19, 240.0, 0.125, None)] == ["47.19%", "240.00%", "0.125%", "—"]
    assert formats.fraction(0.9759, signed=True) == "+97.59%"


def test_every_column_of_the_contract_has_a_heading_in_both_languages():
    columns = {name for schema in frames.SCHEMAS.values() for name in schema}
    assert {name for name in columns if words.heading(name, "zh") == name} == set()
    assert {name for name in columns if words.heading(name, "en") == name} == set()


def test_every_column_of_an_analysis_has_a_heading():
    schemas = pytest.importorskip("fzfin.analysis.schemas")
    found = [v for v in vars(schemas).values() if isinstance(v, dict) and v and "label" in v]
    assert {name for schema in found for name in schema if words.heading(name, "zh") == name} == set()


def test_every_category_of_the_contract_has_a_word():
    missing = {
        f"{name}.{category}"
        for schema in frames.SCHEMAS.values()
        for name, dtype in schema.items()
        if isinstance(dtype, pl.Enum) and name != "share_of"
        for category in dtype.categories
        if words.value(name, category, "en") == category
    }
    assert missing == set()


def test_labels_stand_once_and_in_both_languages():
    labels = rows("labels")
    keys = [row["key"] for row in labels]
    assert len(set(keys)) == len(keys)
    assert [row["key"] for row in labels if not row["zh"] or not row["en"]] == []
    assert [row["key"] for row in labels if not row["en"].isascii() and "—" not in row["en"]] == []


def test_an_unknown_language_is_refused():
    with pytest.raises(ParameterError, match="'de'"):
        words.heading("actual", "de")


@given(st.text(max_size=80), st.integers(60, 300))
def test_lines_keep_every_character_and_their_width(text, room):
    plain = lines.clean(text)
    broken = lines.wrap(plain, room, 13)
    assert "".join("".join(broken).split()) == "".join(plain.split())
    assert all(lines.width(line, 13) <= room + 30 for line in broken)


def test_lines_never_begin_with_a_closing_mark():
    broken = lines.wrap("政府办公厅（室），相关机构（事务），支出" * 3, 100, 13)
    assert [line for line in broken if line[0] in "），"] == []


def test_words_of_latin_script_are_not_cut():
    assert lines.wrap("Special programs for science and technology", 120, 13) == [
        "Special programs",
        "for science and",
        "technology",
    ]


def test_what_is_left_over_becomes_an_ellipsis():
    assert lines.wrap("科" * 50, 130, 13, most=2)[-1].endswith("…")


@given(st.lists(st.tuples(st.floats(0, 760), st.floats(5, 200)), max_size=12))
def test_labels_below_a_bar_never_overlap(labels):
    spots = place([at for at, _ in labels], [wide for _, wide in labels], 760)
    spans = [
        (s.level, *((s.text_at, s.text_at + w) if s.rightward else (s.text_at - w, s.text_at)))
        for s, (_, w) in zip(spots, labels, strict=True)
    ]
    clashes = [
        (a, b) for i, a in enumerate(spans) for b in spans[i + 1 :] if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]
    ]
    assert clashes == []
