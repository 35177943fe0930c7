"""One lesson on one account: its exercises, and how far the learner has come."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import import_module
from typing import Final

from fzfin.analysis.comparison import compare
from fzfin.analysis.labels import language
from fzfin.disclosure import Disclosure
from fzfin.errors import ParameterError
from fzfin.teach.exercise import Exercise
from fzfin.teach.feedback import Card, Verdict
from fzfin.teach.figures import figures_of
from fzfin.teach.problem import Inapplicable, Task
from fzfin.teach.wording import words

LESSONS: Final = (
    "reading",
    "flow",
    "composition",
    "change",
    "execution",
    "three_public",
    "procurement",
    "performance",
    "capstone",
)
"""The keys of the lessons, in the order in which they are taught."""

_OPENINGS: Final = {
    "execution": (
        "d = fz.teach.account(source)\nb = fz.teach.budget(source, budget)",
        'lesson = fz.teach.lesson("execution", d, lang=lang, budget=b)',
    ),
    "capstone": (
        "d = fz.teach.account(source, to_find=True)",
        'lesson = fz.teach.lesson("capstone", d, lang=lang)',
    ),
}
_KIND: Final = "final_accounts"
"""What the questions are about; a budget (部门预算) has tables of the same shape, but no actual in them."""


def opening(key: str) -> tuple[str, str]:
    """The code with which a notebook reads the account of a lesson, and with which it opens the lesson.

    Example:
        >>> opening("flow")
        ('d = fz.teach.account(source)', 'lesson = fz.teach.lesson("flow", d, lang=lang)')
    """
    plain = ("d = fz.teach.account(source)", f'lesson = fz.teach.lesson("{key}", d, lang=lang)')
    return _OPENINGS.get(key, plain)


def parameters(key: str) -> tuple[str, ...]:
    """The parameters of a lesson's notebook that say what it is about: its source, and in one its budget.

    Example:
        >>> parameters("flow"), parameters("execution")
        (('source',), ('source', 'budget'))
    """
    return ("source", "budget") if "budget" in "".join(opening(key)) else ("source",)


class Lesson:
    """The exercises of one lesson about one account, as attributes `q1`, `q2`, … and in order when iterated over.

    Example:
        >>> import fzfin as fz
        >>> reading = fz.teach.lesson("reading", fz.read(), lang="en")
        >>> [exercise.name for exercise in reading]
        ['q1', 'q2', 'q3', 'q4']
        >>> reading.progress().done
        0
    """

    def __init__(self, key: str, d: Disclosure, lang: str | None = None, budget: Disclosure | None = None) -> None:
        self.key = key
        self.lang = language(lang)
        self._figures = figures_of(d, budget)
        self._tasks: dict[str, Task] = {task.name: task for task in import_module(f"fzfin.teach.{key}").TASKS}
        self._made: dict[str, Exercise] = {}
        self._verdicts: dict[str, Verdict] = {}

    @property
    def title(self) -> str:
        """What the lesson is called."""
        return words(self.lang)[f"lesson.{self.key}"]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All exercises, in order."""
        return tuple(self)

    def __iter__(self) -> Iterator[Exercise]:
        return (self._exercise(name) for name in self._tasks)

    def __len__(self) -> int:
        return len(self._tasks)

    def __getattr__(self, name: str) -> Exercise:
        if name.startswith("_") or name not in self._tasks:
            raise AttributeError(f"the lesson {self.key!r} has no {name!r}; it has {', '.join(self._tasks)}")
        return self._exercise(name)

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self._tasks})

    def _exercise(self, name: str) -> Exercise:
        if name not in self._made:
            task, meta = self._tasks[name], self._figures.d.meta
            made = task.problem(self._figures) if meta.kind == _KIND else Inapplicable("no_account")
            self._made[name] = Exercise(f"{self.key}.{name}", made, self.lang, self._mark)
        return self._made[name]

    def _mark(self, name: str, verdict: Verdict) -> None:
        """Keep the last verdict; a blank or unclear answer takes nothing back."""
        if verdict in (Verdict.CORRECT, Verdict.WRONG, Verdict.NOT_APPLICABLE) or name not in self._verdicts:
            self._verdicts[name] = verdict

    def progress(self) -> Progress:
        """How far the learner has come, as one line."""
        states = {}
        for exercise in self:
            known = self._verdicts.get(exercise.name, Verdict.NOT_ATTEMPTED)
            states[exercise.name] = known if exercise.applies else Verdict.NOT_APPLICABLE
        return Progress(states, self.lang)

    def __repr__(self) -> str:
        return "\n\n".join([self.title, *(repr(exercise) for exercise in self)])

    def _repr_html_(self) -> str:
        shown = "".join(exercise._repr_html_() for exercise in self)
        return f'<div lang="{self.lang}"><h4 style="margin:4px 0">{escape(self.title)}</h4>{shown}</div>'


class Progress:
    """A line that shows each exercise with its verdict, and counts the correct ones."""

    def __init__(self, states: dict[str, Verdict], lang: str) -> None:
        self.states = states
        self.lang = lang

    @property
    def done(self) -> int:
        """How many are answered correctly."""
        return sum(state is Verdict.CORRECT for state in self.states.values())

    @property
    def of(self) -> int:
        """How many apply to this account."""
        return sum(state is not Verdict.NOT_APPLICABLE for state in self.states.values())

    def _card(self) -> Card:
        say = words(self.lang)
        signs = {"correct": "✓", "wrong": "✗", "not_applicable": "–"}
        marks = "  ".join(f"{name.upper()} {signs.get(state, '·')}" for name, state in self.states.items())
        key = "progress.all" if self.of and self.done == self.of else "progress"
        return Card(say[key].format(done=self.done, of=self.of), (marks, say["progress.signs"]), self.lang)

    def __repr__(self) -> str:
        return str(self._card())

    def _repr_html_(self) -> str:
        return self._card()._repr_html_()


def lesson(key: str, d: Disclosure, lang: str | None = None, *, budget: Disclosure | None = None) -> Lesson:
    """A lesson with its exercises, computed from an account.

    Args:
        key: One of `LESSONS`: reading, flow, composition, change, execution, three_public, procurement, performance,
            capstone.
        d: The account: shipped, made, or one's own.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.
        budget: The budget (部门预算) of the same department and year, if it is at hand: the lesson on execution then
            asks about both; see `fzfin.teach.budget`.

    Raises:
        ParameterError: There is no such lesson or language, `d` is no account, or `budget` not the budget of its year.

    Example:
        >>> import fzfin as fz
        >>> print(fz.teach.lesson("reading", fz.read(), lang="en").q3.question.partition(".")[0])
        The table of expenditure has 23 rows
    """
    if key not in LESSONS:
        raise ParameterError(f"expected one of the lessons {', '.join(LESSONS)}, found {str(key)[:40]!r}")
    if not isinstance(d, Disclosure):
        raise ParameterError(f"expected an account as fz.read() gives it, found {type(d).__name__}")
    if budget is not None:
        compare(budget, d)
    return Lesson(key, d, lang, budget)
