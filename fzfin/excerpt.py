"""From a figure in a frame back to the printed lines around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import polars as pl

from fzfin.errors import AmountError, ParameterError
from fzfin.money import parse_amount
from fzfin.sources import Block, Grid

_KEYS: Final = ("line_code", "economic_code", "item", "measure", "line_name", "name", "subject", "item_name", "level")
_WORDS: Final = re.compile(r"-?[\d０-９][\d,，.．０-９]*|[^\d０-９]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its place, its text in pieces, and for each piece whether it is a figure that was asked for."""

    locator: str
    pieces: tuple[tuple[str, bool], ...]
    asked: bool

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True, repr=False)
class Excerpt:
    """The printed lines around the rows of a frame, with their figures marked; shows itself as a quotation."""

    source_name: str
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        width = max((len(line.locator) for line in self.lines), default=0)
        shown = [
            f"{'>' if line.asked else ' '} {line.locator:>{width}}  "
            + "".join(f"⟦{piece}⟧" if marked else piece for piece, marked in line.pieces)
            for line in self.lines
        ]
        return "\n".join([self.source_name, *shown])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<div style="padding:1px 8px;{"border-left:3px solid #1f5c99;background:#eaf1f8" if line.asked else ""}">'
            f'<span style="color:#666">{escape(line.locator)}</span> '
            + "".join(f"<mark>{escape(piece)}</mark>" if marked else escape(piece) for piece, marked in line.pieces)
            + "</div>"
            for line in self.lines
        )
        return f'<blockquote style="margin:0"><div><b>{escape(self.source_name)}</b></div>{rows}</blockquote>'


def rows_of(frame: pl.DataFrame, name: str, wanted: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a frame in which each wanted word is the value of one of the key columns.

    Raises:
        ParameterError: No row has these values.
    """
    keys = [column for column in _KEYS if column in frame.columns]
    rows = [row for row in frame.rows(named=True) if {*map(str, wanted)} <= {str(row[column]) for column in keys}]
    if not rows:
        raise ParameterError(
            f"expected a row of {name} with {' and '.join(map(repr, wanted))} in one of {', '.join(keys)}, found none"
        )
    return rows


def excerpt(source_name: str, blocks: Iterable[Block], rows: Sequence[dict[str, Any]], around: int) -> Excerpt:
    """The lines where rows are printed, and `around` lines before and after each."""
    asked = {row["locator"]: row for row in rows}
    printed = list(_printed(blocks))
    places = [number for number, (locator, _) in enumerate(printed) if locator in asked]
    near = sorted({n for at in places for n in range(at - around, at + around + 1) if 0 <= n < len(printed)})
    lines = []
    for number in near:
        locator, cells = printed[number]
        row = asked.get(locator)
        figures = {value for value in row.values() if isinstance(value, float)} if row else set()
        pieces = [piece for text in cells for piece in _pieces(text, figures)]
        lines.append(Line(locator, tuple(pieces), row is not None))
    return Excerpt(source_name, tuple(lines))


def _printed(blocks: Iterable[Block]) -> Iterator[tuple[str, list[str]]]:
    for block in blocks:
        if isinstance(block, Grid):
            for locator, cells in zip(block.locators, block.rows, strict=True):
                listed = [cell for cell in cells if cell]
                yield locator, [part for cell in listed for part in (cell, " | ")][:-1]
        else:
            yield block.locator, [block.text]


def _pieces(text: str, figures: set[float]) -> Iterator[tuple[str, bool]]:
    for piece in _WORDS.findall(text) if figures else [text]:
        yield piece, _is(piece, figures)


def _is(piece: str, figures: set[float]) -> bool:
    if not figures:
        return False
    try:
        amount = parse_amount(piece.rstrip(",.，．"))
    except AmountError:
        return False
    return amount is not None and (amount.wan in figures or -amount.wan in figures)
