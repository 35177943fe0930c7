"""Pages for class: folded exercises, worksheets, pages for the teacher, and all of them rendered and opened offline."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import fzfin as fz
from fzfin.cli import main
from fzfin.errors import ParameterError, SourceNotFoundError
from fzfin.reports.batch import BatchResult
from fzfin.reports.markup import clean
from fzfin.teach import pages
from fzfin.vocab import rows

LARGEST = 2_500_000
SHORT = ("reading", "three_public")
LANGS = ("zh", "en")


@cache
def lesson(key: str, lang: str) -> Any:
    return fz.teach.lesson(key, fz.teach.account("bureau"), lang)


def notebook(*sources: str) -> dict[str, Any]:
    return {"cells": [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]}


def sources(made: dict[str, Any]) -> list[str]:
    return ["".join(cell["source"]) for cell in made["cells"]]


def test_a_cell_that_checks_becomes_the_exercise_with_its_answers() -> None:
    given = notebook(
        "d.meta", "lesson.q1", "lesson.q1.check(...)", "lesson.q1.hint()", "lesson.progress()", "lesson.q12"
    )
    assert sources(pages.folded_notebook(given)) == ["d.meta", "fz.teach.folded(lesson.q1)"]


def test_a_cell_that_checks_several_folds_each_once() -> None:
    given = notebook("a = ...\nlesson.q1.check(a)\nlesson.q2.check(a)\nlesson.q1.check(...)")
    assert sources(pages.folded_notebook(given)) == ["fz.teach.folded(lesson.q1)", "fz.teach.folded(lesson.q2)"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_lesson_folds_every_exercise_once(lang: str) -> None:
    found = pages.books(lang)
    assert list(found) == list(fz.teach.LESSONS)
    for key, path in found.items():
        code = sources(pages.folded_notebook(json.loads(path.read_text(encoding="utf-8"))))
        names = [name for name in dir(lesson(key, lang)) if re.fullmatch(r"q\d+", name)]
        assert [line for line in code if "fz.teach.folded" in line] == [f"fz.teach.folded(lesson.{q})" for q in names]
        assert not any(".check(" in line for line in code if line.startswith("lesson"))


def test_an_exercise_on_paper_says_what_check_would_say() -> None:
    q1 = lesson("reading", "en").q1
    page = fz.teach.folded(q1)._repr_html_()
    assert page.count("<details>") == 4
    assert " open>" not in page
    assert " open>" in fz.teach.folded(q1, opened=True)._repr_html_()
    for answer in q1.slips.values():
        assert q1.check(answer).message in page.replace("&#x27;", "'")
    assert "If you answered 2,771.32 yuan" in page
    assert "27,713,200 yuan" in page
    assert clean(page).count("<summary>") == 4


def test_a_bare_answer_is_not_shown_as_code() -> None:
    assert "<pre>" not in fz.teach.folded(lesson("execution", "en").q5)._repr_html_()
    assert "<pre>" in fz.teach.folded(lesson("execution", "en").q1)._repr_html_()


def test_an_exercise_that_does_not_apply_says_why() -> None:
    held = (lesson(key, "en") for key in ("flow", "procurement"))
    without = [exercise for one in held for exercise in one if not exercise.applies]
    assert [exercise.key for exercise in without] == ["flow.q2", "flow.q3", "procurement.q5"]
    for exercise in without:
        page = fz.teach.folded(exercise)._repr_html_()
        assert exercise.why_not
        assert "<details" not in page


@pytest.mark.parametrize("lang", LANGS)
def test_a_worksheet_has_questions_and_no_answers(lang: str) -> None:
    held = lesson("procurement", lang)
    page = fz.teach.sheet(held)._repr_html_()
    assert page.count('class="exercise"') == sum(exercise.applies for exercise in held)
    assert "<details" not in page


def test_every_lesson_has_a_plan_of_45_minutes_questions_and_extensions_in_both_languages() -> None:
    for key in fz.teach.LESSONS:
        steps = [row for row in rows("teacher") if row["lesson"] == key]
        kinds = Counter(row["kind"] for row in steps)
        assert set(kinds) == {"prepare", "time", "ask", "extend"} or key == "capstone"
        assert kinds["time"] >= 5
        assert sum(int(row["minutes"]) for row in steps if row["minutes"]) == 45
        assert all((row["kind"] == "time") == bool(row["minutes"]) for row in steps)
        assert all(re.search("[一-鿿]", row["zh"]) and len(row["en"]) > 15 for row in steps)
    assert {row["lesson"] for row in rows("teacher")} == set(fz.teach.LESSONS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_for_the_teacher_has_plan_answers_and_mistakes(lang: str) -> None:
    made = fz.teach.teacher("reading", fz.teach.account("bureau"), lang)
    page = made._repr_html_()
    assert made.minutes == 45
    assert all(f"<td>{step.text}</td>" in page for step in made.steps if step.kind == "time")
    assert page.count("<details open>") == page.count("<summary>") - sum(page.count(s) for s in ("In code", "用代码算"))
    assert made.steps[0].text in str(made)


def test_the_teacher_of_the_capstone_has_the_key_of_the_defects() -> None:
    page = fz.teach.teacher("capstone", fz.teach.account("school"), "en")._repr_html_()
    assert page.count("unfit_grade") == len(fz.teach.ACCOUNTS)
    assert "108,400.00" in page


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    known = pages.books("en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "books", lambda lang: {key: known[key] for key in SHORT})
        out = tmp_path_factory.mktemp("lessons")
        return pages.render_lessons("school:broken_total", lang="en", out=out, sheets=True, progress=False)


def test_the_pages_are_whole_small_and_say_that_the_account_is_made(rendered: BatchResult) -> None:
    assert rendered.failed == ()
    names = [page.notebook for page in rendered]
    assert names == [
        "1_reading",
        "6_three_public",
        "glossary",
        "1_reading_teacher",
        "1_reading_sheet",
        "6_three_public_teacher",
        "6_three_public_sheet",
    ]
    for page in rendered:
        assert page.path is not None
        text = page.path.read_text(encoding="utf-8")
        assert page.path.stat().st_size < LARGEST
        assert page.path.name.startswith("made-not-real-school-2023-broken-total-")
        assert 'class="made"' in text
        assert "Do not cite." in text
    index = rendered.index.read_text(encoding="utf-8")
    headings = re.findall(r'<h3 class="group">([^<]+)', index)
    assert headings == ["Lessons", "Glossary", "For the teacher", "Worksheets to print"]
    assert "Do not cite." in index


def test_slips_of_the_command_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["lessons", "--source", "schol", "--out", str(tmp_path / "out")]) == 2
    assert "schol" in capsys.readouterr().err
    assert main(["lessons", "--lang", "fr", "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()
    with pytest.raises(ParameterError, match="out of table_figure"):
        pages.render_lessons("school:typo", out=tmp_path / "out", progress=False)


def test_an_installation_without_lessons_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("fzfin._shipped.notebooks_dir", lambda: tmp_path)
    with pytest.raises(SourceNotFoundError, match="notebooks of the lessons"):
        pages.books("zh")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_every_page_opens_offline_and_an_answer_shows_when_it_is_asked_for(browser: Any, rendered: BatchResult) -> None:
    asked: list[str] = []
    for width in (800, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and asked.append(message.text))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.on("request", lambda request: request.is_navigation_request() or asked.append(request.url))
        for made in rendered:
            page.goto((made.path or Path()).as_uri())
            page.wait_for_function(
                "document.documentElement.dataset.charts === 'done' || !document.querySelector('figure.chart')"
            )
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), made.notebook
            assert page.locator("figure.chart svg.marks").count() == made.charts
            if made.notebook in ("1_reading", "6_three_public"):
                answer = page.locator(".exercise details p").first
                assert not answer.is_visible()
                page.locator(".exercise summary").first.click()
                assert answer.is_visible()
        context.close()
    assert asked == []
