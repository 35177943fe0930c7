"""PDFs written by hand, byte by byte: what no producer at hand makes, and what a hostile one may."""

from __future__ import annotations

from collections.abc import Sequence

Part = tuple[float, float, str]

_FONTS = """<< /F1 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts
[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>
/DW 1000 /W [1 95 500 814 939 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900]
/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>] >> >>"""


def text(x: float, y: float, string: str, size: float = 10, mode: int = 0, matrix: str = "1 0 0 1") -> str:
    """Show a string at a place; `mode` 3 is invisible, `matrix` turns it."""
    code = string.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {mode} Tr {matrix} {x} {y} Tm <{code}> Tj ET"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S"


def table(x: float, top: float, rows: Sequence[Sequence[str]], width: float = 90, height: float = 20) -> str:
    """A ruled table with a text in each cell."""
    columns = len(rows[0])
    bottom, right = top - height * len(rows), x + width * columns
    out = [rule(x, top - height * n, right, top - height * n) for n in range(len(rows) + 1)]
    out += [rule(x + width * n, bottom, x + width * n, top) for n in range(columns + 1)]
    for n, row in enumerate(rows):
        out += [text(x + width * m + 4, top - height * n - 14, cell) for m, cell in enumerate(row) if cell]
    return "\n".join(out)


IMAGE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
"""A picture as large as the page."""


def pdf(*pages: str, rotate: int = 0, form: str = "", fonts: str = _FONTS) -> bytes:
    """A PDF of A4 pages with these contents; `form` is a form object /X1 that a page may show."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    resources = f"<< /Font {fonts} /XObject << /X1 3 0 R >> >>"
    objects.append(_stream(form, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font {fonts} >>"))
    kids = []
    for content in pages:
        objects.append(_stream(content))
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Resources {resources}"
        objects.append(f"{page} /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{head}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def _stream(content: str, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"
