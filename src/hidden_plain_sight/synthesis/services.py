"""Municipal services, private clinics, laboratories and small offices, mostly in no list."""

from __future__ import annotations

from random import Random
from typing import Final

from .invented import invented_farm, invented_place
from .lists import drawn, is_listed, items, pool, words
from .names import drawn_surname
from .places import area, house_number, street_name, town

__all__ = ["laboratory", "private_clinic", "service", "small_clinic"]

_SIDES: Final = words("Nord Sør Øst Vest Sentrum nord sør øst vest sentrum Indre Ytre")
# § stands for the place
_HOME: Final = {
    "nb": items("""
Hjemmetjenesten §|Hjemmetjenesten §|Hjemmetjenesten §|Hjemmesykepleien §|hjemmetj. §|Hjemmespl. §|
§ hjemmetjeneste|§ hjemmetjeneste|§ hjemmesykepleie|Hjemmetjenester §|Omsorgsdistrikt §|
hjemmetjenesten §|Hjemmesykepleie §|Nattpatruljen §|§ pleie og omsorg|Hjemmebaserte tjenester §
"""),
    "nn": items("""
Heimetenesta §|Heimetenesta §|Heimetenesta §|Heimesjukepleia §|heimeten. §|Heimespl. §|
§ heimeteneste|§ heimesjukepleie|Omsorgsdistrikt §|Open omsorg §|heimetenesta §|§ pleie og omsorg|
Heimebaserte tenester §|Nattpatruljen §
"""),
}
_AMBULANCE: Final = items("""
§ ambulansestasjon|Ambulansen §|Ambulanse §|§ ambulanse|AMK §|AMK-sentralen §|Ambulansebåten §|
§ legebil|Legebilen §|Luftambulansen §|Ambulansetjenesten §
""")
_STATION: Final = items("""
§ helsestasjon|§ helsestasjon|Helsestasjonen §|§ helsestasjon for ungdom|HFU §|§ familiesenter|
§ familiens hus|Familiens hus §|Helsestasjon §|§ hst.
""")
_OTHERS: Final = {
    "nb": items("""
Psykisk helse og rus, §|Psykisk helse og rus §|Psykisk helseteam §|§ FACT|ROP-teamet §|RPH §|
Rask psykisk helsehjelp §|Innsatsteam §|Innsatsteamet §|Hverdagsrehab. §|Hverdagsmestring §|
Rehabteamet §|§ frisklivssentral|Frisklivssentralen §|§ dagsenter|§ dagsenter|§ aktivitetssenter|
Demensteamet §|Kreftteamet §|Palliativt team §|Ergo- og fysioterapitjenesten §|KAD §|ØHD §|
Fysioterapitjenesten §|§ bokollektiv|§ boligfellesskap|§ avlastning|§ botiltak|Feltpleien §|
§ mottakssenter|Familieteamet §|Familievernkontoret §|Mestringsenheten §|§ korttidssenter|§ KAD|
§ omsorgsboliger|Boveiledertjenesten §|§ helsehus|§ lavterskel
"""),
    "nn": items("""
Psykisk helse og rus, §|Psykisk helse §|Psykisk helseteam §|§ FACT|ROP-teamet §|Innsatsteam §|
Rask psykisk helsehjelp §|Kvardagsrehab. §|Kvardagsmeistring §|Rehabteamet §|§ frisklivssentral|
Frisklivssentralen §|§ dagsenter|§ aktivitetssenter|Demensteamet §|Kreftteamet §|§ helsehus|
Palliativt team §|Ergo- og fysioterapitenesta §|Fysioterapien §|KAD §|ØHD §|§ bukollektiv|
§ bufellesskap|§ avlasting|§ butiltak|Familieteamet §|Familievernkontoret §|Meistringseininga §|
§ korttidssenter|§ omsorgsbustader|§ lokalmedisinske senter|§ sjukestove|§ KAD
"""),
}
_STARTS: Final = words("""
Medi Sana Orto Vita Nova Aku Kardi Fjord Nor Helse Vesta Curo Poli Neuro Derma Gyno Bevege Fri
Optima Livs Kyst Sirius Altea Novo Salu Pro Ryggi Senti Terra Valo Klini Mentis Aria Lumi
""")
_ENDS: Final = words("""
via nova care clin med vita lis sano plus kon rium gruppen pluss tis ria line punkt partner stova
zen dia lux quo nor helse max team
""")
_PRIVATE: Final = items("""
& §|& §|& Røntgen §|& Sykehus §|& Klinikk §|&klinikken|& Spesialistsenter|& Rehabilitering §|
& Fysioterapi §|& Helse AS|& AS, avd. §|& Medisinske Senter, §|& Psykologpraksis|& Tannlegesenter §|
Klinikk §|§klinikken|Spesialistklinikken §|§ spesialistsenter|§ røntgeninstitutt|§ privatsykehus|
Rygg- og nakkeklinikken §|Hudlegene §|Øyelegene §|§ øyeklinikk|§ hudklinikk|Hjertesenteret §|
Optiker $|$ Optikk|Tannlegene $ + $|Tannlegene $|$ tannklinikk|Fysioterapeutene $ og $|
$ fysioterapi|Psykologene $ + $|$ og $ spesialistsenter|Øyelege $ AS|Jordmødrene $ og $|§ fysio|
§ Fysikalske|Fysioterapeutene §|§ kiropraktikk|Kvinneklinikken §|§ idrettsmedisin|
§ Manuellterapi|Psykologene §|§ psykologsenter|Nevroklinikk §|
Fertilitetsklinikken §|§ tannklinikk|§ helsepark|Søvnklinikken §|Smertesenteret §|Hørselssentralen §
""")
_LABS: Final = items("""
& Lab|& Medisinske Laboratorium|& Laboratorium AS|& Patologi|& Diagnostikk §|& lab, §|§ Lab|§ lab|
Laboratorium §|§ medisinske laboratorium|Patologilab. §|Lab §|& Genetikk
""")
_SMALL: Final = items("""
Legene i @|Legene i @|@ legekontor|@ legesenter|@ legesenter|@ legegruppe|Fastlegene @|Legehuset @|
Legegruppen @|Legekontoret @|Legekontoret @|Doktorgården @|Allmennlegene @|@ legepraksis|
§ legesenter|§ legekontor|§ legegruppe|Legene på §|Legekontoret §|Fastlegene §|Legehuset §|
Doktorgården §|Legesenteret §|§s legekontor|$ legekontor|$ og $ legekontor|$ & $ legesenter|
Legene $ og $|Legekontoret $ & $|$ legesenter AS|§ lege- og helsesenter|§ medisinske senter|@ legek.
""")
_SMALL_NYNORSK: Final = (
    ("Legegruppen", "Legegruppa"), ("Doktorgården", "Doktorgarden"), ("Øyelege", "Augelege"),
    ("Øyelegene", "Augelegane"), ("Legene", "Legane"),
    ("Fastlegene", "Fastlegane"), ("Hudlegene", "Hudlegane"), ("Allmennlegene", "Allmennlegane"),
    ("Tannlegene", "Tannlegane"), ("Fysioterapeutene", "Fysioterapeutane"),
    ("Psykologene", "Psykologane"), ("øyeklinikk", "augeklinikk"), ("sykehus", "sjukehus"),
    ("Sykehus", "Sjukehus"), ("Hjertesenteret", "Hjartesenteret"), ("Hørsels", "Høyrsels"),
)  # fmt: skip


