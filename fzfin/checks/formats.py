"""An audit for terminals and programs: a table of 100 columns, JSON, CSV, and SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from unicodedata import category, east_asian_width
from urllib.parse import quote

import fzfin
from fzfin.analysis.labels import language
from fzfin.checks.findings import Audit
from fzfin.checks.registry import SEVERITIES
from fzfin.checks.words import say
from fzfin.errors import ParameterError

WIDTH: Final = 100
_HEADS: Final = ("severity", "code", "place", "finding")
_WIDE: Final = "WFA"
_NEVER: Final = "never"
_LINE: Final = re.compile(r"L(\d+)")
_LEVELS: Final = {"error": "error", "question": "warning", "note": "note"}
_TAGS: Final = {"zh": "zh-CN", "en": "en"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(audit: Audit, form: str, lang: str | None = None, path: str | None = None) -> str:
    """The findings of an audit in a format.

    Args:
        audit: The audit.
        form: ``table``, ``json``, ``csv`` or ``sarif``.
        lang: ``zh`` or ``en``; by default that of `fzfin.settings`.
        path: Where the disclosure lies, for programs that open it; its name by default.

    Raises:
        ParameterError: Another format or language.

    Example:
        >>> import fzfin as fz
        >>> write(fz.audit(fz.read()), "csv", "en").splitlines()[0][:21]
        'code,outcome,severity'
    """
    if form not in FORMATS:
        raise ParameterError(f"expected a format out of {', '.join(FORMATS)}, found {form!r}")
    return FORMATS[form](audit, language(lang), path or audit.book.disclosure.meta.source_name)


def reached(audit: Audit, fail_on: str) -> bool:
    """Say whether a finding is as grave as `fail_on` or graver.

    Args:
        audit: The audit.
        fail_on: ``error``, ``question`` or ``note``; or ``never``, for which nothing is.

    Raises:
        ParameterError: `fail_on` is none of these.
    """
    grades = (*SEVERITIES, _NEVER)
    if fail_on not in grades:
        raise ParameterError(f"expected --fail-on out of {', '.join(grades)}, found {fail_on!r}")
    return fail_on != _NEVER and any(
        SEVERITIES.index(audit.results[number].severity) <= SEVERITIES.index(fail_on)
        for found in audit.groups
        for number in found.members
    )


# the table


def _table(audit: Audit, lang: str, path: str) -> str:
    rows = list(audit.findings(lang).iter_rows(named=True))
    lines = [_clean(f"{audit.book.disclosure.meta.department or ''}  {path}".strip()), ""]
    if rows:
        heads = [say(f"table.{name}", lang) for name in _HEADS]
        cells = [[say(f"severity.{row['severity']}", lang), row["code"], row["left_locator"] or ""] for row in rows]
        widths = [max(map(_width, column)) for column in zip(heads[:-1], *cells, strict=True)]
        indent = sum(widths) + 2 * len(widths)
        lines += [_row(heads, widths), "-" * WIDTH]
        for row, head in zip(rows, cells, strict=True):
            more = say("card.more", lang, n=str(row["cases"] - 1)) if row["cases"] > 1 else ""
            told = [row["message"] if not more else f"{row['message']} {more}", row["follows"]]
            wrapped = [line for text in told if text for line in _wrapped(_clean(text), WIDTH - indent)]
            lines += [_row([*head, wrapped[0]], widths), *(" " * indent + line for line in wrapped[1:])]
        lines.append("-" * WIDTH)
    return "\n".join([*lines, *_wrapped(_summary(audit, lang), WIDTH)]) + "\n"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    filled = (cell + " " * (width - _width(cell)) for cell, width in zip(cells[:-1], widths, strict=True))
    return "  ".join((*filled, cells[-1]))


def _summary(audit: Audit, lang: str) -> str:
    """What was found, and what was checked and not."""
    graves = Counter(row["severity"] for row in audit.findings(lang).iter_rows(named=True))
    counts = say("comma", lang).join(f"{say(f'severity.{name}', lang)} {graves[name]}" for name in SEVERITIES)
    coverage = audit.coverage(lang)
    ran = coverage.filter(coverage["cases"] > 0)
    figures = {figure.key for result in audit.results for figure in result.case.figures}
    return say(
        "table.summary",
        lang,
        findings=str(len(audit.groups)),
        counts=counts,
        checks=str(ran.height),
        cases=f"{len(audit.results):,}",
        figures=f"{len(figures):,}",
        idle=str(coverage.height - ran.height),
        unknown=str(int(coverage["unknown"].sum())),
    )


def _clean(text: str) -> str:
    """A text without characters that move a terminal's cursor or colour its words."""
    return "".join(" " if category(char)[0] in "CZ" else char for char in text)


