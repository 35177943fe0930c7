"""A budget beside the account of its year (预决算对比): what was budgeted, what was spent, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Protocol

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import labelled, language, terms
from fzfin.analysis.schemas import COMPARED, COMPARED_LIMITS, COMPARISON, shaped
from fzfin.errors import ParameterError
from fzfin.frames import BUDGET_COLUMNS, SCHEMAS, SIDE, SOURCES, TABLES
from fzfin.kinds import BUDGET, FINAL_ACCOUNTS
from fzfin.money import FEN_PER_WAN, decimal_places
from fzfin.vocab import UNITS, key, lookup, pattern

_SIDES: Final = ("summary", "appropriation")
_LABELS: Final = {"basic_expenditure": ("economic_code", "name"), "three_public": (None, "item_name")}
_TOTAL: Final = "total:"
_LONG: Final = ("table", "side", "key", "column")
_FUNDS: Final = ("general_public_budget", "government_funds", "state_capital")
_REVENUE: Final = ("fiscal_appropriation", *SOURCES[1:], *BUDGET_COLUMNS["revenue"])
_MEASURE: Final = {"three_public": {BUDGET: "budget", FINAL_ACCOUNTS: "actual"}}
"""Frames that hold the same thing in one column in a budget and in another in an account."""


class Printed(Account, Protocol):
    """A disclosure that also knows the unit of each of its tables."""

    @property
    def units(self) -> Mapping[str, str]:
        """Unit of money of each table that was read."""


def compare(budget: Printed, account: Printed, *, lang: str | None = None, allow_other: bool = False) -> pl.DataFrame:
    """Lay the budget of a department beside its final account (预决算对比), line by line and column by column.

    Lines correspond by their code; items of 收支总表 and 财政拨款收支总表 by side and function class, source of revenue
    or role, whatever the two documents call them; the three public expenses by item. A line that only one of both
    prints stays, and so does a table. Amounts are compared as exact integers in 分.

    Args:
        budget: A disclosure of kind ``budget``.
        account: A disclosure of kind ``final_accounts``.
        lang: Language of `label` and `note`, ``zh`` or ``en``.
        allow_other: Compare even if department or year differ, for a department that was renamed or divided.

    Returns:
        `table, side, code, name, label, level` (of an item with a side, its role)`, column` (that of the account's
        frame)`, budget, actual, variance` (actual − budget)`, execution_rate` (actual ÷ budget; null where the budget
        is zero or not printed)`, note, budget_locator, actual_locator`. Amounts in 万元, null where nothing is printed:
        a blank is no zero, and nothing is computed with it. `note` says what only one of both prints, and which
        differences the rounding of the printed figures explains.

    Raises:
        ParameterError: The arguments are swapped or of one kind, or of another department or year.

    Example:
        >>> import fzfin as fz
        >>> from fzfin import synthetic
        >>> from tempfile import TemporaryDirectory
        >>> made = synthetic.account(seed=1, exact=True)
        >>> with TemporaryDirectory() as folder:
        ...     budget = fz.read(made.budget().write(f"{folder}/budget.txt"))
        ...     account = fz.read(made.write(f"{folder}/account.txt"))
        >>> c = fz.compare(budget, account, lang="en")
        >>> c.filter(table="expenditure", column="total").select("budget", "actual", "variance").row(0)
        (2196.44, 2033.39, -163.05)
    """
    lang = language(lang)
    words = terms("comparison", lang)
    _hold(budget, account, allow_other)
    both = pl.concat([_both(name, budget, account) for name in TABLES])
    rated = both.with_columns(
        variance=pl.col("actual") - pl.col("budget"),
        execution_rate=pl.when(pl.col("budget") != 0).then(pl.col("actual") / pl.col("budget")),
    )
    noted = labelled(rated, lang).with_columns(note=_note(words))
    amounts = ("budget", "actual", "variance")
    return shaped(noted.with_columns((pl.col(name) / FEN_PER_WAN).round(FEN) for name in amounts), COMPARISON)


def compare_limits(
    comparison: pl.DataFrame, *, table: str = "expenditure", level: str = "item", top: int = 10
) -> pl.DataFrame:
    """The biggest lines of a comparison, for bullets: what was spent against its budget.

    Args:
        comparison: What `compare` gives.
        table: One of its tables; the column is its total.
        level: The level of its lines, such as ``class`` or ``item``.
        top: How many lines, by the larger of both amounts.

    Returns:
        `label, actual, limit` (the budget)`, limit_low, limit_high, prior, completion_pct, locator, note`, in 万元. A
        line without an amount in the account is not among them: there is nothing to draw.

    Raises:
        ParameterError: There is no such table, or `top` is below 1.

    Example:
        >>> empty = pl.DataFrame(schema=COMPARISON)
        >>> compare_limits(empty, table="expenditure").columns[:3]
        ['label', 'actual', 'limit']
    """
    if top < 1:
        raise ParameterError(f"expected top to be at least 1, found {top}")
    kept = _of_table(comparison, table).filter((pl.col("level") == level) & pl.col("actual").is_not_null())
    size = pl.max_horizontal("budget", "actual").abs()
    biggest = kept.sort(size, descending=True, maintain_order=True).head(top).with_columns(limit="budget")
    return shaped(biggest, COMPARED_LIMITS)


def compare_lines(comparison: pl.DataFrame, *, table: str = "expenditure") -> pl.DataFrame:
    """The lines of one table of a comparison by their total, laid out for reading.

    Args:
        comparison: What `compare` gives.
        table: One of its tables.

    Returns:
        `code, label, level, budget, actual, variance, execution_rate, note, budget_locator, actual_locator`, in 万元.

    Raises:
        ParameterError: There is no such table.

    Example:
        >>> compare_lines(pl.DataFrame(schema=COMPARISON)).height
        0
    """
    return shaped(_of_table(comparison, table), COMPARED)


def _of_table(comparison: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows of one table in its first column of amounts, with one `locator`."""
    if table not in TABLES:
        raise ParameterError(f"expected table to be one of {', '.join(TABLES)}, found {table!r}")
    column = _amounts(table, FINAL_ACCOUNTS)[0]
    locators = pl.concat_str("budget_locator", "actual_locator", separator="; ", ignore_nulls=True)
    rows = comparison.filter((pl.col("table") == table) & (pl.col("column") == column))
    return rows.with_columns(locator=locators)


