"""Documents written as Word, Excel and web files, with real merged cells, without any library that writes such files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from html import escape
from io import BytesIO

from fzfin.sources import Block, Grid
from fzfin.sources.grid import Cell, spread
from fzfin.sources.sheet import column_name

Piece = str | list[list[Cell]]
"""A paragraph, or a table as rows of cells with spans."""

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d\d)?")


def pieces(blocks: Sequence[Block]) -> list[Piece]:
    """The blocks of a document, every cell on its own."""
    out: list[Piece] = []
    for block in blocks:
        if isinstance(block, Grid):
            out.append([[Cell(text or "") for text in row] for row in block.rows])
        else:
            out.append(block.text)
    return out


def packed(parts: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def runs(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in text.split("\n")]
    return "<w:r>" + "<w:br/>".join(lines) + "</w:r>"


def paragraph(text: str) -> str:
    return f"<w:p>{runs(text) if text else ''}</w:p>"


def word_table(rows: list[list[Cell]]) -> str:
    width = len(spread(rows, "made")[0])
    open_below: dict[int, tuple[int, int]] = {}
    out = []
    for row in rows:
        cells, column, waiting = [], 0, list(row)
        while column < width:
            left, span = open_below.get(column, (0, 1))
            if left:
                cells.append((span, '<w:vMerge w:val="continue"/>', ""))
                open_below[column] = (left - 1, span)
            elif waiting:
                cell = waiting.pop(0)
                span = cell.columns
                cells.append((span, '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "", cell.text))
                open_below[column] = (cell.rows - 1, span)
            else:
                cells.append((1, "", ""))
            column += span
        out.append(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'
                for span, merge, text in cells
            )
            + "</w:tr>"
        )
    grid = "".join('<w:gridCol w:w="1200"/>' for _ in range(width))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(out)}</w:tbl>"


def word(body: str | Sequence[Piece], **parts: str) -> bytes:
    """A .docx of a body (XML, or pieces) and other parts, by their name without ``.xml``."""
    if not isinstance(body, str):
        body = "".join(paragraph(piece) if isinstance(piece, str) else word_table(piece) + "<w:p/>" for piece in body)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/>' for name in parts)
    return packed(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{_HEAD}<w:document {WORD}><w:body>{body}</w:body></w:document>",
        }
        | {f"word/{name}.xml": _HEAD + content for name, content in parts.items()}
    )


def html_table(rows: list[list[Cell]]) -> str:
    def cell(found: Cell) -> str:
        spans = (f' colspan="{found.columns}"' if found.columns > 1 else "") + (
            f" rowspan='{found.rows}'" if found.rows > 1 else ""
        )
        return f"<td{spans}>{escape(found.text).replace(chr(10), '<br>')}</td>"

    return "<table border=1>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows) + "</table>"


def page(body: Sequence[Piece]) -> bytes:
    """A web page of pieces."""
    inner = "\n".join(
        f"<p>{escape(piece).replace(chr(9), ' ')}</p>" if isinstance(piece, str) else html_table(piece)
        for piece in body
    )
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>x</title></head><body>\n{inner}\n</body></html>'.encode()


def sheet_cell(place: str, text: str) -> str:
    """A cell as people enter it: amounts and codes are numbers, shown by a format."""
    if not text:
        return f'<c r="{place}"/>'
    if _NUMBER.fullmatch(text):
        style = 1 if "," in text else 2 if "." in text else 0
        value = repr(float(text.replace(",", "")))
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'


def sheet(body: Sequence[Piece], blank: bool = True) -> str:
    """The XML of one sheet: paragraphs in column A, tables from column A on, a blank row between the pieces."""
    rows: list[str] = []
    merges: list[str] = []
    at = 0
    for piece in body:
        laid = [[Cell(piece)]] if isinstance(piece, str) else piece
        for number, row in enumerate(spread(laid, "made")):
            at += 1
            cells = "".join(
                sheet_cell(f"{column_name(column)}{at}", text) for column, text in enumerate(row) if text is not None
            )
            rows.append(f'<row r="{at}">{cells}</row>')
            for column, cell in _places(laid, number):
                if cell.columns > 1 or cell.rows > 1:
                    last = f"{column_name(column + cell.columns - 1)}{at + cell.rows - 1}"
                    merges.append(f'<mergeCell ref="{column_name(column)}{at}:{last}"/>')
        at += blank
    merged = f"<mergeCells>{''.join(merges)}</mergeCells>" if merges else ""
    return f"{_HEAD}<worksheet {SHEET}><sheetData>{''.join(rows)}</sheetData>{merged}</worksheet>"


def _places(rows: list[list[Cell]], number: int) -> list[tuple[int, Cell]]:
    marked = [[Cell(f"{at}", cell.columns, cell.rows) for at, cell in enumerate(row)] for row in rows]
    laid = spread(marked, "made")[number]
    return [(laid.index(f"{at}"), cell) for at, cell in enumerate(rows[number])]


def workbook(sheets: dict[str, str], **parts: str) -> bytes:
    """A .xlsx of sheets by name, each as XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{at}" Type="{LINKS}/worksheet" Target="worksheets/{name}.xml"/>'
        for at, name in enumerate(names, 1)
    )
    styles = (
        f'{_HEAD}<styleSheet {SHEET}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
        '<xf numFmtId="0"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/{name}.xml" ContentType="{kind}.worksheet+xml"/>' for name in names
    )
    return packed(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{types}</Types>',
            "_rels/.rels": f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{_HEAD}<workbook {SHEET} xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'{links}<Relationship Id="s" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": styles,
        }
        | {f"xl/worksheets/{name}.xml": content for name, content in zip(names, sheets.values(), strict=True)}
        | parts
    )
