"""Feasts and seasons: when in a year they are, and what weekdays and seasons are called."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from dateutil.easter import easter

__all__ = [
    "FEAST",
    "SEASON",
    "WEEKDAY",
    "feast_day",
    "is_period",
    "season_day",
    "season_of",
    "weekday_after",
    "weekday_of",
]

_Rows = tuple[tuple[str, ...], ...]

_FIXED: Final = {
    "lille julaften": (12, 23), "veslejulaftan": (12, 23), "julaften": (12, 24),
    "julaftan": (12, 24), "julekvelden": (12, 24), "jul": (12, 25), "jula": (12, 25),
    "julen": (12, 25), "romjul": (12, 28), "romjula": (12, 28), "romjulen": (12, 28),
    "jul og nyttår": (12, 31),
    "nyttårsaften": (12, 31), "nyttårsaftan": (12, 31), "nyttår": (1, 1), "nyttåret": (1, 1),
    "årsskiftet": (1, 1), "nyttårsdag": (1, 1), "nyttårsdagen": (1, 1), "nasjonaldagen": (5, 17),
    "grunnlovsdagen": (5, 17), "sankthans": (6, 24), "sankthansaften": (6, 23),
    "sankthansaftan": (6, 23), "jonsok": (6, 24), "jonsokaften": (6, 23), "jonsokaftan": (6, 23),
    "olsok": (7, 29), "luciadagen": (12, 13),
}  # fmt: skip
"""Month and day."""
_MOVING: Final = {
    "palmesøndag": -7, "palmesundag": -7, "skjærtorsdag": -3, "skjertorsdag": -3,
    "langfredag": -2, "påskeaften": -1, "påskeaftan": -1, "påske": 0, "påska": 0, "påsken": 0,
    "kristi himmelfartsdag": 39, "kristi himmelfart": 39, "pinseaften": 48, "pinseaftan": 48,
    "pinse": 49, "pinsa": 49, "pinsen": 49,
}  # fmt: skip
"""Days after Easter Sunday."""
_PERIODS: Final = frozenset(
    {"jul", "jula", "julen", "romjul", "romjula", "romjulen", "jul og nyttår", "nyttår",
     "nyttåret", "årsskiftet", "påske", "påska", "påsken", "pinse", "pinsa", "pinsen"}
)  # fmt: skip
_SERIES: Final = {"jule": "jul", "påske": "påske", "pinse": "pinse", "nyttårs": "nyttår"}
_ORDINALS: Final = {
    "1.": 1, "2.": 2, "3.": 3, "4.": 4, "første": 1, "fyrste": 1, "andre": 2, "annen": 2,
    "tredje": 3, "fjerde": 4,
}  # fmt: skip
_BLANK: Final = "[ \u00a0]"
_NUMBERED: Final = re.compile(
    rf"(?P<n>{'|'.join(map(re.escape, _ORDINALS))}){_BLANK}?(?P<of>{'|'.join(_SERIES)})dag(?:en)?"
)


def _either(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted({w.replace(" ", _BLANK) for w in words}, key=len, reverse=True))


_DAYS_OFF: Final = re.compile(
    rf"(?P<before>{'|'.join(_SERIES)})(?P<off>helg(?:a|en|ene)?|feri(?:e|en|a)|dagene|dagane)"
)
FEAST: Final = (
    rf"{_NUMBERED.pattern}|{_DAYS_OFF.pattern}|st\.?{_BLANK}?hans(?:aften|aftan)?|kr\.{_BLANK}?himmelfart(?:sdag)?"
    rf"|jul(?:{_BLANK}?[/–-]{_BLANK}?|{_BLANK}og{_BLANK})nyttår|{_either([*_FIXED, *_MOVING])}"
)
"""The pattern of a feast, in small letters."""

_SEASONS: Final = (
    ("vinter", "vår", "sommer", "høst"), ("vinteren", "våren", "sommeren", "høsten"),
    ("vinterferien", "påskeferien", "sommerferien", "høstferien"),
)  # fmt: skip
_SEASONS_NN: Final = (
    ("vinter", "vår", "sommar", "haust"), ("vinteren", "våren", "sommaren", "hausten"),
    ("vinterferien", "påskeferien", "sommarferien", "haustferien"),
)  # fmt: skip
SEASON: Final = _either(word for row in _SEASONS + _SEASONS_NN for word in row)
"""The pattern of a season, in small letters."""
_WEEKDAYS: Final = (
    ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    ("man", "tirs", "ons", "tors", "fre", "lør", "søn"),
    ("man", "tir", "ons", "tor", "fre", "lør", "søn"),
    ("ma", "ti", "on", "to", "fr", "lø", "sø"),
)  # fmt: skip
_WEEKDAYS_NN: Final = (
    ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    ("mån", "tys", "ons", "tors", "fre", "lau", "søn"),
    ("må", "ty", "on", "to", "fr", "la", "sø"),
)  # fmt: skip
WEEKDAY: Final = _either(word for row in _WEEKDAYS + _WEEKDAYS_NN for word in row)
"""The pattern of a weekday, whole or abbreviated, in small letters."""


def _normal(feast: str) -> str:
    """A feast as the tables have it: in small letters, no saint abbreviated."""
    word = " ".join(feast.casefold().split())
    if word.startswith("st"):
        return "sankthans" + word.partition("hans")[2]
    if word.startswith("kr."):
        return "kristi himmelfart"
    return "jul og nyttår" if word.startswith("jul") and word.endswith("nyttår") else word


def is_period(feast: str) -> bool:
    """Whether a feast is days on end, so that its month says when it is.

    >>> is_period("påsken"), is_period("langfredag"), is_period("2. påskedag")
    (True, False, False)
    """
    return _normal(feast) in _PERIODS


def feast_day(feast: str, year: int) -> dt.date:
    """The day of a feast in a year, its chief day where it lasts longer.

    >>> feast_day("Palmesøndag", 2019), feast_day("2. juledag", 2018)
    (datetime.date(2019, 4, 14), datetime.date(2018, 12, 26))

    Raises KeyError for another word. Source of Easter: dateutil.
    """
    word = _normal(feast)
    later = 0
    if match := _DAYS_OFF.fullmatch(word):
        word = _SERIES[match["before"]]
    elif match := _NUMBERED.fullmatch(word):
        later, word = _ORDINALS[match["n"]] - 1, _SERIES[match["of"]]
    if word in _FIXED:
        return dt.date(year, *_FIXED[word]) + dt.timedelta(days=later)
    return easter(year) + dt.timedelta(days=_MOVING[word] + later)


def season_day(season: str, year: int) -> dt.date:
    """The middle of a season in a year; winter is in January.

    >>> season_day("hausten", 2018)
    datetime.date(2018, 10, 15)

    Raises ValueError for another word.
    """
    word = season.casefold()
    number = next((row.index(word) for row in _SEASONS + _SEASONS_NN if word in row), None)
    if number is None:
        raise ValueError("no season")
    return dt.date(year, 1 + 3 * number, 15)


def season_of(day: dt.date, like: str, *, is_nynorsk: bool = False) -> tuple[str, int]:
    """The season of a day, in the form of another one, and the year that it is counted to.

    >>> season_of(dt.date(2019, 12, 3), "sommeren"), season_of(dt.date(2019, 9, 3), "sommar")
    (('vinteren', 2020), ('haust', 2019))

    December is counted to the winter of the next year.
    """
    word = like.casefold()
    row = next(row for row in _by_language(_SEASONS, _SEASONS_NN, is_nynorsk) if word in row)
    return row[day.month % 12 // 3], day.year + (day.month == 12)


def weekday_after(word: str, days: int, *, is_nynorsk: bool = False) -> str:
    """The weekday so many days after a written one, in its form.

    >>> weekday_after("tirs", 2), weekday_after("tysdag", -3), weekday_after("on", 7)
    ('tors', 'laurdag', 'on')
    """
    rows = _by_language(_WEEKDAYS, _WEEKDAYS_NN, is_nynorsk)
    row = next(row for row in rows if word.casefold() in row)
    return row[(row.index(word.casefold()) + days) % 7]


def weekday_of(day: dt.date, *, is_nynorsk: bool = False) -> str:
    """What the weekday of a day is called.

    >>> weekday_of(dt.date(2019, 3, 12)), weekday_of(dt.date(2019, 3, 12), is_nynorsk=True)
    ('tirsdag', 'tysdag')
    """
    return (_WEEKDAYS_NN if is_nynorsk else _WEEKDAYS)[0][day.weekday()]


def _by_language(bokmål: _Rows, nynorsk: _Rows, is_nynorsk: bool) -> _Rows:
    return nynorsk + bokmål if is_nynorsk else bokmål + nynorsk
