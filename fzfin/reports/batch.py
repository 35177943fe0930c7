"""Notebooks × disclosures → pages and an index, made in workers and moved to their place when all are whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from fzfin import settings
from fzfin.errors import ParameterError, RenderError, SourceError, SourceNotFoundError
from fzfin.reports import notebooks as known_notebooks
from fzfin.reports import parameters as known_parameters
from fzfin.reports import vega
from fzfin.reports.naming import named, shipped_name, slug
from fzfin.reports.overview import Contents, overview
from fzfin.reports.pdf import browser, print_page
from fzfin.reports.pool import Pool
from fzfin.reports.staging import INDEX, publish, staging
from fzfin.reports.task import Outcome, Task
from fzfin.reports.wording import LANGUAGES

ENGINES: Final = ("fzfin", "kernel")
"""In the worker itself, or in a kernel of its own: slower, as papermill does it."""

_OURS: Final = {"source": "sources", "lang": "lang"}
_BUDGET: Final = "budget"
_WORTH_A_WORKER: Final = 3
_PRINTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Page:
    """What became of one notebook for one disclosure; `path` is None where the source could not be read."""

    source: str
    notebook: str
    path: Path | None
    ok: bool
    title: str = ""
    finding: str = ""
    error: str = ""
    seconds: float = 0.0
    charts: int = 0
    about: Mapping[str, Any] = field(default_factory=dict)
    pdf: Path | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The pages of a run, in the order of sources and notebooks, and their index."""

    pages: tuple[Page, ...]
    index: Path

    @property
    def failed(self) -> tuple[Page, ...]:
        """The pages that show a failure, or could not be made at all."""
        return tuple(page for page in self.pages if not page.ok)

    def __len__(self) -> int:
        return len(self.pages)

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    def __str__(self) -> str:
        lines = [
            f"{'ok    ' if page.ok else 'failed'}  {page.path or page.source}"
            + (f"  {page.error}" if page.error else "")
            for page in self.pages
        ]
        lines += [f"pdf     {page.pdf}" for page in self.pages if page.pdf is not None]
        return "\n".join([*lines, f"index   {self.index}"])


def render(
    sources: str | Path | Iterable[str | Path] | None = None,
    *,
    notebooks: str | Path | Iterable[str | Path] | None = None,
    lang: str | None = None,
    out: str | Path = "reports",
    parameters: Mapping[str, Any] | None = None,
    jobs: int | None = None,
    timeout: float = 120,
    engine: str = "fzfin",
    progress: bool = True,
    pdf: bool = False,
    contents: Contents | None = None,
) -> BatchResult:
    """Render notebooks for disclosures (部门决算) as HTML pages that need no network, with an index.

    Args:
        sources: Files of disclosures; None for the one that ships.
        notebooks: Names of notebooks that ship, or paths of others; None for all that ship.
        lang: The language of the pages, ``zh`` or ``en``; by default that of `fzfin.settings`, as with the unit.
        out: The folder for the pages; files in it that are not of this run stay.
        parameters: Values for what the notebooks declare, such as ``{"unit": "元", "top": 5}``; each notebook gets
            those that it knows. ``budget`` is the file of the budget that goes with the one source: the notebook
            ``variance`` then lays it beside the account.
        jobs: How many workers at a time; None for what the work and the processors are worth.
        timeout: Seconds that one notebook may take.
        engine: ``fzfin`` runs a notebook in the worker, ``kernel`` in a Jupyter kernel.
        progress: Show a progress bar on stderr.
        pdf: Print each page to a PDF file beside it, with the Chromium that is installed.
        contents: How the index is headed and its pages are grouped; None for reports.

    Returns:
        The pages and their index. A notebook that fails, hangs or crashes has a page that shows where, and does not
        keep the others from being made: see `BatchResult.failed`.

    Raises:
        ParameterError: A parameter is unknown, or has a wrong type or value; nothing was run.
        SourceNotFoundError: A source or notebook does not exist; nothing was run.
        SourceError: None of the sources can be read.
        RenderError: The pages cannot be written.
        MissingDependencyError: `pdf` is asked for and there is no browser that prints; nothing was run.

    Example:
        >>> result = render(notebooks=["variance"], out="reports", progress=False)  # doctest: +SKIP
    """
    if lang is None:
        lang = settings.language()
    _choose("lang", lang, tuple(LANGUAGES))
    _choose("engine", engine, ENGINES)
    given = named(sources)
    books = known_notebooks.find(notebooks)
    values = _parameters(books, _with_budget(parameters or {}, given), lang, sources is not None)
    if timeout <= 0 or (jobs is not None and jobs < 1):
        raise ParameterError(f"expected a timeout above 0 and at least 1 job, found {timeout!r} and {jobs!r}")
    if pdf:
        browser()
    made_on = date.today().isoformat()
    with staging(Path(out)) as folder:
        tasks = [
            Task(
                notebook=str(book),
                source=source,
                page=str(folder / f"{name}-{slug(book.stem)}-{lang}.html"),
                lang=lang,
                engine=engine,
                timeout=timeout,
                index=INDEX,
                made_on=made_on,
                parameters=values[book] if source is None else values[book] | {"source": source},
            )
            for source, name in given.items()
            for book in books
        ]
        outcomes = _run(tasks, jobs or _jobs(len(tasks)), progress)
        if all(outcome.status == "unread" for outcome in outcomes):
            raise SourceError(outcomes[0].error)
        pages = tuple(_page(task, outcome, Path(out)) for task, outcome in zip(tasks, outcomes, strict=True))
        (folder / INDEX).write_text(overview(pages, lang, made_on, contents), encoding="utf-8")
        publish(folder, Path(out))
    if pdf:
        pages = _printed(pages, jobs or _PRINTERS)
        with staging(Path(out)) as folder:
            (folder / INDEX).write_text(overview(pages, lang, made_on, contents), encoding="utf-8")
            publish(folder, Path(out))
    return BatchResult(pages, Path(out) / INDEX)


