"""Several accounts in one document: whose each table is, so that no two are read as one."""

from __future__ import annotations

from collections.abc import Sequence

from fzfin.tables.recognise import RawTable
from fzfin.vocab import key


def owners(tables: Sequence[RawTable]) -> list[str]:
    """The department of each table in a document that holds the accounts of several, "" for those of the first.

    A document holds several where the table of one frame is printed again under another department. A table that names
    no department is that of the one before it.

    Example:
        >>> first, second = (RawTable("expenditure", "", "", department=name) for name in ("甲局", "乙校"))
        >>> owners([first, second, RawTable("three_public", "", "L20")])
        ['', '乙校', '乙校']
    """
    first: dict[str, str] = {}
    others: dict[str, str] = {}
    for table in tables:
        if table.department:
            name = key(table.department)
            if first.setdefault(table.frame, name) != name:
                others.setdefault(name, table.department)
    if tables and tables[0].department:
        others.pop(key(tables[0].department), None)
    out: list[str] = []
    current = ""
    for table in tables:
        if table.department:
            current = others.get(key(table.department), "")
        out.append(current)
    return out
