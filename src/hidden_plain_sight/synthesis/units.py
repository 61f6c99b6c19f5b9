"""Health-care units: hospitals, wards, clinics and homes, full and short, listed or not."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from hidden_plain_sight.gazetteers import read_gazetteer

from .invented import invented_place
from .lists import drawn, items, pool, words
from .places import area, town

__all__ = [
    "clinic",
    "dps",
    "hospital",
    "in_form",
    "legevakt",
    "nursing_home",
    "short_forms",
    "short_hospital",
    "short_ward",
    "ward",
]

_UNLISTED: Final = 0.2
_SHORT: Final = words("""
med kir ort nevro gyn lunge hjerte gastro uro ønh øye hud revma geri onk barne føde barsel hemat
nevrokir plast infeksjon nyre endo kar thorax psyk rehab smerte slag akutt intensiv dag
""")
_NOUNS: Final = items("""
allergologi|arbeidsmedisin|barneortopedi|blodsykdommer|brystkirurgi|endokrinologi|
fordøyelsessykdommer|fysikalsk medisin|gastrokirurgi|geriatri|habilitering|hjertesykdommer|
hudsykdommer|immunologi|infeksjon|karkirurgi|kreftbehandling|kvinnesykdommer|leversykdommer|
lindrende behandling|lungesykdommer|medisinsk genetikk|nyfødte|nyresykdommer|nevrohabilitering|
nevrologi|nevrokirurgi|ortopedi|patologi|plastikkirurgi|revmatologi|ryggkirurgi|rusmedisin|
sykelig overvekt|søvnmedisin|transplantasjon|urologi|voksenpsykiatri|alderspsykiatri|øyesykdommer
""")
_NYNORSK: Final = (
    ("enheten", "eininga"), ("avdelingen", "avdelinga"), ("voksne", "vaksne"), ("gutter", "gutar"),
    ("spiseforstyrrelser", "spiseforstyrringar"), ("avhengighet", "avhengnad"),
    ("hørsel", "høyrsel"), ("hjemmebe", "heimebe"), ("mestring", "meistring"),
    ("overvåkning", "overvaking"), ("sykdommer", "sjukdommar"), ("sykelig", "sjukeleg"),
    ("sykehus", "sjukehus"),
    ("sykehjem", "sjukeheim"), ("hjerte", "hjarte"), ("øye", "auge"), ("lindrende", "lindrande"),
    ("nyfødte", "nyfødde"), ("enhet", "eining"), ("voksen", "vaksen"), ("omsorgssenter",
    "omsorgssenter"), ("aldershjem", "aldersheim"), ("hjemmet", "heimen"), ("syke", "sjuke"),
)  # fmt: skip
_SIDES: Final = ("Øst", "Vest", "Nord", "Sør", "øst", "vest", "nord", "sør", "A", "B", "1", "2")
_SITES: Final = {
    "OUS": ("Ullevål", "Rikshospitalet", "Radiumhospitalet", "Aker", "Gaustad", "RH", "DNR", "US"),
    "Ahus": ("Nordbyhagen", "Ski", "Kongsvinger", "Gardermoen"),
    "SI": ("Hamar", "Gjøvik", "Lillehammer", "Elverum", "Tynset", "Sanderud", "Reinsvoll"),
    "SSHF": ("Arendal", "Kristiansand", "Flekkefjord"),
    "STHF": ("Skien", "Notodden", "Porsgrunn", "Moflata"),
    "SiV": ("Tønsberg", "Larvik", "Sandefjord"),
    "SØ": ("Kalnes", "Moss"),
    "SUS": ("Våland", "Ullandhaug", "Hillevåg", "Egersund"),
    "HUS": ("Haukeland", "Hagevik", "Sandviken", "Kronstad"),
    "VV": ("Drammen", "Bærum", "Ringerike", "Kongsberg", "Blakstad"),
    "HNT": ("Levanger", "Namsos"),
    "HMR": ("Molde", "Ålesund", "Volda", "Kristiansund", "Hjelset"),
    "Helse Førde": ("Førde", "Lærdal", "Nordfjord"),
    "UNN": ("Tromsø", "Harstad", "Narvik", "Åsgård"),
    "NLSH": ("Bodø", "Lofoten", "Vesterålen", "Gravdal", "Stokmarknes"),
    "St. Olavs": ("Orkdal", "Røros", "Østmarka", "Øya"),
}
_LONG_KINDS: Final = (
    "avdeling",
    "avdeling",
    "sengepost",
    "poliklinikk",
    "seksjon",
    "klinikk",
    "post",
)
_ENDS: Final = ("avdelingen", "avdelinga", "posten", "poliklinikken", "seksjonen", "klinikken",
    "avdeling", "post", "poliklinikk", "seksjon", "intensiv", "enheten")  # fmt: skip
_HOSPITAL_KINDS: Final = "hospital|trust|private|rehabilitation"


def in_form(text: str, *, nn: bool) -> str:
    """A text in bokmål as it stands, or with the words that nynorsk spells otherwise.

    >>> in_form("Avdeling for øyesykdommer", nn=True)
    'Avdeling for augesjukdommar'
    """
    if nn:
        for old, new in _NYNORSK:
            text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
    return text


def _forms(*, nn: bool) -> str:
    return "nn|both" if nn else "nb|both"


def hospital(random: Random, *, nn: bool) -> str:
    """A hospital's name in full.

    >>> bool(hospital(Random(1), nn=False))
    True
    """
    if random.random() < _UNLISTED:
        kind = random.choice(("sykehus", "sykehus", "sentralsykehus", "universitetssykehus",
            "lokalsykehus", "sanitetssykehus", "rehabiliteringssenter"))  # fmt: skip
        roll = random.random()
        place = invented_place(random) if roll < 0.7 else town(random).name
        return in_form(f"{place} {kind}", nn=nn)
    kind = random.choice(("hospital", "hospital", "hospital", _HOSPITAL_KINDS))
    return random.choice(pool("hospitals", "name", kind=kind, form=_forms(nn=nn)))


def short_hospital(random: Random) -> str:
    """A hospital as it is called: its letters, or a site of it.

    >>> bool(short_hospital(Random(1)))
    True
    """
    roll = random.random()
    if roll < 0.1:
        return "".join(random.choices("ABDEFGHKLNORSTUV", k=random.choice((3, 3, 4))))
    shorts = pool("hospitals", "short_forms", kind="hospital|trust")
    short = random.choice(random.choice(shorts).split("|"))
    if roll < 0.3:
        trust = random.choice(list(_SITES))
        joint = random.choice((" ", " ", " ", " ", "-", "/", ", "))
        return f"{trust}{joint}{random.choice(_SITES[trust])}"
    if roll < 0.4:
        site = random.choice(_SITES[random.choice(list(_SITES))])
        return site if len(site) > 3 else short
    return short.upper() if roll < 0.46 and len(short) < 7 else short


@cache
def _adjectives(*, nn: bool) -> tuple[str, ...]:
    return tuple(
        word for word in pool("unit_specialties", "word", form=_forms(nn=nn))
        if word.endswith("isk") and " " not in word and "-" not in word
    )  # fmt: skip


@cache
def _compounds(*, nn: bool) -> tuple[str, ...]:
    words = pool("unit_specialties", "word", form=_forms(nn=nn))
    return tuple(word for word in words if word.endswith(_ENDS) and len(word) > 9)


def _numbered(random: Random) -> str:
    number = random.randint(1, 9)
    letter = random.choice("ABCDEFGHNSV")
    codes = (f"{number}", f"{letter}{number}", f"{number}{letter}", f"{letter} {number}")
    more = (f"{number}{letter.lower()}", f"{letter}{number}0{random.randint(1, 4)}")
    code = random.choice((*codes, *more))
    word = random.choice(("sengepost", "sengepost", "post", "post", "Post", "Sengepost", "sengetun",
        "tun", "seksjon", "Pav.", "bygg"))  # fmt: skip
    floor = random.choice((f"{number}. etg.", f"{number}. etasje", f"{number}.etg", f"{number}"))
    return random.choice(
        (f"{word} {code}", f"{word} {code}", f"{word} {code}", code_side(random, floor))
    )


def code_side(random: Random, floor: str) -> str:
    """A floor with the side of the house.

    >>> code_side(Random(1), "4. etg.").startswith("4. etg. ")
    True
    """
    return f"{floor} {random.choice(_SIDES[:8])}"


def ward(random: Random, *, nn: bool) -> str:
    """A ward, an outpatient clinic or a section, written out.

    >>> bool(ward(Random(1), nn=True))
    True
    """
    roll = random.random()
    if roll < 0.2:
        return _numbered(random)
    if roll < 0.3:
        word = random.choice(("Avdeling", "Seksjon", "Enhet", "Klinikk", "Poliklinikk", "Avd."))
        return in_form(f"{word} for {random.choice(_NOUNS)}", nn=nn)
    if roll < 0.6:
        name = f"{random.choice(_adjectives(nn=nn))} {random.choice(_LONG_KINDS)}"
        if random.random() < 0.3:
            name += (
                f" {random.choice((random.randint(1, 5), random.choice('ABC'), '3B', 'C4', 'øst'))}"
            )
    elif roll < 0.9:
        name = random.choice(_compounds(nn=nn))
        if random.random() < 0.2:
            name += f" {random.randint(1, 4)}"
    else:
        name = f"{invented_place(random)}{random.choice(('posten', 'klinikken', 'tunet', 'stova'))}"
    # in small letters a ward that no number tells apart is any ward of its kind
    is_told = any(letter.isdigit() for letter in name)
    return name if is_told and random.random() < 0.3 else name[0].upper() + name[1:]


def short_ward(random: Random) -> str:
    """A ward in short: Med 2, Kir.pol., ort.avd., or letters of its own.

    >>> bool(short_ward(Random(1)))
    True
    """
    stem = random.choice(_SHORT)
    stem = (
        stem.upper()
        if stem == "ønh"
        else random.choice((stem, stem.capitalize(), stem.capitalize()))
    )
    number = random.choice((random.randint(1, 6), f"{random.randint(1, 6)}{random.choice('ABCD')}"))
    roll = random.random()
    if roll < 0.3:
        return f"{stem} {number}" if roll < 0.25 else f"{stem}{number}"
    if roll < 0.72:
        end = random.choice(("pol", "pol.", "avd", "avd.", "post", "klin.", "poli", "sengepost"))
        return stem + random.choice((".", " ", ". ", "", "-")) + end
    if roll < 0.85:
        letters = random.choice(("KK", "TIO", "MIO", "NFI", "KBK", "AIO", "FØ", "GAS", "MOBA",
            "NIPU", "HIA", "HOPP", "BUK", "NEV", "ORT", "KRK", "RMA", "AFMR", "LKB"))  # fmt: skip
    else:
        letters = "".join(random.choices("ABDEFGHKLMNOPRSTUV", k=random.choice((2, 3, 3, 4))))
    return letters if random.random() < 0.6 else f"{letters} {number}"


def clinic(random: Random, *, nn: bool) -> str:
    """A GP's office, a dentist's or a health station.

    >>> bool(clinic(Random(1), nn=False))
    True
    """
    if random.random() < 0.4:
        return random.choice(pool("clinics", "name"))
    kind = random.choice(("legesenter", "legesenter", "legekontor", "legesenter", "helsestasjon",
        "tannklinikk", "helsesenter", "fysioterapi", "legegruppe", "spesialistsenter", "helsehus",
        "fysikalske institutt", "doktorgård", "medisinske senter"))  # fmt: skip
    name = (area(random) if random.random() < 0.5 else town(random)).name
    return f"{name} {in_form(kind, nn=nn)}"


def nursing_home(random: Random, *, nn: bool) -> str:
    """A nursing home, a care centre or sheltered housing.

    >>> bool(nursing_home(Random(1), nn=False))
    True
    """
    roll = random.random()
    if roll < 0.4:
        return random.choice(pool("nursing_homes", "name"))
    if roll < 0.55:
        return in_form(
            invented_place(random) + random.choice(("tunet", "heimen", "hjemmet")), nn=nn
        )
    kind = random.choice(("sykehjem", "sykehjem", "omsorgssenter", "bo- og behandlingssenter",
        "bofellesskap", "aldershjem", "bo- og servicesenter", "helsetun"))  # fmt: skip
    name = (area(random) if random.random() < 0.5 else town(random)).name
    return f"{name} {in_form(kind, nn=nn)}"


def legevakt(random: Random) -> str:
    """An out-of-hours service with its place.

    >>> "legevakt" in legevakt(Random(1)).lower()
    True
    """
    name, other = town(random).name, (area if random.random() < 0.5 else town)(random).name
    return random.choice((f"{name} legevakt", f"{name} legevakt", f"Legevakten i {name}",
        f"{name} interkommunale legevakt", f"{name} legevakt", f"{other} legevakt",
        f"{name} og {other} legevakt", f"Legevakta {other}", f"Legevakten {name}", f"{name} lv",
        f"{name} interkomm. legevakt"))  # fmt: skip


def dps(random: Random, *, nn: bool) -> str:
    """A unit of mental health or addiction care.

    >>> bool(dps(Random(1), nn=False))
    True
    """
    roll = random.random()
    if roll < 0.4:
        return random.choice(
            pool("hospitals", "name", kind="psychiatric|addiction", form=_forms(nn=nn))
        )
    name = (town(random) if roll < 0.8 else area(random)).name
    kind = drawn(random, {"DPS": 6, "BUP": 5, "ARA": 2, "FACT": 2, "FACT-team": 1, "TSB": 1,
        "ABUP": 1, "AAT": 1, "ruspoliklinikk": 1, "HABU": 1, "TSB døgn": 1})  # fmt: skip
    return f"{kind} {name}" if roll > 0.7 and kind.isupper() else f"{name} {kind}"


@cache
def _shorts() -> dict[str, tuple[str, ...]]:
    rows = read_gazetteer("hospitals").records()
    return {row["name"]: tuple(row["short_forms"].split("|")) for row in rows if row["short_forms"]}


def short_forms(name: str) -> tuple[str, ...]:
    """The listed short forms of a hospital.

    >>> "AUS" in short_forms("Aker universitetssykehus")
    True
    """
    return _shorts().get(name, ())
