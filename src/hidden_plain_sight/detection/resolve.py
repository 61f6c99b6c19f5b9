"""Candidates to spans: what is strong enough stays, overlaps are united, no letter is lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.phi import Category, Subtype

__all__ = [
    "Overlaps",
    "dates_after_places",
    "merged_names",
    "merged_units",
    "remainders",
    "resolve",
]

_start: Final = attrgetter("start")

_PRIORITY: Final[dict[Category, int]] = {
    Category.EMAIL: 9,
    Category.URL: 8,
    Category.NATIONAL_ID: 7,
    Category.PHONE: 6,
    Category.OTHER_ID: 6,
    Category.HEALTH_CARE_UNIT: 5,
    Category.DATE: 4,
    Category.AGE: 3,
    Category.LOCATION: 2,
    Category.NAME: 1,
}


def _strength(span: Candidate) -> tuple[float, int, int]:
    """What decides between two that cover the same letters: score, then category, then length."""
    return (round(span.score, 2), _PRIORITY[span.category], span.end - span.start)


def resolve(candidates: Iterable[Candidate], text: str, *, threshold: float) -> list[Candidate]:
    """The spans of a text: in order, apart from each other, covering all that was found.

    >>> name = Candidate(0, 4, Category.NAME, score=0.9)
    >>> place = Candidate(2, 8, Category.LOCATION, score=0.6)
    >>> [(c.start, c.end) for c in resolve([name, place], "Kari Vik", threshold=0.5)]
    [(0, 4), (5, 8)]

    A candidate below the threshold is dropped. Of two that overlap the stronger keeps its
    letters; what the weaker covers beyond them stays covered, under its own category. A weaker
    one that holds the stronger within it takes the whole when it is a unit or a number.
    """
    kept = [span for span in candidates if span.score >= threshold]
    if len(kept) < 2:
        return kept
    kept.sort(key=lambda span: (span.start, -span.end))
    if all(left.end <= right.start for left, right in pairwise(kept)):
        return kept
    settled: list[Candidate] = []
    for group in _overlapping(kept):
        settled.extend(group if len(group) == 1 else _settled(group, text))
    return settled


def _overlapping(spans: list[Candidate]) -> Iterator[list[Candidate]]:
    """Groups of spans, in order, of which none touches another group's."""
    group: list[Candidate] = []
    end = 0
    for span in spans:
        if group and span.start >= end:
            yield group
            group = []
        group.append(span)
        end = max(end, span.end)
    yield group


def _settled(group: list[Candidate], text: str) -> list[Candidate]:
    chosen: list[Candidate] = []
    for span in sorted(group, key=lambda s: (_wholeness(s, group), *_strength(s)), reverse=True):
        chosen.extend(remainders(span, chosen, text))
    return sorted(chosen, key=lambda span: span.start)


_WHOLE: Final = frozenset(
    {Category.HEALTH_CARE_UNIT, Category.EMAIL, Category.URL, Category.NATIONAL_ID, Category.PHONE}
)


def _wholeness(span: Candidate, others: list[Candidate]) -> int:
    """1 for a span that holds shorter ones within it and makes more sense than its parts."""
    holds = [o for o in others if o is not span and span.start <= o.start and o.end <= span.end]
    if not holds:
        return 0
    if span.category in _WHOLE or all(o.category is span.category for o in holds):
        return 1
    return int(all(o.score <= span.score for o in holds))


class Overlaps:
    """Says which of some spans share letters with another, without a look at all of them.

    >>> overlaps = Overlaps([Candidate(0, 9, Category.DATE), Candidate(4, 6, Category.AGE)])
    >>> [span.category.value for span in overlaps.of(Candidate(6, 7, Category.NAME))]
    ['DATE']
    """

    def __init__(self, spans: Iterable[Candidate]) -> None:
        self._spans = sorted(spans, key=_start)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def of(self, span: Candidate) -> list[Candidate]:
        """The spans that touch at least one letter of another, in order of their starts."""
        at = bisect_left(self._starts, span.end)
        touching: list[Candidate] = []
        while at and self._reach[at - 1] > span.start:
            at -= 1
            if self._spans[at].end > span.start:
                touching.append(self._spans[at])
        return touching[::-1]


