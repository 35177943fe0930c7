"""Parts of a document → a web page, with merged cells as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from fzfin.synthetic.layout import ABOVE, LEFT
from fzfin.synthetic.part import Part, Words
from fzfin.synthetic.sections import pieces, sections, span

_PAGE: Final = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>{style}</head>
<body>
{body}
</body></html>
"""
_PRINTED: Final = """<style>
@page { size: A4; margin: 2cm } @page wide { size: A4 landscape; margin: 1.5cm }
.wide { page: wide } body { font-size: 12pt } p { text-indent: 2em; margin: 6pt 0 }
table { border-collapse: collapse; width: 100%; margin: 4pt 0 }
td { border: 1px solid black; padding: 1pt 3pt; font-size: 8pt; min-width: 9pt }
</style>"""


def as_page(parts: Sequence[Part], printed: bool = False) -> str:
    """Write the parts as one HTML page: a paragraph each, and a table for each piece between two page breaks.

    Args:
        parts: The parts of the document.
        printed: Add the style in which a browser prints it: ruled tables, wide ones on pages that lie on their side.
    """
    body: list[str] = []
    for section in sections(parts):
        wide = printed and section.is_wide
        body += ['<div class="wide">'] if wide else []
        for part in section.parts:
            if isinstance(part, Words):
                tag = "h2" if part.kind == "heading" else "p"
                body.append(f"<{tag}>{escape(part.text)}</{tag}>")
            else:
                body += map(table, pieces(part))
        body += ["</div>"] if wide else []
    title = next(part.text for part in parts if isinstance(part, Words))
    return _PAGE.format(title=escape(title), style=_PRINTED if printed else "", body="\n".join(body))


def table(rows: Sequence[Sequence[str]]) -> str:
    r"""One table; a cell reaches over those that say that it covers them.

    Example:
        >>> table([("a", "<"), ("b", "c")])
        '<table>\n<tr><td colspan="2">a</td></tr>\n<tr><td>b</td><td>c</td></tr>\n</table>'
    """
    lines = ["".join(_cells(rows, at)) for at in range(len(rows))]
    return "<table>\n" + "\n".join(f"<tr>{line}</tr>" for line in lines) + "\n</table>"


def _cells(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    made: list[str] = []
    for column, cell in enumerate(rows[at]):
        if cell == LEFT or (cell == ABOVE and at):
            continue
        wide, high = span(rows, at, column)
        spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
        made.append(f"<td{spans}>{'' if cell == ABOVE else escape(cell)}</td>")
    return made
