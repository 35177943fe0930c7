"""Whose disclosure a document is, of which year, and from which file: what its cover, titles and captions say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fzfin.kinds import BUDGET, FINAL_ACCOUNTS
from fzfin.sources import Document, Grid, Source
from fzfin.tables.institutions import owners
from fzfin.tables.recognise import Sorted
from fzfin.tables.relative import latest_year
from fzfin.vocab import pattern

_COVER: Final = 6
"""Paragraphs among which the cover is looked for."""
_HEAD: Final = 8
"""Paragraphs among which the line stands that says that an account is made."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Whose account it is, of which year, and from which file it was read; None for what the document does not say.

    `sources` has name, sha256 and reader of each file, where several are one disclosure; `read_from` the paths that
    `read` was given, none for the account that ships with fzfin. `made` is true where the document says in its first
    lines that it was made for teaching and is not real.
    """

    id: str
    department: str | None
    year: int | None
    kind: str
    region: str | None
    unit: str
    source_name: str
    sha256: str
    reader: str
    sources: tuple[Source, ...] = ()
    read_from: tuple[str, ...] = field(default=(), compare=False)
    made: bool = False


def _cover(found: Sorted, kind: str) -> re.Match[str] | None:
    """The title on the cover: department, year, and 部门决算 or 部门预算."""
    bare = "".join("".join(paragraph.text for paragraph in found.paragraphs[:_COVER]).split())
    own = "" if kind == FINAL_ACCOUNTS else f":{kind}"
    return pattern(f"cover_name_first{own}").match(bare) or pattern(f"cover{own}").search(bare)


def year_of(document: Document, found: Sorted, kind: str) -> int | None:
    """The year that the cover names, else the first title of a table that names one, else the heading of a part.

    Of a budget, else the latest year that the header of a table names.
    """
    cover = _cover(found, kind)
    years = [table.year for table in found.tables if table.year]
    year = int(cover["year"]) if cover else (years[0] if years else _year_of_parts(document, found))
    return latest_year(found.tables) if year is None and kind == BUDGET else year


def meta_of(document: Document, found: Sorted, units: Sequence[str], kind: str, year: int | None) -> Meta:
    """What a document says of itself.

    Args:
        document: The document.
        found: Its blocks, sorted.
        units: The unit of each table that was read.
        kind: What it is, one of `fzfin.kinds.KINDS`.
        year: Its year, as `year_of` gives it.
    """
    told = zip(found.tables, owners(found.tables), strict=True)
    names = [table.department for table, owner in told if table.department and not owner]
    cover = _cover(found, kind)
    department = max(dict.fromkeys(names), key=names.count) if names else (cover["department"] if cover else None)
    region = pattern("region").match(department) if department else None
    return Meta(
        id=f"{year or 'undated'}-{document.sha256[:12]}",
        department=department,
        year=year,
        kind=kind,
        region=region["value"] if region else None,
        unit=max(dict.fromkeys(units), key=list(units).count) if units else "",
        source_name=document.source_name,
        sha256=document.sha256,
        reader=document.reader,
        sources=document.sources,
        made=any(bool(pattern("made").match(words.text)) for words in found.paragraphs[:_HEAD]),
    )


def _year_of_parts(document: Document, found: Sorted) -> int | None:
    """The year that the headings of main parts name, if they name one."""
    years = {
        int(match["value"])
        for block in (*document.blocks[:400], *found.paragraphs)
        if not isinstance(block, Grid)
        and pattern("parts_begin").match(block.text)
        and (match := pattern("year").search(block.text))
    }
    return years.pop() if len(years) == 1 else None
