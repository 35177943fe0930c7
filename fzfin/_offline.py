"""After ``import fzfin`` every Altair chart is shown without a network, whichever of the two was imported first.

Altair's default loads Vega from the network. Importing Altair takes half a second, so it is not imported here: where it
is not there yet, one finder waits for its import, and gives way after it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_ALTAIR: Final = "altair"
_CHARTS: Final = "fzfin.charts"


class _Waiting:
    """Finds Altair as anyone would, and imports `fzfin.charts` behind it, which sets theme and renderer.

    It has what a finder needs without the base class, whose module takes 10 ms to import.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _ALTAIR:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(_ALTAIR)
        if spec is None or spec.loader is None or _CHARTS in sys.modules:
            return spec
        run = spec.loader.exec_module

        def run_and_set(module: ModuleType) -> None:
            run(module)
            import_module(_CHARTS)

        spec.loader.exec_module = run_and_set  # type: ignore[method-assign]
        return spec


def wait_for_altair() -> None:
    """Set theme and renderer of Altair now, if it is imported, else when it will be."""
    if _ALTAIR in sys.modules:
        import_module(_CHARTS)
    elif not any(isinstance(finder, _Waiting) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Waiting())
