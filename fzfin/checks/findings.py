"""The audit of a disclosure: all checks run, their outcomes as frames, grouped by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin.analysis.labels import language
from fzfin.checks.book import Book
from fzfin.checks.cards import MARKS, Cards
from fzfin.checks.cases import Case
from fzfin.checks.causes import Group, group
from fzfin.checks.figures import MONEY, natural
from fzfin.checks.registry import SEVERITIES, Check, checks
from fzfin.checks.relations import Outcome, Relation
from fzfin.checks.schemas import AGREEMENT, CHECKLIST, COVERAGE, FINDINGS
from fzfin.checks.words import Writer, frame_name, say

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure
    from fzfin.excerpt import Excerpt

_PRESENCE: Final = {
    Outcome.PASS: "present",
    Outcome.FAIL: "absent",
    Outcome.UNKNOWN: "cannot tell",
    Outcome.NOT_APPLICABLE: "not applicable",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One case with its check."""

    check: Check
    case: Case

    @property
    def severity(self) -> str:
        """The severity of the case, else of its check."""
        return self.case.severity or self.check.severity


@dataclass(frozen=True, repr=False, eq=False)
class Audit:
    """What the checks found in a disclosure.

    Attributes:
        book: The disclosure, opened for checking.
        results: All cases in the order of the catalogue.
        ran: Every check with the frames that it wants and the disclosure lacks; where there are any, it could not run.
    """

    book: Book
    results: tuple[Result, ...]
    ran: tuple[tuple[Check, tuple[str, ...]], ...]

    @cached_property
    def groups(self) -> list[Group]:
        """The failing cases by cause, the weightiest first; numbers are places in `results`."""
        found = group([result.case for result in self.results], [result.check.code for result in self.results])
        ordered = [
            Group(tuple(sorted(g.members, key=lambda number: self._member_weight(g, number))), g.suspect, g.within)
            for g in found
        ]
        return sorted(ordered, key=lambda g: min(self._weight(number) for number in g.members))

    def _weight(self, number: int) -> tuple[int, float, int]:
        """What orders findings: severity, then how much money is at stake, then the order of the catalogue."""
        result = self.results[number]
        relation, stake = result.case.relation, 0.0
        if relation is not None and relation.left.kind == MONEY and relation.middle is not None:
            stake = abs(float(relation.left.value - relation.middle))
        return SEVERITIES.index(result.severity), -stake, number

    def _member_weight(self, group: Group, number: int) -> tuple[Any, ...]:
        """What orders the cases of one group: those that judge the suspect first."""
        judged = self.results[number].case.judged
        on_suspect = group.suspect is not None and judged is not None and judged.key == group.suspect.key
        return (not on_suspect, *self._weight(number))

    def frame(self, lang: str | None = None) -> pl.DataFrame:
        """All cases as the frame of the contract, findings first, by weight.

        Example:
            >>> import fzfin as fz
            >>> fz.audit(fz.read()).frame()["outcome"].dtype == fz.checks.OUTCOME
            True
        """
        writer = Writer(self.book, language(lang))
        order = list(Outcome)
        grouped = {number for found in self.groups for number in found.members}
        rest = [number for number in range(len(self.results)) if number not in grouped]
        rest.sort(key=lambda number: order.index(self.results[number].case.outcome))
        others = [self._row(writer, number, None, None, leads=False) for number in rest]
        return _made(FINDINGS, [*self._failing(writer), *others])

    def failing(self, lang: str | None = None) -> pl.DataFrame:
        """The failing cases of `frame`, those of one cause together, the leading one first."""
        return _made(FINDINGS, self._failing(Writer(self.book, language(lang))))

    def _failing(self, writer: Writer) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for index, found in enumerate(self.groups, 1):
            suspect = writer.name(found.suspect) if found.suspect else None
            rows += [
                self._row(writer, number, f"G{index:02d}", suspect, leads=number == found.members[0])
                for number in found.members
            ]
        return rows

    def findings(self, lang: str | None = None, severity: str | None = None) -> pl.DataFrame:
        """One row for each cause: the leading row of each group of `frame`, with the number of cases it explains.

        Args:
            lang: ``zh`` or ``en``; by default that of `fzfin.settings`.
            severity: Only ``error``, ``question`` or ``note``.
        """
        frame = self.failing(lang)
        counts = frame.group_by("group").agg(cases=pl.len().cast(pl.Int64))
        leading = frame.filter("leads").join(counts, on="group", how="left", maintain_order="left")
        return leading.filter(pl.col("severity") == severity) if severity else leading

    def cards(self, lang: str | None = None, severity: str | None = None) -> Cards:
        """The findings to read, one card for each cause, by weight.

        Args:
            lang: ``zh`` or ``en``; by default that of `fzfin.settings`.
            severity: Only causes whose gravest case is ``error``, ``question`` or ``note``.

        Example:
            >>> import fzfin as fz
            >>> len(fz.audit(fz.read()).cards("en", "error")) > 0
            True
        """
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in self.failing(lang).iter_rows(named=True):
            groups.setdefault(row["group"], []).append(row)
        kept = [rows for rows in groups.values() if severity in (None, rows[0]["severity"])]
        return Cards(kept, language(lang))

    def where(self, finding: int = 1, *, around: int = 0) -> Excerpt:
        """The printed lines of a finding: the figure that it judges and what that is held against, both marked.

        Args:
            finding: Its number among the findings, from 1, the weightiest first as in `cards` and `findings`.
            around: How many lines to show before and after each.

        Raises:
            ParameterError: There are not so many findings.

        Example:
            >>> import fzfin as fz
            >>> len(fz.audit(fz.read()).where(1).lines)
            2
        """
        from fzfin.checks.trace import where

        return where(self, finding, around)

    def mark(self, frame: pl.DataFrame, lang: str | None = None) -> pl.DataFrame:
        """A frame with a column `finding`: what the audit found where its rows are printed, null where nothing.

        Args:
            frame: Any frame with a column `locator`, which may name several places parted by ``;``.
            lang: ``zh`` or ``en``; by default that of `fzfin.settings`.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> marked = fz.audit(d).mark(d.statements, "en")
            >>> marked.filter(line_code="2120899")["finding"][0]
            '■ Growth from zero has no percentage'
        """
        lang = language(lang)
        found: dict[str, dict[str, None]] = {}
        for each in self.groups:
            for number in each.members:
                result = self.results[number]
                place = result.case.quoted[0]
                if place is not None:
                    words = f"{MARKS[result.severity][0]} {result.check.say('title', lang)}"
                    found.setdefault(place.locator, {})[words] = None
        places = frame["locator"].drop_nulls().unique().to_list()
        told = {
            place: say("semicolon", lang).join(
                dict.fromkeys(words for single in place.split(";") for words in found.get(single.strip(), {}))
            )
            for place in places
        }
        marks = pl.col("locator").replace_strict(told, default=None, return_dtype=pl.String)
        return frame.with_columns(finding=pl.when(marks != "").then(marks))

    def coverage(self, lang: str | None = None) -> pl.DataFrame:
        """Which checks ran on how many figures, which could not and why; one row per check.

        `figures` counts the printed figures that the check read, each once; `why_not` says what was wanted where the
        check had no case, or cases that it could not decide.
        """
        lang = language(lang)
        by_code: dict[str, list[Case]] = {}
        for result in self.results:
            by_code.setdefault(result.check.code, []).append(result.case)
        rows = []
        for check, absent in self.ran:
            cases = by_code.get(check.code, [])
            outcomes = Counter(str(case.outcome) for case in cases)
            figures = {figure.key for case in cases for figure in case.figures}
            counts = (outcomes.get(str(outcome), 0) for outcome in Outcome)
            row = (check.code, say(f"area.{check.area}", lang), check.say("title", lang), len(cases), len(figures))
            rows.append((*row, *counts, self._why_not(check, absent, cases, lang)))
        return _made(COVERAGE, rows)

    def _why_not(self, check: Check, absent: tuple[str, ...], cases: list[Case], lang: str) -> str | None:
        if absent:
            names = say("comma", lang).join(frame_name(name, self.book.kind, lang) for name in absent)
            return say("absent", lang, frames=names)
        if not check.concerns(self.book):
            return say("kind.not_applicable", lang)
        if not cases:
            return say("nothing_to_check", lang)
        missing = Counter(case.missing or "words" for case in cases if case.outcome is Outcome.UNKNOWN)
        return (
            say("comma", lang).join(f"{say(f'lack.{what}', lang)} {count}" for what, count in missing.items()) or None
        )

    def checklist(self, lang: str | None = None) -> pl.DataFrame:
        """What a published account must hold (公开内容完整性), one row per item: present, absent, or not to be told.

        No score is made of it. `anchor` names the rule that asks for the item, `locator` and `quote` where it was
        found.

        Example:
            >>> import fzfin as fz
            >>> fz.audit(fz.read()).checklist("en")["outcome"].unique().to_list()
            ['present']
        """
        lang = language(lang)
        writer = Writer(self.book, lang)
        rows = []
        for result in self.results:
            case = result.case
            if result.check.area == "completeness":
                place = case.quoted[0]
                quote = self.book.cut(place) if place else None
                item, anchor = writer.blank(case, "item"), result.check.say("source", lang)
                outcome = _PRESENCE[case.outcome]
                rows.append((result.check.code, item, outcome, anchor, place.locator if place else None, quote))
        return _made(CHECKLIST, rows)

    def agreement(self, lang: str | None = None) -> pl.DataFrame:
        """Which tables agree with which: one row per pair, with the outcomes of what was held between them.

        `kind` is the gravest of them: clash, rounding, agree, or unknown where nothing could be compared.
        """
        lang = language(lang)
        counts: dict[tuple[str, str], Counter[str]] = {}
        for result in self.results:
            relation = result.case.relation
            if relation is not None:
                left, *others = (figure.key[0] for figure in relation.figures)
                for other in dict.fromkeys(others):
                    first, second = sorted((left, other), key=self._place)
                    counts.setdefault((first, second), Counter())[str(result.case.outcome)] += 1
        rows = [
            (
                frame_name(left, self.book.kind, lang),
                frame_name(right, self.book.kind, lang),
                _kind(found),
                found.total(),
                *(found.get(str(outcome), 0) for outcome in Outcome),
            )
            for (left, right), found in sorted(counts.items(), key=lambda item: [*map(self._place, item[0])])
        ]
        return _made(AGREEMENT, rows)

    def _place(self, frame: str) -> int:
        return list(self.book.disclosure.frames).index(frame)

    def _row(
        self, writer: Writer, number: int, group: str | None, suspect: str | None, *, leads: bool
    ) -> tuple[Any, ...]:
        result = self.results[number]
        case, check = result.case, result.check
        relation, judged = case.relation, case.judged
        low, high, actual, difference = _values(relation)
        if relation is None and judged is not None:
            actual = natural(judged.value, judged.kind)
        left, right = case.quoted
        # What holds is not read one by one: its quotation need not be cut around the figure.
        quote = self.book.cut if case.outcome is not Outcome.PASS else self.book.head
        return (
            check.code,
            str(case.outcome),
            result.severity,
            check.say("title", writer.lang),
            writer.message(check, case),
            low,
            high,
            actual,
            difference,
            left.locator if left else None,
            quote(left) if left else None,
            right.locator if right else None,
            quote(right) if right else None,
            group,
            (writer.computation(case) or None) if case.outcome is not Outcome.PASS else None,
            writer.follows(check, case) or None,
            suspect,
            leads,
        )

    def _repr_html_(self) -> str:
        return self.cards()._repr_html_()

    def __repr__(self) -> str:
        outcomes = Counter(str(result.case.outcome) for result in self.results)
        told = ", ".join(f"{outcome} {outcomes[outcome]}" for outcome in map(str, Outcome) if outcomes[outcome])
        lines = [f"<Audit of {self.book.disclosure.meta.source_name}: {len(self.groups)} findings; {told}>"]
        for row in self.findings("zh").iter_rows(named=True):
            more = f" (+{row['cases'] - 1})" if row["cases"] > 1 else ""
            lines.append(f"{row['severity']:>8} {row['code']} {row['message']}{more} [{row['left_locator']}]")
        return "\n".join(lines)


