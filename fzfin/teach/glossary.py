"""The glossary of the lessons (名词解释): each term in both languages, with a printed example from an account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin.analysis.labels import language
from fzfin.errors import ParameterError
from fzfin.provenance import printed_lines
from fzfin.teach.classwords import word
from fzfin.teach.wording import words
from fzfin.vocab import key, rows

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure

_AROUND: Final = 36
_BETWEEN: Final = " | "
_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_TOTALS: Final = "level=total"
_WAN: Final = 10_000
_MOST: Final = 40
_FORM: Final = 60
_AT_THE_END: Final = ("total_score", "grade")
_PLAIN: Final = ("headcount", "projects", "vehicles_held", "weight", "score", "total_score")

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A place in the account where a term stands.

    Attributes:
        text: The figure with its unit, or the words.
        locator: The printed line.
        pieces: The printed line in pieces, and of each whether it is the figure; long prose is cut around it.
    """

    text: str
    locator: str
    pieces: Pieces

    @property
    def excerpt(self) -> str:
        """The printed line as plain text, the figure between ⟦ and ⟧."""
        return "".join(f"⟦{piece}⟧" if marked else piece for piece, marked in self.pieces)


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what it is called and means in both languages, and where this account shows it.

    Attributes:
        key: Its name in ``vocab/glossary.csv``.
        lesson: The lesson in which it first appears.
        names: Language → name; the Chinese one is the term of the law and the forms.
        meanings: Language → definition.
        example: Its place in this account, None where there is none.
        own: What the account itself says of it (名词解释), with its place; empty where it says nothing.
    """

    key: str
    lesson: str
    names: Mapping[str, str]
    meanings: Mapping[str, str]
    example: Example | None
    own: tuple[str, str] = ("", "")


@dataclass(frozen=True, repr=False)
class Glossary:
    """Terms with examples from one account; shows itself as a page in a notebook and as a list in a terminal."""

    terms: tuple[Term, ...]
    lang: str
    source_name: str

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row for each term.

        Columns: `key`, `lesson`, `term` (Chinese), `translation` (English), `definition` (in the language asked for),
        `example`, `locator` and `excerpt` (null where the account has no example), `own_definition` and `own_locator`.
        """
        names = ("key", "lesson", "term", "translation", "definition", "example", "locator", "excerpt")
        found = [
            (term.key, term.lesson, term.names["zh"], term.names["en"], term.meanings[self.lang])
            + ((term.example.text, term.example.locator, term.example.excerpt) if term.example else (None,) * 3)
            + tuple(text or None for text in term.own)
            for term in self.terms
        ]
        columns = dict.fromkeys((*names, "own_definition", "own_locator"), pl.String)
        return pl.DataFrame(found, schema=columns, orient="row")

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __repr__(self) -> str:
        other = "en" if self.lang == "zh" else "zh"
        lines = []
        for term in self.terms:
            lines.append(f"{term.names[self.lang]} · {term.names[other]}: {term.meanings[self.lang]}")
            shown = (
                f"{_worded(term.example.text, self.lang)}  {term.example.locator}"
                if term.example
                else word("no_example", self.lang)
            )
            lines.append(f"    {shown}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f'<div class="glossary">{"".join(map(self._term_html, self.terms))}</div>'

    def _term_html(self, term: Term) -> str:
        other = "en" if self.lang == "zh" else "zh"
        tags = {"zh": "zh-CN", "en": "en"}
        example = term.example
        if example is None:
            shown = f'<p class="none">{escape(word("no_example", self.lang))}</p>'
        else:
            line = "".join(f"<mark>{escape(text)}</mark>" if on else escape(text) for text, on in example.pieces)
            told = escape(_worded(example.text, self.lang))
            shown = (
                f'<p class="example">{escape(word("example", self.lang))} <b>{told}</b></p>'
                f'<blockquote lang="zh-CN"><span class="place">{escape(example.locator)}</span> {line}</blockquote>'
            )
        own, place = term.own
        if own:
            quote = f'<blockquote lang="zh-CN"><span class="place">{escape(place)}</span> {escape(own)}</blockquote>'
            shown += f"<details><summary>{escape(word('own_definition', self.lang))}</summary>{quote}</details>"
        return (
            f'<div class="term"><h3 id="term-{term.key}">{escape(term.names[self.lang])} '
            f'<span lang="{tags[other]}">{escape(term.names[other])}</span></h3>'
            f"<p>{escape(term.meanings[self.lang])}</p>"
            f'<p class="other" lang="{tags[other]}">{escape(term.meanings[other])}</p>{shown}</div>'
        )


def glossary(
    d: Disclosure, lang: str | None = None, *, terms: str | Iterable[str] | None = None, lesson: str | None = None
) -> Glossary:
    """The terms of the lessons, each with a printed example from an account.

    Args:
        d: The account.
        lang: The language that comes first, ``zh`` or ``en``, by default that of `fzfin.settings`; every term has both.
        terms: Only these, by key, Chinese or English name, in this order.
        lesson: Only those that first appear in one lesson.

    Returns:
        A `Glossary`; its `frame` is a polars frame.

    Raises:
        ParameterError: There is no such language, term or lesson.

    Example:
        >>> import fzfin as fz
        >>> print(glossary(fz.read(), "en", terms=["goods"]))
        goods · 货物: Things that are procured, such as equipment and furniture.
            15.76 (10k yuan)  L534
    """
    lang = language(lang)
    chosen = _chosen(terms, lesson)
    finder = _Finder(d)
    own = _own(d)
    made = tuple(
        Term(
            row["key"],
            row["lesson"],
            {"zh": row["zh"], "en": row["en"]},
            {"zh": row["definition_zh"], "en": row["definition_en"]},
            finder.example(row),
            next((own[name] for name in _names(row) if name in own), ("", "")),
        )
        for row in chosen
    )
    return Glossary(made, lang, d.meta.source_name)


def _chosen(terms: str | Iterable[str] | None, lesson: str | None) -> list[dict[str, str]]:
    known = rows("glossary")
    lessons = tuple(dict.fromkeys(row["lesson"] for row in known))
    if lesson is not None and lesson not in lessons:
        raise ParameterError(f"expected a lesson out of {', '.join(lessons)}, found {lesson!r}")
    found = [row for row in known if lesson in (None, row["lesson"])]
    if terms is None:
        return found
    by_name = {name: row for row in reversed(known) for name in (row["key"], row["en"], *_names(row))}
    asked = [terms] if isinstance(terms, str) else list(terms)
    lost = [name for name in asked if name not in by_name and key(name) not in by_name]
    if lost:
        raise ParameterError(
            f"expected terms of the glossary, found {', '.join(map(repr, lost))}; it has "
            f"{', '.join(row['key'] for row in known)}"
        )
    return [by_name.get(name) or by_name[key(name)] for name in asked]


def _names(row: Mapping[str, str]) -> list[str]:
    """What a term is called in Chinese, folded."""
    return [key(name) for name in (row["zh"], *row["also"].split("|")) if name]


def _own(d: Disclosure) -> dict[str, tuple[str, str]]:
    """What the account says of terms: folded term → its definition and place."""
    frame = d.glossary
    if frame is None:
        return {}
    return {key(term): (text, place) for term, text, place in frame.select("term", "definition", "locator").rows()}


class _Finder:
    """Looks for examples in one account; a figure counts only where it is printed, not where a repair put it."""

    def __init__(self, d: Disclosure) -> None:
        self._d = d
        self._lines = printed_lines(d.document.blocks)
        self._at = {line.locator: number for number, line in enumerate(self._lines)}

    def example(self, row: Mapping[str, str]) -> Example | None:
        words = row["words"].split("|")
        return (
            self._in_frame(row["frame"], row["where"], row["column"], words) if row["frame"] else self._in_words(words)
        )

    def _in_frame(self, name: str, where: str, column: str, words: list[str]) -> Example | None:
        """The best of the rows asked for, else of their frame at any level: figures before zeros, then as printed.

        Where a conversion displaced the row of totals, another level of the same column still shows the term.
        """
        frame = self._d.frames.get(name)
        if frame is None:
            return None
        fit = [pl.col(column).is_not_null(), pl.col("locator").is_not_null()]
        parts = [part for part in where.split(";") if part]
        order = [pl.col(column) == 0] if frame.schema[column].is_numeric() else []
        order += [pl.col("repaired")] if "repaired" in frame.columns else []
        for asked in (parts, [part for part in parts if part != _TOTALS]):
            conditions = [*fit, *map(_condition, asked)]
            found = frame.with_row_index("_row").filter(*conditions)
            found = found.sort(*order, maintain_order=True) if order else found
            for row in found.head(_MOST).iter_rows(named=True):
                end = frame["locator"][row["_row"] + 1] if row["_row"] + 1 < frame.height else None
                if (example := self._shown(row, column, end, words)) is not None:
                    return example
        return None

    def _shown(self, row: Mapping[str, Any], column: str, end: str | None, words: list[str]) -> Example | None:
        """The printed line of a row, or in a form the last line before the next row, that holds its figure."""
        first = self._at.get(row["locator"])
        if first is None:
            return None
        value = row[column]
        behind = range(self._at.get(end or "", first + _FORM), first, -1) if column in _AT_THE_END else ()
        for number in (first, *behind):
            line = self._lines[min(number, len(self._lines) - 1)]
            text = _BETWEEN.join(cell for _, cell in line.cells)
            spans = _spans(text, value, line.is_grid, number == first)
            if line.is_grid and len(spans) > 1:
                spans = (_behind(text, row, spans) if "side" in row else _in_order(text, row, column)) or spans
            if not line.is_grid:
                quote = row.get("quote")
                begin = text.find(quote) if isinstance(quote, str) else -1
                spans = _named([span for span in spans if span[0] >= begin], text, words)[:1]
            if spans:
                return Example(_said(row, column), line.locator, _cut(text, spans, whole=line.is_grid))
        return None

    def _in_words(self, words: list[str]) -> Example | None:
        """The first printed line in which the words stand, those of the first pattern before others."""
        for pattern in filter(None, words):
            for line in self._lines:
                text = _BETWEEN.join(cell for _, cell in line.cells)
                if match := re.search(pattern, text):
                    return Example(match[0], line.locator, _cut(text, [match.span()], whole=False))
        return None


def _condition(part: str) -> pl.Expr:
    """``column=value``, or ``column~words`` for words that it holds."""
    column, sign, value = re.split("([=~])", part, maxsplit=1)
    text = pl.col(column).cast(pl.String)
    return text == value if sign == "=" else text.str.contains(value, literal=True)


def _said(row: Mapping[str, Any], column: str) -> str:
    """A figure with its unit; of a line in a classification, with its code and name."""
    value = row[column]
    if isinstance(value, str):
        return value
    line = [row.get("line_code") or row.get("economic_code"), row.get("line_name") or row.get("name")]
    label = " ".join(part for part in line if part) + " " if all(line) else ""
    return label + _figure(value, column)


def _worded(example: str, lang: str) -> str:
    """An example with its unit in a language."""
    unit = word("wan", "zh")
    if not example.endswith(unit):
        return example
    return words(lang)["amount.scaled"].format(number=example.removesuffix(unit).strip(), unit=word("wan", lang))


def _figure(value: Any, column: str) -> str:
    if column.endswith("_pct"):
        return f"{value:,.2f}%"
    if column in _PLAIN:
        return f"{value:,g}"
    return f"{value:,.2f} {word('wan', 'zh')}"


def _spans(text: str, value: Any, grid: bool, own: bool) -> list[tuple[int, int]]:
    """Where a value is printed in a line: every figure that reads as it, or its words; at the end of a form, cells."""
    if isinstance(value, str):
        cells = f"{_BETWEEN}{text}{_BETWEEN}"
        begin = cells.find(_BETWEEN + value + _BETWEEN)
        begin = begin if begin >= 0 else text.find(value) if own else cells.find(_BETWEEN + value)
        return [(begin, begin + len(value))] if begin >= 0 else []
    found = []
    for match in _NUMBER.finditer(text):
        size = abs(float(match[0].replace(",", "")))
        if size == abs(value) or (grid and size == round(abs(value) * _WAN, 2)):
            found.append(match.span())
    return found


def _in_order(text: str, row: Mapping[str, Any], column: str) -> list[tuple[int, int]]:
    """Of equal figures in a line the one of a column, where the line ends in the figures of the whole row in order."""
    held = {name: value for name, value in row.items() if isinstance(value, float)}
    printed = list(_NUMBER.finditer(text))[-len(held) :]
    figures = [abs(float(match[0].replace(",", ""))) for match in printed]
    for scale in (1, _WAN):
        if column in held and figures == [round(abs(value) * scale, 2) for value in held.values()]:
            return [printed[list(held).index(column)].span()]
    return []


def _named(spans: list[tuple[int, int]], text: str, words: list[str]) -> list[tuple[int, int]]:
    """Of equal figures in a sentence those behind the words of the term, if it has them."""
    if len(spans) > 1:
        for pattern in filter(None, words):
            if (match := re.search(pattern, text)) and (behind := [one for one in spans if one[0] >= match.end()]):
                return behind
    return spans


def _behind(text: str, row: Mapping[str, Any], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of equal figures in a line of two sides the first behind the name of the row."""
    at = text.find(row["item"])
    return [span for span in spans if 0 <= at < span[0]][:1]


def _cut(text: str, spans: list[tuple[int, int]], *, whole: bool) -> Pieces:
    """A line in pieces; prose is cut to what stands around the first figure."""
    first = spans[0] if spans else (0, 0)
    low, high = (0, len(text)) if whole else (max(first[0] - _AROUND, 0), first[1] + _AROUND)
    pieces: list[tuple[str, bool]] = [("…", False)] if low else []
    done = low
    for begin, end in spans:
        if end <= high:
            pieces += [(text[done:begin], False), (text[begin:end], True)]
            done = end
    pieces.append((text[done:high] + ("…" if high < len(text) else ""), False))
    return tuple((piece, marked) for piece, marked in pieces if piece)
