"""Numbers of persons and things, none of which can be a living person's national number."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Callable
from random import Random
from typing import Final

from hidden_plain_sight.values import Checksum, NationalNumber, control_digits
from hidden_plain_sight.values.national_number import NumberKind

__all__ = [
    "ID_KINDS",
    "is_somebodys",
    "masked_number",
    "national_number",
    "other_id",
    "phone",
    "spaced_number",
    "spaced_phone",
]

_ORDINARY: Final = frozenset({NumberKind.BIRTH_NUMBER, NumberKind.D_NUMBER})


def is_somebodys(digits: str) -> bool:
    """Whether eleven digits could have been given to a living person.

    >>> is_somebodys("57912075186")
    False
    """
    number = NationalNumber.read(digits)
    return number.kind in _ORDINARY and number.checksum is not Checksum.WRONG


def _serial(random: Random, born: dt.date, *, female: bool) -> int:
    """An individual number of the birth year's series and of the sex."""
    if born.year >= 2000:
        low, high = 500, 999
    elif born.year >= 1940 and random.random() < 0.2:
        low, high = 900, 999
    else:
        low, high = 0, 499
    serial = random.randint(low, high)
    return serial - serial % 2 + (0 if female else 1) if serial < 999 else 998 + (not female)


def national_number(random: Random, born: dt.date, *, female: bool, d_number: bool = False) -> str:
    """Eleven digits of a birth date and a sex that cannot be a living person's.

    >>> is_somebodys(national_number(Random(1), dt.date(1975, 3, 12), female=True))
    False

    In a third the month is of a synthetic series; the others have wrong control digits. Nor can
    the birth date with the last five digits be somebody's.
    """
    offset = random.choice((80, 80, 65)) if random.random() < 0.35 else 0
    day = born.day + 40 * d_number
    while True:
        serial = _serial(random, born, female=female)
        plain = f"{day:02d}{born.month:02d}{born.year % 100:02d}"
        nine = f"{day:02d}{born.month + offset:02d}{born.year % 100:02d}{serial:03d}"
        control = control_digits(nine) if offset else f"{random.randrange(100):02d}"
        # as written, with the plain birth date, and with the plain day: none may be valid
        tails = (nine[:6], plain, f"{born.day:02d}{plain[2:]}")
        if control and not any(is_somebodys(f"{t}{serial:03d}{control}") for t in tails):
            return nine + control


def spaced_number(digits: str, random: Random) -> str:
    """Eleven digits as they are written.

    >>> spaced_number("57912075186", Random(3)).replace(" ", "")[:2]
    '57'
    """
    birth, rest = digits[:6], digits[6:]
    forms = (
        f"{birth} {rest}",
        digits,
        f"{birth}-{rest}",
        f"{birth[:2]} {birth[2:4]} {birth[4:]} {rest}",
    )
    dotted = f"{birth[:2]}.{birth[2:4]}.{birth[4:]}"
    more = (
        f"{dotted} {rest}",
        f"{dotted}-{rest}",
        f"{birth} {rest[:3]} {rest[3:]}",
        f"{birth}  {rest}",
    )
    odd = (
        f"{birth[:2]} {birth[2:4]} {birth[4:]} {rest[:3]} {rest[3:]}",
        f"{birth[:3]} {birth[3:]} {rest}",
        f"{birth} - {rest}",
        f"{birth}/{rest}",
    )
    return random.choices((*forms, *more, *odd), (40, 30, 6, 3, 6, 1, 2, 1, 1, 1, 1, 1))[0]


def masked_number(born: dt.date, random: Random) -> str:
    """A birth date with the last five digits hidden.

    >>> masked_number(dt.date(1975, 3, 12), Random(1))[:6]
    '120375'
    """
    birth = f"{born:%d%m}{born.year % 100:02d}"
    mask = random.choice(("*****", "*****", "xxxxx", "XXXXX", "00000"))
    return birth + random.choice((" ", " ", "-", "")) + mask


def phone(random: Random, kind: str = "") -> str:
    """The digits of a number: `mobile`, `land`, `short` (of a switchboard) or any, mostly mobile.

    >>> len(phone(Random(1), "land"))
    8
    """
    if kind == "short":
        return str(random.randrange(1000 + 9000 * (random.random() < 0.6), 79999))[:5]
    mobile = kind == "mobile" or (not kind and random.random() < 0.7)
    lead = random.choice("449999") if mobile else random.choice(("22", "23", "32", "33", "35",
        "37", "38", "51", "52", "53", "55", "56", "57", "61", "62", "64", "66", "67", "69", "70",
        "71", "72", "73", "74", "75", "76", "77", "78"))  # fmt: skip
    return lead + "".join(random.choices(string.digits, k=8 - len(lead)))


