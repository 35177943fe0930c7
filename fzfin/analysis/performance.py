"""Performance self-evaluations (绩效自评): spending against marks by project, and indicators against their targets."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, accounts_only, frame
from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import language, terms
from fzfin.analysis.schemas import GAPS, INDICATORS, PERFORMANCE, PERFORMANCE_TOTAL, VERDICT, shaped
from fzfin.errors import ParameterError

_VERDICTS = tuple(VERDICT.categories.to_list())


def performance(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """Set what each project spent beside the marks it gave itself.

    Args:
        d: A disclosure.
        lang: The language; names of projects stay as printed.

    Returns:
        One row per form, in print order: `project_no, name, label` (number and name, for forms share names)`,
        original_budget, budget` (全年预算数)`, actual` in 万元`, execution_rate` (actual ÷ budget; null without one)`,
        execution_pct` (as printed)`, weight, score` (marks for execution: possible and given)`, score_share` (given ÷
        possible)`, full_marks, total_score, grade`; `indicators` (how many) and of these `met, met_exactly, missed,
        undecided` as in `performance_indicators`; `note` (no_funding: the form has no total; no_budget: it is zero or
        not printed; above_budget)`, locator`.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> p = fz.analysis.performance(fz.read())
        >>> p.filter(full_marks=True).filter(p["execution_rate"] == 0)["project_no"].to_list()
        [5, 12, 16]
    """
    accounts_only(d, "performance")
    lang = language(lang)
    total = frame(d, "project_funding").filter(pl.col("source") == "total")
    counts = (
        performance_indicators(d, lang=lang)
        .group_by("project_no")
        .agg(pl.len().alias("indicators"), **{v: (pl.col("verdict") == v).sum() for v in _VERDICTS})
    )
    rows = (
        frame(d, "projects")
        .join(
            total.unique("project_no", keep="first").select(
                "project_no",
                "original_budget",
                "actual",
                "weight",
                "execution_pct",
                "score",
                budget="adjusted_budget",
                funded=pl.lit(True),
                money_locator="locator",
            ),
            on="project_no",
            how="left",
            maintain_order="left",
        )
        .join(counts, on="project_no", how="left", maintain_order="left")
    )
    rated = rows.with_columns(
        execution_rate=pl.when(pl.col("budget") != 0).then(pl.col("actual") / pl.col("budget")),
        score_share=pl.when(pl.col("weight") != 0).then(pl.col("score") / pl.col("weight")),
        full_marks=pl.col("score") == pl.col("weight"),
        locator=pl.coalesce("money_locator", "locator"),
        note=pl.when(pl.col("funded").is_null())
        .then(pl.lit("no_funding"))
        .when(pl.col("budget").fill_null(0.0) == 0)
        .then(pl.lit("no_budget"))
        .when(pl.col("actual") > pl.col("budget"))
        .then(pl.lit("above_budget")),
        label=pl.concat_str("project_no", pl.lit(". "), _plain(pl.col("name")).fill_null("?")),
    )
    counted = pl.col("indicators", *_VERDICTS).fill_null(0)
    return shaped(rated.with_columns(counted), PERFORMANCE)


def _plain(text: pl.Expr) -> pl.Expr:
    """A printed name on one line."""
    return text.str.replace_all(r"\s+", " ").str.strip_chars()


def performance_indicators(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """Hold every indicator against its target, by its own comparator.

    Args:
        d: A disclosure.
        lang: The language; indicators stay as printed.

    Returns:
        One row per indicator, in print order: `project_no, indicator_no, project_name, level_1, level_2, level_3,
        label, target_text, comparator, target, achieved_text, achieved, achieved_rate` (achieved ÷ target)`, verdict`
        (met; ``met_exactly``: an at-least or at-most target met to the very unit; missed; ``undecided``)`, weight,
        score, full_marks, deviation_reason, note` (why undecided: qualitative, no_comparator, unit_differs; or
        ``unit_missing``: the achieved value is printed without the target's unit and was taken to be in it)`, locator`.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> i = fz.analysis.performance_indicators(fz.read())
        >>> i.filter(verdict="missed").select("label", "target_text", "achieved_text").rows()[0]
        ('硒鼓采购量', '=940个', '1880')
    """
    accounts_only(d, "performance_indicators")
    lang = language(lang)
    names = frame(d, "projects").select("project_no", project_name=_plain(pl.col("name")))
    rows = frame(d, "indicators").join(
        names.unique("project_no", keep="first"), on="project_no", how="left", maintain_order="left"
    )
    target, achieved, sign = pl.col("target"), pl.col("achieved"), pl.col("comparator").cast(pl.String)
    numbers = target.is_not_null() & achieved.is_not_null()
    differs = (pl.col("target_unit") != pl.col("achieved_unit")).fill_null(False)
    note = (
        pl.when(~numbers)
        .then(pl.lit("qualitative"))
        .when(sign.is_null())
        .then(pl.lit("no_comparator"))
        .when(differs)
        .then(pl.lit("unit_differs"))
        .when(pl.col("target_unit").is_not_null() & pl.col("achieved_unit").is_null())
        .then(pl.lit("unit_missing"))
    )
    met = (
        pl.when(sign == ">=")
        .then(achieved >= target)
        .when(sign == "<=")
        .then(achieved <= target)
        .when(sign == "=")
        .then(achieved == target)
        .when(sign == ">")
        .then(achieved > target)
        .when(sign == "<")
        .then(achieved < target)
    )
    open_ended = sign.is_in([">=", "<="])
    verdict = (
        pl.when(pl.col("note").is_in(["qualitative", "no_comparator", "unit_differs"]).fill_null(False))
        .then(pl.lit("undecided"))
        .when(met & open_ended & (achieved == target))
        .then(pl.lit("met_exactly"))
        .when(met)
        .then(pl.lit("met"))
        .otherwise(pl.lit("missed"))
    )
    comparable = numbers & ~differs & (target != 0)
    return shaped(
        rows.with_columns(note=note).with_columns(
            verdict=verdict,
            achieved_rate=pl.when(comparable).then(achieved / target),
            full_marks=pl.col("score") == pl.col("weight"),
            label=_plain(pl.coalesce("level_3", "level_2", "level_1")),
        ),
        INDICATORS,
    )


def performance_total(d: Account, *, lang: str | None = None) -> pl.DataFrame:
    """What all projects of an account spent and scored together, for accounts side by side.

    Args:
        d: A disclosure.
        lang: The language.

    Returns:
        One row, or none where the account prints no forms: `projects, budget, actual` (万元)`, execution_rate` (of the
        projects that print both)`, weight, score, score_share, full_marks` (how many projects)`, indicators, met,
        met_exactly, missed, undecided, locator`.

    Raises:
        ParameterError: The language is another one.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.performance_total(fz.read()).select("projects", pl.col("execution_rate").round(3)).row(0)
        (23, 0.52)
    """
    p = performance(d, lang=lang)
    spent = pl.col("execution_rate").is_not_null()
    marked = pl.col("score_share").is_not_null()
    summed = p.select(
        projects=pl.len(),
        budget=pl.col("budget").filter(spent).sum().round(FEN),
        actual=pl.col("actual").filter(spent).sum().round(FEN),
        weight=pl.col("weight").filter(marked).sum(),
        score=pl.col("score").filter(marked).sum(),
        full_marks=pl.col("full_marks").sum(),
        **{name: pl.col(name).sum() for name in ("indicators", *_VERDICTS)},
        locator=pl.col("locator").str.join("; "),
        has_money=spent.any(),
        has_marks=marked.any(),
    ).filter(pl.col("projects") > 0)
    money, marks = pl.when("has_money"), pl.when("has_marks")
    known = summed.with_columns(
        *(money.then(c).alias(c) for c in ("budget", "actual")),
        *(marks.then(c).alias(c) for c in ("weight", "score")),
    ).with_columns(execution_rate=pl.col("actual") / pl.col("budget"), score_share=pl.col("score") / pl.col("weight"))
    return shaped(known, PERFORMANCE_TOTAL)


def performance_gaps(p: pl.DataFrame, *, top: int = 10, lang: str | None = None) -> pl.DataFrame:
    """The projects whose marks for execution run furthest ahead of their spending, for a chart of execution.

    Args:
        p: What `performance` gives.
        top: How many projects stand alone; the others are one row, with their money and marks added up.
        lang: Language of the label of those together.

    Returns:
        `label, execution_rate, score_share, actual, budget, weight, score, locator`; projects without a rate or
        without marks come last.

    Raises:
        ParameterError: The language is unknown, or `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> gaps = fz.analysis.performance_gaps(fz.analysis.performance(fz.read()), top=6)
        >>> gaps.tail(1).select("label", "execution_rate", "score_share").row(0)
        ('其他17个项目', 1.0, 1.0)
    """
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")
    lang = language(lang)
    words = terms("gap", lang)
    ranked = p.sort(
        pl.col("score_share") - pl.col("execution_rate"),
        "budget",
        descending=True,
        nulls_last=True,
        maintain_order=True,
    )
    ahead = ranked.filter(pl.col("score_share") > pl.col("execution_rate")).height
    alone = min(top, max(ahead, 1))
    others = ranked.slice(alone)
    if others.height == 1:
        return shaped(ranked, GAPS)
    known = others.filter(pl.col("execution_rate").is_not_null() & pl.col("score_share").is_not_null())
    sums = {c: pl.col(c).sum().round(FEN) for c in ("actual", "budget", "weight", "score")}
    together = known.select(
        label=pl.lit(words["others"].format(n=known.height)),
        execution_rate=pl.col("actual").sum() / pl.col("budget").sum(),
        score_share=pl.col("score").sum() / pl.col("weight").sum(),
        locator=pl.col("locator").str.join("; "),
        **sums,
    ).head(min(1, known.height))
    unknown = others.filter(pl.col("execution_rate").is_null() | pl.col("score_share").is_null())
    return pl.concat([shaped(part, GAPS) for part in (ranked.head(alone), together, unknown)])


def performance_outliers(i: pl.DataFrame, *, top: int = 10) -> pl.DataFrame:
    """The indicators to ask about first: those missed, then those furthest beyond their target.

    Args:
        i: What `performance_indicators` gives.
        top: How many.

    Returns:
        Rows of `i`, their `label` led by the number of the project.

    Raises:
        ParameterError: `top` is below 1.

    Example:
        >>> import fzfin as fz
        >>> fz.analysis.performance_outliers(fz.analysis.performance_indicators(fz.read()), top=4)["verdict"].to_list()
        ['missed', 'missed', 'missed', 'met']
    """
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")
    far = pl.when(pl.col("achieved_rate") > 0).then(pl.col("achieved_rate").log().abs())
    ranked = i.filter(pl.col("verdict").is_in(["missed", "met"]) & pl.col("achieved_rate").is_not_null()).sort(
        pl.col("verdict") != "missed", far, descending=[False, True], nulls_last=True, maintain_order=True
    )
    return shaped(ranked.head(top).with_columns(label=pl.concat_str("project_no", pl.lit(". "), "label")), INDICATORS)
