"""Synthetic journals: several notes of one patient as one document, so that names come again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from benchmarks.realism.mentions import understood
from faker import Generator

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.phi import Document
from hidden_plain_sight.synthesis import ClinicalProvider, Noise, SyntheticNote, templates
from hidden_plain_sight.synthesis.cast import Cast
from hidden_plain_sight.synthesis.fill import filled
from hidden_plain_sight.synthesis.noise import noisy
from hidden_plain_sight.synthesis.pieces import Piece, joined, spans_of
from hidden_plain_sight.synthesis.template import Template

__all__ = ["make_journals"]


def make_journals(*, n: int, length: int, seed: int, detector: Detector) -> Iterator[SyntheticNote]:
    """Documents of so many notes each, with gold that carries what the rules understand of it.

    >>> journal = next(make_journals(n=1, length=2, seed=1, detector=Detector(tagger=None)))
    >>> journal.document.id
    'journal-1-0'

    A journal is written about one cast: its patient, relatives and staff are the same throughout.
    """
    generator = Generator()
    provider = ClinicalProvider(generator)
    for number in range(n):
        generator.seed_instance(f"journal/{seed}/{number}")
        pieces, first = _pieces(provider, length)
        document = Document(joined(pieces), id=f"journal-{seed}-{number}")
        spans = understood(document.text, spans_of(pieces), detector)
        yield SyntheticNote(document, spans, first.form, "journal")


def _pieces(provider: ClinicalProvider, length: int) -> tuple[list[Piece], Template]:
    random: Random = provider.rng
    first = random.choice(_usual())
    cast = Cast.drawn(provider, form=first.form, sexes=first.sexes, low=first.low, high=first.high)
    age, sex = cast.age("patient"), cast.patient.sex
    fitting = [
        other
        for other in _usual()
        if other is not first and other.form == first.form and sex in other.sexes
        if other.low <= age <= other.high
    ]
    others = random.sample(fitting, min(length - 1, len(fitting)))
    pieces: list[Piece] = []
    for template in (first, *others):
        pieces += noisy(filled(template, cast), random, noise=Noise())
        pieces.append(Piece("\n\n"))
    return pieces, first


@cache
def _usual() -> tuple[Template, ...]:
    """The templates that hold identifiers."""
    return tuple(t for t in templates("") if not t.kind.startswith("harmless"))
