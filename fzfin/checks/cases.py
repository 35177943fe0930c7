"""What a check yields: figures held against each other, or a thing observed in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fzfin.checks.figures import Figure
from fzfin.checks.relations import AT_LEAST, AT_MOST, EQUAL, Linear, Outcome, Ratio, Relation

if TYPE_CHECKING:
    from fzfin.checks.book import Book

Words = str | tuple[str, str] | Figure
"""Words of a fact: the same in both languages (printed words), Chinese and English, or a figure to be named."""


@dataclass(frozen=True, slots=True)
class Place:
    """Printed words that a case rests on where it is about no figure: where they stand, and what they say."""

    locator: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One thing checked.

    Attributes:
        outcome: What came of it.
        relation: The arithmetic that it rests on, if any.
        left, right: The figures that it rests on where it is no arithmetic.
        places: The printed words that it rests on, in the order of the sentence, where it is about no figure.
        facts: Words for its sentence, by the name of their blank.
        variant: Which sentence of its check it takes, where the check has several (``from_zero``).
        severity: Graver or lighter than its check, where it is.
        missing: What it wanted and did not find, for an outcome `unknown`.
        cause: What goes wrong, where cases that share no figure go wrong for the same reason.
    """

    outcome: Outcome
    relation: Relation | None = None
    left: Figure | None = None
    right: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    facts: dict[str, Words] = field(default_factory=dict)
    variant: str = ""
    severity: str | None = None
    missing: str = ""
    cause: str = ""

    @property
    def holds(self) -> bool:
        """Say whether the case is as it should be, be it by rounding."""
        return self.outcome in (Outcome.PASS, Outcome.ROUNDING)

    @property
    def judged(self) -> Figure | None:
        """The figure that is judged."""
        return self.relation.left if self.relation else self.left

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that the case reads."""
        if self.relation is not None:
            return self.relation.figures
        return (*((self.left,) if self.left else ()), *self.right)

    @property
    def quoted(self) -> tuple[Figure | Place | None, Figure | Place | None]:
        """What a finding quotes: the figure judged or the words, and what it is held against, best of another frame."""
        judged = self.judged
        others = self.relation.figures[1:] if self.relation else self.right
        away = next((figure for figure in others if judged is None or figure.key[0] != judged.key[0]), None)
        sides = (*((judged,) if judged else ()), *self.places)
        left = sides[0] if sides else None
        right = away or (others[0] if others else None) or (sides[1] if len(sides) > 1 else None)
        return left, right


def adds_up(
    whole: Figure | None,
    plus: Iterable[Figure | None],
    minus: Iterable[Figure | None] = (),
    *,
    sign: str = EQUAL,
    **words: Any,
) -> Case:
    """The whole is the sum of its parts.

    A whole that is not printed, or a part to be taken away that is not, gives `unknown`. Parts that are not printed
    add nothing; where the printed ones fall short, the outcome is `unknown`, since the rest may belong there.

    Example:
        >>> from fzfin.checks import Figure, adds_up
        >>> a, b = (Figure(("made", n, "x"), value, 5, "money", f"L{n}", "") for n, value in enumerate((300, 310)))
        >>> adds_up(a, [b]).outcome.value
        'rounding'
    """
    taken = list(plus)
    printed = tuple(part for part in taken if part is not None)
    away = list(minus)
    if whole is None:
        return Case(Outcome.UNKNOWN, right=printed, missing="whole", **words)
    if not printed or any(part is None for part in away):
        return Case(Outcome.UNKNOWN, left=whole, right=printed, missing="parts", **words)
    relation = Linear(whole, printed, tuple(part for part in away if part), sign, len(taken) - len(printed))
    outcome = relation.outcome()
    return Case(outcome, relation, missing="blank" if outcome is Outcome.UNKNOWN else "", **words)


def equals(left: Figure | None, right: Figure | None, **words: Any) -> Case:
    """Two places print the same figure."""
    return adds_up(left, [right], **words)


def at_most(left: Figure | None, right: Iterable[Figure | None], **words: Any) -> Case:
    """A figure is not greater than the sum of others; a part of the sum that is not printed gives `unknown`."""
    return _bounded(left, list(right), AT_MOST, words)


def at_least(left: Figure | None, right: Iterable[Figure | None], **words: Any) -> Case:
    """A figure is not less than the sum of others; parts that are not printed add nothing."""
    parts = [part for part in right if part is not None]
    return _bounded(left, [*parts] or [None], AT_LEAST, words)


def _bounded(left: Figure | None, right: list[Figure | None], sign: str, words: dict[str, Any]) -> Case:
    printed = tuple(part for part in right if part is not None)
    if left is None or len(printed) < len(right):
        return Case(Outcome.UNKNOWN, left=left, right=printed, missing="whole" if left is None else "parts", **words)
    relation = Linear(left, printed, (), sign)
    return Case(relation.outcome(), relation, **words)


def percent_of(pct: Figure | None, top: Figure | None, bottom: Figure | None, **words: Any) -> Case:
    """A percentage is that of one figure over another; over zero it is `unknown`."""
    return _ratio(pct, top, bottom, None, words)


def growth(pct: Figure | None, amount: Figure | None, change: Figure | None, **words: Any) -> Case:
    """A percentage of change is that of the change over what there was before: the amount less the change."""
    return _ratio(pct, change, amount, change, words)


def _ratio(
    pct: Figure | None, top: Figure | None, bottom: Figure | None, less: Figure | None, words: dict[str, Any]
) -> Case:
    if pct is None or top is None or bottom is None:
        known = tuple(figure for figure in (top, bottom) if figure is not None)
        return Case(Outcome.UNKNOWN, left=pct, right=known, missing="whole" if pct is None else "parts", **words)
    relation = Ratio(pct, top, bottom, less)
    outcome = relation.outcome()
    if outcome is Outcome.FAIL and relation.truncated():
        words = {"severity": "note", "variant": "truncated"} | words
    return Case(outcome, relation, missing="base" if outcome is Outcome.UNKNOWN else "", **words)


def observed(holds: bool | None, left: Figure | None = None, right: Iterable[Figure | None] = (), **words: Any) -> Case:
    """A thing that is as it should be, is not, or (None) cannot be told.

    Where it is about words and no figure, `places` says where they stand.

    Example:
        >>> from fzfin.checks import Place, observed
        >>> observed(False, places=(Place("L7", "XX万元"),)).quoted[0].locator
        'L7'
    """
    outcome = Outcome.UNKNOWN if holds is None else Outcome.PASS if holds else Outcome.FAIL
    words.setdefault("missing", "words" if holds is None else "")
    return Case(outcome, left=left, right=tuple(figure for figure in right if figure is not None), **words)


def doubted(book: Book, figures: Iterable[Figure | None], *, ratios: bool = False) -> bool:
    """Say whether a sum of an earlier check failed on one of these figures, so that one more says nothing new.

    With `ratios`, a percentage that failed counts as well.
    """
    keys = [figure.key for figure in figures if figure is not None]
    return any(key in book.failed_sums or (ratios and key in book.failed_ratios) for key in keys)


def not_applicable(left: Figure | None = None, **words: Any) -> Case:
    """A thing that the check does not apply to."""
    return Case(Outcome.NOT_APPLICABLE, left=left, **words)
