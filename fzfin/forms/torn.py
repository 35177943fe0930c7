"""Figures of a form that the end of a page tears: joined where that is proved, else not read at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fzfin.forms.funding import FundingHeader, Values, read_funding
from fzfin.forms.halves import join_rows, torn
from fzfin.forms.row import Row, kind_of
from fzfin.money import decimal_places
from fzfin.tables.samples import fits, is_piece
from fzfin.tables.torn import repairs_of
from fzfin.tables.twins import Repair

_LEAST: Final = 3
_SLACK: Final = 0.02
_RATED: Final = frozenset({"adjusted_budget", "actual", "execution_pct"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the funding put together, and the repairs that tell of it."""

    source: str
    values: Values
    repairs: tuple[Repair, ...]


def decimals(row: Row, but: Iterable[int] = ()) -> list[str]:
    """The figures of a row that print decimals."""
    left = set(row.filled) - set(but)
    return [row.cells[n].strip() for n in sorted(left) if is_piece(row.cells[n]) and "." in row.cells[n]]


def join_funding(above: Row, below: Row, header: FundingHeader, others: Sequence[str]) -> Source | None:
    """Put a source of the funding together that a page cuts; None where not all of its figures are proved.

    A figure is proved by the decimals that all others of the form print, or by the execution rate of its row.

    Args:
        above: The row as far as it stands on the first page.
        below: Its rest.
        header: The columns of the block.
        others: Figures with decimals that stand in the other rows of the form.
    """
    columns = torn(above, below)
    if not below.placed or not columns or not set(below.filled) <= set(above.filled):
        return None
    joined = join_rows(above, below)
    if kind_of(joined) != "funding":
        return None
    short, found = read_funding(above, header), read_funding(joined, header)
    if isinstance(found, str):
        return None
    changed = [name for name, value in found[1].items() if isinstance(short, str) or short[1].get(name) != value]
    shown = {decimal_places(text) for text in (*others, *decimals(above, columns))}
    known = shown.pop() if len(shown) == 1 and len(others) + len(decimals(above, columns)) >= _LEAST else None
    rated = len(columns) == 1 and _RATED.issuperset(changed) and _is_rated(found[1])
    repairs: list[Repair] = []
    for column in columns:
        pieces = above.cells[column].strip(), below.cells[column].strip()
        whole = "".join(pieces)
        if known and fits(whole, known) and not fits(pieces[0], known):
            why = f"the other figures of the form print {known} decimals, as {whole} does and {pieces[0]} does not"
        elif rated and not isinstance(short, str) and not _is_rated(short[1]):
            why = "only with both pieces as one figure the execution rate is that of the row"
        else:
            return None
        field = changed[0] if len(changed) == 1 else "amount"
        repairs += repairs_of("project_funding", field, (above.locator, below.locator), pieces, why)
    return Source(*found, tuple(repairs))


def _is_rated(values: Values) -> bool:
    budget, actual, rate = (values.get(name) for name in ("adjusted_budget", "actual", "execution_pct"))
    if not budget or actual is None or rate is None:
        return False
    return abs(actual / budget * 100 - rate) <= _SLACK
