"""Sentences on the performance self-evaluations: facts, and what one would ask; never an accusation."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame, printed_decimals
from fzfin.analysis.intervals import FEN, Span
from fzfin.charts.formats import plain
from fzfin.reports.saying import Notes, Speaker, Text, total

_NAMED = 5
_FAR = 1.5


def _zero(p: pl.DataFrame) -> pl.DataFrame:
    return p.filter(pl.col("full_marks") & (pl.col("execution_rate") == 0))


def _partial(p: pl.DataFrame) -> pl.DataFrame:
    return p.filter(pl.col("full_marks") & (pl.col("execution_rate") > 0) & (pl.col("execution_rate") < 1))


class PerformanceSentences(Speaker):
    """Findings, titles, questions and caveats of the notebook on performance."""

    def performance_finding(self, p: pl.DataFrame) -> Text:
        """Say how many projects there are, what they spent of their budgets, and what marks they gave themselves.

        Args:
            p: What `fzfin.analysis.performance` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().performance_finding(fz.analysis.performance(fz.read()))[:8])
            23 个项目的自
        """
        if p.is_empty():
            return self._stated("missing.performance")
        return self._say(
            "performance.finding",
            projects=self._count("project", p.height),
            spent=self._spent(p),
            marks=self._marks(p),
            short=self._short(p),
        )

    def _spent(self, p: pl.DataFrame) -> str:
        known = p.filter(pl.col("budget").is_not_null() & pl.col("actual").is_not_null())
        budget, actual = (total(known[name]) for name in ("budget", "actual"))
        if not budget:
            return ""
        facts = {"budget": self._amount(budget), "actual": self._amount(actual)}
        return self._say("performance.spent", rate=self._fraction(actual / budget), **facts)

    def _marks(self, p: pl.DataFrame) -> str:
        scores = p["total_score"].drop_nulls()
        if scores.is_empty():
            return ""
        ordered = scores.sort().to_list()
        low, high = plain(ordered[0]), plain(ordered[-1])
        if low == high:
            key = "performance.one_score" if scores.len() == 1 else "performance.all_scores"
            return self._say(key, score=low)
        return self._say("performance.scores", low=low, high=high)

    def _short(self, p: pl.DataFrame) -> str:
        short = _zero(p).height + _partial(p).height
        return self._say("performance.short", projects=self._count("project", short)) if short else ""

    def execution_title(self, p: pl.DataFrame) -> Text:
        """Say how many projects have full marks for execution though their budget was not spent.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().execution_title(fz.analysis.performance(fz.read())))
            6 个项目没有用完预算，执行得分仍是满分；其中 3 个项目的执行数为零
        """
        if p.is_empty():
            return self._say("missing.performance")
        zero, partial = _zero(p).height, _partial(p).height
        if not zero + partial:
            rated = p.filter(pl.col("execution_rate").is_not_null() & pl.col("full_marks").is_not_null())
            return self._say("execution.none" if rated.height else "execution.unknown")
        rest = self._say("execution.zero", projects=self._count("project", zero)) if zero else ""
        return self._say("execution.title", projects=self._count("project", zero + partial), rest=rest)

    def execution_subtitle(self) -> Text:
        """Say what the bar and the dot are.

        Example:
            >>> import fzfin as fz
            >>> "÷" in fz.Sentences().execution_subtitle()
            True
        """
        return self._say("execution.subtitle")

    def strip_title(self, i: pl.DataFrame) -> Text:
        """Say how many indicators met their targets, and how.

        Args:
            i: What `fzfin.analysis.performance_indicators` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().strip_title(fz.analysis.performance_indicators(fz.read())))
            153 个指标中，106 个达到目标，44 个恰好达到，3 个与目标不符
        """
        if i.is_empty():
            return self._say("missing.indicators")
        tally = [
            self._say(f"strip.{verdict}", n=n)
            for verdict in ("met", "met_exactly", "missed", "undecided")
            if (n := i.filter(pl.col("verdict") == verdict).height)
        ]
        return self._say(
            "strip.title", indicators=self._count("indicator", i.height), tally=self._say("semicomma").join(tally)
        )

    def strip_subtitle(self) -> Text:
        """Say what a sign is, and what "to the very unit" means.

        Example:
            >>> import fzfin as fz
            >>> "≥" in fz.Sentences().strip_subtitle()
            True
        """
        return self._say("strip.subtitle")

    def targets_title(self, i: pl.DataFrame) -> Text:
        """Say how many indicators differ from their own target and have full marks, or how far the others went.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().targets_title(fz.analysis.performance_indicators(fz.read())))
            3 个指标的完成值与自己的目标不符，自评得分仍是满分
        """
        if i.is_empty():
            return self._say("missing.indicators")
        missed = i.filter(pl.col("verdict") == "missed")
        full = missed.filter(pl.col("full_marks"))
        if full.height:
            return self._say("targets.full", indicators=self._count("indicator", full.height))
        if missed.height:
            return self._say("targets.missed", indicators=self._count("indicator", missed.height))
        far = i.filter(pl.col("achieved_rate") >= _FAR).height
        return self._say("targets.far", indicators=self._count("indicator", far)) if far else self._say("targets.none")

    def targets_subtitle(self) -> Text:
        """Say what the bars are, and which indicators are shown.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().targets_subtitle()) > 10
            True
        """
        return self._say("targets.subtitle")

    def performance_table_title(self) -> Text:
        """Head the table of projects.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").performance_table_title())
            Every project, its spending and its marks
        """
        return self._say("performance.table")

    def performance_questions(self, d: Account, p: pl.DataFrame, i: pl.DataFrame) -> Notes:
        """Say what a reader would ask, each with the figures that give rise to it and innocent explanations.

        Args:
            d: The disclosure.
            p: What `fzfin.analysis.performance` gives.
            i: What `fzfin.analysis.performance_indicators` gives.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> p, i = fz.analysis.performance(d), fz.analysis.performance_indicators(d)
            >>> all("？" in note for note in fz.Sentences().performance_questions(d, p, i))
            True
        """
        if p.is_empty():
            return Notes([self._stated("missing.performance")])
        asked = [*self._of_spending(p), *self._of_indicators(i), *self._of_names(p), *self._of_sums(d, p)]
        return Notes(asked or [self._say("ask.nothing")])

    def _of_spending(self, p: pl.DataFrame) -> list[Text]:
        notes = []
        zero, partial = _zero(p), _partial(p)
        if zero.height:
            budget = self._amount(total(zero["budget"]))
            delivered = zero.filter(
                (pl.col("indicators") > 0) & (pl.col("met") + pl.col("met_exactly") == pl.col("indicators"))
            ).height
            all_met = self._say("ask.all_met") if delivered == zero.height else ""
            notes.append(self._say("ask.zero", numbers=self._numbers(zero), budget=budget, met=all_met))
        if partial.height:
            parts = [
                self._say("ask.at", number=row["project_no"], rate=self._fraction(row["execution_rate"]))
                for row in partial.sort("execution_rate").iter_rows(named=True)
            ]
            notes.append(self._say("ask.partial", projects=self._say("comma").join(parts)))
        above = p.filter(pl.col("note") == "above_budget")
        if above.height:
            notes.append(self._say("ask.above", numbers=self._numbers(above)))
        return notes

    def _numbers(self, p: pl.DataFrame) -> str:
        return self._list(str(number) for number in p["project_no"])

    def _of_indicators(self, i: pl.DataFrame) -> list[Text]:
        notes = []
        missed = i.filter((pl.col("verdict") == "missed") & pl.col("full_marks").fill_null(False))
        if missed.height:
            parts = [
                self._say(
                    "ask.indicator",
                    number=row["project_no"],
                    label=row["label"],
                    target=row["target_text"],
                    achieved=row["achieved_text"],
                )
                for row in missed.head(_NAMED).iter_rows(named=True)
            ]
            more = self._say("ask.more", n=missed.height - _NAMED) if missed.height > _NAMED else ""
            notes.append(self._say("ask.missed", parts=self._say("semicolon").join(parts), more=more))
        exact = i.filter(pl.col("verdict") == "met_exactly").height
        if exact:
            notes.append(self._say("ask.exact", indicators=self._count("indicator", exact)))
        far = i.filter((pl.col("verdict") == "met") & (pl.col("achieved_rate") >= _FAR)).height
        if far:
            notes.append(self._say("ask.far", indicators=self._count("indicator", far)))
        if i.height and i["full_marks"].fill_null(False).all() and not i["deviation_reason"].drop_nulls().len():
            notes.append(self._say("ask.all_full", indicators=self._count("indicator", i.height)))
        return notes

    def _of_names(self, p: pl.DataFrame) -> list[Text]:
        twice = p.filter(pl.col("name").is_not_null()).group_by("name", maintain_order=True).agg("project_no")
        return [
            self._say("ask.twice", name=" ".join(name.split()), numbers=self._list(str(number) for number in numbers))
            for name, numbers in twice.iter_rows()
            if len(numbers) > 1
        ]

    def _of_sums(self, d: Account, p: pl.DataFrame) -> list[Text]:
        table = frame(d, "expenditure").filter((pl.col("level") == "total") & pl.col("project").is_not_null()).head(1)
        if table.is_empty() or p["actual"].null_count():
            return []
        places = max(2, printed_decimals(d, "expenditure"))
        spent = Span.printed(pl.col("actual"), places)
        low, high = p.select(spent.low.sum(), high=spent.high.sum()).row(0)
        printed = Span.printed(pl.col("project"), places)
        least, most = table.select(printed.low, high=printed.high).row(0)
        if low <= most and least <= high:
            return []
        summed, project = total(p["actual"]), table["project"].item()
        facts = {"sum": summed, "project": project, "difference": round(abs(summed - project), FEN)}
        return [self._say("ask.sum", **{name: self._amount(amount) for name, amount in facts.items()})]

    def performance_caveats(self, d: Account, p: pl.DataFrame, i: pl.DataFrame) -> Notes:
        """Say what the verdicts rest on, what could not be decided, and whether forms and prose agree in number.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> p, i = fz.analysis.performance(d), fz.analysis.performance_indicators(d)
            >>> len(fz.Sentences().performance_caveats(d, p, i)) >= 3
            True
        """
        if p.is_empty():
            return Notes([self._stated("missing.performance")])
        notes = [self._say("caveat.self_evaluation"), self._say("caveat.execution")]
        if i.filter(pl.col("note") == "unit_missing").height:
            n = i.filter(pl.col("note") == "unit_missing").height
            notes.append(self._say("caveat.unit_missing", indicators=self._count("indicator", n)))
        undecided = i.filter(pl.col("verdict") == "undecided").height
        if undecided:
            notes.append(self._say("caveat.undecided", indicators=self._count("indicator", undecided)))
        unrated = p.filter(pl.col("execution_rate").is_null()).height
        if unrated:
            notes.append(self._say("caveat.unrated", projects=self._count("project", unrated)))
        notes += self._told(d, p)
        return Notes(notes)

    def _told(self, d: Account, p: pl.DataFrame) -> list[Text]:
        """Whether the prose names as many projects, with as large a budget, as there are forms."""
        told = frame(d, "evaluation").filter(pl.col("kind") == "self_evaluation").head(1)
        if told.is_empty() or told["projects"].item() is None:
            return []
        budget = total(p["budget"])
        row = told.row(0, named=True)
        same = row["projects"] == p.height and (row["amount"] is None or abs(row["amount"] - budget) < 0.01 * p.height)
        facts = {"told": self._count("project", row["projects"]), "found": self._count("project", p.height)}
        amounts = {"amount": self._amount(row["amount"]), "budget": self._amount(budget)}
        return [self._say("caveat.forms_agree" if same else "caveat.forms_differ", **facts, **amounts)]
