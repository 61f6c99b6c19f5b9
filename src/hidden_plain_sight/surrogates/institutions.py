"""Hospitals and trusts: one institution under all its names, with its short forms and sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.gazetteers import read_gazetteer
from hidden_plain_sight.surrogates.name_lists import first_names
from hidden_plain_sight.surrogates.place_lists import place_lists
from hidden_plain_sight.surrogates.unit_words import glued_unit, unit_words

__all__ = ["Institution", "Institutions", "Name", "bare", "institutions"]

_KINDS: Final = frozenset({"hospital", "trust", "region"})
_LEGAL: Final = (" helseforetak", " hf", " rhf", " as", " sa")
_DEFINITE: Final = ("hospitalet", "sykehuset")
_TYPES: Final = ("sykehus", "hospital", "helse", "sanatorium")
"""What a hospital or a trust calls itself; everything else is read word by word."""
_TRUSTS: Final = frozenset({"vestre viken"})
"""Trusts whose names do not say what they are."""
_NO_HOSPITALS: Final = (
    "olavs univ", "barneklinikk", "ikt", "apotek", "partner", "rus", "nye ", "unn ", "snr ", "hsr ",
)  # fmt: skip
"""What stands in the names of units within or beside hospitals, which are read word by word."""
_UNIVERSITY: Final = frozenset({"st. olavs hospital", "rikshospitalet", "radiumhospitalet"})
"""University hospitals whose names do not say so."""
_LONGEST_SHORT: Final = 6
_WELL_KNOWN: Final = frozenset({"hus", "sus"})
"""Short forms that are words too, and are read as hospitals all the same."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an institution: in bokmål, nynorsk or both, and what it calls itself.

    >>> Name("Voss sjukehus", "nn", "sykehus").form
    'nn'
    """

    text: str
    form: str
    type: str


@dataclass(frozen=True)
class Institution:
    """A hospital or a trust: its names, the main one first, its letters, what people call it.

    >>> institutions().by_phrase["hus"].place
    'Bergen'

    `core` holds the folded words of its names that are its own, `owner` the folded name of the
    trust that it belongs to; `is_site` says whether its names begin with that. `acronyms` and
    `nicks` are all short forms, folded; `acronym` and `nick` those to be written.
    """

    names: tuple[Name, ...]
    acronym: str
    nick: str
    acronyms: frozenset[str]
    nicks: frozenset[str]
    kind: str
    place: str
    owner: str
    core: frozenset[str]
    is_site: bool = False

    @cached_property
    def called(self) -> str:
        """What people call it: a name, letters, or the words of its main name that are its own."""
        return self.nick or self.acronym or self.own

    @cached_property
    def own(self) -> str:
        """The words of its main name that are its own; the whole name where it has none."""
        words = [w for w in self.names[0].text.split() if fold(w) in self.core]
        return " ".join(words) or self.names[0].text

    @cached_property
    def key(self) -> str:
        """What it is entered under: its main name, folded."""
        return fold(self.names[0].text)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is named by a place alone, or a university hospital."""
        if self.type == "universitetssykehus" or self.kind != "hospital":
            return True
        return len(self.core) == 1 and self.core <= place_lists().groups.keys()

    @cached_property
    def type(self) -> str:
        """What its main name calls it."""
        return "universitetssykehus" if self.key in _UNIVERSITY else self.names[0].type

    @cached_property
    def level(self) -> str:
        """Its type and whether it is a trust; university hospitals are one level."""
        return self.type if self.type == "universitetssykehus" else f"{self.kind} {self.type}"

    def named(self, folded: str) -> Name | None:
        """The name that a folded phrase is."""
        return next((name for name in self.names if fold(name.text) == folded), None)


