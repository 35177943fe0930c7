"""The printed lines around figures of a frame, as a quotation with the figures marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from fzfin.provenance import PrintedLine, Trace

_BETWEEN: Final = " | "


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its place, its text in pieces, and for each piece whether it is a figure that was asked for."""

    locator: str
    pieces: tuple[tuple[str, bool], ...]
    asked: bool

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True, repr=False)
class Excerpt:
    """The printed lines around the rows of a frame, with their figures marked; shows itself as a quotation."""

    source_name: str
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        width = max((len(line.locator) for line in self.lines), default=0)
        shown = [
            f"{'>' if line.asked else ' '} {line.locator:>{width}}  "
            + "".join(f"⟦{piece}⟧" if marked else piece for piece, marked in line.pieces)
            for line in self.lines
        ]
        return "\n".join([self.source_name, *shown])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<div style="padding:1px 8px;{"border-left:3px solid #1f5c99;background:#eaf1f8" if line.asked else ""}">'
            f'<span style="color:#666">{escape(line.locator)}</span> '
            + "".join(f"<mark>{escape(piece)}</mark>" if marked else escape(piece) for piece, marked in line.pieces)
            + "</div>"
            for line in self.lines
        )
        return f'<blockquote style="margin:0"><div><b>{escape(self.source_name)}</b></div>{rows}</blockquote>'


def excerpt(source_name: str, printed: Sequence[PrintedLine], trace: Trace, around: int) -> Excerpt:
    """The lines of a trace with its figures marked, and `around` lines before and after each."""
    near = {n for at in trace.lines for n in range(at - around, at + around + 1) if 0 <= n < len(printed)}
    marks: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for figure in trace.figures:
        marks.setdefault((figure.line, figure.cell), []).append((figure.start, figure.end))
    lines = []
    for number in sorted(near):
        line = printed[number]
        pieces: list[tuple[str, bool]] = []
        for column, text in line.cells:
            pieces += [(_BETWEEN, False)] if pieces else []
            pieces += _pieces(text, sorted(marks.get((number, column), ())))
        lines.append(Line(line.locator, tuple(pieces), number in trace.lines))
    return Excerpt(source_name, tuple(lines))


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    done = 0
    for start, end in marks:
        if text[done:start]:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if text[done:]:
        yield text[done:], False
