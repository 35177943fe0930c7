"""How it is shown whether an indicator met its target: by shape, by colour, and in words."""

from __future__ import annotations

from typing import Any, Final

from fzfin.charts.theme import BLUE, GREY, INK, ORANGE
from fzfin.errors import SchemaError

ORDER: Final = ("met", "met_exactly", "missed", "undecided")
"""The verdicts in the order in which they are shown."""

MARKS: Final[dict[str, dict[str, Any]]] = {
    "met": {"shape": "circle", "fill": BLUE, "stroke": BLUE, "size": 90},
    "met_exactly": {"shape": "diamond", "fill": "white", "stroke": INK, "size": 90},
    "missed": {"shape": "cross", "fill": ORANGE, "stroke": ORANGE, "size": 130},
    "undecided": {"shape": "circle", "fill": "white", "stroke": GREY, "size": 80},
}
"""The mark of each verdict: no two have the same shape and filling."""


def known(verdicts: list[str]) -> None:
    """Hold verdicts against those that there are.

    Raises:
        SchemaError: One is another.

    Example:
        >>> known(["met"])
    """
    other = sorted(set(verdicts) - set(ORDER))
    if other:
        raise SchemaError(f"the column verdict must hold {', '.join(ORDER)}; found {', '.join(other)}")
