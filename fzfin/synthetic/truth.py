"""What truly happened in a made account: exact amounts in 分 that are consistent before anything is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Final

from fzfin.money import FEN_PER_WAN
from fzfin.synthetic.chance import Chance, texts, words
from fzfin.synthetic.economic import Basic, make_basic
from fzfin.synthetic.lines import FUNDS, Line, make_lines
from fzfin.synthetic.projects import Project, make_projects

SOURCES: Final = (
    "superior_grants",
    "institution_revenue",
    "business_revenue",
    "affiliate_remittances",
    "other_revenue",
)
"""Revenue that is no appropriation, in the order of the forms."""

_THREE: Final = {"overseas": "30212", "vehicle_purchase": "31013", "vehicle_running": "30231", "hospitality": "30217"}


@dataclass(frozen=True, slots=True)
class Other:
    """Money that is no appropriation: it stands at one functional line.

    `sources` is revenue by the names of `SOURCES`; `used` and `distributed` are 使用非财政拨款结余 and 结余分配.
    """

    code: str
    sources: dict[str, int]
    personnel: int
    running: int
    project: int
    business: int
    opening: int
    closing: int
    used: int
    distributed: int
    prior: int

    @property
    def revenue(self) -> int:
        """All revenue of the year that is no appropriation."""
        return sum(self.sources.values())

    @property
    def total(self) -> int:
        """All that was spent of it."""
        return self.personnel + self.running + self.project + self.business


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """One of the three public expenses (“三公”经费): amounts, and the counts that its explanation gives."""

    actual: int
    budget: int
    prior: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购 by goods, works and services, and what of each went to SMEs and to micro enterprises."""

    parts: dict[str, int]
    sme_parts: dict[str, int]
    micro: int


