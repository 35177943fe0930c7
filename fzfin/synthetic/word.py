"""Parts of a document → a Word file (.docx), with merged cells, page breaks and headers that stand on each page.

Written by hand: four small parts in a zip. A library for Word files would need lxml for what is done here in a page.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Final

from fzfin.synthetic.layout import ABOVE, LEFT
from fzfin.synthetic.part import Part, Sheet, Words
from fzfin.synthetic.sections import pieces, sections, span

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN: Final = "http://schemas.openxmlformats.org"
_WORD: Final = f"{_OPEN}/wordprocessingml/2006/main"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_LINKS: Final = f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">{{}}</Relationships>'
_LINK: Final = f'<Relationship Id="r1" Type="{_OPEN}/officeDocument/2006/relationships/{{}}" Target="{{}}"/>'
_STYLES: Final = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/><w:sz w:val="24"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults></w:styles>"
)
_RULES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SIZES: Final = {False: (11906, 16838), True: (16838, 11906)}
_MARGIN: Final = 1134
_CELL_SIZE: Final = 16
_FIGURE_WIDTH: Final = 95
_PADDING: Final = 260
_LONG_WORD: Final = 24
_PLACED: Final = {
    "title": '<w:jc w:val="center"/>',
    "mark": '<w:jc w:val="right"/>',
    "text": '<w:ind w:firstLine="480"/>',
}
_FIGURE: Final = re.compile(r"-?[\d,]+(?:\.\d+)?")
_PAGE_END: Final = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_MADE: Final = (2024, 1, 1, 0, 0, 0)


def as_word(parts: Sequence[Part]) -> bytes:
    """Write the parts as a Word file, the same bytes from the same parts; tables of many columns lie on their side."""
    body: list[str] = []
    made = sections(parts)
    for number, section in enumerate(made):
        for part in section.parts:
            body += [_words(part)] if isinstance(part, Words) else _tables(part, section.is_wide, number % 2 == 0)
        if number + 1 < len(made) and made[number + 1].is_wide != section.is_wide:
            body.append(f"<w:p><w:pPr>{_page(section.is_wide)}</w:pPr></w:p>")
    body.append(_page(made[-1].is_wide))
    content = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _LINKS.format(_LINK.format("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _LINKS.format(_LINK.format("styles", "styles.xml")),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/styles.xml": _STYLES,
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in content.items():
            package.writestr(zipfile.ZipInfo(name, _MADE), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _page(wide: bool) -> str:
    """The paper of a section, which stands where the section ends."""
    width, height = _SIZES[wide]
    turned = ' w:orient="landscape"' if wide else ""
    margins = "".join(f' w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar{margins}/></w:sectPr>'


def _words(words: Words) -> str:
    return f"<w:p><w:pPr>{_PLACED.get(words.kind, '')}</w:pPr>{_run(words.text)}</w:p>"


def _run(text: str, settings: str = "") -> str:
    """A text with its settings, nothing where there is no text."""
    written = escape(text, quote=False)
    return f'<w:r>{settings}<w:t xml:space="preserve">{written}</w:t></w:r>' if text else ""


def _tables(sheet: Sheet, wide: bool, again: bool) -> Iterator[str]:
    """The table of each piece, and a page break between two; `again` lets the header stand on each of its pages.

    All pieces have the same columns: the end of a page does not change them.
    """
    made = pieces(sheet)
    widths = _widths([row for rows in made for row in rows], _SIZES[wide][0] - 2 * _MARGIN)
    for number, rows in enumerate(made):
        if number:
            yield _PAGE_END
        yield _table(rows, widths, sheet.head if again and not number else 0)
    yield "<w:p/>"


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int], head: int) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if at < head else ''}{''.join(_cells(rows, at, widths))}</w:tr>"
        for at in range(len(rows))
    )
    laid = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{laid}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The widths of columns: what the figures need, so that none is broken, and the rest by the length of words."""
    needs: list[int] = []
    wants: list[int] = []
    for column in range(max(map(len, rows))):
        alone = [row[column] for row in rows if column < len(row) and row[column + 1 : column + 2] != (LEFT,)]
        figures = max((len(cell) for cell in alone if _FIGURE.fullmatch(cell)), default=1)
        needs.append(figures * _FIGURE_WIDTH + _PADDING)
        wants.append(max(min(max((2 * len(cell) for cell in alone), default=0), _LONG_WORD) - figures, 1))
    left = max(width - sum(needs), 0)
    return [need + left * want // sum(wants) for need, want in zip(needs, wants, strict=True)]


def _cells(rows: Sequence[Sequence[str]], at: int, widths: Sequence[int]) -> Iterator[str]:
    for column, cell in enumerate(rows[at]):
        if cell == LEFT:
            continue
        wide, high = span(rows, at, column)
        covered = cell == ABOVE and at > 0
        merged = '<w:vMerge w:val="continue"/>' if covered else '<w:vMerge w:val="restart"/>' if high > 1 else ""
        spans = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        own = sum(widths[column : column + wide])
        text = "" if cell == ABOVE else cell
        placed = '<w:pPr><w:jc w:val="right"/></w:pPr>' if _FIGURE.fullmatch(text) else ""
        run = _run(text, f'<w:rPr><w:sz w:val="{_CELL_SIZE}"/></w:rPr>')
        yield (
            f'<w:tc><w:tcPr><w:tcW w:w="{own}" w:type="dxa"/>{spans}{merged}</w:tcPr><w:p>{placed}{run}</w:p></w:tc>'
        )
