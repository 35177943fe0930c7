"""Where the time of reading goes: each stage of `fz.read()` on the shipped disclosure, warm, best of many.

Run: python benchmarks/bench_read.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import fzfin as fz
from fzfin import _shipped
from fzfin.disclosure import SHIPPED
from fzfin.prose.explain import explain
from fzfin.prose.operations import operations
from fzfin.prose.paragraphs import passages
from fzfin.sources import load
from fzfin.tables.header import LINE_FRAMES
from fzfin.tables.lines import read_lines
from fzfin.tables.read import read_tables
from fzfin.tables.recognise import sort_blocks
from fzfin.tables.repair import Evidence, solve

ROUNDS = 100


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def import_cost(code: str) -> float:
    script = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(7)
    ]
    return 1000 * min(float(run.stdout) for run in runs)


def main() -> None:
    path = _shipped.disclosures_dir() / SHIPPED
    document = load(path)
    found = sort_blocks(document.blocks)
    text = passages(found.paragraphs)
    explained = explain(text)
    general = next(t for t in found.tables if t.frame == "general_expenditure")
    codes = frozenset(r.code for r in read_lines("general_expenditure", general.pieces, "万元").rows if r.code)
    displaced = [
        read_lines(t.frame, t.pieces, "万元").rows
        for t in found.tables
        if t.frame in LINE_FRAMES and t.frame in ("revenue", "expenditure")
    ]
    stages: dict[str, Callable[[], object]] = {
        "bytes → Document": lambda: load(path),
        "Document → tables and prose": lambda: sort_blocks(document.blocks),
        "prose → passages": lambda: passages(found.paragraphs),
        "passages → statements": lambda: explain(text),
        "tables → rows, repair included": lambda: read_tables(found.tables, explained.codes),
        "  of it the search for displaced rows": lambda: [solve(rows, Evidence(codes)) for rows in displaced],
        "fz.read(), all of it": fz.read,
        "d.cells, when asked for": lambda: fz.read().cells,
        "fz.read() and every frame": lambda: dict(fz.read().frames),
        "passages → operations, when asked for": lambda: operations(text),
        "d.ledger(), when asked for": fz.read().ledger,
    }
    for name, work in stages.items():
        print(f"{name:42s} {best(work):7.2f} ms")
    polars = import_cost("import polars")
    print(f"{'import polars':42s} {polars:7.1f} ms")
    print(f"{'import fzfin':42s} {import_cost('import fzfin'):7.1f} ms")
    print(f"{'import polars, fzfin and all that read needs':42s} {import_cost('import fzfin; fzfin.read'):7.1f} ms")


if __name__ == "__main__":
    main()
