"""The words of units' names that stay, and how a unit that is made of them alone is written."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.name_lists import first_names, last_names
from hidden_plain_sight.surrogates.place_lists import place_lists

__all__ = [
    "glued_unit",
    "is_abbreviated",
    "is_generic",
    "reworded",
    "stands_for_specialty",
    "unit_words",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


_LINKING: Final = _words("""
    st dr prof den det de dei og i på ved for av med til fra frå hos hjå under samt innen innan
    hf rhf as sa ks iks norge norges noreg noregs norsk nye gamle tidl tidligere tidlegare
    kommune kommunes kommunal kommunale interkommunal interkommunale interkomm privat private
    regional regionale nasjonal nasjonalt nasjonale nord sør syd øst aust vest midt indre ytre øvre
    nedre nordre søndre søre østre austre vestre
""")
_SHORT: Final = _words("""
    med kir ort nevro gyn lunge hjerte hjarte gastro uro ønh øye auge hud revma geri onk barne føde
    barsel hemat nevrokir plast infeksjon nyre endo kar thorax psyk smerte slag akutt intensiv dag
    ungd bryst rehab hab avd pol seksj sone sona rom pav etg etasje kk akm mio tio hia nipu aio kbk
    nfi pcu ccu kad øhd lv
""")
_KINDS: Final = _words("""
    nav nks lhl amk lar dms lms habu havo vop luftambulansen luftambulanse redningshelikopteret
    overgrepsmottaket hotell hotellet pasienthotell pasienthotellet lege legen legene legane
    fastlegene fastlegane allmennlegene allmennlegane legegruppe legegruppa legegruppen legehus
    legehuset doktorgård doktorgard doktorgården doktorgarden tannlege tannlegene tannlegane
    tannregulering fysikalsk fysikalske fysioterapeut fysioterapeutene fysioterapeutane kiropraktikk
    kiropraktor manuellterapi osteopati ortopedi psykolog psykologene optikk optiker optikar
    brilleland kontor kontoret distrikt distriktet gruppe bogruppe bogruppa bogruppen tun bo bu
    sengetun sengetunet paviljong bygg senter senteret spesialistsenter spesialistsenteret helse
    helsepark helseparken helsevern demenslandsby nattpatrulje nattpatruljen patruljen
    hjemmebaserte heimebaserte hjemmetjenester heimetenester tjenester tenester syke sjuke alders
    behandling behandlings omsorg omsorgs voksen voksne vaksne korttid langtid døgn somatikk
    somatisk psykisk sámi samisk klinihkka legek hst helsest praksis legepraksis psykologpraksis
    jordmor jordmødre jordmødrene diagnostikk patologi laboratorium kurbad
