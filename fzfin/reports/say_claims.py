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
            pl.col("item") == "total", "actual", descending=[False, True]
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

    def micro_shares(self, p: pl.DataFrame) -> Notes:
        """Work out the share of small and micro enterprises in contracts with SMEs, and in all procurement.

        Args:
            p: What `fzfin.analysis.procurement` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().micro_shares(fz.analysis.procurement(fz.read()))[-1].rpartition("＝ ")[2])
            2.47%。
        """
        micro, sme, whole = self._bought(p)
        names = {key: self._say(f"bought.{key}") for key in ("micro", "sme", "total")}
        notes = []
        if sme is not None and whole:
            notes.append(self._divided("bought.sme_of_total", sme, whole, top=names["sme"], bottom=names["total"]))
        if micro is None or not sme or not whole:
            return Notes([*notes, self._say("bought.missing")])
        notes.append(self._divided("bought.micro_of_sme", micro, sme, top=names["micro"], bottom=names["sme"]))
        notes.append(self._divided("bought.micro_of_total", micro, whole, top=names["micro"], bottom=names["total"]))
        return Notes(notes)

    def micro_slip(self, p: pl.DataFrame) -> Notes:
        """Show the two slips with shares of procurement: the wrong denominator, and taking 100 % for a limit.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().micro_slip(fz.analysis.procurement(fz.read()))[0][:9])
            错：“81.16%
        """
        micro, sme, whole = self._bought(p)
        notes = []
        if micro is not None and sme and whole:
            shares = {"wrong": self._fraction(micro / sme), "right": self._fraction(micro / whole)}
            notes.append(self._say("bought.slip", **shares))
        covered = _first(p.filter((pl.col("measure") == "total") & (pl.col("base") == "expenditure")))
        if covered is not None and covered["share"] is not None:
            key = "bought.above" if covered["share"] > 1 else "bought.within"
            notes.append(self._say(key, share=self._fraction(covered["share"])))
        return Notes(notes or [self._say("bought.missing")])

    def _bought(self, p: pl.DataFrame) -> list[float | None]:
        known = p.filter(pl.col("amount").is_not_null())
        amounts = [known.filter(pl.col("measure") == measure)["amount"] for measure in ("micro", "sme", "total")]
        return [float(found[0]) if found.len() else None for found in amounts]

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
        row = _first(rated.sort("execution_rate"))
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
            >>> "940" in fz.Sentences().indicator_read(fz.analysis.performance_indicators(fz.read()))
            True
        """
        known = i.filter(pl.col("verdict") != "undecided").drop_nulls(
            ["target_text", "achieved_text", "weight", "score"]
        )
        row = _first(known.sort(pl.col("verdict").cast(pl.String) != "missed", maintain_order=True))
        if row is None:
            return self._say("marks.no_indicator")
        marks = {name: plain(row[name]) for name in ("weight", "score")}
        facts = {"label": row["label"], "target": row["target_text"], "achieved": row["achieved_text"]}
        verdict = self._say(f"verdict.{row['verdict']}")
        return self._say("marks.indicator", number=row["project_no"], verdict=verdict, **facts, **marks)

    def score_sums(self, p: pl.DataFrame, i: pl.DataFrame) -> Notes:
        """Add up the marks of every form beside its printed total, and show one.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> p, i = fz.analysis.performance(d), fz.analysis.performance_indicators(d)
            >>> len(fz.Sentences().score_sums(p, i))
            2
        """
        given = i.group_by("project_no").agg(given=pl.col("score").sum(), blanks=pl.col("score").is_null().sum())
        whole = (
            p.drop_nulls(["score", "total_score"])
            .join(given.filter(pl.col("blanks") == 0), on="project_no", how="inner", maintain_order="left")
            .with_columns(sum=(pl.col("score") + pl.col("given")).round(2))
            .with_columns(off=(pl.col("sum") - pl.col("total_score")).abs() > _TOLERANCE)
        )
        row = _first(whole.sort("off", descending=True, maintain_order=True))
        if row is None:
            return Notes([self._say("marks.no_sum")])
        marks = {"execution": row["score"], "indicators": round(row["given"], 2), "sum": row["sum"]}
        said = {name: plain(value) for name, value in (*marks.items(), ("total", row["total_score"]))}
        verdict = self._say("marks.sum_off" if row["off"] else "marks.sum_ok")
        off = whole.filter("off")["project_no"].to_list()
        key = "marks.sums_off" if off else "marks.sums_ok"
        tally = self._say(key, n=whole.height, off=len(off), numbers=self._list(map(str, off)) if off else "")
        return Notes([self._say("marks.sum", number=row["project_no"], verdict=verdict, **said), tally])

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
