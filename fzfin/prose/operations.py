"""The work summary (主要工作总结) → the frame `operations`: every figure of what was done, with what it counts.

A figure is a number with a unit. What it measures stands in front of it (结案率为99.95%) or, of a thing that is
counted, behind it (410台自助终端). Every word known here is a row of ``operations.csv``; numbers that are no figures
(dates, ordinals, names) are found by the rules of ``plain.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from fzfin.prose.paragraphs import Passage
from fzfin.prose.plain import alternatives, narrow, plain_spans
from fzfin.vocab import pattern, rows

Operation = tuple[str, str | None, str, float, str, str | None, str, str]
"""section, topic, metric, value, unit, qualifier, quote, locator"""
Skipped = tuple[str, str, str]
"""locator, text, reason"""

_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_DIGITS: Final = re.compile(r"\d[\d,.]*\d|\d", re.ASCII)
_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma of a conversion that stands between words, not in a number."""
_MASK: Final = "¤"
"""Stands for a digit that belongs to no figure, such as one of a name."""
_FULL_STOP: Final = "。"
_STOPS: Final = "，。；！？;!?"
_LONGEST_TOPIC: Final = 45
_LONGEST_METRIC: Final = 60
_TRIM: Final = " ，,。；;：:、（()）"
_RANGE: Final = re.compile(r"\d\D{0,4}[-—–~～至到]$|\d[:：/]$")
_RANGE_ON: Final = re.compile(r"[-—–~～至到:：/]\d")


@dataclass(slots=True)
class Operations:
    """The figures of the work summary, and the numbers in it that are none or could not be read."""

    rows: list[Operation] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    unread: list[Skipped] = field(default_factory=list)
    passages: set[int] = field(default_factory=set)


@cache
def _words(frame: str, label: str) -> re.Pattern[str]:
    found = (row["value"] for row in rows("operations") if row["frame"] == frame and row["label"] == label)
    return re.compile(next(found))


@cache
def _values(frame: str) -> dict[str, str]:
    return {row["label"]: row["value"] for row in rows("operations") if row["frame"] == frame}


@cache
def _unit() -> re.Pattern[str]:
    inside, magnitude = alternatives("inside"), alternatives("magnitude")
    return re.compile(
        rf"\s*(?P<more>{inside})?"
        rf"(?:(?P<magnitude>{magnitude})?\s*(?P<still>{inside})?(?P<measure>{alternatives('measure')})"
        rf"|(?P<bare>{magnitude}))\s*(?P<after>{alternatives('after')})?"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{alternatives('before')})\s*$")


@cache
def _in_front() -> frozenset[str]:
    """Units whose metric stands in front of the figure: money and rates."""
    return frozenset(row["label"] for row in rows("operations") if row["frame"] == "rate")


def is_summary(passage: Passage) -> bool:
    """Say whether a passage stands under the heading of the work summary."""
    if any(map(_words("place", "apart").search, (passage.part, *passage.headings))):
        return False
    return any(map(_words("place", "heading").search, (passage.part, *passage.headings)))


def _lead(text: str) -> str | None:
    """The words that name what follows: a first sentence without a figure, or its first clause; None if they name none.

    Args:
        text: The text from where it may name something, its digits that are no figures masked.
    """
    for stops in ("。", "。，；：,;:"):
        said = re.split(f"[{stops}]", text, maxsplit=1)[0]
        if said.strip(_TRIM) and len(said) <= _LONGEST_TOPIC and not _DIGITS.search(said):
            return None if _words("lead", "no_topic").match(said) else said
    return None


def _topics(text: str, masked: str, above: str | None) -> list[tuple[int, str | None]]:
    """From which offset on the text is about what: its lead, and the leads of 一是 …, 二是 …."""
    own = _lead(masked)
    found = [(0, text[: len(own)].strip(_TRIM) if own and not _words("lead", "no_topic").match(text) else above)]
    item = _words("lead", "item")
    for match in re.finditer(rf"(?:^|(?<=[。；;：:，,]))\s*{item.pattern}", text):
        lead = _lead(masked[match.end() :])
        title = text[match.end() : match.end() + len(lead)].strip(_TRIM) if lead else found[0][1]
        found.append((match.start(), title))
    return found


def _clause(text: str, at: int) -> tuple[int, int]:
    """The bounds of the clause around an offset."""
    first = max((text.rfind(stop, 0, at) for stop in _STOPS), default=-1) + 1
    last = min((end for stop in _STOPS if (end := text.find(stop, at)) >= 0), default=len(text))
    return first, last


def _front(text: str) -> str:
    """The metric in the words in front of a figure."""
    opened = text.rfind("（")
    if opened > text.rfind("）"):
        text = text[opened + 1 :].strip(_TRIM) or text[:opened]
    before = None
    while before != text:
        before = text
        text = _words("lead", "tail").sub("", text.strip(_TRIM))
        text = _words("lead", "front").sub("", text, count=1)
    text = _words("lead", "all").sub("", text, count=1)
    return _words("lead", "have").sub("", text, count=1).strip(_TRIM)


def _behind(text: str) -> tuple[int, int]:
    """From where to where the thing stands that is counted, in the words behind a figure; (0, 0) if none does."""
    predicate = _words("cut", "predicate")
    start = 1 if text.startswith("的") else 0
    if predicate.match(text, start):
        return 0, 0
    quoted = text.find("”", start) if text[start : start + 1] == "“" else start
    cut = predicate.search(text, max(quoted, start) + 1) if len(text) > start + 1 else None
    end = cut.start() if cut else len(text)
    return (start, end) if text[start:end].strip(_TRIM) and not text[start].isdigit() else (0, 0)


