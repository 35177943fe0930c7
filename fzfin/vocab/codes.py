"""The vocabularies that people look things up in: classification codes, and the columns of the frames."""

from __future__ import annotations

from typing import Final

import polars as pl

from fzfin.errors import ParameterError
from fzfin.vocab import rows

_KINDS: Final = ("functional", "economic", "columns")


def vocabulary(kind: str, lang: str | None = None) -> pl.DataFrame:
    """The functional (支出功能分类) or economic (部门预算支出经济分类) codes that fzfin knows, or the data dictionary.

    Of codes there is one row per code and name, since names differ by edition. A code that is not here is unknown, not
    wrong. To give a frame the English names of its lines, join it with one name a code (`latest`); a left join keeps
    the lines whose code is unknown, their names null.

    Args:
        kind: ``functional``, ``economic``, or ``columns`` for every frame and column with its meaning.
        lang: Language of the meanings of columns, ``zh`` or ``en``, by default that of
            `fzfin.settings`; codes have both names.

    Returns:
        For codes ``code`` (3, 5 or 7 digits; economic 3 or 5), ``name``, ``name_en`` (null where the official English
        is not known), and for functional codes ``years`` (in which it was seen printed, null if never) and ``source``
        (``seen`` in disclosures, or ``older`` from an older complete edition), for economic codes ``group`` and
        ``seen``; then ``level``, ``parent_code`` and ``latest`` (whether this is the newest name of its code).
        For columns see `fzfin.dictionary.dictionary`.

    Raises:
        ParameterError: There is no such vocabulary or language.

    Example:
        >>> import fzfin as fz
        >>> codes = fz.vocabulary("functional").filter("latest").select("code", "name_en")
        >>> lines = fz.read().expenditure.join(codes, left_on="line_code", right_on="code", how="left")
        >>> lines.filter(level="class").select("line_code", "name_en", "total").row(0)
        ('201', 'General public services', 2115.38)
    """
    if kind not in _KINDS:
        raise ParameterError(f"expected a vocabulary out of {', '.join(_KINDS)}, found {kind!r}")
    if kind == "columns":
        from fzfin.dictionary import dictionary

        return dictionary(lang)
    frame = pl.DataFrame([{name: text or None for name, text in row.items()} for row in rows(kind)])
    digits = pl.col("code").str.len_chars()
    level = (
        pl.when(digits == 3).then(pl.lit("class")).when(digits == 5).then(pl.lit("section")).otherwise(pl.lit("item"))
    )
    parent = pl.when(digits > 3).then(pl.col("code").str.slice(0, digits - 2))
    return frame.with_columns(
        level.cast(pl.Enum(["class", "section", "item"])).alias("level"),
        parent.alias("parent_code"),
        pl.Series("latest", _latest(kind)),
    )


def _latest(kind: str) -> list[bool]:
    """Whether each row has the name of its code that was seen last; the first of them where none was seen."""
    newest: dict[str, dict[str, str]] = {}
    for row in rows(kind):
        known = newest.setdefault(row["code"], row)
        if row.get("years", "")[-4:] > known.get("years", "")[-4:]:
            newest[row["code"]] = row
    return [newest[row["code"]] is row for row in rows(kind)]
