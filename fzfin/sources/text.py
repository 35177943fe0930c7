"""Text with tabs between the cells of a row, as converters from PDF and Word leave it → Document blocks."""

from __future__ import annotations

import re

from fzfin.errors import SourceError
from fzfin.sources.document import ODD, Block, Document, Grid, Paragraph, readable

_LATEX = {"\\geq": "≥", "\\ge": "≥", "\\leq": "≤", "\\le": "≤", "\\times": "×", "\\%": "%", "\\_": "_", "\\&": "&"}
_REMNANT = re.compile(r"</?p>|\\(?:geq?|leq?|times)(?![a-z])\s*|\\[%_&]")
_MARKUP = re.compile(r"[$\\<]")
_MATH = re.compile(r"\$([^$\n]*\\[^$\n]*|[\d.,%\s+-]+)\$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text: UTF-8 with or without a mark, UTF-16 with one, else GB18030.

    Raises:
        SourceError: The bytes are no text in any of these.
    """
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = _CONTROL.search(text.replace("\f", "\n"))
        if control is None:
            return text
    raise SourceError(
        f"{name}: expected a text in UTF-8, UTF-16 or GB18030, found bytes that are none of these "
        f"(first bytes {data[:8].hex(' ')}). Save the document as a UTF-8 text with tabs between the cells."
    )


def read(data: bytes, name: str, sha256: str) -> Document:
    """Read the bytes of a text."""
    text = decode(data, name)
    return Document(name, sha256, "text", blocks(text.translate(readable()) if ODD.search(text) else text))


def clean(text: str) -> str:
    r"""Take away what converters leave in a cell: ``<p>`` tags and LaTeX, ``$\geq 95\%$`` becoming ``≥95%``.

    Example:
        >>> clean(r"$\geq 95\%$")
        '≥95%'
    """
    if _MARKUP.search(text):
        text = _MATH.sub(r"\1", text)
        text = _REMNANT.sub(lambda match: _LATEX.get(match[0].rstrip(), ""), text)
    return text.strip()


def blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks: lines with tabs that stand together are a grid, any other line is a paragraph.

    Blank lines end a grid (they stand where pages end); locators are line numbers from 1.
    """
    out: list[Block] = []
    rows: list[tuple[str, ...]] = []
    places: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n"), 1):
        if "\t" in line:
            cells = line.split("\t")
            rows.append(tuple(map(clean, cells) if _MARKUP.search(line) else map(str.strip, cells)))
            places.append(f"L{number}")
            continue
        if rows:
            out.append(Grid(tuple(rows), tuple(places)))
            rows, places = [], []
        stripped = clean(line)
        if stripped:
            out.append(Paragraph(stripped, f"L{number}"))
    if rows:
        out.append(Grid(tuple(rows), tuple(places)))
    return tuple(out)
