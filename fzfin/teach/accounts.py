"""Made accounts for class: three with different characters, the same on every machine, each with switchable defects.

They are no real accounts, and say so: in the name of the file, in its first line, in the name of the department, in
`Disclosure.meta.made` and on every page that is rendered from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fzfin import _shipped
from fzfin.errors import ParameterError
from fzfin.settings import language
from fzfin.synthetic.errors import ERRORS
from fzfin.synthetic.made import Account
from fzfin.synthetic.made import account as make
from fzfin.synthetic.part import Part, Words
from fzfin.synthetic.text import as_text
from fzfin.teach.classwords import word
from fzfin.vocab import rows

if TYPE_CHECKING:
    import polars as pl

    from fzfin.disclosure import Disclosure

ACCOUNTS: Final[tuple[str, ...]] = tuple(row["name"] for row in rows("class_accounts"))
"""The made accounts for class, each by the character of its department."""

_BETWEEN: Final = ":"
_TO_FIND: Final = "to_find"


@dataclass(frozen=True, eq=False, repr=False)
class ClassAccount(Account):
    """A made account that says in its first line that it is made; everything else is `fzfin.synthetic.Account`."""

    def parts(self, *args: object, **options: object) -> tuple[Part, ...]:
        """The parts of the document, behind the notice."""
        return Words("text", word("notice", "zh")), *super().parts(*args, **options)  # type: ignore[arg-type]


@cache
def _row(name: str) -> dict[str, str]:
    found = [row for row in rows("class_accounts") if row["name"] == name]
    if not found:
        raise ParameterError(f"expected a made account out of {', '.join(ACCOUNTS)}, found {name!r}")
    return found[0]


@cache
def _right(name: str) -> ClassAccount:
    row = _row(name)
    year, exact = int(row["year"]), row["exact"] == "yes"
    whole = make(int(row["seed"]), row["character"], year=year, department=row["department"], exact=exact)
    return ClassAccount(whole.seed, whole.truth, whole.printed)


def made(name: str, error: str | None = None, *, seed: int = 0) -> ClassAccount:
    """A made account for class with all that is known of it: `truth`, `frames()` and, if it has one, its `error`.

    Args:
        name: A name of `ACCOUNTS`, such as ``school``, or name and error in one: ``school:broken_total``.
        error: The defect to print, a name of `fzfin.synthetic.ERRORS`; none by default.
        seed: Another number makes the defect in another place.

    Raises:
        ParameterError: There is no such account or defect.

    Example:
        >>> made("school", "broken_total").error.kind
        'broken_total'
    """
    plain, _, given = name.partition(_BETWEEN)
    kind = error or given
    whole = _right(plain)
    if not kind:
        return whole
    wrong = whole.with_error(kind, seed)
    return ClassAccount(wrong.seed, wrong.truth, wrong.printed, wrong.error)


def text(name: str, error: str | None = None, *, seed: int = 0) -> str:
    """What a made account prints, in the layout that is its own."""
    plain = name.partition(_BETWEEN)[0]
    return made(name, error, seed=seed).text(_row(plain)["layout"])


def file_name(name: str, error: str | None = None) -> str:
    """The name of the file of a made account, which says that it is made.

    Example:
        >>> file_name("school:broken_total")
        'made-not-real-school-2023-broken_total.txt'
    """
    plain, _, given = name.partition(_BETWEEN)
    kind = error or given
    return f"made-not-real-{plain}-{_row(plain)['year']}{f'-{kind}' if kind else ''}.txt"


def named(source: object) -> str | None:
    """The made account, with its defect if it has one, that a name or the file of such an account stands for.

    Example:
        >>> named("school"), named("lessons/made-not-real-town-2023-weights.txt"), named("mine.txt")
        ('school', 'town:weights', None)
    """
    if is_made(source):
        return str(source)
    if not isinstance(source, str | Path):
        return None
    known = (f"{name}{_BETWEEN}{kind}" if kind else name for name in ACCOUNTS for kind in ("", *ERRORS))
    return next((name for name in known if file_name(name) == Path(source).name), None)


def budget_name(name: str) -> str:
    """The name of the file of the budget of a made account.

    Example:
        >>> budget_name("school:broken_total")
        'made-not-real-school-2023-budget.txt'
    """
    plain = name.partition(_BETWEEN)[0]
    return f"made-not-real-{plain}-{_row(plain)['year']}-budget.txt"


def budget_text(name: str) -> str:
    """What the budget of a made account prints, below the notice that it is made."""
    plain = name.partition(_BETWEEN)[0]
    whole = _right(plain).budget()
    return as_text((Words("text", word("notice", "zh")), *whole.parts(_row(plain)["budget"])))


def is_made(source: object) -> bool:
    """Say whether a source names a made account for class, with a defect or without, rather than a file."""
    return isinstance(source, str) and source.partition(_BETWEEN)[0] in ACCOUNTS


def account(
    source: str | Path | Sequence[str | Path] | None = None, error: str | None = None, *, to_find: bool = False
) -> Disclosure:
    """Read an account for a lesson: a made one by its name, or what `fzfin.read` takes.

    Args:
        source: ``school``, ``bureau`` or ``town``; with a defect in one text as ``school:broken_total``; else the path
            of a disclosure, several paths, or None for the account that ships. For a file with the name of a made
            account, write ``./school``.
        error: The defect of a made account, a name of `fzfin.synthetic.ERRORS`.
        to_find: Give a made account that has no defect one of its own, so that an audit has something to find; other
            accounts stay as they are.

    Raises:
        ParameterError: There is no such defect, or a defect was asked for in an account that is not made.
        SourceError: The file cannot be read; see `fzfin.read`.

    Example:
        >>> from fzfin import teach
        >>> teach.account("school").meta.made
        True
        >>> teach.account("school", error="unit_slip").meta.source_name
        'made-not-real-school-2023-unit_slip.txt'
        >>> teach.account("town", to_find=True).meta.source_name
        'made-not-real-town-2023-to_find.txt'
    """
    from fzfin.disclosure import from_document, read
    from fzfin.sources import from_bytes

    known = named(source)
    if to_find and error is None and known in ACCOUNTS:
        content = text(known, _row(known)["defect"]).encode()
        return from_document(from_bytes(content, file_name(known, _TO_FIND)))  # a name that does not tell the defect
    if isinstance(source, str) and is_made(source):
        if error is None and _BETWEEN not in source:
            return read(_shipped.synthetic_dir() / file_name(source))
        return from_document(from_bytes(text(source, error).encode(), file_name(source, error)))
    if error is not None:
        raise ParameterError(
            f"expected one of the made accounts {', '.join(ACCOUNTS)} for the defect {error!r}, found {source!r}"
        )
    return read(source)


def budget(
    source: str | Path | Sequence[str | Path] | None = None, path: str | Path | None = None
) -> Disclosure | None:
    """The budget (部门预算) that goes with an account of `account`, where there is one.

    Args:
        source: What the account is read from; a made one, also with a defect, has a made budget of its year.
        path: The file of the budget, for an account of one's own.

    Returns:
        The budget, or None: the account that ships has none.

    Raises:
        SourceError: The file cannot be read; see `fzfin.read`.

    Example:
        >>> from fzfin import teach
        >>> teach.budget("school").meta.kind, teach.budget()
        ('budget', None)
    """
    from fzfin.disclosure import read

    if path is not None:
        return read(path)
    known = named(source)
    return None if known is None else read(_shipped.synthetic_dir() / budget_name(known))


def as_file(source: str, folder: str | Path) -> Path:
    """The file of a made account: the one that ships, or one with a defect, written to `folder`.

    Raises:
        ParameterError: There is no such account or defect.
    """
    plain, _, kind = source.partition(_BETWEEN)
    if not kind:
        return _shipped.synthetic_dir() / file_name(plain)
    path = Path(folder) / file_name(source)
    path.write_text(text(source), encoding="utf-8")
    return path


def defects(name: str, lang: str | None = None) -> pl.DataFrame:
    """The defects that a made account can be given, and where each then stands: the teacher's key.

    Returns:
        One row for each: `error`, `title`, `frame`, `row` (what tells its row), `column`, `printed` and `true` (amounts
        in 万元, percentages, scores or words; null where a note is missing).

    Raises:
        ParameterError: There is no such account.

    Example:
        >>> defects("town", "en")["title"][1]
        'A total that is not the sum of its lines'
    """
    import polars as pl

    column = language(lang)
    titles = {row["kind"]: row[column] for row in rows("class_defects")}
    found = []
    for kind in ERRORS:
        error = made(name, kind).error
        if error is not None:
            figures = [_shown(error.column, value) for value in (error.printed, error.true)]
            found.append((kind, titles[kind], error.frame, " · ".join(map(str, error.key)), error.column, *figures))
    names = ("error", "title", "frame", "row", "column", "printed", "true")
    return pl.DataFrame(found, schema=dict.fromkeys(names, pl.String), orient="row")


def _shown(column: str | None, value: object) -> str | None:
    """A recorded figure as a reader knows it: amounts in 万元, percentages and scores with their decimals."""
    from fzfin.money import format_amount

    if not isinstance(value, int):
        return None if value is None else str(value)
    if column is not None and (column.endswith("_pct") or column in ("weight", "score", "total_score")):
        return f"{value / 100:.2f}"
    return format_amount(value)
