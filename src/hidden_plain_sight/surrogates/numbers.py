"""Telephone numbers and other numbers, in the grouping and with the separators as written.

Digits that a document brings as a national number or a telephone number have that surrogate
wherever they stand, under whatever label.
"""

from __future__ import annotations

from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.digits import digits_of, holds_date, refilled, visible
from hidden_plain_sight.surrogates.known_numbers import kind_of, made_free
from hidden_plain_sight.surrogates.national import another_national_number
from hidden_plain_sight.surrogates.other_ids import another_id
from hidden_plain_sight.surrogates.phone_numbers import Phone, another_phone, read_phone

__all__ = ["known_number", "replaced_other_id", "replaced_phone"]


def replaced_phone(draft: Draft, _span: Span, text: str) -> str:
    """Another telephone number of the same kind and grouping; the country code stays.

    A Norwegian number gets a prefix in which there are no subscribers, if there is one of its
    kind; with `realistic` a mobile number may be somebody's.
    """
    shown = visible(text)
    phone = read_phone(shown)
    if not phone.digits:
        return another_id(draft, shown)
    if kind_of(draft, phone.digits) == Category.NATIONAL_ID:
        made = another_national_number(draft, phone.digits)
    else:
        made = _phone(draft, phone, shown)
    return shown[: phone.start] + refilled(shown[phone.start :], made)


def _phone(draft: Draft, phone: Phone, text: str) -> str:
    """The digits for those of a telephone number, of every way to write it the same.

    As they are first written they read as no date.
    """
    name = phone.digits if phone.code == "47" else f"+{phone.code}{phone.digits}"
    local = text[phone.start :]

    def make(attempt: int) -> str | None:
        draws = draft.ledger.choice.draws("phone", f"{attempt} {name}")
        made = another_phone(phone, draws, attempt=attempt, realistic=draft.realistic)
        return None if holds_date(refilled(local, made)) else made

    return made_free(draft, name, "phone", make)


def replaced_other_id(draft: Draft, _span: Span, text: str) -> str:
    """Letters for letters and digits for digits; a year in a number moves with the dates.

    Raises ValueError where there is neither.
    """
    shown = visible(text)
    if not any(map(str.isalpha, shown)) and (known := known_number(draft, digits_of(shown))):
        return refilled(shown, known)
    return another_id(draft, shown)


def known_number(draft: Draft, digits: str) -> str:
    """The surrogate of digits that the document brings as a national number or a telephone number.

    '' for all others.
    """
    kind = kind_of(draft, digits)
    if kind == Category.NATIONAL_ID:
        return another_national_number(draft, digits)
    return _phone(draft, Phone(0, digits), digits) if kind == Category.PHONE else ""
