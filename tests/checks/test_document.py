"""The page of all checks: it is the one that is made, complete in both languages, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fzfin as fz
from fzfin.checks.document import EXAMPLE, page
from fzfin.checks.registry import SEVERITIES, checks
from fzfin.checks.words import phrases, say

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"
OURS = [check for check in checks() if check.area != "own"]


def test_the_page_in_docs_is_the_one_that_is_made() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m fzfin.checks.document > docs/checks.md"


def test_every_check_stands_on_the_page_once() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", page(), re.MULTILINE)) == sorted(check.code for check in OURS)


@pytest.mark.parametrize("check", OURS, ids=lambda check: check.code)
def test_every_check_has_its_texts_in_both_languages(check: fz.checks.Check) -> None:
    for name in ("title", "formula", "why", "source", "follows"):
        assert check.say(name, "zh"), name
        english = check.say(name, "en")
        assert english, name
        assert not english.endswith((" ", ";", ",")), name
    assert bool(check.say("message", "zh")) is bool(check.say("message", "en"))
    assert check.severity in SEVERITIES
    assert say(f"area.{check.area}", "en") != f"area.{check.area}"


def test_every_phrase_has_the_same_blanks_in_both_languages() -> None:
    def blanks(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    for key, chinese in phrases("zh").items():
        assert blanks(phrases("en")[key]) == blanks(chinese), key
    for check in OURS:
        assert blanks(check.say("message", "zh")) == blanks(check.say("message", "en")), check.code
        assert blanks(check.say("follows", "zh")) == blanks(check.say("follows", "en")), check.code


def test_the_example_is_ten_lines_on_the_page_and_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert f"```python\n{EXAMPLE}```" in page()
    assert len([line for line in EXAMPLE.splitlines() if line]) <= 10
    try:
        exec(compile(EXAMPLE, "docs/checks.md", "exec"), {})  # noqa: S102
    finally:
        fz.checks.forget("MY01")
    told = capsys.readouterr().out
    assert "0.00" in told
    assert "0.28" in told
