"""What was computed once and is wanted again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

T = TypeVar("T")
_MOST: Final = 400


class Held:
    """Results by key; the ones that were not asked for longest are given up beyond a few hundred.

    Example:
        >>> held = Held()
        >>> held.get("a", lambda: 1), held.get("a", lambda: 2)
        (1, 1)
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Any] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        """Whether a result is held."""
        return key in self._results

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is held, or make and hold it."""
        if key not in self._results:
            self._results[key] = make()
            if len(self._results) > self._most:
                self._results.popitem(last=False)
        self._results.move_to_end(key)
        result: T = self._results[key]
        return result