_GROUPS: Final = ((2, 3, 3), (3, 3, 2), (2, 2, 4), (4, 2, 2), (5, 3), (2, 6), (3, 5), (4, 4))


def _oddly(digits: str, random: Random) -> str:
    """A number in groups that few use, with joints of two kinds at times."""
    at, parts = 0, []
    for size in random.choice((*_GROUPS, (2, 2, 2, 2))):
        parts.append(digits[at : at + size])
        at += size
    first = random.choice((" ", " ", " ", " ", "-", "-", "-", ".", "/", " - ", "  "))
    rest = first if random.random() < 0.5 else random.choice((" ", " ", " ", "-", "."))
    if len(parts[0]) == 2 and random.random() < 0.1:
        return f"({parts[0]}) {rest.join(parts[1:])}"
    return parts[0] + first + rest.join(parts[1:])


def spaced_phone(digits: str, random: Random, *, odd: bool = False) -> str:
    """A number as it is written, sometimes with a country code, or oddly grouped.

    >>> spaced_phone("12345", Random(1))
    '12345'
    """
    if len(digits) != 8:
        return digits
    if odd:
        return _oddly(digits, random)
    d = digits
    pairs = f"{d[:2]} {d[2:4]} {d[4:6]} {d[6:]}"
    forms = (pairs, f"{d[:3]} {d[3:5]} {d[5:]}", d, pairs.replace(" ", "."), f"{d[:4]} {d[4:]}")
    more = (pairs.replace(" ", "-"), f"{d[:3]} {d[3:]}", f"{d[:2]} {d[2:5]} {d[5:]}")
    weights = (10, 22, 14, 1, 1, 1, 1, 1) if d[0] in "49" else (30, 1, 10, 1, 1, 1, 1, 1)
    written = random.choices((*forms, *more), weights)[0]
    if random.random() < 0.85:
        return written
    code = random.choices(("+47 ", "+47", "0047 ", "0047", "(+47) ", "47 "), (6, 4, 1, 2, 1, 1))[0]
    return code + written


def _digits(random: Random, count: int) -> str:
    return random.choice("123456789") + "".join(random.choices(string.digits, k=count - 1))


def _capitals(random: Random, count: int) -> str:
    return "".join(random.choices("ABCDEFGHJKLMNPRSTUVXYZ", k=count))


def _account(random: Random) -> str:
    while True:
        digits = _digits(random, 11)
        if not is_somebodys(digits):
            style = random.choice("..  x")
            parts = (digits[:4], digits[4:6], digits[6:])
            return "".join(parts) if style == "x" else style.join(parts)


def _case(random: Random) -> str:
    number, year = random.randint(3, 98999), random.randint(2003, 2026)
    short = f"{year % 100:02d}"
    forms = (f"{year}/{number}", f"{number}/{short}", f"{short}/{number}", f"{year}-{number}")
    return random.choice((*forms, f"{number}/{year}"))


def _sample(random: Random) -> str:
    year, serial = random.randint(3, 26), random.randint(100, 39999)
    forms = (f"{random.choice('BHCSOK')}{year:02d}-{serial}", f"H{serial}/{year:02d}")
    more = (
        f"{_capitals(random, 2)} {_digits(random, 6)}",
        f"{year:02d}{random.choice('HBC')}{serial}",
    )
    return random.choice((*forms, *more, _digits(random, 10)))


def _device(random: Random) -> str:
    letters = f"{_capitals(random, 3)}{_digits(random, 6)}{_capitals(random, 1)}"
    parted = f"{_capitals(random, 2)}-{_digits(random, 5)}-{_digits(random, 2)}"
    return random.choice((letters, _digits(random, 9), f"SN {_digits(random, 7)}", parted))


_IDS: Final[dict[str, Callable[[Random], str]]] = {
    "journal": lambda r: _journal(r),
    "hpr": lambda r: _digits(r, 7),
    "sample": _sample,
    "case": _case,
    "plate": lambda r: f"{_capitals(r, 2)}{r.choice((' ', ''))}{_digits(r, 5)}",
    "account": _account,
    "passport": lambda r: r.choice((_digits(r, 8), f"{_capitals(r, 3)}{_digits(r, 6)}")),
    "device": _device,
}
ID_KINDS: Final = tuple(_IDS)


def _journal(random: Random) -> str:
    count = random.choice((5, 6, 6, 7, 7, 8))
    return random.choices((_digits(random, count), f"{_capitals(random, 1)}{_digits(random, 6)}",
        f"{_digits(random, 2)}-{_digits(random, 5)}"), (8, 1, 1))[0]  # fmt: skip


def other_id(random: Random, kind: str) -> str:
    """A number of a kind in `ID_KINDS`, or `any`.

    >>> len(other_id(Random(1), "hpr"))
    7
    """
    return _IDS[random.choice(ID_KINDS) if kind == "any" else kind](random)
