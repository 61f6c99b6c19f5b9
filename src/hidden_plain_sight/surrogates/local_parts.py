"""What stands before the @ of an e-mail address, and user names: they follow the names."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.choice import Draws
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.digits import (
    in_ascii_digits,
    moved_year,
    other_digits,
    reads_as_date,
)
from hidden_plain_sight.surrogates.name_lists import first_names, last_names
from hidden_plain_sight.surrogates.names import name_like
from hidden_plain_sight.surrogates.national import another_national_number
from hidden_plain_sight.surrogates.numbers import known_number
from hidden_plain_sight.surrogates.words import in_ascii
from hidden_plain_sight.values import NationalNumber, WrittenDate

__all__ = ["is_nobodys", "other_letters", "renamed"]

_FORM: Final = "form in an address:"
_INITIAL: Final = "initial in an address:"
_YEAR: Final = "year in an address:"
_RUN: Final = re.compile(r"[^\W\d_]+|\d+")
_VOWELS: Final = "aeiou"
_CONSONANTS: Final = "bdfghjklmnprstv"
_NOBODYS: Final = frozenset({
    "post", "postmottak", "firmapost", "epost", "mail", "kontakt", "info", "resepsjon",
    "legekontor", "sykehus", "poliklinikk", "profile", "php", "html", "htm", "index", "id", "in",
    "user", "people", "groups", "pages", "video", "watch", "artikkel", "side",
})  # fmt: skip
"""Words in addresses that say nothing of a person."""
_OURS: Final = range(1900, 2050)
_LEAST: Final = 3
"""Shorter names are not looked for within other letters."""
_LONG: Final = 40
"""No name is longer, so that long rows of letters take no longer than they must."""


def renamed(draft: Draft, text: str, draws: Draws, *, names: bool) -> str:
    """A text with names as their surrogates, years moved, and other letters and digits changed.

    With `names` every longer row of letters is taken for a name, as it stands in an address.
    """
    _note_names(draft)
    return _RUN.sub(lambda m: _changed(draft, m.group(), draws, names=names), text)


def is_nobodys(text: str) -> bool:
    """Whether a word in an address says nothing of a person: `postmottak`."""
    return fold(text) in _NOBODYS


def other_letters(text: str, draws: Draws) -> str:
    """Vowels for vowels and consonants for consonants, and all else as it is."""
    return "".join(_other(c, draws) if c.isalpha() else c for c in text)


def _note_names(draft: Draft) -> None:
    """Enter in the ledger of the round, once, how the surrogates stand in addresses."""
    known = draft.ledger.surrogates
    if _FORM in known:
        return
    words = [word for word, new in known.items() if word[1:] and _is_word(word) and _is_word(new)]
    known[_FORM] = ""
    for word in words:
        plain = in_ascii(known[word])
        known.setdefault(_INITIAL + word[0], plain[0])
        for form in (word, in_ascii(word), word.replace("å", "aa").replace("ø", "oe")):
            known.setdefault(_FORM + form, plain)


def _is_word(text: str) -> bool:
    return text.replace("-", "").isalpha()


def _changed(draft: Draft, run: str, draws: Draws, *, names: bool) -> str:
    if run[0].isdecimal():
        return _number(draft, run, draws)
    folded = fold(run)
    made = folded if is_nobodys(folded) else _letters(draft, folded, draws, names=names)
    return made.upper() if run.isupper() and len(run) > 1 else made


def _letters(draft: Draft, run: str, draws: Draws, *, names: bool) -> str:
    """A run of letters: names glued together, initials before them, or other letters."""
    known = draft.ledger.surrogates
    whole = known.get(_FORM + run) or _listed(draft, run)
    if whole:
        return whole
    pieces: list[str] = []
    at = since = 0
    while at < len(run):
        ends = range(min(len(run), at + _LONG), at + _LEAST - 1, -1)
        end = next((end for end in ends if _FORM + run[at:end] in known), 0)
        if not end:
            at += 1
            continue
        pieces += (_unnamed(draft, run[since:at], draws, names), known[_FORM + run[at:end]])
        at = since = end
    if not pieces and len(run) > _LEAST and (name := _listed(draft, run[1:])):
        return _unnamed(draft, run[0], draws, names) + name
    return "".join([*pieces, _unnamed(draft, run[since:], draws, names)])


def _listed(draft: Draft, run: str) -> str:
    """The surrogate of a name of the lists that the note does not bring otherwise, or ''."""
    if len(run) < _LEAST or (run not in first_names() and run not in last_names()):
        return ""
    return _named(draft, run)


def _named(draft: Draft, run: str) -> str:
    known = draft.ledger.surrogates
    name = known.get(run) or name_like(draft, run, is_first=run in first_names())
    return known.setdefault(_FORM + run, in_ascii(name))


def _unnamed(draft: Draft, letters: str, draws: Draws, names: bool) -> str:
    """Letters that the note does not bring as a name.

    Up to three may be initials, and are those of the surrogates; more may be a name.
    """
    if len(letters) > _LEAST:
        return _named(draft, letters) if names else other_letters(letters, draws)
    known = draft.ledger.surrogates
    return "".join(known.get(_INITIAL + c) or _other(c, draws) for c in letters)


def _other(c: str, draws: Draws) -> str:
    letters = _VOWELS if c in "aeiouyæøåAEIOUYÆØÅ" else _CONSONANTS
    others = [letter for letter in letters if letter != c.lower()]
    other = others[draws.below(len(others))]
    return other.upper() if c.isupper() else other


def _number(draft: Draft, digits: str, draws: Draws) -> str:
    """Digits: those that the document knows follow it, a year moves, others become others."""
    digits = in_ascii_digits(digits)
    if len(digits) in {6, 8} and reads_as_date(digits):
        return another_national_number(draft, digits)
    if len(digits) == 4 and int(digits) in _OURS:
        return _years(draft).get(_YEAR + digits) or str(moved_year(int(digits), draft.days))
    if len(digits) == 2 and (year := _years(draft).get(_YEAR + digits)):
        return year[2:]
    return known_number(draft, digits) or other_digits(draws, digits)


def _years(draft: Draft) -> dict[str, str]:
    """The years of the document and what they become, those of national numbers before others."""
    known = draft.ledger.surrogates
    if _YEAR in known:
        return known
    known[_YEAR] = ""
    values = [span.value for span in draft.spans]
    days = [v.birth_date for v in values if isinstance(v, NationalNumber)]
    days += [v.day() for v in values if isinstance(v, WrittenDate) and v.field("year")]
    for day in days:
        if day is not None and day.year in _OURS:
            moved = str((day + dt.timedelta(days=draft.days)).year)
            known.setdefault(f"{_YEAR}{day.year}", moved)
            known.setdefault(f"{_YEAR}{day.year % 100:02}", moved)
    return known
