"""The ledger: each number that a document prints, once, with its place in a frame or the reason why it has none."""

from fzfin.ledger.account import ledger

__all__ = ["ledger"]
