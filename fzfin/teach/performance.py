"""Lesson 8, project performance (项目绩效): recompute scores, judge a reverse indicator, grade, find a broken total."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from fzfin.analysis.performance import performance_indicators
from fzfin.checks.book import Book
from fzfin.checks.scoring import profiles
from fzfin.teach.figures import Figures, Row
from fzfin.teach.problem import SCORE, Amount, Choice, Inapplicable, Option, Problem, Quantity, Several, Task, Word
from fzfin.teach.slips import live
from fzfin.teach.span import Span

_MOST_FORMS = 6
_BEYOND = Fraction(11, 10)
_FORM = (
    'form = d.project_funding.filter(pl.col("source") == "total", pl.col("project_no") == {no}).row(0, named=True)\n'
)
_DUE = 'form["weight"] * min(form["actual"] / form["adjusted_budget"], 1)'


def execution_score(f: Figures) -> Problem:
    """The marks that an execution rate earns in proportion."""
    row = _partly(f)
    weight, due, rate = _due(f, row)
    slips = {
        "full_marks": weight,
        "unspent_marks": weight - due,
        "rate_for_marks": rate * 100,
        "zero_marks": Span.exact(0),
    }
    facts = {
        **_form(row),
        "adjusted": Amount(f.money("project_funding", row["adjusted_budget"]).value),
        "actual": Amount(f.money("project_funding", row["actual"]).value),
        "weight": _marks(weight),
        "printed": _marks(Span.exact(row["score"])),
    }
    code = _FORM.format(no=row["project_no"]) + _DUE
    return Problem(Quantity(due, SCORE), live(slips), facts, code, (row["locator"],))


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
    wanted = f'pl.col("project_no") == {row["project_no"]}, pl.col("indicator_no") == {row["indicator_no"]}'
    code = f'indicator = d.indicators.filter({wanted}).row(0, named=True)\n"met" if {achieved!r} <= indicator["target"]'
    code += ' else "missed"'
    options = tuple(Option(key, Word(f"reverse.{key}")) for key in ("met", "missed", "cannot_tell"))
    return Problem(Choice(right, options), live(slips), facts, code, (row["locator"],))


def recomputed_total(f: Figures) -> Problem:
    """The total of a form with the execution score that is due."""
    row = _partly(f)
    _, due, _ = _due(f, row)
    printed, score = _total(row), Span.exact(row["score"])
    if due.holds(score.value, Fraction(1, 200)):
        raise Inapplicable("score_is_due")
    slips = {
        "printed_total": printed,
        "added_due": printed + due,
        "without_execution": printed - score,
        "difference_alone": abs(score - due),
    }
    facts = {**_form(row), "printed_total": _marks(printed), "printed": _marks(score), "due": due}
    code = _FORM.format(no=row["project_no"]) + (
        f'printed = d.projects.filter(pl.col("project_no") == {row["project_no"]})["total_score"].item()\n'
        f'printed - form["score"] + {_DUE}'
    )
    places = (row["locator"], f.row("projects", project_no=row["project_no"])["locator"])
    return Problem(Quantity(printed - score + due, SCORE), live(slips), facts, code, places)


def grade(f: Figures) -> Problem:
    """The grade of a recomputed total, or where all execution scores are due, of the lowest total."""
    scale = _scale(f)
    row = _lowest(f)
    score = Fraction(repr(row["total_score"]))
    try:
        partly = _partly(f)
        _, due, _ = _due(f, partly)
        score = round((_total(partly) - Span.exact(partly["score"]) + due).value, 2)
        row = partly
    except Inapplicable:
        pass
    place = next(number for number, (_, least) in enumerate(scale) if score >= least or number == len(scale) - 1)
    names = [name for name, _ in scale]
    slips = {
        "one_too_high": names[place - 1] if place else None,
        "one_too_low": names[place + 1] if place + 1 < len(names) else None,
        "all_excellent": names[0],
        "lowest_grade": names[-1],
    }
    options = tuple(Option(name, _grade_word(name), (name,)) for name in names)
    facts = {**_form(row), "score": f"{float(score):.2f}", "scale": tuple(f"{name} ≥ {least}" for name, least in scale)}
    steps = "".join(f"{name!r} if score >= {least} else " for name, least in scale[:-1])
    code = f"score = {float(score)!r}\n{steps}{names[-1]!r}"
    return Problem(Choice(names[place], options), live(slips), facts, code, (row["locator"],))


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
    full = shown.filter(pl.col("total_score") == 100)["project_no"].to_list()
    slips = {
        "indicators_alone": frozenset(keys),
        "full_total": frozenset(str(number) for number in full) if full else None,
        "low_total": frozenset({str(lowest)}),
        "none_broken": frozenset[str]() if right else None,
    }
    code = (
        'parts = d.indicators.group_by("project_no").agg(pl.col("score").sum())\n'
        'whole = d.project_funding.filter(pl.col("source") == "total").select("project_no", execution="score")\n'
        'forms = d.projects.join(parts, on="project_no").join(whole, on="project_no")\n'
        f'forms = forms.filter(pl.col("project_no").is_in({[int(key) for key in keys]}))\n'
        'off = forms.filter((pl.col("total_score") - pl.col("score") - pl.col("execution")).abs() > 0.05)\n'
        'off["project_no"].sort().to_list()'
    )
    options = tuple(
        Option(str(row["project_no"]), row["shown"]) for row in shown.with_columns(shown=_label()).rows(named=True)
    )
    return Problem(Several(right, options), live(slips), {}, code, tuple(shown["locator"].to_list()))


_SLACK = 0.05
"""By how much a sum of scores may miss its total before the total counts as wrong: scores are printed in hundredths."""


def _label() -> pl.Expr:
    return pl.format("{} {}", pl.col("project_no"), pl.col("name").fill_null(""))


def _sums(f: Figures) -> pl.DataFrame:
    """Forms whose scores are all printed, with `broken`: whether they miss the printed total."""
    scores = (
        f.frame("indicators")
        .group_by("project_no", maintain_order=True)
        .agg(points=pl.col("score").sum(), blank=pl.col("score").null_count())
        .filter(pl.col("blank") == 0)
    )
    funding = f.frame("project_funding").filter(pl.col("source") == "total").select("project_no", execution="score")
    forms = f.frame("projects").join(scores, on="project_no").join(funding, on="project_no")
    known = forms.drop_nulls(["total_score", "execution"])
    missed = (pl.col("total_score") - pl.col("points") - pl.col("execution")).abs() > _SLACK
    return known.with_columns(broken=missed).unique("project_no", keep="first", maintain_order=True)


def _partly(f: Figures) -> Row:
    """A form that spent a part of its budget, or nothing; best one where full marks are printed all the same."""
    below = f.projects.drop_nulls(["weight", "score", "total_score"]).filter(
        (pl.col("adjusted_budget") > 0) & (pl.col("actual") < pl.col("adjusted_budget")) & (pl.col("actual") >= 0)
    )
    if below.is_empty():
        raise Inapplicable("all_full")
    some, full = pl.col("actual") > 0, pl.col("score") == pl.col("weight")
    return below.sort(some & full, full, some, descending=True, maintain_order=True).row(0, named=True)


def _due(f: Figures, row: Row) -> tuple[Span, Span, Span]:
    """Weight, marks due, and execution rate of a form."""
    actual, adjusted = (f.money("project_funding", row[column]) for column in ("actual", "adjusted_budget"))
    rate = actual.over(adjusted)
    if rate is None:
        raise Inapplicable("zero_whole")
    weight = Span.exact(row["weight"])
    return weight, rate * weight.value, rate


def _total(row: Row) -> Span:
    return Span.exact(row["total_score"])


def _lowest(f: Figures) -> Row:
    known = f.frame("projects").drop_nulls("total_score").sort("total_score", maintain_order=True)
    if known.is_empty():
        raise Inapplicable("no_figure", frame="projects")
    return known.row(0, named=True)


def _scale(f: Figures) -> list[tuple[str, Fraction]]:
    """The grades of the place and year, each with its least total, the best first."""
    scales = profiles(Book(f.d), "grade")
    chosen = next(iter(scales.values()))
    return sorted(((name, Fraction(least)) for name, least in chosen.items()), key=lambda pair: -pair[1])


def _grade_word(name: str) -> object:
    from fzfin.teach.wording import words

    return Word(f"grade.{name}") if f"grade.{name}" in words("zh") else name


def _form(row: Row) -> dict[str, object]:
    return {"no": row["project_no"], "project": row["name"]}


def _marks(score: Span) -> str:
    return f"{float(score.value):g}"


TASKS = (
    Task("q1", execution_score),
    Task("q2", reverse_indicator),
    Task("q3", recomputed_total),
    Task("q4", grade),
    Task("q5", broken_total),
)
