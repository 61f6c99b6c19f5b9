"""Whom a document names: their words, their initials, and who stands beside whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft
from hidden_plain_sight.surrogates.name_lists import split_name
from hidden_plain_sight.surrogates.words import WORD, is_particle, sound

__all__ = ["People", "Person", "are_joined", "people_of", "words_of"]

_BESIDE: Final = re.compile(r"(?:(?<![^\W\d_]{2})\.)?[^\S\r\n]{0,3}")
"""A point stands between two parts only after an initial: `K. Nordli`."""
_REVERSED: Final = re.compile(r",?[^\S\r\n]{0,3}")
_APOSTROPHE: Final = re.compile(r"['’´`][^s]?")
_MOST: Final = 6
"""More words than this name more than one person."""
_PREFIX: Final = 3
_CROWD: Final = 80
"""Of more people than this not everyone can have initials of their own."""

Part = tuple[str, int]
"""A word of a name, and how many of its letters a signature holds."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a document names: the words of the first and of the last name, folded.

    >>> Person(("kari",), ("nordli",)).words
    ('kari', 'nordli')

    A single letter is an initial: `K. Nordli`.
    """

    firsts: tuple[str, ...]
    lasts: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, first names first."""
        return self.firsts + self.lasts


def _named(text: str, names: Iterable[tuple[Span, list[str]]]) -> Iterator[Person]:
    """Yield those whom names in a text name, neighbouring spans as one person."""
    firsts: list[str] = []
    lasts: list[str] = []
    before: Span | None = None
    for span, words in names:
        is_initial = span.subtype is Subtype.INITIALS
        is_first = is_initial or span.subtype is Subtype.FIRST_NAME
        if is_initial and max(map(len, words), default=0) > 1:
            continue
        joined = before is not None and are_joined(text, before, span)
        full = len(firsts) + len(lasts) + len(words) > _MOST
        if not joined or full or (is_first and firsts and lasts):
            yield from _somebody(firsts, lasts)
            firsts, lasts = [], []
        (firsts if is_first else lasts).extend(words[:_MOST])
        before = span
    yield from _somebody(firsts, lasts)


def words_of(written: str, *, seen: Container[str], is_first: bool) -> list[str]:
    """The words of a name, folded, without genitives and particles.

    >>> words_of("von der Lippe-Nordlis", seen=(), is_first=False)
    ['lippe', 'nordli']
    """
    return [
        fold(split_name(match.group(), seen=seen)[0])
        for number, match in enumerate(WORD.finditer(written))
        if match.end() == len(written)
        or not is_particle(match.group(), written[match.end()], number, is_first=is_first)
    ]


def are_joined(text: str, left: Span, right: Span) -> bool:
    """Whether two names stand side by side as those of one person.

    >>> spans = [Span(0, 6, Category.NAME, Subtype.LAST_NAME),
    ...          Span(8, 12, Category.NAME, Subtype.FIRST_NAME)]
    >>> are_joined("Nordli, Kari", *spans), are_joined("Nordli. Kari", *spans)
    (True, False)
    """
    turned = left.subtype is Subtype.LAST_NAME and right.subtype is not Subtype.LAST_NAME
    return (_REVERSED if turned else _BESIDE).fullmatch(text, left.end, right.start) is not None


def _somebody(firsts: list[str], lasts: list[str]) -> Iterator[Person]:
    if any(len(word) > 1 for word in firsts + lasts):
        yield Person(tuple(firsts), tuple(lasts))


