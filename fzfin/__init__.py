"""fzfin: China's published departmental final accounts (部门决算公开) as polars frames, pictures and reports.

Example:
    >>> import fzfin as fz
    >>> d = fz.read()
    >>> d.meta.year
    2022
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fzfin._offline import wait_for_altair

if TYPE_CHECKING:
    from fzfin import analysis, charts, checks, teach
    from fzfin.analysis.comparison import compare
    from fzfin.checks import audit, check
    from fzfin.disclosure import Disclosure, read
    from fzfin.display.show import show
    from fzfin.errors import FzfinError
    from fzfin.reports.batch import render
    from fzfin.reports.sentences import Sentences
    from fzfin.vocab.codes import vocabulary
    from fzfin.widgets import explore

__version__ = "0.1.0"

__all__ = [
    "Disclosure",
    "FzfinError",
    "Sentences",
    "__version__",
    "analysis",
    "audit",
    "charts",
    "check",
    "checks",
    "compare",
    "explore",
    "read",
    "render",
    "show",
    "teach",
    "vocabulary",
]

_HOME = {
    "Disclosure": "fzfin.disclosure",
    "FzfinError": "fzfin.errors",
    "Sentences": "fzfin.reports.sentences",
    "analysis": "fzfin.analysis",
    "audit": "fzfin.checks",
    "charts": "fzfin.charts",
    "check": "fzfin.checks",
    "checks": "fzfin.checks",
    "compare": "fzfin.analysis.comparison",
    "explore": "fzfin.widgets",
    "read": "fzfin.disclosure",
    "render": "fzfin.reports.batch",
    "show": "fzfin.display.show",
    "teach": "fzfin.teach",
    "vocabulary": "fzfin.vocab.codes",
}


def __getattr__(name: str) -> Any:
    """Import a name of the front door when it is first asked for, so that `import fzfin` costs next to nothing."""
    try:
        module = import_module(_HOME[name])
    except KeyError:
        raise AttributeError(f"module 'fzfin' has no attribute {name!r}; it has {', '.join(__all__)}") from None
    value = module if module.__name__ == f"fzfin.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


wait_for_altair()
