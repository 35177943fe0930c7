"""Exercises on paper: for a page without a kernel with answers folded away, and for a printed sheet without them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from fzfin.teach.classwords import word

if TYPE_CHECKING:
    from fzfin.teach.exercise import Exercise
    from fzfin.teach.lesson import Lesson

_LINES: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """An exercise with hint, solution and usual mistakes folded away; opened, they say what `check` would have said."""

    exercise: Exercise
    opened: bool = False

    def __repr__(self) -> str:
        return repr(self.exercise)

    def _repr_html_(self) -> str:
        exercise, lang = self.exercise, self.exercise.lang
        asked = _question(exercise)
        if not exercise.applies:
            return f'<div class="exercise none">{asked}</div>'
        hint = "".join(f"<p>{escape(line)}</p>" for line in exercise.hint().text)
        solved = exercise.solution()
        solution = "".join(f"<p>{escape(line)}</p>" for line in solved.text)
        if _computes(solved.code):
            code = f"<pre><code>{escape(solved.code)}</code></pre>"
            solution += f"<details><summary>{escape(word('fold.code', lang))}</summary>{code}</details>"
        parts = [self._fold(word("fold.hint", lang), hint), self._fold(word("fold.solution", lang), solution)]
        if slips := _mistakes(exercise):
            parts.append(self._fold(word("fold.mistakes", lang).format(count=len(slips)), _listed(slips, lang)))
        return f'<div class="exercise">{asked}{"".join(parts)}</div>'

    def _fold(self, title: str, body: str) -> str:
        return f"<details{' open' if self.opened else ''}><summary>{escape(title)}</summary>{body}</details>"


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """The exercises of a lesson to be printed: questions, options and lines to write on, no answers."""

    lesson: Lesson

    def __repr__(self) -> str:
        return repr(self.lesson)

    def _repr_html_(self) -> str:
        lang = self.lesson.lang
        blank = '<p class="write">&nbsp;</p>' * _LINES
        asked = "".join(
            f'<div class="exercise">{_question(exercise)}{blank}</div>' for exercise in self.lesson if exercise.applies
        )
        head = f'<p class="name">{escape(word("sheet.name", lang))}</p>'
        return f'<div class="sheet">{head}{asked}</div>'


def folded(exercise: Exercise, *, opened: bool = False) -> Folded:
    """An exercise for a page without a kernel: question, and folded below it hint, solution and usual mistakes.

    Args:
        exercise: An exercise of a lesson.
        opened: Open from the start, as on the page for the teacher.

    Example:
        >>> import fzfin as fz
        >>> fz.teach.folded(fz.teach.lesson("reading", fz.read(), lang="en").q2)
        Q2 · Total of the year and grand total
        Total revenue...
    """
    return Folded(exercise, opened)


def sheet(lesson: Lesson) -> Sheet:
    """The exercises of a lesson as a worksheet to print.

    Example:
        >>> import fzfin as fz
        >>> "____" in fz.teach.sheet(fz.teach.lesson("reading", fz.read(), lang="en"))._repr_html_()
        True
    """
    return Sheet(lesson)


def _computes(code: str) -> bool:
    """Whether a solution has code that is worth showing: more than a bare answer."""
    try:
        ast.literal_eval(code)
    except ValueError:
        return True
    except SyntaxError:
        return bool(code)
    return False


def _question(exercise: Exercise) -> str:
    options = "".join(f"<li>{escape(text)}</li>" for text in exercise.options.values())
    listed = f'<ol class="options">{options}</ol>' if options else ""
    heading = f"{exercise.name.upper()} · {exercise.title}"
    return f"<h4>{escape(heading)}</h4><p>{escape(exercise.question)}</p>{listed}"


def _mistakes(exercise: Exercise) -> list[tuple[str, str]]:
    """Each usual mistake as the answer that it gives here, and what a learner is told of it."""
    return [(exercise.worded(answer), exercise.check(answer).message) for answer in exercise.slips.values()]


def _listed(slips: list[tuple[str, str]], lang: str) -> str:
    answered = word("fold.answered", lang)
    lines = "".join(
        f"<dt>{escape(answered.format(answer=answer))}</dt><dd>{escape(message)}</dd>" for answer, message in slips
    )
    return f"<dl>{lines}</dl>"
