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
from fzfin.synthetic.paper import PRINTERS, write_pdfs
from fzfin.synthetic.part import Part
from fzfin.synthetic.writing import FORMATS

__all__ = [
    "BUDGET_LAYOUTS",
    "CHARACTERS",
    "ERRORS",
    "FAULTS",
    "FORMATS",
    "LAYOUTS",
    "PRINTERS",
    "Account",
    "Budget",
    "Difference",
    "Part",
    "PrintedError",
    "account",
    "differences",
    "write_pdfs",
]
