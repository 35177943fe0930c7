"""Pages as PDF: whole, on A4, numbered, with their charts; what cannot be printed costs only itself."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from made_notebooks import CHART, HEAD, write

from fzfin.charts import fonts
from fzfin.errors import MissingDependencyError, RenderError
from fzfin.reports import batch, pdf
from fzfin.reports.batch import BatchResult, Page, render

A4 = (595, 842)
TABLE = """from html import escape
rows = ''.join(f'<tr><td>row {n} of many</td><td align="right">{n}.00</td></tr>' for n in range(90))
head = '<tr><th>Item</th><th>Amount</th></tr>'
from IPython.display import HTML
HTML(f'<div><table><thead>{head}</thead><tbody>{rows}</tbody><tfoot><tr><td>the note</td></tr></tfoot></table></div>')"""


def found() -> bool:
    try:
        return bool(pdf.browser())
    except MissingDependencyError:
        return False


needs_chromium = pytest.mark.skipif(not found(), reason="no Chromium on this machine: apt-get install chromium")


@pytest.fixture(autouse=True)
def _looked_for_anew() -> Iterator[None]:
    pdf.browser.cache_clear()
    yield
    pdf.browser.cache_clear()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    folder = tmp_path_factory.mktemp("pdf")
    books = [
        write(folder / "good.ipynb", *HEAD, ("py", CHART), ("py", TABLE)),
        write(folder / "fails.ipynb", *HEAD, ("py", "1 / 0")),
    ]
    return render(notebooks=books, out=folder / "out", lang="en", progress=False, pdf=True)


@needs_chromium
def test_each_page_has_a_pdf_beside_it_and_a_link(printed: BatchResult) -> None:
    names = ["fuzhou-smart-city-2022-good-en", "fuzhou-smart-city-2022-fails-en"]
    assert [page.pdf and page.pdf.name for page in printed] == [f"{name}.pdf" for name in names]
    assert [page.ok for page in printed] == [True, False]
    held = sorted(path.name for path in printed.index.parent.iterdir())
    assert held == sorted([*(f"{name}.{kind}" for name in names for kind in ("html", "pdf")), "index.html"])
    index = printed.index.read_text(encoding="utf-8")
    assert [f'href="{name}.pdf"' in index for name in names] == [True, True]
    assert str(printed).count("pdf     ") == 2


@needs_chromium
def test_a_pdf_is_a4_numbered_and_holds_charts_and_whole_tables(printed: BatchResult) -> None:
    path = printed.pages[0].pdf
    assert path is not None
    with pdfplumber.open(path) as document:
        pages = [page.extract_text() for page in document.pages]
        assert {(round(page.width), round(page.height)) for page in document.pages} == {A4}
        words = [word for page in document.pages for word in page.extract_words()]
        assert all(30 < word["x0"] <= word["x1"] < A4[0] - 30 for word in words)
    assert len(pages) > 1
    assert [f"{n} / {len(pages)}" in text.splitlines() for n, text in enumerate(pages, 1)] == [True] * len(pages)
    text = "\n".join(pages)
    assert [text.count(f"row {n} of many") for n in range(90)] == [1] * 90
    assert text.count("Item Amount") == sum("of many" in page for page in pages)
    assert text.count("the note") == 1
    assert "支出 </script>" in text.replace("  ", " ")


@needs_chromium
def test_a_browser_that_fails_costs_only_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, script in (("fails", "print('no', file=sys.stderr); sys.exit(3)"), ("hangs", "time.sleep(60)")):
        program = tmp_path / name
        program.write_text(f"#!{sys.executable}\nimport sys, time\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "page.html").write_text("<p>")
    pdf.browser.cache_clear()
    monkeypatch.setenv(pdf.BROWSER, str(tmp_path / "fails"))
    with pytest.raises(RenderError, match=r"page\.html: expected .*fails to print a PDF, it ended with 3: no"):
        pdf.print_page(tmp_path / "page.html", tmp_path / "page.pdf")
    pages = [Page("a", "b", tmp_path / "page.html", ok=True), Page("a", "c", None, ok=False, error="not made")]
    (tmp_path / "page.pdf").write_bytes(b"%PDF- of an earlier run")
    printed = batch._printed(pages, 1)
    assert [(page.ok, page.pdf, page.error[-16:]) for page in printed] == [
        (False, None, "ended with 3: no"),
        (False, None, "not made"),
    ]
    pdf.browser.cache_clear()
    monkeypatch.setenv(pdf.BROWSER, str(tmp_path / "hangs"))
    with pytest.raises(RenderError, match="expected a PDF within 1 seconds"):
        pdf.print_page(tmp_path / "page.html", tmp_path / "page.pdf", timeout=1)
    assert not list(tmp_path.glob("*.pdf"))


def test_without_a_browser_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pdf.BROWSER, raising=False)
    monkeypatch.setattr(pdf, "_NAMES", ("no-such-browser",))
    monkeypatch.setattr(pdf, "_PLACES", ())
    with pytest.raises(MissingDependencyError, match="apt-get install chromium"):
        render(out=tmp_path / "out", pdf=True)
    assert not (tmp_path / "out").exists()
    monkeypatch.setenv(pdf.BROWSER, "/no/such")
    with pytest.raises(MissingDependencyError, match="/no/such"):
        pdf.browser()


def test_a_missing_font_is_told_for_a_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "knows_chinese", lambda: False)
    fonts._tell.cache_clear()
    with pytest.warns(fonts.MissingFontWarning, match="fonts-noto-cjk"):
        fonts.tell_of_missing_font("决算")
    fonts._tell.cache_clear()
    fonts.tell_of_missing_font("accounts")
