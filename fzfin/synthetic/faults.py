"""Faults of conversion: what becomes of a document between the page and a text, switchable by name.

A fault changes how a figure stands there, never the figure itself; printed errors are made in `fzfin.synthetic.errors`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from fzfin.errors import ParameterError
from fzfin.synthetic.chance import Chance
from fzfin.synthetic.displace import displaced
from fzfin.synthetic.layout import ABOVE, LEFT
from fzfin.synthetic.part import BREAK, Part, Sheet, Words

_COMMAS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_FIGURE: Final = re.compile(r"[-\d.,%—/]*")
_MARKS: Final = str.maketrans({"≥": r"\geq ", "≤": r"\leq ", "%": r"\%"})
_LONG: Final = 4
_FREE_ROWS: Final = 2
"""Cells of a form from this length on that are no label are left whole: a blank in them may be meant."""

Rows = tuple[tuple[str, ...], ...]


def _cuttable(cell: str) -> bool:
    """Say whether a cell is a word that can be cut: long enough, and no figure."""
    return len(cell) >= _LONG and not _FIGURE.fullmatch(cell)


def _pages(chance: Chance, sheet: Sheet) -> Sheet:
    """Break the page once or twice anywhere in a table, the header standing again or not."""
    rows = list(sheet.rows)
    head = rows[: sheet.head]
    for _ in range(chance.whole(0, 2)):
        if len(rows) < _LONG:
            break
        at = chance.whole(1, len(rows) - 1)
        if BREAK in (rows[at - 1], rows[at]):
            continue
        again = head if at >= sheet.head and chance.happens(0.4) else []
        rows[at:at] = [BREAK, *again]
    return replace(sheet, rows=tuple(rows))


def _halves(chance: Chance, sheet: Sheet) -> Sheet:
    """Break the page within one row: the rest of one or more of its words stands alone on the next page.

    A cell that reaches over several columns does so on both pages.
    """
    rows = list(sheet.rows)
    able = [at for at in range(max(sheet.head, 1), len(rows)) if any(map(_cuttable, rows[at]))]
    if sheet.frame in ("staff", "contents") or not able or not chance.happens(0.7):
        return sheet
    at = chance.one(able)
    columns = [column for column, cell in enumerate(rows[at]) if _cuttable(cell)]
    above, below = list(rows[at]), [LEFT if cell == LEFT else "" for cell in rows[at]]
    for column in chance.some(columns, chance.whole(1, len(columns))):
        cell = above[column]
        cuts = [place for place in range(1, len(cell)) if not (cell[place - 1].isascii() or cell[place].isascii())]
        if cuts:
            cut = chance.one(cuts)
            above[column], below[column] = cell[:cut], cell[cut:]
    if not any(_bare(tuple(below))) or _bare(tuple(below)) in {_bare(row) for row in sheet.rows[: sheet.head]}:
        return sheet
    rows[at : at + 1] = [tuple(above), BREAK, tuple(below)]
    return replace(sheet, rows=tuple(rows))


def _bare(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row with blanks in its covered cells: half of a row that looks like a header cannot be told from one."""
    return tuple("" if cell in (LEFT, ABOVE) else cell for cell in row)


def _words(chance: Chance, sheet: Sheet) -> Sheet:
    """Cut labels, names and headings in two words, where the lines of a narrow cell ended."""
    if sheet.frame in ("staff", "contents"):
        return sheet

    def cut(cell: str) -> str:
        if not _cuttable(cell) or not chance.happens(0.2):
            return cell
        at = chance.whole(1, len(cell) - 1)
        return cell if cell[at].isascii() or cell[at - 1].isascii() else f"{cell[:at]} {cell[at:]}"

    made = [
        tuple(cut(cell) if column in _labels_of(sheet, row) else cell for column, cell in enumerate(row))
        for row in sheet.rows
    ]
    return replace(sheet, rows=tuple(made))


def _labels_of(sheet: Sheet, row: tuple[str, ...]) -> range:
    """The columns of a row in which a blank can only be one of conversion: all but the free texts of forms."""
    if sheet.frame != "form":
        return range(len(row))
    figures = [bool(cell) and bool(_FIGURE.fullmatch(cell)) for cell in row]
    if sum(figures) >= _FREE_ROWS:
        return range(len(row) - figures[::-1].index(True) - 3)
    return range(0)


def _markup(chance: Chance, sheet: Sheet) -> Sheet:
    """Leave in forms what converters leave: paragraph tags around texts, and LaTeX around comparators."""
    if sheet.frame != "form":
        return sheet

    def marked(cell: str) -> str:
        if not chance.happens(0.3):
            return cell
        if cell[:1] in ("≥", "≤", "=") and cell.endswith("%"):
            return f"${cell.translate(_MARKS)}$"
        return f"<p>{cell}</p>" if cell.endswith("。") else cell

    return replace(sheet, rows=tuple(tuple(map(marked, row)) for row in sheet.rows))


def _separators(chance: Chance, sheet: Sheet) -> Sheet:
    """Drop the thousands separators of every second amount."""

    def dropped(cell: str) -> str:
        return cell.replace(",", "") if _COMMAS.fullmatch(cell) and chance.happens(0.5) else cell

    return replace(sheet, rows=tuple(tuple(map(dropped, row)) for row in sheet.rows))


def _titles(chance: Chance, words: Words) -> list[Part]:
    """Break titles and marks of tables over lines."""
    if words.kind == "mark" and " " in words.text and chance.happens(0.6):
        return [Words("mark", piece) for piece in words.text.split()]
    if words.kind == "title" and len(words.text) > 2 * _LONG and chance.happens(0.4):
        cut = chance.whole(_LONG, len(words.text) - _LONG)
        return [Words("title", words.text[:cut]), Words("title", words.text[cut:])]
    return [words]


_SHEETS: Final[dict[str, Callable[[Chance, Sheet], Sheet]]] = {
    "codes": displaced,
    "halves": _halves,
    "pages": _pages,
    "words": _words,
    "markup": _markup,
    "separators": _separators,
}
FAULTS: Final[tuple[str, ...]] = (*_SHEETS, "titles", "zeros")
"""The faults that can be switched on: displaced codes, rows cut in halves, page breaks, words cut by blanks, markup in
cells, mixed thousands separators, titles over lines; ``zeros`` prints the zeros of each table in a style of its own.
Each fits every layout and format, but for markup, which converters leave in texts and nobody prints on paper."""

_ZEROS: Final = ("0.00", "0", "", "—", "/")


def chosen_faults(faults: str | Iterable[str]) -> tuple[str, ...]:
    """The names of faults, all of them for ``all``.

    Raises:
        ParameterError: There is no such fault.
    """
    names = FAULTS if faults == "all" else (faults,) if isinstance(faults, str) else tuple(faults)
    for name in names:
        if name not in FAULTS:
            raise ParameterError(f"expected faults out of {', '.join(FAULTS)}, or all, found {name!r}")
    return tuple(name for name in FAULTS if name in names)


def zero_styles(chance: Chance, frames: Iterable[str]) -> dict[str, str]:
    """How each table prints its zeros."""
    return {frame: chance.one(_ZEROS) for frame in frames}


def damaged(chance: Chance, parts: Sequence[Part], faults: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts with faults in them."""
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Words):
            made += _titles(chance, part) if "titles" in faults else [part]
            continue
        for name, change in _SHEETS.items():
            if name in faults:
                part = change(chance, part)
        made.append(part)
    return tuple(made)
