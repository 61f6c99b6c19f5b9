"""Digits as they are read, in whatever script, and numbers that are made of them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from hidden_plain_sight.surrogates.choice import Draws

__all__ = [
    "digits_of",
    "drawn",
    "holds_date",
    "in_ascii_digits",
    "moved_year",
    "national_digits",
    "other_digits",
    "reads_as_date",
    "refilled",
    "refilled_number",
    "visible",
]

_UNPADDED: Final = re.compile(
    r"(?=\d\D|\d\d\D\d\D)(\d{1,2})[./ -] ?(\d{1,2})([./ -] ?(?:\d\d){1,2}(?:\D{0,3}[\dxX*]{5})?)"
)
"""A birth date whose day or month has one digit, and the five digits behind it."""
_GROUP: Final = re.compile(r"\d+")
_PARTED: Final = re.compile(r"(?<!\d)(?=(\d\d?)[./-](\d\d?)[./-]\d\d(?!\d))")
_YEARS: Final = range(1900, 2040)


def visible(text: str) -> str:
    """A text without the characters that nobody sees: joiners, soft hyphens, direction marks.

    >>> visible("0712\u200b75")
    '071275'
    """
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def in_ascii_digits(text: str) -> str:
    """A text with the decimal digits of every script as 0–9, each in its place.

    >>> in_ascii_digits("٢٢ ０7 ²")
    '22 07 ²'
    """
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() else c for c in text)


def digits_of(text: str) -> str:
    """The decimal digits of a text, as 0–9.

    >>> digits_of("22 07-5")
    '22075'
    """
    return "".join(c for c in in_ascii_digits(text) if c.isdecimal())


def refilled(template: str, digits: str) -> str:
    """A text with its digits replaced in order, in their own script, and all else as it is.

    >>> refilled("071275-95571", "01822012345"), refilled("٢٢", "01")
    ('018220-12345', '٠١')
    """
    rest = iter(digits)
    if template.isascii():
        return "".join(next(rest) if c.isdigit() else c for c in template)
    return "".join(chr(ord(c) - int(c) + int(next(rest))) if c.isdecimal() else c for c in template)


def national_digits(text: str) -> str:
    """The digits of what may be a national number, with a birth date of two digits a part.

    >>> national_digits("9/4-51 17455"), national_digits("09.04.51 17455")
    ('09045117455', '09045117455')
    """
    match = _UNPADDED.fullmatch(in_ascii_digits(text))
    if match is None:
        return digits_of(text)
    day, month, rest = match.groups()
    return f"{day:0>2}{month:0>2}{digits_of(rest)}"


def refilled_number(template: str, digits: str) -> str:
    """As `refilled`, with a day or month in one digit where that was so and will do again.

    >>> refilled_number("9/4-51 17455", "05118255555")
    '5/11-82 55555'
    """
    match = _UNPADDED.fullmatch(in_ascii_digits(template))
    if match is None:
        return refilled(template, digits)
    pieces: list[str] = []
    at = 0
    for group, part in ((1, digits[:2]), (2, digits[2:4])):
        short = part.lstrip("0") if match.end(group) - match.start(group) == 1 else part
        pieces += (template[at : match.start(group)], short)
        at = match.end(group)
    return "".join([*pieces, refilled(template[at:], digits[4:])])


def drawn(draws: Draws, count: int) -> str:
    """So many digits, every row of them as likely as another.

    >>> from hidden_plain_sight.surrogates.choice import Choice
    >>> len(drawn(Choice(b"0123456789abcdef", "document:1").draws("x", ""), 5))
    5
    """
    return f"{draws.below(10**count):0{count}}" if count > 0 else ""


def other_digits(draws: Draws, digits: str) -> str:
    """As many digits as are given, and never the same.

    >>> from hidden_plain_sight.surrogates.choice import Choice
    >>> other_digits(Choice(b"0123456789abcdef", "document:1").draws("x", ""), "5") == "5"
    False
    """
    limit = 10 ** len(digits)
    return f"{(int(digits) + 1 + draws.below(limit - 1)) % limit:0{len(digits)}}"


def moved_year(year: int, days: int) -> int:
    """A year that stands alone, moved as its first of July is.

    >>> moved_year(2021, -400), moved_year(2021, 365)
    (2020, 2022)
    """
    return (dt.date(year, 7, 1) + dt.timedelta(days=days)).year


def reads_as_date(digits: str) -> bool:
    """Whether four digits can be read as a year, six or eight as a day of our time.

    >>> reads_as_date("2014"), reads_as_date("25121998"), reads_as_date("259812")
    (True, True, False)
    """
    if len(digits) not in {4, 6, 8} or not digits.isdecimal():
        return False
    if len(digits) == 4:
        return int(digits) in _YEARS
    if len(digits) == 6:
        return _is_day(digits[:2], digits[2:4])
    if int(digits[4:]) in _YEARS and _is_day(digits[:2], digits[2:4]):
        return True
    return int(digits[:4]) in _YEARS and _is_day(digits[6:], digits[4:6])


def holds_date(text: str) -> bool:
    """Whether a number as it is grouped can be taken for a date, or a part of it.

    >>> holds_date("27-24-1989"), holds_date("42/10.01.92"), holds_date("44 10.01.9")
    (True, True, False)
    """
    if any(map(reads_as_date, _GROUP.findall(text))):
        return True
    return any(_is_day(match[1], match[2]) for match in _PARTED.finditer(text))


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12
