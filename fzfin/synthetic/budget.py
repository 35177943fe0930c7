"""The budget (部门预算) of the department of a made account, for the same year and with known amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fzfin.errors import ParameterError
from fzfin.frames import BUDGET_COLUMNS, TABLES, frame_of, schema_of
from fzfin.kinds import BUDGET
from fzfin.money import FEN_PER_WAN
from fzfin.synthetic.chance import PRINTED_STEP, Chance
from fzfin.synthetic.economic import Basic
from fzfin.synthetic.layout import Layout
from fzfin.synthetic.lines import FUNDS, Line
from fzfin.synthetic.part import Part, Words
from fzfin.synthetic.printed import Row, line_rows, shown, table_rows, text, three_items
from fzfin.synthetic.sheets import blocks_of, table
from fzfin.synthetic.text import as_text
from fzfin.synthetic.truth import SOURCES, Truth
from fzfin.synthetic.writing import write_parts
from fzfin.vocab import rows

if TYPE_CHECKING:
    import polars as pl

BUDGET_LAYOUTS: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(row["layout"] for row in rows("made_budgets") if row["layout"] != "*")
)
"""The layouts in which a made budget can be written."""

_LOW, _HIGH = 75, 130


@dataclass(frozen=True, eq=False, repr=False)
class Budget:
    """A made budget: what was planned, line by line, and what it prints.

    Attributes:
        truth: The plan, in whole steps of the printed unit; nothing is carried over in it.
        printed: The figures as they are printed, row by row, by frame.
    """

    truth: Truth
    printed: Mapping[str, list[Row]]

    def __repr__(self) -> str:
        return f"<Budget {self.truth.department} {self.truth.year}>"

    def frames(self, layout: str = BUDGET_LAYOUTS[0]) -> dict[str, pl.DataFrame]:
        """The tables that `fzfin.read` must give of the budget in a layout; they never pass through the reader.

        Example:
            >>> from fzfin import synthetic
            >>> synthetic.account(seed=1).budget().frames()["expenditure"]["line_name"][0]
            '合计'
        """
        chosen = _layout(layout, self.truth.year)
        return {name: _frame(name, _ordered(name, self.printed[name], chosen), chosen) for name in TABLES}

    def parts(self, layout: str = BUDGET_LAYOUTS[0]) -> tuple[Part, ...]:
        """The parts of the document in reading order, before a format is chosen; see `text`."""
        chosen = _layout(layout, self.truth.year)
        fill = {"year": self.truth.year, "department": self.truth.department}
        made: list[Part] = [
            Words(kind, _text(key).format(**fill))
            for kind, key in (("title", "cover"), ("heading", "part1"), ("heading", "part2"))
        ]
        for frame in chosen.tables:
            made.append(Words("title", chosen.word(frame, "title")))
            made.append(Words("mark", text("department").format(**fill)))
            made.append(Words("mark", text("unit").format(unit=chosen.word(frame, "unit"))))
            made.append(table(frame, self.printed[frame], chosen))
        return tuple(made)

    def text(self, layout: str = BUDGET_LAYOUTS[0]) -> str:
        """The document as text with tabs between the cells of a row.

        Args:
            layout: A name of `BUDGET_LAYOUTS`: ``yuan`` in 元 with codes in three cells, ``two_years`` with figures of
                the year before beside those of the year.

        Raises:
            ParameterError: There is no such layout.
        """
        return as_text(self.parts(layout))

    def write(self, path: str | Path, layout: str = BUDGET_LAYOUTS[0]) -> Path:
        """Write the document to a file and return its path; its suffix chooses the format as for an account.

        Raises:
            MissingDependencyError: What the format needs is not installed; the message says what to install.
            ParameterError: There is no such layout or format.
        """
        return write_parts(self.parts(layout), path)


def budget(seed: int, truth: Truth) -> Budget:
    """Make the budget that went before what truly happened; most lines were planned otherwise, some just so."""
    chance = Chance(f"{seed} {truth.character} budget", PRINTED_STEP)
    basic = _basic(chance, truth.basic)
    lines = tuple(_line(chance, line, basic, truth.character) for line in truth.lines)
    own = truth.other
    personnel, running, project, business = (
        _planned(chance, amount) for amount in (own.personnel, own.running, own.project, own.business)
    )
    main = max(SOURCES, key=lambda source: own.sources[source])
    other = replace(
        own,
        sources=dict.fromkeys(SOURCES, 0) | {main: personnel + running + project + business},
        personnel=personnel,
        running=running,
        project=project,
        business=business,
        opening=0,
        closing=0,
        used=0,
        distributed=0,
    )
    three = {
        item: replace(value, budget=shown(value.budget), prior=shown(value.prior))
        for item, value in truth.three_public.items()
    }
    planned = replace(truth, lines=lines, basic=basic, other=other, three_public=three)
    found = {name: [_renamed(row) for row in made] for name, made in table_rows(planned).items() if name in TABLES}
    found["general_expenditure"] = _with_prior(lines)
    found["three_public"] = [
        {**row, "actual": None, "prior": shown(prior)}
        for row, prior in zip(found["three_public"], _priors(planned), strict=True)
    ]
    return Budget(planned, found)


def _planned(chance: Chance, amount: int) -> int:
    """What was planned for an amount that was spent: as much in one of five cases, in whole steps."""
    if chance.happens(0.2):
        return shown(amount)
    return chance.part(amount, _LOW, _HIGH)


def _basic(chance: Chance, basic: Basic) -> Basic:
    amounts = {code: _planned(chance, amount) for code, amount in basic.amounts.items()}
    second = {code: chance.part(amounts[code], 10, 50) for code in basic.second}
    return Basic(amounts, basic.line, second)


def _line(chance: Chance, line: Line, basic: Basic, character: str) -> Line:
    """A line as planned: what pays for people follows from the economic items, a project is planned by itself."""
    mine = (row for row in rows("made_lines") if row["character"] == character and line.code in row["code"].split("/"))
    paid = [basic.of_line(row["role"]) for row in mine] if line.basic else []
    personnel, running = next((pair for pair in paid if sum(pair)), (0, 0))
    project = _planned(chance, line.project)
    return replace(line, personnel=personnel, running=running, project=project, opening=0, closing=0)


def _with_prior(lines: tuple[Line, ...]) -> list[Row]:
    own = [line for line in lines if line.fund == FUNDS[0]]
    amounts = [
        (line.code, {"total": line.total, "basic": line.basic, "project": line.project, "prior": shown(line.prior)})
        for line in own
    ]
    return line_rows("general_expenditure", amounts)


def _priors(truth: Truth) -> list[int]:
    return [prior for _, _, prior in three_items(truth).values()]


@cache
def _labels() -> dict[str, str]:
    pairs = (row["cells"].split("|") for row in rows("made_budgets") if row["part"] == "label")
    return {pair[0]: pair[1] for pair in pairs}


def _renamed(row: Row) -> Row:
    return {**row, **{name: _labels().get(row[name], row[name]) for name in ("item", "name") if name in row}}


def _text(key: str) -> str:
    return next(row["cells"] for row in rows("made_budgets") if row["part"] == key)


@cache
def _layout(name: str, year: int) -> Layout:
    if name not in BUDGET_LAYOUTS:
        raise ParameterError(f"expected a layout out of {', '.join(BUDGET_LAYOUTS)}, found {name!r}")
    parts: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
    for row in rows("made_budgets"):
        if row["layout"] == name:
            at, cells = (row["frame"], row["part"]), row["cells"].format(year=year, last=year - 1)
            parts[at] = (*parts.get(at, ()), tuple(cells.split("|")))
    return Layout(name, parts)


def _ordered(name: str, found: list[Row], chosen: Layout) -> list[Row]:
    """The rows of a frame in the order in which they are read: economic items down one block and then the next."""
    if name != "basic_expenditure":
        return found
    personnel, running = blocks_of(found, chosen)
    totals = {row["group"]: row for row in found if row["level"] == "total"}
    return [*personnel, totals["personnel"], *running, totals["running"]]


def _frame(name: str, found: list[Row], chosen: Layout) -> pl.DataFrame:
    schema, own = schema_of(name, BUDGET), BUDGET_COLUMNS.get(name, ())

    def value(column: str, row: Row) -> Any:
        if not schema[column].is_float():
            return row.get(column)
        amount = row.get(column) if column not in own and chosen.prints(name, column) else None
        return None if amount is None else amount / FEN_PER_WAN

    return frame_of(schema, [[value(column, row) for column in schema] for row in found], name)
