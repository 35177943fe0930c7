"""The papermill engine ``fzfin``: notebooks run in this process, ten times faster than through a kernel.

Use it only where a crash may take the process with it, such as in the workers of `fzfin.reports.batch`; anything
untrusted belongs to papermill's own engine.
"""

from __future__ import annotations

# mypy: allow-untyped-calls
import platform
from collections.abc import Callable
from typing import Any, Final

from nbformat import NotebookNode
from papermill.engines import Engine, papermill_engines

from fzfin.reports.shell import notebook_shell

NAME: Final = "fzfin"
_MAY_FAIL: Final = "raises-exception"
_SKIPPED: Final = "skip-execution"


class InProcessEngine(Engine):  # type: ignore[misc]
    """Runs a notebook on IPython's `InteractiveShell`, with the outputs that a kernel would have given."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, on_cell: Callable[[int], None] | None = None, **_: Any
    ) -> None:
        """Run the cells up to the first that fails; what it raised stays in its outputs.

        Args:
            nb_man: Papermill's manager of the notebook, which keeps times and states and draws its progress bar.
            kernel_name: Not used: the notebook runs in this very Python.
            on_cell: Called with the index of each cell before it runs.
        """
        nb_man.nb.metadata["language_info"] = _language()
        with notebook_shell() as shell:
            for index, cell in enumerate(nb_man.nb.cells):
                if on_cell is not None:
                    on_cell(index)
                nb_man.cell_start(cell, index)
                try:
                    if not _runs(cell) or shell.run(cell) or _MAY_FAIL in cell.metadata.get("tags", ()):
                        continue
                    nb_man.cell_exception(cell, index)
                    break
                finally:
                    nb_man.cell_complete(cell, index)


def _runs(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip()) and _SKIPPED not in cell.metadata.get("tags", ())


def _language() -> NotebookNode:
    return NotebookNode(
        name="python",
        version=platform.python_version(),
        mimetype="text/x-python",
        file_extension=".py",
        pygments_lexer="ipython3",
        nbconvert_exporter="python",
        codemirror_mode=NotebookNode(name="ipython", version=3),
    )


def register() -> None:
    """Make the engine known to papermill where fzfin is imported without being installed."""
    papermill_engines.register(NAME, InProcessEngine)
