"""Lesson 8, project performance (项目绩效): recompute scores, judge a reverse indicator, grade, find a broken total."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from fzfin.analysis.performance import performance_indicators
from fzfin.checks.book import Book
from fzfin.checks.scoring import profiles
from fzfin.teach.figures import Figures, Row
from fzfin.teach.problem import SCORE, Amount, Choice, Inapplicable, Option, Problem, Quantity, Several, Task, Two, Word
from fzfin.teach.slips import live
from fzfin.teach.span import Span
from fzfin.teach.wording import filled, words

_MOST_FORMS = 6
_BEYOND = Fraction(11, 10)
_HALF = Fraction(1, 2)
_FORM = 'form = d.project_funding.filter(source="total", project_no={no}).row(0, named=True)\n'


@dataclass(frozen=True, slots=True)
class _Scored:
    """A form whose execution score is computed anew: as printed, or for an actual that is supposed to be half of it."""

    row: Row
    actual: Span
    rate: Span
    supposed: bool

    @property
    def weight(self) -> Span:
        return Span.exact(self.row["weight"])

    @property
    def score(self) -> Span:
        return Span.exact(self.row["score"])

    @property
    def due(self) -> Span:
        return self.rate * self.weight.value

    @property
    def total(self) -> Span:
        return Span.exact(self.row["total_score"])

    @property
    def facts(self) -> dict[str, object]:
        premise = Word("premise.half" if self.supposed else "premise.none")
        return {"no": self.row["project_no"], "project": self.row["name"] or "?", "premise": premise}

    @property
    def code(self) -> str:
        """Lines of Python that give `form` and `due`."""
        half = " / 2" if self.supposed else ""
        due = f'due = form["weight"] * form["actual"]{half} / form["adjusted_budget"]\n'
        return _FORM.format(no=self.row["project_no"]) + due

    @property
    def code_with_total(self) -> str:
        """Lines of Python that give `form`, `due` and `printed`, the printed total."""
        number = self.row["project_no"]
        return self.code + f'printed = d.projects.filter(project_no={number})["total_score"].item()\n'


def execution_score(f: Figures) -> Problem:
    """The marks that an execution rate earns in proportion."""
    form = _scored(f)
    slips = {
        "full_marks": form.weight,
        "unspent_marks": form.weight - form.due,
        "rate_for_marks": form.rate * 100,
        "zero_marks": Span.exact(0),
    }
    facts = {
        **form.facts,
        "adjusted": Amount(f.money("project_funding", form.row["adjusted_budget"]).value),
        "actual": Amount(form.actual.value),
        "weight": _marks(form.weight),
        "printed": _marks(form.score),
    }
    return Problem(Quantity(form.due, SCORE), live(slips), facts, form.code + "due", (form.row["locator"],))


def reverse_indicator(f: Figures) -> Problem:
    """Whether a target with ≤ was met: as printed, or for a result that is supposed."""
    f.frame("indicators")
    rows = performance_indicators(f.d).filter(
        (pl.col("comparator") == "<=") & pl.col("target").is_not_null() & pl.col("achieved").is_not_null()
    )
    if rows.is_empty():
        raise Inapplicable("no_reverse_indicator")
    told = rows.filter((pl.col("achieved") != pl.col("target")) & pl.col("verdict").is_in(["met", "missed"]))
    row = (told if told.height else rows).row(0, named=True)
    supposed = not told.height
    achieved = float(Fraction(repr(row["target"])) * _BEYOND) if supposed else row["achieved"]
    right = "met" if achieved <= row["target"] else "missed"
    slips = {"read_as_at_least": "missed" if right == "met" else "met", "cannot_tell": "cannot_tell"}
    facts = {
        "no": row["project_no"],
        "indicator": row["level_3"] or row["label"],
        "target": row["target_text"] or f"≤{row['target']:g}",
        "achieved": f"{achieved:g}",
        "given": Word("supposed" if supposed else "achieved"),
    }
    wanted = f"project_no={row['project_no']}, indicator_no={row['indicator_no']}"
    code = f'indicator = d.indicators.filter({wanted}).row(0, named=True)\n"met" if {achieved!r} <= indicator["target"]'
    code += ' else "missed"'
    options = tuple(Option(key, Word(f"reverse.{key}")) for key in ("met", "missed", "cannot_tell"))
    return Problem(Choice(right, options), live(slips), facts, code, (row["locator"],))


def recomputed_total(f: Figures) -> Problem:
    """The total of a form with the execution score that is due."""
    form = _rescored(f)
    slips = {
        "printed_total": form.total,
        "added_due": form.total + form.due,
        "without_execution": form.total - form.score,
        "difference_alone": abs(form.score - form.due),
    }
    facts = {**form.facts, "printed_total": _marks(form.total), "printed": _marks(form.score), "due": form.due}
    places = (form.row["locator"], f.row("projects", project_no=form.row["project_no"])["locator"])
    answer = Quantity(form.total - form.score + form.due, SCORE)
    return Problem(answer, live(slips), facts, form.code_with_total + 'printed - form["score"] + due', places)


def grade(f: Figures) -> Problem:
    """The grade of a recomputed total when the indicator with the most marks is supposed to be missed."""
    form, scale = _rescored(f), _scale(f)
    number = form.row["project_no"]
    marked = f.frame("indicators").filter((pl.col("project_no") == number) & (pl.col("score") > 0))
    if marked.is_empty():
        raise Inapplicable("no_figure", frame="indicators")
    most = marked.sort("score", descending=True, maintain_order=True).row(0, named=True)
    whole = round((form.total - form.score + form.due).value, 2)
    score = whole - Fraction(repr(most["score"]))
    place = next(step for step, (_, least) in enumerate(scale) if score >= least or step == len(scale) - 1)
    names = [name for name, _ in scale]
    slips = {
        "grade_of_all": next((name for name, least in scale if whole >= least), names[-1]),
        "one_too_high": names[place - 1] if place else None,
        "one_too_low": names[place + 1] if place + 1 < len(names) else None,
    }
    facts = {
        **form.facts,
        "score": f"{float(score):.2f}",
        "total": f"{float(whole):.2f}",
        "indicator": most["level_3"] or "?",
        "marks": _marks(Span.exact(most["score"])),
        "scale": tuple(f"{name} ≥ {least}" for name, least in scale),
    }
    choices = "".join(f'"{name}" if score >= {least} else ' for name, least in scale[:-1])
    code = form.code_with_total + (
        f'lost = d.indicators.filter(project_no={number})["score"].max()\n'
        f'score = round(printed - form["score"] + due, 2) - lost\n{choices}"{names[-1]}"'
    )
    options = tuple(Option(name, _grade_word(name), (name,)) for name in names)
    return Problem(Choice(names[place], options), live(slips), facts, code, (form.row["locator"], most["locator"]))


def broken_total(f: Figures) -> Problem:
    """The forms whose total is not the sum of their scores."""
    sums = _sums(f)
    broken = sums.filter(pl.col("broken"))
    sound = sums.filter(~pl.col("broken")).sort("total_score", maintain_order=True)
    if sums.height < 2:
        raise Inapplicable("one_project")
    shown = pl.concat([broken.head(_MOST_FORMS // 2), sound])[:_MOST_FORMS].sort("project_no")
    keys = [str(number) for number in shown["project_no"].to_list()]
    right = frozenset(str(number) for number in shown.filter(pl.col("broken"))["project_no"].to_list())
    lowest = shown.sort("total_score", maintain_order=True)["project_no"].first()
    full = shown.filter(total_score=100)["project_no"].to_list()
    slips = {
        "indicators_alone": frozenset(keys),
        "full_total": frozenset(str(number) for number in full) if full else None,
        "low_total": frozenset({str(lowest)}),
        "none_broken": frozenset[str]() if right else None,
    }
    code = (
        'parts = d.indicators.group_by("project_no").agg(pl.col("score").sum())\n'
        'whole = d.project_funding.filter(source="total").select("project_no", execution="score")\n'
        'forms = d.projects.join(parts, on="project_no").join(whole, on="project_no")\n'
        f'forms = forms.filter(pl.col("project_no").is_in({[int(key) for key in keys]}))\n'
        'off = forms.filter((pl.col("total_score") - pl.col("score") - pl.col("execution")).abs() > 0.05)\n'
        'off["project_no"].sort().to_list()'
    )
    options = tuple(Option(str(row["project_no"]), _scores(row)) for row in shown.rows(named=True))
    return Problem(Several(right, options), live(slips), {}, code, tuple(shown["locator"].to_list()))


_HUNDREDTH = Fraction(1, 100)
_SLACK = 0.05
"""By how much a sum of scores may miss its total before the total counts as wrong: scores are printed in hundredths."""


def _scores(row: Row) -> Two:
    """The scores of a form as an option tells them, so that they can be added without any code."""
    facts = {
        "no": row["project_no"],
        "total": _marks(Span.exact(row["total_score"])),
        "execution": _marks(Span.exact(row["execution"])),
        "scores": " + ".join(_marks(Span.exact(score)) for score in row["scores"]),
    }
    return Two(filled(words("zh")["scores"], facts, "zh"), filled(words("en")["scores"], facts, "en"))


def _sums(f: Figures) -> pl.DataFrame:
    """Forms whose scores are all printed, with `broken`: whether they miss the printed total."""
    scores = (
        f.frame("indicators")
        .group_by("project_no", maintain_order=True)
        .agg(points=pl.col("score").sum(), blank=pl.col("score").null_count(), scores=pl.col("score"))
        .filter(blank=0)
    )
    funding = f.frame("project_funding").filter(source="total").select("project_no", execution="score")
    forms = f.frame("projects").join(scores, on="project_no").join(funding, on="project_no")
    known = forms.drop_nulls(["total_score", "execution"])
    missed = (pl.col("total_score") - pl.col("points") - pl.col("execution")).abs() > _SLACK
    return known.with_columns(broken=missed).unique("project_no", keep="first", maintain_order=True)


def _scored(f: Figures) -> _Scored:
    """A form that spent a part of its budget, best one with full marks all the same; else one with half its actual."""
    known = f.projects.drop_nulls(["weight", "score", "total_score"]).filter(
        (pl.col("adjusted_budget") > 0) & (pl.col("actual") >= 0) & (pl.col("weight") > 0)
    )
    below = known.filter(pl.col("actual") < pl.col("adjusted_budget"))
    if below.height:
        some, full = pl.col("actual") > 0, pl.col("score") == pl.col("weight")
        best = below.sort(some & full, some, full, descending=True, maintain_order=True)
        return _with_rate(f, best.row(0, named=True), Fraction(1))
    spent = known.filter(pl.col("actual") == pl.col("adjusted_budget"))
    if spent.is_empty():
        raise Inapplicable("no_marks")
    return _with_rate(f, spent.row(0, named=True), _HALF)


def _rescored(f: Figures) -> _Scored:
    """A form whose execution score changes when it is computed anew; where none does, with half its actual."""
    form = _scored(f)
    if not form.due.holds(form.score.value, _HUNDREDTH):
        return form
    halved = _with_rate(f, form.row, _HALF)
    if halved.due.holds(form.score.value, _HUNDREDTH):
        raise Inapplicable("no_marks")
    return halved


def _with_rate(f: Figures, row: Row, part: Fraction) -> _Scored:
    actual = f.money("project_funding", row["actual"]) * part
    rate = actual.over(f.money("project_funding", row["adjusted_budget"]))
    if rate is None:
        raise Inapplicable("zero_whole")
    return _Scored(row, actual, rate, part != 1)


def _scale(f: Figures) -> list[tuple[str, Fraction]]:
    """The grades of the place and year, each with its least total, the best first."""
    scales = profiles(Book(f.d), "grade")
    chosen = next(iter(scales.values()))
    return sorted(((name, Fraction(least)) for name, least in chosen.items()), key=lambda pair: -pair[1])


def _grade_word(name: str) -> object:
    return Word(f"grade.{name}") if f"grade.{name}" in words("zh") else name


def _marks(score: Span) -> str:
    return f"{float(score.value):g}"


TASKS = (
    Task("q1", execution_score),
    Task("q2", reverse_indicator),
    Task("q3", recomputed_total),
    Task("q4", grade),
    Task("q5", broken_total),
)
