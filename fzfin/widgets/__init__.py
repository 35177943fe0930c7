"""The explorer of JupyterLab (浏览器): linked charts that lead from any mark to the printed line.

Nothing outside this package imports ipywidgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from fzfin.analysis.labels import language
from fzfin.errors import MissingDependencyError, ParameterError

if TYPE_CHECKING:
    from fzfin.disclosure import Disclosure
    from fzfin.widgets.explorer import Explorer

__all__ = ["explore"]


def explore(accounts: Disclosure | Sequence[Disclosure], *, lang: str | None = None) -> Explorer:
    """Explore an account in JupyterLab, or several accounts or years side by side.

    A click on a bar, block or link, or a choice in the list of marks, filters the table, shows the printed lines and
    the findings that concern them, and gives the three lines of Python that make the same table.

    Args:
        accounts: A disclosure, or several, in the order in which they are to stand.
        lang: The language to begin with, ``zh`` or ``en``; by default that of `fzfin.settings`.

    Raises:
        MissingDependencyError: The extra ``lab`` is not installed.
        ParameterError: There is no account, something else than a disclosure, or the language is unknown.

    Example:
        >>> import fzfin as fz
        >>> explorer = fz.explore(fz.read(), lang="en")
        >>> explorer.view.value = "three_public"
        >>> explorer.frame.height
        6
    """
    from fzfin.disclosure import Disclosure

    lang = language(lang)
    for package in ("ipywidgets", "anywidget"):
        if find_spec(package) is None:
            raise MissingDependencyError(
                f'the explorer needs {package}, which is not installed: run pip install "fzfin[lab]", then open'
                " JupyterLab anew"
            )
    listed = isinstance(accounts, Iterable) and not isinstance(accounts, str | bytes)
    several: list[Any] = list(accounts) if listed else [accounts]  # type: ignore[arg-type]
    other = next((type(d).__name__ for d in several if not isinstance(d, Disclosure)), None)
    if not several or other:
        raise ParameterError(f"expected one disclosure or several, as fz.read gives them, found {other or 'none'}")
    from fzfin.widgets import bundle
    from fzfin.widgets.explorer import Explorer
    from fzfin.widgets.many import Many
    from fzfin.widgets.one import One

    bundle.enable()
    return Explorer(One(several[0]) if len(several) == 1 else Many(several), lang)
