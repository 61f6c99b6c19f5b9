"""Ages that are near: one change for all ages of a document, minors staying minors."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.consistency import Draft

__all__ = ["replaced_age"]

_NUMBER: Final = re.compile(r"\d{1,3}")
_DECADE: Final = re.compile(r"[2-9]0[ ]?[-–][ ]?(?:åra|årene)", re.IGNORECASE)
_OTHER_UNIT: Final = re.compile(r"(?:mnd|måned|månad|uke|veke|dag|døgn|time)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_CHANGES: Final = (-3, -2, -1, 1, 2, 3)
_BANDS: Final = ((0, 0), (1, 17), (18, 89), (90, 119))
"""Newborns, minors, adults, and those of ninety and more: an age stays among its own."""
_UNITS: Final = {
    "null": 0, "en": 1, "ein": 1, "ett": 1, "et": 1, "eitt": 1, "to": 2, "tre": 3, "fire": 4,
    "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9, "ti": 10, "elleve": 11,
    "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17,
    "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS: Final = {
    "tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50, "seksti": 60,
    "sytti": 70, "åtti": 80, "nitti": 90,
}  # fmt: skip
_NUMBER_OF: Final = _UNITS | _TENS | {
    ten + unit: tens + number
    for ten, tens in _TENS.items() for unit, number in _UNITS.items() if 0 < number < 10
}  # fmt: skip
_WORD_OF: Final = {number: word for word, number in reversed(_NUMBER_OF.items())} | {
    1: "ett", 7: "sju", 20: "tjue", 30: "tretti",
}  # fmt: skip


def replaced_age(draft: Draft, _span: Span, text: str) -> str:
    """The age some years off, in digits or words as it was.

    Raises ValueError where there is no number.
    """
    match = _NUMBER.search(text)
    if match is not None:
        age, width = int(match.group()), len(match.group())
        if "å" in text and _DECADE.search(text):
            new = _decade(draft, age)
        elif _OTHER_UNIT.search(text, match.end()):
            new = _small(draft, age)
        else:
            new = _years(draft, age)
        digits = str(new).zfill(width) if match.group()[0] == "0" else str(new)
        return text[: match.start()] + digits + text[match.end() :]
    for match in _WORD.finditer(text):
        number = _NUMBER_OF.get(fold(match.group()))
        if number is not None:
            is_small = _OTHER_UNIT.search(text, match.end())
            new = _small(draft, number) if is_small else _years(draft, number)
            word = _WORD_OF[min(new, 99)]
            word = word.capitalize() if match.group()[0].isupper() else word
            return text[: match.start()] + word + text[match.end() :]
    raise ValueError("no age")


def _years(draft: Draft, age: int) -> int:
    change = _change(draft)
    lowest, highest = next((b for b in _BANDS if b[0] <= age <= b[1]), (0, 999))
    if age == 0:
        lowest, highest = 0, 2
    for other in (change, -change, *_CHANGES[::-1], *_CHANGES):
        if other and lowest <= age + other <= highest:
            return age + other
    return age + abs(change)


def _change(draft: Draft) -> int:
    """The change for all ages of the document: the first that makes none of them another."""
    known = draft.ledger.surrogates.get("age change")
    if known is not None:
        return int(known)
    ages = {
        int(match.group())
        for span, text in zip(draft.spans, draft.texts, strict=True)
        if span.category is Category.AGE and (match := _NUMBER.search(text))
    }
    order = [_CHANGES[at] for at in draft.ledger.choice.walk("age", "", len(_CHANGES))]
    change = min(order, key=lambda c: sum(age + c in ages for age in ages))
    draft.ledger.surrogates["age change"] = str(change)
    return change


def _small(draft: Draft, number: int) -> int:
    """An age in months, weeks, days: one or two off, and never below one."""
    change = (-2, -1, 1, 2)[draft.ledger.choice.number("small age", str(number), 4)]
    return number + change if number + change > 0 else number + abs(change)


def _decade(draft: Draft, age: int) -> int:
    change = (-10, 10)[draft.ledger.choice.number("decade", str(age), 2)]
    return age + change if 20 <= age + change <= 90 else age - change
