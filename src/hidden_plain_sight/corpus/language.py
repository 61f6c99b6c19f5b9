"""Which written Norwegian a note is in, told by its small words."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Final

__all__ = ["Language", "language_of"]


class Language(StrEnum):
    """What a note is written in; `unknown` is one too short or too terse to tell.

    >>> Language("nn")
    <Language.NYNORSK: 'nn'>
    """

    BOKMÅL = "nb"
    NYNORSK = "nn"
    OTHER = "other"
    UNKNOWN = "unknown"


_LOOKED_AT: Final = 6_000
_STEP: Final = 500
_PLAIN: Final = 5
"""So many more words of one are enough to tell."""
_BOTH: Final = """
og i på av til med som er var har at den det om for etter under ved kan vil skal må men så da der
når nå også mot over han mor far alle hadde skulle kunne ville pasienten smerter
"""
_BOKMÅL: Final = f"""
{_BOTH} en et de dem jeg meg hun henne hennes seg ikke fra ble blir blitt hva hvem hvor hvordan
hvorfor hver hvert hvis noe noen mer mye være vært selv se ser sier siden sammen samme uten mens
annen annet begge bare fikk får gikk går kom kommer gjør gjøre gjort tok tar ga gir etterhvert hjem
hjemme tidligere videre bedre dårlig dårligere høyre uke uker uken måned måneder dager timer ganger
år sykehus sykehuset syk sykdom sykemeldt undersøkelse undersøkelsen undersøkes innleggelse henvist
henvises henvisning utskrevet utskrives innlagt kontrolleres vurderes anbefales anbefaler opplyser
forteller behandles følges medisiner tabletter øker økt økende lenge lett ligger sover spiser
trenger ønsker synes virker kjenner sier kvalm svimmel sliten blodprøver prøver plager plaget
sykepleier sykehjem sykmeldt mandag tirsdag lørdag øyne datter sønn foreldre venstre hodet hodepine
ben benet legges meldt bære ringte henger legen legens hjemmesykepleien vurdert
"""
_NYNORSK: Final = f"""
{_BOTH} ein ei eit dei eg meg ho henne hennar seg ikkje frå vart blir vert vorte blei blitt kva kven
kor korleis kvifor kvar kvart dersom viss noko nokon nokre meir mykje vere vore sjølv sjå ser seier
sidan saman same utan medan annan anna begge berre fekk får gjekk går kom kjem gjer gjere gjort tok
tek tar gav gjev gir etterkvart heim heime tidlegare vidare betre dårleg dårlegare høgre veke veker
veka månad månader dagar timar gonger gong år sjukehus sjukehuset sjuk sjukdom sjukmeld sjukemeld
undersøking undersøkinga innlegging tilvist tilviser tilvising vist utskriven utskriving innlagd
vurderast kontrollerast behandlast følgjast tilrår opplyser fortel medisinar tablettar aukar auka
aukande lenge lett ligg søv treng ønskjer ynskjer synest verkar kjenner kvalm svimmel sliten
blodprøver prøver plager plaga sjukepleiar dotter son foreldre venstre hovudet hovudverk auge bein
beinet heimesjukepleia sjukeheim måndag tysdag laurdag auga sat bere ringde heng att difor då òg no
me kjend sagt fann heile framleis sidan nokolunde vanleg
"""
_DANISH: Final = """
og i på af til med som er var har at den det om for efter under ved kan vil skal må men så da der
når nu også mod over han mor far alle havde skulle kunne ville patienten smerter en et de dem jeg
mig hun hende hendes sig ikke fra blev bliver blevet hvad hvem hvor hvordan hvorfor hver hvert hvis
noget nogen mere meget være været selv se ser siger siden sammen samme uden mens anden andet begge
kun fik får gik går kom kommer gør gøre gjort tog tager gav giver hjem hjemme tidligere videre bedre
dårlig højre uge uger måned dage timer gange år sygehus syg sygdom undersøgelse indlagt udskrevet
henvist ud ind op ned lægen
"""
_SWEDISH: Final = """
och i på av till med som är var har att den det om för efter under vid kan vill skall ska måste men
så då där när nu också mot över han mor far alla hade skulle kunde ville patienten smärta smärtor en
ett de dem jag mig hon henne hennes sig inte från blev blir blivit vad vem hur varför varje någon
något mer mycket vara varit själv se ser säger sedan tillsammans samma utan medan annan annat båda
bara fick får gick går kom kommer gör göra gjort tog tar gav ger hem hemma tidigare vidare bättre
dålig höger vecka veckor månad dagar timmar gånger år sjukhus sjuk sjukdom undersökning
"""
_ENGLISH: Final = """
the and of to in is was were are be been with for has had have not on at by from as that this these
a an or no patient he she his her they it there which will would should can could after before under
left right day days week weeks history presented treated pain hospital discharge admitted normal
"""
_GERMAN: Final = """
der die das und ist war mit von nicht ein eine einer eines dem den des im zu auf bei für nach aus
wurde wird sich es er sie ich wir auch noch keine kein seit über unter patient patientin hat haben
"""
_SÁMI: Final = """
ja lea leat lei ii eai in mun don son mii sii dat dan dát go gos juos muhto ahte maid mat mas dego
leamaš gullá dál ovdal maŋŋel buohcci dávda váivi bearaš áhčči eadni
"""


def _marks() -> dict[str, tuple[str, ...]]:
    """For every word the languages that it counts for."""
    lists = {
        "nb": _BOKMÅL, "nn": _NYNORSK, "da": _DANISH, "sv": _SWEDISH, "en": _ENGLISH,
        "de": _GERMAN, "se": _SÁMI,
    }  # fmt: skip
    found: dict[str, tuple[str, ...]] = {}
    for name, words in lists.items():
        for word in set(words.split()):
            found[word] = (*found.get(word, ()), name)
    return found


_MARKS: Final = _marks()
_FOREIGN: Final = ("da", "sv", "en", "de", "se")
_EDGES: Final = ".,:;!?()\"'«»/-–"
# forms that one of the two has alone: vanlig and vanleg, undersøkelse and -ing, pasientane
_BOKMÅL_ENDINGS: Final = ("lig", "lige", "else", "elsen", "elser", "heten", "heter", "ende")
_NYNORSK_ENDINGS: Final = ("leg", "legare", "leik", "erast", "ane", "arar", "ande")


def language_of(text: str) -> Language:
    """What a text is written in.

    >>> language_of("Ho har ikkje hatt feber den siste veka."), language_of("BT 130/80. Puls 70.")
    (<Language.NYNORSK: 'nn'>, <Language.UNKNOWN: 'unknown'>)

    A long one is read until it is plain, so that this costs next to nothing.
    """
    scores: Counter[str] = Counter()
    nb = nn = foreign = 0
    for start in range(0, min(len(text), _LOOKED_AT), _STEP):
        _count(text[start : start + _STEP].lower().split(), scores)
        nb, nn = scores["nb"], scores["nn"]
        foreign = max(scores[name] for name in _FOREIGN)
        if abs(nb - nn) >= _PLAIN and foreign < max(nb, nn):
            break
    if foreign > 1.25 * max(nb, nn) + 2:
        return Language.OTHER
    if nb == nn:
        return Language.UNKNOWN
    return Language.BOKMÅL if nb > nn else Language.NYNORSK


def _count(words: list[str], scores: Counter[str]) -> None:
    words = [word.strip(_EDGES) for word in words]
    for names, count in Counter(map(_MARKS.get, words)).items():
        for name in names or ():
            scores[name] += count
    long = [word for word in words if len(word) > 6]
    scores["nb"] += sum(word.endswith(_BOKMÅL_ENDINGS) for word in long)
    scores["nn"] += sum(word.endswith(_NYNORSK_ENDINGS) for word in long)
