"""The answers notebooks: each exercise of a lesson with code that solves it, between the marks that nbgrader takes out.

They are made from the exercises alone: ``python -m fzfin.teach.answers`` writes those of the account that ships to
``notebooks/lessons``, ``python -m fzfin.teach.answers town:unit_slip FOLDER`` those of another account. A course with
nbgrader takes one as the source of an assignment: ``nbgrader generate_assignment`` leaves the blanks, and the cells
behind them grade what learners fill in.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any, Final

from fzfin import _shipped
from fzfin.disclosure import Disclosure
from fzfin.reports.wording import LANGUAGES
from fzfin.teach.accounts import account, budget
from fzfin.teach.classwords import word
from fzfin.teach.exercise import Exercise
from fzfin.teach.lesson import LESSONS, lesson, opening, parameters

FOLDER: Final = "answers"
_BEGIN: Final = "### BEGIN SOLUTION"
_END: Final = "### END SOLUTION"
_CHECK: Final = """\
verdict = lesson.{name}.check({name})
assert verdict or not lesson.{name}.applies, verdict.message
verdict"""


def answers_notebook(
    key: str, d: Disclosure, lang: str, source: str | None = None, *, budget: Disclosure | None = None
) -> dict[str, Any]:
    """The answers notebook of a lesson as plain JSON of nbformat 4.

    The code computes the answers from the account; the lines that it picks are those that this account is asked about,
    so that another account needs a notebook of its own.

    Args:
        key: A lesson.
        d: The account.
        lang: ``zh`` or ``en``.
        source: What `fzfin.teach.account` reads the account from.
        budget: The budget of its year, where it is at hand.

    Raises:
        ParameterError: There is no such lesson or language.

    Example:
        >>> import fzfin as fz
        >>> made = answers_notebook("reading", fz.read(), "en")
        >>> [cell["source"] for cell in made["cells"] if cell["cell_type"] == "markdown"][1]
        ['## Q1 · Total and unit']
    """
    held = lesson(key, d, lang, budget=budget)
    solved = {exercise.name: solution(exercise) for exercise in held}
    imports = "import polars as pl\n\n" if any("pl." in code for code in solved.values()) else ""
    head = f"{imports}import fzfin as fz\n\n" + "\n".join(opening(key))
    named = json.dumps(source, ensure_ascii=False) if source else "None"
    blank = "".join(f"{name} = None\n" for name in parameters(key)[1:])
    note = word("answers.note", lang)
    cells = [
        _cell("title", "markdown", f"# {word('answers.title', lang).format(title=held.title)}\n\n{note}"),
        _cell("parameters", "code", f'source = {named}\n{blank}lang = "{lang}"', tags=["parameters"]),
        _cell("head", "code", head),
    ]
    for exercise in held:
        name = exercise.name
        cells += [
            _cell(f"{name}-title", "markdown", f"## {name.upper()} · {exercise.title}"),
            _cell(f"{name}-question", "code", f"lesson.{name}"),
            _cell(f"{name}-answer", "code", solved[name], nbgrader=_graded(f"{key}-{name}", solution=True)),
            _cell(
                f"{name}-check",
                "code",
                _CHECK.format(name=name),
                nbgrader=_graded(f"{key}-{name}-check", solution=False),
            ),
        ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def solution(exercise: Exercise) -> str:
    """The code of an exercise with its last expression named after it, between the marks of nbgrader."""
    code = exercise.code.strip()
    last = ast.parse(code).body[-1]
    lines = code.splitlines()
    at = last.lineno - 1
    named = [*lines[:at], f"{exercise.name} = {lines[at]}", *lines[at + 1 :]]
    return "\n".join([_BEGIN, *named, _END])


def _graded(identity: str, *, solution: bool) -> dict[str, Any]:
    """What nbgrader needs to know of a cell: an answer to fill in, or a check worth one point."""
    about = {"grade": not solution, "grade_id": identity, "locked": not solution, "schema_version": 3}
    return about | {"solution": solution, "task": False} | ({} if solution else {"points": 1})


def _cell(identity: str, kind: str, source: str, **metadata: Any) -> dict[str, Any]:
    cell = {"cell_type": kind, "id": identity, "metadata": metadata, "source": source.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def written(folder: Path, source: str | None = None) -> dict[Path, str]:
    """The answers notebooks of all lessons in all languages: path → content.

    Raises:
        ParameterError: There is no such defect.
        SourceError: The account cannot be read.
    """
    d, found, plan = account(source), account(source, to_find=True), budget(source)
    return {
        folder / lang / FOLDER / f"{place}_{key}.ipynb": json.dumps(
            answers_notebook(key, found if key == "capstone" else d, lang, source, budget=plan),
            ensure_ascii=False,
            indent=1,
            sort_keys=True,
        )
        + "\n"
        for lang in LANGUAGES
        for place, key in enumerate(LESSONS, 1)
    }


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else None
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else _shipped.notebooks_dir() / "lessons"
    for path, content in written(target, given).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(path)
