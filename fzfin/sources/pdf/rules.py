"""The ruled lines of one page: drawn lines, thin rectangles, and the edges of bigger paths."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from fzfin.errors import SourceError
from fzfin.sources.pdf.characters import turn

MAX_OBJECTS: Final = 100_000
"""Paths and their segments on one page; more is a drawing, not a table."""

_THIN: Final = 3.0
_SNAP: Final = 3.0
_JOIN: Final = 3.0
_LEVEL: Final = 1.0
_DEEPEST: Final = 4

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Drawn = tuple[Any, Matrix]
"""PDFium's handle of an object on a page, and the matrix of the forms that it stands in."""
_UNMOVED: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rule(NamedTuple):
    """A straight line along one axis: its place on the other axis, and where it starts and ends, in points."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The lines of a page across and down, each joined where it is drawn in pieces."""

    across: list[Rule]
    down: list[Rule]


def rules(paths: Sequence[Drawn], raw: Any, turns: int, place: str) -> Rules:
    """The ruled lines among the paths of a page, turned upright.

    Raises:
        SourceError: The page is a drawing of more pieces than a table can have.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for (x0, y0), (x1, y1) in _edges(paths, raw, place):
        if turns:
            (x0, y0), (x1, y1) = turn(turns, x0, y0), turn(turns, x1, y1)
        if abs(y0 - y1) <= _LEVEL < abs(x0 - x1):
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _LEVEL < abs(y0 - y1):
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return Rules(_joined(across), _joined(down))


def _edges(paths: Sequence[Drawn], raw: Any, place: str) -> Iterator[tuple[Point, Point]]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    budget = MAX_OBJECTS - len(paths)
    for item, matrix in paths:
        if budget < 0:
            raise SourceError(f"{place}: expected at most {MAX_OBJECTS} lines on a page, found more: it is a drawing.")
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        (x0, y0), (x1, y1) = _on(matrix, left.value, bottom.value), _on(matrix, right.value, top.value)
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if wide <= _THIN and high <= _THIN:
            continue
        if high <= _THIN:
            yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
        elif wide <= _THIN:
            yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)
        else:
            segments = raw.FPDFPath_CountSegments(item)
            budget -= segments
            if budget >= 0:
                yield from _segments(item, raw, segments, matrix)


def _segments(item: Any, raw: Any, count: int, container: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight segments of a bigger path, such as the four edges of a rectangle."""
    own = _matrix_of(item, raw)
    x, y = ctypes.c_float(), ctypes.c_float()
    before = start = None
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = _on(container, *_on(own, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield from _long(before, here)
        before = here
        if start is not None and raw.FPDFPathSegment_GetClose(segment):
            yield from _long(here, start)


def _long(one: Point, other: Point) -> Iterator[tuple[Point, Point]]:
    if abs(one[0] - other[0]) > _THIN or abs(one[1] - other[1]) > _THIN:
        yield one, other


def objects(page: Any, raw: Any) -> dict[int, list[Drawn]]:
    """All objects of a page by kind, those inside forms too, each with the matrix of the forms around it."""
    found: dict[int, list[Drawn]] = {}
    _walk(found, page, raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _UNMOVED, 0)
    return found


def _walk(
    found: dict[int, list[Drawn]], holder: Any, raw: Any, count: Any, get: Any, matrix: Matrix, depth: int
) -> None:
    kind_of, form = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_FORM
    for index in range(count(holder)):
        item = get(holder, index)
        kind = kind_of(item)
        if kind != form:
            found.setdefault(kind, []).append((item, matrix))
        elif depth < _DEEPEST:
            inner = _times(_matrix_of(item, raw), matrix)
            _walk(found, item, raw, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _matrix_of(item: Any, raw: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _on(matrix: Matrix, x: float, y: float) -> Point:
    if matrix is _UNMOVED:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _joined(lines: list[Rule]) -> list[Rule]:
    """Bring lines that lie almost upon each other to one place, and join their pieces."""
    lines.sort()
    groups: list[list[Rule]] = []
    for line in lines:
        if groups and line.at - groups[-1][-1].at <= _SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    joined: list[Rule] = []
    for group in groups:
        at = sum(line.at for line in group) / len(group)
        spans = sorted((line.start, line.end) for line in group)
        start, end = spans[0]
        for low, high in spans[1:]:
            if low <= end + _JOIN:
                end = max(end, high)
            else:
                joined.append(Rule(at, start, end))
                start, end = low, high
        joined.append(Rule(at, start, end))
    return joined
