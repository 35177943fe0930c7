"""The schema of every frame of the data contract, and the one place that makes frames from rows.

Money columns are Float64 in 万元 at this surface: the float nearest to the printed decimal (see `fzfin.money`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl

from fzfin.errors import SchemaError
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS
from fzfin.validation import hold

Records = Sequence[Sequence[Any]]

MONEY: Final = pl.Float64()
PCT: Final = pl.Float64()
TEXT: Final = pl.String()
COUNT: Final = pl.Int64()

LEVEL: Final = pl.Enum(["total", "class", "section", "item"])
SIDE: Final = pl.Enum(["revenue", "expenditure"])
ROLE: Final = pl.Enum(["item", "year_total", "carryover", "other", "grand_total"])
GROUP: Final = pl.Enum(["personnel", "running"])
THREE_PUBLIC: Final = pl.Enum(["total", "overseas", "vehicle", "vehicle_purchase", "vehicle_running", "hospitality"])
COMPARED_WITH: Final = pl.Enum(["prior_year", "original_budget", "adjusted_budget"])
DIRECTION: Final = pl.Enum(["up", "down", "same", "above", "below", "equal"])
MEASURE: Final = pl.Enum(
    [
        "total",
        "goods",
        "works",
        "services",
        "sme",
        "micro",
        "sme_goods",
        "sme_works",
        "sme_services",
        "reserved_sme",
        "reserved_micro",
        "sme_in_reserved",
        "micro_in_reserved",
        "sme_in_other",
    ]
)

ASSET: Final = pl.Enum(["vehicle", "equipment"])
EVALUATION: Final = pl.Enum(["self_evaluation", "departmental", "target_setting", "tracking"])
FUNDING: Final = pl.Enum(["total", "current_appropriation", "other", "carryover"])
COMPARATOR: Final = pl.Enum([">=", "<=", "=", ">", "<"])

_LINE: Final[dict[str, pl.DataType]] = {"line_code": TEXT, "line_name": TEXT, "level": LEVEL, "parent_code": TEXT}
_TRACE: Final[dict[str, pl.DataType]] = {"repaired": pl.Boolean(), "locator": TEXT}


def _lines(*amounts: str) -> dict[str, pl.DataType]:
    return _LINE | dict.fromkeys(amounts, MONEY) | _TRACE


def _sides(*amounts: str) -> dict[str, pl.DataType]:
    head = {"side": SIDE, "seq": COUNT, "item": TEXT, "function_class": TEXT, "role": ROLE, "part_of": COUNT}
    return head | dict.fromkeys(amounts, MONEY) | {"locator": TEXT}


SOURCES: Final = (
    "fiscal_appropriation",
    "superior_grants",
    "institution_revenue",
    "business_revenue",
    "affiliate_remittances",
    "other_revenue",
)
"""The sources of revenue (收入决算表): what its total is made of."""

KINDS: Final = ("basic", "project", "remitted_up", "business", "grants_down")
"""The kinds of expenditure (支出决算表): what its total is made of."""

SCHEMAS: Final[dict[str, dict[str, pl.DataType]]] = {
    "summary": _sides("amount"),
    "revenue": _lines("total", *SOURCES),
    "expenditure": _lines("total", *KINDS),
    "appropriation": _sides("total", "general_public_budget", "government_funds", "state_capital"),
    "general_expenditure": _lines("total", "basic", "project"),
    "basic_expenditure": {
        "economic_code": TEXT,
        "name": TEXT,
        "level": LEVEL,
        "parent_code": TEXT,
        "group": GROUP,
        "amount": MONEY,
        "locator": TEXT,
    },
    "three_public": {"item": THREE_PUBLIC, "item_name": TEXT, "budget": MONEY, "actual": MONEY, "locator": TEXT},
    "government_funds": _lines("opening", "revenue", "total", "basic", "project", "closing"),
    "state_capital": _lines("opening", "revenue", "total", "basic", "project", "closing"),
    "statements": {
        "section": TEXT,
        "subject": TEXT,
        "line_code": TEXT,
        "amount": MONEY,
        "compared_with": COMPARED_WITH,
        "change": MONEY,
        "change_pct": PCT,
        "budget": MONEY,
        "completion_pct": PCT,
        "completion_of": COMPARED_WITH,
        "share_pct": PCT,
        "share_of": TEXT,
        "direction": DIRECTION,
        "prior_actual": MONEY,
        "reason": TEXT,
        "quote": TEXT,
        "locator": TEXT,
    },
    "three_public_detail": {
        "item": THREE_PUBLIC,
        "actual": MONEY,
        "completion_pct": PCT,
        "change": MONEY,
        "change_pct": PCT,
        "delegations": COUNT,
        "delegations_joined": COUNT,
        "travellers": COUNT,
        "vehicles_bought": COUNT,
        "vehicles_held": COUNT,
        "receptions": COUNT,
        "guests": COUNT,
        "reason": TEXT,
        "locator": TEXT,
    },
    "procurement": {"measure": MEASURE, "amount": MONEY, "share_pct": PCT, "share_of": MEASURE, "locator": TEXT},
    "state_assets": {"category": ASSET, "name": TEXT, "count": COUNT, "locator": TEXT},
    "evaluation": {
        "kind": EVALUATION,
        "projects": COUNT,
        "amount": MONEY,
        "average_score": pl.Float64(),
        "graded_excellent": COUNT,
        "graded_good": COUNT,
        "graded_passed": COUNT,
        "graded_failed": COUNT,
        "problems_found": COUNT,
        "locator": TEXT,
    },
    "staff": {"unit_name": TEXT, "unit_type": TEXT, "headcount": COUNT, "locator": TEXT},
    "operations": {
        "section": TEXT,
        "topic": TEXT,
        "metric": TEXT,
        "value": pl.Float64(),
        "unit": TEXT,
        "qualifier": TEXT,
        "quote": TEXT,
        "locator": TEXT,
    },
    "glossary": {"term": TEXT, "definition": TEXT, "locator": TEXT},
    "operating_expenses": {
        "subject": TEXT,
        "amount": MONEY,
        "budget": MONEY,
        "compared_with": COMPARED_WITH,
        "change": MONEY,
        "change_pct": PCT,
        "completion_pct": PCT,
        "direction": DIRECTION,
        "reason": TEXT,
        "said_none": pl.Boolean(),
        "quote": TEXT,
        "locator": TEXT,
    },
    "projects": {
        "project_no": COUNT,
        "name": TEXT,
        "supervising_department": TEXT,
        "implementing_unit": TEXT,
        "overview": TEXT,
        "achievement": TEXT,
        "goal": TEXT,
        "completion": TEXT,
        "total_score": pl.Float64(),
        "grade": TEXT,
        "locator": TEXT,
    },
    "project_funding": {
        "project_no": COUNT,
        "source": FUNDING,
        "original_budget": MONEY,
        "adjusted_budget": MONEY,
        "actual": MONEY,
        "weight": pl.Float64(),
        "execution_pct": PCT,
        "score": pl.Float64(),
        "locator": TEXT,
    },
    "indicators": {
        "project_no": COUNT,
        "indicator_no": COUNT,
        "level_1": TEXT,
        "level_2": TEXT,
        "level_3": TEXT,
        "target_text": TEXT,
        "comparator": COMPARATOR,
        "target": pl.Float64(),
        "target_unit": TEXT,
        "achieved_text": TEXT,
        "achieved": pl.Float64(),
        "achieved_unit": TEXT,
        "weight": pl.Float64(),
        "score": pl.Float64(),
        "deviation_reason": TEXT,
        "locator": TEXT,
    },
}
"""Column names and types of each frame that `fzfin.read` gives, in the order of the contract."""

BUDGET_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "revenue": (
        "grand_total",
        "general_public_budget",
        "government_funds",
        "state_capital",
        "special_account",
        "unit_funds",
        "surplus_used",
        "carryover",
    ),
    "expenditure": ("personnel", "running"),
    "general_expenditure": ("personnel", "running"),
}
"""Amounts that the tables of a budget have beside those of an account; they stand behind those."""


def schema_of(name: str, kind: str = FINAL_ACCOUNTS) -> dict[str, pl.DataType]:
    """The columns of a frame as a kind of disclosure has them.

    Example:
        >>> list(schema_of("expenditure", BUDGET))[-4:]
        ['personnel', 'running', 'repaired', 'locator']
    """
    own = BUDGET_COLUMNS.get(name) if kind == BUDGET else None
    if own is None:
        return SCHEMAS[name]
    columns = {column: dtype for column, dtype in SCHEMAS[name].items() if column not in _TRACE}
    return columns | dict.fromkeys(own, MONEY) | _TRACE


CELLS: Final[dict[str, pl.DataType]] = {
    "table_id": TEXT,
    "part": COUNT,
    "row": COUNT,
    "col": COUNT,
    "text": TEXT,
    "fen": COUNT,
    "locator": TEXT,
}
REPAIRS: Final[dict[str, pl.DataType]] = {
    "table_id": TEXT,
    "locator": TEXT,
    "field": TEXT,
    "printed": TEXT,
    "repaired": TEXT,
    "rule": TEXT,
    "proof": TEXT,
}
UNPARSED: Final[dict[str, pl.DataType]] = {"locator": TEXT, "text": TEXT, "reason": TEXT}
LEDGER: Final[dict[str, pl.DataType]] = {
    "locator": TEXT,
    "position": COUNT,
    "text": TEXT,
    "context": TEXT,
    "frame": TEXT,
    "row": COUNT,
    "column": TEXT,
    "reason": TEXT,
}

TABLES: Final[tuple[str, ...]] = tuple(SCHEMAS)[:9]
"""The nine standard tables, in the order of the contract."""

PROSE: Final[tuple[str, ...]] = tuple(SCHEMAS)[9:-3]
"""The frames that are read from prose."""

FORMS: Final[tuple[str, ...]] = tuple(SCHEMAS)[-3:]
"""The frames that are read from the performance self-evaluation forms (绩效自评表)."""


class Frames(Mapping[str, pl.DataFrame | None]):
    """Frames by name, in the order of the contract, each made and checked when it is first asked for.

    A frame is None where the document has no such table. The mapping cannot be changed.
    """

    def __init__(
        self,
        records: Mapping[str, Records | None],
        late: Callable[[], Mapping[str, Records | None]],
        kind: str = FINAL_ACCOUNTS,
    ) -> None:
        """Take the rows of frames; what `late` gives, for the other names of `SCHEMAS`, is read when it is wanted."""
        self._records = dict(records)
        self._kind = kind
        self._late = late
        self._frames: dict[str, pl.DataFrame | None] = {}

    def __getitem__(self, name: str) -> pl.DataFrame | None:
        if name not in self._frames:
            if name not in self._records and name in SCHEMAS:
                self._records |= self._late()
            self._frames[name] = _made(name, self._records[name], self._kind)
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(SCHEMAS)

    def __len__(self) -> int:
        return len(SCHEMAS)

    def __repr__(self) -> str:
        return f"<Frames {', '.join(self)}>"


def _made(name: str, records: Records | None, kind: str) -> pl.DataFrame | None:
    if records is None:
        return None
    frame = make(name, records, kind)
    if records:
        schema = schema_of(name, kind)
        hold(name, schema, dict(zip(schema, zip(*records, strict=True), strict=True)))
    return frame


def make(name: str, records: Sequence[Sequence[Any]], kind: str = FINAL_ACCOUNTS) -> pl.DataFrame:
    """Make a frame of the contract from its rows.

    Args:
        name: A key of `SCHEMAS`.
        records: Rows in the order of the schema's columns.
        kind: The kind of disclosure, one of `fzfin.kinds.KINDS`.

    Raises:
        SchemaError: A row has another number of values than the frame has columns, or a value of another type.
    """
    return frame_of(schema_of(name, kind), records, name)


def frame_of(schema: dict[str, pl.DataType], records: Sequence[Sequence[Any]], name: str) -> pl.DataFrame:
    """Make a frame of any schema from its rows, column by column."""
    if any(len(record) != len(schema) for record in records):
        raise SchemaError(f"{name}: expected rows of {len(schema)} values for {', '.join(schema)}")
    columns: Iterable[Sequence[Any]] = zip(*records, strict=True) if records else ([] for _ in schema)
    try:
        return pl.DataFrame(
            [
                pl.Series(column, list(values), dtype=dtype, strict=True)
                for (column, dtype), values in zip(schema.items(), columns, strict=True)
            ]
        )
    except (TypeError, pl.exceptions.PolarsError) as error:
        raise SchemaError(f"{name}: a value does not fit its column: {error}") from error


def validate(name: str, frame: pl.DataFrame, kind: str = FINAL_ACCOUNTS) -> None:
    """Hold a frame against the contract: columns, types, keys, codes, numbering, finite figures and places.

    Args:
        name: A key of `SCHEMAS`.
        frame: The frame.
        kind: The kind of disclosure that it is of, one of `fzfin.kinds.KINDS`.

    Raises:
        SchemaError: The first breach; a key that stands twice is named with both places.

    Example:
        >>> twice = [("201", None, "class", None, 1.0, 1.0, 0.0, False, place) for place in ("L4", "L9")]
        >>> validate("general_expenditure", make("general_expenditure", twice))
        Traceback (most recent call last):
            ...
        fzfin.errors.SchemaError: general_expenditure: the key 201 (line_code) stands twice, at L4 and again, at L9
    """
    expected = schema_of(name, kind)
    if dict(frame.schema) != expected:
        differing = [c for c in expected | dict(frame.schema) if expected.get(c) != frame.schema.get(c)]
        raise SchemaError(f"{name}: the columns {', '.join(differing)} differ from the contract")
    hold(name, expected, {column: frame[column].to_list() for column in expected})
