"""One setting for words and figures: the language and the unit of money wherever a call names none.

    from fzfin import settings

    settings.use(lang="en", unit="元")

From then on labels, tooltips, formats of numbers and dates, sentences and findings are English and amounts in yuan,
unless a call says otherwise. Frames keep their amounts in 万元. The variables ``FZFIN_LANG`` and ``FZFIN_UNIT`` of the
environment do the same from outside; without any of them it is Chinese and 万元. The setting is that of the process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, TypeAlias, cast

from fzfin.errors import ParameterError
from fzfin.vocab import UNITS

Lang: TypeAlias = Literal["zh", "en"]
"""The languages that fzfin speaks."""

LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")
VARIABLES: Final = {"lang": "FZFIN_LANG", "unit": "FZFIN_UNIT"}
"""The variables of the environment that are looked at where nothing was set."""

RELATIVE: Final = ("per_head", "percent")
"""Units of amounts that `fzfin.analysis.normalised` has divided: yuan a head, and per cent of a whole. Calls may name
them; they cannot be set for all."""

_DEFAULTS: Final = {"lang": LANGUAGES[0], "unit": "万元"}
_KNOWN: Final[dict[str, tuple[str, ...]]] = {"lang": LANGUAGES, "unit": tuple(UNITS)}
_used: dict[str, str] = {}


def use(lang: str | None = None, unit: str | None = None) -> None:
    """Set the language, the unit of money, or both; what is None stays as it is.

    Args:
        lang: ``zh`` or ``en``.
        unit: A key of `fzfin.vocab.UNITS`.

    Raises:
        ParameterError: The language or the unit is unknown; nothing is set.

    Example:
        >>> with held():
        ...     use(lang="en")
        ...     language()
        'en'
    """
    asked = {name: value for name, value in (("lang", lang), ("unit", unit)) if value is not None}
    _used.update({name: _held_against(name, value) for name, value in asked.items()})
    _tell_theme()


def language(lang: str | None = None) -> Lang:
    """The language given, else the one that is set.

    Raises:
        ParameterError: fzfin does not speak it.

    Example:
        >>> language("en"), language()
        ('en', 'zh')
    """
    return cast(Lang, _chosen("lang", lang))


def money_unit(unit: str | None = None) -> str:
    """The unit of money (金额单位) given, or one of `RELATIVE`, else the one that is set.

    Raises:
        ParameterError: The unit is unknown.

    Example:
        >>> money_unit(), money_unit("元")
        ('万元', '元')
    """
    return unit if unit in RELATIVE else _chosen("unit", unit)


def asked() -> dict[str, str]:
    """What was set in this process or by the environment, by name: `lang`, `unit`; nothing that is only a default.

    Example:
        >>> with held():
        ...     use(unit="元")
        ...     asked()
        {'unit': '元'}
    """
    return {
        name: _chosen(name, None) for name, variable in VARIABLES.items() if name in _used or os.environ.get(variable)
    }


@contextmanager
def held() -> Iterator[None]:
    """Give back afterwards what is set now, whatever was set meanwhile.

    Example:
        >>> with held():
        ...     use(unit="亿元")
        >>> money_unit()
        '万元'
    """
    before = dict(_used)
    try:
        yield
    finally:
        _used.clear()
        _used.update(before)
        _tell_theme()


def _chosen(name: str, given: str | None) -> str:
    if given is not None:
        return _held_against(name, given)
    if name in _used:
        return _used[name]
    variable = VARIABLES[name]
    return _held_against(f"{name} in {variable}", os.environ.get(variable) or _DEFAULTS[name])


def _held_against(name: str, value: str) -> str:
    known = _KNOWN[name.partition(" ")[0]]
    if value not in known:
        raise ParameterError(f"expected {name} to be one of {', '.join(known)}, found {value!r}")
    return value


def _tell_theme() -> None:
    """Charts of one's own take the formats of numbers and dates from the theme, if it was imported."""
    theme = sys.modules.get("fzfin.charts.theme")
    if theme is not None:
        theme.enable()
