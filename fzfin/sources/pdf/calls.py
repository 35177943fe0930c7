"""PDFium's functions that are called for every character and every drawn line of a page.

Called through pypdfium2's own prototypes they cost more than PDFium's own work on a dense page: each call converts its
handle and makes a pointer for each number that it fills in. Here handles and addresses are converted once (`ready`,
`numbers`), and the functions take them as they are. Only what these two give may be passed, and small whole numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

_LAST_BEFORE_PAIRS: Final = 0xD7FF
_FIRST_AFTER_PAIRS: Final = 0xE000

ready: Final = ctypes.c_void_p.from_param
"""Convert an address to an argument, once for all calls that take it."""


class Calls(NamedTuple):
    """The functions; objects are given back as addresses."""

    char_box: Callable[[Any, int, Any, Any, Any, Any], int]
    char_origin: Callable[[Any, int, Any, Any], int]
    object_of_page: Callable[[Any, int], int]
    object_of_form: Callable[[Any, int], int]
    kind_of: Callable[[Any], int]
    bounds_of: Callable[[Any, Any, Any, Any, Any], int]


@lru_cache(maxsize=1)
def calls(raw: Any) -> Calls:
    """The functions of PDFium as it is loaded (`raw`)."""

    def of(name: str, result: Any = ctypes.c_int, *arguments: Any) -> Any:
        return ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(raw, name)))

    return Calls(
        of("FPDFText_GetCharBox"),
        of("FPDFText_GetCharOrigin"),
        of("FPDFPage_GetObject", ctypes.c_void_p),
        of("FPDFFormObj_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong),
        of("FPDFPageObj_GetType"),
        of("FPDFPageObj_GetBounds"),
    )


def address(handle: Any) -> int:
    """The address behind a handle or function of pypdfium2."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def numbers(kind: Any, count: int) -> tuple[Any, list[Any]]:
    """An array of `count` numbers to be filled in (`array[:]` reads them all), and the argument for each."""
    array = (kind * count)()
    start = ctypes.addressof(array)
    return array, [ready(start + place * ctypes.sizeof(kind)) for place in range(count)]


def codes(textpage: Any, raw: Any, count: int) -> list[int]:
    """The code point of each of the `count` characters of a page, in one call where PDFium can give them so.

    It cannot where a glyph has no character or one takes two units: then the places in the text differ from the
    places on the page, and each character is asked for its own.
    """
    text = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(textpage, 0, count, text) == count + 1:
        found = text[:count]
        if all(code <= _LAST_BEFORE_PAIRS or code >= _FIRST_AFTER_PAIRS for code in found):
            return found
    return [raw.FPDFText_GetUnicode(textpage, index) for index in range(count)]
