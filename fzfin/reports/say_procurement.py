"""Sentences on government procurement: facts of the frames of `fzfin.analysis.procurement`."""

from __future__ import annotations

import polars as pl

from fzfin.reports.saying import Notes, Row, Speaker, Text


def _share(p: pl.DataFrame, measure: str, base: str) -> Row | None:
    found = p.filter((pl.col("measure") == measure) & (pl.col("base") == base) & pl.col("share").is_not_null())
    return found.row(0, named=True) if found.height else None


def _total(p: pl.DataFrame) -> float | None:
    return next(
        (amount for amount in p.filter(pl.col("measure") == "total")["amount"].to_list() if amount is not None), None
    )


def _biggest(p: pl.DataFrame) -> Row | None:
    kinds = p.filter(pl.col("measure").is_in(["goods", "works", "services"]) & (pl.col("base") == "total"))
    known = kinds.filter(pl.col("share").is_not_null()).sort("share", descending=True)
    return known.row(0, named=True) if known.height else None


class ProcurementSentences(Speaker):
    """Findings, titles and caveats of the notebook on procurement."""

    def procurement_finding(self, p: pl.DataFrame) -> Text:
        """Say what was procured, mostly of what kind, from whom, and what that is beside the year's expenditure.

        Example:
            >>> import fzfin as fz
            >>> p = fz.analysis.procurement(fz.read(), lang="en")
            >>> print(fz.Sentences(lang="en").procurement_finding(p)[:35])
            Government procurement was 4,655.28
        """
        total = _total(p)
        if total is None:
            return self._stated("missing.procurement")
        if total == 0:
            return self._say("procurement.zero")
        return self._say(
            "procurement.finding",
            amount=self._amount(total),
            kind=self._kind(p),
            sme=self._to_smes(p),
            coverage=self._covered(p),
        )

    def _kind(self, p: pl.DataFrame) -> str:
        kind = _biggest(p)
        if kind is None:
            return ""
        facts = {"kind": self._term("part", kind["measure"]), "share": self._fraction(kind["share"])}
        return self._say("procurement.kind", **facts)

    def _to_smes(self, p: pl.DataFrame) -> str:
        sme, micro = _share(p, "sme", "total"), _share(p, "micro", "sme")
        if sme is None:
            return ""
        within = ""
        if micro is not None:
            within = self._say(
                "procurement.micro", amount=self._amount(micro["amount"]), share=self._fraction(micro["share"])
            )
        facts = {"amount": self._amount(sme["amount"]), "share": self._fraction(sme["share"])}
        return self._say("procurement.sme", micro=within, **facts)

    def _covered(self, p: pl.DataFrame) -> str:
        row = _share(p, "total", "expenditure")
        if row is None:
            return ""
        facts = {"share": self._fraction(row["share"]), "base": self._amount(row["base_amount"])}
        return self._say("procurement.coverage", **facts)

    def composition_title(self, p: pl.DataFrame) -> Text:
        """Say which kind prevails and what SMEs were awarded.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().composition_title(fz.analysis.procurement(fz.read())))
            服务占政府采购的 99.66%；中小企业获得 3.04%
        """
        kind, sme = _biggest(p), _share(p, "sme", "total")
        parts = []
        if kind is not None:
            facts = {"kind": self._term("part", kind["measure"]), "share": self._fraction(kind["share"])}
            parts.append(self._say("composition.kind", **facts))
        if sme is not None:
            parts.append(self._say("composition.sme", share=self._fraction(sme["share"])))
        return self._begun(self._say("semicolon").join(parts)) if parts else self._say("missing.procurement")

    def composition_subtitle(self) -> Text:
        """Say the unit and how the suppliers are told apart.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().composition_subtitle()[:5])
            单位：万元
        """
        return self._say("composition.subtitle")

    def split_title(self, p: pl.DataFrame) -> Text:
        """Say what is split twice, without the shares, for a lesson that asks for them.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").split_title(fz.analysis.procurement(fz.read()))[:22])
            One total of 4,655.28,
        """
        whole = p.filter(pl.col("measure") == "total")["amount"].drop_nulls()
        if whole.is_empty():
            return self._say("procurement.split_missing")
        return self._say("procurement.split", total=self._amount(whole[0]))

    def split_subtitle(self) -> Text:
        """Say the unit, and that the shares are left to be worked out.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().split_subtitle()[:5])
            单位：万元
        """
        return self._say("procurement.split_subtitle")

    def shares_title(self, p: pl.DataFrame) -> Text:
        """Say what a share of SMEs is a share of.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().shares_title(fz.analysis.procurement(fz.read())))
            同是中小企业份额，分母不同差别很大：货物的 100%、服务的 2.71%、采购总额的 3.04%
        """
        of_total = _share(p, "sme", "total")
        kinds = p.filter(
            pl.col("measure").is_in(["sme_goods", "sme_works", "sme_services"])
            & (pl.col("note") != "zero_base").fill_null(True)
        )
        parts = [
            self._say("shares.of", base=self._term("part", row["base"]), share=self._percent(row["printed_pct"]))
            for row in kinds.iter_rows(named=True)
            if row["printed_pct"] is not None
        ]
        if of_total is not None:
            parts.append(self._say("shares.of_total", share=self._fraction(of_total["share"])))
        if not parts:
            return self._say("missing.sme")
        return self._say("shares.title" if len(parts) > 1 else "shares.title_one", parts=self._list(parts))

    def shares_subtitle(self) -> Text:
        """Say what a share is, and what a diamond or a missing bar means.

        Example:
            >>> import fzfin as fz
            >>> "分母" in fz.Sentences().shares_subtitle()
            True
        """
        return self._say("shares.subtitle")

    def coverage_title(self, p: pl.DataFrame) -> Text:
        """Say what procurement is in relation to the year's expenditure.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().coverage_title(fz.analysis.procurement(fz.read())))
            政府采购额相当于本年支出的 160.84%、项目支出的 213.17%
        """
        rows = [_share(p, "total", base) for base in ("expenditure", "project_expenditure")]
        parts = [
            self._say(f"coverage.{row['base']}", share=self._fraction(row["share"])) for row in rows if row is not None
        ]
        return self._say("coverage.title", parts=self._list(parts)) if parts else self._say("missing.coverage")

    def coverage_subtitle(self) -> Text:
        """Say why procurement can exceed expenditure.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().coverage_subtitle()) > 10
            True
        """
        return self._say("coverage.subtitle")

    def procurement_table_title(self) -> Text:
        """Head the table of all shares.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").procurement_table_title())
            Every share, with its denominator
        """
        return self._say("procurement.table")

    def procurement_caveats(self, p: pl.DataFrame) -> Notes:
        """Say what the amounts are, which were not printed, which shares are undefined, and whether the printed agree.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().procurement_caveats(fz.analysis.procurement(fz.read())))
            4
        """
        if _total(p) is None:
            return Notes([self._stated("missing.procurement")])
        notes = [self._say("caveat.contracts")]
        hidden = p.filter((pl.col("note") == "amount_not_printed") & pl.col("amount_low").is_not_null())
        if hidden.height:
            said = [
                self._say(
                    "caveat.implied_amount",
                    label=self._term("measure", row["measure"]),
                    pct=self._percent(row["printed_pct"]),
                    between=self._between(row["amount_low"], row["amount_high"]),
                )
                for row in hidden.iter_rows(named=True)
            ]
            notes.append(self._say("caveat.implied_amounts", parts=self._say("semicolon").join(said)))
        for row in p.filter((pl.col("note") == "zero_base") & pl.col("printed_pct").is_not_null()).iter_rows(
            named=True
        ):
            facts = {"base": self._term("base", row["base"]), "pct": self._percent(row["printed_pct"])}
            notes.append(self._begun(self._say("caveat.zero_base", **facts)))
        same, other = (p.filter(pl.col("agrees") == answer) for answer in ("yes", "no"))
        if same.height:
            notes.append(self._say("caveat.agree", shares=self._count("share", same.height)))
        for row in other.iter_rows(named=True):
            facts = {"label": self._term("measure", row["measure"]), "base": self._term("base", row["base"])}
            share, pct = self._fraction(row["share"]), self._percent(row["printed_pct"])
            notes.append(self._begun(self._say("caveat.disagree", share=share, pct=pct, **facts)))
        return Notes(notes)
