"""A sentence → the figures that it explains: subject, amount, comparison, completion, share and reason.

The grammar is about the form of such sentences; every word it knows is a row of ``vocab/prose.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, TypeVar

from fzfin.money import Amount, parse_amount, parse_percent
from fzfin.vocab import rows

_CLAUSE: Final = re.compile(r"[^，,；;。：:、]*(?:(?<=\d),(?=\d)[^，,；;。：:、]*)*[，,；;。：:、]?")


@cache
def word(name: str) -> re.Pattern[str]:
    """The pattern of a word class: all rows of one name, joined."""
    return re.compile("|".join(row["pattern"] for row in rows("prose") if row["name"] == name))


@lru_cache(maxsize=1)
def bases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What a figure may be compared with: the words that say so, and what they mean."""
    return tuple((re.compile(row["pattern"]), row["value"]) for row in rows("prose") if row["name"] == "base")


@lru_cache(maxsize=1)
def _completion_bases() -> dict[str, str]:
    return {row["label"]: row["value"] for row in rows("explained") if row["frame"] == "completion"}


_DIRECTIONS: Final = ("above", "below", "equal", "same", "up", "down")
_FALLS: Final = ("down", "below")
_GOES_ON: Final = "：:、，,"
_OPENS: Final = ("：", ":")
_LISTED: Final = "、"
_LONGEST_LIST: Final = 24
_TRIM: Final = "。；;，, "
_BRACKET: Final = re.compile("[（()）]")
_STOP: Final = "。"
_SEGMENTS: Final = "。；;"
_Told = TypeVar("_Told")


@dataclass(slots=True)
class Figure:
    """One explained figure; percentages in percent and signed, amounts exact; `offset` is where its number stands."""

    subject: str
    offset: int
    amount: Amount | None = None
    budget: Amount | None = None
    compared_with: str | None = None
    change: Amount | None = None
    change_pct: float | None = None
    direction: str | None = None
    completion_pct: float | None = None
    completion_of: str | None = None
    share_pct: float | None = None
    share_of: str | None = None
    reason: str | None = None
    first: int = 0
    last: int = 0


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """The words up to each comma, semicolon, colon or full stop, with their offset; commas of figures cut nothing."""
    for match in _CLAUSE.finditer(text):
        if match[0]:
            yield match.start(), match[0]


def direction_in(text: str) -> str | None:
    """The verb of a comparison, such as ``below`` for 小于; None where the text has none."""
    return next((name for name in _DIRECTIONS if word(name).search(text)), None)


def _signed(amount: Amount, direction: str | None) -> Amount:
    return Amount(-amount.fen, amount.half) if direction in _FALLS else amount


def subject_of(text: str) -> str:
    """The words in front of a figure, without year, owner and verb."""
    text = "".join(text.split())
    before = None
    while text != before:
        before = text
        text = word("lead").sub("", word("opening").sub("", text, count=1), count=1).lstrip(_GOES_ON)
    return word("verb").sub("", text)


def _begun(text: str, amounts: Sequence[re.Match[str]]) -> int:
    """Where a comparison begins in a clause that names its figure first (公务接待费5万元比上年减少1万元), else 0."""
    if not amounts or not word("base").search(text, amounts[0].end()):
        return 0
    starts = [match.start() for found, _ in bases() if (match := found.search(text))]
    return min(starts) if starts and amounts[0].end() <= min(starts) else 0


def _verb(text: str) -> int:
    """Where the verb of a comparison stands: an amount before it is the one compared with (较上年13万元增加6万元)."""
    return min((match.start() for name in _DIRECTIONS if (match := word(name).search(text))), default=0)


