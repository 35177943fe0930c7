"""The start notebook as a beginner meets it: ``fzfin lab``, run all, look; nothing is asked of any other machine."""

from __future__ import annotations

from typing import Any
from urllib.request import urlopen

import pytest
from lab_page import Lab, Notebook

from fzfin.charts.renderer import MIME

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

MENU = {"zh": "文件", "en": "File"}
SIZE = """cell => [...cell.querySelectorAll('svg.marks')].map(svg => {
    const box = svg.getBoundingClientRect(), room = cell.getBoundingClientRect();
    return {marks: svg.querySelectorAll('.mark-rect path, .mark-text text, .mark-shape path').length,
            width: box.width, height: box.height, fits: box.right <= room.right + 1};
})"""


@pytest.fixture(scope="module", params=["zh", "en"])
def run(request: pytest.FixtureRequest) -> Any:
    """The notebook of a language, run."""
    lab: Lab = request.getfixturevalue("lab" if request.param == "zh" else "lab_en")
    with lab.open(f"start/{request.param}/start.ipynb") as notebook:
        notebook.run_all()
        yield request.param, notebook


def place(notebook: Notebook, name: str) -> int:
    ids = notebook.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.id)")
    return int(ids.index(name))


def test_fzfin_lab_opens_at_the_start_notebook_of_its_language(run: tuple[str, Notebook]) -> None:
    lang, notebook = run
    server = notebook.server
    with urlopen(f"{server.base}/?token={server.token}", timeout=30) as answer:
        assert answer.url.partition("?")[0] == f"{server.base}/lab/tree/start/{lang}/start.ipynb"
    assert notebook.page.locator(".lm-MenuBar-itemLabel").first.inner_text() == MENU[lang]
    assert sorted(path.name for path in server.root.glob("start/*")) == [lang]


def test_all_cells_run_and_nothing_is_asked_elsewhere(run: tuple[str, Notebook]) -> None:
    _, notebook = run
    code = [cell for cell in notebook.cells() if cell.kind == "code"]
    assert all(cell.count for cell in code)
    assert all(cell.outputs for cell in code[1:])
    assert notebook.errors() == []
    assert (notebook.asked, notebook.complaints, notebook.server.reached) == ([], [], [])


@pytest.mark.parametrize("name", ["flow", "change"])
def test_charts_are_drawn_and_fit_also_into_a_narrow_window(run: tuple[str, Notebook], name: str) -> None:
    _, notebook = run
    number = place(notebook, name)
    assert MIME in notebook.cells()[number].media
    wide = notebook.page.viewport_size
    for width in (800, 1280):
        notebook.page.set_viewport_size({"width": width, "height": wide["height"]})
        output = notebook.output(number)
        output.locator("svg.marks").wait_for()
        (chart,) = output.evaluate(SIZE)
        assert chart["marks"] > 5
        assert chart["width"] > 300
        assert chart["height"] > 150
        assert chart["fits"]


def test_a_chart_answers_the_pointer_in_its_language(run: tuple[str, Notebook]) -> None:
    lang, notebook = run
    box = notebook.output(place(notebook, "change")).locator("svg.marks")
    box.locator(".mark-rect path[role=graphics-symbol]").first.hover()
    tooltip = notebook.page.locator("#vg-tooltip-element.visible")
    tooltip.wait_for()
    assert any("一" <= letter <= "鿿" for letter in tooltip.inner_text()) == (lang == "zh")


def test_the_finding_is_traced_to_its_printed_lines(run: tuple[str, Notebook]) -> None:
    lang, notebook = run
    cards = notebook.output(place(notebook, "audit")).inner_text()
    assert cards.count({"zh": "■ 错误", "en": "■ Error"}[lang]) == 4
    trace = notebook.output(place(notebook, "trace"))
    assert trace.locator("mark").all_inner_texts() == ["3412.67", "2894.3"]
    assert "L432" in trace.inner_text()


def test_the_report_is_there_in_its_language(run: tuple[str, Notebook]) -> None:
    lang, notebook = run
    folder = notebook.server.root / "start" / lang / "pages"
    page = (folder / f"fuzhou-smart-city-2022-overview-{lang}.html").read_text(encoding="utf-8")
    assert {"zh": 'lang="zh-CN"', "en": 'lang="en"'}[lang] in page
