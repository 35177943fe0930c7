"""A real JupyterLab as ``fzfin lab`` starts it: on a free loopback port, with a token, and with folders of its own.

`LabServer.start` starts it, `stop` ends it with all its kernels. Nothing of the user's Jupyter is read or written, no
browser is opened, and what the server or a kernel looks up outside this machine is refused and noted in `reached`.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import nbformat

from fzfin.reports import lab

OPTIONS = (
    "--allow-root",
    "--ServerApp.open_browser=False",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.expose_app_in_browser=True",
)
# Python runs this at its start, in the server as in every kernel.
GUARD = """\
import sys

def guard(event, arguments):
    host = None
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    host = host.decode() if isinstance(host, bytes) else host
    if host and host not in ("localhost", "::1", "0.0.0.0") and not host.startswith("127."):
        with open({reached!r}, "a", encoding="utf-8") as notes:
            notes.write(f"{{event}} {{host}}\\n")
        raise OSError(f"no network in tests: {{host}}")

sys.addaudithook(guard)
"""


@dataclass
class LabServer:
    """A JupyterLab that runs: its address, its folder of notebooks, and what it reached for outside this machine."""

    base: str
    token: str
    root: Path
    lang: str
    process: subprocess.Popen[bytes]
    log: Path
    notes: Path

    @classmethod
    def start(cls, folder: Path, lang: str = "zh", timeout: float = 120) -> LabServer:
        """Start JupyterLab at copies of the notebooks in a folder of the test, with the interface of a language."""
        root = lab.folder(folder / "notebooks", lang)
        notes, log, guard = folder / "reached.txt", folder / "server.log", folder / "guard"
        guard.mkdir()
        (guard / "sitecustomize.py").write_text(GUARD.format(reached=str(notes)), encoding="utf-8")
        places = {f"JUPYTER_{part}_DIR": str(folder / part.lower()) for part in ("CONFIG", "DATA", "RUNTIME")}
        places |= {f"JUPYTERLAB_{part}_DIR": str(folder / part.lower()) for part in ("SETTINGS", "WORKSPACES")}
        path = os.pathsep.join(filter(None, (str(guard), os.environ.get("PYTHONPATH"))))
        environment = os.environ | places | {"IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": path}
        port, token = free_port(), token_hex(16)
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*lab.command(root, lang), *OPTIONS, f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=lab.environment(lang, environment),
            )
        server = cls(f"http://127.0.0.1:{port}", token, root, lang, process, log, notes)
        try:
            server._wait(timeout)
        except BaseException:
            server.stop()
            raise
        return server

    def _wait(self, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                self.api("/api/status")
            except (URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"JupyterLab did not start within {timeout} s:\n{self.log.read_text()[-4000:]}")

    def api(self, path: str, data: dict[str, Any] | None = None, method: str | None = None) -> Any:
        """Ask the server itself: POST with data, else GET."""
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        body = None if data is None else json.dumps(data).encode()
        with urlopen(Request(self.base + path, body, headers, method=method), timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def write(self, name: str, *cells: str) -> str:
        """Write a notebook of code cells into the folder and give its path."""
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        nbformat.write(notebook, self.root / name)
        return name

    @property
    def reached(self) -> list[str]:
        """What the server and its kernels tried to reach outside this machine."""
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []

    def stop(self) -> None:
        """End the server and its kernels, kindly at first."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(15)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
