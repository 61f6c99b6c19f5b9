"""Units by the names they have in full: a trust, a hospital, a ward and a tail, joined."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Final

from hidden_plain_sight.gazetteers import read_gazetteer

from .invented import invented_place
from .lists import drawn, items, pool, words
from .places import area, town
from .units import dps, in_form, nursing_home, short_forms, short_hospital, short_ward, ward

__all__ = [
    "dps_chain",
    "first_small",
    "home_chain",
    "hospital_chain",
    "long_ward",
    "site_of",
    "ward_code",
]

_FOR: Final = items("""
fys.med. og rehab.|fysikalsk medisin og rehabilitering|rus og avhengighet|rusmedisin|psykose|
spiseforstyrrelser|TSB|avgiftning|habilitering|voksenhabilitering|barnehabilitering|
lindrende behandling|kreft og blodsykd.|hjerte- og karsykd.|lunge og allergi|nyre og dialyse|
kvinnehelse|fødselshjelp|barn og unge|spes.psyk.|alderspsykiatri|bildediagnostikk|radiologi|
nukleærmedisin|med. biokjemi|mikrobiologi|patologi|smertebehandling|søvn|kjevekirurgi|
øre-nese-hals|ortopedi og revma|hode- og halskirurgi|gastrokir.|generell kirurgi|geriatri og slag|
overvekt|medisinsk genetikk|immunologi og transfusjon|syn og hørsel|voksenpsykiatri|arbeidsmedisin
""")
_FOR_WORDS: Final = items("""
avd. for|avd. for|Avd. for|avdeling for|Avdeling for|seksjon for|Seksjon for|Seksj. for|
enhet for|Enhet for|klinikk for|Klinikk for|Pol. for|Poliklinikk for|senter for|Senter for
""")
_PLAIN: Final = items("""
rehab|rehabilitering|Rehabilitering|somatikk|Radiologi|Røntgen|rtg|rus|Rus|psykiatri|nevro|Nevro|
Lab|blodbank|Føde|barsel|nyfødt intensiv|kreft|Kreft|dialysen|dagkirurgi|Dagkirurgi|hud|ortopedi|
Kirurgi|medisin|Medisin|gyn|øye|habilitering|palliasjon|akuttmottaket|mottak|akutten|intensiv|
overvåkning|hjertemed.|slagenheten|BUP|ARA|DPS|LMS|lærings- og mestringssenter|smerteklinikken|
endoskopi|HABU|revma|søvnlab|CT|MR|pasienthotell|barnehab.|geriatri|LIS-vakt
""")
_TAILS: Final = items("""
rus|somatikk|døgn|dagpost|dagenhet|poliklinikk|pol.|Poliklinikk|seksjon A|seksjon B|Seksjon C|
team 1|team 2|team 3|gruppe 2|akutteam|tverrfaglig team|ungdom|ung|voksen|voksne|barn|eldre|
gutter|jenter|kvinner|menn|korttid|langtid|skjermet|palliativ enhet|sengepost|døgnenhet|nord|sør|
øst|vest|Nord|Sør|Øst|Vest|1. etg.|2. etg|3.etg|dag og døgn|uro|hjemmebehandling|hospitering
""")
_PSYCHIATRIC: Final = items("""
Poliklinikk A|poliklinikk B|Poliklinikk 2|allmennpsyk. pol.|allmennpsykiatrisk poliklinikk|
voksenpsykiatrisk poliklinikk|akutt ambulant team|ambulant team|akutteam|AAT|døgn|døgnenhet|
Døgnavdeling|døgnseksjon 2|ruspoliklinikk|rusteam|Rusteam|psykoseteam|psykosepoliklinikken|
psykisk helse voksne|gruppepoliklinikk|traumeteam|team ung|team A|Team 3|nevroteam|sengepost|
sped- og småbarnsteam|familieteam|alderspsyk.|TSB|TSB døgn|LAR|FACT|dagavdelingen|DBT-team|
spiseforstyrrelser|OCD-team|intensiv poliklinikk|avd. for ungdom|inntaksteam|post 2|krisepost
""")
_HOUSES: Final = words("""
Furu Bjørke Gran Lyng Sol Fjord Bekke Hage Blåklokke Rogne Vår Fjell Sjø Strand Utsikts Kløver Vest
Nord Skog Hassel Sommer Tyttebær Blåveis Linnea Måke Svale Troll Eng Kveld Morgen Myr Konvall
""")
_HOUSE_ENDS: Final = words("tunet stua stova sida tun hagen gløtt bo glimt kroken toppen lia ly")
_LINKS: Final = {", ": 66, " ": 11, " - ": 8, " – ": 6, "/": 3, " (": 6}
_SHAPES: Final = {
    "TH": 4, "THD": 6, "THDC": 2, "THC": 2, "THS": 3, "THDS": 2, "HD": 6, "HDC": 3, "HDS": 3,
    "HS": 3, "HC": 3, "DH": 5, "DCH": 3, "CH": 2, "DTH": 1, "TD": 2, "TDP": 2, "HDP": 1, "TSP": 1,
}  # fmt: skip
_TRUSTS: Final = " HF"


@cache
def _specialties() -> frozenset[str]:
    return frozenset(pool("unit_specialties", "word"))


def first_small(name: str) -> str:
    """A ward with a small first letter, unless a name or a code begins it.

    >>> first_small("Kirurgisk avdeling"), first_small("Solviktunet"), first_small("Post C2")
    ('kirurgisk avdeling', 'Solviktunet', 'Post C2')
    """
    lowered = name[0].lower() + name[1:]
    return lowered if lowered.split()[0] in _specialties() else name


def _joined(random: Random, parts: list[str], *, links: dict[str, int] | None = None) -> str:
    """Parts with one joint between all of them, or the last in parentheses."""
    link = drawn(random, links or _LINKS)
    if len(parts) > 2 and link in " /":
        link = ", "
    if link == " (":
        return ", ".join(parts[:-1]) + f" ({parts[-1]})" if len(parts) > 1 else parts[0]
    return link.join(parts)


@cache
def _owners() -> dict[str, str]:
    rows = read_gazetteer("hospitals").records()
    return {row["name"]: row["owner"] for row in rows if row["owner"].endswith(_TRUSTS)}


def _trust_and_rest(random: Random, hospital: str, *, nn: bool) -> tuple[str, str]:
    """A hospital's trust, or one that might be, and what else its name says."""
    owner = _owners().get(hospital, "")
    if not owner:
        if random.random() < 0.6:
            return "", hospital
        owner = f"Helse {(town(random).name if random.random() < 0.5 else invented_place(random))}"
        owner += _TRUSTS
    owner = in_form(owner, nn=nn)
    stem = owner.removesuffix(_TRUSTS)
    rest = hospital.removesuffix(_TRUSTS)
    if rest.startswith(stem):
        rest = rest[len(stem) :].strip(" ,-")
    shorts = short_forms(owner)
    trust = random.choice((owner, owner, stem, stem, random.choice(shorts) if shorts else stem))
    return trust, rest


