"""JupyterLab at the start notebook: in the repository where the notebooks lie, else in copies that are yours to change.

Its interface speaks Chinese where the language pack is installed, and never asks for news. Both are defaults for this
run alone, which JupyterLab reads from further folders of configuration: what a user chose in its settings goes before
them, and no file of the user's is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fzfin import _shipped, settings
from fzfin.errors import FzfinError, MissingDependencyError

_FOLDER: Final = "fzfin-notebooks"
_START: Final = "start/{lang}/start.ipynb"
_INTERFACE: Final = Path(__file__).parent / "interface"
"""Folders of configuration: `quiet` for every run, and one for each language that JupyterLab has a pack for."""
_QUIETLY: Final = "quiet"
_PACKS: Final = {"zh": "jupyterlab_language_pack_zh_CN"}
_CONFIG_PATH: Final = "JUPYTER_CONFIG_PATH"
# Nothing is fetched: no news, no look for updates, no list of extensions.
_QUIET: Final = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def folder(named: str | Path | None = None, lang: str | None = None) -> Path:
    """The folder for JupyterLab, with the notebooks in it.

    Without a name it is the repository's own, or ``./fzfin-notebooks`` for an installed wheel. Elsewhere notebooks
    are copied, those of one language where there is one for each; a file that is there already is never overwritten.

    Raises:
        FzfinError: The folder cannot be written.
        ParameterError: There are no notebooks in this language.
    """
    shipped, lang = _shipped.notebooks_dir(), settings.language(lang)
    if named is None and _shipped.repository() is not None:
        return shipped
    target = Path(named or _FOLDER).resolve()
    left_out = {".ipynb_checkpoints", *settings.LANGUAGES} - {lang}
    try:
        for source in sorted(shipped.rglob("*")):
            part = source.relative_to(shipped)
            copy = target / part
            if source.is_file() and not copy.exists() and left_out.isdisjoint(part.parts):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)
    except OSError as error:
        raise FzfinError(f"expected a folder to copy the notebooks to at {str(target)!r}: {error}") from error
    return target


def command(root: Path, lang: str | None = None) -> list[str]:
    """The command that starts JupyterLab at a folder, with the start notebook open if the folder has it.

    Raises:
        MissingDependencyError: JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise MissingDependencyError('expected JupyterLab, found none; install it with: pip install "fzfin[lab]"')
    start = _START.format(lang=settings.language(lang))
    opened = [f"--LabApp.default_url=/lab/tree/{start}"] if (root / start).is_file() else []
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", *opened, *_QUIET]


def environment(lang: str | None, base: Mapping[str, str]) -> dict[str, str]:
    """The variables for JupyterLab: those of `base`, the language of fzfin in its kernels, and where its defaults lie.

    Example:
        >>> environment("en", {"HOME": "/home/me"})["FZFIN_LANG"]
        'en'
    """
    lang = settings.language(lang)
    spoken = [lang] if lang in _PACKS and find_spec(_PACKS[lang]) is not None else []
    folders = [str(_INTERFACE / name) for name in (*spoken, _QUIETLY)]
    path = os.pathsep.join(filter(None, (base.get(_CONFIG_PATH), *folders)))
    return {**base, settings.VARIABLES["lang"]: lang, _CONFIG_PATH: path}


def start(named: str | Path | None = None, lang: str | None = None) -> int:
    """Start JupyterLab at the start notebook and give back its exit status when it ends."""
    command(Path(), lang)
    root = folder(named, lang)
    run = subprocess.run(command(root, lang), check=False, env=environment(lang, os.environ))  # noqa: S603 - this Python
    return run.returncode
