"""Chinese numerals of headings and items, which are text and never figures."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese.

    Example:
        >>> numeral(3), numeral(10), numeral(21)
        ('三', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    ten = "" if not tens else (_DIGITS[tens - 1] if tens > 1 else "") + _DIGITS[9]
    return ten + (_DIGITS[ones - 1] if ones else "")
