"""What looks like an identifier and is none: codes, series, invented terms, brands, short forms."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from .lists import is_listed, items, pool, words

__all__ = ["HARMLESS", "invented_brand", "invented_term"]

_LETTERS: Final = "ABCDEFGHIJKLMNOPRSTVXYZ"
_ENDINGS: Final = words("A A A B D D G J K P R S XA XD XS")
_COMMON: Final = words("""
F19.2 F60.2 F15.2 F10.2 F20.0 F33.1 F43.1 I48.1 I48.9 I21.4 I50.9 J18.9 J44.1 E11.9 E03.9 K80.2
K35.8 K57.3 N10 N20.0 N40 O80 O82.1 O14.0 S72.0 S52.5 S82.6 M16.1 M17.1 M54.4 G40.9 G43.1 G20 G35
C61 C50.9 C18.7 C34.1 D50.9 L40.0 Z51.5 Z03.9 R07.4 A41.9 B34.9 H25.1 T81.4 Q21.1 P07.3
""")
_SIDES: Final = words("høyre venstre hø. ve. dxt. sin. bilat. dexter sinister")
_TEXTS: Final = items("""
Ikke forskjøvet brudd|Forskjøvet lukket brudd|Åpen fraktur, ukomplisert forløp|Uspesifisert|
Følgetilstand|Nyresvikt, uspesifisert|Osteofytt, håndledd|Transplantatavstøting|Fall på samme nivå|
Kollisjon med fast gjenstand|Utskrapning|Spontan vaginal fødsel|Keisersnitt, elektivt|Akutt forløp|
Rusmiddelutløst psykose|Avhengighetssyndrom|Ustabil personlighetsforstyrrelse|Medfødt misdannelse|
Kontaktinfeksjon|Brannskade, annen grad|Bitt av hund|Fremmedlegeme i øret|Vannskikollisjon|
Anemia NOS|Fracture of shaft, initial encounter|Displaced fracture, sequela|Foreign body in cornea|
Chronic kidney disease|Acute sinusitis, unspecified|Encounter for immunization|Late effect of burn|
Struck by falling tree|Other specified disorders|Coxarthrosis primaria|Ulcus cruris|Leddmus|
Fractura radii|Cystitis acuta|Pes planus|Hallux valgus|Otitis externa|Sectio caesarea|Skoliose|
Benign svulst|Observasjon for mistenkt sykdom|Kontroll etter behandling|Pacemaker in situ|
Implantasjon av protese|Diagnostisk laparoskopi|Artroskopi av kne|Sutur av hud|Ekstern fiksasjon|
Lipoma|Rosacea|Vitiligo|Hypospadi|Ganespalte|Torticollis|Strabismus|Kyfose|Hernia inguinalis
""")
_CODE_NN: Final = (("brudd", "brot"), ("Ikke", "Ikkje"), ("sykdom", "sjukdom"), ("Følge", "Følgje"))


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _icd(random: Random) -> str:
    stem = random.choice(_LETTERS) + _digits(random, 2)
    one, two, three = (_digits(random, count) for count in (1, 2, 3))
    end = random.choice(_ENDINGS)
    return random.choice((
        stem, f"{stem}.{one}", f"{stem}.{one}", f"{stem}{one}", f"{stem}{two}", f"{stem}.{two}",
        f"{stem}{three}{end}", f"{stem}.{three}{end}", f"{stem}{three}", f"{stem}{two}X{end[-1]}",
    ))  # fmt: skip


def _icpc(random: Random) -> str:
    return random.choice("ABDFHKLNPRSTUWXYZ") + random.choice("01234789") + _digits(random, 1)


def _procedure(random: Random) -> str:
    letters = "".join(random.choices("ABCDEFGHJKLMNPQSTUWXY", k=random.choice((3, 3, 3, 4))))
    return f"{letters}{_digits(random, 2)}"


def _atc(random: Random) -> str:
    pair = "".join(random.choices("ABCDEFGHJLMNRX", k=2))
    return f"{random.choice('ABCDGHJLMNPRSV')}0{_digits(random, 1)}{pair}{_digits(random, 2)}"


_MAKERS: Final[tuple[Callable[[Random], str], ...]] = (
    lambda random: random.choice(_COMMON), lambda random: random.choice(_COMMON), _icd, _icd, _icd,
    _icpc, _procedure, _atc,
)  # fmt: skip


def _one_code(random: Random) -> str:
    return random.choice(_MAKERS)(random)


def _code(random: Random, form: str) -> str:
    if random.random() < 0.1:
        return _code_text(random, form)
    made = _one_code(random)
    if random.random() < 0.2:
        joint = random.choice((", ", ", ", " + ", " / ", "/", " og ", "; "))
        made = joint.join([made, *(_one_code(random) for _ in range(random.choice((1, 1, 2))))])
    return made.lower() if random.random() < 0.12 else made


def _code_text(random: Random, form: str) -> str:
    code = _icd(random) if random.random() < 0.7 else _one_code(random)
    text = random.choice(_TEXTS)
    if random.random() < 0.5:
        text = invented_term(random).capitalize()
    elif form == "nn":
        for old, new in _CODE_NN:
            text = text.replace(old, new)
    if random.random() < 0.25:
        text += f" {random.choice(_SIDES)}"
    return f"{code}{random.choice((' ', ' ', ' - ', ' – ', ': ', ', '))}{text}"


# numbers


def _decimal(random: Random, low: float, high: float) -> str:
    return f"{random.uniform(low, high):.1f}".replace(".", random.choice(",,,."))


def _pressure(random: Random) -> str:
    return f"{random.randint(84, 208)}/{random.randint(42, 114)}"


def _bp(random: Random, _: str) -> str:
    value, other, third = _pressure(random), _pressure(random), _pressure(random)
    return random.choice((
        f"BT {value}", f"BT {value}", f"bt {value}", value, value, value, f"{value} mmHg",
        f"{value}, {other}", f"BT {value}, {other}, {third}", f"{value} > {other}",
        f"{value} ({other} stående)", f"{value}-p{random.randint(48, 128)}",
    ))  # fmt: skip


_WHOLES: Final = (5, 6, 7, 8, 9, 10, 12, 14, 15, 18, 20, 21, 22, 24, 27, 28, 30, 56, 60, 66, 100)


def _fraction(random: Random, _: str) -> str:
    whole = random.choice(_WHOLES)
    part, low = random.randint(0, whole), random.randint(1, 40)
    return random.choice((
        f"{part}/{whole}", f"{part}/{whole}", f"{part} / {whole}", f"{part} av {whole}",
        f"{_decimal(random, 0.1, 1.2)}/{_decimal(random, 0.1, 1.2)}",
        f"{low}/{low + random.randint(1, 9)} ml", f"({random.randint(1, 4)}/6)",
        f"{random.randint(1, 5)}/5", f"6/{random.choice((6, 9, 12, 18, 36))}",
        f"{random.randint(9, 24)}/{random.randint(9, 24)}", f"{random.randint(1, 3)}/4",
    ))  # fmt: skip


def _series(random: Random, _: str) -> str:
    r = random.randint
    hours = list(range(r(6, 9), 24, r(2, 4)))[: r(3, 6)]
    weight = r(42, 118)
    made = (
        "-".join(str(hour) for hour in hours), "-".join(f"{hour:02d}" for hour in hours),
        "+".join(str(r(0, 2)) for _ in range(r(3, 4))), "-".join(str(r(0, 3)) for _ in range(4)),
        ", ".join(_decimal(random, 1.3, 4.6) for _ in range(r(3, 6))),
        " - ".join(_decimal(random, 3.2, 16) for _ in range(r(3, 5))),
        " > ".join(str(r(4, 290)) for _ in range(r(2, 4))),
        "/".join(str(r(1, 9)) for _ in range(3)), "-".join(str(r(5, 10)) for _ in range(3)),
        ", ".join(str(r(48, 132)) for _ in range(r(3, 6))), f"{weight}–{weight + r(1, 4)}",
        "+".join(str(r(18, 42)) for _ in range(2)), " ".join(str(r(0, 9)) for _ in range(r(4, 8))),
        f"{r(0, 6)}-0", f"{r(1, 9)}x{r(1, 9)}x{r(1, 9)} mm", f"{r(2, 30)} x {r(2, 30)} mm",
        f"{r(10, 24)} G", f"Ch {r(8, 24)}", f"{r(100, 990)}-{r(100, 990)}-{r(100, 990)}",
        f"{r(1, 40)} {r(100, 990)} kr", f"{r(50, 990)},-", f"{r(12, 41)}+{r(0, 6)}",
    )  # fmt: skip
    return random.choice(made)


# invented words

_BEFORE: Final = words("""
hyper hypo peri endo para retro supra infra epi meso pan poly oligo dys eu macro mikro makro pseudo
brady tachy takyk hemi intra extra ekstra trans post pre ante neo iso hetero homo mono bi tri
""")
_ROOTS: Final = words("""
gastr hepat nefr nephr splen kolecyst cholecyst thyre tyreoid oste arthr artr kondr chondr mening
encefal neur nevr cardi kardi angi flebit fleb arteri aort pulmon pneum bronk trake laryng rin rhin
ot oftalm kerat irid retin blefar dakryocyst dermat hidraden follikul kolp metr salping ovari
oofor orkid prostat cyst uretr pyel ureter enter kol prokt sigmoid appendic duoden jejun ile
pankreat perit pleur my myel tend fasci burs spondyl disk kost stern klavikul skapul humer radi
uln karp metakarp falang femor patell tibi fibul tars kalkane glom tubul lymf leuk erytr tromb
hemat lip adip gli glyk ur sialaden gloss stomat ging cheil uvul tonsill aden mast onyk trich xer
skler psor ichty akant
""")
_AFTER: Final = words("""
itt itis ose osis ektomi ectomia otomi tomi pati pathia algi algia stenose stenosis litiasis malaci
malacia ptose ptosis ektasi rrafi pleksi plastikk skopi grafi oma om sarkom cele emi uri plegi
parese spasme dyni fobi trofi plasi penia tisk idea oidea alis icus oides
""")
_NOUNS: Final = words("""
Fractura Luxatio Contusio Ruptura Ulcus Hernia Tumor Cystis Fistula Abscessus Stenosis Distorsio
Vulnus Naevus Polypus Prolapsus Sequelae Status Insufficientia Atrophia Dysplasia Haematoma Oedema
Paresis Arthrosis Neoplasma Corpus Musculus Arteria Vena Nervus Ramus Ligamentum Tuberculum
""")
_OF: Final = words("""
colli femoris humeri radii ulnae tibiae fibulae patellae claviculae genus coxae pedis manus digiti
pollicis ventriculi duodeni coli recti ani hepatis renis vesicae prostatae uteri ovarii mammae
pulmonis bronchi laryngis linguae tonsillae auris oculi corneae retinae cutis capitis faciei dorsi
abdominalis inguinalis umbilicalis interna externa lateralis medialis anterior posterior magnus
major minor profundus superficialis acuta chronica traumatica congenita multiplex obliterans simplex
""")
_BODY: Final = words("""
lår kne skinn ankel hæl tå hofte bekken rygg nakke skulder albue hånd finger bryst hjerte lunge
lever galle nyre blære tarm mage hals kjeve tann øye øre nese hud hår negl muskel sene ledd bein
sår blod væske stoff vann salt sukker søvn angst stemning tanke minne språk svelge puste hoste
""")
_LATTER: Final = words("""
smerter svikt betennelse brudd plager ødem stivhet utslett kløe trykk tap svinn vekst hevelse
blødning lekkasje forsnevring utvidelse lammelse trening støtte skinne måling prøve funksjon skade
sykdom kreft svulst kapsel hode rand vegg kant hinne flate spalte vinkel besvær vansker forløp
refleks tonus status kontroll opptak utskillelse balanse toleranse pleie stell forbinding
""")


def _compound(random: Random) -> str:
    first, last = random.choice(_BODY), random.choice(_LATTER)
    joint = "" if first[-1] in "es" else random.choice(("", "", "", "e", "s"))
    middle = random.choice(_BODY) if random.random() < 0.15 else ""
    return first + joint + middle + last


def _greek(random: Random) -> str:
    before = random.choice(_BEFORE) if random.random() < 0.3 else ""
    root = random.choice(_ROOTS)
    if random.random() < 0.25:
        root += "o" + random.choice(_ROOTS)
    after = random.choice(_AFTER)
    return before + root + ("" if after[0] in "aeiouy" else "o") + after


def _latin(random: Random) -> str:
    others = random.sample(_OF, random.choice((1, 1, 2)))
    side = random.choice(("", "", "", " sin.", " dxt.", " sin", " l.dx."))
    return " ".join((random.choice(_NOUNS), *others)) + side


def invented_term(random: Random) -> str:
    """A medical word or two of Greek, Latin or Norwegian parts.

    >>> bool(invented_term(Random(1)))
    True
    """
    return random.choice((_greek, _greek, _greek, _compound, _compound, _latin))(random)


def _term(random: Random, form: str) -> str:
    made = invented_term(random)
    if form == "nn":
        made = made.replace("sykdom", "sjukdom").replace("hjerte", "hjarte").replace("øye", "auge")
    roll = random.random()
    if roll < 0.45:
        return made[0].upper() + made[1:]
    return made.upper() if roll < 0.49 else made


_BRAND_STARTS: Final = words("""
Al Am An Ar Bel Ben Bi Bri Ca Cel Ci Clo Co Da Del Di Do Dur El En Er Eu Fe Fi Flo Fu Ga Gel Gly Ha
Hi In Io Ka Kli La Le Li Lo Lu Ma Me Mi Mo Na Ne Ni No Nu Ol Op Or Pa Pe Pi Pre Pro Qui Ra Re Ri Ro
Sa Se Si So Su Ta Te Ti To Tra Ul Va Ve Vi Vo Xa Xe Za Zo Zy
""")
_BRAND_MIDDLES: Final = words("""
ba ce da de di fa fe ga la le li lo ma mi na ne no pi ra ri ro sa si ta ti va ve xi zo
""")
_BRAND_ENDS: Final = words("""
ol ex an il ax on in en um ium dal vent cort pril mab nib tin zol pam dex lin fen stat via gra xa
tol tan san mid mox cef line dine zid fort pine vir tide sol gel lax ron
""")
_WARES: Final = words("""
Medi Opti Flexi Soft Derma Vita Aqua Ortho Pulmo Cardi Uro Neo Ultra Pro Easy Comfi Secu Thermo Grip
Stabi Steri Kine Nordi Fix Tena Hydro Silico Rollo Lofo Bari
""")
_WARE_ENDS: Final = words("""
Flex Grip Fit Seal Fix Care Line Pad Strip Foam Gel Fol Sorb Lock Clip Tape Port Cath Stent Guard
Wrap Walk Lift Step Plus Med Form Tex Max Soft Stop Touch View Scan Pen Neb
""")
_STRENGTHS: Final = items("""
 10 mg| 25 mg x 2| 500 mg x 3| 1 g iv| 2,5 mg vesp| 40 mg x 1| 1+0+1| 5 ml ved behov| 20 mg tbl.|
 inj.| 0,5 mg/ml| krem| dråper| mikst.| depot 75 mg| 8 mg s.l.| 100 IE| spray
