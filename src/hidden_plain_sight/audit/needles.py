"""What may not stand in a text any more: the real values of a document, ready to be looked for."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Generic, Protocol, TypeVar

from hidden_plain_sight.audit.ordinary import JOINING, is_generic, is_kommune, is_listed
from hidden_plain_sight.facts import PatientFacts
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Subtype
from hidden_plain_sight.values import Granularity, WrittenDate

__all__ = ["LEAST_DIGITS", "RUN", "M", "Marked", "Needles", "composed", "digits_of", "needles_of"]

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
RUN: Final = re.compile(r"\d+(?:[ .\-/]{1,2}\d+)*")
"""A number, groups of digits side by side as one."""

_NOT_DIGITS: Final = re.compile(r"\D+")
LEAST_DIGITS: Final = 6
"""Fewer digits come about by chance: a dose, a year, a house number."""
_NUMBERED: Final = frozenset({Category.PHONE, Category.NATIONAL_ID, Category.OTHER_ID})
_WORDED: Final = frozenset({Category.NAME, Category.LOCATION, Category.HEALTH_CARE_UNIT})
_BIRTH_FORMS: Final = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y")


class Marked(Protocol):
    """What marks an identifier in a text: a `Span`, or a candidate for one."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def category(self) -> Category: ...  # noqa: D102
    @property
    def subtype(self) -> Subtype | None: ...  # noqa: D102
    @property
    def value(self) -> object: ...  # noqa: D102


M = TypeVar("M", bound=Marked)


@dataclass(frozen=True, slots=True)
class Needles(Generic[M]):
    """Real values by how they are looked for, ready to be compared.

    >>> from hidden_plain_sight.phi import Span
    >>> needles_of("Ring 22 07 50 00", [Span(5, 16, Category.PHONE)]).digits.keys()
    dict_keys(['22075000'])

    `words` are the folded words of names, places and units that are not ordinary ones; `digits`
    the digits of numbers, `phrases` folded dates, e-mails and addresses on the net. Each comes
    with the span that it is from, None where it is a patient fact.
    """

    words: dict[str, M | None] = field(default_factory=dict)
    digits: dict[str, M | None] = field(default_factory=dict)
    phrases: dict[str, M | None] = field(default_factory=dict)
    birth_dates: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.digits or self.phrases or self.birth_dates)


def digits_of(text: str) -> str:
    """The digits of a text.

    >>> digits_of("(+47) 22 07")
    '472207'
    """
    return _NOT_DIGITS.sub("", text)


def needles_of(text: str, spans: Sequence[M], facts: PatientFacts | None = None) -> Needles[M]:
    """The real values of a text: what its spans cover, and what is known beside it.

    >>> from hidden_plain_sight.phi import Span
    >>> needles_of("Spør Kari.", [Span(5, 9, Category.NAME)], PatientFacts(staff="Moe")).words
    {'kari': Span(...), 'moe': None}
    """
    found: Needles[M] = Needles()
    for span in spans:
        written = text[span.start : span.end]
        if not written.isascii():
            written = composed(written)
        if span.category in _WORDED and span.subtype is not Subtype.INITIALS:
            _add_words(found.words, written, span)
        elif span.category in _NUMBERED:
            _add_digits(found.digits, written, span)
        elif span.category in {Category.EMAIL, Category.URL} or _is_full_date(span):
            found.phrases.setdefault(fold(written), span)
    return replace(found, birth_dates=_add_facts(facts, found)) if facts else found


def composed(text: str) -> str:
    """A text whose letters and their marks are one character each, where there is one."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _is_full_date(span: Marked) -> bool:
    value = span.value
    return isinstance(value, WrittenDate) and value.granularity is Granularity.FULL


def _add_words(words: dict[str, M | None], written: str, span: M | None) -> None:
    for match in _WORD.finditer(written):
        word = fold(match.group())
        if word not in words and word not in JOINING and _tells(match.group(), word, span):
            words[word] = span


def _tells(written: str, word: str, span: Marked | None) -> bool:
    """Whether a word of a name says who or where.

    A person's name may be an ordinary word, and so may a place of one word. In longer names of
    places and in those of units such words stay, and so do words without a capital, or of capitals
    alone, that are on no list of names.
    """
    if span is None or span.category is Category.NAME:
        return True
    if span.subtype is not Subtype.STREET and span.end - span.start == len(word):
        if span.category is Category.LOCATION:
            return True
    elif (written.islower() or written.isupper()) and not is_listed(word):
        return False
    return not is_generic(word) or is_kommune(word)


def _add_digits(digits: dict[str, M | None], written: str, span: M | None) -> None:
    found = digits_of(written)
    if len(found) >= LEAST_DIGITS:
        digits.setdefault(found, span)


def _add_facts(facts: PatientFacts, found: Needles[M]) -> frozenset[str]:
    """The facts among the needles; gives the forms of the birth date back."""
    for names in (facts.first_names, facts.last_names, facts.names, facts.relatives, facts.staff):
        for name in names:
            _add_words(found.words, composed(name), None)
    for address in facts.addresses:
        for word in _WORD.findall(fold(composed(address))):
            if is_kommune(word) or not (word in JOINING or is_generic(word)):
                found.words.setdefault(word, None)
    for number in (facts.national_number or "", *facts.phones, *facts.other_ids):
        _add_digits(found.digits, number, None)
    for email in facts.emails:
        found.phrases.setdefault(fold(email), None)
    if not isinstance(facts.birth_date, dt.date):
        return frozenset()
    births = frozenset(facts.birth_date.strftime(form) for form in _BIRTH_FORMS)
    for birth in sorted(births):
        found.phrases.setdefault(birth, None)
    return births
