"""Parts of a document → text with tabs between the cells, as converters from PDF and Word leave it."""

from __future__ import annotations

from collections.abc import Sequence

from fzfin.synthetic.layout import ABOVE, LEFT
from fzfin.synthetic.part import Part, Words


def as_text(parts: Sequence[Part]) -> str:
    """Write the parts as text: a blank line after each paragraph and table, none between lines of a title."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Words):
            lines += [part.text, ""]
        else:
            lines += [line(cells) for cells in part.rows]
            lines.append("")
    return "\n".join(lines)


def line(cells: Sequence[str]) -> str:
    """One row of a table as a line; a covered cell is an empty one."""
    return "\t".join("" if cell in (LEFT, ABOVE) else cell for cell in cells)
