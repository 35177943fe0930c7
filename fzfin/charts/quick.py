"""Imports Altair without one format checker that fzfin never uses and that costs more than a second to load.

jsonschema, which Altair imports, loads the grammars of ``rfc3987_syntax`` if that package is there.
"""

from __future__ import annotations

import importlib
import sys

_SLOW = "rfc3987_syntax"


def import_altair() -> None:
    """Import Altair, hiding the slow package meanwhile; afterwards it can be imported as before.

    Example:
        >>> import_altair()
    """
    if "altair" in sys.modules or _SLOW in sys.modules:
        importlib.import_module("altair")
        return
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]
    modules[_SLOW] = None
    try:
        importlib.import_module("altair")
    finally:
        del modules[_SLOW]