def _nynorsk(text: str, *, nn: bool) -> str:
    if nn:
        for old, new in _SMALL_NYNORSK:
            text = text.replace(old, new)
    return text


def _place(random: Random) -> str:
    roll = random.random()
    if roll < 0.45:
        return area(random).name
    return town(random).name if roll < 0.8 else invented_place(random)


def _company(random: Random) -> str:
    """A firm in no list; names that all share their parts would be learnt as such."""
    for _ in range(10):
        made = random.choice(_STARTS) + random.choice(_ENDS)
        if not is_listed(made, "unit") and not is_listed(made, "name"):
            break
    roll = random.random()
    if roll < 0.12:
        return made.upper()
    return f"{made}{random.randint(2, 24)}" if roll < 0.16 else made


def _shapes(kind: str, form: str) -> tuple[str, ...]:
    if kind == "ambulance":
        return _AMBULANCE
    if kind == "station":
        return _STATION
    return _HOME[form] if kind == "home" else _OTHERS[form]


def service(random: Random, *, nn: bool, kind: str = "") -> str:
    """A municipal service of a place, a zone or a side of the town.

    >>> "ambulanse" in service(Random(3), nn=False, kind="ambulance").lower()
    True

    The kind is `home`, `ambulance`, `station`, or any where it is left out.
    """
    kind = kind or drawn(random, {"home": 4, "station": 1, "": 5})
    shape = random.choice(_shapes(kind, "nn" if nn else "nb"))
    roll = random.random()
    place = _place(random)
    if roll < 0.15 and shape.endswith(" §"):
        number = random.choice((random.randint(1, 8), random.choice("ABC"), random.choice(_SIDES)))
        place = f"{random.choice(('sone', 'sone', 'Sone', 'avd.', 'distrikt', 'rode'))} {number}"
    elif roll < 0.3:
        place = f"{place} {random.choice(_SIDES)}"
    elif roll < 0.36 and shape.endswith(" §"):
        place = random.choice(_SIDES[:5])
    return shape.replace("§", place)


def _with_surnames(random: Random, shape: str) -> str:
    while "$" in shape:
        shape = shape.replace("$", drawn_surname(random, "no"), 1)
    return shape.replace(" + ", " & ")


def private_clinic(random: Random, *, nn: bool) -> str:
    """A private hospital, clinic or practice, listed or not.

    >>> bool(private_clinic(Random(1), nn=False))
    True
    """
    if random.random() < 0.2:
        return random.choice(pool("hospitals", "name", kind="private"))
    shape = _nynorsk(random.choice(_PRIVATE), nn=nn).replace("&", _company(random), 1)
    return _with_surnames(random, shape.replace("§", _place(random)))


def laboratory(random: Random) -> str:
    """A laboratory.

    >>> bool(laboratory(Random(1)))
    True
    """
    shape = random.choice(_LABS)
    return shape.replace("&", _company(random), 1).replace("§", _place(random))


def small_clinic(random: Random, *, nn: bool) -> str:
    """An office that is called after its street, its hill, its farm or those who own it.

    >>> bool(small_clinic(Random(1), nn=False))
    True
    """
    shape = _nynorsk(random.choice(_SMALL), nn=nn)
    shape = _with_surnames(random, shape)
    street = street_name(random)
    if shape.endswith("@") and random.random() < 0.4:
        street += f" {house_number(random)}"
    hill = invented_farm(random).removesuffix(" gård") if random.random() < 0.5 else _place(random)
    return shape.replace("@", street).replace("§", hill)
