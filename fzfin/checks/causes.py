"""One cause, one finding: failing cases that share figures are grouped, and the suspect is named where one stands out.

A figure is the suspect of a group if giving it another value would settle more failing cases, less the passing ones
that it would break, than any other figure could. Where two do as well, nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fzfin.checks.cases import Case
from fzfin.checks.figures import Figure, Interval, Key, meet
from fzfin.checks.relations import Outcome, Relation


@dataclass(frozen=True, slots=True)
class Group:
    """Failing cases of one cause, by their numbers, the leading one first; and the figure that explains them, if any.

    `within` is what that figure would have to be for all of them to hold.
    """

    members: tuple[int, ...]
    suspect: Figure | None = None
    within: Interval | None = None


@dataclass(frozen=True, slots=True)
class _Blame:
    figure: Figure
    settled: tuple[int, ...]
    broken: int
    within: Interval

    @property
    def score(self) -> int:
        return len(self.settled) - self.broken


def group(cases: Sequence[Case], codes: Sequence[str]) -> list[Group]:
    """Group the failing cases among `cases` by cause.

    Arithmetic goes together where it shares figures; what is observed in words goes together where it names the same
    `cause`, or else is found by the same check: `codes` holds the code of each case.
    """
    failing = [number for number, case in enumerate(cases) if case.outcome is Outcome.FAIL and case.relation]
    observed: dict[str, list[int]] = {}
    for number, (case, code) in enumerate(zip(cases, codes, strict=True)):
        if case.outcome is Outcome.FAIL and case.relation is None:
            observed.setdefault(f"{code} {case.cause}", []).append(number)
    holding: dict[Key, list[Relation]] = {}
    for case in cases:
        if case.relation is not None and case.holds:
            for figure in case.relation.figures:
                holding.setdefault(figure.key, []).append(case.relation)
    groups = [Group(tuple(members)) for members in observed.values()]
    for members in _connected(cases, failing):
        left = members
        while left:
            best = _suspect([(number, cases[number]) for number in left], holding)
            if best is None:
                groups += [Group(tuple(part)) for part in _connected(cases, left)]
                break
            groups.append(Group(best.settled, best.figure, best.within))
            left = [number for number in left if number not in best.settled]
    return groups


def _connected(cases: Sequence[Case], numbers: Sequence[int]) -> list[list[int]]:
    """Numbers of cases that share figures, in lists."""
    root = {number: number for number in numbers}

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    owner: dict[Key | str, int] = {}
    for number in numbers:
        case = cases[number]
        keys: list[Key | str] = [figure.key for figure in case.figures]
        for key in [*keys, *([case.cause] if case.cause else [])]:
            root[find(number)] = find(owner.setdefault(key, number))
    found: dict[int, list[int]] = {}
    for number in numbers:
        found.setdefault(find(number), []).append(number)
    return list(found.values())


def _suspect(members: Sequence[tuple[int, Case]], holding: dict[Key, list[Relation]]) -> _Blame | None:
    """The one figure that explains most of the cases; None where there is no such figure, or more than one."""
    figures: dict[Key, Figure] = {}
    for _, case in members:
        if case.relation is not None:
            figures.update((figure.key, figure) for figure in case.relation.figures if not figure.given)
    blames = [blame for figure in figures.values() if (blame := _blame(figure, members, holding)) is not None]
    blames.sort(key=lambda blame: -blame.score)
    if not blames or blames[0].score <= 0:
        return None
    if len(blames) > 1 and blames[1].score == blames[0].score:
        return None
    return blames[0]


def _blame(figure: Figure, members: Sequence[tuple[int, Case]], holding: dict[Key, list[Relation]]) -> _Blame | None:
    """What changing one figure would settle and break, taking the value that settles the most cases."""
    wanted: list[tuple[int, Interval]] = []
    for number, case in members:
        if case.relation is not None and any(own.key == figure.key for own in case.relation.figures):
            allowed = case.relation.allowed(figure.key)
            if allowed is not None:
                wanted.append((number, allowed))
    best: _Blame | None = None
    for _, start in wanted:
        within, settled = start, list[int]()
        for number, allowed in wanted:
            common = meet(within, allowed)
            if common is not None:
                within = common
                settled.append(number)
        broken = 0
        for relation in holding.get(figure.key, ()):
            held = relation.allowed(figure.key)
            broken += held is not None and meet(held, within) is None
        blame = _Blame(figure, tuple(settled), broken, within)
        if best is None or blame.score > best.score:
            best = blame
    return best
