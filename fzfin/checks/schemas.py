"""The frames that an audit gives: their columns and types."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.checks.registry import SEVERITIES
from fzfin.checks.relations import Outcome

OUTCOME: Final = pl.Enum([str(outcome) for outcome in Outcome])
SEVERITY: Final = pl.Enum(list(SEVERITIES))

FINDINGS: Final[dict[str, pl.DataType]] = {
    "code": pl.String(),
    "outcome": OUTCOME,
    "severity": SEVERITY,
    "title": pl.String(),
    "message": pl.String(),
    "expected_low": pl.Float64(),
    "expected_high": pl.Float64(),
    "actual": pl.Float64(),
    "difference": pl.Float64(),
    "left_locator": pl.String(),
    "left_quote": pl.String(),
    "right_locator": pl.String(),
    "right_quote": pl.String(),
    "group": pl.String(),
    "computation": pl.String(),
    "follows": pl.String(),
    "suspect": pl.String(),
    "leads": pl.Boolean(),
}
"""The columns of `Audit.frame`: those of the contract, then computation (where a case does not pass as printed), what
follows, the suspect, and whether the row leads its group. Money in 万元, percentages in percent."""

COVERAGE: Final[dict[str, pl.DataType]] = {
    "code": pl.String(),
    "area": pl.String(),
    "title": pl.String(),
    "cases": pl.Int64(),
    "figures": pl.Int64(),
    **{str(outcome): pl.Int64() for outcome in Outcome},
    "why_not": pl.String(),
}

CHECKLIST: Final[dict[str, pl.DataType]] = {
    "code": pl.String(),
    "item": pl.String(),
    "outcome": pl.Enum(["present", "absent", "cannot tell", "not applicable"]),
    "anchor": pl.String(),
    "locator": pl.String(),
    "quote": pl.String(),
}
"""The columns of `Audit.checklist`."""

AGREEMENT: Final[dict[str, pl.DataType]] = {
    "left": pl.String(),
    "right": pl.String(),
    "kind": pl.Enum(["clash", "rounding", "agree", "unknown"]),
    "cases": pl.Int64(),
    **{str(outcome): pl.Int64() for outcome in Outcome},
}
