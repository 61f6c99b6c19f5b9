"""Where a text holds the known numbers, addresses on the net and birth date of a patient."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeGuard

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.text_view import TextView, composed
from hidden_plain_sight.phi import Category, PatientFacts
from hidden_plain_sight.values import (
    DatePart,
    Granularity,
    NationalNumber,
    WrittenDate,
    matched_date,
)

__all__ = ["birth_date_of", "find_birth_dates", "find_known_ids", "find_known_numbers"]

_EXACT: Final = 0.99
_FUZZY: Final = 0.9
_PARTIAL: Final = 0.95
_GAP: Final = re.compile(r"[ \u00a0.\-–/()]{1,3}")
_NOT_DIGITS: Final = re.compile(r"\D+")
_FEWEST_DIGITS: Final = 5
_MOST_DIGITS: Final = 12
_MOST_RUNS: Final = 12
_FEWEST_LETTERS: Final = 5
_COUNTRY: Final = re.compile(r"(?:\+|00)(?P<code>47|1|7|[2-9]\d)")
_PARTED: Final = re.compile(
    r"(?:(?P<d>\d\d?)[ \u00a0.\-–/]{1,3}(?P<m>\d\d?)[ \u00a0.\-–/]{1,3}(?P<y>\d{4}|\d\d)"
    r"|(?P<y_>\d{4})[ \u00a0.\-–/]{1,3}(?P<m_>\d\d?)[ \u00a0.\-–/]{1,3}(?P<d_>\d\d?))"
    r"(?!\d|[.,]\d)"
)
_COMPACT: Final = re.compile(
    r"(?:(?P<y_>(?:18|19|20)\d\d)(?P<m_>[01]\d)(?P<d_>[0-3]\d)"
    r"|(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4}|\d\d))(?!\d|[.,]\d)"
)
_BIRTH_CUE: Final = re.compile(
    r"(?:\bf\.|\b(?:født|fødd|fdt\.?|bursdag(?:en)?|fødselsdag(?:en)?|gebursdag(?:en)?|f\.?dag))"
    r"[ :]{0,3}(?:(?:den|på|er|i)[ ])?$",
    re.IGNORECASE,
)
_REACH: Final = 24
_LAST_DIGITS: Final = re.compile(r"(\d+)\D*$")


class _Wanted(NamedTuple):
    """What a row of digits is."""

    category: Category
    rule: str
    score: float


@dataclass(slots=True)
class _Numbers:
    """The rows of digits that are sought, and all their beginnings."""

    wanted: dict[str, _Wanted] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    national: str = ""

    @classmethod
    def of(cls, facts: PatientFacts) -> _Numbers:
        numbers = cls()
        if facts.national_number:
            numbers._add_national(facts.national_number)
        for value in facts.phones:
            for digits in _phone_forms(value):
                numbers._add(digits, _Wanted(Category.PHONE, "fact.phone", _EXACT))
        for value in facts.other_ids:
            digits = _plain(value)
            if digits.isdecimal() and len(digits) >= _FEWEST_DIGITS:
                numbers._add(digits, _Wanted(Category.OTHER_ID, "fact.id", _EXACT))
        return numbers

    def _add_national(self, digits: str) -> None:
        rule = "fact.national_id"
        self._add(digits, _Wanted(Category.NATIONAL_ID, rule, _EXACT))
        if len(digits) == 11:
            self.national = digits
            self._add(digits[6:], _Wanted(Category.NATIONAL_ID, rule, _PARTIAL))
            if NationalNumber.read(digits).birth_date is None or int(digits[0]) > 3:
                self._add(digits[:6], _Wanted(Category.NATIONAL_ID, rule, _PARTIAL))

    def _add(self, digits: str, wanted: _Wanted) -> None:
        self.wanted.setdefault(digits, wanted)
        self.heads.update(digits[:length] for length in range(1, len(digits)))


def _plain(value: str) -> str:
    """An id without blanks, dots and dashes, in small letters."""
    return re.sub(r"[\s.\-–/]+", "", composed(value)[0]).lower()


def _phone_forms(value: str) -> Iterator[str]:
    """The digits of a telephone number, with and without its country code."""
    text = composed(value)[0]
    digits = _NOT_DIGITS.sub("", text)
    if len(digits) < _FEWEST_DIGITS:
        return
    country = _COUNTRY.match(_NOT_DIGITS.sub(lambda m: "+" if "+" in m[0] else "", text))
    if country is not None:
        code = country["code"]
        local = digits.removeprefix("00").removeprefix(code)
    elif len(digits) == 10 and digits.startswith("47"):
        code, local = "47", digits[2:]
    else:
        code, local = "47", digits
    forms = [code + local, f"00{code}{local}", digits]
    if code == "47" or len(local) >= 8:
        forms.append(local)
    if code != "47":
        forms.append(f"0{local}")
    yield from forms


def find_known_numbers(view: TextView, facts: PatientFacts) -> Iterator[Candidate]:
    """Yield the national number, the telephone numbers and the ids of digits, however grouped.

    A national number is known also with one digit wrong, missing or swapped with the next, and
    by its last five digits alone.
    """
    numbers = _Numbers.of(facts)
    if not numbers.wanted:
        return
    until = 0
    for number, (start, _) in enumerate(view.digits):
        if start >= until and (found := _row(view, number, numbers)) is not None:
            until, wanted = found
            yield _number(view, start, until, wanted)


def _row(view: TextView, number: int, numbers: _Numbers) -> tuple[int, _Wanted] | None:
    """Where the longest known row that begins with a run of digits ends, and what it is."""
    digits, last, best = "", None, None
    for start, end in view.digits[number : number + _MOST_RUNS]:
        if last is not None and not _GAP.fullmatch(view.text, last, start):
            break
        digits, last = digits + view.text[start:end], end
        if (wanted := numbers.wanted.get(digits)) is not None:
            best = end, wanted
        elif (best is None or best[1].score < _EXACT) and _is_slip(digits, numbers.national):
            best = end, _Wanted(Category.NATIONAL_ID, "fact.national_id", _FUZZY)
        if digits not in numbers.heads and (not numbers.national or len(digits) > _MOST_DIGITS):
            break
    return best


def _is_slip(digits: str, national: str) -> bool:
    """Whether digits are a national number with one wrong, missing, too many or swapped."""
    if not national or not len(national) - 1 <= len(digits) <= _MOST_DIGITS:
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(digits, national, score_cutoff=1) <= 1)


def _number(view: TextView, start: int, end: int, wanted: _Wanted) -> Candidate:
    text, value = view.text, None
    digits = _NOT_DIGITS.sub("", text[start:end])
    if wanted.category is Category.NATIONAL_ID and len(digits) == 11 and digits.isascii():
        value = NationalNumber.read(digits)
    if wanted.category is Category.PHONE and start and text[start - 1] == "+":
        start -= 1
    if start and text[start - 1] == "(" and ")" in text[start:end]:
        start -= 1
    return Candidate(start, end, wanted.category, None, wanted.score, wanted.rule, value)


def find_known_ids(view: TextView, facts: PatientFacts) -> Iterator[Candidate]:
    """Yield the e-mail addresses, and the ids with letters, modulo blanks, dots and dashes."""
    lower = view.lower
    for value in facts.emails:
        address = composed(value)[0].lower()
        start = lower.find(address) if "@" in address else -1
        while start >= 0:
            end = start + len(address)
            if not (lower[start - 1 : start].isalnum() or lower[end : end + 1].isalnum()):
                yield Candidate(start, end, Category.EMAIL, None, _EXACT, "fact.email")
            start = lower.find(address, end)
    for value in facts.other_ids:
        plain = _plain(value)
        if plain.isdecimal() or len(plain) < _FEWEST_LETTERS or not _may_hold(view, plain):
            continue
        pattern = r"[ \u00a0.\-–/]{0,2}".join(map(re.escape, plain))
        for match in re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", lower):
            yield Candidate(*match.span(), Category.OTHER_ID, None, _EXACT, "fact.id")


def _may_hold(view: TextView, plain: str) -> bool:
    """Whether the last digits of an id, or else its letters, are in the text at all."""
    tail = _LAST_DIGITS.search(plain)
    if tail is None:
        return plain[0] in view.lower
    return any(tail[1].endswith(view.text[start:end]) for start, end in view.digits)


def birth_date_of(facts: PatientFacts) -> dt.date | None:
    """The birth date, or that which the national number holds.

    >>> birth_date_of(PatientFacts(national_number="071275 95571"))
    datetime.date(1975, 12, 7)
    """
    if isinstance(facts.birth_date, dt.date):
        return facts.birth_date
    number = facts.national_number
    return NationalNumber.read(number).birth_date if number and len(number) == 11 else None


def find_birth_dates(
    view: TextView, born: dt.date, candidates: Iterable[Candidate]
) -> Iterator[Candidate]:
    """Yield the birth date in all forms: with its year anywhere, without it after `født`.

    `candidates` are what the rules propose: of them those that are dates are read, however weak.
    """
    for span in candidates:
        date = span.value
        if span.category is Category.DATE and _is_day(date, born) and _is_told(view, span, date):
            yield span._replace(score=_EXACT, rule_id="fact.birth_date")
    year, month, day = f"{born.year:04}", f"{born.month:02}", f"{born.day:02}"
    whole = {day + month + year[2:], day + month + year, year + month + day}
    opens = whole | {day, str(born.day), year}
    for start, end in view.digits:
        digits = view.text[start:end]
        if digits not in opens or _continues(view.text, start):
            continue
        match = (_COMPACT if digits in whole else _PARTED).match(view.text, start)
        if match is not None and _is_day(date := matched_date(match), born):
            yield Candidate(*match.span(), Category.DATE, None, _EXACT, "fact.birth_date", date)


def _continues(text: str, start: int) -> bool:
    """Whether digits are part of a larger number."""
    return start > 1 and text[start - 1] in ".,/" and text[start - 2].isdigit()


def _is_day(date: object, born: dt.date) -> TypeGuard[WrittenDate]:
    """Whether every part that is written is the birth date's."""
    if not isinstance(date, WrittenDate) or date.is_range:
        return False
    for part in date.parts:
        try:
            number = part.number
        except (KeyError, ValueError):
            return False
        wanted = getattr(born, part.field)
        if part.kind is DatePart.YEAR2:
            number, wanted = number % 100, wanted % 100
        if number != wanted:
            return False
    return True


def _is_told(view: TextView, span: Candidate, date: WrittenDate) -> bool:
    """Whether a date is whole, or stands after a word for birth."""
    if date.granularity is Granularity.FULL:
        return True
    if date.granularity not in {Granularity.DAY_MONTH, Granularity.YEAR}:
        return False
    return bool(_BIRTH_CUE.search(view.text, max(0, span.start - _REACH), span.start))
