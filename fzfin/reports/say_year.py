"""Worked sentences on the year of an account: its tables, its two sides, and how its totals are mistaken."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.intervals import FEN
from fzfin.frames import TABLES
from fzfin.reports.saying import Notes, Speaker, Text

_UNIT_OF_PRINT = "元"


def _figure(y: pl.DataFrame, side: str, role: str) -> float | None:
    """One printed total or the sum of the balances of one side; None where none is printed."""
    found = y.filter((pl.col("side") == side) & (pl.col("role") == role))["amount"]
    return round(float(found.sum()), FEN) if found.len() else None


class YearSentences(Speaker):
    """Calculations with totals and balances, written out with their figures; for lessons."""

    def tables_found(self, d: Account) -> Notes:
        """Say whose account it is, its unit, and where each of the nine tables begins.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().tables_found(fz.read())[1])
            收入支出决算总表：42 行，从 L107 起
        """
        from fzfin.checks.words import say

        facts = {"department": d.meta.department or "?", "year": d.meta.year or "?"}
        head = "tables.head" if d.meta.unit else "tables.head_plain"
        notes = [self._say(head, printed=d.meta.unit, **facts)]
        for name in TABLES:
            held, title = d.frames.get(name), say(f"frame.{name}", self.lang)
            if held is None:
                notes.append(self._say("tables.absent", title=title))
            elif held.is_empty():
                notes.append(self._say("tables.empty", title=title))
            else:
                notes.append(self._say("tables.rows", title=title, n=held.height, place=held["locator"][0]))
        return Notes(notes)

    def year_balance(self, y: pl.DataFrame) -> Notes:
        """Add up the side of expenditure beside its printed grand total, and say whether it meets that of revenue.

        Args:
            y: What `fzfin.analysis.year` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().year_balance(fz.analysis.year(fz.read()))[0])
            年末结转和结余 518.37 ＋ 本年支出合计 2,894.30 ＝ 3,412.67；表上印的总计是 3,412.67。
        """
        sides = {side: y.filter(pl.col("side") == side) for side in ("revenue", "expenditure")}
        if any(side.filter(pl.col("role") == "year_total").is_empty() for side in sides.values()):
            return Notes([self._say("year.missing")])
        return Notes([self._side(sides["expenditure"]), self._met(y)])

    def _side(self, rows: pl.DataFrame) -> Text:
        parts = rows.filter(
            (pl.col("role") != "grand_total") & ((pl.col("amount") != 0) | (pl.col("role") == "year_total"))
        )
        terms = self._say("worked.plus").join(
            self._say("worked.term", label=row["label"], amount=self._number(row["amount"]))
            for row in parts.iter_rows(named=True)
        )
        printed = rows.filter(pl.col("role") == "grand_total")["amount"]
        facts = {"terms": terms, "sum": self._number(round(float(parts["amount"].sum()), FEN))}
        if printed.is_empty():
            return self._say("year.side_unknown", **facts)
        return self._say("year.side", printed=self._number(printed[0]), **facts)

    def _met(self, y: pl.DataFrame) -> Text:
        """Whether the parts of both sides are as much, as far as rounding lets one tell."""
        parts = y.filter(pl.col("role") != "grand_total")
        sign = pl.when(pl.col("side") == "expenditure").then(-1.0).otherwise(1.0)
        left = round(float(parts.select((pl.col("amount") * sign).sum()).item()), FEN)
        half = float(parts.select(((pl.col("amount_high") - pl.col("amount_low")) / 2).sum()).item())
        if not left:
            return self._say("year.equal")
        return self._say("year.rounding" if abs(left) <= half else "year.apart", difference=self._amount(abs(left)))

    def year_title(self, y: pl.DataFrame) -> Text:
        """Say what there was at the beginning and the end of the year.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().year_title(fz.analysis.year(fz.read())))
            年初有 31.37 万元，年末剩 518.37 万元，多了 487.00 万元
        """
        before, after = _figure(y, "revenue", "carryover"), _figure(y, "expenditure", "carryover")
        if before is None or after is None:
            return self._say("year.title_missing")
        key = "same" if before == after else "up" if after > before else "down"
        change = self._amount(abs(round(after - before, FEN)))
        return self._say(f"year.title_{key}", before=self._amount(before), after=self._amount(after), change=change)

    def year_subtitle(self) -> Text:
        """Say the unit, and what the colours of the steps are.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().year_subtitle()[:5])
            单位：万元
        """
        return self._say("year.subtitle")

    def year_table_title(self) -> Text:
        """Head the table of totals and balances.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").year_table_title())
            The summary: totals of the year, balances, grand totals
        """
        return self._say("year.table")

    def year_slips(self, y: pl.DataFrame) -> Notes:
        """Show two wrong readings of this year's expenditure: the grand total for it, and 万元 read as yuan.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").year_slips(fz.analysis.year(fz.read()))[1][-22:])
            it is 28,943,000 yuan.
        """
        went, grand = _figure(y, "expenditure", "year_total"), _figure(y, "expenditure", "grand_total")
        if went is None or grand is None:
            return Notes([self._say("year.missing")])
        closing = _figure(y, "expenditure", "carryover")
        said = {"year": self._amount(went), "grand": self._amount(grand), "closing": self._amount(closing)}
        yuan = Speaker(self.lang, _UNIT_OF_PRINT)._number(went)
        wan = Speaker(self.lang)._number(went)
        return Notes(
            [
                self._say("year.slip" if closing else "year.slip_same", **said),
                self._say("year.slip_unit", wan=wan, yuan=yuan.removesuffix(".00")),
            ]
        )

    def sources_title(self, y: pl.DataFrame) -> Text:
        """Say what came this year and what was there before.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().sources_title(fz.analysis.year(fz.read())))
            可用的钱：本年收入 3,381.30 万元，年初结转和结余 31.37 万元
        """
        came, opening = _figure(y, "revenue", "year_total"), _figure(y, "revenue", "carryover")
        if came is None or opening is None:
            return self._say("year.title_missing")
        return self._say("year.sources", came=self._amount(came), opening=self._amount(opening))

    def opening_share(self, y: pl.DataFrame) -> Text:
        """Work out what part of all money of the year was there at its beginning.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().opening_share(fz.analysis.year(fz.read())).rpartition("＝ ")[2])
            0.92%。
        """
        opening, grand = _figure(y, "revenue", "carryover"), _figure(y, "revenue", "grand_total")
        if opening is None or not grand:
            return self._say("year.no_opening")
        names = {"top": self._say("year.opening"), "bottom": self._say("year.grand")}
        return self._divided("year.opening_share", opening, grand, **names)

    def appropriation_slip(self, d: Account, y: pl.DataFrame) -> Text:
        """Show the share of appropriation that comes out if the opening balance is counted as revenue.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> print(fz.Sentences().appropriation_slip(d, fz.analysis.year(d))[:31])
            错：2,894.30 ÷ 3,412.67 ＝ 84.81%。
        """
        found = frame(d, "revenue").filter(
            (pl.col("level") == "total") & (pl.col("total") > 0) & pl.col("fiscal_appropriation").is_not_null()
        )
        grand = _figure(y, "revenue", "grand_total")
        if found.is_empty() or not grand:
            return self._say("year.no_revenue")
        part, whole = found["fiscal_appropriation"][0], found["total"][0]
        if grand == whole:
            return self._say("year.slip_plain")
        numbers = {"part": self._number(part), "grand": self._number(grand), "year": self._number(whole)}
        return self._say("year.slip_share", wrong=self._fraction(part / grand), **numbers)
