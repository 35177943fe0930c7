"""Lines and tables of all pages → blocks in reading order, and where on its page each stands."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from fzfin.sources.document import Block, Box, Grid, Paragraph
from fzfin.sources.pdf.page import Page
from fzfin.sources.pdf.text import Line, glue
from fzfin.vocab import pattern

_SPACING: Final = 2.4
_LOOSER: Final = 1.35
_SAME_TYPE: Final = 0.15
_INDENT: Final = 1.2
_SLACK: Final = 0.6
_CENTRED: Final = 0.4
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


def flow(pages: Sequence[Page]) -> Flow:
    """Put the lines and tables of all pages into reading order, lines joined to paragraphs."""
    out = Flow()
    edges = _running(pages)
    rights = _right_edges(pages)
    for page in pages:
        _add(out, page, edges.get(page.number, frozenset()), rights.get(page.number))
    return out


def _add(out: Flow, page: Page, edges: frozenset[int], right: float | None) -> None:
    """Add the blocks of one page from its top down."""
    placed: list[tuple[float, int, Block]] = []
    for number, table in enumerate(page.tables, 1):
        names = tuple(f"p{page.number}.t{number}.r{row}" for row in range(1, len(table.rows) + 1))
        for name, box in zip(names, table.boxes, strict=True):
            out.boxes[name] = Box(page.number, *page.in_file(box))
        placed.append((-table.top, 0, Grid(table.rows, names)))
    left = min((line.left for line in page.lines), default=0.0)
    usual = _usual_distance(page.lines)
    group: list[Line] = []
    first = 1
    for number, line in enumerate(page.lines, 1):
        if number - 1 in edges:
            name = f"p{page.number}.l{number}"
            out.margins.append(Paragraph(line.text, name))
            out.boxes[name] = Box(page.number, *page.in_file(line[1:5]))
            continue
        if group and not (_goes_on(group, line, left, right, usual) and not _between(page, group[-1], line)):
            placed.append(_paragraph(out, page, group, first))
            group = []
        if not group:
            first = number
        group.append(line)
    if group:
        placed.append(_paragraph(out, page, group, first))
    placed.sort(key=lambda entry: entry[:2])
    out.blocks += [block for _, _, block in placed]


def _paragraph(out: Flow, page: Page, group: list[Line], number: int) -> tuple[float, int, Block]:
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
    return -group[0].top, number, Paragraph(text, name)


def _between(page: Page, above: Line, below: Line) -> bool:
    """Say whether a table stands between two lines."""
    return any(above.y > table.top > below.y for table in page.tables)


def _goes_on(group: list[Line], line: Line, left: float, right: float | None, usual: float) -> bool:
    """Say whether a line goes on with the paragraph above it.

    It does if the line above is full (the next word would not have fitted), the type is the same, the distance that of
    lines within a paragraph, and it is not indented; or if both are centred, as the lines of a long title are.
    """
    above = group[-1]
    em = above.em
    distance = above.y - line.y
    if distance <= 0 or distance > min(_SPACING * em, _LOOSER * usual) or abs(line.em - em) > _SAME_TYPE * em:
        return False
    if right is None or _LEADER.search(above.text) or pattern("ordinal").match(line.text):
        return False
    word = _FIRST_WORD.match(line.text)
    share = len(word[0]) / len(line.text) if word else 0.0
    if above.right + share * (line.right - line.left) <= right - _SLACK * em:
        return False
    if line.left <= left + _INDENT * em:
        return True
    return abs((above.left + above.right) - (line.left + line.right)) <= 2 * _CENTRED * em and len(group) == 1


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


def _running(pages: Sequence[Page]) -> dict[int, frozenset[int]]:
    """The lines at the edge of each page that repeat on most pages, figures aside: headers, footers, page numbers.

    A line that heads a table (a title, a unit) is none, however often it is printed.
    """
    written = [page for page in pages if page.lines]
    if len(written) < _PAGES_WITH_EDGE:
        return {}
    found: dict[int, set[int]] = {page.number: set() for page in written}
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
    return {number: frozenset(lines) for number, lines in found.items()}
