"""Worked sentences on shares, changes and budgets: the definition, the figures put in, the result, and usual slips."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.intervals import FEN
from fzfin.reports.saying import Notes, Row, Speaker, Text, total

_FEWEST = 2
"""Of fewer lines than this there is no average, and no composition."""


def _first(frame: pl.DataFrame) -> Row | None:
    return frame.row(0, named=True) if frame.height else None


def _whole(c: pl.DataFrame) -> float | None:
    row = _first(c.filter((pl.col("level") == "total") & (pl.col("amount") > 0)))
    return float(row["amount"]) if row else None


class WorkedSentences(Speaker):
    """Calculations written out with their figures; for lessons."""

    def class_share(self, c: pl.DataFrame) -> Text:
        """Work out what part of expenditure the largest class is.

        Args:
            c: What `fzfin.analysis.composition` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().class_share(fz.analysis.composition(fz.read())).rpartition("＝ ")[2])
            73.09%。
        """
        whole = _whole(c)
        largest = _first(c.filter(pl.col("level") == "class").sort("amount", descending=True, nulls_last=True))
        if whole is None or largest is None or largest["amount"] is None:
            return self._say("share.missing")
        label = self._within(str(largest["label"]))
        names = {"top": label, "bottom": self._say("share.whole")}
        facts = {"label": self._say("share.class", label=label), "share": self._fraction(largest["amount"] / whole)}
        numbers = {"top_amount": self._number(largest["amount"]), "bottom_amount": self._number(whole)}
        return self._say("worked.division", **names, **facts, **numbers)

    def personnel_shares(self, e: pl.DataFrame, c: pl.DataFrame) -> Notes:
        """Work out what part personnel is of basic expenditure, and of all expenditure.

        Args:
            e: What `fzfin.analysis.composition` gives by ``economic``.
            c: What it gives by ``functional``.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> c, e = (fz.analysis.composition(d, by=by) for by in ("functional", "economic"))
            >>> len(fz.Sentences().personnel_shares(e, c))
            3
        """
        personnel = total(e.filter((pl.col("level") == "class") & (pl.col("group") == "personnel"))["amount"])
        basic, whole = _whole(e), _whole(c)
        if basic is None:
            return Notes([self._say("share.no_basic")])
        top = self._say("share.personnel")
        notes = [self._divided("share.personnel_of_basic", personnel, basic, top=top, bottom=self._say("share.basic"))]
        if whole is not None:
            bottom = self._say("share.whole")
            notes.append(self._divided("share.personnel_of_all", personnel, whole, top=top, bottom=bottom))
            notes.append(self._say("share.two_bases"))
        return Notes(notes)

    def counted_twice(self, c: pl.DataFrame) -> Text:
        """Show what comes out if lines of all levels are added up.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().counted_twice(fz.analysis.composition(fz.read()))[:32])
            错：把类、款、项三级的数全部加在一起，得 8,682.90 万元
        """
        lines, whole = c.filter(pl.col("level").is_in(["class", "section", "item"])), _whole(c)
        if whole is None:
            return self._say("share.missing")
        added, classes = (total(part["amount"]) for part in (lines, lines.filter(pl.col("level") == "class")))
        facts = {"sum": self._amount(added), "whole": self._amount(whole), "classes": self._amount(classes)}
        return self._say("share.double", times=f"{added / whole:.3g}", **facts)

    def class_table_title(self, *, economic: bool = False) -> Text:
        """Head a table of classes.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").class_table_title())
            Expenditure of the year, by functional class
        """
        return self._say("share.table_economic" if economic else "share.table")

    def growth(self, v: pl.DataFrame) -> Notes:
        """Work out the change of expenditure from last year, and its growth rate.

        Args:
            v: What `fzfin.analysis.variance` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().growth(fz.analysis.variance(fz.read()))[1])
            增长率 ＝ 变化 ÷ 上年 ＝ −1,611.23 ÷ 4,505.53 ＝ −35.76%。
        """
        row = self._compared(v)
        if row is None:
            return Notes([self._say("change.missing")])
        facts = {name: self._number(row[name]) for name in ("actual", "prior", "change")}
        notes = [self._say("change.amount", **facts)]
        if not row["prior"]:
            return Notes([*notes, self._say("change.undefined", actual=self._amount(row["actual"]))])
        rate = self._fraction(row["change"] / row["prior"], signed=True)
        return Notes([*notes, self._say("change.rate", rate=rate, **facts)])

    def _compared(self, v: pl.DataFrame) -> Row | None:
        """The total expenditure of the year, where last year's is known."""
        known = pl.col("prior").is_not_null() & pl.col("change").is_not_null() & pl.col("actual").is_not_null()
        return _first(v.filter((pl.col("side") == "expenditure") & (pl.col("level") == "total") & known))

    def growth_from_zero(self, v: pl.DataFrame) -> Text:
        """Name a line that began from zero, and what the text prints as its growth.

        Example:
            >>> import fzfin as fz
            >>> "100%" in fz.Sentences().growth_from_zero(fz.analysis.variance(fz.read()))
            True
        """
        items = v.filter((pl.col("level") == "item") & (pl.col("note") == "from_zero"))
        row = _first(items.sort(pl.col("printed_pct").is_null(), pl.col("actual"), descending=[False, True]))
        if row is None:
            return self._say("change.no_zero")
        printed = ""
        if row["printed_pct"] is not None:
            printed = self._say("change.from_zero_printed", pct=self._percent(row["printed_pct"]))
        return self._say("change.from_zero", label=row["label"], actual=self._amount(row["actual"]), printed=printed)

    def growth_slips(self, v: pl.DataFrame) -> Notes:
        """Show two wrong growth rates: on this year, and as the average of the rates of lines.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().growth_slips(fz.analysis.variance(fz.read()))[0][:40])
            错：用本年作分母，−1,611.23 ÷ 2,894.30 ＝ −55.67%。
        """
        row = self._compared(v)
        if row is None or not row["prior"]:
            return Notes([self._say("change.missing")])
        notes = []
        if row["actual"]:
            facts = {name: self._number(row[name]) for name in ("actual", "prior", "change")}
            rates = {"wrong": row["change"] / row["actual"], "right": row["change"] / row["prior"]}
            said = {name: self._fraction(rate, signed=True) for name, rate in rates.items()}
            notes.append(self._say("change.inverse", **facts, **said))
        return Notes([*notes, self._averaged(v)])

    def _averaged(self, v: pl.DataFrame) -> Text:
        items = v.filter((pl.col("level") == "item") & (pl.col("prior") > 0) & pl.col("change_rate").is_not_null())
        if items.height < _FEWEST:
            return self._say("change.average_none")
        wrong = float(items["change_rate"].sum()) / items.height
        right = total(items["change"]) / total(items["prior"])
        said = {name: self._fraction(rate, signed=True) for name, rate in (("wrong", wrong), ("right", right))}
        return self._say("change.average", n=items.height, **said)

    def share_points(self, v: pl.DataFrame) -> Text:
        """Say by how many percentage points the share of the general public budget in expenditure moved.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").share_points(fz.analysis.variance(fz.read()))[-40:])
            17.80 percentage points, not of −17.80%.
        """
        whole = self._compared(v)
        part = _first(v.filter((pl.col("level") == "fund") & (pl.col("fund") == "general_public_budget")))
        if whole is None or part is None or part["prior"] is None or not whole["prior"] or not whole["actual"]:
            return self._say("change.no_points")
        before, now = part["prior"] / whole["prior"], part["actual"] / whole["actual"]
        points = self._fraction(round(now, 4) - round(before, 4), signed=True).removesuffix("%")
        return self._say("change.points", before=self._fraction(before), now=self._fraction(now), points=points)

    def per_head(self, d: Account) -> Text:
        """Work out the expenditure per head, where the account publishes how many people there are.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().per_head(fz.read())[-28:])
             ＝ 2,894.30 ÷ 25 ＝ 115.77 万元。
        """
        spent = frame(d, "summary").filter((pl.col("side") == "expenditure") & (pl.col("role") == "year_total"))[
            "amount"
        ]
        heads = int(frame(d, "staff")["headcount"].sum() or 0)
        if not heads or spent.is_empty() or spent[0] is None:
            return self._say("change.no_heads")
        facts = {"actual": self._number(spent[0]), "each": self._amount(round(spent[0] / heads, FEN))}
        return self._say("change.per_head", heads=heads, **facts)

    def real_change(self, v: pl.DataFrame, *, prices: float) -> Text:
        """Say how expenditure changed at this year's prices, if prices had risen by so many percent.

        Args:
            v: What `fzfin.analysis.variance` gives.
            prices: The rise of prices that is assumed, in percent; no account publishes it.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().real_change(fz.analysis.variance(fz.read()), prices=2)[:10])
            假设物价一年涨了 2
        """
        row = self._compared(v)
        if row is None or not row["prior"]:
            return self._say("change.missing")
        worth = row["prior"] * (1 + prices / 100)
        rates = {"rate": row["actual"] / worth - 1, "nominal": row["change"] / row["prior"]}
        said = {name: self._fraction(rate, signed=True) for name, rate in rates.items()}
        amounts = {"prior": self._amount(row["prior"]), "worth": self._amount(round(worth, FEN))}
        return self._say("change.real", prices=self._percent(prices), **amounts, **said)
