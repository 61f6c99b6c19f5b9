"""National identity numbers for national identity numbers, by default of a synthetic series."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.values import Checksum, NationalNumber, NumberKind, control_digits

__all__ = ["refilled", "replaced_national_id"]

_FIRST_DAY: Final = dt.date(1900, 1, 1)
_LAST_DAY: Final = dt.date(2039, 12, 31)
_TAX_SERIES: Final = 80
_MONTH_OFFSETS: Final = {
    NumberKind.H_NUMBER: 40,
    NumberKind.SYNTHETIC_HEALTH: 65,
    NumberKind.SYNTHETIC_TAX: _TAX_SERIES,
}
_NOT_DIGITS: Final = re.compile(r"\D+")
_TRIES: Final = 500


def refilled(template: str, digits: str) -> str:
    """A text with its digits replaced in order, and all else as it is.

    >>> refilled("071275-95571", "01822012345")
    '018220-12345'
    """
    rest = iter(digits)
    return "".join(next(rest) if c.isdigit() else c for c in template)


def replaced_national_id(draft: Draft, span: Span, text: str) -> str:
    """The surrogate of a national number, in the grouping that was written.

    The birth date moves with the dates of the document; sex and kind stay; the control digits
    are right. Raises ValueError where there are no digits.
    """
    digits = _NOT_DIGITS.sub("", text)
    if not digits:
        raise ValueError("no digits")
    number = span.value if isinstance(span.value, NationalNumber) else None
    if number is None and len(digits) == 11 and digits.isascii():
        number = NationalNumber.read(digits)

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("national id", f"{attempt} {digits}")
        if number is not None and number.birth_date is not None:
            return _dated(draft, number, number.birth_date, draws)
        if number is not None and number.kind is NumberKind.FH_NUMBER:
            return _undated(draws, realistic=draft.realistic)
        return _reshaped(draft, digits, draws)

    return refilled(text, draft.ledger.made(digits, "national id", made))


def _dated(draft: Draft, number: NationalNumber, birth: dt.date, draws: Draws) -> str:
    """A number for the birth date some days on, of the same sex and kind."""
    born = min(max(birth + dt.timedelta(days=draft.days), _FIRST_DAY), _LAST_DAY)
    offset = _TAX_SERIES
    if draft.realistic or number.kind is NumberKind.SYNTHETIC_HEALTH:
        offset = _MONTH_OFFSETS.get(number.kind, 0)
    day = born.day + 40 * number.is_d_number
    head = f"{day:02}{born.month + offset:02}{born.year % 100:02}"
    lowest = 0 if born.year < 2000 else 500
    for _ in range(_TRIES):
        serial = lowest + 2 * draws.below(250) + (not number.is_female)
        if (control := control_digits(f"{head}{serial:03}")) is not None:
            return f"{head}{serial:03}{control}"
    raise ValueError("no number with control digits")


def _undated(draws: Draws, *, realistic: bool) -> str:
    """An FH-number: 8 or 9, eight random digits, control digits.

    There is no synthetic series of these, so the control digits are wrong unless `realistic`: a
    number that nobody can have been given.
    """
    for _ in range(_TRIES):
        first_nine = str(8 + draws.below(2)) + f"{draws.below(10**8):08}"
        control = control_digits(first_nine)
        if control is not None and realistic:
            return first_nine + control
        made = f"{first_nine}{draws.below(100):02}"
        if not realistic and NationalNumber.read(made).checksum is Checksum.WRONG:
            return made
    raise ValueError("no number with control digits")


def _reshaped(draft: Draft, digits: str, draws: Draws) -> str:
    """Digits of the same number; a date in front moves along, any other becomes a likely one."""
    count = len(digits)
    if count == 12 and digits[:2] in {"19", "20"}:
        year = min(max(int(digits[:4]) + round(draft.days / 365.25), 1980), 2049)
        return f"{year}{draws.below(10**8):08}"
    if count < 6:
        return f"{draws.below(10**count):0{count}}"
    head = _date_head(draft.days, digits[:6], draws, synthetic=count == 11 and not draft.realistic)
    rest = count - 6
    return head + (f"{draws.below(10**rest):0{rest}}" if rest else "")


def _date_head(days: int, six: str, draws: Draws, *, synthetic: bool) -> str:
    try:
        year = int(six[4:]) + (2000 if int(six[4:]) <= 35 else 1900)
        born = dt.date(year, int(six[2:4]), int(six[:2])) + dt.timedelta(days=days)
    except ValueError:
        born = dt.date(1930 + draws.below(80), 1 + draws.below(12), 1 + draws.below(28))
    return f"{born.day:02}{born.month + _TAX_SERIES * synthetic:02}{born.year % 100:02}"
