"""Which names may stand for which: what a surrogate must not look, sound or be signed like."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Draft, Entry
from hidden_plain_sight.surrogates.famous import is_famous
from hidden_plain_sight.surrogates.name_lists import known_words
from hidden_plain_sight.surrogates.people import People
from hidden_plain_sight.surrogates.words import sound

__all__ = ["fitting", "is_busy", "note_initials", "stands_apart"]

_LONGEST_OF_TWO: Final = 8
_WORDS_OF_ONE_LETTER: Final = "ifvå"
"""Before a name they would be read as words, or for `født` and `ved`: `I. Moen`, `v. Moen`."""
_MEASURES: Final = frozenset({"cm", "dg", "dl", "el", "gr", "kg", "kl", "mg", "ml", "mm", "pr"})


@cache
def _short_words() -> frozenset[str]:
    """Abbreviations and words of two or three letters."""
    columns = (("abbreviations", "abbreviation"), ("hospitals", "short_forms"), ("places", "name"))
    cells = (cell for name, column in columns for cell in read_gazetteer(name).column(column))
    parts = (fold(part) for cell in cells for part in cell.split("|"))
    return frozenset(part for part in (*parts, *known_words()) if 1 < len(part) < 4)


def is_busy(letters: str) -> bool:
    """Whether folded letters are an abbreviation or a word, so that no initials are seen in them.

    >>> is_busy("mr"), is_busy("xq")
    (True, False)
    """
    return letters in _MEASURES or letters in _short_words()


@cache
def _heard(folded: str) -> str:
    """What a candidate sounds like; remembered, for candidates stand in the shipped lists."""
    return sound(folded)


def stands_apart(draft: Draft, people: People, folded: str) -> bool:
    """Whether a candidate sounds like no original and cannot be read as another in the genitive."""
    taken = draft.ledger.taken
    genitive = f"{folded}s" in taken or (folded[-1] == "s" and folded[:-1] in taken)
    return not genitive and _heard(folded) not in people.sounds


def fitting(draft: Draft, people: People, key: str) -> Callable[[Entry], bool]:
    """Whether a candidate may stand for a folded name in this document.

    It begins with another letter and sounds like no original. It makes nobody famous, is not the
    genitive of another surrogate nor the other way round, and takes a genitive that a span left
    out. Where the document signs, it leaves everyone initials of their own, which are no
    abbreviation.
    """
    ledger = draft.ledger
    initial, like = key[0], sound(key)[:1]
    sharp = people.sharp.get(key)
    barred = _WORDS_OF_ONE_LETTER if people.has_initials else ""
    longest = _LONGEST_OF_TWO if key in people.doubled else 99
    partners = _partners(draft, people, key)
    signs = people.signs and not people.is_crowd

    def is_taken(letters: str) -> bool:
        return letters in people.given or letters in ledger.originals or is_busy(letters)

    def fits(entry: Entry) -> bool:
        folded = entry.folded
        if folded[0] == initial or _heard(folded)[:1] == like or folded[0] in barred:
            return False
        if sharp is not None and (folded[-1] in "sxz") is not sharp:
            return False
        if len(folded) > longest or not stands_apart(draft, people, folded):
            return False
        for partner, is_last in partners:
            first, last = (folded, partner) if is_last else (partner, folded)
            if is_famous(first, last) or (signs and is_taken(first[0] + last[0])):
                return False
        return True

    return fits


def note_initials(draft: Draft, people: People, key: str, surrogate: str) -> None:
    """Remember the initials that a surrogate makes with those of the words beside it."""
    if people.signs and not people.is_crowd:
        for partner, is_last in _partners(draft, people, key):
            first, last = (surrogate, partner) if is_last else (partner, surrogate)
            people.given.add(first[0] + last[0])


def _partners(draft: Draft, people: People, key: str) -> list[tuple[str, bool]]:
    """The surrogates, so far, of the words that make a name with a word; whether they come last."""
    known = draft.ledger.surrogates
    words = people.partners.get(key, {}).items()
    return [(fold(known[word]), is_last) for word, is_last in words if word in known]
