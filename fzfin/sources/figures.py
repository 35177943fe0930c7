"""Stored numbers of spreadsheets → the text that the sheet shows, by the format of the cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
} | dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd")
"""Formats that a file names by number only."""

_TOKEN: Final = re.compile(
    r'"([^"]*)"|\\(.)|\[([^\]]*)\]|_.|\*.|([0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*)|(%)|(.)', re.DOTALL
)
_DATE: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_CURRENCY: Final = "¥￥$"
_NOISE: Final = 5e-14
_LEAST: Final = 1e-3
_DIGITS: Final = 17
_LONGEST_CODE: Final = 255
_MOST: Final = 1e15
_DECIMALS: Final = 10
_LAST_DAY: Final = 2_958_465


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: what stands before and after the digits, and how these are written."""

    before: str
    after: str
    digits: bool
    least: int
    decimals: int
    optional: int
    thousands: bool
    shift: int
    is_date: bool
    general: bool


def shortest(value: float) -> str:
    """The shortest decimal that a stored number can stand for; what lies below the noise of arithmetic is dropped.

    Example:
        >>> shortest(201.0), shortest(2602.3800000001), shortest(0.1 + 0.2)
        ('201', '2602.38', '0.3')
    """
    tolerance = min(abs(value) * _NOISE, _LEAST)
    for digits in range(1, _DIGITS + 1):
        text = f"{value:.{digits}g}"
        if abs(float(text) - value) <= tolerance:
            return _plain(Decimal(text))
    return _plain(Decimal(repr(value)))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match[6] == ";":
            parts.append([])
        else:
            parts[-1].append(match)
    return tuple(map(_section, parts[:4]))


def _section(tokens: list[re.Match[str]]) -> _Section:
    before, after, digits, shift, letters = "", "", "", 0, ""
    for token in tokens:
        literal = token[1] or token[2] or ""
        if token[3] is not None and token[3].startswith("$"):
            literal = token[3][1:].partition("-")[0]
        elif token[4]:
            digits += token[4] if not after.strip() else ""
            continue
        elif token[5]:
            shift += 2
            literal = "%"
        elif token[6]:
            letters += token[6]
            literal = "" if token[6] in _CURRENCY or token[6].isalpha() else token[6]
        literal = literal.strip(_CURRENCY)
        before, after = (before, after + literal) if digits else (before + literal, after)
    scaled = len(digits) - len(digits.rstrip(","))
    whole, _, decimals = digits.rstrip(",").partition(".")
    general = "general" in letters.lower() or "@" in letters
    return _Section(
        before.strip().replace("@", ""),
        after.strip().replace("@", ""),
        bool(digits),
        whole.count("0"),
        len(decimals.replace(",", "")),
        len(decimals) - len(decimals.rstrip("#?")),
        "," in whole,
        shift - 3 * scaled,
        not general and _DATE.search(letters) is not None,
        general,
    )


def shown(value: float, code: str | None, from_1904: bool = False) -> str:
    """Print a stored number as its cell shows it.

    Signs of currency are left out, for the unit of a table is printed with it; dates are written as 2022-12-31.

    Args:
        value: The stored number.
        code: The number format of the cell; None or General prints the shortest decimal.
        from_1904: Whether the workbook counts days from 1904.

    Example:
        >>> shown(2602.384915, "#,##0.00"), shown(0, '0.00;-0.00;"-"'), shown(0.4719, "0.00%"), shown(201.0, None)
        ('2,602.38', '-', '47.19%', '201')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    sections = _sections(code[:_LONGEST_CODE]) if code else ()
    if not sections:
        return shortest(value)
    at = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 else 2 if len(sections) > 2 else 0
    section = sections[at]
    if section.is_date:
        return _day(value, from_1904)
    if section.general:
        return section.before + shortest(value) + section.after
    if section.digits and abs(value) >= _MOST:
        return shortest(value)
    if not section.digits:
        return section.before + section.after
    number = Decimal(f"{abs(value):.15g}").scaleb(section.shift)
    rounded = number.quantize(Decimal(1).scaleb(-min(section.decimals, _DECIMALS)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if section.thousands else f"{rounded:f}"
    for _ in range(section.optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    whole, point, rest = text.partition(".")
    whole = "" if whole == "0" and not section.least else whole.zfill(section.least)
    text = whole + (point + rest if rest else "")
    minus = "-" if value < 0 and at == 0 and rounded else ""
    return minus + section.before + text + section.after


def _day(value: float, from_1904: bool) -> str:
    """A day as it is counted by spreadsheets; a number beyond their calendar is printed as it is."""
    if not 1 <= value <= _LAST_DAY:
        return shortest(value)
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30 if value >= 61 else 31)
    try:
        return (first + timedelta(days=int(value))).isoformat()
    except OverflowError:
        return shortest(value)
