"""Made accounts written and read again, and what of them was neither read nor said to be unread."""

from __future__ import annotations

from collections.abc import Iterable

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import Disclosure, from_document
from fzfin.money import UNITS, format_amount
from fzfin.sources import from_bytes
from fzfin.synthetic import Account, Difference
from fzfin.tables.sides import bare

_LEAST_NAME = 3
LINES = ("revenue", "expenditure", "general_expenditure")


def read_back(account: Account, layout: str, faults: str | Iterable[str] = (), fault_seed: int = 0) -> Disclosure:
    """The account as fzfin reads it from its text."""
    return from_document(from_bytes(account.text(layout, faults, fault_seed).encode(), f"made-{account.seed}.txt"))


def differences(
    account: Account, read: Disclosure, layout: str, faults: str | Iterable[str] = (), fault_seed: int = 0
) -> list[Difference]:
    """What was not read as it is printed."""
    return synthetic.differences(account.frames(layout, faults, fault_seed), read.frames)


def silent(found: list[Difference], read: Disclosure) -> list[Difference]:
    """Those of the differences that are wrong, or that no row of `unparsed` and no repair accounts for.

    A line whose displaced code could not be proved must stand in `unparsed` with all its amounts, a name that was lost
    must be told of with its code.
    """
    left = _left(read)
    return [one for one in found if one.kind in ("wrong", "extra") or not any(_tells(text, one) for text in left)]


def untold(found: list[Difference], read: Disclosure) -> list[Difference]:
    """Those of the differences that nothing mentions; a row without amounts is told of with the rows of its table."""
    silent_ones = [one for one in found if not is_mentioned(one, read)]
    told = {one.frame for one in found if one.kind == "missing" and one not in silent_ones}
    return [one for one in silent_ones if one.kind != "missing" or one.frame not in told or _prints_amounts(one)]


def _prints_amounts(one: Difference) -> bool:
    return any(isinstance(value, float) and value for value in one.printed.values())


def is_mentioned(one: Difference, read: Disclosure) -> bool:
    """Say whether `unparsed`, `repairs` or the audit tells of a difference.

    `unparsed` tells of a row if it holds all of its figures or its name, or a part of its name, and of a value if it
    holds that; of a table that no frame holds at all, its rows tell with all figures and code or name; a repair, if it changed that frame to what was read; the audit, if an error or question names the figure
    that was read.
    """
    left = _left(read)
    if any(_tells(text, one) or (one.kind == "missing" and _holds(text, one)) for text in left):
        return True
    if one.kind in ("missing", "null") and _named(left, one):
        return True
    if one.kind == "missing" and any(_stands_whole(text, one) for text in read.unparsed["text"]):
        return True
    value = one.read if isinstance(one.read, float) else None
    if value is None:
        return False
    figures = {_figure(value, unit) for unit in UNITS} | {_figure(value, unit).replace(",", "") for unit in UNITS}
    for repair in read.repairs.iter_rows(named=True):
        if repair["table_id"] == one.frame and any(figure in (repair["repaired"] or "") for figure in figures):
            return True
    failed = (row for row in fz.audit(read).failing().iter_rows(named=True) if row["outcome"] == "fail")
    said = " ".join(f"{row['message']} {row['left_quote']} {row['right_quote']}" for row in failed)
    return bool(value) and any(figure in said for figure in figures if figure.strip("0.,"))


def _left(read: Disclosure) -> list[str]:
    return [text for text, reason in read.unparsed.select("text", "reason").iter_rows() if "yet" not in reason]


def _named(left: list[str], one: Difference) -> bool:
    values = one.printed.values() if isinstance(one.printed, dict) else [one.printed]
    names = [str(value) for value in values if value is not None and not isinstance(value, bool)]
    if one.column is None:
        names = [name for name in names if len(name) >= _LEAST_NAME and not name.isascii()]
    return any(name in text or (len(bare(text)) >= 2 and bare(text) in name) for name in names for text in left)


def _stands_whole(text: str, one: Difference) -> bool:
    """Say whether a text holds all figures of a row and the code or the whole name that it prints."""
    if one.key[0] is not None and one.frame in LINES and one.key[0] in text.split(" | "):
        return _holds(text, one)
    plain = "".join(text.split())
    names = [value for value in one.printed.values() if isinstance(value, str) and not value.isascii()]
    return _holds(text, one) and any(len(name) > 1 and "".join(name.split()) in plain for name in names)


def _figure(wan: float, unit: str = "万元") -> str:
    return format_amount(round(wan * 1_000_000), unit)


def _tells(text: str, one: Difference) -> bool:
    if one.frame not in LINES:
        return False
    if one.kind == "null" and one.column == "line_name":
        return text == one.key[0]
    return one.kind == "missing" and _holds(text, one)


def _holds(text: str, one: Difference) -> bool:
    """Say whether a text holds all figures of a row but zeros, in one unit, and there are any."""
    amounts = [value for value in one.printed.values() if isinstance(value, float) and value]
    plain = text.replace(",", "")
    return bool(amounts) and any(
        all(_figure(amount, unit).replace(",", "") in plain or f"{amount:g}" in plain for amount in amounts)
        for unit in ("万元", "元")
    )
