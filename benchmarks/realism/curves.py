"""How often surrogates stand against how often originals do: by band, sex, origin and rank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.realism.lists import listed
from benchmarks.realism.mentions import Note
from benchmarks.realism.tells import is_listed

from hidden_plain_sight.folding import fold

__all__ = ["CURVED", "RANKS", "Curve", "curve", "distance"]

CURVED: Final = ("first name", "last name", "place")
RANKS: Final = (1, 10, 100, 1000)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")

Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """What kinds of names stand in originals and in surrogates, and how many different ones.

    `shares` holds, for every band, sex and origin (or kind of place), its share of the list, of
    the originals and of their surrogates. `distances` are the total variation distances between
    originals and surrogates by each of these, and between the originals of two seeds, which is
    what chance gives. `ranks` are the shares of all mentions that the most frequent names hold.
    """

    kind: str
    mentions: int
    shares: dict[str, tuple[float, float, float]]
    distances: dict[str, tuple[float, float]]
    ranks: tuple[tuple[float, ...], tuple[float, ...]]
    different: tuple[int, int]


def curve(kind: str, *, originals: Sequence[Note], surrogates: Sequence[Note]) -> Curve:
    """The curve of one kind of identifier, of those alone whose originals stand in the lists.

    A name counts once a note. `originals` are notes of another seed, for comparison.
    """
    chance = _words(kind, originals, original=True)
    before = _words(kind, surrogates, original=True)
    after = _words(kind, surrogates, original=False)
    of_list, *sides = (_shares(kind, words) for words in (listed(kind), chance, before, after))
    keys = sorted(set(of_list) | set(sides[1]) | set(sides[2]))
    shares = {
        key: (of_list.get(key, 0.0), sides[1].get(key, 0.0), sides[2].get(key, 0.0))
        for key in keys
    }  # fmt: skip
    distances = {
        name: (distance(part(sides[1], name), part(sides[2], name)),
               distance(part(sides[0], name), part(sides[1], name)))
        for name in dict.fromkeys(key.split()[0] for key in keys)
    }  # fmt: skip
    counts = [Counter(words) for words in (before, after)]
    ranks = tuple(_ranks(count) for count in counts)
    return Curve(
        kind, len(after), shares, distances, (ranks[0], ranks[1]), (len(counts[0]), len(counts[1]))
    )


def part(shares: Shares, name: str) -> Shares:
    """The shares by one property: `band`, `sex`, `origin`, `kind`.

    >>> part({"band 1": 1.0, "sex f": 1.0}, "sex")
    {'sex f': 1.0}
    """
    return {key: share for key, share in shares.items() if key.split()[0] == name}


def distance(one: Shares, other: Shares) -> float:
    """The total variation distance: half the sum of all differences, from 0 to 1.

    >>> distance({"a": 1.0}, {"a": 0.5, "b": 0.5})
    0.5
    """
    return sum(abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in {*one, *other}) / 2


def _words(kind: str, notes: Iterable[Note], *, original: bool) -> list[str]:
    """The names of a kind in all notes, folded, each once a note."""
    found: list[str] = []
    for note in notes:
        own: dict[str, None] = {}
        for mention in note.mentions:
            if mention.kind == kind and is_listed(mention):
                text = fold(mention.original if original else mention.text)
                own.update(dict.fromkeys([text] if kind == "place" else _WORD.findall(text)))
        found += own
    return found


def _shares(kind: str, words: Iterable[str]) -> dict[str, float]:
    """The share of each property's values among the words that the list knows."""
    says = [listed(kind)[word] for word in words if word in listed(kind)]
    counts = Counter(value for values in says for value in values)
    return {value: count / len(says) for value, count in counts.items()} if says else {}


def _ranks(counts: Counter[str]) -> tuple[float, ...]:
    sizes = sorted(counts.values(), reverse=True)
    total = max(1, sum(sizes))
    return tuple(sum(sizes[:rank]) / total for rank in RANKS)
