"""Layouts: how the tables and forms of one place look, as rows of ``made_layouts.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from fzfin.errors import ParameterError
from fzfin.frames import TABLES
from fzfin.vocab import rows

LAYOUTS: Final[tuple[str, ...]] = tuple(dict.fromkeys(row["layout"] for row in rows("made_layouts")))
"""The layouts in which a made account can be written.

``yuan`` and ``bare`` print figures of 0.01 万元 in 元, so that sums that differ by rounding do so by 100 元: an account
whose audit in them must find nothing is made with ``exact=True``.
"""

_OWN: Final = frozenset({"title", "mark", "unit", "zero"})
"""Parts that a layout does not take from the one that it is based on."""

LEFT: Final = "<"
"""In a layout: the cell is covered by the one to its left."""
ABOVE: Final = "^"
"""In a layout: the cell is covered by the one above it."""

BESIDE: Final = frozenset(
    {"class", "code", "code_name", "item", "item_code", "line_code", "name", "rest", "section", "section_code", "seq"}
    | {"", LEFT, ABOVE}
)
"""Columns of a layout that print no amount."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: `parts` maps (frame, part) to its rows of cells; see ``made_layouts.csv``."""

    name: str
    parts: dict[tuple[str, str], tuple[tuple[str, ...], ...]]
    zeros: Mapping[str, str] = field(default_factory=dict)

    def zero(self, frame: str, column: str = "") -> str:
        """What a table prints for a zero in a column; `zeros` holds it by frame where it is not that of the layout.

        A layout with several styles takes them in turn, column by column.
        """
        if frame in self.zeros:
            return self.zeros[frame]
        styles = self.cells(frame, "zero")
        at = self.amounts(frame).index(column) if column in self.amounts(frame) else 0
        return styles[at % len(styles)] if styles else ""

    def amounts(self, frame: str) -> tuple[str, ...]:
        """The columns of a table that print amounts, each once; of ``total.budget`` the part behind the item."""
        named = (name.rpartition(".")[2] for name in self.cells(frame, "columns") if name not in BESIDE)
        return tuple(dict.fromkeys(named))

    @property
    def tables(self) -> tuple[str, ...]:
        """The frames whose tables the layout prints, in its order."""
        printed = dict.fromkeys(frame for frame, part in self.parts if part == "title")
        return tuple(frame for frame in printed if frame in TABLES)

    def all(self, frame: str, part: str) -> tuple[tuple[str, ...], ...]:
        """The rows of cells of a part, those of all frames where the frame has none of its own."""
        return self.parts.get((frame, part)) or self.parts.get(("*", part), ())

    def cells(self, frame: str, part: str) -> tuple[str, ...]:
        """The one row of cells of a part."""
        found = self.all(frame, part)
        return found[0] if found else ()

    def by_key(self, frame: str, part: str) -> dict[str, str]:
        """The rows of a part that have a key and a text."""
        return {cells[0]: cells[1] for cells in self.all(frame, part)}

    def word(self, frame: str, part: str) -> str:
        """The text of a part, "" where the layout has none."""
        return "|".join(self.cells(frame, part))

    def prints(self, frame: str, column: str) -> bool:
        """Say whether a table prints a column."""
        return column in self.amounts(frame)


@cache
def layout(name: str) -> Layout:
    """The layout of a name.

    Raises:
        ParameterError: There is no such layout.
    """
    if name not in LAYOUTS:
        raise ParameterError(f"expected a layout out of {', '.join(LAYOUTS)}, found {name!r}")
    base = next((row["cells"] for row in rows("made_layouts") if (row["layout"], row["part"]) == (name, "base")), None)
    whole = layout(base).parts if base else {}
    parts: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
        at: cells for at, cells in whole.items() if at[1] not in _OWN
    }
    own: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
    for row in rows("made_layouts"):
        if row["layout"] == name:
            at = row["frame"], row["part"]
            own[at] = (*own.get(at, ()), tuple(row["cells"].split("|")))
    return Layout(name, parts | own)
