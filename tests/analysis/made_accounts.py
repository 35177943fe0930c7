"""Small accounts for flows, compositions and evaluations: the shipped one with other frames in place."""

from __future__ import annotations

from functools import cache
from typing import Any

import polars as pl
from made_fuzhou import Made, fuzhou, lines

import fzfin as fz
from fzfin.frames import SCHEMAS, make

NAMES = ("a", "b", "c", "d", "e", "f", "g")


@cache
def shipped() -> fz.Disclosure:
    return fz.read()


def held(*missing: str) -> Made:
    """The shipped account without some of its frames."""
    d = shipped()
    made = fuzhou()
    return Made({name: None if name in missing else d.frames[name] for name in SCHEMAS}, d.cells, made.meta)


def account(
    sources: list[float],
    classes: list[tuple[float, float]],
    *,
    opening: float = 0.0,
    closing: float = 0.0,
    total: float | None = None,
    spent: tuple[float, float] | None = None,
) -> Made:
    """An account of some sources and classes (basic, project); its totals add up unless they are given."""
    basic, project = spent or (sum(b for b, _ in classes), sum(p for _, p in classes))
    grand = sum(sources) + opening if total is None else total
    rows: list[tuple[Any, ...]] = [
        ("revenue", n, f"源{n}", None, "item", None, amount, f"L{n}") for n, amount in enumerate(sources, 1)
    ]
    rows += [
        ("revenue", 90, "年初结转和结余", None, "carryover", None, opening, "L90"),
        ("revenue", 91, "总计", None, "grand_total", None, grand, "L91"),
        ("expenditure", 90, "年末结转和结余", None, "carryover", None, closing, "L90"),
        ("expenditure", 91, "总计", None, "grand_total", None, grand, "L91"),
    ]
    table = [(None, "合计", round(basic + project, 2), basic, project, 0.0, 0.0, 0.0, "L100")]
    table += [
        (str(201 + n), f"类{n}", round(b + p, 2), b, p, 0.0, 0.0, 0.0, f"L{101 + n}")
        for n, (b, p) in enumerate(classes)
    ]
    made = fuzhou().having("summary", rows)
    return made.having("expenditure", lines(table))


def form(number: int, budget: float | None, actual: float | None, score: float | None, **other: Any) -> dict[str, Any]:
    return {"project_no": number, "adjusted_budget": budget, "actual": actual, "score": score, "weight": 10.0} | other


def evaluated(forms: list[dict[str, Any]], indicators: list[dict[str, Any]]) -> Made:
    """An account with these forms and indicators; what is not given is null."""
    projects = [
        {"name": f"项目{f['project_no']}", "total_score": f["score"], "locator": f"L{f['project_no']}"} | f
        for f in forms
    ]
    funding = [{"source": "total"} | f for f in forms]
    shapes = {"projects": projects, "project_funding": funding, "indicators": indicators}
    made = fuzhou()
    frames = {name: make(name, [[row.get(c) for c in SCHEMAS[name]] for row in rows]) for name, rows in shapes.items()}
    return Made(made.frames | frames, made.cells, made.meta)


def row(frame: pl.DataFrame, *columns: str, **where: Any) -> tuple[Any, ...]:
    return frame.filter(**where).select(columns).row(0)
