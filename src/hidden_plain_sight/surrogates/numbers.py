"""Telephone numbers and other numbers, in the grouping and with the separators as written."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.national import refilled

__all__ = ["replaced_other_id", "replaced_phone"]

_COUNTRY: Final = re.compile(r"\(?(?:\+|00)[ \u00a0]?(?P<code>47|1|7|[2-9]\d(?:\d(?=[ )]))?)\)?")
_AREA: Final = re.compile(r"\(0\d{1,2}\)")
_NO_SUBSCRIBERS: Final = ("20", "25", "26", "27", "28", "29", "30", "34", "36", "39", "50", "54",
                          "60", "65")  # fmt: skip
"""Prefixes of the Norwegian plan for fixed lines that no operator has been given numbers of."""
_NOT_DIGITS: Final = re.compile(r"\D+")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?=[-/])")
_LETTERS: Final = "ABCDEFHJKLNPRSTUVXYZ"


def replaced_phone(draft: Draft, _span: Span, text: str) -> str:
    """Another telephone number of the same kind and grouping; the country code stays.

    A Norwegian number of eight digits gets a prefix without subscribers; with `realistic` a
    mobile number stays one and may be somebody's. Raises ValueError where there are no digits.
    """
    head = _COUNTRY.match(text) or _AREA.match(text)
    start = head.end() if head else 0
    local = text[start:]
    digits = _NOT_DIGITS.sub("", local)
    if not digits:
        return _changed(draft, "phone", text)
    norwegian = head is None or head.re is _AREA or head["code"] == "47"

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws("phone", f"{attempt} {digits}")
        return _phone(digits, draws, norwegian=norwegian, realistic=draft.realistic)

    return text[:start] + refilled(local, draft.ledger.made(digits, "phone", made))


def _phone(digits: str, draws: Draws, *, norwegian: bool, realistic: bool) -> str:
    count = len(digits)
    rest = digits
    head = ""
    if norwegian and count == 10 and digits.startswith("47"):
        head, rest = "47", digits[2:]
    if norwegian and len(rest) == 8:
        if realistic and rest[0] in "49":
            head += rest[0] + str(draws.below(10))
        else:
            head += _NO_SUBSCRIBERS[draws.below(len(_NO_SUBSCRIBERS))]
    elif rest[0] == "0" and len(rest) > 1:
        head += "0" + str(2 + draws.below(8))
    else:
        head += str(1 + draws.below(9))
    left = count - len(head)
    return head + (f"{draws.below(10**left):0{left}}" if left > 0 else "")


def replaced_other_id(draft: Draft, _span: Span, text: str) -> str:
    """Letters for letters and digits for digits; a year before a separator moves with the dates.

    Raises ValueError where there is neither.
    """
    return _changed(draft, "other id", text)


def _changed(draft: Draft, purpose: str, text: str) -> str:
    if not any(c.isalnum() for c in text):
        raise ValueError("no letters or digits")
    years = round(draft.days / 365.25)
    kept = 2 if fold(text).startswith("no") and text[2:4].isdigit() and len(text) > 14 else 0

    def made(attempt: int) -> str:
        draws = draft.ledger.choice.draws(purpose, f"{attempt} {text}")
        pieces: list[str] = []
        at = 0
        for year in _YEAR.finditer(text):
            pieces += (_other(c, draws) for c in text[at : year.start()])
            pieces.append(str(int(year.group()) + years))
            at = year.end()
        pieces += (_other(c, draws) for c in text[at:])
        return text[:kept] + "".join(pieces)[kept:]

    return draft.ledger.made(fold(text), purpose, made)


def _other(c: str, draws: Draws) -> str:
    if c.isdigit():
        return "0" if c == "0" and draws.below(3) else str(1 + draws.below(9))
    if c.isalpha():
        letter = _LETTERS[draws.below(len(_LETTERS))]
        return letter if c.isupper() else letter.lower()
    return c
