"""Numbers of journals, cases, samples, accounts, cars and devices, of the same shape."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.digits import drawn, in_ascii_digits, moved_year, reads_as_date
from hidden_plain_sight.surrogates.known_numbers import made_free
from hidden_plain_sight.surrogates.national import is_somebodys

__all__ = ["another_id"]

_KEPT: Final = re.compile(
    r"(?:s/?n|lot|ref|id|nr|mrn|imei|pid|npr|hpr)\b[\s.:#-]*(?=.*\d)"
    r"|(?:no|se|dk|fi|is|de|gb|nl|pl|lt|lv|ee|es|fr)(?=\d\d(?: ?[a-z\d]{4}){2,} ?[a-z\d]{0,4}$)",
    re.IGNORECASE,
)
"""Labels within a number, and the country of an IBAN."""
_YEAR: Final = re.compile(
    r"(?<![^\W_])((?:19|20)\d\d)(?=[-/]\d)|(?<=\d[-/])((?:19|20)\d\d)(?![^\W_])|(?<=\d/)(\d\d)$"
    r"|^[^\W\d_]{1,4}[- ]?(\d\d)(?=[-/ ]\d{3})|^(\d\d)(?=[^\W\d_]\d{3}|/\d{3})"
)
"""The year of a case or a sample: 2021/12345, 12345/21, B19-12345, 20H12345."""
_SAMPLE: Final = re.compile(
    r"([^\W\d_])[- ]?\d\d[-/ ]\d{3}|\d\d([^\W\d_])\d{3}|([^\W\d_])\d{3,}/\d\d$"
)
"""The letter of a sample says what it is, histology or cytology, and not whose."""
_RUN: Final = re.compile(r"(0*(?=[1-9])|)(\d+)")
_PLATE: Final = re.compile(r"[A-Z]{2} ?\d{4,5}")
_LETTERS: Final = "ABCDEFHJKLNPRSTUVXYZ"
_NOT_ON_PLATES: Final = "IMOQW"
_WEIGHTS: Final = (1, *(2, 3, 4, 5, 6, 7) * 2)
_ORGANISATION: Final = 9
_ACCOUNT: Final = 11
_CARDS: Final = range(15, 20)
_NO_YEARS: Final = range(1950, 1980)
"""No number that is still of use was given in these: two digits that say so are no year."""


def another_id(draft: Draft, text: str) -> str:
    """Letters for letters and digits for digits; a year in a number moves with the dates.

    The same letters and digits give the same, however they are parted. Raises ValueError where
    there are none.
    """
    plain = in_ascii_digits(text)
    compact = "".join(c for c in plain if c.isdecimal() or c.isalpha()).casefold()
    if not compact:
        raise ValueError("no letters or digits")

    def make(attempt: int) -> str | None:
        draws = draft.ledger.choice.draws("other id", f"{attempt} {compact}")
        made = _another(plain, draws, draft.days, realistic=draft.realistic)
        misread = reads_as_date(made) and not reads_as_date(compact)
        return None if misread or (not draft.realistic and _may_exist(made)) else made

    return _relaid(text, made_free(draft, compact, "other id", make))


def _relaid(text: str, made: str) -> str:
    """The letters and digits of a surrogate in the places of those of a text."""
    rest = iter(made)
    pieces = []
    for c in text:
        if c.isdecimal():
            pieces.append(chr(ord(c) - int(c) + int(next(rest))))
        elif c.isalpha():
            pieces.append(next(rest).upper() if c.isupper() else next(rest))
        else:
            pieces.append(c)
    return "".join(pieces)


def _another(plain: str, draws: Draws, days: int, *, realistic: bool) -> str:
    """The letters and digits that take the places of those of a number, without what parts them."""
    kept = _KEPT.match(plain)
    at = kept.end() if kept else 0
    pieces = [plain[:at]]
    for match in _YEAR.finditer(plain, at):
        year = match[match.lastindex or 0]
        moved = _moved(year, days)
        if moved:
            start = match.end() - len(year)
            pieces += (_drawn_like(plain[at:start], draws), moved)
            at = match.end()
    pieces.append(_drawn_like(plain[at:], draws))
    made = "".join(c for c in "".join(pieces) if c.isalnum()).lower()
    if sample := _SAMPLE.match(plain):
        letter = sample[sample.lastindex or 0]
        made = made.replace(next(filter(str.isalpha, made)), letter.lower(), 1)
    if not realistic and _PLATE.fullmatch(plain.upper()):
        made = made[0] + _letter(_NOT_ON_PLATES, draws) + made[2:]
    return made


def _moved(year: str, days: int) -> str:
    """A year of two or four digits, moved; '' for two digits that are none."""
    full = int(year)
    if len(year) == 2:
        full += 2000 if full < 50 else 1900
        if full in _NO_YEARS:
            return ""
    return str(moved_year(full, days))[-len(year) :]


def _drawn_like(part: str, draws: Draws) -> str:
    """Letters for letters, digits for digits; zeros that fill up a number stay."""

    def run(match: re.Match[str]) -> str:
        zeros, digits = match.groups()
        return f"{zeros}{1 + draws.below(9)}{drawn(draws, len(digits) - 1)}"

    letters = (_letter(_LETTERS, draws) if c.isalpha() else c for c in part)
    return _RUN.sub(run, "".join(letters))


def _letter(letters: str, draws: Draws) -> str:
    return letters[draws.below(len(letters))].lower()


def _may_exist(made: str) -> bool:
    """Whether a number has right control digits: it could be an account, a card, a device."""
    digits = made[4:] if made.startswith("no") else made
    if not digits.isdecimal():
        return False
    count = len(digits)
    if count == _ORGANISATION:
        return _fits_modulo_11(digits)
    if count == _ACCOUNT:
        return _fits_modulo_11(digits) or is_somebodys(digits)
    if count in _CARDS:
        return _fits_luhn(digits)
    return False


def _fits_modulo_11(digits: str) -> bool:
    """The control digit of accounts and organisations: weights 2 to 7 from the right."""
    return sum(w * int(c) for w, c in zip(_WEIGHTS, reversed(digits), strict=False)) % 11 == 0


def _fits_luhn(digits: str) -> bool:
    """The control digit of cards and telephones: every other digit doubled."""
    doubled = (int(c) * (1 + at % 2) for at, c in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
