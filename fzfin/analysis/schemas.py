"""The categories and columns of the frames that analyses give."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin import frames

AMOUNT: Final = pl.Float64()
"""万元, as in the frames of the contract."""
PCT: Final = pl.Float64()
"""A percentage as printed, in percent."""
RATE: Final = pl.Float64()
"""A computed fraction."""
TEXT: Final = pl.String()
COUNT: Final = pl.Int64()
FLAG: Final = pl.Boolean()

FUND: Final = pl.Enum(["all", "general_public_budget", "government_funds", "state_capital"])
LEVEL: Final = pl.Enum(["total", "fund", "source", "class", "section", "item", "residual"])
VARIANCE_NOTE: Final = pl.Enum(
    ["from_zero", "not_mentioned", "amount_differs", "no_change_printed", "named_otherwise", "rounding"]
)
STEP: Final = pl.Enum(["total", "change", "rest"])
BUDGET_NOTE: Final = pl.Enum(["printed", "implied", "zero_of_unknown", "contradiction", "no_completion"])
COUNTED: Final = pl.Enum(["travellers", "delegations", "vehicles_bought", "vehicles_held", "guests", "receptions"])
BASE: Final = pl.Enum([*frames.MEASURE.categories.to_list(), "expenditure", "project_expenditure"])
AGREES: Final = pl.Enum(["yes", "no", "unknown"])
SHARE_NOTE: Final = pl.Enum(["zero_base", "amount_not_printed", "base_missing", "contracted_not_paid"])
FLOW: Final = pl.Enum(["revenue", "opening", "expenditure", "closing", "other", "difference"])
FLOW_NOTE: Final = pl.Enum(["rounding", "unbalanced", "negative"])
VERDICT: Final = pl.Enum(["missed", "met_exactly", "met", "undecided"])
INDICATOR_NOTE: Final = pl.Enum(["qualitative", "no_comparator", "unit_differs", "unit_missing"])
FUNDING_NOTE: Final = pl.Enum(["no_funding", "no_budget", "above_budget"])

_PRIOR: Final[dict[str, pl.DataType]] = dict.fromkeys(("prior", "prior_low", "prior_high"), AMOUNT)
_TRACE: Final[dict[str, pl.DataType]] = {"reason": TEXT, "locator": TEXT}

VARIANCE: Final[dict[str, pl.DataType]] = {
    "side": frames.SIDE,
    "fund": FUND,
    "level": LEVEL,
    "code": TEXT,
    "name": TEXT,
    "label": TEXT,
    "parent_code": TEXT,
    "actual": AMOUNT,
    **_PRIOR,
    **dict.fromkeys(("change", "change_low", "change_high"), AMOUNT),
    "change_rate": RATE,
    "printed_pct": PCT,
    "contribution_rate": RATE,
    "mentioned": FLAG,
    "derived": FLAG,
    "subject": TEXT,
    "note": VARIANCE_NOTE,
    **_TRACE,
}
STEPS: Final[dict[str, pl.DataType]] = {
    "order": COUNT,
    "label": TEXT,
    "kind": STEP,
    **dict.fromkeys(("amount", "start", "end"), AMOUNT),
    **dict.fromkeys(("change_rate", "contribution_rate"), RATE),
    **_TRACE,
}
PAIRS: Final[dict[str, pl.DataType]] = {
    "label": TEXT,
    **_PRIOR,
    "actual": AMOUNT,
    "change": AMOUNT,
    "change_rate": RATE,
    **_TRACE,
}
PUBLIC: Final[dict[str, pl.DataType]] = {
    "item": frames.THREE_PUBLIC,
    "item_name": TEXT,
    "label": TEXT,
    "actual": AMOUNT,
    **dict.fromkeys(("budget", "budget_low", "budget_high"), AMOUNT),
    "budget_note": BUDGET_NOTE,
    "completion_pct": PCT,
    "change": AMOUNT,
    "change_pct": PCT,
    "change_rate": RATE,
    **_PRIOR,
    **dict.fromkeys(("delegations", "travellers", "vehicles_bought", "vehicles_held", "receptions", "guests"), COUNT),
    "unit_cost": AMOUNT,
    "unit_cost_of": COUNTED,
    **_TRACE,
}
LIMITS: Final[dict[str, pl.DataType]] = {
    "label": TEXT,
    **dict.fromkeys(("actual", "limit", "limit_low", "limit_high", "prior"), AMOUNT),
    "completion_pct": PCT,
    "locator": TEXT,
}
COMPARED_LIMITS: Final[dict[str, pl.DataType]] = LIMITS | {"note": TEXT}
COMPARISON: Final[dict[str, pl.DataType]] = {
    "table": pl.Enum(frames.TABLES),
    "side": frames.SIDE,
    **dict.fromkeys(("code", "name", "label", "level", "column"), TEXT),
    **dict.fromkeys(("budget", "actual", "variance"), AMOUNT),
    "execution_rate": RATE,
    **dict.fromkeys(("note", "budget_locator", "actual_locator"), TEXT),
}
COMPARED: Final[dict[str, pl.DataType]] = {
    **dict.fromkeys(("code", "label", "level"), TEXT),
    **dict.fromkeys(("budget", "actual", "variance"), AMOUNT),
    "execution_rate": RATE,
    **dict.fromkeys(("note", "budget_locator", "actual_locator"), TEXT),
}
SHARES: Final[dict[str, pl.DataType]] = {
    "measure": frames.MEASURE,
    "base": BASE,
    "label": TEXT,
    "base_label": TEXT,
    **dict.fromkeys(("amount", "amount_low", "amount_high", "base_amount"), AMOUNT),
    **dict.fromkeys(("share", "share_low", "share_high"), RATE),
    "printed_pct": PCT,
    "agrees": AGREES,
    "note": SHARE_NOTE,
    "locator": TEXT,
}
SHARE_VIEW: Final[dict[str, pl.DataType]] = {
    "label": TEXT,
    "base": TEXT,
    **dict.fromkeys(("share", "share_low", "share_high"), RATE),
    "printed_pct": PCT,
    **dict.fromkeys(("amount", "amount_low", "amount_high", "base_amount"), AMOUNT),
    "note": SHARE_NOTE,
    "locator": TEXT,
}
PARTS: Final[dict[str, pl.DataType]] = {
    "bar": TEXT,
    "part": TEXT,
    "amount": AMOUNT,
    "share": RATE,
    "order": COUNT,
    "locator": TEXT,
}

FLOWS: Final[dict[str, pl.DataType]] = {
    "source": TEXT,
    "target": TEXT,
    "source_label": TEXT,
    "target_label": TEXT,
    "amount": AMOUNT,
    "share": RATE,
    **dict.fromkeys(("source_total", "target_total"), AMOUNT),
    "kind": FLOW,
    "note": FLOW_NOTE,
    "locator": TEXT,
}
COMPOSITION: Final[dict[str, pl.DataType]] = {
    "code": TEXT,
    "parent_code": TEXT,
    "level": LEVEL,
    "group": frames.GROUP,
    "name": TEXT,
    "label": TEXT,
    "amount": AMOUNT,
    "share": RATE,
    "note": FLOW_NOTE,
    "locator": TEXT,
}
WHOLE: Final[dict[str, pl.DataType]] = {"label": TEXT, "amount": AMOUNT, "share": RATE, "locator": TEXT}
TREE: Final[dict[str, pl.DataType]] = {
    "code": TEXT,
    "parent_code": TEXT,
    "level": LEVEL,
    "label": TEXT,
    "amount": AMOUNT,
    "share": RATE,
    "locator": TEXT,
}
PERFORMANCE: Final[dict[str, pl.DataType]] = {
    "project_no": COUNT,
    "name": TEXT,
    "label": TEXT,
    **dict.fromkeys(("original_budget", "budget", "actual"), AMOUNT),
    "execution_rate": RATE,
    "execution_pct": PCT,
    **dict.fromkeys(("weight", "score"), pl.Float64()),
    "score_share": RATE,
    "full_marks": FLAG,
    "total_score": pl.Float64(),
    "grade": TEXT,
    **dict.fromkeys(("indicators", "met", "met_exactly", "missed", "undecided"), COUNT),
    "note": FUNDING_NOTE,
    "locator": TEXT,
}
PERFORMANCE_TOTAL: Final[dict[str, pl.DataType]] = {
    "projects": COUNT,
    **dict.fromkeys(("budget", "actual"), AMOUNT),
    "execution_rate": RATE,
    **dict.fromkeys(("weight", "score"), pl.Float64()),
    "score_share": RATE,
    **dict.fromkeys(("full_marks", "indicators", "met", "met_exactly", "missed", "undecided"), COUNT),
    "locator": TEXT,
}
INDICATORS: Final[dict[str, pl.DataType]] = {
    "project_no": COUNT,
    "indicator_no": COUNT,
    "project_name": TEXT,
    **dict.fromkeys(("level_1", "level_2", "level_3", "label", "target_text"), TEXT),
    "comparator": frames.COMPARATOR,
    "target": pl.Float64(),
    "achieved_text": TEXT,
    "achieved": pl.Float64(),
    "achieved_rate": RATE,
    "verdict": VERDICT,
    **dict.fromkeys(("weight", "score"), pl.Float64()),
    "full_marks": FLAG,
    "deviation_reason": TEXT,
    "note": INDICATOR_NOTE,
    "locator": TEXT,
}
GAPS: Final[dict[str, pl.DataType]] = {
    "label": TEXT,
    **dict.fromkeys(("execution_rate", "score_share"), RATE),
    **dict.fromkeys(("actual", "budget"), AMOUNT),
    **dict.fromkeys(("weight", "score"), pl.Float64()),
    "locator": TEXT,
}
INDEX: Final[dict[str, pl.DataType]] = {
    "label": TEXT,
    "period": TEXT,
    "index": pl.Float64(),
    "emphasis": TEXT,
    **_TRACE,
}
YEAR: Final[dict[str, pl.DataType]] = {
    "side": frames.SIDE,
    "role": frames.ROLE,
    "name": TEXT,
    "label": TEXT,
    **dict.fromkeys(("amount", "amount_low", "amount_high"), AMOUNT),
    "locator": TEXT,
}
EXECUTION: Final[dict[str, pl.DataType]] = {
    "project_no": COUNT,
    "label": TEXT,
    **dict.fromkeys(("original_budget", "adjusted_budget", "actual"), AMOUNT),
    **dict.fromkeys(("original_rate", "execution_rate"), RATE),
    **dict.fromkeys(("expected", "deviation"), AMOUNT),
    "locator": TEXT,
}


def shaped(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Give a frame exactly the columns and types of a schema; a column that it lacks is null.

    Example:
        >>> shaped(pl.DataFrame({"part": ["x"]}), PARTS).columns
        ['bar', 'part', 'amount', 'share', 'order', 'locator']
    """
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )
