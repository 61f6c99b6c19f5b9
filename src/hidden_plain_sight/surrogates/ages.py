"""Ages that are near: one change for all ages of a document, or none where the birth date is told.

All dates of a document move by one number of days, so that the age at each of them stays what it
was. Beside a birth date another age would be untrue, and would hide nothing.
"""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.timeline import is_birth
from hidden_plain_sight.values import NationalNumber, WrittenDate, read_date

__all__ = ["replaced_age", "tells_birth"]

_DECADE: Final = re.compile(r"[ ]?[-–]?[ ]?(?:åra|årene|åri)", re.IGNORECASE)
_OTHER_UNIT: Final = re.compile(r"\W{0,3}(?:mnd|måned|månad|uke|veke|dag|døgn|time)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d{1,3}")
_DECADES: Final = range(20, 100, 10)
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
} | {"én": 1, "hundre": 100, "halvannet": 1, "halvtanna": 1}  # fmt: skip
_WORD_OF: Final = {number: word for word, number in reversed(_NUMBER_OF.items())} | {
    1: "ett", 7: "sju", 20: "tjue", 30: "tretti",
}  # fmt: skip
_NUMBER: Final = re.compile(
    rf"(?<![\d/.,])\d{{1,3}}(?![\d/])|(?<!og )(?<!\w)e(?:t|it) halvt|(?<!og )(?<!\w)"
    rf"(?:{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})"
    r"(?=år|mån|uke|veke|dag|døgn|\W|$)",
    re.IGNORECASE,
)
_MOST_IN_WORDS: Final = 100
_FRACTION: Final = frozenset("/½¼")
_TEENS: Final = re.compile(r"tenår", re.IGNORECASE)


def tells_birth(draft: Draft) -> bool:
    """Whether a document tells when somebody was born, or the facts that came with it do."""
    facts = draft.document.facts
    if facts is not None and facts.birth_date is not None:
        return True
    text = draft.document.text
    for span, surface in zip(draft.spans, draft.texts, strict=True):
        if span.category is Category.NATIONAL_ID and _has_birth(span, surface):
            return True
        if span.category is Category.DATE and is_birth(text, span.start):
            known = span.value if isinstance(span.value, WrittenDate) else read_date(surface)
            if known is not None and known.field("year") is not None:
                return True
    return False


def _has_birth(span: Span, text: str) -> bool:
    """Whether a national number says when its bearer was born."""
    if isinstance(span.value, NationalNumber):
        return span.value.birth_date is not None
    digits = "".join(c for c in text if c.isdigit())
    date = read_date(digits[:6]) if len(digits) >= 6 else None
    return date is not None and date.field("year") is not None


def replaced_age(draft: Draft, span: Span, text: str) -> str:
    """The age some years off, in digits or words as it was; as it was beside a birth date.

    Nobody's teens tell anything, and there is no other word for them; the end of `1/2 år` is no
    age. Raises ValueError where there is no number.
    """
    is_part = draft.document.text[max(0, span.start - 1) : span.start] in _FRACTION
    if is_part or _TEENS.match(text) or _change(draft) == 0:
        return text
    made = _NUMBER.sub(lambda match: _other(draft, match), text)
    if made == text:
        raise ValueError("no age")
    return made


def _other(draft: Draft, match: re.Match[str]) -> str:
    """Another number in the place of one, by what it counts."""
    written, text, end = match.group(), match.string, match.end()
    number = int(written) if written.isdecimal() else _NUMBER_OF.get(fold(written), 1)
    if number in _DECADES and _DECADE.match(text, end):
        new = _decade(draft, number)
    elif _OTHER_UNIT.match(text, end):
        new = _small(draft, number)
    else:
        new = _years(draft, number)
    if written.isdecimal():
        return str(new).zfill(len(written)) if written[0] == "0" else str(new)
    word = _WORD_OF[2 * number - new if new > _MOST_IN_WORDS else new]
    return word.capitalize() if written[0].isupper() else word


def _years(draft: Draft, age: int) -> int:
    change = _change(draft)
    lowest, highest = _band(age)
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
    change = 0
    if not tells_birth(draft):
        ages = {
            int(match.group())
            for span, text in zip(draft.spans, draft.texts, strict=True)
            if span.category is Category.AGE and (match := _DIGITS.search(text))
        }
        order = [_CHANGES[at] for at in draft.ledger.choice.walk("age", "", len(_CHANGES))]
        change = min(order, key=lambda c: _cost(ages, c))
    draft.ledger.surrogates["age change"] = str(change)
    return change


def _cost(ages: set[int], change: int) -> int:
    """How many ages would have to change otherwise, or become another one of the document."""
    others = sum(_band(age) != _band(age + change) for age in ages)
    return 2 * others + sum(age + change in ages for age in ages)


def _band(age: int) -> tuple[int, int]:
    return next((band for band in _BANDS if band[0] <= age <= band[1]), (0, 999))


def _small(draft: Draft, number: int) -> int:
    """An age in months, weeks, days: one or two off, and never below one."""
    change = (-2, -1, 1, 2)[draft.ledger.choice.number("small age", str(number), 4)]
    return number + change if number + change > 0 else number + abs(change)


def _decade(draft: Draft, age: int) -> int:
    change = (-10, 10)[draft.ledger.choice.number("decade", str(age), 2)]
    return age + change if age + change in _DECADES else age - change
