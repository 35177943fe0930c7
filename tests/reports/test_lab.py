"""JupyterLab is started at notebooks that are yours to change."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fzfin import _shipped
from fzfin.errors import FzfinError, MissingDependencyError
from fzfin.reports import lab


def test_in_the_repository_nothing_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_shipped, "repository", lambda: tmp_path)
    monkeypatch.setattr(_shipped, "notebooks_dir", lambda: tmp_path / "notebooks")
    assert lab.folder() == _shipped.notebooks_dir()


def test_an_installed_wheel_copies_to_a_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = _shipped.notebooks_dir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(_shipped, "repository", lambda: None)
    monkeypatch.setattr(_shipped, "notebooks_dir", lambda: shipped)
    assert lab.folder() == tmp_path / "fzfin-notebooks"
    assert (tmp_path / "fzfin-notebooks" / "reports" / "variance.ipynb").is_file()


def test_a_file_that_was_changed_is_never_overwritten(tmp_path: Path) -> None:
    changed = lab.folder(tmp_path / "mine") / "reports" / "variance.ipynb"
    changed.write_text("changed")
    missing = changed.with_name("procurement.ipynb")
    missing.unlink()
    lab.folder(tmp_path / "mine")
    assert changed.read_text() == "changed"
    assert missing.is_file()


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(FzfinError, match="expected a folder to copy the notebooks to"):
        lab.folder(tmp_path / "mine")


def test_the_command_fetches_nothing_and_names_the_folder(tmp_path: Path) -> None:
    pytest.importorskip("jupyterlab")
    command = lab.command(tmp_path)
    assert command[:4] == [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={tmp_path}"]
    assert "--LabApp.news_url=None" in command


def test_without_jupyterlab_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    with pytest.raises(MissingDependencyError, match=r'pip install "fzfin\[lab\]"'):
        lab.start(tmp_path / "mine")
    assert not (tmp_path / "mine").exists()
