"""Names of persons, places and streets that stand in no list.

A tagger that is trained on listed names alone learns the list. These look like names, and only
what stands beside them tells.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from .lists import given_names, is_listed, surnames, words

__all__ = [
    "invented_farm",
    "invented_given_name",
    "invented_place",
    "invented_surname",
    "misspelt",
]

_STEMS: Final = words("""
Ask Aust Bekk Berg Birk Bjørk Bjørn Blå Brand Brei Bru Brun Dal Djup Dverg Eike Einer Ekorn Elg
Eng Falk Fjell Flat Flo Foss Fugl Furu Geit Glom Gran Grav Grå Grønn Gull Halv Hamar Hare Hassel
Haug Hauk Hegg Helle Hest Hjort Holm Hov Hval Hvit Kald Kalv Klov Klung Knapp Kråk Kvern Kvit
Kvist Lang Laup Lauv Lind Ljos Lom Lyng Løv Mark Mjø Mo Mork Myr Mør Nord Nott Or Orm Otter Ramn
Rauk Raud Rein Rev Ring Rogn Ryp Røys Røyr Sand Sau Sel Selj Sjur Skar Skjel Skog Skut Sletta Snar
Snø Sol Spjeld Stav Stein Stor Straum Styr Sunn Svan Svart Sæl Sør Tang Tinn Tjern Tjør Tor Tran
Trom Troll Turt Tverr Tyss Ulv Ur Val Varg Vass Vest Vid Vind Vær Ytter Ørn Øst Øy Åker Åm
""")
_FARM_ENDINGS: Final = words("""
aas aker ås bakken berg bergan bu bø bøen dal dalen eid eng eggen enga fjord flaten foss gard
gjerde grend hagen halsen hammer haug haugen heim holm holt hov hus høgda hølen kleiv kleppen krok
land lid lien li lund løkken løkka mark melen mo moen myr myren nes nesset os rud rudi rønning
sand seter seth set sletten slåtten stad stø støl sund sveen svoll teig tjønn torp trø tun tveit
tvedt vang vatn vatne vik viken voll vollen våg ødegård øy øya
""")
_MIDDLES: Final = ("", "", "", "", "", "e", "e", "a", "s", "er", "u")
_SIDES: Final = ("Nordre", "Søre", "Øvre", "Nedre", "Store", "Vesle", "Ytre", "Indre", "Austre")
_OLD_FIRST: Final = words("""
Al Arn Ås Berg Bjørg Bor Bryn Dag Dal Ed Ein Elv Ey Finn Frid Fros Gaut Geir Gisl Gjer Grim Gud
Gun Hall Harm Hei Hel Her Hjal Hjørd Holm Ing Jar Jor Kjell Lauv Leid Lid Mag Mei Mild Nid Nor Odd
Or Osm Ragn Rein Roald Run Sal Sig Sol Stein Svan Syn Sæ Tarj Ter Tid Tor Tryg Ulv Vald Ve Vig Yng
Øys
""")
_OLD_LAST: Final = {
    "f": "hild bjørg dis frid laug veig unn vår gjerd ny borg rid rønn ine eva run lin lea mira",
    "m": "ar finn geir gaut leif mund stein vald ulf brand grim kjell leiv rik ve var mar bert tor",
}
_ONSETS: Final = words("""
b bh d dj f fr g gh gr h j k kh kr kw l m mb mw n nd ng nj p pr q r s sh st sz t th tr ts v vl w x
y z zh ch
""")
_VOWELS: Final = words("a a a e e i i o u aa ee ai ia ou ie uo")
_CODAS: Final = ["", "", "", "", "n", "r", "l", "m", "s", "sh", "k", "d", "t", "z"]
_GIVEN_ENDS: Final = {
    "f": words("a ah ia ina eh iya ita elle ija ka ma na ne et iza ra sha yn"),
    "m": words("o ir an us im ek ar ad in iel is on ur ud as el om ya el"),
}
_FAMILY_ENDS: Final = words("""
ović ić ski ska wicz czyk enko uk ov ova ev ienė aitė as is zadeh pour nejad oğlu lar yan dze
shvili escu eanu ez es inho ani i awi allah ullah uddin ow a o e ele ane we wa mba nga ko mura
moto nathan rajah lingam am ai orn akul porn nen la a
""")
_SWAPS: Final = (
    ("ian", "jan"), ("kk", "ck"), ("k", "c"), ("ks", "x"), ("v", "w"), ("f", "ph"), ("t", "th"),
    ("th", "t"), ("å", "aa"), ("aa", "å"), ("ei", "eie"), ("i", "y"), ("y", "i"), ("ss", "s"),
    ("s", "ss"), ("n", "nn"), ("nn", "n"), ("l", "ll"), ("ø", "ö"), ("æ", "e"), ("d", "dh"),
    ("e", "é"), ("sj", "sh"), ("kj", "ki"), ("g", "gh"), ("er", "ar"), ("o", "u"), ("u", "o"),
)  # fmt: skip


def misspelt(word: str, random: Random) -> str:
    """A word with a spelling changed, or two letters swapped, or one dropped or doubled.

    >>> misspelt("Kristiansen", Random(3)) != "Kristiansen"
    True
    """
    fitting = [pair for pair in _SWAPS if pair[0] in word[1:]]
    if fitting and random.random() < 0.6:
        old, new = random.choice(fitting)
        at = random.choice([i for i in range(1, len(word)) if word.startswith(old, i)])
        return word[:at] + new + word[at + len(old) :]
    # a capital and a hyphen stay where they are
    places = [i for i in range(1, len(word) - 1) if word[i - 1 : i + 2].lower().isalpha()]
    places = [i for i in places if word[i : i + 2].islower()]
    if not places:
        return word + word[-1].lower()
    at = random.choice(places)
    kind = random.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == 1 else word[:at] + word[at] + word[at:]


def _unlisted(make: Callable[[], str], kind: str) -> str:
    """The first of some tries that is in no list; the last where all are."""
    made = make()
    for _ in range(12):
        if len(made) >= 3 and made.isprintable() and not is_listed(made, kind):
            return made
        made = make()
    return made


def _farm_name(random: Random) -> str:
    stem, ending = random.choice(_STEMS), random.choice(_FARM_ENDINGS)
    middle = random.choice(_MIDDLES)
    if middle and stem[-1] in "aeiouyæøå":
        middle = ""
    joined = stem + middle + ending
    # three equal letters never meet in Norwegian spelling
    return "".join(c for i, c in enumerate(joined) if joined[i : i + 3] != c * 3)


def _syllables(random: Random, count: int) -> str:
    parts = (
        random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS)
        for _ in range(count)
    )
    return "".join(parts)


def _foreign(random: Random, endings: tuple[str, ...], most: int) -> str:
    made = _syllables(random, random.randint(1, most)).rstrip("aeiou")
    if random.random() < 0.06 and len(made) > 3:
        made = made[:2] + random.choice("'’") + made[2:]
    return (made + random.choice(endings)).capitalize()


def invented_given_name(random: Random, sex: str, *, foreign: bool) -> str:
    """A given name in no list: misspelt, old Norse in its parts, or of foreign syllables.

    >>> is_listed(invented_given_name(Random(4), "f", foreign=False), "name")
    False
    """

    def make() -> str:
        roll = random.random()
        if roll < 0.35:
            return misspelt(random.choice(given_names(sex, "no", "1|2")), random)
        if foreign or roll < 0.55:
            return _foreign(random, _GIVEN_ENDS[sex], 2)
        return random.choice(_OLD_FIRST) + random.choice(_OLD_LAST[sex].split())

    return _unlisted(make, "name")


def invented_surname(random: Random, *, foreign: bool) -> str:
    """A surname in no list: a farm, a patronym, a listed one misspelt, or foreign syllables.

    >>> is_listed(invented_surname(Random(5), foreign=True), "name")
    False
    """

    def make() -> str:
        roll = random.random()
        if foreign and roll < 0.75:
            return _foreign(random, _FAMILY_ENDS, 3)
        if roll < 0.6:
            return _farm_name(random)
        if roll < 0.72:
            father = random.choice(given_names("m", "no", "2|3"))
            return father.rstrip("es") + random.choice(("sen", "sen", "son", "sdatter", "sdotter"))
        return misspelt(random.choice(surnames("no", "1|2")), random)

    return _unlisted(make, "name")


def invented_farm(random: Random) -> str:
    """A farm in no list, sometimes with the side that tells it from its neighbour.

    >>> is_listed(invented_farm(Random(6)), "place")
    False
    """
    name = _unlisted(lambda: _farm_name(random), "place")
    roll = random.random()
    if roll < 0.12:
        return f"{random.choice(_SIDES)} {name}"
    return f"{name} gård" if roll < 0.2 else name


def invented_place(random: Random) -> str:
    """A town or village in no list.

    >>> is_listed(invented_place(Random(7)), "place")
    False
    """
    return _unlisted(lambda: _farm_name(random), "place")
