"""How a frame is laid out for reading: which columns, under which headings, which rows are indented and which bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
import polars.selectors as cs

from fzfin.analysis.labels import language, name_of
from fzfin.charts.formats import Kind, kind_of
from fzfin.charts.table import DEPTHS
from fzfin.charts.words import Lang, heading, value
from fzfin.errors import ParameterError, SchemaError

NAMES: Final = ("label", "line_name", "item_name", "name", "item", "metric", "term", "unit_name", "measure")
"""Columns that may name a row, the most telling first; the first that a frame has is indented by level."""
CODES: Final = {"line_name": "line_code", "name": "economic_code", "item": "function_class"}
"""Columns with names as printed, each with the column of the code that tells what they are called in English."""
_DEPTHS_OF_ITEMS: Final = {"total": 0, "overseas": 1, "vehicle": 1, "vehicle_purchase": 2, "vehicle_running": 2}
_TOTALS: Final = {"level": {"total"}, "role": {"year_total", "grand_total"}, "item": {"total"}}
_BENEATH: Final = ("level", "parent_code", "part_of", "seq", "order")
"""Columns that order and nest the rows: the rows stand in that order and nest already."""
_ALSO_NAMES: Final = ("name", "item", "item_name")
_FLAGS: Final = ("repaired", "derived")
"""Columns that say something only where they are true of a row."""
_PLACE: Final = "locator"
_JOINED: Final = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the frame, its heading, what it holds, and its values; text is in the language asked for.

    `printed` is what stood in the source where `values` translates it, else None.
    """

    name: str
    heading: str
    kind: Kind
    values: tuple[Any, ...]
    printed: tuple[str | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A frame ready for reading; `depths` and `totals` are of its rows, `naming` is the column that is indented."""

    columns: tuple[Column, ...]
    depths: tuple[int, ...]
    totals: tuple[bool, ...]
    naming: str | None
    left_out: tuple[str, ...]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.depths)


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with numbers, truth values, dates and texts alone: categories and lists become text.

    Example:
        >>> plain(pl.DataFrame({"codes": [["201", "206"], None]}))["codes"].to_list()
        ['201; 206', None]
    """
    nested = {
        name: pl.Series(name, [None if held is None else _said(held) for held in frame[name].to_list()], pl.String)
        for name, kind in frame.schema.items()
        if kind.is_nested() or kind in (pl.Object, pl.Binary, pl.Duration, pl.Time)
    }
    made = frame.with_columns(**nested) if nested else frame
    made = made.with_columns(cs.decimal().cast(pl.Float64), (cs.categorical() | cs.enum()).cast(pl.String))
    made = made.with_columns(pl.when(cs.float().is_finite()).then(cs.float()))
    return made.with_columns(cs.by_dtype(pl.Null).cast(pl.String))


def _said(held: Any) -> str:
    if isinstance(held, list):
        return _JOINED.join(str(part) for part in held)
    if isinstance(held, dict):
        return _JOINED.join(f"{name}: {part}" for name, part in held.items())
    return str(held)


def collected(frame: pl.DataFrame | pl.LazyFrame | None) -> pl.DataFrame:
    """The frame itself, held against what is often handed over instead.

    Raises:
        ParameterError: It is None, as a table that a disclosure does not have, or no frame at all.
    """
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame
    if frame is None:
        raise ParameterError(
            "expected a frame, found None: the disclosure has no such table; print it to see which are absent"
        )
    raise ParameterError(
        f"expected a frame of polars, found {type(frame).__name__}: a Disclosure has its frames as attributes, "
        "such as expenditure"
    )


def chosen(frame: pl.DataFrame, locator: bool) -> list[str]:
    """The columns that are shown when none are named: one name for each row, and nothing that the layout itself says.

    Example:
        >>> chosen(pl.DataFrame({"level": ["total"], "name": ["x"], "label": ["X"], "locator": ["L1"]}), locator=False)
        ['label']
    """
    naming = next((name for name in NAMES if name in frame.columns), None)
    hidden = {*_BENEATH, *(() if locator else (_PLACE,))}
    if naming in ("label", "item_name"):
        hidden |= {*_ALSO_NAMES} - {naming}
    hidden |= {name for name in _FLAGS if frame.schema.get(name) == pl.Boolean and not frame[name].any()}
    return [name for name in frame.columns if name not in hidden]


def lay_out(whole: pl.DataFrame, columns: Sequence[str], lang: Lang) -> Layout:
    """Lay out the columns of a frame in a language.

    Raises:
        SchemaError: The frame lacks a column that is named, or a column is named twice.
        ParameterError: The language is unknown.
    """
    language(lang)
    missing = [name for name in columns if name not in whole.columns]
    if missing:
        raise SchemaError(
            f"expected columns out of {', '.join(whole.columns) or 'none'}, found {', '.join(map(repr, missing))}"
        )
    if len(set(columns)) != len(columns):
        raise SchemaError(f"expected each column once, found {', '.join(columns)}")
    frame = plain(whole)
    naming = next((name for name in NAMES if name in columns), None)
    depths, totals = _depths(frame), _totals(frame)
    return Layout(
        tuple(_column(frame, name, lang) for name in columns),
        tuple(depths),
        tuple(totals),
        naming if any(depths) else None,
        tuple(name for name in whole.columns if name not in columns),
    )


def _column(frame: pl.DataFrame, name: str, lang: Lang) -> Column:
    series = frame[name]
    kind = kind_of(name, series.dtype)
    held = series.to_list()
    if kind != "text":
        return Column(name, heading(name, lang), kind, tuple(held))
    texts = [None if text is None else str(text) for text in held]
    told = [None if text is None else value(name, text, lang) for text in texts]
    if lang == "en" and name in CODES:
        codes = frame[CODES[name]].to_list() if CODES[name] in frame.columns else [None] * frame.height
        told = [
            name_of(code, before, lang) if before and after == before else after
            for code, before, after in zip(codes, texts, told, strict=True)
        ]
    return Column(name, heading(name, lang), kind, tuple(told), tuple(texts) if told != texts else None)


def _depths(frame: pl.DataFrame) -> list[int]:
    if "level" in frame.columns:
        known = [DEPTHS.get(str(level), 0) for level in frame["level"]]
        used = sorted(set(known))
        return [used.index(depth) for depth in known]
    if "part_of" in frame.columns:
        return [0 if beneath is None else 1 for beneath in frame["part_of"]]
    if "item" in frame.columns and "item_name" in frame.columns:
        return [_DEPTHS_OF_ITEMS.get(str(item), 1) for item in frame["item"]]
    return [0] * frame.height


def _totals(frame: pl.DataFrame) -> list[bool]:
    by = next((name for name in _TOTALS if name in frame.columns), None)
    return [False] * frame.height if by is None else [str(held) in _TOTALS[by] for held in frame[by]]
