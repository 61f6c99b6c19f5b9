"""National identity numbers for national identity numbers, by default of a synthetic series."""

from __future__ import annotations

import datetime as dt
from typing import Final

from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.digits import (
    drawn,
    moved_year,
    national_digits,
    refilled_number,
    visible,
)
from hidden_plain_sight.surrogates.known_numbers import made_free, whole_of
from hidden_plain_sight.values import (
    Checksum,
    Granularity,
    NationalNumber,
    NumberKind,
    WrittenDate,
    control_digits,
)

__all__ = ["another_national_number", "is_somebodys", "replaced_national_id"]

_SERIES: Final = ((1854, 500, 250), (1900, 0, 500), (2000, 500, 500))
"""From a birth year on: the first individual number, and how many there are."""
_FIRST_DAY: Final = dt.date(1854, 1, 1)
_LAST_DAY: Final = dt.date(2039, 12, 31)
_LIVES: Final = range(_FIRST_DAY.year, _LAST_DAY.year + 1)
_TAX_SERIES: Final = 80
_MONTH_OFFSETS: Final = {
    NumberKind.H_NUMBER: 40,
    NumberKind.SYNTHETIC_HEALTH: 65,
    NumberKind.SYNTHETIC_TAX: _TAX_SERIES,
}
_NOBODYS: Final = frozenset(
    {NumberKind.SYNTHETIC_HEALTH, NumberKind.SYNTHETIC_TAX, NumberKind.UNKNOWN}
)
_HIDDEN: Final = frozenset({"00000", "99999"})
"""What is written in the place of five digits that were left out."""
_HEADS: Final = "heads of numbers:"
_DUF_WEIGHTS: Final = (4, 6, 3, 2, 7, 5, 4, 6, 3, 2)
_DUF_YEARS: Final = range(1980, 2050)
_TRIES: Final = 500


def is_somebodys(digits: str) -> bool:
    """Whether eleven digits could have been given to a person.

    >>> is_somebodys("15108695088"), is_somebodys("57912075186")
    (True, False)
    """
    number = NationalNumber.read(digits)
    return number.checksum is not Checksum.WRONG and number.kind not in _NOBODYS


def replaced_national_id(draft: Draft, span: Span, text: str) -> str:
    """The surrogate of a national number, in the grouping that was written.

    The birth date moves with the dates of the document; sex and kind stay; the control digits
    are right. Raises ValueError where there are no digits.
    """
    shown = visible(text)
    digits = national_digits(shown)
    if not digits:
        raise ValueError("no digits")
    value = span.value if isinstance(span.value, NationalNumber) else None
    if value is not None and value.digits != digits:
        value = None
    return refilled_number(shown, another_national_number(draft, digits, value))


def another_national_number(draft: Draft, digits: str, number: NationalNumber | None = None) -> str:
    """The digits for those of a national number, or of a part of one.

    Five digits that end a number of the document, or six that begin one, become those of its
    surrogate. Raises ValueError where none can be made.
    """
    count = len(digits)
    if count in {5, 6} and (whole := whole_of(draft, digits)):
        found = another_national_number(draft, whole)
        return found[6:] if count == 5 else found[:6]
    if count == 6 and (moved := _moved_head(digits, draft.days)):
        return moved
    if count == 13 and (moved := _moved_day(digits[:8], draft.days)):
        return moved + another_national_number(draft, digits[:4] + digits[6:])[6:]
    if count == 8 and (moved := _moved_day(digits, draft.days)):
        return moved
    if number is None and count == 11:
        number = NationalNumber.read(digits)

    def make(attempt: int) -> str | None:
        draws = draft.ledger.choice.draws("national id", f"{attempt} {digits}")
        if number is not None and number.birth_date is not None and not _is_hidden(digits):
            return _dated(draft, number, number.birth_date, draws)
        if number is not None and number.kind is NumberKind.FH_NUMBER:
            real = draft.realistic and number.checksum is not Checksum.WRONG
            return _undated(draws, realistic=real)
        if count == 12 and int(digits[:4]) in _DUF_YEARS:
            return _duf_number(draft, int(digits[:4]), draws)
        return _tail(draft, digits, draws) if count == 5 else _reshaped(draft, digits, draws)

    return made_free(draft, digits, "national id", make)


