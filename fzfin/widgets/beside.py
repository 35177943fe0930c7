"""What stands beside and below the charts, as HTML: the table, the printed lines, the findings that concern them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, cast

import polars as pl

from fzfin.charts.words import Lang
from fzfin.excerpt import Excerpt
from fzfin.widgets.concerns import cards, printed_at, quoted, spots
from fzfin.widgets.one import One
from fzfin.widgets.sheet import MOST, sheet
from fzfin.widgets.shown import Mark, Place, Shown
from fzfin.widgets.state import State
from fzfin.widgets.subject import Subject
from fzfin.widgets.words import word

_MOST_QUOTES: Final = 4
_MOST_QUOTED_ROWS: Final = 6
_MOST_CARDS: Final = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """The rows that are shown of a state, and the mark that was selected, if one was.

    Example:
        >>> import fzfin as fz
        >>> one, state = One(fz.read()), State(view="three_public", lang="en")
        >>> shown = one.shown(state)
        >>> "2.42" in Beside(one, shown, state, None, shown.told.frame).table()
        True
    """

    subject: Subject
    shown: Shown
    state: State
    mark: Mark | None
    frame: pl.DataFrame

    @property
    def lang(self) -> str:
        """The language."""
        return self.state.lang

    def table(self, *, audited: bool = True) -> str:
        """The table, with what the audit found at its rows if it has been made."""
        if self.frame.is_empty():
            return ""
        found = self.state.view == "findings"
        marked = self.subject.marked(self.frame, self.lang) if audited and not found else self.frame
        heads = {name: word(f"head.{name}", self.lang) for name in ("code", "title", "cases")} if found else {}
        html = sheet(
            marked,
            [*self.subject.columns(self.shown), "finding"],
            unit=self.state.unit,
            lang=cast(Lang, self.lang),
            caption=word("part.table", self.lang),
            heads=heads,
        )
        cut = self.frame.height > MOST
        most = [word("told.most_rows", self.lang, n=MOST, all=self.frame.height)] if cut else []
        return self._part("part.table", html, most)

    def excerpt(self) -> str:
        """The printed lines of the selected mark, each with the call that gives them."""
        if self.mark is None:
            return ""
        found: list[tuple[str, Excerpt]] = []
        more = 0
        for account, places in self._places(self.mark):
            quotes, rest = quoted(account.d, places, _MOST_QUOTES - len(found))
            found += quotes
            more += rest
        body = "".join(
            f'<code>{escape(said)}</code><div lang="zh">{lines._repr_html_()}</div>' for said, lines in found
        )
        notes = [] if found else [word("told.no_excerpt", self.lang)]
        notes += [word("told.more_excerpts", self.lang, n=more)] if more else []
        return self._part("part.excerpt", self._scrolled("fz-quotes", "part.excerpt", body), notes)

    def _places(self, mark: Mark) -> Iterator[tuple[One, list[Place]]]:
        """Where a mark is printed, account by account: its own places, or those of its rows."""
        held = self.shown.told.frame[list(mark.printed)] if mark.printed else self.frame
        rows = held.head(_MOST_QUOTED_ROWS).to_dicts()
        for number in dict.fromkeys(row.get("account_no", 1) for row in rows) or (1,):
            account = self.subject.of(number)
            mine = [row for row in rows if row.get("account_no", 1) == number]
            own = [place for row in mine for place, _ in printed_at(account.d, row, self.shown.frames)]
            yield account, list(mark.places) or own

    def findings(self) -> str:
        """The findings that read a figure where the rows are printed."""
        parts, more, groups_only = [], 0, self.state.view == "findings"
        for number in self._numbers():
            account = self.subject.of(number)
            rows = [row for row in self.frame.to_dicts() if row.get("account_no", 1) == number]
            groups = [row["group"] for row in rows] if groups_only else None
            at = frozenset(place for row in rows for place in spots(row))
            if self.mark is not None:
                near = (held for row in rows for _, held in printed_at(account.d, row, self.shown.frames))
                at |= {place for held in near for place in held["locator"]}
            found, rest = cards(account.audit, self.lang, at, _MOST_CARDS, groups)
            more += rest
            parts += [found._repr_html_()] if len(found) else []
        body = "".join(parts) or f'<div class="fz-note">{escape(word("told.no_findings", self.lang))}</div>'
        key = "told.more_cards" if groups_only else "told.more_findings"
        notes = [word(key, self.lang, n=more)] if more else []
        return self._part("part.findings", self._scrolled("fz-cards", "part.findings", body), notes)

    def waiting(self) -> str:
        """What stands there until the audit has been made."""
        return self._part("part.findings", "", [word("told.auditing", self.lang)])

    def _numbers(self) -> Sequence[int]:
        """The accounts that the rows are of."""
        if "account_no" not in self.frame.columns:
            return (1,)
        return self.frame["account_no"].unique(maintain_order=True).to_list()

    def _scrolled(self, kind: str, key: str, body: str) -> str:
        name = escape(word(key, self.lang))
        return f'<div class="{kind}" tabindex="0" role="region" aria-label="{name}">{body}</div>'

    def _part(self, key: str, body: str, notes: Sequence[str]) -> str:
        said = "".join(f'<div class="fz-note">{escape(note)}</div>' for note in notes)
        return f'<div lang="{self.lang}"><h3>{escape(word(key, self.lang))}</h3>{body}{said}</div>'