class _Scan:
    """The state of reading one paragraph: its figures, the group that the next clause speaks of, and the comparison."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.group: list[Figure] = []
        self.base: str | None = None
        self.direction: str | None = None
        self.changes: list[tuple[Amount | None, str | None]] = []
        self.rates: list[tuple[float, str | None]] = []
        self.end = 0
        self.pending = ""
        self.sentence = 0
        self.segment = 0
        self.began = 0
        self.each = False
        self.lost: list[int] = []
        self.outer: list[Figure] | None = None
        self.listing = False

    def clause(self, at: int, text: str) -> None:
        """Read one clause, that is the words up to the next comma, semicolon, colon or full stop."""
        amounts = list(word("figure").finditer(text))
        percents = list(word("percent").finditer(text))
        begun = _begun(text, amounts)
        if begun:
            self.clause(at, text[:begun])
            self.clause(at + begun, text[begun:])
            return
        self.said(at, text, amounts, percents)
        self.bracketed(text)

    def bracketed(self, text: str) -> None:
        """Come back to the figures in front of a bracket where it closes (收入9万元（其中：拨款8万元），占90%)."""
        if not _BRACKET.search(text):
            return
        opened = text.count("（") + text.count("(") - text.count("）") - text.count(")")
        if opened > 0 and self.outer is None:
            self.outer = list(self.group)
        elif opened < 0 and self.outer is not None:
            self.group, self.outer = self.outer, None

    def said(self, at: int, text: str, amounts: list[re.Match[str]], percents: list[re.Match[str]]) -> None:
        """Take what one clause says."""
        squeezed = "".join(text.split()) if " " in text else text
        base = (
            next((value for found, value in bases() if found.search(squeezed)), None)
            if word("base").search(squeezed)
            else None
        )
        if base:
            self.compare(base, at + len(text))
        direction = direction_in(text)
        self.direction = direction or self.direction
        completion = word("completion").search(text)
        share = word("share").search(text[: percents[0].start()]) if percents and not amounts else None
        if completion and percents and self.group:
            figure = self.group[-1]
            figure.completion_pct = parse_percent(percents[0]["number"])[0]
            figure.completion_of = _completion_bases().get(completion["of"] or "")
            figure.last = at + len(text)
        elif share:
            self.share(at, text, share, percents[0])
        elif amounts and self.base and self.direction and self.continues(text, amounts, base, direction):
            self.about(at, text)
            self.each = self.each or word("each").search(text) is not None
            verb = _verb(text) if base else 0
            changed = [found for found in amounts if found.start() >= verb]
            self.changes += [(parse_amount(found["number"], found["unit"]), self.direction) for found in changed]
            self.end = at + len(text)
        elif percents and self.direction and not amounts:
            self.rates += [(parse_percent(found["number"])[0], self.direction) for found in percents]
            self.end = at + len(text)
        elif amounts:
            self.figure(at, text, amounts[0])
            for former, found in pairwise(amounts):
                between = text[former.end() : found.start()]
                if word("and").match(between):
                    self.figure(at + former.end(), text[former.end() :], found, former.end())
        elif not percents and not base:
            self.listing = direction is not None and text[-1:] in _OPENS
            listed = self.pending[-1:] == _LISTED and len(self.pending) + len(text) <= _LONGEST_LIST
            goes_on = text[-1:] in _GOES_ON or word("named").search("".join(text.split()))
            self.pending = (self.pending if listed else "") + text if goes_on else ""

    def continues(self, text: str, amounts: Sequence[re.Match[str]], base: str | None, direction: str | None) -> bool:
        """Say whether the amounts of a clause go on with a comparison: it names a base or a verb, or no new subject."""
        said = base or direction or (self.listing and self.base)
        return bool(said) or not subject_of(text[: amounts[0].start()])

    def compare(self, base: str | None, end: int) -> None:
        """Hand out the comparison read so far, and begin another."""
        near = [figure for figure in self.group if figure.offset >= self.began] or self.group
        same = self.direction in ("same", "equal")
        if self.base and (self.changes or self.rates or same):
            fresh = {id(figure): self.again(figure) if figure.compared_with else figure for figure in near}
            self.group = [fresh.get(id(figure), figure) for figure in self.group]
            near = [*fresh.values()]
        count = len(near)
        alike = self.each or len({figure.amount for figure in near}) == 1
        changes, rates = self.handed(self.changes, count, alike), self.handed(self.rates, count, alike)
        if (self.changes and not changes) or (self.rates and not rates):
            self.lost.append(self.end - 1)
        for figure, (amount, direction) in zip(near, changes, strict=False):
            figure.change = _signed(amount, direction) if amount else None
            figure.compared_with, figure.direction, figure.last = self.base, direction, self.end
        for figure, (value, direction) in zip(near, rates, strict=False):
            figure.change_pct = -value if direction in _FALLS and value else value
            figure.compared_with, figure.direction, figure.last = self.base, direction, self.end
        if self.base and not self.changes and not self.rates and same:
            for figure in near:
                figure.compared_with, figure.direction, figure.last = self.base, self.direction, self.end
        self.base, self.direction, self.changes, self.rates, self.end = base, None, [], [], end
        self.began, self.each = self.segment, False

    @staticmethod
    def handed(told: list[tuple[_Told, str | None]], count: int, alike: bool) -> list[tuple[_Told, str | None]]:
        """What is told of each of some figures: one value for one, or for all alike, else one for each."""
        if count == 1 or len(told) == count:
            return told
        return told * count if alike and len(told) == 1 else []

    def about(self, at: int, text: str) -> None:
        """Turn to the figure that a comparison names again (收入合计增加5万元), if one that was read is called so."""
        verb = _verb(text)
        named = subject_of(text[:verb]) if verb else ""
        found = next((figure for figure in self.figures if named and figure.subject == named), None)
        if found is None or [found] == self.group:
            return
        base, direction, each = self.base, self.direction, self.each
        if self.changes or self.rates:
            self.compare(base, at)
        self.group, self.base, self.direction, self.each, self.began = [found], base, direction, each, 0

    def again(self, figure: Figure) -> Figure:
        """The same figure once more, for a comparison with something else (比上年…，比年初预算…)."""
        other = Figure(figure.subject, figure.offset, figure.amount, figure.budget, first=figure.first)
        self.figures.append(other)
        return other

    def figure(self, at: int, text: str, found: re.Match[str], skip: int = 0) -> None:
        """Begin another figure; it joins the group unless the group has been compared or explained already.

        `text` stands at the offset `at` and begins `skip` characters into the clause in which the figure was found.
        """
        if self.base is not None or any(figure.reason or figure.completion_pct is not None for figure in self.group):
            self.compare(None, at)
            self.group = []
        subject = self.subject(text[: found.start("number") - skip])
        figure = Figure(subject, at + found.start() - skip, parse_amount(found["number"], found["unit"]))
        figure.first, figure.last, self.pending = at, at + len(text), ""
        self.after_budget(figure)
        self.group.append(figure)
        self.figures.append(figure)

    def subject(self, text: str) -> str:
        """The subject in the words in front of a figure, and in those before them that only begin it (收、支总计)."""
        own, before = subject_of(text), subject_of(self.pending)
        if self.pending[-1:] == _LISTED and len(self.pending) + len(text) <= _LONGEST_LIST:
            return subject_of(self.pending + text)
        if before and word("named").search(before.rstrip(_TRIM)) and word("planned").fullmatch(own):
            return before.rstrip(_TRIM) + own
        return own or before

    def after_budget(self, figure: Figure) -> None:
        """Join the budget in front of an actual figure to it (年初预算为20万元，支出决算为18万元)."""
        last = self.group[-1] if self.group else None
        named = word("planned").search(last.subject) if last and last.budget is None else None
        if last is None or named is None or word("planned").search(figure.subject) or last.offset < self.sentence:
            return
        figure.budget, figure.first = last.amount, last.first
        if word("settled").search(figure.subject):
            figure.subject = last.subject[: named.start()] or figure.subject
        self.group.pop()
        self.figures = [other for other in self.figures if other is not last]

    def share(self, at: int, text: str, share: re.Match[str], percent: re.Match[str]) -> None:
        """Read a share of the figure before, or of a subject that is given by its share alone."""
        before = subject_of(text[: share.start()])
        if before or not self.group:
            self.group = [Figure(before, at + percent.start(), first=at)]
            self.figures.append(self.group[0])
        figure = self.group[-1]
        figure.share_pct = parse_percent(percent["number"])[0]
        figure.share_of = "".join(share["of"].split()) or None
        figure.last = at + len(text)

    def reason(self, text: str, end: int) -> None:
        """A reason belongs to every figure of the group."""
        self.compare(None, end)
        for figure in self.group:
            figure.reason, figure.last = text, end


def scan(text: str, lost: list[int] | None = None) -> list[Figure]:
    """Read the figures of one paragraph in print order.

    Args:
        text: The paragraph.
        lost: Takes the offsets of comparisons that were not taken, for nothing says of which figure they are.

    Figures that are listed without a comparison between them form a group. A comparison is handed out over its group in
    order, if it has as many amounts (percentages) as the group has figures; else it is not taken at all. A reason
    belongs to the whole group.
    """
    state = _Scan()
    reasons = list(word("reason").finditer(text))
    skip_to = 0
    for at, clause in clauses(text):
        if at < skip_to:
            continue
        state.sentence = text.rfind(_STOP, 0, at) + 1
        state.segment = max(text.rfind(stop, 0, at) for stop in _SEGMENTS) + 1
        match = next((found for found in reasons if at <= found.start() < at + len(clause)), None)
        if match is None:
            state.clause(at, clause)
            continue
        if match.start() > at:
            state.clause(at, text[at : match.start()])
        state.reason(match["reason"].strip(_TRIM), match.end())
        skip_to = match.end()
    state.compare(None, len(text))
    if lost is not None:
        lost += state.lost
    return state.figures
