"""The notebooks of reports as they lie on disk: found by name or path, read, cut to one language.

They are read as plain JSON, so that checking a command takes no part of the Jupyter stack.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from fzfin import _shipped
from fzfin.errors import RenderError, SourceNotFoundError
from fzfin.reports.wording import LANGUAGES

Notebook = dict[str, Any]
"""A notebook of nbformat 4 as plain JSON."""

_SUFFIX = ".ipynb"
_ORDER = ("overview", "variance", "three_public", "procurement", "performance", "audit")
"""The order in which one would read the notebooks that ship; others come after them by name."""


def shipped() -> dict[str, Path]:
    """The notebooks in ``notebooks/reports``, by name and in the order in which one would read them."""
    rank = {name: place for place, name in enumerate(_ORDER)}
    paths = (_shipped.notebooks_dir() / "reports").glob(f"*{_SUFFIX}")
    return {path.stem: path for path in sorted(paths, key=lambda path: (rank.get(path.stem, len(rank)), path.stem))}


def find(names: str | Path | Iterable[str | Path] | None = None) -> list[Path]:
    """The notebooks asked for, each once: by name those that ship, else by path; all that ship for None.

    Raises:
        SourceNotFoundError: No notebook has this name, or no file stands at this path.

    Example:
        >>> [path.name for path in find(["variance"])]
        ['variance.ipynb']
    """
    if names is None:
        found = list(shipped().values())
    else:
        found = [_find(name) for name in ([names] if isinstance(names, str | Path) else names)]
    if not found:
        raise SourceNotFoundError("expected at least one notebook to render, found none; name one with --notebook")
    return list(dict.fromkeys(found))


def _find(name: str | Path) -> Path:
    known = shipped()
    if (text := str(name)) in known:
        return known[text]
    path = Path(name)
    if path.suffix == _SUFFIX and path.is_file():
        return path.resolve()
    near = get_close_matches(text, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise SourceNotFoundError(
        f"expected the name of a notebook or the path of an {_SUFFIX} file, found {text!r}; "
        f"{hint}the notebooks that ship are {', '.join(known) or '(none)'}"
    )


def load(path: Path) -> Notebook:
    """Read a notebook.

    Raises:
        RenderError: The file is no notebook of nbformat 4.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RenderError(f"expected a Jupyter notebook at {path}, found no JSON: {error}") from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise RenderError(f"expected a Jupyter notebook of format 4 at {path}; open and save it in JupyterLab")
    return notebook


def source_of(cell: dict[str, Any]) -> str:
    """The text of a cell, which a file may hold as a list of lines."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def tags_of(cell: dict[str, Any]) -> frozenset[str]:
    """The tags of a cell."""
    return frozenset(cell.get("metadata", {}).get("tags", ()))


def in_language(notebook: Notebook, lang: str) -> Notebook:
    """The notebook without the cells that are tagged for another language (``lang-zh``, ``lang-en``)."""
    others = {f"lang-{other}" for other in LANGUAGES if other != lang}
    return notebook | {"cells": [cell for cell in notebook["cells"] if not tags_of(cell) & others]}
