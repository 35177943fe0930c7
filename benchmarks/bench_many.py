"""Throughput and memory as the number of documents grows: made accounts, read one after the other and let go.

    python benchmarks/bench_many.py [ACCOUNTS] [--format txt|html|docx|xlsx] [--grows]

Prints, for each tenth of the accounts, how many were read and audited a second (making them is not counted) and the
memory of the process. Flat memory means that nothing of a document is kept when it is let go. With ``--grows`` the
lines of code whose memory grew most between the first fifth and the end are named; tracing makes everything slower.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
import tracemalloc
from pathlib import Path

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import from_document
from fzfin.sources import from_bytes
from fzfin.synthetic.page import as_page
from fzfin.synthetic.text import as_text
from fzfin.synthetic.word import as_word
from fzfin.synthetic.workbook import as_workbook

WRITERS = {
    "txt": lambda parts: as_text(parts).encode(),
    "html": lambda parts: as_page(parts).encode(),
    "docx": as_word,
    "xlsx": as_workbook,
}


def resident() -> float:
    """Memory of this process in MB."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("accounts", type=int, nargs="?", default=1000)
    parser.add_argument("--format", choices=WRITERS, default="txt")
    parser.add_argument("--grows", action="store_true")
    asked = parser.parse_args()
    step = max(asked.accounts // 10, 1)
    spent, rows = 0.0, 0
    before: tracemalloc.Snapshot | None = None
    if asked.grows:
        tracemalloc.start(6)
    print("accounts  read/s  rows/account  MB")
    for seed in range(asked.accounts):
        account = synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3])
        layout = synthetic.LAYOUTS[seed % len(synthetic.LAYOUTS)]
        data = WRITERS[asked.format](account.parts(layout))
        start = time.perf_counter()
        d = from_document(from_bytes(data, f"{seed}.{asked.format}"))
        rows += sum(frame.height for frame in d.frames.values() if frame is not None)
        fz.audit(d)
        spent += time.perf_counter() - start
        if (seed + 1) % step == 0:
            print(f"{seed + 1:8d}  {step / spent:6.1f}  {rows / step:12.0f}  {resident():.0f}", flush=True)
            spent, rows = 0.0, 0
        if asked.grows and seed + 1 == 2 * step:
            gc.collect()
            before = tracemalloc.take_snapshot()
    if before is not None:
        del d
        gc.collect()
        for grown in tracemalloc.take_snapshot().compare_to(before, "lineno")[:15]:
            frame = grown.traceback[0]
            print(f"{grown.size_diff / 1e3:9.1f} kB  {grown.count_diff:7d}  {frame.filename}:{frame.lineno}")


if __name__ == "__main__":
    main()
