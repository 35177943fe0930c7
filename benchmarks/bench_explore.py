"""The explorer in a real JupyterLab: how soon it shows, how fast it changes, and what it asks of the network.

    python benchmarks/bench_explore.py [ROUNDS]

Needs Chromium, and the extras ``lab`` and ``test``. Each change is timed in the browser: from the moment a control is
set to the moment the charts have been drawn anew and the table below says so. Printed are the seconds from running the
cell to the first chart, and the median and the slowest change, of first visits and of visits to a state seen before.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "lab"))
from lab_page import Lab
from lab_server import LabServer

CHARTS = ".fz-explorer svg.marks"
# Set a control, and measure until the status line has changed and every chart that is shown has been drawn anew.
CHANGE = """([selector, act]) => new Promise((done, failed) => {
    const root = document.querySelector('.fz-explorer');
    const charts = () => [...root.querySelectorAll('svg.marks')].filter(svg => svg.getBoundingClientRect().width);
    const said = root.querySelector('.fz-status').outerHTML, before = new Set(charts());
    const begun = performance.now();
    const element = [...document.querySelectorAll(selector)][act.index || 0];
    if (act.value === undefined) element.click();
    else { element.value = act.value; element.dispatchEvent(new Event('change', {bubbles: true})); }
    const look = () => {
        const now = charts();
        const fresh = now.length && now.every(svg => !before.has(svg));
        const told = root.querySelector('.fz-status').outerHTML !== said;
        if (fresh && (told || act.quiet)) return done(performance.now() - begun);
        if (performance.now() - begun > 5000) return failed(new Error('not drawn within 5 s'));
        requestAnimationFrame(look);
    };
    look();
})"""


def changes(page: Any) -> list[float]:
    """Milliseconds of one round: every view, and in one of them every unit and fund."""
    took = []
    buttons = page.locator(".fz-explorer .widget-toggle-button").count()
    for index in [*range(1, buttons), 0]:
        took.append(page.evaluate(CHANGE, [".fz-explorer .widget-toggle-button", {"index": index}]))
        page.wait_for_timeout(150)
    page.evaluate(CHANGE, [".fz-explorer .widget-toggle-button", {"index": 2}])
    for control, count in ((2, 5), (0, 3)):
        selects = page.locator(".fz-explorer .widget-dropdown select").nth(control)
        values = selects.locator("option").evaluate_all("options => options.map(option => option.value)")[:count]
        now = selects.input_value()
        for value in [*(value for value in values if value != now), now]:
            act = {"index": control, "value": value, "quiet": True}
            took.append(page.evaluate(CHANGE, [".fz-explorer .widget-dropdown select", act]))
            page.wait_for_timeout(150)
    return took


def told(name: str, took: list[float]) -> None:
    print(f"{name:<28} {len(took):>3} changes: median {statistics.median(took):6.0f} ms, slowest {max(took):6.0f} ms")


def main(rounds: int) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        server = LabServer.start(Path(folder))
        try:
            path = server.write("explore.ipynb", "import fzfin as fz\nd = fz.read()", "d.explore()")
            with Lab(server, browser).open(path, timeout=60) as notebook:
                notebook.run(0)
                notebook.page.evaluate(
                    "() => { const lab = window.jupyterapp; lab.shell.currentWidget.content.activeCellIndex = 1; }"
                )
                begun = time.perf_counter()
                notebook.command("notebook:run-cell")
                notebook.page.wait_for_selector(CHARTS)
                print(f"{'first chart after':<28} {time.perf_counter() - begun:.2f} s")
                notebook.page.wait_for_timeout(int(sys.argv[2]) * 1000 if len(sys.argv) > 2 else 1500)
                for number in range(rounds):
                    told("first visits" if not number else "seen before", changes(notebook.page))
                print(f"{'requests elsewhere':<28} {len(notebook.asked)} of pages, {len(server.reached)} of the server")
                print(f"{'errors':<28} {notebook.errors() + notebook.complaints}")
        finally:
            server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
