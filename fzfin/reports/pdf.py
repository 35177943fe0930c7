"""Pages as PDF files (A4): printed by the Chromium that is installed, from the offline page, with no request.

The page is the one source of what is printed: its pictures are drawn by the same bundle, its style for paper is in
``report.css``. A Chromium of its own profile is started for each page, so that one that hangs costs only itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from fzfin.errors import MissingDependencyError, RenderError

BROWSER: Final = "FZFIN_CHROMIUM"
"""The variable of the environment that names a browser which is not found by itself."""

_NAMES: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_QUIET: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_DRAWN_WITHIN: Final = 30_000
"""Milliseconds of the page's own clock in which its charts are drawn; waiting costs no time."""
_TIMEOUT: Final = 90.0
_BEGINS: Final = b"%PDF-"
_LAST_WORDS: Final = 300


@cache
def browser() -> str:
    """The browser that prints: Chromium, Chrome or Edge.

    Raises:
        MissingDependencyError: None is installed; the message says what to install.
    """
    named = os.environ.get(BROWSER)
    candidates = (named,) if named else (*_NAMES, *_PLACES)
    for candidate in candidates:
        if found := shutil.which(candidate):
            return found
    looked = f"at {named} ({BROWSER})" if named else f"of the names {', '.join(_NAMES)}"
    raise MissingDependencyError(
        f"printing a PDF needs Chromium, Chrome or Edge, and none was found {looked}: install one "
        f"(apt-get install chromium, dnf install chromium), or set {BROWSER} to its path"
    )


def print_page(page: Path, pdf: Path, timeout: float = _TIMEOUT) -> Path:
    """Print a page to a PDF file, which is replaced when the new one is whole.

    Raises:
        MissingDependencyError: There is no browser.
        RenderError: The browser failed, took too long or wrote no PDF.
    """
    program = browser()
    made = pdf.with_name(f"{pdf.stem}.part{pdf.suffix}")
    with tempfile.TemporaryDirectory(prefix="fzfin-", ignore_cleanup_errors=True) as profile:
        command = [
            program,
            *_QUIET,
            *(("--no-sandbox",) if _is_root() else ()),
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--virtual-time-budget={_DRAWN_WITHIN}",
            f"--print-to-pdf={made.resolve()}",
            page.resolve().as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=timeout, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            made.unlink(missing_ok=True)
            raise RenderError(f"{page.name}: expected a PDF within {timeout:.0f} seconds, stopped {program}") from None
        except OSError as error:
            raise RenderError(f"{page.name}: expected {program} to print a PDF: {error}") from error
    try:
        with made.open("rb") as file:
            whole = file.read(len(_BEGINS)) == _BEGINS
    except OSError:
        whole = False
    if not whole:
        made.unlink(missing_ok=True)
        said = done.stderr.decode("utf-8", "replace").strip()[-_LAST_WORDS:]
        raise RenderError(f"{page.name}: expected {program} to print a PDF, it ended with {done.returncode}: {said}")
    return made.replace(pdf)


def _is_root() -> bool:
    """Whether this process is root's, for whom Chromium refuses its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
