"""Why a printed number has no place in a frame: by where it stands (contents, line numbers) or by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import polars as pl

from fzfin.ledger.printed import Line, Number
from fzfin.prose.plain import narrow, plain_spans
from fzfin.tables.header import is_numbering
from fzfin.vocab import key, pattern, rows

_NUMERAL: Final = re.compile(r"\d{1,4}", re.ASCII)
_BARE: Final = re.compile(r"\d[\d,.]*", re.ASCII)
_CODE: Final = re.compile(r"\d{2,9}", re.ASCII)
_LEAST_OF_CONTENTS: Final = 3
_NUMBERS: Final = ("line_number", "column_number")
_HEADS: Final = {"codes_head": "other_code", "split_head": "repeated_amount"}
"""Patterns of words that head a column, with the reason for what stands below."""
_JOINED: Final = "cut_figure"
"""The rule of repairs, and the reason of numbers, where pieces of a figure were put together."""


@cache
def words(lang: str) -> Mapping[str, str]:
    """The reasons in a language, by key."""
    return {row["key"]: row[lang] for row in rows("reasons")}


@cache
def _numbering() -> frozenset[str]:
    return frozenset(key(row["header"]) for row in rows("columns") if row["field"] == "#seq")


@cache
def _whole() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((row["reason"], row["scope"], re.compile(row["pattern"])) for row in rows("plain_lines"))


class Reasons:
    """The reasons of one document; a reason is told for what stands in a line, never for what a parser did with it."""

    def __init__(self, printed: Sequence[Line], repairs: pl.DataFrame) -> None:
        self._numbered = _numbered(printed) | _ordinals(printed) | _contents(printed)
        self._headed = _headed(printed)
        dropped = repairs.filter((repairs["field"] == "row") & repairs["repaired"].is_null())
        self._dropped: dict[str, tuple[str, str]] = {
            place: (rule, said) for place, rule, said in dropped.select("locator", "rule", "printed").rows()
        }
        joined = repairs.filter(repairs["rule"] == _JOINED).select("locator", "printed").rows()
        self._pieces: frozenset[tuple[str, str]] = frozenset(joined)
        self._spans: dict[tuple[int, int], list[tuple[int, int, str]]] = {}

    def of(self, number: Number) -> str | None:
        """The key of the reason why a number is in no frame; None if none is known."""
        line = number.line
        rule, said = self._dropped.get(line.locator, ("", ""))
        if rule and rule != _JOINED and line.cells[number.cell] in said.split(" | "):
            return rule if rule in words("en") else "dropped_row"
        if (line.locator, "".join(narrow(line.cells[number.cell]).split())) in self._pieces:
            return _JOINED
        if (line.at, number.cell) in self._numbered and _NUMERAL.fullmatch(line.cells[number.cell]):
            return self._numbered[line.at, number.cell]
        return self._of_head(number) or self._of_line(number) or self._of_words(number)

    def _of_head(self, number: Number) -> str | None:
        """A reason by the word that heads the column: codes of units; an amount that its row prints twice."""
        line, at = number.line, number.cell
        reason = self._headed.get((line.at, at))
        if reason == "other_code":
            return reason if _CODE.fullmatch(line.cells[at]) else None
        text = line.cells[at]
        apart = (n for n, cell in enumerate(line.cells) if cell == text and (line.at, n) not in self._headed)
        return reason if reason and any(n != at for n in apart) else None

    def in_words(self, number: Number) -> bool:
        """Say whether a number is no figure: in words a date, an ordinal or the like, in a table that of a line."""
        if number.line.grid:
            cell = number.line.cells[number.cell]
            return self._numbered.get((number.line.at, number.cell)) in _NUMBERS and bool(_NUMERAL.fullmatch(cell))
        return self._of_words(number) is not None

    def _of_words(self, number: Number) -> str | None:
        """A reason by the words around the number."""
        line = number.line
        spans = self._spans.get((line.at, number.cell))
        if spans is None:
            spans = self._spans[line.at, number.cell] = plain_spans(line.cells[number.cell])
        return next((reason for first, last, reason in spans if first <= number.start < last), None)

    def _of_line(self, number: Number) -> str | None:
        """A reason by the form of the whole line, or of the whole cell, in which the number stands."""
        text = "".join(narrow(number.line.cells[number.cell]).split())
        for reason, scope, form in _whole():
            if scope == "row":
                if _first_of_several(number) and form.fullmatch("".join(next(filter(None, number.line.cells)).split())):
                    return reason
                continue
            match = form.fullmatch(text) if scope == "cell" or not number.line.grid else None
            if match and (match.lastgroup is None or match["number"] == number.text):
                return reason
        return None


def _first_of_several(number: Number) -> bool:
    """Say whether a number stands alone in its cell, first of several that do so in their row."""
    bare = [at for at, cell in enumerate(number.line.cells) if _BARE.fullmatch(cell)]
    return len(bare) > 1 and number.cell == bare[0]


def _numbered(printed: Sequence[Line]) -> dict[tuple[int, int], str]:
    """The cells that only number lines (行次) or columns (栏次), with the reason; a page may end between them."""
    out: dict[tuple[int, int], str] = {}
    columns: list[int] = []
    width = 0
    for line in printed:
        if not line.grid:
            continue
        folded = [key(cell) for cell in line.cells]
        heads = [at for at, label in enumerate(folded) if label in _numbering()]
        beside = [label for label in folded[heads[0] + 1 :] if label and label not in _numbering()] if heads else []
        if not heads and is_numbering(line.cells):
            out |= {(line.at, at): "column_number" for at in range(len(folded))}
        elif beside and all(map(_NUMERAL.fullmatch, beside)):
            out |= {(line.at, at): "column_number" for at in range(heads[0] + 1, len(folded))}
        elif heads:
            columns, width = heads, len(folded)
        elif len(folded) != width:
            columns = []
        else:
            out |= {(line.at, column): "line_number" for column in columns}
    return out


def _ordinals(printed: Sequence[Line]) -> dict[tuple[int, int], str]:
    """The cells that count the rows below a header 序号: 1, 2, 3 … without a gap, so that no figure passes for one."""
    out: dict[tuple[int, int], str] = {}
    column, width, last = -1, 0, 0
    begins = False
    for line in printed:
        if not line.grid:
            continue
        headed = next((at for at, cell in enumerate(line.cells) if pattern("ordinals_head").fullmatch(key(cell))), None)
        if headed is not None:
            last = last if (headed, len(line.cells)) == (column, width) else 0
            column, width, begins = headed, len(line.cells), True
        elif len(line.cells) != width:
            column, width = -1, 0
        elif column >= 0 and _NUMERAL.fullmatch(line.cells[column]):
            number = int(line.cells[column])
            if number != last + 1 and not (begins and number == 1):
                column = -1
                continue
            out[line.at, column] = "ordinal"
            last, begins = number, False
    return out


def _headed(printed: Sequence[Line]) -> dict[tuple[int, int], str]:
    """The cells below a head that gives a reason, up to the next head, a paragraph or a row of another width.

    Codes of units and of other classifications are no figures; 人员经费 and 公用经费 beside a total print it again.
    """
    out: dict[tuple[int, int], str] = {}
    columns: dict[int, str] = {}
    width, below = 0, False
    for line in printed:
        folded = [key(cell) for cell in line.cells] if line.grid else []
        heads = {at: name for at, cell in enumerate(folded) for name in _HEADS if pattern(name).fullmatch(cell)}
        for at in [at for at in heads if pattern("codes_group").fullmatch(folded[at])]:
            heads |= dict.fromkeys(_covered(folded, at), heads[at])
        if heads:
            columns = heads if below or len(folded) != width else columns | heads
            width, below = len(folded), False
        elif len(folded) != width:
            columns, width = {}, len(folded)
        elif columns:
            below = below or any(map(_BARE.fullmatch, line.cells))
            out |= {(line.at, at): _HEADS[name] for at, name in columns.items()}
    return out


def _covered(cells: Sequence[str], at: int) -> Iterator[int]:
    """The blank cells behind a cell, which it covers if it is the head of a group."""
    for n in range(at + 1, len(cells)):
        if cells[n]:
            return
        yield n


def _contents(printed: Sequence[Line]) -> dict[tuple[int, int], str]:
    """The page numbers of a table of contents: headings, main parts among them, each with a number that never falls."""
    out: dict[tuple[int, int], str] = {}
    run: list[tuple[int, int, int]] = []
    parts = False
    for line in [*printed, None]:
        filled = [at for at, cell in enumerate(line.cells) if cell] if line and line.grid else []
        number = line.cells[filled[1]] if line and len(filled) == 2 else ""
        goes_on = bool(_NUMERAL.fullmatch(number)) and (not run or int(number) >= run[-1][2])
        if not goes_on:
            if parts and len(run) >= _LEAST_OF_CONTENTS:
                out |= {(at, cell): "page_number" for at, cell, _ in run}
            run, parts = [], False
        if line and _NUMERAL.fullmatch(number):
            run.append((line.at, filled[1], int(number)))
            parts = parts or bool(pattern("parts_begin").match(line.cells[filled[0]]))
    return out
