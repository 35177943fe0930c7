"""Printed errors: one known defect in what an account prints, with a record of it, for the audit and for lessons.

An error is made in the printed figures, so that the frames of a wrong account stay known like those of a right one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from fzfin.errors import ParameterError
from fzfin.synthetic.chance import PRINTED_STEP, Chance, words
from fzfin.synthetic.printed import Printed, Row, Sentence

_UNIT_SLIP: Final = 10_000
_FULL: Final = 1000
_TABLES: Final = {
    "summary": ("amount",),
    "revenue": ("total", "fiscal_appropriation"),
    "expenditure": ("total", "basic", "project"),
    "general_expenditure": ("total", "basic", "project"),
    "basic_expenditure": ("amount",),
    "government_funds": ("revenue", "total", "project"),
}
_KEYS: Final = (
    "section",
    "line_code",
    "economic_code",
    "side",
    "seq",
    "measure",
    "project_no",
    "source",
    "indicator_no",
)


@dataclass(frozen=True, slots=True)
class PrintedError:
    """What is wrong in a made account, and where.

    Attributes:
        kind: A name of `ERRORS`.
        frame: The frame that holds the wrong figure; for words and notes the frame that they belong to.
        key: What tells its row: values of its code, number, section or source.
        column: The column that is wrong, None where a text is.
        printed: What is printed; amounts in 分, percentages and scores in hundredths.
        true: What should be printed, in the same unit.
    """

    kind: str
    frame: str
    key: tuple[Any, ...]
    column: str | None
    printed: Any
    true: Any


Wrong = tuple[Printed, PrintedError]


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in _KEYS if row.get(name) is not None)


def _changed(kind: str, printed: Printed, frame: str, at: int, changes: Row, column: str) -> Wrong:
    """Change one row of a table; `column` is the one that the record names."""
    table = list(printed.tables[frame])
    before = table[at]
    table[at] = {**before, **changes}
    error = PrintedError(kind, frame, _key(before), column, changes[column], before.get(column))
    return replace(printed, tables={**printed.tables, frame: table}), error


def _said(kind: str, printed: Printed, at: int, place: int, changes: Row, column: str) -> Wrong:
    """Change one figure of a sentence."""
    sentences = list(printed.sentences)
    sentence = sentences[at]
    figures = list(sentence.figures)
    before = figures[place]
    figures[place] = {**before, **changes}
    sentences[at] = replace(sentence, figures=tuple(figures))
    key = (sentence.section, before["subject"])
    error = PrintedError(kind, "statements", key, column, changes[column], before.get(column))
    return replace(printed, sentences=sentences), error


def _pick(chance: Chance, kind: str, found: list[Any], what: str) -> Any:
    if not found:
        raise ParameterError(f"expected an account with {what} for the error {kind!r}, found one without")
    return chance.one(found)


def _off(chance: Chance, amount: int) -> int:
    """An amount changed by far more than any rounding: a digit lost or added, or two digits in the wrong order."""
    return (
        max(amount + chance.one((-1, 1)) * chance.fen(60 * PRINTED_STEP, max(amount // 2, 90 * PRINTED_STEP)), 0)
        // (PRINTED_STEP)
        * PRINTED_STEP
        or amount + 100 * PRINTED_STEP
    )


def _cells(printed: Printed, total: bool | None = None) -> list[tuple[str, int, str]]:
    """(frame, row, column) of every amount of the tables but zeros; of total rows only, of others only, or of all."""
    return [
        (frame, at, column)
        for frame, columns in _TABLES.items()
        for at, row in enumerate(printed.tables[frame])
        for column in columns
        if row.get(column) and (total is None or total == (row.get("level") == "total"))
    ]


def _table_figure(chance: Chance, printed: Printed, kind: str) -> Wrong:
    frame, at, column = _pick(chance, kind, _cells(printed, total=False), "tables")
    amount = _off(chance, printed.tables[frame][at][column])
    return _changed(kind, printed, frame, at, {column: amount}, column)


def _broken_total(chance: Chance, printed: Printed, kind: str) -> Wrong:
    frame, at, column = _pick(chance, kind, _cells(printed, total=True), "totals")
    amount = _off(chance, printed.tables[frame][at][column])
    return _changed(kind, printed, frame, at, {column: amount}, column)


def _unit_slip(chance: Chance, printed: Printed, kind: str) -> Wrong:
    frame, at, column = _pick(chance, kind, _cells(printed), "tables")
    return _changed(kind, printed, frame, at, {column: printed.tables[frame][at][column] * _UNIT_SLIP}, column)


def _figures(printed: Printed, column: str, least: int = 1) -> list[tuple[int, int]]:
    """(sentence, figure) of every figure with a value of at least `least` in a column."""
    return [
        (at, place)
        for at, sentence in enumerate(printed.sentences)
        for place, row in enumerate(sentence.figures)
        if abs(row.get(column) or 0) >= least
    ]


def _prose_amount(chance: Chance, printed: Printed, kind: str) -> Wrong:
    at, place = _pick(chance, kind, _figures(printed, "amount"), "amounts in prose")
    amount = _off(chance, printed.sentences[at].figures[place]["amount"])
    return _said(kind, printed, at, place, {"amount": amount}, "amount")


def _prose_percent(chance: Chance, printed: Printed, kind: str) -> Wrong:
    at, place = _pick(chance, kind, _figures(printed, "change_pct"), "changes in prose")
    rate = printed.sentences[at].figures[place]["change_pct"]
    sign = 1 if rate > 0 else -1
    return _said(kind, printed, at, place, {"change_pct": rate + sign * chance.whole(200, 900)}, "change_pct")


def _percent_hundredth(chance: Chance, printed: Printed, kind: str) -> Wrong:
    at, place = _pick(chance, kind, _figures(printed, "change_pct", 200), "changes of 2 per cent or more")
    rate = printed.sentences[at].figures[place]["change_pct"]
    small = abs(rate) // 100 * (1 if rate > 0 else -1)
    return _said(kind, printed, at, place, {"change_pct": small}, "change_pct")


def _prose_direction(chance: Chance, printed: Printed, kind: str) -> Wrong:
    single = [(at, place) for at, place in _figures(printed, "change_pct") if len(printed.sentences[at].figures) == 1]
    at, place = _pick(chance, kind, single, "changes in prose")
    row = printed.sentences[at].figures[place]
    turned = {"up": "down", "down": "up"}[row["direction"]]
    changes = {"direction": turned, "change": -row["change"], "change_pct": -row["change_pct"]}
    return _said(kind, printed, at, place, changes, "direction")


def _missing_note(chance: Chance, printed: Printed, kind: str) -> Wrong:
    empty = [frame for frame in ("government_funds", "state_capital") if not printed.tables[frame]]
    frame = _pick(chance, kind, empty, "an empty table")
    return replace(printed, without_note=frozenset({frame})), PrintedError(kind, frame, (), None, None, "note")


def _measure(printed: Printed, name: str) -> int | None:
    found = [at for at, row in enumerate(printed.tables["procurement"]) if row["measure"] == name]
    return found[0] if found else None


def _wrong_denominator(chance: Chance, printed: Printed, kind: str) -> Wrong:
    """The share of micro enterprises, said to be of the SMEs' contracts, is that of all procurement."""
    rows = {row["measure"]: row for row in printed.tables["procurement"]}
    micro, total, sme = (rows[name]["amount"] for name in ("micro", "total", "sme"))
    at = _measure(printed, "micro")
    differs = micro and total and abs(micro / total - micro / sme) > 0.001
    at = _pick(chance, kind, [at] if differs and at is not None else [], "awards to micro enterprises")
    return _changed(kind, printed, "procurement", at, {"share_pct": round(10_000 * micro / total)}, "share_pct")


