"""What places belong to: boroughs to towns, cities to countries, two names to one kommune."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry, entries
from hidden_plain_sight.surrogates.place_lists import place_lists

__all__ = ["Namesakes", "PlaceLinks", "place_links"]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A kommune or county under its Norwegian name, and under its Sámi and Kven ones.

    >>> Namesakes("Kautokeino", ("Guovdageaidnu",), "3").others
    ('Guovdageaidnu',)
    """

    norwegian: str
    others: tuple[str, ...]
    size: str

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the Norwegian one first."""
        return (self.norwegian, *self.others)


@dataclass(frozen=True, slots=True)
class PlaceLinks:
    """Namesakes by each folded name; towns of boroughs, countries of cities, and both back again.

    >>> place_links().namesakes["guovdageaidnu"].norwegian
    'Kautokeino'
    >>> place_links().towns["grunerløkka"]
    ('Oslo',)
    """

    namesakes: dict[str, Namesakes]
    pairs: tuple[Namesakes, ...]
    towns: dict[str, tuple[str, ...]]
    boroughs: dict[str, tuple[Entry, ...]]
    countries: dict[str, str]
    cities: dict[str, tuple[Entry, ...]]


@cache
def place_links() -> PlaceLinks:
    """The links, made at the first call."""
    namesakes: dict[str, Namesakes] = {}
    for source, band in (("fylker", ""), ("kommuner", "inhabitants_band")):
        for r in read_gazetteer(source).records():
            own = fold(r["name"])  # `Áltá` cannot be told from `Alta`
            others = tuple(n for n in r["sami_or_kven"].split("|") if n and fold(n) != own)
            if others:
                one = Namesakes(r["name"], others, r[band] if band else "fylke")
                namesakes.update((fold(name), one) for name in one.names)
    towns = _column("boroughs", "city")
    lands = _column("foreign_cities", "country")
    return PlaceLinks(
        namesakes,
        tuple(one for one in dict.fromkeys(namesakes.values()) if _may_stand(one)),
        {fold(name): found for name, found in towns.items()},
        _turned(towns),
        {fold(name): found[0] for name, found in lands.items()},
        _turned(lands),
    )


def _may_stand(one: Namesakes) -> bool:
    listed = place_lists().listed
    return one.size != "fylke" and all(fold(name) in listed for name in one.names)


def _column(name: str, column: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for r in read_gazetteer(name).records():
        found.setdefault(r["name"], tuple(r[column].split("|")))
    return found


def _turned(belongs: dict[str, tuple[str, ...]]) -> dict[str, tuple[Entry, ...]]:
    """For each owner, folded, what belongs to it and may stand for another."""
    listed = place_lists().listed
    found: dict[str, list[str]] = {}
    for name, owners in belongs.items():
        if fold(name) in listed and len(owners) == 1:
            found.setdefault(fold(owners[0]), []).append(name)
    return {owner: entries(names) for owner, names in found.items()}
