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
"""The layouts in which a made account can be written."""

_OWN: Final = frozenset({"title", "mark", "unit", "zero"})
"""Parts that a layout does not take from the one that it is based on."""

LEFT: Final = "<"
"""In a layout: the cell is covered by the one to its left."""
ABOVE: Final = "^"
"""In a layout: the cell is covered by the one above it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: `parts` maps (frame, part) to its rows of cells; see ``made_layouts.csv``."""

    name: str
    parts: dict[tuple[str, str], tuple[tuple[str, ...], ...]]
    zeros: Mapping[str, str] = field(default_factory=dict)

    def zero(self, frame: str) -> str:
        """What a table prints for a zero; `zeros` holds it by frame where it is not that of the layout."""
        return self.zeros.get(frame, self.word(frame, "zero"))

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

    def word(self, frame: str, part: str) -> str:
        """The text of a part, "" where the layout has none."""
        return "|".join(self.cells(frame, part))

    def prints(self, frame: str, column: str) -> bool:
        """Say whether a table prints a column."""
        return column in self.cells(frame, "columns")


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
