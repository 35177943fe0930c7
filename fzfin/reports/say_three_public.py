"""Sentences on the three public expenses: facts of the frames of `fzfin.analysis.three_public`."""

from __future__ import annotations

import polars as pl

from fzfin.reports.saying import Notes, Row, Speaker, Text

_TOP = ("overseas", "vehicle", "hospitality")
_SUMS = ("total", "vehicle")


def _total(t: pl.DataFrame) -> Row | None:
    total = t.filter((pl.col("item") == "total") & pl.col("actual").is_not_null())
    return total.row(0, named=True) if total.height else None


class ThreePublicSentences(Speaker):
    """Findings, titles and caveats of the notebook on the three public expenses."""

    def three_public_finding(self, t: pl.DataFrame) -> Text:
        """Say what was spent, on what, at what part of the budget, and how that moved.

        Example:
            >>> import fzfin as fz
            >>> t = fz.analysis.three_public(fz.read(), lang="en")
            >>> print(fz.Sentences(lang="en").three_public_finding(t)[:33])
            The three public expenses came to
        """
        total = _total(t)
        if total is None:
            return self._stated("missing.three_public")
        if total["actual"] == 0:
            return self._say("public.zero", budget=self._budget_of(total), moved=self._moved(total))
        spent = t.filter((pl.col("actual") > 0) & ~pl.col("item").is_in(_SUMS)).sort("actual", descending=True)
        what = ""
        if spent.height:
            row = spent.row(0, named=True)
            key = "public.all_on" if row["actual"] == total["actual"] else "public.most_on"
            what = self._say(key, label=self._term("item", row["item"]), amount=self._amount(row["actual"]))
        facts = {"what": what, "budget": self._budget_of(total), "moved": self._moved(total)}
        return self._say("public.finding", actual=self._amount(total["actual"]), **facts)

    def _budget_of(self, row: Row) -> str:
        """The clause on the budget: printed, implied, or not to be known."""
        if row["budget_note"] == "printed":
            done = f"{self._fraction(row['actual'] / row['budget'])}" if row["budget"] else None
            key = "public.budget_printed" if done else "public.budget_zero"
            return self._say(key, budget=self._amount(row["budget"]), pct=done)
        if row["budget_note"] == "implied":
            between = self._between(row["budget_low"], row["budget_high"])
            return self._say("public.budget_implied", pct=self._percent(row["completion_pct"]), between=between)
        return self._say("public.budget_unknown")

    def limits_title(self, t: pl.DataFrame) -> Text:
        """Say how much of each budget was used.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().limits_title(fz.analysis.three_public(fz.read())))
            “三公”经费用了全年预算的 16.13%；公务用车运行维护费用了 34.57%
        """
        total = _total(t)
        if total is None:
            return self._say("missing.three_public")
        told = pl.col("budget_note").is_in(["printed", "implied"])
        known = t.filter(told, pl.coalesce("budget", "budget_high") > 0)
        rated = known.with_columns(
            pl.coalesce("completion_pct", pl.col("actual") / pl.col("budget") * 100).alias("completion_pct")
        ).filter(pl.col("completion_pct").is_not_null())
        if rated.is_empty():
            return self._say("limits.unknown", actual=self._amount(total["actual"]))
        parts = [
            self._say("limits.part", label=self._term("item", row["item"]), pct=self._percent(row["completion_pct"]))
            for row in rated.filter(~pl.col("item").is_in(_SUMS)).iter_rows(named=True)
        ]
        whole = rated.filter(pl.col("item") == "total")["completion_pct"].to_list()
        head = [self._say("limits.whole", pct=self._percent(pct)) for pct in whole]
        return self._begun(self._say("semicolon").join([*head, *parts]))

    def limits_subtitle(self, t: pl.DataFrame) -> Text:
        """Say the unit and where the budget comes from.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().limits_subtitle(fz.analysis.three_public(fz.read()))[:5])
            单位：万元
        """
        implied = t.filter(pl.col("budget_note") == "implied").height > 0
        return self._say("limits.subtitle_implied" if implied else "limits.subtitle")

    def public_pairs_title(self, pairs: pl.DataFrame) -> Text:
        """Say how each of the expenses moved from last year.

        Example:
            >>> import fzfin as fz
            >>> t = fz.analysis.three_public(fz.read())
            >>> print(fz.Sentences().public_pairs_title(fz.analysis.three_public_pairs(t)))
            公务用车运行维护费从 1.97 万元到 2.42 万元；其余 3 项两年均为零
        """
        if pairs.is_empty():
            return self._say("missing.three_public")
        known = pairs.filter(pl.col("prior").is_not_null())
        if known.is_empty():
            return self._say("public.pairs_unknown")
        moved = known.filter((pl.col("actual") != 0) | (pl.col("prior") != 0))
        parts = [
            self._say(
                "public.pair",
                label=self._within(str(row["label"])),
                prior=self._amount(row["prior"]),
                actual=self._amount(row["actual"]),
            )
            for row in moved.iter_rows(named=True)
        ]
        zeros = known.height - moved.height
        if zeros and parts:
            parts.append(self._say("public.pairs_zero.one" if zeros == 1 else "public.pairs_zero.many", n=zeros))
        return self._begun(self._say("semicolon").join(parts) if parts else self._say("public.pairs_all_zero"))

    def public_pairs_subtitle(self) -> Text:
        """Say the unit and where last year's figure comes from.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().public_pairs_subtitle()[:5])
            单位：万元
        """
        return self._say("public.pairs_subtitle")

    def unit_costs(self, t: pl.DataFrame) -> Text:
        """Say what one vehicle, traveller or guest cost, where anything was counted.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences().unit_costs(fz.analysis.three_public(fz.read())))
            公务用车运行维护费平均每辆保有车 1.21 万元（2.42 ÷ 2）。
        """
        costed = t.filter(pl.col("unit_cost").is_not_null() & (pl.col("actual") > 0))
        parts = [
            self._say(
                "public.unit_cost",
                label=self._term("item", row["item"]),
                per=self._term("per", row["unit_cost_of"]),
                cost=self._amount(row["unit_cost"]),
                actual=self._number(row["actual"]),
                count=row[row["unit_cost_of"]],
            )
            for row in costed.iter_rows(named=True)
        ]
        if not parts:
            return self._say("public.no_unit_cost")
        return self._begun(self._say("semicolon").join(parts) + self._say("stop"))

    def three_public_table_title(self) -> Text:
        """Head the table of the expenses.

        Example:
            >>> import fzfin as fz
            >>> print(fz.Sentences(lang="en").three_public_table_title())
            The three public expenses, item by item
        """
        return self._say("public.table")

    def three_public_caveats(self, t: pl.DataFrame) -> Notes:
        """Say how the budget was implied, where it cannot be, and what 0 % means.

        Example:
            >>> import fzfin as fz
            >>> len(fz.Sentences().three_public_caveats(fz.analysis.three_public(fz.read())))
            5
        """
        if t.is_empty():
            return Notes([self._stated("missing.three_public")])
        notes = []
        if t.filter(pl.col("budget_note") == "implied").height:
            notes.append(self._say("caveat.implied_budget"))
        for note, key in (("zero_of_unknown", "caveat.zero_of_unknown"), ("contradiction", "caveat.contradiction")):
            items = t.filter(pl.col("budget_note") == note)["item"].to_list()
            if items:
                notes.append(self._begun(self._say(key, labels=self._expenses(items))))
        notes += self._left_elsewhere(t)
        grown = t.filter((pl.col("prior") == 0) & pl.col("change_pct").is_not_null())
        if grown.height:
            rates = self._list(dict.fromkeys(self._percent(pct) for pct in grown["change_pct"].to_list()))
            notes.append(
                self._begun(
                    self._say("caveat.public_from_zero", labels=self._expenses(grown["item"].to_list()), pct=rates)
                )
            )
        if t.filter((pl.col("unit_cost_of") == "vehicles_held").fill_null(False)).height:
            notes.append(self._say("caveat.vehicles_held"))
        return Notes(notes)

    def _expenses(self, items: list[str]) -> str:
        return self._list(self._term("item", item) for item in items)

    def _left_elsewhere(self, t: pl.DataFrame) -> list[Text]:
        """What the implied total leaves for the items whose budgets are not known, if it is more than rounding."""
        parts = t.filter(pl.col("item").is_in(_TOP))
        known = parts.filter(pl.col("budget_low").is_not_null())
        open_items = parts.filter(pl.col("budget_low").is_null())["item"].to_list()
        total = t.filter((pl.col("item") == "total") & pl.col("budget_low").is_not_null())
        if total.is_empty() or known.is_empty() or not open_items:
            return []
        low = total["budget_low"].item() - known["budget_high"].sum()
        high = total["budget_high"].item() - known["budget_low"].sum()
        if low <= 0:
            return []
        facts = {"between": self._between(low, high), "labels": self._expenses(open_items)}
        unspent = parts.filter(pl.col("budget_low").is_null() & (pl.col("actual") != 0)).is_empty()
        return [self._say("caveat.elsewhere_unspent" if unspent else "caveat.elsewhere", **facts)]
