"""What all sentences share: templates in two languages, amounts in the unit asked for, text that is safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import polars as pl

from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import language, terms
from fzfin.charts.formats import fraction, money, percent, scaled
from fzfin.charts.words import unit_word
from fzfin.settings import money_unit
from fzfin.vocab import rows

Row = Mapping[str, Any]
"""One row of a frame by column name."""

_MARKS = re.compile(r"^\d+\.|(?!(?<=\d)\.(?=\d)|\.(?=\s|$)|[,%;])[!-/:-@\[-`{-~]")


@cache
def _templates(lang: str) -> dict[str, str]:
    return {row["key"]: row[lang] for name in ("sentences", "worked") for row in rows(name)}


def escaped(text: str) -> str:
    """Text of a disclosure as Markdown that shows it as it is: no markup, no link, no HTML.

    Example:
        >>> escaped("<b>2,894.30</b>")
        '&#60;b&#62;2,894.30&#60;&#47;b&#62;'
    """
    plain = " ".join(text.split())
    return _MARKS.sub(lambda found: re.sub(r"\D", lambda mark: f"&#{ord(mark[0])};", found[0]), plain)


def total(column: pl.Series) -> float:
    """The sum of amounts, as the float nearest to the printed decimals.

    Example:
        >>> total(pl.Series([0.1, 0.2]))
        0.3
    """
    return round(float(column.sum()), FEN)


class Text(str):
    """A sentence: a plain string for a chart's title, which a notebook shows as prose."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return escaped(self)


class Notes(tuple[Text, ...]):
    """Several sentences, which a notebook shows as a list."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return "\n".join(f"- {escaped(note)}" for note in self)


class Speaker:
    """Fills templates of ``sentences.csv`` with figures in one language and unit.

    Args:
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.
        unit: A unit of money, a key of `fzfin.vocab.UNITS`.

    Raises:
        ParameterError: The language or the unit is unknown.
    """

    def __init__(self, lang: str | None = None, unit: str | None = None) -> None:
        self.lang = language(lang)
        self.unit = money_unit(unit)
        self._unit_word = unit_word(self.unit, self.lang)

    def _say(self, key: str, **facts: object) -> Text:
        return Text(_templates(self.lang)[key].format(unit=self._unit_word, **facts))

    def _stated(self, key: str) -> Text:
        """A template without figures as a sentence of its own, which as a title has no stop."""
        return Text(self._say(key) + self._say("end"))

    def _number(self, amount: float | None) -> str:
        """An amount in the unit, without the unit's name."""
        shown = scaled(pl.DataFrame({"amount": [amount]}, schema={"amount": pl.Float64}), ["amount"], self.unit)
        return money(shown["amount"].item(), self.unit)

    def _amount(self, amount: float | None) -> Text:
        """An amount with the unit where the language puts it behind each figure."""
        return self._say("amount", number=self._number(amount))

    def _between(self, low: float, high: float) -> Text:
        ends = list(dict.fromkeys((self._number(low), self._number(high))))
        return self._say("amount", number="–".join(ends))

    def _percent(self, pct: float) -> str:
        """A percentage as printed, without decimals that were not."""
        return percent(pct).replace(".00%", "%") if pct == int(pct) else percent(pct)

    def _fraction(self, share: float | None, *, signed: bool = False) -> str:
        return fraction(share, signed=signed)

    def _divided(self, label: str, part: float, whole: float, *, top: str, bottom: str) -> Text:
        """A division as it is done: the two names, the two amounts, the share.

        Args:
            label: The key of the template that names the share.
            part: The numerator.
            whole: The denominator, not zero.
            top: The numerator in words.
            bottom: The denominator in words.
        """
        numbers = {"top_amount": self._number(part), "bottom_amount": self._number(whole)}
        said = {"label": self._say(label), "share": self._fraction(part / whole), "top": top, "bottom": bottom}
        return self._say("worked.division", **numbers, **said)

    def _list(self, words: Iterable[str]) -> str:
        *first, last = words
        return self._say("and", first=self._say("comma").join(first), last=last) if first else str(last)

    def _count(self, noun: str, number: int) -> Text:
        return self._say(f"count.{noun}.{'one' if number == 1 else 'many'}", n=number)

    def _term(self, group: str, key: str) -> str:
        """A word of the vocabulary within a sentence: English begins it small, unless it is an abbreviation."""
        return self._within(terms(group, self.lang)[key])

    def _within(self, label: str) -> str:
        small = self.lang == "en" and label[:1].isupper() and label[1:2].islower()
        return label[:1].lower() + label[1:] if small else label

    def _begun(self, text: str) -> Text:
        return Text(text[:1].upper() + text[1:] if self.lang == "en" else text)

    def _moved(self, row: Row, *, on: str = "_year") -> Text:
        """How an amount moved from last year's: risen, fallen, the same, from zero, or not known.

        Args:
            row: A row with `actual, prior, change, change_rate`.
            on: ``_year`` names the year before; without it the sentence has named it already.
        """
        change, prior = row["change"], row["prior"]
        if change is None or prior is None:
            return self._say("move.unknown")
        if prior == 0 and row["actual"] > 0:
            return self._say("move.from_zero", actual=self._amount(row["actual"]))
        if change == 0:
            return self._say(f"move.same{on}")
        way = "up" if change > 0 else "down"
        if row["change_rate"] is None:
            return self._say(f"move.{way}_bare{on}", change=self._amount(abs(change)))
        rate = self._fraction(row["change_rate"], signed=True)
        return self._say(f"move.{way}{on}", change=self._amount(abs(change)), rate=rate)
