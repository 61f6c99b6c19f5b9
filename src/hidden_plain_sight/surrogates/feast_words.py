"""Feasts and seasons, by the names of what time it is when all dates have moved."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from hidden_plain_sight.surrogates.calendar_text import MONTH, CalendarText, CalendarWord
from hidden_plain_sight.surrogates.timeline import Dated
from hidden_plain_sight.values import DatePart, Granularity
from hidden_plain_sight.values.feasts import (
    feast_day,
    is_period,
    season_day,
    season_of,
    weekday_of,
)

__all__ = ["moved_feast", "moved_season"]

_BESIDE: Final = re.compile(r"[\s,:(–-]{1,3}(?:den\s)?")
_ONCE: Final = re.compile(
    r"\b(?:i|til|fra|frå|siden|sidan|denne|neste|forrige|førre|siste?|utover|utpå|tidlig|tidleg"
    r"|sent|seint|etter|før|i\sløpet\sav)\s$",
    re.IGNORECASE,
)
_THIS: Final = re.compile(r"\b(?:i|denne|neste|forrige|førre|sist)\s$", re.IGNORECASE)
_TO_THE_DAY: Final = re.compile(
    r"\b(?:etter|før|siden|sidan|fra|frå|over|ved|rundt|omkring|mot|innen|innan)\s{1,2}$",
    re.IGNORECASE,
)
_NEAR: Final = dt.timedelta(days=3)


def moved_feast(note: CalendarText, match: re.Match[str]) -> CalendarWord | None:
    """A feast as the month or the day that it has become, with the year that follows it.

    Easter moved by a year and a half is no feast. One beside its own date, as in `julaften 24.12`,
    becomes the weekday; `påskehelgen` is a `helgen` wherever it comes to lie. Raises OverflowError
    where the calendar ends.
    """
    feast, start = match["feast"], match.start()
    if july := note.timeline.at(start):
        return _christmas(note, july) if feast.casefold() == "jul" else None
    shift = dt.timedelta(days=note.days)
    if found := note.year_after(match):
        year, gap = found
        begins = feast_day(feast, 2000).month == 1
        day = feast_day(feast, _year(year, last=begins)) + shift
        text = f"{_name(note, match, day)}{gap}{_with_year(year, day.year)}"
        return CalendarWord(start, year.end, text, "feast")
    if note.stays(match):
        return None
    beside = _beside(note, start, match.end())
    if beside is not None and _is_on(feast, beside):
        weekday = weekday_of(beside + shift, is_nynorsk=note.is_nynorsk)
        return CalendarWord(start, match.end(), weekday, "feast")
    near = note.timeline.nearest(start, lambda year: feast_day(feast, year))
    if near is None:
        return None
    name = _name(note, match, near + shift)
    if name[0].isdigit() and note.text[:start].endswith("på "):
        # nobody says `på 3. mars`
        start, name = start - len("på "), f"den {name}"
    return CalendarWord(start, match.end(), name, "feast")


def _name(note: CalendarText, match: re.Match[str], day: dt.date) -> str:
    """How the time is said that a feast would have been at: `i mars`, but `etter 3. mars`."""
    if match["off"]:
        return match["off"]
    to_the_day = _TO_THE_DAY.search(note.text[max(0, match.start() - 10) : match.start()])
    if is_period(match["feast"]) and not to_the_day:
        return MONTH.of(day)
    return f"{day.day}. {MONTH.of(day)}"


def _christmas(note: CalendarText, date: Dated) -> CalendarWord | None:
    """`jul 2020`, which was taken for July, unless other months are abbreviated too."""
    shortened = any(
        part.kind is DatePart.MONTH_WORD and len(part.text) == 3 and part.text != "mai"
        for other in note.timeline.dates
        for part in other.written.parts
        if other is not date
    )
    if shortened or date.head or date.written.granularity is not Granularity.MONTH_YEAR:
        return None
    day = feast_day("jul", _year(date)) + dt.timedelta(days=note.days)
    rest = (piece if isinstance(piece, str) else piece.of(day) for piece in date.written.pieces[1:])
    return CalendarWord(date.start, date.end, f"{MONTH.of(day)}{''.join(rest)}", "feast")


def _beside(note: CalendarText, start: int, end: int) -> dt.date | None:
    """The day that is written next to a word, before or after it."""
    for date in note.timeline.dates:
        if date.written.field("day") is not None and (
            (date.start >= end and _BESIDE.fullmatch(note.text, end, date.start))
            or (date.end <= start and _BESIDE.fullmatch(note.text, date.end, start))
        ):
            return date.day
    return None


def _is_on(feast: str, day: dt.date) -> bool:
    """Whether a feast of one day is on a day, or so near that somebody counted wrongly."""
    return not is_period(feast) and any(
        abs(feast_day(feast, year) - day) <= _NEAR for year in range(day.year - 1, day.year + 2)
    )


def moved_season(note: CalendarText, match: re.Match[str]) -> CalendarWord | None:
    """A season as the one that it has become, with the year that follows it.

    Without a year it has to be one of its kind: `til våren`, and neither `om våren` nor `vår`.
    Raises OverflowError where the calendar ends.
    """
    season, start = match["season"], match.start()
    shift = dt.timedelta(days=note.days)
    if found := note.year_after(match):
        year, gap = found
        is_range = year.written.is_range
        last = is_range and season.casefold().startswith("vinter")
        day = season_day(season, _year(year, last=last)) + shift
        word, counted = season_of(day, season, is_nynorsk=note.is_nynorsk)
        both = is_range and word.startswith("vinter")
        text = f"{word}{gap}{_with_year(year, counted, both=both)}"
        return CalendarWord(start, year.end, text, "season")
    once = _ONCE if season.casefold().endswith("en") else _THIS
    is_our = season.casefold() == "vår" and note.text[match.end() : match.end() + 1] == " "
    if is_our or not once.search(note.text[max(0, start - 16) : start]) or note.stays(match):
        return None
    near = note.timeline.nearest(start, lambda year: season_day(season, year))
    if near is None:
        return None
    word, _ = season_of(near + shift, season, is_nynorsk=note.is_nynorsk)
    return CalendarWord(start, match.end(), word, "season")


def _year(date: Dated, *, last: bool = False) -> int:
    year = date.written.field("year", point=int(last and date.written.is_range))
    if year is None:
        raise ValueError("no year")
    return year


def _with_year(date: Dated, year: int, *, both: bool = False) -> str:
    """A written year as another one; of a range its first alone, or both."""
    pieces: list[str] = []
    for piece in date.written.pieces:
        if isinstance(piece, str):
            pieces.append(piece)
        elif piece.point and not both:
            return date.head + "".join(pieces[:-1])
        else:
            pieces.append(piece.of(dt.date(year - (both and not piece.point), 7, 1)))
    return date.head + "".join(pieces) + date.tail
