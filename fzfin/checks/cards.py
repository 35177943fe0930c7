"""Findings to read: one card for each cause, with both places quoted, the computation and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from fzfin.checks.words import say

MARKS: Final = {"error": ("■", "#c8641b"), "question": ("◆", "#1f5f99"), "note": ("○", "#5b6773")}
"""The sign and the colour of each severity: told by its sign, not by its colour alone."""
_BOX: Final = "margin:0 0 12px;padding:10px 16px;border:1px solid #d3dae1;border-left:5px solid {};border-radius:4px"
_QUOTE: Final = "margin:4px 0;padding:2px 10px;border-left:3px solid #d3dae1;color:#1d2731"
_SOFT: Final = "color:#5b6773;font-size:13px"
_MOST: Final = 40


class Cards:
    """The findings of an audit as cards; a notebook and a page show them as HTML, a console as text.

    All text of the disclosure is escaped.
    """

    def __init__(self, groups: Sequence[Sequence[Mapping[str, Any]]], lang: str) -> None:
        """Make a card of each group of rows of `Audit.frame`, the leading row first."""
        self.groups = groups
        self.lang = lang

    def __len__(self) -> int:
        return len(self.groups)

    def __repr__(self) -> str:
        cards = ["\n".join(_lines(rows, self.lang)) for rows in self.groups]
        return "\n\n".join(cards) or say("card.none", self.lang)

    def _repr_html_(self) -> str:
        cards = "".join(_card(rows, self.lang) for rows in self.groups)
        return f"<div>{cards or escape(say('card.none', self.lang))}</div>"


def _lines(rows: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    first = rows[0]
    mark = MARKS[first["severity"]][0]
    word = say(f"severity.{first['severity']}", lang)
    lines = [f"{mark} {word} {first['code']} {first['title']}", first["message"]]
    lines += [f"  {place}  {quote}" for place, quote in _quotes(first)]
    lines += [first["follows"]] if first["follows"] else []
    return [*lines, say("card.more", lang, n=str(len(rows) - 1))] if len(rows) > 1 else lines


def _quotes(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    sides = ((row["left_locator"], row["left_quote"]), (row["right_locator"], row["right_quote"]))
    return list(dict.fromkeys((place, quote or "") for place, quote in sides if place))


def _card(rows: Sequence[Mapping[str, Any]], lang: str) -> str:
    first = rows[0]
    mark, colour = MARKS[first["severity"]]
    word = escape(say(f"severity.{first['severity']}", lang))
    quotes = "".join(
        f'<div style="{_QUOTE}"><span style="{_SOFT}">{escape(place)}</span> {escape(quote)}</div>'
        for place, quote in _quotes(first)
    )
    parts = [
        f'<div><span style="color:{colour};font-weight:bold">{mark} {word}</span> '
        f'<span style="{_SOFT}">{escape(first["code"])} · {escape(first["title"])}</span></div>',
        f'<div style="margin:6px 0;font-weight:bold">{escape(first["message"])}</div>',
        quotes,
    ]
    if first["suspect"]:
        parts.append(f'<div style="{_SOFT}">{escape(say("card.suspect", lang, name=first["suspect"]))}</div>')
    if first["follows"]:
        parts.append(f'<div style="margin:6px 0 0">{escape(first["follows"])}</div>')
    if len(rows) > 1:
        parts.append(_others(rows[1:], lang))
    return f'<div style="{_BOX.format(colour)}">{"".join(parts)}</div>'


def _others(rows: Sequence[Mapping[str, Any]], lang: str) -> str:
    items = "".join(
        f'<li>{escape(row["message"])} <span style="{_SOFT}">{escape(row["left_locator"] or "")}</span></li>'
        for row in rows[:_MOST]
    )
    rest = f"<li>… {len(rows) - _MOST}</li>" if len(rows) > _MOST else ""
    summary = escape(say("card.more", lang, n=str(len(rows))))
    return f'<details class="more" style="margin-top:6px"><summary>{summary}</summary><ul>{items}{rest}</ul></details>'
