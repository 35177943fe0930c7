"""The views of several accounts, or of several years of one, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin import analysis, charts
from fzfin.analysis.flows import ACCOUNT
from fzfin.analysis.labels import language, terms
from fzfin.analysis.normalised import base_of
from fzfin.analysis.side_by_side import account_names
from fzfin.charts.words import unit_word
from fzfin.widgets.held import Held
from fzfin.widgets.one import FUND_TABLE, One, drawing, listed
from fzfin.widgets.shown import Mark, Picture, Shown, own_marks
from fzfin.widgets.state import FUNDS, VIEWS, State
from fzfin.widgets.told import Told, call, reading
from fzfin.widgets.words import word

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure

_PUBLIC: Final = ("overseas", "vehicle_purchase", "vehicle_running", "hospitality")
_BOUGHT: Final = ("goods", "works", "services")
_TABLES: Final = ("expenditure", "general_expenditure", "government_funds", "state_capital", "summary")


class Many:
    """Several accounts, each analysed alike and laid side by side.

    Example:
        >>> import fzfin as fz
        >>> many = Many([fz.read(), fz.read()])
        >>> many.shown(State(view="three_public", unit="per_head")).told.frame.height
        12
    """

    views = VIEWS
    has_lines = True

    def __init__(self, accounts: Sequence[Disclosure]) -> None:
        """Take the disclosures, in the order in which they are to stand."""
        self.accounts = tuple(accounts)
        self.names = account_names(self.accounts)
        self._ones = [One(d) for d in self.accounts]
        self._held = Held()

    def heading(self, lang: str) -> str:
        """How many accounts there are, and which."""
        return word("heading.many", lang, n=len(self.accounts), names=word("comma", lang).join(self.names))

    def source(self) -> str:
        """The line of Python that reads the accounts."""
        return f"accounts = [{', '.join(reading(d) for d in self.accounts)}]"

    @property
    def audited(self) -> bool:
        """Whether the audits have been made."""
        return all(one.audited for one in self._ones)

    def of(self, number: int) -> One:
        """The account with a number, from 1."""
        return self._ones[number - 1]

    def funds(self, lang: str) -> list[tuple[str, str]]:
        """The funds that can be chosen, with their names."""
        names = terms("fund", lang)
        return [(names[fund], fund) for fund in FUNDS]

    def lines(self, fund: str, lang: str) -> list[tuple[str, str]]:
        """The functional classes of all accounts, in the order of their codes."""
        found = {code: label for one in reversed(self._ones) for label, code in one.lines(fund, lang)}
        return [(label, code) for code, label in sorted(found.items())]

    def columns(self, shown: Shown) -> Sequence[str]:
        """The columns of the table: whose the row is comes first."""
        return ("account", *shown.columns)

    def marked(self, frame: pl.DataFrame, lang: str) -> pl.DataFrame:
        """The table with what the audit of each account found at its rows."""
        parts = [
            self.of(number).audit.mark(frame.filter(account_no=number), lang)
            for number in frame["account_no"].unique(maintain_order=True)
        ]
        return pl.concat(parts)

    def shown(self, state: State) -> Shown:
        """What a state shows."""
        state = state.effective
        return self._held.get(state, lambda: self._shown(state))

    def _shown(self, state: State) -> Shown:
        made: Shown = getattr(self, f"_{state.view}")(state)
        there = set(made.told.frame["account_no"])
        absent = [name for number, name in enumerate(self.names, 1) if number not in there]
        facts = {"fund": terms("fund", state.lang)[state.fund], "line": state.line or ""}
        named = {"three_public": "three_public_of_some"} | ({"flow": "fund_flow"} if state.fund != "all" else {})
        key = "line" if state.line else named.get(state.view, state.view)
        why = word(f"why.{key}", state.lang, **facts)
        if not there:
            return replace(made, pictures=(), why=why)
        notes = [*made.notes, *self._kinds(state), *self._of(absent, why, state)]
        if state.basis and state.view != "findings":
            without = [name for d, name in zip(self.accounts, self.names, strict=True) if not base_of(d, state.basis)]
            missing = word(f"why.no_{'staff' if state.basis == 'head' else state.basis}", state.lang)
            if len(without) == len(self.accounts):
                return replace(made, pictures=(), why=missing)
            notes += self._of(without, missing, state)
        nothing = word("why.findings" if state.view == "findings" else "why.all_zero", state.lang)
        return replace(made, notes=tuple(notes), why=None if made.pictures else nothing)

    def _of(self, names: Sequence[str], why: str, state: State) -> list[str]:
        """Say something of some accounts."""
        lang = state.lang
        return [word("told.of", lang, names=word("comma", lang).join(names), why=why)] if names else []

    def _kinds(self, state: State) -> list[str]:
        """Say that accounts are of different kinds, or print different units."""
        units = sorted({d.meta.unit for d in self.accounts if d.meta.unit})
        said = [word("note.kinds", state.lang)] if len({d.meta.kind for d in self.accounts}) > 1 else []
        return [*said, word("note.units", state.lang, units=", ".join(units))] if len(units) > 1 else said

    def _told(self, state: State, function: Callable[..., pl.DataFrame], name: str, **more: Any) -> Told:
        options = {key: value for key, value in more.items() if value != "all"}
        frame = analysis.side_by_side(self.accounts, function, per=state.basis, lang=state.lang, **options)
        text = call("fz.analysis.side_by_side", f"accounts, {name}", per=state.basis, lang=state.lang, **options)
        return Told(frame, text)

    def _below(self, state: State) -> str:
        """The subtitle: the unit, or what amounts are divided by."""
        if state.basis == "head":
            heads = [f"{base_of(d, 'head') or 0:,.0f}" for d in self.accounts]
            return word("basis.heads", state.lang, n=word("comma", state.lang).join(heads))
        if state.basis:
            return word(f"basis.{state.basis}", state.lang)
        return word("basis.money", state.lang, unit=unit_word(state.unit, "en" if state.lang == "en" else "zh"))

    def _picture(
        self,
        chart: Callable[..., Any],
        told: Told,
        keep: pl.Expr,
        letter: str,
        title: str,
        state: State,
        **columns: pl.Expr,
    ) -> list[Picture]:
        """A picture of some rows of the table; none where there are none."""
        rows = told.frame.with_row_index("at").filter(keep).with_columns(**columns)
        if rows.is_empty():
            return []
        draw = drawing(chart, word(f"many.{title}", state.lang), self._below(state), state)
        numbers = rows["at"].to_list()
        account = pl.col("account").cast(pl.String)
        names = (
            pl.when(pl.col("label") == account).then(account).otherwise(pl.concat_str(account, pl.lit(" · "), "label"))
        )
        marks = own_marks(rows.with_columns(label=names), letter, numbers)
        return [Picture(rows.drop("at"), marks, draw)]

    def _bars(
        self, told: Told, keep: pl.Expr, letter: str, title: str, state: State, **columns: pl.Expr
    ) -> list[Picture]:
        """Rows as parts of bars, a bar for each account, in the order in which they are printed.

        Zeros are left to the table, but where an account has nothing else; what is not known is always named.
        """
        columns = {"label": pl.col("label"), "share": pl.lit(None, pl.Float64)} | columns
        amount = columns.get("amount", pl.col("amount"))
        told_of = amount.is_null() | (amount != 0)
        known = keep & (told_of | ~(keep & told_of).any().over("account_no"))
        order = pl.int_range(1, pl.len() + 1).over("account_no")
        bar = pl.col("account").cast(pl.String)
        return self._picture(
            charts.composition,
            told,
            known,
            letter,
            title,
            state,
            bar=bar,
            part=columns["label"],
            order=order,
            **columns,
        )

    def _flow(self, state: State) -> Shown:
        told = self._told(state, analysis.flows, "fz.analysis.flows", by="class", fund=state.fund)
        into, out = pl.col("target") == ACCOUNT, pl.col("source") == ACCOUNT
        if state.line:
            told = told.equal(target=f"class/{state.line}")
        share = pl.col("share")
        pictures = [
            *self._bars(told, into, "a", "sources", state, label=pl.col("source_label"), share=share),
            *self._bars(told, out, "b", "uses", state, label=pl.col("target_label"), share=share),
        ]
        columns = ("source_label", "target_label", "amount", "share", "note", "locator")
        of_fund = ("appropriation", FUND_TABLE[state.fund])
        frames = ("summary", "expenditure", "revenue") if state.fund == "all" else of_fund
        return Shown(told, columns, ("account_no", "source", "target"), frames, tuple(pictures))

    def _composition(self, state: State) -> Shown:
        told = self._told(state, analysis.composition, "fz.analysis.composition", fund=state.fund).below(state.line)
        told = told if state.line else told.among("level", ["total", "class", "residual"])
        part = "section" if state.line else "class"
        pictures = self._bars(told, pl.col("level") == part, "a", "composition", state, share=pl.col("share"))
        columns = ("code", "label", "amount", "share", "note", "locator")
        frames = (FUND_TABLE[state.fund], "summary")
        return Shown(told, columns, ("account_no", "code", "level"), frames, tuple(pictures))

    def _change(self, state: State) -> Shown:
        told = self._told(state, analysis.variance, "fz.analysis.variance").equal(side="expenditure")
        told = told.equal(fund=state.fund) if state.fund != "all" else told
        if state.line:
            told, keep = told.below(state.line), pl.col("code") == state.line
        else:
            told = told.among("level", ["total", "fund"])
            keep = pl.col("level") == ("total" if state.fund == "all" else "fund")
        label = pl.concat_str("account", "label", separator=" · ") if state.line else pl.col("account").cast(pl.String)
        pictures = self._picture(charts.dumbbell, told, keep, "a", "change", state, label=label)
        columns = ("label", "actual", "prior", "change", "change_rate", "reason", "locator")
        keys = ("account_no", "fund", "level", "code")
        return Shown(told, columns, keys, ("statements", *_TABLES), tuple(pictures))

    def _three_public(self, state: State) -> Shown:
        told = self._told(state, analysis.three_public, "fz.analysis.three_public")
        limits = {f"limit{end}": pl.col(f"budget{end}") for end in ("", "_low", "_high")}
        whole, name = pl.col("item") == "total", pl.col("account").cast(pl.String)
        pictures = [
            *self._bars(told, pl.col("item").is_in(_PUBLIC), "a", "three_public", state, amount=pl.col("actual")),
            *self._picture(charts.bullet, told, whole, "b", "limits", state, label=name, **limits),
        ]
        columns = ("label", "actual", "budget", "budget_low", "budget_high", "completion_pct", "change", "locator")
        frames = ("three_public_detail", "three_public")
        return Shown(told, columns, ("account_no", "item"), frames, tuple(pictures))

    def _procurement(self, state: State) -> Shown:
        told = self._told(state, analysis.procurement, "fz.analysis.procurement")
        whole, name = pl.col("base") == "total", pl.col("account").cast(pl.String)
        kinds, smes = pl.col("measure").is_in(_BOUGHT) & whole, (pl.col("measure") == "sme") & whole
        pictures = [
            *self._bars(told, kinds, "a", "procurement", state, share=pl.col("share")),
            *self._picture(charts.shares, told, smes, "b", "shares", state, label=name, base=pl.col("base_label")),
        ]
        columns = ("label", "base_label", "amount", "share", "printed_pct", "note", "locator")
        return Shown(told, columns, ("account_no", "measure", "base"), ("procurement",), tuple(pictures))

    def _projects(self, state: State) -> Shown:
        told = self._told(state, analysis.performance_total, "fz.analysis.performance_total")
        label = pl.col("account").cast(pl.String)
        named = replace(told, frame=told.frame.with_columns(label=label))
        pictures = self._picture(charts.execution, named, pl.lit(True), "a", "projects", state, label=label)
        columns = ("projects", "budget", "actual", "execution_rate", "score_share", "full_marks", "met", "missed")
        frames = ("project_funding", "projects")
        return Shown(told, (*columns, "undecided", "locator"), ("account_no",), frames, tuple(pictures))

    def _findings(self, state: State) -> Shown:
        def audited(d: Disclosure, lang: str) -> pl.DataFrame:
            return self._ones[self.accounts.index(d)].audit.frame(lang)

        told = self._told(state, audited, "fz.Disclosure.audit").equal(leads=True)
        columns = ("severity", "code", "title", "message", "left_locator", "right_locator")
        frames = tuple(self.accounts[0].frames)
        shown = Shown(told, columns, ("account_no", "group"), frames, listed=listed(told.frame))
        if told.frame.is_empty():
            return shown
        cells = analysis.finding_counts(told.frame)
        held: dict[tuple[str, int], list[int]] = {}
        for number, key in enumerate(told.frame.select("code", "account_no").iter_rows()):
            held.setdefault(key, []).append(number)
        marks = tuple(
            Mark(f"a{number}", f"{account} · {label}", tuple(held.get((code, at), ())))
            for number, (code, at, account, label) in enumerate(
                cells.select("code", "account_no", "account", "label").iter_rows()
            )
        )
        title, below = word("many.findings", state.lang), word("many.signs", state.lang)
        return replace(
            shown,
            pictures=(
                Picture(
                    cells,
                    marks,
                    lambda frame: charts.finding_matrix(frame, title=title, subtitle=below, lang=language(state.lang)),
                ),
            ),
        )
