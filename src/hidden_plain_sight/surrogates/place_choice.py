"""Which place stands for another: of like size and kind, and where it would stand too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.surrogates.consistency import Draft, Entry, Ledger, entries
from hidden_plain_sight.surrogates.countries import countries_of_part, part_of_world
from hidden_plain_sight.surrogates.institutions import institutions
from hidden_plain_sight.surrogates.place_links import Namesakes, place_links
from hidden_plain_sight.surrogates.place_lists import PlaceGroup, place_lists
from hidden_plain_sight.surrogates.place_words import PLACE_ENDINGS

__all__ = ["Setting", "echoes", "new_compatriot", "new_namesakes", "new_place"]

_POSTCODES: Final = re.compile(r"\b\d{4}[\s,]{1,3}(?=[^\W\d_])")
_ENOUGH: Final = 4
_ECHO: Final = 5
"""From how many letters on the beginning of a candidate may remind of a real value."""
_ISLANDS: Final = frozenset(map(fold, (
    "Kypros", "Malta", "Cuba", "Jamaica", "Sri Lanka", "Madagaskar", "Island", "Haiti", "Barbados",
    "New Zealand", "Grønland", "Mallorca", "Menorca", "Ibiza", "Kreta", "Rhodos", "Kos", "Korfu",
    "Samos", "Zakynthos", "Santorini", "Gran Canaria", "Tenerife", "Lanzarote", "Fuerteventura",
    "Madeira", "Phuket", "Bornholm", "Gotland", "Öland", "Gozo", "Djerba", "Lesbos", "Karpathos",
    "Naxos", "Paros", "Mykonos", "Sardinia", "Korsika", "Sicilia", "Bali", "Zanzibar", "Fyn",
    "Sjælland", "Jylland", "Lolland", "Falster", "Læsø", "Ærø", "Samsø", "Als",
)))  # fmt: skip
"""Places abroad that take `på`; all others take `i`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a place stands in a text: after `i` or `på`, with a word for its kind, with a postcode.

    >>> Setting("på").of_kind("kommune")
    Setting(preposition='på', kind='kommune', coded=False)
    """

    preposition: str = ""
    kind: str = ""
    coded: bool = False

    def of_kind(self, kind: str) -> Setting:
        """The same with another kind."""
        return self if kind == self.kind else replace(self, kind=kind)


def echoes(ledger: Ledger, folded: str) -> bool:
    """Whether a word of a candidate begins with a real value of the document.

    >>> from hidden_plain_sight.phi import Category, Span
    >>> from hidden_plain_sight.surrogates.choice import Choice
    >>> ledger = Ledger(Choice(b"0" * 16, ""), "Bergen", [Span(0, 6, Category.LOCATION)])
    >>> echoes(ledger, "bergensgata"), echoes(ledger, "berget")
    (True, False)
    """
    words = ledger.words
    return any(
        word[:end] in words
        for word in folded.replace("-", " ").split()
        for end in range(_ECHO, len(word) + 1)
    )


def new_place(draft: Draft, key: str, setting: Setting) -> str:
    """A place for a folded one that has none yet; raises ValueError where none is free."""
    ledger, links = draft.ledger, place_links()
    same = links.namesakes.get(key)
    if same is not None and _needs_namesakes(draft, key, same):
        new_namesakes(draft, same)
        if key in ledger.surrogates:
            return ledger.surrogates[key]
    own = [word for word in key.split() if len(word) > 3]
    needed = _codes_beside(draft, key)
    types = _hospital_types(draft, key)
    boroughs = _ENOUGH if _names_borough(draft, key) else 0

    def fits(entry: Entry) -> bool:
        folded = entry.folded
        if any(word in folded or folded in word for word in own):
            return False
        if needed > 1 and len(place_lists().codes.get(folded, ())) <= needed:
            return False
        if boroughs and len(links.boroughs.get(folded, ())) < boroughs:
            return False
        return types <= institutions().types_at(folded) and not echoes(ledger, folded)

    coded = setting.coded or needed > 0 or key in place_lists().codes
    for pool in _pools(draft, key, setting, coded=coded):
        chosen = ledger.chosen("place", key, pool, fits=fits)
        if chosen is not None:
            return chosen.text
    raise ValueError("no free place")


def _pools(draft: Draft, key: str, setting: Setting, *, coded: bool) -> Sequence[Sequence[Entry]]:
    """Where to look for a surrogate, the closest first."""
    lists = place_lists()
    listed = lists.groups.get(key)
    kind = "" if listed is None else listed.kind
    if setting.kind == "country" and part_of_world(key) is not None:
        kind = "land country"
    preposition = _preposition(draft, key, setting)
    anywhere = lists.like(PlaceGroup("", "3", "i"), coded=coded)
    if kind.startswith(("land", "foreign")):
        return (*_abroad(draft, key, kind, preposition), lists.like(PlaceGroup(kind)), anywhere)
    if setting.kind == "hospital":
        return (_hospital_places(), anywhere)
    if setting.kind != "borough" and (setting.kind == "kommune" or _is_kommune(draft, key)):
        size = lists.kommuner.get(key, "3")
        return (lists.like(PlaceGroup("kommune", size, "i"), coded=coded), anywhere)
    if kind == "borough" or setting.kind == "borough":
        group = PlaceGroup("borough", "", preposition or "i")
        return (*_boroughs(draft, key), lists.like(group, coded=coded), anywhere)
    if setting.kind == "fylke" and not kind.startswith("fylke"):
        return (lists.like(PlaceGroup("fylke now")), anywhere)
    if listed is None:
        if setting.kind == "sami":
            return (lists.like(PlaceGroup("sami")), anywhere)
        ending = next((e for e in PLACE_ENDINGS if key.endswith(e) and len(key) > len(e) + 1), "")
        return (_ending_in(ending, preposition or "i", coded=coded), anywhere)
    group = replace(listed, preposition=preposition) if preposition else listed
    return (lists.like(group, coded=coded), anywhere)


def _preposition(draft: Draft, key: str, setting: Setting) -> str:
    """What the text says before a place, here or elsewhere; else what the lists say."""
    if setting.preposition:
        return setting.preposition
    within, on = draft.ledger.occurs(f"i {key}"), draft.ledger.occurs(f"på {key}")
    if within != on:
        return "på" if on else "i"
    listed = place_lists().groups.get(key)
    return "" if listed is None or setting.kind == "country" else listed.preposition


def _is_kommune(draft: Draft, key: str) -> bool:
    occurs = draft.ledger.occurs
    return any(occurs(f"{key} {word}") for word in ("kommune", "herad"))


def _codes_beside(draft: Draft, key: str) -> int:
    """How many postcodes the document writes before a place."""
    found = set[str]()
    for text in draft.texts:
        match = _POSTCODES.search(text) if any(map(str.isdigit, text)) else None
        if match and fold(text[match.end() :]).strip(" .,") == key:
            found.add(match.group()[:4])
    return len(found)


def _hospital_types(draft: Draft, key: str) -> set[str]:
    """What hospitals of a place the document names, so that another place has some like them."""
    words = draft.ledger.words
    return {
        one.level
        for one in institutions().by_place.get(key, ())
        if not words.isdisjoint(one.core.difference(key.split()) | one.acronyms)
    }


def _names_borough(draft: Draft, key: str) -> bool:
    """Whether a document names a borough of a town too."""
    towns = place_links().towns
    if key not in place_links().boroughs:
        return False
    return any(fold(town) == key for word in draft.ledger.words for town in towns.get(word, ()))


def _boroughs(draft: Draft, key: str) -> list[Sequence[Entry]]:
    """The boroughs of the town that stands for the one that a borough lies in."""
    ledger, links = draft.ledger, place_links()
    for town in links.towns.get(key, ()):
        folded = fold(town)
        if folded not in ledger.surrogates and not ledger.occurs(folded):
            continue
        other = ledger.surrogates.get(folded) or new_place(draft, folded, Setting())
        found = links.boroughs.get(fold(other), ())
        if len(found) >= _ENOUGH:
            return [found]
    return []


def _abroad(draft: Draft, key: str, kind: str, preposition: str) -> list[Sequence[Entry]]:
    """Countries of the same part of the world; cities of the country that stands for theirs."""
    links, ledger = place_links(), draft.ledger
    if kind == "foreign":
        land = fold(links.countries[key])
        other = ledger.surrogates.get(land) or new_place(draft, land, Setting())
        pools = [links.cities.get(fold(other), ())]
        pools = [pool for pool in pools if len(pool) >= _ENOUGH]
    else:
        part = part_of_world(key)
        pools = [] if part is None else [countries_of_part(part)]
        if any(fold(links.countries.get(word, "")) == key for word in ledger.words):
            cities = links.cities.get
            known = (e for p in pools for e in p if len(cities(e.folded, ())) >= _ENOUGH)
            pools.insert(0, tuple(known))
    if not preposition and kind != "foreign":
        return list(pools)
    wants_island = preposition == "på" if preposition else key in _ISLANDS
    narrowed = [[e for e in p if (e.folded in _ISLANDS) == wants_island] for p in pools]
    islands = [_islands(kind)] if wants_island else []
    return [*(p for p in narrowed if len(p) >= _ENOUGH), *islands, *pools]


def new_compatriot(draft: Draft, key: str) -> None:
    """Enter a city of the same country for a folded one, where its country is written beside it."""
    links = place_links()
    land = links.countries.get(key)
    if land is not None and key not in draft.ledger.surrogates:
        draft.ledger.chosen("place", key, links.cities.get(fold(land), ()))


@cache
def _hospital_places() -> tuple[Entry, ...]:
    """Towns with a hospital."""
    lists = place_lists()
    found = institutions().by_group["*", "sykehus"]
    towns = {fold(one.place): one.place for one in found if one.kind == "hospital"}
    return entries(place for folded, place in towns.items() if folded in lists.listed)


@cache
def _islands(kind: str) -> tuple[Entry, ...]:
    found = place_lists().like(PlaceGroup(kind))
    return tuple(entry for entry in found if entry.folded in _ISLANDS)


@cache
def _ending_in(ending: str, preposition: str, *, coded: bool) -> tuple[Entry, ...]:
    """Small places with an ending, or any where they are few."""
    pool = place_lists().like(PlaceGroup("", "3", preposition), coded=coded)
    alike = tuple(entry for entry in pool if entry.folded.endswith(ending))
    return alike if len(alike) >= 2 * _ENOUGH else pool


def _needs_namesakes(draft: Draft, key: str, same: Namesakes) -> bool:
    """Whether a document writes a place by two of its names, or by its Sámi or Kven one."""
    if key != fold(same.norwegian):
        return True
    return any(fold(name) in draft.ledger.originals for name in same.others)


def new_namesakes(draft: Draft, same: Namesakes) -> None:
    """Enter another place for all names of one, name by name."""
    ledger = draft.ledger
    if any(fold(name) in ledger.surrogates for name in same.names):
        return
    pairs = [one for one in place_links().pairs if len(one.others) >= len(same.others)]
    alike = [one for one in pairs if one.size == same.size]
    by_name = {fold(one.norwegian): one for one in (alike if len(alike) >= _ENOUGH else pairs)}
    pool = entries(one.norwegian for one in by_name.values())
    chosen = ledger.chosen(
        "namesakes", fold(same.norwegian), pool,
        fits=lambda e: all(ledger.is_free(fold(name)) for name in by_name[e.folded].others),
    )  # fmt: skip
    if chosen is not None:
        for name, other in zip(same.others, by_name[chosen.folded].others, strict=False):
            ledger.enter(fold(name), other)
