"""Checks of the self-evaluation forms (绩效自评表): funding, execution, weights, scores, grades and targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, adds_up, at_most, doubted, not_applicable, observed, percent_of
from fzfin.checks.figures import Exact, Figure
from fzfin.checks.listing import Pair, forms, instances, joined, phrase
from fzfin.checks.registry import finds
from fzfin.checks.relations import Outcome
from fzfin.checks.scoring import profiles, value
from fzfin.checks.sheets import PARTS, Sheet, figures, sheets, unread
from fzfin.checks.targets import PERCENT, full, is_money, met, unit
from fzfin.checks.words import say

_AMOUNTS: Final = ("original_budget", "adjusted_budget", "actual")
_FISCAL: Final = frozenset({"current_appropriation", "carryover"})
_RIGHT: Final = (Outcome.PASS, Outcome.ROUNDING)
_WHOLE: Final = Fraction(1, 2)
"""Half a unit of a score without decimals: 9 may be 9.47."""


@finds("F01")
def sources_add_up(book: Book) -> Iterator[Case]:
    """The funds of a form are the sum of its sources, in every column."""
    for sheet in sheets(book):
        for column in _AMOUNTS:
            parts = [sheet.money(source, column) for source in PARTS]
            if sheet.money("total", column) is not None and any(parts):
                yield adds_up(sheet.money("total", column), parts)


@finds("F02")
def execution_recomputes(book: Book) -> Iterator[Case]:
    """The execution rate is actual over adjusted budget; 0.00 printed over a budget of nothing is customary.

    A source that repeats the line of another, as the only source does that of the total, is the same print.
    """
    for sheet in sheets(book):
        seen: set[tuple[Exact, ...]] = set()
        for source in ("total", *PARTS):
            rate, actual, budget = (
                sheet.money(source, name) for name in ("execution_pct", "actual", "adjusted_budget")
            )
            if rate is None or actual is None or budget is None:
                continue
            same = (rate.value, actual.value, budget.value)
            if same in seen:
                continue
            seen.add(same)
            if not budget.value:
                if rate.value:
                    yield observed(False, rate, [budget], variant="nothing", severity="note")
                continue
            case, first = percent_of(rate, actual, budget), sheet.money(source, "original_budget")
            if case.outcome is Outcome.FAIL and first is not None and first.value:
                other = percent_of(rate, actual, first)
                if other.outcome in _RIGHT:
                    case = percent_of(rate, actual, budget, variant="original", severity="question")
            yield case


@finds("F03")
def spent_within_budget(book: Book) -> Iterator[Case]:
    """No more is spent than the adjusted budget gives; for the total of a form only where its sources do not tell."""
    held: list[Figure] = []
    for sheet in sheets(book):
        over: dict[str, Case] = {}
        for source, row in sheet.funding.items():
            actual, budget = row.figure("actual"), row.figure("adjusted_budget")
            if actual is None or budget is None or not actual.value:
                continue
            case = at_most(actual, [budget], severity=None if source in _FISCAL else "question")
            if case.outcome is Outcome.FAIL:
                over[source] = case
            else:
                held += [actual, budget]
        yield from (case for source, case in over.items() if source != "total" or len(over) == 1)
    yield from _rest(held)


def _rest(held: Sequence[Figure]) -> Iterator[Case]:
    """One case for all figures that are as they should be."""
    if held:
        yield observed(True, held[0], held[1:])


def _weighed(book: Book, sheet: Sheet) -> Case:
    """The weights of a form, that of the execution rate with them where it has one, and what they add up to."""
    whole = sheet.given("weights", value(book, "full", "sum", "weights"))
    return adds_up(whole, sheet.column("weight"), facts={"no": str(sheet.no)})


def _judged(book: Book, cases: Sequence[tuple[Sheet, Case]]) -> Iterator[Case]:
    """Cases of whole forms; one that falls short is unknown where a row of the form could not be read."""
    lost = unread(book) if any(case.outcome is Outcome.FAIL for _, case in cases) else set()
    for sheet, case in cases:
        doubtful = case.outcome is Outcome.FAIL and sheet.no in lost
        yield observed(None, case.judged, missing="unread") if doubtful else case


@finds("F04")
def weights_add_up(book: Book) -> Iterator[Case]:
    """The weights of a form add up to 100."""
    found = [sheet for sheet in sheets(book) if any(sheet.column("weight"))]
    yield from _judged(book, [(sheet, _weighed(book, sheet)) for sheet in found])


@finds("F05")
def weights_of_blocks(book: Book) -> Iterator[Case]:
    """The weights of each block are the customary ones; only asked of forms whose weights add up to 100."""
    known = [dict(profile) for profile in profiles(book, "block").values()]
    whole = value(book, "full", "sum", "weights")
    others: dict[tuple[tuple[str, Exact], ...], list[Sheet]] = {}
    told: list[Figure] = []
    for sheet in sheets(book):
        blocks = _blocks(sheet)
        if sum(blocks.values()) == whole and any(profile.keys() == blocks.keys() for profile in known):
            told += figures(sheet.column("weight"))
            if blocks not in known:
                others.setdefault(tuple(blocks.items()), []).append(sheet)
    if others:
        items = [
            phrase("F05.item", forms=forms(sheet.no for sheet in found), blocks=_in_words(blocks))
            for blocks, found in others.items()
        ]
        numbers = forms(sheet.no for found in others.values() for sheet in found)
        first = next(iter(others.values()))[0]
        yield observed(False, first.anchor(), facts={"forms": numbers, "items": joined(items)})
    elif told:
        yield observed(True, told[0], told[1:])


def _blocks(sheet: Sheet) -> dict[str, Exact]:
    """The weight of each block of a form in print; empty where a weight or a group is not printed."""
    own = sheet.money("total", "weight")
    found: dict[str, Exact] = {"execution": own.value} if own else {}
    for row in sheet.indicators:
        weight = row.figure("weight")
        if weight is None or row["level_1"] is None:
            return {}
        found[row["level_1"]] = found.get(row["level_1"], 0) + weight.value
    return found


def _in_words(blocks: Sequence[tuple[str, Exact]]) -> Pair:
    named = [(phrase("F05.execution") if name == "execution" else (name, name), f"{float(w):g}") for name, w in blocks]
    zh, en = (say("comma", lang).join(f"{name[at]} {w}" for name, w in named) for at, lang in enumerate(("zh", "en")))
    return zh, en


@finds("F06")
def scores_add_up(book: Book) -> Iterator[Case]:
    """The scores of a form add up to its total, that of the execution rate with them where it has one."""
    cases: list[tuple[Sheet, Case]] = []
    for sheet in sheets(book):
        total, scores = sheet.row.figure("total_score"), sheet.column("score")
        if total is not None and any(scores):
            cases.append((sheet, adds_up(total, scores)))
    yield from _judged(book, cases)


@finds("F07")
def scores_within_weights(book: Book) -> Iterator[Case]:
    """No score is greater than its weight."""
    held: list[Figure] = []
    for sheet in sheets(book):
        rows = [*([sheet.funding["total"]] if "total" in sheet.funding else []), *sheet.indicators]
        for row in rows:
            score, weight = row.figure("score"), row.figure("weight")
            if score is None or weight is None:
                continue
            if score.low > weight.high:
                yield at_most(score, [weight])
            else:
                held += [score, weight]
    yield from _rest(held)


@finds("F08")
def grade_fits(book: Book) -> Iterator[Case]:
    """The grade is that of the total score."""
    held: list[Figure] = []
    for sheet in sheets(book):
        total, grade = sheet.row.figure("total_score"), sheet.row["grade"]
        ranks = next((ranks for ranks in profiles(book, "grade").values() if grade in ranks), None)
        if total is None or ranks is None or doubted(book, [total]):
            continue
        fitting = max((least, name) for name, least in ranks.items() if least <= max(total.value, 0))[1]
        if grade == fitting:
            held.append(total)
            continue
        facts = {"grade": str(grade), "fitting": fitting, "least": f"{float(ranks[grade]):g}"}
        yield observed(False, total, facts=facts, cause=str(sheet.no))
    yield from _rest(held)


@finds("F09")
def execution_score_fits(book: Book) -> Iterator[Case]:
    """The score of the execution rate is at most in proportion to it; all forms with more are one question."""
    full_from = value(book, "execution", "proportional", "full_from")
    beyond: list[tuple[Sheet, Figure, Figure]] = []
    fitting: list[Figure] = []
    for sheet in sheets(book):
        rate, score, weight = (sheet.money("total", name) for name in ("execution_pct", "score", "weight"))
        budget = sheet.money("total", "adjusted_budget")
        if rate is None or score is None or weight is None or budget is None or not budget.value:
            continue
        if doubted(book, [rate, score, weight], ratios=True):
            continue
        most = Fraction(weight.value) * min(Fraction(rate.high) / Fraction(full_from), Fraction(1))
        if score.value - (score.half or _WHOLE) > most:
            beyond.append((sheet, rate, score))
        else:
            fitting += [rate, score]
    if beyond:
        worst = sorted(beyond, key=lambda found: found[1].value)
        items = [
            phrase("F09.item", form=forms([sheet.no]), rate=f"{float(rate.value):g}%", score=f"{float(score.value):g}")
            for sheet, rate, score in worst
        ]
        facts = {"forms": forms(sheet.no for sheet, _, _ in beyond), "items": joined(items)}
        scored = [score for _, _, score in worst]
        yield observed(False, worst[0][1], [scored[0], *(f for found in worst[1:] for f in found[1:])], facts=facts)
    else:
        yield from _rest(fitting)


@finds("F10")
def missed_targets_and_marks(book: Book) -> Iterator[Case]:
    """A target that is missed under its own comparator has no full marks; all that have are one question."""
    missed: list[tuple[Row, Figure]] = []
    held: list[Figure] = []
    for row in book.rows("indicators"):
        achieved, reached = row.figure("achieved"), met(row)
        if achieved is None or reached is None:
            continue
        if reached or not full(row):
            held.append(achieved)
        else:
            missed.append((row, achieved))
    if missed:
        facts = {"n": str(len(missed)), "items": instances([row for row, _ in missed], most=5)}
        yield observed(False, missed[0][1], [figure for _, figure in missed[1:]], facts=facts)
    else:
        yield from _rest(held)


@finds("F11")
def achieved_with_unit(book: Book) -> Iterator[Case]:
    """An achieved value has the unit of its target; all that have none are one note."""
    bare: list[tuple[int, Row, Figure]] = []
    told: list[Figure] = []
    for row in book.rows("indicators"):
        achieved = row.figure("achieved")
        if achieved is None or row["target_unit"] is None:
            continue
        told.append(achieved)
        if row["achieved_unit"] is None:
            scale, base = unit(row["target_unit"])
            plain = base == PERCENT or is_money(row["target_unit"])
            bare.append((1 if plain else -scale, row, achieved))
    if bare:
        bare.sort(key=lambda found: found[0])
        variant = "all" if len(bare) == len(told) else ""
        facts = {"n": str(len(bare)), "all": str(len(told)), "items": instances([bare[0][1]])}
        yield observed(False, bare[0][2], [figure for *_, figure in bare[1:]], variant=variant, facts=facts)
    elif told:
        yield observed(True, told[0], told[1:])
    elif book.rows("indicators"):
        yield not_applicable()
