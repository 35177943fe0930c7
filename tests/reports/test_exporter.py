"""A page is one complete file, in which text of a disclosure is only ever text."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from made_notebooks import Cell, made
from nbformat.v4 import new_output

from fzfin.reports import vega
from fzfin.reports.exporter import ReportExporter, failure, finding, title
from fzfin.reports.markup import clean

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
SPEC = {"title": EVIL, "data": {"values": [{"k": EVIL, "v": "a\u2028b"}]}, "mark": "bar"}


def outputs(notebook: Any, *data: dict[str, Any]) -> Any:
    notebook.cells[-1].outputs = [new_output("display_data", data=one) for one in data]
    return notebook


def page(given: Any, /, **about: Any) -> str:
    given.metadata["fzfin"] = {"lang": "zh", **about}
    return str(ReportExporter().from_notebook_node(given)[0])


class Elements(HTMLParser):
    """What elements a page has, with their attributes and, for scripts, their text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts[-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_a_page_with_charts_has_one_bundle_and_only_scripts_that_its_policy_knows() -> None:
    elements = Elements(page(outputs(made(("py", "1")), {vega.MIME: SPEC}, {vega.MIME: SPEC})))
    policy = next(meta["content"] for meta in elements.named("meta") if meta.get("http-equiv")) or ""
    running = [
        text
        for text, attributes in zip(elements.scripts, elements.named("script"), strict=True)
        if attributes.get("type") != "application/json"
    ]
    assert running == [vega.bundle(), vega.boot()]
    assert re.findall(r"sha256-[^']+", policy) == [vega.digest(text) for text in running]
    assert policy.startswith("default-src 'none'; script-src ")
    assert "unsafe-eval" not in policy
    assert all("src" not in attributes for attributes in elements.named("script"))
    assert not elements.named("link")[1:]


def test_a_chart_is_embedded_so_that_nothing_in_it_breaks_out() -> None:
    elements = Elements(page(outputs(made(("py", "1")), {vega.MIME: SPEC, "text/plain": EVIL})))
    assert json.loads(elements.scripts[1]) == SPEC
    assert "<" not in elements.scripts[1]
    assert "\u2028" not in elements.scripts[1]
    figure = elements.named("figure")[0]
    assert figure["aria-label"] == EVIL
    assert not elements.named("img")


def test_a_page_without_charts_has_no_script_at_all() -> None:
    text = page(made(("md", "# 只有文字")))
    assert "<script" not in text
    assert "script-src 'none'" in text
    assert len(text) < 30_000


def test_a_page_is_small() -> None:
    assert len(page(outputs(made(("py", "1")), {vega.MIME: SPEC})).encode()) < 1_000_000


@pytest.mark.parametrize(
    "html",
    [
        EVIL,
        "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
        "<iframe src=http://evil.example></iframe><object data=x></object><embed src=x>",
        "<form action=http://evil.example><button>x</button></form>",
        "<link rel=stylesheet href=http://evil.example/x.css><base href=http://evil.example>",
        "<a href='java\tscript:alert(1)'>x</a><a href=data:text/html,x>y</a><img src=http://evil.example/x.png>",
        "<svg onload=alert(1)><script>alert(1)</script></svg><math href=javascript:alert(1)>x</math>",
        "<style>@import url(http://evil.example)</style><p style='background:u\\72l(http://evil.example)'>x</p>"
        "<p style='background: URL (http://evil.example); position:fixed'>x</p>",
        "<style><img src=x onerror=alert(1)></style>"
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    ],
)
@pytest.mark.parametrize("mime", ["text/html", "text/markdown", "text/plain", "cell"])
def test_nothing_active_gets_into_a_page(html: str, mime: str) -> None:
    notebook = made(("md", f"# x\n\n{html}")) if mime == "cell" else outputs(made(("py", "1")), {mime: html})
    elements = Elements(page(notebook, department=html, source=html, notebook=html, parameters={"x": html}))
    tags = {tag for tag, _ in elements.found}
    assert not tags & {"script", "iframe", "object", "embed", "form", "base", "svg", "math", "button", "noscript"}
    assert len(elements.named("meta")) == 5
    assert len(elements.named("link")) == 1
    assert len(elements.named("style")) == 1
    for tag, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("data:," if tag == "link" else "#")
        assert not attributes.get("src")
        assert "evil" not in (attributes.get("style") or "")


def test_tables_keep_their_classes_and_harmless_styles() -> None:
    table = '<table class="gt_table"><tr><td class="gt_right" style="color: red; position: fixed">1</td></tr></table>'
    cleaned = clean(f"<style>td {{color: red}}</style>{table}")
    assert re.sub("</?tbody>", "", cleaned) == table.replace("; position: fixed", ";")
    assert clean('<img src="data:image/png;base64,AA==" alt="x">') == '<img src="data:image/png;base64,AA==" alt="x">'


@pytest.mark.parametrize(("lang", "tag", "words"), [("zh", "zh-CN", "显示代码"), ("en", "en", "Show code")])
def test_language_title_and_provenance(lang: str, tag: str, words: str) -> None:
    notebook = made(("md", "# 支出 *变动* & <b>更多</b>"), ("py", "1"))
    text = page(notebook, lang=lang, department="某局", year=2022, sha256="abc", parameters={"top": 3})
    assert f'<html lang="{tag}">' in text
    assert "<title>支出 变动 &amp; 更多 · 某局 2022</title>" in text
    assert words in text
    assert "<code>top = 3</code>" in text


def test_a_title_can_be_made_by_code() -> None:
    assert title(outputs(made(("py", "1")), {"text/markdown": "# 标题"})) == "标题"
    assert title(made(("md", "## only a section"))) == ""


def test_a_failure_shows_its_cell_and_ends_the_page() -> None:
    notebook = made(("md", "# x"), ("py", "1 / zero"), ("md", "afterwards"))
    error = new_output("error", ename="NameError", evalue="<zero>", traceback=["\x1b[31mNameError\x1b[0m: <zero>"])
    notebook.cells[1].outputs = [error]
    text = page(notebook, lang="en")
    assert failure(notebook) == {"index": 1, "name": "NameError", "text": "<zero>"}
    assert 'id="failed-cell"' in text
    assert "NameError: &lt;zero&gt;" in text
    assert "zero" in text
    assert "afterwards" not in text
    assert "\x1b" not in text


def test_cells_can_be_hidden_and_places_on_this_machine_are() -> None:
    cells: tuple[Cell, ...] = (
        ("py", "source = '/home/someone/a.txt'", "injected-parameters"),
        ("py", "secret", "remove-cell"),
        ("py", "hidden_input", "remove-input"),
        ("py", "shown_input"),
    )
    text = page(made(*cells))
    assert "someone" not in text
    assert "secret" not in text
    assert "hidden_input" not in text
    assert "shown_input" in text


def test_the_finding_is_marked_and_told() -> None:
    notebook = outputs(made(("py", "say()", "finding")), {"text/markdown": "支出**减少** 12&#46;1%。"})
    assert finding(notebook) == "支出减少 12.1%。"
    assert '<div class="finding">' in page(notebook)


def test_the_marks_of_the_bundle_cannot_be_taken_by_text() -> None:
    text = page(outputs(made(("py", vega.SCRIPT_MARK)), {vega.MIME: SPEC, "text/plain": vega.HASH_MARK}))
    assert text.count(vega.bundle()) == 1
    assert vega.HASH_MARK in text


def test_a_notebook_whose_cells_have_no_tags_is_a_page_as_well() -> None:
    given = outputs(made(("md", "# Own"), ("py", "1")), {vega.MIME: {"mark": "bar"}, "text/plain": "a bar"})
    for cell in given.cells:
        cell.metadata.pop("tags", None)
    text = page(given, lang="en")
    assert Elements(text).named("html") == [{"lang": "en"}]
    assert text.count('class="chart"') == 1
