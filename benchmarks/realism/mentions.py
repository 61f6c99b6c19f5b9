"""Synthetic notes as originals and as surrogates, and every identifier where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.realism.lists import listed

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Replacement, Span
from hidden_plain_sight.surrogates import SurrogateWriter
from hidden_plain_sight.synthesis import SyntheticNote, synthesize

__all__ = [
    "KEY", "KINDS", "Mention", "Note", "as_originals", "as_surrogates", "kind_of", "make_notes",
    "of_gold", "understood",
]  # fmt: skip

KEY: Final = b"a key that guards nothing at all"
_BY_LABEL: Final = {
    "FIRST_NAME": "first name", "LAST_NAME": "last name", "INITIALS": "initials",
    "HEALTH_CARE_UNIT": "unit", "DATE": "date", "NATIONAL_ID": "national number",
    "PHONE": "phone", "EMAIL": "e-mail", "AGE": "age", "URL": "URL", "OTHER_ID": "other number",
}  # fmt: skip
KINDS: Final = (
    "first name", "last name", "initials", "place", "country", "address", "postcode", "unit",
    "date", "age", "national number", "phone", "e-mail", "URL", "other number",
)  # fmt: skip
_POSTCODE: Final = re.compile(r"\W*\d{4}(?:[\s,]+\D+)?")
_AROUND: Final = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier as it stands in a note, what it was before it was replaced, what is around it.

    >>> Mention("place", "Hamar", "Bergen", "bor i ", ".").original
    'Bergen'

    `generic` says that nothing fitting could be made, and a general surrogate stands there.
    """

    kind: str
    text: str
    original: str
    before: str = ""
    after: str = ""
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """The text around the identifiers of a note, and the identifiers between.

    >>> Note(("Bor i ", "."), (Mention("place", "Hamar", "Bergen"),)).text()
    'Bor i Hamar.'
    """

    gaps: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def text(self, change: Callable[[Mention], str] | None = None) -> str:
        """The note with each identifier as it is, or as `change` writes it."""
        written = [m.text if change is None else change(m) for m in self.mentions]
        pairs = zip(self.gaps, [*written, ""], strict=True)
        return "".join(piece for pair in pairs for piece in pair)


def make_notes(*, n: int, seed: int) -> list[SyntheticNote]:
    """Synthetic notes whose gold carries what the rules understand of it."""
    detector = Detector(tagger=None)
    return [
        replace(note, spans=understood(note.document.text, note.spans, detector))
        for note in synthesize(n=n, seed=seed)
    ]


def understood(text: str, spans: Iterable[Span], detector: Detector) -> tuple[Span, ...]:
    """The spans with the value (the date, the number) that detection reads in each.

    Replacement is made to work with these. Where detection sees another extent, a span stays bare.
    """
    found = {(s.start, s.end, s.category): s for s in detector.detect(text)}
    done: list[Span] = []
    for span in spans:
        twin = found.get((span.start, span.end, span.category))
        if twin is not None:
            subtype = span.subtype if span.category is Category.NAME else twin.subtype
            span = replace(span, subtype=subtype, value=twin.value)
        done.append(span)
    return tuple(done)


def as_originals(notes: Iterable[SyntheticNote]) -> list[Note]:
    """The notes as they were written."""
    done = []
    for note in notes:
        text = note.document.text
        places = [(s.start, s.end) for s in note.spans]
        mentions = [Mention(kind_of(s, of), of, of) for s in note.spans for of in [_at(text, s)]]
        done.append(_cut(text, places, mentions))
    return done


def as_surrogates(notes: Iterable[SyntheticNote], *, key: bytes = KEY) -> list[Note]:
    """The notes with surrogates in the place of all identifiers."""
    writer = SurrogateWriter(key=key)
    done = []
    for note in notes:
        text, made = note.document.text, writer.write(note.document, note.spans)
        pairs = of_gold(made.replacements, note.spans)
        places = [(r.new_start, r.new_end) for r, _ in pairs]
        mentions = [
            Mention(kind_of(span, of), r.surrogate, of, generic=r.generic)
            for r, span in pairs for of in [_at(text, span)]
        ]  # fmt: skip
        done.append(_cut(made.text, places, mentions))
    return done


def of_gold(
    replacements: Iterable[Replacement], spans: Iterable[Span]
) -> list[tuple[Replacement, Span]]:
    """The replacements of spans, each with its span; not those that were made beside them."""
    by_place = {(span.start, span.end): span for span in spans}
    return [(r, by_place[r.start, r.end]) for r in replacements if (r.start, r.end) in by_place]


def _at(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _cut(text: str, places: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> Note:
    """A text cut at its identifiers, each with what stands around it."""
    edges = [0, *(edge for place in places for edge in place), len(text)]
    gaps = tuple(text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2))
    done = []
    for at, mention in enumerate(mentions):
        before, after = gaps[at][-_AROUND:], gaps[at + 1][:_AROUND]
        # a sign for the next identifier, where it is near
        before = f"¤{before}" if at and len(before) < _AROUND else before
        after = f"{after}¤" if at + 1 < len(mentions) and len(after) < _AROUND else after
        done.append(replace(mention, before=before, after=after))
    return Note(gaps, tuple(done))


def kind_of(span: Span, text: str) -> str:
    """What an identifier is; of locations: a postcode, another address, a country or a place.

    >>> kind_of(Span(0, 10, Category.LOCATION), "Storgata 5")
    'address'

    Locations are told apart by what replacement keeps, or kinds would differ between the sides.
    """
    if span.category is not Category.LOCATION:
        return _BY_LABEL[span.label]
    if _POSTCODE.fullmatch(text):
        return "postcode"
    if any(map(str.isdigit, text)):
        return "address"
    return "country" if fold(text) in listed("country") else "place"
