"""What a learner is told: a verdict and a few sentences, shown well in a notebook and in a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Final

from fzfin.teach.wording import words


class Verdict(StrEnum):
    """How an answer stands.

    `correct` and `wrong` judge it; `not_attempted` is the blank `...`; `unclear` could not be read as an answer, and
    is not held against the learner; `not_applicable`: this account has nothing to ask about.
    """

    CORRECT = "correct"
    WRONG = "wrong"
    UNCLEAR = "unclear"
    NOT_ATTEMPTED = "not_attempted"
    NOT_APPLICABLE = "not_applicable"


_MARKS: Final = {
    Verdict.CORRECT: ("✓", "#1f5fa8"),
    Verdict.WRONG: ("✗", "#c2620a"),
    Verdict.UNCLEAR: ("?", "#8a5a00"),
    Verdict.NOT_ATTEMPTED: ("…", "#5f6b7a"),
    Verdict.NOT_APPLICABLE: ("–", "#5f6b7a"),
}
"""A sign and a colour for each verdict; the word stands beside them, so that nothing rests on colour."""


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """Some sentences under a heading: a question, a hint, a solution, a verdict.

    Attributes:
        heading: What stands above, such as the verdict in words.
        text: The sentences.
        lang: Their language.
        code: Python, where a solution has some.
        sign: A mark in front of the heading.
        colour: Of the line beside the card.
    """

    heading: str
    text: tuple[str, ...]
    lang: str
    code: str = ""
    sign: str = ""
    colour: str = "#1f5fa8"

    def __str__(self) -> str:
        lines = [f"{self.sign} {self.heading}".strip(), *self.text]
        return "\n".join([*lines, *(f"    {line}" for line in self.code.splitlines())])

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        body = "".join(f'<div style="margin-top:3px">{escape(line)}</div>' for line in self.text)
        code = f'<pre style="margin:6px 0 0;white-space:pre-wrap">{escape(self.code)}</pre>' if self.code else ""
        return (
            f'<div lang="{self.lang}" style="border-left:4px solid {self.colour};padding:4px 12px;margin:4px 0;'
            f'max-width:52em;font-family:sans-serif;line-height:1.6">'
            f'<b style="color:{self.colour}">{escape(f"{self.sign} {self.heading}".strip())}</b>{body}{code}</div>'
        )


@dataclass(frozen=True, slots=True, repr=False)
class Feedback(Card):
    """What `check` says.

    Attributes:
        verdict: How the answer stands.
        misconception: The key of the misconception that gives this answer, where there is one.
    """

    verdict: Verdict = Verdict.NOT_ATTEMPTED
    misconception: str | None = None

    @property
    def message(self) -> str:
        """All sentences as one text."""
        return " ".join(self.text)

    def __bool__(self) -> bool:
        return self.verdict is Verdict.CORRECT


def feedback(verdict: Verdict, text: tuple[str, ...], lang: str, misconception: str | None = None) -> Feedback:
    """A verdict with its sentences.

    Example:
        >>> print(feedback(Verdict.NOT_ATTEMPTED, ("Replace the blank.",), "en"))
        … Not attempted
        Replace the blank.
    """
    sign, colour = _MARKS[verdict]
    return Feedback(
        heading=words(lang)[f"verdict.{verdict}"],
        text=tuple(line for line in text if line),
        lang=lang,
        sign=sign,
        colour=colour,
        verdict=verdict,
        misconception=misconception,
    )
