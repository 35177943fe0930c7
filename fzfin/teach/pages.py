"""The lessons as pages for learners without Jupyter: rendered like reports, the answers folded below the exercises."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fzfin import _shipped
from fzfin.errors import ParameterError, SourceNotFoundError
from fzfin.reports.notebooks import load, source_of, tags_of
from fzfin.reports.overview import Contents
from fzfin.reports.wording import LANGUAGES
from fzfin.settings import language
from fzfin.teach.accounts import account, as_file, is_made
from fzfin.teach.classwords import word
from fzfin.teach.lesson import LESSONS, opening, parameters
from fzfin.teach.wording import words

if TYPE_CHECKING:
    from fzfin.reports.batch import BatchResult

Notebook = dict[str, Any]

_CHECK: Final = re.compile(r"\b(\w+)\.(q\d+)\.check\(")
_LIVE: Final = re.compile(r"\w+\.(?:q\d+|progress\(\)|q\d+\.(?:hint|solution|box)\(\))")
"""Cells that only make sense with a kernel: a page has the exercise with its answers folded instead."""


def books(lang: str) -> dict[str, Path]:
    """The notebooks of the lessons in a language, by key and in the order in which they are taught.

    Raises:
        SourceNotFoundError: The installation has none.
    """
    folder = _shipped.notebooks_dir() / "lessons" / lang
    found = {key: path for key in LESSONS for path in sorted(folder.glob(f"*{key}.ipynb"))}
    if not found:
        raise SourceNotFoundError(f"expected the notebooks of the lessons in {folder}, found none; reinstall fzfin")
    return found


def render_lessons(
    source: str | Path | None = None,
    *,
    lang: str | None = None,
    budget: str | Path | None = None,
    out: str | Path = "lessons",
    sheets: bool = False,
    pdf: bool = False,
    jobs: int | None = None,
    timeout: float = 120,
    progress: bool = True,
) -> BatchResult:
    """Render the lessons, the glossary and the pages for the teacher as HTML files that need no network, with an index.

    Args:
        source: The account to teach with: a made one by name (``school``, ``town:unit_slip``), the path of a
            disclosure, or None for the one that ships.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.
        budget: The file of the budget of the same department and year, for the lesson on execution; a made account has
            its own.
        out: The folder for the pages.
        sheets: Make a worksheet to print for each lesson, too.
        pdf: Print each page to a PDF file beside it, with the Chromium that is installed.
        jobs: How many workers at a time; see `fzfin.render`.
        timeout: Seconds that one page may take.
        progress: Show a progress bar on stderr.

    Raises:
        ParameterError: There is no such language or defect, or the budget is not that of the account.
        SourceError: The account or the budget cannot be read.
        MissingDependencyError: PDF files are asked for, and no browser is installed.
        RenderError: The pages cannot be written.

    Example:
        >>> render_lessons("school", lang="en", out="lessons", progress=False)  # doctest: +SKIP
    """
    from fzfin.analysis.comparison import compare
    from fzfin.disclosure import read
    from fzfin.reports.batch import render

    if lang is None:
        lang = language()
    if lang not in LANGUAGES:
        raise ParameterError(f"lang: expected one of {', '.join(LANGUAGES)}, found {lang!r}")
    if budget is not None:
        compare(read(budget), account(source))  # says at once, before any page is made, if they do not belong together
    with tempfile.TemporaryDirectory(prefix="fzfin-lessons-") as folder:
        given = as_file(source, folder) if isinstance(source, str) and is_made(source) else source
        pages = _pages(lang, sheets=sheets)
        paths = [_written(Path(folder, f"{name}.ipynb"), notebook) for name, (_, notebook) in pages.items()]
        groups = {name: word(f"group.{group}", lang) for name, (group, _) in pages.items()}
        return render(
            given,
            notebooks=paths,
            lang=lang,
            parameters=None if budget is None else {"budget": budget},
            out=out,
            jobs=jobs,
            timeout=timeout,
            progress=progress,
            pdf=pdf,
            contents=Contents(word("lessons.title", lang), word("lessons.lead", lang), groups),
        )


def _pages(lang: str, *, sheets: bool) -> dict[str, tuple[str, Notebook]]:
    """Name of a page → its group and its notebook."""
    known = books(lang)
    numbered = {key: f"{place}_{key}" for place, key in enumerate(LESSONS, 1) if key in known}
    pages = {name: ("lesson", folded_notebook(load(known[key]))) for key, name in numbered.items()}
    pages["glossary"] = ("glossary", _glossary(lang))
    for key, name in numbered.items():
        title = word("teacher.title", lang).format(title=words(lang)[f"lesson.{key}"])
        pages[f"{name}_teacher"] = ("teacher", _made(title, key, "fz.teach.teacher(lesson)"))
        if sheets:
            title = word("sheet.title", lang).format(title=words(lang)[f"lesson.{key}"])
            pages[f"{name}_sheet"] = ("sheet", _made(title, key, "fz.teach.sheet(lesson)"))
    return pages


def folded_notebook(notebook: Notebook) -> Notebook:
    """A lesson with its exercises folded: a cell that checks an answer shows the exercise with its answers instead."""
    cells = []
    for cell in notebook["cells"]:
        source = source_of(cell).strip()
        checked = list(dict.fromkeys(_CHECK.findall(source))) if cell["cell_type"] == "code" else []
        if checked:
            for lesson, name in checked:
                cells.append(_code(f"fz.teach.folded({lesson}.{name})", "remove-input"))
        elif cell["cell_type"] != "code" or not _LIVE.fullmatch(source) or "parameters" in tags_of(cell):
            cells.append(cell)
    return notebook | {"cells": cells}


def _glossary(lang: str) -> Notebook:
    """The page of all terms, a heading for each lesson."""
    cells: list[dict[str, Any]] = [_text(f"# {word('glossary.title', lang)}\n\n{word('glossary.lead', lang)}")]
    cells += _head(LESSONS[0])
    for key in LESSONS:
        cells.append(_text(f"## {words(lang)[f'lesson.{key}']}"))
        cells.append(_code(f'fz.teach.glossary(d, lang, lesson="{key}")', "remove-input"))
    return _notebook(cells)


def _made(title: str, key: str, shown: str) -> Notebook:
    return _notebook([_text(f"# {title}"), *_head(key), _code(shown, "remove-input")])


def _head(key: str) -> list[dict[str, Any]]:
    """The cell of parameters, and the one that reads the account and opens the lesson."""
    blank = "\n".join(f"{name} = None" for name in (*parameters(key), "lang"))
    code = "\n".join(("import fzfin as fz\n", *opening(key)))
    return [_code(blank, "parameters"), _code(code, "remove-input")]


def _notebook(cells: list[dict[str, Any]]) -> Notebook:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "t", "metadata": {}, "source": source}


def _code(source: str, *tags: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "c",
        "metadata": {"tags": list(tags)},
        "outputs": [],
        "source": source,
    }


def _written(path: Path, notebook: Notebook) -> Path:
    """Write a notebook, its cells numbered: ids must differ."""
    cells = [cell | {"id": f"cell-{number:03}"} for number, cell in enumerate(notebook["cells"])]
    path.write_text(json.dumps(notebook | {"cells": cells}, ensure_ascii=False), encoding="utf-8")
    return path
