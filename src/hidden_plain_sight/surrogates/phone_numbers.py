"""Telephone numbers: how one is read, and others of its kind that nobody has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.digits import digits_of, drawn, in_ascii_digits

__all__ = ["Phone", "another_phone", "read_phone"]

_CODE: Final = (
    r"47|1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-9]\d|3[578]\d|42\d|50\d|59\d"
    r"|6[7-9]\d|8[05789]\d|9[679]\d"
)
_COUNTRY: Final = re.compile(
    rf"\(?(?:\+|00)[ \u00a0]?(?P<code>{_CODE})\)?"
    r"|\((?P<bare>47)\)|(?P<glued>47)(?=(?:\D?\d){8}\D*$)"
)
_TRUNK: Final = re.compile(r"[ \u00a0]?\(?0\)?")
_AREA: Final = re.compile(r"\(0\d{1,2}\)")
_HOME: Final = "47"
_MOBILE: Final = ("42", "43", "44")
_FIXED: Final = ("25", "26", "27", "28", "29", "30", "34", "36", "39", "50", "54", "60", "65")
"""Prefixes of the Norwegian plan in which no operator has numbers, by the metadata of
libphonenumber 9.0.43: neither are they valid there nor is a carrier named."""
_SERVICE: Final = {"80": ("803", "804", "806", "807"), "81": ("816", "817", "818", "819"),
                   "82": ("822", "824", "825", "826")}  # fmt: skip
_OTHER_SERVICE: Final = ("834", "843", "865", "876")
_FICTION: Final = {
    ("1", 10): "N##55501##",
    ("44", 10): "7700900###",
    ("46", 9): "7017406N#",
}
"""Numbers kept for fiction in North America, Britain and Sweden."""
_FEW: Final = 4
"""After so many attempts an ordinary number is taken where there are few for fiction."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as it is written.

    `start` is where the number itself begins, after its country or area code; `digits` are its
    digits from there, `code` the country code, of Norway where none was written.
    """

    start: int
    digits: str
    code: str = _HOME


def read_phone(text: str) -> Phone:
    """Read a telephone number; without digits where there are none.

    >>> read_phone("+47 904 91 855"), read_phone("+46 70 123 45 67").code
    (Phone(start=3, digits='90491855', code='47'), '46')
    """
    plain = in_ascii_digits(text)
    head = _COUNTRY.match(plain)
    if head is not None and head["code"] is not None:
        start, code = head.end(), head["code"]
        trunk = _TRUNK.match(plain, start) if code != _HOME else None
        start = trunk.end() if trunk else start
        return Phone(start, digits_of(plain[start:]), code)
    head = head or _AREA.match(plain)
    start = head.end() if head else 0
    return Phone(start, digits_of(plain[start:]))


def another_phone(phone: Phone, draws: Draws, *, attempt: int, realistic: bool) -> str:
    """Digits in the place of those of a number, of the same kind.

    >>> from hidden_plain_sight.surrogates.choice import Choice
    >>> draws = Choice(b"0123456789abcdef", "document:1").draws("phone", "")
    >>> another_phone(read_phone("904 91 855"), draws, attempt=0, realistic=False)[:2] in _MOBILE
    True
    """
    digits = phone.digits
    if phone.code == _HOME:
        return _filled(_norwegian(digits, draws, realistic=realistic), draws)
    fiction = _FICTION.get((phone.code, len(digits))) if attempt < _FEW else None
    return _filled(fiction or digits[0] + "#" * (len(digits) - 1), draws)


def _norwegian(digits: str, draws: Draws, *, realistic: bool) -> str:
    """The shape of a Norwegian number of the same kind, `#` for any digit, `N` for 2 to 9."""
    count, first = len(digits), digits[0]
    head = "N"
    if count == 8:
        if first in "49":
            head = f"{first}#" if realistic else _one_of(_MOBILE, draws)
        elif first == "8":
            head = _one_of(_SERVICE.get(digits[:2], _OTHER_SERVICE), draws)
        else:
            head = _one_of(_FIXED, draws)
    elif count == 5:
        head = "04" if first == "0" else "N"
    elif count == 12 and digits.startswith("58"):
        head = "58"
    elif count == 6:
        head = "116" if digits.startswith("116") else _one_of("456789", draws)
    elif count == 4:
        head = _one_of("3456789", draws)  # no year
    elif count == 3 and first == "1":
        head = "1" + _one_of("456", draws)  # none of those for emergencies
    elif first == "0" and count > 1:
        head = "0N"
    return head + "#" * (count - len(head))


def _one_of(row: str | tuple[str, ...], draws: Draws) -> str:
    return row[draws.below(len(row))]


def _filled(shape: str, draws: Draws) -> str:
    return "".join(
        str(2 + draws.below(8)) if c == "N" else drawn(draws, 1) if c == "#" else c for c in shape
    )
