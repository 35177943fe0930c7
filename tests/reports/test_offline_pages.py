"""The rendered reports of the shipped disclosure in a real browser with the network off, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_notebooks import CHART, HEAD, write

import fzfin
from fzfin.reports.batch import BatchResult
from fzfin.reports.notebooks import shipped

# Playwright's event loop closes after the last test.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

LARGEST = 1_200_000
DRAWN = """() => [...document.querySelectorAll('figure.chart')].map(figure => {
    const svg = figure.querySelector('svg.marks');
    const box = svg ? svg.getBoundingClientRect() : {width: 0, height: 0};
    const marks = svg ? svg.querySelectorAll('.mark-rect path, .mark-symbol path, .mark-text text') : [];
    return {state: figure.dataset.drawn, marks: marks.length, width: box.width, height: box.height};
})"""


class Opened:
    """A page that was opened, and all that it asked for or complained about."""

    def __init__(self, browser: Any, path: Path, width: int = 1280) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": 900})
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/*", self._asked)
        self.page.goto(path.as_uri())
        done = "document.documentElement.dataset.charts === 'done' || !document.querySelector('figure.chart')"
        self.page.wait_for_function(done, timeout=20_000)

    def _asked(self, route: Any) -> None:
        if route.request.is_navigation_request() and route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture(scope="session", params=["zh", "en"])
def reports(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    return fzfin.render(lang=request.param, out=tmp_path_factory.mktemp(request.param), progress=False)


def test_every_report_shows_every_chart_and_asks_for_nothing(browser: Any, reports: BatchResult) -> None:
    assert [page.notebook for page in reports if page.ok] == list(shipped())
    for report in reports:
        assert report.path is not None
        assert report.path.stat().st_size <= LARGEST
        assert report.charts >= 1
        for width in (800, 1280):
            with Opened(browser, report.path, width) as opened:
                drawn = opened.page.evaluate(DRAWN)
                assert [chart["state"] for chart in drawn] == ["yes"] * report.charts
                assert all(chart["marks"] > 0 and chart["height"] > 40 for chart in drawn)
                assert all(200 < chart["width"] <= width for chart in drawn)
                assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                assert (opened.requests, opened.errors) == ([], [])


def test_every_chart_of_a_report_answers_the_pointer(browser: Any, reports: BatchResult) -> None:
    for report in reports:
        assert report.path is not None
        with Opened(browser, report.path) as opened:
            for figure in opened.page.locator("figure.chart").all():
                figure.scroll_into_view_if_needed()
                box = figure.locator("svg.marks").bounding_box()
                told = opened.page.locator("#vg-tooltip-element.visible")
                places = [(across / 8, down / 20) for down in range(4, 20) for across in range(1, 6)]
                for across, down in places:
                    opened.page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
                    if told.count():
                        break
                assert told.count(), f"{report.path.name}: {figure.get_attribute('aria-label')}"
            assert (opened.requests, opened.errors) == ([], [])


def test_language_and_words_of_a_page(browser: Any, reports: BatchResult) -> None:
    for report in reports:
        assert report.path is not None
        with Opened(browser, report.path) as opened:
            lang = opened.page.get_attribute("html", "lang")
            words = opened.page.locator(".code-switch").inner_text()
            assert (lang, words) in [("zh-CN", "显示代码"), ("en", "Show code")]
            assert report.title in opened.page.title()
            assert opened.page.locator("h1").count() == 1


def test_code_is_folded_until_it_is_asked_for(browser: Any, reports: BatchResult) -> None:
    with Opened(browser, reports.pages[0].path or Path()) as opened:
        code = opened.page.locator(".code").first
        assert not code.is_visible()
        opened.page.locator(".code-switch").click()
        assert code.is_visible()


def test_the_index_leads_to_every_report_and_back(browser: Any, reports: BatchResult) -> None:
    with Opened(browser, reports.index) as opened:
        assert opened.page.locator(".card a").count() == len(reports)
        opened.page.locator(".card a").first.click()
        opened.page.wait_for_selector("main.report")
        opened.page.locator("a.back").click()
        opened.page.wait_for_selector(".cards")
        assert (opened.requests, opened.errors) == ([], [])


def test_hostile_text_stays_text_and_bound_inputs_work(browser: Any, tmp_path: Path) -> None:
    attack = (
        "from IPython.display import HTML, Markdown\n"
        "display(HTML('<img src=http://evil.example/x.png onerror=alert(1)><script>alert(1)</script>'),\n"
        "        Markdown('<meta http-equiv=refresh content=\"0;url=http://evil.example/\">[x](javascript:alert(1))'))"
    )
    given = write(tmp_path / "n.ipynb", *HEAD, ("py", CHART), ("py", attack))
    result = fzfin.render(notebooks=given, out=tmp_path / "out", progress=False)
    with Opened(browser, result.pages[0].path or Path()) as opened:
        bars = opened.page.locator("figure.chart .mark-rect path")
        assert bars.count() == 2
        opened.page.locator("figure.chart input[type=range]").fill("1")
        opened.page.wait_for_function("document.querySelectorAll('figure.chart .mark-rect path').length === 1")
        bars.first.hover()
        assert "2" in opened.page.locator("#vg-tooltip-element").inner_text()
        assert opened.page.title().startswith("支出 & 变动")
        assert (opened.requests, opened.errors) == ([], [])
