"""Parts of a made document → a file in the format of its suffix."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fzfin.errors import ParameterError
from fzfin.synthetic.page import as_page
from fzfin.synthetic.paper import write_pdfs
from fzfin.synthetic.part import Part
from fzfin.synthetic.text import as_text
from fzfin.synthetic.word import as_word
from fzfin.synthetic.workbook import as_workbook

FORMATS: Final[tuple[str, ...]] = (".txt", ".html", ".docx", ".xlsx", ".pdf")
"""The suffixes of the formats in which an account can be written."""


def write_parts(made: tuple[Part, ...], path: str | Path, *, one_sheet: bool = False) -> Path:
    """Write the parts of a document to a file and return its path.

    Args:
        made: The parts in reading order.
        path: Its suffix chooses the format, one of `FORMATS`.
        one_sheet: Put all tables of a workbook on one sheet.

    Raises:
        MissingDependencyError: What the format needs is not installed; the message says what to install.
        ParameterError: There is no such format.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        write_pdfs({path: made})
    elif suffix == ".docx":
        path.write_bytes(as_word(made))
    elif suffix == ".xlsx":
        path.write_bytes(as_workbook(made, one_sheet))
    elif suffix in (".html", ".htm"):
        path.write_text(as_page(made), encoding="utf-8")
    elif suffix in (".txt", ""):
        path.write_text(as_text(made), encoding="utf-8")
    else:
        raise ParameterError(f"expected a file name that ends in {', '.join(FORMATS)}, found {path.name!r}")
    return path
