"""Where the notebooks and disclosures that come with fzfin lie: in its repository, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

from fzfin.errors import SourceNotFoundError

_PACKAGE = Path(__file__).resolve().parent


def repository() -> Path | None:
    """The root of the repository that this package is imported from, or None for an installed wheel."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "notebooks").is_dir() else None


def notebooks_dir() -> Path:
    """The folder with ``reports/`` and ``lessons/``.

    Raises:
        SourceNotFoundError: The installation is damaged.
    """
    return _folder("notebooks", "notebooks")


def disclosures_dir() -> Path:
    """The folder with the published disclosures (部门决算公开), never edited, and their ``manifest.csv``.

    Raises:
        SourceNotFoundError: The installation is damaged.
    """
    return _folder("disclosures", "data/disclosures")


def synthetic_dir() -> Path:
    """The folder with the made accounts for class, which are not real, and their ``manifest.csv``.

    Raises:
        SourceNotFoundError: The installation is damaged.
    """
    return _folder("synthetic", "data/synthetic")


def _folder(name: str, in_repository: str) -> Path:
    installed = _PACKAGE / "_shipped" / name
    root = repository()
    folder = installed if root is None else root / in_repository
    if not folder.is_dir():
        raise SourceNotFoundError(f"expected the {name} that come with fzfin at {folder}, found none; reinstall fzfin")
    return folder
