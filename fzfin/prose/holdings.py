"""Passages of the other matters → the frames `state_assets` and `evaluation`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from fzfin.errors import AmountError
from fzfin.money import FEN_PER_WAN, parse_amount
from fzfin.prose.paragraphs import Passage
from fzfin.vocab import lookup

Asset = tuple[str, str, int, str]  # category, name, count, locator
Evaluation = tuple[str, int | None, float | None, str]  # kind, projects, amount in 万元, locator
_OPENING = 40


@cache
def phrase(name: str, frame: str = "pattern") -> re.Pattern[str]:
    """The compiled pattern of one row of ``holdings.csv``."""
    return re.compile(lookup("holdings", frame)[name])


def about(passages: Sequence[Passage], topic: str) -> Iterator[tuple[Passage, str, list[int]]]:
    """The passages on a topic with their text without blanks and the offset of each of its characters."""
    named, apart = phrase(topic, "topic"), phrase("apart")
    for passage in passages:
        said = any(map(named.search, (*passage.headings, passage.text[:_OPENING])))
        if said and not any(map(apart.search, (passage.part, *passage.headings[:1]))):
            kept = [(at, char) for at, char in enumerate(passage.text) if not char.isspace()]
            yield passage, "".join(char for _, char in kept), [at for at, _ in kept]


def state_assets(passages: Sequence[Passage]) -> list[Asset]:
    """Read the vehicles and the equipment held (国有资产占用使用情况) in print order, the printed total among them.

    What is said to be none (没有车辆) counts 0; what is bought, scrapped or allowed for is no holding.

    Example:
        >>> place = ((0,), ("L5",), "", "", ("三、国有资产占用情况",))
        >>> state_assets([Passage("共有车辆2辆，其中：机要通信用车2辆。", *place)])
        [('vehicle', '车辆', 2, 'L5'), ('vehicle', '机要通信用车', 2, 'L5')]
    """
    out: list[Asset] = []
    for passage, text, at in about(passages, "assets"):
        found = [
            (at[match.start("name")], category, match["name"], int(match.groupdict().get("count", 0)))
            for category in ("vehicle", "equipment")
            for name in (category, f"{category}_none")
            for match in phrase(name).finditer(text)
            if not phrase("change").search(match["name"])
        ]
        out += [(category, name, count, passage.locator(start)) for start, category, name, count in sorted(found)]
    return out


def _fen(money: re.Match[str]) -> int | None:
    """The amount of a match in 分; None for digits that are no amount (12,34万元), which stay unread."""
    try:
        amount = parse_amount(money["number"], money["unit"])
    except AmountError:
        return None
    return amount.fen if amount else None


def _funds(text: str) -> float | None:
    """The amount that an evaluation concerns: the first one, or the sum of funds that are listed without a total."""
    begun = phrase("funds").search(text)
    span = phrase("of_which").split(text[begun.start() :])[0] if begun else ""
    found = list(phrase("money").finditer(span))
    parts = [match for match in found if phrase("fund").search(span[: match.start()])]
    taken = parts if parts[:1] == found[:1] else found[:1]
    amounts = [_fen(match) for match in taken]
    return sum(filter(None, amounts)) / FEN_PER_WAN if amounts and None not in amounts else None


def evaluation(passages: Sequence[Passage]) -> list[Evaluation]:
    """Read how many projects were evaluated (绩效评价), by the units themselves and by the department.

    A kind that is said not to have taken place gives no row; a number or an amount that is not printed is None.

    Example:
        >>> place = ((0,), ("L7",), "", "", ("八、预算绩效情况说明",))
        >>> evaluation([Passage("对3个项目开展单位自评，涉及资金12.5万元。", *place)])
        [('self_evaluation', 3, 12.5, 'L7')]
    """
    out: list[Evaluation] = []
    for passage, text, at in about(passages, "evaluation"):
        open_row, start = False, 0
        for end in [*(match.end() for match in phrase("segment").finditer(text)), len(text)]:
            segment = phrase("unevaluated").sub("", text[start:end])
            begin, start = start, end
            count, funds = phrase("projects").search(segment), _funds(segment)
            projects = int(count["before"] or count["after"]) if count else None
            kinds = [name for name in ("self_evaluation", "departmental") if phrase(f"kind_{name}").search(segment)]
            if open_row and not kinds and phrase("goes_on").match(segment):
                kind, known, amount, locator = out[-1]
                out[-1] = (kind, projects if known is None else known, funds if amount is None else amount, locator)
            elif len(kinds) == 1:
                out.append((kinds[0], projects, funds, passage.locator(at[begin])))
                open_row = True
    best: dict[str, Evaluation] = {}
    for row in out:
        if row[1:3].count(None) < best.get(row[0], (None, None, None))[1:3].count(None):
            best[row[0]] = row
    return list(best.values())
