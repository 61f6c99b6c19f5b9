"""The lists of health-care units as surrogates want them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.chains import all_chains
from hidden_plain_sight.surrogates.consistency import Entry, entries
from hidden_plain_sight.surrogates.institutions import Institution, institutions
from hidden_plain_sight.surrogates.name_lists import first_names, known_words
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.unit_words import glued_unit, is_generic

__all__ = ["UnitLists", "called_alike", "named_alike", "unit_lists"]

_LONGEST_LETTERS: Final = 6
_ENOUGH: Final = 8
_FIRST: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class UnitLists:
    """Hospitals and trusts by every name and short form, the words for specialties, all letters.

    >>> unit_lists().institutions["hus"].place
    'Bergen'

    `nicknames` are names and short forms of other units that hold no word for a unit, `homes`
    such names of nursing homes and clinics, folded.
    `letters` are the short forms of units of all kinds that are nothing but capitals, folded.
    `reach` maps the first word of an institution, a chain or a place of several words to the most
    blanks after it.
    """

    institutions: dict[str, Institution]
    specialties: frozenset[str]
    letters: frozenset[str]
    nicknames: dict[str, Entry]
    homes: frozenset[str]
    reach: dict[str, int]


@cache
def unit_lists() -> UnitLists:
    """The lists, read at the first call.

    >>> "ortopedisk" in unit_lists().specialties
    True
    """
    specialties = read_gazetteer("unit_specialties").column("word")
    named = institutions().by_phrase
    phrases = [*named, *all_chains(), *place_lists().groups]
    hospitals = read_gazetteer("hospitals")
    shorts = "|".join(hospitals.column("short_forms")).split("|")
    nicknames = {
        fold(name): Entry(name, fold(name))
        for name in (*hospitals.column("name"), *shorts)
        if name and fold(name) not in named and _is_nickname(name, named)
    }
    homes = (
        n for name in ("nursing_homes", "clinics") for n in read_gazetteer(name).column("name")
    )
    nameless = frozenset(fold(n) for n in homes if " " in n and _is_nickname(n, named))
    return UnitLists(
        named,
        frozenset(fold(word).rstrip("-") for word in specialties),
        frozenset(fold(s) for s in shorts if sum(c.isupper() for c in s) > 1 and s.isalpha()),
        nicknames,
        nameless,
        _reach([*phrases, *nicknames, *nameless]),
    )


def _is_nickname(name: str, named: Container[str]) -> bool:
    """Whether a name holds neither a word for a unit, nor a place or a trust with more after it."""
    words = fold(name).replace(".", " ").replace("-", " ").split()
    if any(glued_unit(word) or (is_generic(word) and word not in {"og", "i"}) for word in words):
        return False
    if sum(c.isupper() for c in name) > 1 and len(name) <= _LONGEST_LETTERS:
        return False
    taken = (named, place_lists().groups, all_chains())
    return len(words) == 1 or not any(word in names for word in words for names in taken)


@cache
def called_alike() -> tuple[Entry, ...]:
    """Nicknames that may stand for others: of one word, and no first name.

    >>> "feiring" in {entry.folded for entry in called_alike()}
    True
    """
    return tuple(
        entry
        for entry in unit_lists().nicknames.values()
        if entry.text.isalpha() and len(entry.text) > 4
        and entry.folded not in first_names() and entry.folded not in known_words()
    )  # fmt: skip


@cache
def named_alike(ending: str) -> tuple[Entry, ...]:
    """Homes and clinics of one word that end alike; all of them where these are few.

    >>> all(entry.folded.endswith("heimen") for entry in named_alike("heimen"))
    True
    """
    found: list[str] = []
    for name in ("nursing_homes", "clinics"):
        listed = read_gazetteer(name)
        found += [n for n in listed.column("name") if n.isalpha() and n not in listed.exceptions]
    names = entries(n for n in found if glued_unit(fold(n)) and not is_generic(fold(n)))
    alike = tuple(entry for entry in names if entry.folded.endswith(ending))
    return alike if len(alike) >= _ENOUGH else () if ending else names


def _reach(phrases: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in phrases:
        first = _FIRST.match(phrase)
        if first is not None:
            blanks = phrase.count(" ") + phrase.count("-") + phrase.count("/") + phrase.count(".")
            found[first.group()] = max(blanks, found.get(first.group(), 0))
    return found
