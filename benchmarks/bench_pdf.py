"""Reading a PDF against pdfplumber's text and tables alone, on the same file in the same run; time and memory.

Run: python benchmarks/bench_pdf.py [FILE …]
Without files it makes one: the shipped account printed by Chromium or LibreOffice, whichever is installed, and takes
the real PDFs in ../shared/disclosures if they are there. Times are CPU seconds of this process, best of several.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pdfplumber

import fzfin as fz
from fzfin import _shipped
from fzfin.disclosure import SHIPPED
from fzfin.sources import load

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "disclosures"
ROUNDS = 5


def best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def by_pdfplumber(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_text()) + len(page.extract_tables()) for page in document.pages)


def pages(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return len(document.pages)


def peak(path: Path) -> float:
    """The most memory that a fresh process needs to read one file, in MB; and what it needs for the import alone."""
    return _peak(f"import fzfin as fz; fz.read({str(path)!r})")


def _peak(code: str) -> float:
    """Of the process's own life (VmHWM): getrusage would count its parent's memory as well."""
    script = f"{code}\nprint(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(run.stdout) / 1024


def files() -> list[Path]:
    if len(sys.argv) > 1:
        return [Path(name) for name in sys.argv[1:]]
    found = sorted(SHARED.glob("*.pdf"))
    sys.path.insert(0, str(ROOT / "tests" / "sources"))
    import printed

    document = load(_shipped.disclosures_dir() / SHIPPED)
    if printed.CHROMIUM:
        found.append(printed.print_to_pdf(printed.page_of(document), Path(mkdtemp())))
    elif printed.OFFICE:
        found.append(printed.office_to_pdf(printed.docx_of(document), Path(mkdtemp())))
    return found


def main() -> None:
    print(f"import fzfin alone: {_peak('import fzfin as fz; fz.read()'):.0f} MB peak (with the shipped text read)")
    print(f"{'file':36} {'pages':>5} {'Document':>9} {'fz.read':>9} {'pdfplumber':>11} {'times':>6} {'peak':>8}")
    for path in files():
        document, read = best(lambda p=path: load(p), ROUNDS), best(lambda p=path: fz.read(p), ROUNDS)
        plumber = best(lambda p=path: by_pdfplumber(p), 1)
        print(
            f"{path.name:36} {pages(path):5} {document:7.3f} s {read:7.3f} s {plumber:9.2f} s "
            f"{plumber / read:5.1f}× {peak(path):5.0f} MB"
        )


if __name__ == "__main__":
    main()
