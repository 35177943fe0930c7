"""Figures that agree two by two and yet cannot all be right: intervals narrowed by all identities at once.

Each identity that holds by rounding narrows the true values that its figures can have. Where an interval is left empty,
no set of true values rounds to what is printed. Narrowing is sound: what it calls impossible is impossible. It does
not find every impossibility.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final

from fzfin.checks.book import Book
from fzfin.checks.cases import Case, observed
from fzfin.checks.figures import Figure, Interval, Key, meet
from fzfin.checks.registry import finds
from fzfin.checks.relations import EQUAL, Linear, Outcome

_STEPS: Final = 4000


@finds("J01")
def roundings_fit_together(book: Book) -> Iterator[Case]:
    """Identities that hold by rounding hold together: there are true values that round to all the figures."""
    for figure, relations in impossible(book.cases):
        others = {other.key: other for relation in relations for other in relation.figures if other.key != figure.key}
        yield observed(False, figure, others.values(), cause=str(figure.key), facts={"count": str(len(relations))})


def impossible(cases: Sequence[Case]) -> list[tuple[Figure, list[Linear]]]:
    """Find figures that no true value fits: each with the identities that leave it none.

    Args:
        cases: The cases of an audit; only those that hold count, and of them only sums without blank cells.
    """
    sums = [
        (case.relation, case.outcome)
        for case in cases
        if case.holds and isinstance(case.relation, Linear) and case.relation.sign == EQUAL and not case.relation.blanks
    ]
    holding = [relation for relation, _ in sums]
    reading: dict[Key, list[int]] = {}
    for number, relation in enumerate(holding):
        for figure in relation.figures:
            reading.setdefault(figure.key, []).append(number)
    known: dict[Key, Interval] = {}
    narrowed_by: dict[Key, int] = {}
    waiting = deque(number for number, (_, outcome) in enumerate(sums) if outcome is Outcome.ROUNDING)
    found: list[tuple[Figure, list[Linear]]] = []
    spoiled: set[int] = set()
    for _ in range(_STEPS):
        if not waiting:
            break
        number = waiting.popleft()
        if number in spoiled:
            continue
        for figure, allowed in _allowed(holding[number], known):
            own = known.get(figure.key, (figure.low, figure.high))
            common = meet(own, allowed)
            if common is None:
                involved = _behind(number, holding, narrowed_by)
                found.append((figure, [holding[each] for each in involved]))
                spoiled.update(involved)
                break
            if common != own:
                known[figure.key] = common
                narrowed_by[figure.key] = number
                waiting.extend(other for other in reading[figure.key] if other != number and other not in waiting)
    return found


def _allowed(relation: Linear, known: dict[Key, Interval]) -> list[tuple[Figure, Interval]]:
    """What each figure of a sum may be, the others being what is known of them."""
    terms = [(relation.left, -1), *((f, 1) for f in relation.plus), *((f, -1) for f in relation.minus)]
    spans = [known.get(figure.key, (figure.low, figure.high)) for figure, _ in terms]
    low = sum((span[0] if sign > 0 else -span[1]) for (_, sign), span in zip(terms, spans, strict=True))  # type: ignore[misc, operator]
    high = sum((span[1] if sign > 0 else -span[0]) for (_, sign), span in zip(terms, spans, strict=True))  # type: ignore[misc, operator]
    out: list[tuple[Figure, Interval]] = []
    for (figure, sign), (least, most) in zip(terms, spans, strict=True):
        if least is None or most is None:
            continue
        # the others lie in [low - own low, high - own high] by their signs; figure is minus them, by its sign
        rest = (low - least, high - most) if sign > 0 else (low + most, high + least)
        out.append((figure, (-rest[1], -rest[0]) if sign > 0 else rest))
    return out


def _behind(number: int, holding: Sequence[Linear], narrowed_by: dict[Key, int]) -> list[int]:
    """The identities behind a contradiction: the last one, and those that narrowed its figures, and so on."""
    involved = [number]
    for each in involved:
        for figure in holding[each].figures:
            other = narrowed_by.get(figure.key)
            if other is not None and other not in involved:
                involved.append(other)
    return involved
