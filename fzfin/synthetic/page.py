"""Parts of a document → a web page, with merged cells as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from fzfin.synthetic.document import BREAK, Part, Words
from fzfin.synthetic.layout import ABOVE, LEFT

_PAGE: Final = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>
<body>
{body}
</body></html>
"""


def as_page(parts: Sequence[Part]) -> str:
    """Write the parts as one HTML page: a paragraph each, and a table for each piece between two page breaks."""
    body: list[str] = []
    for part in parts:
        if isinstance(part, Words):
            tag = "h2" if part.kind == "heading" else "p"
            body.append(f"<{tag}>{escape(part.text)}</{tag}>")
            continue
        piece: list[tuple[str, ...]] = []
        for row in (*part.rows, BREAK):
            if row != BREAK:
                piece.append(row)
            elif piece:
                body.append(table(piece))
                piece = []
    title = next(part.text for part in parts if isinstance(part, Words))
    return _PAGE.format(title=escape(title), body="\n".join(body))


def table(rows: Sequence[Sequence[str]]) -> str:
    r"""One table; a cell reaches over those that say that it covers them.

    Example:
        >>> table([("a", "<"), ("b", "c")])
        '<table>\n<tr><td colspan="2">a</td></tr>\n<tr><td>b</td><td>c</td></tr>\n</table>'
    """
    lines = ["".join(_cells(rows, at)) for at in range(len(rows))]
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _cells(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    row = rows[at]
    made: list[str] = []
    for column, cell in enumerate(row):
        if cell == LEFT or (cell == ABOVE and at):
            continue
        wide = next((to for to in range(column + 1, len(row)) if row[to] != LEFT), len(row)) - column
        high = (
            next((to for to in range(at + 1, len(rows)) if rows[to][column : column + 1] != (ABOVE,)), len(rows)) - at
        )
        span = f' colspan="{wide}"' if wide > 1 else ""
        span += f' rowspan="{high}"' if high > 1 else ""
        made.append(f"<td{span}>{'' if cell == ABOVE else escape(cell)}</td>")
    return made
