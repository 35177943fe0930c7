"""Exercises on budget literacy (决算素养练习) whose answers are computed from the account at hand.

A lesson has exercises `q1`, `q2`, …; each shows its question, checks answers, and names the mistake behind a wrong one.
No key stands in a notebook: the same lesson works on the shipped account, a made one and one's own, and says which
exercises an account has nothing to ask about, and why.

- ``lesson(key, d, lang)``: `key` is one of `LESSONS` (reading, flow, composition, change, execution, three_public,
  procurement, performance, capstone); `lesson.q1` shows the question.
- ``q1.check(answer)``: a `Feedback` with `verdict` (correct, wrong, unclear, not_attempted, not_applicable),
  `misconception` and `message`; `...` is the blank, so that an unanswered notebook runs. Numbers come with or without
  their unit (``"2,379.25 万元"``, ``23792500``), percentages as ``47.19``, ``"47.19%"`` or ``0.4719``; choices by
  letter, code or name; several as a list; None or ``"undefined"`` where there is no such number.
- ``q1.hint()``, ``q1.solution()``, ``q1.box()`` (an input box, with ipywidgets), ``lesson.progress()``.
- ``account("school")``: an account for class: the made ones of `ACCOUNTS` by name, with a defect as
  ``account("school", error="broken_total")`` or ``account("school:broken_total")``, else what `fzfin.read` takes; the
  parameter `source` of a lesson is given to it. `made("school")` has all that is known of one, `defects` is its key;
  ``budget("school")`` is the made budget of its year, for ``lesson("execution", d, budget=b)``.
- ``glossary(d, lang)``: the terms of the lessons with printed examples from an account.
- ``folded(q1)``, ``sheet(lesson)``: an exercise with its answers folded away, and a worksheet to print, for learners
  without a kernel; ``teacher("reading", d, lang)``: the page for the teacher, with the mistakes to expect.
- For those who write lessons: `q1.question`, `q1.title`, `q1.options`, `q1.applies`, `q1.why_not`; `q1.code` is Python
  (with `d`, its budget `b`, `pl`, `fz`) whose last line is the right answer, `q1.model` that answer, `q1.slips`
  misconception → answer.

Example:
    >>> import fzfin as fz
    >>> lesson = fz.teach.lesson("reading", fz.read(), lang="en")
    >>> lesson.q1.check(3381.3)
    ✗ Not yet
    This is the figure in 10k yuan. The question asks for yuan: multiply by 10,000.
"""

from __future__ import annotations

from fzfin.teach.accounts import ACCOUNTS, account, budget, defects, made
from fzfin.teach.exercise import Exercise
from fzfin.teach.feedback import Card, Feedback, Verdict
from fzfin.teach.folded import Folded, Sheet, folded, sheet
from fzfin.teach.glossary import Glossary, glossary
from fzfin.teach.lesson import LESSONS, Lesson, Progress, lesson
from fzfin.teach.teacher import TeacherPage, teacher

__all__ = [
    "ACCOUNTS",
    "LESSONS",
    "Card",
    "Exercise",
    "Feedback",
    "Folded",
    "Glossary",
    "Lesson",
    "Progress",
    "Sheet",
    "TeacherPage",
    "Verdict",
    "account",
    "budget",
    "defects",
    "folded",
    "glossary",
    "lesson",
    "made",
    "sheet",
    "teacher",
]
