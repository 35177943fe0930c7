"""The checks there are: each a function with the words of its row in ``vocab/findings.csv``, or of its decorator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from fzfin.checks.book import Book
from fzfin.checks.cases import Case, not_applicable
from fzfin.errors import ParameterError
from fzfin.kinds import KINDS
from fzfin.vocab import rows

Function = Callable[[Book], Iterable[Case]]

SEVERITIES: Final = ("error", "question", "note")
SUBJECTS: Final = (
    "within",
    "between",
    "prose",
    "sentences",
    "wording",
    "naming",
    "procurement",
    "performance",
    "design",
    "forms_prose",
    "completeness",
    "joint",
)
"""The modules of checks, in the order of a reader."""

CONCLUDING: Final = "joint"
"""The area of checks that conclude from what the others found: they run last."""

KIND: Final = "kind"
"""The variant of the case of a check that is not for the kind of the disclosure."""

OWN: Final = "own"
"""The area of checks that users add."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it is called, what it holds, why, and the function that yields its cases.

    `words` holds the columns of its row: ``title``, ``formula``, ``why``, ``follows`` and the like, each with
    ``_zh`` and ``_en``; `needs` the frames without which it cannot run; `kinds` the kinds of disclosure that it is for.
    """

    code: str
    area: str
    severity: str
    needs: tuple[str, ...]
    words: dict[str, str]
    function: Function
    kinds: tuple[str, ...] = KINDS

    def concerns(self, book: Book) -> bool:
        """Say whether it applies to what the disclosure is: a budget has spent nothing yet."""
        return book.kind in self.kinds

    def run(self, book: Book) -> tuple[tuple[str, ...], list[Case]]:
        """The frames that it wants and the disclosure lacks, and its cases; one case where it does not apply."""
        if not self.concerns(book):
            return (), [
                not_applicable(facts={"item": (self.say("title", "zh"), self.say("title", "en"))}, variant=KIND)
            ]
        absent = tuple(name for name in self.needs if not book.has(name))
        return absent, [] if absent else list(self.function(book))

    def say(self, what: str, lang: str) -> str:
        """One of its texts in a language; "" where it has none."""
        return self.words.get(f"{what}_{lang}", "")


_CHECKS: dict[str, Check] = {}


@cache
def _vocabulary() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("findings")}


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    return {row["code"]: tuple(row["kinds"].split("/")) for row in rows("check_kinds")}


def finds(code: str) -> Callable[[Function], Function]:
    """Register a function as the check of a row of ``findings.csv``."""

    def register(function: Function) -> Function:
        words = _vocabulary()[code]
        needs = tuple(name for name in words["needs"].split("/") if name)
        _CHECKS[code] = Check(code, words["area"], words["severity"], needs, words, function, _kinds().get(code, KINDS))
        return function

    return register


def check(
    code: str, *, zh: str, en: str, severity: str = "question", needs: Iterable[str] = (), **words: str
) -> Callable[[Function], Function]:
    """Add a check of one's own (自定义检查) to every audit that follows.

    Args:
        code: Its code in findings, such as ``MY01``; a code of one's own may be registered again and is replaced.
        zh: Its title in Chinese.
        en: Its title in English.
        severity: ``error``, ``question`` or ``note``.
        needs: Names of the frames that it reads; where one is absent the audit says that the check could not run.
        words: More texts: ``message_zh`` and ``message_en`` with blanks such as ``{left}``, ``{actual}``,
            ``{expected}``, ``{difference}`` and the case's own facts, ``follows_zh``, ``follows_en`` …

    Raises:
        ParameterError: The code is one of fzfin's own, or the severity is unknown.

    Example:
        >>> import fzfin as fz
        >>> from fzfin.checks import at_most
        >>> @fz.check("MY01", zh="会议费不超过培训费", en="Meetings cost no more than training")
        ... def meetings(book):
        ...     meeting = book.first("basic_expenditure", economic_code="30215")
        ...     training = book.first("basic_expenditure", economic_code="30216")
        ...     if meeting and training:
        ...         yield at_most(meeting.figure("amount"), [training.figure("amount")])
        >>> fz.audit(fz.read()).frame().filter(code="MY01")["outcome"].to_list()
        ['pass']
        >>> fz.checks.forget("MY01")
    """
    if code in _vocabulary():
        raise ParameterError(f"expected a code of your own, found {code!r}, which is a check of fzfin")
    if severity not in SEVERITIES:
        raise ParameterError(f"expected a severity out of {', '.join(SEVERITIES)}, found {severity!r}")

    def register(function: Function) -> Function:
        texts = {"title_zh": zh, "title_en": en, **words}
        _CHECKS[code] = Check(code, OWN, severity, tuple(needs), texts, function)
        return function

    return register


def forget(code: str) -> None:
    """Take away a check of one's own.

    Raises:
        ParameterError: There is none of this code.
    """
    if _CHECKS.get(code) is None or _CHECKS[code].area != OWN:
        raise ParameterError(f"expected the code of a check of your own, found {code!r}")
    del _CHECKS[code]


def checks() -> list[Check]:
    """All checks, fzfin's own in the order of ``findings.csv``, then those of users."""
    for subject in SUBJECTS:
        import_module(f"fzfin.checks.{subject}")
    ours = [_CHECKS[code] for code in _vocabulary() if code in _CHECKS]
    ours.sort(key=lambda found: found.area == CONCLUDING)
    return [*ours, *(found for found in _CHECKS.values() if found.area == OWN)]
