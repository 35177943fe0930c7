"""A disclosure as files for other programs: one for each frame, for the repairs, for what was not understood."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fzfin.errors import FzfinError, ParameterError

if TYPE_CHECKING:
    import polars as pl

    from fzfin.charts.words import Lang
    from fzfin.disclosure import Disclosure

FORMATS: Final = ("parquet", "csv", "json", "excel")
_BOOK: Final = ".xlsx"
_FORMULA: Final = r"^[=+\-@\t\r]"


def export(
    disclosure: Disclosure,
    to: str,
    out: str | Path,
    more: Mapping[str, pl.DataFrame] | None = None,
    lang: Lang | None = None,
) -> list[Path]:
    """Write the frames of a disclosure, its repairs and its unparsed remains to a folder, and ``meta.json``.

    As ``excel`` they are the sheets of one workbook, named after the source if `out` is a folder, in the language.
    `more` are further frames to write by their names, such as the ledger.
    In CSV a text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
    Files are moved to their place when all are whole.

    Raises:
        ParameterError: An unknown format.
        FzfinError: The folder cannot be written.

    Example:
        >>> export(read(), "csv", "accounts")  # doctest: +SKIP
    """
    if to not in FORMATS:
        raise ParameterError(f"expected a format out of {', '.join(FORMATS)}, found {to!r}")
    if to == "excel":
        from fzfin.display.workbook import write_workbook

        book = Path(out)
        named = book if book.suffix.lower() == _BOOK else book / f"{Path(disclosure.meta.source_name).stem}{_BOOK}"
        return [write_workbook(disclosure, named, lang=lang, more=more)]
    frames = {name: frame for name, frame in disclosure.frames.items() if frame is not None}
    frames |= {"repairs": disclosure.repairs, "unparsed": disclosure.unparsed, **(more or {})}
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fzfin-", dir=folder) as staging:
            for name, frame in frames.items():
                _write(frame, to, Path(staging, f"{name}.{to}"))
            Path(staging, "meta.json").write_text(_json(asdict(disclosure.meta)), encoding="utf-8")
            return [path.replace(folder / path.name) for path in sorted(Path(staging).iterdir())]
    except OSError as error:
        raise FzfinError(f"expected a folder to write files to at {str(out)!r}: {error}") from error


def write(frame: pl.DataFrame, path: str | Path) -> Path:
    """Write one frame to a file in the format of its suffix: .csv, .json or .parquet; see `export`.

    Raises:
        ParameterError: Another suffix.
        FzfinError: The file cannot be written.
    """
    path = Path(path)
    to = path.suffix.removeprefix(".").lower()
    if to not in FORMATS:
        raise ParameterError(f"expected a file ending in .{', .'.join(FORMATS)}, found {str(path)!r}")
    try:
        _write(frame, to, path)
    except OSError as error:
        raise FzfinError(f"expected a file to write to at {str(path)!r}: {error}") from error
    return path


def _write(frame: pl.DataFrame, to: str, path: Path) -> None:
    if to == "parquet":
        frame.write_parquet(path)
    elif to == "csv":
        # A byte order mark, or Excel takes Chinese for something else.
        defused(frame).write_csv(path, include_bom=True)
    else:
        path.write_text(_json(frame.to_dicts()), encoding="utf-8")


def defused(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before every text that a spreadsheet would run as a formula.

    Nested columns become JSON texts, for CSV has none.
    """
    import polars as pl

    nested = {
        name: pl.Series(
            name, [None if value is None else _json(value, None) for value in frame[name].to_list()], pl.String
        )
        for name, kind in frame.schema.items()
        if kind.is_nested()
    }
    frame = frame.with_columns(**nested) if nested else frame
    texts = [
        name for name, kind in frame.schema.items() if kind in (pl.String, pl.Categorical) or isinstance(kind, pl.Enum)
    ]
    return frame.with_columns(
        pl.when(pl.col(name).cast(pl.String).str.contains(_FORMULA))
        .then(pl.concat_str(pl.lit("'"), pl.col(name).cast(pl.String)))
        .otherwise(pl.col(name).cast(pl.String))
        .alias(name)
        for name in texts
    )


def _json(value: Mapping[str, Any] | list[Any], indent: int | None = 1) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)