@dataclass(frozen=True, slots=True)
class Done:
    """A sentence of the work summary, and its figures as (metric, unit, qualifier, value)."""

    text: str
    figures: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A consistent account; see `fzfin.synthetic.account` for how it is asked for."""

    character: str
    department: str
    year: int
    lines: tuple[Line, ...]
    basic: Basic
    other: Other
    opening_prior: int
    other_opening_prior: int
    three_public: dict[str, ThreePublic]
    projects: tuple[Project, ...]
    departmental: int
    procurement: Procurement
    vehicles: dict[str, int]
    equipment: int
    staff: tuple[tuple[str, str, int], ...]
    operating: int | None
    operating_prior: int
    duties: tuple[str, ...]
    work: tuple[tuple[str, tuple[Done, ...]], ...]

    def of_fund(self, fund: str) -> tuple[Line, ...]:
        """The lines that one budget pays for."""
        return tuple(line for line in self.lines if line.fund == fund)

    @property
    def appropriated(self) -> int:
        """Fiscal appropriation of the year (财政拨款收入)."""
        return sum(line.revenue for line in self.lines)

    @property
    def spent(self) -> int:
        """All expenditure of the year."""
        return sum(line.total for line in self.lines) + self.other.total


def _other(chance: Chance, character: str, code: str) -> Other:
    if character != "school" and not chance.happens(0.5):
        return Other(code, dict.fromkeys(SOURCES, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0)
    school = character == "school"
    big = 400 * FEN_PER_WAN if school else 60 * FEN_PER_WAN
    personnel = chance.fen(0, big) if school else 0
    running = chance.fen(0, big // 3)
    project = chance.fen(0, big) if chance.happens(0.6) else 0
    business = chance.fen(0, big // 4) if school and chance.happens(0.2) else 0
    spent = personnel + running + project + business
    distributed = chance.part(spent, 1, 5) if school and chance.happens(0.2) else 0
    closing = chance.part(spent, 1, 60) if chance.happens(0.7) else 0
    opening = chance.part(spent, 1, 30) if chance.happens(0.6) else 0
    used = chance.part(spent, 1, 8) if school and chance.happens(0.2) else 0
    left = spent + distributed + closing - opening - used
    sources = dict.fromkeys(SOURCES, 0)
    main = "institution_revenue" if school else "other_revenue"
    for source in SOURCES:
        likely = {"superior_grants": 0.15, "business_revenue": 0.9 if business else 0.0}.get(source, 0.1)
        if source != main and chance.happens(likely):
            sources[source] = min(chance.part(spent, 1, 15), left)
            left -= sources[source]
    sources[main] = left
    prior = chance.part(spent, 60, 140)
    return Other(code, sources, personnel, running, project, business, opening, closing, used, distributed, prior)


def _three_public(chance: Chance, basic: Basic) -> dict[str, ThreePublic]:
    made: dict[str, ThreePublic] = {}
    for item, code in _THREE.items():
        actual = basic.amounts.get(code, 0)
        budget = chance.part(actual, 100, 260) if actual else 0
        if not actual and chance.happens(0.3):
            budget = chance.fen(FEN_PER_WAN // 2, 8 * FEN_PER_WAN)
        prior = chance.part(actual, 50, 180) if actual and chance.happens(0.8) else 0
        if not actual and chance.happens(0.2):
            prior = chance.fen(FEN_PER_WAN // 2, 5 * FEN_PER_WAN)
        counts: dict[str, int] = {}
        if item == "overseas":
            groups = chance.whole(1, 4) if actual else 0
            counts = {"delegations": groups, "travellers": groups * chance.whole(1, 5)}
        elif item == "vehicle_purchase":
            counts = {"vehicles_bought": 1 if actual else 0}
        elif item == "vehicle_running":
            counts = {"vehicles_held": chance.whole(1, 6) if actual or basic.amounts.get("31013") else 0}
        elif actual:
            times = chance.whole(3, 60)
            counts = {"receptions": times, "guests": times * chance.whole(3, 12)}
        else:
            counts = {"receptions": 0, "guests": 0}
        made[item] = ThreePublic(actual, max(budget, actual), prior, counts)
    return made


def _procurement(chance: Chance, spent: int) -> Procurement:
    parts = {
        "goods": chance.part(spent, 1, 12),
        "works": chance.part(spent, 1, 10) if chance.happens(0.4) else 0,
        "services": chance.part(spent, 1, 20),
    }
    sme = {
        kind: amount if chance.happens(0.4) else chance.part(amount, 10, 99) if chance.happens(0.8) else 0
        for kind, amount in parts.items()
    }
    return Procurement(parts, sme, chance.part(sum(sme.values()), 10, 95))


def _vehicles(chance: Chance, character: str, held: int) -> dict[str, int]:
    counts = dict.fromkeys(texts("vehicle_kind"), 0)
    for _ in range(held):
        counts[chance.one(texts("vehicle", character))] += 1
    return counts


def _work(chance: Chance, character: str) -> tuple[tuple[str, tuple[Done, ...]], ...]:
    said: list[tuple[str, tuple[Done, ...]]] = []
    left = chance.some(words("work", character), 4)
    for theme in texts("theme", character):
        said.append((theme, tuple(_done(chance, left.pop()) for _ in range(min(chance.whole(1, 2), len(left))))))
    return tuple(said)


def _done(chance: Chance, word: dict[str, str]) -> Done:
    values = {
        "n1": str(chance.whole(2, 9)),
        "n2": str(chance.whole(3, 60)),
        "n3": str(chance.whole(20, 900)),
        "n4": str(chance.whole(1_000, 9_999)),
        "n5": str(chance.whole(10_000, 999_999)),
        "p": f"{chance.whole(9_000, 10_000) / 100:g}",
    }
    names = [name for _, name, _, _ in Formatter().parse(word["text"]) if name]
    metrics = [(*metric.split("/"), "")[:3] for metric in word["more"].split("|")]
    figures = tuple((*metric, values[name]) for metric, name in zip(metrics, names, strict=True))
    return Done(word["text"].format(**values), figures)


def _staff(chance: Chance, character: str, department: str, heads: int) -> tuple[tuple[str, str, int], ...]:
    rows = [(department, words("nature", character)[0]["text"], heads)]
    for office in words("office", character):
        if chance.happens(0.5):
            count = chance.whole(2, max(heads // 4, 3))
            rows.append((department + office["text"], office["more"], count))
            rows[0] = (*rows[0][:2], rows[0][2] - count if rows[0][2] > count else 1)
    return tuple(rows)


def make_truth(chance: Chance, character: str, department: str | None, year: int, forms: int | None) -> Truth:
    """Make a consistent account; what is asked for is described at `fzfin.synthetic.account`."""
    department = department or chance.one(texts("place")) + chance.one(texts("body", character))
    heads = chance.whole(12, 120)
    second = character == "town" and chance.happens(0.7)
    basic = make_basic(chance, character, heads, second)
    lines = make_lines(chance, character, basic)
    main = max((line for line in lines if line.fund == FUNDS[0]), key=lambda line: line.basic)
    other = _other(chance, character, main.code)
    three_public = _three_public(chance, basic)
    projects = make_projects(chance, character, lines, forms)
    running = basic.group("running")
    return Truth(
        character=character,
        department=department,
        year=year,
        lines=lines,
        basic=basic,
        other=other,
        opening_prior=chance.part(sum(line.opening for line in lines), 20, 150),
        other_opening_prior=chance.part(other.opening, 20, 150),
        three_public=three_public,
        projects=projects,
        departmental=chance.whole(1, 2) if projects and chance.happens(0.3) else 0,
        procurement=_procurement(chance, sum(line.total for line in lines)),
        vehicles=_vehicles(chance, character, three_public["vehicle_running"].counts["vehicles_held"]),
        equipment=chance.whole(0, 3),
        staff=_staff(chance, character, department, heads),
        operating=None if character == "school" else running,
        operating_prior=chance.part(running, 70, 140),
        duties=texts("duty", character),
        work=_work(chance, character),
    )
