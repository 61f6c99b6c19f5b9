"""The lists of places as surrogates want them: what a place is, and places of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry, entries
from hidden_plain_sight.surrogates.name_lists import known_words

__all__ = ["PlaceGroup", "PlaceLists", "place_lists"]

_ENOUGH: Final = 16


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """What places have in common: their list and kind, their size, and `i`, `på` or `ved`.

    >>> PlaceGroup("kommune", "1", "i").size
    '1'
    """

    kind: str
    size: str = ""
    preposition: str = ""


def _rows() -> Iterator[tuple[str, str, PlaceGroup]]:
    """The list, the name and the group of every place; the surest lists first."""
    for r in read_gazetteer("places").records():
        yield "places", r["name"], PlaceGroup(r["kind"], r["size_band"], r["preposition"])
    for r in read_gazetteer("kommuner").records():
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
    """

    groups: dict[str, PlaceGroup] = field(default_factory=dict)
    by_group: dict[PlaceGroup, tuple[Entry, ...]] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    coded: tuple[Entry, ...] = ()
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
        kind, size, preposition = group.kind, group.size, group.preposition
        steps: list[Callable[[PlaceGroup], bool]] = [lambda g: g == group]
        if size and not kind.startswith("land"):
            steps.append(lambda g: (g.size, g.preposition) == (size, preposition))
        steps.append(lambda g: (g.kind, g.preposition) == (kind, preposition))
        steps.append(lambda g: g.kind == kind)
        if not kind.startswith(("land", "fylke", "foreign")):
            steps.append(lambda g: g.size == "3" and g.preposition == preposition)
            steps.append(lambda g: g.size == "3")
        pool: tuple[Entry, ...] = ()
        for is_like in steps:
            wider = tuple(
                e for g, found in self.by_group.items() if is_like(g)
                for e in found if not coded or e.folded in self.codes
            )  # fmt: skip
            pool = max(pool, wider, key=len)
            if len(pool) >= _ENOUGH:
                break
        return pool


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
        plain = name.replace(" ", "").replace("-", "").isalpha()
        if first is group and plain and folded not in shunned[source]:
            candidates.setdefault(group, []).append(name)
    lists.by_group = {group: entries(names) for group, names in candidates.items()}
    codes: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    for r in read_gazetteer("postcodes").records():
        codes.setdefault(fold(r["poststed"]), []).append(r["postcode"])
        written.setdefault(fold(r["poststed"]), r["poststed"])
    lists.codes = {place: tuple(found) for place, found in codes.items()}
    lists.coded = entries(written.values())
    return lists
