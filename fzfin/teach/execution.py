"""Lesson 5, execution and variance (执行与差异): original and adjusted budget, actual, and what they do not tell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from fzfin.analysis.account import frame
from fzfin.teach.figures import Figures, Row, share
from fzfin.teach.problem import PERCENT, Amount, Choice, Inapplicable, Option, Problem, Quantity, Task, Two, Word
from fzfin.teach.slips import inverse_ratio, live, of
from fzfin.teach.span import Span, total
from fzfin.teach.wording import filled, words

_FORMS = 'forms = d.project_funding.filter(source="total")\n'
_WHOLE = _FORMS + 'forms = forms.drop_nulls(["original_budget", "adjusted_budget", "actual"])\n'


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
    """The execution rate of all projects, or of a line of the explanations, on the original budget."""
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
    """The execution rate of all projects together on their adjusted budgets."""
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


def composition_variance(f: Figures) -> Problem:
    """How far actuals are from original budgets that are scaled to the same total (PEFA)."""
    rows = [_amounts(f, row) for row in f.projects.rows(named=True)]
    if len(rows) < 2:
        raise Inapplicable("one_project")
    original, _, actual = _sums(f)
    factor = actual.over(original)
    if factor is None or not actual.value:
        raise Inapplicable("zero_whole")
    scaled = total([abs(a - o * factor.value) for o, _, a in rows])
    slips = {
        "not_scaled": of(total([abs(a - o) for o, _, a in rows]), actual),
        "against_adjusted": of(total([abs(a - b) for _, b, a in rows]), actual),
        "halved": share(scaled, actual) * Fraction(1, 2),
        "signed_sum": Span.exact(0),
    }
    facts = {
        "count": len(rows),
        "actual": Amount(actual.value),
        "factor": f"{float(factor.value):.4f}",
        "deviation": Amount(scaled.value),
    }
    code = _WHOLE + (
        'scaled = forms["original_budget"] * forms["actual"].sum() / forms["original_budget"].sum()\n'
        '(forms["actual"] - scaled).abs().sum() / forms["actual"].sum() * 100'
    )
    return Problem(Quantity(share(scaled, actual), PERCENT), live(slips), facts, code, _places(f))


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
        return Two(words("zh")[key].join(part.zh for part in parts), words("en")[key].join(part.en for part in parts))
    return Two(filled(words("zh")[key], facts, "zh"), filled(words("en")[key], facts, "en"))


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
