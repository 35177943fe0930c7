"""One exercise of a lesson, about the account at hand: its question, and how answers to it are checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from fractions import Fraction
from string import Formatter
from typing import Any

from fzfin.analysis.labels import name_of
from fzfin.settings import LANGUAGES
from fzfin.teach.feedback import Card, Feedback, Verdict, feedback
from fzfin.teach.judge import apart, judge, letter
from fzfin.teach.problem import (
    MONEY,
    Choice,
    Inapplicable,
    Line,
    Option,
    Problem,
    Quantity,
    Several,
    Slip,
    Two,
    Undefined,
    Word,
    Written,
)
from fzfin.teach.span import Span
from fzfin.teach.wording import Said, clean, exercise_words, filled, is_money, misconception, quantity, said, words
from fzfin.vocab import UNITS

_MOST_PLACES = 6
Marker = Callable[[str, Verdict], None]


class Exercise:
    """A question whose answer is computed from an account.

    Args:
        key: Lesson and number, such as ``reading.q1``.
        made: The problem, or why the account has none.
        lang: ``zh`` or ``en``.
        mark: Told the verdict of each check.

    Example:
        >>> import fzfin as fz
        >>> q1 = fz.teach.lesson("reading", fz.read(), lang="en").q1
        >>> q1.check("3,381.3 万元").verdict
        <Verdict.CORRECT: 'correct'>
        >>> q1.check(3381.3).misconception
        'wan_for_yuan'
        >>> q1.check(...).verdict
        <Verdict.NOT_ATTEMPTED: 'not_attempted'>
    """

    def __init__(self, key: str, made: Problem | Inapplicable, lang: str, mark: Marker) -> None:
        self.key = key
        self.lang = lang
        self._mark = mark
        self._why_not = made if isinstance(made, Inapplicable) else None
        self._problem = None if isinstance(made, Inapplicable) else apart(_with_names(made))

    @property
    def name(self) -> str:
        """Its name within the lesson, such as ``q1``."""
        return self.key.partition(".")[2]

    @property
    def title(self) -> str:
        """What it is about, in a few words."""
        return self._words["title"]

    @property
    def applies(self) -> bool:
        """Whether this account has something to ask about."""
        return self._problem is not None

    @property
    def why_not(self) -> str:
        """Why the exercise does not apply to this account; empty where it does."""
        if self._why_not is None:
            return ""
        facts = dict(self._why_not.facts)
        if "frame" in facts:
            facts["frame"] = words(self.lang)[f"frame.{facts['frame']}"]
        return filled(words(self.lang)[f"why_not.{self._why_not.reason}"], facts, self.lang)

    @property
    def question(self) -> str:
        """The question, with the figures of the account; where it does not apply, why not."""
        if self._problem is None:
            return self.why_not
        named = {name for _, name, _, _ in Formatter().parse(self._words["question"]) if name}
        money = any(is_money(fact) for name, fact in self._problem.facts.items() if name in named)
        note = words(self.lang)["amounts_note"] if money else ""
        return self._text("question") + note

    @property
    def options(self) -> Mapping[str, str]:
        """What a question of choice gives to choose from: letter → text; empty for others."""
        options = _options(self._problem)
        return {letter(place): said(option.label, self.lang) for place, option in enumerate(options)}

    @property
    def code(self) -> str:
        """Python whose last line is the right answer, with `d`, its budget `b`, `pl`, `fz`; `...` if not asked."""
        if self._problem is None:
            return "..."
        answer = self._problem.answer
        if isinstance(answer, Written):
            return json.dumps(said(answer.model, self.lang), ensure_ascii=False)
        return self._problem.code

    @property
    def model(self) -> Any:
        """The right answer as a learner would give it: a number, the key of an option, None for undefined."""
        return _typed(self._problem, None) if self._problem else ...

    @property
    def slips(self) -> Mapping[str, Any]:
        """Misconception → the answer that it gives here, for those that this account tells apart."""
        if self._problem is None:
            return {}
        return {slip: _typed(self._problem, value) for slip, value in self._problem.slips.items()}

    def check(self, answer: object = ...) -> Feedback:
        """Hold an answer against the account.

        Args:
            answer: A number, a text with a number and its unit, a choice by letter, code or name, a list of them, or
                None for "there is no such number"; `...` is the blank.

        Returns:
            The verdict with its sentences; true where the answer is correct. Nothing is ever raised for an answer.
        """
        if self._problem is None:
            return self._marked(feedback(Verdict.NOT_APPLICABLE, (self.why_not,), self.lang))
        found = judge(self._problem, answer)
        text: tuple[str, ...]
        if found.slip is not None:
            text = (filled(misconception(found.slip, self.key, self.lang), self._facts, self.lang),)
        elif found.verdict is Verdict.CORRECT:
            text = (self._right(), self._remark(found.note, found.found))
        elif found.verdict is Verdict.NOT_ATTEMPTED:
            text = (words(self.lang)["not_attempted"],)
        else:
            think = words(self.lang)["wrong"].format(name=self.name)
            text = (self._remark(found.note, found.found) or think,)
        return self._marked(feedback(found.verdict, text, self.lang, found.slip))

    def hint(self) -> Card:
        """A first step towards the answer, without giving it away."""
        text = self._text("hint") if self._problem else self.why_not
        return Card(words(self.lang)["hint"], (text,), self.lang, colour="#8a5a00")

    def solution(self) -> Card:
        """The answer with its reasoning, where its figures are printed, and Python that computes it."""
        if self._problem is None:
            return Card(words(self.lang)["solution"], (self.why_not,), self.lang, colour="#5f6b7a")
        places = list(dict.fromkeys(clean(place) for place in self._problem.places if place))
        shown = ", ".join(places[:_MOST_PLACES]) + (" …" if len(places) > _MOST_PLACES else "")
        printed = words(self.lang)["printed_at"].format(places=shown) if places else ""
        text = (self._text("solution"), self._tolerance(), printed)
        return Card(words(self.lang)["solution"], tuple(line for line in text if line), self.lang, self.code)

    def worded(self, answer: Any) -> str:
        """A right or wrong answer, such as one of `slips`, as a sentence names it: with its unit, or letter and text.

        Example:
            >>> import fzfin as fz
            >>> fz.teach.lesson("reading", fz.read(), lang="en").q1.worded(3381.3)
            '3,381.30 yuan'
        """
        right = self._problem.answer if self._problem else None
        if isinstance(right, (Quantity, Undefined)) and isinstance(answer, (int, float)):
            scale = right.scale if isinstance(right, Quantity) else UNITS[right.unit] if right.kind == MONEY else 1
            return quantity(Fraction(repr(float(answer))) * scale, right, self.lang)
        if isinstance(right, (Choice, Several)):
            chosen = {answer} if isinstance(answer, str) else set(answer)
            return _labels(right.options, chosen, self.lang)
        return words(self.lang)["undefined"] if answer is None else clean(str(answer))

    def box(self) -> Any:
        """An input box for JupyterLab over the same check; needs ipywidgets, as nothing else here does.

        Raises:
            MissingDependencyError: ipywidgets is not installed.
        """
        from fzfin.teach.box import box

        return box(self)

    @property
    def _words(self) -> Mapping[str, str]:
        variant = self._problem.variant if self._problem else ""
        return exercise_words(f"{self.key}:{variant}" if variant else self.key, self.lang)

    @property
    def _facts(self) -> Mapping[str, Any]:
        problem = self._problem
        if problem is None:
            return {}
        return {**problem.facts, "answer": Said(_shown(problem, self.lang))}

    def _text(self, part: str) -> str:
        return filled(self._words[part], self._facts, self.lang)

    def _marked(self, found: Feedback) -> Feedback:
        self._mark(self.name, found.verdict)
        return found

    def _right(self) -> str:
        return words(self.lang)["right"].format(answer=self._facts["answer"])

    def _remark(self, note: str | None, found: str) -> str:
        if not note:
            return ""
        number, _, unit = found.rpartition(" ")
        known = words(self.lang).get(f"unit.{unit}", unit)
        return filled(words(self.lang)[note], {"found": f"{number} {known}".strip()}, self.lang)

    def _tolerance(self) -> str:
        """From where to where an answer counts, where the printed figures leave that open."""
        right = self._problem.answer if self._problem else None
        if not isinstance(right, Quantity) or right.span.low == right.span.high:
            return ""
        low, high = (quantity(end, right, self.lang) for end in (right.span.low, right.span.high))
        return "" if low == high else words(self.lang)["tolerance"].format(low=low, high=high)

    def _lines(self) -> list[str]:
        return [self.question, *(f"({mark}) {text}" for mark, text in self.options.items())]

    def _card(self) -> Card:
        heading = f"{self.name.upper()} · {self.title}"
        return Card(heading, tuple(self._lines()), self.lang, colour="#1f5fa8" if self.applies else "#5f6b7a")

    def _repr_html_(self) -> str:
        return self._card()._repr_html_()

    def __repr__(self) -> str:
        return str(self._card())


def _options(problem: Problem | None) -> tuple[Option, ...]:
    answer = problem.answer if problem else None
    return answer.options if isinstance(answer, (Choice, Several)) else ()


def _with_names(problem: Problem) -> Problem:
    """The problem with the texts of its options, in both languages, as answers of their own."""
    answer = problem.answer
    if not isinstance(answer, (Choice, Several)):
        return problem
    named = tuple(
        Option(option.key, option.label, (*option.also, *(_said_plainly(option.label, lang) for lang in LANGUAGES)))
        for option in answer.options
    )
    changed: Choice | Several = (
        Choice(answer.right, named) if isinstance(answer, Choice) else Several(answer.right, named)
    )
    return replace(problem, answer=changed)


def _said_plainly(label: object, lang: str) -> str:
    if isinstance(label, Line):
        return name_of(label.code, label.name, lang) or ""
    if isinstance(label, Two):
        return label.zh if lang == "zh" else label.en
    return words(lang)[label.key] if isinstance(label, Word) else str(label)


def _shown(problem: Problem, lang: str) -> str:
    answer = problem.answer
    match answer:
        case Quantity():
            return quantity(answer.span.value, answer, lang)
        case Undefined():
            return words(lang)["undefined"]
        case Written():
            return said(answer.model, lang)
    chosen = {answer.right} if isinstance(answer, Choice) else answer.right
    return _labels(answer.options, chosen, lang)


def _labels(options: tuple[Option, ...], chosen: Set[str], lang: str) -> str:
    labels = [
        f"({letter(place)}) {said(option.label, lang)}" for place, option in enumerate(options) if option.key in chosen
    ]
    return words(lang)["semicolon"].join(labels) if labels else words(lang)["none_of_them"]


def _typed(problem: Problem, value: Slip | None) -> Any:
    """A right (None) or wrong answer as something to give to `check`."""
    answer = problem.answer
    if isinstance(value, Span) or (value is None and isinstance(answer, Quantity)):
        span = value if isinstance(value, Span) else answer.span if isinstance(answer, Quantity) else None
        scale = answer.scale if isinstance(answer, Quantity) else 1
        return float(span.value / scale) if span is not None else None
    match answer:
        case Choice():
            return value or answer.right
        case Several():
            return sorted(answer.right if value is None else value)
        case Written():
            return value or answer.model.zh
    return None
