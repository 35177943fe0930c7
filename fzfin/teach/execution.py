"""Lesson 5, execution and variance (执行与差异): original and adjusted budget, actual, and what they do not tell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from fzfin.analysis.account import frame
from fzfin.analysis.comparison import compare
from fzfin.analysis.execution import execution, execution_groups, execution_lines
from fzfin.analysis.labels import name_of
from fzfin.analysis.performance import performance
from fzfin.money import FEN_PER_WAN
from fzfin.settings import LANGUAGES
from fzfin.teach.budgeted import Planned, classes, whole
from fzfin.teach.figures import SHOWN, Figures, Row, share
from fzfin.teach.problem import (
    PERCENT,
    Amount,
    Choice,
    Inapplicable,
    Line,
    Option,
    Percent,
    Problem,
    Quantity,
    Task,
    Two,
    Word,
)
from fzfin.teach.slips import inverse_ratio, live, of
from fzfin.teach.span import Span, total
from fzfin.teach.wording import filled, words

_FORMS = 'forms = d.project_funding.filter(source="total")\n'
_WHOLE = _FORMS + 'forms = forms.drop_nulls(["original_budget", "adjusted_budget", "actual"])\n'
_LINES = "lines = fz.analysis.execution_lines(fz.compare(b, d))\n"
_PROJECTS = "lines = fz.analysis.execution(fz.analysis.performance(d))\n"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Budgeted:
    """A budget with what was spent of it: a form of self-evaluation, or a line that the explanations compare."""

    subject: Two
    original: Span | None
    adjusted: Span | None
    actual: Span
    code: str
    place: str

    @property
    def budgets(self) -> Two:
        """The budgets that are printed, as words of a question."""
        known = {"original": self.original, "adjusted": self.adjusted}
        return _told(
            "comma", {}, [_told(f"budget.{key}", {"amount": Amount(x.value)}) for key, x in known.items() if x]
        )


def rate_adjusted(f: Figures) -> Problem:
    """The execution rate of one project, or line of the explanations, on its adjusted budget."""
    found = _form(f) if _has_forms(f) else _line(f, "adjusted_budget")
    if found.adjusted is None:
        raise Inapplicable("no_figure", frame="project_funding")
    adjusted, actual = found.adjusted, found.actual
    slips = {
        "original_denominator": found.original and of(actual, found.original),
        "inverse_ratio": inverse_ratio(actual, adjusted),
        "unspent_rate": of(adjusted - actual, adjusted),
        "budget_change": found.original and of(adjusted, found.original),
    }
    facts = {"subject": found.subject, "budgets": found.budgets, **_spent(adjusted, actual)}
    return Problem(Quantity(share(actual, adjusted), PERCENT), live(slips), facts, found.code, (found.place,))


def rate_original(f: Figures) -> Problem:
    """The execution rate on the original budget: of the department, of all projects, or of a line of the prose."""
    if f.budget is not None:
        return _whole_on_original(f)
    if not _has_forms(f):
        return _line_on_original(f)
    original, adjusted, actual = _sums(f)
    slips = {
        "adjusted_denominator": of(actual, adjusted),
        "inverse_ratio": inverse_ratio(actual, original),
        "budget_change": of(adjusted, original),
        "unspent_rate": of(original - actual, original),
    }
    budgets = _Budgeted(Two("", ""), original, adjusted, actual, "", "").budgets
    every = _told("subject.forms", {"count": f.projects.height})
    facts = {"subject": every, "budgets": budgets, "original": Amount(original.value), **_spent(adjusted, actual)}
    code = _WHOLE + 'forms["actual"].sum() / forms["original_budget"].sum() * 100'
    return Problem(Quantity(share(actual, original), PERCENT), live(slips), facts, code, _places(f))


def overall_rate(f: Figures) -> Problem:
    """The line that is farthest from its budget, or the execution rate of all projects together."""
    if f.budget is not None:
        return farthest(f)
    original, adjusted, actual = _sums(f)
    if f.projects.height < 2:
        raise Inapplicable("one_project")
    rates = [of(amounts[2], amounts[1]) for amounts in (_amounts(f, row) for row in f.projects.rows(named=True))]
    known = [rate for rate in rates if rate is not None]
    slips = {
        "mean_of_project_rates": total(known) * Fraction(1, len(known)) if known else None,
        "original_denominator": of(actual, original),
        "inverse_ratio": inverse_ratio(actual, adjusted),
        "unspent_rate": of(adjusted - actual, adjusted),
    }
    facts = {"count": f.projects.height, **_spent(adjusted, actual)}
    code = _WHOLE + 'forms["actual"].sum() / forms["adjusted_budget"].sum() * 100'
    return Problem(Quantity(share(actual, adjusted), PERCENT), live(slips), facts, code, _places(f))


def farthest(f: Figures) -> Problem:
    """Which class of expenditure is farthest from its budget in percent; the picture shows the steps in money."""
    lines = [line for line in classes(f) if line.original.low > 0]
    if len(lines) < _FEWEST:
        raise Inapplicable("one_class")
    rated = sorted(lines, key=lambda line: line.gap.value / line.original.value, reverse=True)
    first, second = rated[0], rated[1]
    if share(first.gap, first.original).meets(share(second.gap, second.original)):
        raise Inapplicable("tie")
    options = tuple(Option(str(line.code), _budget_and_actual(line), _names(line.line)) for line in lines)
    slips = {
        "farthest_in_money": max(lines, key=lambda line: line.gap.value).code,
        "least_spent": min(lines, key=lambda line: line.actual.value / line.original.value).code,
        "largest_line": max(lines, key=lambda line: line.original.value).code,
    }
    facts = {
        "line": first.line,
        "gap": Amount(first.gap.value),
        "original": Amount(first.original.value),
        "rate": Percent(share(first.gap, first.original).value),
    }
    code = (
        _LINES + 'lines = lines.filter(pl.col("original_budget") > 0)\n'
        'off = (lines["actual"] - lines["original_budget"]).abs() / lines["original_budget"]\n'
        'lines["label"][off.arg_max()]'
    )
    return Problem(Choice(str(first.code), options), live(slips), facts, code, (first.place,), "budget")


def composition_variance(f: Figures) -> Problem:
    """How far spending is from the original budget in its proportions (PEFA), of the largest lines and all others."""
    both = [_groups(f, lang) for lang in LANGUAGES]
    named = [Two(zh, en) for zh, en in zip(*(group["label"].to_list() for group in both), strict=True)]
    if len(named) < _FEWEST:
        raise Inapplicable("one_project")
    frame_of = "expenditure" if f.budget else "project_funding"
    actual, original = ([f.money(frame_of, x) for x in both[0][name]] for name in ("actual", "original_budget"))
    spent, planned = total(actual), total(original)
    factor = spent.over(planned)
    if factor is None or not spent.value:
        raise Inapplicable("zero_whole")
    expected = [_shown(o.value * spent.value / planned.value) for o in original]
    gaps = [abs(a - e) for a, e in zip(actual, expected, strict=True)]
    if total(gaps).low <= 0:
        raise Inapplicable("no_shift")
    slips = {
        "not_scaled": of(total([abs(a - o) for a, o in zip(actual, original, strict=True)]), spent),
        "largest_gap": of(max(gaps, key=lambda gap: gap.value), spent),
        "halved": share(total(gaps), spent) * Fraction(1, 2),
        "signed_sum": Span.exact(0),
        "inverse_ratio": inverse_ratio(total(gaps), spent),
    }
    told = [
        _told("gap.line", {"name": name, "expected": _wan(f, e), "actual": _wan(f, a)})
        for name, e, a in zip(named, expected, actual, strict=True)
    ]
    facts = {
        "lines": _told("semicolon", {}, told),
        "actual": Amount(spent.value),
        "deviation": Amount(total(gaps).value),
    }
    code = (_LINES if f.budget else _PROJECTS) + (
        'few = fz.analysis.execution_groups(lines)\nfew["deviation"].sum() / few["actual"].sum() * 100'
    )
    return Problem(Quantity(share(total(gaps), spent), PERCENT), live(slips), facts, code)


def underspending(f: Figures) -> Problem:
    """What a budget that was not used up says by itself: that one has to ask."""
    found = _unspent_form(f) if _has_forms(f) else _line(f, "adjusted_budget", "original_budget")
    budget = found.adjusted or found.original
    if budget is None or found.actual.high >= budget.low:
        raise Inapplicable("all_spent")
    options = tuple(Option(key, Word(f"underspending.{key}")) for key in ("saved", "ask", "failed"))
    facts = {"subject": found.subject, "budgets": found.budgets, "actual": Amount(found.actual.value)}
    return Problem(Choice("ask", options), {"saved": "saved", "failed": "failed"}, facts, '"ask"', (found.place,))


def _has_forms(f: Figures) -> bool:
    return any(not frame(f.d, name).is_empty() for name in ("project_funding", "projects"))


def _told(key: str, facts: dict[str, object], parts: list[Two] | None = None) -> Two:
    """A template of the vocabulary in both languages; `comma` joins parts."""
    if parts is not None:
        joined = (words("zh")[key].join(part.zh for part in parts), words("en")[key].join(part.en for part in parts))
        return Two(*joined, any(part.money for part in parts))
    money = any(isinstance(fact, Amount) for fact in facts.values())
    return Two(filled(words("zh")[key], facts, "zh"), filled(words("en")[key], facts, "en"), money)


def _of_form(f: Figures, row: Row) -> _Budgeted:
    original, adjusted, actual = _amounts(f, row)
    subject = _told("subject.form", {"project": row["name"] or "?", "no": row["project_no"]})
    code = _FORMS + (
        f"form = forms.filter(project_no={row['project_no']})\n"
        'form["actual"].item() / form["adjusted_budget"].item() * 100'
    )
    return _Budgeted(subject, original, adjusted, actual, code, row["locator"])


def _form(f: Figures) -> _Budgeted:
    """A project that spent a part of its budget; best one whose budget was adjusted."""
    budgeted = f.projects.filter(pl.col("adjusted_budget") > 0)
    if budgeted.is_empty():
        raise Inapplicable("zero_whole")
    partly = (pl.col("actual") > 0) & (pl.col("actual") < pl.col("adjusted_budget"))
    adjusted = (pl.col("original_budget") > 0) & (pl.col("original_budget") != pl.col("adjusted_budget"))
    unspent = (pl.col("adjusted_budget") - pl.col("actual")).abs()
    best = budgeted.sort(partly, adjusted, unspent, descending=True, maintain_order=True)
    return _of_form(f, best.row(0, named=True))


def _unspent_form(f: Figures) -> _Budgeted:
    below = f.projects.filter(pl.col("actual") < pl.col("adjusted_budget"))
    if below.is_empty():
        raise Inapplicable("all_spent")
    most = below.sort(pl.col("adjusted_budget") - pl.col("actual"), descending=True, maintain_order=True)
    return _of_form(f, most.row(0, named=True))


def _line(f: Figures, *bases: str) -> _Budgeted:
    """The line of the explanations that is farthest below the budget that is printed beside it."""
    known = f.frame("statements").filter(
        pl.col("compared_with").cast(pl.String).is_in(bases)
        & (pl.col("budget") > 0)
        & (pl.col("amount") > 0)
        & (pl.col("amount") < pl.col("budget"))
    )
    once = known.unique("subject", keep="none", maintain_order=True)
    if once.is_empty():
        raise Inapplicable("no_budget_beside")
    row = once.sort(pl.col("budget") - pl.col("amount"), descending=True, maintain_order=True).row(0, named=True)
    budget, actual = f.money("statements", row["budget"]), f.money("statements", row["amount"])
    number = f.frame("statements").with_row_index("at").filter(pl.col("locator") == row["locator"])
    at = number.filter((pl.col("budget") == row["budget"]) & (pl.col("amount") == row["amount"]))["at"][0]
    code = f'row = d.statements.row({at}, named=True)\nrow["amount"] / row["budget"] * 100'
    subject = _told("subject.line", {"line": row["subject"]})
    first = row["compared_with"] == "original_budget"
    return _Budgeted(subject, budget if first else None, None if first else budget, actual, code, row["locator"])


def _line_on_original(f: Figures) -> Problem:
    found = _line(f, "original_budget")
    if found.original is None:
        raise Inapplicable("no_budget_beside")
    original, actual = found.original, found.actual
    slips = {"inverse_ratio": inverse_ratio(actual, original), "unspent_rate": of(original - actual, original)}
    facts = {"subject": found.subject, "budgets": found.budgets, "original": Amount(original.value)}
    facts["actual"] = Amount(actual.value)
    return Problem(Quantity(share(actual, original), PERCENT), live(slips), facts, found.code, (found.place,))


def _whole_on_original(f: Figures) -> Problem:
    found = whole(f)
    original, actual = found.original, found.actual
    if original.low <= 0:
        raise Inapplicable("zero_whole")
    held = f.budget.meta if f.budget else f.d.meta
    revenue = f.try_total("revenue")
    slips = {
        "inverse_ratio": inverse_ratio(actual, original),
        "unspent_rate": of(original - actual, original),
        "revenue_for_budget": revenue and of(actual, revenue),
    }
    budgets = _told("budget.original", {"amount": Amount(original.value)})
    facts = {
        "subject": _told("subject.whole", {"file": held.source_name}),
        "budgets": budgets,
        "original": Amount(original.value),
        "actual": Amount(actual.value),
    }
    code = (
        "both = fz.compare(b, d)\n"
        'both = both.filter(table="expenditure", column="total", level="total")\n'
        'both["actual"].item() / both["budget"].item() * 100'
    )
    return Problem(Quantity(share(actual, original), PERCENT), live(slips), facts, code, (found.place,))


def _groups(f: Figures, lang: str) -> pl.DataFrame:
    """The largest lines and all others: of the department where its budget is at hand, else of the projects."""
    if f.budget is not None:
        lines = execution_lines(compare(f.budget, f.d, lang=lang))
    else:
        lines = execution(performance(f.d, lang=lang))
        if lines.is_empty():
            raise Inapplicable("no_frame", frame="project_funding")
    return execution_groups(lines, lang=lang)


def _shown(fen: Fraction) -> Span:
    """An amount as a question shows it, in 万元 with two decimals."""
    return Span.printed(float(round(fen / FEN_PER_WAN, SHOWN)), SHOWN) * FEN_PER_WAN


def _wan(f: Figures, amount: Span) -> float:
    return float(amount.value / f.wan)


def _names(line: Line) -> tuple[str, ...]:
    return tuple(name_of(line.code, line.name, lang) or "" for lang in LANGUAGES)


def _budget_and_actual(line: Planned) -> Two:
    facts = {"name": line.line, "original": float(line.original.value / FEN_PER_WAN)}
    return _told("gap.option", {**facts, "actual": float(line.actual.value / FEN_PER_WAN)})


def _amounts(f: Figures, row: Row) -> tuple[Span, Span, Span]:
    original, adjusted, actual = (
        f.money("project_funding", row[column]) for column in ("original_budget", "adjusted_budget", "actual")
    )
    return original, adjusted, actual


def _sums(f: Figures) -> tuple[Span, Span, Span]:
    original, adjusted, actual = (
        f.sum("project_funding", f.projects[column].to_list())
        for column in ("original_budget", "adjusted_budget", "actual")
    )
    return original, adjusted, actual


def _spent(adjusted: Span, actual: Span) -> dict[str, Amount]:
    return {"adjusted": Amount(adjusted.value), "actual": Amount(actual.value)}


def _places(f: Figures) -> tuple[str, ...]:
    return tuple(f.projects["locator"].to_list())


TASKS = (
    Task("q1", rate_adjusted),
    Task("q2", rate_original),
    Task("q3", overall_rate),
    Task("q4", composition_variance),
    Task("q5", underspending),
)
