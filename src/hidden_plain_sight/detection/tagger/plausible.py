"""What an identifier of each category has to look like, whoever proposes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.date_context import follows_quantity
from hidden_plain_sight.detection.flags import LISTED, Flag
from hidden_plain_sight.detection.initials import follows_unit
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.phi import Category, Subtype
from hidden_plain_sight.values import MONTH_WORDS

__all__ = ["plausible"]

_AMOUNT: Final = re.compile(
    r"[ ]?(?:x[ ]?\d|[µm]?g\b|mcg\b|kg\b|[dmc]?l\b|[mc]m\b|m\b(?!/|\.[ ](?-i:[a-zæøå]))|IE\b|E\b|"
    r"[mµnp]mol|%|‰|kcal|mm[ ]?Hg|enh|tbl|tabl|stk|kr\b|kr\.|,-|Hz|W\b|Gy|J\b|bpm|/min|timer|"
    r"min\b|sek(?:und(?:er)?)?\b|dager|dagar|uker|veker|døgn|poeng|°)",
    re.IGNORECASE,
)
"""What makes a number an amount; `m/` and `m. feber` are `med`, and no metres."""
_CLOCK: Final = re.compile(r"\bkl(?:okk[ea]n?)?\.?[ ]?(?:[\d.:]{1,5}[ ]?[-–][ ]?)*$", re.IGNORECASE)
_DAY_MONTH: Final = r"(?:0?[1-9]|[12]\d|3[01])[ ]?[./-][ ]?(?:0?[1-9]|1[0-2])"
_DATE: Final = re.compile(
    rf"(?:den[ ])?(?:{_DAY_MONTH}\.?(?:[ ]?[./ '’-][ ]?(?:\d\d|(?:18|19|20)\d\d))?"
    r"|(?:0?[1-9]|1[0-2])[/-](?:\d\d|(?:19|20)\d\d)|(?:18|19|20)\d\d(?:[./-]\d\d?[./-]\d\d?)?"
    r"|['’-]\d\d|\d{6}|\d{8}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])"
    r"|\d\d?[., ]{1,2}(?:19|20)\d\d)"
)
_DAY: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.?")
_RANGE: Final = re.compile(r"[ ]?[-–][ ]?|[ ]til[ ]")
_BEFORE: Final = 14
_ORDINARY: Final = Flag.WORD | Flag.SENTENCE | Flag.ABBREVIATION | Flag.PREPOSITION
_SIGNED: Final = re.compile(r"\.?[ \t]*(?:$|[\r\n/)])")
_PRONOUNS: Final = frozenset({"hans", "hennes", "hennar"})
_GOES_ON: Final = re.compile(r"[ ][a-zæøå]{2,}")
"""What somebody has, in small letters: `Hans puls`, where `Hans Moen` is a name."""
_PUBLIC_NUMBERS: Final = frozenset({"110", "112", "113", "116117", "116123", "815"})
_TEXT_CATEGORIES: Final = frozenset({Category.NAME, Category.LOCATION})


def plausible(
    candidates: Iterable[Candidate], text: str, lexicon: Lexicon, *, small_letters: bool
) -> Iterator[Candidate]:
    """Yield the candidates that look like what they are taken for.

    >>> from hidden_plain_sight.detection.lexicon import Lexicon
    >>> text = "kontroll 12/3, BT 109/68"
    >>> dates = [Candidate(9, 13, Category.DATE), Candidate(18, 24, Category.DATE)]
    >>> kept = plausible(dates, text, Lexicon.build(triggers=()), small_letters=False)
    >>> [text[date.start : date.end] for date in kept]
    ['12/3']

    A day has to be one of the calendar, a telephone number has to have digits, and an unlisted
    word in small letters is a name only in a note that has no capitals.
    """
    for candidate in candidates:
        surface = text[candidate.start : candidate.end]
        if candidate.category in _TEXT_CATEGORIES:
            fits = _is_name_or_place(candidate, surface, text, lexicon, small_letters=small_letters)
        else:
            check = _CHECKS.get(candidate.category)
            fits = check is None or check(candidate, surface, text, lexicon)
        if fits:
            yield candidate


def _is_name_or_place(
    candidate: Candidate, surface: str, text: str, lexicon: Lexicon, *, small_letters: bool
) -> bool:
    if candidate.subtype is Subtype.INITIALS:
        return _is_initials(candidate, surface, text, lexicon)
    if surface.lower() in _PRONOUNS and _GOES_ON.match(text, candidate.end):
        return False
    if surface.isdigit():
        return candidate.category is Category.LOCATION and len(surface) == 4
    if candidate.category is Category.LOCATION and any(map(str.isdigit, surface)):
        return True
    # letters of scripts that have no capitals are never in small letters
    if small_letters or (not surface.islower() and any(map(str.isalpha, surface))):
        return True
    wanted = LISTED | Flag.PLACE | Flag.COUNTRY | Flag.STREET | Flag.STREET_NAME
    words = re.findall(r"[^\W\d_]+", surface)
    return any(lexicon.every_flag(word) & wanted for word in words)


def _is_initials(candidate: Candidate, surface: str, text: str, lexicon: Lexicon) -> bool:
    """A few letters; those of an ordinary word in small letters only where somebody signs."""
    letters = re.sub(r"[. /-]", "", surface)
    if not letters.isalpha() or len(letters) > 5 or follows_unit(text, candidate.start):
        return False
    if not letters.islower() or not lexicon.every_flag(letters) & _ORDINARY:
        return True
    return _SIGNED.match(text, candidate.end) is not None


def _is_date(candidate: Candidate, surface: str, text: str, _: Lexicon) -> bool:
    words = re.findall(r"[^\W\d_]+", surface.lower())
    if any(word in MONTH_WORDS for word in words):
        return True
    if words and not set(words) & {"den", "til", "og"}:
        return False
    if surface.isdigit() and len(surface) == 2:
        return text[candidate.start - 1 : candidate.start] in tuple("'’-")
    *days, last = _RANGE.split(surface)
    begins = all(_DATE.fullmatch(day) or _DAY.fullmatch(day) for day in days)
    if _DATE.fullmatch(surface) is None and not (begins and _DATE.fullmatch(last)):
        return False
    return not (follows_quantity(text, candidate.start) or _is_amount(candidate, text))


def _is_amount(candidate: Candidate, text: str) -> bool:
    """Whether the number is so much of something, or a time of day."""
    before = text[max(0, candidate.start - _BEFORE) : candidate.start]
    return _AMOUNT.match(text, candidate.end) is not None or _CLOCK.search(before) is not None


def _is_phone(candidate: Candidate, surface: str, text: str, _: Lexicon) -> bool:
    digits = re.sub(r"\D", "", surface)
    return len(digits) >= 4 and digits not in _PUBLIC_NUMBERS and not _is_amount(candidate, text)


def _is_unit(candidate: Candidate, surface: str, text: str, lexicon: Lexicon) -> bool:
    """A unit has a capital or a digit, is listed, is of many words, or ends another's name."""
    if surface.lower() != surface or any(c.isdigit() for c in surface):
        return True
    if text[: candidate.start].endswith((", ", " og ")):
        return True
    return " " in surface or bool(lexicon.every_flag(surface) & Flag.HOSPITAL)


def _has_digit(candidate: Candidate, surface: str, text: str, _: Lexicon) -> bool:
    return any(c.isdigit() for c in surface) and not _is_amount(candidate, text)


_Check = Callable[[Candidate, str, str, Lexicon], bool]
_CHECKS: Final[dict[Category, _Check]] = {
    Category.DATE: _is_date,
    Category.PHONE: _is_phone,
    Category.HEALTH_CARE_UNIT: _is_unit,
    Category.OTHER_ID: _has_digit,
    Category.AGE: lambda _, surface, __, ___: len(surface) > 4 or any(map(str.isdigit, surface)),
    Category.NATIONAL_ID: lambda _, surface, __, ___: sum(c.isdigit() for c in surface) >= 5,
    Category.EMAIL: lambda _, surface, __, ___: "@" in surface or "(at)" in surface.lower(),
    Category.URL: lambda _, surface, __, ___: "." in surface,
}
