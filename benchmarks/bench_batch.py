"""Times forty notebooks over made accounts, in one run of `fzfin.render`, against plain papermill one by one.

python benchmarks/bench_batch.py [--accounts 8]

Both do the same work in the same run: five notebooks for each account. The target is a quarter of papermill's time, and
the same outputs: each page is compared with the one that papermill's notebook gives through the same exporter.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

import fzfin
from fzfin import synthetic
from fzfin.reports.exporter import ReportExporter
from fzfin.reports.notebooks import in_language, load, shipped

BOOKS = ("overview", "variance", "three_public", "procurement", "performance")
TARGET = 0.25
_JSON = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
_RANDOM = re.compile(r'(?<= )id="[a-z]{10}"')


def made(folder: Path, accounts: int) -> list[Path]:
    paths = []
    for seed in range(accounts):
        path = folder / f"account-{seed}.txt"
        synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3]).write(path)
        paths.append(path)
    return paths


def processor() -> float:
    """Seconds that the processes started so far took of the processors: hardly depends on what else runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def by_papermill(sources: list[Path], books: dict[str, Path], out: Path) -> None:
    started, before = time.perf_counter(), processor()
    for number, source in enumerate(sources, 1):
        for name, book in books.items():
            target = out / f"{source.stem}-{name}.ipynb"
            parameters = ["-r", "source", str(source), "-r", "lang", "zh"]
            run = [sys.executable, "-m", "papermill", "--no-progress-bar", str(book), str(target), *parameters]
            subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken, used = time.perf_counter() - started, processor() - before
        print(f"{number * len(books):2} × papermill {taken:8.2f} s, {used:8.2f} s of processor", flush=True)


def differing(result: fzfin.reports.batch.BatchResult, out: Path) -> list[str]:
    """The pages that differ from what the notebooks of papermill give."""
    found = []
    for page in result:
        nb = nbformat.read(out / f"{Path(page.source).stem}-{page.notebook}.ipynb", as_version=4)
        text = page.path.read_text(encoding="utf-8")
        nb.metadata["fzfin"] = dict(page.about) | {
            "lang": "zh",
            "index": "index.html",
            "made_on": time.strftime("%Y-%m-%d"),
            "notebook": page.notebook,
            "source": page.about["source_name"],
            "parameters": {"lang": "zh"},
        }
        again, _ = ReportExporter().from_notebook_node(nb)
        if plainly(again) != plainly(text):
            found.append(page.path.name)
    return found


def plainly(page: str) -> str:
    """A page without what may differ: the order of names in JSON, and the random names that great_tables gives."""
    page = _JSON.sub(lambda found: json.dumps(json.loads(found[1]), sort_keys=True), page)
    return _RANDOM.sub("", page)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=8)
    accounts = parser.parse_args().accounts
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sources = made(folder, accounts)
        books = {}
        for name in BOOKS:
            books[name] = folder / f"{name}.ipynb"
            text = json.dumps(in_language(load(shipped()[name]), "zh"), ensure_ascii=False)
            books[name].write_text(text, encoding="utf-8")
        started = time.perf_counter()
        command = [sys.executable, "-m", "fzfin.cli", "report", *map(str, sources), "--out", str(folder / "timed")]
        for name in BOOKS:
            command += ["--notebook", name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        report = time.perf_counter() - started
        print(f"fzfin report   {report:8.2f} s, {processor():8.2f} s of processor", flush=True)
        started = time.perf_counter()
        by_papermill(sources, books, folder)
        plain = time.perf_counter() - started
        result = fzfin.render(sources, notebooks=BOOKS, lang="zh", out=folder / "pages", progress=False)
        differ = differing(result, folder)
    pages = accounts * len(BOOKS)
    print(f"{plain / pages:.2f} s each by papermill, {report / pages:.2f} s by fzfin report: {report / plain:.1%}")
    print(f"pages that differ: {len(differ)} of {pages} {' '.join(differ[:5])}")
    reached = report <= TARGET * plain and not differ and not result.failed
    print(f"target: at most {TARGET:.0%} and the same pages: {'reached' if reached else 'missed'}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
