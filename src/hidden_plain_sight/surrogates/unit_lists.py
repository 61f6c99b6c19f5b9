"""The lists of health-care units as surrogates want them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.consistency import Entry
from hidden_plain_sight.surrogates.place_lists import place_lists

__all__ = ["Unit", "UnitLists", "unit_lists"]

_FIRST: Final = re.compile(r"[^\W_]+")
_ENOUGH: Final = 5
_FAMILIES: Final = ("sykehus", "sjukehus", "sykehuset", "sjukehuset", "klinikk", "klinikken")
_LEGAL: Final = (" hf", " rhf", " as", " sa")


@dataclass(frozen=True, slots=True)
class Unit:
    """A listed institution: its name without its legal form, its short form, and its kind.

    >>> Unit("Haukeland universitetssjukehus", "HUS", "hospital", "Bergen", "nn").place
    'Bergen'

    `type_word` is the generic word that its name begins or ends with.
    """

    name: str
    short: str
    kind: str
    place: str
    form: str
    type_word: str = ""

    @property
    def identity(self) -> str:
        """What the rows for one institution share."""
        return f"{self.short} {self.place}" if self.short else self.name


@dataclass(frozen=True, slots=True)
class UnitLists:
    """Institutions by folded name and short form, and the generic words of unit names.

    >>> unit_lists().units["haukeland universitetssjukehus"].form
    'nn'

    `short_forms` are those keys of `units` that are no full names. `words` are the words for
    institutions and departments, `specialties` the words that say what they do. `reach` maps the
    first word of a unit or of a place of several words to the most blanks after it.
    """

    units: dict[str, Unit]
    short_forms: frozenset[str]
    words: frozenset[str]
    specialties: frozenset[str]
    endings: frozenset[str]
    reach: dict[str, int]
    by_type: dict[tuple[str, str, str], tuple[tuple[Entry, Unit], ...]]
    by_specialty_ending: dict[str, tuple[Entry, ...]]
    _pools: dict[tuple[tuple[str, str, str], bool], tuple[tuple[Entry, Unit], ...]]

    def like(self, unit: Unit, *, short: bool) -> tuple[tuple[Entry, Unit], ...]:
        """Institutions of the same type, form and kind, by what would be written for them.

        With `short` only those that have a short form.
        """
        known = self._pools.get((_groups(unit)[0], short))
        if known is not None:
            return known
        pool: tuple[tuple[Entry, Unit], ...] = ()
        for key in _groups(unit):
            wider = self.by_type.get(key, ())
            if short:
                wider = tuple(w for w in wider if w[1].short)
            pool = max(pool, wider, key=len)
            if len(pool) >= _ENOUGH:
                break
        self._pools[_groups(unit)[0], short] = pool
        return pool

    def ends_in(self, folded: str) -> str:
        """The word for an institution or a department that a compound ends in, or nothing."""
        for at in range(2, len(folded) - 5):
            if folded[at:] in self.endings:
                return folded[at:]
        return ""


def _groups(unit: Unit) -> tuple[tuple[str, str, str], ...]:
    """The groups that a unit is in, the closest first."""
    family = next((word for word in _FAMILIES if unit.type_word.endswith(word)), unit.type_word)
    return (
        (unit.kind, unit.form, unit.type_word),
        ("*", unit.form, unit.type_word),
        (unit.kind, unit.form, f"-{family}"),
        (unit.kind, unit.form, "*"),
        (unit.kind, "*", "*"),
        ("*", "*", "*"),
    )


def _without_legal(name: str) -> str:
    for ending in _LEGAL:
        if fold(name).endswith(ending):
            return name[: -len(ending)].rstrip(",")
    return name


def _rows(
    words: frozenset[str], endings: tuple[str, ...]
) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    for r in read_gazetteer("hospitals").records():
        name = _without_legal(r["name"])
        shorts = tuple(filter(None, map(_without_legal, r["short_forms"].split("|"))))
        short = shorts[0] if shorts else ""
        kind = _type_word(name, words, endings)
        yield Unit(name, short, r["kind"], r["place"], r["form"], kind), shorts
    for kind in ("nursing_homes", "clinics"):
        for r in read_gazetteer(kind).records():
            name = _without_legal(r["name"])
            yield Unit(name, "", kind, r["place"], "both", _type_word(name, words, endings)), ()


def _type_word(name: str, words: frozenset[str], endings: tuple[str, ...]) -> str:
    folded = fold(name).split()
    for word in (folded[-1], folded[0]):
        if word in words and len(folded) > 1:
            return word
    return next((ending for ending in endings if folded[-1].endswith(ending)), "")


@cache
def unit_lists() -> UnitLists:
    """The lists, read at the first call.

    >>> "avdeling" in unit_lists().words
    True
    """
    records = list(read_gazetteer("unit_words").records())
    words = frozenset(fold(r["word"]).rstrip(".") for r in records)
    listed = {fold(r["word"]) for r in records if r["kind"] != "legal" and len(r["word"]) > 6}
    endings = tuple(sorted((e for e in listed if e.isalpha()), key=lambda e: (-len(e), e)))
    units: dict[str, Unit] = {}
    shorts: dict[str, Unit] = {}
    by_type: dict[tuple[str, str, str], dict[str, tuple[Entry, Unit]]] = {}
    ambiguous = {fold(e) for n in ("hospitals", "clinics") for e in read_gazetteer(n).exceptions}
    for unit, short_forms in _rows(words, endings):
        folded = fold(unit.name)
        units.setdefault(folded, unit)
        for short in short_forms:
            shorts.setdefault(fold(short), unit)
        if folded in ambiguous or any(map(str.isdigit, folded)):
            continue
        for key in _groups(unit):
            by_type.setdefault(key, {}).setdefault(folded, (Entry(unit.name, folded), unit))
    for short, unit in shorts.items():
        units.setdefault(short, unit)
    specialties = tuple(read_gazetteer("unit_specialties").column("word"))
    return UnitLists(
        units,
        frozenset(s for s in shorts if units[s] is shorts[s] and s != fold(units[s].name)),
        words,
        frozenset(fold(word).rstrip("-") for word in specialties),
        frozenset(listed),
        _reach([*units, *(p for p in place_lists().groups if " " in p)]),
        {key: tuple(found.values()) for key, found in by_type.items()},
        _by_ending(specialties, endings),
        {},
    )


def _reach(phrases: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in phrases:
        first = _FIRST.match(phrase)
        if first is not None:
            blanks = phrase.count(" ") + phrase.count("-") + phrase.count("/")
            found[first.group()] = max(blanks, found.get(first.group(), 0))
    return found


def _by_ending(words: tuple[str, ...], endings: tuple[str, ...]) -> dict[str, tuple[Entry, ...]]:
    """Specialties by the word for a unit that they end in, else by their last three letters."""
    found: dict[str, list[Entry]] = {}
    for word in words:
        folded = fold(word)
        if folded.isalpha() and len(folded) > 5:
            ending = next((e for e in endings if folded.endswith(e) and folded != e), folded[-3:])
            found.setdefault(ending, []).append(Entry(word, folded))
    return {ending: tuple(group) for ending, group in found.items() if len(group) > 2}
