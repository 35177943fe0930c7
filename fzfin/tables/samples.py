"""What stands in the other rows of a column: it tells the form of a figure, and whether a piece of one is the whole."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from fzfin.errors import AmountError
from fzfin.money import decimal_places, parse_amount, to_ascii
from fzfin.sources import Grid
from fzfin.tables.header import Cells, is_blank

_PIECE: Final = re.compile(r"[(-]?[\d.,]*\d[\d.,]*\)?|[.,)]", re.ASCII)
_CODE: Final = re.compile(r"\d{3}(?:\d{2}){0,2}", re.ASCII)
_LEAST: Final = 2
_LEAST_OF_ALL: Final = 3


class Samples:
    """What stands in the other rows of a table: it tells the form of a figure that a page tears.

    Rows at other ends of pages may be torn themselves; they count only where few others are left.
    """

    def __init__(
        self, pieces: Sequence[Grid], skipped: set[tuple[int, int]], pair: tuple[tuple[int, int], tuple[int, int]]
    ) -> None:
        self.pieces = pieces
        self.skipped = skipped
        self.pair = pair

    @cached_property
    def _rows(self) -> tuple[list[Cells], list[Cells]]:
        """The other rows of data, and those of them that stand at an end of a page."""
        inner: list[Cells] = []
        outer: list[Cells] = []
        for part, grid in enumerate(self.pieces):
            data = [number for number in range(len(grid.rows)) if (part, number) not in self.skipped]
            ends = {*(data[:1] if part else []), *(data[-1:] if part + 1 < len(self.pieces) else [])}
            for number in data:
                if (part, number) not in self.pair:
                    (outer if number in ends else inner).append(grid.rows[number])
        return inner, outer

    def of(self, column: int) -> list[str]:
        """What is printed in a column."""
        inner, ends = (
            [text for cells in rows if column < len(cells) and (text := plain(cells[column])) and not is_blank(text)]
            for rows in self._rows
        )
        return inner if len(inner) >= _LEAST else inner + ends

    def form_of_all(self, untorn: Sequence[str], whole: str) -> int | None:
        """The decimals of all figures of a table with few rows that have some, for a figure that has some too."""
        width = max((len(cells) for cells in itertools.chain(*self._rows)), default=0)
        others = [text for column in range(width) for text in self.of(column) if "." in text]
        others += [text for text in untorn if "." in text]
        return form_of(others) if "." in whole and len(others) >= _LEAST_OF_ALL else None


def plain(cell: str | None) -> str:
    """The text of a cell in ASCII, without blanks."""
    return "".join(to_ascii(cell or "").split())


def is_figure(text: str) -> bool:
    """Say whether a text is a piece of a figure, or one that a conversion mixed with signs: digits and no letter."""
    return (any(map(str.isdigit, text)) and not any(map(str.isalpha, text))) or _PIECE.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Say whether a text is a whole code: of 3, 5 or 7 digits."""
    return _CODE.fullmatch(text) is not None


def holds_codes(row: Cells, column: int, others: Sequence[str]) -> bool:
    """Say whether a column holds codes: its other cells are codes, and a name stands behind it."""
    named = any(not is_blank(cell) and not _PIECE.fullmatch(plain(cell)) for cell in row[column + 1 :])
    return named and plain(row[column]).isdigit() and all(map(is_code, others))


def width_of_codes(row: Cells, column: int, others: Sequence[str]) -> int:
    """How many digits all parts of codes (款, 项) in a column have, a name behind them; 0 if it does not hold such."""
    widths = {len(text) for text in others}
    part = len(widths) == 1 and len(others) >= _LEAST and all(text.isdigit() and not is_code(text) for text in others)
    named = any(not is_blank(cell) and not _PIECE.fullmatch(plain(cell)) for cell in row[column + 1 :])
    return widths.pop() if part and named and plain(row[column]).isdigit() else 0


def counts_lines(texts: Sequence[str]) -> bool:
    """Say whether a column counts the lines (行次): each of its numbers stands once, one after the other."""
    counted = [int(text) for text in texts if text.isdigit()]
    return (
        len(counted) == len(texts) >= _LEAST and counted == sorted(set(counted)) and counted[-1] <= 2 * len(counted) + 2
    )


def is_amount(text: str) -> bool:
    """Say whether a text is an amount as accounts print them: without zeros in front."""
    if re.match(r"-?0\d", text):
        return False
    try:
        return parse_amount(text) is not None
    except AmountError:
        return False


def is_piece(text: str) -> bool:
    """Say whether a text may be a figure or a piece of one.

    Example:
        >>> is_piece("669."), is_piece("8"), is_piece("≥8"), is_piece("")
        (True, True, False, False)
    """
    return _PIECE.fullmatch(plain(text)) is not None


def fits(text: str, decimals: int) -> bool:
    """Say whether a text is a figure as the column prints them; a zero may be printed in any way."""
    return is_amount(text) and (decimal_places(text) == decimals or not text.strip("0.-"))


def form_of(others: Sequence[str]) -> int | None:
    """How many decimals all figures of a column print; None where they differ, print none or are too few to tell."""
    shown = [decimal_places(text) for text in others if is_amount(text) and text.strip("0.-")]
    return shown[0] if len(shown) >= _LEAST and shown[0] and len(set(shown)) == 1 else None
