"""What a person has chosen in the explorer: view, fund, class, unit and language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from fzfin.analysis.labels import language
from fzfin.errors import ParameterError
from fzfin.settings import LANGUAGES
from fzfin.vocab import UNITS, rows

VIEWS: Final = ("flow", "composition", "change", "three_public", "procurement", "projects", "findings")
"""The questions that the explorer answers, in the order of a reader."""

FUNDS: Final = ("all", "general_public_budget", "government_funds", "state_capital")

MONEY: Final = tuple(unit for unit in UNITS if any(row["key"] == f"unit.{unit}" for row in rows("explorer")))
"""The units of money that are offered."""

_UNIT: Final = "万元"

CHOICES: Final = (*MONEY, "per_head", "percent")

OF_FUND: Final = ("flow", "composition", "change")
"""The views that can be held to one fund."""

OF_LINE: Final = ("flow", "composition", "change")
"""The views that can be held to one functional class."""

WHOLE: Final = {"flow": "account", "procurement": "procurement"}
"""What a share is a share of, where it is not all expenditure of the year."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of the explorer; `line` is the code of a class, None for all.

    Raises:
        ParameterError: A choice is none of those offered.

    Example:
        >>> State(view="change", fund="government_funds", line="212").basis is None
        True
    """

    view: str = VIEWS[0]
    fund: str = FUNDS[0]
    line: str | None = None
    unit: str = _UNIT
    lang: str = "zh"

    def __post_init__(self) -> None:
        language(self.lang)
        for name, value, known in (
            ("view", self.view, VIEWS),
            ("fund", self.fund, FUNDS),
            ("unit", self.unit, CHOICES),
        ):
            if value not in known:
                raise ParameterError(f"expected {name} to be one of {', '.join(known)}, found {value!r}")

    @property
    def effective(self) -> State:
        """The state without the choices that play no part in its view."""
        return replace(
            self,
            fund=self.fund if self.view in OF_FUND else FUNDS[0],
            line=self.line if self.view in OF_LINE else None,
            unit=self.unit if self.view != "findings" else _UNIT,
        )

    def neighbours(self, lines: Sequence[str]) -> list[State]:
        """The states that one more choice leads to, the likeliest first: other views, units, funds, classes, languages.

        Example:
            >>> len(State(view="projects").neighbours(["201"]))
            11
        """
        near = [replace(self, view=view) for view in VIEWS]
        near += [replace(self, unit=unit) for unit in CHOICES]
        near += [replace(self, fund=fund) for fund in FUNDS]
        near += [replace(self, line=line) for line in (None, *lines)]
        near += [replace(self, lang=lang) for lang in LANGUAGES]
        own = {self.effective: None}
        return list(dict.fromkeys(state.effective for state in near if state.effective not in own))

    @property
    def basis(self) -> str | None:
        """What amounts are divided by, as `fzfin.analysis.normalised` names it; None where they stay as they are."""
        if self.unit in MONEY:
            return None
        return "head" if self.unit == "per_head" else WHOLE.get(self.view, "expenditure")

    @property
    def money_unit(self) -> str:
        """The unit of money in which sentences speak."""
        return self.unit if self.unit in MONEY else _UNIT