class _Reading:
    """The state of reading one passage: the clause at hand, where its last figure ended, and the last metric."""

    def __init__(self, out: Operations, passage: Passage, above: str | None) -> None:
        self.out, self.passage = out, passage
        self.text = _COMMA.sub("，", narrow(passage.text))
        self.spans = plain_spans(self.text)
        masked = list(self.text)
        for start, end, _ in self.spans:
            masked[start:end] = (_MASK if char.isdigit() else char for char in masked[start:end])
        self.masked = "".join(masked)
        self.topics = _topics(passage.text, self.masked, above)
        self.clause = (-1, -1)
        self.sentence = -1
        self.end = 0
        self.metric = ""

    def read(self) -> None:
        """Put every number of the passage into one of the lists."""
        for digits in _DIGITS.finditer(self.text):
            at = digits.start()
            place = self.passage.locator(at)
            plain = next((span for span in self.spans if span[0] <= at < span[1]), None)
            if plain:
                self.out.skipped.append((place, self.passage.text[plain[0] : plain[1]], plain[2]))
            elif fault := self.figure(digits):
                first, last = _clause(self.text, at)
                self.out.unread.append((place, self.passage.text[first:last].strip(), fault))

    def figure(self, digits: re.Match[str]) -> str | None:
        """Take one figure, or say why it is not taken."""
        start, end = digits.span()
        bounds = _clause(self.text, start)
        unit = _unit().match(self.text, end)
        if not _NUMBER.fullmatch(digits[0]):
            return "a broken number"
        if unit is None:
            return "a number without a unit that is known"
        before = _before().search(self.text[bounds[0] : start])
        begin = start - len(before[0]) if before else start
        ranged = _RANGE.search(self.text[bounds[0] : begin])
        if ranged or any(_RANGE_ON.match(self.text, place) for place in (end, unit.end())):
            return "a range or a ratio"
        sentence = self.text.rfind(_FULL_STOP, 0, start)
        if sentence != self.sentence:
            self.sentence, self.metric = sentence, ""
        metric, used = self.measured(begin, unit, bounds)
        if not metric:
            return "a figure of which is not said what it measures"
        self.clause, self.end = bounds, used
        words = (
            _values("before").get(before["word"]) if before else None,
            _values("inside").get(unit["more"] or unit["still"] or ""),
            _values("after").get(unit["after"] or ""),
        )
        self.out.rows.append(
            (
                self.passage.section,
                [said for at, said in self.topics if at <= start][-1],
                metric,
                float(digits[0].replace(",", "")),
                ((unit["magnitude"] or "") + (unit["measure"] or unit["bare"])).replace("％", "%"),
                next(filter(None, words), None),
                self.passage.text[bounds[0] : bounds[1]].strip(),
                self.passage.locator(start),
            )
        )
        return None

    def measured(self, start: int, unit: re.Match[str], bounds: tuple[int, int]) -> tuple[str, int]:
        """What a figure measures, "" if that is not said, and where the words for it end."""
        fresh = bounds != self.clause
        front = _front(self.passage.text[bounds[0] if fresh else self.end : start])
        changed = bool(_words("change", "change").fullmatch(front))
        first, last = (0, 0) if unit["after"] else _behind(self.masked[unit.end() : bounds[1]])
        if self.text[start - 1 : start] in ("（", "(") or (front and unit["measure"] in _in_front()):
            first, last = 0, 0
        thing = self.passage.text[unit.end() + first : unit.end() + last].strip(_TRIM)
        metric = thing or front or ("" if fresh else self.metric)
        if not thing and changed:
            return (self.metric + front if self.metric else ""), unit.end()
        if not metric or len(metric) > _LONGEST_METRIC:
            return "", unit.end()
        self.metric = metric
        return metric, unit.end() + last


def operations(passages: Sequence[Passage]) -> Operations:
    """Read the operating figures of the work summary (主要工作总结) in print order.

    `value` is the number as printed, `unit` its magnitude and measure word (万件), `qualifier` a word such as 超, 达 or
    约; the metric of a change (同比增长5%) is what it is a change of. A range, a number without a unit and a figure
    whose metric is not printed are not taken.

    Args:
        passages: The passages of the whole document.

    Example:
        >>> place = ((0,), ("L7",), "", "三", ("三、部门主要工作总结",))
        >>> operations([Passage("完善管网。处理污水超12.5万吨。", *place)]).rows
        [('三', '完善管网', '处理污水', 12.5, '万吨', '超', '处理污水超12.5万吨', 'L7')]
    """
    out = Operations()
    above: dict[str, str] = {}
    for number, passage in enumerate(passages):
        if not is_summary(passage):
            continue
        out.passages.add(number)
        nearest = [title for section, title in above.items() if passage.section.startswith(section)]
        titled = pattern("ordinal").sub("", passage.headings[-1], count=1) if passage.headings else None
        _Reading(out, passage, nearest[-1] if nearest else titled).read()
        if len(passage.text) <= _LONGEST_TOPIC and not _DIGITS.search(passage.text):
            above[passage.section] = passage.text.strip(_TRIM)
    return out
