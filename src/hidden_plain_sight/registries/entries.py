"""What the readers of registries give: items for lists, and what they left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from hidden_plain_sight.gazetteers import read_gazetteer

__all__ = ["Entry", "LeftOut", "place_name", "unit_name"]

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = frozenset(
    ("i", "på", "og", "av", "for", "ved", "til", "under", "de", "den", "det", "med", "fra", "hos")
)


class Entry(NamedTuple):
    """An item for a list: its cells by column. Columns that are not named stay empty."""

    list_name: str
    cells: Mapping[str, str]


class LeftOut(NamedTuple):
    """A row that gives no item, and why not."""

    reason: str


def place_name(name: str) -> str:
    """A place as it is written in a text, where a registry writes it in capitals.

    >>> place_name("MO I RANA"), place_name("BØ I VESTERÅLEN"), place_name("Vestre Slidre")
    ('Mo i Rana', 'Bø i Vesterålen', 'Vestre Slidre')
    """
    return _written(name, frozenset(), frozenset())


def unit_name(name: str) -> str:
    """A unit as it is written in a text, where a registry writes it in capitals.

    >>> unit_name("BERGEN DPS"), unit_name("SOLLI SYKEHJEM OG HELSEHUS")
    ('Bergen DPS', 'Solli sykehjem og helsehus')
    """
    return _written(name, *_unit_words())


@cache
def _unit_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of unit names that are written in capitals, and those in small letters."""
    words = frozenset(read_gazetteer("unit_words").column("word"))
    small = words | frozenset(read_gazetteer("unit_specialties").column("word"))
    return frozenset(w for w in words if w.isupper()), frozenset(w for w in small if w.islower())


def _written(name: str, capitals: frozenset[str], small: frozenset[str]) -> str:
    if not name.isupper():
        return name
    words = name.split(" ")
    for at, word in enumerate(words):
        bare = word.strip(".,()")
        if bare in capitals:
            continue
        lower = bare.lower()
        if at and (lower in _SMALL or lower in small):
            words[at] = word.lower()
        else:
            words[at] = _LETTERS.sub(lambda letters: letters.group().capitalize(), word)
    return " ".join(words)
