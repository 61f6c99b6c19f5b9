"""Short forms of first names: `Kris` of `Kristian`, `Beth` of `Elisabeth`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry
from hidden_plain_sight.surrogates.name_lists import first_names

__all__ = ["long_names", "shorts_of", "with_shorts"]

_LEAST: Final = 3
"""Fewer letters make no short form of their own."""


@cache
def _rows() -> dict[str, tuple[Entry, ...]]:
    """The listed first names, folded: each as a candidate, and after it its short forms."""
    found = {}
    for row in read_gazetteer("short_names").records():
        words = (row["name"], *row["short_forms"].split("|"))
        found[fold(row["name"])] = tuple(Entry(word, fold(word)) for word in words)
    return found


def long_names(words: Sequence[str]) -> dict[str, str]:
    """For each word that is a short form of another of the words, that other.

    >>> long_names(["kristian", "kris", "elisabeth", "beth", "bjørn", "bjørnar"])
    {'kris': 'kristian', 'beth': 'elisabeth'}

    A listed short form counts, and so does the beginning of a name that is no name itself.
    """
    present = set(words)
    found: dict[str, str] = {}
    ordered = sorted(present)
    for word in words:
        for _, short in _rows().get(word, ())[1:]:
            if short in present and len(word) > len(found.get(short, "")):
                found[short] = word
    for word in words:
        if len(word) < _LEAST or word in found or word in first_names():
            continue
        at = bisect_right(ordered, word)
        if at < len(ordered) and ordered[at].startswith(word) and len(ordered[at]) > len(word) + 1:
            found[word] = ordered[at]
    return {word: long for word, long in found.items() if long not in found}


@cache
def with_shorts(sex: str, count: int) -> tuple[Entry, ...]:
    """First names of a sex that have so many short forms to give.

    >>> any(entry.text == "Kristoffer" for entry in with_shorts("m", 1))
    True
    """
    longs = (row[0] for row in _rows().values() if _sex(row[0]) == sex)
    return tuple(long for long in longs if len(shorts_of(long.folded)) >= count)


@cache
def shorts_of(folded: str) -> tuple[Entry, ...]:
    """The short forms of a name that can be surrogates: names of the same sex, and no words.

    `Luka` of `Lukas` is none: it would be read as its own genitive.

    >>> [entry.text for entry in shorts_of("theodor")]
    ['Theo', 'Teddy']
    """
    long, *shorts = _rows().get(folded) or [Entry("", "")]
    apart = (short for short in shorts if f"{short.folded}s" != long.folded)
    return tuple(short for short in apart if _sex(short) in {_sex(long), "u"})


def _sex(entry: Entry) -> str:
    """The sex of a name that can be a surrogate; of others the empty string."""
    names = first_names()
    group = names.group(entry.folded)
    return group[0] if group and names.entry(entry.folded) else ""
