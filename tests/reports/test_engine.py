"""The engine in this process gives what a kernel gives, and leaves this process as it was."""

from __future__ import annotations

import builtins
import contextlib
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell
from made_notebooks import Cell, write
from papermill.exceptions import PapermillExecutionError

from fzfin.reports import engine

engine.register()

CELLS: tuple[Cell, ...] = (
    ("md", "# Title"),
    ("py", "a = 1"),
    ("py", "print('x')\nprint('y')\na"),
    ("py", "import sys\nprint('oops', file=sys.stderr)"),
    ("py", "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\nh = display('q', display_id='z')"),
    ("py", "h.update('new'); a;"),
    ("py", "_, Out[2]"),
    ("py", "import __main__\n__main__.a, get_ipython() is not None"),
    ("py", "import asyncio\nawait asyncio.sleep(0)\n{'a': [1, 2]}"),
    ("py", ""),
    ("py", "from IPython.display import clear_output\nprint('gone')\nclear_output(wait=True)\nprint('here')"),
    ("py", "class Picture:\n    def _repr_png_(self):\n        return b'\\x89PNG'\nPicture()"),
    ("py", "display({'application/json': {'t': (1, 2)}, 'text/plain': 't'}, raw=True)"),
    ("py", "def f():\n    return 1 / 0\nf()"),
    ("py", "print('never')"),
)


def run(tmp_path: Path, cells: tuple[Cell, ...], engine_name: str | None = "fzfin", **options: Any) -> Any:
    given, ran = write(tmp_path / "given.ipynb", *cells), tmp_path / f"{engine_name}.ipynb"
    options |= {"engine_name": engine_name, "progress_bar": False}
    execute = partial(papermill.execute_notebook, given, ran, request_save_on_cell_execute=False, **options)
    with contextlib.suppress(PapermillExecutionError), ThreadPoolExecutor(1) as thread:
        # Ours in a thread, as if in a process of its own: a browser of other tests keeps a loop running in this one.
        thread.submit(execute).result() if engine_name else execute()
    notebook = nbformat.read(ran, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "papermill-error-cell-tag" not in cell.metadata.tags]
    return notebook


def shown(cell: Any) -> tuple[int | None, str]:
    plain = re.sub(r"\\u001b\[[\d;]*m", "", json.dumps(cell.get("outputs", []), sort_keys=True))
    # The name of a cell in a traceback and the id of an object differ from run to run.
    return cell.get("execution_count"), re.sub(r"0x[0-9a-f]+", "0x", plain)


# A kernel that papermill starts leaves sockets to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning")
def test_outputs_are_those_of_a_kernel(tmp_path: Path) -> None:
    ours, theirs = run(tmp_path, CELLS), run(tmp_path, CELLS, None)
    assert [shown(cell) for cell in ours.cells] == [shown(cell) for cell in theirs.cells]
    assert ours.metadata.language_info == theirs.metadata.language_info
    states = [[cell.metadata.papermill.status for cell in notebook.cells] for notebook in (ours, theirs)]
    assert states[0] == states[1]
    nbformat.validate(ours)


def test_streams_keep_their_order(tmp_path: Path) -> None:
    source = "import sys\nprint(1)\nprint(2, file=sys.stderr)\ndisplay(3)\nprint(4)\nprint(5)"
    outputs = run(tmp_path, (("py", source),)).cells[0].outputs
    assert [output.get("text") or output.data["text/plain"] for output in outputs] == ["1\n", "2\n", "3", "4\n5\n"]


def test_a_failure_is_kept_with_its_traceback_and_stops_the_notebook(tmp_path: Path) -> None:
    notebook = run(tmp_path, (("py", "print('before')\n1/0"), ("py", "print('never')")))
    first, second = notebook.cells
    assert [output.output_type for output in first.outputs] == ["stream", "error"]
    assert (first.outputs[1].ename, first.outputs[1].evalue) == ("ZeroDivisionError", "division by zero")
    assert any("1/0" in re.sub(r"\x1b\[[\d;]*m", "", line) for line in first.outputs[1].traceback)
    assert (first.metadata.papermill.status, first.metadata.papermill.exception) == ("failed", True)
    assert (second.outputs, second.execution_count) == ([], None)


@pytest.mark.parametrize(
    "source",
    [
        "def",
        "raise SystemExit(3)",
        "raise KeyboardInterrupt",
        "%nosuchmagic",
        "raise ExceptionGroup('x', [ValueError()])",
    ],
)
def test_every_way_to_fail_is_an_error_output(tmp_path: Path, source: str) -> None:
    cell = run(tmp_path, (("py", source), ("py", "1"))).cells[0]
    assert cell.metadata.papermill.status == "failed"
    assert any(output.output_type == "error" for output in cell.outputs)


def test_tags_let_a_cell_fail_or_be_left_out(tmp_path: Path) -> None:
    cells: tuple[Cell, ...] = (("py", "1/0", "raises-exception"), ("py", "1/0", "skip-execution"), ("py", "7"))
    assert run(tmp_path, cells).cells[2].outputs[0].data["text/plain"] == "7"


def test_this_process_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("IPYTHONDIR", raising=False)

    def state() -> tuple[object, ...]:
        hooks = (sys.stdout, sys.stderr, sys.displayhook, sys.excepthook, sys.modules["__main__"])
        names = [hasattr(builtins, name) for name in ("display", "get_ipython", "__IPYTHON__")]
        return *hooks, InteractiveShell._instance, os.getcwd(), list(sys.path), names

    before = state()
    source = (
        "import os, sys, warnings\nos.chdir('/')\nsys.path.insert(0, '/nowhere')\nwarnings.simplefilter('ignore')\n1/0"
    )
    for _ in range(2):
        run(tmp_path, (("py", source),))
    assert state() == before
    assert not list(home.iterdir())


def test_each_notebook_has_a_namespace_of_its_own(tmp_path: Path) -> None:
    run(tmp_path, (("py", "leak = 1"),))
    assert run(tmp_path, (("py", "'leak' in globals()"),)).cells[0].outputs[0].data["text/plain"] == "False"


def test_parameters_are_given_and_cells_are_told(tmp_path: Path) -> None:
    seen: list[int] = []
    cells: tuple[Cell, ...] = (("py", "code = ''", "parameters"), ("md", "x"), ("py", "code"))
    notebook = run(tmp_path, cells, parameters={"code": "0'\"\\{}\n"}, on_cell=seen.append)
    assert notebook.cells[-1].outputs[0].data["text/plain"] == repr("0'\"\\{}\n")
    assert seen == [0, 1, 2, 3]
