"""Lesson 7, government procurement (政府采购): kinds, SME and micro shares with their denominators, above 100 %."""

from __future__ import annotations

import polars as pl

from fzfin.teach.figures import Figures, share
from fzfin.teach.problem import PERCENT, Amount, Choice, Inapplicable, Option, Problem, Quantity, Task, Word
from fzfin.teach.slips import inverse_ratio, live, of
from fzfin.teach.span import Span

_KINDS = ("goods", "works", "services")
_AMOUNTS = 'amount = dict(d.procurement.select("measure", "amount").iter_rows())\n'
_SPENT = 'spent = d.expenditure.filter(level="total")["total"].item()\n'


def micro_of_total(f: Figures) -> Problem:
    """What contracts to small and micro enterprises are of all procurement."""
    micro, whole, sme = _amount(f, "micro"), _amount(f, "total"), _try(f, "sme")
    _positive(micro)
    slips = {
        "sme_denominator": sme and of(micro, sme),
        "sme_share": sme and of(sme, whole),
        "inverse_ratio": inverse_ratio(micro, whole),
        "rest_of_total": of(whole - micro, whole),
    }
    facts = {"micro": Amount(micro.value), "total": Amount(whole.value)}
    code = _AMOUNTS + 'amount["micro"] / amount["total"] * 100'
    return Problem(Quantity(share(micro, whole), PERCENT), live(slips), facts, code, _places(f, "micro", "total"))


def micro_of_sme(f: Figures) -> Problem:
    """What contracts to small and micro enterprises are of those to SMEs."""
    micro, sme, whole = _amount(f, "micro"), _amount(f, "sme"), _try(f, "total")
    _positive(micro)
    slips = {
        "total_denominator": whole and of(micro, whole),
        "micro_left_out": of(sme - micro, sme),
        "inverse_ratio": inverse_ratio(micro, sme),
        "sme_share": whole and of(sme, whole),
    }
    facts = {"micro": Amount(micro.value), "sme": Amount(sme.value)}
    code = _AMOUNTS + 'amount["micro"] / amount["sme"] * 100'
    return Problem(Quantity(share(micro, sme), PERCENT), live(slips), facts, code, _places(f, "micro", "sme"))


def kind_share(f: Figures) -> Problem:
    """What the largest of goods, works and services that is not all is of procurement."""
    whole = _amount(f, "total")
    known = {kind: amount for kind in _KINDS if (amount := _try(f, kind)) is not None}
    partial = {kind: amount for kind, amount in known.items() if 0 < amount.value < whole.value}
    if not partial:
        raise Inapplicable("one_kind")
    kind = max(partial, key=lambda name: partial[name].value)
    part = partial[kind]
    slips = {
        "rest_of_total": of(whole - part, whole),
        "kind_to_rest": of(part, whole - part),
        "inverse_ratio": inverse_ratio(part, whole),
        "third_each": Span.exact(100) / Span.exact(3),
    }
    facts = {"kind": Word(f"kind.{kind}"), "part": Amount(part.value), "total": Amount(whole.value)}
    code = _AMOUNTS + f'amount["{kind}"] / amount["total"] * 100'
    return Problem(Quantity(share(part, whole), PERCENT), live(slips), facts, code, _places(f, kind, "total"))


def coverage(f: Figures) -> Problem:
    """Procurement over total expenditure, which may be above 100 %."""
    whole, spent = _amount(f, "total"), f.total("expenditure")
    _positive(whole)
    right = share(whole, spent)
    project = f.row("expenditure", level="total")["project"]
    revenue = f.try_total("revenue")
    slips = {
        "inverse_ratio": inverse_ratio(whole, spent),
        "capped": Span.exact(100) if right.low > 100 else None,
        "project_denominator": None if project is None else of(whole, f.money("expenditure", project)),
        "revenue_denominator": revenue and of(whole, revenue),
    }
    facts = {"total": Amount(whole.value), "spent": Amount(spent.value)}
    code = _AMOUNTS + _SPENT + 'amount["total"] / spent * 100'
    places = (*_places(f, "total"), f.row("expenditure", level="total")["locator"])
    return Problem(Quantity(right, PERCENT), live(slips), facts, code, places)


def above_hundred(f: Figures) -> Problem:
    """How procurement can be more than all that was spent."""
    whole, spent = _amount(f, "total"), f.total("expenditure")
    if whole.low <= spent.high:
        raise Inapplicable("below_hundred")
    options = tuple(Option(key, Word(f"above.{key}")) for key in ("impossible", "contracts", "overspent"))
    slips = {"impossible": "impossible", "overspent": "overspent"}
    facts = {"total": Amount(whole.value), "spent": Amount(spent.value)}
    return Problem(Choice("contracts", options), live(slips), facts, '"contracts"', _places(f, "total"))


def _amount(f: Figures, measure: str) -> Span:
    return f.money("procurement", f.row("procurement", measure=measure)["amount"])


def _try(f: Figures, measure: str) -> Span | None:
    try:
        return _amount(f, measure)
    except Inapplicable:
        return None


def _positive(part: Span) -> None:
    if part.value <= 0:
        raise Inapplicable("zero_part")


def _places(f: Figures, *measures: str) -> tuple[str, ...]:
    return tuple(f.frame("procurement").filter(pl.col("measure").cast(pl.String).is_in(measures))["locator"].to_list())


TASKS = (
    Task("q1", micro_of_total),
    Task("q2", micro_of_sme),
    Task("q3", kind_share),
    Task("q4", coverage),
    Task("q5", above_hundred),
)
