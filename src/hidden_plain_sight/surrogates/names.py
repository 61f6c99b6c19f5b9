"""Names for names: first names of the same sex and origin, last names of the same origin."""

from __future__ import annotations

import re
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft, Entry
from hidden_plain_sight.surrogates.initials import letter_for
from hidden_plain_sight.surrogates.name_lists import first_names, last_names
from hidden_plain_sight.surrogates.words import case_like, split_genitive, with_genitive

__all__ = ["name_like", "replaced_name", "surrogate_word"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’´`][^\W\d_]+)*['’´`]?")
_PARTICLES: Final = frozenset({
    "von", "van", "der", "den", "de", "la", "du", "af", "av", "al", "el", "bin", "bint", "ibn",
    "abu", "da", "dos", "di", "ten", "ter", "zu", "og", "i",
})  # fmt: skip


def replaced_name(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of a name, part by part; None where it holds no letters.

    `text` is what the span covers. Between the parts everything stays as it is.
    """
    is_first = span.subtype is Subtype.FIRST_NAME
    if text.isalpha() and len(text) > 1:
        follower = draft.document.text[span.end : span.end + 1]
        return surrogate_word(draft, text, is_first=is_first, follower=follower)
    words = list(_WORD.finditer(text))
    if not words:
        return None
    pieces: list[str] = []
    at = 0
    for number, match in enumerate(words):
        word = match.group()
        pieces.append(text[at : match.start()])
        at = match.end()
        is_last = number == len(words) - 1
        if not is_last and _is_particle(word, text[at : at + 1], number):
            pieces.append(word)
        elif len(word) == 1:
            pieces.append(letter_for(draft, word, is_first=is_first))
        else:
            follower = text[at : at + 1] or draft.document.text[span.end : span.end + 1]
            pieces.append(surrogate_word(draft, word, is_first=is_first, follower=follower))
    return "".join([*pieces, text[at:]])


def _is_particle(word: str, after: str, number: int) -> bool:
    """Whether a part joins others and names nobody: `von`, `van`, the `Al` of `Al-Hassan`."""
    lower = word.casefold()
    if lower not in _PARTICLES:
        return False
    return word.islower() or after == "-" or (number > 0 and lower not in {"og", "i"})


def surrogate_word(draft: Draft, word: str, *, is_first: bool, follower: str = "") -> str:
    """The surrogate of one word of a name, in its capitals and with its genitive.

    `follower` is the character after the word: an s or an apostrophe there is a genitive that the
    span left out, and the surrogate is one that can take it.
    """
    ledger = draft.ledger
    known = ledger.surrogates.get(fold(word))
    if known is not None:
        return case_like(word, known)
    firsts, lasts = first_names(), last_names()
    stem, ending = split_genitive(
        word, is_name=lambda w: w in firsts or w in lasts, seen=ledger.words
    )
    key = fold(stem)
    surrogate = ledger.surrogates.get(key)
    if surrogate is None:
        surrogate = name_like(draft, key, is_first=is_first, follower=follower)
    return with_genitive(case_like(stem, surrogate), ending)


def name_like(draft: Draft, key: str, *, is_first: bool, follower: str = "") -> str:
    """A name for a folded name, entered in the ledger. Raises ValueError where there is none."""
    pool, purpose = _pool(key, is_first=is_first)
    initial, sharp = key[0], None
    if follower in {"s", "'", "’"} and follower:
        sharp = follower != "s"

    def fits(entry: Entry) -> bool:
        folded = entry.folded
        return folded[0] != initial and (sharp is None or (folded[-1] in "sxz") is sharp)

    chosen = draft.ledger.chosen(purpose, key, pool, fits=fits)
    if chosen is None:
        raise ValueError("no free name")
    return chosen.text


def _pool(key: str, *, is_first: bool) -> tuple[tuple[Entry, ...], str]:
    """The candidates for a folded name, and what the choice is called."""
    first, last = first_names().group(key), last_names().group(key)
    if first is not None and (is_first or last is None):
        sex, origin, band = first
        return first_names().like(sex, origin, band), "first name"
    if last is not None:
        return last_names().like(*last), "last name"
    if is_first:
        return first_names().like("f" if key[-1] in "ae" else "m", "no", 2), "first name"
    return last_names().like("u", "no", 2), "last name"
