"""`account()` and the Account that it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fzfin.errors import ParameterError
from fzfin.frames import SCHEMAS, TABLES, frame_of
from fzfin.money import FEN_PER_WAN
from fzfin.synthetic.budget import Budget, budget
from fzfin.synthetic.chance import CHARACTERS, PRINTED_STEP, Chance
from fzfin.synthetic.document import parts
from fzfin.synthetic.errors import PrintedError, made_wrong
from fzfin.synthetic.faults import chosen_faults, damaged, zero_styles
from fzfin.synthetic.layout import LAYOUTS, Layout
from fzfin.synthetic.layout import layout as layout_of
from fzfin.synthetic.part import Part
from fzfin.synthetic.printed import Printed, Row, shown, table_rows, text
from fzfin.synthetic.saying import compared, detail_rows, sentences, statement_rows
from fzfin.synthetic.scored import form_rows
from fzfin.synthetic.sheets import blocks_of
from fzfin.synthetic.text import as_text
from fzfin.synthetic.truth import Truth, make_truth
from fzfin.synthetic.writing import write_parts
from fzfin.vocab import NOTHING_PRINTED, lookup

if TYPE_CHECKING:
    import polars as pl


_HUNDREDTHS: Final = frozenset({"weight", "score", "total_score"})
_MONEY_OF: Final = {frame: [name for name, dtype in SCHEMAS[frame].items() if dtype.is_float()] for frame in TABLES}
_NUMBERS: Final = frozenset({"target", "achieved"})


@dataclass(frozen=True, eq=False, repr=False)
class Account:
    """A made final account: what truly happened, and what it prints.

    Attributes:
        seed: The number that it was made from.
        truth: Exact amounts in 分, consistent before anything is rounded.
        printed: The figures as they are printed, row by row.
        error: What is wrong in what is printed, None in a right account; see `with_error`.
    """

    seed: int
    truth: Truth
    printed: Printed
    error: PrintedError | None = None

    def __repr__(self) -> str:
        truth = self.truth
        return f"<Account {self.seed}: {truth.department} {truth.year}, {len(truth.projects)} projects>"

    def frames(
        self, layout: str = LAYOUTS[0], faults: str | Iterable[str] = (), fault_seed: int = 0
    ) -> dict[str, pl.DataFrame]:
        """The frames that `fzfin.read` must give of the account when it is written in a layout.

        They are computed from what is printed and never pass through the reader. Columns that say where or how
        something was printed (`locator`, `quote`) are null, `repaired` is false. A frame that the document says
        nothing of has no rows. The arguments are those of `text`: a zero that is printed as a blank or a dash is null.

        Example:
            >>> from fzfin import synthetic
            >>> made = synthetic.account(seed=1).frames()
            >>> made["expenditure"]["line_name"][0]
            '合计'
        """
        rows = _rows(self.printed, self._layout(layout, chosen_faults(faults), fault_seed))
        return {name: _frame(name, rows.get(name, [])) for name in SCHEMAS}

    def parts(
        self,
        layout: str = LAYOUTS[0],
        faults: str | Iterable[str] = (),
        fault_seed: int = 0,
        *,
        contents: bool = False,
    ) -> tuple[Part, ...]:
        """The parts of the document in reading order, before a format is chosen; see `text`."""
        names = chosen_faults(faults)
        whole = parts(self.truth, self.printed, self._layout(layout, names, fault_seed), contents)
        return (
            damaged(Chance(f"{self.seed} {self.truth.character} {fault_seed} faults"), whole, names) if names else whole
        )

    def text(
        self,
        layout: str = LAYOUTS[0],
        faults: str | Iterable[str] = (),
        fault_seed: int = 0,
        *,
        contents: bool = False,
    ) -> str:
        """The document as text with tabs between the cells of a row.

        Args:
            layout: A name of `LAYOUTS`.
            faults: Names of `FAULTS`, the faults of conversion to put in, or ``all``.
            fault_seed: Another number puts them in other places.
            contents: Begin with a page of contents (目录).

        Raises:
            ParameterError: There is no such layout or fault.
        """
        return as_text(self.parts(layout, faults, fault_seed, contents=contents))

    def write(
        self,
        path: str | Path,
        layout: str = LAYOUTS[0],
        faults: str | Iterable[str] = (),
        fault_seed: int = 0,
        *,
        contents: bool = False,
        one_sheet: bool = False,
    ) -> Path:
        """Write the document to a file and return its path; see `text` for what is asked for.

        Args:
            path: Its suffix chooses the format: ``.txt``, ``.html``, ``.docx``, ``.xlsx`` or ``.pdf``. A workbook needs
                XlsxWriter, a PDF LibreOffice or Chromium (see `write_pdfs`, which prints many at once).
            layout: A name of `LAYOUTS`.
            faults: Names of `FAULTS`, or ``all``.
            fault_seed: Another number puts the faults in other places.
            contents: Begin with a page of contents (目录).
            one_sheet: Put all tables of a workbook on one sheet.

        Raises:
            MissingDependencyError: What the format needs is not installed; the message says what to install.
            ParameterError: There is no such layout, fault or format.

        Example:
            >>> import tempfile
            >>> from fzfin import read, synthetic
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     read(synthetic.account(seed=1).write(f"{folder}/made.docx")).meta.reader
            'docx'
        """
        return write_parts(self.parts(layout, faults, fault_seed, contents=contents), path, one_sheet=one_sheet)

    def budget(self) -> Budget:
        """The budget of the department for the same year (部门预算), with known amounts; the same each time.

        Example:
            >>> from fzfin import synthetic
            >>> synthetic.account(seed=1).budget().truth.year
            2023
        """
        return budget(self.seed, self.truth)

    def with_error(self, kind: str, seed: int = 0) -> Account:
        """The same account with one known error in what it prints; `error` says where, and what would be right.

        Args:
            kind: A name of `ERRORS`.
            seed: Another number makes the error in another place.

        Raises:
            ParameterError: There is no such error, or nothing in the account in which it could be made.

        Example:
            >>> from fzfin import synthetic
            >>> wrong = synthetic.account(seed=1).with_error("broken_total")
            >>> wrong.error.column in ("total", "amount", "basic", "project", "revenue", "fiscal_appropriation")
            True
        """
        printed, error = made_wrong(self.printed, kind, seed)
        return replace(self, printed=printed, error=error)

    def _layout(self, name: str, faults: tuple[str, ...], fault_seed: int) -> Layout:
        chosen = layout_of(name)
        if "zeros" not in faults:
            return chosen
        chance = Chance(f"{self.seed} {self.truth.character} {fault_seed} zeros")
        return replace(chosen, zeros=zero_styles(chance, _with_figures(self.printed, chosen)))


def account(
    seed: int = 0,
    character: str = "bureau",
    *,
    year: int = 2023,
    department: str | None = None,
    forms: int | None = None,
    exact: bool = False,
) -> Account:
    """Make a consistent final account (部门决算) with known truth; the same arguments give the same account anywhere.

    Args:
        seed: Any whole number.
        character: ``bureau`` (an administrative body), ``school`` (an institution with revenue of its own) or
            ``town`` (a township with many functional classes).
        year: The year of the account, 2000 to 2099.
        department: The name of the department; a made one by default.
        forms: How many self-evaluation forms it has; by default as its seed will have it.
        exact: Make all amounts whole steps of the printed unit, so that printed sums meet to the last digit. By
            default amounts are exact to 分 and printed sums differ from their parts by rounding, as they do in reality.

    Raises:
        ParameterError: An argument has no such value.

    Example:
        >>> from fzfin import synthetic
        >>> len(synthetic.account(seed=7, character="school", forms=2).truth.projects)
        2
    """
    if character not in CHARACTERS:
        raise ParameterError(f"expected a character out of {', '.join(CHARACTERS)}, found {character!r}")
    if not 2000 <= year <= 2099:
        raise ParameterError(f"expected a year from 2000 to 2099, found {year}")
    if forms is not None and not 0 <= forms <= 200:
        raise ParameterError(f"expected 0 to 200 forms, found {forms}")
    chance = Chance(f"{seed} {character}", PRINTED_STEP if exact else 1)
    truth = make_truth(chance, character, department, year, forms)
    printed = Printed(
        table_rows(truth) | form_rows(truth) | {"operating_expenses": [_operating(truth)]}, sentences(truth)
    )
    return Account(seed, truth, printed)


def _operating(truth: Truth) -> Row:
    if truth.operating is None:
        return {"said_none": True}
    said = compared(truth.operating, truth.operating_prior)
    return {"subject": text("subject_operating"), "amount": shown(truth.operating), "said_none": False, **said}


def _rows(printed: Printed, chosen: Layout) -> dict[str, list[Row]]:
    """The rows of every frame, in the order in which a layout prints them."""
    rows = dict(printed.tables)
    for frame in chosen.tables:
        dashed = {name for name in _MONEY_OF[frame] if _is_nothing(chosen.zero(frame, name))}
        absent = {name for name in _MONEY_OF[frame] if not chosen.prints(frame, name)}
        rows[frame] = [
            {name: None if name in absent or (name in dashed and value == 0) else value for name, value in row.items()}
            for row in rows[frame]
        ]
    blocks = blocks_of(rows["basic_expenditure"], chosen)
    totals = {row["group"]: row for row in rows["basic_expenditure"] if row["level"] == "total"}
    first, *others = blocks
    rows["basic_expenditure"] = [
        *first,
        totals["personnel"],
        *(row for block in others for row in block),
        totals["running"],
    ]
    rows["statements"] = statement_rows(printed.sentences)
    rows["three_public_detail"] = detail_rows(printed.sentences)
    rows["indicators"] = [_indicator(row) for row in rows["indicators"]]
    return rows


def _with_figures(printed: Printed, chosen: Layout) -> list[str]:
    """The tables that print any figure but zeros: one of dashes alone would be an empty table."""
    return [
        frame
        for frame in chosen.tables
        if any(row.get(name) for row in printed.tables[frame] for name in chosen.amounts(frame))
    ]


def _is_nothing(zero: str) -> bool:
    """Say whether a zero is printed as if there were nothing: blank, or a mark."""
    return zero in NOTHING_PRINTED or zero == "—"


def _indicator(row: Row) -> Row:
    """An indicator as its frame has it: texts, and the numbers in them."""
    return {
        **row,
        "target_text": row["sign"] + row["target"] + row["target_unit"],
        "comparator": lookup("forms", "comparator").get(row["sign"]),
        "target": float(row["target"]) if row["sign"] else None,
        "target_unit": row["target_unit"] or None,
        "achieved_text": row["achieved"] + row["achieved_unit"],
        "achieved": float(row["achieved"]) if row["sign"] else None,
        "achieved_unit": row["achieved_unit"] or None,
    }


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    schema = SCHEMAS[name]
    return frame_of(schema, [[_value(column, row.get(column)) for column in schema] for row in rows], name)


def _value(column: str, value: Any) -> Any:
    """An integer of a record in the unit of its frame."""
    if not isinstance(value, int) or isinstance(value, bool) or column in _NUMBERS:
        return value
    if column.endswith("_pct") or column in _HUNDREDTHS:
        return value / 100
    return value / FEN_PER_WAN if column in _money() else value


def _money() -> frozenset[str]:
    others = _HUNDREDTHS | _NUMBERS
    return frozenset(
        column
        for schema in SCHEMAS.values()
        for column, dtype in schema.items()
        if dtype.is_float() and column not in others and not column.endswith("_pct")
    )
