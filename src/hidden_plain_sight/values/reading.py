"""Written dates read from text: the pieces of a match, and a whole text that is a date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from hidden_plain_sight.values.written_date import (
    MONTH_WORDS,
    ORDINAL_WORDS,
    DatePart,
    Part,
    WrittenDate,
)

__all__ = ["Field", "date_of_fields", "matched_date", "matched_fields", "read_date"]

Field = tuple[str, int, int, int]
"""A named field, its start and end in the text, and the end of a range it belongs to."""

_KINDS: Final = {
    "d": DatePart.DAY, "m": DatePart.MONTH, "M": DatePart.MONTH_WORD, "y": DatePart.YEAR,
    "o": DatePart.DAY_WORD,
}  # fmt: skip
_MONTH: Final = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_ORDINAL: Final = "|".join(sorted(ORDINAL_WORDS, key=len, reverse=True))
_SHORTENED: Final = frozenset(word for word in MONTH_WORDS if len(word) <= 4) - {
    "mars", "mai", "juni", "juli", "may", "june", "july",
}  # fmt: skip
_YEAR: Final = r"(?:1[89]|20)\d\d"
_ONE: Final = re.compile(
    r"(?<!\d)(?:"
    r"(?P<y>\d{4})(?P<s>[-./])(?P<m>\d\d)(?P=s)(?P<d>\d\d)"
    r"|(?P<d1>\d\d?)\s?[./-]\s?(?P<m1>\d\d?)\s?[./ '’–-]{1,2}\s?(?P<y1>\d{4}|\d\d)(?![./]?\d)"
    rf"|(?:(?P<d2>\d\d?)[.\s-]{{0,2}}|(?P<o>{_ORDINAL})\s)?(?P<M>{_MONTH})(?![^\W\d_])"
    r"(?:\.?\s(?P<d3>\d\d?)[.,]{1,2}(?=\s?\d{4}))?(?:[.,]{0,2}\s{0,2}[-–'’/]?\s?(?P<y2>\d{4}|\d\d))?"
    rf"|(?P<m4>0?[1-9]|1[0-2])\s?[./-]\s?(?P<y4>{_YEAR})"
    r"|(?P<m3>0?[1-9]|1[0-2])/(?P<y3>1[3-9]|[2-9]\d)"
    r"|(?P<d5>\d\d?)[./](?P<m5>\d\d?)"
    rf"|(?P<y6>{_YEAR}|99\d\d)(?P<m6>0[1-9]|1[0-2])(?P<d6>0[1-9]|[12]\d|3[01])"
    r"|(?P<d7>\d\d)(?P<m7>\d\d)(?P<y7>\d{4}|\d\d)"
    rf"|(?P<y8>{_YEAR})|(?<=\d{{4}}[-–/])(?P<yA>\d\d)|(?P<d9>\d\d)(?P<m9>\d\d)|(?<=['’–-])(?P<y9>\d\d)|(?P<dB>\d\d?)(?=\W+\w)"
    r")(?!\d)",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"(?:\s*kl\w{0,7}\.?\s?\d|[T\s]\d\d?:\d\d|T\d{4}).*$", re.DOTALL)


def matched_fields(match: re.Match[str], point: int = 0) -> list[Field]:
    """The fields of a match whose groups begin with `d`, `o`, `m`, `M` or `y`, in order.

    >>> matched_fields(re.match(r"(?P<d>\\d+)/(?P<m>\\d+)", "12/5"))
    [('d', 0, 2, 0), ('m', 3, 4, 0)]
    """
    found = [
        (name[0], *match.span(name), point) for name, text in match.groupdict().items()
        if text is not None and name[0] in _KINDS
    ]  # fmt: skip
    return sorted(found, key=lambda field: field[1])


def date_of_fields(text: str, start: int, end: int, fields: list[Field]) -> WrittenDate:
    """A stretch of text as a date, from the places of its fields.

    >>> date_of_fields("den 7/5", 4, 7, [("d", 4, 5, 0), ("m", 6, 7, 0)]).granularity.value
    'day_month'
    """
    pads = _filled(text, fields)
    pieces: list[str | Part] = []
    at = start
    for kind, a, b, point in fields:
        if a > at:
            pieces.append(text[at:a])
        if kind == "M" and text[b : min(b + 1, end)] == "." and text[a:b].casefold() in _SHORTENED:
            b += 1  # a full stop that says that the month is shortened goes where it is not
        part = _KINDS[kind]
        if part is DatePart.YEAR and b - a == 2:
            part = DatePart.YEAR2
        pieces.append(Part(part, text[a:b], point, pads.get(kind, False)))
        at = b
    if end > at:
        pieces.append(text[at:end])
    return WrittenDate(tuple(pieces))


def _filled(text: str, fields: list[Field]) -> dict[str, bool]:
    """Whether days and months are filled up to two digits, the one like the other in doubt."""
    shown: dict[str, bool] = {}
    for kind, a, b, _ in fields:
        if kind in "dm" and (b - a == 1 or text[a] == "0"):
            shown[kind] = shown.get(kind, True) and b - a == 2
    either = next(iter(shown.values()), any(kind == "m" for kind, *_ in fields))
    return {"d": shown.get("d", either), "m": shown.get("m", either)}


def matched_date(match: re.Match[str]) -> WrittenDate:
    """The date of a match whose groups begin with `d`, `m` or `y` for what they hold.

    >>> str(matched_date(re.match(r"(?P<d>\\d+)/(?P<m>\\d+)", "12/5")))
    '12/5'
    """
    return date_of_fields(match.string, match.start(), match.end(), matched_fields(match))


def read_date(text: str) -> WrittenDate | None:
    """The date or range of dates that a text is; None where it is none, or holds more than that.

    A time of day after it is part of the text, and stays as it is.

    >>> read_date("den 5. mai -19").shifted(30)
    'den 4. juni -19'
    >>> read_date("12.-14.05.21").is_range, read_date("12345"), read_date("i går")
    (True, None, None)
    """
    time = _TIME.search(text)
    written = text[: time.start()] if time else text
    matches = list(_ONE.finditer(written))
    rest = _ONE.sub(" ", written)
    if not 1 <= len(matches) <= 2 or any(map(str.isdigit, rest)):
        return None
    fields = [
        field for point, match in enumerate(matches) for field in matched_fields(match, point)
    ]
    date = date_of_fields(text, 0, len(text), fields)
    known = {part.field for part in date.parts}
    if "day" in known and "month" not in known:
        return None
    points = range(len(matches))
    if all(date.day(point=point) is not None for point in points):
        return date
    return _american(date) if len(matches) == 1 else None


def _american(date: WrittenDate) -> WrittenDate | None:
    """The date with day and month changed over: `12-31-2019`."""
    other = {DatePart.DAY: DatePart.MONTH, DatePart.MONTH: DatePart.DAY}
    turned = WrittenDate(
        tuple(p if isinstance(p, str) else replace(p, kind=other.get(p.kind, p.kind))
              for p in date.pieces)
    )  # fmt: skip
    return turned if turned.day() is not None else None
