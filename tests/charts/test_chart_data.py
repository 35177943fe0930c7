"""What goes into a chart: only what Altair can show, and not too much of it."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import polars as pl
import pytest

from fzfin.charts.data import MOST_ROWS, prepare
from fzfin.errors import SchemaError


def test_every_type_becomes_one_that_a_chart_shows():
    frame = pl.DataFrame(
        {
            "decimal": [Decimal("1.25")],
            "nan": [float("nan")],
            "infinite": [float("-inf")],
            "enum": pl.Series(["a"], dtype=pl.Enum(["a"])),
            "categorical": pl.Series(["b"], dtype=pl.Categorical),
            "time": [time(8, 30)],
            "date": [date(2022, 12, 31)],
            "huge": pl.Series([2**70], dtype=pl.Int128),
            "duration": [timedelta(1)],
            "list": [[1]],
            "struct": [{"a": 1}],
            "bytes": [b"x"],
        }
    )
    fit = prepare(frame, [])
    assert dict(fit.schema) == {
        "decimal": pl.Float64,
        "nan": pl.Float64,
        "infinite": pl.Float64,
        "enum": pl.String,
        "categorical": pl.String,
        "time": pl.String,
        "date": pl.Date,
        "huge": pl.Float64,
    }
    assert fit.row(0)[:6] == (1.25, None, None, "a", "b", "08:30:00")


def test_texts_are_put_on_one_line_without_what_cannot_be_shown():
    assert prepare(pl.DataFrame({"a": ["x\r\n\u3000y\x07\u202e", None]}), ["a"])["a"].to_list() == ["x y", None]


def test_optional_numbers_are_added_as_null():
    fit = prepare(pl.DataFrame({"a": [1]}), ["a"], numbers=["a", "b"], optional=["b"])
    assert fit.schema == {"a": pl.Float64, "b": pl.Float64}
    assert fit.row(0) == (1.0, None)


def test_what_cannot_be_drawn_is_a_clear_error():
    with pytest.raises(SchemaError, match=r"b missing out of a"):
        prepare(pl.DataFrame({"a": [1]}), ["a", "b"])
    with pytest.raises(SchemaError, match="must hold numbers"):
        prepare(pl.DataFrame({"a": ["1"]}), ["a"], numbers=["a"])
    with pytest.raises(SchemaError, match="no chart shows"):
        prepare(pl.DataFrame({"a": [[1]]}), ["a"])
    with pytest.raises(SchemaError, match="5,001"):
        prepare(pl.DataFrame({"a": range(MOST_ROWS + 1)}), ["a"])


def test_a_frame_is_not_changed_and_rows_keep_their_order():
    frame = pl.DataFrame({"a": [3.0, float("nan"), 1.0]})
    assert prepare(frame, ["a"])["a"].to_list() == [3.0, None, 1.0]
    assert frame["a"].is_nan().to_list() == [False, True, False]
