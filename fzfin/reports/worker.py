"""The process in which notebooks run: tasks come in as lines of JSON, events go out as lines of JSON.

A notebook can do to this process what it likes; the other end (`fzfin.reports.pool`) starts another.
"""

from __future__ import annotations

# mypy: allow-untyped-calls
import json
import os
import queue
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TextIO

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

import fzfin
from fzfin.errors import FzfinError
from fzfin.reports import engine, vega
from fzfin.reports.exporter import ReportExporter, failure, finding, title
from fzfin.reports.notebooks import in_language, load, tags_of
from fzfin.reports.task import Outcome, Task

_KERNEL: Final = "python3"
_ABOUT: Final = ("id", "department", "year", "kind", "region", "unit", "source_name", "sha256", "made")


class TimeLimitError(BaseException):
    """The notebook took longer than it may; no `except Exception` of a cell stops this."""


def main() -> None:
    """Serve tasks until the other end closes: its end is ours, even in the middle of a notebook."""
    tasks: queue.SimpleQueue[str] = queue.SimpleQueue()
    lines, events = sys.stdin, os.fdopen(os.dup(1), "w", encoding="ascii", buffering=1)
    os.dup2(2, 1)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - stays open as long as the process

    def receive() -> None:
        for line in lines:
            tasks.put(line)
        os._exit(0)

    engine.register()
    _warm()
    threading.Thread(target=receive, daemon=True).start()
    _send(events, event="ready")
    while True:
        task = Task(**json.loads(tasks.get()))
        _send(events, event="done", **asdict(make(task, lambda index: _send(events, event="cell", index=index))))


def _send(events: TextIO, **event: Any) -> None:
    events.write(json.dumps(event) + "\n")


def _warm() -> None:
    """Import what every notebook needs before the first asks for it, so that its time limit does not pay for it."""
    from fzfin import analysis, charts

    del analysis, charts


def make(task: Task, on_cell: Callable[[int], None]) -> Outcome:
    """Run the notebook, write its page, and say what became of it."""
    started = time.perf_counter()
    try:
        about = _about(task.source)
    except FzfinError as error:
        return Outcome("unread", error=str(error))
    except Exception:
        # A fault of the reader, not of the source: the page of the notebook shows where.
        about = dict.fromkeys(_ABOUT) | {"source_name": Path(task.source or "").name}
    notebook = in_language(load(Path(task.notebook)), task.lang)
    nb = _stopped(notebook, task) if task.stopped is not None else _run(notebook, task, on_cell)
    nb.metadata["fzfin"] = about | {
        "lang": task.lang,
        "index": task.index,
        "made_on": task.made_on,
        "notebook": Path(task.notebook).stem,
        "source": about["source_name"],
        "parameters": {
            name: Path(value).name if name == "budget" and value else value
            for name, value in task.parameters.items()
            if name != "source"
        },
    }
    page, _ = ReportExporter(complete=False).from_notebook_node(nb)
    Path(task.page).write_text(page, encoding="utf-8")
    stopped = failure(nb)
    return Outcome(
        "done" if stopped is None else "failed",
        title(nb),
        finding(nb),
        "" if stopped is None else f"{stopped['name']}: {stopped['text']}".splitlines()[0],
        round(time.perf_counter() - started, 3),
        sum(vega.MIME in output.get("data", {}) for cell in nb.cells for output in cell.get("outputs", ())),
        about,
    )


@lru_cache(maxsize=8)
def _about(source: str | None) -> dict[str, Any]:
    meta = fzfin.read(source).meta
    return {name: getattr(meta, name, None) for name in _ABOUT}


def _run(notebook: dict[str, Any], task: Task, on_cell: Callable[[int], None]) -> nbformat.NotebookNode:
    """Run the notebook through papermill; what it raised is in it."""
    with tempfile.TemporaryDirectory(prefix="fzfin-run-") as folder:
        given, ran = Path(folder, "notebook.ipynb"), Path(folder, "executed.ipynb")
        given.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
        own = task.engine == engine.NAME
        options: dict[str, Any] = {"engine_name": engine.NAME, "on_cell": on_cell} if own else {}
        try:
            with _limit(task.timeout):
                ran_through: nbformat.NotebookNode = papermill.execute_notebook(
                    *(str(path).replace("{", "{{").replace("}", "}}") for path in (given, ran)),
                    parameters=task.parameters,
                    kernel_name=_KERNEL,
                    language="python",
                    progress_bar=False,
                    request_save_on_cell_execute=not own,
                    **options,
                )
            return ran_through
        except PapermillExecutionError:
            return _read(ran)
        except TimeLimitError as error:
            nb = _read(ran if ran.is_file() else given)
            return _mark(nb, _running(nb), type(error).__name__, str(error))


def _read(path: Path) -> nbformat.NotebookNode:
    nb: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    return nb


def _running(nb: nbformat.NotebookNode) -> int:
    """The first cell that papermill has begun and not ended."""
    states = [cell.metadata.get("papermill", {}).get("status") for cell in nb.cells]
    return next((index for index, state in enumerate(states) if state in ("running", "failed")), 0)


def _stopped(notebook: dict[str, Any], task: Task) -> nbformat.NotebookNode:
    nb = nbformat.reads(json.dumps(notebook), as_version=4)
    # The cell was counted with the parameters that papermill puts in behind those declared.
    declared = next((i for i, cell in enumerate(notebook["cells"]) if "parameters" in tags_of(cell)), len(nb.cells))
    return _mark(nb, task.cell - (bool(task.parameters) and task.cell > declared), "ProcessError", task.stopped or "")


def _mark(nb: nbformat.NotebookNode, index: int, name: str, text: str) -> nbformat.NotebookNode:
    """Put an error where there is none yet: into the cell that was running."""
    if failure(nb) is None and nb.cells:
        cell = nb.cells[index]
        cell.cell_type = "code"
        cell.outputs = [
            *cell.get("outputs", ()),
            nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[]),
        ]
    return nb


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """End what runs in this thread after so many seconds, where the system has such alarms; elsewhere the pool does."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def end(*_: object) -> None:
        raise TimeLimitError(f"the notebook did not end within the {seconds:g} s that it may take (see --timeout)")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
