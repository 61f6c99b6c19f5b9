"""Feasts, seasons, weeks and weekdays, which would be untrue beside dates that have moved.

They are no identifiers, and detection leaves them alone. But `julaften` beside a date in March
is untrue, and says by how much the dates have moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.calendar_text import CalendarText, CalendarWord
from hidden_plain_sight.surrogates.feast_words import moved_feast, moved_season
from hidden_plain_sight.surrogates.timeline import Timeline
from hidden_plain_sight.surrogates.week_words import (
    moved_day_of_month,
    moved_lists,
    moved_week,
    moved_weekdays,
)
from hidden_plain_sight.values.feasts import FEAST, SEASON

__all__ = ["calendar_words"]

_WORD: Final = re.compile(
    rf"\b(?<!-)(?:(?P<feast>{FEAST})|(?P<season>{SEASON})"
    r"|(?:uke|uka|veke|veka)[ ]?(?:nr\.?[ ]?)?(?P<week>\d\d?)"
    r"(?:[ ]?(?:[-–/]|og|til)[ ]?(?P<last>\d\d?)(?!\d))?"
    r"(?P<tail>/(?P<y>\d\d)(?!\d)|,?[ ](?:i[ ])?(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"|(?P<day>\d\d?)\.[ ]?(?P<which>ds|d\.s|d\.m|f\.m)\b\.?"
    r")(?!\w|-[^\W\d])",
    re.IGNORECASE,
)
_PARTS: Final = (
    "jul ", "jul.", "jul,", "jula", "juled", "julef", "julek", "julen", "romj", "påsk", "pins",
    "nyttår", "årsskift", "vinter", "vår ", "vår.", "vår,", "våren", "sommer", "sommar", "høst",
    "haust", "uke ", "uke1", "uka ", "veke ", "veka ", "thans", "st. h", "st h", "st.h", "jonsok",
    "olsok", "luciad", "himmelf", "langfr", "palmes", "rtorsd", "aldagen", "vsdagen", " ds", "d.s",
    "d.m", "f.m",
)  # fmt: skip
"""What is looked for first, since most texts have none of it: the words themselves take longer."""
_LISTED: Final = re.compile(r",[ ]|,?[ ](?:\w+[ ])?(?:og|eller)[ ]")


def calendar_words(timeline: Timeline, spans: Sequence[Span], days: int) -> Iterator[CalendarWord]:
    """Yield what has to be written for feasts, seasons, weeks and weekdays, in no order.

    >>> from hidden_plain_sight.phi import Category
    >>> timeline = Timeline.of("Innlagt 27.12.2018, i romjula.", [Span(8, 18, Category.DATE)])
    >>> [(word.start, word.text) for word in calendar_words(timeline, [], 70)]
    [(22, 'mars')]

    Those with a year are moved; others where they stand for one time and a date in the text says
    its month. Words for what comes again (`hver jul`, `om sommeren`) stay.
    """
    note = CalendarText(timeline, spans, days)
    if days % 7:
        yield from moved_weekdays(note)
    if ".," in note.text:
        yield from moved_lists(note)
    lower = note.text.lower()
    if not any(part in lower for part in _PARTS):
        return
    for match in _words(note):
        word = _moved(note, match)
        if word is None or note.is_taken(word.start, word.end, is_feast=word.kind == "feast"):
            continue
        yield word


def _words(note: CalendarText) -> Iterator[re.Match[str]]:
    """The words, without feasts in a row: `jul, påske og pinse` are those of any year."""
    matches = list(_WORD.finditer(note.text))
    rows = {
        number
        for number, (one, other) in enumerate(pairwise(matches))
        if one["feast"] and other["feast"] and not note.year_after(other)
        if _LISTED.fullmatch(note.text, one.end(), other.start())
    }
    return (m for n, m in enumerate(matches) if n not in rows and n - 1 not in rows)


def _moved(note: CalendarText, match: re.Match[str]) -> CalendarWord | None:
    """What a word becomes, in its capitals; None where it is true as it is, or has to stay."""
    kinds = {"feast": moved_feast, "season": moved_season, "week": moved_week}
    move = next((kinds[name] for name in kinds if match[name]), moved_day_of_month)
    try:
        word = move(note, match)
    except (OverflowError, ValueError):  # the calendar has an end
        return None
    if word is None or word.text.casefold() == note.text[word.start : word.end].casefold():
        return None
    if match[0].isupper():
        return CalendarWord(word.start, word.end, word.text.upper(), word.kind)
    is_name = match[0].startswith(("Kr", "St"))  # which has its capital anywhere
    if match[0][0].isupper() and word.start == match.start() and not is_name:
        text = word.text[0].upper() + word.text[1:]
        return CalendarWord(word.start, word.end, text, word.kind)
    return word
