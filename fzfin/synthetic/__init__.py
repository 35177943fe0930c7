"""Made accounts with known truth, for tests, lessons and benchmarks: the generator that fzfin ships.

Example:
    >>> from fzfin import synthetic
    >>> made = synthetic.account(seed=3, character="town")
    >>> made.truth.year
    2023
"""

from __future__ import annotations

from fzfin.synthetic.budget import BUDGET_LAYOUTS, Budget
from fzfin.synthetic.chance import CHARACTERS
from fzfin.synthetic.compare import Difference, differences
from fzfin.synthetic.errors import ERRORS, PrintedError
from fzfin.synthetic.faults import FAULTS
from fzfin.synthetic.layout import LAYOUTS
from fzfin.synthetic.made import Account, account

__all__ = [
    "BUDGET_LAYOUTS",
    "CHARACTERS",
    "ERRORS",
    "FAULTS",
    "LAYOUTS",
    "Account",
    "Budget",
    "Difference",
    "PrintedError",
    "account",
    "differences",
]
