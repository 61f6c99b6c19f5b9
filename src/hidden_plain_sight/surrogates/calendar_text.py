"""A text with its dates, for whoever looks for the words of the calendar in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.timeline import Dated, Timeline
from hidden_plain_sight.values import DatePart, Granularity, Part, WrittenDate

__all__ = ["MONTH", "CalendarText", "CalendarWord"]

MONTH: Final = Part(DatePart.MONTH_WORD, "mai")
"""A month in full, to be written of any day."""
_YEAR_GAP: Final = re.compile(r",?\s{1,2}(?:i\s)?[-–'’]?")
_HABIT: Final = re.compile(
    r"\b(?:hver|kvar|hvert|kvart|alle|om|god|gode|fin|feirer?|feira(?:r|t)?|feiret|i\sfjor)\s$",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r"\s(?:i\s(?:fjor|år)|neste\sår|hospital|sykehus|gate|haugen)\b")
_NYNORSK: Final = re.compile(
    r"\b(?:ikkje|eg|frå|vart|vore|kjem|gjekk|noko|meir|ho|dei|sidan|veke\w*)\b"
)
_SHORT_YEAR: Final = re.compile(r"[ ](?P<y>\d\d)(?=[.,;)\r\n](?!\d)|$)")
_NEAR_YEARS: Final = 10
_MONTH_KNOWN: Final = frozenset(Granularity) - {Granularity.YEAR, Granularity.DAY}


@dataclass(frozen=True, slots=True)
class CalendarWord:
    """A stretch of a text that names a time of the year, and what it is some days on.

    >>> CalendarWord(3, 8, "april", "feast").kind
    'feast'
    """

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True)
class CalendarText:
    """A text, its dates, what else was found in it, and the shift in days.

    >>> CalendarText(Timeline.of("Ikkje i dag. Eg ringer.", []), [], 7).is_nynorsk
    True
    """

    timeline: Timeline
    spans: Sequence[Span]
    days: int

    @property
    def text(self) -> str:
        """The text itself."""
        return self.timeline.text

    @cached_property
    def is_nynorsk(self) -> bool:
        """Whether the text has two words or more that only nynorsk has."""
        return len(_NYNORSK.findall(self.text.lower())) > 1

    def is_taken(self, start: int, end: int, *, is_feast: bool = False) -> bool:
        """Whether a word shares letters with an identifier that it does not hold whole.

        A feast of several words is one, even where a part of it was taken for somebody or for a
        hospital: `Kristi himmelfart`, `St. Hans`, `2. juledag`.
        """
        for span in self.spans:
            if span.start < end and start < span.end:
                inside = start <= span.start and span.end <= end
                part = is_feast and span.end - span.start < end - start
                if not inside or (span.category is not Category.DATE and not part):
                    return True
        return False

    def year_after(self, match: re.Match[str]) -> tuple[Dated, str] | None:
        """The year that is written after a word, and what stands between."""
        gap = _YEAR_GAP.match(self.text, match.end())
        date = self.timeline.at(gap.end()) if gap else None
        if gap and date is not None and date.written.granularity is Granularity.YEAR:
            return date, gap[0]
        short = _SHORT_YEAR.match(self.text, match.end())
        if short is None or date is not None:
            return None
        if abs(2000 + int(short["y"]) - self.timeline.year) > _NEAR_YEARS:
            return None
        year = WrittenDate((Part(DatePart.YEAR2, short["y"]),))
        return Dated(*short.span("y"), year), short[0][:1]

    def stays(self, match: re.Match[str]) -> bool:
        """Whether a word without a year names no one time, or nothing beside it has a month."""
        before = self.text[max(0, match.start() - 16) : match.start()]
        return bool(
            _HABIT.search(before)
            or _RELATIVE.match(self.text, match.end())
            or all(d.written.granularity not in _MONTH_KNOWN for d in self.timeline.dates)
        )
