"""The page for the teacher of a lesson: a plan for 45 minutes, the mistakes to expect, questions, what next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from fzfin.errors import ParameterError
from fzfin.teach.accounts import ACCOUNTS, defects
from fzfin.teach.classwords import word
from fzfin.teach.folded import folded
from fzfin.teach.lesson import Lesson, lesson
from fzfin.teach.wording import words
from fzfin.vocab import rows

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure

_WITH_DEFECTS: Final = "capstone"
_KINDS: Final = ("prepare", "time", "ask", "extend")


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of advice: `kind` is ``prepare``, ``time``, ``ask`` or ``extend``; only time has `minutes`."""

    kind: str
    minutes: int | None
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class TeacherPage:
    """What a teacher needs for one lesson on one account; shows itself as a page in a notebook.

    Attributes:
        lesson: The lesson with its exercises.
        steps: Preparation, timing, questions and extensions.
    """

    lesson: Lesson
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long the lesson takes."""
        return sum(step.minutes or 0 for step in self.steps)

    def _of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.kind == kind]

    def __repr__(self) -> str:
        lines = [self.lesson.title]
        lines += [f"{step.minutes or '':>3}  {step.text}" for kind in _KINDS for step in self._of(kind)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        lang = self.lesson.lang
        sections = [
            (word("teacher.prepare", lang), _list(step.text for step in self._of("prepare"))),
            (word("teacher.time", lang).format(minutes=self.minutes), self._plan()),
            (word("teacher.ask", lang), _list(step.text for step in self._of("ask"))),
            (word("teacher.exercises", lang), self._exercises()),
            (word("teacher.extend", lang), _list(step.text for step in self._of("extend"))),
        ]
        if self.lesson.key == _WITH_DEFECTS:
            sections.append((word("teacher.defects", lang), _defects(lang)))
        return "".join(f"<div><h2>{escape(title)}</h2>{body}</div>" for title, body in sections)

    def _plan(self) -> str:
        lang = self.lesson.lang
        lines, begun = [], 0
        for step in self._of("time"):
            end = begun + (step.minutes or 0)
            lines.append(f'<tr><td class="when">{begun}–{end}</td><td>{escape(step.text)}</td></tr>')
            begun = end
        head = f"<tr><th>{escape(word('teacher.minutes', lang))}</th><th>{escape(word('teacher.what', lang))}</th></tr>"
        return f'<div class="text"><table><thead>{head}</thead><tbody>{"".join(lines)}</tbody></table></div>'

    def _exercises(self) -> str:
        lang = self.lesson.lang
        note = f"<p>{escape(word('teacher.exercises_note', lang))}</p>"
        return note + "".join(folded(exercise, opened=True)._repr_html_() for exercise in self.lesson)


def teacher(
    key: str | Lesson, d: Disclosure | None = None, lang: str | None = None, *, budget: Disclosure | None = None
) -> TeacherPage:
    """The page for the teacher of a lesson, with the answers and usual mistakes that the account at hand gives.

    Args:
        key: One of `fzfin.teach.LESSONS`, or a lesson that is open already: nothing more is needed then.
        d: The account that is taught with.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.
        budget: The budget of its year, as for `fzfin.teach.lesson`.

    Raises:
        ParameterError: There is no such lesson or language, or `budget` is another one.

    Example:
        >>> import fzfin as fz
        >>> fz.teach.teacher("reading", fz.read(), lang="en").minutes
        45
    """
    if isinstance(key, Lesson):
        held = key
    elif d is None:
        raise ParameterError(f"expected an account to go with the lesson {key!r}, found none")
    else:
        held = lesson(key, d, lang, budget=budget)
    steps = tuple(
        Step(row["kind"], int(row["minutes"]) if row["minutes"] else None, row[held.lang])
        for row in rows("teacher")
        if row["lesson"] == held.key
    )
    return TeacherPage(held, steps)


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _defects(lang: str) -> str:
    """The key of the defects of the made accounts, one table for each."""
    names = {row["name"]: row[lang] for row in rows("class_accounts")}
    note = f"<p>{escape(word('teacher.defects_note', lang))}</p>"
    return note + "".join(
        f"<details><summary><code>{name}</code> {escape(names[name])}</summary>{_table(name, lang)}</details>"
        for name in ACCOUNTS
    )


def _table(name: str, lang: str) -> str:
    say = words(lang)
    columns = ("error", "title", "where", "printed", "true")
    head = "".join(f"<th>{escape(word(f'defects.{column}', lang))}</th>" for column in columns)
    body = ""
    for row in defects(name, lang).iter_rows(named=True):
        places = (say.get(f"frame.{row['frame']}", row["frame"]), row["row"], row["column"])
        where = " · ".join(place for place in places if place)
        cells = (row["error"], row["title"], where, row["printed"] or "—", row["true"] or "—")
        body += "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
