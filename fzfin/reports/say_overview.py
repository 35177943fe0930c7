"""Sentences on the account as a whole: facts of the frames of `fzfin.analysis.flows` and `composition`."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account
from fzfin.analysis.flows import ACCOUNT
from fzfin.analysis.intervals import FEN
from fzfin.analysis.labels import terms
from fzfin.analysis.lines import FUND_TABLES
from fzfin.reports.saying import Notes, Row, Speaker, Text, total

_IN = ("revenue", "opening")
_NAMED = 2
_LARGEST = 3


def _sum(f: pl.DataFrame, kind: str) -> float:
    """What flows through the account of one kind; what flows the other way counts against it."""
    end, other = ("target", "source") if kind in _IN else ("source", "target")
    links = f.filter(pl.col("kind") == kind)
    with_it, against = (total(links.filter(pl.col(side) == ACCOUNT)["amount"]) for side in (end, other))
    return round(with_it - against, FEN)


def _through(f: pl.DataFrame) -> float:
    return total(f.filter(pl.col("target") == ACCOUNT)["amount"])


def _first(frame: pl.DataFrame) -> Row | None:
    return frame.row(0, named=True) if frame.height else None


class OverviewSentences(Speaker):
    """Findings, titles and caveats of the notebook that shows the account on one page."""

    def overview_finding(self, f: pl.DataFrame) -> Text:
        """Say what there was to spend, what was spent, and what was left.

        Args:
            f: What `fzfin.analysis.flows` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().overview_finding(fz.analysis.flows(fz.read()))[:18])
            全年可用资金 3,412.67 万元
        """
        through = _through(f)
        if not through:
            return self._stated("missing.flows")
        parts = [
            self._say(f"overview.from_{kind}", amount=self._amount(_sum(f, kind))) for kind in _IN if _sum(f, kind)
        ]
        said = [
            self._say(
                f"overview.{kind}", amount=self._amount(_sum(f, kind)), share=self._fraction(_sum(f, kind) / through)
            )
            for kind in ("expenditure", "closing")
            if _sum(f, kind)
        ]
        return self._say(
            "overview.finding",
            through=self._amount(through),
            sources=self._say("overview.sources", parts=self._say("comma").join(parts)) if parts else "",
            uses=self._say("colon") + self._say("semicolon").join(said) if said else "",
        )

    def flow_title(self, f: pl.DataFrame) -> Text:
        """Say what part was spent, and what part stayed.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().flow_title(fz.analysis.flows(fz.read())))
            可用的 3,412.67 万元中，84.81% 当年支出，15.19% 留到年末
        """
        through = _through(f)
        if not through:
            return self._say("missing.flows")
        said = [
            self._say(f"flow.{kind}", share=self._fraction(_sum(f, kind) / through))
            for kind in ("expenditure", "closing")
            if _sum(f, kind)
        ]
        title = self._say("flow.title", through=self._amount(through), parts=self._say("semicomma").join(said))
        fund = self._fund_of(f.filter(pl.col("target") == ACCOUNT)["target_label"])
        return self._say("of_fund", fund=fund, title=title) if fund else title

    def flow_subtitle(self, f: pl.DataFrame) -> Text:
        """Say the unit, how to read the flows, and what orange is.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().flow_subtitle(fz.analysis.flows(fz.read()))[:5])
            单位：万元
        """
        unbalanced = f.filter(pl.col("note") == "unbalanced").height > 0
        fund = self._fund_of(f.filter(pl.col("target") == ACCOUNT)["target_label"])
        key = "flow.fund_subtitle" if fund else "flow.subtitle"
        return self._say(f"{key}_unbalanced" if unbalanced else key)

    def _fund_of(self, labels: pl.Series) -> str | None:
        """The fund whose name the whole bears; None where it is the whole account."""
        names = terms("fund", self.lang)
        funds = {names[fund] for fund in FUND_TABLES}
        return next((str(label) for label in labels.head(1) if label in funds), None)

    def waffle_title(self, c: pl.DataFrame) -> Text:
        """Say how many of each 100 yuan went to the largest classes.

        Args:
            c: What `fzfin.analysis.composition` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().waffle_title(fz.analysis.composition(fz.read())))
            每 100 元支出中，73.09 元用于一般公共服务支出，17.80 元用于城乡社区支出
        """
        tops = c.filter((pl.col("level") == "class") & (pl.col("share") > 0)).sort("share", descending=True)
        if tops.is_empty():
            return self._say("missing.composition")
        parts = [
            self._say(
                "waffle.part",
                yuan=self._fraction(row["share"]).removesuffix("%"),
                label=self._within(str(row["label"])),
            )
            for row in tops.head(_NAMED).iter_rows(named=True)
        ]
        title = self._say("waffle.title", parts=self._say("semicomma").join(parts))
        fund = self._fund_of(c.filter(pl.col("level") == "total")["label"])
        return self._say("of_fund", fund=fund, title=title) if fund else title

    def waffle_subtitle(self) -> Text:
        """Say what a square is.

        Example:
            >>> import fzfin as fz
            >>> "100" in fz.Sentences().waffle_subtitle()
            True
        """
        return self._say("waffle.subtitle")

    def icicle_title(self, c: pl.DataFrame) -> Text:
        """Say which line is the largest, and what the three largest are together.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").icicle_title(fz.analysis.composition(fz.read(), lang="en"))[-48:])
            1: 53.69% of the year; the three largest: 90.88%
        """
        leaves = _leaves(c)
        biggest = _first(leaves)
        if biggest is None:
            return self._say("missing.composition")
        share = self._fraction(biggest["share"])
        together = ""
        if leaves.height > _LARGEST:
            together = self._say("icicle.together", share=self._fraction(float(leaves.head(_LARGEST)["share"].sum())))
        fund = self._fund_of(c.filter(pl.col("level") == "total")["label"])
        amount = self._amount(biggest["amount"])
        key = "icicle.fund_title" if fund else "icicle.title"
        return self._say(key, label=biggest["label"], amount=amount, share=share, rest=together, fund=fund)

    def icicle_subtitle(self) -> Text:
        """Say the unit and how to read the blocks.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().icicle_subtitle()[:5])
            单位：万元
        """
        return self._say("icicle.subtitle")

    def overview_notes(self, f: pl.DataFrame, e: pl.DataFrame) -> Notes:
        """Say in four sentences where revenue came from, how it was spent, on whom, and what became of the balance.

        Args:
            f: What `fzfin.analysis.flows` gives, by ``kind`` or ``both``.
            e: What `fzfin.analysis.composition` gives by ``economic``.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> f, e = fz.analysis.flows(d), fz.analysis.composition(d, by="economic")
            >>> len(fz.Sentences().overview_notes(f, e))
            4
        """
        return Notes([self._sources(f), self._kinds(f), self._groups(e), self._balance(f)])

    def _sources(self, f: pl.DataFrame) -> Text:
        came = f.filter((pl.col("kind") == "revenue") & (pl.col("target") == ACCOUNT)).sort("amount", descending=True)
        whole = _sum(f, "revenue")
        if came.is_empty() or whole <= 0:
            return self._stated("missing.revenue")
        parts = [
            self._shared(self._within(str(row["source_label"])), row["amount"], whole)
            for row in came.iter_rows(named=True)
        ]
        return self._say("overview.revenue", total=self._amount(whole), parts=self._say("semicomma").join(parts))

    def _kinds(self, f: pl.DataFrame) -> Text:
        spent = f.filter((pl.col("kind") == "expenditure") & (pl.col("source") == ACCOUNT))
        kinds = spent.filter(~pl.col("target").str.starts_with("class/")).sort("amount", descending=True)
        whole = _sum(f, "expenditure")
        if kinds.is_empty() or whole <= 0:
            return self._stated("missing.kinds")
        parts = [
            self._shared(self._within(str(row["target_label"])), row["amount"], whole)
            for row in kinds.iter_rows(named=True)
        ]
        return self._say("overview.kinds", total=self._amount(whole), parts=self._say("semicomma").join(parts))

    def _groups(self, e: pl.DataFrame) -> Text:
        groups = (
            e.filter((pl.col("level") == "class") & pl.col("group").is_not_null())
            .group_by("group", maintain_order=True)
            .agg(pl.col("amount").sum().round(FEN))
            .sort("amount", descending=True)
        )
        whole = total(e.filter(pl.col("level") == "total")["amount"])
        if groups.is_empty() or whole <= 0:
            return self._stated("missing.basic")
        parts = [
            self._shared(self._term("group", row["group"]), row["amount"], whole)
            for row in groups.iter_rows(named=True)
        ]
        return self._say("overview.basic", total=self._amount(whole), parts=self._say("semicomma").join(parts))

    def _shared(self, label: str, amount: float, whole: float) -> Text:
        return self._say(
            "overview.part", label=label, amount=self._amount(amount), share=self._fraction(amount / whole)
        )

    def _balance(self, f: pl.DataFrame) -> Text:
        if f.filter(pl.col("kind").is_in(["opening", "closing"])).is_empty():
            return self._stated("missing.balance")
        before, after = _sum(f, "opening"), _sum(f, "closing")
        change = round(after - before, FEN)
        same = f.filter((pl.col("kind") == "revenue") & (pl.col("amount") == change)) if change > 0 else f.clear()
        asked = _first(same)
        question = ""
        if asked is not None:
            question = self._say("overview.carried", label=self._within(str(asked["source_label"])))
        way = "same" if not change else "up" if change > 0 else "down"
        return self._say(
            f"overview.balance_{way}",
            before=self._amount(before),
            after=self._amount(after),
            change=self._amount(abs(change)),
            question=question or self._say("end"),
        )

    def overview_table_title(self) -> Text:
        """Head the table of all flows.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").overview_table_title())
            Every flow, from source to use
        """
        return self._say("overview.table")

    def overview_caveats(self, d: Account, f: pl.DataFrame) -> Notes:
        """Say what the flows rest on, where the printed figures do not meet, and which tables are missing.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> len(fz.Sentences().overview_caveats(d, fz.analysis.flows(d)))
            2
        """
        notes = [self._say(f"caveat.no_{name}") for name in ("summary", "expenditure") if d.frames.get(name) is None]
        if f.is_empty():
            return Notes([self._stated("missing.flows"), *notes])
        gaps = f.filter(pl.col("kind") == "difference")
        for note in ("rounding", "unbalanced"):
            for row in gaps.filter(pl.col("note") == note).unique("amount", maintain_order=True).iter_rows(named=True):
                same = gaps.filter((pl.col("note") == note) & (pl.col("amount") == row["amount"]))
                names = [
                    r["target_label"] if str(r["source"]).startswith("difference") else r["source_label"]
                    for r in same.iter_rows(named=True)
                ]
                labels = self._list(self._within(str(name)) for name in dict.fromkeys(names))
                notes.append(
                    self._begun(self._say(f"caveat.flow_{note}", labels=labels, difference=self._amount(row["amount"])))
                )
        if f.filter(pl.col("note") == "negative").height:
            notes.append(self._say("caveat.negative"))
        if _sum(f, "closing") > 0:
            notes.append(self._say("caveat.carryover"))
        return Notes(notes or [self._say("caveat.balanced")])


def _leaves(c: pl.DataFrame) -> pl.DataFrame:
    """The lines that nothing is below, the largest first."""
    lines = c.filter(pl.col("code").is_not_null() & (pl.col("amount") > 0))
    parents = lines["parent_code"].drop_nulls().unique().to_list()
    return lines.filter(~pl.col("code").is_in(parents)).sort("amount", descending=True, maintain_order=True)
