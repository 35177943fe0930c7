"""What a made account prints: its exact amounts rounded to figures, row by row, before they are written anywhere.

All amounts here are integers in 分 that are whole steps of 0.01 万元, all percentages integers of 0.01 per cent, all
scores integers of 0.01. A printed error is made here, so that what is printed stays known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from fzfin.synthetic.chance import PRINTED_STEP, words
from fzfin.synthetic.economic import groups
from fzfin.synthetic.lines import FUNDS, name_of
from fzfin.synthetic.ordinals import numeral
from fzfin.synthetic.truth import SOURCES, Truth
from fzfin.vocab import rows

Row = dict[str, Any]
"""One row of a frame of the contract by column, with amounts in 分, and what else its line needs when it is written."""

CLASSES: Final = tuple(f"{code}" for code in (*range(201, 209), *range(210, 218), *range(219, 225), 229, 231, 232, 234))
"""The functional classes that the forms print, in their order."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the explanations: its template, the figures in it (rows of `statements`), and other words."""

    section: str
    template: str
    figures: tuple[Row, ...]
    said: Mapping[str, Any] = field(default_factory=dict)
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """All figures that an account prints: rows by frame, and the sentences that explain them."""

    tables: dict[str, list[Row]]
    sentences: list[Sentence]
    without_note: frozenset[str] = frozenset()


@cache
def label(frame: str, side: str, key: str) -> tuple[str, str]:
    """Prefix and label of one row of ``made_labels.csv``."""
    return next(
        (row["prefix"], row["label"])
        for row in rows("made_labels")
        if (row["frame"], row["side"], row["key"]) == (frame, side, key)
    )


@cache
def text(key: str) -> str:
    """A text of ``made_texts.csv``."""
    return next(row["text"] for row in rows("made_texts") if row["key"] == key)


