"""Every exercise on every account: the model answer passes, each misconception fails with its own words, code answers."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

import polars as pl
import pytest
from class_accounts import ACCOUNTS, account, budget

import fzfin as fz
from fzfin.teach import LESSONS, Exercise, Verdict
from fzfin.teach.exercise import _typed, _with_names
from fzfin.teach.figures import figures_of
from fzfin.teach.judge import apart, judge
from fzfin.teach.problem import Inapplicable, Written

MUST_APPLY = ("fuzhou",)
"""Accounts on which every exercise has something to ask about."""


@cache
def exercises(name: str, lang: str) -> tuple[Exercise, ...]:
    held = (fz.teach.lesson(key, account(name), lang, budget=budget(name)) for key in LESSONS)
    return tuple(exercise for lesson in held for exercise in lesson)


def rows(name: str) -> list[dict[str, str]]:
    text = files("fzfin.vocab").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_model_answer_is_correct_and_each_misconception_is_told_in_its_own_words(name: str) -> None:
    for lang in ("zh", "en"):
        for exercise in exercises(name, lang):
            if not exercise.applies:
                continue
            right = exercise.check(exercise.model)
            assert (exercise.key, right.verdict) == (exercise.key, Verdict.CORRECT)
            told = set()
            for slip, answer in exercise.slips.items():
                wrong = exercise.check(answer)
                assert (exercise.key, wrong.verdict, wrong.misconception) == (exercise.key, Verdict.WRONG, slip)
                told.add(wrong.message)
            assert len(told) == len(exercise.slips), exercise.key
            assert right.message not in told


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_code_of_a_solution_runs_and_is_correct(name: str) -> None:
    for exercise in exercises(name, "zh"):
        *body, last = exercise.code.split("\n")
        assert len(body) < 10
        names: dict[str, Any] = {"d": account(name), "b": budget(name), "pl": pl, "fz": fz}
        exec("\n".join(body), names)  # noqa: S102 - our own code
        found = exercise.check(eval(last, names))  # noqa: S307
        wanted = Verdict.CORRECT if exercise.applies else Verdict.NOT_APPLICABLE
        assert (exercise.key, found.verdict) == (exercise.key, wanted)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_exercise_that_does_not_apply_says_why_and_never_fails(name: str) -> None:
    for lang in ("zh", "en"):
        for exercise in exercises(name, lang):
            if exercise.applies:
                assert exercise.why_not == ""
                continue
            assert exercise.why_not
            assert exercise.question == exercise.why_not
            assert {exercise.check(answer).verdict for answer in (..., 1, "a", None)} == {Verdict.NOT_APPLICABLE}
            assert exercise.why_not in str(exercise.hint())
            assert exercise.why_not in str(exercise.solution())


@pytest.mark.parametrize("name", MUST_APPLY)
def test_every_exercise_applies_to_the_shipped_account(name: str) -> None:
    assert [exercise.key for exercise in exercises(name, "zh") if not exercise.applies] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_blanks_run_through_and_leave_every_exercise_open(lang: str) -> None:
    for key in LESSONS:
        lesson = fz.teach.lesson(key, account("fuzhou"), lang)
        assert 3 <= len(lesson) <= 5
        assert {exercise.check(...).verdict for exercise in lesson} == {Verdict.NOT_ATTEMPTED}
        assert (lesson.progress().done, lesson.progress().of) == (0, len(lesson))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_question_hint_solution_and_verdict_show_in_a_notebook_and_in_a_terminal(lang: str) -> None:
    for exercise in exercises("fuzhou", lang):
        for shown in (exercise, exercise.hint(), exercise.solution(), exercise.check(exercise.model)):
            assert "{" not in str(shown).replace("{}", "").partition("    ")[0]
            html = shown._repr_html_()
            assert html.startswith("<div")
            assert html.count("<div") == html.count("</div>")
        assert str(exercise.hint()).count(str(exercise.model)) == 0 or len(str(exercise.model)) < 4


def test_every_misconception_of_the_vocabulary_is_live_on_an_account_and_every_live_one_has_its_words() -> None:
    live = {slip for name in ACCOUNTS for exercise in exercises(name, "zh") for slip in exercise.slips}
    named = {row["slip"] for row in rows("misconceptions")}
    assert live - named == set()
    assert named - live == ELSEWHERE


ELSEWHERE = {"none_broken"}
"""Misconceptions that no account here shows: tests/teach/test_lessons.py makes one that does."""


def test_every_exercise_has_its_texts_in_both_languages_and_every_text_its_exercise() -> None:
    texts = rows("exercises")
    asked = list(dict.fromkeys(row["exercise"].partition(":")[0] for row in texts))
    assert asked == [exercise.key for exercise in exercises("fuzhou", "zh")]
    assert [row["exercise"] for row in texts if not all(row.values())] == []
    assert [row["slip"] for row in rows("misconceptions") if not row["zh"] or not row["en"]] == []


def test_no_two_misconceptions_share_their_words() -> None:
    for lang in ("zh", "en"):
        by = defaultdict(set)
        for row in rows("misconceptions"):
            by[row[lang]].add(row["slip"])
        assert [slips for slips in by.values() if len(slips) > 1] == []


def test_english_texts_hold_no_chinese_sentence() -> None:
    for exercise in exercises("fuzhou", "en"):
        assert not any(mark in exercise.question for mark in "，。；？"), exercise.key


@pytest.mark.parametrize("name", ACCOUNTS)
def test_a_misconception_is_left_out_only_where_it_gives_the_right_answer_or_that_of_another(name: str) -> None:
    """What `apart` drops: money that was never carried over makes 合计 and 总计 one figure, and no mistake of either."""
    figures = figures_of(account(name), budget(name))
    for key in LESSONS:
        for task in import_module(f"fzfin.teach.{key}").TASKS:
            made = task.problem(figures)
            if isinstance(made, Inapplicable):
                continue
            live = apart(_with_names(made))
            for slip, value in made.slips.items():
                if slip in live.slips or isinstance(made.answer, Written):
                    continue
                found = judge(live, _typed(made, value))
                alike = found.verdict is Verdict.CORRECT or found.slip in live.slips
                assert alike, (key, task.name, slip, value)