@dataclass(slots=True)
class People:
    """Those whom a document names, to be looked up by word, by letter and by signature.

    Every table is made once, in time that grows with the number of people alone. `signs` and
    `has_initials` say whether the document signs (`KN`) and has initials before names (`K.`);
    `sounds` is how its names sound; `sharp` says of names whose genitive stands outside the span
    whether the surrogate must end in s, x or z. `given` holds the initials of the surrogates so
    far, `misses` how often a pool had no name that fits, `short_forms` whose short form a word is,
    `shortened` the short forms of a word.

    >>> people = People.of([Person(("kari",), ("nordli",)), Person(("knut",), ("moe",))])
    >>> people.beginning("k", first=True, beside=frozenset({"moe"}))
    ['knut', 'kari']
    >>> people.signed("kano")
    (('kari', 2), ('nordli', 2))
    """

    people: tuple[Person, ...]
    partners: dict[str, dict[str, bool]] = field(default_factory=dict)
    company: dict[str, Person] = field(default_factory=dict)
    first_words: dict[str, None] = field(default_factory=dict)
    doubled: set[str] = field(default_factory=set)
    signs: bool = False
    has_initials: bool = False
    sounds: frozenset[str] = frozenset()
    sharp: dict[str, bool] = field(default_factory=dict)
    votes: dict[str, int] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    misses: Counter[str] = field(default_factory=Counter)
    short_forms: dict[str, str] | None = None
    shortened: dict[str, list[str]] = field(default_factory=dict)
    _by_letter: dict[tuple[str, bool], str] = field(default_factory=dict)
    _beside: dict[tuple[str, str], str] = field(default_factory=dict)
    _signatures: dict[str, tuple[Part, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Iterable[Person]) -> People:
        """The tables for some people, each of whom may stand there several times."""
        made = cls(tuple(dict.fromkeys(found)))
        for person in made.people:
            made._enter(person)
        return made

    def _enter(self, person: Person) -> None:
        for first, last in product(person.firsts, person.lasts):
            self.partners.setdefault(first, {})[last] = True
            self.partners.setdefault(last, {})[first] = False
        for word in person.words:
            self.company.setdefault(word, person)
        for one, other in product(person.words, person.words):
            if one != other and len(other) > 1:
                self._beside.setdefault((one, other[0]), other)
        for is_first, words in ((True, person.firsts), (False, person.lasts)):
            for word in words:
                if len(word) > 1:
                    self._by_letter.setdefault((word[0], is_first), word)
        self.first_words.update((word, None) for word in person.firsts if len(word) > 1)
        if len(person.firsts) > 1:
            self.doubled.update(person.firsts)

    @property
    def is_crowd(self) -> bool:
        """Whether there are too many for each to have initials of their own."""
        return len(self.people) > _CROWD

    def is_first(self, word: str, *, otherwise: bool) -> bool:
        """Whether a word stands more often as a first name than as a last name."""
        vote = self.votes.get(word, 0)
        return vote > 0 if vote else otherwise

    def beginning(self, letter: str, *, first: bool, beside: frozenset[str]) -> list[str]:
        """The words that begin with a letter: of the person beside, of first or last names."""
        near = [self._beside.get((word, letter), "") for word in sorted(beside)]
        far = [self._by_letter.get((letter, is_first), "") for is_first in (first, not first)]
        return [word for word in dict.fromkeys(near + far) if word and word not in beside]

    def signed(self, letters: str) -> tuple[Part, ...]:
        """The words whose beginnings make up a signature such as `kn`, `kano` or `norkar`."""
        if not self._signatures:
            for signatures in (_initials, _ends, _turned, _beginnings):
                for person in self.people:
                    for parts in signatures(person):
                        key = "".join(word[:length] for word, length in parts)
                        self._signatures.setdefault(key, parts)
        return self._signatures.get(letters, ())


def _initials(person: Person) -> Iterator[tuple[Part, ...]]:
    """All initials: `Kari Anne Moe Nordli` as `kamn`, `kmn`, `kan`."""
    firsts, lasts = person.firsts, person.lasts
    for words in (person.words, (*firsts[:1], *lasts), (*firsts, *lasts[-1:])):
        if len(words) > 1:
            yield tuple((word, 1) for word in words)


def _ends(person: Person) -> Iterator[tuple[Part, ...]]:
    """Beginnings of the first and of the last word: `kn`, `kano`, `karnor`."""
    if person.firsts and person.lasts:
        yield from _pairs(person.firsts[0], person.lasts[-1])


def _turned(person: Person) -> Iterator[tuple[Part, ...]]:
    """The same, the last name first: `nk`, `noka`."""
    if person.firsts and person.lasts:
        yield from _pairs(person.lasts[-1], person.firsts[0])


def _pairs(one: str, other: str) -> Iterator[tuple[Part, ...]]:
    lengths = (range(1, min(_PREFIX, len(word)) + 1) for word in (one, other))
    for here, there in product(*lengths):
        yield (one, here), (other, there)


def _beginnings(person: Person) -> Iterator[tuple[Part, ...]]:
    """The first names alone, `ka`, or two or three letters of one word, `nor`."""
    if len(person.firsts) > 1:
        yield tuple((word, 1) for word in person.firsts)
    for word in person.words:
        for length in range(2, min(_PREFIX, len(word) - 1) + 1):
            yield ((word, length),)


def people_of(draft: Draft) -> People:
    """Those whom a document names, looked for once."""
    if not draft.people:
        draft.people.append(_found(draft))
    people: People = draft.people[0]
    return people


def _found(draft: Draft) -> People:
    """Those whom a document names.

    A patient's documents are not asked whether they sign, nor who stands beside a name of no
    list: it would make the same name another in each.
    """
    names: list[tuple[Span, list[str]]] = []
    votes: dict[str, int] = {}
    sharp: dict[str, bool] = {}
    signatures = set()
    for span, written in zip(draft.spans, draft.texts, strict=True):
        if span.category is not Category.NAME:
            continue
        is_first = span.subtype is Subtype.FIRST_NAME
        words = words_of(written, seen=draft.ledger.words, is_first=is_first)
        names.append((span, words))
        if span.subtype is Subtype.INITIALS:
            signatures.add(sum(map(str.isalpha, written)) > 1)
            continue
        for word in words:
            votes[word] = votes.get(word, 0) + (1 if is_first else -1)
        behind = draft.document.text[span.end : span.end + 2]
        if words and (behind[:1] == "s" or _APOSTROPHE.fullmatch(behind)):
            sharp.setdefault(words[-1], behind[:1] != "s")
    found = People.of(_named(draft.document.text, names))
    found.votes, found.sharp = votes, sharp
    found.sounds = frozenset(map(sound, draft.ledger.words))
    if draft.document.patient is None:
        found.signs, found.has_initials = True in signatures, False in signatures
    else:
        found.company.clear()
    return found