def _width(text: str) -> int:
    """Columns that a text takes in a terminal; a character of ambiguous width counts two, as in a Chinese one."""
    return sum(2 if east_asian_width(char) in _WIDE else 1 for char in text)


_WORDS: Final = re.compile(r"[!-~]+ ?|.")
_CLOSING: Final = "，。、；：？！”’）》」%"


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines no wider than `width`: cut between Chinese characters and between words, no line begins with a stop."""
    line = ""
    for piece in _WORDS.findall(text):
        for part in (piece[at : at + width] for at in range(0, len(piece), width)):
            room = width if part in _CLOSING else width - 2
            if line and _width(line + part.rstrip()) > room:
                yield line.rstrip()
                line = ""
            line += part if line else part.lstrip()
    yield line.rstrip()


# for programs


def _json(audit: Audit, lang: str, path: str) -> str:
    meta = audit.book.disclosure.meta
    found = {
        "fzfin": fzfin.__version__,
        "source": path,
        "department": meta.department,
        "year": meta.year,
        "sha256": meta.sha256,
        "lang": lang,
        "findings": [_plain(row) for row in audit.failing(lang).iter_rows(named=True)],
        "coverage": [_plain(row) for row in audit.coverage(lang).iter_rows(named=True)],
        "checklist": [_plain(row) for row in audit.checklist(lang).iter_rows(named=True)],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _csv(audit: Audit, lang: str, path: str) -> str:
    from fzfin.reports.export import defused

    return defused(audit.failing(lang)).write_csv()


def _sarif(audit: Audit, lang: str, path: str) -> str:
    codes = [check.code for check, _ in audit.ran]
    rules = [
        {
            "id": check.code,
            "shortDescription": {"text": check.say("title", lang)},
            "fullDescription": {"text": check.say("formula", lang) or check.say("title", lang)},
            "help": {"text": check.say("why", lang) or check.say("title", lang)},
            "defaultConfiguration": {"level": _LEVELS[check.severity]},
            "properties": {"area": check.area, "source": check.say("source", lang)},
        }
        for check, _ in audit.ran
    ]
    by_group: dict[str, list[Mapping[str, Any]]] = {}
    for row in audit.failing(lang).iter_rows(named=True):
        by_group.setdefault(row["group"], []).append(row)
    results = []
    for group, rows in by_group.items():
        lead = rows[0]
        places = [(row["left_locator"], row["left_quote"]) for row in rows[1:]]
        places += [(row["right_locator"], row["right_quote"]) for row in rows]
        related = [_location(path, *place) for place in dict.fromkeys(places) if place[0]]
        text = " ".join(filter(None, (lead["message"], lead["follows"])))
        properties = {"group": group, "cases": len(rows), "computation": lead["computation"]}
        result = {
            "ruleId": lead["code"],
            "ruleIndex": codes.index(lead["code"]),
            "level": _LEVELS[lead["severity"]],
            "message": {"text": text},
            "locations": [_location(path, lead["left_locator"], lead["left_quote"])],
            "properties": {name: value for name, value in properties.items() if value is not None},
        }
        results.append(result | ({"relatedLocations": related} if related else {}))
    driver = {"name": "fzfin", "version": fzfin.__version__, "language": _TAGS[lang], "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": _TAGS[lang],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(path)}, "hashes": {"sha-256": audit.book.disclosure.meta.sha256}}],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _location(path: str, locator: str | None, quoted: str | None) -> dict[str, Any]:
    """A place: a line of a text by its number, a place on a page or in a sheet by its name, else the whole document."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    line = _LINE.fullmatch(locator or "")
    if line:
        physical["region"] = {"startLine": int(line[1])} | ({"snippet": {"text": quoted}} if quoted else {})
    named = [{"fullyQualifiedName": locator}] if locator and not line else []
    return {"physicalLocation": physical} | ({"logicalLocations": named} if named else {})


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


FORMATS: Final[dict[str, Callable[[Audit, str, str], str]]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "sarif": _sarif,
}
"""The formats of `write`."""
