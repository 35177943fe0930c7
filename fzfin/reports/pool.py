"""Worker processes, each with one notebook at a time; one that dies or hangs costs its own notebook only.

They are started as plain subprocesses: multiprocessing would import the caller's main module again, and a script
that calls `render` without a guard would start itself without end.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, Final

from fzfin.errors import RenderError
from fzfin.reports.task import Outcome, Task

# jsonschema would load a checker of addresses for a second that no worker uses.
_BOOT: Final = """\
import json, sys
sys.modules.setdefault("rfc3987_syntax", None)
sys.path[:] = json.loads(sys.stdin.readline())
from fzfin.reports.worker import main
main()
"""
_START_LIMIT: Final = 120.0
_GRACE: Final = 5.0
_LAST_WORDS: Final = 2000


class _EndedError(Exception):
    """The process ended by itself or was ended; `late` says which."""

    def __init__(self, late: bool, code: int | None, words: str) -> None:
        super().__init__(words)
        self.late, self.code, self.words = late, code, words


class _Process:
    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._late = False
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, nothing from outside on its command line
            [sys.executable, "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
            start_new_session=True,
        )
        self.ready = False
        self._send(sys.path)

    def _send(self, value: object) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(json.dumps(value) + "\n")
                self._process.stdin.flush()

    def _await(self, event: str, limit: float, on_cell: Callable[[int], None]) -> dict[str, Any]:
        timer = threading.Timer(limit, self._end_late)
        timer.start()
        try:
            for line in self._process.stdout or ():
                message: dict[str, Any] = json.loads(line)
                if (kind := message.pop("event")) == event:
                    return message
                if kind == "cell":
                    on_cell(message["index"])
        finally:
            timer.cancel()
        code = self._process.wait()
        self._errors.seek(0)
        words = self._errors.read()[-_LAST_WORDS:].decode("utf-8", "replace").strip()
        raise _EndedError(self._late, code, words)

    def run(self, task: Task, on_cell: Callable[[int], None]) -> Outcome:
        self._send(asdict(task))
        if not self.ready:
            self._await("ready", _START_LIMIT, on_cell)
            self.ready = True
        return Outcome(**self._await("done", task.timeout + _GRACE, on_cell))

    def _end_late(self) -> None:
        self._late = True
        self.end()

    def end(self) -> None:
        """End the process and whatever it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def close(self) -> None:
        self.end()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):
                if stream is not None:
                    stream.close()


class Pool:
    """So many workers; started at once, so that they import what they need while the caller prepares its tasks.

    Example:
        >>> with Pool(1) as pool:
        ...     pass
    """

    def __init__(self, size: int) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._processes: list[_Process] = []
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        for _ in range(size):
            self._idle.put(self._start())

    def _start(self) -> _Process:
        with self._lock:
            if self._closed:
                raise RenderError("expected a pool that is open, found that the run was given up")
            self._processes.append(process := _Process())
            return process

    def run(self, task: Task) -> Outcome:
        """Do one task in the next worker that is free; called from as many threads as there are workers.

        Raises:
            RenderError: A worker cannot even start.
        """
        process, cell = self._idle.get(), 0

        def on_cell(index: int) -> None:
            nonlocal cell
            cell = index

        try:
            return process.run(task, on_cell)
        except _EndedError as ended:
            process = self._replace(process, ended)
            try:
                return process.run(replace(task, stopped=_why(ended, task), cell=cell), on_cell)
            except _EndedError as again:
                process = self._replace(process, again)
                lines = _why(again, task).splitlines()
                return Outcome("unmade", error=": ".join(dict.fromkeys((lines[0], lines[-1]))))
        finally:
            self._idle.put(process)

    def _replace(self, process: _Process, ended: _EndedError) -> _Process:
        process.close()
        if not process.ready:
            raise RenderError(f"expected a worker process to start, found that it ended: {ended.words}") from ended
        return self._start()

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._closed = True
            processes, self._processes = self._processes, []
        for process in processes:
            process.close()

    def __enter__(self) -> Pool:
        """The pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers, whatever happened."""
        self.close()


def _why(ended: _EndedError, task: Task) -> str:
    if ended.late:
        return f"the notebook did not end within the {task.timeout:g} s that it may take (see --timeout)"
    how = f"signal {-ended.code}" if ended.code is not None and ended.code < 0 else f"exit status {ended.code}"
    return f"the notebook ended the process that it ran in ({how})" + (f"\n{ended.words}" if ended.words else "")
