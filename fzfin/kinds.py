"""What a disclosure is: final accounts (部门决算) or a budget (部门预算), and where vocabulary keeps their words."""

from __future__ import annotations

from typing import Final

FINAL_ACCOUNTS: Final = "final_accounts"
BUDGET: Final = "budget"

KINDS: Final = (FINAL_ACCOUNTS, BUDGET)
"""The kinds of disclosure, in the order in which a document is tried for them."""


def form(frame: str, kind: str) -> str:
    """The name under which vocabulary keeps the words of a table: that of its frame, behind the kind of a budget.

    预算数 is the amount of a budget and never that of an account, so each kind has rows of its own.

    Example:
        >>> form("summary", BUDGET), form("summary", FINAL_ACCOUNTS)
        ('budget:summary', 'summary')
    """
    return frame if kind == FINAL_ACCOUNTS else f"{kind}:{frame}"


def plain(form: str) -> str:
    """The frame of a form.

    Example:
        >>> plain("budget:summary"), plain("summary")
        ('summary', 'summary')
    """
    return form.rpartition(":")[2]
