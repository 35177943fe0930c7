"""Times `fzfin report` against one call of `papermill` for each of the same notebooks, in the same run.

python benchmarks/bench_report.py [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fzfin.reports.notebooks import shipped

TARGET = 0.5


def seconds(task: Callable[[], None]) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    books = shipped()
    run = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}

    with tempfile.TemporaryDirectory() as folder:

        def papermill() -> None:
            for name, book in books.items():
                subprocess.run([sys.executable, "-m", "papermill", book, Path(folder, f"{name}.ipynb")], **run)

        def report(*options: str) -> None:
            subprocess.run([sys.executable, "-m", "fzfin.cli", "report", "--out", Path(folder, "out"), *options], **run)

        ways: dict[str, Callable[[], None]] = {
            f"{len(books)} × papermill": papermill,
            "fzfin report": report,
            "fzfin report --jobs 1": lambda: report("--jobs", "1"),
            "fzfin report --jobs 2": lambda: report("--jobs", "2"),
            "fzfin report --engine kernel": lambda: report("--engine", "kernel"),
        }
        report()
        times = {name: statistics.median(seconds(way) for _ in range(rounds)) for name, way in ways.items()}

    base = times[f"{len(books)} × papermill"]
    print(f"{'median of ' + str(rounds):32}{'seconds':>10}{'of papermill':>14}")
    for name, taken in times.items():
        print(f"{name:32}{taken:10.2f}{taken / base:14.0%}")
    reached = times["fzfin report"] <= TARGET * base
    print(f"target: at most {TARGET:.0%}: {'reached' if reached else 'missed'}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
