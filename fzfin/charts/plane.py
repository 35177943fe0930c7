"""A plane measured in pixels, for pictures that place every mark themselves: flows, squares, partitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl


@dataclass(frozen=True, slots=True)
class Plane:
    """The drawing area: pixels to the right and downward."""

    width: float
    height: float

    def x(self, field: str) -> alt.X:
        """The pixel from the left in a column."""
        scale = alt.Scale(domain=[0, self.width], nice=False, zero=False)
        return alt.X(f"{field}:Q", axis=None, scale=scale)

    def y(self, field: str) -> alt.Y:
        """The pixel from the top in a column."""
        scale = alt.Scale(domain=[0, self.height], nice=False, zero=False, reverse=True)
        return alt.Y(f"{field}:Q", axis=None, scale=scale)

    def box(self, left: str = "x0", right: str = "x1", top: str = "y0", bottom: str = "y1") -> dict[str, Any]:
        """The encodings of rectangles by the columns of their edges."""
        return {"x": self.x(left), "x2": alt.X2(f"{right}:Q"), "y": self.y(top), "y2": alt.Y2(f"{bottom}:Q")}


def rows(records: list[dict[str, Any]]) -> alt.Chart:
    """A chart on rows of its own.

    Example:
        >>> rows([{"x": 1.0}]).data.shape
        (1, 1)
    """
    return alt.Chart(pl.DataFrame(records, infer_schema_length=None))
