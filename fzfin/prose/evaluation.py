"""Passages on performance (预算绩效) → the frame `evaluation`: targets set, tracking, self-evaluation, evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fzfin.errors import AmountError
from fzfin.money import FEN_PER_WAN, parse_amount
from fzfin.prose.holdings import about, phrase
from fzfin.prose.paragraphs import Passage
from fzfin.prose.plain import plain_spans
from fzfin.vocab import lookup

Value = int | float
Figures = dict[str, tuple[Value, tuple[int, ...]]]
"""Column → its value and where the numbers stand that it is made of."""

COLUMNS: Final = (
    "projects",
    "amount",
    "average_score",
    "graded_excellent",
    "graded_good",
    "graded_passed",
    "graded_failed",
    "problems_found",
)
"""The columns of figures, in the order of the frame."""
_JUDGED: Final = ("self_evaluation", "departmental")
_COUNTED: Final = ("target_setting", "tracking")
"""Kinds whose words are common without any figure: they are read where projects are counted."""
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass
class Evaluated:
    """What is said of performance: rows of `evaluation`, and what stands beside them that no column holds."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class _Said:
    """What one stretch of sentences says of one kind."""

    kind: str
    locator: str
    figures: Figures

    @property
    def missing(self) -> int:
        return sum(column not in self.figures for column in COLUMNS[:2])


def evaluation(passages: Sequence[Passage]) -> Evaluated:
    """Read how many projects had targets set, were tracked and were evaluated (绩效评价), with money and grades.

    A kind that is said not to have taken place gives no row; a figure that is not printed is None. A figure beside a
    row that no column holds is a leftover.

    Example:
        >>> place = ((0,), ("L7",), "", "", ("八、预算绩效情况说明",))
        >>> evaluation([Passage("对3个项目开展单位自评，涉及资金12.5万元。", *place)]).rows
        [('self_evaluation', 3, 12.5, None, None, None, None, None, None, 'L7')]
    """
    read = [(passage, text, at, list(_said(passage, text, at))) for passage, text, at in about(passages, "evaluation")]
    best: dict[str, _Said] = {}
    for said in (said for *_, found in read for said in found):
        first = best.get(said.kind)
        if said.missing < (first.missing if first else 2):
            best[said.kind] = said
    for said in (said for *_, found in read for said in found if said.kind in best):
        for column in COLUMNS[2:]:
            if column in said.figures:
                best[said.kind].figures.setdefault(column, said.figures[column])
    out = Evaluated()
    for said in best.values():
        values = (said.figures[column][0] if column in said.figures else None for column in COLUMNS)
        out.rows.append((said.kind, *values, said.locator))
    places = {said.locator for said in best.values()}
    for passage, text, at, found in read:
        if places.intersection(passage.locators):
            out.leftovers += _unheld(passage, text, at, _held(found, best))
    return out


def _held(found: Sequence[_Said], best: Mapping[str, _Said]) -> set[int]:
    """Where the numbers stand whose values the rows hold; one that is repeated is held as well."""
    return {
        start
        for said in found
        for column, (value, starts) in said.figures.items()
        if said.kind in best and best[said.kind].figures.get(column, (None,))[0] == value
        for start in starts
    }


def _unheld(passage: Passage, text: str, at: Sequence[int], held: set[int]) -> Iterator[tuple[str, str, str]]:
    """The stretches of a passage with a figure that no row holds."""
    plain = [(first, last) for first, last, _ in plain_spans(text)]
    for begin, end in _stretches(text):
        lost = [
            match.start()
            for match in _NUMBER.finditer(text, begin, end)
            if match.start() not in held and not any(first <= match.start() < last for first, last in plain)
        ]
        if lost:
            yield passage.locator(at[lost[0]]), text[begin:end], "text that no frame holds yet"


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for end in [*(match.end() for match in phrase("segment").finditer(text)), len(text)]:
        if end > begin:
            yield begin, end
        begin = end


def _said(passage: Passage, text: str, at: Sequence[int]) -> Iterator[_Said]:
    """What a passage says, kind by kind; grades and scores go on with the kind that was named before."""
    opened: _Said | None = None
    for begin, end in _stretches(text):
        stretch = phrase("unevaluated").sub(_blank, text[begin:end])
        figures = _figures(stretch, begin)
        kinds = [name for name in _JUDGED if phrase(f"kind_{name}").search(stretch)]
        if not kinds and "projects" in figures:
            kinds = [name for name in _COUNTED if phrase(f"kind_{name}").search(stretch)]
        if len(kinds) == 1:
            if opened:
                yield opened
            opened = _Said(kinds[0], passage.locator(at[begin]), figures)
        elif opened and not kinds and (phrase("goes_on").match(stretch) or _only_grades(figures)):
            opened.figures = figures | opened.figures
        elif opened:
            yield opened
            opened = None
    if opened:
        yield opened


def _only_grades(figures: Figures) -> bool:
    return bool(figures) and figures.keys().isdisjoint(("projects", "amount"))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _figures(stretch: str, begin: int) -> Figures:
    """The figures of a stretch; what grades count is taken first, for their projects are parts of all."""
    found: Figures = {}
    for match in phrase("graded").finditer(stretch):
        name, group = ("grade", "count") if match["grade"] else ("graded", "counted")
        column = lookup("holdings", "grade")[match[name]]
        found.setdefault(column, (int(match[group]), (begin + match.start(group),)))
    if score := phrase("average_score").search(stretch):
        found["average_score"] = (float(score["value"]), (begin + score.start("value"),))
    if problems := phrase("problems_found").search(stretch):
        found["problems_found"] = (int(problems["value"]), (begin + problems.start("value"),))
    rest = stretch
    for column in ("graded", "average_score", "problems_found"):
        rest = phrase(column).sub(_blank, rest)
    if count := phrase("projects").search(rest):
        group = "before" if count["before"] else "after"
        found["projects"] = (int(count[group]), (begin + count.start(group),))
    funds, starts = _funds(rest)
    if funds is not None:
        found["amount"] = (funds, tuple(begin + start for start in starts))
    return found


def _fen(money: re.Match[str]) -> int | None:
    """The amount of a match in 分; None for digits that are no amount (12,34万元), which stay unread."""
    try:
        amount = parse_amount(money["number"], money["unit"])
    except AmountError:
        return None
    return amount.fen if amount else None


def _funds(text: str) -> tuple[float | None, list[int]]:
    """The amount that a stretch concerns: the first one, or the sum of funds that are listed without a total."""
    begun = phrase("funds").search(text)
    if not begun:
        return None, []
    span = phrase("of_which").split(text[begun.start() :])[0]
    found = list(phrase("money").finditer(span))
    parts = [match for match in found if phrase("fund").search(span[: match.start()])]
    taken = parts if parts[:1] == found[:1] else found[:1]
    amounts = [_fen(match) for match in taken]
    if not amounts or None in amounts:
        return None, []
    return sum(filter(None, amounts)) / FEN_PER_WAN, [begun.start() + match.start("number") for match in taken]
