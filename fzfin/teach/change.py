"""Lesson 4, change (变化): growth, growth from zero, percentage points, averaging rates, nominal and real."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import polars as pl

from fzfin.teach.figures import Figures, Row, share, shown
from fzfin.teach.problem import PERCENT, POINTS, Amount, Inapplicable, Percent, Problem, Quantity, Task, Two, Undefined
from fzfin.teach.slips import live, of, sign_lost
from fzfin.teach.span import Span

INFLATION = Fraction(5, 2)
"""The price rise that the exercise on real growth supposes, in percent: an assumption that its text names as one."""

_HUNDRED = Span.exact(100)
_MOST_LINES = 8


def growth(f: Figures) -> Problem:
    """The growth rate of a total from this year's and last year's amount."""
    row = _moved(f)
    now, prior = _levels(f, row)
    rate = _rate(now, prior)
    slips = {
        "this_year_base": of(now - prior, now),
        "ratio_not_growth": of(now, prior),
        "inverse_growth": of(prior - now, now),
        "sign_lost": sign_lost(rate),
    }
    return Problem(Quantity(rate, PERCENT), live(slips), _facts(row, now, prior), _code(row) + _RATE, (row["locator"],))


def from_zero(f: Figures) -> Problem:
    """Growth from nothing: there is no such rate."""
    found = f.changes.filter((pl.col("prior") == 0) & (pl.col("actual") > 0) & (pl.col("level") != "residual"))
    if found.is_empty():
        raise Inapplicable("none_from_zero")
    row = found.row(found.height - 1, named=True)
    now, _ = _levels(f, row)
    slips = {
        "hundred_from_zero": _HUNDRED,
        "zero_growth": Span.exact(0),
        "amount_as_rate": now * Fraction(1, f.wan),
    }
    code = _code(row) + 'None if row["prior"] == 0 else row["change"] / row["prior"] * 100'
    return Problem(
        Undefined(PERCENT), live(slips), {"subject": _label(row), "actual": Amount(now.value)}, code, (row["locator"],)
    )


def points(f: Figures) -> Problem:
    """By how many percentage points the share of a line changed."""
    fund = _general(f)
    whole, whole_prior = _levels(f, fund)
    lines = _lines(f)
    best: tuple[Fraction, Row, Span, Span] | None = None
    for row in lines:
        now, prior = _levels(f, row)
        new, old = shown(share(now, whole)), shown(share(prior, whole_prior))
        moved = abs(new.value - old.value)
        if moved > 0 and (best is None or moved > best[0]):
            best = (moved, row, new, old)
    if best is None:
        raise Inapplicable("no_share_changed")
    _, row, new, old = best
    now, prior = _levels(f, row)
    slips = {
        "relative_change": of(new - old, old),
        "amount_growth": _rate(now, prior),
        "share_itself": new,
        "sign_lost": sign_lost(new - old),
    }
    code = (
        'v = fz.analysis.variance(d).filter(fund="general_public_budget")\n'
        'fund = v.filter(level="fund").row(0, named=True)\n'
        f'row = v.filter(level="{row["level"]}", code="{row["code"]}").row(0, named=True)\n'
        '(row["actual"] / fund["actual"] - row["prior"] / fund["prior"]) * 100'
    )
    facts = {"line": _label(row), "share": Percent(new.value), "prior_share": Percent(old.value)}
    return Problem(Quantity(new - old, POINTS), live(slips), facts, code, (row["locator"],))


def average_growth(f: Figures) -> Problem:
    """The growth of two lines together, which is not the mean of their rates."""
    lines = _lines(f)
    best: tuple[Fraction, Row, Row] | None = None
    for first, second in combinations(lines, 2):
        (a, a0), (b, b0) = _levels(f, first), _levels(f, second)
        gap = abs((_rate(a, a0).value + _rate(b, b0).value) / 2 - _rate(a + b, a0 + b0).value)
        if best is None or gap > best[0]:
            best = (gap, first, second)
    if best is None or best[0] < 1:
        raise Inapplicable("no_two_lines")
    _, first, second = best
    (a, a0), (b, b0) = _levels(f, first), _levels(f, second)
    rates = (_rate(a, a0), _rate(b, b0))
    slips = {
        "mean_of_rates": (rates[0] + rates[1]) * Fraction(1, 2),
        "sum_of_rates": rates[0] + rates[1],
        "first_alone": rates[0],
        "second_alone": rates[1],
    }
    facts = {
        "first": _label(first),
        "second": _label(second),
        "first_prior": Amount(a0.value),
        "first_actual": Amount(a.value),
        "second_prior": Amount(b0.value),
        "second_actual": Amount(b.value),
        "first_rate": Percent(rates[0].value),
        "second_rate": Percent(rates[1].value),
    }
    code = (
        'v = fz.analysis.variance(d).filter(fund="general_public_budget")\n'
        f'two = v.filter(pl.col("code").is_in(["{first["code"]}", "{second["code"]}"]), level="{first["level"]}")\n'
        '(two["actual"].sum() / two["prior"].sum() - 1) * 100'
    )
    answer = Quantity(_rate(a + b, a0 + b0), PERCENT)
    return Problem(answer, live(slips), facts, code, (first["locator"], second["locator"]))


def real_growth(f: Figures) -> Problem:
    """Growth after a price rise that is supposed."""
    row = _moved(f)
    nominal = shown(_rate(*_levels(f, row)))
    factor, prices = nominal * Fraction(1, 100) + Span.exact(1), 1 + INFLATION / 100
    real = (factor * (1 / prices) - Span.exact(1)) * 100
    slips = {
        "nominal": nominal,
        "subtracted": nominal - Span.exact(INFLATION),
        "added": nominal + Span.exact(INFLATION),
        "inflated": (factor * prices - Span.exact(1)) * 100,
    }
    facts = {"subject": _label(row), "nominal": Percent(nominal.value), "inflation": Percent(INFLATION)}
    code = _code(row) + f'(row["actual"] / row["prior"] / {float(prices)} - 1) * 100'
    return Problem(Quantity(real, PERCENT), live(slips), facts, code, (row["locator"],))


_RATE = '(row["actual"] - row["prior"]) / row["prior"] * 100'


def _rate(now: Span, prior: Span) -> Span:
    return share(now, prior) - _HUNDRED


def _label(row: Row) -> Two:
    return Two(row["label"], row["label_en"])


def _facts(row: Row, now: Span, prior: Span) -> dict[str, object]:
    return {"subject": _label(row), "actual": Amount(now.value), "prior": Amount(prior.value)}


def _levels(f: Figures, row: Row) -> tuple[Span, Span]:
    """This year's and last year's amount of a line, in 分; last year's as narrow as the printed figures leave it."""
    now = f.money("expenditure", row["actual"])
    ends = [Span.exact(row[end]) if row[end] is not None else None for end in ("prior", "prior_low", "prior_high")]
    value, low, high = (ends[0], ends[1] or ends[0], ends[2] or ends[0])
    if value is None or low is None or high is None:
        raise Inapplicable("no_figure", frame="statements")
    prior = Span(value.value, min(low.value, value.value), max(high.value, value.value))
    return now, prior * f.wan


