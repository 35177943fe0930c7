"""The capstone, auditing an account (做一份公开质检): gravity, rounding, causes, and a question worth sending."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from fzfin.money import to_ascii
from fzfin.provenance import printed_lines
from fzfin.teach.figures import Figures
from fzfin.teach.problem import COUNT, Inapplicable, Option, Problem, Quantity, Several, Task, Two, Written
from fzfin.teach.slips import live
from fzfin.teach.span import Span
from fzfin.teach.wording import words

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_FAILS = 'audit = fz.audit(d).frame()\nfails = audit.filter(pl.col("outcome") == "fail")\n'
_MOST = {"error": 3, "question": 2, "note": 2}
_SMALL = 0.1


def errors(f: Figures) -> Problem:
    """Which findings are errors, and not questions or notes."""
    fails = _fails(f)
    first = fails.unique("group", keep="first", maintain_order=True)
    picked = [first.filter(pl.col("severity") == severity).head(most) for severity, most in _MOST.items()]
    shown = pl.concat(picked)
    by = {severity: frozenset(part["group"].to_list()) for severity, part in zip(_MOST, picked, strict=True)}
    if not by["error"] or shown.height == len(by["error"]):
        raise Inapplicable("one_gravity")
    ordered = shown.sort("code", maintain_order=True)
    ordered = ordered.sort(pl.col("left_locator").str.extract(r"(\d+)").cast(pl.Int64), maintain_order=True)
    slips = {
        "every_finding": by["error"] | by["question"] | by["note"],
        "questions_too": by["error"] | by["question"],
        "questions_only": by["question"] or None,
    }
    groups = ordered["group"].to_list()
    code = _FAILS + (
        f'shown = fails.filter(pl.col("group").is_in({groups})).unique("group", keep="first", maintain_order=True)\n'
        'shown.filter(pl.col("severity") == "error")["group"].to_list()'
    )
    options = tuple(Option(row["group"], _found(row)) for row in ordered.rows(named=True))
    return Problem(Several(by["error"], options), live(slips), {}, code, tuple(ordered["left_locator"].to_list()))


def rounding(f: Figures) -> Problem:
    """Which differences rounding alone can explain."""
    known = f.findings.filter(pl.col("difference").is_not_null() & (pl.col("difference") != 0)).with_columns(
        key=pl.format("{}@{}", pl.col("code"), pl.col("left_locator").fill_null("?"))
    )
    known = known.unique("key", keep="none", maintain_order=True)
    fits = known.filter(pl.col("outcome") == "rounding").unique("code", keep="first", maintain_order=True).head(3)
    fails = known.filter(pl.col("outcome") == "fail").sort(pl.col("difference").abs(), maintain_order=True).head(3)
    if fits.is_empty() or fails.is_empty():
        raise Inapplicable("one_outcome")
    shown = pl.concat([fits, fails]).sort("code", maintain_order=True)
    right = frozenset(fits["key"].to_list())
    small = frozenset(shown.filter(pl.col("difference").abs() < _SMALL)["key"].to_list())
    slips = {
        "rounding_is_error": frozenset(fails["key"].to_list()),
        "every_difference": frozenset(shown["key"].to_list()),
        "small_is_rounding": small or None,
    }
    keys = shown["key"].to_list()
    code = (
        'audit = fz.audit(d).frame().with_columns(key=pl.format("{}@{}", "code", "left_locator"))\n'
        f'shown = audit.filter(pl.col("key").is_in({keys}), pl.col("difference") != 0)\n'
        'shown.filter(pl.col("outcome") == "rounding")["key"].to_list()'
    )
    options = tuple(Option(row["key"], _difference(row)) for row in shown.rows(named=True))
    return Problem(Several(right, options), live(slips), {}, code, tuple(shown["left_locator"].to_list()))


def causes(f: Figures) -> Problem:
    """How many root causes stand behind the failures."""
    grave = _fails(f).filter(pl.col("severity").is_in(["error", "question"]))
    if grave.is_empty():
        raise Inapplicable("no_findings")
    slips = {
        "rows_counted": Span.exact(grave.height),
        "checks_counted": Span.exact(grave["code"].n_unique()),
        "errors_only": Span.exact(grave.filter(pl.col("severity") == "error")["group"].n_unique()),
    }
    code = _FAILS + 'fails.filter(pl.col("severity").is_in(["error", "question"]))["group"].n_unique()'
    right = Quantity(Span.exact(grave["group"].n_unique()), COUNT)
    return Problem(right, live(slips), {"rows": grave.height}, code)


def ask(f: Figures) -> Problem:
    """A question to the department that names a figure and its place: what can be checked of it is checked."""
    row = f.row("expenditure", level="total")
    place, total = str(row["locator"]), row["total"]
    f.money("expenditure", total)
    printed = _printed(f)
    shown = next((number for number in _NUMBER.findall(printed.get(place, "")) if _value(number) == total), f"{total}")
    model = Two(*(words(lang)["ask.model"].format(place=place, figure=shown) for lang in ("zh", "en")))
    lacks = _lacks(printed)
    slips = {
        "no_mark": model.zh.rstrip("?？"),
        "no_place": model.zh.replace(place, ""),
        "no_figure": model.zh.replace(shown, ""),
        "figure_not_printed": model.zh.replace(shown, "987654321.01"),
    }
    return Problem(Written(lacks, model), slips, {"place": place}, repr(model.zh), (place,))


def _fails(f: Figures) -> pl.DataFrame:
    found = f.findings.filter((pl.col("outcome") == "fail") & pl.col("group").is_not_null())
    if found.is_empty():
        raise Inapplicable("no_findings")
    return found


def _found(row: dict[str, object]) -> Two:
    place = f" ({row['left_locator']})" if row["left_locator"] else ""
    return Two(f"{row['title_zh']}{place}", f"{row['title_en']}{place}")


def _difference(row: dict[str, object]) -> Two:
    found = _found(row)
    left = f"Δ {row['difference']:g}"
    return Two(f"{found.zh}: {left}", f"{found.en}: {left}")


def _printed(f: Figures) -> dict[str, str]:
    """Place → what is printed there."""
    return {line.locator: " | ".join(text for _, text in line.cells) for line in printed_lines(f.d.document.blocks)}


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _lacks(printed: dict[str, str]) -> Callable[[str], str | None]:
    """What a question lacks: a question mark, a place that exists, a figure, or that the figure is printed there."""
    parts = {place.casefold(): text for place, text in printed.items()}

    def lacks(text: str) -> str | None:
        plain = to_ascii(text)
        if not plain.rstrip().endswith("?"):
            return "no_mark"
        tokens = re.findall(r"[A-Za-z0-9!:.]*[A-Za-z]\d+(?:[.!:][A-Za-z0-9]+)*", plain)
        places = [token.strip(".:!").casefold() for token in tokens if token.strip(".:!").casefold() in parts]
        if not places:
            return "no_place"
        rest = plain
        for token in tokens:
            rest = rest.replace(token, " ")
        figures = {_value(number) for number in _NUMBER.findall(rest)}
        if not figures:
            return "no_figure"
        there = {_value(number) for place in places for number in _NUMBER.findall(to_ascii(parts[place]))}
        return None if figures & there else "figure_not_printed"

    return lacks


TASKS = (
    Task("q1", errors),
    Task("q2", rounding),
    Task("q3", causes),
    Task("q4", ask),
)
