"""One page of a PDF → its lines of text and its tables, or the reason why it cannot be trusted."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fzfin.errors import SourceError
from fzfin.sources.pdf.characters import NO_MEANING, characters, placed, quarter_turns, turn_box
from fzfin.sources.pdf.lattice import Ruled, tables
from fzfin.sources.pdf.rules import Drawn, handle, objects, rules
from fzfin.sources.pdf.text import Line, lines

Rectangle = tuple[float, float, float, float]

_FEW: Final = 30
_COVERS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, upright: `turns` leads back to the page as it lies in the file.

    `width` and `height` are those of the upright page, `ceiling` is the y of its upper edge.
    `scan` says that the page is a picture: it has no text, or an invisible one that a recogniser put under it.
    `unknown` glyphs have no character, and `placeless` characters, left out, no place.
    """

    number: int
    width: float
    height: float
    ceiling: float
    turns: int
    lines: tuple[Line, ...]
    tables: tuple[Ruled, ...]
    scan: bool
    unknown: int = 0
    placeless: int = 0

    def in_file(self, box: Rectangle) -> Rectangle:
        """A rectangle of the upright page where it lies in the file."""
        return turn_box(-self.turns % 4, *box)


def read_page(page: Any, raw: Any, number: int, name: str) -> Page:
    """Read one page; `page` is PDFium's handle.

    Raises:
        SourceError: The page holds more characters, lines or cells than a page can, or no text can be made of it.
    """
    place = f"{name}, page {number}"
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        raise SourceError(f"{place}: expected a page with text, found one that is damaged. Fetch the file again.")
    try:
        turns = quarter_turns(textpage, raw)
        printed = characters(textpage, raw, turns, place)
    finally:
        raw.FPDFText_ClosePage(textpage)
    found = placed(printed)
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if raw.FPDFPage_GetRotation(page) % 2:
        width, height = height, width
    ceiling = (height, width, 0.0, 0.0)[turns]
    if turns % 2:
        width, height = height, width
    drawn = objects(page, raw, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    pictured = _covered(drawn[raw.FPDF_PAGEOBJ_IMAGE], raw, width * height)
    if pictured and (len(found) < _FEW or _hidden(page, raw)):
        return Page(number, width, height, ceiling, turns, (), (), True)
    ruled, rest = tables(rules(drawn[raw.FPDF_PAGEOBJ_PATH], raw, turns, place), found, place)
    unknown = sum(character.text == NO_MEANING for character in found)
    placeless = len(printed) - len(found)
    return Page(number, width, height, ceiling, turns, tuple(lines(rest)), tuple(ruled), False, unknown, placeless)


def _covered(pictures: Sequence[Drawn], raw: Any, area: float) -> bool:
    """Say whether one picture covers most of the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for item, (a, b, c, d, _, _) in pictures:
        if raw.FPDFPageObj_GetBounds(handle(item, raw), left, bottom, right, top):
            scale = abs(a * d - b * c)
            if (right.value - left.value) * (top.value - bottom.value) * scale > _COVERS * area:
                return True
    return False


def _hidden(page: Any, raw: Any) -> bool:
    """Say whether most of the page's text is invisible, as recognisers put it under a scan."""
    texts = objects(page, raw, raw.FPDF_PAGEOBJ_TEXT)[raw.FPDF_PAGEOBJ_TEXT]
    modes: list[bool] = [
        bool(raw.FPDFTextObj_GetTextRenderMode(handle(item, raw)) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        for item, _ in texts
    ]
    return 2 * sum(modes) > len(modes)
