"""Dates moved by one number of days, written as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.calendar_text import CalendarWord
from hidden_plain_sight.surrogates.calendar_words import calendar_words
from hidden_plain_sight.surrogates.choice import Choice
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.timeline import Timeline, whole_dates
from hidden_plain_sight.surrogates.words import case_like
from hidden_plain_sight.values import MONTH_WORDS, read_date

__all__ = [
    "LEAST_DAYS",
    "MOST_DAYS",
    "MovedDates",
    "free_shift",
    "moved_dates",
    "replaced_date",
    "shift_days",
    "shifts",
]

LEAST_DAYS: Final = 365
MOST_DAYS: Final = 1825
"""A shift is at least and at most so many days, one way or the other."""

_PIECE: Final = re.compile(r"\d+|[^\W\d_]+")
_MONTHS: Final = ("mars", "april", "mai", "juni", "juli", "august", "september", "oktober")
_TRIES: Final = 12
"""So many shifts are tried at most."""


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
    choice: Choice, timeline: Timeline, *, whole_weeks: bool, tries: int = _TRIES
) -> tuple[int, dict[int, str]]:
    """The first keyed shift under which no date of the document becomes another one of it.

    Where each of the first few gives such a date, the one that gives fewest. With it come the
    moved dates, by the places where they begin.
    """
    best, fewest = (0, dict[int, str]()), len(timeline.dates) + 1
    for attempt in range(tries):
        days = shift_days(choice, whole_weeks=whole_weeks, attempt=attempt)
        texts, clashes = timeline.moved(days)
        if clashes < fewest:
            best, fewest = (days, texts), clashes
        if not clashes:
            break
    return best


@dataclass(frozen=True, slots=True)
class MovedDates:
    """The dates of a document, moved.

    >>> MovedDates(7, 2020, (), {}).days
    7

    `spans` are those given and those of the words that move along; `texts` what dates and words
    become, by the places where they begin; `year` that which most dates name.
    """

    days: int
    year: int
    spans: tuple[Span, ...]
    texts: dict[int, str]


def moved_dates(
    choice: Choice, text: str, spans: Sequence[Span], *, whole_weeks: bool, is_fixed: bool
) -> MovedDates:
    """All dates of a document by one keyed shift, and the words of the calendar with them.

    >>> spans = [Span(8, 18, Category.DATE)]
    >>> moved = moved_dates(Choice(b"0123456789abcdef", "document:1"), "Innlagt 27.12.2018, i jula",
    ...                     spans, whole_weeks=True, is_fixed=False)
    >>> [(span.start, span.end) for span in moved.spans]
    [(8, 18), (22, 26)]

    With `is_fixed` the shift hangs on the choice alone, and not on the dates of the document.
    """
    spans = whole_dates(text, spans)
    timeline = Timeline.of(text, spans)
    tries = 1 if is_fixed else _TRIES
    days, texts = free_shift(choice, timeline, whole_weeks=whole_weeks, tries=tries)
    if not timeline.dates:
        return MovedDates(days, timeline.year, tuple(spans), texts)
    words = {word.start: word for word in calendar_words(timeline, spans, days)}
    if not words:
        return MovedDates(days, timeline.year, tuple(spans), texts)
    texts |= {start: word.text for start, word in words.items()}
    return MovedDates(days, timeline.year, tuple(_joined(spans, words.values())), texts)


def _joined(spans: Iterable[Span], words: Iterable[CalendarWord]) -> list[Span]:
    """The spans and those of the words, without what these hold."""
    new: list[Span] = []
    for word in sorted(words, key=attrgetter("start")):
        if not new or new[-1].end <= word.start:
            rule = f"calendar.{word.kind}"
            new.append(Span(word.start, word.end, Category.DATE, rule_id=rule))
    kept = [s for s in spans if not any(n.start < s.end and s.start < n.end for n in new)]
    return sorted([*kept, *new], key=attrgetter("start"))


def replaced_date(draft: Draft, span: Span, text: str) -> str:
    """The date moved by the shift of the document; always another text than before."""
    moved = draft.moved.get(span.start)
    return _reshaped(draft, text) if moved is None else moved


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
    date = read_date(piece) if len(piece) > 2 else None
    moved = date and date.shifted(draft.days, reference_year=draft.reference_year)
    if moved and moved != piece:
        return moved
    number, width = int(piece), len(piece)
    if width <= 2:
        limit = 9 if width == 1 else 12 if number <= 12 else 28
        least = 13 if limit == 28 else 1
        return str(least + drawn % (limit - least + 1)).zfill(width)
    return "".join(str((int(c) + 1 + drawn) % 10) for c in piece)
