"""Dates moved by one number of days, written as they were."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.choice import Choice
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.words import case_like, fold
from hidden_plain_sight.values import MONTH_WORDS, DatePart, Part, WrittenDate

__all__ = ["LEAST_DAYS", "MOST_DAYS", "reference_year", "replaced_date", "shift_days", "shifts"]

LEAST_DAYS: Final = 365
MOST_DAYS: Final = 1825
"""A shift is at least and at most so many days, one way or the other."""

_NUMERIC: Final = re.compile(r"(\d{1,2})([./-]\s?)(\d{1,2})([./-]\s?)(\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})([./-])(\d{2})([./-])(\d{2})")
_PIECE: Final = re.compile(r"\d+|[^\W\d_]+")
_TRIES: Final = 12
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
) -> int:
    """The first keyed shift under which no date of the document becomes another one of it.

    Where each of the first few gives such a date, the one that gives fewest.
    """
    dates = [span.value for span in spans if isinstance(span.value, WrittenDate)]
    best, fewest = shift_days(choice, whole_weeks=whole_weeks), len(dates) + 1
    for attempt in range(_TRIES if len(dates) > 1 else 0):
        days = shift_days(choice, whole_weeks=whole_weeks, attempt=attempt)
        clashes = sum(
            fold(date.shifted(days, reference_year=year) or "") in originals for date in dates
        )
        if clashes < fewest:
            best, fewest = days, clashes
        if not clashes:
            break
    return best


def reference_year(spans: Iterable[Span]) -> int:
    """The year that most dates of a document name, to stand for the year of those without one.

    >>> date = WrittenDate((Part(DatePart.YEAR, "2019"),))
    >>> reference_year([Span(0, 4, Category.DATE, value=date)]), reference_year([])
    (2019, 2020)
    """
    years = Counter(
        part.number
        for span in spans
        if isinstance(span.value, WrittenDate)
        for part in span.value.parts
        if part.kind in {DatePart.YEAR, DatePart.YEAR2}
    )
    return min(years, key=lambda year: (-years[year], year)) if years else 2020


def replaced_date(draft: Draft, span: Span, text: str) -> str:
    """The date moved by the shift of the document; always another text than before."""
    value = span.value if isinstance(span.value, WrittenDate) else None
    if value is None or str(value) not in text:
        value = _read(text)
    if value is not None:
        written = str(value)
        moved = _moved(draft, value)
        if moved is not None:
            return text.replace(written, moved, 1)
    return _reshaped(draft, text)


def _moved(draft: Draft, date: WrittenDate) -> str | None:
    """The date some days on, by the shift and where that changes nothing, by a little more."""
    written = fold(str(date))
    for more in (0, 28, -28, 35, 3, 366):
        moved = date.shifted(draft.days + more, reference_year=draft.reference_year)
        if moved is None:
            return None
        if fold(moved) != written:
            return moved
    return None


def _read(text: str) -> WrittenDate | None:
    """A date in digits whose value was lost on the way."""
    for shape, kinds in ((_ISO, ("year", "month", "day")), (_NUMERIC, ("day", "month", "year"))):
        match = shape.search(text)
        if match is not None:
            a, gap, b, gap2, c = match.groups()
            pieces: list[str | Part] = []
            for kind, field in zip(kinds, (a, b, c), strict=True):
                part = DatePart.YEAR2 if kind == "year" and len(field) == 2 else DatePart(kind)
                pieces += [Part(part, field, pad=len(a) == 2 and len(b) == 2), gap]
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
        months = ("mars", "april", "mai", "juni", "juli", "august", "september", "oktober")
        return case_like(piece, months[drawn % 8].capitalize() if piece[0].isupper() else months[drawn % 8])
    number, width = int(piece), len(piece)
    if width == 4 and number in _FULL_YEAR:
        return str(number + round(draft.days / 365.25))
    if width in {6, 8}:
        return _compact(piece, draft.days, drawn)
    if width <= 2:
        limit = 9 if width == 1 else 12 if number <= 12 else 28
        least = 13 if limit == 28 else 1
        return str(least + drawn % (limit - least + 1)).zfill(width)
    return "".join(str((int(c) + 1 + drawn) % 10) for c in piece)


def _compact(piece: str, days: int, drawn: int) -> str:
    shape = "%d%m%y" if len(piece) == 6 else "%d%m%Y"
    for form in (shape, "%Y%m%d") if len(piece) == 8 else (shape,):
        try:
            moved = dt.datetime.strptime(piece, form) + dt.timedelta(days=days)  # noqa: DTZ007
        except (ValueError, OverflowError):
            continue
        return moved.strftime(form)
    return "".join(str((int(c) + 1 + drawn) % 10) for c in piece)
