"""All evidence together: from a text to its spans."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from hidden_plain_sight.audit import left_behind
from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.dates import find_dates
from hidden_plain_sight.detection.explain import Explanation, explained
from hidden_plain_sight.detection.facts import beside_facts, find_facts
from hidden_plain_sight.detection.initials import find_initials
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.name_neighbours import ages_after_names, names_before_numbers
from hidden_plain_sight.detection.names import find_names
from hidden_plain_sight.detection.patterns import PatternMatcher
from hidden_plain_sight.detection.phrases import find_phrases
from hidden_plain_sight.detection.places import find_places
from hidden_plain_sight.detection.propagate import other_mentions
from hidden_plain_sight.detection.resolve import (
    dates_after_places,
    merged_names,
    merged_units,
    resolve,
)
from hidden_plain_sight.detection.rules import read_rules
from hidden_plain_sight.detection.small_letters import (
    find_in_small_letters,
    is_in_small_letters,
)
from hidden_plain_sight.detection.tagger import SHIPPED_TAGGER, Tagger, open_tagger
from hidden_plain_sight.detection.tagger.plausible import plausible
from hidden_plain_sight.detection.tagger.reconcile import beside_rules
from hidden_plain_sight.detection.text_view import TextView, composed
from hidden_plain_sight.detection.units import find_units
from hidden_plain_sight.gazetteers import Gazetteers
from hidden_plain_sight.phi import (
    DEFAULT_THRESHOLD,
    LOWEST_THRESHOLD,
    Category,
    PatientFacts,
    Span,
)

__all__ = ["Detector"]

_SURE: Final = 0.85
"""A unit of this score is no place and nobody's name in its parts."""


