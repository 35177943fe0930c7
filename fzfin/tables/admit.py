"""What a document is: the final account or the budget of a department, or something else, which is refused."""

from __future__ import annotations

from typing import Final

from fzfin.errors import SourceError
from fzfin.kinds import KINDS
from fzfin.sources import Document
from fzfin.tables.recognise import Sorted, sort_blocks
from fzfin.vocab import pattern

_OF_DEPARTMENTS: Final = frozenset({"summary", "revenue", "expenditure", "appropriation"})
_HEADLINE: Final = 60


def admitted(document: Document) -> tuple[str, Sorted]:
    """The blocks of a document, sorted by the titles of final accounts, or of budgets where it has none of them.

    Raises:
        SourceError: It has no table of either, or is of a whole government.
    """
    bare = 0
    for kind in KINDS:
        found = sort_blocks(document.blocks, kind)
        if found.tables:
            _hold_off_governments(document, found)
            return kind, found
        bare = bare or len(found.titles_without_table)
    wanted = f"{document.source_name}: expected a departmental final account (部门决算) or budget (部门预算), found "
    if bare:
        raise SourceError(
            f"{wanted}the titles of {bare} tables with no cells below them. The tables may be pictures, which are not "
            "read, or be published apart: name prose and tables together, fzfin.read([prose, tables])."
        )
    raise SourceError(
        f"{wanted}no table with a title such as 收入支出决算总表. If it is one, see whether its table titles stand in "
        "lines of their own and the cells of a row are separated by tabs."
    )


def _hold_off_governments(document: Document, found: Sorted) -> None:
    """Refuse the accounts or the budget of a whole government: some of its titles are a department's too."""
    if _OF_DEPARTMENTS.intersection(table.frame for table in (*found.tables, *found.titles_without_table)):
        return
    title = next((words for words in found.paragraphs if _is_of_government(words.text)), None)
    if title is not None:
        raise SourceError(
            f"{document.source_name}: expected the final account (部门决算) or budget (部门预算) of a department, "
            f"found the tables of a whole government ({title.text[:_HEADLINE]}, {title.locator})."
        )


def _is_of_government(text: str) -> bool:
    bare = "".join(text.split())
    title = pattern("ordinal").sub("", bare, count=1)
    return len(bare) <= _HEADLINE and pattern("of_government").fullmatch(title) is not None
