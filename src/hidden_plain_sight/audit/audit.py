"""The audit of one document: real values that its new text still holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import Final

from hidden_plain_sight.audit.needles import (
    LEAST_DIGITS,
    RUN,
    M,
    Marked,
    Needles,
    composed,
    digits_of,
    needles_of,
)
from hidden_plain_sight.audit.ordinary import is_listed, is_ordinary_here
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, Document, Span

__all__ = ["Finding", "Kind", "audit_document", "audit_text", "left_behind"]

_SHORTENED: Final = 9
_PLACE: Final = itemgetter(0)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


class Kind(StrEnum):
    """Where a real value was found.

    >>> Kind("leak") is Kind.LEAK
    True

    `LEAK`: in the text beside the identifiers, which stays as it is. `COLLISION`: in a surrogate.
    """

    LEAK = "leak"
    COLLISION = "collision"


@dataclass(frozen=True, slots=True)
class Finding:
    """A real value in the new text: where, and of what kind it is.

    >>> Finding(Kind.LEAK, "LAST_NAME", 22, 29).label
    'LAST_NAME'

    `start` and `end` index the original text: of the words that were left, or of the identifier
    whose surrogate is a real value. `label` is that of the value, `FACT` for a patient fact.
    """

    kind: Kind
    label: str
    start: int
    end: int


def audit_document(
    document: Document, spans: Sequence[Span], surrogates: Sequence[str]
) -> tuple[Finding, ...]:
    """Every real value of a document that its new text still holds; none if all is well.

    >>> note = Document("Kari ringte. Kari!")
    >>> [found.kind.value for found in audit_document(note, [Span(0, 4, Category.NAME)], ["Siv"])]
    ['leak']
    >>> [found.kind.value for found in audit_document(
    ...     note, [Span(0, 4, Category.NAME), Span(13, 17, Category.NAME)], ["Siv", "Kari"])]
    ['collision']

    `spans` are in order and do not overlap; `surrogates` stand in the same order. Real values are
    what the spans cover and the patient facts of the document. Words are compared without case and
    marks, with and without a genitive s; numbers by their digits. Ages, and dates that are no
    full ones, are not looked for: they come about by chance.
    """
    needles = needles_of(document.text, spans, document.facts)
    if not needles:
        return ()
    left = _left(needles, _kept(document.text, spans))
    found = [Finding(Kind.LEAK, _label(source), *place) for place, source in left]
    for span, surrogate in zip(spans, surrogates, strict=True):
        if _collides(needles, document.text, span, surrogate):
            found.append(Finding(Kind.COLLISION, span.label, span.start, span.end))
    return tuple(sorted(found, key=lambda one: (one.start, one.kind)))


def audit_text(document: Document, spans: Sequence[Span], new_text: str) -> tuple[Finding, ...]:
    """Every real value of a document that stands in a text of which nothing else is known.

    >>> note = Document("Kari ringte.")
    >>> audit_text(note, [Span(0, 4, Category.NAME)], "I dag ringte Kari.")[0].start
    13

    Here the places are those of the new text.
    """
    left = _left(needles_of(document.text, spans, document.facts), composed(new_text))
    return tuple(Finding(Kind.LEAK, _label(source), *place) for place, source in left)


def left_behind(text: str, spans: Sequence[M]) -> Iterator[tuple[int, int, M]]:
    """Yield what is left of a text's identifiers beside the spans, and the span that each is of.

    >>> [found[:2] for found in left_behind("Ta Xqaari! xqaari", [Span(3, 9, Category.NAME)])]
    [(11, 17)]

    The text is one with composed letters. Places are in order, and none overlap.
    """
    needles = needles_of(text, spans)
    end = 0
    for (start, stop), source in sorted(_left(needles, _kept(text, spans)), key=_PLACE):
        if source is not None and start >= end:
            end = stop
            yield start, stop, source


def _label(source: Span | None) -> str:
    return "FACT" if source is None else source.label


def _kept(text: str, spans: Sequence[Marked]) -> str:
    """The text without the identifiers, and every other letter where it was."""
    pieces: list[str] = []
    at = 0
    for span in spans:
        pieces += (text[at : span.start], "\0" * (span.end - span.start))
        at = span.end
    pieces.append(text[at:])
    if not (text.isascii() or unicodedata.is_normalized("NFC", text)):
        pieces = [composed(piece) for piece in pieces]
    return "".join(pieces)


def _left(needles: Needles[M], kept: str) -> Iterator[tuple[tuple[int, int], M | None]]:
    """Yield what was left in the text beside the identifiers, with the span that it is from."""
    folded = _folded(kept)
    # most notes have none, and to look for a few words is quicker than to look at every word
    if any(word in folded for word in needles.words):
        yield from _left_words(needles, kept)
    if needles.digits:
        for match in RUN.finditer(kept):
            if match.end() - match.start() < LEAST_DIGITS:
                continue
            joined = digits_of(match.group())
            for digits, source in needles.digits.items():
                if digits in joined:
                    yield match.span(), source
    for phrase, source in needles.phrases.items():
        at = folded.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
                yield (at, end), source
            at = folded.find(phrase, end)


def _folded(text: str) -> str:
    """A text folded so that every letter stays where it was."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(
        one if len(one) == 1 else c for c, one in zip(text, map(fold, text), strict=True)
    )


def _left_words(needles: Needles[M], kept: str) -> Iterator[tuple[tuple[int, int], M | None]]:
    for match in _WORD.finditer(kept):
        folded = fold(match.group())
        if folded not in needles.words:
            folded = folded.removesuffix("s")
        if folded in needles.words and not is_ordinary_here(kept, *match.span()):
            yield match.span(), needles.words[folded]


def _is_short_for_a_kind(word: str, original: str, span: Span) -> bool:
    """Whether a word that a unit has kept may be a specialty cut short, such as `Nevrokir.`"""
    is_kept = span.category is Category.HEALTH_CARE_UNIT and word in original
    return is_kept and len(word) <= _SHORTENED and not is_listed(word)


def _collides(needles: Needles[Span], text: str, span: Span, surrogate: str) -> bool:
    """Whether a surrogate is a real value, its own original before all."""
    if span.category is Category.AGE:
        return False
    folded = fold(surrogate)
    if folded == fold(text[span.start : span.end]):
        return True
    if span.category is Category.DATE:
        return folded in needles.birth_dates
    if folded in needles.phrases:
        return True
    words = needles.words.keys() & set(_WORD.findall(folded))
    if words:
        original = fold(text[span.start : span.end])
        return not all(_is_short_for_a_kind(word, original, span) for word in words)
    digits = digits_of(surrogate)
    return len(digits) >= LEAST_DIGITS and digits in needles.digits
