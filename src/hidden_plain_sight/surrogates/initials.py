"""Initials that follow the names of the document, where they are anybody's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Span, Subtype
from hidden_plain_sight.surrogates.consistency import Draft

__all__ = ["letter_for", "people", "replaced_initials"]

_LETTERS: Final = "abdefghijklmnoprstv"
_PART: Final = re.compile(r"[^\W\d_]{2,}")
_BETWEEN: Final = re.compile(r"[\s,.]{0,4}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a document names: the words of the first and of the last name, folded.

    >>> Person(("kari",), ("nordli",)).words
    ('kari', 'nordli')
    """

    firsts: tuple[str, ...]
    lasts: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, first names first."""
        return self.firsts + self.lasts


def people(draft: Draft) -> Iterator[Person]:
    """Yield those whom a document names, neighbouring spans as one person."""
    text = draft.document.text
    firsts: list[str] = []
    lasts: list[str] = []
    end: int | None = None
    for span, written in zip(draft.spans, draft.texts, strict=True):
        if span.category is not Category.NAME:
            continue
        words = [fold(word) for word in _PART.findall(written)]
        is_first = span.subtype is Subtype.FIRST_NAME
        apart = end is not None and not _BETWEEN.fullmatch(text, end, span.start)
        if (apart or (is_first and firsts and lasts)) and (firsts or lasts):
            yield Person(tuple(firsts), tuple(lasts))
            firsts, lasts = [], []
        if span.subtype is not Subtype.INITIALS:
            (firsts if is_first else lasts).extend(words)
        end = span.end
    if firsts or lasts:
        yield Person(tuple(firsts), tuple(lasts))


def _known_people(draft: Draft) -> list[Person]:
    """Those whom a document names, looked for once."""
    if not draft.people:
        draft.people.extend(dict.fromkeys(people(draft)))
    return draft.people


def replaced_initials(draft: Draft, span: Span, text: str) -> str | None:
    """The surrogate of initials, letter by letter; None where there are no letters.

    Points and blanks stay. The letters follow those of a person in the document; where they are
    nobody's, each is another letter.
    """
    letters = [fold(c) for c in text if c.isalpha()]
    if not letters:
        return None
    found = (len(letters) > 1 and _of_person(draft, letters)) or []
    if not found:
        alone = span if len(letters) == 1 else None
        found = [
            fold(letter_for(draft, letter, is_first=number == 0, span=alone))
            for number, letter in enumerate(letters)
        ]
    rest = iter(found)
    return "".join(_like(c, next(rest)) if c.isalpha() else c for c in text)


def _like(written: str, letter: str) -> str:
    return letter.upper() if written.isupper() else letter


def _of_person(draft: Draft, letters: list[str]) -> list[str]:
    """The initials of the surrogate of a person with these initials, or nothing."""
    for person in _known_people(draft):
        for words in (person.words, person.firsts[:1] + person.lasts[-1:]):
            if len(words) > 1 and [word[0] for word in words] == letters:
                found = [_surrogate(draft, word)[:1] for word in words]
                if all(found) and found != letters:
                    return found
    return []


def _surrogate(draft: Draft, word: str) -> str:
    """The folded surrogate of a word of a name, or of what it is the genitive of."""
    known = draft.ledger.surrogates
    return fold(known.get(word) or (known.get(word[:-1], "") if word[-1] == "s" else ""))


def letter_for(draft: Draft, letter: str, *, is_first: bool, span: Span | None = None) -> str:
    """Another letter: the initial of the surrogate of a name that begins so, or a keyed one.

    A neighbouring last name says whose initial it is: `K. Nordli` beside `Kari Nordli`.
    """
    folded = fold(letter)
    beside = _beside(draft, span) if span is not None else frozenset[str]()
    candidates: list[tuple[int, str]] = []
    for person in _known_people(draft):
        near = bool(beside.intersection(person.words))
        own, other = (person.firsts, person.lasts) if is_first else (person.lasts, person.firsts)
        for rank, words in ((1, own), (2, other)):
            candidates += [
                (0 if near and word not in beside else rank, word)
                for word in words if word[0] == folded
            ]  # fmt: skip
    for _, word in sorted(candidates, key=lambda c: c[0]):
        initial = _surrogate(draft, word)[:1]
        if initial and initial != folded:
            return _like(letter, initial)
    return _like(letter, _keyed_letter(draft, folded))


def _beside(draft: Draft, span: Span) -> frozenset[str]:
    """The words of the names right before and right after a span."""
    words: list[str] = []
    text = draft.document.text
    at = bisect_left(draft.spans, span.start, key=lambda one: one.start)
    for number in (at - 1, at + 1):
        if not 0 <= number < len(draft.spans):
            continue
        other = draft.spans[number]
        if other.category is Category.NAME and other.subtype is not Subtype.INITIALS:
            left, right = sorted((span, other), key=lambda one: one.start)
            if _BETWEEN.fullmatch(text, left.end, right.start):
                words += [fold(word) for word in _PART.findall(draft.texts[number])]
    return frozenset(words)


def _keyed_letter(draft: Draft, letter: str) -> str:
    for at in draft.ledger.choice.walk("initial", letter, len(_LETTERS)):
        if _LETTERS[at] != letter:
            return _LETTERS[at]
    raise ValueError("no other letter")
