"""Lessons as a whole: how they are asked for, how progress shows, the box, and accounts that say strange things."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from class_accounts import MADE, account

import fzfin as fz
from fzfin.errors import MissingDependencyError, ParameterError
from fzfin.teach import LESSONS, Verdict


def test_progress_counts_what_is_correct_and_keeps_it() -> None:
    lesson = fz.teach.lesson("reading", account("fuzhou"), "en")
    assert str(lesson.progress()).splitlines()[:2] == ["0 of 4 correct", "Q1 ·  Q2 ·  Q3 ·  Q4 ·"]
    lesson.q1.check(3381.3)
    lesson.q2.check(3412.67)
    lesson.q2.check(...)
    lesson.q3.check(float("nan"))
    assert str(lesson.progress()).splitlines()[:2] == ["1 of 4 correct", "Q1 ✗  Q2 ✓  Q3 ·  Q4 ·"]
    for exercise in lesson:
        exercise.check(exercise.model)
    assert str(lesson.progress()).splitlines()[0] == "All 4 correct"
    assert lesson.progress().states["q1"] is Verdict.CORRECT


def test_progress_leaves_out_what_does_not_apply() -> None:
    lesson = fz.teach.lesson("procurement", account("school"), "en")
    assert lesson.progress().states["q5"] is Verdict.NOT_APPLICABLE
    assert lesson.progress().of == 4
    assert "Q5 –" in str(lesson.progress())


@pytest.mark.parametrize("key", ["", "Reading", "capstone ", "../reading", "figures"])
def test_a_lesson_that_is_none_names_those_that_are(key: str) -> None:
    with pytest.raises(ParameterError, match="expected one of the lessons reading, flow"):
        fz.teach.lesson(key, account("fuzhou"))


def test_a_lesson_without_an_account_or_in_another_language_says_so() -> None:
    nothing: Any = "data.txt"
    with pytest.raises(ParameterError, match=r"expected an account as fz\.read\(\) gives it, found str"):
        fz.teach.lesson("reading", nothing)
    with pytest.raises(ParameterError, match="expected lang to be one of zh, en"):
        fz.teach.lesson("reading", account("fuzhou"), "fr")
    with pytest.raises(AttributeError, match="it has q1, q2, q3, q4"):
        fz.teach.lesson("reading", account("fuzhou")).q9  # noqa: B018


def test_a_lesson_shows_all_its_questions_and_completes_their_names() -> None:
    for key in LESSONS:
        lesson = fz.teach.lesson(key, account("fuzhou"), "en")
        assert {"q1", "q2", "q3"} <= set(dir(lesson))
        assert lesson.q1 is lesson.exercises[0]
        assert [exercise.title for exercise in lesson if exercise.title not in repr(lesson)] == []
        assert lesson._repr_html_().count("border-left") == len(lesson)


def test_a_right_answer_is_true_and_a_wrong_one_false() -> None:
    q1 = fz.teach.lesson("reading", account("fuzhou")).q1
    assert q1.check(33_813_000)
    assert not q1.check(3)


def test_teaching_imports_neither_widgets_nor_a_browser() -> None:
    script = (
        "import fzfin as fz, sys\n"
        "lesson = fz.teach.lesson('reading', fz.read())\n"
        "lesson.q1.check(1); repr(lesson); lesson.progress()\n"
        "print({'ipywidgets', 'altair', 'numpy', 'pandas', 'IPython'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_the_box_checks_what_is_typed() -> None:
    pytest.importorskip("ipywidgets")
    lesson = fz.teach.lesson("reading", account("fuzhou"), "en")
    box = lesson.q1.box()
    field, check, hint, solution = box.children[1].children
    field.value = "3,381.3 万元"
    check.click()
    assert "Correct" in box.children[2].value
    field.value = ""
    check.click()
    assert "Not attempted" in box.children[2].value
    hint.click()
    assert "Hint" in box.children[2].value
    solution.click()
    assert "33,813,000 yuan" in box.children[2].value
    assert lesson.progress().done == 1
    assert fz.teach.lesson("procurement", account("school"), "en").q5.box().children[1].children[0].disabled


def test_a_box_without_widgets_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'fzfin\[lab\]'"):
        fz.teach.lesson("reading", account("fuzhou")).q1.box()


def test_a_form_whose_scores_do_not_add_up_is_found(tmp_path: Path) -> None:
    """One total of a made account is printed ten marks too low."""
    made = MADE["town"]
    text = made.text()
    right = fz.teach.lesson("performance", account("town")).q5
    assert right.model == []
    total = account("town").projects["total_score"][1]
    shown = f"{total:g}" if f"总分\t100\t{total:g}" in text else f"{total:.2f}"
    line = next(line for line in text.splitlines() if line.startswith("总分") and shown in line)
    path = tmp_path / "broken.txt"
    path.write_text(text.replace(line, line.replace(shown, f"{total - 10:.2f}")), encoding="utf-8")
    broken = fz.read(path)
    number = str(broken.projects.filter(broken.projects["total_score"] == round(total - 10, 2))["project_no"].item())
    q5 = fz.teach.lesson("performance", broken).q5
    assert q5.model == [number]
    assert q5.check([]).misconception == "none_broken"
    assert q5.check([number]).verdict == "correct"


def test_names_of_a_document_are_shown_and_never_run(tmp_path: Path) -> None:
    made = MADE["town"]
    name = account("town").projects["name"][0]
    path = tmp_path / "hostile.txt"
    path.write_text(made.text().replace(name, "<img src=x onerror=alert(1)>{0}{x.__class__}"), encoding="utf-8")
    pages = []
    for key in LESSONS:
        lesson = fz.teach.lesson(key, fz.read(path))
        for exercise in lesson:
            said = (exercise, exercise.hint(), exercise.solution(), exercise.check(1), exercise.check("<i>"))
            pages.extend(shown._repr_html_() for shown in said)
    assert [page for page in pages if "<img" in page or "<i>" in page] == []
    assert any("&lt;img src=x onerror=alert(1)&gt;{0}{x.__class__}" in page for page in pages)


@pytest.mark.parametrize("kept", range(1, 12))
def test_an_account_that_lacks_most_of_its_text_still_has_its_lessons(kept: int, tmp_path: Path) -> None:
    text = MADE["bureau"].text().splitlines()
    path = tmp_path / "cut.txt"
    path.write_text("\n".join(text[: len(text) * kept // 11]), encoding="utf-8")
    try:
        d = fz.read(path)
    except fz.FzfinError:
        return  # too little is left to be an account: the reader says so
    for key in LESSONS:
        for exercise in fz.teach.lesson(key, d):
            assert exercise.question
            assert exercise.check(exercise.model).verdict in (Verdict.CORRECT, Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("told", "asked", "model"),
    [
        ("年初预算为50.00万元，支出决算为40.00万元，完成年初预算的80%。", ["q2", "q5"], 80.0),
        ("全年预算为64.00万元，支出决算为40.00万元，完成全年预算的62.5%。", ["q1", "q5"], 62.5),
    ],
)
def test_without_forms_execution_is_asked_of_a_line_with_its_budget(
    told: str, asked: list[str], model: float, tmp_path: Path
) -> None:
    lines = MADE["town-no-forms"].text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("（") and "2210201" in line)
    path = tmp_path / "budgets.txt"
    path.write_text("\n".join([*lines[:at], f"{lines[at].partition('2')[0]}住房公积金。{told}", *lines[at + 1 :]]))
    lesson = fz.teach.lesson("execution", fz.read(path))
    assert [exercise.name for exercise in lesson if exercise.applies] == asked
    first = getattr(lesson, asked[0])
    assert first.model == model
    assert first.check(f"{model}%").verdict == "correct"
    assert first.check(100 - model).misconception == "unspent_rate"


def test_a_budget_is_not_asked_about_as_if_it_were_an_account() -> None:
    d = account("fuzhou")
    budget = replace(d, meta=replace(d.meta, kind="budget"))
    for key in LESSONS:
        lesson = fz.teach.lesson(key, budget, "en")
        assert {exercise.why_not.partition(",")[0] for exercise in lesson} == {"This is a departmental budget"}
        assert (lesson.progress().done, lesson.progress().of) == (0, 0)
        assert "0 of 0" in str(lesson.progress())
