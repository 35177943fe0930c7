"""Sentences that print a budget before the actual figure (年初预算为…，支出决算为…，完成…的…%) → one figure each."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """Give each actual figure the budget printed before it, its subject, and how the two compare.

    The budget is the one that the completion rate names, else the only one printed; a second budget stays a figure of
    its own. The subject of 全年预算为…，支出决算为… stands in front of it, or is the sentence that begins the passage.
    """
    out: list[Figure] = []
    budgets: list[tuple[str, Figure]] = []
    for at, figure in enumerate(figures):
        ending = word("budget").search(figure.subject)
        if ending and figure.amount is not None:
            budgets.append((_kinds().get(ending["of"], "original_budget"), figure))
            out.append(figure)
            continue
        actual = word("actual").fullmatch(figure.subject)
        if not actual:
            budgets = []
        elif budgets:
            end = figures[at + 1].first if at + 1 < len(figures) else len(text)
            _settle(figure, budgets, text, end, out)
            budgets = []
        out.append(figure)
    return out


def _settle(figure: Figure, budgets: list[tuple[str, Figure]], text: str, end: int, out: list[Figure]) -> None:
    """Match an actual figure with one of the budgets before it."""
    kinds = [kind for kind, _ in budgets]
    wanted = figure.completion_of or (kinds[0] if len(kinds) == 1 else None)
    first = budgets[0][1]
    owner = subject_of(word("budget").sub("", first.subject, count=1))
    figure.subject = owner or _opening(text, first.first) or figure.subject
    figure.first = first.first
    match = next((budget for kind, budget in budgets if kind == wanted), None)
    for _, budget in budgets:
        budget.reason = None
    if match is None:
        return
    figure.budget, figure.compared_with = match.amount, wanted
    out.remove(match)
    against = word("against").search(text, figure.offset, end)
    figure.direction = direction_in(against[0]) if against else figure.direction


def _opening(text: str, before: int) -> str:
    """The sentence without a figure that begins a passage: the line that the figures behind it are about."""
    match = _FIRST.match(text)
    if match is None or match.end() > before or text[match.end() : match.end() + 1] not in tuple(_SENTENCE):
        return ""
    return "".join(match[0].split()).strip(_TRIM)
