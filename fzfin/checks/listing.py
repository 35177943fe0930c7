"""Instances of one question in a sentence, in Chinese and English: numbers of forms, and what each says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from fzfin.checks.book import Row
from fzfin.checks.words import say
from fzfin.money import format_amount

Pair = tuple[str, str]
"""The same words in Chinese and English."""

LANGUAGES: Final = ("zh", "en")
_MOST_FORMS: Final = 12
_MOST_ITEMS: Final = 3


def phrase(key: str, **blanks: Pair | str) -> Pair:
    """A phrase of the audit in both languages.

    Example:
        >>> phrase("form", no="5")
        ('第5份自评表', 'form no. 5')
    """
    zh, en = (
        say(key, lang, **{name: words if isinstance(words, str) else words[at] for name, words in blanks.items()})
        for at, lang in enumerate(LANGUAGES)
    )
    return zh, en


def money(fen: int) -> Pair:
    """An amount in 分 with its unit.

    Example:
        >>> money(21_828_000_00)[0]
        '2,182.80 万元'
    """
    zh, en = (f"{format_amount(fen)} {say('wan', lang)}".rstrip() for lang in LANGUAGES)
    return zh, en


def forms(numbers: Iterable[int]) -> Pair:
    """Forms by their numbers, a long list cut short.

    Example:
        >>> forms([5, 12, 16])
        ('第5、12、16份自评表', 'forms no. 5, 12, 16')
    """
    told = [str(number) for number in sorted(set(numbers))]
    if len(told) == 1:
        return phrase("form", no=told[0])
    shown = (say("comma", "zh").join(told[:_MOST_FORMS]), say("comma", "en").join(told[:_MOST_FORMS]))
    if len(told) <= _MOST_FORMS:
        return phrase("list.forms", nos=shown)
    return phrase("list.forms_more", nos=shown, n=str(len(told)))


def instances(rows: Sequence[Row], most: int = _MOST_ITEMS) -> Pair:
    """Indicators with target and result as printed; those that say the same in several forms once."""
    same: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        told = (str(row["level_3"] or ""), str(row["target_text"] or ""), str(row["achieved_text"] or ""))
        same.setdefault(told, []).append(int(row["project_no"]))
    items = [
        phrase("indicator.item", form=forms(numbers), name=name, target=target, achieved=achieved)
        for (name, target, achieved), numbers in same.items()
    ]
    return joined(items, most)


def joined(items: Sequence[Pair], most: int = _MOST_ITEMS) -> Pair:
    """Several instances in one sentence, the first few of them."""
    zh, en = (say("list.and", lang).join(item[at] for item in items[:most]) for at, lang in enumerate(LANGUAGES))
    return (zh, en) if len(items) <= most else phrase("list.more", items=(zh, en))
