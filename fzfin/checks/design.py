"""Questions about the design of indicators (绩效指标设计): one a kind, with all its instances; never an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, observed
from fzfin.checks.figures import Exact, Figure
from fzfin.checks.listing import Pair, forms, instances, joined, phrase
from fzfin.checks.registry import finds
from fzfin.checks.scoring import profiles, value
from fzfin.checks.sheets import Sheet, figures, sheets
from fzfin.checks.targets import PERCENT, both, full, is_money, met, unit
from fzfin.money import to_ascii
from fzfin.vocab import key, lookup, pattern

_LEAST: Final = 8
"""Characters from which words that are the same twice say something."""
_HUNDRED: Final = 100
_Found = list[tuple[Row, Figure]]


def _asked(found: _Found, told: Sequence[Figure], **facts: Pair | str) -> Iterator[Case]:
    """One question for all indicators found, or a pass for all those that were looked at."""
    if found:
        numbers = forms(row["project_no"] for row, _ in found)
        words = {"n": str(len(found)), "forms": numbers, "items": instances([row for row, _ in found]), **facts}
        yield observed(False, found[0][1], [figure for _, figure in found[1:]], facts=words)
    elif told:
        yield observed(True, told[0], told[1:])


def _targets(book: Book) -> Iterator[tuple[Row, Figure]]:
    """Indicators with a target in figures."""
    for row in book.rows("indicators"):
        target = row.figure("target")
        if target is not None and row["comparator"] is not None:
            yield row, target


@finds("H01")
def rate_at_most(book: Book) -> Iterator[Case]:
    """A rate of which more is better has no ≤."""
    rates = [
        (row, target)
        for row, target in _targets(book)
        if unit(row["target_unit"] or "")[1] == PERCENT and pattern("rate_better").search(key(row["level_3"] or ""))
    ]
    yield from _asked([found for found in rates if found[0]["comparator"] in ("<=", "<")], [f for _, f in rates])


@finds("H02")
def cost_at_least(book: Book) -> Iterator[Case]:
    """A cost is limited from above."""
    costs = [found for found in _targets(book) if key(found[0]["level_2"] or "") in lookup("design", "cost")]
    yield from _asked([found for found in costs if found[0]["comparator"] in (">=", ">")], [f for _, f in costs])


def _open(book: Book) -> Iterator[tuple[Row, Figure, Exact, Exact]]:
    """Indicators that could come out other than their target, with achieved value and target; no amounts."""
    ceilings = profiles(book, "ceiling")["natural"]
    for row in book.rows("indicators"):
        pair, achieved = both(row), row.figure("achieved")
        if pair is None or achieved is None or row["comparator"] not in (">=", "<=", ">", "<"):
            continue
        scale, base = unit(row["target_unit"] or "")
        if not is_money(row["target_unit"]) and pair[1] * scale != ceilings.get(base):
            yield row, achieved, *pair


@finds("H03")
def met_to_the_unit(book: Book) -> Iterator[Case]:
    """A target that can be missed or beaten is seldom met to the very unit; one rate or two may be."""
    least, several = (value(book, "ask", "exact", item) for item in ("least", "rates"))
    told: list[Figure] = []
    found: list[tuple[Exact, Row, Figure]] = []
    for row, achieved, reached, target in _open(book):
        scale, base = unit(row["target_unit"] or "")
        if base == PERCENT or target * scale >= least:
            told.append(achieved)
            if reached == target:
                found.append((0 if base == PERCENT else -target * scale, row, achieved))
    found.sort(key=lambda each: each[0])
    asked = len(found) >= several or any(order for order, _, _ in found)
    yield from _asked([(row, achieved) for _, row, achieved in found] if asked else [], told)


@finds("H04")
def beaten_by_half(book: Book) -> Iterator[Case]:
    """A target that is beaten by half or more was perhaps set too low."""
    opened = list(_open(book))
    found = [(row, achieved) for row, achieved, reached, target in opened if _beaten(book, row, reached, target)]
    yield from _asked(found, [achieved for _, achieved, _, _ in opened])


def _beaten(book: Book, row: Row, reached: Exact, target: Exact) -> bool:
    ratio, least = (value(book, "ask", "beaten", item) for item in ("ratio", "least"))
    more, fewer = (reached, target) if row["comparator"] in (">=", ">") else (target, reached)
    return fewer > 0 and more >= ratio * fewer and (more - fewer) * unit(row["target_unit"] or "")[0] >= least


@finds("H05")
def delivered_without_money(book: Book) -> Iterator[Case]:
    """Where nothing was spent, not everything can have been delivered with the money of the year."""
    unspent: list[tuple[Sheet, Figure]] = []
    told: list[Figure] = []
    for sheet in sheets(book):
        actual, budget = sheet.money("total", "actual"), sheet.money("total", "adjusted_budget")
        if actual is None or budget is None or not budget.value:
            continue
        told.append(actual)
        reached = [met(row) for row in sheet.indicators]
        if not actual.value and True in reached and False not in reached and all(map(full, sheet.indicators)):
            unspent.append((sheet, actual))
    if unspent:
        facts = {"forms": forms(sheet.no for sheet, _ in unspent)}
        yield observed(False, unspent[0][1], [figure for _, figure in unspent[1:]], facts=facts)
    elif told:
        yield observed(True, told[0], told[1:])


def _telling(row: Row) -> bool:
    """Whether the result of an indicator tells projects apart: a round 100% does not."""
    return row["achieved"] is not None and not (
        unit(row["target_unit"] or "")[1] == PERCENT and row["achieved"] == _HUNDRED
    )


def _results(sheet: Sheet) -> dict[tuple[str, float | None, str], Row]:
    return {
        (key(row["level_3"] or ""), row["target"], key(row["achieved_text"] or "")): row for row in sheet.indicators
    }


@finds("H06")
def same_results_in_several(book: Book) -> Iterator[Case]:
    """Projects of different names have not the same indicators with the same results, half of them or more."""
    found = [(sheet, _results(sheet)) for sheet in sheets(book) if sheet.indicators]
    least = value(book, "ask", "shared", "least")
    joined_to: dict[int, int] = {sheet.no: sheet.no for sheet, _ in found}
    names = {sheet.no: _name(sheet) for sheet, _ in found}
    for (one, mine), (other, theirs) in combinations(found, 2):
        shared = mine.keys() & theirs.keys()
        telling = sum(_telling(mine[each]) for each in shared)
        if telling >= least and 2 * len(shared) >= min(len(mine), len(theirs)):
            old, new = joined_to[other.no], joined_to[one.no]
            joined_to = {no: new if root == old else root for no, root in joined_to.items()}
    clusters: dict[int, list[int]] = {}
    for no, root in joined_to.items():
        clusters.setdefault(root, []).append(no)
    told = [figure for sheet, _ in found if (figure := sheet.anchor()) is not None]
    asked = [members for members in clusters.values() if len({names[no] for no in members}) > 1]
    yield from _clusters(asked, [sheet for sheet, _ in found], told)


def _clusters(asked: Sequence[Sequence[int]], found: Sequence[Sheet], told: Sequence[Figure]) -> Iterator[Case]:
    """One question for all sets of forms, with the name of the first form of each, or a pass."""
    if not asked:
        if told:
            yield observed(True, told[0], told[1:])
        return
    by_no = {sheet.no: sheet for sheet in found}
    items = [phrase("cluster.item", forms=forms(m), name=str(by_no[m[0]].row["name"] or "")) for m in asked]
    anchors = figures(by_no[no].anchor() for members in asked for no in members)
    facts = {"n": str(len(asked)), "items": joined(items, most=4), "forms": joined([forms(m) for m in asked], most=6)}
    yield observed(False, anchors[0] if anchors else None, anchors[1:], facts=facts)


def _name(sheet: Sheet) -> str:
    return key(to_ascii(sheet.row["name"] or ""))


@finds("H07")
def names_are_unique(book: Book) -> Iterator[Case]:
    """Each project has one form."""
    by_name: dict[str, list[int]] = {}
    found = sheets(book)
    for sheet in found:
        if _name(sheet):
            by_name.setdefault(_name(sheet), []).append(sheet.no)
    told = figures(sheet.anchor() for sheet in found)
    yield from _clusters([members for members in by_name.values() if len(members) > 1], found, told)


@finds("H08")
def not_every_score_full(book: Book) -> Iterator[Case]:
    """Where every score of every form is full, the scores tell nothing apart."""
    found = [sheet for sheet in sheets(book) if sheet.indicators and sheet.row["total_score"] is not None]
    if len(found) < value(book, "ask", "forms", "least"):
        return
    rows = [row for sheet in found for row in (*sheet.indicators, *filter(None, [sheet.funding.get("total")]))]
    scored = [row for row in rows if row["score"] is not None and row["weight"] is not None]
    best = all(row["score"] >= row["weight"] for row in scored)
    totals = figures(sheet.row.figure("total_score") for sheet in found)
    facts = {"n": str(len(found)), "scores": str(len(scored)), "total": f"{float(totals[0].value):g}"}
    same = len({total.value for total in totals}) == 1
    yield observed(not (best and same and scored), totals[0], totals[1:], facts=facts)


@finds("H09")
def deviations_have_reasons(book: Book) -> Iterator[Case]:
    """Where targets are missed, or beaten by half, some reason is given."""
    rows = book.rows("indicators")
    missed = [row for row in rows if met(row) is False]
    beaten = [row for row, _, reached, target in _open(book) if _beaten(book, row, reached, target)]
    away = figures(row.figure("achieved") for row in (*missed, *beaten))
    if away:
        given = any(key(row["deviation_reason"] or "") for row in rows)
        facts = {"n": str(len(rows)), "missed": str(len(missed)), "beaten": str(len(beaten))}
        yield observed(given, away[0], away[1:], facts=facts)


@finds("H10")
def result_is_told(book: Book) -> Iterator[Case]:
    """What was reached is told in other words than what was planned."""
    same: list[tuple[Sheet, Figure]] = []
    told: list[Figure] = []
    for sheet in sheets(book):
        goal, anchor = _folded(sheet.row["goal"]), sheet.anchor()
        results = [text for name in ("completion", "achievement") if (text := _folded(sheet.row[name]))]
        if len(goal) < _LEAST or not results or anchor is None:
            continue
        told.append(anchor)
        if goal in results:
            same.append((sheet, anchor))
    if same:
        facts = {"forms": forms(sheet.no for sheet, _ in same), "text": str(same[0][0].row["goal"])[:40]}
        yield observed(False, same[0][1], [figure for _, figure in same[1:]], facts=facts)
    elif told:
        yield observed(True, told[0], told[1:])


def _folded(text: str | None) -> str:
    return key(to_ascii(text or "")).rstrip(".。;；,")
