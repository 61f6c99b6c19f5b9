"""Words that name nobody and nothing, so that they may stand in a text after as before."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer

__all__ = ["JOINING", "is_generic", "is_kommune", "is_listed", "is_ordinary_here", "ordinary_words"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_LISTS: Final = (
    ("common_words", "word"), ("sentence_words", "word"), ("unit_words", "word"),
    ("unit_specialties", "word"), ("titles", "title"), ("abbreviations", "abbreviation"),
    ("street_suffixes", "suffix"),
)  # fmt: skip
JOINING: Final = frozenset({
    "von", "van", "der", "den", "det", "de", "des", "la", "du", "af", "av", "al", "el", "bin",
    "ibn", "abu", "dos", "ten", "ter", "og", "and", "the", "ved", "for", "med", "til", "nord",
    "sør", "øst", "vest", "nordre", "søndre", "østre", "vestre", "indre", "ytre", "øvre", "nedre",
    "austre", "søre", "gamle", "store", "lille", "vesle", "midtre", "kommune", "bydel", "fylke",
    "sentrum", "postboks", "leilighet", "inngang", "etasje", "oppgang", "skole", "skule",
    "barnehage", "barnehave", "kirke", "kyrkje", "fengsel", "gård", "gard", "herad", "helseforetak",
    "helseføretak", "stiftelsen", "hf", "rhf",
})  # fmt: skip
"""What joins the parts of a name or says where a place lies, and is kept."""
_KINDS: Final = frozenset({
    "nattpatruljen", "nattpatrulje", "omsorgsdistrikt", "omsorgsdistriktet", "hjemmebaserte",
    "heimebaserte", "hjemmebasert", "heimebasert", "manuellterapi", "genetikk", "kraftverk",
    "folkehøgskole", "folkehøgskule", "barneskole", "barneskule", "ungdomsskole", "ungdomsskule",
    "verft", "rådhus", "slakteri", "tekstil", "fysioterapi", "psykologene", "kiropraktikk",
    "videregående", "vidaregåande", "mekaniske", "sagbruk", "høgskule", "høyskole", "universitet",
    "universitetet", "kommunehus", "samfunnshus", "idrettshall", "hotell", "gjestegård",
})  # fmt: skip
"""Words for services, workplaces and schools that stand in no list of unit words."""
_MORE: Final = ("legane", "legene", "klinikkene", "klinikkane")
_LONGEST_ENDING: Final = 14
_SHORT: Final = 4
"""Names of so few letters are abbreviations too: `endo`, `geri`."""
_NAMED_AFTER: Final = re.compile(r"\b(?:mb\.?|m\.|morbus|ad modum|a\.m\.|modo)[ ]$", re.IGNORECASE)
_STARTS: Final = re.compile(r"(?:^|[\n\r\0.!?:;•*–-])[ \t\"'«(-]*$")
_NEXT: Final = re.compile(r"(?:'?s)?[ -]([^\W\d_]+)")


@cache
def ordinary_words() -> frozenset[str]:
    """The words, folded, that are ordinary Norwegian, clinical or administrative ones.

    >>> "smerte" in ordinary_words(), "nordli" in ordinary_words()
    (True, False)
    """
    found = set(JOINING | _KINDS)
    for name, column in _LISTS:
        for item in read_gazetteer(name).column(column):
            found.update(_WORD.findall(fold(item)))
    drugs = (fold(drug["name"]) for drug in read_gazetteer("drugs").records())
    found.update(drug for drug in drugs if drug.isalpha())
    return frozenset(found)


@cache
def _endings() -> frozenset[str]:
    """What a compound may end in and be generic: `avdelingen`, `poliklinikk`, `vegen`."""
    names = (("unit_words", "word"), ("unit_specialties", "word"), ("street_suffixes", "suffix"))
    words = (
        fold(w).strip(".- ") for name, column in names for w in read_gazetteer(name).column(column)
    )
    return frozenset(word for word in (*words, *_MORE) if len(word) > 3 and word.isalpha())


@cache
def _eponyms() -> dict[str, str]:
    """Names of diseases, tests and scales, folded, and what may follow them."""
    records = read_gazetteer("eponyms").records()
    return {fold(record["name"]): fold(record["follows"]) for record in records}


def is_generic(folded: str) -> bool:
    """Whether a folded word is ordinary, or made of ordinary ones: `hjerteavdelinga`.

    >>> is_generic("hjerteavdelinga"), is_generic("haukeland")
    (True, False)
    """
    words = ordinary_words()
    if folded in words:
        return True
    for at in range(max(2, len(folded) - _LONGEST_ENDING), len(folded) - 3):
        if folded[at:] in _endings():
            stem = folded[:at]
            return (
                stem in words or stem.removesuffix("s") in words or stem.removesuffix("e") in words
            )
    return False


@cache
def _kommuner() -> frozenset[str]:
    names = (fold(name) for name in read_gazetteer("kommuner").column("name"))
    return frozenset(name for name in names if name.isalpha())


@cache
def _listed() -> frozenset[str]:
    """The words of listed names and places, folded."""
    names = ("first_names", "surnames", "places", "kommuner", "boroughs", "streets", "countries")
    items = (fold(name) for listed in names for name in read_gazetteer(listed).column("name"))
    return frozenset(word for item in items for word in _WORD.findall(item))


def is_listed(folded: str) -> bool:
    """Whether a folded word is part of a name on a list.

    >>> is_listed("nordli"), is_listed("geri")
    (True, False)
    """
    return len(folded) > _SHORT and folded in _listed()


def is_kommune(folded: str) -> bool:
    """Whether a folded word is the name of a kommune: that tells of a unit what no `senter` does.

    >>> is_kommune("moss"), is_kommune("senter")
    (True, False)
    """
    return folded in _kommuner()


def is_ordinary_here(text: str, start: int, end: int) -> bool:
    """Whether a word at this place of a text is no name although it could be.

    An ordinary word is one in small letters, at the start of a sentence and among capitals; an
    eponym is one before what it is said of.

    >>> note = "Vår sønn. Vår plan: spør Vår. Mb. Parkinson og Parkinsons sykdom hos Parkinson."
    >>> places = [match.span() for match in re.finditer("[Vv]år|Parkinsons?", note)]
    >>> [is_ordinary_here(note, *place) for place in places]
    [True, True, False, True, True, False]
    """
    word = text[start:end]
    folded = fold(word)
    bare = folded.removesuffix("s")
    follows = _eponyms().get(folded) or _eponyms().get(bare)
    after = _NEXT.match(text, end)
    if follows is not None:
        if _NAMED_AFTER.search(text, max(0, start - 12), start):
            return True
        if after and any(fold(after[1]).startswith(said) for said in follows.split("|") if said):
            return True
    if not (folded in ordinary_words() or bare in ordinary_words()):
        return False
    if word.islower() or _STARTS.search(text, max(0, start - 12), start):
        return True
    return len(word) > 1 and word.isupper() and (after is None or after[1].isupper())
