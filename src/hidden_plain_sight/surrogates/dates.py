"""Dates moved by one number of days, written as they were."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Choice
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.words import case_like
from hidden_plain_sight.values import MONTH_WORDS, DatePart, Part, WrittenDate

__all__ = [
    "LEAST_DAYS",
    "MOST_DAYS",
    "free_shift",
    "reference_year",
    "replaced_date",
    "shift_days",
    "shifts",
]

LEAST_DAYS: Final = 365
MOST_DAYS: Final = 1825
"""A shift is at least and at most so many days, one way or the other."""

_NUMERIC: Final = re.compile(r"(\d{1,2})([./-]\s?)(\d{1,2})([./-]\s?)(\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})([./-])(\d{2})([./-])(\d{2})")
_PIECE: Final = re.compile(r"\d+|[^\W\d_]+")
_MONTHS: Final = ("mars", "april", "mai", "juni", "juli", "august", "september", "oktober")
_TRIES: Final = 12
_COMPACT: Final = {4: ("%d%m%Y",), 6: ("%d%m%y",), 8: ("%d%m%Y", "%Y%m%d")}
_YEARS: Final = frozenset({DatePart.YEAR, DatePart.YEAR2})
_FULL_YEAR: Final = range(1900, 2100)


def shifts(*, whole_weeks: bool) -> tuple[range, range]:
    """The shifts that can be, backwards and forwards.

    >>> [len(way) for way in shifts(whole_weeks=True)], shifts(whole_weeks=True)[1][0]
    ([208, 208], 371)
    """
    step = 7 if whole_weeks else 1
    least = -(-LEAST_DAYS // step) * step
    most = MOST_DAYS // step * step
    return range(-most, -least + 1, step), range(least, most + 1, step)


def shift_days(choice: Choice, *, whole_weeks: bool, attempt: int = 0) -> int:
    """The shift of a scope, every one as likely as another.

    >>> shift_days(Choice(b"0123456789abcdef", "document:1"), whole_weeks=True) % 7
    0
    """
    back, forth = shifts(whole_weeks=whole_weeks)
    at = choice.number("date shift", str(attempt) if attempt else "", len(back) + len(forth))
    return back[at] if at < len(back) else forth[at - len(back)]


def free_shift(
    choice: Choice, spans: Sequence[Span], originals: set[str], *, whole_weeks: bool, year: int
) -> tuple[int, dict[int, str | None]]:
    """The first keyed shift under which no date of the document becomes another one of it.

    Where each of the first few gives such a date, the one that gives fewest. With it come the
    moved dates by the identity of their values, so that they need not be made again.
    """
    best = shift_days(choice, whole_weeks=whole_weeks)
    dates = [span.value for span in spans if isinstance(span.value, WrittenDate)]
    made: dict[int, str | None] = {}
    fewest = len(dates) + 1
    for attempt in range(_TRIES if len(dates) > 1 else 0):
        days = shift_days(choice, whole_weeks=whole_weeks, attempt=attempt) if attempt else best
        moved = {id(date): date.shifted(days, reference_year=year) for date in dates}
        clashes = sum(text is not None and text.casefold() in originals for text in moved.values())
        if clashes < fewest:
            best, fewest, made = days, clashes, moved
        if not clashes:
            break
    return best, made


def reference_year(spans: Iterable[Span]) -> int:
    """The year that most dates of a document name, to stand for the year of those without one.

    >>> from hidden_plain_sight.phi import Category
    >>> date = WrittenDate((Part(DatePart.YEAR, "2019"),))
    >>> reference_year([Span(0, 4, Category.DATE, value=date)]), reference_year([])
    (2019, 2020)
    """
    years = Counter(
        piece.number
        for span in spans
        if isinstance(span.value, WrittenDate)
        for piece in span.value.pieces
        if not isinstance(piece, str) and piece.kind in _YEARS
    )
    return min(years, key=lambda year: (-years[year], year)) if years else 2020


def replaced_date(draft: Draft, span: Span, text: str) -> str:
    """The date moved by the shift of the document; always another text than before."""
    value = span.value if isinstance(span.value, WrittenDate) else None
    written = "" if value is None else str(value)
    if value is None or written not in text:
        value = _read(text)
        written = str(value)
    moved = None if value is None else _moved(draft, value, written)
    return _reshaped(draft, text) if moved is None else text.replace(written, moved, 1)


def _moved(draft: Draft, date: WrittenDate, written: str) -> str | None:
    """The date some days on, by the shift and where that changes nothing, by a little more."""
    for more in (0, 28, -28, 35, 3, 366):
        moved = draft.moved.get(id(date)) if more == 0 else None
        moved = moved or date.shifted(draft.days + more, reference_year=draft.reference_year)
        if moved is None:
            return None
        if moved.casefold() != written.casefold():
            return moved
    return None


def _read(text: str) -> WrittenDate | None:
    """A date in digits whose value was lost on the way."""
    for shape, kinds in ((_ISO, ("year", "month", "day")), (_NUMERIC, ("day", "month", "year"))):
        match = shape.search(text)
        if match is not None:
            a, gap, b, gap2, c = match.groups()
            pad = len(b) == 2 and len(a if kinds[0] == "day" else c) == 2
            pieces: list[str | Part] = []
            for kind, field in zip(kinds, (a, b, c), strict=True):
                part = DatePart.YEAR2 if kind == "year" and len(field) == 2 else DatePart(kind)
                pieces += [Part(part, field, pad=pad), gap]
                gap = gap2
            date = WrittenDate(tuple(pieces[:-1]))
            return date if date.day() is not None else None
    return None


def _reshaped(draft: Draft, text: str) -> str:
    """The same shape with other numbers and months, each such as a date could have."""

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("date", f"{attempt} {text}")
        return _PIECE.sub(lambda m: _piece(draft, m.group(), draws.below(27)), text)

    return draft.ledger.made(fold(text), "date", made)


def _piece(draft: Draft, piece: str, drawn: int) -> str:
    if not piece.isdigit():
        if fold(piece) not in MONTH_WORDS:
            return piece
        month = _MONTHS[drawn % len(_MONTHS)]
        return case_like(piece, month.capitalize() if piece[0].isupper() else month)
    number, width = int(piece), len(piece)
    if width == 4 and number in _FULL_YEAR:
        return str(number + round(draft.days / 365.25))
    if width in {4, 6, 8}:
        return _compact(piece, draft, drawn)
    if width <= 2:
        limit = 9 if width == 1 else 12 if number <= 12 else 28
        least = 13 if limit == 28 else 1
        return str(least + drawn % (limit - least + 1)).zfill(width)
    return "".join(str((int(c) + 1 + drawn) % 10) for c in piece)


def _compact(piece: str, draft: Draft, drawn: int) -> str:
    """Digits in a row: a day and a month, with a year or without."""
    year = f"{draft.reference_year:04}" if len(piece) == 4 else ""
    for form in _COMPACT[len(piece)]:
        try:
            day = dt.datetime.strptime(piece + year, form) + dt.timedelta(days=draft.days)
        except (ValueError, OverflowError):
            continue
        moved = day.strftime(form)[: len(piece)]
        if moved != piece:
            return moved
    return "".join(str((int(c) + 1 + drawn) % 10) for c in piece)