def _place(random: Random) -> str:
    roll = random.random()
    if roll < 0.4:
        return invented_place(random)
    return (town if roll < 0.75 else area)(random).name


def _department(random: Random, *, nn: bool) -> str:
    roll = random.random()
    if roll < 0.3:
        return in_form(f"{random.choice(_FOR_WORDS)} {random.choice(_FOR)}", nn=nn)
    if roll < 0.6:
        name = ward(random, nn=nn)
        return first_small(name) if random.random() < 0.55 else name
    if roll < 0.8:
        return short_ward(random)
    return in_form(random.choice(_PLAIN), nn=nn)


def ward_code(random: Random) -> str:
    """A ward by its number, its letter, its floor or its side alone: K2, 4B, post 3 vest.

    >>> bool(ward_code(Random(1)))
    True
    """
    number = random.randint(1, 9)
    letter, small = random.choice("ABCDEFGHKMNSV"), random.choice("abc")
    side = random.choice(words("Øst Vest Nord Sør øst vest nord sør Ø V N S"))
    stem = random.choice(
        words("med kir ort nevro gyn lunge hjerte barn geri onk inf rehab psyk slag")
    )
    stem = random.choice((stem, stem.capitalize(), stem.capitalize(), stem.upper()))
    word = random.choice(words("post post sengepost Sengepost Post tun avd. seksjon pav."))
    return random.choice((
        f"{letter}{number}", f"{number}{letter}", f"{number}{small}", f"{letter}{number}{side[0]}",
        f"{number} {side}", f"{number}. {side}", f"{number}{side[0].upper()}", f"{word} {number}",
        f"{word} {number} {side}", f"{word} {number}{letter}", f"{word} {letter}",
        f"{word} {letter}{number}", f"{word} {letter}-{number}", f"{number}. etg {side}",
        f"{stem} {letter}", f"{stem} {number}", f"{stem} {number}{letter}", f"{stem}{number}",
        f"{stem} {side}", f"{stem} {number} {side}", f"{stem}. {number}", f"{stem}.post {letter}",
    ))  # fmt: skip


