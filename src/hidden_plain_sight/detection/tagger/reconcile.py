"""What a tagger adds to the rules: their finds stay as they are, with what they understood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.resolve import remainders
from hidden_plain_sight.phi import Category

__all__ = ["beside_rules"]

_LARGEST: Final = frozenset(
    {Category.HEALTH_CARE_UNIT, Category.LOCATION, Category.NAME, Category.AGE}
)
"""The categories of which the larger span makes more sense: a whole unit, an age with its unit."""
_MOST: Final = 0.89
"""A tagger's find is no stronger than this against a rule's of another category."""


def beside_rules(
    tags: Iterable[Candidate],
    found: Sequence[Candidate],
    proposed: Iterable[Candidate],
    text: str,
) -> Iterator[Candidate]:
    """Yield the tagger's candidates as far as they add to what the rules have found.

    >>> unit = Category.HEALTH_CARE_UNIT
    >>> tag = Candidate(0, 9, unit, score=0.9, rule_id="tagger.compact")
    >>> list(beside_rules([tag], [Candidate(0, 9, unit)], [], "Moss DPS."))
    []

    What the rules found in the same category is left to them. Where they proposed the very same
    stretch too weakly, their understanding of it (a date, a number) is taken over.
    """
    understood = {(c.start, c.end, c.category): c for c in proposed if c.value is not None}
    starts = [span.start for span in found]
    for tag in tags:
        same, other = [], []
        at = bisect_right(starts, tag.end)
        while at and found[at - 1].end > tag.start - 200:
            at -= 1
            span = found[at]
            if span.start < tag.end and tag.start < span.end:
                (same if span.category is tag.category else other).append(span)
        if any(span.start <= tag.start and tag.end <= span.end for span in same):
            continue
        known = understood.get((tag.start, tag.end, tag.category))
        if known is not None:
            tag = tag._replace(value=known.value, subtype=known.subtype)
        if other:
            tag = tag._replace(score=min(tag.score, _MOST))
        if same and tag.category not in _LARGEST:
            yield from remainders(tag, same, text)
        else:
            yield tag
