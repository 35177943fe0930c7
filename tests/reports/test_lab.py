"""JupyterLab is started at notebooks that are yours to change."""

from __future__ import annotations

import os
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


def test_copies_hold_the_notebooks_of_one_language(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        folder = lab.folder(tmp_path / lang, lang)
        assert {path.parent.name for path in folder.glob("*/*/*.ipynb")} == {lang}
        assert (folder / "start" / lang / "start.ipynb").is_file()
        assert (folder / "reports" / "variance.ipynb").is_file()
    assert lab.folder(tmp_path / "zh", "en").joinpath("start", "zh").is_dir()


def test_the_start_notebook_is_what_opens(tmp_path: Path) -> None:
    pytest.importorskip("jupyterlab")
    assert not [word for word in lab.command(tmp_path) if "default_url" in word]
    root = lab.folder(tmp_path / "mine", "en")
    assert "--LabApp.default_url=/lab/tree/start/en/start.ipynb" in lab.command(root, "en")


@pytest.mark.parametrize(
    ("lang", "pack", "folders"), [("zh", True, ["zh", "quiet"]), ("zh", False, ["quiet"]), ("en", True, ["quiet"])]
)
def test_the_interface_is_chinese_where_its_language_pack_is(
    lang: str, pack: bool, folders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "find_spec", lambda name: object() if pack else None)
    base = {"JUPYTER_CONFIG_PATH": "/my/own", "HOME": "/home/me"}
    found = lab.environment(lang, base)
    paths = found["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert paths[0] == "/my/own"
    assert [Path(path).name for path in paths[1:]] == folders
    assert all((Path(path) / "labconfig" / "default_setting_overrides.json").is_file() for path in paths[1:])
    assert (found["FZFIN_LANG"], found["HOME"]) == (lang, "/home/me")
    assert base == {"JUPYTER_CONFIG_PATH": "/my/own", "HOME": "/home/me"}


def test_an_unknown_language_is_told_before_anything_is_copied(tmp_path: Path) -> None:
    with pytest.raises(FzfinError, match="expected lang to be one of zh, en, found 'de'"):
        lab.start(tmp_path / "mine", "de")
    assert not (tmp_path / "mine").exists()
