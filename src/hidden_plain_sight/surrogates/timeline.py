"""When the dates of a document were, and what becomes of them when all move by one shift."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.values import DatePart, Granularity, Part, WrittenDate, read_date
from hidden_plain_sight.values.feasts import SEASON

__all__ = ["Dated", "Timeline", "is_birth", "whole_dates"]

_BORN: Final = re.compile(
    r"(?:\bf\.(?:\s?d\.)?|\b(?:fdt|født|fødd|fødselsd\w{2,7}|fødselsår|f\.?dato|årgang)\b[^\d.;\n]{0,30})"
    r"[\s:.]{0,4}(?:i\s|den\s|d\.\s?)?$",
    re.IGNORECASE,
)
_BEFORE_YEAR: Final = re.compile(
    rf"(?:['’]|(?<!\d)[-–]|\b(?:i|siden|sidan|født|fødd|f\.|{SEASON})[ ])$", re.IGNORECASE
)
_REACH: Final = 48
_SOON: Final = re.compile(r"\s?(?:-|–|/|og|til|,)?\s?")
_PARTS: Final = frozenset({" ", "-", "–", ".-", ".–", "./", "/"})
"""What parts the pieces of one date."""
_MORE: Final = (28, -28, 35, 3, 366)
"""Where the shift changes nothing (`mai`, and two years later), a little more does."""
_FILLED: Final = frozenset({DatePart.DAY, DatePart.MONTH})
_WITHOUT_YEAR: Final = frozenset({Granularity.DAY_MONTH, Granularity.MONTH, Granularity.DAY})


def is_birth(text: str, start: int) -> bool:
    """Whether what begins at a place of a text is said to be a day or year of birth.

    >>> is_birth("Kari, f. 12.05.75", 9), is_birth("sett 12.05.75", 5)
    (True, False)
    """
    return _BORN.search(text, max(0, start - _REACH), start) is not None


def whole_dates(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans, with a day or a year that was found alone joined to the date it belongs to.

    >>> spans = [Span(0, 4, Category.DATE), Span(5, 7, Category.DATE)]
    >>> [(span.start, span.end) for span in whole_dates("24/7 21", spans)]
    [(0, 7)]
    """
    whole: list[Span] = []
    for span in spans:
        last = whole[-1] if whole else None
        if last is not None and last.category is Category.DATE is span.category:
            lone = min(span.end - span.start, last.end - last.start) <= 2
            gap = text[last.end : span.start]
            if lone and gap in _PARTS and read_date(text[last.start : span.end]) is not None:
                whole[-1] = replace(last, end=span.end, value=None)
                continue
        whole.append(span)
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a document: where it stands, how it is written, and which day it was.

    `head` and `tail` are what the span holds beside the date. `year` stands for a year that is
    not written; `day` is the date, or its first, with the middle for what is not written.

    >>> Dated(0, 4, WrittenDate((Part(DatePart.YEAR, "2019"),))).moved(400)
    '2020'
    """

    start: int
    end: int
    written: WrittenDate
    head: str = ""
    tail: str = ""
    year: int = 2020
    day: dt.date | None = None

    @property
    def text(self) -> str:
        """What stands there."""
        return f"{self.head}{self.written}{self.tail}"

    def moved(self, days: int) -> str | None:
        """The text of the date so many days on; None where no calendar has it.

        A date that would leave the calendar goes the other way.
        """
        made = self.written.shifted(days, reference_year=self.year)
        if made is None:
            made = self.written.shifted(-days, reference_year=self.year)
        return None if made is None else f"{self.head}{made}{self.tail}"


class Timeline:
    """The dates of a document in the order of its text.

    >>> spans = [Span(0, 8, Category.DATE), Span(10, 13, Category.DATE)]
    >>> timeline = Timeline.of("28.12.18, 3.1", spans)
    >>> [str(date.day) for date in timeline.dates]
    ['2018-12-28', '2019-01-03']

    A date without a year is the one nearest to the date before it. `year` is that which most
    dates name, births aside.
    """

    __slots__ = ("_known", "_starts", "dates", "text", "year")

    def __init__(self, text: str, dates: Sequence[Dated]) -> None:
        self.text = text
        others = [date for date in dates if not is_birth(text, date.start)]
        self.year = main_year(date.written for date in others or dates)
        self._known = [(d.start, day) for d in others if (day := self._known_day(d)) is not None]
        self._starts = [date.start for date in dates]
        self.dates = [self._placed(date) for date in _in_house_style(dates)]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> Timeline:
        """The dates among spans, read again where their value is lost."""
        found = [_dated(text, span) for span in spans if span.category is Category.DATE]
        return cls(text, [date for date in found if date is not None])

    def _known_day(self, date: Dated) -> dt.date | None:
        """The day of a date that says its year and month, and is of the time of the others."""
        if date.written.granularity not in {Granularity.FULL, Granularity.MONTH_YEAR}:
            return None
        day = date.day
        return day if day is not None and abs(day.year - self.year) <= 1 else None

    def _placed(self, date: Dated) -> Dated:
        if date.written.granularity not in _WITHOUT_YEAR:
            return date

        def in_year(year: int) -> dt.date | None:
            return date.written.day(reference_year=year)

        day = self.nearest(date.start, in_year, end=date.end)
        if day is None:
            return date
        insort(self._known, (date.start, day))
        return replace(date, day=day, year=day.year)

    def nearest(
        self, start: int, day_in: Callable[[int], dt.date | None], *, end: int | None = None
    ) -> dt.date | None:
        """The day of any year that is nearest to the date before a place, or else the next one.

        Where another date follows at once, as the end of a range does, it is that which counts.
        """
        around = self._around(start, end) or dt.date(self.year, 7, 1)
        days = (day_in(year) for year in range(max(1, around.year - 1), min(9998, around.year) + 2))
        return min((d for d in days if d is not None), key=lambda d: abs(d - around), default=None)

    def _around(self, start: int, end: int | None) -> dt.date | None:
        if not self._known:
            return None
        at = bisect_left(self._known, start, key=lambda known: known[0])
        if at < len(self._known):
            after, day = self._known[at]
            if at == 0 or (end is not None and _SOON.fullmatch(self.text, end, after)):
                return day
        return self._known[at - 1][1]

    def at(self, start: int) -> Dated | None:
        """The date that begins at a place."""
        at = bisect_left(self._starts, start)
        return self.dates[at] if self._starts[at : at + 1] == [start] else None

    def moved(self, days: int) -> tuple[dict[int, str], int]:
        """What the dates become, by the places where they begin, all other than they were.

        With it comes how many of them the shift alone would turn into themselves or into another
        one of the document.
        """
        were = {date.text.casefold() for date in self.dates}
        texts: dict[int, str] = {}
        clashes = 0
        for date in self.dates:
            made = date.moved(days)
            clashes += made is not None and made.casefold() in were
            for more in _MORE:
                if made is None or made.casefold() != date.text.casefold():
                    break
                made = date.moved(days + more)
            if made is not None:
                texts[date.start] = made
        return texts, clashes


def main_year(dates: Iterable[WrittenDate]) -> int:
    """The year that most dates name, the last of equals.

    >>> main_year([]), main_year([WrittenDate((Part(DatePart.YEAR2, "19"),))])
    (2020, 2019)
    """
    years = Counter(part.number for date in dates for part in date.parts if part.field == "year")
    return max(years, key=lambda year: (years[year], year)) if years else 2020


def _dated(text: str, span: Span) -> Dated | None:
    surface = text[span.start : span.end]
    if not surface.isascii():
        surface = unicodedata.normalize("NFC", surface)
    value = span.value
    if isinstance(value, WrittenDate) and (day := value.day()) is not None:
        head, found, tail = surface.partition(str(value))
        if found:
            return Dated(span.start, span.end, value, head, tail, day=day)
    read = read_date(surface)
    if read is None and _is_short_year(text, span):
        read = WrittenDate((Part(DatePart.YEAR2, surface),))
    return None if read is None else Dated(span.start, span.end, read, day=read.day())


def _is_short_year(text: str, span: Span) -> bool:
    """Whether a span is two digits that cannot be a day, or stand where a year does."""
    digits = text[span.start : span.end]
    if len(digits) != 2 or not (digits.isascii() and digits.isdigit()):
        return False
    before = text[max(0, span.start - _REACH) : span.start]
    return int(digits) > 31 or _BEFORE_YEAR.search(before) is not None


def _in_house_style(dates: Sequence[Dated]) -> Iterable[Dated]:
    """Dates such as 12.10., which do not show whether one fills up to two digits, as others do."""
    shown: dict[str, set[bool]] = {}
    for date in dates:
        if (filled := _fills(date.written)) is not None:
            shown.setdefault(_style(date.written), set()).add(filled)
    for date in dates:
        filled_by_others = shown.get(_style(date.written), set())
        if _fills(date.written) is None and len(filled_by_others) == 1:
            date = replace(date, written=_filling(date.written, *filled_by_others))
        yield date


def _style(date: WrittenDate) -> str:
    """What dates that are written alike have in common."""
    parts, gaps = date.parts, [piece for piece in date.pieces if isinstance(piece, str)]
    if parts[0].field == "year" or not gaps:
        return "fixed"
    year = next((len(part.text) for part in parts if part.field == "year"), 0)
    worded = any(part.kind is DatePart.MONTH_WORD for part in parts)
    return f"{'word' if worded else gaps[0][:1]} {year}"


def _fills(date: WrittenDate) -> bool | None:
    """Whether days and months are filled up to two digits; None where that cannot be seen."""
    texts = [part.text for part in date.parts if part.kind in _FILLED]
    if any(len(text) == 1 for text in texts):
        return False
    return True if any(text[0] == "0" for text in texts) else None


def _filling(date: WrittenDate, filled: bool) -> WrittenDate:
    return WrittenDate(
        tuple(
            replace(piece, pad=filled)
            if isinstance(piece, Part) and piece.kind in _FILLED
            else piece
            for piece in date.pieces
        )
    )
