"""An IPython shell that runs the cells of a notebook in this process and keeps what they print, show and raise.

It is what a kernel is to `papermill`, without the second process, the sockets and the second of waiting. The traps:
the history database stays off, `__main__`, the shell singleton and the hooks of `sys` come back afterwards, and no
file is left in the home directory.
"""

from __future__ import annotations

# mypy: allow-untyped-calls
import atexit
import base64
import builtins
import contextlib
import io
import json
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Type
from traitlets.config import Config

from fzfin import settings
from fzfin.errors import FzfinError


class Outputs:
    """The outputs of the cell that is running, in the order in which they came, as nbformat wants them."""

    def __init__(self) -> None:
        self.nodes: list[NotebookNode] = []
        self._named: dict[str, list[NotebookNode]] = {}
        self._clear = False

    def open(self, nodes: list[NotebookNode]) -> None:
        """Send what follows into the outputs of another cell."""
        self.nodes, self._clear = nodes, False

    def stream(self, name: str, text: str) -> None:
        """Add text to stdout or stderr, joined to the text just before it."""
        self._clear_if_due()
        last = self.nodes[-1] if self.nodes else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        else:
            self.nodes.append(new_output("stream", name=name, text=text))

    def show(self, data: Mapping[str, Any], metadata: Mapping[str, Any], name: str | None, update: bool) -> None:
        """Add something displayed, or replace all that was displayed under the same name."""
        if update and name is not None:
            for node in self._named.get(name, []):
                node.update(NotebookNode(data=_plain(data), metadata=_plain(metadata)))
            return
        self._clear_if_due()
        self.nodes.append(new_output("display_data", data=_plain(data), metadata=_plain(metadata)))
        if name is not None:
            self._named.setdefault(name, []).append(self.nodes[-1])

    def result(self, data: Mapping[str, Any], metadata: Mapping[str, Any], count: int) -> None:
        """Add the value of the last expression of the cell."""
        self._clear_if_due()
        data, metadata = _plain(data), _plain(metadata)
        self.nodes.append(new_output("execute_result", data=data, metadata=metadata, execution_count=count))

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an exception with its traceback."""
        self._clear_if_due()
        self.nodes.append(new_output("error", ename=name, evalue=value, traceback=traceback))

    def clear(self, wait: bool) -> None:
        """Drop the outputs so far: now, or when the next one comes."""
        self._clear = True
        if not wait:
            self._clear_if_due()

    def _clear_if_due(self) -> None:
        if self._clear:
            self.nodes.clear()
            self._clear = False


def _plain(data: Mapping[str, Any]) -> NotebookNode:
    """What a kernel would have sent: bytes as base64, anything else as JSON has it."""
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    others = {key: value for key, value in data.items() if key not in texts}
    if others:
        texts |= json.loads(json.dumps(others, ensure_ascii=False, default=_jsonable))
    return NotebookNode({key: texts[key] for key in data})


def _jsonable(value: object) -> object:
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)


class _Stream(io.TextIOBase):
    """What `sys.stdout` and `sys.stderr` are while a cell runs."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        if text:
            self._outputs.stream(self._name, text)
        return len(text)


class _Hook(DisplayHook):
    shell: Any

    def write_output_prompt(self) -> None:
        """Nothing: the number of a result is part of its output."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.shell.outputs.result(format_dict, md_dict or {}, self.prompt_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    shell: Any

    def publish(self, data: Any, metadata: Any = None, *_: Any, transient: Any = None, update: bool = False) -> None:  # type: ignore[override]
        self.shell.outputs.show(data, metadata or {}, (transient or {}).get("display_id"), update)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class NotebookShell(InteractiveShell):
    """One namespace, made for one notebook."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, profile: str) -> None:
        self.outputs = Outputs()
        config = Config({"HistoryManager": {"enabled": False}})
        profile_dir = ProfileDir.create_profile_dir(profile)
        super().__init__(config=config, ipython_dir=profile, profile_dir=profile_dir)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        # An error of the project tells the reader what to do; the way through its code would only hide that.
        told = stb[-1:] if issubclass(etype, FzfinError) else stb
        self.outputs.error(etype.__name__, str(evalue), list(told))

    def run(self, cell: NotebookNode) -> bool:
        """Run a code cell, fill its outputs and its number; say whether it succeeded."""
        cell.outputs, cell.execution_count = [], self.execution_count
        self.outputs.open(cell.outputs)
        out, err = _Stream("stdout", self.outputs), _Stream("stderr", self.outputs)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            result = self.run_cell(cell.source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        if error is not None and not any(node.output_type == "error" for node in cell.outputs):
            self.outputs.error(type(error).__name__, str(error), [])
        return error is None


@contextlib.contextmanager
def notebook_shell() -> Iterator[NotebookShell]:
    """A fresh shell, and everything it changes in this process put back when it is done."""
    main, path, folder = sys.modules["__main__"], list(sys.path), os.getcwd()
    singleton = InteractiveShell._instance
    added = {name: builtins.__dict__.get(name) for name in ("__IPYTHON__", "display")}
    with tempfile.TemporaryDirectory(prefix="fzfin-ipython-") as profile, warnings.catch_warnings(), settings.held():
        shell = NotebookShell(profile)
        InteractiveShell._instance = shell  # type: ignore[assignment]
        try:
            yield shell
        finally:
            InteractiveShell._instance = singleton
            shell.restore_sys_module_state()
            atexit.unregister(shell.atexit_operations)
            shell.atexit_operations()
            sys.modules["__main__"], sys.path[:] = main, path
            os.chdir(folder)
            for name, value in added.items():
                if value is None:
                    builtins.__dict__.pop(name, None)
                else:
                    builtins.__dict__[name] = value
