"""Checks of one's own: added, replaced, taken away; a bug in one is raised."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import fzfin as fz
from fzfin.checks import Book, Case, Place, checks, equals, observed
from fzfin.errors import ParameterError

DISCLOSURE = fz.read()


@pytest.fixture(autouse=True)
def _own_checks_are_taken_away() -> Iterator[None]:
    yield
    for found in checks():
        if found.area == "own":
            fz.checks.forget(found.code)


def mine(code: str = "MY01") -> list[tuple[object, ...]]:
    frame = fz.audit(DISCLOSURE).frame("en").filter(code=code)
    return frame.select("outcome", "severity", "title", "message", "follows", "left_locator", "left_quote").rows()


def test_a_check_of_ones_own_runs_and_speaks_with_its_own_words() -> None:
    @fz.check(
        "MY01", zh="甲", en="First", severity="note", message_en="Said “{quote}”.", message_zh="说“{quote}”。", follows_en="So."
    )  # fmt: skip
    def own(book: Book) -> Iterator[Case]:
        yield observed(False, places=[Place("L9", "words")], facts={"quote": "words"})

    assert mine() == [("fail", "note", "First", "Said “words”.", "So.", "L9", "words")]
    coverage = fz.audit(DISCLOSURE).coverage("en").filter(code="MY01")
    assert coverage.select("area", "cases", "fail").rows() == [("Own", 1, 1)]


def test_a_code_registered_again_is_replaced_and_forgotten() -> None:
    for title in ("First", "Second"):

        @fz.check("MY01", zh="甲", en=title)
        def own(book: Book) -> Iterator[Case]:
            yield observed(True)

    assert [row[2] for row in mine()] == ["Second"]
    fz.checks.forget("MY01")
    assert mine() == []
    with pytest.raises(ParameterError, match="MY01"):
        fz.checks.forget("MY01")


def test_own_checks_stand_behind_those_of_fzfin() -> None:
    @fz.check("A00", zh="甲", en="First")
    def own(book: Book) -> Iterator[Case]:
        yield observed(True)

    assert [found.code for found in checks()][-1] == "A00"


def test_a_check_that_wants_what_is_absent_does_not_run_and_says_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from altered_account import audited

    @fz.check("MY01", zh="甲", en="First", needs=("revenue", "state_capital"))
    def own(book: Book) -> Iterator[Case]:
        raise AssertionError("it must not run")

    coverage = audited(tmp_path).coverage("en").filter(code="MY01")
    assert coverage.select("cases", "why_not").rows() == [(0, "missing: Revenue, State capital operations")]


def test_a_bug_in_a_check_is_raised_and_never_a_finding() -> None:
    @fz.check("MY01", zh="甲", en="First")
    def own(book: Book) -> Iterator[Case]:
        yield equals(1 / 0, None)  # type: ignore[arg-type]

    with pytest.raises(ZeroDivisionError):
        fz.audit(DISCLOSURE)


def test_codes_and_severities_are_held() -> None:
    with pytest.raises(ParameterError, match="'A01', which is a check of fzfin"):
        fz.check("A01", zh="甲", en="First")
    with pytest.raises(ParameterError, match="error, question, note, found 'fatal'"):
        fz.check("MY01", zh="甲", en="First", severity="fatal")
    with pytest.raises(ParameterError, match="A01"):
        fz.checks.forget("A01")
