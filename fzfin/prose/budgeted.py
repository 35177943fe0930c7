"""How actual figures compare with the budget printed in front of them (决算数小于预算数, 完成全年预算的…%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from fzfin.prose.scan import Figure, direction_in, subject_of, word
from fzfin.vocab import rows

_SENTENCE: Final = "。；;"
_FIRST: Final = re.compile(r"[^。；;\d]+")
_TRIM: Final = "，,：:、"


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """The words for a budget → which one it is (年初预算: original_budget)."""
    return {row["label"]: row["value"] for row in rows("explained") if row["frame"] == "budget"}


def with_budgets(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Say of each figure with a budget in front of it which budget that is, and how the two compare.

    The budget is the one that the completion rate names, else the one that stands directly in front. The subject of
    全年预算为…，支出决算为… alone is the sentence that begins the passage.
    """
    out: list[Figure] = []
    for at, figure in enumerate(figures):
        if figure.budget is not None and figure.first < figure.offset:
            end = figures[at + 1].first if at + 1 < len(figures) else len(text)
            prior = _with_last_year(figure)
            _settle(figure, out, text, max(end, figure.offset))
            out.append(figure)
            out += [replace(prior, subject=figure.subject)] if prior else []
        else:
            out.append(figure)
    return out


def _with_last_year(figure: Figure) -> Figure | None:
    """The comparison of a figure with the prior year as a figure of its own, taken off the one with a budget."""
    if figure.compared_with != "prior_year" or (figure.change is None and figure.change_pct is None):
        return None
    prior = replace(figure, budget=None, completion_pct=None, completion_of=None, share_pct=None, share_of=None)
    figure.compared_with = figure.direction = figure.change = figure.change_pct = None
    return prior


def _settle(figure: Figure, before: list[Figure], text: str, end: int) -> None:
    """Say which budget a figure is compared with, and how; the last figure before it may be a second budget."""
    said = text[figure.first : figure.offset]
    kind = _kind(said)
    other = before[-1] if before and before[-1].budget is None and word("planned").search(before[-1].subject) else None
    if word("settled").fullmatch(figure.subject):
        owner = word("planned").sub("", other.subject, count=1) if other else ""
        figure.subject = subject_of(owner) or _opening(text, figure.first) or figure.subject
    if other is not None:
        other.reason = None
        if figure.completion_of not in (None, kind) and _kind(other.subject) == figure.completion_of:
            kind, before[-1] = figure.completion_of, _own(figure, said)
            figure.budget, figure.first = other.amount, other.first
    against = word("against").search(text, figure.offset, end)
    if against:
        figure.direction = direction_in(against[0])
        kind = _kind(against[0]) or kind
    figure.compared_with = kind or figure.compared_with


def _own(figure: Figure, said: str) -> Figure:
    """The budget joined to a figure as a figure of its own."""
    found = word("figure").search(said)
    start = found.start("number") if found else 0
    return Figure(subject_of(said[:start]), figure.first + start, figure.budget, first=figure.first, last=figure.offset)


def _kind(words: str) -> str | None:
    """Which budget some words speak of; None if they do not say."""
    return next((kind for label, kind in _kinds().items() if label in words), None)


def _opening(text: str, before: int) -> str:
    """The sentence without a figure that begins a passage: the line that the figures behind it are about."""
    match = _FIRST.match(text)
    if match is None or match.end() > before or text[match.end() : match.end() + 1] not in tuple(_SENTENCE):
        return ""
    return "".join(match[0].split()).strip(_TRIM)
