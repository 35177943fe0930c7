"""A chart in JupyterLab that can be drawn anew, and that says which of its marks is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import altair as alt
from altair.jupyter.jupyter_chart import Selections
from altair.utils.selection import PointSelection, Store

from fzfin.charts.picking import PICKED
from fzfin.widgets.shown import PICK

_GIVEN: Final = "export{__default as default};"
"""How the bundle of Altair's scripts gives what it holds."""


@lru_cache(maxsize=1)
def quiet(script: str) -> str:
    """The bundle of Altair's scripts, with what it gives wrapped in ``quiet.js``; as it is where it is another one.

    Example:
        >>> quiet("const a = 1;")
        'const a = 1;'
    """
    if script.count(_GIVEN) != 1:
        return script
    wrapped = files("fzfin.widgets").joinpath("quiet.js").read_text(encoding="utf-8")
    return script.replace(_GIVEN, "\n" + wrapped)


class Drawing(alt.JupyterChart):
    """Altair's widget, given finished specifications: only the selection by click is told to the kernel.

    What is under the pointer stays in the browser, so that moving the mouse costs no message.
    """

    def __init__(self, on_pick: Callable[[str | None], None]) -> None:
        """Make an empty drawing; `on_pick` is called with the name of the mark that was selected, or None."""
        type(self)._esm = quiet(str(alt.JupyterChart._esm))
        self._on_pick = on_pick
        self._chosen: frozenset[str] = frozenset()
        super().__init__(chart=None)  # type: ignore[arg-type]

    def draw(self, spec: dict[str, Any], chosen: Sequence[str], labels: dict[str, str]) -> None:
        """Draw a specification; `labels` are the words of its menu."""
        self._chosen = frozenset(chosen)
        nothing = PointSelection(name=PICKED, value=[], store=Store([]))
        self.selections = Selections({PICKED: nothing})  # type: ignore[no-untyped-call]
        with self.hold_sync():
            self._selection_types = {PICKED: "point"}
            self._vl_selections = {PICKED: {"value": None, "store": []}}
            self.embed_options = {
                "renderer": "svg",
                "actions": {"export": True, "source": False, "compiled": False, "editor": False},
                "i18n": labels,
            }
            self.spec = spec
        self.selections.observe(self._picked, names=PICKED)

    def _picked(self, change: Any) -> None:
        """Tell what was clicked; that the browser has drawn what it was told to select is no click."""
        names = [name for point in change["new"].value if (name := point.get(PICK)) is not None]
        if frozenset(names) != self._chosen:
            self._chosen = frozenset(names)
            self._on_pick(names[0] if names else None)
