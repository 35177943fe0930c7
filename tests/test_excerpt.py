"""From a figure back to the printed line."""

from __future__ import annotations

import pytest

import fzfin as fz
from fzfin.errors import ParameterError


def test_a_line_shows_its_figures_and_its_neighbours() -> None:
    shown = fz.read().where("expenditure", "2010350")
    assert [line.locator for line in shown.lines] == ["L201", "L202", "L203"]
    assert [line.asked for line in shown.lines] == [False, True, False]
    assert [piece for piece, marked in shown.lines[1].pieces if marked] == [
        "561.57",
        "561.57",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
    ]


def test_a_figure_of_prose_is_marked_in_its_sentence() -> None:
    shown = fz.read().where("statements", "事业运行", around=0)
    assert repr(shown).splitlines()[1].startswith("> L468  ")
    assert {piece for piece, marked in shown.lines[0].pieces if marked} == {"561.57", "165.76", "41.88"}


def test_what_a_document_says_is_escaped() -> None:
    assert "<b>fuzhou" in fz.read().where("three_public", "total")._repr_html_()
    assert "<mark>2.42</mark>" in fz.read().where("three_public", "total")._repr_html_()


def test_an_unknown_frame_or_row_is_an_error() -> None:
    with pytest.raises(ParameterError, match="expected one of the frames summary"):
        fz.read().where("spending", "201")
    with pytest.raises(ParameterError, match="expected a row of expenditure with '999'"):
        fz.read().where("expenditure", "999")


def test_every_row_of_every_frame_finds_its_line() -> None:
    d = fz.read()
    places = {
        locator
        for block in d._document.blocks
        for locator in getattr(block, "locators", (getattr(block, "locator", ""),))
    }
    for name, frame in d.frames.items():
        assert frame is not None
        assert set(frame["locator"]) <= places, name
