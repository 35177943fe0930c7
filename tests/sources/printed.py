"""A Document printed to PDF by Chromium (from a web page) and by LibreOffice (from a Word file)."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

from fzfin.sources import Document, Grid

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice")

_STYLE = """@page { size: A4; margin: 2cm } body { font: 12pt 'WenQuanYi Micro Hei', sans-serif }
table { border-collapse: collapse; width: 100%; margin: 4pt 0 } td { min-width: 9pt; border: 1px solid black; padding: 1pt 3pt; font-size: 7pt }
p { text-indent: 2em; margin: 6pt 0 }"""


def page_of(document: Document) -> str:
    """The Document as a web page: a paragraph a <p>, a grid a ruled <table>."""
    body = []
    for block in document.blocks:
        if isinstance(block, Grid):
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell or '')}</td>" for cell in row) + "</tr>" for row in block.rows
            )
            body.append(f"<table>{rows}</table>")
        else:
            body.append(f"<p>{escape(block.text)}</p>")
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{''.join(body)}"


def print_to_pdf(page: str, folder: Path) -> Path:
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _run(text: str, size: int) -> str:
    font = '<w:rFonts w:eastAsia="WenQuanYi Micro Hei" w:ascii="WenQuanYi Micro Hei" w:hAnsi="WenQuanYi Micro Hei"/>'
    return f'<w:r><w:rPr>{font}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def docx_of(document: Document) -> bytes:
    """The Document as a minimal Word file: a paragraph a paragraph, a grid a table with single rules."""
    body = []
    for block in document.blocks:
        if not isinstance(block, Grid):
            indent = '<w:pPr><w:ind w:firstLine="480"/></w:pPr>'
            body.append(f"<w:p>{indent}{_run(block.text, 24)}</w:p>")
            continue
        width = 9600 // max(len(row) for row in block.rows)
        rows = "".join(
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{_run(cell or "", 13)}</w:p></w:tc>'
                for cell in row
            )
            + "</w:tr>"
            for row in block.rows
        )
        body.append(f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>{rows}</w:tbl><w:p/>")
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1134" w:right="1134"/></w:sectPr>'
    text = f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}{page}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELS), ("word/document.xml", text)):
            archive.writestr(name, content)
    return out.getvalue()


def office_to_pdf(word: bytes, folder: Path) -> Path:
    (folder / "account.docx").write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "account.docx")], check=True, capture_output=True, timeout=240)
    return folder / "account.pdf"
