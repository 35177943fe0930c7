"""What an exercise asks of one account: the right answer, the wrong ones that teach, and the figures in its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from fzfin.teach.span import Span
from fzfin.vocab import UNITS

MONEY: Final = "money"
"""An amount, in 分."""
PERCENT: Final = "percent"
"""A share or rate, in percent."""
POINTS: Final = "points"
"""A difference of percentages, in percentage points."""
COUNT: Final = "count"
"""A whole number."""
SCORE: Final = "score"
"""Marks of a self-evaluation."""


class Inapplicable(Exception):  # noqa: N818 - no error: it says why an account has nothing to ask about
    """An exercise has nothing to ask about this account.

    Args:
        reason: A key of ``vocab/teach.csv`` below ``why_not``.
        facts: What the words name.
    """

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in a text, in 分."""

    fen: Fraction


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage in a text."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table in a text, called by its name in the language of the lesson."""

    code: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of ``vocab/teach.csv`` in a text."""

    key: str


@dataclass(frozen=True, slots=True)
class Two:
    """A text that is at hand in both languages, such as a label of an analysis; `money` if it names amounts."""

    zh: str
    en: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its key, what it says, and other texts that mean it."""

    key: str
    label: Any
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """The answer is a number.

    Attributes:
        span: The right answer: money in 分, everything else in its own unit.
        kind: `MONEY`, `PERCENT`, `POINTS`, `COUNT` or `SCORE`.
        unit: Of money, the unit that the question asks for.
    """

    span: Span
    kind: str
    unit: str = "万元"

    @property
    def scale(self) -> int:
        """What one of the unit asked for is in the unit of the span."""
        return UNITS[self.unit] if self.kind == MONEY else 1

    @property
    def coarsest(self) -> Fraction:
        """By how much a rounded answer may miss the interval: never more than a thousandth, nor than 50 元 or 0.05."""
        if self.kind == COUNT:
            return Fraction(0)
        most = Fraction(UNITS["元"] * 50) if self.kind == MONEY else Fraction(1, 20)
        return min(most, abs(self.span.value) / 1000) if self.kind == MONEY else most


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer is one of several options, given by its key, its letter, or its text."""

    right: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """The answer is some of several options, in any order; possibly none of them."""

    right: frozenset[str]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Undefined:
    """The answer is that there is no such number; slips are numbers of a kind."""

    kind: str = PERCENT
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class Written:
    """The answer is a sentence; a function names what it lacks, as the key of a slip, or None."""

    lacks: Callable[[str], str | None]
    model: Two


Answer = Quantity | Choice | Several | Undefined | Written
Slip = Span | str | frozenset[str]
"""What a misconception answers: a number, the key of an option, or keys of options."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An exercise about one account.

    Attributes:
        answer: The right answer.
        slips: Misconception → what it answers, those that hide others first.
        facts: What question, hint, solution and messages name.
        code: Python of a few lines that ends in the right answer; `d` is the account, `b` its budget, `pl` polars,
            `fz` fzfin.
        places: Locators of the figures that the answer is made of.
        variant: Which of several texts of the exercise asks it, where an account can be asked in more ways than one.
    """

    answer: Answer
    slips: Mapping[str, Slip]
    facts: Mapping[str, Any]
    code: str
    places: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise of a lesson: its name, and what makes it a problem for an account."""

    name: str
    make: Callable[[Any], Problem]

    def problem(self, figures: Any) -> Problem | Inapplicable:
        """The problem for an account, or why there is none."""
        try:
            return self.make(figures)
        except Inapplicable as why:
            return why