def audit(disclosure: Disclosure) -> Audit:
    """Check a disclosure (决算质检): what does not add up, what needs an answer, and what could not be checked.

    Raises:
        Exception: A check has a bug. It is not turned into a finding.

    Example:
        >>> import fzfin as fz
        >>> fz.audit(fz.read()).findings("en", severity="error").height > 0
        True
    """
    book = Book(disclosure)
    results: list[Result] = []
    ran: list[tuple[Check, tuple[str, ...]]] = []
    for check in checks():
        absent, cases = check.run(book)
        ran.append((check, absent))
        book.keep(cases)
        results += [Result(check, case) for case in cases]
    return Audit(book, tuple(results), tuple(ran))


def _values(relation: Relation | None) -> tuple[float | None, float | None, float | None, float | None]:
    if relation is None:
        return None, None, None, None
    kind, expected, middle = relation.left.kind, relation.expected, relation.middle
    low, high = expected or (None, None)
    difference = None if middle is None else natural(relation.left.value - middle, kind)
    return natural(low, kind), natural(high, kind), natural(relation.left.value, kind), difference


def _kind(found: Counter[str]) -> str:
    """How two tables stand to each other, by the gravest outcome between them."""
    kinds = {Outcome.FAIL: "clash", Outcome.ROUNDING: "rounding", Outcome.PASS: "agree"}
    return next((kind for outcome, kind in kinds.items() if found[str(outcome)]), "unknown")


def _made(schema: dict[str, pl.DataType], rows: Iterable[tuple[Any, ...]]) -> pl.DataFrame:
    from fzfin.frames import frame_of

    return frame_of(schema, list(rows), "audit")
