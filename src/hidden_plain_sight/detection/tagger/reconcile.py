"""What a tagger adds to the rules: their finds stay as they are, with what they understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.resolve import Overlaps, remainders
from hidden_plain_sight.phi import Category
from hidden_plain_sight.values import MONTH_WORDS

__all__ = ["beside_rules"]

_LARGEST: Final = frozenset({Category.HEALTH_CARE_UNIT, Category.LOCATION, Category.AGE})
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
    overlaps = Overlaps(found)
    for tag in tags:
        met = overlaps.of(tag)
        same = [span for span in met if span.category is tag.category]
        if any(span.start <= tag.start and tag.end <= span.end for span in same):
            continue
        known = understood.get((tag.start, tag.end, tag.category))
        score = tag.score if len(same) == len(met) else min(tag.score, _MOST)
        new = tag._replace(score=score)
        if known is not None:
            new = new._replace(value=known.value, subtype=known.subtype)
        if same and tag.category not in _LARGEST:
            yield from (rest for rest in remainders(new, same, text) if _says(rest, text))
        else:
            yield new


def _says(rest: Candidate, text: str) -> bool:
    """Whether what is left of a number or a date identifies: not the `den` of `den 31/12`."""
    surface = text[rest.start : rest.end]
    if rest.category in {Category.NAME, Category.EMAIL, Category.URL} or any(
        map(str.isdigit, surface)
    ):
        return True
    return any(word in MONTH_WORDS for word in surface.lower().split())
