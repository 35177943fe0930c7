"""Names in the language asked for: as printed in Chinese, in the vocabulary's English where it has one."""

from __future__ import annotations

from functools import cache

import polars as pl

from fzfin import settings
from fzfin.settings import Lang
from fzfin.vocab import key, rows

LANGUAGES = settings.LANGUAGES


def language(lang: str | None) -> Lang:
    """Hold a language against those that fzfin speaks; None is the one that is set (`fzfin.settings`).

    Raises:
        ParameterError: It is another one.

    Example:
        >>> language("en")
        'en'
    """
    return settings.language(lang)


@cache
def terms(group: str, lang: str = "zh") -> dict[str, str]:
    """The words of one group of `labels.csv` and `terms.csv`, which goes first: category → word.

    Example:
        >>> terms("fund", "en")["government_funds"]
        'Government-managed funds'
    """
    head, column = f"{group}.", language(lang)
    known = [row for row in (*rows("labels"), *rows("terms")) if row["key"].startswith(head)]
    return {row["key"].removeprefix(head): row[column] for row in known}


@cache
def _english() -> dict[tuple[str | None, str | None], str]:
    lines = [row for file in ("economic", "functional") for row in rows(file) if row["name_en"]]
    named = [row for row in rows("names") if row["name_en"]]
    known: dict[tuple[str | None, str | None], str] = {(row["code"], None): row["name_en"] for row in lines}
    known |= {(None, key(row["name"])): row["name_en"] for row in [*lines, *named]}
    return known | {(row["code"], key(row["name"])): row["name_en"] for row in lines}


def name_of(code: str | None, name: str | None, lang: str) -> str | None:
    """The name of a line of a table in a language.

    In English, the vocabulary's name for this code with this name; then for this name; where no name is printed, for
    this code; else the name as printed. A line without a name is called by its code.

    Example:
        >>> name_of("9999999", None, "en")
        '9999999'
    """
    if language(lang) == "zh":
        return name or code
    known, folded = _english(), key(name) if name else None
    return known.get((code, folded)) or known.get((None, folded)) or name or code


def labelled(lines: pl.DataFrame, lang: str) -> pl.DataFrame:
    """Add `label` to lines with `code` and `name`; each distinct line is looked up once.

    Example:
        >>> labelled(pl.DataFrame({"code": ["2210201"], "name": ["住房公积金"]}), "en")["label"].to_list()
        ['Housing provident fund']
    """
    distinct = lines.select(code=pl.col("code"), name=pl.col("name")).unique()
    names = distinct.with_columns(
        pl.Series("label", [name_of(code, name, lang) for code, name in distinct.iter_rows()], dtype=pl.String)
    )
    return lines.join(names, on=["code", "name"], how="left", nulls_equal=True, maintain_order="left")


def word(column: str, group: str, lang: str) -> pl.Expr:
    """The word for the category in a column; null where the category has none.

    Example:
        >>> pl.DataFrame({"fund": ["all"]}).select(word("fund", "fund", "en")).item()
        'All funds'
    """
    return pl.col(column).cast(pl.String).replace_strict(terms(group, lang), default=None, return_dtype=pl.String)
