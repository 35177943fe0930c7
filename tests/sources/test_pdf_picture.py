"""The strip of a page that an excerpt shows: the asked figure framed, no other."""

from __future__ import annotations

import base64
import re
import struct
import zlib

import made_pdf as made
import pytest

from fzfin.disclosure import Disclosure, from_document
from fzfin.sources import from_bytes
from fzfin.sources.pdf.picture import picture

ROWS = [
    ["项目", "决算数", "项目", "决算数"],
    ["一、财政拨款收入", "112.50", "一、教育支出", "12.50"],
    ["本年收入合计", "112.50", "本年支出合计", "12.50"],
]
BLUE = bytes((0x1F, 0x5C, 0x99))


def disclosure(rotate: int = 0) -> Disclosure:
    page = made.text(72, 720, "收入支出决算总表") + made.text(300, 710, "单位：万元") + made.table(72, 700, ROWS, 110)
    return from_document(from_bytes(made.pdf(page, rotate=rotate), "made.pdf"))


def opened(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and colours of a PNG."""
    width, height = struct.unpack(">II", png[16:24])
    size = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + size])
    return width, height, b"".join(rows[at + 1 : at + 1 + 3 * width] for at in range(0, len(rows), 3 * width + 1))


def blue(png: bytes) -> list[tuple[int, int]]:
    width, _, colours = opened(png)
    return [(at % width, at // width) for at in range(len(colours) // 3) if colours[3 * at : 3 * at + 3] == BLUE]


@pytest.mark.parametrize("rotate", [0, 180])
def test_a_notebook_shows_the_strip_with_the_figure_framed(rotate: int) -> None:
    shown = disclosure(rotate).where("summary", "教育支出", around=0)._repr_html_()
    (data,) = re.findall(r'src="data:image/png;base64,([^"]+)"', shown)
    framed = blue(base64.b64decode(data))
    assert framed != []
    width = opened(base64.b64decode(data))[0]
    right_half = [x > width / 2 for x, _ in framed]
    assert all(right_half) if rotate == 0 else not any(right_half)
    assert 'alt="p1.t1.r2: ' in shown
    assert "http" not in shown


def test_of_equal_figures_the_one_that_is_meant_is_framed() -> None:
    document = from_bytes(made.pdf(made.text(72, 700, "甲1.50乙1.50丙1.50")), "made.pdf")
    (box,) = document.boxes.values()
    ends = [
        max(x for x, _ in blue(picture(document.originals[""], "made.pdf", box, [("1.50", number)]) or b""))
        for number in range(3)
    ]
    assert ends == sorted(ends)
    assert len(set(ends)) == 3


def test_a_text_has_no_pictures() -> None:
    import fzfin as fz

    assert "<img" not in fz.read().where("three_public", "total")._repr_html_()
