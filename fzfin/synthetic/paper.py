"""Parts of documents → PDF files, by LibreOffice (from Word files) or Chromium (from web pages), whichever there is."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from fzfin.errors import MissingDependencyError, ParameterError, RenderError
from fzfin.synthetic.page import as_page
from fzfin.synthetic.part import Part
from fzfin.synthetic.word import as_word

_SECONDS: Final = 120
_SECONDS_EACH: Final = 30


def _by_libreoffice(program: str, folder: Path, sources: Sequence[Path]) -> None:
    """Print Word files in one call."""
    command = [
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={(folder / 'u').as_uri()}",
    ]
    _run([*command, "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)], len(sources))


def _by_chromium(program: str, folder: Path, sources: Sequence[Path]) -> None:
    """Print web pages one by one."""
    for source in sources:
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder / 'u'}", f"--print-to-pdf={source.with_suffix('.pdf')}", source.as_uri()]
        _run(command, 1)


def _run(command: Sequence[str], files: int) -> None:
    limit = _SECONDS + _SECONDS_EACH * files
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=limit, stdin=subprocess.DEVNULL)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise RenderError(f"{command[0]} did not print {files} document(s) within {limit} s.") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise RenderError(f"{command[0]} cannot print: {error}.") from error


_PRINTERS: Final[dict[str, tuple[tuple[str, ...], str, Callable[[str, Path, Sequence[Path]], None]]]] = {
    "libreoffice": (("soffice", "libreoffice"), ".docx", _by_libreoffice),
    "chromium": (("chromium", "chromium-browser", "google-chrome"), ".html", _by_chromium),
}
PRINTERS: Final[tuple[str, ...]] = tuple(_PRINTERS)
"""The programs that can print a document to PDF, the one that is taken first in front."""


def installed() -> tuple[str, ...]:
    """Those of `PRINTERS` that this machine has."""
    return tuple(name for name, (programs, _, _) in _PRINTERS.items() if any(map(shutil.which, programs)))


def write_pdfs(documents: Mapping[Path, Sequence[Part]], printer: str | None = None) -> None:
    """Print many documents to PDF in one go; LibreOffice takes several seconds to start, and a fraction for each.

    Args:
        documents: The parts of a document (see `Account.parts`) by the path of the file that they make.
        printer: A name of `PRINTERS`; by default the first that is installed.

    Raises:
        MissingDependencyError: The printer, or any, is not installed.
        ParameterError: There is no such printer.
        RenderError: The printer failed or took too long.
    """
    if printer is not None and printer not in PRINTERS:
        raise ParameterError(f"expected a printer out of {', '.join(PRINTERS)}, found {printer!r}")
    name = next((name for name in installed() if printer in (None, name)), None)
    if name is None:
        raise MissingDependencyError(
            "writing a PDF needs LibreOffice (apt-get install libreoffice-writer-nogui) or Chromium (apt-get install "
            "chromium), and a Chinese font; or write a .docx or .html and print that."
        )
    programs, suffix, run = _PRINTERS[name]
    program = next(found for found in map(shutil.which, programs) if found)
    with tempfile.TemporaryDirectory(prefix="fzfin-") as made:
        folder = Path(made)
        sources = [folder / f"{number}{suffix}" for number in range(len(documents))]
        for source, parts in zip(sources, documents.values(), strict=True):
            data = as_word(parts) if suffix == ".docx" else as_page(parts, printed=True).encode()
            source.write_bytes(data)
        run(program, folder, sources)
        for source, path in zip(sources, documents, strict=True):
            if not source.with_suffix(".pdf").is_file():
                raise RenderError(f"{program} printed no PDF for {path}.")
            shutil.copyfile(source.with_suffix(".pdf"), path)
