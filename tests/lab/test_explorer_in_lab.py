"""The explorer in a real JupyterLab: run, every control changed, a bar clicked, the printed line seen, no network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lab_page import Lab, Notebook

pytest.importorskip("ipywidgets", reason="ipywidgets is not installed: pip install 'fzfin[lab]'")

CHART = ".fz-explorer svg.marks"
VIEWS = ("flow", "composition", "change", "three_public", "procurement", "projects", "findings")


class Explored:
    """An explorer on a page, used as a person does."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook, self.page = notebook, notebook.page
        self.page.wait_for_selector(CHART)

    def part(self, selector: str, **having: str) -> Any:
        return self.page.locator(f".fz-explorer {selector}", **having)

    def status(self) -> str:
        return str(self.part(".fz-status").inner_text())

    def until(self, text: str, selector: str = ".fz-status") -> None:
        """Wait until a part says something."""
        self.part(selector).filter(has_text=text).first.wait_for()

    def counted(self, selector: str, number: int) -> None:
        """Wait until a part is there so many times."""
        look = "([selector, number]) => document.querySelectorAll(selector).length === number"
        self.page.wait_for_function(look, arg=[f".fz-explorer {selector}", number])

    def view(self, index: int) -> None:
        button = self.part(".widget-toggle-button").nth(index)
        name = button.inner_text()
        button.click()
        self.until(name)

    def choose(self, control: str, text: str) -> None:
        """Choose in the control with a label."""
        self.part(f".widget-dropdown:has(label:text-is('{control}')) select").select_option(label=text)

    def fits(self) -> None:
        """Nothing sticks out, once what a choice changed is drawn."""
        for _ in range(50):
            if not self.cut():
                return
            self.page.wait_for_timeout(100)
        assert self.cut() == []

    def cut(self) -> list[str]:
        """Parts that stick out of the explorer, and charts that have to be scrolled where it is not very narrow."""
        return list(
            self.page.evaluate(
                """() => {
                    const root = document.querySelector('.fz-explorer'), edge = root.getBoundingClientRect();
                    const parts = '.vega-embed, select, button, .fz-table, .fz-found, .fz-cards, textarea';
                    const seen = [...root.querySelectorAll(parts)].filter(e => e.getBoundingClientRect().width);
                    return seen.filter(e => (!e.closest('.fz-scroll') && e.getBoundingClientRect().right > edge.right + 1)
                        || (edge.width > 600 && e.matches('.vega-embed') && e.scrollWidth > e.clientWidth + 1))
                        .map(e => e.className || e.tagName);
                }"""
            )
        )


@pytest.fixture(scope="module")
def explored(lab: Lab) -> Iterator[Explored]:
    path = lab.server.write("explore.ipynb", "import fzfin as fz\nd = fz.read()", "explorer = d.explore()\nexplorer")
    with lab.open(path, timeout=60) as notebook:
        notebook.run_all()
        yield Explored(notebook)
        assert notebook.errors() == []
        assert (notebook.asked, notebook.complaints, lab.server.reached) == ([], [], [])


def test_every_view_is_drawn_and_fits(explored: Explored) -> None:
    for index in [*range(1, len(VIEWS)), 0]:
        explored.view(index)
        explored.part("svg.marks").first.wait_for()
        explored.fits()


def test_what_was_drawn_before_is_let_go(explored: Explored) -> None:
    session = explored.page.context.new_cdp_session(explored.page)
    session.send("Performance.enable")

    def nodes() -> int:
        session.send("HeapProfiler.collectGarbage")
        return int(next(m["value"] for m in session.send("Performance.getMetrics")["metrics"] if m["name"] == "Nodes"))

    held = []
    for _ in range(2):
        for index in (1, 2, 3, 0):
            explored.view(index)
        explored.page.wait_for_timeout(300)
        held.append(nodes())
    assert held[1] - held[0] < 400  # four views left behind would be over a thousand


def test_the_three_lines_are_copied(explored: Explored) -> None:
    explored.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explored.part(".fz-copy").click()
    explored.until("已复制")
    copied = explored.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.splitlines()[1:] == ["d = fz.read()", "frame = fz.analysis.flows(d, by='both', lang='zh')"]


