"""A disclosure as checks read it: rows of its frames, each figure with the interval that its printed digits leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from fzfin.checks import scroll
from fzfin.checks.cases import Place
from fzfin.checks.figures import COUNT, MONEY, PERCENT, SCORE, Exact, Figure, Key
from fzfin.checks.relations import Linear, Outcome
from fzfin.checks.scroll import Scroll
from fzfin.frames import BUDGET_COLUMNS, FORMS, SCHEMAS, TABLES
from fzfin.kinds import FINAL_ACCOUNTS
from fzfin.money import FEN_PER_WAN, decimal_places, to_ascii
from fzfin.sources import Grid
from fzfin.vocab import UNITS

if TYPE_CHECKING:
    from fzfin.checks.cases import Case
    from fzfin.disclosure import Disclosure
    from fzfin.prose.paragraphs import Passage

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCORES: Final = frozenset({"weight", "score", "total_score", "average_score"})
_QUOTE: Final = 60
_LINES: Final = 6
_BEHIND: Final = 6
_Number = tuple[int, int, int, bool]
_MONEY_WORDS: Final = tuple(sorted(UNITS, key=len, reverse=True))
_STARTS: Final = frozenset(word[0] for word in UNITS)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a frame."""

    book: Book
    frame: str
    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    @property
    def locator(self) -> str:
        """Where the row is printed."""
        return str(self.values["locator"])

    def figure(self, column: str) -> Figure | None:
        """The figure in a column, None where nothing is printed, be it that a repair proved what stood there."""
        made = self.book.made.get((self.frame, self.number, column))
        if made is not None:
            return made
        value = self.values[column]
        if value is None or (self.frame, self.locator, column) in self.book.rebuilt:
            return None
        return self.book.figure(self, column, value)

    def quote(self) -> str:
        """The printed words of the row: its own quotation, or the line that it stands in."""
        own = self.values.get("quote")
        return str(own) if own else self.book.line(self.locator)


