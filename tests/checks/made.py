"""Made accounts: the shipped one with altered frames, and what single checks say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import polars as pl

import fzfin as fz
from fzfin.checks import Book, Case
from fzfin.checks.registry import checks
from fzfin.checks.words import Writer
from fzfin.disclosure import Disclosure

FINDING = ("fail",)


@cache
def shipped() -> Disclosure:
    """The account that ships with fzfin."""
    return fz.read()


def framed(d: Disclosure, frames: Mapping[str, pl.DataFrame | None]) -> Disclosure:
    """An account with some frames put in the place of its own."""
    return replace(d, frames={**{name: d.frames[name] for name in d.frames}, **frames})


def altered(frame: str, where: Mapping[str, Any], d: Disclosure | None = None, **values: Any) -> Disclosure:
    """An account in which the rows of a frame that have the values of `where` have other values."""
    account = d or shipped()
    table = account.frames[frame]
    assert table is not None
    wanted = pl.all_horizontal(pl.lit(True), *(pl.col(name) == value for name, value in where.items()))
    assert table.select(wanted.sum()).item() > 0, f"no row of {frame} has {where}"
    changed = [
        pl.when(wanted).then(pl.lit(value, dtype=table.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, value in values.items()
    ]
    return framed(account, {frame: table.with_columns(changed)})


def without(frame: str, where: Mapping[str, Any], d: Disclosure | None = None) -> Disclosure:
    """An account in which a frame lacks the rows that have the values of `where`."""
    account = d or shipped()
    table = account.frames[frame]
    assert table is not None
    wanted = pl.all_horizontal(pl.lit(True), *(pl.col(name) == value for name, value in where.items()))
    return framed(account, {frame: table.filter(~wanted)})


def rows(frame: str, records: list[dict[str, Any]], d: Disclosure | None = None) -> Disclosure:
    """An account in which a frame has just these rows; a column that a row lacks is null."""
    account = d or shipped()
    table = account.frames[frame]
    assert table is not None
    full = [{name: record.get(name) for name in table.columns} for record in records]
    return framed(account, {frame: pl.DataFrame(full, schema=table.schema)})


def cases(d: Disclosure, code: str) -> list[Case]:
    """What one check finds in an account, by itself."""
    found = next(check for check in checks() if check.code == code)
    return list(found.function(Book(d)))


def outcomes(d: Disclosure, code: str) -> list[str]:
    """The outcomes of one check, without those that hold."""
    return [str(case.outcome) for case in cases(d, code) if str(case.outcome) not in ("pass", "rounding")]


def severities(d: Disclosure, code: str) -> list[str]:
    """How grave the findings of one check are."""
    check = next(check for check in checks() if check.code == code)
    return [case.severity or check.severity for case in cases(d, code) if case.outcome.value == "fail"]


def messages(d: Disclosure, code: str, lang: str = "zh") -> list[str]:
    """The sentences of the findings of one check."""
    check = next(check for check in checks() if check.code == code)
    book = Book(d)
    writer = Writer(book, lang)
    return [writer.message(check, case) for case in check.function(book) if case.outcome.value == "fail"]


def leading(d: Disclosure) -> list[tuple[str, str]]:
    """Severity and code of what leads each group of an audit."""
    found = fz.audit(d).frame().filter(pl.col("leads"))
    return [(str(severity), code) for severity, code in found.select("severity", "code").iter_rows()]
