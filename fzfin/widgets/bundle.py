"""The scripts that draw charts in JupyterLab: made once out of vl-convert's wheel, and kept for the next session.

Making them takes over a second. A copy in the user's cache is used only if its text is the one that was written.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from fzfin.charts.quick import import_altair

import_altair()

import altair as alt  # noqa: E402

_MADE_OF: Final = ("altair", "vl-convert-python")
_HASH: Final = 64


def folder() -> Path:
    """The folder of the copy: that of the user's caches."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "fzfin"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "fzfin"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fzfin"


def enable() -> None:
    """Let Altair's widgets draw without a network."""
    if alt.JupyterChart._is_offline:
        return
    path = folder() / ("-".join(["vega", *(version(name) for name in _MADE_OF)]) + ".js")
    script = _kept(path)
    if script is not None:
        alt.JupyterChart._esm = script
        alt.JupyterChart._is_offline = True
        return
    alt.JupyterChart.enable_offline()
    _keep(path, str(alt.JupyterChart._esm))


def _kept(path: Path) -> str | None:
    """The copy, if it is there and whole."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    digest, script = text[:_HASH], text[_HASH:]
    return script if sha256(script.encode()).hexdigest() == digest else None


def _keep(path: Path, script: str) -> None:
    """Write the copy at one stroke; where nothing can be written, there is none."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(sha256(script.encode()).hexdigest() + script)
        Path(file.name).replace(path)