""")
_SIZES: Final = items("""
 4-0| 3-0| 10x10| 10 x 12 cm| 14 Ch| str. 38| str. L| 18G| nr 3| 9 mm| XL| 2.0| II| 41| 15 cm| 300||
""")


def invented_brand(random: Random) -> str:
    """The name of a medicine or a thing that nobody sells.

    >>> invented_brand(Random(1))[0].isupper()
    True
    """
    if random.random() < 0.6:
        middle = random.choice(_BRAND_MIDDLES) if random.random() < 0.7 else ""
        made = random.choice(_BRAND_STARTS) + middle + random.choice(_BRAND_ENDS)
        return invented_brand(random) if is_listed(made, "name") else made
    joint, end = random.choice(("", "", "-", " ")), random.choice(_WARE_ENDS)
    return random.choice(_WARES) + joint + (end if joint else random.choice((end, end.lower())))


def _brand(random: Random, _: str) -> str:
    name = invented_brand(random)
    if random.random() < 0.35:
        return name
    return name + random.choice(_SIZES if name.startswith(_WARES) else _STRENGTHS)


def _abbr(random: Random, _: str) -> str:
    if random.random() < 0.25:
        return "".join(random.choices("ABCDEFGHIKLMNOPRSTUV", k=random.choice((2, 2, 3, 3, 4))))
    known = pool("abbreviations", "abbreviation")
    return random.choice([text for text in known if text.isupper() and "." not in text])


_SMALL: Final = words("""
us obs pas bt ua mtp jf ang hø ve tbl bmi crp hf rf sat sr kad pvk ass vt vb pga ift mht iht adl ekg
tp ab iv im sc po ug ul mr ct rtg inr lis fl kl stk evt mnd dgl pol avd spl pt ptt kbs eeg emg gcs
nb ad si el ob om sa sn kn mk lh hlr bsp dvt tia avb sle ra ms als ptsd cgi kat ev ml mg
""")


def _abbr_lower(random: Random, _: str) -> str:
    made = random.choice(_SMALL)
    return f"{made}." if random.random() < 0.15 else made


_HEAD_FIRST: Final = {
    "nb": items("""
