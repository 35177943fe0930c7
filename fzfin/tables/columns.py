"""Header rows with merged cells → what each column holds, told by all the words above it.

So budgets are headed: 小计, 基本支出 and 项目支出 stand once under this year and once under the last. The deepest word
names a column; a word that no vocabulary knows makes it unknown, and so does another year or a comparison anywhere
above it. What stands in such a column is left over with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fzfin.errors import AmountError
from fzfin.frames import BUDGET_COLUMNS
from fzfin.kinds import plain
from fzfin.money import Amount, parse_amount
from fzfin.sources import Grid
from fzfin.tables.across import paths
from fzfin.tables.bands import BandReading, Item
from fzfin.tables.header import NO_COLUMN, UNKNOWN, Band, Cells, is_blank, is_no_label, without_twice, words
from fzfin.tables.lines import Reading, joined, line_code, read_rows, split_header
from fzfin.vocab import key, lookup, pattern

_LABELS: Final = ("#code", "#name", "#item", "#seq", "#rank", "#unit")
_AS_LABEL: Final = {"#rank": "#code", "#unit": "#seq"}
_GROUPS: Final = ("#personnel", "#running")
_WHOLE: Final = ("total", "amount")
"""Fields of words that name no part: under 基本支出, 预算数 is that of basic expenditure."""
_UNHEADED: Final = "no word stands above this column"
_OF_UNIT: Final = "the line of a unit; the frame has lines by function"
_CARRIED: Final = "carryover"
_BEYOND: Final = (_CARRIED, "surplus_used")
"""Columns of money that is not revenue of the year."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the words above it from the top down, its field or ``#role``, and why it is unknown if it is."""

    words: tuple[str, ...]
    role: str
    reason: str = ""

    @property
    def is_label(self) -> bool:
        """Say whether it holds codes, names or numbers of lines."""
        return self.role in _LABELS


@dataclass(frozen=True, slots=True)
class Headed:
    """The columns of a table whose rows are all as wide as its header, and the (part, row) of its rows without data."""

    columns: tuple[Column, ...]
    skipped: frozenset[tuple[int, int]]
    printed: Mapping[str, str]

    def above(self, number: int) -> str:
        """The words above a column as the document prints them."""
        return " ".join(self.printed.get(word, word) for word in self.columns[number].words)

    def of(self, *roles: str) -> list[int]:
        """The numbers of the columns of some roles."""
        return [number for number, column in enumerate(self.columns) if column.role in roles]


def headed(
    form: str,
    pieces: Sequence[Grid],
    printed: Mapping[str, str] | None = None,
    told: Callable[[str, tuple[str, ...]], Column] | None = None,
) -> Headed | None:
    """The columns of a table; None where header and rows are not equally wide, so that no word stands above a column.

    Args:
        form: The frame, or its form in a budget; see `fzfin.kinds.form`.
        pieces: The grids of the table, its header words told by its year; see `fzfin.tables.relative`.
        printed: Header words → what is printed in their place, where that is something else.
        told: What the words above a column say that it holds, `_column` if none is given.
    """
    told = told or _column
    if len({len(cells) for grid in pieces for cells in grid.rows}) != 1:
        return None
    header, skipped = split_header(form, list(pieces))
    if not header:
        return None
    above = [tuple(dict.fromkeys(path)) for path in paths(header)]
    columns = [told(form, path) for path in above]
    amounts = [set(path) for path, column in zip(above, columns, strict=True) if path and not column.is_label]
    shared = set.intersection(*amounts) if len(amounts) > 1 else set()
    general = {word for word in shared if words(form).get(key(word)) is None}
    columns = [
        column if column.is_label else told(form, tuple(word for word in path if word not in general))
        for path, column in zip(above, columns, strict=True)
    ]
    return Headed(tuple(columns), frozenset(skipped), printed or {})


