"""The answers notebooks: as they are made, and every answer right on every account for class."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import fzfin as fz
from fzfin import _shipped
from fzfin.teach import answers

ACCOUNTS = (None, "town")


def text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def run(notebook: dict[str, Any]) -> list[Any]:
    """Run the code of a notebook and give the names that it leaves."""
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile(text(cell), "answers", "exec"), names)  # noqa: S102
    return names["lesson"].progress()


def blanked(notebook: dict[str, Any]) -> dict[str, Any]:
    """What nbgrader hands out: nothing between the marks, and an answer that is `...`."""
    cells = []
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        name = about.get("grade_id", "").rpartition("-")[2]
        cells.append(cell | {"source": [f"{name} = ..."]} if about.get("solution") else cell)
    return notebook | {"cells": cells}


@pytest.fixture(scope="module")
def made() -> dict[Path, str]:
    return answers.written(_shipped.notebooks_dir() / "lessons")


def test_what_ships_is_what_is_made(made: dict[Path, str]) -> None:
    assert {path: path.read_text(encoding="utf-8") for path in made} == made
    folders = {path.parent for path in made}
    assert {path for folder in folders for path in folder.glob("*.ipynb")} == set(made)


@pytest.mark.parametrize("key", fz.teach.LESSONS)
@pytest.mark.parametrize("source", ACCOUNTS)
def test_every_answer_is_correct(source: str | None, key: str) -> None:
    d = fz.teach.account(source, to_find=key == "capstone")
    progress = run(answers.answers_notebook(key, d, "zh", source, budget=fz.teach.budget(source)))
    assert progress.done == progress.of
    assert set(progress.states.values()) <= {"correct", "not_applicable"}


def test_a_blank_answer_does_not_pass() -> None:
    notebook = blanked(answers.answers_notebook("reading", fz.read(), "en"))
    with pytest.raises(AssertionError, match="Replace"):
        run(notebook)


def test_every_exercise_has_an_answer_to_fill_in_and_a_check_worth_a_point(made: dict[Path, str]) -> None:
    d = fz.read()
    for path, content in made.items():
        notebook = json.loads(content)
        graded = [cell["metadata"]["nbgrader"] for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
        names = [name for name in dir(fz.teach.lesson(path.stem.partition("_")[2], d)) if name.startswith("q")]
        assert [one["grade_id"].split("-")[1] for one in graded if one["solution"]] == names
        assert [one["points"] for one in graded if one["grade"]] == [1] * len(names)
        solved = [text(cell) for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
        assert all(s.startswith("### BEGIN SOLUTION\n") and s.endswith("\n### END SOLUTION") for s in solved)
        assert all(cell.get("outputs", []) == [] for cell in notebook["cells"])


def test_no_text_but_that_of_answers_holds_the_marks_that_nbgrader_cuts_at(made: dict[Path, str]) -> None:
    for content in made.values():
        notebook = json.loads(content)
        marked = [cell for cell in notebook["cells"] if "SOLUTION" in text(cell)]
        assert all(cell["metadata"]["nbgrader"]["solution"] for cell in marked)