DPS|BUP|VOP|ARA|POLIKLINISK|RADIOLOGISK|ANAMNESTISK|KLINISK|MEDISINSK|PSYKOLOGISK|NEVROLOGISK|
STATUS|AKTUELL|TVERRFAGLIG|AVSLUTTENDE|TIDLIGERE|VIDERE|SOSIAL|KIRURGISK|FORELØPIG|LEGE|TELEFON
"""),
    "nn": items("""
DPS|BUP|VOP|ARA|POLIKLINISK|RADIOLOGISK|KLINISK|MEDISINSK|PSYKOLOGISK|NEVROLOGISK|STATUS|AKTUELL|
TVERRFAGLEG|AVSLUTTANDE|TIDLEGARE|VIDARE|SOSIAL|KIRURGISK|FØREBELS|LEGE|TELEFON
"""),
}
_HEAD_LAST: Final = {
    "nb": items("""
FØRSTEGANGSSAMTALE|SKILDRING|PRESENS|VURDERING OG PLAN|SYKEHISTORIE|UNDERSØKELSE|KONSULTASJON|
SAMTALE|NOTAT|INNKOMST|EPIKRISE|SAMMENFATNING|TILTAK|FORLØP|KONKLUSJON|UTREDNING|TILSYN|OPPFØLGING|
KONTAKT|JOURNAL|BEHANDLINGSPLAN|ANAMNESE|KONTROLL|ORIENTERING|FUNN|MØTE|INNTAK|HENVISNING|RAPPORT
"""),
    "nn": items("""
