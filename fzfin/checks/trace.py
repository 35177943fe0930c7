"""From a finding to the printed lines that it rests on, its figures marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fzfin.checks.cases import Place
from fzfin.checks.figures import Figure, natural
from fzfin.errors import ParameterError
from fzfin.excerpt import Excerpt, excerpt
from fzfin.provenance import Trace, printed_lines

if TYPE_CHECKING:
    from fzfin.checks.findings import Audit
    from fzfin.disclosure import Disclosure


def where(audit: Audit, finding: int, around: int) -> Excerpt:
    """The lines of the leading case of a finding; see `Audit.where`.

    Raises:
        ParameterError: There are not so many findings, or fewer than 0 lines are asked for.
    """
    groups = audit.groups
    if not 1 <= finding <= len(groups):
        held = f"1 to {len(groups)}" if groups else "an audit that found nothing has none"
        raise ParameterError(f"expected the number of a finding, {held}, found {finding}")
    if around < 0:
        raise ParameterError(f"expected 0 lines or more around a figure, found {around}")
    d = audit.book.disclosure
    printed = printed_lines(d.document.blocks)
    at = {line.locator: number for number, line in enumerate(printed)}
    case = audit.results[groups[finding - 1].members[0]].case
    traces = [_traced(d, at, side) for side in case.quoted if side is not None]
    lines = frozenset().union(*(trace.lines for trace in traces))
    return excerpt(d.document, printed, Trace(lines, frozenset().union(*(trace.figures for trace in traces))), around)


def _traced(d: Disclosure, at: dict[str, int], side: Figure | Place) -> Trace:
    """The line of a figure with the figure marked, or that of words."""
    line = frozenset({at[side.locator]} if side.locator in at else ())
    if isinstance(side, Place) or side.given:
        return Trace(line, frozenset())
    frame, row, _ = side.key
    table = d.frames[frame]
    if table is None:
        return Trace(line, frozenset())
    own = d._printed(frame).trace(table, frozenset({row}))
    value = abs(natural(side.value, side.kind) or 0.0)
    figures = frozenset(figure for figure in own.figures if value in figure.values)
    return Trace(line or own.lines, figures)
