"""The explorer itself: controls, linked charts, the table, the printed lines and the findings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from importlib.resources import files
from typing import Any, Final

import ipywidgets as w
import polars as pl
from altair.utils import schemapi
from IPython import get_ipython

from fzfin import settings
from fzfin.charts.picking import pickable
from fzfin.errors import FzfinError
from fzfin.widgets.beside import Beside
from fzfin.widgets.drawing import Drawing
from fzfin.widgets.held import Held
from fzfin.widgets.reach import Reach
from fzfin.widgets.shown import PICK, Mark, Picture, Shown
from fzfin.widgets.state import CHOICES, FUNDS, OF_FUND, OF_LINE, State
from fzfin.widgets.subject import Subject
from fzfin.widgets.told import Told
from fzfin.widgets.words import word

_DRAWINGS: Final = 2
_NONE: Final = ""
_QUIET: Final = 0.2
_PAUSE: Final = 0.02
"""Seconds: after a change until the next states are made ready, and between two pictures of them."""


class Explorer(w.VBox):  # type: ignore[misc]
    """Linked charts of one account or several, each mark of which leads to the printed line.

    The controls are attributes: `view`, `fund`, `line`, `unit`, `lang`, and `marks`, the list of the marks of the
    charts, which does what a click does. `frame` is the frame of the table, `code` the three lines that give it.
    """

    def __init__(self, subject: Subject, lang: str = "zh") -> None:
        """Make the explorer of a subject, beginning with its first view."""
        self._subject, self._specs, self._quiet = subject, Held(), False
        self._waiting: asyncio.TimerHandle | None = None
        unit = settings.money_unit()
        self.state = State(view=subject.views[0], lang=lang, unit=unit if unit in CHOICES else State().unit)
        self._shown: Shown = subject.shown(self.state)
        self._mark: Mark | None = None
        self._make_controls()
        self.drawings = [Drawing(self._clicked) for _ in range(_DRAWINGS)]
        for number, drawing in enumerate(self.drawings, 1):
            drawing.add_class(f"fz-drawing-{number}")
        self.heading, self.status, self.why, self.narrow = (w.HTML() for _ in range(4))
        self.excerpt, self.findings, self.table = w.HTML(), w.HTML(), w.HTML()
        self.reach = Reach()
        css = files("fzfin.widgets").joinpath("style.css").read_text(encoding="utf-8")
        picker = self._boxed("fz-picker", self.marks, self.clear)
        side = self._boxed("fz-side", picker, self._boxed("fz-found", self.excerpt, self.findings))
        super().__init__(
            [
                w.HTML(f"<style>{css}</style>"),
                self.heading,
                self.view,
                self._boxed("fz-chosen", self.fund, self.line, self.unit, self.lang),
                self.status,
                self.narrow,
                self._boxed("fz-desk", self.why, self.drawings[0], side, self.drawings[1]),
                self.table,
                self.code_area,
                self.copy,
                self.reach,
            ]
        )
        self.add_class("fz-explorer")
        self.narrow.add_class("fz-narrow")
        self._worded()
        self._show()
        for control in (self.view, self.fund, self.line, self.unit, self.lang):
            control.observe(self._changed, names="value")
        self.marks.observe(self._listed, names="value")
        self.clear.on_click(lambda _: self._choose(None))
        self.reach.observe(lambda _: self._say(word("told.copied", self.state.lang)), names="copied")

    def __repr__(self) -> str:
        """What stands in a page or a terminal, where a widget does not live."""
        return word("elsewhere", self.state.lang)

    @property
    def frame(self) -> pl.DataFrame:
        """The frame of the table: that of the view, or the rows that the selected mark stands for."""
        return self._told().frame

    @property
    def code(self) -> str:
        """The three lines of Python that give `frame`."""
        return self._told().lines(self._subject.source())

    @property
    def selected(self) -> str | None:
        """The name of the selected mark, as the charts' data and `marks` have it; None where nothing is selected."""
        return self._mark.id if self._mark else None

    def _told(self) -> Told:
        return self._shown.told.rows(self._mark.rows, self._shown.keys) if self._mark else self._shown.told

    def _make_controls(self) -> None:
        wide = w.Layout(width="auto", height="auto")
        self.view = w.ToggleButtons(options=list(self._subject.views), value=self.state.view, layout=wide)
        self.view.style.button_width = "auto"
        self.fund = w.Dropdown(options=list(FUNDS), value=self.state.fund, layout=wide)
        self.line = w.Dropdown(options=[_NONE], value=_NONE, layout=w.Layout(width="auto", max_width="18em"))
        self.unit = w.Dropdown(options=list(CHOICES), value=self.state.unit, layout=wide)
        self.lang = w.Dropdown(options=["zh", "en"], value=self.state.lang, layout=wide)
        self.marks = w.Select(options=[], rows=7, layout=w.Layout(width="100%", height="auto"))
        self.clear = w.Button(layout=w.Layout(width="auto"))
        self.copy = w.Button(layout=w.Layout(width="auto", align_self="flex-start"))
        self.code_area = w.Textarea(rows=3, layout=w.Layout(width="100%", height="auto"))
        self.view.add_class("fz-views")
        for name in ("clear", "copy"):
            getattr(self, name).add_class("fz-button").add_class(f"fz-{name}")
        self.code_area.add_class("fz-code")
        for control in (self.view, self.fund, self.line, self.unit, self.lang, self.marks, self.code_area):
            control.add_class("fz-control")

    def _boxed(self, name: str, *parts: w.Widget) -> w.Box:
        """Parts in a box that the style sheet lays out."""
        box = w.Box(parts)
        box.add_class(name)
        return box

    @contextmanager
    def _silent(self) -> Iterator[None]:
        """Let controls be set without being heard."""
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def _changed(self, change: Any) -> None:
        if self._quiet:
            return
        line = self.line.value or None
        state = State(self.view.value, self.fund.value, line, self.unit.value, self.lang.value)
        if state == self.state:
            return
        spoke, self.state, self._mark = self.state.lang, state, None
        if state.lang != spoke:
            self._worded()
        self._show()

    def _listed(self, change: Any) -> None:
        if not self._quiet:
            self._choose(change["new"])

    def _clicked(self, name: str | None) -> None:
        if name is None or name in self._shown.by_id:
            self._choose(name, clicked=True)

    def _choose(self, name: str | None, *, clicked: bool = False) -> None:
        """Select a mark by its name, or none."""
        if name == self.selected:
            return
        self._mark = self._shown.by_id.get(name or "")
        self._draw(but=name if clicked else None)
        with self._silent():
            values = [value for _, value in self.marks.options]
            self.marks.value = self.selected if self.selected in values else None
        self._tell()

    def _worded(self) -> None:
        """Put the words of the language on everything that does not change with the view."""
        lang = self.state.lang
        with self._silent():
            self.reach.lang, self.reach.label = lang, self._subject.heading(lang)
            self.heading.value = f'<h2 lang="{lang}">{escape(self._subject.heading(lang))}</h2>'
            self.narrow.value = f'<div class="fz-note" lang="{lang}">{escape(word("narrow", lang))}</div>'
            for name, prefix, values in (
                ("view", "view", self._subject.views),
                ("unit", "unit", CHOICES),
                ("lang", "lang", ("zh", "en")),
            ):
                control, kept = getattr(self, name), getattr(self.state, name)
                control.options = [(word(f"{prefix}.{value}", lang), value) for value in values]
                control.value = kept
            self.fund.options = self._subject.funds(lang)
            self.fund.value = self.state.fund
            lines = self._subject.lines("all", lang)
            self.line.options = [(word("line.all", lang), _NONE), *lines]
            held = [code for _, code in lines]
            self.line.value = self.state.line if self.state.line in held else _NONE
            for name in ("view", "fund", "line", "unit", "lang", "marks", "clear", "copy"):
                getattr(self, name).description = word(f"control.{name}", lang)
            self.code_area.description = word("control.code", lang)

    def _show(self) -> None:
        """Show the state: what can be chosen in it, its charts, and what belongs to them."""
        state, lang = self.state, self.state.lang
        try:
            self._shown = self._subject.shown(state)
        except FzfinError as error:
            self._shown = replace(self._shown, pictures=(), why=str(error))
        self._draw()
        for name, offered in (
            ("fund", state.view in OF_FUND),
            ("line", state.view in OF_LINE and self._subject.has_lines),
            ("unit", state.view != "findings"),
        ):
            control = getattr(self, name)
            with control.hold_sync():
                control.disabled = not offered
                control.tooltip = "" if offered else word(f"off.{name}", lang)
        seen: set[tuple[str, tuple[int, ...]]] = set()
        options = []
        for mark in self._shown.marks:
            if (mark.label, mark.rows) not in seen:
                seen.add((mark.label, mark.rows))
                options.append((mark.label, mark.id))
        with self._silent(), self.marks.hold_sync():
            self.marks.options = options
            self.marks.value = None
            self.marks.disabled = not options
        loop = None if self._subject.audited or state.view == "findings" else _running()
        self._tell(audited=loop is None)
        if loop is None:
            self._foresee()
        else:
            loop.call_later(_PAUSE, self._audit_and_tell)

    def _audit_and_tell(self) -> None:
        """Add what the audit found, which is not waited for where the charts can be seen before."""
        self._tell()
        self._foresee()

    def _draw(self, but: str | None = None) -> None:
        """Draw the pictures with the selected marks lit; the one in which a row was clicked has done so itself."""
        shown, lang = self._shown, self.state.lang
        for number, drawing in enumerate(self.drawings):
            picture = shown.pictures[number] if number < len(shown.pictures) else None
            drawing.layout.display = "" if picture else "none"
            if picture is None or (but is not None and any(mark.id == but for mark in picture.marks)):
                continue
            chosen = picture.chosen(self._mark)
            spec = self._spec(self.state, number, picture)
            labels = {
                "PNG_ACTION": word("export.png", lang),
                "SVG_ACTION": word("export.svg", lang),
                "CLICK_TO_VIEW_ACTIONS": word("export.menu", lang),
            }
            drawing.draw(pickable(spec, PICK, chosen), chosen, labels)

    def _spec(self, state: State, number: int, picture: Picture) -> dict[str, Any]:
        """The specification of a picture; that pictures are valid is tested, and not asked again at each click."""

        def make() -> dict[str, Any]:
            with schemapi.debug_mode(False):
                spec: dict[str, Any] = picture.chart().to_dict(validate=False)
            return spec

        return self._specs.get((state.effective, number), make)

    def _foresee(self) -> None:
        """Make ready what the next choice may ask for, piece by piece, while the kernel has nothing else to do."""
        loop = _running()
        if loop is None:
            return
        if self._waiting is not None:
            self._waiting.cancel()
        lines = [value for _, value in self.line.options if value] if self.state.view in OF_LINE else []
        self._waiting = loop.call_later(_QUIET, self._foresee_next, loop, self.state.neighbours(lines))

    def _foresee_next(self, loop: asyncio.AbstractEventLoop, states: list[State]) -> None:
        while states:
            state = states[0]
            for number, picture in enumerate(self._subject.shown(state).pictures):
                if (state, number) not in self._specs:
                    self._spec(state, number, picture)
                    self._waiting = loop.call_later(_PAUSE, self._foresee_next, loop, states)
                    return
            states = states[1:]

    def _say(self, said: str) -> None:
        """Say something in the line that is read aloud."""
        attributes = f'class="fz-status" role="status" aria-live="polite" lang="{self.state.lang}"'
        self.status.value = f"<div {attributes}>{escape(said)}</div>"

    def _tell(self, *, audited: bool = True) -> None:
        """Fill what stands beside and below the charts; without what the audit found, where it is not made yet."""
        lang, shown, told = self.state.lang, self._shown, self._told()
        rows = word("told.rows.one" if told.frame.height == 1 else "told.rows.many", lang, n=told.frame.height)
        if self._mark is None:
            name = word(f"view.{self.state.view}", lang)
            said = word("told.updated", lang, view=name, rows=rows)
            said += f" {word('told.all', lang)}" if shown.marks else ""
        elif self._mark.rows:
            said = word("told.picked", lang, label=self._mark.label, rows=rows)
        else:
            said = word("told.no_rows", lang, label=self._mark.label)
        self._say(said)
        self.clear.disabled = self._mark is None
        why = f'<div class="fz-why" lang="{lang}">{escape(shown.why)}</div>' if shown.why else ""
        why += "".join(f'<div class="fz-note" lang="{lang}">{escape(note)}</div>' for note in shown.notes)
        self.why.value = why
        self.why.layout.display = "" if why else "none"
        beside = Beside(self._subject, shown, self.state, self._mark, told.frame)
        self.table.value = beside.table(audited=audited)
        self.excerpt.value = beside.excerpt()
        self.findings.value = beside.findings() if audited else beside.waiting()
        self.code_area.value = self.code


def _running() -> asyncio.AbstractEventLoop | None:
    """The loop of the kernel; none outside of a kernel, whatever other loops there are."""
    if getattr(get_ipython(), "kernel", None) is None:
        return None
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