FYRSTEGONGSSAMTALE|SKILDRING|PRESENS|VURDERING OG PLAN|SJUKEHISTORIE|UNDERSØKING|KONSULTASJON|
SAMTALE|NOTAT|INNKOMST|EPIKRISE|SAMANFATNING|TILTAK|FORLØP|KONKLUSJON|UTGREIING|TILSYN|OPPFØLGING|
KONTAKT|JOURNAL|BEHANDLINGSPLAN|ANAMNESE|KONTROLL|ORIENTERING|FUNN|MØTE|INNTAK|TILVISING|RAPPORT
"""),
}
_HEAD_WHOLE: Final = items("""
AKTUELT|STATUS PRESENS|VURDERING OG PLAN|TIDL. SYKD.|NATURLIGE FUNKSJONER|STIMULANTIA|RESYMÉ|
FAM./SOS.|CAVE|ORGANSTATUS|RTG. THORAX|EKG VED INNKOMST|CT CAPUT|OBS SMITTE|SMITTESTATUS|HLR MINUS|
KURVE|MEDIKAMENTER|FASTE MEDISINER|TIL FASTLEGEN|VEDR. FØRERKORT|PLAN|MÅL|TILTAK|KODER|KOPI|FUNN
""")


def _heading(random: Random, form: str) -> str:
    if random.random() < 0.35:
        made = random.choice(_HEAD_WHOLE)
    else:
        joint = random.choice((" ", " ", " - ", "/", " – ", ": "))
        made = random.choice(_HEAD_FIRST[form]) + joint + random.choice(_HEAD_LAST[form])
    return made.title() if random.random() < 0.12 else made


def _eponym_alone(random: Random, _: str) -> str:
    kind = random.choice(("disease", "disease", "sign", "scale", "procedure", "device", "microbe"))
    name = random.choice(pool("eponyms", "name", kind=kind))
    is_genitive = kind == "disease" and name[-1] not in "sxz" and random.random() < 0.2
    return f"{name}s" if is_genitive else name


_UNITS: Final = {
    "nb": items("""
