"""Notebooks are found by name and path, and cut to one language."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_notebooks import HEAD, made, write

from fzfin.errors import RenderError, SourceNotFoundError
from fzfin.reports.naming import named, slug
from fzfin.reports.notebooks import find, in_language, load, shipped


def test_notebooks_that_ship_are_found_by_name() -> None:
    assert list(shipped())[:5] == ["overview", "variance", "three_public", "procurement", "performance"]
    assert find(["variance", "variance"]) == [shipped()["variance"]]
    assert find() == list(shipped().values())


def test_others_are_found_by_path(tmp_path: Path) -> None:
    path = write(tmp_path / "my {own}.ipynb", *HEAD)
    assert find([path, str(path)]) == [path]


@pytest.mark.parametrize("name", ["varience", "no/such.ipynb", "."])
def test_an_unknown_name_is_an_error_that_names_the_right_ones(name: str) -> None:
    with pytest.raises(SourceNotFoundError, match="the notebooks that ship are overview, variance, three_public"):
        find([name])


def test_a_near_name_is_suggested() -> None:
    with pytest.raises(SourceNotFoundError, match="did you mean 'variance'"):
        find(["varience"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"nbformat": 3}', "no json"])
def test_what_is_no_notebook_is_an_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RenderError, match="expected a Jupyter notebook"):
        load(path)


@pytest.mark.parametrize(("lang", "first"), [("zh", "# 支出 & 变动"), ("en", "# Change of expenditure")])
def test_cells_of_other_languages_go(lang: str, first: str) -> None:
    assert [cell["source"] for cell in in_language(made(*HEAD), lang)["cells"]][:1] == [first]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("福州2022 决算（公开）", "福州2022-决算-公开"),
        ("../../etc/passwd", "etc-passwd"),
        ("...", "disclosure"),
        ("=cmd|' /C", "cmd-C"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_name_of_a_page_is_never_a_path(text: str, name: str) -> None:
    assert slug(text) == name


def test_sources_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").touch()
    paths = [tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt", tmp_path / "a" / ".." / "a" / "x.txt"]
    assert named(paths) == {str(paths[0]): "x", str(paths[1]): "x-2"}


def test_a_source_that_is_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="found a folder"):
        named([tmp_path])
    with pytest.raises(SourceNotFoundError, match="found no file"):
        named(tmp_path / "none.txt")
    with pytest.raises(SourceNotFoundError, match="at least one source"):
        named([])
