"""Synthetic notes with exact gold, as many as are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from faker import Generator

from hidden_plain_sight.phi import Document, Span

from .cast import KIN, STAFF, Cast
from .fill import filled, lettered
from .noise import Noise, noisy
from .pieces import Piece, joined, lines_of, settled, spans_of
from .provider import ClinicalProvider
from .template import Literal, Part, Template, templates

__all__ = ["SyntheticNote", "synthesize"]

_HARMLESS_NOTES: Final = 0.04
_HARMLESS_KINDS: Final = ("harmless", "harmless_note")
_SENTENCE_END: Final = re.compile(r"(?<=[a-zæøå]{3})\. (?=[A-ZÆØÅa-zæøå])")


def _no_facts() -> Mapping[str, object]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SyntheticNote:
    """An invented note, its gold, and what a record system would know of its patient.

    `facts` holds the facts of `PatientFacts` by name, where they were asked for.

    >>> note = next(synthesize(n=1, seed=1))
    >>> all(span.end <= len(note.document.text) for span in note.spans)
    True
    """

    document: Document
    spans: tuple[Span, ...]
    language: str
    kind: str
    facts: Mapping[str, object] = field(default_factory=_no_facts, repr=False)


def synthesize(
    *,
    n: int,
    seed: int,
    with_facts: bool = False,
    language: str = "",
    noise: Noise | None = None,
    harmless: float = 0.6,
) -> Iterator[SyntheticNote]:
    """Notes with gold, in bokmål and nynorsk or in one of them (`nb`, `nn`).

    >>> [note.document.id for note in synthesize(n=2, seed=7)]
    ['synthetic-7-0', 'synthetic-7-1']

    Note i depends on the seed, on i, on the templates and the lists alone. The facts, if asked
    for, change nothing in the notes. `harmless` is the share of notes with lines strewn in that
    look like identifiers and are none; at 0 there are no notes of such lines alone either.
    """
    generator = Generator()
    provider = ClinicalProvider(generator)
    for number in range(n):
        generator.seed_instance(f"{seed}/{number}")
        name = f"synthetic-{seed}-{number}"
        note, cast = _note(provider, language, name, noise or Noise(), harmless)
        yield replace(note, facts=MappingProxyType(_facts(cast))) if with_facts else note


def _note(
    provider: ClinicalProvider, language: str, name: str, noise: Noise, harmless: float
) -> tuple[SyntheticNote, Cast]:
    random = provider.rng
    is_plain = random.random() < (_HARMLESS_NOTES if harmless else 0)
    template = random.choice(_of_kind(language, "harmless_note" if is_plain else ""))
    cast = Cast.drawn(
        provider, form=template.form, sexes=template.sexes, low=template.low, high=template.high
    )
    pieces = filled(template, cast)
    if not is_plain and random.random() < noise.splicing:
        pieces = _spliced(pieces, template, cast, _of_kind(language, ""))
    if not is_plain and random.random() < harmless:
        pieces = _strewn(pieces, cast)
    pieces = noisy(lettered(pieces, template.letters), random, noise=noise)
    document = Document(joined(pieces), id=name)
    return SyntheticNote(document, spans_of(pieces), template.form, template.kind), cast


def _spliced(
    pieces: list[Piece], template: Template, cast: Cast, chosen: tuple[Template, ...]
) -> list[Piece]:
    """A note with some lines of another template, filled with the same cast, among its own."""
    random = cast.random
    age, sex = cast.age("patient"), cast.patient.sex
    fitting = [
        other
        for other in chosen
        if other.form == template.form and other is not template
        if sex in other.sexes and other.low <= age <= other.high
    ]
    if not fitting:
        return pieces
    lines = [
        line for line in lines_of(filled(random.choice(fitting), cast)) if joined(line).strip()
    ]
    count = min(len(lines), random.randint(1, 4))
    start = random.randrange(len(lines) - count + 1)
    own = lines_of(pieces)
    at = random.randint(1, len(own))
    ended = [_ended(line) for line in (*own[:at], *lines[start : start + count])]
    return settled([piece for line in (*ended, *own[at:]) for piece in line])


@cache
def _of_kind(language: str, kind: str) -> tuple[Template, ...]:
    """The templates of a kind, or those that are of no harmless kind."""
    if kind:
        return tuple(found for found in templates(language) if found.kind == kind)
    return tuple(found for found in templates(language) if found.kind not in _HARMLESS_KINDS)


@cache
def _bank(form: str) -> tuple[Template, ...]:
    """The lines of all harmless templates of a form, each a template of its own."""
    found = []
    for template in _of_kind(form, "harmless"):
        line: list[Part] = []
        for part in template.parts:
            if not isinstance(part, Literal):
                line.append(part)
                continue
            first, *others = part.text.split("\n")
            line.append(Literal(first, part.label))
            for text in others:
                found.append(replace(template, parts=tuple(line)))
                line = [Literal(text)]
        found.append(replace(template, parts=tuple(line)))
    return tuple(template for template in found if _says_something(template))


def _says_something(template: Template) -> bool:
    return any(not isinstance(part, Literal) or part.text.strip() for part in template.parts)


def _strewn(pieces: list[Piece], cast: Cast) -> list[Piece]:
    """A note with some harmless lines among its own, as lines or as sentences within them."""
    random, bank = cast.random, _bank(cast.form)
    count = random.randint(1, 6)
    start = random.randrange(len(bank) - count)
    together = random.random() < 0.3
    lines = lines_of(pieces)
    at = random.randrange(len(lines) + 1)
    for template in bank[start : start + count] if together else random.sample(bank, count):
        new = filled(template, cast)
        if together:
            at += 1
        else:
            at = random.randrange(len(lines) + 1)
        if at < len(lines) and not together and random.random() < 0.6:
            lines[at] = _with_sentence(lines[at], new, cast)
            continue
        lines[:at] = [_ended(line) for line in lines[:at]]
        lines.insert(at, _ended(new))
    return [piece for line in lines for piece in line if piece.text]


def _with_sentence(line: list[Piece], new: list[Piece], cast: Cast) -> list[Piece]:
    """A line with a sentence between two of its own, or before them."""
    stop = " " if joined(new)[-1] in ".!?:" else ". "
    ends = [
        (number, match.end())
        for number, piece in enumerate(line)
        if piece.label is None and not piece.fixed
        for match in _SENTENCE_END.finditer(piece.text)
    ]
    if not ends:
        return [*new, Piece(stop), *line] if joined(line).strip() else [*new, *line]
    number, end = cast.random.choice(ends)
    text = line[number].text
    inserted = [Piece(text[:end]), *new, Piece(stop), Piece(text[end:])]
    return [*line[:number], *inserted, *line[number + 1 :]]


def _ended(line: list[Piece]) -> list[Piece]:
    return line if joined(line).endswith("\n") else [*line, Piece("\n")]


def _facts(cast: Cast) -> dict[str, object]:
    """What `PatientFacts` holds; of relatives and staff, those who were drawn for the note."""
    name = cast.patient.name
    return {
        "first_names": [name.first],
        "last_names": [name.family],
        "national_number": cast.number("patient"),
        "birth_date": cast.patient.born.isoformat(),
        "addresses": [f"{cast.street()}, {cast.postcode()}"],
        "phones": cast.drawn_as("phone patient") or [cast.phone("patient")],
        "emails": cast.drawn_as("email patient"),
        "relatives": cast.names_of(KIN),
        "staff": cast.names_of(STAFF),
        "other_ids": cast.drawn_as("journal"),
    }