def _column(form: str, path: tuple[str, ...]) -> Column:
    """What one column holds; 小计 and 合计 under another word are the total of that word's figures.

    Of what is carried over a frame may hold the whole, never the parts by fund.
    """
    known, sums = words(form), lookup("lines", "budget:total")
    found = ""
    for text in path:
        role = known.get(key(text)) or known.get(key(pattern("of_which").sub("", text, count=1)))
        if role == "#carryover" and _holds(form, _CARRIED):
            role = _CARRIED
        elif found == _CARRIED and key(text) not in sums:
            role = "#carryover"
        if role is None:
            return Column(path, UNKNOWN, f"a column that no vocabulary knows: {text}")
        if role in NO_COLUMN:
            return Column(path, UNKNOWN, NO_COLUMN[role])
        if role == "#group" or (found and (role == "#rank" or key(text) in sums)):
            continue
        if (found == "#unit" and role in _LABELS) or (
            role in _WHOLE and found and found[0] != "#" and found not in _WHOLE
        ):
            continue
        found = role
    return Column(path, found or UNKNOWN, "" if found else _UNHEADED)


def _holds(form: str, column: str) -> bool:
    """Say whether the frame of a budget has a column that an account's does not have."""
    return form != plain(form) and column in BUDGET_COLUMNS.get(plain(form), ())


def outermost(form: str, path: tuple[str, ...]) -> Column:
    """What one column of an account holds: its first field; what is below that is part of it, but for 合计.

    So 年初结转和结余 is printed over 合计, 基本支出结转 and 项目支出结转和结余, 事业收入 over 小计 and 教育收费.

    Example:
        >>> outermost("government_funds", ("本年支出", "基本支出", "小计")).role
        'basic'
        >>> outermost("government_funds", ("年初结转和结余", "基本支出结转")).reason
        'a part that is no column of the frame'
    """
    known, sums = words(form), lookup("lines", "subtotal")
    found = ""
    for text in path:
        role = known.get(key(text))
        if found and not found.startswith("#"):
            if key(text) not in sums:
                return Column(path, UNKNOWN, NO_COLUMN["#part"])
            continue
        if role is None:
            return Column(path, UNKNOWN, f"a column that no vocabulary knows: {text}")
        if role in NO_COLUMN:
            return Column(path, UNKNOWN, NO_COLUMN[role])
        if role != "#group" and not (found and role == "#rank"):
            found = role
    return Column(path, found or UNKNOWN, "" if found else _UNHEADED)


def _year_alone(form: str, head: Headed, pieces: Sequence[Grid]) -> Headed:
    """The same, a total that holds carryover as well told from the year's, and each field of two columns unknown.

    A total is of all columns under the same word. Where 上年结转 is among them it is the total of the year only if
    nothing is carried over in any row; where a group of this year has a 小计 of its own, that is the total.
    """
    columns = list(head.columns)
    beyond = [n for n, c in enumerate(columns) if c.role in _BEYOND or c.reason == NO_COLUMN["#carryover"]]
    totals = head.of("total")
    outer = [n for n in totals if any(_is_within(columns[n].words[:-1], columns[at].words) for at in beyond)]
    empty = all(
        _is_nothing(cells[n])
        for part, grid in enumerate(pieces)
        for row, cells in enumerate(grid.rows)
        if (part, row) not in head.skipped
        for n in beyond
    )
    if len(outer) < len(totals) or not empty:
        for n in outer:
            whole = Column(columns[n].words, UNKNOWN, "a total with carryover, which is not the year's")
            columns[n] = replace(whole, role="grand_total", reason="") if _holds(form, "grand_total") else whole
    fields = Counter(column.role for column in columns if not column.is_label and column.role != UNKNOWN)
    for n, column in enumerate(columns):
        if fields[column.role] > 1:
            columns[n] = Column(column.words, UNKNOWN, f"two columns are headed as {column.role}")
    return replace(head, columns=tuple(columns))


