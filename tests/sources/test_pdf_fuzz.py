"""Damaged bytes of a small PDF: the project's own error or a Document, never another exception, never a hang."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import Any

import made_pdf as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzfin.errors import FzfinError
from fzfin.sources import Document, Paragraph, from_bytes
from fzfin.sources.pdf.characters import Character, characters

ROWS = [["项目", "决算数"], ["一、一般公共服务支出", "1,234.56"], ["合计", "1,234.56"]]
WHOLE = made.pdf(
    made.text(72, 760, "支出决算表") + made.table(72, 740, ROWS, 150) + "q 1 0 0 1 20 -300 cm /X1 Do Q",
    made.IMAGE + made.text(72, 700, "第三部分决算情况说明"),
    form=made.table(72, 700, ROWS, 150),
)
END = b"\n%%EOF\n"


def tried(data: bytes) -> None:
    with suppress(FzfinError):
        assert isinstance(from_bytes(data, "made.pdf"), Document)


@settings(max_examples=150, deadline=5000)
@given(st.integers(0, len(WHOLE)))
def test_a_truncated_pdf_ends_in_a_clear_error(length: int) -> None:
    tried(WHOLE[:length])
    tried(WHOLE[:length] + END)


@settings(max_examples=250, deadline=5000)
@given(st.lists(st.tuples(st.integers(9, len(WHOLE) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=12))
def test_changed_bytes_give_no_foreign_exception(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE)
    for at, new in changes:
        data[at : at + len(new)] = new
    tried(bytes(data) + END)


@settings(max_examples=100, deadline=5000)
@given(st.integers(9, len(WHOLE)), st.integers(0, 400), st.integers(9, len(WHOLE)))
def test_pieces_moved_about_give_no_foreign_exception(start: int, size: int, to: int) -> None:
    piece = WHOLE[start : start + size]
    tried(WHOLE[:to] + piece + WHOLE[to:])
    tried(WHOLE[:start] + WHOLE[start + size :] + END)


def test_characters_without_a_place_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged file made PDFium give every character of a page a place that is no number."""

    def damaged(*asked: Any) -> list[Character]:
        found = characters(*asked)
        return [found[0]._replace(y=math.nan), found[1]._replace(left=math.inf, right=-math.inf), *found[2:]]

    monkeypatch.setattr("fzfin.sources.pdf.page.characters", damaged)
    document = from_bytes(made.pdf(made.text(72, 760, "支出决算表")), "made.pdf")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["决算表"]
    assert document.unread == (("p1", "", "2 characters without a place on the page: the file is damaged"),)
