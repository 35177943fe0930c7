"""What a learner answers: a number with or without its unit, read exactly, or why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from numbers import Integral, Rational, Real
from typing import Any, Final

import polars as pl

from fzfin.money import to_ascii
from fzfin.vocab import UNITS, rows

LONGEST: Final = 200
"""Characters of a short answer; a longer one is not looked at."""
_MOST_DIGITS: Final = 40
_NUMBER: Final = re.compile(
    r"(?P<sign>[+-]?)\s*[¥$]?\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<rest>\d+))?"
    r"(?:[eE](?P<power>[+-]?\d{1,2}))?\s*(?P<unit>[^\d\s.,+-].*)?",
    re.ASCII,
)

_BRACKETS: Final = re.compile(r"(?<=[\d.])\s*\(([^()\d.][^()]*|\d+[a-z]+ [^()]*)\)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Given:
    """A number as given.

    Attributes:
        value: The number, exact.
        half: Half a unit of its last digit.
        unit: `%`, `points`, `count`, a key of `fzfin.vocab.UNITS`, or None where none was given.
    """

    value: Fraction
    half: Fraction
    unit: str | None


@dataclass(frozen=True, slots=True)
class Unclear:
    """An answer that cannot be judged: the key of the words that say why, and what they name."""

    reason: str
    found: str = ""


@cache
def _unit_words() -> dict[str, str]:
    named = {row["word"].casefold(): row["value"] for row in rows("answers") if row["kind"] == "unit"}
    return named | {unit: unit for unit in UNITS}


@cache
def undefined_words() -> frozenset[str]:
    """What a learner writes for: there is no such number."""
    return frozenset(row["word"].casefold() for row in rows("answers") if row["kind"] == "undefined")


def is_blank(answer: object) -> bool:
    """Whether nothing was answered: `...`, or an empty text.

    Example:
        >>> is_blank(...), is_blank(" "), is_blank(0)
        (True, True, False)
    """
    return answer is ... or (isinstance(answer, str) and answer.strip(" \t\n\u3000.…_") == "" and len(answer) < LONGEST)


def is_undefined(answer: object) -> bool:
    """Whether the answer is that there is no such number: None, or a word for it."""
    if answer is None:
        return True
    return isinstance(answer, str) and len(answer) < LONGEST and plain(answer) in undefined_words()


def plain(text: str) -> str:
    """A short text folded for comparing: ASCII forms, single blanks, small letters."""
    return " ".join(to_ascii(text).split()).casefold().strip(" .。")


def number(answer: object) -> Given | Unclear:
    """Read an answer as a number.

    Example:
        >>> number("2,379.25 万元")
        Given(value=Fraction(9517, 4), half=Fraction(1, 200), unit='万元')
        >>> number(float("nan")).reason
        'not_finite'
    """
    if isinstance(answer, str):
        return _from_text(answer)
    if isinstance(answer, bool):
        return Unclear("no_number", repr(answer))
    if isinstance(answer, (Integral, Rational)):
        return _bounded(Given(Fraction(answer), Fraction(1, 2) if isinstance(answer, Integral) else Fraction(0), None))
    if isinstance(answer, Decimal):
        return _from_decimal(answer)
    if isinstance(answer, Real):
        return _from_decimal(Decimal(repr(float(answer))))
    if isinstance(answer, (pl.DataFrame, pl.Series, pl.LazyFrame, pl.Expr)):
        return Unclear("a_frame", type(answer).__name__)
    if isinstance(answer, (Mapping, Sequence, Set)):
        return Unclear("several", type(answer).__name__)
    return Unclear("no_number", type(answer).__name__)


def _from_decimal(value: Decimal) -> Given | Unclear:
    if not value.is_finite():
        return Unclear("not_finite", str(value))
    power = value.as_tuple().exponent
    if not isinstance(power, int) or abs(value.adjusted()) > _MOST_DIGITS or power < -_MOST_DIGITS * 10:
        return Unclear("too_long", str(value)[:20])
    return Given(Fraction(value), Fraction(10) ** min(power, 0) / 2, None)


def _bounded(given: Given) -> Given | Unclear:
    return given if abs(given.value) < 10**_MOST_DIGITS else Unclear("too_long")


def _from_text(text: str) -> Given | Unclear:
    if len(text) > LONGEST:
        return Unclear("too_long", text[:20])
    plainly, unit = _unit_of_digits(" ".join(to_ascii(text).split()))
    match = _NUMBER.fullmatch(plainly)
    if match is None or (match["digits"] is None and match["rest"] is None):
        return Unclear("no_number", text)
    whole, rest, power = (match["digits"] or "0").replace(",", ""), match["rest"] or "", int(match["power"] or 0)
    if len(whole) + len(rest) > _MOST_DIGITS or abs(power) > _MOST_DIGITS:
        return Unclear("too_long", text[:20])
    if match["unit"]:
        if unit is not None:
            return Unclear("unknown_unit", text)
        unit = _unit_words().get(match["unit"].strip(" .").casefold())
        if unit is None:
            return Unclear("unknown_unit", match["unit"])
    scale = Fraction(10) ** (power - len(rest))
    value = int(whole + rest) * scale
    return Given(-value if match["sign"] == "-" else value, scale / 2, unit)


def _unit_of_digits(text: str) -> tuple[str, str | None]:
    """The text without brackets around its unit, without a unit that begins with a digit itself, and that unit.

    Example:
        >>> _unit_of_digits("15 10k yuan"), _unit_of_digits("15 (10k yuan)"), _unit_of_digits("15 yuan")
        (('15', '万元'), ('15', '万元'), ('15 yuan', None))
    """
    text = _BRACKETS.sub(r" \1", text)
    for word, unit in _unit_words().items():
        if word[:1].isdigit() and text.casefold().endswith(f" {word}"):
            return text[: -len(word)].rstrip(), unit
    return text, None


def texts(answer: object) -> list[str] | Unclear:
    """Read an answer as one or several short texts: a list, a set, a column, or one text with commas between."""
    if isinstance(answer, pl.Series):
        answer = answer.head(LONGEST).to_list()
    if isinstance(answer, str):
        if len(answer) > LONGEST * 5:
            return Unclear("too_long", answer[:20])
        return [part for part in re.split(r"[,;、]|\s{2,}|\n", to_ascii(answer)) if part.strip()]
    if isinstance(answer, bool) or answer is None:
        return Unclear("no_choice", repr(answer))
    if isinstance(answer, Integral):
        return [str(int(answer))] if abs(int(answer)) < 10**_MOST_DIGITS else Unclear("too_long")
    if isinstance(answer, (pl.DataFrame, pl.LazyFrame, pl.Expr)):
        return Unclear("a_frame", type(answer).__name__)
    if isinstance(answer, (Sequence, Set)) and not isinstance(answer, (bytes, bytearray, memoryview)):
        return _members(answer)
    return Unclear("no_choice", type(answer).__name__)


def _members(answer: Any) -> list[str] | Unclear:
    if len(answer) > LONGEST:
        return Unclear("too_long")
    found = []
    for member in answer:
        if isinstance(member, bool) or not isinstance(member, (str, Integral)):
            return Unclear("no_choice", type(member).__name__)
        if isinstance(member, str) and len(member) > LONGEST:
            return Unclear("too_long", member[:20])
        found.append(member if isinstance(member, str) else str(int(member)))
    return found
