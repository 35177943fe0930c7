"""Groups of indicators (一级指标, 二级指标): known words, what is carried down."""

from __future__ import annotations

from functools import cache

from fzfin.forms.row import Row
from fzfin.vocab import key, lookup

Groups = tuple[str | None, str | None]
"""Level 1 and level 2; None where neither the row nor one above it prints them."""


@cache
def _group_words() -> frozenset[str]:
    return frozenset(lookup("forms", "level_1")) | frozenset(lookup("forms", "level_2"))


def is_group(text: str) -> bool:
    """Say whether a text is the known word of a group."""
    return key(text) in _group_words()


@cache
def beside_and_suffix() -> tuple[frozenset[str], tuple[str, ...]]:
    """What stands beside the rows of indicators, and how the word of an unknown group ends."""
    return frozenset(lookup("forms", "indicator_label")), tuple(lookup("forms", "group_suffix"))


def groups_of(words: list[str], carried: Groups) -> tuple[Groups, int]:
    """Groups of a row and how many of its first cells they fill; what is not printed is carried down.

    A level 1 that cannot stand above the level 2 of the row is not carried: its own cell was lost.
    """
    level_1, level_2 = lookup("forms", "level_1"), lookup("forms", "level_2")
    first, second = (*words, "", "")[:2]
    if first in level_1 and second in level_2:
        return (level_1[first], level_2[second]), 2
    owners = lookup("forms", "level_1_of").get(first, "").split("/")
    if first in level_1 and (first not in level_2 or carried[0] not in owners):
        return (level_1[first], None), 1
    if first in level_2:
        stray = owners != [""] and carried[0] in level_1 and carried[0] not in owners
        return (None if stray else carried[0], level_2[first]), 1
    return ((first, level_2[second]), 2) if second in level_2 else (carried, 0)


def carried_past(row: Row, carried: Groups) -> Groups:
    """Groups that an unreadable row leaves to those below it; an unknown group leaves none."""
    words = [row.keys[column] for column in without_label(row)]
    groups, used = groups_of(words, carried)
    if used:
        return groups
    return (None, None) if words and words[0].endswith(beside_and_suffix()[1]) else carried


def without_label(row: Row) -> tuple[int, ...]:
    """The filled columns of a row but for the label 绩效指标 that stands beside all rows."""
    filled = row.filled
    return filled[1:] if filled and row.keys[filled[0]] in beside_and_suffix()[0] else filled
