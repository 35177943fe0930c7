"""Holding an answer against the right one and against the misconceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Final

from fzfin.teach.feedback import Verdict
from fzfin.teach.given import LONGEST, Given, Unclear, is_blank, is_undefined, number, plain, texts
from fzfin.teach.problem import (
    COUNT,
    MONEY,
    PERCENT,
    POINTS,
    SCORE,
    Choice,
    Option,
    Problem,
    Quantity,
    Several,
    Slip,
    Undefined,
    Written,
)
from fzfin.teach.span import Span
from fzfin.vocab import UNITS, key

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_FLOAT: Final = Fraction(1, 10**12)
"""What computing with floats may add to an answer, as a part of it."""
_NEAR: Final = Fraction(1, 200)
_OTHER_UNITS: Final = ("元", "万元", "亿元")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer stands, and why.

    Attributes:
        verdict: The verdict.
        slip: The misconception that gives this answer.
        note: The key of a remark: how the answer was read, what is missing.
        found: What the remark names.
    """

    verdict: Verdict
    slip: str | None = None
    note: str | None = None
    found: str = ""


def judge(problem: Problem, answer: object) -> Judgement:
    """Judge any answer to a problem; never raises."""
    if is_blank(answer):
        return Judgement(Verdict.NOT_ATTEMPTED)
    match problem.answer:
        case Quantity() as right:
            return _quantity(right, problem.slips, answer)
        case Undefined() as right:
            return _undefined(right, problem.slips, answer)
        case Choice() as right:
            return _choice(right.options, frozenset({right.right}), problem.slips, answer, one=True)
        case Several() as right:
            return _choice(right.options, right.right, problem.slips, answer, one=False)
        case Written() as right:
            return _written(right, answer)


def letter(position: int) -> str:
    """The letter of an option, from a on."""
    return _LETTERS[position] if position < len(_LETTERS) else str(position + 1)


def apart(problem: Problem) -> Problem:
    """The problem without the misconceptions that this account cannot tell from the right answer or an earlier one.

    Where nothing was carried over, the year's total and the grand total are the same: answering with one is right.
    """
    live: dict[str, Slip] = {}
    for slip, value in problem.slips.items():
        trial = replace(problem, slips=live)
        if isinstance(value, Span):
            kind, scale = _kind(problem.answer)
            typed = Given(value.value / scale, Fraction(0), _typed(kind))
            found = _numbers(problem.answer, live, typed, as_asked=True)
        else:
            found = judge(trial, sorted(value) if isinstance(value, frozenset) else value)
        own = slip if isinstance(problem.answer, Written) else None
        if found.verdict is Verdict.WRONG and found.slip == own:
            live[slip] = value
    return replace(problem, slips=live)


def _typed(kind: str) -> str | None:
    return {PERCENT: "%", POINTS: "points"}.get(kind)


def _kind(answer: object) -> tuple[str, int]:
    if isinstance(answer, Quantity):
        return answer.kind, answer.scale
    if isinstance(answer, Undefined):
        return answer.kind, UNITS[answer.unit] if answer.kind == MONEY else 1
    return COUNT, 1


def _readings(given: Given, kind: str, unit: str) -> Iterator[tuple[Fraction, Fraction, str | None]]:
    """Value and half-width in the unit of the span, with a remark where it is not what the question asks for."""
    if kind == MONEY:
        if given.unit is None:
            yield given.value * UNITS[unit], given.half * UNITS[unit], None
            for other in _OTHER_UNITS:
                if other != unit:
                    yield given.value * UNITS[other], given.half * UNITS[other], f"read_as.{other}"
        else:
            yield given.value * UNITS[given.unit], given.half * UNITS[given.unit], None
    else:
        yield given.value, given.half, None
        if given.unit is None and kind in (PERCENT, POINTS):
            yield given.value * 100, given.half * 100, "read_as.fraction"


def _misfit(given: Given, kind: str) -> str | None:
    """The remark where the unit does not fit the question at all."""
    if given.unit is None or (kind == MONEY and given.unit in UNITS):
        return None
    fits = {PERCENT: "%", POINTS: "points"}.get(kind, "count")
    if given.unit == fits:
        return None
    if (given.unit, kind) in {("points", PERCENT), ("%", POINTS)}:
        return f"misfit.{kind}"
    return "misfit.money" if kind == MONEY else "misfit.unit"


