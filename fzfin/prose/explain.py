"""Passages of the explanations → the frames `statements`, `three_public_detail` and `procurement`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from fzfin.errors import AmountError
from fzfin.money import FEN_PER_WAN, Amount
from fzfin.prose.budgeted import with_budgets
from fzfin.prose.compared import changes, owned
from fzfin.prose.paragraphs import Passage
from fzfin.prose.scan import Figure, scan, word
from fzfin.vocab import key, lookup, rows

Record = tuple[Any, ...]

_COUNTS: Final = (
    "delegations",
    "delegations_joined",
    "travellers",
    "vehicles_bought",
    "vehicles_held",
    "receptions",
    "guests",
)
_GUESTS: Final = ("abroad", "at_home")
_NOBODYS: Final = "a comparison of which the words do not say to which figure it belongs"
_COUNTED_AT: Final = {
    "delegations": "overseas",
    "delegations_joined": "overseas",
    "travellers": "overseas",
    "vehicles_bought": "vehicle_purchase",
    "vehicles_held": "vehicle_running",
    "receptions": "hospitality",
    "guests": "hospitality",
}


@dataclass(slots=True)
class Explained:
    """The rows of the prose frames, and the passages that gave any of them."""

    statements: list[Record] = field(default_factory=list)
    details: dict[str, dict[str, Any]] = field(default_factory=dict)
    procurement: list[Record] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)


@lru_cache(maxsize=64)
def _topic(headings: tuple[str, ...]) -> str | None:
    """What the headings above a passage say that it is about, from the innermost out."""
    for heading in reversed(headings):
        folded = key(heading)
        for words, topic in lookup("explained", "section").items():
            if words in folded:
                return topic
    return None


def _wan(amount: Amount | None) -> float | None:
    return None if amount is None else amount.wan


def _kind(subject: str, group: str) -> str | None:
    """The value of the longest known label within a subject."""
    folded = key(subject)
    found = [label for label in lookup("explained", group) if label in folded]
    return lookup("explained", group)[max(found, key=len)] if found else None


def _prior(figure: Figure) -> float | None:
    if figure.compared_with != "prior_year" or figure.change is None or figure.amount is None:
        return None
    return (figure.amount.fen - figure.change.fen) / FEN_PER_WAN


def _statement(passage: Passage, figure: Figure, codes: dict[str, tuple[str, str]]) -> Record:
    coded = word("code").match(figure.subject)
    locator = passage.locator(figure.offset)
    if coded:
        codes.setdefault(coded["code"], (coded["name"], locator))
    return (
        passage.section,
        coded["name"] if coded else figure.subject,
        coded["code"] if coded else None,
        _wan(figure.amount),
        figure.compared_with,
        _wan(figure.change),
        figure.change_pct,
        _wan(figure.budget),
        figure.completion_pct,
        figure.completion_of,
        figure.share_pct,
        figure.share_of,
        figure.direction,
        _prior(figure),
        figure.reason,
        passage.text[figure.first : figure.last].strip(),
        locator,
    )


def explain(passages: Sequence[Passage]) -> Explained:
    """Read the figures of the explaining part of a disclosure.

    The part is the one whose heading says so; of it, procurement, performance and state assets have frames of their own
    and give no statements.
    """
    out = Explained()
    for number, passage in enumerate(passages):
        if not passage.explains:
            continue
        topic = _topic(passage.headings)
        if topic in ("assets", "performance", "operating"):
            continue
        lost: list[int] = []
        try:
            figures = with_budgets(scan(passage.text, lost), passage.text)
        except AmountError as error:
            out.used.add(number)
            out.leftovers.append((passage.locator(0), passage.text, f"broken figure: {error}"))
            continue
        if figures:
            out.leftovers += [(passage.locator(at), _sentence(passage.text, at), _NOBODYS) for at in lost]
        if topic == "procurement":
            _procure(out, passage, figures)
        else:
            if topic == "three_public":
                owned(figures, passage.text, _three_public)
                _detail(out, passage, figures)
                if not figures and _change(out, passage.text):
                    out.used.add(number)
            out.statements += [
                _statement(passage, figure, out.codes) for figure in figures if figure.amount is not None
            ]
        if figures:
            out.used.add(number)
    return out


def _sentence(text: str, at: int) -> str:
    """The sentence around an offset."""
    end = text.find("。", at)
    return text[text.rfind("。", 0, at) + 1 : end + 1 if end >= 0 else len(text)].strip()


def _procure(out: Explained, passage: Passage, figures: Sequence[Figure]) -> None:
    before = 0
    for figure in figures:
        context, before = passage.text[before : figure.offset], figure.offset
        measure = _kind(figure.subject, "procurement") or _kind(context, "awarded")
        if measure is None:
            out.leftovers.append((passage.locator(figure.offset), passage.text, f"no measure: {figure.subject}"))
            continue
        base = _kind(figure.share_of, "procurement") if figure.share_of else None
        out.procurement.append((measure, _wan(figure.amount), figure.share_pct, base, passage.locator(figure.offset)))


@lru_cache(maxsize=1)
def _counts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["value"], re.compile(row["label"])) for row in rows("explained") if row["frame"] == "count")


def _three_public(text: str) -> str | None:
    return _kind(text, "three_public")


def _change(out: Explained, text: str) -> bool:
    """Add the changes of a passage that gives no actual figures to the items that it names; say whether all had one."""
    try:
        found = changes(text, _three_public)
    except AmountError:
        return False
    for item, fields in found.items():
        for name, value in fields.items():
            if item in out.details and out.details[item][name] is None:
                out.details[item][name] = value
    return bool(found) and found.keys() <= out.details.keys()


def _detail(out: Explained, passage: Passage, figures: Sequence[Figure]) -> None:
    offsets: dict[str, set[int]] = {}
    for figure in figures:
        item = _kind(figure.subject, "three_public")
        if item is None or figure.amount is None:
            continue
        told = {"completion_pct": figure.completion_pct, "reason": figure.reason}
        if figure.compared_with in (None, "prior_year"):
            told |= {"change": _wan(figure.change), "change_pct": figure.change_pct}
        if item not in out.details:
            place = passage.locator(figure.offset)
            blank = dict.fromkeys(("completion_pct", "change", "change_pct", "reason"))
            out.details[item] = {"actual": _wan(figure.amount), "locator": place, **blank, **told}
        elif out.details[item]["actual"] == _wan(figure.amount) and figure.offset in offsets.get(item, ()):
            held = out.details[item]
            held |= {name: value for name, value in told.items() if held[name] is None}
        offsets.setdefault(item, set()).add(figure.offset)
    text = "".join(passage.text.split())
    for name, found in _counts():
        match = next((one for one in found.finditer(text) if not _of_part(text, one)), None)
        if match and _COUNTED_AT[name] in out.details:
            number = next(group for group in match.groups() if group is not None)
            out.details[_COUNTED_AT[name]].setdefault(name, int(number))


def _of_part(text: str, match: re.Match[str]) -> bool:
    """Say whether a count is of receptions of guests from abroad alone, which are a part of all."""
    said = text[text.rfind("。", 0, match.start()) + 1 : match.end()]
    abroad, at_home = (max((one.start() for one in word(name).finditer(said)), default=-1) for name in _GUESTS)
    return abroad > at_home


def detail_records(details: dict[str, dict[str, Any]]) -> list[Record]:
    """The rows of `three_public_detail` in the order of the items."""
    order = [row["value"] for row in rows("explained") if row["frame"] == "three_public"]
    return [
        (
            item,
            *(details[item][name] for name in ("actual", "completion_pct", "change", "change_pct")),
            *(details[item].get(name) for name in _COUNTS),
            details[item]["reason"],
            details[item]["locator"],
        )
        for item in dict.fromkeys(order)
        if item in details
    ]
