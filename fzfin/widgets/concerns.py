"""From rows of a table to where they are printed, and to the findings of the audit that concern these places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin.checks.cards import Cards
from fzfin.errors import ParameterError
from fzfin.excerpt import Excerpt
from fzfin.widgets.shown import Place, places

if TYPE_CHECKING:
    from fzfin.checks import Audit
    from fzfin.disclosure import Disclosure

_LOCATORS: Final = ("locator", "left_locator", "right_locator")


def spots(row: Mapping[str, Any]) -> frozenset[str]:
    """The single places that a row of a table names.

    Example:
        >>> sorted(spots({"label": "a", "locator": "L9; L107"}))
        ['L107', 'L9']
    """
    return frozenset().union(*(places(row.get(name)) for name in _LOCATORS))


def printed_at(d: Disclosure, row: Mapping[str, Any], frames: Sequence[str]) -> Iterator[tuple[Place, pl.DataFrame]]:
    """Where a row is printed, with the rows of the contract's frames that stand there.

    A row is printed at its places, and where its code stands in one of the frames.

    Args:
        d: The disclosure.
        row: A row of an analysis: its `locator`, and its `code` if it has one.
        frames: The frames of the contract to look in, those to quote first.
    """
    here, code = spots(row), row.get("code")
    for name in frames:
        held = d.frames.get(name)
        if held is None:
            continue
        if code and "line_code" in held.columns:
            of_code = held.filter(pl.col("line_code") == code)
            if of_code.height:
                yield (name, {"line_code": code}), of_code
                continue
        for place in sorted(here):
            at = held.filter(pl.col("locator") == place)
            if at.height:
                own = {c: row[c] for c in ("item", "measure") if c in held.columns and row.get(c)} | _side(name, row)
                exact = at.filter(**own) if own else at
                yield (name, {"locator": place} | (own if exact.height else {})), (exact if exact.height else at)


def _side(frame: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Which side and line of the summary a flow comes from or goes to: both sides share their printed lines."""
    for end, side in (("source", "revenue"), ("target", "expenditure")):
        way, _, number = str(row.get(end) or "").partition("/")
        if frame in ("summary", "appropriation") and way in ("in", "out") and number.isdigit():
            return {"side": side, "seq": int(number)}
    return {}


def quoted(d: Disclosure, wanted: Iterable[Place], most: int) -> tuple[list[tuple[str, Excerpt]], int]:
    """The printed lines of places, each with the call that gives it, and how many more there are.

    Example:
        >>> import fzfin as fz
        >>> found, more = quoted(fz.read(), [("three_public", {"item": "total"})], most=3)
        >>> found[0][0], more
        ("d.where('three_public', item='total')", 0)
    """
    found: dict[tuple[str, ...], tuple[str, Excerpt]] = {}
    for frame, keys in wanted:
        try:
            lines = d.where(frame, **keys)
        except ParameterError:
            continue
        at = tuple(line.locator for line in lines.lines if line.asked)
        said = ", ".join([repr(frame), *(f"{name}={value!r}" for name, value in keys.items())])
        found.setdefault(at, (f"d.where({said})", lines))
    return list(found.values())[:most], max(0, len(found) - most)


def cards(
    audit: Audit, lang: str, at: frozenset[str], most: int, wanted: Sequence[str] | None = None
) -> tuple[Cards, int]:
    """The findings that read a figure at one of some places, the weightiest first, and how many more there are.

    Args:
        audit: The audit of the account.
        lang: ``zh`` or ``en``.
        at: Single places.
        most: How many cards at most.
        wanted: The groups of findings that are wanted, instead of those at places.
    """
    frame = audit.failing(lang)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        groups.setdefault(row["group"], []).append(row)
    concerned = [
        rows
        for key, rows in groups.items()
        if (key in wanted if wanted is not None else any(spots(row) & at for row in rows))
    ]
    return Cards(concerned[:most], lang), max(0, len(concerned) - most)


def related(audit: Audit) -> list[list[str]]:
    """For each pair of tables of `Audit.agreement`, the groups of findings that hold the one against the other."""
    order = list(audit.book.disclosure.frames)
    of_group = {member: f"G{index:02d}" for index, group in enumerate(audit.groups, 1) for member in group.members}
    pairs: dict[tuple[int, int], dict[str, None]] = {}
    for number, result in enumerate(audit.results):
        relation = result.case.relation
        if relation is None:
            continue
        left, *others = (order.index(figure.key[0]) for figure in relation.figures)
        for other in dict.fromkeys(others):
            found = pairs.setdefault((min(left, other), max(left, other)), {})
            if number in of_group:
                found[of_group[number]] = None
    return [list(pairs[pair]) for pair in sorted(pairs)]
