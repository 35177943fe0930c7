"""Rows of the funding block (项目资金) → one tuple for each source, never shifted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fzfin.errors import AmountError
from fzfin.forms.measures import number
from fzfin.forms.row import Row
from fzfin.money import parse_amount, to_ascii
from fzfin.vocab import NOTHING_PRINTED, UNITS, lookup

FIELDS: Final = ("original_budget", "adjusted_budget", "actual", "weight", "execution_pct", "score")
"""The columns of the block in the order of the contract, and of the print where its header is lost."""

_MONEY: Final = frozenset(FIELDS[:3])
_MAY_BE_DASH: Final = frozenset({"weight", "score"})
_SLACK: Final = 0.02

Values = dict[str, float | None]


def _unit() -> str:
    """The unit of forms that print none."""
    return next(iter(lookup("forms", "funding_label").values()))


@dataclass(frozen=True, slots=True)
class FundingHeader:
    """The printed order of the columns, None for one that no vocabulary knows, and the unit of the amounts."""

    fields: tuple[str | None, ...] = FIELDS
    unit: str = field(default_factory=_unit)

    @property
    def known(self) -> tuple[str, ...] | None:
        """The fields, if each column is known and none stands twice."""
        if self.fields is FIELDS:
            return FIELDS
        names = tuple(name for name in self.fields if name)
        return names if len(set(names)) == len(self.fields) else None


def read_header(row: Row) -> FundingHeader:
    """Read the header of the block (项目资金, 年初预算数 …): its fields, and the unit behind its label."""
    fields: list[str | None] = []
    unit, known = _unit(), lookup("forms", "funding_column")
    for column in row.filled:
        folded = row.keys[column]
        label = next((word for word in lookup("forms", "funding_label") if folded.startswith(word)), None)
        if label is None:
            fields.append(known.get(folded))
        elif folded.removeprefix(label) in UNITS:
            unit = folded.removeprefix(label)
    return FundingHeader(FIELDS if tuple(fields) == FIELDS else tuple(fields), unit)


def _value(name: str, text: str, unit: str) -> float | None:
    """Read one figure.

    Raises:
        AmountError: The text is none.
    """
    if name in _MONEY:
        amount = parse_amount(text, unit)
        return None if amount is None else amount.wan
    if "".join(to_ascii(text).split()) in NOTHING_PRINTED:
        return None
    value = number(to_ascii(text).rstrip().removesuffix("%") if name == "execution_pct" else text)
    if value is None:
        raise AmountError(f"expected a number for {name}, found {text[:40]!r}")
    return value


def _fits(fields: tuple[str, ...], texts: list[str], values: Values) -> bool:
    """Say whether figures stand in their own columns: dashes where dashes belong, and a rate that follows."""
    dashed = [name for name, text in zip(fields, texts, strict=True) if text and values[name] is None]
    if dashed:
        return _MAY_BE_DASH.issuperset(dashed)
    if None not in values.values():
        return True
    budget, actual, rate = (values.get(name) for name in ("adjusted_budget", "actual", "execution_pct"))
    if rate is None or budget is None or actual is None:
        return True
    return abs((actual / budget * 100 if budget else 0.0) - rate) <= _SLACK


def _is_placed(fields: tuple[str, ...], texts: list[str]) -> bool:
    """Say whether the figures stand in their own columns though their rate is wrong: only the score is blank."""
    printed = dict(zip(fields, texts, strict=True))
    weight = printed.get("weight", "")
    dashed = bool(weight) and "".join(to_ascii(weight).split()) in NOTHING_PRINTED
    return dashed and all(text for name, text in printed.items() if name != "score")


def read_funding(row: Row, header: FundingHeader) -> tuple[str, Values] | str:
    """Read one row of the block.

    Returns:
        The source and its figures, money in 万元; or the reason why the row cannot be read.
    """
    sources = lookup("forms", "source")
    label = next(column for column in row.filled if row.keys[column] in sources)
    fields = header.known
    if row.filled[0] != label:
        beside = " ".join(word + header.unit for word in lookup("forms", "funding_label"))
        if any(row.keys[column] not in beside for column in row.filled if column < label):
            return "a text before the source of funding"
    if fields is None:
        return "the funding block has a column that no vocabulary knows, or one twice"
    cells = [cell.strip() for cell in row.cells[label + 1 :]]
    count = len(fields)
    if len(cells) < count:
        return f"row of {len(cells)} figures, expected {count}"
    filled = [cell for cell in cells if cell]
    reason = f"row of {len(filled)} figures that do not fit the {count} columns of the funding block"
    placed = cells[:count] if not any(cells[count:]) else []
    for texts in (placed, [*filled, *[""] * (count - len(filled))]):
        if len(texts) != count:
            continue
        try:
            values = {name: _value(name, text, header.unit) for name, text in zip(fields, texts, strict=True)}
        except AmountError as error:
            reason = str(error)
            continue
        if _fits(fields, texts, values) or (texts is placed and _is_placed(fields, texts)):
            return sources[row.keys[label]], values
    return reason
