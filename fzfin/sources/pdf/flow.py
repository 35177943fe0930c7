"""Lines and tables of all pages → blocks in reading order, and where on its page each stands."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from fzfin.sources.document import Block, Box, Grid, Paragraph
from fzfin.sources.pdf.lattice import Ruled
from fzfin.sources.pdf.net import on_one_net
from fzfin.sources.pdf.page import Page
from fzfin.sources.pdf.text import Line, glue
from fzfin.vocab import pattern

_SPACING: Final = 2.4
_LOOSER: Final = 1.35
_SAME_TYPE: Final = 0.15
_INDENT: Final = 1.2
_OUTDENT: Final = 0.8
_SLACK: Final = 0.6
_CENTRED: Final = 0.4
_HALF: Final = 0.5
_WIDE: Final = 0.5
_EDGE: Final = 4.0
_PAGES_WITH_EDGE: Final = 3
_LEADER: Final = re.compile(r"[.…·．]{3,}\s*\d+$")
_FIRST_WORD: Final = re.compile(r"[A-Za-z0-9.,%+\-]+|.")
_DIGITS: Final = re.compile(r"\d+")


@dataclass(slots=True)
class Flow:
    """The blocks of a document, the place of each locator, and what stands at the edge of page after page."""

    blocks: list[Block] = field(default_factory=list)
    margins: list[Paragraph] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)


class _Sheet(NamedTuple):
    """What the lines of a page are measured by: its left and right edge of text, and the usual distance of lines."""

    left: float
    right: float | None
    usual: float


def flow(pages: Sequence[Page]) -> Flow:
    """Put the lines and tables of all pages into reading order, lines joined to paragraphs."""
    out = Flow()
    running = _running(pages)
    rights = _right_edges(pages)
    cut: tuple[Paragraph, Line, _Sheet] | None = None
    for page in pages:
        kept = [(number, line) for number, line in enumerate(page.lines, 1) if number - 1 not in running[page.number]]
        for number in running[page.number]:
            out.margins.append(_put(out, page, [page.lines[number]], number + 1))
        lines = [line for _, line in kept]
        left = min((line.left for line in lines), default=0.0)
        sheet = _Sheet(left, rights.get(page.number), _usual_distance(lines))
        placed = [_grid(out, page, number) for number in range(len(page.tables))]
        groups = _paragraphs(page, kept, sheet)
        placed += [(-group[0].top, _put(out, page, group, number)) for number, group in groups]
        placed.sort(key=lambda entry: entry[0])
        blocks = [block for _, block in placed]
        if cut and blocks and isinstance(blocks[0], Paragraph) and _is_cut(cut[1], lines[0], cut[2], left):
            out.blocks[-1] = replace(cut[0], goes_on=True)
        out.blocks += blocks
        if blocks:
            last = blocks[-1]
            cut = (last, groups[-1][1][-1], sheet) if isinstance(last, Paragraph) else None
    _widen(out, {f"p{page.number}.t{at}": table for page in pages for at, table in enumerate(page.tables, 1)})
    return out


def _widen(out: Flow, ruled: Mapping[str, Ruled]) -> None:
    """Bring tables that go on over pages to the same columns: those with nothing but a page number between them."""
    run: list[int] = []
    page = ""
    for at, block in enumerate([*out.blocks, None]):
        if isinstance(block, Paragraph) and pattern("page_number").fullmatch(block.text):
            continue
        before, page = page, block.locators[0].partition(".")[0] if isinstance(block, Grid) else ""
        if run and (not page or page == before):
            _lay(out, run, ruled)
            run = []
        if page:
            run.append(at)


def _lay(out: Flow, run: Sequence[int], ruled: Mapping[str, Ruled]) -> None:
    grids = [block for at in run if isinstance(block := out.blocks[at], Grid)]
    tables = [ruled[grid.locators[0].rpartition(".")[0]] for grid in grids]
    if len({len(table.lefts) for table in tables}) > 1:
        for at, grid, rows in zip(run, grids, on_one_net(tables), strict=True):
            out.blocks[at] = replace(grid, rows=rows)


def _grid(out: Flow, page: Page, index: int) -> tuple[float, Block]:
    table = page.tables[index]
    names = tuple(f"p{page.number}.t{index + 1}.r{row}" for row in range(1, len(table.rows) + 1))
    for name, box in zip(names, table.boxes, strict=True):
        out.boxes[name] = Box(page.number, *page.in_file(box))
    return -table.top, Grid(table.rows, names)


def _put(out: Flow, page: Page, group: Sequence[Line], number: int) -> Paragraph:
    text = ""
    for line in group:
        text = glue(text, line.text)
    name = f"p{page.number}.l{number}"
    around = (
        min(line.left for line in group),
        min(line.bottom for line in group),
        max(line.right for line in group),
        max(line.top for line in group),
    )
    out.boxes[name] = Box(page.number, *page.in_file(around))
    return Paragraph(text, name)


def _paragraphs(page: Page, kept: Sequence[tuple[int, Line]], sheet: _Sheet) -> list[tuple[int, list[Line]]]:
    """The lines of a page in paragraphs, each with the number of its first line."""
    groups: list[tuple[int, list[Line]]] = []
    for number, line in kept:
        group = groups[-1][1] if groups else []
        if group and _continues(group, line, sheet) and not _between(page, group[-1], line):
            group.append(line)
        else:
            groups.append((number, [line]))
    return groups


def _between(page: Page, above: Line, below: Line) -> bool:
    """Say whether a table stands between two lines."""
    return any(above.y > table.top > below.y for table in page.tables)


def _continues(group: Sequence[Line], line: Line, sheet: _Sheet) -> bool:
    """Say whether a line goes on with the paragraph above it.

    It does if the line above is full, the type is the same, the distance that of lines within a paragraph, and it is
    not indented; or if both are centred, as the lines of a long title are. A line that begins in the right half of the
    text and ends at its edge is set to the right (a form's number, a unit), and nothing goes on with it.
    """
    above, em = group[-1], group[-1].em
    distance = above.y - line.y
    if not 0 < distance <= min(_SPACING * em, _LOOSER * sheet.usual) or not _is_full(above, line, sheet.right):
        return False
    if _LEADER.search(above.text) or pattern("ordinal").match(line.text):
        return False
    if sheet.right is not None and group[0].left > (sheet.left + sheet.right) / 2:
        return False
    outdented = line.left < group[0].left - _OUTDENT * em
    in_line = len(group) > 1 and abs(line.left - group[1].left) <= _SLACK * em
    if line.left <= sheet.left + _INDENT * em or outdented or in_line:
        return True
    return len(group) == 1 and abs((above.left + above.right) - (line.left + line.right)) <= 2 * _CENTRED * em


def _is_full(above: Line, line: Line, right: float | None) -> bool:
    """Say whether the first word of a line of the same type would not have fitted into the line above it."""
    if right is None or abs(line.em - above.em) > _SAME_TYPE * above.em:
        return False
    word = _FIRST_WORD.match(line.text)
    share = len(word[0]) / len(line.text) if word else 0.0
    return _end(above) + share * (line.right - line.left) > right - _SLACK * above.em


def _end(line: Line) -> float:
    """Where the last character of a line ends: a full-width mark takes more room than its ink, which stands left."""
    last = line.text[-1:]
    is_wide_mark = bool(last) and category(last).startswith("P") and east_asian_width(last) in "WF"
    return line.right + (_HALF * line.em if is_wide_mark else 0.0)


def _is_cut(last: Line, first: Line, sheet: _Sheet, left: float) -> bool:
    """Say whether the end of a page cuts a paragraph: its last line is full, the next page's first not indented.

    A line that begins with an ordinal is a paragraph of its own.
    """
    if pattern("ordinal").match(first.text):
        return False
    return _is_full(last, first, sheet.right) and first.left <= left + _INDENT * first.em


def _right_edges(pages: Sequence[Page]) -> dict[int, float]:
    """Where the lines of running text end on each page that has long ones; pages of one size share their margin."""
    own: dict[int, float] = {}
    sizes: dict[tuple[int, int], list[float]] = {}
    for page in pages:
        ends = [line.right for line in page.lines if line.right - line.left >= _WIDE * page.width]
        if ends:
            own[page.number] = max(ends)
            sizes.setdefault((round(page.width), page.turns), []).append(max(ends))
    usual = {page.number: median(sizes.get((round(page.width), page.turns), [0.0])) for page in pages}
    return {number: max(end, usual[number]) for number, end in own.items()}


def _usual_distance(lines: Sequence[Line]) -> float:
    """The distance of lines within paragraphs: the lower half of all distances on the page tells it."""
    steps = sorted(
        above.y - below.y for above, below in itertools.pairwise(lines) if 0 < above.y - below.y <= _SPACING * above.em
    )
    return median(steps[: len(steps) // 2 + 1]) if steps else 0.0


def _running(pages: Sequence[Page]) -> dict[int, set[int]]:
    """The lines at the edge of each page that repeat on most pages, figures aside: headers, footers, page numbers.

    A line that heads a table (a title, a unit) is none, however often it is printed.
    """
    found: dict[int, set[int]] = {page.number: set() for page in pages}
    written = [page for page in pages if page.lines]
    for last in (False, True):
        seen: Counter[tuple[str, int]] = Counter()
        outer: dict[int, tuple[int, tuple[str, int]]] = {}
        for page in written:
            at = len(page.lines) - 1 if last else 0
            line = page.lines[at]
            if any((table.bottom < line.y) if last else (table.top > line.y) for table in page.tables):
                continue
            if pattern("heads_table").search(line.text):
                continue
            depth = page.ceiling - line.y
            mark = (_DIGITS.sub("#", line.text), round((page.height - depth if last else depth) / _EDGE))
            outer[page.number] = at, mark
            seen[mark] += 1
        for number, (at, (text, level)) in outer.items():
            alike = sum(seen[text, near] for near in (level - 1, level, level + 1))
            if alike >= _PAGES_WITH_EDGE and alike > len(written) / 2:
                found[number].add(at)
    return found