def test_a_click_on_a_bar_leads_to_the_printed_line(explored: Explored) -> None:
    explored.view(2)
    explored.part("svg.marks [aria-label^='一般公共预算 −2,126.14']").first.click()
    explored.until("已选：一般公共预算")
    explored.until("d.where('statements', locator='L464')", "code")
    explored.until("2379.25", "mark")
    explored.counted(".fz-table tbody tr", 1)
    look = "text => document.querySelector('.fz-explorer textarea').value.includes(text)"
    explored.page.wait_for_function(look, arg="fund='general_public_budget'")
    explored.part(".fz-clear").click()
    explored.until("已显示")
    explored.counted("blockquote", 0)


def test_a_link_of_the_flows_is_clicked_as_a_bar_is(explored: Explored) -> None:
    explored.view(0)
    explored.part("svg.marks [aria-label^='政府性基金预算财政拨款收入 →']").first.click()
    explored.until("已选：政府性基金预算财政拨款收入")
    explored.until("515.05", "mark")
    explored.counted("mark", 1)
    explored.part("svg.marks text", has_text="住房保障支出").first.click(force=True)
    explored.until("已选：住房保障支出")
    explored.part("svg.marks [aria-label^='项目支出 2,183.80']").first.click()
    explored.until("已选：项目支出")
    explored.until("2,183.80", "mark")
    explored.part(".fz-clear").click()


def test_the_keyboard_does_what_the_mouse_does(explored: Explored) -> None:
    explored.view(3)
    explored.part("select[size]").focus()
    explored.page.keyboard.press("ArrowDown")
    explored.until("已选")
    first = explored.status()
    explored.page.keyboard.press("ArrowDown")
    explored.page.wait_for_function("said => document.querySelector('.fz-status').innerText !== said", arg=first)
    explored.part("blockquote mark").first.wait_for()
    pressed = explored.part(".widget-toggle-button").evaluate_all("all => all.map(b => b.ariaPressed)")
    assert pressed == ["false"] * 3 + ["true"] + ["false"] * 3


def test_every_control_changes_the_charts(explored: Explored) -> None:
    explored.view(2)
    explored.choose("单位", "元")
    explored.until("单位：元", ".fz-unit")
    explored.choose("单位", "人均（元/人）")
    explored.until("元/人", ".fz-unit")
    explored.choose("资金来源", "一般公共预算")
    explored.until("21 行")
    explored.choose("功能分类", "212 城乡社区支出")
    explored.until("没有用于这一功能分类的支出", ".fz-why")
    explored.choose("功能分类", "全部功能分类")
    explored.choose("资金来源", "全部资金")
    explored.choose("单位", "万元")
    explored.choose("语言", "English")
    explored.until("Shown: What changed")
    explored.until("Where money flowed", ".widget-toggle-button")
    explored.choose("Language", "中文")
    explored.until("已显示")


@pytest.mark.parametrize("width", [800, 640])
def test_it_fits_a_narrow_window_and_one_at_200_percent(explored: Explored, width: int) -> None:
    explored.page.set_viewport_size({"width": width, "height": 900})
    try:
        for index in (0, 2, 5, 6):
            explored.view(index)
            explored.fits()
    finally:
        explored.page.set_viewport_size({"width": 1280, "height": 900})


def test_several_accounts_in_english_side_by_side(lab: Lab) -> None:
    source = "import fzfin as fz\nd = fz.read()\nfz.explore([d, d], lang='en')"
    with lab.open(lab.server.write("both.ipynb", source), timeout=60) as notebook:
        notebook.run_all()
        both = Explored(notebook)
        both.view(1)
        both.part("select[size]").select_option(index=0)
        both.until("Selected:")
        both.counted("blockquote", 1)
        both.choose("Unit", "per head (yuan)")
        both.until("yuan per head", ".fz-unit")
        assert (notebook.errors(), notebook.asked, notebook.complaints) == ([], [], [])
