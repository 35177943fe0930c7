"""The basic expenditure (基本支出) of a made account by economic codes, with exact amounts in 分."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fzfin.money import FEN_PER_WAN
from fzfin.synthetic.chance import Chance
from fzfin.vocab import rows

_FEN_PER_YUAN = FEN_PER_WAN // 10_000


@cache
def groups() -> dict[str, str]:
    """Economic code → ``personnel`` or ``running``."""
    return {row["code"]: row["group"] for row in rows("economic")}


@dataclass(frozen=True, slots=True)
class Basic:
    """What was paid by economic code, and from which functional line.

    `amounts` maps a code of five digits to its amount; `line` a code to the role of its line in ``made_lines.csv``;
    `second` is the share of the main line, in per cent, that a second line of the same kind carries.
    """

    amounts: dict[str, int]
    line: dict[str, str]
    second: dict[str, int]

    def of_line(self, role: str) -> tuple[int, int]:
        """Personnel and running costs of the functional line of one role."""
        paid = {"personnel": 0, "running": 0}
        for code, amount in self.amounts.items():
            second = self.second.get(code, 0)
            if role == "second":
                paid[groups()[code]] += second
            elif self.line[code] == role:
                paid[groups()[code]] += amount - second
        return paid["personnel"], paid["running"]

    def group(self, name: str) -> int:
        """The sum of a group, ``personnel`` or ``running``."""
        return sum(amount for code, amount in self.amounts.items() if groups()[code] == name)


def make_basic(chance: Chance, character: str, heads: int, second: bool) -> Basic:
    """Make the basic expenditure of a body with so many heads; `second` says whether two lines share it."""
    amounts: dict[str, int] = {}
    lines: dict[str, str] = {}
    shared: dict[str, int] = {}
    for row in rows("made_economic"):
        if row["who"] and character not in row["who"].split():
            continue
        if not chance.happens(float(row["chance"])):
            continue
        low, high = (int(row[bound]) * heads * _FEN_PER_YUAN for bound in ("low", "high"))
        amounts[row["code"]] = chance.fen(low, high)
        lines[row["code"]] = row["line"] or "main"
        if second and lines[row["code"]] == "main" and chance.happens(0.6):
            shared[row["code"]] = chance.part(amounts[row["code"]], 10, 50)
    return Basic(dict(sorted(amounts.items())), lines, shared)
