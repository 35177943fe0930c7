"""Passages of the other matters → the frame `state_assets`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from fzfin.prose.paragraphs import Passage
from fzfin.vocab import lookup

Asset = tuple[str, str, int, str]  # category, name, count, locator
_OPENING = 40


@cache
def phrase(name: str, frame: str = "pattern") -> re.Pattern[str]:
    """The compiled pattern of one row of ``holdings.csv``."""
    return re.compile(lookup("holdings", frame)[name])


def about(passages: Sequence[Passage], topic: str) -> Iterator[tuple[Passage, str, list[int]]]:
    """The passages on a topic with their text without blanks and the offset of each of its characters."""
    named, apart = phrase(topic, "topic"), phrase("apart")
    for passage in passages:
        said = any(map(named.search, (*passage.headings, passage.text[:_OPENING])))
        if said and not any(map(apart.search, (passage.part, *passage.headings[:1]))):
            kept = [(at, char) for at, char in enumerate(passage.text) if not char.isspace()]
            yield passage, "".join(char for _, char in kept), [at for at, _ in kept]


def state_assets(passages: Sequence[Passage]) -> list[Asset]:
    """Read the vehicles and the equipment held (国有资产占用使用情况) in print order, the printed total among them.

    What is said to be none (没有车辆) counts 0; what is bought, scrapped or allowed for is no holding.

    Example:
        >>> place = ((0,), ("L5",), "", "", ("三、国有资产占用情况",))
        >>> state_assets([Passage("共有车辆2辆，其中：机要通信用车2辆。", *place)])
        [('vehicle', '车辆', 2, 'L5'), ('vehicle', '机要通信用车', 2, 'L5')]
    """
    out: list[Asset] = []
    for passage, text, at in about(passages, "assets"):
        found = [
            (at[match.start("name")], category, match["name"], int(match.groupdict().get("count", 0)))
            for category in ("vehicle", "equipment")
            for name in (category, f"{category}_none")
            for match in phrase(name).finditer(text)
            if not phrase("change").search(match["name"])
        ]
        out += [(category, name, count, passage.locator(start)) for start, category, name, count in sorted(found)]
    return out