@dataclass(frozen=True, slots=True)
class Institutions:
    """Institutions by every folded name and short form, by kind and type, and by place.

    >>> institutions().by_phrase["haukeland sykehus"] is institutions().by_phrase["hus"]
    True

    `owned` has, for each trust by its key, its hospitals, `sites` the places of those; `ambiguous`
    the folded short forms and names that also mean something else.
    """

    by_phrase: dict[str, Institution]
    by_group: dict[tuple[str, str], tuple[Institution, ...]]
    by_place: dict[str, tuple[Institution, ...]]
    owned: dict[str, tuple[Institution, ...]]
    sites: dict[str, tuple[str, ...]]
    ambiguous: frozenset[str]

    def types_at(self, place: str) -> set[str]:
        """What the hospitals and trusts of a folded place are."""
        return {one.level for one in self.by_place.get(place, ()) if not one.is_site}

    def like(self, one: Institution, *, enough: int = 6) -> tuple[Institution, ...]:
        """Institutions of the same type, or of the same kind where these are few."""
        kind = "*" if one.type == "universitetssykehus" else one.kind
        groups = ((kind, one.type), ("*", one.type), (one.kind, "*"), ("*", "*"))
        pool: tuple[Institution, ...] = ()
        for group in groups:
            pool = max(pool, self.by_group.get(group, ()), key=len)
            if len(pool) >= enough:
                break
        return pool


def bare(name: str) -> str:
    """A name without its legal form.

    >>> bare("Helse Bergen HF"), bare("Vestre Viken helseforetak")
    ('Helse Bergen', 'Vestre Viken')
    """
    for ending in _LEGAL:
        if fold(name).endswith(ending):
            return name[: -len(ending)].rstrip(",")
    return name


def _in_bokmål(folded: str) -> str:
    return folded.replace("sjuke", "syke")


def _type(name: str) -> str:
    """The word for the kind of institution in a name, in bokmål and indefinite."""
    folded = _in_bokmål(fold(name))
    words = folded.split()
    if words[0] == "helse" or folded in _TRUSTS:
        return "helse"
    for word in (words[-1], words[0], *words[1:-1]):
        found = word if word in unit_words() and len(word) > 3 else glued_unit(word)
        if found and found not in {"helse", "og"}:
            return found.removesuffix("et") if found.endswith(_DEFINITE) else found
    return ""


def _core(name: str) -> frozenset[str]:
    """The words of a name that are its own, without the word for a hospital glued to them."""
    found = set[str]()
    for word in _WORD.findall(_in_bokmål(fold(name))):
        stem = word.strip(".")
        if stem in unit_words():
            continue
        ending = glued_unit(stem)
        found.add(stem[: -len(ending)] if ending else stem)
        found.update(part for part in stem.split("-")[1:] if part not in unit_words())
    return frozenset(found)


@dataclass(slots=True)
class _Cluster:
    """The rows of one institution, while they are being gathered."""

    names: list[Name] = field(default_factory=list)
    shorts: list[str] = field(default_factory=list)
    main: Name | None = None
    kind: str = ""
    place: str = ""
    owner: str = ""
    core: frozenset[str] = frozenset()
    is_site: bool = False

    def take(self, row: dict[str, str], *, is_site: bool) -> None:
        self.is_site = self.is_site or is_site
        name = Name(bare(row["name"]), row["form"], _type(bare(row["name"])))
        if name not in self.names:
            self.names.append(name)
        shorts = [bare(short) for short in row["short_forms"].split("|") if short]
        self.shorts += shorts
        if shorts and self.main is None:
            self.main = name
        if not self.kind or row["kind"] == "trust":
            self.kind = row["kind"]
        self.place = self.place or row["place"]
        self.owner = self.owner or _in_bokmål(fold(bare(row["owner"])))
        self.core |= _core(name.text)

    def built(self, ambiguous: frozenset[str]) -> Institution:
        main = self.main or self.names[0]
        names = tuple(sorted(self.names, key=lambda n: (n.type != main.type, n != main)))
        names = tuple(sorted(names, key=lambda n: n.text != main.text))
        shorts = [s for s in dict.fromkeys(self.shorts) if _is_short(s)]
        letters = [s for s in shorts if _is_acronym(s)]
        said = set(map(fold, letters)) - {"ahus"}
        called = [s for s in shorts if fold(s) not in said]
        first = shorts[:1] if shorts and _is_acronym(shorts[0]) else []
        clear = [s for s in first if fold(s) not in ambiguous or fold(s) in _WELL_KNOWN]
        clear_ones = self.core - first_names().groups.keys()
        nicks = [s for s in called if fold(s) not in ambiguous or fold(s) in clear_ones]
        return Institution(
            names, (clear or [""])[0], (nicks or [""])[0],
            frozenset(map(fold, letters)), frozenset(map(fold, called)),
            self.kind, self.place, self.owner, self.core, self.is_site,
        )  # fmt: skip


