"""What stands in notes and is no identifier: medicines, values, codes, times, diagnoses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Final

from hidden_plain_sight.gazetteers import read_gazetteer

from .harmless import HARMLESS
from .lists import items, pool, words

__all__ = ["NEUTRAL", "neutral"]

_DRUGS: Final = items("""
Paracet 1 g x 4|Paracet 500 mg x 3|Ibux 400 mg x 3|Marevan 2,5 mg etter skjema|Eliquis 5 mg x 2|
Xarelto 20 mg x 1|Albyl-E 75 mg x 1|Plavix 75 mg x 1|Metoprolol depot 50 mg x 1|Selo-Zok 100 mg|
Furix 40 mg x 2|Burinex 1 mg x 1|Spirix 25 mg x 1|Lipitor 40 mg vesp|Atorvastatin 80 mg x 1|
Levaxin 75 mcg x 1|Metformin 500 mg x 2|NovoRapid etter skala|Lantus 20 IE|Tresiba 16 IE vesp|
Prednisolon 20 mg x 1|Ventoline 0,2 mg ved behov|Symbicort 160/4,5 x 2|Spiriva 18 mcg x 1|
Imovane 7,5 mg vesp|Sobril 10 mg ved behov|Vival 5 mg|Cipralex 10 mg x 1|Sertralin 50 mg|
Seroquel 25 mg vesp|Zyprexa 5 mg x 1|Leponex 100 mg|Litium 42 mg|Lamictal 100 mg x 2|
Keppra 500 mg x 2|Orfiril 300 mg|Madopar 100/25 x 4|Sinemet 25/100|Ritalin 20 mg|Concerta 36 mg|
OxyContin 10 mg x 2|OxyNorm 5 mg ved behov|Tramadol 50 mg x 3|Morfin 2,5 mg s.c.|Nexium 40 mg x 1|
Somac 20 mg|Afipran 10 mg x 3|Zofran 4 mg iv|Selexid 200 mg x 3|Bactrim 2 tbl x 2|
Penicillin 1,2 g x 4|Apocillin 660 mg x 4|Gentamicin 360 mg x 1|Cefotaxim 1 g x 3|
Klexane 40 mg x 1|Fragmin 5000 IE|Methotrexate 15 mg ukentlig|Folsyre 1 mg|
Humira 40 mg annenhver uke|Remicade 5 mg/kg|Duroferon 100 mg|Calcigran Forte 1 x 2|
Alendronat 70 mg x 1/uke|Movicol 1 x 1|Laktulose 15 ml|B12-depot 1 mg|
Subutex 8 mg|Naltrekson 50 mg|Melatonin 3 mg|Vallergan 10 mg|Dulcolax 10 mg|Diural 40 mg|
Norvasc 5 mg|Amlodipin 10 mg|Ramipril 5 mg x 1|Atacand 16 mg|Digoxin 62,5 mcg|Tambocor 50 mg x 2|
Cordarone 200 mg|Nitroglycerin 0,5 mg sl.|Pulmicort 400 mcg x 2|Aerius 5 mg
""")
_DIAGNOSES: Final = items("""
hypertensjon|diabetes mellitus type 2|atrieflimmer|KOLS GOLD III|astma|hjertesvikt|
kronisk nyresvikt|pneumoni|urosepsis|pyelonefritt|cholecystitt|appendisitt|divertikulitt|
lårhalsbrudd|distal radiusfraktur|ankelfraktur|hjerneslag|TIA|migrene|epilepsi|hjernerystelse|
lumbago med utstråling|prolaps|revmatoid artritt|urinsyregikt|psoriasis|atopisk eksem|
ulcerøs kolitt|hypotyreose|jernmangelanemi|prostatakreft|brystkreft|kolorektalkreft|lungekreft|
malignt melanom|demens|depresjon, moderat|generalisert angst|bipolar lidelse type 2|PTSD|ADHD|
anoreksi|ruslidelse|alkoholavhengighet|osteoporose|hofteartrose|gonartrose|karpaltunnelsyndrom|
katarakt|glaukom|otitt|tonsillitt|bihulebetennelse|dyp venetrombose|lungeemboli|NSTEMI|
ustabil angina|aortastenose|perikarditt|gastroenteritt|erysipelas|nyrestein|BPH|hyperemesis|
preeklampsi|svangerskapsdiabetes|RS-virusinfeksjon|delirium|ortostatisme
""")
_RELATIVE: Final = {
    "nb": "i går|i forgårs|i dag|for tre dager siden|for to uker siden|sist uke|forrige uke|i fjor|"
    "for et par år siden|i natt|i morges|siste døgn|de siste månedene|neste uke|i overmorgen|"
    "for en måned siden|i helga|sist torsdag|for flere år siden|i fjor sommer|om to uker",
    "nn": "i går|i førgår|i dag|for tre dagar sidan|for to veker sidan|sist veke|førre veke|i fjor|"
    "for eit par år sidan|i natt|i morges|siste døgnet|dei siste månadene|neste veke|i overmorgon|"
    "for ein månad sidan|i helga|sist torsdag|for fleire år sidan|i fjor sommar|om to veker",
}
_WEEKDAYS: Final = {
    "nb": words("mandag tirsdag onsdag torsdag fredag lørdag søndag"),
    "nn": words("måndag tysdag onsdag torsdag fredag laurdag søndag"),
}
_EPONYM_NN: Final = (("sykdom", "sjukdom"), ("tegn", "teikn"), ("syke", "sjuke"))


def _number(random: Random, low: float, high: float) -> str:
    return f"{random.uniform(low, high):.1f}".replace(".", random.choice((",", ",", ",", ".")))


def _drug(random: Random, _: str) -> str:
    if random.random() < 0.6:
        return random.choice(_DRUGS)
    name = random.choice(pool("drugs", "name", kind="brand|generic"))
    strength = random.choice(("2,5", "5", "10", "20", "25", "40", "50", "100", "150", "250", "500"))
    unit = random.choice(("mg", "mg", "mg", "mg", "mcg", "IE"))
    times = random.choice((" x 1", " x 2", " x 3", "", " vesp", " ved behov", " 1+0+1", " iv"))
    return f"{name} {strength} {unit}{times}"


def _drug_name(random: Random, _: str) -> str:
    name = random.choice(pool("drugs", "name", kind="brand|generic"))
    return name.lower() if random.random() < 0.15 else name


# what is measured, from, to, and with how many decimals
_LAB: Final = (
    ("Hb", 7.5, 16.5, 1), ("CRP", 1, 320, 0), ("leuk", 2, 24, 1), ("kreat", 45, 380, 0),
    ("Na", 122, 147, 0), ("K", 2.9, 5.9, 1), ("INR", 0.9, 4.5, 1), ("HbA1c", 32, 98, 0),
    ("TSH", 0.1, 9, 1), ("ferritin", 6, 480, 0), ("ALAT", 12, 240, 0), ("SR", 2, 90, 0),
    ("trombocytter", 60, 510, 0), ("glukose", 3.4, 22, 1), ("proBNP", 80, 9000, 0),
    ("troponin T", 5, 900, 0), ("PSA", 0.3, 30, 1), ("eGFR", 14, 90, 0), ("albumin", 22, 46, 0),
    ("laktat", 0.6, 6, 1), ("D-dimer", 0.2, 6, 1), ("B12", 120, 700, 0), ("kalsium", 1.9, 2.9, 2),
)  # fmt: skip
_SCALES: Final = (
    ("VAS", 1, 10, "/10"), ("NRS", 1, 10, ""), ("GCS", 9, 15, ""), ("NEWS", 0, 9, ""),
    ("MADRS", 4, 40, ""), ("MMS", 12, 30, "/30"), ("MoCA", 10, 30, ""), ("NIHSS", 0, 18, ""),
    ("CGAS", 31, 80, ""), ("GAF", 30, 75, ""), ("kraft", 1, 5, "/5"), ("Apgar", 5, 8, "-9-10"),
    ("PHQ-9", 2, 24, ""), ("ECOG", 0, 3, ""), ("CHA2DS2-VASc", 0, 6, ""), ("AUDIT", 1, 28, ""),
    ("Barthel", 4, 20, "/20"), ("GAD-7", 1, 20, ""), ("Braden", 9, 22, ""), ("NYHA", 1, 4, ""),
    ("MMSE", 14, 30, "/30"), ("BDI-II", 3, 48, ""), ("DUDIT", 2, 34, ""), ("EPDS", 2, 22, ""),
    ("HADS", 4, 31, ""), ("mRS", 0, 5, ""), ("EDSS", 1, 8, ",5"), ("HIT-6", 42, 74, ""),
    ("DAS28", 2, 6, ",1"), ("CFS", 1, 8, ""), ("MNA", 7, 28, ""), ("Norton", 8, 19, ""),
    ("smerter", 1, 9, "/10"), ("Bergs", 18, 55, "/56"), ("CAGE", 0, 4, ""), ("SDQ", 5, 27, ""),
    ("kraft", 2, 5, "-/5"), ("Y-BOCS", 8, 34, ""), ("ISI", 6, 26, ""), ("Epworth", 3, 19, "/24"),
    ("GMFCS", 1, 4, ""), ("AUDIT-C", 0, 10, ""), ("qSOFA", 0, 3, ""), ("Morse", 20, 75, ""),
)  # fmt: skip


def _lab(random: Random, _: str) -> str:
    chosen = random.sample(_LAB, random.choice((1, 1, 2, 2, 3, 4)))
    return ", ".join(
        f"{name} {_number(random, low, high) if decimals else random.randint(int(low), int(high))}"
        for name, low, high, decimals in chosen
    )


def _vertebra(random: Random, _: str) -> str:
    part, last = random.choice((("L", 5), ("C", 7), ("Th", 12), ("L", 5)))
    number = random.randint(1, last - 1)
    return random.choice(
        (
            f"{part}{number}",
            f"{part}{number}/{part}{number + 1}",
            f"{part}{number}/{number + 1}",
            "L5/S1",
        )
    )


def _scale(random: Random, _: str) -> str:
    name, low, high, end = random.choice(_SCALES)
    return f"{name} {random.randint(low, high)}{end}"


def _time(random: Random, _: str) -> str:
    hour, minute = random.randint(0, 23), random.choice((0, 5, 10, 15, 20, 30, 30, 40, 45, 50))
    text = f"{hour:02d}{random.choice(':..')}{minute:02d}"
    return random.choice(
        (f"kl. {text}", f"kl {text}", f"kl {text}", f"kl. {hour:02d}", f"kl {hour:02d}{minute:02d}")
    )


def _weekday(random: Random, form: str) -> str:
    return random.choice(_WEEKDAYS[form])


def _week(random: Random, form: str) -> str:
    return f"{'veke' if form == 'nn' else 'uke'} {random.randint(1, 52)}"


_NYNORSK: Final = (
    ("hjerte", "hjarte"), ("brudd", "brot"), ("lidelse", "liding"), ("avhengighet", "avhengnad"),
)  # fmt: skip
_UNITS: Final = {
    "nb": words("dager uker uker måneder mnd døgn år timer"),
    "nn": words("dagar veker veker månader mnd døgn år timar"),
}


def _duration(random: Random, form: str) -> str:
    unit, roll = random.choice(_UNITS[form]), random.random()
    if roll < 0.12:
        return f"{random.randint(2, 4)}-{random.randint(5, 8)} {unit}"
    if roll < 0.45:
        return f"{random.choice(('to', 'tre', 'fire', 'fem', 'seks'))} {unit}"
    return f"{random.randint(2, 14)} {unit}"


def _relative(random: Random, form: str) -> str:
    return random.choice(_RELATIVE[form].split("|"))


def _diagnosis(random: Random, form: str) -> str:
    text = random.choice(_DIAGNOSES)
    if form == "nn":
        for old, new in _NYNORSK:
            text = text.replace(old, new)
    return text


@cache
def _eponyms(kind: str) -> tuple[tuple[str, str], ...]:
    rows = read_gazetteer("eponyms").records()
    return tuple((row["name"], row["follows"]) for row in rows if row["kind"] == kind)


def _eponym(random: Random, form: str) -> str:
    kind = random.choice(("disease", "disease", "sign", "scale", "procedure", "device"))
    name, follows = random.choice(_eponyms(kind))
    if not follows or random.random() < 0.15:
        return name
    word = random.choice(follows.split("|")[:4])
    if form == "nn":
        for old, new in _EPONYM_NN:
            word = word.replace(old, new)
    if word[0].isupper() or word in ("positiv", "negativ"):
        return f"{name} {word}"
    genitive = kind in ("disease", "sign", "procedure") and random.random() < 0.75
    if genitive:
        return f"{name} {word}" if name[-1] in "sxz" else f"{name}s {word}"
    return f"{name}{random.choice((' ', '-', '-'))}{word}"


NEUTRAL: Final[dict[str, Callable[[Random, str], str]]] = {
    "drug": _drug, "drug.name": _drug_name, "lab": _lab, "vertebra": _vertebra, "scale": _scale,
    "time": _time, "weekday": _weekday, "week": _week, "duration": _duration, "relative": _relative,
    "diagnosis": _diagnosis, "eponym": _eponym, **HARMLESS,
}  # fmt: skip
"""What writes each slot that is no identifier, from a random and the form `nb` or `nn`."""


def neutral(slot: str, random: Random, form: str) -> str:
    """The text of a slot that is no identifier.

    >>> neutral("week", Random(1), "nn").split()[0]
    'veke'
    """
    return NEUTRAL[slot](random, form)
