"""Worked sentences on the year of an account: its tables, its two sides, and how its totals are mistaken."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.intervals import FEN
from fzfin.frames import TABLES
from fzfin.reports.saying import Notes, Row, Speaker, Text

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
        """Add up both sides of the summary beside their printed totals, and say whether they meet.

        Args:
            y: What `fzfin.analysis.year` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().year_balance(fz.analysis.year(fz.read()))[0])
            年初结转和结余 31.37 ＋ 本年收入合计 3,381.30 ＝ 3,412.67；表上印的总计是 3,412.67。
        """
        sides = [y.filter(pl.col("side") == side) for side in ("revenue", "expenditure")]
        if any(side.filter(pl.col("role") == "year_total").is_empty() for side in sides):
            return Notes([self._say("year.missing")])
        return Notes([*(self._side(side) for side in sides), self._met(y)])

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
        """Show two wrong readings of this year's revenue: the grand total for it, and 万元 read as yuan.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").year_slips(fz.analysis.year(fz.read()))[1][-22:])
            it is 33,813,000 yuan.
        """
        came, grand = _figure(y, "revenue", "year_total"), _figure(y, "revenue", "grand_total")
        if came is None or grand is None:
            return Notes([self._say("year.missing")])
        opening = _figure(y, "revenue", "carryover")
        said = {"year": self._amount(came), "grand": self._amount(grand), "opening": self._amount(opening)}
        yuan = Speaker(self.lang, _UNIT_OF_PRINT)._number(came)
        wan = Speaker(self.lang)._number(came)
        return Notes(
            [
                self._say("year.slip" if opening else "year.slip_same", **said),
                self._say("year.slip_unit", wan=wan, yuan=yuan.removesuffix(".00")),
            ]
        )

    def year_carried(self, y: pl.DataFrame) -> Notes:
        """Show that what the balance grew by is what revenue was above expenditure.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().year_carried(fz.analysis.year(fz.read()))[0][:44])
            年末结转和结余 − 年初结转和结余 ＝ 518.37 − 31.37 ＝ 487.00；
        """
        sides = ("revenue", "expenditure")
        before, after = (_figure(y, side, "carryover") for side in sides)
        came, went = (_figure(y, side, "year_total") for side in sides)
        if before is None or after is None or came is None or went is None:
            return Notes([self._say("year.missing")])
        change, left = round(after - before, FEN), round(came - went, FEN)
        figures = {"after": after, "before": before, "change": change, "came": came, "went": went, "left": left}
        notes = [self._say("year.carried", **{name: self._number(figure) for name, figure in figures.items()})]
        if change != left:
            notes.append(self._say("year.carried_other", other=self._amount(abs(round(change - left, FEN)))))
        return Notes(notes)

    def appropriation_share(self, d: Account) -> Text:
        """Work out what part of the year's revenue is fiscal appropriation.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().appropriation_share(fz.read()).rpartition("＝ ")[2])
            85.60%。
        """
        row = self._appropriated(d)
        if row is None:
            return self._say("year.no_revenue")
        names = {key: self._say(f"year.{key}") for key in ("top", "bottom")}
        return self._divided("year.appropriation", row["fiscal_appropriation"], row["total"], **names)

    def appropriation_slip(self, d: Account, y: pl.DataFrame) -> Text:
        """Show the share that comes out if the opening balance is counted as revenue.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> print(fz.Sentences().appropriation_slip(d, fz.analysis.year(d))[:29])
            错：2,894.30 ÷ 3,412.67 ＝ 84.81%。
        """
        row, grand = self._appropriated(d), _figure(y, "revenue", "grand_total")
        if row is None or not grand:
            return self._say("year.no_revenue")
        top, whole = row["fiscal_appropriation"], row["total"]
        if grand == whole:
            return self._say("year.slip_same", year=self._amount(whole))
        numbers = {"top_amount": top, "grand": grand, "year": whole}
        shares = {"wrong": self._fraction(top / grand), "right": self._fraction(top / whole)}
        return self._say("year.slip_share", **{name: self._number(n) for name, n in numbers.items()}, **shares)

    def _appropriated(self, d: Account) -> Row | None:
        found = frame(d, "revenue").filter(
            (pl.col("level") == "total") & (pl.col("total") > 0) & pl.col("fiscal_appropriation").is_not_null()
        )
        return found.row(0, named=True) if found.height else None
