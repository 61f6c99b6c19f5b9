"""What an item of a list also is: an ordinary word, an eponym, a medicine, somebody's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from hidden_plain_sight.gazetteers import read_gazetteer

__all__ = ["clash", "is_generic", "is_person"]

_WORDS: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SAME_AS: Final = (
    ("drugs", "name", "drug"),
    ("eponyms", "name", "eponym"),
    ("sentence_words", "word", "word"),
    ("common_words", "word", "word"),
)
_NAME_LISTS: Final = (
    ("places", "place_name"),
    ("kommuner", "place_name"),
    ("boroughs", "place_name"),
    ("surnames", "surname"),
    ("first_names", "first_name"),
)
_UNIT_LISTS: Final = frozenset(("hospitals", "nursing_homes", "clinics"))
_FUNCTION: Final = frozenset(("i", "på", "og", "av", "for", "ved", "til", "med", "hos", "under"))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the shipped lists, in small letters, that tell what else an item is.

    `plain` are the ordinary words that are no name or place as well.
    """

    reasons: dict[str, str]
    plain: frozenset[str]
    names: dict[str, str]
    abbreviations: frozenset[str]
    of_units: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]


def _lower(list_name: str, column: str) -> frozenset[str]:
    return frozenset(item.lower() for item in read_gazetteer(list_name).column(column))


@cache
def _words() -> _Words:
    reasons = {word: why for name, column, why in _SAME_AS for word in _lower(name, column)}
    names = {word: why for name, why in _NAME_LISTS for word in _lower(name, "name")}
    also_names = _lower("common_words", "word") | names.keys()
    return _Words(
        reasons=reasons,
        plain=_lower("sentence_words", "word") - also_names,
        names=names,
        abbreviations=frozenset(read_gazetteer("abbreviations").column("abbreviation")),
        of_units=_lower("unit_words", "word") | _lower("unit_specialties", "word") | _FUNCTION,
        first_names=_lower("first_names", "name"),
        surnames=_lower("surnames", "name"),
        titles=frozenset(t.strip(".") for t in _lower("titles", "title")),
    )


def clash(item: str, list_name: str) -> str:
    """Why an item alone is no evidence, as `exceptions.tsv` says it; empty where nothing speaks \
against it.

    >>> clash("Dag", "first_names"), clash("Bechterew", "surnames"), clash("Nordli", "surnames")
    ('word', 'eponym', '')

    Units must not be somebody's name or a place either: `clash("Nordli", "clinics")` is `surname`.
    """
    words, key = _words(), item.lower()
    if why := words.reasons.get(key):
        return why
    if item in words.abbreviations:
        return "abbreviation"
    if list_name in _UNIT_LISTS and (why := words.names.get(key)):
        return why
    parts = key.split()
    return "word" if len(parts) > 1 and all(part in words.plain for part in parts) else ""


def is_generic(name: str) -> bool:
    """Whether every word of a unit's name is an ordinary word or a word for units.

    >>> is_generic("Kirurgisk avdeling"), is_generic("Nordli sykehjem"), is_generic("Sengepost 3")
    (True, False, False)

    A number sets a unit apart; a single word is left to `clash`.
    """
    words = _words()
    parts = _WORDS.findall(name.lower())
    if any(c.isdigit() for c in name) or len(parts) < 2:
        return False
    return all(part in words.of_units or part in words.plain for part in parts)


def is_person(name: str) -> bool:
    """Whether a unit's name is that of a person, with or without a title: somebody's practice.

    >>> is_person("Lege Kari Nordli"), is_person("KARI NORDLI AS"), is_person("Nordli legesenter")
    (True, True, False)
    """
    words = _words()
    parts = [p for p in _WORDS.findall(name.lower()) if p not in words.titles]
    parts = [p for p in parts if p not in {"as", "da", "ans", "enk", "sa"}]
    if not 2 <= len(parts) <= 4 or parts[0] not in words.first_names:
        return False
    return all(len(p) == 1 or p in words.surnames or p in words.first_names for p in parts[1:])
