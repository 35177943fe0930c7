"""Header rows of a table → its columns in print order, told by words alone.

Converters shift header cells sideways, so absolute positions are not trusted: the order of the columns is, and the
number of amounts at the end of each row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from fzfin.money import to_ascii
from fzfin.sources import Grid
from fzfin.vocab import NOTHING_PRINTED, key, lookup, pattern, rows

Cells = tuple[str | None, ...]

LINE_FRAMES: Final = frozenset({"revenue", "expenditure", "general_expenditure", "government_funds", "state_capital"})
"""Frames whose tables have one line per functional code; the others have bands of item and amounts side by side."""

UNKNOWN: Final = "#unknown"
_LABELS: Final = frozenset({"#code", "#name", "#item", "#seq"})
_MOST_TOLD: Final = 4096


class Words:
    """The words of a header: what each heads, told by the vocabulary, else by the form of the word."""

    __slots__ = ("_exact", "_forms", "_told")

    def __init__(self, exact: Mapping[str, str], forms: tuple[tuple[re.Pattern[str], str], ...]) -> None:
        """Take folded words → field (or ``#role``), and patterns of folded words with the same."""
        self._exact, self._forms = exact, forms
        self._told: dict[str, str] = {}

    def get(self, word: str) -> str | None:
        """The field or ``#role`` of a folded word; None for a word that nothing tells."""
        found = self._exact.get(word)
        if found is None and self._forms and word:
            found = self._told.get(word)
            if found is None:
                found = next((field for form, field in self._forms if form.fullmatch(word)), "")
                if len(self._told) < _MOST_TOLD:
                    self._told[word] = found
        return found or None

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None


@cache
def words(frame: str) -> Words:
    """Folded header word → field (or ``#role``) for one frame.

    A form of one kind of document (``budget:summary``) knows the words of its frame as well; its own go first.

    Example:
        >>> words("budget:revenue").get("部门单位代码"), words("budget:revenue").get("神秘资金")
        ('#unit', None)
    """
    kind, _, plain = frame.rpartition(":")
    groups = tuple(dict.fromkeys(("*", plain, f"{kind}:*" if kind else "*", frame)))
    exact = {key(row["header"]): row["field"] for one in groups for row in rows("columns") if row["frame"] == one}
    forms = [
        (re.compile(row["pattern"]), row["field"])
        for one in reversed(groups)
        for row in rows("column_forms")
        if row["frame"] == one
    ]
    return Words(exact, tuple(forms))


@lru_cache(maxsize=16384)
def is_blank(cell: str | None) -> bool:
    """Say whether nothing is printed in a cell: covered, empty, or a mark such as ``/`` or ``—``."""
    return not cell or "".join(to_ascii(cell).split()) in NOTHING_PRINTED


def is_no_label(cell: str | None) -> bool:
    """Say whether a label cell prints nothing: as `is_blank`, but a word (无) may be the first half of a cut name."""
    return is_blank(cell) and not any(map(str.isalpha, cell or ""))


def row_kind(frame: str, cells: Cells, before_data: bool) -> str:
    """Tell what a row of a table is: ``blank``, ``rule``, ``header``, ``numbers`` (of columns) or ``data``."""
    printed = [cell for cell in cells if cell and cell.strip()]
    if not printed:
        return "blank"
    if all(pattern("rule").fullmatch(cell) for cell in printed) and any(len(cell) > 2 for cell in printed):
        return "rule"
    if is_numbering(cells):
        return "numbers"
    known = words(frame)
    roles = [known.get(key(cell)) for cell in printed]
    if "#seq" in roles and all(role or cell.strip().isdigit() for role, cell in zip(roles, printed, strict=True)):
        numbers = any(cell.strip().isdigit() for cell in printed)
        return "numbers" if numbers else "header"
    if all(roles):
        total_alone = all(key(cell) in lookup("lines", "total") for cell in printed)
        return "data" if total_alone and not before_data else "header"
    if before_data and any(roles) and not any(_has_figure(cell) for cell in printed):
        return "header"
    return "data"


def header_words(frame: str, cells: Cells) -> Cells | None:
    """The header words of a row that prints the lowest header and the total in one (Shanghai's 08 and 09); else None.

    Such a row says 合计 first, and behind it figures beside two or more words of the header (基本支出, 项目支出).

    Example:
        >>> header_words("government_funds", ("合计", None, "1.00", "2.00", "合计", "基本支出", "项目支出", "3.00"))
        ('', '', '', '', '合计', '基本支出', '项目支出', '')
    """
    first = next((at for at, cell in enumerate(cells) if cell and cell.strip()), None)
    if first is None or key(cells[first] or "") not in lookup("lines", "total"):
        return None
    known = words(frame)
    fields = [known.get(key(cell)) if cell and at > first else None for at, cell in enumerate(cells)]
    named = [field is not None and not field.startswith("#") for field in fields]
    figures = any(cell and not is_blank(cell) and _has_figure(cell) for cell in cells)
    if sum(named) < 2 or not figures:
        return None
    return tuple((cell or "") if word else "" for word, cell in zip(named, cells, strict=True))


_NUMBERED: Final = 3


def is_numbering(cells: Cells) -> bool:
    """Say whether a row only counts the columns (1, 2, 3 …): its numbers are never money, though 7 = 1 + 3 + 3.

    Example:
        >>> is_numbering(("栏次", None, "1", "2", "3")), is_numbering(("合计", None, "1", "2", "3"))
        (True, False)
    """
    last = next((cell for cell in reversed(cells) if cell), "")
    if not last.strip().isdigit():
        return False
    printed = ["".join(cell.split()) for cell in cells if cell and cell.strip()]
    if printed and words("*").get(key(printed[0])) == "#seq":
        printed = printed[1:]
    return len(printed) >= _NUMBERED and printed == [str(number) for number in range(1, len(printed) + 1)]


def _has_figure(cell: str) -> bool:
    plain = "".join(to_ascii(cell).split())
    return is_blank(cell) or plain[:1].isdigit() or plain[-1:].isdigit()


def whole_words(frame: str, pieces: Sequence[Grid]) -> list[Grid]:
    """The pieces of a table with the words of its header whole that the end of a page cuts.

    A word is put together in the row above if both halves make a known word, and not each of them by itself. The row
    below may print words of its own.

    Example:
        >>> first = Grid((("科目编码", "科目名称", "年末结转和结"),), ("L1",))
        >>> whole_words("government_funds", [first, Grid((("", "", "余"),), ("L2",))])[0].rows[0][2]
        '年末结转和结余'
    """
    made = list(pieces)
    if len(made) == 1:
        return made
    heads, lines = words(frame), lookup("lines", frame.rpartition(":")[2])

    def is_known(*texts: str) -> bool:
        return all(key(text) in heads or key(text) in lines for text in texts)

    for part in range(len(made) - 1):
        if any(_has_figure(cell) for cells in made[part].rows for cell in cells if cell and not is_blank(cell)):
            break
        upper, lower = made[part].rows[-1], made[part + 1].rows[0]
        columns = [
            column
            for column, (above, below) in enumerate(zip(upper, lower, strict=False))
            if above and below and is_known(above + below) and not is_known(above, below)
        ]
        if len(upper) == len(lower) and columns:
            whole = tuple((cell or "") + (lower[n] or "") if n in columns else cell for n, cell in enumerate(upper))
            rest = tuple("" if n in columns else cell for n, cell in enumerate(lower))
            made[part] = replace(made[part], rows=(*made[part].rows[:-1], whole))
            made[part + 1] = replace(made[part + 1], rows=(rest, *made[part + 1].rows[1:]))
    return made


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that belong together, from `start`: label columns (``#code``, ``#item`` …) and then amount fields."""

    start: int
    labels: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def first_amount(self) -> int:
        """The column of the first amount."""
        return self.start + len(self.labels)

    @property
    def end(self) -> int:
        """The column after the last amount."""
        return self.first_amount + len(self.fields)


def read_lines_header(frame: str, header: list[Cells]) -> tuple[str, ...]:
    """The amount fields of a table of lines, in print order; `UNKNOWN` stands for a column that no vocabulary knows.

    A field printed under a group (本年支出 over 小计, 基本支出, 项目支出) takes the group's place in the order.
    Where a word in front of the first amount is unknown and one behind it too, a page may have cut the words, and
    which column is which cannot be told: no field is given.
    """
    known = words(frame)
    top: list[str] = []
    lower: list[str] = []
    group_row: int | None = None
    group_at = 0
    early = False
    for number, cells in enumerate(header):
        roles = [(known.get(key(cell)), cell) for cell in cells if cell and cell.strip()]
        ranked = any(role == "#rank" for role, _ in roles)
        seen_amount = False
        unknown = 0
        for role, cell in roles:
            if role == "#group":
                group_row, group_at = number, len(top)
            elif role is None:
                unknown += not seen_amount
                if seen_amount:
                    (top if group_row in (None, number) else lower).append(UNKNOWN)
            elif not role.startswith("#") and not (ranked and key(cell) in lookup("lines", "total")):
                (top if group_row in (None, number) else lower).append(role)
                seen_amount = True
        early = early or (unknown > 0 and seen_amount)
    fields = top[:group_at] + lower + top[group_at:]
    if early and UNKNOWN in fields:
        return ()
    return tuple(name for at, name in enumerate(fields) if name == UNKNOWN or name not in fields[:at])


NO_COLUMN: Final[dict[str, str]] = {
    "#other": "a figure of another year, or a comparison with it",
    "#part": "a part that is no column of the frame",
    "#carryover": "carryover, which is no column of the frame",
}
"""Why a column is in no frame, by the role of a word above it."""


def is_in_order(frame: str, header: list[Cells]) -> bool:
    """Say whether the words of a header tell its columns by their order alone: each once, and none of another year.

    The headers of final accounts do; a budget may print 小计 under this year and again under the last.

    Example:
        >>> is_in_order("budget:expenditure", [("科目编码", "科目名称", "合计", "基本支出", "小计", "项目支出")])
        False
    """
    if ":" not in frame:
        return True
    known, sums = words(frame), lookup("lines", "total")
    found: list[str | None] = []
    for cells in header:
        printed = [key(cell) for cell in cells if cell and cell.strip()]
        ranked = any(known.get(word) == "#rank" for word in printed)
        found += [known.get(word) for word in printed if not (ranked and word in sums)]
    fields = [role for role in found if role and not role.startswith("#")]
    odd = {None, *NO_COLUMN, "#personnel", "#running"}
    return len(set(fields)) == len(fields) and not odd.intersection(found)


def is_nested(frame: str, header: list[Cells]) -> bool:
    """Say whether the header of an account prints a field twice, or parts of one: only columns tell them apart.

    Example:
        >>> is_nested("revenue", [("合计", "事业收入", ""), ("", "小计", "其中：教育收费")])
        True
    """
    known, sums = words(frame), lookup("lines", "total")
    seen: set[str] = set()
    for cells in header:
        first = key(cells[0] or "") if cells else ""
        printed = [key(cell) for cell in cells[first in sums :] if cell and cell.strip()]
        ranked = any(known.get(word) == "#rank" for word in printed)
        fields = [known.get(word) or "" for word in printed if not (ranked and word in sums)]
        named = [field for field in fields if field and not field.startswith("#")]
        if len(set(named)) < len(named) or any(field in ("#part", "#carryover") for field in fields):
            return True
        if seen.intersection(named):
            return True
        seen.update(named)
    return False


def without_twice(bands: Sequence[Band]) -> tuple[Band, ...]:
    """The bands of a budget, a field that two columns of one band are headed as unknown in both.

    Example:
        >>> without_twice([Band(0, ("#item",), ("total", "total", "state_capital"))])[0].fields
        ('#unknown', '#unknown', 'state_capital')
    """
    return tuple(
        replace(band, fields=tuple(name if band.fields.count(name) == 1 else UNKNOWN for name in band.fields))
        for band in bands
    )


def read_bands_header(frame: str, header: list[Cells]) -> tuple[Band, ...]:
    """The bands of a table with item and amounts side by side, from its lowest header row that names both.

    A blank cell behind a label is a label column as well: 项目 may stand over code and name, 科目编码 over two codes.
    """
    known = words(frame)
    for cells in reversed(header):
        roles = [known.get(key(cell)) or UNKNOWN if cell and cell.strip() else "" for cell in cells]
        if not _LABELS.intersection(roles) or all(not role or role.startswith("#") for role in roles):
            continue
        bands: list[Band] = []
        start, labels, fields = 0, list[str](), list[str]()
        for column, role in enumerate(roles):
            if role in _LABELS and fields:
                bands.append(Band(start, tuple(labels), tuple(fields)))
                start, labels, fields = column, [], []
            if not role and labels and not fields:
                role = labels[-1]
            (labels if role in _LABELS else fields).append(UNKNOWN if role in ("", *NO_COLUMN) else role)
        bands.append(Band(start, tuple(labels), tuple(fields)))
        return without_twice(bands) if ":" in frame else tuple(bands)
    return ()
