"""Weeks, weekdays and days of `this` month, as they are when all dates have moved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from hidden_plain_sight.surrogates.calendar_text import MONTH, CalendarText, CalendarWord
from hidden_plain_sight.values import Granularity
from hidden_plain_sight.values.feasts import WEEKDAY, weekday_after

__all__ = ["moved_day_of_month", "moved_lists", "moved_week", "moved_weekdays"]

_WEEKDAY_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?P<word>{WEEKDAY})(?:en)?[.,]{{0,2}}[ ](?:den[ ]|d\.[ ])?$", re.IGNORECASE
)
_WEEKDAY_AFTER: Final = re.compile(
    rf"(?:[ ]?\(|,[ ])(?P<word>(?=\w{{6}})(?:{WEEKDAY}))\b", re.IGNORECASE
)
_WEEK_BEFORE: Final = re.compile(
    r"\b(?:i|fra|frå|til|innen|innan|ikke|ikkje|ferie|møte|oppstart|time|ktr|kontroll|plass|perm"
    r"|permisjon|avtale)[.:]?[ ]$",
    re.IGNORECASE,
)
_BORN: Final = re.compile(r"\bfød[td]\b", re.IGNORECASE)
_COURSE_AFTER: Final = re.compile(
    r"[ ]?(?:av\b|etter\splan|i\s(?!\d)|:|,\s\d|\+)|-?\w", re.IGNORECASE
)
_EXPECTING: Final = re.compile(
    r"gravid|svanger|foster|prematur|\btermin|ultralyd|jordmor|forløs|fødestu|nyfødt|barsel|kynner"
    r"|\b(?:GBS|UL|G\d ?P\d|rier|riene)\b|\d\+\d",
    re.IGNORECASE,
)
"""Weeks are those of a pregnancy, or may be."""
_NEAR: Final = 30
_WITH_DAY: Final = frozenset({Granularity.FULL, Granularity.DAY_MONTH})
_DAY_BEFORE: Final = re.compile(r"(?<![\d.,/])(?P<day>\d\d?)\.,[ ]$")


def moved_week(note: CalendarText, match: re.Match[str]) -> CalendarWord | None:
    """`uke 12`, `uke 12-14 2019`, `uke 12/21`: as many weeks on as the shift has.

    Raises OverflowError where the calendar ends.
    """
    end, weeks = match.end(), [match["week"]]
    year, tail = None, match["tail"] or ""
    if match["y"] or match["year"]:
        year = int(match["year"] or f"20{match['y']}")
    elif found := note.year_after(match):
        date, gap = found
        year, end = date.written.field("year"), date.end
        tail = f"{gap}{date.head}{date.written}{date.tail}"
    if last := match["last"]:
        if not tail and _is_short_year(note, match):
            year, tail = int(f"20{last}"), f"/{last}"
        else:
            weeks.append(last)
    if year is None and not _is_of_year(note, match):
        return None
    days = [_week_day(note, match.start(), int(week), year) for week in weeks]
    moved = [(day + dt.timedelta(days=note.days)).isocalendar() for day in days if day]
    if len(moved) < len(weeks):
        return None
    text = note.text[match.start() : match.start("week")] + _padded(moved[0].week, weeks[0])
    if len(weeks) == 2:
        text += note.text[match.end("week") : match.start("last")]
        text += _padded(moved[1].week, weeks[1])
    shown = f"{moved[-1].year:04}"
    tail = re.sub(r"\d+", lambda digits: shown[-len(digits[0]) :], tail)
    return CalendarWord(match.start(), end, text + tail, "week")


def _is_short_year(note: CalendarText, match: re.Match[str]) -> bool:
    """Whether the second number of `uke 12/21` is a year; that of `uke 12/13` is a week."""
    last = int(match["last"])
    between = note.text[match.end("week") : match.start("last")]
    return between == "/" and last != int(match["week"]) + 1 and last > 9


def _is_of_year(note: CalendarText, match: re.Match[str]) -> bool:
    """Whether a week without a year is one of the calendar, for all that can be seen.

    Better one week untrue than a pregnancy's or a course's changed.
    """
    before = note.text[max(0, match.start() - 24) : match.start()]
    is_told = _WEEK_BEFORE.search(before) or _is_of_date(note, match)
    return bool(is_told) and not (
        _BORN.search(before)
        or _COURSE_AFTER.match(note.text, match.end())
        or _EXPECTING.search(note.text)
        or note.stays(match)
    )


def _is_of_date(note: CalendarText, match: re.Match[str]) -> bool:
    """Whether a week is that of a date near it: `12.03.2019 (uke 11)`."""
    return any(
        date.day is not None
        and date.written.field("day") is not None
        and -_NEAR < date.end - match.start() < _NEAR
        and date.day.isocalendar().week == int(match["week"])
        for date in note.timeline.dates
    )


def _week_day(note: CalendarText, start: int, week: int, year: int | None) -> dt.date | None:
    """The Thursday of a week, which is always of the year that the week is counted to."""

    def in_year(year: int) -> dt.date | None:
        try:
            return dt.date.fromisocalendar(year, week, 4)
        except ValueError:
            return None

    return note.timeline.nearest(start, in_year) if year is None else in_year(year)


def _padded(number: int, like: str) -> str:
    return f"{number:02}" if like[0] == "0" else str(number)


def moved_day_of_month(note: CalendarText, match: re.Match[str]) -> CalendarWord | None:
    """`12. ds.` and `12. f.m.`: a day of the month of the date before, or of the one before.

    Raises OverflowError where the calendar ends.
    """
    earlier = (date.day for date in note.timeline.dates[::-1] if date.start < match.start())
    now = next(earlier, None)
    if now is None or not 1 <= int(match["day"]) <= 31:
        return None
    written = match["which"].casefold()
    first = now.replace(day=1)
    if written == "f.m":
        first = (first - dt.timedelta(days=1)).replace(day=1)
    shift = dt.timedelta(days=note.days)
    day, moved = first + dt.timedelta(days=int(match["day"]) - 1) + shift, now + shift
    months = (moved.year - day.year) * 12 + moved.month - day.month
    names = {0: "ds." if written == "f.m" else note.text[match.start("which") : match.end()]}
    gap = note.text[match.end("day") : match.start("which")]
    name = (names | {1: "f.m."}).get(months) or MONTH.of(day)
    return CalendarWord(match.start(), match.end(), f"{day.day}{gap}{name}", "day")


def moved_lists(note: CalendarText) -> Iterator[CalendarWord]:
    """Yield the days before a date in a row, `12., 14. og 16. mai`, which share its month."""
    for date in note.timeline.dates:
        at, day = date.start, date.day
        if day is None or date.written.granularity not in _WITH_DAY:
            continue
        while match := _DAY_BEFORE.search(note.text, max(0, at - 6), at):
            at = match.start()
            if not 1 <= int(match["day"]) < day.day:
                break
            day = day.replace(day=int(match["day"]))
            moved = day + dt.timedelta(days=note.days)
            start, end = match.span("day")
            if not note.is_taken(start, end):
                yield CalendarWord(start, end, _padded(moved.day, match["day"]), "day")


def moved_weekdays(note: CalendarText) -> Iterator[CalendarWord]:
    """Yield the weekdays that stand before or after a date."""
    for date in note.timeline.dates:
        if date.written.field("day") is None:
            continue
        before = _WEEKDAY_BEFORE.search(note.text, max(0, date.start - 20), date.start)
        for match in (before, _WEEKDAY_AFTER.match(note.text, date.end)):
            if match is not None and not note.is_taken(*match.span("word")):
                word = match["word"]
                other = weekday_after(word, note.days, is_nynorsk=note.is_nynorsk)
                if word[0].isupper():
                    other = other.upper() if word.isupper() else other.capitalize()
                yield CalendarWord(*match.span("word"), other, "weekday")