def remainders(span: Candidate, chosen: Sequence[Candidate], text: str) -> list[Candidate]:
    """What is left of a span beside the stronger ones, without bare separators at its borders."""
    pieces = [(span.start, span.end)]
    for other in chosen:
        pieces = [
            piece
            for start, end in pieces
            for piece in ((start, min(end, other.start)), (max(start, other.end), end))
            if piece[0] < piece[1]
        ]
    if pieces == [(span.start, span.end)]:
        return [span]
    left = []
    for start, end in pieces:
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip(_BORDER))
        end -= len(inner) - len(inner.rstrip(_BORDER))
        if start < end and any(c.isalnum() for c in text[start:end]):
            left.append(span._replace(start=start, end=end, value=None))
    return left


_BORDER: Final = " \t\r\n\u00a0.,;:()-–/\"'"


def merged_units(spans: list[Candidate], text: str) -> list[Candidate]:
    """Units side by side as one, with the place that closes them: the largest possible span.

    >>> unit = Category.HEALTH_CARE_UNIT
    >>> spans = [Candidate(0, 4, unit), Candidate(6, 10, unit)]
    >>> [(s.start, s.end) for s in merged_units(spans, "Ahus, BUPA")]
    [(0, 10)]
    """
    merged: list[Candidate] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and last.category is Category.HEALTH_CARE_UNIT:
            gap = text[last.end : span.start]
            unit = span.category is Category.HEALTH_CARE_UNIT and gap in {
                ", ",
                " ",
                " - ",
                "-",
                ". ",
            }
            place = span.category is Category.LOCATION and gap in {", ", " ", " - ", " ("}
            if unit or (place and span.subtype is not Subtype.STREET and span.subtype
                        is not Subtype.POSTCODE):  # fmt: skip
                end = span.end + (gap == " (" and text[span.end : span.end + 1] == ")")
                merged[-1] = last._replace(end=end, score=max(last.score, span.score))
                continue
        merged.append(span)
    return merged


def merged_names(spans: list[Candidate], text: str) -> list[Candidate]:
    """Neighbouring first names as one span, and neighbouring last names.

    >>> names = [Candidate(0, 3, Category.NAME, Subtype.FIRST_NAME),
    ...          Candidate(4, 8, Category.NAME, Subtype.FIRST_NAME)]
    >>> [(s.start, s.end) for s in merged_names(names, "Per Olav")]
    [(0, 8)]
    """
    merged: list[Candidate] = []
    for span in spans:
        last = merged[-1] if merged else None
        if (
            last is not None
            and span.category is Category.NAME is last.category
            and span.subtype is last.subtype
            and span.subtype is not Subtype.INITIALS
            and text[last.end : span.start] in {" ", "-"}
        ):
            merged[-1] = last._replace(end=span.end, score=max(last.score, span.score))
        else:
            merged.append(span)
    return merged


_BETWEEN: Final = re.compile(r",?[ ]((?:på |på den |den |datoen )[ ]?)")


def dates_after_places(spans: list[Candidate], text: str) -> list[Candidate]:
    """A date that only `den` or `på` parts from a place before it takes that word.

    >>> spans = [Candidate(6, 10, Category.LOCATION), Candidate(16, 29, Category.DATE)]
    >>> [(s.start, s.end) for s in dates_after_places(spans, "Født: Odda, den 12. mars 1957")]
    [(6, 10), (12, 29)]

    Place and day of birth stand together and are found as one, for whoever counts them as one.
    """
    joined = spans[:1]
    for span in spans[1:]:
        last = joined[-1]
        if span.category is Category.DATE and last.category is Category.LOCATION:
            between = _BETWEEN.fullmatch(text, last.end, span.start)
            if between is not None:
                span = span._replace(start=between.start(1))
        joined.append(span)
    return joined
