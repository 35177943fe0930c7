"""Throughput and memory as the number of documents grows: made accounts, read one after the other and let go.

    python benchmarks/bench_many.py [ACCOUNTS]

Prints, for each tenth of the accounts, how many were read a second (making them is not counted) and the memory of the
process. Flat memory means that nothing of a document is kept when it is let go.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import from_document
from fzfin.sources import from_bytes


def resident() -> float:
    """Memory of this process in MB."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main(accounts: int) -> None:
    step = max(accounts // 10, 1)
    spent, rows = 0.0, 0
    print("accounts  read/s  rows/account  MB")
    for seed in range(accounts):
        account = synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % 3])
        layout = synthetic.LAYOUTS[seed % len(synthetic.LAYOUTS)]
        data = account.text(layout).encode()
        start = time.perf_counter()
        d = from_document(from_bytes(data, f"{seed}.txt"))
        rows += sum(frame.height for frame in d.frames.values() if frame is not None)
        fz.audit(d)
        spent += time.perf_counter() - start
        if (seed + 1) % step == 0:
            print(f"{seed + 1:8d}  {step / spent:6.1f}  {rows / step:12.0f}  {resident():.0f}")
            spent, rows = 0.0, 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
