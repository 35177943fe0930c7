"""The views of one account: for each the table, its pictures, and why there is nothing where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from fzfin import analysis, charts
from fzfin.analysis.labels import terms
from fzfin.analysis.normalised import base_of
from fzfin.charts.formats import money, scaled
from fzfin.charts.words import unit_word, value
from fzfin.checks import Audit, audit
from fzfin.reports.sentences import Sentences
from fzfin.widgets.concerns import related
from fzfin.widgets.held import Held
from fzfin.widgets.nodes import noded
from fzfin.widgets.procured import of_base, procured
from fzfin.widgets.shown import Mark, Picture, Shown, marked, own_marks
from fzfin.widgets.state import FUNDS, VIEWS, State
from fzfin.widgets.told import Told, call, reading
from fzfin.widgets.words import word

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure

_TOP: Final = 10
_TOP_SHARES: Final = 12
_TABLES: Final = ("expenditure", "general_expenditure", "government_funds", "state_capital")
FUND_TABLE: Final = dict(zip(FUNDS, _TABLES, strict=True))
"""The table in which the expenditure of a fund is printed."""


def amount(number: float | None, unit: str, lang: str) -> str:
    """An amount in 万元 (or divided already) written in a unit, with the unit's name.

    Example:
        >>> amount(2.5, "元", "en"), amount(0.25, "percent", "en")
        ('25,000.00 yuan', '25.00%')
    """
    frame = scaled(pl.DataFrame({"amount": [number]}, schema={"amount": pl.Float64}), ["amount"], unit)
    text = money(frame["amount"].item(), unit)
    return text if unit == "percent" else f"{text} {unit_word(unit, 'en' if lang == 'en' else 'zh')}"


class One:
    """One account, looked at from several sides; the frames of its analyses are kept.

    Example:
        >>> import fzfin as fz
        >>> One(fz.read()).shown(State(view="change")).told.text
        "fz.analysis.variance(d, lang='zh')"
    """

    def __init__(self, d: Disclosure) -> None:
        """Take a disclosure."""
        self.d = d
        self._held = Held()

    views = VIEWS
    has_lines = True

    def heading(self, lang: str) -> str:
        """Whose account it is, and of which year."""
        return str(Sentences(lang=lang).heading(self.d))

    def source(self) -> str:
        """The line of Python that reads the account."""
        return f"d = {reading(self.d)}"

    @cached_property
    def audit(self) -> Audit:
        """The audit of the account, made when it is first wanted."""
        return audit(self.d)

    @property
    def audited(self) -> bool:
        """Whether the audit has been made."""
        return "audit" in self.__dict__

    def of(self, number: int) -> One:
        """The account with a number; there is one."""
        return self

    def funds(self, lang: str) -> list[tuple[str, str]]:
        """The funds that can be chosen, with their names."""
        names = terms("fund", lang)
        return [(names[fund], fund) for fund in FUNDS]

    def columns(self, shown: Shown) -> Sequence[str]:
        """The columns of the table."""
        return shown.columns

    def marked(self, frame: pl.DataFrame, lang: str) -> pl.DataFrame:
        """The table with what the audit found at its rows."""
        return self.audit.mark(frame, lang)

    def lines(self, fund: str, lang: str) -> list[tuple[str, str]]:
        """The functional classes that can be chosen: name and code."""
        whole = self._analysis("composition", fund=fund, lang=lang)
        classes = whole.filter((pl.col("level") == "class") & pl.col("amount").is_not_null())
        return [
            (word("line.one", lang, code=code, name=label), code)
            for code, label in classes.select("code", "label").iter_rows()
            if code is not None
        ]

    def shown(self, state: State) -> Shown:
        """What a state shows."""
        state = state.effective
        return self._held.get(("shown", state), lambda: self._shown(state))

    def _shown(self, state: State) -> Shown:
        missing = None
        if state.view != "findings" and state.basis and base_of(self.d, state.basis) is None:
            missing = "no_staff" if state.basis == "head" else f"no_{state.basis}"
        made: Shown = getattr(self, f"_{state.view}")(state)
        if missing and made.told.frame.height:
            return replace(made, pictures=(), why=word(f"why.{missing}", state.lang))
        return made

    def _analysis(self, name: str, **options: Any) -> pl.DataFrame:
        made: Callable[..., pl.DataFrame] = getattr(analysis, name)
        return self._held.get((name, tuple(options.items())), lambda: made(self.d, **options))

    def _told(self, name: str, **options: Any) -> Told:
        return Told(self._analysis(name, **options), call(f"fz.analysis.{name}", "d", **options))

    def _based(self, frame: pl.DataFrame, state: State) -> pl.DataFrame:
        return frame if state.basis is None else analysis.normalised(frame, self.d, per=state.basis)

    def _sentences(self, state: State) -> Sentences:
        return Sentences(lang=state.lang, unit=state.money_unit)

    def _below(self, state: State, said: str) -> str:
        """The subtitle: what is said, or what amounts are divided by."""
        if state.basis is None:
            return said
        return word(f"basis.{state.basis}", state.lang, n=f"{base_of(self.d, state.basis) or 0:,.0f}")

    def _line(self, state: State) -> str:
        named = {code: label for label, code in self.lines("all", state.lang)}
        return named.get(state.line or "", state.line or "")

    def _fund(self, state: State) -> str:
        return terms("fund", state.lang)[state.fund]

    def _flow(self, state: State) -> Shown:
        told = self._told("flows", by="both", fund=state.fund, lang=state.lang)
        whole, say = told.frame, self._sentences(state)
        if state.line:
            told = told.equal(target=f"class/{state.line}")
        told = told.normalised(self.d, state.basis)
        shown = Shown(
            told,
            ("source_label", "target_label", "amount", "share", "note", "locator"),
            ("source", "target"),
            ("summary", "expenditure", "revenue") if state.fund == "all" else ("appropriation", FUND_TABLE[state.fund]),
        )
        if told.frame.is_empty():
            key = ("flow" if state.fund == "all" else "fund_flow") if whole.is_empty() else "line"
            return replace(shown, why=word(f"why.{key}", state.lang, line=self._line(state), fund=self._fund(state)))
        drawn = told.frame.with_columns(label=pl.col("source_label") + " → " + pl.col("target_label"))
        title = word("title.line_flow", state.lang, name=self._line(state)) if state.line else say.flow_title(whole)
        sankey = drawing(charts.sankey, title, self._below(state, say.flow_subtitle(whole)), state)
        summary = "summary" if state.fund == "all" else "appropriation"
        drawn, joints = noded(drawn, "a", summary if self.d.frames.get(summary) is not None else None)
        pictures = [Picture(drawn, own_marks(drawn, "a"), sankey, joints)]
        spent = self._analysis("composition", fund=state.fund, lang=state.lang)
        below = spent if not state.line else spent.filter(pl.col("code").str.starts_with(state.line))
        tree = analysis.composition_tree(self._based(below, state))
        if tree.height:
            pictures.append(self._tree_of_flows(tree, told.frame, say, spent, state))
        return replace(shown, pictures=tuple(pictures))

    def _tree_of_flows(
        self, tree: pl.DataFrame, links: pl.DataFrame, say: Sentences, whole: pl.DataFrame, state: State
    ) -> Picture:
        """An icicle whose blocks stand for the flows into their class."""
        targets = links["target"].to_list()
        marks = tuple(
            Mark(
                f"b{number}",
                label,
                tuple(n for n, target in enumerate(targets) if target == f"class/{code[:3]}"),
                ((FUND_TABLE[state.fund], {"line_code": code}),),
            )
            for number, (code, label) in enumerate(tree.select("code", "label").iter_rows())
        )
        title = self._line_title(whole, state) or say.icicle_title(whole)
        return Picture(tree, marks, drawing(charts.icicle, title, self._below(state, say.icicle_subtitle()), state))

    def _line_title(self, whole: pl.DataFrame, state: State) -> str | None:
        if not state.line:
            return None
        row = self._based(whole, state).filter(pl.col("code") == state.line)
        held: Any = row["amount"].first() if row.height else None
        return word("title.line", state.lang, name=self._line(state), amount=amount(held, state.unit, state.lang))

    def _composition(self, state: State) -> Shown:
        told = self._told("composition", fund=state.fund, lang=state.lang)
        whole, say = told.frame, self._sentences(state)
        told = told.below(state.line).normalised(self.d, state.basis)
        shown = Shown(
            told,
            ("code", "label", "amount", "share", "note", "locator"),
            ("code", "level"),
            (FUND_TABLE[state.fund], "summary"),
        )
        facts = {"fund": self._fund(state), "line": self._line(state)}
        if told.frame.is_empty():
            return replace(shown, why=word("why.composition" if whole.is_empty() else "why.line", state.lang, **facts))
        tree = analysis.composition_tree(told.frame)
        if tree.is_empty():
            return replace(shown, why=word("why.all_zero", state.lang))
        title = self._line_title(whole, state) or say.icicle_title(whole)
        icicle = drawing(charts.icicle, title, self._below(state, say.icicle_subtitle()), state)
        pictures = [Picture(tree, marked(told.frame, tree, "a"), icicle)]
        if not state.line:
            parts = analysis.composition_parts(told.frame, lang=state.lang)
            waffle = drawing(charts.waffle, say.waffle_title(whole), self._below(state, say.waffle_subtitle()), state)
            pictures.append(Picture(parts, marked(told.frame, parts, "b"), waffle))
        return replace(shown, pictures=tuple(pictures))

    def _change(self, state: State) -> Shown:
        told = self._told("variance", lang=state.lang)
        whole, say = told.frame, self._sentences(state)
        based = self._based(whole, state)
        told = told.equal(fund=state.fund) if state.fund != "all" else told
        told = told.below(state.line).normalised(self.d, state.basis)
        columns = ("label", "actual", "prior", "change", "change_rate", "contribution_rate", "reason", "locator")
        keys, frames = ("side", "fund", "level", "code", "name"), ("statements", FUND_TABLE[state.fund], *_TABLES)
        shown = Shown(told, columns, keys, (*frames, "revenue", "summary", "appropriation"))
        facts = {"fund": self._fund(state), "line": self._line(state)}
        if told.frame.is_empty():
            why = "line" if state.line else "change" if state.fund == "all" else "fund_change"
            return replace(shown, why=word(f"why.{why}", state.lang, **facts))
        fund = state.fund
        if state.line and fund == "all":
            held = told.frame.filter(pl.col("code") == state.line)["fund"].unique().to_list()
            if len(held) != 1:
                return replace(shown, why=word("why.several_funds", state.lang, **facts))
            fund = held[0]
        steps = analysis.variance_steps(based, fund=fund, line=state.line, top=_TOP, lang=state.lang)
        pairs = analysis.variance_pairs(based, fund=fund, line=state.line, top=_TOP)
        title: str = say.change_title(whole, fund=fund)
        if state.line:
            row = based.filter((pl.col("fund") == fund) & (pl.col("code") == state.line)).row(0, named=True)
            ends = {name: amount(row[name], state.unit, state.lang) for name in ("actual", "prior")}
            title = word("title.line_change", state.lang, name=self._line(state), **ends)
        below = self._below(state, say.change_subtitle(whole, fund=fund))
        pictures: list[Picture] = []
        notes: tuple[str, ...] = ()
        if steps.height:
            marks = marked(told.frame, steps, "a")
            pictures.append(Picture(steps, marks, drawing(charts.waterfall, title, below, state)))
        else:
            subject = self._line(state) if state.line else terms("fund", state.lang)[fund]
            notes = (word("why.no_prior", state.lang, subject=subject),)
        if pairs.height:
            told_pairs = analysis.variance_pairs(whole, fund=fund, line=state.line, top=_TOP)
            draw = drawing(
                charts.dumbbell, say.pairs_title(told_pairs), self._below(state, say.pairs_subtitle()), state
            )
            pictures.append(Picture(pairs, marked(told.frame, pairs, "b"), draw))
        nothing = notes[0] if not pictures else None
        return replace(shown, pictures=tuple(pictures), why=nothing, notes=notes if pictures else ())

    def _three_public(self, state: State) -> Shown:
        told = self._told("three_public", lang=state.lang)
        whole, say = told.frame, self._sentences(state)
        told = told.normalised(self.d, state.basis)
        columns = ("label", "actual", "budget", "budget_low", "budget_high", "completion_pct", "prior", "change")
        frames = ("three_public_detail", "three_public", "statements")
        shown = Shown(told, (*columns, "reason", "locator"), ("item",), frames)
        if told.frame.is_empty():
            key = "three_public" if self.d.frames["three_public"] is None else "three_public_empty"
            return replace(shown, why=word(f"why.{key}", state.lang))
        limits = analysis.three_public_limits(told.frame)
        pairs = analysis.three_public_pairs(told.frame)
        single = [n for n, item in enumerate(told.frame["item"]) if item not in ("total", "vehicle")]
        told_pairs = analysis.three_public_pairs(whole)
        bullet = drawing(charts.bullet, say.limits_title(whole), self._below(state, say.limits_subtitle(whole)), state)
        dumbbell = drawing(
            charts.dumbbell,
            say.public_pairs_title(told_pairs),
            self._below(state, say.public_pairs_subtitle()),
            state,
        )
        pictures = [Picture(limits, own_marks(limits, "a"), bullet)]
        if pairs.height:
            pictures.append(Picture(pairs, own_marks(pairs, "b", single), dumbbell))
        return replace(shown, pictures=tuple(pictures))

    def _procurement(self, state: State) -> Shown:
        told = self._told("procurement", lang=state.lang)
        whole, say = told.frame, self._sentences(state)
        told = told.normalised(self.d, state.basis)
        columns = ("label", "base_label", "amount", "amount_low", "amount_high", "base_amount")
        shown = Shown(
            told, (*columns, "share", "printed_pct", "note", "locator"), ("measure", "base"), ("procurement",)
        )
        if told.frame.is_empty():
            return replace(shown, why=word("why.procurement", state.lang))
        parts = self._based(self._analysis("procurement_parts", lang=state.lang), state)
        pictures = []
        if parts["amount"].fill_null(0.0).sum() > 0:
            marks = procured(told.frame, parts, state.lang)
            below = self._below(state, say.composition_subtitle())
            draw = drawing(charts.composition, say.composition_title(whole), below, state)
            pictures.append(Picture(parts, marks, draw))
        shares = analysis.procurement_shares(told.frame).head(_TOP_SHARES)
        kinds = ["total", "goods", "works", "services"]
        numbers = [n for n, measure in enumerate(told.frame["measure"]) if measure not in kinds][:_TOP_SHARES]
        if shares["share"].count() or shares["share_low"].count():
            draw = drawing(charts.shares, say.shares_title(whole), say.shares_subtitle(), state)
            pictures.append(Picture(shares, own_marks(of_base(shares, state.lang), "b", numbers), draw))
        why = None if pictures else word("why.procurement_zero", state.lang)
        return replace(shown, pictures=tuple(pictures), why=why)

    def _projects(self, state: State) -> Shown:
        told = self._told("performance", lang=state.lang)
        whole, say = told.frame, self._sentences(state)
        told = told.normalised(self.d, state.basis)
        columns = ("label", "budget", "actual", "execution_rate", "score_share", "total_score", "met", "missed")
        frames = ("project_funding", "projects")
        shown = Shown(told, (*columns, "undecided", "note", "locator"), ("project_no",), frames)
        if told.frame.is_empty():
            return replace(shown, why=word("why.projects", state.lang))
        gaps = analysis.performance_gaps(told.frame, top=_TOP, lang=state.lang)
        below = self._below(state, say.execution_subtitle())
        execution = drawing(charts.execution, say.execution_title(whole), below, state)
        pictures = [Picture(gaps, marked(told.frame, gaps, "a"), execution)]
        signs = self._analysis("performance_indicators", lang=state.lang)
        if signs.height:
            at = {number: row for row, number in enumerate(told.frame["project_no"])}
            marks = tuple(
                Mark(
                    f"b{number}",
                    f"{row['project_no']}. {row['label'] or ''} ({value('verdict', row['verdict'], say.lang)})",
                    (at[row["project_no"]],) if row["project_no"] in at else (),
                    (("indicators", {name: row[name] for name in ("project_no", "indicator_no")}),),
                )
                for number, row in enumerate(signs.iter_rows(named=True))
            )
            strip = drawing(charts.indicator_strip, say.strip_title(signs), say.strip_subtitle(), state)
            pictures.append(Picture(signs, marks, strip))
        return replace(shown, pictures=tuple(pictures))

    def _findings(self, state: State) -> Shown:
        found = self.audit.findings(state.lang)
        told = Told(found, f"fz.audit(d).findings({state.lang!r})")
        columns = ("severity", "code", "title", "message", "left_locator", "right_locator", "cases")
        shown = Shown(told, columns, ("group",), tuple(self.d.frames))
        if found.is_empty():
            return replace(shown, why=word("why.findings", state.lang))
        pairs = self._held.get(("agreement", state.lang), lambda: self.audit.agreement(state.lang))
        say = self._sentences(state)
        drawn = pairs.with_columns(label=pl.col("left") + " × " + pl.col("right"))
        groups = related(self.audit)
        order = {group: number for number, group in enumerate(found["group"])}
        marks = tuple(
            Mark(f"a{number}", row["label"], tuple(sorted(order[g] for g in groups[number] if g in order)))
            for number, row in enumerate(drawn.iter_rows(named=True))
        )

        def draw(frame: pl.DataFrame) -> Any:
            title, below = say.agreement_title(self.audit), say.agreement_subtitle()
            return charts.agreement(frame, title=title, subtitle=below, lang=say.lang)

        return replace(shown, pictures=(Picture(drawn, marks, draw),), listed=listed(found))


def drawing(chart: Callable[..., Any], title: str, subtitle: str, state: State) -> Callable[[pl.DataFrame], Any]:
    """What draws a frame with a chart of `fzfin.charts`, in the unit and language of a state.

    Where amounts are percentages of a whole already, their shares are left out.
    """

    def draw(frame: pl.DataFrame) -> Any:
        if state.unit == "percent" and "share" in frame.columns and chart is not charts.shares:
            frame = frame.with_columns(share=pl.lit(None, pl.Float64))
        return chart(frame, title=title, subtitle=subtitle, unit=state.unit, lang=state.lang)

    return draw


def listed(found: pl.DataFrame) -> tuple[Mark, ...]:
    """Findings as marks that stand in the list only: the account if there are several, the check, and the place."""
    names = [name for name in ("account", "code", "title", "left_locator") if name in found.columns]
    rows = found.select(names).iter_rows()
    return tuple(Mark(f"c{n}", " · ".join(filter(None, row)), (n,)) for n, row in enumerate(rows))
