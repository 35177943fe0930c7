"""What the audit finds, what it does not, and what it costs: balanced made accounts, and accounts with one error.

    python benchmarks/bench_audit.py [ACCOUNTS]

Prints how many balanced accounts have a fail, how many changed figures of tables and of prose are found, how many
errors of each kind, and the time of the audit of the shipped account.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter

import fzfin as fz
from fzfin import synthetic
from fzfin.disclosure import Disclosure, from_document
from fzfin.sources import from_bytes

NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?=\s*(?:万元|%))")


def read(text: str) -> Disclosure:
    return from_document(from_bytes(text.encode(), "made.txt"))


def made(seed: int) -> synthetic.Account:
    return synthetic.account(seed=seed, character=synthetic.CHARACTERS[seed % len(synthetic.CHARACTERS)])


def errors(d: Disclosure) -> Counter[str]:
    """The errors and questions of an audit by code; notes are left out."""
    frame = fz.audit(d).findings()
    return Counter(code for code, severity in frame.select("code", "severity").rows() if severity != "note")


def found(clean: Disclosure, wrong: Disclosure) -> bool:
    """Whether the audit says more of the wrong account, or the reader left more of it unread."""
    return bool(errors(wrong) - errors(clean)) or wrong.unparsed.height > clean.unparsed.height


def one_digit(rng: random.Random, number: str) -> str:
    """A number with one of its digits mistyped."""
    at = rng.choice([place for place, char in enumerate(number) if char.isdigit()])
    return number[:at] + rng.choice([digit for digit in "0123456789" if digit != number[at]]) + number[at + 1 :]


def mistyped(d: Disclosure, text: str, rng: random.Random, frames: tuple[str, ...]) -> str | None:
    """The text with one digit of one figure of some frames mistyped; None where there is no such figure."""
    lines = text.split("\n")
    places = sorted({place for name in frames if (frame := d.frames[name]) is not None for place in frame["locator"]})
    for place in rng.sample(places, len(places)):
        number = int(place[1:]) - 1
        spots = [match for match in NUMBER.finditer(lines[number]) if float(match[0].replace(",", ""))]
        if spots:
            spot = rng.choice(spots)
            lines[number] = lines[number][: spot.start()] + one_digit(rng, spot[0]) + lines[number][spot.end() :]
            return "\n".join(lines)
    return None


def mistyped_cell(d: Disclosure, text: str, rng: random.Random) -> str:
    """The text with one digit of one amount of a table mistyped."""
    cells = d.cells.filter(d.cells["fen"].is_not_null() & (d.cells["fen"] != 0)).rows(named=True)
    cell = rng.choice(cells)
    lines = text.split("\n")
    parts = lines[int(cell["locator"][1:]) - 1].split("\t")
    at = next(n for n in range(cell["col"], len(parts)) if parts[n].strip() == cell["text"].strip())
    parts[at] = one_digit(rng, parts[at])
    lines[int(cell["locator"][1:]) - 1] = "\t".join(parts)
    return "\n".join(lines)


def main(accounts: int) -> None:
    wrong: Counter[str] = Counter()
    for seed in range(accounts):
        wrong += Counter({f"{code}": 1 for code in errors(read(made(seed).text()))})
    print(f"{accounts} balanced accounts: findings that are no notes, by code: {dict(wrong) or 'none'}")

    trials = max(accounts // 2, 20)
    table, prose, asked = 0, 0, 0
    for seed in range(trials):
        rng, text = random.Random(seed), made(seed).text()  # noqa: S311 - a repeatable choice
        clean = read(text)
        table += found(clean, read(mistyped_cell(clean, text, rng)))
        changed = mistyped(clean, text, rng, ("statements", "three_public_detail", "procurement", "evaluation"))
        if changed is not None:
            asked += 1
            prose += found(clean, read(changed))
    print(f"one digit mistyped: tables {table} of {trials} found, prose {prose} of {asked}")

    for kind in synthetic.ERRORS:
        hits, tries = 0, 0
        for seed in range(max(accounts // 10, 10)):
            right = made(seed)
            try:
                bad = right.with_error(kind, seed)
            except fz.FzfinError:
                continue
            tries += 1
            clean, wrong_read = read(right.text()), read(bad.text())
            more = Counter(fz.audit(wrong_read).findings()["code"]) - Counter(fz.audit(clean).findings()["code"])
            hits += bool(more) or wrong_read.unparsed.height > clean.unparsed.height
        print(f"{kind:>24} {hits} of {tries}")

    d = fz.read()
    fz.audit(d).frame()
    times = []
    for _ in range(15):
        start = time.perf_counter()
        fz.audit(d).frame()
        times.append(time.perf_counter() - start)
    print(
        f"audit of the shipped account, warm: best {min(times) * 1000:.0f} ms, median {sorted(times)[7] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