sykehuset|sykehus|avdelingen|poliklinikken|sengeposten|posten|akuttmottaket|akuttmottak|
mottakelsen|intensivavdelingen|intensiven|overvåkningen|fødeavdelingen|barselposten|legevakten|
legevakt|legekontoret|fastlegekontoret|fastlegen|primærhelsetjenesten|kommunehelsetjenesten|
spesialisthelsetjenesten|hjemmesykepleien|hjemmetjenesten|sykehjemmet|korttidsavdelingen|
omsorgsboligen|rehabiliteringen|dagsenteret|laboratoriet|røntgenavdelingen|røntgen|fysioterapien|
operasjonsstuen|oppvåkningen|dagkirurgien|medisinsk avdeling|kirurgisk poliklinikk|isolatet|
barneavdelingen|ortopedisk poliklinikk|det ambulante teamet|det medisinske teamet|skadestuen|
palliativt team|psykiatrien|akuttpsykiatrien|rusinstitusjonen|helsestasjonen|pol.|avd.|AMK|
hjemmespl.|sykestua|lokalsykehuset|universitetssykehuset|ambulansetjenesten|smertepol.|sengetunet
"""),
    "nn": items("""
sjukehuset|sjukehus|avdelinga|poliklinikken|sengeposten|posten|akuttmottaket|akuttmottak|AMK|
intensivavdelinga|intensiven|overvakinga|fødeavdelinga|barselposten|legevakta|legevakt|pol.|avd.|
legekontoret|fastlegekontoret|fastlegen|primærhelsetenesta|kommunehelsetenesta|dagkirurgien|
spesialisthelsetenesta|heimesjukepleia|heimetenesta|sjukeheimen|korttidsavdelinga|sjukestova|
omsorgsbustaden|rehabiliteringa|dagsenteret|laboratoriet|røntgenavdelinga|operasjonsstova|
medisinsk avdeling|kirurgisk poliklinikk|barneavdelinga|det ambulante teamet|palliativt team|
det medisinske teamet|psykiatrien|helsestasjonen|lokalsjukehuset|ambulansetenesta|skadestova
"""),
}


def _generic_unit(random: Random, form: str) -> str:
    made = random.choice(_UNITS[form])
    roll = random.random()
    if roll < 0.12:
        return made[0].upper() + made[1:]
    return made.upper() if roll < 0.18 else made


HARMLESS: Final[dict[str, Callable[[Random, str], str]]] = {
    "code": _code, "code.text": _code_text, "bp": _bp, "fraction": _fraction, "series": _series,
    "term": _term, "brand": _brand, "abbr": _abbr, "eponym.alone": _eponym_alone,
    "generic.unit": _generic_unit, "abbr.lower": _abbr_lower, "heading": _heading,
}  # fmt: skip
"""What writes each of these slots, from a random and the form `nb` or `nn`."""