def shown(exact: int) -> int:
    """An exact amount as the figure printed of it."""
    size = (abs(exact) + PRINTED_STEP // 2) // PRINTED_STEP * PRINTED_STEP
    return -size if exact < 0 else size


def ratio(part: int, whole: int) -> int:
    """A quotient in hundredths of a per cent, rounded half away from zero."""
    size = (20_000 * abs(part) + whole) // (2 * whole)
    return -size if part < 0 else size


def line_rows(frame: str, codes: Iterable[tuple[str, Row]]) -> list[Row]:
    """Rows of a table of lines from (item code, exact amounts): sums of sections, classes and the total added."""
    sums: dict[str, Row] = {}
    for code, amounts in codes:
        for above in ("", code[:3], code[:5], code):
            into = sums.setdefault(above, dict.fromkeys(amounts, 0))
            for name, amount in amounts.items():
                into[name] += amount
    levels = {0: "total", 3: "class", 5: "section", 7: "item"}
    return [
        {
            "line_code": code or None,
            "line_name": name_of(code) if code else label("lines", "", "total")[1],
            "level": levels[len(code)],
            "parent_code": None if len(code) < 5 else code[:-2],
            **{name: shown(amount) for name, amount in sums[code].items()},
            "repaired": False,
        }
        for code in sorted(sums)
        if not code or any(sums[code].values())
    ]


def _revenue(truth: Truth) -> list[Row]:
    zero = dict.fromkeys(SOURCES, 0)
    lines = [
        (line.code, {"total": line.revenue, "fiscal_appropriation": line.revenue, **zero})
        for line in truth.lines
        if line.revenue
    ]
    other = {"total": truth.other.revenue, "fiscal_appropriation": 0, **truth.other.sources}
    return line_rows("revenue", [*lines, (truth.other.code, other)])


def _expenditure(truth: Truth) -> list[Row]:
    other = truth.other
    names = ("total", "basic", "project", "remitted_up", "business", "grants_down")
    lines = [
        (line.code, dict(zip(names, (line.total, line.basic, line.project, 0, 0, 0), strict=True)))
        for line in truth.lines
    ]
    mine = (other.total, other.personnel + other.running, other.project, 0, other.business, 0)
    return line_rows("expenditure", [*lines, (other.code, dict(zip(names, mine, strict=True)))])


def _general(truth: Truth) -> list[Row]:
    lines = truth.of_fund(FUNDS[0])
    amounts = [(line.code, {"total": line.total, "basic": line.basic, "project": line.project}) for line in lines]
    return line_rows("general_expenditure", amounts) if lines else []


def _carried(truth: Truth, fund: str) -> list[Row]:
    """The lines of a budget of its own, with what was there before, came in and is left."""
    names = ("opening", "revenue", "total", "basic", "project", "closing")
    lines = [(line.code, {name: getattr(line, name) for name in names}) for line in truth.of_fund(fund)]
    return line_rows(fund, lines) if lines else []


def _side(frame: str, side: str, amounts: Mapping[str, Any]) -> list[Row]:
    """Rows of one side of a table with two sides: by key of ``made_labels.csv`` or functional class."""
    made: list[Row] = []
    opening = 0
    roles = {"year_total": "year_total", "grand_total": "grand_total", "used": "other", "distributed": "other"}
    for seq, (key, amount) in enumerate(amounts.items(), 1):
        prefix, item = ("#", name_of(key)) if key.isdigit() else label(frame, side, key)
        role = "carryover" if key in ("opening", "closing") else roles.get(key, "item")
        inside = key.startswith("part_")
        opening = seq if key == "opening" else opening
        values = amount if isinstance(amount, Mapping) else {"amount" if frame == "summary" else "total": amount}
        row: Row = {
            "side": side,
            "seq": seq,
            "item": item,
            "function_class": key if key.isdigit() else None,
            "role": "carryover" if inside else role,
            "part_of": opening if inside else None,
            **{name: shown(value) for name, value in values.items()},
            "key": key,
            "prefix": prefix,
        }
        made.append(row)
    return made


def _summary(truth: Truth) -> list[Row]:
    other, lines = truth.other, truth.lines
    opening = sum(line.opening for line in lines) + other.opening
    closing = sum(line.closing for line in lines) + other.closing
    revenue = {fund: sum(line.revenue for line in truth.of_fund(fund)) for fund in FUNDS} | other.sources
    left = revenue | {
        "year_total": truth.appropriated + other.revenue,
        "used": other.used,
        "opening": opening,
        "grand_total": truth.appropriated + other.revenue + other.used + opening,
    }
    classes = {code: sum(line.total for line in lines if line.code[:3] == code) for code in CLASSES}
    classes[other.code[:3]] += other.total
    right = classes | {
        "year_total": truth.spent,
        "distributed": other.distributed,
        "closing": closing,
        "grand_total": truth.spent + other.distributed + closing,
    }
    return _side("summary", "revenue", left) + _side("summary", "expenditure", right)


def _appropriation(truth: Truth) -> list[Row]:
    def by_fund(name: str, code: str = "") -> dict[str, int]:
        parts = {
            fund: sum(getattr(line, name) for line in truth.of_fund(fund) if line.code.startswith(code))
            for fund in FUNDS
        }
        return {"total": sum(parts.values()), **parts}

    revenue, opening = by_fund("revenue"), by_fund("opening")
    spent, closing = by_fund("total"), by_fund("closing")
    left = {fund: revenue[fund] for fund in FUNDS} | {
        "year_total": revenue["total"],
        "opening": opening["total"],
        **{f"part_{fund}": opening[fund] for fund in FUNDS},
        "grand_total": revenue["total"] + opening["total"],
    }
    right: dict[str, Any] = {code: by_fund("total", code) for code in CLASSES}
    right |= {
        "year_total": spent,
        "closing": closing,
        "grand_total": {name: spent[name] + closing[name] for name in spent},
    }
    return _side("appropriation", "revenue", left) + _side("appropriation", "expenditure", right)


def _basic(truth: Truth) -> list[Row]:
    names = {row["code"]: row["name"] for row in rows("economic")}
    sums: dict[str, int] = dict.fromkeys(names, 0)
    for code, amount in truth.basic.amounts.items():
        for above in (code[:3], code):
            sums[above] += amount
    made: list[Row] = [
        {
            "economic_code": code,
            "name": names[code],
            "level": "class" if len(code) == 3 else "section",
            "parent_code": None if len(code) == 3 else code[:3],
            "group": groups()[code],
            "amount": shown(amount),
        }
        for code, amount in sums.items()
    ]
    for group in ("personnel", "running"):
        made.append(
            {
                "economic_code": None,
                "name": label("basic_expenditure", "", group)[1],
                "level": "total",
                "parent_code": None,
                "group": group,
                "amount": shown(truth.basic.group(group)),
            }
        )
    return made


def three_items(truth: Truth) -> dict[str, tuple[int, int, int]]:
    """Actual, budget and prior of every item of the three public expenses, the sums among them."""
    three = {item: (value.actual, value.budget, value.prior) for item, value in truth.three_public.items()}

    def add(*items: str) -> tuple[int, int, int]:
        actual, budget, prior = (sum(column) for column in zip(*(three[item] for item in items), strict=True))
        return actual, budget, prior

    three["vehicle"] = add("vehicle_purchase", "vehicle_running")
    three["total"] = add("overseas", "vehicle", "hospitality")
    order = ("total", "overseas", "vehicle", "vehicle_purchase", "vehicle_running", "hospitality")
    return {item: three[item] for item in order}


def _three(truth: Truth) -> list[Row]:
    return [
        {
            "item": item,
            "item_name": label("three_public", "", item)[1],
            "budget": shown(budget),
            "actual": shown(actual),
            "prefix": label("three_public", "", item)[0],
        }
        for item, (actual, budget, _) in three_items(truth).items()
    ]


def _procurement(truth: Truth) -> list[Row]:
    procured = truth.procurement
    total, sme = sum(procured.parts.values()), sum(procured.sme_parts.values())
    amounts = {"total": total, **procured.parts, "sme": sme, "micro": procured.micro}
    shares = {"sme": (sme, total, "total"), "micro": (procured.micro, sme, "sme")} | {
        f"sme_{kind}": (procured.sme_parts[kind], procured.parts[kind], kind) for kind in procured.parts
    }
    made: list[Row] = []
    for measure in (*amounts, *(name for name in shares if name not in amounts)):
        part, whole, of = shares.get(measure, (0, 0, None))
        if measure not in amounts and not whole:
            continue
        made.append(
            {
                "measure": measure,
                "amount": shown(amounts[measure]) if measure in amounts else None,
                "share_pct": ratio(part, whole) if whole else None,
                "share_of": of if whole else None,
            }
        )
    return made


def _assets(truth: Truth) -> list[Row]:
    held = {words("vehicle_all")[0]["text"]: sum(truth.vehicles.values()), **truth.vehicles}
    made: list[Row] = [{"category": "vehicle", "name": name, "count": count} for name, count in held.items()]
    return [*made, {"category": "equipment", "name": words("equipment_kind")[0]["text"], "count": truth.equipment}]


def _evaluation(truth: Truth) -> list[Row]:
    made: list[Row] = []
    if truth.projects:
        amount = sum(project.total[1] for project in truth.projects)
        made.append({"kind": "self_evaluation", "projects": len(truth.projects), "amount": shown(amount)})
    some = truth.projects[: truth.departmental]
    amount = sum(project.total[1] for project in some)
    return [*made, {"kind": "departmental", "projects": len(some), "amount": shown(amount)}]


def _operations(truth: Truth) -> list[Row]:
    return [
        {
            "section": f"{text('section_summing')}/（{numeral(number)}）",
            "topic": theme,
            "metric": metric,
            "value": float(value),
            "unit": unit,
            "qualifier": qualifier or None,
        }
        for number, (theme, sentences) in enumerate(truth.work, 1)
        for done in sentences
        for metric, unit, qualifier, value in done.figures
    ]


def plain(fen: int) -> str:
    """An amount as prose prints it: 万元 without separators and without zeros at the end."""
    whole, rest = divmod(abs(fen) // PRINTED_STEP, 100)
    decimals = f"{rest:02d}".rstrip("0")
    return ("-" if fen < 0 else "") + (f"{whole}.{decimals}" if decimals else f"{whole}")


def table_rows(truth: Truth) -> dict[str, list[Row]]:
    """The rows of every frame but those that sentences give."""
    return {
        "summary": _summary(truth),
        "revenue": _revenue(truth),
        "expenditure": _expenditure(truth),
        "appropriation": _appropriation(truth),
        "general_expenditure": _general(truth),
        "basic_expenditure": _basic(truth),
        "three_public": _three(truth),
        "government_funds": _carried(truth, FUNDS[1]),
        "state_capital": _carried(truth, FUNDS[2]),
        "procurement": _procurement(truth),
        "state_assets": _assets(truth),
        "evaluation": _evaluation(truth),
        "staff": [{"unit_name": name, "unit_type": kind, "headcount": count} for name, kind, count in truth.staff],
        "operations": _operations(truth),
        "glossary": [{"term": row["text"], "definition": row["more"]} for row in words("term")],
    }