def _code(row: Row) -> str:
    names = ("side", "fund", "level") if row["code"] is None else ("fund", "code")
    wanted = ", ".join(f'{name}="{row[name]}"' for name in names)
    return f"row = fz.analysis.variance(d).filter({wanted}).row(0, named=True)\n"


def _known(f: Figures) -> pl.DataFrame:
    known = f.changes.filter(
        (pl.col("prior") > 0) & pl.col("actual").is_not_null() & (pl.col("prior_low").fill_null(1) > 0)
    )
    if known.is_empty():
        raise Inapplicable("no_figure", frame="statements")
    return known


def _moved(f: Figures) -> Row:
    """The widest total that changed: all expenditure, else revenue, else a fund."""
    known = _known(f).filter(pl.col("level").is_in(["total", "fund"]) & (pl.col("change").fill_null(0) != 0))
    if known.is_empty():
        raise Inapplicable("nothing_changed")
    return known.sort(pl.col("level"), pl.col("side") != "expenditure", maintain_order=True).row(0, named=True)


def _general(f: Figures) -> Row:
    found = _known(f).filter((pl.col("fund") == "general_public_budget") & (pl.col("level") == "fund"))
    if found.is_empty():
        raise Inapplicable("no_figure", frame="statements")
    return found.row(0, named=True)


def _lines(f: Figures) -> list[Row]:
    """The largest classes of the general public budget with both years; items where it has one class alone."""
    known = _known(f).filter((pl.col("fund") == "general_public_budget") & pl.col("code").is_not_null())
    for level in ("class", "item"):
        found = known.filter(level=level).sort("prior", descending=True, maintain_order=True)
        if found.height >= 2:
            return found.head(_MOST_LINES).rows(named=True)
    raise Inapplicable("no_two_lines")


TASKS = (
    Task("q1", growth),
    Task("q2", from_zero),
    Task("q3", points),
    Task("q4", average_growth),
    Task("q5", real_growth),
)