class Book:
    """A disclosure opened for checking; what several checks read is made once."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Open a disclosure; nothing is read before it is asked for."""
        self.disclosure = disclosure
        self._rows: dict[tuple[str, tuple[tuple[str, Any], ...]], list[Row]] = {}
        self.cases: list[Case] = []
        """What the checks before found, for checks that conclude from it; see `keep`."""
        self.failed_sums: set[Key] = set()
        self.failed_ratios: set[Key] = set()
        self.made: dict[Key, Figure] = {}
        """The figures that were asked for, by their keys."""
        self.kept: dict[str, Any] = {}
        """What a subject makes of the frames for several of its checks, by its name."""
        self._cuts: dict[Key, str] = {}
        self._numbers: dict[tuple[str, int], list[_Number]] = {}

    def keep(self, cases: Iterable[Case]) -> None:
        """Take note of the cases of a check, and of the figures on which its arithmetic failed."""
        for case in cases:
            self.cases.append(case)
            if case.relation is not None and case.outcome is Outcome.FAIL:
                failed = self.failed_sums if isinstance(case.relation, Linear) else self.failed_ratios
                failed.update(figure.key for figure in case.relation.figures)

    @property
    def kind(self) -> str:
        """What the disclosure is, one of `fzfin.kinds.KINDS`."""
        return getattr(self.disclosure.meta, "kind", FINAL_ACCOUNTS)

    def has(self, frame: str) -> bool:
        """Say whether the disclosure has a frame, be it empty."""
        return self.disclosure.frames.get(frame) is not None

    def rows(self, frame: str, **wanted: Any) -> list[Row]:
        """The rows of a frame whose columns have the values wanted; none where the disclosure lacks the frame."""
        asked = (frame, tuple(sorted(wanted.items())))
        if asked not in self._rows:
            if wanted:
                found = [row for row in self.rows(frame) if all(row.values[n] == v for n, v in wanted.items())]
            else:
                table = self.disclosure.frames.get(frame)
                named = [] if table is None else table.rows(named=True)
                found = [Row(self, frame, number, values) for number, values in enumerate(named)]
            self._rows[asked] = found
        return self._rows[asked]

    def first(self, frame: str, **wanted: Any) -> Row | None:
        """The first of `rows`."""
        return next(iter(self.rows(frame, **wanted)), None)

    def figure(self, row: Row, column: str, value: float) -> Figure:
        """The figure of one cell of a frame with its interval."""
        key = (row.frame, row.number, column)
        if key not in self.made:
            kind = _kind(row.frame, column)
            exact, half = self._interval(row, value, kind)
            self.made[key] = Figure(key, exact, half, kind, row.locator, row.quote())
        return self.made[key]

    def _interval(self, row: Row, value: float, kind: str) -> tuple[Exact, Exact]:
        """The exact value of a figure, and half a unit of its last printed digit."""
        if kind == MONEY:
            fen = round(value * FEN_PER_WAN)
            return fen, self._table_halves[row.frame] if row.frame in TABLES else self._money_half(row, fen)
        exact = _decimal(value)
        if kind == COUNT or (kind == SCORE and exact == int(exact)):
            return exact, 0
        return exact, Fraction(1, 2 * 10 ** self._places_of(row, value, kind))

    @cached_property
    def rebuilt(self) -> frozenset[tuple[str, str, str]]:
        """Frame, locator and column of figures that no cell prints: a repair took them from another table."""
        taken = self.disclosure.repairs.select("table_id", "locator", "field", "printed", "repaired").iter_rows()
        return frozenset(
            (frame, locator, column)
            for frame, locator, column, printed, repaired in taken
            if printed is None and repaired is not None and column in SCHEMAS.get(frame, {})
        )

    # what is printed in words

    @cached_property
    def prose(self) -> Scroll:
        """All prose of the document."""
        return scroll.prose(self.disclosure)

    @cached_property
    def explanations(self) -> Scroll:
        """The prose that explains the accounts."""
        return scroll.explanations(self.disclosure)

    @cached_property
    def table_words(self) -> Scroll:
        """The rows of all tables and forms."""
        return scroll.rows(self.disclosure)

    @cached_property
    def captions(self) -> Scroll:
        """Lines that are no rows of a table, each by itself."""
        return scroll.headings(self.disclosure)

    # how finely things are printed

    @cached_property
    def _table_halves(self) -> dict[str, int]:
        """Half a unit of the last digit that each table prints, in 分: spreadsheets drop zeros at the end of 710.50."""
        finest: dict[str, int] = {}
        cells = self.disclosure.cells
        for table, text, fen in cells.select("table_id", "text", "fen").iter_rows():
            if fen is not None:
                finest[table] = max(finest.get(table, 0), decimal_places(text))
        units = self.disclosure.units
        default = UNITS.get(self.disclosure.meta.unit, FEN_PER_WAN)
        return {
            table: (UNITS[units[table]] if table in units else default) // (2 * 10 ** finest.get(table, 2))
            for table in TABLES
        }

    @cached_property
    def _table_amounts(self) -> dict[int, int]:
        """Amounts that tables print, each with its finest half: prose may drop the zeros at the end of 3,381.30."""
        amounts: dict[int, int] = {}
        for table, fen in self.disclosure.cells.select("table_id", "fen").iter_rows():
            if fen:
                amounts[abs(fen)] = min(amounts.get(abs(fen), FEN_PER_WAN), self._table_halves[table])
        return amounts

    def _money_half(self, row: Row, fen: int) -> int:
        """Half a unit of the last printed digit of an amount in prose or in a form, in 分."""
        found = [
            scale // (2 * 10**places)
            for digits, places, scale, _ in self._numbers_of(row)
            if digits * scale == abs(fen) * 10**places
        ]
        if not fen:
            return _half_of(fen)
        if abs(fen) in self._table_amounts:
            found.append(self._table_amounts[abs(fen)])
        return min(found) if found else _half_of(fen)

    def _places_of(self, row: Row, value: float, kind: str) -> int:
        """Decimals with which a percentage or a score is printed; at least those that its value has."""
        size = _decimal(abs(value))
        least = decimal_places(repr(abs(value)).removesuffix(".0"))
        signed = kind == PERCENT and row.frame not in FORMS
        seen = (
            places
            for digits, places, _, is_percent in self._numbers_of(row)
            if digits == size * 10**places and (is_percent or not signed)
        )
        return max(least, *seen, least)

    def _numbers_of(self, row: Row) -> list[_Number]:
        """The numbers printed where a row stands."""
        place = (row.frame, row.number)
        if place not in self._numbers:
            self._numbers[place] = [number for number, _ in _numbers(self._text(row))]
        return self._numbers[place]

    # what is printed

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {place: passage for passage in self.disclosure.passages for place in reversed(passage.locators)}

    def passage(self, locator: str) -> Passage | None:
        """The whole paragraph that a printed line of prose belongs to."""
        return self._passages.get(locator)

    def headings(self, locator: str) -> tuple[str, ...]:
        """The headings above a printed line of prose, from the outermost in."""
        passage = self.passage(locator)
        return passage.headings if passage else ()

    @cached_property
    def _printed(self) -> list[tuple[str, str]]:
        """All printed lines in order: locator and text, the cells of a row parted by bars."""
        out: list[tuple[str, str]] = []
        for block in self.disclosure.document.blocks:
            if isinstance(block, Grid):
                for cells, locator in zip(block.rows, block.locators, strict=True):
                    out.append((locator, " | ".join(" ".join(cell.split()) for cell in cells if cell)))
            else:
                out.append((block.locator, block.text))
        return out

    @cached_property
    def _places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for number, (locator, _) in enumerate(self._printed):
            places.setdefault(locator, number)
        return places

    def line(self, locator: str) -> str:
        """What is printed at a place; "" where nothing is."""
        return self._printed[self._places[locator]][1] if locator in self._places else ""

    def lines(self) -> Sequence[tuple[str, str]]:
        """All printed lines in order: locator and text."""
        return self._printed

    def _text(self, row: Row) -> str:
        """Where the figures of a row are printed: its quotation, its line, and of running text the lines behind it."""
        own = row.values.get("quote")
        if own:
            return to_ascii(str(own))
        printed = self._printed
        at = self._places.get(row.locator)
        if at is None:
            return ""
        if row.frame in FORMS:
            return to_ascii(printed[at][1])
        return to_ascii("".join(text for _, text in printed[at : at + _LINES]))

    def head(self, quoted: Figure | Place) -> str:
        """A quotation, its end cut off where it is long."""
        text = quoted.quote
        return text if len(text) <= _QUOTE else f"{text[:_QUOTE]}…"

    def cut(self, quoted: Figure | Place) -> str:
        """A quotation, cut where it is long: that of a figure around the figure, that of words behind them."""
        text = quoted.quote
        if isinstance(quoted, Place) or len(text) <= _QUOTE:
            return self.head(quoted)
        if quoted.key not in self._cuts:
            self._cuts[quoted.key] = self._around(quoted, text)
        return self._cuts[quoted.key]

    def _around(self, quoted: Figure, text: str) -> str:
        places = (at for number, at in _numbers(to_ascii(text)) if _is(number, quoted))
        start = min(max(next(places, 0) - _QUOTE // 2, 0), len(text) - _QUOTE)
        left, right = ("…" if start else ""), ("…" if start + _QUOTE < len(text) else "")
        return f"{left}{text[start : start + _QUOTE]}{right}"


def _numbers(text: str) -> Iterator[tuple[_Number, int]]:
    """The numbers of a text: digits, decimals, the unit of money behind, whether % is behind; and where each stands."""
    for match in _NUMBER.finditer(text):
        behind = text[match.end() : match.end() + _BEHIND].lstrip()
        unit = next((word for word in _MONEY_WORDS if behind.startswith(word)), None) if behind[:1] in _STARTS else None
        digits = int(match[0].replace(",", "").replace(".", ""))
        scale = UNITS[unit] if unit else FEN_PER_WAN
        yield (digits, decimal_places(match[0]), scale, behind[:1] == "%"), match.start()


def _is(number: _Number, figure: Figure) -> bool:
    digits, places, scale, _ = number
    return bool(digits * (scale if figure.kind == MONEY else 1) == abs(figure.value) * 10**places)


def _kind(frame: str, column: str) -> str:
    if column.endswith("_pct"):
        return PERCENT
    if column in _SCORES and frame in ("evaluation", "projects", "project_funding", "indicators"):
        return SCORE
    dtype = SCHEMAS[frame].get(column)
    if dtype is None and column in BUDGET_COLUMNS.get(frame, ()):
        return MONEY
    if dtype is None or dtype.is_integer() or (frame, column) in _MEASURES:
        return COUNT
    return MONEY


_MEASURES: Final = frozenset({("indicators", "target"), ("indicators", "achieved"), ("operations", "value")})


def _decimal(value: float) -> Exact:
    """The exact number behind the shortest decimal that gives a float."""
    return int(value) if value == int(value) else Fraction(repr(value))


def _half_of(fen: int) -> int:
    """Half a unit of the last digit that an amount in 万元 must print to be exact; two decimals at the least."""
    places = 2
    while fen * 10**places % FEN_PER_WAN and places < 6:
        places += 1
    return int(FEN_PER_WAN // (2 * 10**places))
