"""The lists of names as surrogates want them: what a name is, and names of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry, entries

__all__ = ["NameList", "first_names", "known_words", "last_names"]

_ENOUGH: Final = 24
"""A pool of fewer names than this says too much of the original; a wider one is taken."""
_HOME: Final = "no"


@cache
def known_words() -> frozenset[str]:
    """Ordinary words, folded: no surrogate is one of them, so that none can be misread.

    >>> "smerte" in known_words()
    True
    """
    words = frozenset(fold(word) for word in read_gazetteer("common_words").column("word"))
    return words | {fold(word) for word in read_gazetteer("sentence_words").column("word")}


@dataclass(frozen=True, slots=True)
class NameList:
    """Names by folded form with their group, and the candidates of each group.

    A group is a tuple of sex, origin and band; surnames have the sex `u`.

    >>> first_names().group("kari")
    ('f', 'no', 1)
    """

    groups: dict[str, tuple[str, str, int]]
    by_group: dict[tuple[str, str, int], tuple[Entry, ...]]
    _pools: dict[tuple[str, str, int], tuple[Entry, ...]]

    def __contains__(self, folded: object) -> bool:
        return folded in self.groups

    def group(self, folded: str) -> tuple[str, str, int] | None:
        """The sex, origin and band of a listed name."""
        return self.groups.get(folded)

    def like(self, sex: str, origin: str, band: int) -> tuple[Entry, ...]:
        """Candidates of a group, or of a wider one where it is too small to hide in.

        >>> len(first_names().like("f", "no", 1)) > 24
        True
        """
        band = min(band, 2)
        key = (sex, origin, band)
        found = self._pools.get(key)
        if found is None:
            found = self._pools[key] = self._widened(sex, origin, band)
        return found

    def _widened(self, sex: str, origin: str, band: int) -> tuple[Entry, ...]:
        steps = (
            {(sex, origin, band)},
            {(sex, origin, 1), (sex, origin, 2)},
            {(s, origin, b) for s in (sex, "u") for b in (1, 2)},
            {(s, origin, b) for s in (sex, "u") for b in (1, 2, 3)},
            {(s, _HOME, b) for s in (sex, "u") for b in (1, 2)},
            set(self.by_group),
        )
        pool: tuple[Entry, ...] = ()
        for groups in steps:
            wider = tuple(e for g in sorted(groups) for e in self.by_group.get(g, ()))
            pool = max(pool, wider, key=len)
            if len(pool) >= _ENOUGH:
                break
        return pool


def _built(name: str, rows: Iterable[tuple[str, str, str, str]]) -> NameList:
    shunned = known_words() | {fold(item) for item in read_gazetteer(name).exceptions}
    groups: dict[str, tuple[str, str, int]] = {}
    candidates: dict[tuple[str, str, int], list[str]] = {}
    spelled: dict[str, str] = {}
    for word, sex, origin, band in sorted(rows, key=lambda row: (row[3], row[2] != _HOME)):
        folded = fold(word)
        groups.setdefault(folded, (sex, origin, int(band)))
        is_first = spelled.setdefault(folded, word) == word
        if is_first and len(word) > 2 and word.isalpha() and folded not in shunned:
            candidates.setdefault((sex, origin, int(band)), []).append(word)
    by_group = {group: entries(words) for group, words in candidates.items()}
    return NameList(groups, by_group, {})


@cache
def first_names() -> NameList:
    """First names with their sex, origin and band.

    >>> "kari" in first_names()
    True
    """
    columns = read_gazetteer("first_names").records()
    return _built("first_names", ((r["name"], r["sex"], r["origin"], r["band"]) for r in columns))


@cache
def last_names() -> NameList:
    """Last names with their origin and band.

    >>> "hansen" in last_names()
    True
    """
    columns = read_gazetteer("surnames").records()
    return _built("surnames", ((r["name"], "u", r["origin"], r["band"]) for r in columns))
