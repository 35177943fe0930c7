"""How the search for displaced rows does on made tables with known truth: right, left as printed, wrong, and time.

Run: python benchmarks/bench_repair.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from fzfin.tables.repair import Evidence, Verdict, solve

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "tables"))

from made_lines import DISPLACEMENTS, made, repeated

TABLES = 150


def main() -> None:
    print(f"{'displacement':20}{'codes known':>12}{'right':>7}{'as printed':>12}{'wrong':>7}{'median':>9}{'max ms':>9}")
    total: Counter[str] = Counter()
    for known in (True, False):
        for displace in DISPLACEMENTS:
            kinds, times = Counter[str](), []
            for seed in range(TABLES):
                rng = random.Random(seed)  # noqa: S311
                right = made(rng, rng.randint(1, 8), rng.randint(2, 6))
                bad = displace(rng, right)
                if seed % 3 == 2:
                    bad = repeated(rng, bad)
                truth = {row.code: row.amounts for row in right}
                start = time.perf_counter()
                outcome = solve(bad, Evidence(frozenset(truth) - {""} if known else frozenset()))
                times.append(1000 * (time.perf_counter() - start))
                found = {c: row.amounts for c, row in zip(outcome.codes, bad, strict=True) if c is not None}
                solved = outcome.verdict is Verdict.SOLVED
                kinds["as printed" if not solved else "right" if found == truth else "wrong"] += 1
            total += kinds
            counts = f"{kinds['right']:>7}{kinds['as printed']:>12}{kinds['wrong']:>7}"
            timing = f"{statistics.median(times):9.1f}{max(times):9.1f}"
            print(f"{displace.__name__:20}{'yes' if known else 'no':>12}{counts}{timing}")
    print(f"{'all':20}{'':>12}{total['right']:>7}{total['as printed']:>12}{total['wrong']:>7}")


if __name__ == "__main__":
    main()
