"""Made accounts written and read again, and what of them was neither read nor said to be unread."""

from __future__ import annotations

from collections.abc import Iterable

from fzfin import synthetic
from fzfin.disclosure import Disclosure, from_document
from fzfin.money import format_amount
from fzfin.sources import from_bytes
from fzfin.synthetic import Account, Difference

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
    left = [text for text, reason in read.unparsed.select("text", "reason").iter_rows() if "yet" not in reason]
    return [one for one in found if one.kind in ("wrong", "extra") or not any(_tells(text, one) for text in left)]


def _tells(text: str, one: Difference) -> bool:
    if one.frame not in LINES:
        return False
    if one.kind == "null" and one.column == "line_name":
        return text == one.key[0]
    if one.kind != "missing":
        return False
    amounts = [value for value in one.printed.values() if isinstance(value, float) and value]
    return all(format_amount(round(amount * 1_000_000)) in text for amount in amounts)