class Detector:
    """Finds the identifiers of a text by rules and lists.

    >>> from hidden_plain_sight.detection import Detector
    >>> [span.label for span in Detector().detect("Kari Nordli, innlagt 12.05.2021")]
    ['FIRST_NAME', 'LAST_NAME', 'DATE']

    `categories` are those that are sought; what belongs to another category is left in clear.
    `threshold` is the score from which a candidate counts, from 0.3 to 1. `gazetteers` is a
    folder of lists that are added to the shipped ones, see `Gazetteers`. `tagger` is one more
    detector, an object or the folder of a trained one; with None rules and lists decide alone.
    `tagger_threshold` is the score from which its finds count, in place of the tagger's own.
    Raises ValueError for another threshold, an unknown category or none, and
    `DeidentificationError` E502, E508 and E509 for the lists, E701–E705 for the tagger.
    """

    def __init__(
        self,
        *,
        categories: Collection[Category] = tuple(Category),
        threshold: float = DEFAULT_THRESHOLD,
        gazetteers: Path | None = None,
        tagger: Tagger | Path | None = SHIPPED_TAGGER,
        tagger_threshold: float | None = None,
    ) -> None:
        if not LOWEST_THRESHOLD <= threshold <= 1:
            raise ValueError(f"a threshold is between {LOWEST_THRESHOLD} and 1, got {threshold}")
        if isinstance(categories, str) or not categories:
            raise ValueError("name at least one category, in a list, tuple or set")
        self.categories = frozenset(Category(category) for category in categories)
        self.threshold = threshold
        self._book = read_rules()
        self._patterns = PatternMatcher.of(self._book)
        self.lexicon = Lexicon.build(
            triggers=self._patterns.triggers, gazetteers=Gazetteers.of(gazetteers)
        )
        self.tagger = open_tagger(tagger, self.lexicon) if isinstance(tagger, Path) else tagger
        own = self.tagger.threshold if self.tagger else 1.0
        self.tagger_threshold = own if tagger_threshold is None else tagger_threshold

    def detect(self, text: str, facts: PatientFacts | None = None) -> tuple[Span, ...]:
        """The spans of a text, in order, none overlapping; offsets index the text as given.

        >>> spans = Detector().detect("snakka m. xqari", PatientFacts(first_names="Xqaari"))
        >>> [(span.start, span.end, span.rule_id) for span in spans]
        [(10, 15, 'fact.name')]

        `facts` are what is known of the patient beside the note.
        """
        clean, origin = composed(text)
        return tuple(span.span() for span in _placed(self._detect(clean, facts), origin))

    def explain(self, text: str, facts: PatientFacts | None = None) -> tuple[Explanation, ...]:
        """Every candidate that was proposed for a text, in order, and what became of it.

        >>> [(one.rule_id, one.outcome.value) for one in Detector().explain("Hun heter Kari.")]
        [('name.cue', 'kept')]
        """
        clean, origin = composed(text)
        proposed: list[Candidate] = []
        found = self._detect(clean, facts, proposed)
        return explained(
            _placed(proposed, origin), _placed(found, origin), threshold=self.threshold
        )

    def evidence(self, text: str) -> list[Candidate]:
        """What rules and lists alone propose for a composed text, later mentions included.

        >>> [one.rule_id for one in Detector(tagger=None).evidence("Hun heter Kari.")]
        ['name.cue']

        This is what a tagger is told when it looks at the text.
        """
        view = TextView.of(text, self.lexicon)
        small = is_in_small_letters(view)
        candidates = self._proposed(view, small_letters=small)
        _, mentions = self._with_mentions(view, candidates, small_letters=small)
        return [*candidates, *mentions]

    def _detect(
        self,
        text: str,
        facts: PatientFacts | None = None,
        proposed: list[Candidate] | None = None,
    ) -> list[Candidate]:
        """The spans of a composed text; all candidates go to `proposed` where there is one."""
        view = TextView.of(text, self.lexicon)
        small = is_in_small_letters(view)
        candidates = self._proposed(view, small_letters=small)
        if proposed is not None:
            proposed.extend(candidates)
        known: list[Candidate] = []
        if facts:
            known = self._known(view, facts, candidates, small_letters=small)
            candidates = [*known, *beside_facts(candidates, known, text)]
            if proposed is not None:
                proposed.extend(known)
        found = self._with_mentions(view, candidates, small_letters=small)
        if self.tagger is not None:
            tagged = list(self._tagged(self.tagger, view, candidates, found, small_letters=small))
            if proposed is not None:
                proposed.extend(tagged)
            if known:
                tagged = list(beside_facts(tagged, known, text))
            if tagged:
                candidates = [*candidates, *found[1], *tagged]
                found = self._with_mentions(view, candidates, small_letters=small)
        if proposed is not None:
            proposed.extend(found[1])
        spans = dates_after_places(merged_names(found[0], text), text)
        return self._with_left(text, self._with_ages(view, spans, proposed), proposed)

    def _with_left(
        self, text: str, found: list[Candidate], proposed: list[Candidate] | None
    ) -> list[Candidate]:
        """The spans and what an audit would find of them elsewhere in the text."""
        left = [
            source._replace(start=start, end=end, rule_id="document.left")
            for start, end, source in left_behind(text, found)
        ]
        if proposed is not None:
            proposed.extend(left)
        return sorted([*found, *left]) if left else found

    def _with_mentions(
        self, view: TextView, candidates: list[Candidate], *, small_letters: bool
    ) -> tuple[list[Candidate], list[Candidate]]:
        """What comes of the candidates, with its other mentions; and the mentions alone."""
        text = view.text
        found = merged_units(resolve(candidates, text, threshold=self.threshold), text)
        mentions = list(other_mentions(view, found, self.lexicon, small_letters=small_letters))
        if mentions:
            found = resolve([*found, *mentions], text, threshold=self.threshold)
        return found, mentions

    def _tagged(
        self,
        tagger: Tagger,
        view: TextView,
        candidates: list[Candidate],
        found: tuple[list[Candidate], list[Candidate]],
        *,
        small_letters: bool,
    ) -> Iterator[Candidate]:
        """What the tagger adds where it is sure enough; its own threshold decides."""
        spans, mentions = found
        tags = [
            tag
            for tag in tagger.tag(view.text, [*candidates, *mentions])
            if tag.score >= self.tagger_threshold and tag.category in self.categories
        ]
        tags = list(plausible(tags, view.text, self.lexicon, small_letters=small_letters))
        for tag in beside_rules(tags, spans, candidates, view.text):
            yield tag._replace(score=max(tag.score, self.threshold))

    def _with_ages(
        self, view: TextView, found: list[Candidate], proposed: list[Candidate] | None
    ) -> list[Candidate]:
        """The spans and the ages that stand right after names."""
        if Category.AGE not in self.categories:
            return found
        if ages := list(ages_after_names(view, found, self._book)):
            found = resolve([*found, *ages], view.text, threshold=self.threshold)
            if proposed is not None:
                proposed.extend(ages)
        return found

    def _known(
        self,
        view: TextView,
        facts: PatientFacts,
        candidates: list[Candidate],
        *,
        small_letters: bool,
    ) -> list[Candidate]:
        """Where the text holds what is known of the patient."""
        found = find_facts(view, facts, candidates, self.lexicon, small_letters=small_letters)
        return [span for span in found if span.category in self.categories]

    def _proposed(self, view: TextView, *, small_letters: bool) -> list[Candidate]:
        """What rules and lists take for an identifier, however weakly."""
        phrases = find_phrases(view, self.lexicon)
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
            *find_initials(view, self.lexicon, self._book),
        ]
        if small_letters:
            candidates.extend(find_in_small_letters(view, self.lexicon, self._book))
        return [span for span in candidates if span.category in self.categories]


def _placed(spans: list[Candidate], origin: list[int] | None) -> list[Candidate]:
    """The spans with the places of their letters in the text as it was given."""
    if origin is None:
        return spans
    return [span._replace(start=origin[span.start], end=origin[span.end]) for span in spans]
