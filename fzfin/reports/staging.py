"""Where pages are before they are whole, and how they come to their place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from fzfin.errors import RenderError
from fzfin.reports import vega

INDEX: Final = "index.html"


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A hidden folder in `out`, gone in the end; so is `out` if this run made it and nothing came of it.

    Raises:
        RenderError: `out` is no folder that can be written to.
    """
    made = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".fzfin-", dir=out))
    except OSError as error:
        raise RenderError(f"expected a folder to write pages to at {str(out)!r}: {error}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if made and not any(out.iterdir()):
            out.rmdir()


def publish(folder: Path, out: Path) -> None:
    """Put the bundle into the pages, then move them to `out`, the index last.

    Raises:
        RenderError: They cannot be written.
    """
    pages = sorted(folder.iterdir(), key=lambda page: (page.name == INDEX, page.name))
    try:
        for page in pages:
            text = page.read_text(encoding="utf-8")
            if vega.SCRIPT_MARK in text:
                page.write_text(vega.complete(text), encoding="utf-8")
        for page in pages:
            page.replace(out / page.name)
    except OSError as error:
        raise RenderError(f"expected to write the pages to {str(out)!r}: {error}") from error
