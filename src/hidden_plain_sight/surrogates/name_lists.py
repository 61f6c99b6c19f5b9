"""The lists of names as surrogates want them: what a name is, and names of its kind."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry, entries
from hidden_plain_sight.surrogates.name_looks import Looks, ends_like_surname, sex_of_ending
from hidden_plain_sight.surrogates.words import split_genitive

__all__ = ["HOME", "NameList", "first_names", "known_words", "last_names", "split_name"]

Group = tuple[str, str, int]
"""Sex, origin and band of a name."""

_ENOUGH: Final = 24
"""A pool of fewer names than this says too much of the original; a wider one is taken."""
HOME: Final = "no"
"""The origin of Norwegian names."""
_BANDS: Final = (1, 2, 3)
_RARE: Final = 3


@cache
def known_words() -> frozenset[str]:
    """Ordinary words, folded: no surrogate is one of them, so that none can be misread.

    >>> "smerte" in known_words()
    True
    """
    words = frozenset(fold(word) for word in read_gazetteer("common_words").column("word"))
    return words | {fold(word) for word in read_gazetteer("sentence_words").column("word")}


@cache
def _known_places() -> frozenset[str]:
    """Places and hospitals that many know; of names like them only the most usual are given."""
    names = ("kommuner", "fylker", "regions", "countries", "foreign_cities", "hospitals")
    found = {fold(name) for one in names for name in read_gazetteer(one).column("name")}
    towns = (row for row in read_gazetteer("places").records() if row["size_band"] in {"1", "2"})
    return frozenset(found | {fold(row["name"]) for row in towns})


@dataclass(frozen=True)
class NameList:
    """Names by folded form with their group, and the candidates of each group.

    A group is a tuple of sex, origin and band; of surnames few show a sex, the others have `u`.

    >>> first_names().group("kari")
    ('f', 'no', 1)
    """

    groups: dict[str, Group]
    by_group: dict[Group, tuple[Entry, ...]]
    _pools: dict[Group, tuple[Entry, ...]]

    def __contains__(self, folded: object) -> bool:
        return folded in self.groups

    def group(self, folded: str) -> Group | None:
        """The sex, origin and band of a listed name."""
        return self.groups.get(folded)

    def guessed(self, folded: str) -> Group:
        """The sex and origin that a name seems to have that is not listed; it is a rare one.

        >>> first_names().guessed("solaugvei")[:2], last_names().guessed("drakowska")[:2]
        (('f', 'no'), ('f', 'pl'))
        """
        return (*self._looks.nearest(folded), _RARE)

    def entry(self, folded: str) -> Entry | None:
        """A name as a candidate, if it is one.

        >>> first_names().entry("ingrid"), first_names().entry("liv")
        (Entry(text='Ingrid', folded='ingrid'), None)
        """
        return self._entries.get(folded)

    def like(self, sex: str, origin: str, band: int) -> tuple[Entry, ...]:
        """Candidates of a group, or of a wider one where it is too small to hide in.

        >>> len(first_names().like("f", "no", 1)) > 24
        True
        """
        key = (sex, origin, band)
        found = self._pools.get(key)
        if found is None:
            found = self._pools[key] = self._widened(sex, origin, band)
        return found

    def anyone(self, sex: str) -> tuple[Entry, ...]:
        """All candidates of a sex, or all at all where it is `u`.

        >>> len(last_names().anyone("u")) > 10_000
        True
        """
        key = (sex, "", 0)
        if key not in self._pools:
            groups = sorted(g for g in self.by_group if sex == "u" or g[0] in {sex, "u"})
            self._pools[key] = tuple(entry for g in groups for entry in self.by_group[g])
        return self._pools[key]

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.folded: entry for entry in self.anyone("u")}

    @cached_property
    def _looks(self) -> Looks:
        rows = ((name, sex, origin) for name, (sex, origin, _) in self.groups.items())
        return Looks.of(row for row in rows if row[0].isalpha())

    def _widened(self, sex: str, origin: str, band: int) -> tuple[Entry, ...]:
        either = ("u", "f", "m") if sex == "u" else (sex, "u")
        steps = (
            {(sex, origin, band)},
            {(sex, origin, b) for b in _BANDS},
            {(s, origin, b) for s in either for b in _BANDS},
            {(s, HOME, band) for s in either},
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
    groups: dict[str, Group] = {}
    candidates: dict[Group, list[str]] = {}
    spelled: dict[str, str] = {}
    for word, sex, origin, band in sorted(rows, key=lambda row: (row[3], row[2] != HOME)):
        folded = fold(word)
        group = (sex or sex_of_ending(folded, origin), origin, int(band))
        groups.setdefault(folded, group)
        is_first = spelled.setdefault(folded, word) == word
        plain = is_first and word.isalpha() and 2 < len(word) == len(word.lower())
        if plain and folded not in shunned and (band == "1" or folded not in _known_places()):
            candidates.setdefault(group, []).append(word)
    return NameList(groups, {group: entries(words) for group, words in candidates.items()}, {})


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
    return _built("surnames", ((r["name"], "", r["origin"], r["band"]) for r in columns))


def split_name(word: str, *, seen: Container[str] = ()) -> tuple[str, str]:
    """A word of a name without its genitive ending, and the ending; `seen` are words beside it.

    >>> split_name("Karis"), split_name("Hans"), split_name("Hestvolds")
    (('Kari', 's'), ('Hans', ''), ('Hestvold', 's'))

    A rare name is taken for the genitive of another that the document shows.
    """
    if word[-1].isalpha() and word[-1] not in "sS":
        return word, ""
    firsts, lasts = first_names(), last_names()
    folded = fold(word)
    shown = folded[:-1] in seen and (folded[:-1] in firsts or folded[:-1] in lasts)

    def is_name(one: str) -> bool:
        groups = [group for group in (firsts.group(one), lasts.group(one)) if group is not None]
        if one == folded:
            return bool(groups) and not (shown and all(group[2] == _RARE for group in groups))
        return bool(groups) or ends_like_surname(one)

    return split_genitive(word, is_name=is_name, seen=seen)
