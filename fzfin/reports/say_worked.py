"""Worked sentences on shares, changes and budgets: the definition, the figures put in, the result, and usual slips."""

from __future__ import annotations

import polars as pl

from fzfin.analysis.account import Account, frame
from fzfin.analysis.intervals import FEN
from fzfin.charts.formats import plain
from fzfin.reports.saying import Notes, Row, Speaker, Text, total

_FEWEST = 2
"""Of fewer lines than this there is no average, and no composition."""


def _first(frame: pl.DataFrame) -> Row | None:
    return frame.row(0, named=True) if frame.height else None


def _whole(c: pl.DataFrame) -> float | None:
    row = _first(c.filter((pl.col("level") == "total") & (pl.col("amount") > 0)))
    return float(row["amount"]) if row else None


def _lines(c: pl.DataFrame, level: str) -> pl.DataFrame:
    """The lines of one level that are not zero, the largest first."""
    return c.filter((pl.col("level") == level) & (pl.col("amount") > 0)).sort(
        "amount", descending=True, maintain_order=True
    )


def _second(c: pl.DataFrame) -> Row | None:
    """The second largest class, so that the largest is left for an exercise; the only one, where there is one."""
    return _first(_lines(c, "class").head(2).tail(1))


class WorkedSentences(Speaker):
    """Calculations written out with their figures; for lessons."""

    def class_share(self, c: pl.DataFrame) -> Text:
        """Work out what part of expenditure the second largest class is; of the only one, where there is one.

        Args:
            c: What `fzfin.analysis.composition` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().class_share(fz.analysis.composition(fz.read())).rpartition("＝ ")[2])
            17.80%。
        """
        whole, row = _whole(c), _second(c)
        if whole is None or row is None:
            return self._say("share.missing")
        label = self._within(str(row["label"]))
        names = {"top": label, "bottom": self._say("share.whole")}
        facts = {"label": self._say("share.class", label=label), "share": self._fraction(row["amount"] / whole)}
        numbers = {"top_amount": self._number(row["amount"]), "bottom_amount": self._number(whole)}
        return self._say("worked.division", **names, **facts, **numbers)

    def two_bases(self, e: pl.DataFrame, c: pl.DataFrame) -> Notes:
        """Work out what part the largest economic section is of basic expenditure, and of all expenditure.

        Args:
            e: What `fzfin.analysis.composition` gives by ``economic``.
            c: What it gives by ``functional``.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> c, e = (fz.analysis.composition(d, by=by) for by in ("functional", "economic"))
            >>> len(fz.Sentences().two_bases(e, c))
            3
        """
        basic, whole = _whole(e), _whole(c)
        largest = _first(_lines(e, "section")) or _first(_lines(e, "class"))
        if basic is None or largest is None:
            return Notes([self._say("share.no_basic")])
        label = self._within(str(largest["label"]))
        notes = []
        for name, base in (("basic", basic), ("whole", whole)):
            if base is None:
                continue
            bottom = self._say(f"share.{name}")
            facts = {"label": self._say("share.of", label=label, base=bottom), "top": label, "bottom": bottom}
            numbers = {"top_amount": self._number(largest["amount"]), "bottom_amount": self._number(base)}
            share = self._fraction(largest["amount"] / base)
            notes.append(self._say("worked.division", share=share, **facts, **numbers))
        return Notes([*notes, self._say("share.two_bases")])

    def counted_twice(self, c: pl.DataFrame) -> Text:
        """Show what comes out if a class is added to its own sections and items.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().counted_twice(fz.analysis.composition(fz.read()))[-21:])
            对：515.05。款和项只是把它拆开来写。
        """
        row = _second(c)
        if row is None or row["code"] is None:
            return self._say("share.missing")
        below = c.filter(pl.col("code").str.starts_with(row["code"]) & (pl.col("code") != row["code"]))
        if below.is_empty():
            return self._say("share.double_plain")
        wrong = round(row["amount"] + total(below["amount"]), FEN)
        facts = {"label": self._within(str(row["label"])), "wrong": self._number(wrong), "n": below.height}
        return self._say("share.double", right=self._number(row["amount"]), **facts)

    def class_table_title(self, *, economic: bool = False) -> Text:
        """Head a table of classes.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").class_table_title())
            Expenditure of the year, by functional class
        """
        return self._say("share.table_economic" if economic else "share.table")

    def lines_table_title(self) -> Text:
        """Head a table of expenditure at all levels.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").lines_table_title())
            Expenditure of the year, from class to item
        """
        return self._say("share.table_lines")

    def growth(self, v: pl.DataFrame) -> Notes:
        """Work out the change of expenditure from last year, and its growth rate: of the general public budget.

        Args:
            v: What `fzfin.analysis.variance` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().growth(fz.analysis.variance(fz.read()))[1])
            增长率 ＝ 变化 ÷ 上年 ＝ −2,126.14 ÷ 4,505.39 ＝ −47.19%。
        """
        row = self._compared(v)
        if row is None:
            return Notes([self._say("change.missing")])
        facts = {name: self._number(row[name]) for name in ("actual", "prior", "change")}
        notes = [self._begun(self._say("change.amount", subject=self._subject(row), **facts))]
        if not row["prior"]:
            return Notes([*notes, self._say("change.undefined", actual=self._amount(row["actual"]))])
        rate = self._fraction(row["change"] / row["prior"], signed=True)
        return Notes([*notes, self._say("change.rate", rate=rate, **facts)])

    def _compared(self, v: pl.DataFrame) -> Row | None:
        """The expenditure of the general public budget where last year's is known, else all expenditure."""
        known = v.filter(pl.col("side") == "expenditure").drop_nulls(["prior", "change", "actual"])
        fund = known.filter((pl.col("level") == "fund") & (pl.col("fund") == "general_public_budget"))
        return _first(fund) or _first(known.filter(pl.col("level") == "total"))

    def _subject(self, row: Row) -> Text:
        if row["level"] == "total":
            return self._say("variance.all")
        return self._say("variance.of", fund=self._term("fund", row["fund"]))

    def index_title(self, lines: pl.DataFrame) -> Text:
        """Say where the whole and the line that moved furthest come from 100.

        Args:
            lines: What `fzfin.analysis.variance_index` gives.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().index_title(fz.analysis.variance_index(fz.analysis.variance(fz.read()))))
            从 100 出发：整体到 52.81，“突发公共卫生事件应急处理”到 340
        """
        ends = lines.unique("label", keep="last", maintain_order=True)
        whole, far = (_first(ends.filter(pl.col("emphasis") == kind)) for kind in ("focus", "finding"))
        if whole is None and far is None:
            return self._say("change.no_index")
        parts = [self._say("change.index_whole", index=plain(round(whole["index"], 2)))] if whole else []
        if far is not None:
            parts.append(self._say("change.index_line", label=far["label"], index=plain(round(far["index"], 2))))
        return self._say("change.index", parts=self._say("semicomma").join(parts))

    def index_subtitle(self) -> Text:
        """Say what 100 is, and what an index leaves out.

        Example:
            >>> import fzfin as fz
            >>> "100" in fz.Sentences().index_subtitle()
            True
        """
        return self._say("change.index_subtitle")

    def growth_slips(self, v: pl.DataFrame) -> Notes:
        """Show two wrong growth rates: on this year, and as the average of the rates of lines.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().growth_slips(fz.analysis.variance(fz.read()))[0][:40])
            错：用本年作分母，−2,126.14 ÷ 2,379.25 ＝ −89.36%。
        """
        row = self._compared(v)
        if row is None or not row["prior"]:
            return Notes([self._say("change.missing" if row is None else "change.zero")])
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
        whole = _first(v.filter((pl.col("side") == "expenditure") & (pl.col("level") == "total")))
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
            >>> print(fz.Sentences().per_head(fz.read()).rpartition("＝ ")[2])
            115.77 万元。
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
            return self._say("change.missing" if row is None else "change.zero")
        worth = row["prior"] * (1 + prices / 100)
        rates = {"rate": row["actual"] / worth - 1, "nominal": row["change"] / row["prior"]}
        said = {name: self._fraction(rate, signed=True) for name, rate in rates.items()}
        amounts = {"prior": self._amount(row["prior"]), "worth": self._amount(round(worth, FEN))}
        facts = {"subject": self._subject(row), "prices": self._percent(prices)}
        return self._say("change.real", **facts, **amounts, **said)

    def other_measures(self, d: Account, v: pl.DataFrame, *, prices: float) -> Notes:
        """Say what expenditure is per head, and how it changed at constant prices.

        Example:
            >>> import fzfin as fz
            >>> d = fz.read()
            >>> len(fz.Sentences().other_measures(d, fz.analysis.variance(d), prices=2))
            2
        """
        return Notes([self.per_head(d), self.real_change(v, prices=prices)])