""")
"""What the lists of words for units and specialties do not have."""
_GLUED: Final = (
    "tunet", "heimen", "hjemmet", "stova", "stua", "stuen", "senteret", "sentret", "klinikken",
    "klinikk", "posten", "legene", "legane", "gården", "garden", "huset", "instituttet",
    "post", "pol", "poli", "avd", "distrikt", "distriktet", "landsby", "landsbyen", "terapeutene",
)  # fmt: skip
_SHORTEST_STEM: Final = 3
_LONGEST_STEM: Final = 9
_WORDINGS: Final = tuple(tuple(row.split("|")) for row in (
    "poliklinikken|pol.", "poliklinikk|pol.", "poliklin.|pol.", "polikl.|pol.", "poli|pol.",
    "pol.|poli", "pol|poli", "avdelingen|avd.", "avdelinga|avd.", "avdeling|avd.", "avd.|avdeling",
    "avd|avdeling", "avdl.|avdeling", "seksjonen|seksjon", "seksjon|seksjonen", "seksj.|seksjon",
    "sek.|seksjon", "enheten|seksjonen", "enhet|seksjon", "eininga|seksjonen", "eining|seksjon",
    "klinikken|klinikk", "klinikk|klin.", "klin.|klinikk", "klinihkka|klinikk",
    "sengeposten|sengepost", "sengepost|sengeposten", "posten|post", "post|posten",
    "intensiven|intensivavdelingen", "intensiv|intensivavd.", "akuttmottaket|akuttmottak",
    "akuttmottak|akuttmottaket", "mottaket|mottak", "mottak|mottaket", "mott.|mottak",
    "laboratoriet|lab.", "laboratorium|lab.", "lab.|laboratorium", "legevakten|legevakta",
    "legevakta|legevakten", "legevakt|legevaktsentral", "sykehuset|sh.", "sykehus|sh.",
    "sjukehuset|sh.", "sjukehus|sh.", "senteret|senter", "senter|senteret", "teamet|team",
    "team|teamet", "tenesta|teneste", "teneste|tenesta", "tjenesten|tjeneste",
    "tjeneste|tjenesten", "hjemmet|hjem", "hjem|hjemmet", "heimen|heim", "heim|heimen",
    "blodbank|blodbanken", "blodbanken|blodbank", "pleien|pleie", "pleie|pleien", "pleia|pleie",
    "legane|legar", "legene|leger", "gruppa|gruppen", "gruppen|gruppa", "gruppe|gruppen",
    "ing|ingsteam", "sjon|sjonsteam",
))  # fmt: skip
"""Endings of units and the same written otherwise; the first that fits is taken."""
_WORDINGS_ALONE: Final = {
    "int.": "intensiv", "int": "intensiv", "lab": "laboratorium",
    "akm": "akuttmottak", "kk": "kvinneklinikken", "obs": "obs-posten", "føden": "fødeavdelingen",
    "barsel": "barselavd.", "blokk": "blokken", "blokka": "blokk",
}  # fmt: skip
_BEFORE_FOR: Final = {
    "avdeling": "seksjon", "seksjon": "avdeling", "avd": "seksjon", "enhet": "seksjon",
    "eining": "seksjon", "klinikk": "avdeling", "poliklinikk": "dagpoliklinikk",
}  # fmt: skip
"""What `Avdeling for` a specialty may be called too; cut short nobody takes it for a unit."""
_SHORT_ENDINGS: Final = (
    "lab", "pol", "poli", "avd", "rehab", "spl", "tj", "sykepl", "sjukepl", "klin", "seksj", "enh",
    "mott", "psyk",
)  # fmt: skip
_OTHER_SIDE: Final = {
    "nord": "sør", "sør": "nord", "øst": "vest", "vest": "øst", "aust": "vest",
    "øvre": "nedre", "nedre": "øvre", "indre": "ytre", "ytre": "indre",
}  # fmt: skip
_TOKEN: Final = re.compile(r"[^\W_]+\.?")


@cache
def unit_words() -> frozenset[str]:
    """Words for institutions, departments and what they do, folded and without their points.

    >>> {"avdeling", "ortopedisk", "sykehus"} <= unit_words()
    True
    """
    words = {fold(w).rstrip(".") for w in read_gazetteer("unit_words").column("word")}
    words |= {fold(w).rstrip("-") for w in read_gazetteer("unit_specialties").column("word")}
    return frozenset(words | _LINKING | _SHORT | _KINDS)


@cache
def _sorted_words() -> list[str]:
    return sorted(unit_words())


def is_abbreviated(folded: str) -> bool:
    """Whether what stands before a point is a word for a unit cut short.

    >>> is_abbreviated("hjemmetj"), is_abbreviated("patologilab"), is_abbreviated("bergen")
    (True, True, False)
    """
    if folded.endswith(_SHORT_ENDINGS):
        return True
    words = _sorted_words()
    at = bisect_left(words, folded)
    is_start = at < len(words) and words[at].startswith(folded)
    return len(folded) > _SHORTEST_STEM and is_start and folded not in place_lists().groups


@cache
def _beginnings() -> frozenset[str]:
    """What specialties are shortened to: `geri`, `nevro`, `ort`."""
    found = {
        fold(word)[:length]
        for word in read_gazetteer("unit_specialties").column("word")
        for length in range(_SHORTEST_STEM, _LONGEST_STEM + 1)
        if word[:length].isalpha()
    }
    return frozenset(found)


def is_generic(folded: str) -> bool:
    """Whether a word says what a unit is and names none.

    >>> is_generic("avd."), is_generic("bergen")
    (True, False)
    """
    return folded.rstrip(".") in unit_words()


def stands_for_specialty(folded: str) -> bool:
    """Whether a word may be a specialty cut short, and is neither a place nor a name.

    >>> stands_for_specialty("geri"), stands_for_specialty("bergen")
    (True, False)
    """
    bare = folded.rstrip(".")
    if bare not in _beginnings():
        return False
    return not (bare in place_lists().groups or bare in first_names() or bare in last_names())


@cache
def _endings() -> frozenset[str]:
    listed = {fold(r["word"]) for r in read_gazetteer("unit_words").records()
              if r["kind"] != "legal" and len(r["word"]) > 6}  # fmt: skip
    return frozenset(word for word in {*listed, *_GLUED} if word.isalpha())


def glued_unit(folded: str) -> str:
    """The word for a unit that a name ends in, glued to it; or nothing.

    >>> glued_unit("solbakktunet"), glued_unit("bergenslegene"), glued_unit("tunet")
    ('tunet', 'legene', '')
    """
    if folded in place_lists().groups:
        return ""
    rests = (folded[at:] for at in range(_SHORTEST_STEM, len(folded) - _SHORTEST_STEM + 1))
    return next((rest for rest in rests if rest in _endings()), "")


def reworded(text: str) -> str | None:
    """A unit without a name or a code, written otherwise; None where there is no other way.

    >>> reworded("Ortopedisk avdeling"), reworded("kir. pol."), reworded("HJERTEAVDELINGEN")
    ('Ortopedisk avd.', 'kir. poli', 'HJERTEAVD.')
    """
    for token in reversed(list(_TOKEN.finditer(text))):
        word = token.group()
        if fold(text[token.end() : token.end() + 5]) == " for ":
            new = _BEFORE_FOR.get(fold(word).rstrip("."))
            if new is not None:
                return text[: token.start()] + _cased(new, word) + text[token.end() :]
        new = _otherwise(word)
        if new is None and word.endswith("."):
            new = _otherwise(word[:-1])
            new = None if new is None else new.removesuffix(".") + "."
        if new is not None:
            new = new.upper() if text.isupper() else new
            return text[: token.start()] + new + text[token.end() :]
    for token in _TOKEN.finditer(text):
        side = _OTHER_SIDE.get(fold(token.group()))
        if side is not None:
            side = side.capitalize() if token.group()[0].isupper() else side
            return text[: token.start()] + side + text[token.end() :]
    if not text[-1:].isalnum():
        return None
    return f"{text}-ENHETEN" if text.isupper() and len(text) > _LONGEST_STEM else f"{text}-enheten"


def _otherwise(word: str) -> str | None:
    folded = fold(word)
    alone = _WORDINGS_ALONE.get(folded)
    if alone is not None:
        return _cased(alone, word)
    for old, new in _WORDINGS:
        if folded.endswith(old) and (folded == old or len(old) >= _SHORTEST_STEM):
            stem = word[: -len(old)]
            return stem + new if stem else _cased(new, word)
    return None


def _cased(new: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return new.upper()
    return new.capitalize() if word[0].isupper() else new
