"""Printed amounts to exact integers in 分, the interval that each stands for, and the one way back to 万元.

An amount is printed in some unit with some decimals. Its exact value is an integer number of 分 (1 元 = 100 分),
its half-width is half a unit of the last printed digit: 2,894.30 万元 is 2,894,300,000 分 ± 5,000 分.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fzfin.errors import AmountError
from fzfin.vocab import NOTHING_PRINTED, UNITS

FEN_PER_WAN = 1_000_000
"""One 万元 in 分: the unit of every money column that people hold."""

_TO_ASCII = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    ord("　"): " ",
    ord("\u00a0"): " ",
    ord("，"): ",",
    ord("．"): ".",
    ord("﹣"): "-",
    ord("−"): "-",
    ord("–"): "-",
    ord("—"): "-",
    ord("△"): "-",
    ord("▲"): "-",
}
_AMOUNT = re.compile(r"(\()?(-)?(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?(\))?", re.ASCII)
_MARKED = re.compile(r"^[¥￥]|(?:[①-⒇]|\*)+$")
_PERCENT = re.compile(r"(-)?(\d+)(?:\.(\d+))?%?", re.ASCII)
_MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount: `fen` is its exact value in 分, `half` half a unit of its last printed digit, in 分."""

    fen: int
    half: int

    @property
    def wan(self) -> float:
        """The amount in 万元, as the float nearest to the printed decimal."""
        return self.fen / FEN_PER_WAN

    @property
    def low(self) -> int:
        """The least value that prints like this, in 分."""
        return self.fen - self.half

    @property
    def high(self) -> int:
        """The greatest value that prints like this, in 分."""
        return self.fen + self.half


def to_ascii(text: str) -> str:
    """Turn full-width digits, signs and blanks of a cell into ASCII, leaving Chinese characters alone."""
    return text if text.isascii() else text.translate(_TO_ASCII)


@lru_cache(maxsize=16384)
def parse_amount(text: str, unit: str = "万元") -> Amount | None:
    """Read one printed amount.

    Args:
        text: The cell as printed: ``2,602.38``, ``２６０２．３８``, ``(12.5)``, ``-3``; blanks inside are dropped, and
            so are a ¥ before it and the mark of a footnote behind it (①, *).
        unit: The unit that the table or the words behind the figure name, a key of `fzfin.vocab.UNITS`.

    Returns:
        The amount, or None where nothing is printed: a blank cell, ``—``, ``/`` and their like. A printed zero is an
        amount.

    Raises:
        AmountError: The text is no amount (``12,34``, ``abc``), is finer than 分, or longer than any budget.

    Example:
        >>> parse_amount("2,602.38")
        Amount(fen=2602380000, half=5000)
        >>> parse_amount("/") is None
        True
    """
    plain = "".join(to_ascii(text).split())
    if plain in NOTHING_PRINTED:
        return None
    match = _AMOUNT.fullmatch(plain) or _AMOUNT.fullmatch(_MARKED.sub("", plain))
    if match is None or (match[3] is None and match[4] is None) or bool(match[1]) != bool(match[5]):
        raise AmountError(f"expected an amount such as 2,602.38, found {text[:40]!r}")
    whole, decimals = (match[3] or "0").replace(",", ""), match[4] or ""
    if len(whole) + len(decimals) > _MAX_DIGITS:
        raise AmountError(f"expected at most {_MAX_DIGITS} digits, found {text[:40]!r}")
    try:
        scale = UNITS[unit]
    except KeyError:
        raise AmountError(f"expected a unit out of {', '.join(UNITS)}, found {unit!r}") from None
    fen, rest = divmod(int(whole + decimals) * scale, 10 ** len(decimals))
    if rest:
        raise AmountError(f"expected at most whole 分, found {text[:40]!r} {unit}")
    return Amount(-fen if match[1] or match[2] else fen, scale // (2 * 10 ** len(decimals)))


def decimal_places(text: str) -> int:
    """Count the decimals that a printed number shows.

    Example:
        >>> decimal_places("2,602.30")
        2
    """
    return len(text.partition(".")[2]) if text.isascii() else len(to_ascii(text).partition(".")[2])


@lru_cache(maxsize=4096)
def parse_percent(text: str) -> tuple[float, float]:
    """Read a printed percentage as value and half-width, both in percent: ``18.04`` gives (18.04, 0.005).

    Raises:
        AmountError: The text is no percentage.

    Example:
        >>> parse_percent("240%")
        (240.0, 0.5)
    """
    plain = "".join(to_ascii(text).split())
    match = _PERCENT.fullmatch(plain)
    if match is None or len(plain) > _MAX_DIGITS:
        raise AmountError(f"expected a percentage such as 18.04, found {text[:40]!r}")
    decimals = len(match[3] or "")
    value = int(match[2] + (match[3] or "")) / 10**decimals
    return (-value if match[1] else value), 0.5 / 10**decimals


def format_amount(fen: int, unit: str = "万元", decimals: int = 2) -> str:
    """Print 分 in a unit with thousands separators, rounding half away from zero.

    Example:
        >>> format_amount(2_602_380_000)
        '2,602.38'
    """
    scaled, rest = divmod(abs(fen) * 10**decimals, UNITS[unit])
    scaled += 2 * rest >= UNITS[unit]
    whole, part = divmod(scaled, 10**decimals)
    sign = "-" if fen < 0 and scaled else ""
    return f"{sign}{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")
