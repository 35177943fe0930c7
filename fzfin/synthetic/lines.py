"""The functional lines (功能分类) of a made account, with exact amounts in 分."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from fzfin.money import FEN_PER_WAN
from fzfin.synthetic.chance import Chance
from fzfin.synthetic.economic import Basic
from fzfin.vocab import rows

FUNDS: Final = ("general_public_budget", "government_funds", "state_capital")
"""The three budgets of a fiscal appropriation, in the order of the forms."""

_FUND_OF: Final = {"fund": FUNDS[1], "capital": FUNDS[2]}


@dataclass(frozen=True, slots=True)
class Line:
    """An item (项) and what one budget paid for it; `prior` is the expenditure of the year before.

    `opening` and `closing` are what of the appropriation was carried over into the year and out of it.
    """

    code: str
    fund: str
    personnel: int = 0
    running: int = 0
    project: int = 0
    opening: int = 0
    closing: int = 0
    prior: int = 0

    @property
    def basic(self) -> int:
        """Basic expenditure (基本支出)."""
        return self.personnel + self.running

    @property
    def total(self) -> int:
        """Expenditure of the year (本年支出)."""
        return self.basic + self.project

    @property
    def revenue(self) -> int:
        """The appropriation of the year (本年收入): what was spent and kept, less what was there."""
        return self.total + self.closing - self.opening


@cache
def _made_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("made_lines"):
        if row["name"]:
            found |= {row["code"]: row["name"], row["code"][:5]: row["section"]}
    return found


@cache
def name_of(code: str) -> str:
    """The name of a functional code of 3, 5 or 7 digits, as disclosures print it today."""
    table, name = ("classes", "years") if len(code) == 3 else ("functional", "years")
    found = [row["name"] for row in rows(table) if row["code"] == code]
    seen = [row["name"] for row in rows(table) if row["code"] == code and "202" in row[name]]
    return (seen or found or [_made_names().get(code, "")])[0]


def make_lines(chance: Chance, character: str, basic: Basic) -> tuple[Line, ...]:
    """Make the lines of one account, in the order of their codes.

    Args:
        chance: Where the choices come from.
        character: A name of `CHARACTERS`.
        basic: The basic expenditure, which decides the lines that pay for people.
    """
    mine = [row for row in rows("made_lines") if row["character"] == character]
    main = next(row for row in mine if row["role"] == "main")["code"].split("/")
    which = chance.whole(0, len(main) - 1)
    made: list[Line] = []
    for row in mine:
        codes = row["code"].split("/")
        code = codes[which % len(codes)]
        if row["role"] in ("project", "fund", "capital"):
            if chance.happens(float(row["chance"])):
                low, high = (int(row[bound]) * FEN_PER_WAN for bound in ("low", "high"))
                made.append(_project_line(chance, code, _FUND_OF.get(row["role"], FUNDS[0]), chance.fen(low, high)))
            continue
        paid = basic.of_line(row["role"])
        if sum(paid):
            made.append(_with_prior(chance, Line(code, FUNDS[0], *paid), 70, 130))
    return tuple(sorted(made, key=lambda line: (FUNDS.index(line.fund), line.code)))


def _project_line(chance: Chance, code: str, fund: str, amount: int) -> Line:
    opening = chance.part(amount, 1, 30) if chance.happens(0.25) else 0
    closing = chance.part(amount, 1, 60) if chance.happens(0.25) else 0
    line = Line(code, fund, project=amount, opening=opening, closing=closing)
    return line if chance.happens(0.15) else _with_prior(chance, line, 40, 220)


def _with_prior(chance: Chance, line: Line, low: int, high: int) -> Line:
    prior = line.total if chance.happens(0.04) else max(chance.part(line.total, low, high), chance.step)
    return Line(line.code, line.fund, line.personnel, line.running, line.project, line.opening, line.closing, prior)
