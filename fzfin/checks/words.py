"""Findings in words: names of figures, amounts, computations and sentences, in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Final

from fzfin.analysis.labels import name_of
from fzfin.checks.book import Book
from fzfin.checks.cases import Case, Words
from fzfin.checks.figures import MONEY, PERCENT, Exact, Figure, Key, meet
from fzfin.checks.registry import Check
from fzfin.checks.relations import EQUAL, Linear, Outcome, Ratio
from fzfin.frames import FORMS
from fzfin.kinds import form
from fzfin.money import FEN_PER_WAN, format_amount
from fzfin.vocab import rows

_ALONE: Final = frozenset({("three_public", "actual"), ("three_public_detail", "actual"), ("appropriation", "total")})
"""Columns that go without saying."""
_MOST_PARTS: Final = 6
_FINE: Final = 4
_CENT: Final = FEN_PER_WAN // 100
_SCALES: Final = (10, 100, 1000, 10_000)


@cache
def phrases(lang: str) -> dict[str, str]:
    """The words of the audit in a language, by key: ``audit.csv``, and the labels of columns and categories."""
    return {row["key"]: row[lang] for name in ("labels", "audit") for row in rows(name)}


def say(key: str, lang: str, **blanks: str) -> str:
    """One phrase of the audit with its blanks filled."""
    text = phrases(lang).get(key, key)
    return text.format(**blanks) if blanks else text


def frame_name(frame: str, kind: str, lang: str) -> str:
    """What a disclosure of a kind calls the table of a frame.

    Example:
        >>> frame_name("revenue", "final_accounts", "zh"), frame_name("revenue", "budget", "zh")
        ('收入决算表', '收入预算表')
    """
    own = f"frame.{form(frame, kind)}"
    return phrases(lang).get(own) or say(f"frame.{frame}", lang)


class Writer:
    """Words for the cases of one disclosure in one language."""

    def __init__(self, book: Book, lang: str) -> None:
        """Write about the disclosure that `book` opens."""
        self.book = book
        self.lang = lang
        self._names: dict[Key, str] = {}

    # names

    def name(self, figure: Figure) -> str:
        """The name of a figure: its table, its line, its column."""
        if figure.key not in self._names:
            self._names[figure.key] = self._name(*figure.key)
        return self._names[figure.key]

    def _name(self, frame: str, number: int, column: str) -> str:
        values = self.book.rows(frame)[number].values
        line = self._line(frame, values)
        head, heading = frame_name(frame, self.book.kind, self.lang), say(column, self.lang)
        if frame in ("summary", "appropriation"):
            head = say("side", self.lang, frame=head, side=say(f"side.{values['side']}", self.lang))
        if frame in FORMS:
            key = "name_form" if frame == "projects" else "name_form_line"
            return say(key, self.lang, line=line, column=phrases(self.lang).get(f"form.{column}", heading))
        alone = (frame, column) in _ALONE or column in ("amount", "count", "value")
        if frame == "statements":
            key = "name_said" if alone else "name_said_column"
            return say(key, self.lang, section=values["section"] or "—", line=line, column=heading)
        if alone:
            return say("name_alone", self.lang, frame=head, line=line or heading)
        return say("name" if line else "name_bare", self.lang, frame=head, line=line, column=heading)

    def _line(self, frame: str, values: Any) -> str:
        lang = self.lang
        if "line_code" in values and frame != "statements":
            named = name_of(values["line_code"], values["line_name"], lang) if values["line_code"] else None
            return f"{values['line_code']} {named or ''}".strip() if values["line_code"] else say("level.total", lang)
        if frame == "basic_expenditure":
            named = name_of(values["economic_code"], values["name"], lang)
            return f"{values['economic_code'] or ''} {named or ''}".strip()
        if frame in ("summary", "appropriation"):
            return name_of(None, values["item"], lang) or ""
        if frame in ("three_public", "three_public_detail"):
            return say(f"item.{values['item']}", lang)
        if frame == "procurement":
            return say(f"measure.{values['measure']}", lang)
        if frame == "statements":
            return name_of(values["line_code"], values["subject"], lang) or ""
        if frame == "projects":
            return say("form", lang, no=str(values["project_no"]))
        if frame == "project_funding":
            return say("form_line", lang, no=str(values["project_no"]), line=say(f"source.{values['source']}", lang))
        if frame == "indicators":
            return say("form_line", lang, no=str(values["project_no"]), line=str(values["level_3"] or ""))
        if frame == "evaluation":
            return say(f"kind.{values['kind']}", lang)
        for column in ("name", "term", "unit_name", "metric", "subject"):
            if values.get(column):
                return str(values[column])
        return ""

    # figures

    def amount(self, value: Exact | None, kind: str, half: Exact = 0) -> str:
        """A value with its unit, as finely as it is printed."""
        if value is None:
            return "∞"
        if kind == MONEY:
            return f"{_wan(value, half)} {say('wan', self.lang)}".rstrip()
        return f"{_plain(value)}{'%' if kind == PERCENT else ''}"

    def span(self, low: Exact | None, high: Exact | None, kind: str) -> str:
        """An interval in words; one value where both ends are the same."""
        if low is not None and low == high:
            return self.amount(low, kind)
        if kind == MONEY:
            ends = [_wan(end, 0) if end is not None else "∞" for end in (low, high)]
            return f"{ends[0]}–{ends[1]} {say('wan', self.lang)}".rstrip()
        ends = [_plain(end) if end is not None else "∞" for end in (low, high)]
        return f"{ends[0]}–{ends[1]}{'%' if kind == PERCENT else ''}"

    def computation(self, case: Case) -> str:
        """The arithmetic of a case in figures: 744.11 ÷ 4,125.41 = 18.04%; "" where there is none."""
        relation = case.relation
        if isinstance(relation, Ratio):
            middle = relation.middle
            bottom = _number(relation.base, relation.bottom)
            if relation.less is not None:
                whole, less = (
                    _number(relation.bottom.value, relation.bottom),
                    _number(relation.less.value, relation.less),
                )
                bottom = f"({whole} − {less})" if relation.less.value >= 0 else f"({whole} + {less.lstrip('-')})"
            result = f" = {_plain(_rounded(middle, relation.left.half))}%" if middle is not None else ""
            return f"{_number(relation.top.value, relation.top)} ÷ {bottom}{result}"
        if isinstance(relation, Linear) and len(relation.figures) > 2:
            plus = [f for f in relation.plus if f.value] or list(relation.plus[:1])
            shown = [_number(f.value, f) for f in plus[:_MOST_PARTS]]
            if len(plus) > _MOST_PARTS:
                rest = sum(f.value for f in plus[_MOST_PARTS:])
                shown.append(say("others", self.lang, n=str(len(plus) - _MOST_PARTS), sum=_number(rest, plus[0])))
            text = " + ".join(shown) + "".join(f" − {_number(f.value, f)}" for f in relation.minus)
            return f"{text} = {_number(relation.middle, relation.left)}"
        return ""

    def names(self, figures: Sequence[Figure]) -> str:
        """Several figures by name, the rest by number."""
        named = [self.name(figure) for figure in figures[:2]]
        joined = say("and", self.lang).join(named)
        return joined if len(figures) <= 2 else say("and_others", self.lang, names=joined, n=str(len(figures)))

    # sentences

    def message(self, check: Check, case: Case) -> str:
        """The sentence of a case."""
        text = self._template(check, case).format_map(self._blanks(case))
        if case.outcome is Outcome.FAIL and (hint := self._hint(case)):
            text += hint
        if case.outcome is Outcome.ROUNDING and isinstance(case.relation, Linear):
            text += self._only(case.relation)
        return text

    def follows(self, check: Check, case: Case) -> str:
        """One sentence on what follows for the reader; "" where nothing does."""
        if case.outcome is not Outcome.FAIL:
            return ""
        known = phrases(self.lang)
        keys = (f"{check.code}.{case.variant}.follows", f"{case.variant}.follows") if case.variant else ()
        text = next((known[key] for key in keys if key in known), check.say("follows", self.lang))
        return text.format_map(self._blanks(case))

    def _template(self, check: Check, case: Case) -> str:
        outcome = str(case.outcome)
        if case.outcome is Outcome.UNKNOWN:
            return say(f"unknown.{case.missing or 'words'}", self.lang)
        known = phrases(self.lang)
        for key in (f"{check.code}.{case.variant}.{outcome}", f"{case.variant}.{outcome}"):
            if case.variant and key in known:
                return known[key]
        if case.outcome is Outcome.FAIL and (own := check.say("message", self.lang)):
            return own
        return say(f"{_shape(case)}.{outcome}", self.lang)

    def _blanks(self, case: Case) -> _Blanks:
        return _Blanks(self, case)

    def blank(self, case: Case, name: str) -> str:
        """What a blank of a sentence stands for in a case; a dash where the case has nothing to put there."""
        judged, relation = case.judged, case.relation
        if name in case.facts:
            return self._in(case.facts[name])
        if name == "computation":
            return self.computation(case)
        if name == "left" and judged is not None:
            return self.name(judged)
        if name == "actual" and judged is not None:
            return self.amount(judged.value, judged.kind, judged.half)
        others = relation.figures[1:] if relation is not None else case.right
        if name == "right" and others:
            return self.names(others)
        if name == "expected" and relation is None and others:
            return self.amount(others[0].value, others[0].kind, others[0].half)
        if relation is not None and relation.middle is not None:
            left, exact = relation.left, _rounded(relation.middle, relation.left.half)
            if name == "expected":
                return self.amount(exact, left.kind, left.half)
            if name == "difference":
                return self.amount(abs(Fraction(left.value) - Fraction(exact)), left.kind, left.half)
        return "—"

    def _in(self, words: Words) -> str:
        if isinstance(words, Figure):
            return self.name(words)
        return words if isinstance(words, str) else words[0 if self.lang == "zh" else 1]

    def _hint(self, case: Case) -> str:
        """Say so where two figures are apart by exactly a power of ten: a slip of the unit or of the point."""
        relation = case.relation
        if relation is None or (isinstance(relation, Linear) and relation.sign != EQUAL):
            return ""
        own, other = abs(Fraction(relation.left.value)), abs(Fraction(relation.middle or 0))
        if not own or not other:
            return ""
        for scale in _SCALES:
            for big, small in ((own, other), (other, own)):
                slack = Fraction(relation.left.half) * (scale if small == own else 1)
                if abs(big - small * scale) <= slack:
                    return say("hint.unit" if scale == _SCALES[-1] else "hint.scale", self.lang, scale=f"{scale:,}")
        return ""

    def _only(self, relation: Linear) -> str:
        """Say for which true values both sides can be right."""
        if len(relation.figures) != 2 or relation.sign != EQUAL:
            return ""
        common = meet(relation.actual, relation.expected)
        if common is None or common[0] is None:
            return ""
        key = "only_for" if common[0] == common[1] else "only_between"
        return say(key, self.lang, span=self.span(*common, relation.left.kind))


class _Blanks(dict[str, str]):
    """The blanks of a sentence, each filled when the sentence asks for it."""

    def __init__(self, writer: Writer, case: Case) -> None:
        super().__init__()
        self._writer, self._case = writer, case

    def __missing__(self, name: str) -> str:
        return self._writer.blank(self._case, name)


def _shape(case: Case) -> str:
    relation = case.relation
    if isinstance(relation, Ratio):
        return "growth" if relation.less is not None else "ratio"
    if isinstance(relation, Linear):
        if relation.sign != EQUAL:
            return relation.sign
        return "equal" if len(relation.figures) == 2 else "sum"
    return "observed"


def _wan(value: Exact, half: Exact) -> str:
    """An amount in 万元 with two decimals, or as many as it takes."""
    if isinstance(value, int) and not value % _CENT and not (half and half * 2 < _CENT):
        return format_amount(value)
    exact = Fraction(value)
    places = 2
    while places < 8 and (exact * 10**places % FEN_PER_WAN or (half and Fraction(half) * 2 * 10**places < FEN_PER_WAN)):
        places += 1
    if places <= 6:
        return format_amount(int(exact), decimals=places)
    return f"{float(exact / FEN_PER_WAN):,.8f}".rstrip("0")


def _plain(value: Exact) -> str:
    """A number with thousands separators and no more decimals than it needs, four at the most."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return f"{int(exact):,}"
    return f"{float(round(exact, _FINE)):,.{_FINE}f}".rstrip("0").rstrip(".")


def _number(value: Exact, like: Figure) -> str:
    return _wan(value, like.half) if like.kind == MONEY else _plain(value)


def _rounded(value: Exact, half: Exact) -> Exact:
    """A computed value to one digit more than the printed one shows, half away from zero."""
    if not half or not isinstance(value, Fraction):
        return value
    step = Fraction(half) * 2 / 10
    return Fraction(int(abs(value) / step + Fraction(1, 2))) * step * (1 if value >= 0 else -1)
