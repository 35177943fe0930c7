"""The ruled lines of one page: drawn lines, thin rectangles, and the edges of bigger paths."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from fzfin.errors import SourceError
from fzfin.sources.pdf.calls import address, calls, numbers, ready
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
Piece = tuple[float, float, float]
"""A line as it is drawn: its place on the other axis, and where it starts and ends."""
Drawn = tuple[int, Matrix]
"""The address of PDFium's object on a page, and the matrix of the forms that it stands in."""
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
    across: list[Piece] = []
    down: list[Piece] = []
    for (x0, y0), (x1, y1) in _edges(paths, raw, place):
        if turns:
            (x0, y0), (x1, y1) = turn(turns, x0, y0), turn(turns, x1, y1)
        if abs(y0 - y1) <= _LEVEL < abs(x0 - x1):
            across.append(((y0 + y1) / 2, x0, x1) if x0 < x1 else ((y0 + y1) / 2, x1, x0))
        elif abs(x0 - x1) <= _LEVEL < abs(y0 - y1):
            down.append(((x0 + x1) / 2, y0, y1) if y0 < y1 else ((x0 + x1) / 2, y1, y0))
    return Rules(_joined(across), _joined(down))


def _edges(paths: Sequence[Drawn], raw: Any, place: str) -> Iterator[tuple[Point, Point]]:
    bounds_of = calls(raw).bounds_of
    bounds, (left, bottom, right, top) = numbers(ctypes.c_float, 4)
    budget = MAX_OBJECTS - len(paths)
    for item, matrix in paths:
        if budget < 0:
            raise SourceError(f"{place}: expected at most {MAX_OBJECTS} lines on a page, found more: it is a drawing.")
        if not bounds_of(ready(item), left, bottom, right, top):
            continue
        x0, y0, x1, y1 = bounds
        if matrix is not _UNMOVED:
            (x0, y0), (x1, y1) = _on(matrix, x0, y0), _on(matrix, x1, y1)
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if wide <= _THIN and high <= _THIN:
            continue
        if high <= _THIN:
            yield (x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)
        elif wide <= _THIN:
            yield ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)
        else:
            path = handle(item, raw)
            segments = raw.FPDFPath_CountSegments(path)
            budget -= segments
            if budget >= 0:
                yield from _segments(path, raw, segments, matrix)


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


def handle(item: int, raw: Any) -> Any:
    """The handle that pypdfium2's own functions want, for the address of an object."""
    return ctypes.cast(item, raw.FPDF_PAGEOBJECT)


def objects(page: Any, raw: Any, *kinds: int) -> dict[int, list[Drawn]]:
    """The objects of a page by kind, those inside forms too, each with the matrix of the forms around it."""
    found: dict[int, list[Drawn]] = {kind: [] for kind in kinds}
    _walk(found, address(page), raw, raw.FPDFPage_CountObjects(page), calls(raw).object_of_page, _UNMOVED, 0)
    return found


def _walk(
    found: dict[int, list[Drawn]], holder: int, raw: Any, count: int, get: Any, matrix: Matrix, depth: int
) -> None:
    kind_of, form, whole = calls(raw).kind_of, raw.FPDF_PAGEOBJ_FORM, ready(holder)
    for index in range(count):
        item = get(whole, index)
        kind = kind_of(ready(item))
        if kind in found:
            found[kind].append((item, matrix))
        elif kind == form and depth < _DEEPEST:
            inside = handle(item, raw)
            inner = _times(_matrix_of(inside, raw), matrix)
            many = raw.FPDFFormObj_CountObjects(inside)
            _walk(found, item, raw, many, calls(raw).object_of_form, inner, depth + 1)


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


def _joined(pieces: list[Piece]) -> list[Rule]:
    """Bring lines that lie almost upon each other to one place, and join their pieces."""
    pieces.sort()
    groups: list[list[Piece]] = []
    last = -math.inf
    for piece in pieces:
        if piece[0] - last <= _SNAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        last = piece[0]
    joined: list[Rule] = []
    for group in groups:
        at = sum([piece[0] for piece in group]) / len(group)
        spans = sorted([piece[1:] for piece in group])
        start, end = spans[0]
        for low, high in spans:
            if low > end + _JOIN:
                joined.append(Rule(at, start, end))
                start, end = low, high
            elif high > end:
                end = high
        joined.append(Rule(at, start, end))
    return joined
