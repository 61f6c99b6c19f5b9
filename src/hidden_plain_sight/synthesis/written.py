"""Dates, ages and times as clinicians write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Final

__all__ = [
    "FULL_STYLES",
    "day_month",
    "drawn_style",
    "full_date",
    "interval",
    "month_year",
    "months_between",
    "plus_months",
    "years_between",
]

MONTHS: Final = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip
_SHORT: Final = (
    "jan", "feb", "mars", "apr", "mai", "juni", "juli", "aug", "sept", "okt", "nov", "des",
)  # fmt: skip
_ORDINALS: Final = (
    "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende",
    "tiende", "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende", "syttende",
    "attende", "nittende", "tjuende",
)  # fmt: skip


def _y(day: dt.date) -> str:
    return f"{day.year % 100:02d}"


def _word(day: dt.date) -> str:
    return MONTHS[day.month - 1]


def _short_word(day: dt.date) -> str:
    name = _SHORT[day.month - 1]
    return name if name in ("mars", "mai", "juni", "juli") else f"{name}."


# style: how often, how written, and the kinds of form that it belongs to
_STYLES: Final[dict[str, tuple[int, Callable[[dt.date], str], str]]] = {
    "dd.mm.yyyy": (22, lambda d: f"{d:%d.%m}.{d.year}", "num"),
    "d.m.yyyy": (5, lambda d: f"{d.day}.{d.month}.{d.year}", "num"),
    "dd/mm/yyyy": (2, lambda d: f"{d:%d/%m}/{d.year}", "num"),
    "d/m yyyy": (2, lambda d: f"{d.day}/{d.month} {d.year}", "num"),
    "d/m-yyyy": (3, lambda d: f"{d.day}/{d.month}-{d.year}", "num"),
    "dd-mm-yyyy": (1, lambda d: f"{d:%d-%m}-{d.year}", "num"),
    "dd.mm.yy": (18, lambda d: f"{d:%d.%m}.{_y(d)}", "short"),
    "d.m.yy": (5, lambda d: f"{d.day}.{d.month}.{_y(d)}", "short"),
    "d/m-yy": (8, lambda d: f"{d.day}/{d.month}-{_y(d)}", "short"),
    "dd/mm-yy": (3, lambda d: f"{d:%d/%m}-{_y(d)}", "short"),
    "d/m/yy": (3, lambda d: f"{d.day}/{d.month}/{_y(d)}", "short"),
    "dd.mm-yy": (2, lambda d: f"{d:%d.%m}-{_y(d)}", "short"),
    "dd.mm.-yy": (1, lambda d: f"{d:%d.%m}.-{_y(d)}", "short"),
    "d-m-yy": (1, lambda d: f"{d.day}-{d.month}-{_y(d)}", "short"),
    "ddmmyy": (4, lambda d: f"{d:%d%m}{_y(d)}", "short compact"),
    "ddmmyyyy": (1, lambda d: f"{d:%d%m}{d.year}", "compact"),
    "yyyymmdd": (1, lambda d: f"{d.year}{d:%m%d}", "compact"),
    "yyyy-mm-dd": (4, lambda d: f"{d.year}-{d:%m-%d}", "iso"),
    "d. month yyyy": (11, lambda d: f"{d.day}. {_word(d)} {d.year}", "long"),
    "d.month yyyy": (2, lambda d: f"{d.day}.{_word(d)} {d.year}", "long"),
    "d month yyyy": (1, lambda d: f"{d.day} {_word(d)} {d.year}", "long"),
    "d. mon. yyyy": (3, lambda d: f"{d.day}. {_short_word(d)} {d.year}", "long"),
    "d. Month yyyy": (1, lambda d: f"{d.day}. {_word(d).capitalize()} {d.year}", "long"),
    "d. month -yy": (2, lambda d: f"{d.day}. {_word(d)} -{_y(d)}", "long"),
    "d. month 'yy": (1, lambda d: f"{d.day}. {_word(d)} '{_y(d)}", "long"),
    "d.mon-yy": (1, lambda d: f"{d.day}.{_short_word(d)}-{_y(d)}", "long"),
    "dd mm yy": (1, lambda d: f"{d:%d %m} {_y(d)}", "short"),
    "d/m yy": (1, lambda d: f"{d.day}/{d.month} {_y(d)}", "short"),
    "d. month yy": (1, lambda d: f"{d.day}. {_word(d)} {_y(d)}", "long"),
    "d.mon yy": (1, lambda d: f"{d.day}.{_short_word(d).rstrip('.')} {_y(d)}", "long"),
    "ordinal": (1, lambda d: f"{_ordinal(d)} {_word(d)} {d.year}", "long"),
}
FULL_STYLES: Final = tuple(_STYLES)


def _ordinal(day: dt.date) -> str:
    return _ORDINALS[day.day - 1] if day.day <= len(_ORDINALS) else f"{day.day}."


def drawn_style(random: Random, form: str = "") -> str:
    """A style of full dates, of the form `num`, `short`, `compact`, `iso`, `long` or any.

    >>> drawn_style(Random(1), "iso")
    'yyyy-mm-dd'
    """
    fitting = {name: row for name, row in _STYLES.items() if not form or form in row[2].split()}
    return random.choices(list(fitting), [row[0] for row in fitting.values()])[0]


def full_date(day: dt.date, style: str) -> str:
    """A day in a style.

    >>> full_date(dt.date(2021, 3, 12), "d/m-yy")
    '12/3-21'
    """
    return _STYLES[style][1](day)


def day_month(day: dt.date, random: Random, form: str = "") -> str:
    """A day without its year; the form `num` is digits alone, `word` has the month's name.

    >>> day_month(dt.date(2021, 3, 12), Random(1), "num") in ("12.03", "12.03.", "12/3", "12.3.")
    True
    """
    numeric = (f"{day:%d.%m}", f"{day:%d.%m}.", f"{day.day}/{day.month}", f"{day.day}.{day.month}.")
    short = _short_word(day).rstrip(".")
    words = (f"{day.day}. {_word(day)}", f"{day.day}.{_word(day)}", f"{day.day} {_word(day)}")
    if form == "num" or (not form and random.random() < 0.6):
        return random.choices(numeric, (4, 2, 5, 2))[0]
    return random.choices((*words, f"{day.day}. {short}", _ordinal_only(day)), (9, 2, 1, 2, 1))[0]


def _ordinal_only(day: dt.date) -> str:
    return f"{_ordinal(day)} {_word(day)}"


def month_year(day: dt.date, random: Random) -> str:
    """A month with its year.

    >>> "21" in month_year(dt.date(2021, 3, 12), Random(1))
    True
    """
    word = _word(day)
    short = _short_word(day).rstrip(".")
    forms = (
        f"{word} {day.year}",
        f"{word} -{_y(day)}",
        f"{day:%m}/{_y(day)}",
        f"{short} {day.year}",
    )
    more = (
        f"{word} '{_y(day)}",
        f"{day:%m}.{day.year}",
        f"{word}-{_y(day)}",
        f"{day:%m}/{day.year}",
    )
    curt = (f"{short} -{_y(day)}", f"{word} {_y(day)}", f"{short}-{_y(day)}", f"{short} {_y(day)}")
    return random.choices((*forms, *more, *curt), (10, 3, 3, 1, 1, 1, 2, 1, 2, 2, 1, 1))[0]


def interval(first: dt.date, last: dt.date, random: Random, *, year: bool) -> list[str]:
    """An interval: one text where its ends share a part, else the two dates.

    >>> len(interval(dt.date(2021, 3, 28), dt.date(2021, 4, 2), Random(1), year=True))
    2
    """
    dash = random.choice(("-", "–", "-"))
    if (first.year, first.month) == (last.year, last.month) and random.random() < 0.6:
        start = f"{first.day}.{dash}" if random.random() < 0.7 else f"{first.day}{dash}"
        style = drawn_style(random, "long") if random.random() < 0.4 else "dd.mm.yy"
        return [start + (full_date(last, style) if year else day_month(last, random))]
    if year:
        style = drawn_style(random, random.choice(("num", "short", "short", "long")))
        return [full_date(first, style), full_date(last, style)]
    form, state = random.choice(("num", "word")), random.getrandbits(32)
    # the same random twice, so that both ends are written alike
    return [day_month(day, Random(state), form) for day in (first, last)]  # noqa: S311


def plus_months(day: dt.date, months: int) -> dt.date:
    """A day some months on (or back), at most on the last of that month.

    >>> plus_months(dt.date(2021, 3, 31), -1)
    datetime.date(2021, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def years_between(born: dt.date, day: dt.date) -> int:
    """Somebody's age in whole years, never below 0.

    >>> years_between(dt.date(1975, 3, 12), dt.date(2021, 3, 11))
    45
    """
    return max(0, months_between(born, day) // 12)


def months_between(born: dt.date, day: dt.date) -> int:
    """Whole months from one day to another.

    >>> months_between(dt.date(2020, 12, 20), dt.date(2021, 2, 19))
    1
    """
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
