"""The words of exercises in two languages, and how figures stand in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Final

from fzfin.analysis.labels import name_of
from fzfin.money import format_amount
from fzfin.teach.problem import (
    COUNT,
    MONEY,
    PERCENT,
    POINTS,
    Amount,
    Line,
    Option,
    Percent,
    Quantity,
    Two,
    Undefined,
    Word,
)
from fzfin.teach.span import Span
from fzfin.vocab import rows

_LONGEST = 240
_INNER: Final = {"“": "‘", "”": "’"}
"""Quotation marks, and those that stand within them."""


@cache
def words(lang: str) -> Mapping[str, str]:
    """The words around exercises by key: ``vocab/teach.csv``."""
    return {row["key"]: row[lang] for row in rows("teach")}


@cache
def exercise_words(key: str, lang: str) -> Mapping[str, str]:
    """Title, question, hint and solution of one exercise, as templates: ``vocab/exercises.csv``.

    Example:
        >>> sorted(exercise_words("reading.q1", "en"))
        ['hint', 'question', 'solution', 'title']
    """
    row = next(row for row in rows("exercises") if row["exercise"] == key)
    return {part: row[f"{part}_{lang}"] for part in ("title", "question", "hint", "solution")}


@cache
def misconception(slip: str, exercise: str, lang: str) -> str:
    """What a learner is told of a misconception, as a template: its row for the exercise, or for all."""
    found = {row["exercise"]: row[lang] for row in rows("misconceptions") if row["slip"] == slip}
    return found.get(exercise) or found.get(exercise.partition(".")[0]) or found[""]


def clean(text: str) -> str:
    """Text of a document or a learner in a sentence: one line, nothing that steers a terminal, not too long."""
    shown = "".join(" " if mark.isspace() else mark for mark in text[: _LONGEST * 2])
    plain = " ".join("".join(mark for mark in shown if unicodedata.category(mark)[0] != "C").split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def in_unit(fen: Fraction, unit: str, lang: str) -> str:
    """An amount with its unit: 2,379.25 万元, 2,379.25 (10k yuan)."""
    decimals = {"元": 2, "万元": 2}.get(unit, 4)
    if unit == "元" and fen % 100 == 0:
        decimals = 0
    number = format_amount(round(fen), unit, decimals)
    shape = "amount" if unit == "元" else "amount.scaled"
    return words(lang)[shape].format(number=number, unit=words(lang)[f"unit.{unit}"])


def _trimmed(value: Fraction, decimals: int) -> str:
    return f"{float(value):,.{decimals}f}"


def quantity(value: Fraction, answer: Quantity | Undefined, lang: str) -> str:
    """A number as an answer of a kind is shown."""
    if answer.kind == MONEY:
        return in_unit(value, answer.unit, lang)
    if answer.kind == PERCENT:
        return f"{_trimmed(value, 2)}%"
    if answer.kind == POINTS:
        return words(lang)["points"].format(number=_trimmed(value, 2))
    return f"{int(value):,}" if answer.kind == COUNT and value.denominator == 1 else _trimmed(value, 2)


class Said(str):
    """A text that is made of the vocabulary and of cleaned texts, to stand in a sentence as it is."""

    __slots__ = ()


def said(value: Any, lang: str) -> str:
    """A fact as it stands in a sentence."""
    match value:
        case Said():
            return value
        case Amount():
            number = format_amount(round(value.fen), "万元", 2)
            return words(lang)["amount.told"].format(number=number, unit=words(lang)["unit.万元"])
        case Percent():
            return f"{_trimmed(value.value, 2)}%"
        case Line():
            return clean(name_of(value.code, value.name, lang) or "?")
        case Word():
            return words(lang)[value.key]
        case Two():
            return clean(value.zh if lang == "zh" else value.en)
        case Option():
            return said(value.label, lang)
        case Span():
            return _trimmed(value.value, 2)
        case tuple() | list():
            return words(lang)["comma"].join(said(part, lang) for part in value)
        case float():
            return f"{value:,.2f}"
        case _:
            return clean(str(value))


def is_money(fact: Any) -> bool:
    """Whether a fact names an amount in 万元, so that its sentence needs the unit."""
    return isinstance(fact, Amount) or (isinstance(fact, Two) and fact.money)


def filled(template: str, facts: Mapping[str, Any], lang: str) -> str:
    """A template with its facts in a language; text of the document is cleaned.

    Example:
        >>> filled("{name}: {n}", {"name": Line("2210201", None), "n": 3}, "en")
        'Housing provident fund: 3'
        >>> filled("“{name}”", {"name": "the “big” one"}, "en")
        '“the ‘big’ one”'
    """
    return _nested(template.format_map({name: said(value, lang) for name, value in facts.items()}))


def _nested(text: str) -> str:
    """Make the quotation marks within quotation marks single ones."""
    depth = 0
    out = []
    for sign in text:
        depth -= sign == "”"
        inner = depth > 0
        out.append(_INNER.get(sign, sign) if inner else sign)
        depth += sign == "“"
    return "".join(out)