def _printed(pages: Sequence[Page], jobs: int) -> tuple[Page, ...]:
    """The pages with the PDF of each beside it; one that cannot be printed is a failure of its own."""
    from fzfin.charts.fonts import tell_of_missing_font

    tell_of_missing_font("".join(f"{page.title}{page.finding}{page.about.get('department')}" for page in pages))

    def of(page: Page) -> Page:
        if page.path is None:
            return page
        target = page.path.with_suffix(".pdf")
        try:
            return replace(page, pdf=print_page(page.path, target))
        except RenderError as error:
            target.unlink(missing_ok=True)  # that of an earlier run would pass for this page
            return replace(page, ok=False, error=page.error or str(error))

    with ThreadPoolExecutor(jobs) as printers:
        return tuple(printers.map(of, pages))


def _choose(name: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise ParameterError(f"{name}: expected one of {', '.join(choices)}, found {value!r}")


def _parameters(
    books: Sequence[Path], values: Mapping[str, Any], lang: str, sourced: bool
) -> dict[Path, dict[str, Any]]:
    """What each notebook is given, checked against what it declares; the source itself is added for each task."""
    for name, argument in _OURS.items():
        if name in values:
            raise ParameterError(
                f"expected {name!r} as the argument {argument!r} of its own, found it in the parameters"
            )
    declared = {book: known_parameters.declared(known_notebooks.load(book)) for book in books}
    for book, parameters in declared.items():
        if sourced and "source" not in parameters:
            raise ParameterError(
                f"expected a parameter 'source' in {book.name}, found {', '.join(parameters) or 'none'}"
            )
    shared = known_parameters.check(values, {str(book): given for book, given in declared.items()})
    ours = {**settings.asked(), "lang": lang}
    return {
        book: {name: value for name, value in ours.items() if name in declared[book]} | shared[str(book)]
        for book in books
    }


def _with_budget(values: Mapping[str, Any], given: Mapping[str | None, str]) -> Mapping[str, Any]:
    """The parameters, the file of a budget by its whole path: a notebook may run in another folder.

    Raises:
        SourceNotFoundError: No file stands there.
        ParameterError: There are several sources, and a budget belongs to one account.
    """
    budget = values.get(_BUDGET)
    if budget is None:
        return values
    if not isinstance(budget, str | Path) or not Path(budget).is_file():
        raise SourceNotFoundError(f"expected the file of a budget at {str(budget)!r}, found no file")
    if len(given) > 1:
        raise ParameterError(f"expected one source to go with the budget {str(budget)!r}, found {len(given)}")
    return {**values, _BUDGET: str(Path(budget).resolve())}


def _jobs(tasks: int) -> int:
    """As many workers as there are processors, but none for less than what its own start costs."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, -(-tasks // _WORTH_A_WORKER)))


def _run(tasks: Sequence[Task], jobs: int, progress: bool) -> list[Outcome]:
    from tqdm import tqdm

    workers = min(jobs, len(tasks))
    with (
        ThreadPoolExecutor(1) as aside,
        Pool(workers) as pool,
        ThreadPoolExecutor(workers) as threads,
        tqdm(total=len(tasks), unit="page", disable=not progress) as bar,
    ):
        try:
            futures: list[Future[Outcome]] = [threads.submit(pool.run, task) for task in tasks]
            # Made while the workers are busy; it keeps this process from anything else, so it comes after the tasks.
            aside.submit(vega.bundle)
            for future in as_completed(futures):
                future.result()
                bar.update()
            return [future.result() for future in futures]
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            pool.close()
            raise


def _page(task: Task, outcome: Outcome, out: Path) -> Page:
    written = outcome.status in ("done", "failed")
    return Page(
        source=Path(task.source).name if task.source else str(outcome.about.get("source_name") or shipped_name()),
        notebook=Path(task.notebook).stem,
        path=out / Path(task.page).name if written else None,
        ok=outcome.status == "done",
        title=outcome.title,
        finding=outcome.finding,
        error=outcome.error,
        seconds=outcome.seconds,
        charts=outcome.charts,
        about=outcome.about,
    )
