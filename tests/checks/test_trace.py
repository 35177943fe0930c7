"""A finding leads to the printed lines that it rests on, with its own figures marked and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

import fzfin as fz
from fzfin import synthetic
from fzfin.errors import ParameterError
from fzfin.excerpt import Excerpt
from fzfin.money import FEN_PER_WAN


def marked(excerpt: Excerpt) -> list[tuple[str, list[str]]]:
    return [(line.locator, [text for text, mark in line.pieces if mark]) for line in excerpt.lines if line.asked]


def test_both_sides_of_a_finding_are_shown() -> None:
    audit = fz.audit(fz.read())
    assert marked(audit.where(1)) == [("L137", ["3412.67"]), ("L432", ["2894.3"])]
    assert marked(audit.where(2)) == [("L270", ["2,925.67"]), ("L432", ["3381.3"])]
    assert marked(audit.where(5)) == [("L134", ["2,894.30"]), ("L534", ["4655.28"])]
    assert marked(audit.where(20))[0] == ("L199", ["2,183.80"])


def test_every_finding_has_lines_at_the_places_that_it_names() -> None:
    audit = fz.audit(fz.read())
    findings = audit.findings()
    for number, places in enumerate(findings.select("left_locator", "right_locator").rows(), 1):
        asked = {line.locator for line in audit.where(number).lines if line.asked}
        assert asked == {place for place in places if place is not None}


def test_lines_around_are_shown_but_not_marked() -> None:
    audit = fz.audit(fz.read())
    assert [line.asked for line in audit.where(3, around=1).lines] == [False, True, False]


def test_a_made_error_is_traced_to_its_figure(tmp_path: Path) -> None:
    wrong = synthetic.account(seed=7, character="school").with_error("broken_total")
    wrong.write(tmp_path / "school.txt")
    audit = fz.audit(fz.read(tmp_path / "school.txt"))
    figures = {float(figure.replace(",", "")) for _, figures in marked(audit.where(1)) for figure in figures}
    assert wrong.error is not None
    assert isinstance(wrong.error.printed, int)
    assert wrong.error.printed / FEN_PER_WAN in figures


def test_a_number_without_a_finding_is_told() -> None:
    audit = fz.audit(fz.read())
    for number in (0, 27):
        with pytest.raises(ParameterError, match=f"expected the number of a finding, 1 to 26, found {number}"):
            audit.where(number)
    with pytest.raises(ParameterError, match="expected 0 lines or more"):
        audit.where(1, around=-1)
