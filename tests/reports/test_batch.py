"""Runs of notebooks: what fails costs only itself, and nothing half-written is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from made_notebooks import CHART, HEAD, Cell, write

import fzfin
from fzfin import _shipped
from fzfin.errors import ParameterError, RenderError, SourceError, SourceNotFoundError
from fzfin.reports import batch, pool
from fzfin.reports.batch import BatchResult, render

DISCLOSURE = _shipped.disclosures_dir() / "fuzhou-smart-city-2022.txt"
BOOKS: dict[str, tuple[Cell, ...]] = {
    "good": (("py", CHART), ("py", "print(lang, unit, top, code, source is None)")),
    "fails": (("py", CHART), ("py", "1 / 0"), ("md", "never shown")),
    "crashes": (("py", CHART), ("py", "import os, sys\nprint('last words', file=sys.__stderr__)\nos._exit(3)")),
    "hangs": (("py", CHART), ("py", "while True:\n    pass"), ("md", "never shown")),
    "will_not_end": (
        ("py", "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException: pass"),
    ),
}


def book(folder: Path, name: str) -> Path:
    return write(folder / f"{name}.ipynb", *HEAD, *BOOKS[name])


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> BatchResult:
    folder = tmp_path_factory.mktemp("books")
    out = folder / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    (out / "index.html").write_text("old")
    books = [book(folder, name) for name in BOOKS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "_GRACE", 0.5)
        return render(
            notebooks=books, out=out, lang="en", parameters={"code": "000001", "top": 3}, timeout=3, progress=False
        )


def test_what_fails_costs_only_itself(ran: BatchResult) -> None:
    assert [(page.notebook, page.ok, page.error.partition(":")[0]) for page in ran] == [
        ("good", True, ""),
        ("fails", False, "ZeroDivisionError"),
        ("crashes", False, "ProcessError"),
        ("hangs", False, "TimeLimitError"),
        ("will_not_end", False, "ProcessError"),
    ]
    assert (len(ran), len(ran.failed)) == (5, 4)
    assert ran.pages[0].about["year"] == 2022


def test_a_failed_notebook_has_a_page_that_shows_where(ran: BatchResult) -> None:
    pages = {page.notebook: (page.path or Path()).read_text(encoding="utf-8") for page in ran}
    assert all('id="failed-cell"' in text for name, text in pages.items() if name != "good")
    assert 'id="failed-cell"' not in pages["good"]
    assert not any("never shown" in text for text in pages.values())
    assert "ZeroDivisionError: division by zero" in pages["fails"]
    assert "exit status 3" in pages["crashes"]
    assert "last words" in pages["crashes"]
    assert "os</span><span" in pages["crashes"].partition('id="failed-cell"')[2]
    assert all("within the 3 s that it may take" in pages[name] for name in ("hangs", "will_not_end"))
    assert pages["hangs"].count('<figure class="chart"') == 1


def test_parameters_and_language_reach_the_notebook(ran: BatchResult) -> None:
    text = (ran.pages[0].path or Path()).read_text(encoding="utf-8")
    assert "en 万元 3 000001 True" in text
    assert "<title>Change of expenditure" in text
    assert ran.pages[0].title == "Change of expenditure"


def test_the_index_names_all_and_other_files_stay(ran: BatchResult) -> None:
    out = ran.index.parent
    index = ran.index.read_text(encoding="utf-8")
    assert [index.count(f'href="fuzhou-smart-city-2022-{name.replace("_", "-")}-en.html"') for name in BOOKS] == [1] * 5
    assert index.count('class="card bad"') == 4
    assert "<script" not in index
    assert (out / "mine.txt").read_text() == "mine"
    names = {f"fuzhou-smart-city-2022-{name.replace('_', '-')}-en.html" for name in BOOKS}
    assert {path.name for path in out.iterdir()} == names | {"mine.txt", "index.html"}


def test_every_page_with_charts_is_complete(ran: BatchResult) -> None:
    pages = [(page, (page.path or Path()).read_text(encoding="utf-8")) for page in ran]
    assert [page.charts for page, _ in pages] == [1, 1, 0, 1, 0]
    assert all(("window.vegaEmbed" in text) == bool(page.charts) for page, text in pages)
    assert not any("fzfin-vega" in text for _, text in pages)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_several_sources_and_one_that_cannot_be_read(tmp_path: Path, lang: str) -> None:
    copy, bad = tmp_path / "a {b}'.txt", tmp_path / "bad.txt"
    copy.write_bytes(DISCLOSURE.read_bytes())
    bad.write_bytes(b"bad")
    given = write(tmp_path / "n {x}.ipynb", *HEAD, ("py", "print(source)"))
    result = render([copy, bad], notebooks=given, out=tmp_path / "out", lang=lang, progress=False)
    assert [(page.source, page.ok, page.path is None) for page in result] == [
        (copy.name, True, False),
        ("bad.txt", False, True),
    ]
    assert result.pages[0].path == tmp_path / "out" / f"a-b-n-x-{lang}.html"
    text = result.pages[0].path.read_text(encoding="utf-8")
    assert "a {b}&#39;.txt" in text
    assert result.pages[1].error in result.index.read_text(encoding="utf-8").replace("&#39;", "'")


def test_no_source_that_can_be_read_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"bad")
    with pytest.raises(SourceError):
        render(bad, notebooks=[book(tmp_path, "good")], out=tmp_path / "out", progress=False)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"lang": "de"}, ParameterError),
        ({"engine": "papermill"}, ParameterError),
        ({"timeout": 0}, ParameterError),
        ({"jobs": 0}, ParameterError),
        ({"parameters": {"tpo": 3}}, ParameterError),
        ({"parameters": {"top": "3"}}, ParameterError),
        ({"parameters": {"lang": "en"}}, ParameterError),
        ({"parameters": {"source": "x"}}, ParameterError),
        ({"notebooks": "no_such"}, SourceNotFoundError),
        ({"sources": "no_such.txt"}, SourceNotFoundError),
        ({"sources": []}, SourceNotFoundError),
        ({"notebooks": []}, SourceNotFoundError),
    ],
)
def test_a_wrong_call_is_an_error_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], error: type[Exception]
) -> None:
    monkeypatch.setattr(batch, "Pool", None)
    with pytest.raises(error, match="expected"):
        render(**({"notebooks": book(tmp_path, "good"), "out": tmp_path / "out", "progress": False} | options))
    assert not (tmp_path / "out").exists()


def test_a_notebook_that_takes_no_source_cannot_be_given_one(tmp_path: Path) -> None:
    given = write(tmp_path / "n.ipynb", ("py", "top = 1", "parameters"))
    with pytest.raises(ParameterError, match=r"'source' in n\.ipynb, found top"):
        render(DISCLOSURE, notebooks=given, out=tmp_path / "out", progress=False)


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(RenderError, match="expected a folder to write pages to"):
        render(notebooks=book(tmp_path, "good"), out=tmp_path / "out", progress=False)


def test_a_run_that_is_given_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    start = pool._Process.__init__

    def note(self: Any) -> None:
        start(self)
        started.append(self)

    def give_up(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pool._Process, "__init__", note)
    monkeypatch.setattr(pool.Pool, "run", give_up)
    with pytest.raises(KeyboardInterrupt):
        render(notebooks=book(tmp_path, "good"), out=tmp_path / "new" / "out", progress=False)
    assert not (tmp_path / "new" / "out").exists()
    assert started
    assert all(process._process.returncode is not None for process in started)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_kernel_engine_gives_the_same_page(tmp_path: Path) -> None:
    books = [book(tmp_path, name) for name in ("good", "fails")]
    runs = [
        render(notebooks=books, out=tmp_path / engine, engine=engine, progress=False, timeout=60)
        for engine in batch.ENGINES
    ]
    first, second = ([(page.ok, page.error) for page in run] for run in runs)
    assert first == second
    texts = [(run.pages[0].path or Path()).read_text(encoding="utf-8") for run in runs]
    assert texts[0] == texts[1]


def test_a_script_without_a_guard_does_not_start_itself_again(tmp_path: Path) -> None:
    given = book(tmp_path, "good")
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path[:] = {sys.path!r}\nimport fzfin as fz\n"
        f"print(len(fz.render(notebooks={str(given)!r}, out={str(tmp_path / 'out')!r}, progress=False)))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_result_says_what_was_made(ran: BatchResult) -> None:
    lines = str(ran).splitlines()
    assert lines[0].startswith("ok ")
    assert "ZeroDivisionError: division by zero" in lines[1]
    assert lines[-1].endswith("index.html")
    assert fzfin.render is render
