"""The explanations (情况说明) of a made account: each sentence with the figures in it, and how it is worded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from fzfin.synthetic.chance import words
from fzfin.synthetic.lines import FUNDS, Line, name_of
from fzfin.synthetic.ordinals import numeral
from fzfin.synthetic.printed import Row, Sentence, label, plain, ratio, shown, text, three_items
from fzfin.synthetic.truth import Truth

_SECTION: Final = dict(zip(FUNDS, "三四五", strict=True))
_FALLS: Final = ("down",)


def percent(hundredths: int) -> str:
    """A percentage as prose prints it, without zeros at the end."""
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f"{rest:02d}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else f"{whole}"


def compared(now: int, prior: int) -> Row:
    """How a figure compares with the year before: change, percent and direction; no percent of a growth from zero."""
    change = shown(now - prior)
    if not change:
        return {"compared_with": "prior_year", "change": None, "change_pct": None, "direction": "same"}
    rate = ratio(now - prior, prior) if prior else None
    direction = "up" if change > 0 else "down"
    return {"compared_with": "prior_year", "change": change, "change_pct": rate, "direction": direction}


def figure(subject: str, amount: int, prior: int | None = None, **more: Any) -> Row:
    """A figure of a sentence; `subject` is a key of ``made_texts.csv`` (subject_…) or else the words themselves."""
    base: Row = {"subject": subject, "amount": shown(amount), **more}
    return base if prior is None else base | compared(amount, prior)


def _subject(key: str) -> str:
    return text(f"subject_{key}")


def _reason(kind: str, direction: str, seed: int) -> str | None:
    found = [row["text"] for row in words("reason", direction) if row["more"] == kind and row["character"] == direction]
    return found[seed % len(found)] if found else None


def _because(figures: Sequence[Row], kind: str) -> None:
    """Give figures their reason, the same one to all of a sentence; the choice follows the figures themselves."""
    reason = _reason(kind, figures[0]["direction"], figures[0]["amount"] // 10_000)
    for row in figures:
        row["reason"] = reason


def _totals(section: str, first: Row, second: Row) -> Sentence:
    grouped = first["direction"] == second["direction"] and None not in (first["change_pct"], second["change_pct"])
    _because([first, second] if grouped else [second], "project")
    return Sentence(section, "totals_group" if grouped else "totals", (first, second))


def _overall(truth: Truth) -> Iterable[Sentence]:
    other, lines = truth.other, truth.lines
    fiscal = sum(line.total for line in lines), sum(line.prior for line in lines)
    opening, closing = sum(line.opening for line in lines), sum(line.closing for line in lines)
    fiscal_all = fiscal[0] + closing, fiscal[1] + opening
    grand = fiscal_all[0] + other.total + other.distributed + other.closing, fiscal_all[1] + other.prior + other.opening
    yield _totals(
        "一/（一）",
        figure(_subject("revenue_total"), *grand),
        figure(_subject("expenditure_total"), *grand),
    )
    prior_fiscal = fiscal_all[1] - truth.opening_prior
    prior_revenue = prior_fiscal + other.prior + other.opening - truth.other_opening_prior
    revenue = truth.appropriated + other.revenue
    yield Sentence("一/（二）", "headed", (figure(_subject("revenue"), revenue, prior_revenue),))
    parts = {fund: sum(line.revenue for line in truth.of_fund(fund)) for fund in FUNDS} | other.sources
    for number, (key, amount) in enumerate(parts.items(), 1):
        subject = label("summary", "revenue", key)[1]
        yield Sentence(f"一/（二）/{number}", "numbered", (figure(subject, amount),), {"number": number})
    yield Sentence("一/（三）", "headed", (figure(_subject("expenditure"), truth.spent, fiscal[1] + other.prior),))
    personnel = truth.basic.group("personnel") + other.personnel
    running = truth.basic.group("running") + other.running
    yield Sentence(
        "一/（三）/1",
        "numbered_of_which",
        (
            figure(_subject("basic_all"), personnel + running),
            figure(_subject("personnel_all"), personnel),
            figure(_subject("running_all"), running),
        ),
        {"number": 1},
    )
    project = sum(line.project for line in lines) + other.project
    rest = {"project_all": project, "remitted_up": 0, "business": other.business, "grants_down": 0}
    for number, (key, amount) in enumerate(rest.items(), 2):
        yield Sentence(f"一/（三）/{number}", "numbered", (figure(_subject(key), amount),), {"number": number})
    yield _totals(
        "二",
        figure(_subject("appropriation_total"), *fiscal_all),
        figure(_subject("expenditure_total"), *fiscal_all),
    )


def _by_line(truth: Truth, fund: str, subject: str, none: str) -> Iterable[Sentence]:
    lines, section = truth.of_fund(fund), _SECTION[fund]
    if not lines:
        yield Sentence(section, none, ())
        return
    total, prior = sum(line.total for line in lines), sum(line.prior for line in lines)
    yield Sentence(section, "headed_lines", (figure(_subject(subject), total, prior),))
    for number, line in enumerate(lines, 1):
        yield _line(line, f"{section}/（{numeral(number)}）", number)


def _line(line: Line, section: str, number: int) -> Sentence:
    row = figure(name_of(line.code), line.total, line.prior, line_code=line.code)
    _because([row], "project" if line.project else "basic")
    return Sentence(section, "line", (row,), {"number": number})


def _basic(truth: Truth) -> Iterable[Sentence]:
    basic = truth.basic
    personnel, running = basic.group("personnel"), basic.group("running")
    yield Sentence("六", "basic", (figure(_subject("basic"), personnel + running),))
    for number, (group, amount) in enumerate((("personnel", personnel), ("running", running)), 1):
        section = f"六/（{numeral(number)}）"
        yield Sentence(section, "basic_part", (figure(_subject(group), amount),), {"number": number, "group": group})


_THREE_PLACE: Final = {
    "total": ("七", "three", None),
    "overseas": ("七/（一）", "three_item", 1),
    "vehicle": ("七/（二）", "three_group", 2),
    "vehicle_purchase": ("七/（二）", "three_below", None),
    "vehicle_running": ("七/（二）", "three_below", None),
    "hospitality": ("七/（三）", "three_item", 3),
}


def _three(truth: Truth) -> Iterable[Sentence]:
    for item, (actual, budget, prior) in three_items(truth).items():
        section, template, number = _THREE_PLACE[item]
        rate = {"completion_pct": ratio(actual, budget), "completion_of": "adjusted_budget"} if budget else {}
        row = figure(_subject(f"three_{item}"), actual, prior, **rate)
        if template != "three_group":
            _because([row], "three")
            if not actual:
                row["reason"] = _reason("three", "none", 0)
        counts = truth.three_public[item].counts if item in truth.three_public else {}
        yield Sentence(section, template, (row,), {"number": number, **counts}, item)


def sentences(truth: Truth) -> list[Sentence]:
    """All sentences of the explanations whose figures are statements, in the order of the document."""
    return [
        *_overall(truth),
        *_by_line(truth, FUNDS[0], "general", "no_funds"),
        *_by_line(truth, FUNDS[1], "funds", "no_funds"),
        *_by_line(truth, FUNDS[2], "capital", "no_capital"),
        *_basic(truth),
        *_three(truth),
    ]


def compared_words(row: Row) -> str:
    """The words that compare a figure with the year before."""
    if row.get("compared_with") is None:
        return ""
    if row["direction"] == "same":
        return text("same")
    kind = "new" if row["change_pct"] is None else "moved"
    verb, rate_verb = (label(group, "", row["direction"])[1] for group in ("verb", "rate_verb"))
    change, pct = plain(abs(row["change"])), percent(row["change_pct"] or 0)
    return text(kind).format(verb=verb, rate_verb=rate_verb, change=change, pct=pct)


def worded(sentence: Sentence, truth: Truth, basic: Sequence[Row]) -> str:
    """A sentence as it is printed.

    Args:
        sentence: What is said.
        truth: The account, for its year.
        basic: The printed rows of `basic_expenditure`, whose names the sentence about a group lists.
    """
    fill: dict[str, Any] = {"year": truth.year, **sentence.said}
    for place, row in enumerate(sentence.figures):
        fill[f"figure{place}"] = row["subject"] + text("money").format(amount=plain(row["amount"]))
        fill[f"compared{place}"] = compared_words(row)
        fill[f"change{place}"] = plain(abs(row.get("change") or 0))
        fill[f"pct{place}"] = percent(row.get("change_pct") or 0)
    if sentence.figures:
        row = sentence.figures[-1]
        fill["code"] = row.get("line_code")
        fill["reason"] = text("reason").format(reason=row["reason"]) if row.get("reason") else ""
        done = row.get("completion_pct")
        fill["completed"] = "" if done is None else text("completed").format(completion=percent(done))
    if sentence.template == "totals_group":
        direction = sentence.figures[0]["direction"]
        fill["verb"], fill["rate_verb"] = (label(group, "", direction)[1] for group in ("verb", "rate_verb"))
    number = sentence.said.get("number")
    fill["ordinal"] = text("ordinal_sub").format(numeral=numeral(number)) if number else ""
    if (group := sentence.said.get("group")) is not None:
        listed = [row["name"] for row in basic if row["group"] == group and row["level"] == "section" and row["amount"]]
        fill["names"] = "、".join(listed)
    counted = sentence.item and {name: count for name, count in sentence.said.items() if name != "number"}
    fill["counts"] = text(f"counts_{sentence.item}").format(year=truth.year, **counted) if counted else ""
    return text(sentence.template).format(**fill)


def statement_rows(sentences: Iterable[Sentence]) -> list[Row]:
    """The rows of `statements` that sentences give."""
    made: list[Row] = []
    for sentence in sentences:
        for row in sentence.figures:
            change = row.get("change")
            prior = row["amount"] - change if change is not None else None
            made.append({**row, "section": sentence.section, "prior_actual": prior})
    return made


def detail_rows(sentences: Iterable[Sentence]) -> list[Row]:
    """The rows of `three_public_detail` that sentences give."""
    made: list[Row] = []
    for sentence in sentences:
        if sentence.item:
            row = sentence.figures[0]
            counts = {name: count for name, count in sentence.said.items() if name != "number"}
            made.append({**row, **counts, "item": sentence.item, "actual": row["amount"]})
    return made
