"""A strip of a page as a picture, with figures framed: what the eye checks a frame against."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

from fzfin.sources.document import Box
from fzfin.sources.pdf.document import LOCK, opened, pdfium

_SCALE: Final = 1.6
_AROUND: Final = 28.0
_FRAME: Final = 2
_PAD: Final = 3
_BLUE: Final = 0xFF1F5C99
_WHITE: Final = 0xFFFFFFFF
_LONGEST_SIDE: Final = 4000

Pixels = tuple[int, int, int, int]
Figure = tuple[str, int]
"""A text, and how often it stands in the box before the one that is meant."""


def picture(data: bytes, name: str, box: Box, figures: Sequence[Figure]) -> bytes | None:
    """A PNG of the part of a page around a box, over the page's whole width, each figure inside the box framed.

    Args:
        data: The bytes of the PDF.
        name: Its name, for messages.
        box: What to show.
        figures: Texts to frame where they stand in the box, each with how often it stands there before.

    Returns:
        The PNG, or None if the page is larger than any that is printed.

    Raises:
        MissingDependencyError: pypdfium2 is not installed.
        SourceError: The PDF cannot be opened.
    """
    raw = pdfium()
    with LOCK:
        document = opened(raw, data, name)
        try:
            page = raw.FPDF_LoadPage(document, box.page - 1)
            if not page:
                return None
            try:
                return _strip(raw, page, box, figures)
            finally:
                raw.FPDF_ClosePage(page)
        finally:
            raw.FPDF_CloseDocument(document)


def _strip(raw: Any, page: Any, box: Box, figures: Sequence[Figure]) -> bytes | None:
    width = round(raw.FPDF_GetPageWidthF(page) * _SCALE)
    height = round(raw.FPDF_GetPageHeightF(page) * _SCALE)
    if not (0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE):
        return None
    _, top, _, bottom = _pixels(raw, page, (width, height), box[1:])
    top, bottom = max(top - round(_AROUND * _SCALE), 0), min(bottom + round(_AROUND * _SCALE), height)
    if bottom <= top:
        return None
    bitmap = raw.FPDFBitmap_Create(width, bottom - top, 0)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, bottom - top, _WHITE)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, raw.FPDF_ANNOT)
        for found in _found(raw, page, box, figures):
            left, upper, right, lower = _pixels(raw, page, (width, height), found)
            _frame(raw, bitmap, (left - _PAD, upper - _PAD - top, right + _PAD, lower + _PAD - top))
        stride = raw.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * (bottom - top))
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return _png(pixels, width, bottom - top, stride)


def _pixels(raw: Any, page: Any, size: tuple[int, int], box: Sequence[float]) -> Pixels:
    """Where a rectangle of the page lies in its picture: left, top, right, bottom."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for at in ((box[0], box[1]), (box[2], box[3])):
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *at, x, y)
        corners.append((x.value, y.value))
    (a, b), (c, d) = corners
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _found(raw: Any, page: Any, box: Box, figures: Sequence[Figure]) -> Iterator[tuple[float, float, float, float]]:
    """The rectangles of the figures that stand in a box, whole: 2.42 is not found in 12.42."""
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    try:
        for figure in dict.fromkeys(text for text, _ in figures):
            wanted = {number for text, number in figures if text == figure}
            met = 0
            code = (ctypes.c_ushort * (len(figure) + 1))(*(min(ord(letter), 0xFFFF) for letter in figure), 0)
            search = raw.FPDFText_FindStart(textpage, code, raw.FPDF_MATCHWHOLEWORD, 0)
            while search and raw.FPDFText_FindNext(search):
                start = raw.FPDFText_GetSchResultIndex(search)
                sides = []
                for index in range(start, start + raw.FPDFText_GetSchCount(search)):
                    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
                    sides.append((left.value, bottom.value, right.value, top.value))
                lefts, bottoms, rights, tops = zip(*sides, strict=True)
                around = min(lefts), min(bottoms), max(rights), max(tops)
                x, y = (around[0] + around[2]) / 2, (around[1] + around[3]) / 2
                if box.left <= x <= box.right and box.bottom <= y <= box.top:
                    if met in wanted:
                        yield around
                    met += 1
            if search:
                raw.FPDFText_FindClose(search)
    finally:
        raw.FPDFText_ClosePage(textpage)


def _frame(raw: Any, bitmap: Any, box: Pixels) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    raw.FPDFBitmap_FillRect(bitmap, left, top, wide, _FRAME, _BLUE)
    raw.FPDFBitmap_FillRect(bitmap, left, bottom, wide + _FRAME, _FRAME, _BLUE)
    raw.FPDFBitmap_FillRect(bitmap, left, top, _FRAME, high, _BLUE)
    raw.FPDFBitmap_FillRect(bitmap, right, top, _FRAME, high, _BLUE)


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Blue, green, red and a spare byte for each pixel → a PNG."""
    rows = bytearray()
    for at in range(0, stride * height, stride):
        row = pixels[at : at + 4 * width]
        colours = bytearray(3 * width)
        colours[0::3], colours[1::3], colours[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + colours
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