def _hold(budget: Printed, account: Printed, allow_other: bool) -> None:
    """Hold both disclosures to what they must be, and to each other."""
    for d in (budget, account):
        if not hasattr(d, "meta"):
            several = isinstance(d, list | tuple)
            todo = "compare one account at a time" if several else "read the file first, fz.read(...)"
            raise ParameterError(f"expected two disclosures, found {type(d).__name__}: {todo}")
    told = [f"{d.meta.source_name} ({d.meta.kind})" for d in (budget, account)]
    kinds = (budget.meta.kind, account.meta.kind)
    if kinds == (FINAL_ACCOUNTS, BUDGET):
        raise ParameterError(
            f"expected the budget first and the final account second, found {told[0]} and {told[1]}: "
            "swap them, fz.compare(budget, account)"
        )
    if kinds == (FINAL_ACCOUNTS, FINAL_ACCOUNTS):
        raise ParameterError(
            f"expected a budget (部门预算) first, found two final accounts: {told[0]} and {told[1]}. "
            "For the change between years see fz.analysis.variance"
        )
    if kinds != (BUDGET, FINAL_ACCOUNTS):
        raise ParameterError(f"expected a final account (部门决算) second, found two budgets: {told[0]} and {told[1]}")
    if allow_other:
        return
    years = (budget.meta.year, account.meta.year)
    if None not in years and years[0] != years[1]:
        raise ParameterError(
            f"expected budget and account of one year, found a budget of {years[0]} ({budget.meta.source_name}) and an "
            f"account of {years[1]} ({account.meta.source_name}): read those of one year, or say allow_other=True"
        )
    names = (budget.meta.department, account.meta.department)
    if all(names) and not _is_one(*names):
        raise ParameterError(
            f"expected budget and account of one department, found {names[0]} ({budget.meta.source_name}) and "
            f"{names[1]} ({account.meta.source_name}): read those of one, or say allow_other=True if it was renamed"
        )


def _is_one(left: str, right: str) -> bool:
    """Say whether two printed names are of one department: equal but for its place in front and 本级 behind.

    What has its name in front of a name of its own is a unit below it (农业农村局 and 农业农村局农机站).
    """
    short, long = sorted((key(left), key(right)), key=len)
    before, found, behind = long.partition(short)
    return bool(found) and all(
        pattern(name).fullmatch(rest) for name, rest in (("before_department", before), ("behind_department", behind))
    )


def _amounts(table: str, kind: str) -> list[str]:
    """The columns of a table that hold money, as a document of a kind has them."""
    if table in _MEASURE:
        return [_MEASURE[table][kind]]
    return [name for name, dtype in SCHEMAS[table].items() if dtype.is_float()]


