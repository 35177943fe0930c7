"""How many made accounts read back exactly, by layout and format, and whether what was not read is said to be unread.

    python benchmarks/bench_made.py [ACCOUNTS] [--faults none|splits|all|mixed|NAME,…] [--formats txt,html,…]
                                    [--layouts NAME,…] [--errors] [--first SEED]

The accounts are spread over all layouts, formats and characters. ``mixed`` takes no fault for every third account, all
but displaced codes for the next, and a single one for the third. With ``--errors`` each account has one known printed
error: what is read must be what is printed, error and all. PDFs are printed by LibreOffice or Chromium, many at once.

A difference is silent if neither `unparsed` nor `repairs` nor the audit mentions it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import fzfin as fz
from fzfin import synthetic
from fzfin.errors import ParameterError

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "synthetic"))

from reading_back import untold

ACCOUNTS = 500
AT_ONCE = 40
SPLITS = tuple(fault for fault in synthetic.FAULTS if fault != "codes")
UNPRINTED = ("markup",)
"""What converters leave in a text (tags, LaTeX) is printed by nobody."""
FORMATS = tuple(suffix[1:] for suffix in synthetic.FORMATS)


@dataclass(frozen=True, slots=True)
class Job:
    """One account in one layout and format, with faults."""

    seed: int
    layout: str
    format: str
    faults: tuple[str, ...]
    account: synthetic.Account

    @property
    def name(self) -> str:
        return f"{self.seed} {self.account.truth.character} {'+'.join(self.faults) or 'plain'}"

    def path(self, folder: Path) -> Path:
        return folder / f"{self.seed}-{self.layout}.{self.format}"

    def parts(self) -> tuple[synthetic.Part, ...]:
        return self.account.parts(self.layout, self.faults, self.seed, contents=self.has_contents)

    @property
    def has_contents(self) -> bool:
        return self.seed % 4 == 1

    def write(self, folder: Path) -> Path:
        more = {"contents": self.has_contents, "one_sheet": self.seed % 2 == 0}
        return self.account.write(self.path(folder), self.layout, self.faults, self.seed, **more)


def faults_of(asked: str, number: int) -> tuple[str, ...]:
    if asked == "mixed":
        return ((), SPLITS, (SPLITS[number // 3 % len(SPLITS)],))[number % 3]
    named = {"none": (), "splits": SPLITS, "all": synthetic.FAULTS}
    return named.get(asked) or tuple(name for name in asked.split(",") if name not in named)


def jobs(asked: argparse.Namespace) -> list[Job]:
    made: list[Job] = []
    layouts, formats = asked.layouts.split(","), asked.formats.split(",")
    for number in range(asked.accounts):
        seed = asked.first + number
        turn = number // (len(layouts) * len(formats))
        character = synthetic.CHARACTERS[(number + turn) % len(synthetic.CHARACTERS)]
        account = synthetic.account(seed=seed, character=character, forms=None if seed % 4 == 0 else 2)
        if asked.errors:
            try:
                account = account.with_error(synthetic.ERRORS[seed % len(synthetic.ERRORS)], seed)
            except ParameterError:
                account = account.with_error("table_figure", seed)
        layout, format_ = layouts[number % len(layouts)], formats[number // len(layouts) % len(formats)]
        faults = faults_of(asked.faults, turn + number)
        if format_ == "pdf":
            faults = tuple(fault for fault in faults if fault not in UNPRINTED)
        made.append(Job(seed, layout, format_, faults, account))
    return made


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("accounts", type=int, nargs="?", default=ACCOUNTS)
    parser.add_argument("--faults", default="none")
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--layouts", default=",".join(synthetic.LAYOUTS))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    told: list[str] = []
    start = time.perf_counter()
    todo = jobs(asked)
    for at in range(0, len(todo), AT_ONCE):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            some = todo[at : at + AT_ONCE]
            printed = {job.path(folder): job.parts() for job in some if job.format == "pdf"}
            if printed:
                synthetic.write_pdfs(printed)
            for job in some:
                path = job.path(folder) if job.format == "pdf" else job.write(folder)
                d = fz.read(path)
                found = synthetic.differences(job.account.frames(job.layout, job.faults, job.seed), d.frames)
                silent = untold(found, d)
                outcome = "silent" if silent else "mentioned" if found else "exact"
                counts[job.layout, job.format, outcome] += 1
                for one in (silent or found)[:2]:
                    shown = f"{one.kind} {one.frame} {one.key} {one.column}: {one.printed} read as {one.read}"
                    told.append(f"{outcome:9} {job.layout} {job.format} {job.name}: {len(found)} {shown}"[:260])
                    print(told[-1], flush=True)
        done = Counter[str]()
        for (_, _, outcome), count in counts.items():
            done[outcome] += count
        print(f"{done.total()} of {len(todo)}: {dict(done)}", file=sys.stderr, flush=True)
    print(f"\n{'layout':10}{'format':8}{'accounts':>9}{'exact':>8}{'mentioned':>11}{'silent':>8}")
    for layout in asked.layouts.split(","):
        for format_ in asked.formats.split(","):
            row = [counts[layout, format_, outcome] for outcome in ("exact", "mentioned", "silent")]
            print(f"{layout:10}{format_:8}{sum(row):9}{row[0]:8}{row[1]:11}{row[2]:8}")
    total = [sum(n for (_, _, name), n in counts.items() if name == said) for said in ("exact", "mentioned", "silent")]
    print(f"{'all':18}{sum(total):9}{total[0]:8}{total[1]:11}{total[2]:8}   {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
