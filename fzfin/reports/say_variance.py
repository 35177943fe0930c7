"""Sentences on this year against last: facts of the frames of `fzfin.analysis.variance`."""

from __future__ import annotations

import polars as pl

from fzfin.reports.saying import Notes, Row, Speaker, Text


def _first(frame: pl.DataFrame) -> Row | None:
    return frame.row(0, named=True) if frame.height else None


class VarianceSentences(Speaker):
    """Findings, titles and caveats of the notebook on the change from last year."""

    def variance_finding(self, v: pl.DataFrame) -> Text:
        """Say how expenditure moved, which line moved most, and which fund began from zero.

        Example:
            >>> import fzfin as fz
            >>> say = fz.Sentences(lang="en")
            >>> print(say.variance_finding(fz.analysis.variance(fz.read(), lang="en"))[:37])
            Expenditure of the year was 2,894.30,
        """
        total = _first(v.filter(level="total", side="expenditure"))
        if total is None or total["actual"] is None:
            return self._stated("missing.variance")
        spent = v.filter(pl.col("side") == "expenditure")
        moved = (
            spent.filter(
                (pl.col("level") == "item") & (pl.col("change") != 0) & (pl.col("note") != "from_zero").fill_null(True)
            )
            .sort(pl.col("change").abs(), descending=True)
            .head(1)
        )
        parts = [
            self._say("variance.driver", label=r["label"], moved=self._moved(r, on=""))
            for r in moved.iter_rows(named=True)
        ]
        parts += [
            self._say("variance.fund", label=self._term("fund", r["fund"]), moved=self._moved(r, on=""))
            for r in spent.filter((pl.col("level") == "fund") & (pl.col("note") == "from_zero")).iter_rows(named=True)
        ]
        rest = self._say("colon") + self._say("semicolon").join(parts) if parts else ""
        return self._say("variance.finding", actual=self._amount(total["actual"]), moved=self._moved(total), rest=rest)

    def change_title(self, v: pl.DataFrame, *, fund: str = "general_public_budget") -> Text:
        """Say how the expenditure of one fund moved, or of all funds, and what moved it most.

        Example:
            >>> import fzfin as fz
            >>> v = fz.analysis.variance(fz.read())
            >>> print(fz.Sentences().change_title(v)[:13])
            一般公共预算支出比上年减少
        """
        level = "total" if fund == "all" else "fund"
        whole = _first(
            v.filter((pl.col("side") == "expenditure") & (pl.col("level") == level) & (pl.col("fund") == fund))
        )
        subject = (
            self._say("variance.all") if fund == "all" else self._say("variance.of", fund=self._term("fund", fund))
        )
        if whole is None or whole["actual"] is None:
            return self._begun(self._say("missing.change", subject=subject))
        if whole["change"] is None:
            return self._begun(
                self._say("variance.title_unknown", subject=subject, actual=self._amount(whole["actual"]))
            )
        return self._begun(
            self._say("variance.title", subject=subject, moved=self._moved(whole), parts=self._moved_by(v, whole, fund))
        )

    def _moved_by(self, v: pl.DataFrame, whole: Row, fund: str) -> str:
        """The biggest part of a change; of all funds, each that moved."""
        if fund == "all":
            funds = v.filter((pl.col("level") == "fund") & (pl.col("change") != 0))
            said = [
                self._say("variance.fund", label=self._term("fund", r["fund"]), moved=self._moved(r, on=""))
                for r in funds.iter_rows(named=True)
            ]
            return self._say("colon") + self._say("comma").join(said) if said else ""
        items = v.filter((pl.col("fund") == fund) & (pl.col("level") == "item") & (pl.col("change") != 0))
        biggest = _first(items.sort(pl.col("change").abs(), descending=True))
        if biggest is None:
            return ""
        mostly = biggest["change"] * whole["change"] > 0 and abs(biggest["change"]) >= abs(whole["change"]) / 2
        if biggest["change"] == whole["change"]:
            return self._say("variance.only", label=biggest["label"])
        key = "variance.mostly" if mostly else "variance.biggest"
        return self._say(key, label=biggest["label"], moved=self._moved(biggest, on=""))

    def change_subtitle(self, v: pl.DataFrame, *, fund: str = "general_public_budget") -> Text:
        """Say the unit, what the steps are, and where last year's figure comes from.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().change_subtitle(fz.analysis.variance(fz.read()))) > 10
            True
        """
        return self._say("variance.subtitle_all" if fund == "all" else "variance.subtitle")

    def pairs_title(self, pairs: pl.DataFrame) -> Text:
        """Say how many lines of a dumbbell rose and fell, and which moved most.

        Example:
            >>> import fzfin as fz
            >>> pairs = fz.analysis.variance_pairs(fz.analysis.variance(fz.read()))
            >>> print(fz.Sentences().pairs_title(pairs)[:16])
            9 项中 4 项增加、5 项减少
        """
        if pairs.is_empty():
            return self._say("missing.pairs")
        known = pairs.filter(pl.col("change").is_not_null())
        if known.is_empty():
            return self._say("pairs.unknown", lines=self._count("line", pairs.height))
        tally = {
            "up": known.filter(pl.col("change") > 0).height,
            "down": known.filter(pl.col("change") < 0).height,
            "same": known.filter(pl.col("change") == 0).height,
            "untold": pairs.height - known.height,
        }
        said = [self._say(f"pairs.{way}", n=n) for way, n in tally.items() if n]
        biggest = known.sort(pl.col("change").abs(), descending=True).row(0, named=True)
        ends = {c: self._number(biggest[c]) for c in ("prior", "actual")}
        most = self._say("pairs.most", label=biggest["label"], **ends) if biggest["change"] else ""
        return self._say("pairs.title", lines=self._count("line", pairs.height), tally=self._list(said), most=most)

    def pairs_subtitle(self) -> Text:
        """Say the unit and what an empty prior year means.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().pairs_subtitle()[:5])
            单位：万元
        """
        return self._say("pairs.subtitle")

    def variance_table_title(self) -> Text:
        """Head the table of all lines.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").variance_table_title())
            Every line, this year and last
        """
        return self._say("variance.table")

    def variance_caveats(self, v: pl.DataFrame) -> Notes:
        """Say what the comparison rests on, and where the disclosure leaves it open.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().variance_caveats(fz.analysis.variance(fz.read()))) >= 3
            True
        """
        if v.filter(pl.col("prior").is_not_null()).is_empty():
            return Notes([self._say("caveat.no_prior")])
        notes = [self._say("caveat.implied_prior")]
        spending = v.filter(pl.col("side") == "expenditure")
        silent = spending.filter((pl.col("level") == "item") & pl.col("prior").is_null() & (pl.col("actual") != 0))
        if silent.height:
            notes.append(self._say("caveat.not_mentioned", lines=self._count("line", silent.height)))
        silent_sources = v.filter((pl.col("level") == "source") & pl.col("prior").is_null())
        if silent_sources.height:
            notes.append(self._say("caveat.sources"))
        zero = spending.filter((pl.col("note") == "from_zero") & pl.col("printed_pct").is_not_null())
        funds = zero.filter(pl.col("level") == "fund")
        for row in (funds if funds.height else zero).iter_rows(named=True):
            label, pct = self._named(row), self._percent(row["printed_pct"])
            notes.append(self._begun(self._say("caveat.from_zero", label=label, pct=pct)))
        for row in spending.filter((pl.col("level") == "residual") & (pl.col("change") != 0)).iter_rows(named=True):
            notes.append(self._residual(row))
        for row in v.filter(pl.col("note") == "named_otherwise").iter_rows(named=True):
            facts = {"subject": row["subject"], "side": self._term("whole", row["side"])}
            notes.append(self._say("caveat.named_otherwise", amount=self._amount(row["actual"]), **facts))
        differing = v.filter(pl.col("note") == "amount_differs")
        if differing.height:
            notes.append(self._say("caveat.amount_differs", lines=self._count("line", differing.height)))
        return Notes(notes)

    def _named(self, row: Row) -> str:
        return self._term("fund", row["fund"]) if row["level"] == "fund" else str(row["label"])

    def _residual(self, row: Row) -> Text:
        facts = {"difference": self._amount(abs(row["change"]))}
        if row["fund"] == "all":
            key = "caveat.total_rounding" if row["note"] == "rounding" else "caveat.total_residual"
            return self._say(key, **facts)
        key = "caveat.fund_rounding" if row["note"] == "rounding" else "caveat.fund_residual"
        return self._begun(self._say(key, fund=self._term("fund", row["fund"]), **facts))