def _is_within(group: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return path[: len(group)] == group


def _is_nothing(cell: str | None) -> bool:
    if is_blank(cell):
        return True
    try:
        amount = parse_amount(cell or "")
    except AmountError:
        return False
    return amount is None or amount.fen == 0


def read_lines_by_columns(
    form: str,
    pieces: list[Grid],
    unit: str,
    printed: Mapping[str, str],
    told: Callable[[str, tuple[str, ...]], Column] | None = None,
) -> Reading | None:
    """Read a table of lines by the words above its columns; None where they do not stand above them; see `headed`.

    A table may have lines by unit, or one line without any label: of such a table only the total is read.
    """
    head = headed(form, pieces, printed, told)
    if head is None:
        return None
    head = _year_alone(form, head, pieces)
    labels, units = head.of("#code", "#name", "#item", "#rank"), head.of("#unit")
    amounts = [n for n, c in enumerate(head.columns) if not c.is_label and c.role != UNKNOWN]
    reading = Reading(tuple(head.columns[n].role for n in amounts))
    kept = [*(labels or [-1]), *amounts]
    narrow = [
        replace(
            grid,
            rows=tuple((*_labels(cells, labels, units), *(cells[n] for n in amounts)) for cells in grid.rows),
        )
        for grid in pieces
    ]
    read_rows(form, reading, narrow, unit, set(head.skipped))
    reading.amount_at = {(part, row, kept[at]): fen for (part, row, at), fen in reading.amount_at.items()}
    codes = Counter(row.code for row in reading.rows if row.code)
    if not labels or (units and max(codes.values(), default=0) > 1):
        _keep_total(reading, pieces)
    elif units or any(pattern("unit_word").search(word) for n in labels for word in head.columns[n].words):
        _without_units(reading, pieces)
    reading.leftovers += _unknown(head, pieces, labels or units)
    return reading


def _labels(cells: Cells, labels: Sequence[int], units: Sequence[int]) -> Cells:
    """The label cells of a row; where they print nothing, the words that stand in the columns of units (合计)."""
    own = tuple(cells[n] for n in labels)
    if units and all(is_no_label(cell) for cell in own):
        named = "".join(text for n in units if (text := "".join((cells[n] or "").split())) and not text.isdigit())
        return (named, *own[1:])
    return own or ("",)


def _keep_total(reading: Reading, pieces: Sequence[Grid]) -> None:
    """Keep the total of a table without lines by function, whose only line is its total, or with them unit by unit."""
    rows = [row for row in reading.rows if any(row.amounts)]
    totals = [row for row in rows if row.is_total]
    if not totals and len(rows) == 1:
        totals = [] if rows[0].code else [replace(rows[0], whole=True)]
    kept = {row.locator for row in totals}
    _leave(reading, pieces, {row.locator for row in rows} - kept)
    reading.rows = totals


def _without_units(reading: Reading, pieces: Sequence[Grid]) -> None:
    """Leave over the lines of units that stand above their lines by function: they are no lines that lost a code."""
    units = {row.locator for row in reading.rows if not row.code and not row.is_total and any(row.amounts)}
    if len(units) < len(reading.rows):
        _leave(reading, pieces, units)
        reading.rows = [row for row in reading.rows if row.locator not in units]


def _leave(reading: Reading, pieces: Sequence[Grid], places: set[str]) -> None:
    reading.leftovers += [
        (place, joined(cells), _OF_UNIT)
        for grid in pieces
        for place, cells in zip(grid.locators, grid.rows, strict=True)
        if place in places
    ]


def _unknown(head: Headed, pieces: Sequence[Grid], labels: Sequence[int]) -> list[tuple[str, str, str]]:
    """What stands in unknown columns, a row at a time."""
    odd = head.of(UNKNOWN)
    left: list[tuple[str, str, str]] = []
    for part, grid in enumerate(pieces):
        for row, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
            printed = [n for n in odd if not is_blank(cells[n])] if (part, row) not in head.skipped else []
            if printed:
                own = [text for n in labels if (text := "".join((cells[n] or "").split()))]
                said = [f"{head.above(n)} {(cells[n] or '').strip()}".strip() for n in printed]
                why = dict.fromkeys(head.columns[n].reason for n in printed)
                left.append((locator, " | ".join([*own, *said]), "; ".join(why)))
    return left


def bands_by_columns(form: str, pieces: Sequence[Grid]) -> tuple[Band, ...]:
    """The bands of a table with item and amounts side by side; none where the header does not stand above its rows."""
    head = headed(form, pieces)
    if head is None:
        return ()
    parted = {column.words[:-1] for column in head.columns if column.reason == NO_COLUMN["#carryover"]}
    parted = {group for group in parted if group and (words(form).get(key(group[-1])) or "#")[0] != "#"}
    bands: list[Band] = []
    start, labels, fields = 0, list[str](), list[str]()
    for number, column in enumerate(head.columns):
        if column.is_label and fields:
            bands.append(Band(start, tuple(labels), tuple(fields)))
            start, labels, fields = number, [], []
        if column.is_label:
            labels.append(_AS_LABEL.get(column.role, column.role))
        else:
            part = column.words[:-1] in parted
            fields.append(UNKNOWN if column.role.startswith("#") or part else column.role)
    if fields:
        bands.append(Band(start, tuple(labels), tuple(fields)))
    whole = all(band.labels for band in bands)
    bands = list(without_twice(bands))
    return tuple(bands) if whole and any(set(band.fields) != {UNKNOWN} for band in bands) else ()


_DEEPEST: Final = 6


def is_split(form: str, rows: Sequence[Cells]) -> bool:
    """Say whether a row of the header names 人员经费 and 公用经费 beside other columns, not as groups over them all.

    Example:
        >>> is_split("budget:basic_expenditure", [("科目编码", "合计", "人员经费", "公用经费")])
        True
    """
    known = words(form)
    for cells in rows[:_DEEPEST]:
        roles = {known.get(key(cell)) for cell in cells if cell}
        if roles.issuperset(_GROUPS) and len(roles) > len(_GROUPS):
            return True
    return False


def read_split(form: str, pieces: Sequence[Grid], unit: str, printed: Mapping[str, str]) -> BandReading | None:
    """Read economic items with columns for the whole, 人员经费 and 公用经费; None for a table of another form.

    The amount of an item is that of the whole. The parts must repeat it, one of them alone; else the row's are left
    over. Those of the total are the totals of personnel and running costs.
    """
    head = headed(form, pieces)
    if head is None:
        return None
    labels, whole, parts = head.of("#code", "#name", "#item", "#rank"), head.of("amount"), head.of(*_GROUPS)
    twice = any(len(head.of(group)) > 1 for group in _GROUPS)
    if not labels or not parts or len(whole) != 1 or twice or max(labels) > whole[0]:
        return None
    reading = BandReading((Band(0, (), ("amount",)),), [[]])
    for part, grid in enumerate(pieces):
        for row, (cells, locator) in enumerate(zip(grid.rows, grid.locators, strict=True)):
            if (part, row) in head.skipped or all(is_blank(cell) for cell in cells):
                continue
            text = " | ".join(cell for cell in cells if cell)
            try:
                found = {n: parse_amount(cells[n] or "", unit) for n in (*whole, *parts)}
            except AmountError as error:
                reading.leftovers.append((locator, text, f"broken row: {error}"))
                continue
            reading.amount_at |= {(part, row, n): amount.fen for n, amount in found.items() if amount}
            reading.items[0] += _items(reading, head, cells, labels, found, locator)
    reading.leftovers += _unknown(head, pieces, labels)
    return reading


def _items(
    reading: BandReading,
    head: Headed,
    cells: Cells,
    labels: Sequence[int],
    found: dict[int, Amount | None],
    locator: str,
) -> list[Item]:
    """The item of one row of `read_split`; of its total, the totals of the parts."""
    printed = ["".join((cells[n] or "").split()) for n in labels]
    code = line_code([text for text in printed if text.isdigit()])
    name = "".join(text for text in printed if text and not text.isdigit())
    text = " | ".join(cell for cell in cells if cell)
    (whole, *_), parts = head.of("amount"), head.of(*_GROUPS)
    amount, split = found[whole], {n: found[n] for n in parts if found[n] is not None}
    if not code and key(name) in lookup("lines", "total"):
        if amount is not None:
            reading.leftovers.append(
                (locator, text, "the total of all basic expenditure; no row of the frame holds it")
            )
        return [Item("", head.columns[n].words[-1], {"amount": part}, locator) for n, part in split.items() if part]
    told = [part for part in split.values() if part and (part.fen or amount is None)]
    if told and (amount is None or len(told) > 1 or told[0].fen != amount.fen):
        reading.leftovers.append((locator, text, "personnel and running costs do not repeat the amount of the item"))
    return [Item(code, name, {} if amount is None else {"amount": amount}, locator)]
