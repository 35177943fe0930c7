"""A frame together with the Python that gives it: what the explorer shows can be had outside of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin.analysis import normalised

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure

IMPORTS: Final = "import fzfin as fz, polars as pl"
_ENDS: Final = ("source", "target")
"""The columns of flows that name the nodes at their ends."""


def call(function: str, argument: str, /, **options: Any) -> str:
    """Write a call, leaving out what is None or ``all``, which analyses take for granted.

    Example:
        >>> call("fz.analysis.flows", "d", by="both", fund=None)
        "fz.analysis.flows(d, by='both')"
    """
    given = [f"{name}={value!r}" for name, value in options.items() if value not in (None, "all")]
    return f"{function}({', '.join([argument, *given])})"


def reading(d: Disclosure) -> str:
    """Write the call that reads a disclosure, as it was read.

    Example:
        >>> import fzfin as fz
        >>> reading(fz.read())
        'fz.read()'
    """
    from fzfin.disclosure import SHIPPED

    given = [*d.meta.read_from]
    if not given and d.meta.source_name != SHIPPED:
        given = [d.meta.source_name]
    argument = "" if not given else repr(given[0]) if len(given) == 1 else repr(given)
    return f"fz.read({argument})"


@dataclass(frozen=True, slots=True)
class Told:
    """A frame and the expression that gives it; each step changes both."""

    frame: pl.DataFrame
    text: str

    def normalised(self, d: Disclosure, per: str | None) -> Told:
        """Divide the amounts, as `fzfin.analysis.normalised` does."""
        if per is None:
            return self
        return Told(normalised(self.frame, d, per=per), f"fz.analysis.normalised({self.text}, d, per={per!r})")

    def equal(self, **values: Any) -> Told:
        """Keep the rows that have these values."""
        if not values:
            return self
        said = ", ".join(f"{name}={value!r}" for name, value in values.items())
        return Told(self.frame.filter(**values), f"{self.text}.filter({said})")

    def among(self, column: str, values: Sequence[Any]) -> Told:
        """Keep the rows whose column has one of some values."""
        held = list(values)
        kept = self.frame.filter(pl.col(column).is_in(held))
        return Told(kept, f"{self.text}.filter(pl.col({column!r}).is_in({held!r}))")

    def below(self, code: str | None) -> Told:
        """Keep a line and all lines below it; all rows where there is no code."""
        if code is None:
            return self
        kept = self.frame.filter(pl.col("code").str.starts_with(code))
        return Told(kept, f"{self.text}.filter(pl.col('code').str.starts_with({code!r}))")

    def touching(self, columns: Sequence[str], value: Any) -> Told:
        """Keep the rows that have a value in one of some columns: the flows of a node."""
        said = ", ".join(f"pl.col({name!r}) == {value!r}" for name in columns)
        kept = self.frame.filter(pl.any_horizontal(pl.col(name) == value for name in columns))
        return Told(kept, f"{self.text}.filter(pl.any_horizontal({said}))")

    def at(self, numbers: Sequence[int]) -> Told:
        """Keep rows by their numbers, where nothing else tells them apart."""
        held = list(numbers)
        return Told(self.frame[held], f"{self.text}[{held!r}]")

    def rows(self, numbers: Sequence[int], keys: Sequence[str]) -> Told:
        """Keep some rows, by what tells them apart: the values of key columns, else their numbers."""
        wanted = self.frame[list(numbers)]
        for kept in self._by_keys(wanted, keys):
            if kept.frame.equals(wanted):
                return kept
        return self.at(numbers)

    def _by_keys(self, wanted: pl.DataFrame, keys: Sequence[str]) -> list[Told]:
        found = []
        if wanted.height == 1:
            row = wanted.row(0, named=True)
            found.append(self.equal(**{key: row[key] for key in keys if row[key] is not None}))
        for key in keys:
            values = wanted[key]
            if wanted.height > 1 and not values.null_count():
                found.append(self.among(key, values.unique(maintain_order=True).to_list()))
        if wanted.height > 1 and set(_ENDS) <= set(keys):
            first = wanted.row(0, named=True)
            found += [self.touching(_ENDS, first[end]) for end in _ENDS]
        return found

    def lines(self, source: str) -> str:
        """The three lines of Python: what is imported, what is read, and the frame.

        Example:
            >>> import fzfin as fz
            >>> told = Told(fz.analysis.flows(fz.read()), "fz.analysis.flows(d)")
            >>> print(told.lines("d = fz.read()"))
            import fzfin as fz, polars as pl
            d = fz.read()
            frame = fz.analysis.flows(d)
        """
        return "\n".join([IMPORTS, source, f"frame = {self.text}"])