def _both(table: str, budget: Printed, account: Printed) -> pl.DataFrame:
    """One table of both, in 分: the lines of the account in its order, those of the budget alone where they belong."""
    left, right = _long(budget, table), _long(account, table)
    joined = left.join(right, on=list(_LONG), how="full", coalesce=True, nulls_equal=True, suffix="_account")
    first = pl.col("column").replace_strict(
        {name: at for at, name in enumerate(_amounts(table, FINAL_ACCOUNTS))}, return_dtype=pl.Int64
    )
    line = [pl.col(name) for name in _LONG[:3]]
    silent = (pl.col("amount").is_null() & pl.col("amount_account").is_null()).all().over(line)
    order = pl.col("order_account").min().over(line)
    return (
        joined.with_columns(at=first, silent=silent, order=pl.coalesce(order, pl.col("order").min().over(line) + 0.5))
        .filter(
            pl.col("amount").is_not_null()
            | pl.col("amount_account").is_not_null()
            | (pl.col("silent") & (pl.col("at") == 0))
        )
        .sort(
            pl.col("side").cast(SIDE),
            pl.col("key").str.starts_with(_TOTAL),
            "order" if table in (*_SIDES, "three_public") else "key",
            "at",
        )
        .select(
            *(pl.col(name) for name in _LONG),
            code=pl.coalesce("code_account", "code"),
            name=pl.coalesce("name_account", "name"),
            level=pl.coalesce("level_account", "level"),
            budget="amount",
            actual="amount_account",
            budget_half=pl.lit(_half(budget, table), pl.Int64),
            actual_half=pl.lit(_half(account, table), pl.Int64),
            budget_locator="locator",
            actual_locator="locator_account",
            in_budget=pl.col("locator").is_not_null(),
            in_account=pl.col("locator_account").is_not_null(),
            budget_table=pl.lit(budget.frames.get(table) is not None),
            account_table=pl.lit(account.frames.get(table) is not None),
            budget_column=pl.col("amount").is_not_null().any().over("column"),
            account_column=pl.col("amount_account").is_not_null().any().over("column"),
            twice=pl.col("twice").fill_null(False) | pl.col("twice_account").fill_null(False),
            summed=pl.col("summed").fill_null(False) & pl.col("amount").is_not_null(),
            renamed=pl.col("code").is_not_null() & (pl.col("folded") != pl.col("folded_account")),
        )
    )


def _long(d: Printed, table: str) -> pl.DataFrame:
    """One row per line and column of a table, in 分, with the key by which it corresponds to the other document's."""
    kind = d.meta.kind
    columns = _amounts(table, kind)
    code, name = _LABELS.get(table, ("item", "item") if table in _SIDES else ("line_code", "line_name"))
    held = _with_sums(frame(d, table), table, kind).with_row_index("order")
    lines = held.select(
        pl.lit(table).cast(pl.Enum(TABLES)).alias("table"),
        (pl.col("side") if table in _SIDES else pl.lit(None)).cast(pl.String).alias("side"),
        _key(table, held).alias("key"),
        (pl.col("function_class") if table in _SIDES else pl.col(code) if code else pl.lit(None, pl.String)).alias(
            "code"
        ),
        pl.col(name).alias("name"),
        (pl.col("role") if table in _SIDES else pl.col("level") if code else pl.col("item"))
        .cast(pl.String)
        .alias("level"),
        pl.col("order").cast(pl.Float64),
        "locator",
        pl.col("summed"),
        *((pl.col(column) * FEN_PER_WAN).round().cast(pl.Int64) for column in columns),
    ).with_columns(folded=_folded(held[name]))
    counted = lines.with_columns(twice=pl.len().over("side", "key") > 1)
    told = counted.with_columns(
        key=pl.when("twice").then(pl.concat_str("key", pl.lit(f"#{kind}"), "order")).otherwise("key"),
    )
    long = told.unpivot(columns, index=[c for c in told.columns if c not in columns], variable_name="column")
    return long.rename({"value": "amount"}).with_columns(
        pl.col("column").replace(dict(zip(columns, _amounts(table, FINAL_ACCOUNTS), strict=True))),
        pl.col("amount").cast(pl.Int64),
        summed=pl.col("summed").list.contains(pl.col("column")),
    )


