"""How many made accounts read back exactly, with each fault of conversion and with all of them.

Run: python benchmarks/bench_made.py [ACCOUNTS]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from fzfin import synthetic

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "synthetic"))

from reading_back import differences, read_back, silent

ACCOUNTS = 300


def main() -> None:
    accounts = int(sys.argv[1]) if len(sys.argv) > 1 else ACCOUNTS
    splits = tuple(fault for fault in synthetic.FAULTS if fault != "codes")
    print(f"{'faults':14}{'accounts':>9}{'exact':>8}{'said':>7}{'silent':>8}  what was silent")
    for faults in ((), *((fault,) for fault in synthetic.FAULTS), splits, synthetic.FAULTS):
        exact = said = 0
        loud: Counter[tuple[str, str, str | None]] = Counter()
        wrong: list[str] = []
        for seed in range(accounts):
            character = synthetic.CHARACTERS[seed % len(synthetic.CHARACTERS)]
            account = synthetic.account(seed=seed, character=character, forms=None if seed % 4 == 0 else 2)
            read = read_back(account, "fuzhou", faults, seed)
            found = differences(account, read, "fuzhou", faults, seed)
            kept = silent(found, read)
            exact += not found
            said += bool(found) and not kept
            loud.update((one.kind, one.frame, one.column) for one in kept)
            wrong += [f"{seed} {character}"] if kept else []
        name = {0: "none", 1: (*faults, "")[0]}.get(len(faults), "splits" if faults == splits else "all")
        what = f"  {dict(loud.most_common(3))} at {', '.join(wrong[:3])}" if wrong else ""
        print(f"{name:14}{accounts:9}{exact:8}{said:7}{len(wrong):8}{what}", flush=True)


if __name__ == "__main__":
    main()
