"""What the explorer looks at: one account, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import polars as pl

from fzfin.widgets.shown import Shown
from fzfin.widgets.state import State

if TYPE_CHECKING:
    from fzfin.widgets.one import One


class Subject(Protocol):
    """What an explorer asks of what it looks at."""

    @property
    def views(self) -> Sequence[str]:
        """The views that there are."""

    @property
    def has_lines(self) -> bool:
        """Whether views can be held to a functional class."""

    @property
    def audited(self) -> bool:
        """Whether what the audit found is at hand, so that it need not be waited for."""

    def heading(self, lang: str) -> str:
        """What it is, in words."""

    def source(self) -> str:
        """The line of Python that reads it."""

    def funds(self, lang: str) -> list[tuple[str, str]]:
        """The funds that can be chosen, with their names."""

    def lines(self, fund: str, lang: str) -> list[tuple[str, str]]:
        """The names of the functional classes that can be chosen, with their codes."""

    def shown(self, state: State) -> Shown:
        """What a state shows."""

    def columns(self, shown: Shown) -> Sequence[str]:
        """The columns of the table."""

    def marked(self, frame: pl.DataFrame, lang: str) -> pl.DataFrame:
        """The table with what the audit found at its rows."""

    def of(self, number: int) -> One:
        """The account with a number, from 1."""
