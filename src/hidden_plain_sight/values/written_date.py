"""One typed date, from detection to replacement: what was written, how, and what it stands for.

A date is a row of pieces: literal strings (separators, `kl.`) and parts (day, month, year). The
parts that were not written stay unknown; nothing is ever filled in with today.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

__all__ = [
    "MONTH_WORDS",
    "ORDINAL_WORDS",
    "DatePart",
    "Granularity",
    "Part",
    "WrittenDate",
    "month_number",
]

_MONTHS: Final = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_SHORT: Final = (
    "jan", "feb", "mars", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des",
)  # fmt: skip
_ENGLISH: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH_SHORT: Final = frozenset({"dec", "oct"})
"""The abbreviations that only English has."""
_SAMI: Final = (
    "ođđajagemánnu", "guovvamánnu", "njukčamánnu", "cuoŋománnu", "miessemánnu", "geassemánnu",
    "suoidnemánnu", "borgemánnu", "čakčamánnu", "golggotmánnu", "skábmamánnu", "juovlamánnu",
)  # fmt: skip
_ORDINALS: Final = (
    "første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende", "niende",
    "tiende", "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende",
    "syttende", "attende", "nittende", "tjuende", "tjueførste", "tjueandre", "tjuetredje",
    "tjuefjerde", "tjuefemte", "tjuesjette", "tjuesjuende", "tjueåttende", "tjueniende",
    "trettiende", "trettiførste",
)  # fmt: skip
_CENTURY_PIVOT: Final = 35
"""Two-digit years up to this one are read as 20yy, later ones as 19yy."""

_NUMBER_OF: Final[dict[str, int]] = {
    word: number
    for words in (_MONTHS, _SHORT, _ENGLISH, _SAMI)
    for number, word in enumerate(words, start=1)
} | {"sept": 9, "mar": 3, "dec": 12, "oct": 10}
MONTH_WORDS: Final = frozenset(_NUMBER_OF)
"""Every written form of a month that is read, lower case, without a period."""
_ORDINAL_OF: Final = {word: n for n, word in enumerate(_ORDINALS, start=1)} | {
    "fyrste": 1, "annen": 2, "syvende": 7, "sjuande": 7, "åttande": 8, "niande": 9, "tiande": 10,
    "trettande": 13, "fjortande": 14, "femtande": 15, "sekstande": 16, "syttande": 17,
    "attande": 18, "nittande": 19, "tjuande": 20, "tyvende": 20, "trettiande": 30,
}  # fmt: skip
ORDINAL_WORDS: Final = frozenset(_ORDINAL_OF)
"""Every written ordinal from first to thirty-first that is read, lower case."""


def month_number(word: str) -> int | None:
    """The number of a written month, abbreviated or not, in any case; None for other words.

    >>> month_number("Okt."), month_number("desember"), month_number("mandag")
    (10, 12, None)
    """
    return _NUMBER_OF.get(word.casefold().rstrip("."))


class DatePart(StrEnum):
    """What a piece of a date is.

    >>> DatePart.DAY.value
    'day'
    """

    DAY = "day"
    DAY_WORD = "day_word"
    MONTH = "month"
    MONTH_WORD = "month_word"
    YEAR = "year"
    YEAR2 = "year2"


_FIELD_OF: Final = {kind: kind.value.removesuffix("_word").removesuffix("2") for kind in DatePart}


class Granularity(StrEnum):
    """How much of the calendar was written.

    >>> WrittenDate((Part(DatePart.YEAR, "2019"),)).granularity
    <Granularity.YEAR: 'year'>
    """

    FULL = "full"
    DAY_MONTH = "day_month"
    MONTH_YEAR = "month_year"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Part:
    """A written day, month or year; `point` 1 is the second date of a range.

    >>> Part(DatePart.MONTH_WORD, "mars").number
    3
    >>> Part(DatePart.DAY, "12", pad=True).rewritten(dt.date(2021, 3, 4)).text
    '04'

    `pad` says that this writer fills days and months up to two digits.
    """

    kind: DatePart
    text: str
    point: int = 0
    pad: bool = False

    @property
    def field(self) -> str:
        """`day`, `month` or `year`."""
        return _FIELD_OF[self.kind]

    @property
    def number(self) -> int:
        """The number that is written: 1–31, 1–12 or a full year."""
        word = self.text.casefold().rstrip(".")
        if self.kind is DatePart.DAY_WORD:
            return _ORDINAL_OF[word]
        if self.kind is DatePart.MONTH_WORD:
            return _NUMBER_OF[word]
        number = int(word)
        if self.kind is DatePart.YEAR2:
            return number + (2000 if number <= _CENTURY_PIVOT else 1900)
        return number

    def of(self, day: dt.date) -> str:
        """What this part of another day is, in the same style."""
        match self.kind:
            case DatePart.DAY:
                return f"{day.day:02d}" if self.pad else str(day.day)
            case DatePart.MONTH:
                return f"{day.month:02d}" if self.pad else str(day.month)
            case DatePart.YEAR:
                return f"{day.year:04d}"
            case DatePart.YEAR2:
                return f"{day.year % 100:02d}"
            case DatePart.DAY_WORD:
                return _in_case_of(self.text, _ordinal_word(self.text, day.day))
            case DatePart.MONTH_WORD:
                return _in_case_of(self.text, _month_word(self.text, day.month))

    def rewritten(self, day: dt.date) -> Part:
        """The same part of another day, in the same style."""
        return replace(self, text=self.of(day))


def _ordinal_word(written: str, day: int) -> str:
    """The ordinal of a day, in nynorsk where the written one is."""
    word = _ORDINALS[day - 1]
    if written.casefold().endswith("ande") and word.endswith("ende"):
        return f"{word[:-4]}ande"
    return word


def _month_word(written: str, month: int) -> str:
    bare, dotted = written.casefold().rstrip("."), written.endswith(".")
    for words in (_MONTHS, _ENGLISH, _SAMI):
        if bare in words and not dotted:
            return words[month - 1]
    if bare in _ENGLISH_SHORT:
        return _ENGLISH[month - 1][:3] + "." * dotted
    short = _SHORT[month - 1]
    return f"{short}." if dotted and short not in {"mars", "mai"} else short


def _in_case_of(written: str, word: str) -> str:
    if written.isupper():
        return word.upper()
    return word.capitalize() if written[:1].isupper() else word


@dataclass(frozen=True)
class WrittenDate:
    """A date or a range of dates as it was written.

    >>> date = WrittenDate((Part(DatePart.DAY, "5"), ". ", Part(DatePart.MONTH_WORD, "mai")))
    >>> date.granularity.value, date.shifted(30, reference_year=2021)
    ('day_month', '4. juni')

    `pieces` holds literal strings and parts in the order of the text; joined, they are the text.
    """

    pieces: tuple[str | Part, ...]

    def __str__(self) -> str:
        return _joined(self.pieces)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The pieces that are parts of a date."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Part))

    @property
    def is_range(self) -> bool:
        """Whether two dates were written."""
        return any(part.point for part in self.parts)

    @cached_property
    def granularity(self) -> Granularity:
        """Which fields are known, over both ends of a range; a year counts for more than a day."""
        fields = {part.field for part in self.parts}
        if fields == {"day", "month", "year"}:
            return Granularity.FULL
        if fields == {"day", "year"}:
            return Granularity.YEAR
        return Granularity("_".join(f for f in ("day", "month", "year") if f in fields))

    def field(self, name: str, *, point: int = 0) -> int | None:
        """The number of a field at one end; where only the other end wrote it, that one's.

        >>> WrittenDate((Part(DatePart.YEAR2, "87"),)).field("year")
        1987
        """
        found = [part for part in self.parts if part.field == name]
        for part in sorted(found, key=lambda part: part.point != point):
            return part.number
        return None

    def day(self, *, point: int = 0, reference_year: int = 2020) -> dt.date | None:
        """The day that one end stands for; None where no calendar has it.

        Unwritten fields are taken in the middle: the 15th, the 1st of July, the reference year.
        A day past the end of its month (31.2.) is read as the month's last.

        >>> WrittenDate((Part(DatePart.YEAR, "2019"),)).day()
        datetime.date(2019, 7, 1)
        """
        own: dict[str, int] = {}
        other: dict[str, int] = {}
        try:
            for part in self.parts:
                (own if part.point == point else other).setdefault(part.field, part.number)
        except KeyError:  # a word that is no month: the date was read wrongly
            return None
        known = {**other, **own}
        year, month, day = known.get("year"), known.get("month"), known.get("day")
        if year is None:
            year = reference_year
            if (month, day) == (2, 29):
                year += -year % 4
        if month is None:
            month, day = (7, 1) if day is None else (7, day)
        if day is None:
            day = 15
        if not (1 <= month <= 12 and 1 <= day <= 31 and 1 <= year <= 9999):
            return None
        return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))

    def shifted(self, days: int, *, reference_year: int = 2020) -> str | None:
        """The text of the date moved by a number of days, written as it was.

        None where the date is in no calendar or leaves it. Only the parts that were written are
        written again; a range that shared its month writes both where they now differ.

        >>> may = (Part(DatePart.DAY, "29"), ".-", Part(DatePart.DAY, "31", point=1), ".",
        ...        Part(DatePart.MONTH, "05", point=1, pad=True))
        >>> WrittenDate(may).shifted(2), WrittenDate(may).shifted(-60)
        ('31.05.-2.06', '30.03.-1.04')
        """
        points = (0, 1) if self.is_range else (0,)
        moved: list[dt.date] = []
        for point in points:
            day = self.day(point=point, reference_year=reference_year)
            if day is None:
                return None
            try:
                moved.append(day + dt.timedelta(days=days))
            except OverflowError:
                return None
        if len(moved) == 1:
            return "".join(p if isinstance(p, str) else p.of(moved[0]) for p in self.pieces)
        pieces = [p if isinstance(p, str) else p.rewritten(moved[p.point]) for p in self.pieces]
        if moved[0].month != moved[1].month:
            pieces = _with_both_months(pieces, moved[0])
        return _joined(pieces)


def _joined(pieces: Iterable[str | Part]) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def _with_both_months(pieces: list[str | Part], start: dt.date) -> list[str | Part]:
    """`29.-31.05` as pieces that also say the first month, in the style of the second."""
    parts = [(n, p) for n, p in enumerate(pieces) if isinstance(p, Part)]
    if any(p.field == "month" and p.point == 0 for _, p in parts):
        return pieces
    month_at, month = next(((n, p) for n, p in parts if p.field == "month"), (0, None))
    day_at = next((n for n, p in parts if p.field == "day" and p.point == 0), None)
    if month is None or day_at is None:
        return pieces
    between = pieces[month_at - 1]
    joint = between if isinstance(between, str) else ""
    tail = pieces[day_at + 1 :]
    if month.kind is DatePart.MONTH_WORD and tail and isinstance(tail[0], str):
        tail = [tail[0].removeprefix("."), *tail[1:]]
    return [*pieces[: day_at + 1], joint, month.rewritten(start), *tail]
