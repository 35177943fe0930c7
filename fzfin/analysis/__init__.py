"""Disclosure → small tidy frames: where money flowed, what changed, what was procured, what evaluations claim.

Analyses compute and never format: amounts are 万元, shares and rates are fractions, a figure that is not known is null.
Every frame keeps its columns when there is nothing to say.
"""

from __future__ import annotations

from fzfin.analysis.comparison import compare, compare_limits, compare_lines
from fzfin.analysis.composition import composition, composition_parts, composition_tree
from fzfin.analysis.execution import (
    execution,
    execution_groups,
    execution_limits,
    execution_lines,
    execution_pair,
    execution_steps,
)
from fzfin.analysis.finding_counts import finding_counts
from fzfin.analysis.flows import flows
from fzfin.analysis.normalised import normalised
from fzfin.analysis.performance import (
    performance,
    performance_gaps,
    performance_indicators,
    performance_outliers,
    performance_total,
)
from fzfin.analysis.procurement import (
    procurement,
    procurement_coverage,
    procurement_parts,
    procurement_shares,
)
from fzfin.analysis.side_by_side import side_by_side
from fzfin.analysis.three_public import three_public, three_public_limits, three_public_pairs
from fzfin.analysis.variance import variance
from fzfin.analysis.views import variance_index, variance_pairs, variance_steps
from fzfin.analysis.year import year, year_steps

__all__ = [
    "compare",
    "compare_limits",
    "compare_lines",
    "composition",
    "composition_parts",
    "composition_tree",
    "execution",
    "execution_groups",
    "execution_limits",
    "execution_lines",
    "execution_pair",
    "execution_steps",
    "finding_counts",
    "flows",
    "normalised",
    "performance",
    "performance_gaps",
    "performance_indicators",
    "performance_outliers",
    "performance_total",
    "procurement",
    "procurement_coverage",
    "procurement_parts",
    "procurement_shares",
    "side_by_side",
    "three_public",
    "three_public_limits",
    "three_public_pairs",
    "variance",
    "variance_index",
    "variance_pairs",
    "variance_steps",
    "year",
    "year_steps",
]
