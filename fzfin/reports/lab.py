"""JupyterLab at the notebooks: in the repository where they lie, else in copies that are yours to change."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fzfin import _shipped
from fzfin.errors import FzfinError, MissingDependencyError

_FOLDER: Final = "fzfin-notebooks"
# Nothing is fetched: no news, no look for updates, no list of extensions.
_QUIET: Final = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def folder(named: str | Path | None = None) -> Path:
    """The folder for JupyterLab, with the notebooks in it.

    Without a name it is the repository's own, or ``./fzfin-notebooks`` for an installed wheel. Elsewhere notebooks
    are copied; a file that is there already is never overwritten.

    Raises:
        FzfinError: The folder cannot be written.
    """
    shipped = _shipped.notebooks_dir()
    if named is None and _shipped.repository() is not None:
        return shipped
    target = Path(named or _FOLDER).resolve()
    try:
        for source in sorted(shipped.rglob("*")):
            copy = target / source.relative_to(shipped)
            if source.is_file() and not copy.exists() and ".ipynb_checkpoints" not in source.parts:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)
    except OSError as error:
        raise FzfinError(f"expected a folder to copy the notebooks to at {str(target)!r}: {error}") from error
    return target


def command(root: Path) -> list[str]:
    """The command that starts JupyterLab at a folder.

    Raises:
        MissingDependencyError: JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise MissingDependencyError('expected JupyterLab, found none; install it with: pip install "fzfin[lab]"')
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", *_QUIET]


def start(named: str | Path | None = None) -> int:
    """Start JupyterLab at the notebooks and give back its exit status when it ends."""
    command(Path())
    return subprocess.run(command(folder(named)), check=False).returncode  # noqa: S603 - this very Python
