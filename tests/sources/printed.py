"""A Document printed to PDF by Chromium: the way many departments make theirs, from a web page."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

from fzfin.sources import Document, Grid

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_STYLE = """@page { size: A4; margin: 2cm } body { font: 12pt 'WenQuanYi Micro Hei', sans-serif }
table { border-collapse: collapse; width: 100%; margin: 4pt 0 } td { border: 1px solid black; padding: 1pt 3pt; font-size: 7pt }
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
