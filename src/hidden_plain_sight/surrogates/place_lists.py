"""The lists of places as surrogates want them: what a place is, and places of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry, entries
from hidden_plain_sight.surrogates.name_lists import first_names, known_words
from hidden_plain_sight.surrogates.place_words import PLACE_ENDINGS

__all__ = ["PlaceGroup", "PlaceLists", "is_sami", "place_lists"]

_ENOUGH: Final = 16
_WORD: Final = re.compile(r"[^\W_]+")
_SAMI_LETTERS: Final = frozenset("áčđŋšŧž")
_SAMI_ENDINGS: Final = (
    "johka", "juohka", "vuotna", "vuonna", "vuona", "varri", "javri", "njarga", "bahta", "luokta",
    "vuopmi", "geaidnu", "suolu", "sullo", "vaerie", "jaevrie", "vuemie", "jaelmie", "laerie",
)  # fmt: skip
_MISREAD: Final = frozenset({"indre", "helse", "prins", "sentrum"})
"""Words after or before which nobody expects the name of a place."""
_SHORTENED: Final = frozenset("snø")
"""What a poststed may end in for south, north and island: `Kristiansand S`."""


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """What places have in common: their list and kind, their size, and `i`, `på` or `ved`.

    >>> PlaceGroup("kommune", "1", "i").size
    '1'
    """

    kind: str
    size: str = ""
    preposition: str = ""


def is_sami(name: str) -> bool:
    """Whether a place looks Sámi by its letters or its ending.

    >>> is_sami("Kárášjohka"), is_sami("Karasjok")
    (True, False)
    """
    lower = name.lower()
    return not _SAMI_LETTERS.isdisjoint(lower) or fold(lower).endswith(_SAMI_ENDINGS)


def _rows() -> Iterator[tuple[str, str, PlaceGroup]]:
    """The list, the name and the group of every place; the surest lists first."""
    kommuner = list(read_gazetteer("kommuner").records())
    northern = {fold(name) for r in kommuner for name in r["sami_or_kven"].split("|")}
    for r in read_gazetteer("places").records():
        sami = fold(r["name"]) in northern or is_sami(r["name"])
        group = PlaceGroup(r["kind"], r["size_band"], r["preposition"])
        yield "places", r["name"], PlaceGroup("sami") if sami else group
    for r in kommuner:
        group = PlaceGroup("kommune", r["inhabitants_band"], r["preposition"])
        yield "kommuner", r["name"], group
        for name in filter(None, r["sami_or_kven"].split("|")):
            yield "kommuner", name, PlaceGroup("sami")
    for r in read_gazetteer("fylker").records():
        yield "fylker", r["name"], PlaceGroup(f"fylke {r['status']}")
    for r in read_gazetteer("boroughs").records():
        yield "boroughs", r["name"], PlaceGroup("borough", "", r["preposition"])
    for r in read_gazetteer("former_kommuner").records():
        yield "former_kommuner", r["name"], PlaceGroup("former kommune")
    for r in read_gazetteer("regions").records():
        yield "regions", r["name"], PlaceGroup(r["kind"], "", r["preposition"])
    for r in read_gazetteer("countries").records():
        yield "countries", r["name"], PlaceGroup(f"land {r['kind']}")
    for r in read_gazetteer("foreign_cities").records():
        yield "foreign_cities", r["name"], PlaceGroup("foreign")


@dataclass(slots=True)
class PlaceLists:
    """Places by folded name with their groups, candidates by group, and postcodes both ways.

    >>> place_lists().groups["spania"].kind
    'land country'

    `kommuner` has the size of every kommune, `post_of` the folded place of every postcode. What
    is `listed` may stand for another place. `reach` has the most words of a place of several by its
    first one.
    """

    groups: dict[str, PlaceGroup] = field(default_factory=dict)
    by_group: dict[PlaceGroup, tuple[Entry, ...]] = field(default_factory=dict)
    kommuner: dict[str, str] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    post_of: dict[str, str] = field(default_factory=dict)
    coded: tuple[Entry, ...] = ()
    listed: frozenset[str] = frozenset()
    reach: dict[str, int] = field(default_factory=dict)
    _pools: dict[tuple[PlaceGroup, bool], tuple[Entry, ...]] = field(default_factory=dict)

    def like(self, group: PlaceGroup, *, coded: bool = False) -> tuple[Entry, ...]:
        """Candidates of a group, or of a wider one where it is too small to hide in.

        With `coded` only those that have a postcode.

        >>> len(place_lists().like(PlaceGroup("land country"))) > 100
        True
        """
        found = self._pools.get((group, coded))
        if found is None:
            found = self._pools[group, coded] = self._widened(group, coded=coded)
        return found

    def _widened(self, group: PlaceGroup, *, coded: bool) -> tuple[Entry, ...]:
        pool: tuple[Entry, ...] = ()
        for is_like in _ever_wider(group):
            wider = tuple(
                e for g, found in self.by_group.items() if is_like(g)
                for e in found if not coded or e.folded in self.codes
            )  # fmt: skip
            pool = max(pool, wider, key=len)
            if len(pool) >= _ENOUGH:
                break
        return entries(entry.text for entry in pool)


def _ever_wider(group: PlaceGroup) -> list[Callable[[PlaceGroup], bool]]:
    """What counts as like a group: the group itself, and then more and more."""
    kind, size, preposition = group.kind, group.size, group.preposition
    steps: list[Callable[[PlaceGroup], bool]] = [lambda g: g == group]
    if kind == "kommune":
        return [*steps, lambda g: (g.kind, g.size) == (kind, size), lambda g: g.kind == kind]
    if size:
        steps.append(lambda g: (g.size, g.preposition) == (size, preposition))
    if size == "1":
        steps.append(lambda g: g.size in {"1", "2"} and g.preposition == preposition)
    steps.append(lambda g: (g.kind, g.preposition) == (kind, preposition))
    steps.append(lambda g: g.kind == kind)
    if not kind.startswith(("land", "fylke", "foreign", "sami")):
        steps.append(lambda g: g.size == "3" and g.preposition == preposition)
        steps.append(lambda g: g.size == "3")
    return steps


def _may_stand(name: str, group: PlaceGroup) -> bool:
    """Whether a name is read as a place wherever it stands: no `Carl Berner`, no `Indre Ofoten`.

    A hamlet's name has to end as such names do; others are not known for places.
    """
    folded = fold(name)
    words = folded.replace("-", " ").split()
    if group.kind == "bygd" and group.size == "3" and not folded.endswith(PLACE_ENDINGS):
        return False
    if not all(map(str.isalpha, words)):
        return False
    return len(words) == 1 or not any(w in first_names() or w in _MISREAD for w in words)


@cache
def place_lists() -> PlaceLists:
    """The lists, read at the first call.

    >>> "bergen" in place_lists().groups
    True
    """
    lists = PlaceLists()
    candidates: dict[PlaceGroup, list[str]] = {}
    shunned: dict[str, frozenset[str]] = {}
    for source, name, group in _rows():
        if source not in shunned:
            exceptions = read_gazetteer(source).exceptions
            shunned[source] = known_words() | {fold(item) for item in exceptions}
        folded = fold(name)
        first = lists.groups.setdefault(folded, group)
        if group.kind == "kommune":
            lists.kommuner.setdefault(folded, group.size)
        surest = group == first or group.kind == "kommune"
        if surest and folded not in shunned[source] and _may_stand(name, group):
            candidates.setdefault(group, []).append(name)
    lists.by_group = {group: entries(names) for group, names in candidates.items()}
    lists.listed = frozenset(e.folded for found in lists.by_group.values() for e in found)
    _read_postcodes(lists)
    for name in (*lists.groups, *lists.codes):
        first, *more = _WORD.findall(name)
        if more:
            lists.reach[first] = max(len(more) + 1, lists.reach.get(first, 0))
    return lists


def _read_postcodes(lists: PlaceLists) -> None:
    codes: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    for r in read_gazetteer("postcodes").records():
        place = fold(r["poststed"])
        codes.setdefault(place, []).append(r["postcode"])
        written.setdefault(place, r["poststed"])
        lists.post_of[r["postcode"]] = place
    for place in list(codes):
        if place[-2:-1] == " " and place[-1] in _SHORTENED:
            codes.setdefault(place[:-2], []).extend(codes[place])
    lists.codes = {place: tuple(found) for place, found in codes.items()}
    lists.coded = entries(name for place, name in written.items() if place in lists.listed)
