"""All evidence together: from a text to its spans."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.dates import find_dates
from hidden_plain_sight.detection.initials import find_initials
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.name_neighbours import ages_after_names, names_before_numbers
from hidden_plain_sight.detection.names import find_names
from hidden_plain_sight.detection.patterns import PatternMatcher
from hidden_plain_sight.detection.phrases import find_phrases
from hidden_plain_sight.detection.places import find_places
from hidden_plain_sight.detection.propagate import other_mentions
from hidden_plain_sight.detection.resolve import merged_names, merged_units, resolve
from hidden_plain_sight.detection.rules import read_rules
from hidden_plain_sight.detection.small_letters import (
    find_in_small_letters,
    is_in_small_letters,
)
from hidden_plain_sight.detection.text_view import TextView, composed
from hidden_plain_sight.detection.units import find_units
from hidden_plain_sight.phi import DEFAULT_THRESHOLD, LOWEST_THRESHOLD, Category, Span

__all__ = ["Detector"]

_SURE: Final = 0.85
"""A unit of this score is no place and nobody's name in its parts."""


class Detector:
    """Finds the identifiers of a text by rules and lists.

    >>> from hidden_plain_sight.detection import Detector
    >>> [span.label for span in Detector().detect("Kari Nordli, innlagt 12.05.2021")]
    ['FIRST_NAME', 'LAST_NAME', 'DATE']

    `categories` are those that are sought; what belongs to another category is left in clear.
    `threshold` is the score from which a candidate counts, from 0.3 to 1. Raises
    ValueError for another threshold, an unknown category or none.
    """

    def __init__(
        self,
        *,
        categories: Collection[Category] = tuple(Category),
        threshold: float = DEFAULT_THRESHOLD,
    ) -> None:
        if not LOWEST_THRESHOLD <= threshold <= 1:
            raise ValueError(f"a threshold is between {LOWEST_THRESHOLD} and 1, got {threshold}")
        if isinstance(categories, str) or not categories:
            raise ValueError("name at least one category, in a list, tuple or set")
        self.categories = frozenset(Category(category) for category in categories)
        self.threshold = threshold
        self._book = read_rules()
        self._patterns = PatternMatcher.of(self._book)
        self._lexicon = Lexicon.build(triggers=self._patterns.triggers)

    def detect(self, text: str) -> tuple[Span, ...]:
        """The spans of a text, in order, none overlapping; offsets index the text as given."""
        clean, origin = composed(text)
        spans = self._detect(clean)
        if origin is not None:
            spans = [s._replace(start=origin[s.start], end=origin[s.end]) for s in spans]
        return tuple(span.span() for span in spans)

    def _detect(self, text: str) -> list[Candidate]:
        view = TextView.of(text, self._lexicon)
        phrases = find_phrases(view, self._lexicon)
        units = list(find_units(view, phrases, self._book))
        beside = view
        if Category.HEALTH_CARE_UNIT in self.categories:
            sure = [(unit.start, unit.end) for unit in units if unit.score >= _SURE]
            beside = view.outside(sure)
        candidates: list[Candidate] = [
            *units,
            *self._patterns.find(view),
            *find_dates(view, self._book),
            *find_places(beside, phrases, self._book),
            *find_names(beside, phrases, self._book),
            *names_before_numbers(beside, self._book),
            *find_initials(view, self._lexicon, self._book),
        ]
        small = is_in_small_letters(view)
        if small:
            candidates.extend(find_in_small_letters(view, self._lexicon, self._book))
        candidates = [span for span in candidates if span.category in self.categories]
        found = merged_units(resolve(candidates, text, threshold=self.threshold), text)
        mentions = list(other_mentions(view, found, self._lexicon, small_letters=small))
        if mentions:
            found = resolve([*found, *mentions], text, threshold=self.threshold)
        found = merged_names(found, text)
        if Category.AGE not in self.categories:
            return found
        if ages := list(ages_after_names(view, found, self._book)):
            found = resolve([*found, *ages], text, threshold=self.threshold)
        return found
