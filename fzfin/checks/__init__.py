"""The audit: what does not add up, what needs an answer, and what could not be checked.

A check is a function that reads a `Book` and yields a `Case` for each thing that it holds against another.
"""

from __future__ import annotations

from fzfin.checks.book import Book, Row
from fzfin.checks.cases import (
    Case,
    Place,
    adds_up,
    at_least,
    at_most,
    equals,
    growth,
    not_applicable,
    observed,
    percent_of,
)
from fzfin.checks.figures import Figure
from fzfin.checks.findings import Audit, audit
from fzfin.checks.registry import Check, check, checks, forget
from fzfin.checks.relations import Outcome
from fzfin.checks.schemas import OUTCOME, SEVERITY

__all__ = [
    "OUTCOME",
    "SEVERITY",
    "Audit",
    "Book",
    "Case",
    "Check",
    "Figure",
    "Outcome",
    "Place",
    "Row",
    "adds_up",
    "at_least",
    "at_most",
    "audit",
    "check",
    "checks",
    "equals",
    "forget",
    "growth",
    "not_applicable",
    "observed",
    "percent_of",
]
