"""Places, streets and addresses, listed or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from hidden_plain_sight.gazetteers import read_gazetteer

from .invented import invented_farm, invented_place
from .lists import drawn, pool, words
from .names import drawn_given_name, drawn_surname

__all__ = [
    "Place",
    "area",
    "flat",
    "house_number",
    "postcode",
    "school",
    "street_name",
    "town",
    "workplace",
]

_UNLISTED: Final = 0.2
_SUFFIXES: Final = words("""
gata gaten veien vegen veien vegen bakken svingen stien åsen tunet ringen kroken haugen marka myra
moen jordet enga løkka hagen skogen toppen terrasse stranda brygga smauet gjerdet grenda feltet
faret dalen kleiva kollen lunden bråten flata høgda sletta vangen vollen lia hovet geila gt. gt v.
vn. vegen veien
""")
_FREE: Final = ("vei", "vei", "veg", "gate", "gate", "plass", "allé", "gt.", "gt", "v.", "minde")


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the preposition that it takes.

    >>> Place("Hamar", "på").preposition
    'på'
    """

    name: str
    preposition: str = "i"


def town(random: Random) -> Place:
    """A town, village or kommune; a fifth are in no list.

    >>> bool(town(Random(1)).name)
    True
    """
    if random.random() < _UNLISTED:
        return Place(invented_place(random), random.choice(("i", "i", "på")))
    name, column = random.choice((("kommuner", "preposition"), *[("places", "preposition")] * 3))
    if name == "kommuner":
        choices = {"i": 4, "på": 1}
        preposition = drawn(random, choices)
        return Place(random.choice(pool(name, "name", preposition=preposition)), preposition)
    preposition = drawn(random, {"i": 3, "på": 1})
    band = drawn(random, {"1|2": 5, "3": 5})
    wanted = {column: preposition, "size_band": band}
    return Place(random.choice(pool(name, "name", **wanted)), preposition)


def area(random: Random) -> Place:
    """A borough, neighbourhood, island, valley or farm.

    >>> bool(area(Random(1)).name)
    True
    """
    kind = drawn(random, {"boroughs": 4, "regions": 3, "former_kommuner": 1, "farm": 4})
    if kind == "farm":
        return Place(invented_farm(random), random.choice(("på", "på", "i")))
    if kind == "former_kommuner":
        return Place(random.choice(pool(kind, "name")))
    preposition = random.choice(("i", "på"))
    return Place(random.choice(pool(kind, "name", preposition=preposition)), preposition)


def street_name(random: Random) -> str:
    """A street or road; two of five are in no list.

    >>> bool(street_name(Random(1)))
    True
    """
    roll = random.random()
    if roll < 0.5:
        return random.choice(pool("streets", "name"))
    if roll < 0.85:
        return _glued(random)
    if roll < 0.95:
        person = drawn_surname(random, "no")
        if random.random() < 0.5:
            person = f"{drawn_given_name(random, random.choice('fm'), 'no')} {person}"
        genitive = person if person[-1] in "sxz" else f"{person}s"
        return f"{genitive} {random.choice(_FREE)}"
    return invented_farm(random)


def _glued(random: Random) -> str:
    stem = (
        invented_place(random) if random.random() < 0.7 else random.choice(pool("places", "name"))
    )
    stem = stem.split()[-1].split("/")[0].split("-")[-1]
    joint = "s" if random.random() < 0.25 and stem[-1] not in "saeiouyæøå" else ""
    return (stem + joint + random.choice(_SUFFIXES)).capitalize()


def house_number(random: Random) -> str:
    """A house number, sometimes with a letter.

    >>> house_number(Random(1))[0].isdigit()
    True
    """
    number = str(
        random.choice((random.randint(1, 40), random.randint(1, 40), random.randint(1, 480)))
    )
    if random.random() < 0.7:
        return number
    letter = random.choice("AAABBBCCDEFGH")
    blank = random.choice(("", "", " "))
    return number + blank + (letter if random.random() < 0.8 else letter.lower())


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Every poststed and its codes."""
    found: dict[str, list[str]] = {}
    for row in read_gazetteer("postcodes").records():
        found.setdefault(row["poststed"], []).append(row["postcode"])
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _posts() -> tuple[tuple[str, str], ...]:
    return tuple((code, name) for name, codes in _codes().items() for code in codes)


def postcode(random: Random, *, place: str = "") -> str:
    """A postcode and its place; for a place that has no code in the list, any code.

    >>> postcode(Random(1), place="Hamar")[4:]
    ' Hamar'
    """
    if not place and random.random() > _UNLISTED:
        return " ".join(random.choice(_posts()))
    place = place or invented_place(random)
    codes = _codes().get(place) or (f"{random.randint(1, 9990):04d}",)
    return f"{random.choice(codes)} {place}"


def flat(random: Random) -> str:
    """A flat within its house.

    >>> bool(flat(Random(1)))
    True
    """
    number = random.randint(1, 6)
    code = f"{random.choice('HHHHULK')}{number:02d}{random.randint(1, 12):02d}"
    leil = f"leil. {random.choice((random.randint(1, 30), number * 100 + random.randint(1, 9)))}"
    return random.choice((code, code, leil, leil.replace(".", ""), f"oppg. {random.choice('ABC')}"))


def school(random: Random, *, nn: bool) -> str:
    """A school or a kindergarten.

    >>> bool(school(Random(1), nn=True))
    True
    """
    word = "skule" if nn else "skole"
    kinds = (word, word, f"barne{word}", f"ungdoms{word}", f"vidaregåande {word}" if nn else
        f"videregående {word}", "barnehage", "vgs", "folkehøg" + word, "barnehage")  # fmt: skip
    roll = random.random()
    place = (area(random) if roll < 0.4 else town(random)).name
    return f"{place} {random.choice(kinds)}"


def workplace(random: Random) -> str:
    """A place of work by a place's name.

    >>> bool(workplace(Random(1)))
    True
    """
    kinds = words("""
verft mølle bruk sag brygge kraftverk fengsel fyr leir flystasjon kirke mek. fiskemottak meieri
slakteri hotell kommunehus rådhus gartneri tekstil transport bygg
""")
    return f"{town(random).name} {random.choice(kinds)}"
