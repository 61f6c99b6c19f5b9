"""A text as the compact tagger sees it: its pieces, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.phi import Category, Subtype

__all__ = ["EVIDENCE", "LABELS", "Pieces", "evidence_of", "features_of", "hash_of", "split"]

LABELS: Final = (
    "FIRST_NAME", "LAST_NAME", "INITIALS", "LOCATION", "HEALTH_CARE_UNIT", "DATE", "NATIONAL_ID",
    "PHONE", "EMAIL", "AGE", "URL", "OTHER_ID",
)  # fmt: skip
"""The labels in the order of the network's outputs."""

_RANKS: Final[dict[str, int]] = {
    **{Subtype(label): rank for rank, label in enumerate(LABELS[:3])},
    **{Category(label): rank for rank, label in enumerate(LABELS) if rank > 2},
    Category.NAME: LABELS.index("LAST_NAME"),
}
_PIECES: Final = re.compile(r"[^\W\d_]+[\u0300-\u036f]*|\d+|[ \t\u00a0]+|\n+|.", re.DOTALL)
_BLANKS: Final = frozenset(" \t\u00a0\r")
_BITS: Final = tuple(
    getattr(Flag, name)
    for name in (
        "FIRST", "LAST", "PLACE", "COUNTRY", "EPONYM", "DRUG", "ABBREVIATION", "WORD", "SENTENCE",
        "TITLE", "KIN", "PATIENT", "PERSON", "INSTITUTION", "DEPARTMENT", "SPECIALTY", "LEGAL",
        "HOSPITAL", "MONTH", "STREET", "PREPOSITION", "TRIGGER", "NAMELIKE", "UNSURE",
        "UNSURE_PLACE", "STREET_NAME", "PARTICLE", "USUAL", "SUBJECT", "TOWN",
    )
)  # fmt: skip
_LIMITS: Final = (0.5, 0.8)
_STRENGTHS: Final = len(_LIMITS) + 1
EVIDENCE: Final = 1 + len(LABELS) * 2 * _STRENGTHS
"""How many kinds of evidence the rules can give for a piece: none, or a label, its first piece
or a later one, and one of three strengths."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text without its blanks.

    `words` are the pieces as written; `starts` and `ends` their places in the text; `glued` says
    of each whether no blank stands before it.
    """

    words: list[str]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    glued: NDArray[np.bool_]


def split(text: str) -> Pieces:
    """Cut a text into words, runs of digits, single signs and line breaks.

    >>> split("Kl. 12:30\\nKari").words
    ['Kl', '.', '12', ':', '30', '\\n', 'Kari']
    """
    pieces = _PIECES.findall(text)
    count = len(pieces)
    ends = np.cumsum(np.fromiter(map(len, pieces), np.int32, count), dtype=np.int32)
    solid = np.fromiter(map(_BLANKS.isdisjoint, pieces), np.bool_, count)
    starts = np.concatenate(([0], ends[:-1])).astype(np.int32) if count else ends
    glued = np.concatenate(([False], solid[:-1])) if count else solid
    words = list(compress(pieces, solid.tolist()))
    return Pieces(words, starts[solid], ends[solid], glued[solid])


def features_of(word: str, flags: int) -> tuple[str, ...]:
    """What describes a piece: its letters, beginning, ending, shape, and what the lists know.

    >>> features_of("Nordli", 0)
    ('w nordli', '< nor', '> dli', '>> li', 's Xx', 'l 6')
    >>> features_of("2021", 0)
    ('d 20__', 's dddd')
    """
    if word.isdigit():
        known = word if len(word) < 3 else word[:2] + "_" * (len(word) - 2)
        return f"d {known[:12]}", f"s {'d' * min(len(word), 12)}"
    if not word[0].isalpha():
        return (f"p {word[:2]}",)
    lower = word.lower()
    bits = tuple(f"f {number}" for number, bit in enumerate(_BITS) if flags & bit)
    together = (f"F {flags & _MASK}",) if bits else ()
    return (
        f"w {lower}", f"< {lower[:3]}", f"> {lower[-3:]}", f">> {lower[-2:]}",
        f"s {_shape(word)}", f"l {min(len(word), 12)}", *bits, *together,
    )  # fmt: skip


def hash_of(feature: str) -> int:
    """The number by which a feature is kept; the same on every machine."""
    return crc32(feature.encode("utf-8", "surrogatepass"))


_MASK: Final = sum(_BITS)


def _shape(word: str) -> str:
    if word.islower():
        return "x" if len(word) > 1 else "x1"
    if word.isupper():
        return ("X1", "XX", "XXX", "XXXX")[min(len(word), 4) - 1]
    return "Xx" if word[1:].islower() else "xX"


def evidence_of(pieces: Pieces, spans: Sequence[Candidate]) -> NDArray[np.int32]:
    """For each piece the kind of the strongest evidence that the rules have given for it."""
    spans = sorted(spans, key=attrgetter("score"))
    evidence = np.zeros(len(pieces.words), np.int32)
    firsts = np.searchsorted(pieces.ends, [span.start for span in spans], side="right")
    lasts = np.searchsorted(pieces.starts, [span.end for span in spans], side="left")
    for span, first, last in zip(spans, firsts.tolist(), lasts.tolist(), strict=True):
        label = _RANKS.get(span.subtype or span.category, _RANKS[span.category])
        strength = (span.score >= _LIMITS[0]) + (span.score >= _LIMITS[1])
        kind = 1 + (label * _STRENGTHS + strength) * 2
        if first < last:
            evidence[first:last] = kind + 1
            evidence[first] = kind
    return evidence
