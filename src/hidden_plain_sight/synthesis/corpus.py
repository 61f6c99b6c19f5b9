"""Synthetic notes with exact gold, as many as are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from faker import Generator

from hidden_plain_sight.phi import Document, Span

from .cast import KIN, STAFF, Cast
from .fill import filled
from .noise import Noise, noisy
from .pieces import Piece, joined, lines_of, settled, spans_of
from .provider import ClinicalProvider
from .template import Template, templates

__all__ = ["SyntheticNote", "synthesize"]


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
) -> Iterator[SyntheticNote]:
    """Notes with gold, in bokmål and nynorsk or in one of them (`nb`, `nn`).

    >>> [note.document.id for note in synthesize(n=2, seed=7)]
    ['synthetic-7-0', 'synthetic-7-1']

    Note i depends on the seed, on i, on the templates and the lists alone. The facts, if asked
    for, change nothing in the notes.
    """
    chosen = templates(language)
    generator = Generator()
    provider = ClinicalProvider(generator)
    for number in range(n):
        generator.seed_instance(f"{seed}/{number}")
        note, cast = _note(provider, chosen, f"synthetic-{seed}-{number}", noise or Noise())
        yield replace(note, facts=MappingProxyType(_facts(cast))) if with_facts else note


def _note(
    provider: ClinicalProvider, chosen: tuple[Template, ...], name: str, noise: Noise
) -> tuple[SyntheticNote, Cast]:
    random = provider.rng
    template = random.choice(chosen)
    cast = Cast.drawn(
        provider, form=template.form, sexes=template.sexes, low=template.low, high=template.high
    )
    pieces = filled(template, cast)
    if random.random() < noise.splicing:
        pieces = _spliced(pieces, template, cast, chosen)
    pieces = noisy(pieces, random, noise=noise)
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
