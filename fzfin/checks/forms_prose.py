"""Checks of the self-evaluation forms against the rest: prose, expenditure tables, balances and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from fzfin.checks.between import total
from fzfin.checks.book import Book, Row
from fzfin.checks.cases import Case, Words, adds_up, doubted, observed
from fzfin.checks.figures import COUNT, Figure, meet
from fzfin.checks.listing import forms, joined, money, phrase
from fzfin.checks.registry import finds
from fzfin.checks.relations import Linear, Outcome
from fzfin.checks.scoring import value
from fzfin.checks.sheets import Sheet, figures, sheets
from fzfin.checks.targets import PERCENT, unit
from fzfin.checks.within import main
from fzfin.money import decimal_places, to_ascii
from fzfin.vocab import key, pattern

_COLUMNS: Final = ("adjusted_budget", "original_budget", "actual")
_RIGHT: Final = (Outcome.PASS, Outcome.ROUNDING)
_NEAR: Final = 3
"""Characters by which a slip in a name differs at most."""
_EDGE: Final = 2
_CONTEXT: Final = 4
"""Characters that tie an indicator to the paragraph of an operating figure."""
_SHORTEST: Final = 3
_HUNDRED: Final = 100


def _evaluated(book: Book, column: str) -> list[Figure]:
    rows = book.rows("evaluation", kind="self_evaluation")
    return figures(row.figure(column) for row in rows)


def _totals(found: Sequence[Sheet], column: str) -> list[Figure | None]:
    return [sheet.money("total", column) for sheet in found]


@finds("K01")
def number_of_forms(book: Book) -> Iterator[Case]:
    """As many forms are published as projects were evaluated, by the words of the explanations."""
    counts, found = _evaluated(book, "projects"), sheets(book)
    if not counts or not found:
        return
    fits = next((count for count in counts if count.value == len(found)), None)
    first = fits or counts[0]
    variant = "more" if len(found) > first.value else ""
    anchors = figures(sheet.anchor() for sheet in found)
    yield observed(fits is not None, first, anchors[:1], variant=variant, facts={"n": str(len(found))})


@finds("K02")
def budgets_of_forms(book: Book) -> Iterator[Case]:
    """The money that the explanations name is the sum of a column of the forms, if all forms are published."""
    amounts, counts, found = _evaluated(book, "amount"), _evaluated(book, "projects"), sheets(book)
    if len(amounts) != 1 or not any(count.value == len(found) for count in counts):
        return
    told = amounts[0]
    for source in ("total", "current_appropriation"):
        for column in _COLUMNS:
            parts = [sheet.money(source, column) for sheet in found]
            case = adds_up(told, parts, variant=column)
            if all(parts) and case.outcome in _RIGHT:
                yield case
                return
    parts = _totals(found, "adjusted_budget")
    if not all(parts):
        yield observed(None, told, missing="parts")
    elif not doubted(book, parts):
        sums = {column: _sum(_totals(found, column)) for column in _COLUMNS}
        facts = {f"{column}_sum": money(amount) for column, amount in sums.items()}
        yield observed(False, told, figures(parts)[:1], facts={"n": str(len(found)), **facts})


def _sum(parts: Sequence[Figure | None]) -> int:
    return sum(int(part.value) for part in parts if part)


@finds("K03")
def actuals_and_project_expenditure(book: Book) -> Iterator[Case]:
    """What the forms have spent is part of all project expenditure; a small rest is asked about.

    Other funds of a form may be spent outside the account, so that only the fiscal ones cannot exceed it.
    """
    line, found = total(book, "expenditure"), sheets(book)
    spent = line.figure("project") if line else None
    parts = _totals(found, "actual")
    if spent is None or not found:
        return
    if not all(parts):
        yield observed(None, spent, missing="parts")
        return
    relation = Linear(spent, tuple(figures(parts)))
    if relation.outcome() in _RIGHT:
        yield Case(relation.outcome(), relation)
        return
    outside = _sum([sheet.money("other", "actual") for sheet in found])
    gap = int(spent.value) - _sum(parts)
    near = not outside and 0 < gap * _HUNDRED <= value(book, "ask", "near", "gap") * spent.value
    beyond = gap + outside < 0
    facts = {"n": str(len(found)), "sum": money(_sum(parts) - outside), "gap": money(abs(gap + outside))}
    asked = (beyond or near) and not doubted(book, parts)
    yield observed(not asked, spent, figures(parts), variant="beyond" if beyond else "", facts=facts)


@finds("K04")
def carried_over_in_words(book: Book) -> Iterator[Case]:
    """Money that a form describes as carried over stands as carried over in its funding, and in the balances."""
    told: list[Figure] = []
    found: list[tuple[Sheet, Figure]] = []
    for sheet in sheets(book):
        carried = sheet.money("carryover", "adjusted_budget") or sheet.money("carryover", "original_budget")
        funds = sheet.money("total", "adjusted_budget")
        if carried is None or funds is None or not funds.value:
            continue
        told.append(carried)
        if not carried.value and pattern("carried_over").search(key(sheet.row["overview"] or "")):
            found.append((sheet, funds))
    if not found:
        if told:
            yield observed(True, told[0], told[1:])
        return
    balance = next(iter(main(book.rows("summary", side="revenue"), "carryover")), None)
    opening = balance.figure("amount") if balance else None
    amount = sum(int(funds.value) for _, funds in found)
    facts = {
        "forms": forms(sheet.no for sheet, _ in found),
        "text": str(found[0][0].row["overview"]),
        "sum": money(amount),
        "opening": money(int(opening.value)) if opening else "",
    }
    marked = figures(sheet.money("carryover", "adjusted_budget") for sheet, _ in found)
    beyond = opening is not None and amount > opening.high
    others = (*([opening] if opening else []), *marked[1:])
    yield observed(False, marked[0] if marked else None, others, variant="beyond" if beyond else "", facts=facts)


@finds("K05")
def operating_figures_agree(book: Book) -> Iterator[Case]:
    """An operating figure of the work summary and the same one in a form are one, in one unit."""
    named = [
        (pattern("indicator_year").sub("", key(row["level_3"])), row)
        for row in book.rows("indicators")
        if row["level_3"]
    ]
    for row in book.rows("operations"):
        metric = key(row["metric"] or "")
        for name, indicator in named:
            if len(metric) < _SHORTEST or not name.endswith(metric):
                continue
            pair = _pair(row, indicator) if _of_its_paragraph(book, row, name.removesuffix(metric)) else None
            if pair is not None:
                mine, theirs = pair
                facts: dict[str, Words] = {
                    "quote": str(row["quote"]),
                    "form": forms([indicator["project_no"]]),
                    "achieved": f"{indicator['level_3']} {indicator['achieved_text']}",
                }
                same = meet((mine.low, mine.high), (theirs.low, theirs.high)) is not None
                yield observed(same, mine, [theirs], facts=facts, cause=metric)


def _of_its_paragraph(book: Book, row: Row, front: str) -> bool:
    """Whether the words in front of the name of an indicator are of the paragraph of an operating figure."""
    beside, size = key(book.line(row.locator)), min(_CONTEXT, len(front))
    return not front or any(front[at : at + size] in beside for at in range(len(front) - size + 1))


def _pair(row: Row, indicator: Row) -> tuple[Figure, Figure] | None:
    """Both figures in one unit; None where their units do not go together, or one is no exact figure."""
    achieved, printed = indicator["achieved"], indicator["achieved_unit"] or indicator["target_unit"]
    if achieved is None or row["value"] is None or row["qualifier"] or not printed or not row["unit"]:
        return None
    (scale, base), (other, beside) = unit(row["unit"]), unit(printed)
    if base != beside:
        return None
    percent = base == PERCENT
    return _scaled(row, "value", scale, percent=percent), _scaled(indicator, "achieved", other, percent=percent)


def _scaled(row: Row, column: str, scale: int, *, percent: bool) -> Figure:
    """A figure in its base unit; a count without decimals is exact."""
    text = repr(float(row[column])).removesuffix(".0")
    half = Fraction(scale, 2 * 10 ** decimal_places(text))
    counted = scale == 1 and half == Fraction(1, 2) and not percent
    amount = Fraction(text) * scale
    return Figure((row.frame, row.number, column), amount, 0 if counted else half, COUNT, row.locator, row.quote())


@finds("K06")
def names_of_the_department(book: Book) -> Iterator[Case]:
    """Forms name the department as the account does; a name that differs by a slip is a note."""
    own = key(to_ascii(book.disclosure.meta.department or ""))
    units = {key(to_ascii(row["unit_name"] or "")) for row in book.rows("staff")}
    slips: list[tuple[Sheet, str]] = []
    told: list[Figure] = []
    for sheet in sheets(book):
        anchor = sheet.anchor()
        for column in ("supervising_department", "implementing_unit"):
            name = key(to_ascii(sheet.row[column] or ""))
            if own and name and anchor:
                told.append(anchor)
                if name not in units and slip(own, name):
                    slips.append((sheet, str(sheet.row[column])))
    if slips:
        items = [phrase("K06.item", form=forms([sheet.no]), name=name) for sheet, name in slips]
        facts = {"items": joined(items), "own": str(book.disclosure.meta.department)}
        anchors = figures(sheet.anchor() for sheet, _ in slips)
        yield observed(False, anchors[0], anchors[1:], facts=facts)
    elif told:
        yield observed(True, told[0], told[1:])


def slip(own: str, name: str) -> bool:
    """Whether a name differs from another by a slip: by a few characters left out or put in, or one changed, inside.

    What tells one unit from its neighbour (first and second, east and west) is no slip, nor what stands at the end.

    Example:
        >>> slip("市数据管理服务中心", "市数据管理中心"), slip("市第一中学", "市第二中学")
        (True, False)
    """
    if own == name:
        return False
    longer, shorter = (own, name) if len(own) >= len(name) else (name, own)
    front = next((at for at, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    tail = next(
        (at for at, (a, b) in enumerate(zip(reversed(longer), reversed(shorter), strict=False)) if a != b), len(shorter)
    )
    tail = min(tail, len(shorter) - front)
    changed, other = longer[front : len(longer) - tail], shorter[front : len(shorter) - tail]
    if front < _EDGE or tail < _EDGE or len(changed) > _NEAR or len(other) > 1 or (other and len(changed) > 1):
        return False
    return not pattern("tells_apart").search(changed + other)
