"""Lines as printed → lines as they were meant, each change recorded with its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fzfin.money import FEN_PER_WAN, Amount, format_amount
from fzfin.tables.evidence import Testimony
from fzfin.tables.lines import Amounts, LineRow, Reading
from fzfin.tables.repair import TOTAL, Evidence, Outcome, Verdict, meets, parent, solve
from fzfin.tables.twins import Repair, Said, without_contradictions, without_repeats
from fzfin.vocab import lookup

_KNOWN: Final = (Verdict.SOUND, Verdict.SOLVED)
_LEVELS: Mapping[int, str] = {0: "total", 3: "class", 5: "section", 7: "item"}


@dataclass(slots=True)
class Mended:
    """Rows of a frame of lines, the changes made to get there, and what had to stay as it was."""

    records: list[tuple[Any, ...]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    leftovers: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    name: str
    amounts: Amounts
    row: LineRow | None
    locator: str


def mend(frame: str, reading: Reading, testimony: Testimony) -> Mended:
    """Give every row its code, its name and, to a total that lost its figures, the figures that other tables print.

    A table whose rows do not tell their codes in one way only stays as printed; rows without a code are left over, and
    so are all rows of a code that is printed twice, unless they repeat each other.
    """
    mended = Mended()
    rows = [row for row in reading.rows if any(row.amounts) or row.code]
    rows.sort(key=lambda row: not row.is_total)
    if not any(any(row.amounts) for row in rows):
        return mended
    rows, outcome = _solved(frame, rows, testimony.evidence(reading.fields), mended)
    lines: list[_Line] = []
    for row, code in zip(rows, outcome.codes, strict=True):
        if outcome.verdict in _KNOWN:
            if code is None:
                mended.repairs.append(_dropped(frame, row, rows))
            else:
                lines.append(_Line(code, row.name, row.amounts, row, row.locator))
        elif row.code or row.is_total:
            lines.append(_Line(row.code, row.name, row.amounts, row, row.locator))
        else:
            mended.leftovers.append((row.locator, _text(row), _why_not(outcome.verdict)))
    if outcome.verdict in _KNOWN:
        _rebuild_total(frame, reading, testimony, lines, mended)
    by_code = {line.code: line for line in lines}
    for line in lines:
        _record(frame, line, by_code, testimony, reading.total_label, mended)
    return mended


def _solved(frame: str, rows: list[LineRow], evidence: Evidence, mended: Mended) -> tuple[list[LineRow], Outcome]:
    """The rows that stay, and their codes; of a table that does not add up, no code stands twice."""
    outcome = solve(rows, evidence)
    if outcome.verdict in _KNOWN:
        return rows, outcome
    kept, repeats = without_repeats(frame, rows, _said)
    if repeats:
        mended.repairs += repeats
        outcome = solve(kept, evidence)
        if outcome.verdict in _KNOWN:
            return kept, outcome
    kept, contradictions = without_contradictions(kept, _said)
    mended.leftovers += contradictions
    return kept, Outcome(outcome.verdict, tuple(row.code for row in kept))


def _said(row: LineRow) -> Said:
    key = row.code or (row.name if row.is_total else None)
    return Said(key, row.name, row.amounts, row.locator, _text(row))


def _why_not(verdict: Verdict) -> str:
    several = "more than one code fits this row; nothing was changed"
    none = "no code makes this row and its table add up; nothing was changed"
    return several if verdict is Verdict.UNDECIDED else none


def _text(row: LineRow) -> str:
    amounts = " | ".join(_figure(amount) for amount in row.amounts)
    return " | ".join(part for part in (row.code, row.name, amounts) if part)


def _figure(amount: Amount | None) -> str:
    """An amount in 万元, as finely as it was printed in whatever unit."""
    if amount is None:
        return ""
    step = max(2 * amount.half, 1)
    decimals = next(places for places in range(7) if FEN_PER_WAN // 10**places <= step)
    return format_amount(amount.fen, decimals=decimals)


def _children(code: str, by_code: Mapping[str, _Line]) -> list[_Line]:
    return [line for line in by_code.values() if line.code != TOTAL and parent(line.code) == code]


def _sum(whole: Amount | None, parts: Sequence[_Line], column: int = 0) -> str:
    """The sum over one column in figures, with the place of each part: 2,115.38 = 561.57 (L202) + 1,553.81 (L203).

    ``≈`` stands where the figures meet only as the rounded figures that they are.
    """
    exact = sum(amount.fen for part in parts if (amount := part.amounts[column]))
    sign = "=" if whole is not None and exact == whole.fen else "≈"
    return f"{_figure(whole)} {sign} " + " + ".join(
        f"{_figure(part.amounts[column])} ({part.locator})" for part in parts
    )


def _dropped(frame: str, row: LineRow, rows: Sequence[LineRow]) -> Repair:
    at = rows.index(row)
    twins = [rows[n] for n in (at - 1, at + 1) if 0 <= n < len(rows) and rows[n].amounts == row.amounts]
    if not any(row.amounts):
        return frame, row.locator, "row", _text(row), None, "label_without_amounts", "no amount stands in this row"
    where = " and ".join(twin.locator for twin in twins)
    proof = f"same amounts as {where} in all {len(row.amounts)} columns; without it every sum of the table meets"
    return frame, row.locator, "row", _text(row), None, "repeated_row", proof


def _rebuild_total(frame: str, reading: Reading, testimony: Testimony, lines: list[_Line], mended: Mended) -> None:
    """Put back a total whose label stands without figures: only figures that another table prints, and that meet."""
    if reading.total_label is None or any(line.code == TOTAL for line in lines):
        return
    by_code = {line.code: line for line in lines}
    classes = _children(TOTAL, by_code)
    amounts: list[Amount | None] = []
    for column, name in enumerate(reading.fields):
        witness = testimony.amounts.get((TOTAL, name))
        amount = witness.amount if witness else None
        single = tuple(None if n != column else amount for n in range(len(reading.fields)))
        if witness is None or amount is None or not meets(single, [line.amounts for line in classes]):
            amounts.append(None)
            continue
        amounts.append(amount)
        proof = f"{witness} prints {_figure(amount)}; the classes add up to it: {_sum(amount, classes, column)}"
        mended.repairs.append((frame, reading.total_label, name, None, _figure(amount), "total_rebuilt", proof))
    if any(amounts):
        lines.insert(0, _Line(TOTAL, "", tuple(amounts), None, reading.total_label))
    for name, amount in zip(reading.fields, amounts, strict=True):
        if amount is None:
            reason = f"the total prints no {name}, and no other table proves one"
            mended.leftovers.append((reading.total_label, name, reason))


def _record(
    frame: str,
    line: _Line,
    by_code: Mapping[str, _Line],
    testimony: Testimony,
    label: str | None,
    mended: Mended,
) -> None:
    row, code = line.row, line.code
    repaired = row is None
    if row is not None and (row.code != code or (code == TOTAL and not row.is_total)):
        repaired = True
        mended.repairs.append(
            (frame, row.locator, "line_code", row.code or None, code or None, *_code_proof(line, by_code))
        )
    name: str | None = line.name
    moved = row is not None and row.code != code
    if code == TOTAL:
        name = line.name if row and row.is_total else _total_name()
        if row is not None and not row.is_total:
            proof = f"the label stands at {label} without figures" if label else "the row is the sum of all classes"
            mended.repairs.append((frame, row.locator, "line_name", row.name or None, name, "total_label", proof))
    elif not line.name or (moved and code in testimony.names and testimony.names[code].name != line.name):
        witness = testimony.names.get(code)
        name = witness.name if witness else (line.name or None)
        if witness:
            proof = f"{witness} prints this name with {code}"
            mended.repairs.append((frame, line.locator, "line_name", line.name or None, name, "name_from_table", proof))
            repaired = True
        else:
            mended.leftovers.append((line.locator, code, "the line prints no name, and no other place names its code"))
    above = parent(code) or None
    amounts = tuple(None if amount is None else amount.fen / FEN_PER_WAN for amount in line.amounts)
    mended.records.append((code or None, name, _LEVELS[len(code)], above, *amounts, repaired, line.locator))


def _code_proof(line: _Line, by_code: Mapping[str, _Line]) -> tuple[str, str]:
    """Rule and proof of a code given to a row: the sums that it stands in."""
    rule = "code_lost" if line.row is not None and not line.row.code else "code_displaced"
    sums: list[str] = []
    below = _children(line.code, by_code)
    if below:
        sums.append(_sum(line.amounts[0], below))
    above = by_code.get(parent(line.code)) if line.code else None
    if above is not None:
        sums.append(_sum(above.amounts[0], _children(above.code, by_code)))
    columns = len(line.amounts)
    return rule, "; ".join(
        sums
    ) + f"; likewise in all {columns} columns; no other reading about as near to the print does so"


def _total_name() -> str:
    """The usual label of a total: the first of its vocabulary."""
    return next(iter(lookup("lines", "total")))
