"""What a classifier may look at: the letters of an identifier, its shape, the words around."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from benchmarks.realism.lists import listed, words
from benchmarks.realism.mentions import Mention

from hidden_plain_sight.folding import fold

__all__ = ["of_mention", "of_text", "shape"]

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_MENTION_GRAMS: Final = (1, 2, 3, 4)
_TEXT_GRAM: Final = 3
_NEAR: Final = 3
_NAME: Final = re.compile(r"[^\W\d_]{2,}")
_LISTS: Final = ("first name", "last name", "place")


def shape(text: str) -> str:
    """Digits as 9, capitals as A, runs of small letters as a.

    >>> shape("Storgata 5B")
    'Aa 9A'
    """
    signs = re.sub(r"\d", "9", text)
    signs = re.sub(r"[^\W\d_]", lambda m: "A" if m[0].isupper() else "a", signs)
    return re.sub("a+", "a", signs)


def of_mention(mention: Mention, text: str) -> set[str]:
    """The features of an identifier that is written as `text`.

    >>> "word Kari" in of_mention(Mention("first name", "Kari", "Liv"), "Kari")
    True
    """
    found = {f"shape {shape(text)}", f"length {len(text)}"}
    edged = f"‹{text}›"
    for size in _MENTION_GRAMS:
        found.update(f"letters {edged[at : at + size]}" for at in range(len(edged) - size + 1))
    found.update(f"word {word}" for word in _TOKEN.findall(text))
    before = _TOKEN.findall(mention.before)[-_NEAR:][::-1]
    after = _TOKEN.findall(mention.after)[:_NEAR]
    found.update(f"{at + 1} before {word.lower()}" for at, word in enumerate(before))
    found.update(f"{at + 1} after {word.lower()}" for at, word in enumerate(after))
    if before:
        found.update(f"join {before[0].lower()} {text[-size:]}" for size in (1, 2, 3))
        found.add(f"join {before[0].lower()} {text[:1]}")
    if after:
        found.update(f"join {text[-size:]} {after[0].lower()}" for size in (1, 2, 3))
    found.update(_in_lists(mention.kind, text))
    return found


def _in_lists(kind: str, text: str) -> set[str]:
    """What the public lists say of a name or a place: an attacker has them too."""
    if kind not in _LISTS:
        return set()
    found = set()
    for word in [fold(text)] if kind == "place" else _NAME.findall(fold(text)):
        rows = listed(kind).get(word)
        found.add(f"{'in' if rows else 'in no'} list")
        found.update(f"list {value}" for value in rows or ())
        if word in words():
            found.add("list of words")
    return found


def of_text(text: str) -> set[str]:
    """The features of a whole note: runs of letters and signs, words, pairs of words.

    >>> "words bor i" in of_text("Hun bor i Hamar")
    True
    """
    ends = range(_TEXT_GRAM, len(text) + 1)
    found = {f"letters {text[end - _TEXT_GRAM : end]}" for end in ends}
    words = _TOKEN.findall(text)
    found.update(f"word {word}" for word in words)
    found.update(f"words {one} {two}" for one, two in pairwise(words))
    return found