def _quantity(right: Quantity, slips: Mapping[str, Slip], answer: object) -> Judgement:
    if is_undefined(answer):
        return Judgement(Verdict.WRONG, note="is_defined")
    given = number(answer)
    if isinstance(given, Unclear):
        return Judgement(Verdict.UNCLEAR, note=f"unclear.{given.reason}", found=given.found)
    misfit = _misfit(given, right.kind)
    if misfit is not None:
        return Judgement(Verdict.WRONG, note=misfit, found=str(given.unit))
    return _numbers(right, slips, given)


def _numbers(right: object, slips: Mapping[str, Slip], given: Given, *, as_asked: bool = False) -> Judgement:
    """Judge a number; `as_asked` reads it in the unit of the question alone."""
    kind, _ = _kind(right)
    unit = right.unit if isinstance(right, (Quantity, Undefined)) else "万元"
    coarsest = right.coarsest if isinstance(right, Quantity) else Fraction(1, 20)
    for value, half, note in islice(_readings(given, kind, unit), 1 if as_asked else None):
        slack = max(min(half, coarsest), abs(value) * _FLOAT)
        if isinstance(right, Quantity) and right.span.holds(value, slack):
            return Judgement(Verdict.CORRECT, note=note, found=_as_read(given, note))
        for slip, wrong in slips.items():
            if isinstance(wrong, Span) and wrong.holds(value, slack):
                return Judgement(Verdict.WRONG, slip=slip)
    return Judgement(Verdict.WRONG, note=_nearly(right, given, unit) if isinstance(right, Quantity) else None)


def _as_read(given: Given, note: str | None) -> str:
    """A number as it was read, where it was not read as the question asks: 0.856 = 85.6%."""
    if note is None:
        return ""
    number, unit = f"{float(given.value):,.12g}", note.partition(".")[2]
    return f"{number} = {float(given.value * 100):,.6g}%" if unit == "fraction" else f"{number} {unit}"


def _nearly(right: Quantity, given: Given, unit: str) -> str | None:
    if right.kind == COUNT:
        return None
    value, half, _ = next(_readings(given, right.kind, unit))
    miss = abs(value - right.span.value)
    if miss <= half and right.kind != SCORE:
        return "coarse"
    return "near" if miss <= abs(right.span.value) * _NEAR else None


def _undefined(right: Undefined, slips: Mapping[str, Slip], answer: object) -> Judgement:
    if is_undefined(answer):
        return Judgement(Verdict.CORRECT)
    given = number(answer)
    if isinstance(given, Unclear):
        note = "unclear.by_zero" if given.reason == "not_finite" else f"unclear.{given.reason}"
        return Judgement(Verdict.UNCLEAR, note=note, found=given.found)
    return _numbers(right, slips, given)


def _choice(
    options: tuple[Option, ...], right: frozenset[str], slips: Mapping[str, Slip], answer: object, *, one: bool
) -> Judgement:
    if not one and is_undefined(answer):
        answer = []
    given = texts(answer)
    if isinstance(given, Unclear):
        return Judgement(Verdict.UNCLEAR, note=f"unclear.{given.reason}", found=given.found)
    known = _known(options)
    whole = known.get(_folded(answer)) if isinstance(answer, str) else None
    chosen = {whole} if whole else {known.get(_folded(text), "") for text in given}
    if "" in chosen:
        lost = next(text for text in given if _folded(text) not in known)
        return Judgement(Verdict.UNCLEAR, note="unclear.no_option", found=lost)
    if one and len(chosen) != 1:
        return Judgement(Verdict.UNCLEAR, note="unclear.one_option")
    if chosen == right:
        return Judgement(Verdict.CORRECT)
    for slip, wrong in slips.items():
        if chosen == (wrong if isinstance(wrong, frozenset) else {wrong}):
            return Judgement(Verdict.WRONG, slip=slip)
    return Judgement(Verdict.WRONG, note=None if one else "partly" if chosen & right else None)


def _folded(text: str) -> str:
    return key(plain(text))


def _known(options: tuple[Option, ...]) -> dict[str, str]:
    """Folded text → key of the option; letters give way to keys and texts that look like them."""
    known = {letter(position): option.key for position, option in enumerate(options)}
    for option in options:
        known |= {_folded(text): option.key for text in (option.key, *option.also) if text}
    return known


def _written(right: Written, answer: object) -> Judgement:
    if not isinstance(answer, str):
        return Judgement(Verdict.UNCLEAR, note="unclear.no_text", found=type(answer).__name__)
    if len(answer) > LONGEST * 5:
        return Judgement(Verdict.UNCLEAR, note="unclear.too_long", found=answer[:20])
    lacks = right.lacks(answer)
    return Judgement(Verdict.WRONG, slip=lacks) if lacks else Judgement(Verdict.CORRECT)
