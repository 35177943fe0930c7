"""The capstone, auditing an account (做一份公开质检): gravity, rounding, causes, and a question worth sending."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction

import polars as pl

from fzfin.money import FEN_PER_WAN, to_ascii
from fzfin.provenance import printed_lines
from fzfin.settings import LANGUAGES
from fzfin.teach.figures import Figures, Row
from fzfin.teach.problem import COUNT, Inapplicable, Option, Problem, Quantity, Several, Task, Two, Written
from fzfin.teach.slips import live
from fzfin.teach.span import Span
from fzfin.teach.wording import words
from fzfin.vocab import UNITS

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_FAILS = 'audit = fz.audit(d).frame()\nfails = audit.filter(outcome="fail")\n'
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 30
_MOST = {"error": 3, "question": 2, "note": 2}
_SMALL = 1.0


def errors(f: Figures) -> Problem:
    """Which findings are errors, and not questions or notes."""
    fails = _fails(f)
    first = fails.unique("group", keep="first", maintain_order=True)
    picked = [first.filter(severity=severity).head(most) for severity, most in _MOST.items()]
    shown = pl.concat(picked)
    by = {severity: frozenset(part["group"].to_list()) for severity, part in zip(_MOST, picked, strict=True)}
    if shown.height < 2 or shown.height == len(by["error"]):
        raise Inapplicable("one_gravity")
    ordered = shown.sort("code", maintain_order=True)
    ordered = ordered.sort(pl.col("left_locator").str.extract(r"(\d+)").cast(pl.Int64), maintain_order=True)
    slips = {
        "every_finding": by["error"] | by["question"] | by["note"],
        "questions_too": by["error"] | by["question"],
        "questions_only": by["question"] or None,
        "notes_only": by["note"] or None,
        "none_wrong": frozenset[str](),
    }
    groups = ordered["group"].to_list()
    code = _FAILS + (
        f'shown = fails.filter(pl.col("group").is_in({json.dumps(groups)}))\n'
        'shown = shown.unique("group", keep="first", maintain_order=True)\n'
        'shown.filter(severity="error")["group"].to_list()'
    )
    options = tuple(Option(row["group"], _found(row)) for row in ordered.rows(named=True))
    return Problem(Several(by["error"], options), live(slips), {}, code, tuple(ordered["left_locator"].to_list()))


def rounding(f: Figures) -> Problem:
    """Which differences rounding alone can explain; where all can, some printed figures are supposed to be others."""
    known = f.findings.drop_nulls(["difference", "expected_low", "expected_high", "actual", "left_locator"])
    known = known.filter(pl.col("difference") != 0).with_columns(key=pl.col("code") + "@" + pl.col("left_locator"))
    known = known.unique("key", keep="none", maintain_order=True)
    every = known.filter(outcome="rounding").unique("code", keep="first", maintain_order=True)
    fails = known.filter(outcome="fail").sort(pl.col("difference").abs(), maintain_order=True).head(2)
    if every.height < 2 and fails.is_empty():
        raise Inapplicable("one_outcome")
    fits = every.head(3)
    others: list[tuple[Row, float | None]] = [(row, None) for row in fails.rows(named=True)] or [
        (row, _beyond(row)) for row in every.tail(min(2, every.height - 1)).rows(named=True)
    ]
    supposed = {row["key"] for row, figure in others if figure is not None}
    sound: list[tuple[Row, float | None]] = [(row, None) for row in fits.rows(named=True) if row["key"] not in supposed]
    if not sound:
        raise Inapplicable("one_outcome")
    shown = sorted([*sound, *others], key=lambda pair: str(pair[0]["code"]))
    right = frozenset(row["key"] for row, _ in sound)
    small = frozenset(row["key"] for row, figure in shown if _off(row, figure) < _SMALL)
    within = frozenset(row["key"] for row, figure in shown if figure is None and _inside(row))
    slips = {
        "rounding_is_error": frozenset(row["key"] for row, _ in others),
        "printed_is_exact": within,
        "small_is_rounding": small or None,
        "every_difference": frozenset(row["key"] for row, _ in shown),
    }
    keys = json.dumps([row["key"] for row, _ in shown if row["key"] not in supposed], ensure_ascii=False)
    code = (
        'audit = fz.audit(d).frame().with_columns(key=pl.col("code") + "@" + pl.col("left_locator"))\n'
        f'shown = audit.filter(pl.col("key").is_in({keys}))\n'
        'shown.filter((pl.col("outcome") == "rounding") & (pl.col("difference") != 0))["key"].to_list()'
    )
    options = tuple(Option(row["key"], _compared(row, figure)) for row, figure in shown)
    return Problem(Several(right, options), live(slips), {}, code, tuple(row["left_locator"] for row, _ in shown))


def causes(f: Figures) -> Problem:
    """How many root causes stand behind the failures."""
    grave = _fails(f).filter(pl.col("severity").is_in(["error", "question"]))
    if grave.is_empty():
        raise Inapplicable("no_findings")
    slips = {
        "rows_counted": Span.exact(grave.height),
        "checks_counted": Span.exact(grave["code"].n_unique()),
        "errors_only": Span.exact(grave.filter(severity="error")["group"].n_unique()),
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
    fen = round(total * FEN_PER_WAN)
    there = _NUMBER.findall(to_ascii(printed.get(place, "")))
    shown = next((number for number in there if fen in _meanings(number)), None)
    if shown is None:
        raise Inapplicable("no_figure", frame="expenditure")
    zh, en = (words(lang)["ask.model"].format(place=place, figure=shown) for lang in LANGUAGES)
    model = Two(zh, en)
    lacks = _lacks(printed)
    slips = {
        "no_mark": model.zh.rstrip("?？"),
        "no_place": model.zh.replace(place, ""),
        "no_figure": model.zh.replace(shown, ""),
        "figure_not_printed": model.zh.replace(shown, "987654321.01"),
    }
    return Problem(Written(lacks, model), slips, {"place": place}, "...", (place,))


def _fails(f: Figures) -> pl.DataFrame:
    found = f.findings.filter((pl.col("outcome") == "fail") & pl.col("group").is_not_null())
    if found.is_empty():
        raise Inapplicable("no_findings")
    return found


def _found(row: Row) -> Two:
    places = [str(row[side]) for side in ("left_locator", "right_locator") if row[side]]
    place = f" ({' ↔ '.join(dict.fromkeys(places))})" if places else ""
    return Two(f"{row['title_zh']}{place}", f"{row['title_en']}{place}")


def _beyond(row: Row) -> float:
    """A figure well outside of what is expected of it, to be supposed in an exercise."""
    low, high = row["expected_low"], row["expected_high"]
    return float(round(high + max(high - low, _SMALL / 2), 2))


def _off(row: Row, figure: float | None) -> float:
    """By how much a printed or supposed figure misses the middle of what is expected."""
    if figure is None:
        return abs(float(row["difference"]))
    return float(abs(figure - (row["expected_low"] + row["expected_high"]) / 2))


def _inside(row: Row) -> bool:
    """Whether the printed figure lies in the expected interval, as if it were exact itself."""
    return bool(row["expected_low"] <= row["actual"] <= row["expected_high"])


def _compared(row: Row, figure: float | None) -> Two:
    """What is expected and what is printed, or supposed to be, with the title of the check."""
    found = _found(row)
    key = "compared" if figure is None else "compared.supposed"
    low, high = (f"{row[end]:,.6f}".rstrip("0").rstrip(".") for end in ("expected_low", "expected_high"))
    shown = f"{row['actual'] if figure is None else figure:,.2f}"
    facts = {"low": low, "high": high, "figure": shown}
    zh, en = (words("zh")[key].format(title=found.zh, **facts), words("en")[key].format(title=found.en, **facts))
    return Two(zh, en)


def _printed(f: Figures) -> dict[str, str]:
    """Place → what is printed there."""
    return {line.locator: " | ".join(text for _, text in line.cells) for line in printed_lines(f.d.document.blocks)}


def _meanings(number: str) -> set[Fraction]:
    """What a number without its unit may mean, in 分: 元 or 万元."""
    value = Fraction(number.replace(",", ""))
    return {value * UNITS[unit] for unit in ("元", "万元")}


def _figures(text: str) -> set[Fraction]:
    """The figures of a text; a year is none."""
    numbers = [number for number in _NUMBER.findall(to_ascii(text)) if not _YEAR.fullmatch(number)]
    return {fen for number in numbers if len(number) <= _LONGEST for fen in _meanings(number)}


def _lacks(printed: dict[str, str]) -> Callable[[str], str | None]:
    """What a question lacks: a question mark, a place that exists, a figure, or that the figure is printed there."""
    folded = {place.casefold(): text for place, text in printed.items() if place}

    def lacks(text: str) -> str | None:
        plain = to_ascii(text).casefold()
        if not plain.rstrip().endswith("?"):
            return "no_mark"
        named = {
            place: re.compile(rf"(?<![a-z0-9]){re.escape(place)}(?![a-z0-9]|\.[a-z0-9])")
            for place in folded
            if place in plain
        }
        places = [place for place, found in named.items() if found.search(plain)]
        if not places:
            return "no_place"
        rest = plain
        for place in places:
            rest = named[place].sub(" ", rest)
        figures = _figures(rest)
        if not figures:
            return "no_figure"
        return None if any(figures & _figures(folded[place]) for place in places) else "figure_not_printed"

    return lacks


TASKS = (
    Task("q1", errors),
    Task("q2", rounding),
    Task("q3", causes),
    Task("q4", ask),
)