def hospital_chain(random: Random, *, nn: bool, hospital: str) -> str:
    """A hospital with its trust before it, or with a ward, a post or a tail beside it.

    >>> "Voss sjukehus" in hospital_chain(Random(3), nn=True, hospital="Voss sjukehus")
    True
    """
    shape = drawn(random, _SHAPES)
    trust, rest = _trust_and_rest(random, hospital, nn=nn) if "T" in shape else ("", hospital)
    shorts = short_forms(hospital)
    if shorts and rest and random.random() < 0.12:
        rest = f"{rest} ({random.choice(shorts)})"
    makers = {
        "D": lambda: _department(random, nn=nn),
        "C": lambda: ward_code(random),
        "S": lambda: in_form(random.choice(_TAILS), nn=nn),
        "P": lambda: _place(random),
        "T": lambda: trust,
        "H": lambda: rest or short_ward(random),
    }
    shape = shape if trust else shape.replace("TD", "HD").replace("TS", "HS").replace("T", "")
    parts = [makers[letter]() for letter in shape]
    if len(parts) == 1:
        parts.append(_department(random, nn=nn))
    return _joined(random, parts)


def long_ward(random: Random, *, nn: bool) -> str:
    """A ward with a place, a post or a tail behind it, and no hospital by its full name.

    >>> bool(long_ward(Random(1), nn=False))
    True
    """
    roll = random.random()
    first = _department(random, nn=nn)
    first = first[0].upper() + first[1:] if random.random() < 0.6 else first
    if roll < 0.3:
        return _joined(random, [first, _place(random)], links={", ": 6, " ": 4, " (": 1, " - ": 1})
    if roll < 0.5:
        return _joined(random, [first, ward_code(random)], links={", ": 5, " ": 4, " - ": 1})
    if roll < 0.75:
        other = short_hospital(random)
        return _joined(random, [first, other], links={", ": 5, " ": 4, "/": 1, " (": 1, " - ": 1})
    tail = in_form(random.choice(_TAILS), nn=nn)
    return _joined(random, [first, tail], links={", ": 6, " - ": 1, " (": 1})


def dps_chain(random: Random, *, nn: bool, name: str = "") -> str:
    """A unit of mental health with its trust before it or its team behind it.

    >>> "DPS Solvik" in dps_chain(Random(1), nn=False, name="DPS Solvik")
    True
    """
    name = name or dps(random, nn=nn)
    tail = in_form(random.choice(_PSYCHIATRIC), nn=nn)
    if random.random() < 0.15:
        tail = _place(random)
    trust = in_form(_owners().get(name) or random.choice(tuple(_owners().values())), nn=nn)
    trust = trust if random.random() < 0.4 else trust.removesuffix(_TRUSTS)
    shape = drawn(random, {"NS": 6, "TN": 3, "TNS": 4})
    parts = {"N": name, "S": tail, "T": trust}
    return _joined(random, [parts[letter] for letter in shape])


def home_chain(random: Random, *, nn: bool, name: str = "") -> str:
    """A nursing home with one of its wards, houses or floors.

    >>> home_chain(Random(1), nn=False, name="Solvik sykehjem").startswith("Solvik sykehjem")
    True
    """
    name = name or nursing_home(random, nn=nn)
    number, letter = random.randint(1, 5), random.choice("ABCD")
    house = random.choice(_HOUSES) + random.choice(_HOUSE_ENDS)
    word = random.choice(words("avd. avd avdeling Avd. post bogruppe gruppe tun hus"))
    part = random.choice((
        f"{word} {house}", f"{word} {house}", house, house, f"{word} {number}", f"{word} {letter}",
        f"{word} {number}{letter}", f"{number}. etg", f"{number}. etg. {random.choice('ØVNS')}",
        "skjermet enhet", "korttid", "korttidsavdelingen", "rehab", "demensavd.", "skjermet avd",
        "lindrende enhet", "somatisk avd.", "dagsenteret", f"{number}. {random.choice('ØVNS')}",
    ))  # fmt: skip
    links = {", ": 60, " ": 22, " - ": 7, " – ": 4, "/": 3, " (": 4}
    return _joined(random, [name, in_form(part, nn=nn)], links=links)


_KINDS: Final = ("sykehus", "sjukehus", "hospital", "sykestue", "sjukestove", "fødestue", "klinikk")
_NOWHERE: Final = frozenset({"Norske", "Norsk", "Norge", "Statens", "Diakonale", "Kors", "Samisk"})


def site_of(hospital: str) -> str:
    """What a hospital is called by its place or its name alone.

    >>> site_of("Haukeland universitetssjukehus"), site_of("Sykehuset Innlandet Hamar")
    ('Haukeland', 'Hamar')
    """
    if hospital.startswith(("St. Olavs", "St.Olavs", "St Olavs")):
        return hospital.split(" h")[0].split(" H")[0]
    parts = hospital.split()
    kinds = [at for at, part in enumerate(parts) if any(kind in part.lower() for kind in _KINDS)]
    if kinds and len(parts) > 1:
        last = parts[-2] if kinds[0] == len(parts) - 1 else parts[-1]
        if last[0].isupper() and last not in _NOWHERE:
            return last
    shorts = short_forms(hospital)
    return shorts[0] if shorts else hospital