def _procurement_parts(chance: Chance, printed: Printed, kind: str) -> Wrong:
    found = [at for name in ("goods", "services") if (at := _measure(printed, name)) is not None]
    at = _pick(chance, kind, found, "procurement")
    amount = printed.tables["procurement"][at]["amount"] + chance.fen(50 * PRINTED_STEP, 5_000 * PRINTED_STEP)
    return _changed(kind, printed, "procurement", at, {"amount": amount // PRINTED_STEP * PRINTED_STEP}, "amount")


def _full_marks(chance: Chance, printed: Printed, kind: str) -> Wrong:
    """Nothing of a project's money was spent, and its execution has full marks."""
    project = _pick(chance, kind, printed.tables["projects"], "forms")
    number, funding = project["project_no"], list(printed.tables["project_funding"])
    true: Any = None
    for at, row in enumerate(funding):
        if row["project_no"] == number:
            rate = 0 if row["adjusted_budget"] else None
            funding[at] = {**row, "actual": 0, "execution_pct": rate}
            if row["source"] == "total":
                true, funding[at]["score"] = 0, _FULL
                added = _FULL - row["score"]
    projects = [
        {**row, "total_score": row["total_score"] + added} if row["project_no"] == number else row
        for row in printed.tables["projects"]
    ]
    tables = {**printed.tables, "project_funding": funding, "projects": projects}
    error = PrintedError(kind, "project_funding", (number, "total"), "score", _FULL, true)
    return replace(printed, tables=tables), error


def _unfit_grade(chance: Chance, printed: Printed, kind: str) -> Wrong:
    at = _pick(chance, kind, list(range(len(printed.tables["projects"]))), "forms")
    grades = [row["text"] for row in words("grade") if row["text"] != printed.tables["projects"][at]["grade"]]
    return _changed(kind, printed, "projects", at, {"grade": chance.one(grades)}, "grade")


def _weights(chance: Chance, printed: Printed, kind: str) -> Wrong:
    at = _pick(chance, kind, list(range(len(printed.tables["indicators"]))), "forms")
    weight = printed.tables["indicators"][at]["weight"] + 100 * chance.whole(2, 8)
    return _changed(kind, printed, "indicators", at, {"weight": weight}, "weight")


def _reasons(printed: Printed, template: str) -> list[int]:
    return [
        at
        for at, sentence in enumerate(printed.sentences)
        if sentence.template == template and sentence.figures[-1].get("reason")
    ]


def _template_words(chance: Chance, printed: Printed, kind: str) -> Wrong:
    at = _pick(chance, kind, _reasons(printed, "line"), "reasons")
    return _said(kind, printed, at, 0, {"reason": chance.one(words("leftover"))["text"]}, "reason")


def _unfit_purpose(chance: Chance, printed: Printed, kind: str) -> Wrong:
    """The reason given for a line is that of another line."""
    fits = {row["more"]: row["text"] for row in words("purpose")}
    found = [(at, printed.sentences[at].figures[0]["line_code"]) for at in _reasons(printed, "line")]
    at, code = _pick(chance, kind, [one for one in found if one[1] in fits], "lines for insurance or housing")
    other = chance.one([text for line, text in fits.items() if line[:3] != code[:3]])
    return _said(kind, printed, at, 0, {"reason": other}, "reason")


def _pasted(chance: Chance, printed: Printed, kind: str) -> Wrong:
    """A sentence stands again under the heading of a budget that paid nothing."""
    sentences = list(printed.sentences)
    empty = [at for at, sentence in enumerate(sentences) if not sentence.figures]
    at = _pick(chance, kind, empty, "a budget that paid nothing")
    copied = next(sentence for sentence in sentences if sentence.section == "二")
    pasted: Sentence = replace(copied, section=sentences[at].section)
    sentences[at] = pasted
    error = PrintedError(kind, "statements", (pasted.section,), None, copied.figures[0]["subject"], None)
    return replace(printed, sentences=sentences), error


_MAKE: Final[dict[str, Callable[[Chance, Printed, str], Wrong]]] = {
    "table_figure": _table_figure,
    "broken_total": _broken_total,
    "unit_slip": _unit_slip,
    "prose_amount": _prose_amount,
    "prose_percent": _prose_percent,
    "prose_direction": _prose_direction,
    "percent_hundredth": _percent_hundredth,
    "missing_note": _missing_note,
    "wrong_denominator": _wrong_denominator,
    "procurement_parts": _procurement_parts,
    "full_marks_unspent": _full_marks,
    "unfit_grade": _unfit_grade,
    "weights": _weights,
    "template_words": _template_words,
    "pasted_paragraph": _pasted,
    "unfit_purpose": _unfit_purpose,
}
ERRORS: Final[tuple[str, ...]] = tuple(_MAKE)
"""The printed errors that an account can be given; see the functions of this module for each."""


def made_wrong(printed: Printed, kind: str, seed: int) -> Wrong:
    """What is printed with one error in it, and the record of it.

    Raises:
        ParameterError: There is no such error, or the account has nothing in which it could be made.
    """
    if kind not in _MAKE:
        raise ParameterError(f"expected an error out of {', '.join(ERRORS)}, found {kind!r}")
    return _MAKE[kind](Chance(f"{seed} {kind}"), printed, kind)