def _dated(draft: Draft, number: NationalNumber, birth: dt.date, draws: Draws) -> str:
    """A number for the birth date some days on, of the same sex and kind.

    One under the rule from 2032 gets another one under that rule. Where the numbers are to be
    nobody's, neither the digits nor the plain birth date with the last five are.
    """
    born = min(max(birth + dt.timedelta(days=draft.days), _FIRST_DAY), _LAST_DAY)
    offset = _TAX_SERIES
    if draft.realistic or number.kind is NumberKind.SYNTHETIC_HEALTH:
        offset = _MONTH_OFFSETS.get(number.kind, 0)
    day = born.day + 40 * number.is_d_number
    year = f"{born.year % 100:02}"
    _, lowest, size = max(series for series in _SERIES if series[0] <= born.year)
    may_be = draft.realistic and number.checksum is not Checksum.WRONG
    for _ in range(_TRIES):
        serial = lowest + 2 * draws.below(size // 2) + (not number.is_female)
        nine = f"{day:02}{born.month + offset:02}{year}{serial:03}"
        control = control_digits(nine, remainder=_remainder(number, draws))
        if draft.realistic and number.checksum is Checksum.WRONG:
            control = drawn(draws, 2)
        if control is None:
            continue
        tail = f"{serial:03}{control}"
        plain = (f"{d:02}{born.month:02}{year}{tail}" for d in {day, born.day})
        if may_be or not any(map(is_somebodys, (nine + control, *plain))):
            return nine + control
    raise ValueError("no number with control digits")


def _remainder(number: NationalNumber, draws: Draws) -> int:
    return 1 + draws.below(3) if number.checksum is Checksum.FROM_2032 else 0


def _undated(draws: Draws, *, realistic: bool) -> str:
    """An FH-number: 8 or 9, eight random digits, control digits.

    There is no synthetic series of these, so the control digits are wrong unless `realistic`: a
    number that nobody can have been given.
    """
    for _ in range(_TRIES):
        first_nine = str(8 + draws.below(2)) + drawn(draws, 8)
        control = control_digits(first_nine)
        if control is not None and realistic:
            return first_nine + control
        made = first_nine + drawn(draws, 2)
        if not realistic and not is_somebodys(made):
            return made
    raise ValueError("no number with control digits")


def _duf_number(draft: Draft, year: int, draws: Draws) -> str:
    """A DUF number: a year, six digits, and a remainder modulo 11 in two.

    There is no synthetic series of these either: the remainder is right only if `realistic`.
    """
    moved = min(max(moved_year(year, draft.days), _DUF_YEARS[0]), _DUF_YEARS[-1])
    serial = drawn(draws, 6)
    right = sum(w * int(d) for w, d in zip(_DUF_WEIGHTS, f"{serial}{moved}", strict=True)) % 11
    written = right if draft.realistic else (right + 1 + draws.below(10)) % 11
    return f"{moved}{serial}{written:02}"


def _tail(draft: Draft, digits: str, draws: Draws) -> str | None:
    """Five digits that end a number: the sex stays, and no date of the document makes it one."""
    sex = int(digits[2]) % 2
    made = f"{drawn(draws, 2)}{2 * draws.below(5) + sex}{drawn(draws, 2)}"
    return None if any(is_somebodys(head + made) for head in _heads(draft)) else made


def _heads(draft: Draft) -> list[str]:
    """The dates of the document as a number would begin with them, moved; looked for once."""
    known = draft.ledger.surrogates
    if _HEADS not in known:
        values = (span.value for span in draft.spans)
        dates = (v for v in values if isinstance(v, WrittenDate))
        days = {date.day() for date in dates if date.granularity is Granularity.FULL}
        by = dt.timedelta(days=draft.days)
        moved = {f"{day + by:%d%m%y}" for day in days if day is not None and day.year in _LIVES}
        known[_HEADS] = " ".join(sorted(moved))
    return known[_HEADS].split()


def _reshaped(draft: Draft, digits: str, draws: Draws) -> str | None:
    """Digits of the same number; a date in front moves along, any other becomes a likely one."""
    count = len(digits)
    if count < 6:
        return drawn(draws, count)
    head = _moved_head(digits, draft.days)
    if not head:
        any_day = dt.date(1930, 1, 1) + dt.timedelta(days=draws.below(80 * 365))
        head = f"{any_day:%d%m%y}"
    if count != 11:
        return head + drawn(draws, count - 6)
    synthetic = f"{head[:2]}{int(head[2:4]) + _TAX_SERIES}{head[4:]}"
    if _is_hidden(digits):
        return synthetic + digits[6:]
    tail = drawn(draws, 5)
    if is_somebodys(head + tail):
        return None
    return (head if draft.realistic else synthetic) + tail


def _is_hidden(digits: str) -> bool:
    """Whether the last five of eleven digits only say that they were left out."""
    return digits[6:] in _HIDDEN and NationalNumber.read(digits).checksum is Checksum.WRONG


def _moved_head(digits: str, days: int) -> str:
    """The birth date that six digits begin with, moved; '' where they begin with none."""
    year = int(digits[4:6])
    full = f"{digits[:4]}{year + (2000 if year <= 35 else 1900)}"
    moved = _moved_day(full, days)
    return moved[:4] + moved[6:]


def _moved_day(digits: str, days: int) -> str:
    """A day of eight digits, moved; '' where they are none."""
    try:
        born = dt.date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        return f"{born + dt.timedelta(days=days):%d%m%Y}"
    except (ValueError, OverflowError):
        return ""
