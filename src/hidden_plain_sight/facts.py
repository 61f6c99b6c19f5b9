"""What is known of a patient beside the note, checked and put into one shape."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from hidden_plain_sight.errors import DeidentificationError

__all__ = ["FACT_NAMES", "PatientFacts"]

_LONGEST: Final = 200
"""A longer value is refused: it may be a note in the wrong column."""
_NUMBERS: Final = frozenset({"national_number", "phones", "other_ids"})
"""The facts that may be whole numbers, as databases and spreadsheets store them."""
_SINGLE: Final = frozenset({"national_number", "birth_date"})
_SEPARATORS: Final = re.compile(r"[;|]")
_DATE: Final = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ][\d:.+Z-]*)?"
    r"|(?P<d_>\d\d?)\.[ ]?(?P<m_>\d\d?)\.[ ]?(?P<y_>\d{4})"
)
_PLAIN_NAME: Final = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True, slots=True, repr=False)
class PatientFacts:
    """What the record system knows of the patient of a note; all of it may be left out.

    >>> facts = PatientFacts(first_names=("Kari",), birth_date="12.05.1975", phones=[None, ""])
    >>> facts.birth_date, facts.phones, bool(facts), bool(PatientFacts())
    (datetime.date(1975, 5, 12), (), True, False)
    >>> facts
    PatientFacts(first_names: 1, birth_date: 1)

    `names`, `relatives` and `staff` are full names, `Kari Nordli` or `Nordli, Kari`. `addresses`
    may be whole ones or their parts: `Storgata 12B, 5003 Bergen`. `birth_date` is a
    `datetime.date` or a string, 1975-05-12 or 12.05.1975. One string may stand for a tuple of
    one; None, NaN and blank strings mean that something is not known, and are left out. Numbers
    may be whole numbers. How many there are is all that `repr` shows.

    Raises `DeidentificationError`: E601 for a value of another type, E602 for a birth date that
    is none, E603 for a national number of fewer than 6 or more than 12 digits, E604 for a value
    of more than 200 characters, E606 for several values where there can be one.
    """

    first_names: tuple[str, ...] = ()
    last_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    national_number: str | None = None
    birth_date: dt.date | str | None = None
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    other_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in FACT_NAMES:
            given = getattr(self, name)
            value = _single(name, given) if name in _SINGLE else tuple(_texts(name, given))
            object.__setattr__(self, name, value)

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> PatientFacts:
        """The facts of a row: strings are taken apart at `;` and `|`.

        >>> PatientFacts.from_values({"relatives": "Per Nordli; Siv Moe", "phones": None})
        PatientFacts(relatives: 2)

        Raises what the class raises, and E605 for the name of something that is no fact.
        """
        for name in values:
            if name not in FACT_NAMES:
                shown = name if _PLAIN_NAME.fullmatch(str(name)) else "of that name"
                raise DeidentificationError("E605", name=shown, known=", ".join(FACT_NAMES))
        parted = {name: tuple(_parted(value)) for name, value in values.items()}
        return cls(**parted)  # type: ignore[arg-type]

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the facts that are known.

        >>> PatientFacts(staff="Per Moe").known
        ('staff',)
        """
        return tuple(name for name in FACT_NAMES if getattr(self, name))

    @property
    def texts(self) -> tuple[str, ...]:
        """The facts that are texts, one after another.

        >>> PatientFacts(staff="Per Moe", birth_date="1975-05-12").texts
        ('Per Moe',)
        """
        several = (getattr(self, name) for name in FACT_NAMES if name not in _SINGLE)
        return tuple(text for texts in several for text in texts)

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.known)

    def __repr__(self) -> str:
        counts = (
            f"{name}: {1 if name in _SINGLE else len(getattr(self, name))}" for name in self.known
        )
        return f"{type(self).__name__}({', '.join(counts)})"


FACT_NAMES: Final = tuple(field.name for field in fields(PatientFacts))
"""The names of the facts, as they stand in configurations and gold files."""


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple | set | frozenset) else (value,)


def _parted(value: object) -> Iterator[object]:
    """Each value alone, one level of lists taken apart."""
    for part in _items(value):
        for item in _items(part):
            if isinstance(item, str):
                yield from _SEPARATORS.split(item)
            else:
                yield item


def _is_null(value: object) -> bool:
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def _texts(name: str, given: object) -> Iterator[str]:
    """The values of a fact as texts, without those that say nothing."""
    for value in _items(given):
        if _is_null(value):
            continue
        text = _text(name, value)
        if len(text) > _LONGEST:
            raise DeidentificationError("E604", name=name, length=len(text), limit=_LONGEST)
        yield text


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    if name in _NUMBERS and not isinstance(value, bool):
        # a column of whole numbers with gaps is one of floats to pandas
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and value >= 0:
            return f"{value:011}" if name == "national_number" else str(value)
    wanted = "text or a whole number" if name in _NUMBERS else "text"
    raise DeidentificationError("E601", name=name, kind=type(value).__name__, wanted=wanted)


def _single(name: str, given: object) -> str | dt.date | None:
    """The one value of a fact that can have one, or None."""
    found: set[str | dt.date] = set()
    for value in _items(given):
        if not _is_null(value):
            found.add(_date(value) if name == "birth_date" else _number(name, value))
    if len(found) > 1:
        raise DeidentificationError("E606", name=name, count=len(found))
    return found.pop() if found else None


def _number(name: str, value: object) -> str:
    digits = "".join(str(int(c)) for c in _text(name, value) if c.isdecimal())
    if not 6 <= len(digits) <= 12:
        raise DeidentificationError("E603", count=len(digits))
    # spreadsheets take the zero from the front of a number
    return digits.zfill(11) if len(digits) == 10 else digits


def _date(value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        kind, wanted = type(value).__name__, "a date"
        raise DeidentificationError("E601", name="birth_date", kind=kind, wanted=wanted)
    match = _DATE.fullmatch(value.strip())
    try:
        if match is not None:
            year, month, day = (match[key] or match[f"{key}_"] for key in ("y", "m", "d"))
            return dt.date(int(year), int(month), int(day))
    except ValueError:
        pass
    raise DeidentificationError("E602") from None
