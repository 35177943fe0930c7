"""What a frame must keep beside its columns and types: each rule with a frame that breaks it."""

from __future__ import annotations

import polars as pl
import pytest

import fzfin as fz
from fzfin.errors import SchemaError
from fzfin.frames import SCHEMAS, make, validate
from fzfin.validation import KEYS

INF, NAN = float("inf"), float("nan")
NONE = (None,) * 6
"""The last figures of an evaluation, which are not printed."""
LINE = ("2010350", "n", "item", "20103", 1.0, 1.0, 0.0, False, "L1")


def line(frame: str = "general_expenditure", **change: object) -> tuple[object, ...]:
    values = dict(zip(SCHEMAS["general_expenditure"], LINE, strict=True)) | change
    return tuple(values.get(column) for column in SCHEMAS[frame])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_frame_of_the_shipped_account_is_held(name: str) -> None:
    frame = fz.read().frames[name]
    assert frame is not None
    validate(name, frame)


def test_the_total_and_each_level_are_right() -> None:
    rows = [
        line(line_code=None, level="total", parent_code=None),
        line(line_code="201", level="class", parent_code=None),
        line(line_code="20103", level="section", parent_code="201", total=None),
        line(line_name=None),
    ]
    validate("general_expenditure", make("general_expenditure", rows))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"locator": ""}, "expected the place of every row in locator, found none in row 0"),
        ({"locator": None}, "expected the place of every row in locator, found none in row 0"),
        ({"line_code": "20103501"}, "expected line_code of 3, 5 or 7 digits, found '20103501', at L1"),
        ({"line_code": "２01", "level": "class", "parent_code": None}, "of 3, 5 or 7 digits"),
        ({"level": "section"}, "expected the level item with line_code 2010350, found section, at L1"),
        ({"level": None}, "expected the level item with line_code 2010350, found None"),
        ({"line_code": None}, "expected the level total with line_code None, found item"),
        ({"parent_code": "20104"}, "expected the parent_code 20103 with line_code 2010350, found 20104, at L1"),
        ({"parent_code": None}, "expected the parent_code 20103 with line_code 2010350, found None"),
        ({"total": INF}, "expected a figure or null in total, found inf, at L1"),
        ({"project": NAN}, "expected a figure or null in project, found nan"),
    ],
)
def test_a_line_that_breaks_a_rule_is_named_with_its_place(change: dict[str, object], said: str) -> None:
    with pytest.raises(SchemaError, match=f"^general_expenditure: .*{said}"):
        validate("general_expenditure", make("general_expenditure", [line(**change)]))


def test_infinities_that_cancel_are_found() -> None:
    rows = [line(total=INF), line(line_code="2010399", total=-INF, locator="L2")]
    with pytest.raises(SchemaError, match="found inf, at L1"):
        validate("general_expenditure", make("general_expenditure", rows))


def test_a_code_twice_is_an_error_with_both_places() -> None:
    rows = [line(), line(line_code="2010399"), line(locator="L9")]
    with pytest.raises(SchemaError, match=r"the key 2010350 \(line_code\) stands twice, at L1 and again, at L9"):
        validate("general_expenditure", make("general_expenditure", rows))
    totals = [line(line_code=None, level="total", parent_code=None, locator=place) for place in ("L1", "L9")]
    with pytest.raises(SchemaError, match=r"the key \(none\) .* at L1 and again, at L9"):
        validate("general_expenditure", make("general_expenditure", totals))


@pytest.mark.parametrize("name", KEYS)
def test_no_frame_may_have_a_row_twice(name: str) -> None:
    frame = fz.read().frames[name]
    if frame is None or frame.is_empty():
        frame = make(name, [line(name)])
    if name in ("summary", "appropriation", "projects", "indicators"):
        frame = frame.head(1)
    with pytest.raises(SchemaError, match=f"{frame['locator'][0]} and again, at {frame['locator'][0]}"):
        validate(name, pl.concat([frame, frame.head(1)]))


@pytest.mark.parametrize(
    ("name", "column", "value", "said"),
    [
        ("summary", "seq", 7, "expected seq to count of side revenue from 1, found 7 after 0"),
        ("summary", "function_class", "20", "expected function_class of 3 digits, found '20'"),
        ("summary", "part_of", 0, "expected part_of of 1 or more, found 0"),
        ("basic_expenditure", "economic_code", "3010101", "expected economic_code of 3 or 5 digits"),
        ("statements", "line_code", "20", "expected line_code of 3, 5 or 7 digits, found '20'"),
        ("projects", "project_no", 2, "expected project_no to count from 1, found 2 after 0"),
        ("indicators", "indicator_no", 2, "expected indicator_no to count of project_no 1 from 1, found 2"),
        ("project_funding", "project_no", 0, "expected project_no of 1 or more, found 0"),
        ("staff", "headcount", -1, "expected headcount of 0 or more, found -1"),
    ],
)
def test_numbers_and_codes_of_other_frames(name: str, column: str, value: object, said: str) -> None:
    frame = fz.read().frames[name]
    assert frame is not None
    changed = frame.head(1).with_columns(pl.lit(value, frame.schema[column]).alias(column))
    with pytest.raises(SchemaError, match=said):
        validate(name, changed)


def test_columns_and_types_are_the_first_thing_that_is_held() -> None:
    frame = make("staff", [("n", None, 1, "L1")])
    with pytest.raises(SchemaError, match="the columns headcount differ from the contract"):
        validate("staff", frame.with_columns(pl.col("headcount").cast(pl.Int32)))
    with pytest.raises(SchemaError, match="the columns more differ"):
        validate("staff", frame.with_columns(more=1))
    with pytest.raises(SchemaError, match="the columns locator differ"):
        validate("staff", frame.drop("locator"))


def test_a_value_that_is_not_allowed_is_an_error_when_the_frame_is_made() -> None:
    with pytest.raises(SchemaError, match="a value does not fit its column"):
        make("evaluation", [("others", 1, 1.0, *NONE, "L1")])
    with pytest.raises(SchemaError, match="expected rows of 10 values"):
        make("evaluation", [("departmental", 1, 1.0, *NONE)])
