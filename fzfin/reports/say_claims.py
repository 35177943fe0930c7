"""Worked sentences on what departments claim: ceilings, shares of procurement, marks, and what an audit found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from fzfin.analysis.intervals import EXACT, Span
from fzfin.charts.formats import plain
from fzfin.reports.saying import Notes, Row, Speaker, Text

if TYPE_CHECKING:
    from fzfin.checks import Audit

_TOLERANCE = 0.005
"""Half of the last digit with which forms print marks."""


def _first(frame: pl.DataFrame) -> Row | None:
    return frame.row(0, named=True) if frame.height else None


class ClaimSentences(Speaker):
    """Calculations behind ceilings, shares and marks, written out with their figures; for lessons."""

    def implied_budget(self, t: pl.DataFrame) -> Notes:
        """Work out a budget of the three public expenses from what is printed, and how sure it is.

        Args:
            t: What `fzfin.analysis.three_public` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().implied_budget(fz.analysis.three_public(fz.read()))[1][-17:])
            在 6.98 到 7.02 之间。
        """
        if t.is_empty():
            return Notes([self._say("public.missing")])
        spent = t.filter((pl.col("item") != "vehicle") & (pl.col("actual") > 0)).sort(
            pl.col("item") == "total", "actual", descending=[False, True], maintain_order=True
        )
        row = _first(spent.filter(pl.col("budget_note").is_in(["printed", "implied"]) & (pl.col("budget_high") > 0)))
        if row is None:
            return Notes([self._say("public.no_budget")])
        facts = {"label": self._begun(self._within(str(row["label"]))), "actual": self._number(row["actual"])}
        if row["budget_note"] == "printed":
            share = self._fraction(row["actual"] / row["budget"])
            return Notes([self._say("public.printed", budget=self._number(row["budget"]), share=share, **facts)])
        pct, middle = self._percent(row["completion_pct"]), row["actual"] / row["completion_pct"] * 100
        printed = Span.printed(pl.col("actual"), 2)
        ends = pl.DataFrame({"actual": [row["actual"]]}).select(low=printed.low, high=printed.high).row(0)
        interval = {
            f"actual_{end}": plain(round(value, EXACT)) for end, value in zip(("low", "high"), ends, strict=True)
        }
        between = {"low": self._number(row["budget_low"]), "high": self._number(row["budget_high"])}
        return Notes(
            [
                self._say("public.implied", pct=pct, budget=self._number(round(middle, EXACT)), **facts),
                self._say("public.interval", pct=pct, actual=facts["actual"], **interval, **between),
            ]
        )

    def completion_slip(self, t: pl.DataFrame) -> Text:
        """Set what was completed of a budget beside the change from last year, which are two comparisons.

        Example:
            >>> import fzfin as fz
            >>> "34.57%" in fz.Sentences().completion_slip(fz.analysis.three_public(fz.read()))
            True
        """
        known = t.filter(
            ~pl.col("item").is_in(["total", "vehicle"])
            & (pl.col("actual") > 0)
            & pl.col("change").is_not_null()
            & pl.col("prior").is_not_null()
            & (pl.col("completion_pct").is_not_null() | (pl.col("budget") > 0))
        )
        row = _first(known.sort("actual", descending=True))
        if row is None:
            return self._say("public.slip_plain")
        pct = row["completion_pct"]
        done = self._percent(pct) if pct is not None else self._fraction(row["actual"] / row["budget"])
        return self._say("public.slip", label=self._within(str(row["label"])), pct=done, moved=self._moved(row))

    def bought_table_title(self) -> Text:
        """Head the table of what was bought.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").bought_table_title())
            What was bought, and from whom
        """
        return self._say("bought.table")

    def sme_share(self, p: pl.DataFrame) -> Notes:
        """Work out the share of SMEs in all procurement, beside the one in print.

        Args:
            p: What `fzfin.analysis.procurement` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().sme_share(fz.analysis.procurement(fz.read()))[0].rpartition("＝ ")[2])
            3.04%。
        """
        row = _first(
            p.filter((pl.col("measure") == "sme") & (pl.col("base") == "total") & pl.col("share").is_not_null())
        )
        if row is None or row["amount"] is None or not row["base_amount"]:
            return Notes([self._say("bought.missing")])
        names = {"top": self._say("bought.sme"), "bottom": self._say("bought.total")}
        notes = [self._divided("bought.sme_of_total", row["amount"], row["base_amount"], **names)]
        if row["printed_pct"] is not None:
            key = "bought.printed_same" if row["agrees"] == "yes" else "bought.printed_other"
            notes.append(self._say(key, pct=self._percent(row["printed_pct"])))
        return Notes(notes)

    def denominator_slips(self, p: pl.DataFrame) -> Notes:
        """Show the two slips with shares of procurement: a part for the whole, and 100 % as a limit.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().denominator_slips(fz.analysis.procurement(fz.read()))[0][:10])
            错：“100% 的采
        """
        whole = _first(p.filter((pl.col("measure") == "sme") & (pl.col("base") == "total") & (pl.col("share") > 0)))
        parts = p.filter(
            pl.col("measure").is_in(["sme_goods", "sme_works", "sme_services"]) & (pl.col("printed_pct") > 0)
        )
        notes = []
        if whole is not None and parts.height:
            far = (pl.col("printed_pct") - whole["share"] * 100).abs()
            row = parts.sort(far, descending=True).row(0, named=True)
            facts = {"wrong": self._percent(row["printed_pct"]), "right": self._fraction(whole["share"])}
            notes.append(self._say("bought.slip", kind=self._term("part", row["base"]), **facts))
        covered = _first(p.filter((pl.col("measure") == "total") & (pl.col("base") == "expenditure")))
        if covered is not None and covered["share"] is not None:
            key = "bought.above" if covered["share"] > 1 else "bought.within"
            amounts = {"total": self._amount(covered["amount"]), "spent": self._amount(covered["base_amount"])}
            notes.append(self._say(key, **amounts))
        return Notes(notes or [self._say("bought.missing")])

    def execution_marks(self, p: pl.DataFrame) -> Notes:
        """Work out the marks that one project would have for execution in proportion, beside those it was given.

        Args:
            p: What `fzfin.analysis.performance` gives.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().execution_marks(fz.analysis.performance(fz.read())))
            3
        """
        rated = p.drop_nulls(["execution_rate", "weight", "score"]).filter(pl.col("actual") > 0)
        row = _first(rated.sort(pl.col("execution_rate") >= 1, "execution_rate", descending=[False, True]))
        if row is None:
            return Notes([self._say("marks.missing")])
        rate = self._fraction(row["execution_rate"])
        due = round(row["weight"] * min(row["execution_rate"], 1.0), 2)
        more = round(row["score"] - due, 2)
        key = "marks.same" if abs(more) < 2 * _TOLERANCE else "marks.more" if more > 0 else "marks.less"
        amounts = {name: self._number(row[name]) for name in ("actual", "budget")}
        marks = {
            name: plain(value) for name, value in (("weight", row["weight"]), ("score", row["score"]), ("due", due))
        }
        verdict = self._say(key, difference=plain(abs(more)))
        return Notes(
            [
                self._say("marks.rate", label=row["label"], rate=rate, **amounts),
                self._say("marks.due", rate=rate, verdict=verdict, **marks),
                self._say("marks.profile"),
            ]
        )

    def indicator_read(self, i: pl.DataFrame) -> Text:
        """Read out one indicator: target, result, verdict, weight and marks.

        Args:
            i: What `fzfin.analysis.performance_indicators` gives.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences().indicator_read(fz.analysis.performance_indicators(fz.read())).startswith("第 10 号项目")
            True
        """
        known = i.filter(pl.col("verdict") != "undecided").drop_nulls(
            ["target_text", "achieved_text", "weight", "score"]
        )
        row = _first(known.sort(pl.col("verdict").cast(pl.String) != "missed", maintain_order=True))
        if row is None:
            return self._say("marks.missing" if i.is_empty() else "marks.no_indicator")
        marks = {name: plain(row[name]) for name in ("weight", "score")}
        facts = {"label": row["label"], "target": row["target_text"], "achieved": row["achieved_text"]}
        verdict = self._say(f"verdict.{row['verdict']}")
        return self._say("marks.indicator", number=row["project_no"], verdict=verdict, **facts, **marks)

    def score_sum(self, p: pl.DataFrame, i: pl.DataFrame) -> Text:
        """Add up the marks of the first form that prints them all, beside its printed total.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> p, i = fz.analysis.performance(d), fz.analysis.performance_indicators(d)
            >>> print(fz.Sentences().score_sum(p, i))
            第 1 号：执行 10 ＋ 各指标 90 ＝ 100，表上的总分是 100，一致。
        """
        given = i.group_by("project_no").agg(given=pl.col("score").sum(), blanks=pl.col("score").is_null().sum())
        whole = p.drop_nulls(["score", "total_score"]).join(
            given.filter(pl.col("blanks") == 0), on="project_no", how="inner", maintain_order="left"
        )
        row = _first(whole)
        if row is None:
            return self._say("marks.missing" if p.is_empty() else "marks.no_sum")
        added = round(row["score"] + row["given"], 2)
        marks = {
            "execution": row["score"],
            "indicators": round(row["given"], 2),
            "sum": added,
            "total": row["total_score"],
        }
        off = abs(added - row["total_score"]) > _TOLERANCE
        verdict = self._say("marks.sum_off" if off else "marks.sum_ok")
        said = {name: plain(value) for name, value in marks.items()}
        return self._say("marks.sum", number=row["project_no"], verdict=verdict, **said)

    def marks_slips(self, p: pl.DataFrame) -> Notes:
        """Say why full marks are no performance, and a budget spent is no success.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().marks_slips(fz.analysis.performance(fz.read())))
            2
        """
        if p.is_empty():
            return Notes([self._say("marks.missing")])
        unspent = p.filter(pl.col("full_marks") & (pl.col("execution_rate") < 1))
        spent = p.filter(pl.col("execution_rate") == 1)
        first = self._say("marks.full_plain")
        if unspent.height:
            none = unspent.filter(pl.col("actual") == 0).height
            zero = self._count("zero", none) if none else ""
            first = self._say("marks.full_unspent", unspent=self._count("project", unspent.height), zero=zero)
        second = self._say("marks.spent_none")
        if spent.height:
            off = spent.filter(pl.col("missed") > 0).height
            missed = self._count("missed", off) if off else ""
            second = self._say("marks.spent", spent=self._count("project", spent.height), missed=missed)
        return Notes([first, second])

    def rounding_found(self, a: Audit) -> Text:
        """Say how many remainders of rounding the audit saw, and name one.

        Args:
            a: What `fzfin.audit` gives.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().rounding_found(fz.audit(fz.read()))) > 20
            True
        """
        found = a.frame(self.lang).filter(pl.col("outcome") == "rounding")
        told = found.filter(pl.col("computation").is_not_null())
        if told.is_empty():
            return self._say("found.no_rounding")
        return self._say("found.rounding", n=found.height, example=str(told["computation"][0]).rstrip("。."))

    def found_counts(self, a: Audit) -> Text:
        """Say how many things were held against each other, and how many findings of each kind there are.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").found_counts(fz.audit(fz.read())).endswith("18 questions and 4 notes.")
            True
        """
        findings, cases = a.findings(self.lang), int(a.coverage(self.lang)["cases"].sum())
        counts = {
            f"{kind}s": self._count(kind, findings.filter(pl.col("severity") == kind).height)
            for kind in ("error", "question", "note")
        }
        return self._say("found.counts", cases=f"{cases:,}", **counts)

    def findings_title(self, a: Audit) -> Text:
        """Head a table of the first findings.

        Example:
            >>> import fzfin as fz
            >>> fz.Sentences(lang="en").findings_title(fz.audit(fz.read())).endswith("the most serious first")
            True
        """
        return self._say("found.table", n=a.findings(self.lang).height)

    def question_draft(self, a: Audit) -> Notes:
        """Draft a question on the first finding: the fact, where it is printed, by what rule, and what is asked.

        Example:
            >>> import fzfin as fz
            >>> [text[:3] for text in fz.Sentences().question_draft(fz.audit(fz.read()))]
            ['事实：', '出处：', '依据：', '问题：']
        """
        row = _first(a.findings(self.lang))
        if row is None:
            return Notes([self._say("found.none")])
        places = [place for place in (row["left_locator"], row["right_locator"]) if place]
        notes = [self._say("found.fact", message=row["message"])]
        if places:
            notes.append(self._say("found.place", places=self._list(dict.fromkeys(places))))
        notes.append(self._say("found.anchor", title=row["title"], code=row["code"]))
        return Notes([*notes, self._say("found.ask")])