def _is_short(short: str) -> bool:
    """Whether a short form is that of the institution alone: no `UNN Narvik`, no `OUS-Aker`."""
    before, hyphen, _ = short.partition("-")
    return (" " not in short or short[:3] == "St.") and not (hyphen and before[1:].isupper())


def _is_acronym(short: str) -> bool:
    capitals = sum(c.isupper() for c in short)
    return short.isalpha() and len(short) <= _LONGEST_SHORT and (capitals > 1 or short == "Ahus")


def _clusters(rows: Iterable[dict[str, str]]) -> tuple[list[_Cluster], dict[str, list[str]]]:
    """The rows by institution, and the places of each trust's hospitals by the trust's name."""
    found: dict[str, _Cluster] = {}
    sites: dict[str, list[str]] = {}
    listed = [row for row in rows if row["kind"] in _KINDS and _is_hospital(row["name"])]
    owners = {_plain(r["name"]) for r in listed if r["kind"] != "hospital" or r["short_forms"]}
    for row in sorted(listed, key=lambda r: (not r["short_forms"], r["kind"] != "trust")):
        name = _plain(row["name"])
        owner = next((o for o in owners if name.startswith(f"{o} ")), "")
        if owner:
            sites.setdefault(owner, []).append(" ".join(row["name"].split()[len(owner.split()) :]))
        core = "-".join(sorted(_core(name))) if _type(name).endswith("sykehus") else ""
        keys = [name, f"{row['place']}:{core}" if core and row["place"] else name]
        keys += [f"{row['place']}:={fold(s)}" for s in row["short_forms"].split("|") if s]
        if owner and not keys[2:]:
            continue
        cluster = next((found[key] for key in keys if key in found), None) or _Cluster()
        cluster.take(row, is_site=bool(owner))
        found.update(dict.fromkeys(keys, cluster))
    return list({id(c): c for c in found.values()}.values()), sites


def _plain(name: str) -> str:
    """A name in bokmål without its legal form, to tell whether two are one."""
    return " ".join(_in_bokmål(fold(bare(name))).replace(".", ". ").split())


def _is_hospital(name: str) -> bool:
    folded = _plain(name)
    return _type(folded).endswith(_TYPES) and not any(word in folded for word in _NO_HOSPITALS)


def _may_stand(
    one: Institution, by_phrase: dict[str, Institution], ambiguous: frozenset[str]
) -> bool:
    """Whether an institution is known by its name, and by its nickname it alone."""
    if not one.core or one.is_site or one.key in ambiguous or any(map(str.isdigit, one.key)):
        return False
    return not one.nick or by_phrase[fold(one.nick)] is one


@cache
def institutions() -> Institutions:
    """The institutions, gathered at the first call."""
    hospitals = read_gazetteer("hospitals")
    ambiguous = frozenset(fold(item) for item in hospitals.exceptions)
    clusters, sites = _clusters(hospitals.records())
    built = [cluster.built(ambiguous) for cluster in clusters]
    by_phrase: dict[str, Institution] = {}
    by_group: dict[tuple[str, str], list[Institution]] = {}
    by_place: dict[str, list[Institution]] = {}
    owned: dict[str, list[Institution]] = {}
    for one in built:
        names = () if one.is_site else (fold(name.text) for name in one.names)
        for phrase in (*names, *one.acronyms, *one.nicks):
            by_phrase.setdefault(phrase, one)
            by_phrase.setdefault(phrase.replace("-", " "), one)
    for one in built:
        by_place.setdefault(fold(one.place), []).append(one)
        if one.owner in by_phrase:
            owned.setdefault(by_phrase[one.owner].key, []).append(one)
        if _may_stand(one, by_phrase, ambiguous):
            for group in ((one.kind, one.type), ("*", one.type), (one.kind, "*"), ("*", "*")):
                by_group.setdefault(group, []).append(one)
    return Institutions(
        by_phrase,
        {group: tuple(found) for group, found in by_group.items()},
        {place: tuple(found) for place, found in by_place.items()},
        {trust: tuple(found) for trust, found in owned.items()},
        {by_phrase[o].key: tuple(dict.fromkeys(s)) for o, s in sites.items() if o in by_phrase},
        ambiguous,
    )
