"""The nodes of flows as marks: each stands for what comes and goes, and leads to where it is printed."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.flows import ACCOUNT
from fzfin.widgets.shown import PICK, Mark


def noded(links: pl.DataFrame, letter: str, summary: str | None) -> tuple[pl.DataFrame, tuple[Mark, ...]]:
    """Name the nodes of links.

    Args:
        links: What `fzfin.analysis.flows` gives.
        letter: The first letter of the marks' names, one for each picture.
        summary: The frame of the contract that prints the total of all that flows through the account, if one does.

    Returns:
        The links with the names of their ends for the chart, and the marks. The account is printed where the grand
        total is, a source where what it gives is, any other node where what comes into it is.

    Example:
        >>> import fzfin as fz
        >>> links, marks = noded(fz.analysis.flows(fz.read(), by="kind"), "a", "summary")
        >>> [(mark.label, len(mark.rows), len(mark.printed)) for mark in marks][1:3]
        [('本年收支总计', 7, 4), ('政府性基金预算财政拨款收入', 1, 1)]
    """
    ends: dict[str, tuple[str, list[int], list[int]]] = {}
    for number, row in enumerate(links.iter_rows(named=True)):
        for end in ("source", "target"):
            _, rows, into = ends.setdefault(row[end], (row[f"{end}_label"] or "", [], []))
            rows.append(number)
            if end == "target" and row["locator"]:
                into.append(number)
    names = {key: f"{letter}n{number}" for number, key in enumerate(ends)}
    total = ((summary, {"role": "grand_total"}),) if summary else ()
    marks = tuple(
        Mark(names[key], label, tuple(rows), total if key == ACCOUNT else (), tuple(into or rows))
        for key, (label, rows, into) in ends.items()
    )
    named = links.with_columns(
        pl.col(end).replace_strict(names, return_dtype=pl.String).alias(f"{end}_{PICK}") for end in ("source", "target")
    )
    return named, marks
