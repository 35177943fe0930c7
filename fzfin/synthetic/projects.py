"""Made projects and their self-evaluation (绩效自评), consistent before anything is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fzfin.money import format_amount
from fzfin.synthetic.chance import PRINTED_STEP, Chance, words
from fzfin.synthetic.lines import Line
from fzfin.vocab import rows

_WEIGHTS = {"funding": 1000, "benefit": 3000, "satisfaction": 1000}
_OUTPUTS = ((1000, 1500, 1500, 1000), (1500, 1500, 1000, 1000), (2000, 1000, 1000, 1000))


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: texts as printed, weight and score in hundredths; `achieved_text` carries its unit or not."""

    level_1: str
    level_2: str
    level_3: str
    comparator: str
    target: str
    unit: str
    achieved: str
    achieved_unit: str
    weight: int
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its funding in 分 by source (``current_appropriation``, ``other``, ``carryover``).

    Each source has its original budget, adjusted budget and actual expenditure.
    """

    name: str
    topic: str
    code: str
    funding: dict[str, tuple[int, int, int]]
    indicators: tuple[Indicator, ...]

    @property
    def total(self) -> tuple[int, int, int]:
        """Original budget, adjusted budget and actual of all sources."""
        original, adjusted, actual = (sum(column) for column in zip(*self.funding.values(), strict=True))
        return original, adjusted, actual

    @property
    def execution_score(self) -> int:
        """The score of the execution in hundredths: the weight in proportion to the execution rate."""
        _, adjusted, actual = self.total
        weight = _WEIGHTS["funding"]
        return (2 * weight * actual + adjusted) // (2 * adjusted)

    @property
    def score(self) -> int:
        """The total score in hundredths."""
        return self.execution_score + sum(indicator.score for indicator in self.indicators)


def make_projects(chance: Chance, character: str, lines: Sequence[Line], forms: int | None) -> tuple[Project, ...]:
    """Make so many projects (None: as many as fit) of the project expenditure of the lines, in the order of lines."""
    paying = [line for line in lines if line.project > 10 * PRINTED_STEP]
    names = list(words("project", character))
    count = chance.whole(min(len(paying), 2), 2 * len(paying)) if forms is None else forms
    if not paying or not count:
        return ()
    chosen = chance.some(names, count)
    while len(chosen) < count:
        chosen.append(chance.one(names))
    share = [chance.whole(20, 100) for _ in range(count)]
    made: list[Project] = []
    for at, line in enumerate(paying):
        mine = list(range(at, count, len(paying)))
        whole = sum(share[index] for index in mine)
        covered = chance.part(line.project, 70, 100)
        for index in mine:
            actual = max(covered * share[index] // whole // chance.step * chance.step, chance.step)
            made.append(_project(chance, chosen[index], line, actual))
    return tuple(made)


def _project(chance: Chance, word: dict[str, str], line: Line, actual: int) -> Project:
    full = chance.happens(0.45)
    adjusted = actual if full else actual + max(chance.part(actual, 1, 80), chance.step)
    kept = chance.part(actual, 5, 40) if line.opening and chance.happens(0.6) else 0
    extra = chance.part(adjusted, 2, 20) if chance.happens(0.1) else 0
    current = (adjusted if chance.happens(0.7) else 0, adjusted - kept, actual - kept)
    funding = {
        "current_appropriation": (max(current[0] - kept, 0), current[1], current[2]),
        "other": (extra, extra, extra),
        "carryover": (kept, kept, kept),
    }
    shell = Project(word["text"], word["more"], line.code, funding, ())
    indicators = _indicators(chance, word["more"], shell.total[1], shell.total[2])
    return Project(shell.name, shell.topic, shell.code, funding, indicators)


def _plain(fen: int) -> str:
    text = format_amount(fen).replace(",", "")
    return text.rstrip("0").rstrip(".")


def _indicators(chance: Chance, topic: str, adjusted: int, actual: int) -> tuple[Indicator, ...]:
    mine = [row for row in rows("made_indicators") if row["topic"] == topic]
    common = [row for row in rows("made_indicators") if row["topic"] == "*"]
    outputs = chance.one(_OUTPUTS)
    weights = [*outputs[:3], outputs[3], _WEIGHTS["benefit"], _WEIGHTS["satisfaction"]]
    ordered = [*mine[:3], common[0], *mine[3:], common[1]]
    return tuple(
        _indicator(chance, row, weight, adjusted, actual) for row, weight in zip(ordered, weights, strict=True)
    )


def _indicator(chance: Chance, row: dict[str, str], weight: int, adjusted: int, actual: int) -> Indicator:
    groups = row["level_1"], row["level_2"], row["name"]
    if not row["comparator"]:
        return Indicator(*groups, "", row["note"], "", words("achieved")[0]["text"], "", weight, weight, "")
    if not row["low"]:
        return Indicator(
            *groups, row["comparator"], _plain(adjusted), row["unit"], _plain(actual), "", weight, weight, ""
        )
    low, high = int(row["low"]), int(row["high"])
    target = chance.whole(low, high)
    rate = row["unit"] == "%"
    if row["comparator"] == "=":
        achieved = target
    elif rate:
        achieved = chance.whole(target, 100)
    else:
        achieved = target + chance.whole(0, max(target // 4, 1))
    score, reason = weight, ""
    if row["comparator"] == "≥" and target > 20 and chance.happens(0.12):
        achieved = target - max(target * chance.whole(1, 15) // 100, 1)
        score = weight * achieved // target
        reason = chance.one(words("shortfall"))["text"]
    unit = row["unit"] if chance.happens(0.3) else ""
    return Indicator(*groups, row["comparator"], str(target), row["unit"], str(achieved), unit, weight, score, reason)