def _with_sums(held: pl.DataFrame, table: str, kind: str) -> pl.DataFrame:
    """A revenue table of a budget with what an account prints in its place; `summed` names what was not printed.

    财政拨款 is the sum of its budgets; the revenue of the year is 合计 without what was carried over or used of
    surpluses, if the columns of the row come to just that 合计.
    """
    none = held.with_columns(summed=pl.lit([], pl.List(pl.String)))
    if table != "revenue" or kind != BUDGET or "grand_total" not in held.columns:
        return none
    fen = {name: (pl.col(name) * FEN_PER_WAN).round().cast(pl.Int64) for name in _REVENUE}
    funds = pl.sum_horizontal(fen[name] for name in _FUNDS)
    anything = pl.any_horizontal(pl.col(name).is_not_null() for name in _FUNDS)
    fiscal = pl.coalesce(fen["fiscal_appropriation"], pl.when(anything).then(funds))
    own = pl.coalesce(fen["unit_funds"], pl.sum_horizontal(fen[name] for name in SOURCES[1:]))
    beyond = pl.sum_horizontal(fen["carryover"], fen["surplus_used"])
    year = fen["grand_total"] - beyond
    whole = pl.sum_horizontal(fiscal, fen["special_account"], own) == year
    told = {
        "fiscal_appropriation": pl.when(pl.col("fiscal_appropriation").is_null()).then(fiscal),
        "total": pl.when(pl.col("total").is_null() & whole).then(year),
    }
    return held.with_columns(
        *(pl.coalesce(name, amount / FEN_PER_WAN).alias(name) for name, amount in told.items()),
        summed=pl.concat_list(pl.when(amount.is_not_null()).then(pl.lit(name)) for name, amount in told.items()),
    )


def _folded(names: pl.Series) -> pl.Series:
    """Names without blanks and brackets."""
    known = {name: key(name) for name in names.drop_nulls().unique().to_list()}
    return names.replace_strict(known, default=None, return_dtype=pl.String).alias("folded")


def _key(table: str, held: pl.DataFrame) -> pl.Expr:
    """What a line is known by in both documents."""
    if table == "three_public":
        return pl.col("item").cast(pl.String)
    if table == "basic_expenditure":
        return pl.coalesce("economic_code", pl.concat_str(pl.lit(_TOTAL), "group"))
    if table not in _SIDES:
        return pl.col("line_code").fill_null("")
    folded = _folded(held["item"])
    named = folded.replace(_sources()) if held.height else folded
    within = pl.when(pl.col("part_of").is_not_null() & (pl.col("role") != "item")).then(
        pl.concat_str("role", pl.lit("/"))
    )
    alone = pl.col("role").is_in(["year_total", "carryover", "grand_total"]) & pl.col("part_of").is_null()
    return (
        pl.when(alone)
        .then(pl.col("role").cast(pl.String))
        .otherwise(pl.concat_str(within.fill_null(""), pl.coalesce("function_class", pl.lit(named))))
    )


@cache
def _sources() -> dict[str, str]:
    """Folded name of a source of revenue, as accounts or budgets call it → the source."""
    return lookup("lines", f"{BUDGET}:source")


def _half(d: Printed, table: str) -> int:
    """Half a unit of the last digit that a table prints, in 分."""
    amounts = d.cells.filter((pl.col("table_id") == table) & pl.col("fen").is_not_null())["text"]
    places = max(map(decimal_places, amounts.to_list()), default=0)
    return int(UNITS.get(d.units.get(table, ""), 0) // (2 * 10**places))


def _note(words: Mapping[str, str]) -> pl.Expr:
    """What is to be known of a row, in words."""
    unlike = (pl.col("variance") != 0) & (pl.col("variance").abs() <= pl.col("budget_half") + pl.col("actual_half"))
    known: dict[str, pl.Expr] = {
        "table_only_account": ~pl.col("budget_table"),
        "table_only_budget": ~pl.col("account_table"),
        "only_account": pl.col("budget_table") & ~pl.col("in_budget"),
        "only_budget": pl.col("account_table") & ~pl.col("in_account"),
        "column_only_account": pl.col("in_budget") & pl.col("budget").is_null() & ~pl.col("budget_column"),
        "column_only_budget": pl.col("in_account") & pl.col("actual").is_null() & ~pl.col("account_column"),
        "blank_budget": pl.col("in_budget") & pl.col("budget").is_null() & pl.col("budget_column"),
        "blank_account": pl.col("in_account") & pl.col("actual").is_null() & pl.col("account_column"),
        "zero_budget": (pl.col("budget") == 0) & pl.col("actual").is_not_null() & (pl.col("actual") != 0),
        "rounding": unlike,
        "summed": pl.col("summed"),
        "twice": pl.col("twice"),
        "renamed": pl.col("renamed"),
    }
    said: list[Any] = [pl.when(applies.fill_null(False)).then(pl.lit(words[name])) for name, applies in known.items()]
    joined = pl.concat_str(said, separator=words["separator"], ignore_nulls=True)
    return pl.when(joined != "").then(joined)
