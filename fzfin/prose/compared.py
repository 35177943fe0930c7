"""Reasons and changes that name the item they belong to (公务接待费支出决算减少…万元; 公务接待费减少的主要原因是…)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from fzfin.money import parse_amount, parse_percent
from fzfin.prose.scan import Figure, bases, clauses, direction_in, word

Kind = Callable[[str], str | None]

_ENDS: Final = "。；;，,"
_TRIM: Final = "。；;，, "
_FALLS: Final = ("down", "below")


def owned(figures: Sequence[Figure], text: str, kind: Kind) -> None:
    """Give a reason that names its item in its own clause to the figure of that item, and to no other.

    Args:
        figures: The figures of a passage.
        text: The passage.
        kind: Which item some words name, if any.
    """
    for item, reason in _reasons(text, kind):
        for figure in figures:
            if figure.reason == reason and kind(figure.subject) != item:
                figure.reason = None
        mine = next((figure for figure in figures if kind(figure.subject) == item), None)
        if mine is not None and mine.reason is None:
            mine.reason = reason


def changes(text: str, kind: Kind) -> dict[str, dict[str, Any]]:
    """The changes against the prior year that a passage without actual figures gives, by item, with their reasons.

    Each clause speaks of the item that it names, else of the one before; a clause without a verb gives nothing.

    Raises:
        AmountError: A figure is broken.
    """
    found: dict[str, dict[str, Any]] = {}
    if {value for pattern, value in bases() if pattern.search("".join(text.split()))} != {"prior_year"}:
        return found
    item = None
    for _, clause in clauses(text[: _start_of_reasons(text)]):
        item = kind(clause) or item
        direction = direction_in(clause)
        amount, percent = word("figure").search(clause), word("percent").search(clause)
        if item is None or direction is None:
            continue
        sign = -1 if direction in _FALLS else 1
        fields = found.setdefault(item, {})
        if amount:
            value = parse_amount(amount["number"], amount["unit"])
            fields.setdefault("change", None if value is None else sign * value.wan)
        elif percent:
            fields.setdefault("change_pct", sign * parse_percent(percent["number"])[0])
    for item, reason in _reasons(text, kind):
        found.setdefault(item, {}).setdefault("reason", reason)
    return found


def _reasons(text: str, kind: Kind) -> list[tuple[str, str]]:
    out = []
    for match in word("reason").finditer(text):
        start = max(text.rfind(end, 0, match.start()) for end in _ENDS) + 1
        item = kind(text[start : match.start()])
        if item is not None:
            out.append((item, match["reason"].strip(_TRIM)))
    return out


def _start_of_reasons(text: str) -> int:
    match = word("reason").search(text)
    return len(text) if match is None else max(text.rfind(end, 0, match.start()) for end in _ENDS) + 1
