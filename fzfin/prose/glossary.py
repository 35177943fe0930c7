"""Whom and what the account names: the units in its scope → `staff`, the part 名词解释 → `glossary`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from fzfin.prose.holdings import phrase
from fzfin.prose.paragraphs import Passage, ends_as_heading
from fzfin.sources import Grid
from fzfin.vocab import key, pattern

Unit = tuple[str, str | None, int | None, str]
"""unit_name, unit_type, headcount, locator"""
Cells = tuple[str | None, ...]
Term = tuple[str, str, str]
"""term, definition, locator"""
_LONGEST_LABEL: Final = 20


@dataclass(slots=True)
class Units:
    """The units in the scope, and the places of the header rows below which they were read."""

    rows: list[Unit] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)


def _name(text: str) -> str:
    """A term without its numeral, blanks and colon."""
    return pattern("ordinal").sub("", "".join(text.split()), count=1).rstrip("：:")


def _split(text: str) -> tuple[str, str] | None:
    """The term and the definition of one paragraph, None if it begins with no term."""
    if phrase("no_term").match(text):
        return None
    found = phrase("term").match(text) or phrase("term_loose").match(text)
    return (_name(found["term"]), found["definition"].strip()) if found else None


def _inside(passages: Sequence[Passage]) -> list[Passage]:
    """The passages of the glossary, whose heading is that of a part, of a section, or a line below ``第四部分``."""
    out: list[Passage] = []
    opened: str | None = None
    named = phrase("glossary")
    for passage in passages:
        if passage.part and passage.part != opened:
            opened = None
        heads = (passage.part, *passage.headings[:1])
        if any(named.search(head) for head in heads) or (opened is not None and opened == passage.part):
            out.append(passage)
        elif len(passage.text) < 20 and named.search(passage.text):
            opened = passage.part or None
    return out


def glossary(passages: Sequence[Passage]) -> list[Term]:
    """Read the terms that a disclosure explains (名词解释), in print order.

    A paragraph without a term of its own goes on with the definition before; a term may stand alone on its line.

    Args:
        passages: The passages of the whole document.

    Returns:
        One (term, definition, locator of the term) a term.

    Example:
        >>> place = ((0,), ("L9",), "第四部分 名词解释", "一", ())
        >>> glossary([Passage("事业收入：指事业单位取得的收入。", *place)])
        [('事业收入', '指事业单位取得的收入。', 'L9')]
    """
    out: list[Term] = []
    alone: tuple[str, str] | None = None
    above: tuple[str, ...] = ()
    for passage in _inside(passages):
        text = passage.text.strip()
        own, locator = _split(text), passage.locator(0)
        fresh = passage.headings and passage.headings != above and not phrase("glossary").search(passage.headings[-1])
        above = passage.headings
        if own:
            out.append((*own, locator))
        elif alone:
            out.append((alone[0], text, alone[1]))
        elif phrase("term_alone").match(text) and not phrase("no_term").match(text):
            alone = (_name(text), locator)
            continue
        elif fresh:
            out.append((_name(passage.headings[-1]), text, locator))
        elif out:
            term, definition, place = out[-1]
            out[-1] = (term, definition + text, place)
        alone = None
    return out


@lru_cache(maxsize=2048)
def _column(label: str) -> str | None:
    names = ("unit_name", "unit_type", "headcount")
    return next((name for name in names if phrase(name, "column").fullmatch(key(label))), None)


def _columns(row: Sequence[str | None]) -> dict[str, int]:
    """Where the columns of `staff` stand below a header row; empty if it is none."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        if cell and len(cell) < _LONGEST_LABEL and (name := _column(cell)):
            found.setdefault(name, at)
    if "unit_name" not in found:
        return {}
    listed = len(found) > 1 or any(cell and phrase("listed", "column").fullmatch(key(cell)) for cell in row)
    return found if listed else {}


def _is_text(row: Sequence[str | None]) -> bool:
    """Say whether a row is a heading or a sentence that was printed right below the table, without a blank row."""
    filled = [cell.strip() for cell in row if cell and cell.strip()]
    return len(filled) == 1 and bool(phrase("sentence_end").search(filled[0]) or ends_as_heading(filled[0]))


def _cells(row: Cells, columns: Mapping[str, int]) -> dict[str, str]:
    return {name: "".join((row[at] or "").split()) if at < len(row) else "" for name, at in columns.items()}


def _is_rest(grid: Grid, columns: Mapping[str, int]) -> bool:
    """Say whether a grid begins with the rest of a row that a page cuts: some of its cells, and no unit of its own."""
    own = _cells(grid.rows[0], columns)
    printed = [name for name, text in own.items() if text]
    if not printed or len(printed) != sum(bool((cell or "").strip()) for cell in grid.rows[0]):
        return False
    if len(printed) == len(columns) or _is_text(grid.rows[0]):
        return False
    if own.get("headcount"):
        return "unit_name" not in printed
    counts = [_cells(row, columns).get("headcount", "") for row in grid.rows[1:2]]
    return all(phrase("headcount").fullmatch(count) for count in counts)


def _go_on(out: Units, grid: Grid, columns: Mapping[str, int], last: str) -> None:
    """Put the rest of a row behind what stands above it; of a headcount only what its unit (名) shows to be whole."""
    name, kind, people, locator = out.rows[-1]
    rest = _cells(grid.rows[0], columns)
    if count := rest.get("headcount"):
        whole = phrase("headcount").fullmatch(last + count)
        people = int(whole["count"]) if whole and count[-1:].isalpha() and not last[-1:].isalpha() else None
    kind = (kind or "") + rest.get("unit_type", "") or None
    out.rows[-1] = (name + rest.get("unit_name", ""), kind, people, locator)
    if not count or people is not None:
        out.headers.append(grid.locators[0])


def staff(grids: Sequence[Grid]) -> Units:
    """Read the units in the scope of the accounts (部门决算单位) from the grid that is headed 单位名称.

    A grid that follows without a header, as wide and with a headcount in its place, goes on with it. The table ends
    where a heading or a sentence stands alone in a row.

    Example:
        >>> staff([Grid((("单位名称", "在职人数"), ("某 中心", "25名")), ("L1", "L2"))]).rows
        [('某中心', None, 25, 'L2')]
    """
    out = Units()
    columns: dict[str, int] = {}
    width, last = 0, ""
    for grid in grids:
        header = next(((at, found) for at, row in enumerate(grid.rows[:3]) if (found := _columns(row))), None)
        at, columns = header or (-1, columns if len(grid.rows[0]) == width else {})
        width = len(grid.rows[at]) if header else width
        if not columns:
            continue
        before = len(out.rows)
        if not header and out.rows and _is_rest(grid, columns):
            _go_on(out, grid, columns, last)
            at = 0
        for row, locator in zip(grid.rows[at + 1 :], grid.locators[at + 1 :], strict=True):
            cells = _cells(row, columns)
            count = phrase("headcount").fullmatch(cells.get("headcount", ""))
            if not columns or (not header and not count) or _is_text(row):
                columns = {}
                break
            name = cells.get("unit_name", "")
            if name and not phrase("sum").fullmatch(name):
                people = int(count["count"]) if count else None
                out.rows.append((name, cells.get("unit_type") or None, people, locator))
                last = cells.get("headcount", "")
        if header and len(out.rows) > before:
            out.headers.append(grid.locators[header[0]])
    return out
