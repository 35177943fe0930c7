"""What one state of the explorer shows: a table, its pictures, and the marks that stand for rows of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from fzfin.widgets.told import Told

PICK: Final = "tip_pick"
"""The column of a picture's data that names a mark; it comes with the tooltips through every picture."""

Place = tuple[str, Mapping[str, Any]]
"""Where something is printed: a frame of the contract, and the values that its rows have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar, block, link or sign of a picture: its name, and the numbers of the table's rows that it stands for.

    `places` says where it is printed, where that is nearer than the rows of the table; `printed`, at which of its rows
    it is printed, where not at all of them.
    """

    id: str
    label: str
    rows: tuple[int, ...]
    places: tuple[Place, ...] = ()
    printed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be drawn of a frame whose rows are marks."""

    frame: pl.DataFrame
    marks: tuple[Mark, ...]
    draw: Callable[[pl.DataFrame], Any]
    """Makes the chart of the frame with the names of its marks in the column `PICK`."""
    joints: tuple[Mark, ...] = ()
    """Marks that stand for several of the rows, and are named in other columns of the frame: nodes of flows."""

    def chosen(self, mark: Mark | None) -> list[str]:
        """The names of what is lit where a mark of any picture is selected: what stands for one of the same rows.

        What stands for several rows is lit where all of them are selected.
        """
        if mark is None:
            return []
        rows = set(mark.rows)
        same = [own for own in self.marks if own.id == mark.id or rows.intersection(own.rows)]
        return [own.id for own in (*same, *(j for j in self.joints if j.id == mark.id or set(j.rows) <= rows))]

    def chart(self) -> Any:
        """The chart, its data named by marks."""
        return self.draw(self.frame.with_columns(pl.Series(PICK, [mark.id for mark in self.marks], dtype=pl.String)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A table with its columns, keys and pictures; `why` says in words why there is nothing, where there is nothing."""

    told: Told
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    frames: tuple[str, ...]
    """The frames of the contract in which rows are printed, those to quote first."""
    pictures: tuple[Picture, ...] = ()
    why: str | None = None
    notes: tuple[str, ...] = ()
    listed: tuple[Mark, ...] = ()
    """Marks that are in no picture."""

    @property
    def marks(self) -> list[Mark]:
        """The marks that stand for rows: those of the pictures, the first picture's first, then the others."""
        return [mark for mark in self.by_id.values() if mark.rows]

    @property
    def by_id(self) -> dict[str, Mark]:
        """All marks by name."""
        drawn = [mark for picture in self.pictures for mark in (*picture.marks, *picture.joints)]
        return {mark.id: mark for mark in (*drawn, *self.listed)}


def marked(table: pl.DataFrame, drawn: pl.DataFrame, letter: str) -> tuple[Mark, ...]:
    """Find the rows of a table that each row of a picture's frame stands for.

    They are those with the same label that are printed at the same places; where none has the label (a sum of others, a
    total under another name), those that are printed at one of its places.

    Args:
        table: The table, with `label` and `locator`.
        drawn: The picture's frame, with the same columns, and those of `on` if any.
        letter: The first letter of the marks' names, one for each picture.

    Example:
        >>> table = pl.DataFrame({"label": ["a", "b", "c"], "locator": ["L1", "L2", "L3"]})
        >>> drawn = pl.DataFrame({"label": ["b", "others"], "locator": ["L2", "L1; L3"]})
        >>> [mark.rows for mark in marked(table, drawn, "a")]
        [(1,), (0, 2)]
    """
    rows = list(table.select("label", "locator").iter_rows())
    parted = [places(locator) for _, locator in rows]
    shared = [name for name in ("account_no", "fund", "side") if name in table.columns and name in drawn.columns]
    own = [table.select(shared).row(number) if shared else () for number in range(table.height)]
    marks = []
    for number, row in enumerate(drawn.iter_rows(named=True)):
        label, spots = row["label"], places(row["locator"])
        mine = [n for n in range(len(rows)) if own[n] == tuple(row[name] for name in shared)]
        same = [n for n in mine if rows[n][0] == label and (parted[n] == spots or spots & parted[n])]
        found = same or [n for n in mine if spots & parted[n]]
        marks.append(Mark(f"{letter}{number}", str(label or ""), tuple(found)))
    return tuple(marks)


def own_marks(drawn: pl.DataFrame, letter: str, numbers: Sequence[int] | None = None) -> tuple[Mark, ...]:
    """Name the rows of a picture's frame that is the table itself, or the rows of it with these numbers."""
    which = range(drawn.height) if numbers is None else numbers
    return tuple(
        Mark(f"{letter}{at}", str(label or ""), (number,))
        for at, (number, label) in enumerate(zip(which, drawn["label"], strict=True))
    )


def places(locator: str | None) -> frozenset[str]:
    """The single places of a locator.

    Example:
        >>> sorted(places("L9; L107"))
        ['L107', 'L9']
    """
    return frozenset(part for single in (locator or "").split(";") if (part := single.strip()))
