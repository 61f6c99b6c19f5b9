"""Initials that follow the names of the document, where they are anybody's."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_fit import is_busy
from hidden_plain_sight.surrogates.people import are_joined, people_of, words_of

__all__ = ["letter_for", "replaced_initials"]

_LETTERS: Final = "abdeghjklmnoprst"
"""Letters that many names begin with, but for those that stand for a word before a name."""
_VOWELS: Final = "aeiouyæøå"
_PICKY: Final = 30
"""So many attempts at letters that mean nothing else."""


def replaced_initials(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of initials, letter by letter; None where there are no letters.

    Points and blanks stay. The letters follow those of a person in the document; where they are
    nobody's, they are others that are nobody's either.
    """
    letters = "".join(fold(c) for c in text if c.isalpha())
    if not letters:
        return None
    if len(letters) == 1:
        found = letter_for(draft, letters, is_first=True, span=span)
    else:
        found = _of_person(draft, letters) or _of_nobody(draft, letters)
    rest = iter(found)
    return "".join(_like(c, next(rest, "")) if c.isalpha() else c for c in text)


def _like(written: str, letter: str) -> str:
    return letter.upper() if written.isupper() else letter.lower()


def _of_person(draft: Draft, letters: str) -> str:
    """The same letters of the surrogate of whom they stand for, or nothing."""
    found = ""
    for word, length in people_of(draft).signed(letters):
        if len(word) == 1:
            found += fold(letter_for(draft, word, is_first=True))
        else:
            surrogate = _surrogate(draft, word)
            found += surrogate[:length].ljust(length, surrogate[-1:] or " ")
    return found if found != letters and found.isalpha() else ""


def _of_nobody(draft: Draft, letters: str) -> str:
    """Other letters, none in its place, that are not somebody's initials nor an abbreviation.

    Of three letters and more vowels stay vowels, for such are often the beginnings of a name.
    """
    ledger, people = draft.ledger, people_of(draft)
    spoken = len(letters) > 2 and any(c in _VOWELS for c in letters)

    def made(attempt: int) -> str:
        draws = ledger.choice.draws("initials", f"{attempt} {letters}")
        pools = (_others(letter, spoken=spoken) for letter in letters)
        found = "".join(pool[draws.below(len(pool))] for pool in pools)
        taken = is_busy(found) or found in people.given or bool(people.signed(found))
        return letters if taken and attempt < _PICKY else found

    return ledger.made(letters, "initials", made)


def _others(letter: str, *, spoken: bool) -> str:
    """The letters that may stand for one; vowels for vowels only, where it is to be spoken."""
    kept = (c for c in _LETTERS if not spoken or (c in _VOWELS) == (letter in _VOWELS))
    return "".join(kept).replace(letter, "")


def _surrogate(draft: Draft, word: str) -> str:
    """The folded surrogate of a word of a name, or of what it is the genitive of."""
    known = draft.ledger.surrogates
    return fold(known.get(word) or (known.get(word[:-1], "") if word[-1] == "s" else ""))


def letter_for(draft: Draft, letter: str, *, is_first: bool, span: Span | None = None) -> str:
    """Another letter: the initial of the surrogate of a name that begins so, or a keyed one.

    A neighbouring last name says whose initial it is: `K. Nordli` beside `Kari Nordli`.
    """
    folded = fold(letter)
    beside = _beside(draft, span) if span is not None else frozenset[str]()
    for word in people_of(draft).beginning(folded, first=is_first, beside=beside):
        initial = _surrogate(draft, word)[:1]
        if initial and initial != folded:
            return _like(letter, initial)
    return _like(letter, _keyed_letter(draft, folded))


def _beside(draft: Draft, span: Span) -> frozenset[str]:
    """The words of the names right before and right after a span."""
    words: list[str] = []
    at = bisect_left(draft.spans, span.start, key=lambda one: one.start)
    for number in (at - 1, at + 1):
        if not 0 <= number < len(draft.spans):
            continue
        other = draft.spans[number]
        if other.category is Category.NAME and other.subtype is not Subtype.INITIALS:
            left, right = sorted((span, other), key=lambda one: one.start)
            if are_joined(draft.document.text, left, right):
                is_first = other.subtype is Subtype.FIRST_NAME
                words += words_of(draft.texts[number], seen=draft.ledger.words, is_first=is_first)
    return frozenset(words)


def _keyed_letter(draft: Draft, letter: str) -> str:
    for at in draft.ledger.choice.walk("initial", letter, len(_LETTERS)):
        if _LETTERS[at] != letter:
            return _LETTERS[at]
    raise ValueError("no other letter")
