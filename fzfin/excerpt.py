"""The printed lines around figures of a frame, as a quotation with the figures marked."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from fzfin.provenance import PrintedLine, Trace
from fzfin.sources import Document

_BETWEEN: Final = " | "
_MOST_PICTURES: Final = 6


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

    def marked(self) -> list[tuple[str, int]]:
        """The marked figures, each with how often the same figure stands before it in the line."""
        before, out = "", []
        for piece, marked in self.pieces:
            if marked:
                same = re.compile(rf"(?<![\d.,]){re.escape(piece)}(?![.,]?\d)")
                out.append((piece, len(same.findall(before))))
            before += piece
        return out


@dataclass(frozen=True, slots=True, repr=False)
class Excerpt:
    """The printed lines around the rows of a frame, with their figures marked; shows itself as a quotation.

    Of a source with pages, a notebook also shows the strip of the page with the figures framed.
    """

    source_name: str
    lines: tuple[Line, ...]
    _document: Document | None = field(default=None, compare=False)

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
        shown = f"<div><b>{escape(self.source_name)}</b></div>{rows}{''.join(self._pictures())}"
        return f'<blockquote style="margin:0">{shown}</blockquote>'

    def _pictures(self) -> Iterator[str]:
        """The strips of pages that the asked lines stand on, as images that hold their own data."""
        document = self._document
        asked = [line for line in self.lines if line.asked]
        if document is None or not document.boxes:
            return
        from fzfin.sources.pdf.picture import picture

        for line in asked[:_MOST_PICTURES]:
            box = document.boxes.get(line.locator)
            data = document.originals.get(line.locator.rpartition(":")[0])
            if box is None or data is None:
                continue
            png = picture(data, self.source_name, box, line.marked())
            if png is not None:
                yield (
                    f'<img alt="{escape(line.locator)}: {escape(line.text)}" style="max-width:100%;margin:4px 8px" '
                    f'src="data:image/png;base64,{b64encode(png).decode()}">'
                )


def excerpt(document: Document, printed: Sequence[PrintedLine], trace: Trace, around: int) -> Excerpt:
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
    return Excerpt(document.source_name, tuple(lines), document)


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    done = 0
    for start, end in marks:
        if text[done:start]:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if text[done:]:
        yield text[done:], False
