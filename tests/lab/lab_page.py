"""A notebook in JupyterLab in a real browser: opened, run, looked at; all that it asks for elsewhere is refused.

    with lab.open("start/zh/start.ipynb", width=1280) as notebook:   # `lab` is the fixture, see conftest.py
        notebook.run_all()                       # every cell, until the kernel is idle
        assert notebook.errors() == []           # tracebacks of cells
        notebook.cells()[3].text, .media         # what cell 3 printed, and the media types that it shows
        notebook.output(3)                       # Playwright's locator of its output; .locator("canvas") and so on
        notebook.screenshot(path)                # the window; whole=True: all cells below one another
        assert (notebook.asked, notebook.complaints) == ([], [])

`notebook.page` is Playwright's page for anything more. ``lab.server.write("mine.ipynb", "import fzfin", …)`` makes a
notebook to open. What made this reliable: the session is made with ``POST /api/sessions`` before the page is opened
(else two kernels start); the kernel must be connected and idle before a cell is run; commands are never awaited.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab_server import LabServer

READY = """() => {
    const panel = window.jupyterapp && window.jupyterapp.shell.currentWidget;
    const context = panel && panel.sessionContext;
    const kernel = context && context.session && context.session.kernel;
    return Boolean(context && context.isReady && kernel && kernel.connectionStatus === 'connected'
        && kernel.status === 'idle' && document.querySelector('.jp-Cell') && panel.content.widgets.length);
}"""
# Idle is told by the cells as well: the kernel is idle for a moment between two of them.
IDLE = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const waits = panel.content.widgets.filter(cell => cell.model.type === 'code'
        && ['running', 'scheduled'].includes(cell.model.executionState));
    const busy = document.querySelectorAll('.jp-InputPrompt');
    return panel.sessionContext.session.kernel.status === 'idle' && !waits.length
        && ![...busy].some(prompt => prompt.textContent.includes('*'));
}"""
# All cells have been run since the count `before`, or one has failed, which ends the run.
RUN = """before => {
    const codes = window.jupyterapp.shell.currentWidget.content.widgets.filter(
        cell => cell.model.type === 'code' && cell.model.sharedModel.getSource().trim());
    const run = codes.filter(cell => cell.model.executionCount > before);
    return run.length === codes.length
        || run.some(cell => cell.model.outputs.toJSON().some(output => output.output_type === 'error'));
}"""
CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(cell => ({
    kind: cell.model.type, source: cell.model.sharedModel.getSource(),
    count: cell.model.executionCount || null,
    outputs: cell.model.type === 'code' ? cell.model.outputs.toJSON() : []}))"""
WHOLE = """() => {
    const panel = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer');
    panel.scrollTop = 0;
    return Math.ceil(panel.scrollHeight + panel.getBoundingClientRect().top + 40);
}"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the notebook's model holds it; `count` is null where it has not been run."""

    kind: str
    source: str
    count: int | None
    outputs: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """What it printed or shows as plain text."""
        parts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in self.outputs]
        return "\n".join(part if isinstance(part, str) else "".join(part) for part in parts)

    @property
    def media(self) -> set[str]:
        """The media types of what it shows."""
        return {name for output in self.outputs for name in output.get("data", {})}

    @property
    def errors(self) -> list[str]:
        """Its exceptions, and what it wrote to standard error."""
        raised = [f"{output['ename']}: {output['evalue']}" for output in self.outputs if "ename" in output]
        return raised + [str(output["text"]) for output in self.outputs if output.get("name") == "stderr"]


class Notebook:
    """A notebook that is open: `page` is Playwright's page, `asked` what was asked for elsewhere, and refused."""

    def __init__(self, server: LabServer, browser: Any, path: str, width: int, height: int, timeout: float) -> None:
        self.server, self.path, self.timeout = server, path, timeout
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._session = server.api(
            "/api/sessions", {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        )["id"]
        self.context = browser.new_context(viewport={"width": width, "height": height}, service_workers="block")
        self.context.set_default_timeout(timeout * 1000)
        self.context.route("**/*", self._route)
        self.page = self.context.new_page()
        self.page.on("websocket", self._socket)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{server.base}/lab/tree/{path}?reset&token={server.token}")
        self.page.wait_for_function(READY)

    def _route(self, route: Any) -> None:
        if route.request.url.startswith((self.server.base + "/", "data:", "blob:")):
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def _socket(self, socket: Any) -> None:
        if not socket.url.startswith(self.server.base.replace("http", "ws", 1) + "/"):
            self.asked.append(socket.url)

    def command(self, name: str) -> None:
        """Give JupyterLab a command, without waiting for what it does."""
        self.page.evaluate("name => { window.jupyterapp.commands.execute(name); }", name)

    def run_all(self) -> None:
        """Run all cells and wait until the last has ended."""
        before = max((cell.count or 0 for cell in self.cells()), default=0)
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(RUN, arg=before)
        self.wait_idle()

    def run(self, index: int) -> None:
        """Run one cell of code and wait until it has ended."""
        before = max(cell.count or 0 for cell in self.cells())
        self.page.evaluate(
            "index => { const notebook = window.jupyterapp.shell.currentWidget.content;"
            " notebook.deselectAll(); notebook.activeCellIndex = index; }",
            index,
        )
        self.command("notebook:run-cell")
        self.page.wait_for_function(
            "([index, before]) => window.jupyterapp.shell.currentWidget.content.widgets[index].model.executionCount"
            " > before",
            arg=[index, before],
        )
        self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until the kernel is idle and no cell waits for its turn."""
        self.page.wait_for_function(IDLE)

    def cells(self) -> list[Cell]:
        """All cells with their outputs."""
        return [Cell(**cell) for cell in self.page.evaluate(CELLS)]

    def errors(self) -> list[str]:
        """The exceptions of all cells, and what they wrote to standard error."""
        return [error for cell in self.cells() for error in cell.errors]

    def output(self, index: int) -> Any:
        """Where the page shows what a cell gave, brought into view."""
        area = self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell").nth(index)
        area.scroll_into_view_if_needed()
        return area.locator(".jp-OutputArea").first

    def screenshot(self, path: Path | str, *, whole: bool = False) -> Path:
        """Take a picture of the window, or, in a window made tall enough, of the whole notebook."""
        if whole:
            size = self.page.viewport_size
            for _ in range(3):  # what comes into view may grow or shrink
                self.page.set_viewport_size({"width": size["width"], "height": self.page.evaluate(WHOLE)})
                self.page.wait_for_timeout(800)
        self.page.screenshot(path=str(path))
        if whole:
            self.page.set_viewport_size(size)
        return Path(path)

    def close(self) -> None:
        """Close the page and end its kernel."""
        self.context.close()
        self.server.api(f"/api/sessions/{self._session}", method="DELETE")

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Lab:
    """A JupyterLab and a browser for it."""

    server: LabServer
    browser: Any

    def open(self, path: str, width: int = 1280, height: int = 900, timeout: float = 120) -> Notebook:
        """Open a notebook of the folder, its kernel idle; waiting for anything fails after so many seconds."""
        return Notebook(self.server, self.browser, path, width, height, timeout)
