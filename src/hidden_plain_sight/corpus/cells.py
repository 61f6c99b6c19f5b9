"""The values of a column that holds identifiers: read as what they are, and written as they were.

A value that is not of its kind raises `BadCellError`: nothing is passed on that was not understood.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from hidden_plain_sight.phi import Category, Span, Subtype
from hidden_plain_sight.values import MONTH_WORDS, ORDINAL_WORDS, read_date

__all__ = ["BadCellError", "ColumnKind", "Leaf", "leaves", "rebuilt", "restored"]

_LONGEST: Final = 200
"""A longer value is refused: it may be a note in the wrong column."""
_SEVERAL: Final = re.compile(r"(\s*[;|]\s*)")
_TELLS: Final = re.compile(r"[^\W_]")
_ISO: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d[\d:.,]*)? ?(?:Z|[+-]\d\d:?\d\d)?"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_DATE_WORDS: Final = frozenset(
    {*MONTH_WORDS, *ORDINAL_WORDS, "den", "kl", "klokka", "klokken", "t"}
)
_PHONE: Final = re.compile(r"(?=(?:\D*\d){5})[+\d() ./\u00a0-]+")
_NATIONAL: Final = re.compile(r"\d(?:[ .\u00a0-]?\d){5,11}")
_EMAIL: Final = re.compile(r"[^@\s,<>]+@[^@\s,<>]+\.[^@\s,<>]+")
_POSTCODE: Final = re.compile(r"(?:[A-Z]{1,2}-)?\d(?:[ ]?\d){2,5}", re.IGNORECASE)
_WITH_PLACE: Final = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d_]\D*", re.IGNORECASE)
_CARE_OF: Final = re.compile(r"(?:c/o|v/)\s*", re.IGNORECASE)
_LINE: Final = re.compile(r"[^,\n]*[^\W_][^,\n]*")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’´`-][^\W\d_]+)*['’´`]?")
_TITLES: Final = frozenset(
    {"dr", "doktor", "prof", "professor", "lege", "overlege", "sykepleier", "sjukepleiar", "herr",
     "hr", "fru", "frøken", "frk", "mr", "mrs"}
)  # fmt: skip
_PARTICLES: Final = frozenset({"von", "van", "der", "den", "de", "la", "du", "af", "al", "el", "da",
                               "dos", "di", "ten", "ter", "zu"})  # fmt: skip


class ColumnKind(StrEnum):
    """What a column holds whose values are replaced.

    >>> ColumnKind("birth_date") is ColumnKind.BIRTH_DATE
    True

    An `ID` becomes a keyed pseudonym, the same wherever the id stands. All others become what the
    same value becomes in the text beside them.
    """

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NATIONAL_NUMBER = "national_number"
    BIRTH_DATE = "birth_date"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PLACE = "place"
    UNIT = "unit"
    OTHER_ID = "other_id"
    ID = "id"


class BadCellError(Exception):
    """A value is not of the kind of its column; says nothing of the value."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value that is replaced: `raw` as it is in the file, `text` as it is in writing.

    >>> next(leaves(ColumnKind.NATIONAL_NUMBER, 7127595571)).text
    '07127595571'
    """

    kind: ColumnKind
    raw: object
    text: str

    def spans(self) -> tuple[Span, ...]:
        """The identifiers in the text, which hold all that tells anything in it."""
        found = tuple(_READERS[self.kind](self.text))
        kept = list(self.text)
        for span in found:
            kept[span.start : span.end] = "\0" * (span.end - span.start)
        if not found or (self.kind not in _FRAMED and _TELLS.search("".join(kept))):
            raise BadCellError
        return found


def leaves(kind: ColumnKind, value: object) -> Iterator[Leaf]:
    """The values in a cell: none, one, or several in a list or parted by `;` or `|`.

    >>> [leaf.text for leaf in leaves(ColumnKind.NAME, "Per Moe; Siv Moe")]
    ['Per Moe', 'Siv Moe']

    What is empty or holds neither letter nor digit is no value.
    """
    found: list[Leaf] = []

    def take(leaf: Leaf) -> object:
        found.append(leaf)
        return leaf.raw

    _mapped(kind, value, take)
    yield from found


def rebuilt(kind: ColumnKind, value: object, new: Iterator[Any]) -> Any:
    """The cell with new values in the places of those that `leaves` gives.

    >>> rebuilt(ColumnKind.NAME, ["Per Moe", None], iter(["Ola Vik"]))
    ['Ola Vik', None]
    """
    return _mapped(kind, value, lambda _: next(new))


def restored(leaf: Leaf, text: str) -> Any:
    """What is written in the place of a value, of the type that it has.

    >>> restored(next(leaves(ColumnKind.DATE, dt.date(2019, 5, 3))), "2021-01-08")
    datetime.date(2021, 1, 8)
    """
    raw = leaf.raw
    try:
        if isinstance(raw, dt.datetime):
            return dt.datetime.combine(dt.date.fromisoformat(text), raw.timetz())
        if isinstance(raw, dt.date):
            return dt.date.fromisoformat(text)
        if isinstance(raw, int | float | Decimal):
            return type(raw)(int(text))
    except ValueError:
        raise BadCellError from None
    return text


def _mapped(kind: ColumnKind, value: Any, change: Callable[[Leaf], object]) -> Any:
    if isinstance(value, list | tuple):
        return [_mapped(kind, one, change) for one in value]
    if value is None or value != value:
        return value
    if not isinstance(value, str):
        return change(Leaf(kind, value, _in_writing(kind, value)))
    if not _TELLS.search(value):
        return value
    if kind in _WHOLE:
        return _changed(kind, value, change)
    return "".join(
        _changed(kind, piece, change) if _TELLS.search(piece) else piece
        for piece in _SEVERAL.split(value)
    )


def _changed(kind: ColumnKind, written: str, change: Callable[[Leaf], object]) -> str:
    """A string with its value changed, and the blanks around it as they were."""
    text = written.strip()
    if len(text) > _LONGEST:
        raise BadCellError
    before, _, after = written.partition(text)
    return f"{before}{change(Leaf(kind, text, text))}{after}"


def _in_writing(kind: ColumnKind, value: object) -> str:
    """A value that is no string as it would be written; raises `BadCellError`."""
    if isinstance(value, dt.date) and kind in _DATES:
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat()
    if isinstance(value, float | Decimal) and kind is not ColumnKind.ID and value % 1 == 0:
        value = int(value)  # a column of whole numbers with gaps is one of floats to pandas
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0 and kind in _NUMBERS:
        return f"{value:0{_NUMBERS[kind]}}"
    raise BadCellError


def _dates(text: str) -> Iterator[Span]:
    iso = _ISO.fullmatch(text)
    words = {word.lower() for word in _LETTERS.findall(text)}
    date = read_date(iso["date"] if iso else text)
    if date is None or not (iso or words <= _DATE_WORDS):
        raise BadCellError
    yield Span(
        0, iso.end("date") if iso else len(text), Category.DATE, value=date, rule_id="column"
    )


def _whole(
    category: Category, subtype: Subtype | None = None, pattern: re.Pattern[str] | None = None
) -> Callable[[str], Iterator[Span]]:
    """A reader of values that are one identifier, of a pattern where there is one."""

    def read(text: str) -> Iterator[Span]:
        if pattern is not None and not pattern.fullmatch(text):
            raise BadCellError
        yield Span(0, len(text), category, subtype, rule_id="column")

    return read


def _name(text: str) -> Iterator[Span]:
    """`Kari Nordli` and `Nordli, Kari`; a word alone is taken for a last name."""
    words = list(_WORD.finditer(text))
    while len(words) > 1 and words[0].group().lower() in _TITLES:
        del words[0]
    if not words or any(c.isdigit() for c in text) or text.count(",") > 1:
        raise BadCellError
    comma = text.find(",")
    if comma >= 0:
        lasts = [word for word in words if word.end() <= comma]
        firsts = words[len(lasts) :]
    else:
        at = next((n for n in range(1, len(words)) if words[n].group().lower() in _PARTICLES), None)
        at = len(words) - 1 if at is None else at
        firsts, lasts = words[:at], words[at:]
    for part, subtype in sorted(
        (p, s)
        for p, s in ((_ends(firsts), Subtype.FIRST_NAME), (_ends(lasts), Subtype.LAST_NAME))
        if p
    ):
        yield Span(*part, Category.NAME, subtype, rule_id="column")


def _ends(words: list[re.Match[str]]) -> tuple[int, int] | None:
    return (words[0].start(), words[-1].end()) if words else None


def _name_part(subtype: Subtype) -> Callable[[str], Iterator[Span]]:
    def read(text: str) -> Iterator[Span]:
        if any(c.isdigit() for c in text):
            raise BadCellError
        yield Span(0, len(text), Category.NAME, subtype, rule_id="column")

    return read


def _address(text: str) -> Iterator[Span]:
    """A street, a postcode with its place, a place; each on its line or before its comma."""
    for number, match in enumerate(_LINE.finditer(text)):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.end() - len(line) + len(line.rstrip())
        if care_of := _CARE_OF.match(text, start, end):
            for span in _name(text[care_of.end() : end]):
                at = care_of.end()
                yield Span(
                    at + span.start, at + span.end, Category.NAME, span.subtype, rule_id="column"
                )
            continue
        subtype = Subtype.PLACE
        if _WITH_PLACE.fullmatch(text, start, end) or _POSTCODE.fullmatch(text, start, end):
            subtype = Subtype.POSTCODE
        elif number == 0 or any(c.isdigit() for c in line):
            subtype = Subtype.STREET
        yield Span(start, end, Category.LOCATION, subtype, rule_id="column")


_DATES: Final = frozenset({ColumnKind.DATE, ColumnKind.BIRTH_DATE})
_WHOLE: Final = frozenset({*_DATES, ColumnKind.ID})
"""Kinds of which a string holds one value."""
_FRAMED: Final = frozenset({*_DATES, ColumnKind.NAME, ColumnKind.ADDRESS})
"""Kinds whose readers look at all of a value: a time, a title and `c/o` may stay."""
_NUMBERS: Final = {
    ColumnKind.NATIONAL_NUMBER: 11,
    ColumnKind.POSTCODE: 4,
    ColumnKind.DATE: 1,
    ColumnKind.BIRTH_DATE: 1,
    ColumnKind.PHONE: 1,
    ColumnKind.OTHER_ID: 1,
    ColumnKind.ID: 1,
}
"""Kinds that may be whole numbers, and how many digits they have at least."""
_READERS: Final[dict[ColumnKind, Callable[[str], Iterator[Span]]]] = {
    ColumnKind.NAME: _name,
    ColumnKind.FIRST_NAME: _name_part(Subtype.FIRST_NAME),
    ColumnKind.LAST_NAME: _name_part(Subtype.LAST_NAME),
    ColumnKind.NATIONAL_NUMBER: _whole(Category.NATIONAL_ID, pattern=_NATIONAL),
    ColumnKind.BIRTH_DATE: _dates,
    ColumnKind.DATE: _dates,
    ColumnKind.PHONE: _whole(Category.PHONE, pattern=_PHONE),
    ColumnKind.EMAIL: _whole(Category.EMAIL, pattern=_EMAIL),
    ColumnKind.ADDRESS: _address,
    ColumnKind.POSTCODE: _whole(Category.LOCATION, Subtype.POSTCODE, _POSTCODE),
    ColumnKind.PLACE: _whole(Category.LOCATION, Subtype.PLACE),
    ColumnKind.UNIT: _whole(Category.HEALTH_CARE_UNIT),
    ColumnKind.OTHER_ID: _whole(Category.OTHER_ID),
}
