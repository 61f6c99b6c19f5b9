"""The numbers that a document holds: which are parts of another, and which nothing may become.

They are noted in the ledger of the round, under keys that no word has, when the first is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hidden_plain_sight.phi import Category
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.digits import digits_of, national_digits, visible
from hidden_plain_sight.surrogates.phone_numbers import read_phone
from hidden_plain_sight.values import Checksum, NationalNumber

__all__ = ["kind_of", "made_free", "whole_of"]

_SHORT: Final = 4
"""Of numbers that short there are few, so that more of them are tried."""
_NOTED: Final = "number:"
_TAIL: Final = "number that ends so:"
_HEAD: Final = "number that begins so:"
_NATIONAL: Final = 11


def whole_of(draft: Draft, part: str) -> str:
    """The national number of the document whose last five or first six digits these are, or ''."""
    _note(draft)
    known = draft.ledger.surrogates
    return known.get((_TAIL if len(part) == 5 else _HEAD) + part, "")


def kind_of(draft: Draft, digits: str) -> str:
    """The category under which digits have their surrogate: the first here that they are found in.

    National numbers, telephone numbers, others; '' for what is none of them.
    """
    _note(draft)
    return draft.ledger.surrogates.get(_NOTED + digits, "")


def made_free(draft: Draft, digits: str, purpose: str, make: Callable[[int], str | None]) -> str:
    """The surrogate of digits, by `Ledger.made`, that is no number of the document as it stands.

    `make` gives None where an attempt came to nothing. Raises ValueError where all of them did.
    """
    _note(draft)
    known = draft.ledger.surrogates

    def tried(attempt: int) -> str:
        made = make(attempt)
        return digits if made is None or _NOTED + made in known else made

    return draft.ledger.made(digits, purpose, tried, tries=400 if len(digits) <= _SHORT else 40)


def _note(draft: Draft) -> None:
    known = draft.ledger.surrogates
    if _NOTED in known:
        return
    known[_NOTED] = ""
    for span, text in zip(draft.spans, draft.texts, strict=True):
        if not any(map(str.isdecimal, text)):
            continue
        shown = visible(text)
        category = span.category
        is_national = category is Category.NATIONAL_ID
        digits = national_digits(shown) if is_national else digits_of(shown)
        if category is Category.PHONE:
            name = _NOTED + read_phone(shown).digits
            known[name] = known.get(name) or category.value
        elif is_national or _is_national(category, digits, shown):
            known[_NOTED + digits] = Category.NATIONAL_ID.value
            if len(digits) == _NATIONAL:
                known.setdefault(_TAIL + digits[6:], digits)
                known.setdefault(_HEAD + digits[:6], digits)
        known.setdefault(_NOTED + digits, "")


def _is_national(category: Category, digits: str, text: str) -> bool:
    """Whether what was found as another number is a birth date with its right control digits."""
    if category is not Category.OTHER_ID or len(digits) != _NATIONAL or any(map(str.isalpha, text)):
        return False
    number = NationalNumber.read(digits)
    return number.birth_date is not None and number.checksum is not Checksum.WRONG
