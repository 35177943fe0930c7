"""What is said of the operating expenses of government agencies (机关运行经费) → the frame `operating_expenses`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fzfin.errors import AmountError
from fzfin.prose.holdings import about, phrase
from fzfin.prose.paragraphs import Passage
from fzfin.prose.scan import Figure, scan, word

Record = tuple[Any, ...]
"""subject, amount, budget, compared_with, change, change_pct, completion_pct, direction, reason, said_none, quote,
locator"""


@dataclass(slots=True)
class Operating:
    """The rows of `operating_expenses`, and passages with a figure that is none."""

    rows: list[Record] = field(default_factory=list)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)


def _concerns(said: str, headed: bool) -> bool:
    """Say whether a sentence speaks of operating expenses: it names them, or stands under their heading alone."""
    if phrase("operating", "topic").search(said):
        return True
    return headed and not phrase("elsewhere").search(said)


def _is_expense(figure: Figure) -> bool:
    return figure.amount is not None and not phrase("other_matter").search(figure.subject)


def _row(passage: Passage, figure: Figure) -> Record:
    amount, budget = figure.amount, figure.budget
    if word("planned").search(figure.subject):
        amount, budget = None, amount
    return (
        figure.subject or None,
        amount.wan if amount else None,
        budget.wan if budget else None,
        figure.compared_with,
        figure.change.wan if figure.change else None,
        figure.change_pct,
        figure.completion_pct,
        figure.direction,
        figure.reason,
        False,
        passage.text[figure.first : figure.last].strip(),
        passage.locator(figure.offset),
    )


def operating_expenses(passages: Sequence[Passage]) -> Operating:
    """Read what is said of 机关运行经费: amounts with their comparison, or that there are none.

    The figures from the first sentence on that concerns the matter are taken. A budget stands beside the actual figure
    that follows it; alone, it has no amount. What is compared twice has two rows. A printed zero is an
    amount; that there are none is `said_none` without an amount.

    Example:
        >>> place = ((0,), ("L3",), "", "", ("（一）机关运行经费",))
        >>> operating_expenses([Passage("本单位没有机关运行经费。", *place)]).rows[0][-3:]
        (True, '本单位没有机关运行经费', 'L3')
    """
    out = Operating()
    none: Record | None = None
    named = phrase("operating", "topic")
    for passage, text, at in about(passages, "operating"):
        headed = any(map(named.search, passage.headings))
        begun: int | None = None
        for match in phrase("sentence").finditer(text):
            if not _concerns(match[0], headed):
                continue
            first, last = at[match.start()], at[match.end() - 1] + 1
            if phrase("money").search(match[0]):
                begun = first if begun is None else begun
            elif none is None and _says_none(match, headed):
                none = (*(None,) * 9, True, passage.text[first:last], passage.locator(first))
        if begun is not None:
            try:
                figures = [figure for figure in scan(passage.text) if figure.offset >= begun and _is_expense(figure)]
                out.rows += [_row(passage, figure) for figure in figures]
            except AmountError as error:
                out.leftovers.append((passage.locator(0), passage.text, f"broken figure: {error}"))
    if not out.rows and none:
        out.rows.append(none)
    return out


def _says_none(said: re.Match[str], headed: bool) -> bool:
    return bool(phrase("no_operating").search(said[0]) or (headed and phrase("none_here").fullmatch(said[0])))
