"""Why a span was found or not: every candidate that was proposed, and what became of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.phi import Category, Span, Subtype

__all__ = ["Explanation", "Outcome", "explained"]


class Outcome(StrEnum):
    """What became of a candidate.

    >>> [outcome.value for outcome in Outcome]
    ['kept', 'part', 'cut', 'yielded', 'below']

    `KEPT`: it is a span. `PART`: it is part of a larger span of its category. `CUT`: a stronger
    one took some of its letters, the others are a span. `YIELDED`: a stronger one took all of
    them. `BELOW`: its score is below the threshold.
    """

    KEPT = "kept"
    PART = "part"
    CUT = "cut"
    YIELDED = "yielded"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One candidate: where it stands, which rule proposed it, how strongly, what became of it.

    >>> from hidden_plain_sight.detection import Detector
    >>> from hidden_plain_sight.phi import PatientFacts
    >>> detector, facts = Detector(tagger=None), PatientFacts(first_names="Kari")
    >>> for one in detector.explain("Hun heter Kari.", facts):
    ...     print(one.start, one.end, one.label, one.rule_id, one.outcome.value, one.winner)
    10 14 FIRST_NAME fact.name kept None
    10 14 FIRST_NAME name.cue yielded (10, 14, 'fact.name')

    `start` and `end` are Python string indices into the text as given, end excluded. `winner` is
    the span that it is part of or that took its letters: start, end and rule. No text is kept.
    """

    start: int
    end: int
    category: Category
    subtype: Subtype | None
    rule_id: str
    score: float
    outcome: Outcome
    winner: tuple[int, int, str] | None = None

    @property
    def label(self) -> str:
        """The label that a span of it has, see `Span.label`."""
        return Span(self.start, self.end, self.category, self.subtype).label


_START = attrgetter("start")


def explained(
    proposed: Iterable[Candidate], found: Sequence[Candidate], *, threshold: float
) -> tuple[Explanation, ...]:
    """What became of every candidate, given the spans that were found, which are in order.

    >>> weak = Candidate(0, 4, Category.NAME, score=0.3, rule_id="name.first")
    >>> explained([weak], [], threshold=0.5)[0].outcome
    <Outcome.BELOW: 'below'>
    """
    once = dict.fromkeys(span._replace(value=None) for span in proposed)
    told = [_explanation(span, _touching(span, found), threshold) for span in once]
    return tuple(sorted(told, key=lambda one: (one.start, -one.end, -one.score, one.rule_id)))


def _touching(span: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    at = max(0, bisect_right(found, span.start, key=_START) - 1)
    touching: list[Candidate] = []
    while at < len(found) and found[at].start < span.end:
        if span.start < found[at].end:
            touching.append(found[at])
        at += 1
    return touching


def _explanation(span: Candidate, touching: list[Candidate], threshold: float) -> Explanation:
    outcome, winner = _outcome(span, touching, threshold)
    return Explanation(
        span.start,
        span.end,
        span.category,
        span.subtype,
        span.rule_id,
        round(span.score, 3),
        outcome,
        None if winner is None else (winner.start, winner.end, winner.rule_id),
    )


def _outcome(
    span: Candidate, touching: list[Candidate], threshold: float
) -> tuple[Outcome, Candidate | None]:
    if span.score < threshold:
        return Outcome.BELOW, None
    own = [one for one in touching if one[2:4] == span[2:4] and one.rule_id == span.rule_id]
    if any((one.start, one.end) == (span.start, span.end) for one in own):
        return Outcome.KEPT, None
    for one in touching:
        longer = one.end - one.start > span.end - span.start
        if longer and one.start <= span.start and span.end <= one.end:
            return Outcome.PART if one.category is span.category else Outcome.YIELDED, one
    left = [one for one in own if span.start <= one.start and one.end <= span.end]
    others = [one for one in touching if one not in left]
    strongest = max(others, key=lambda one: _shared(one, span), default=None)
    return Outcome.CUT if left else Outcome.YIELDED, strongest


def _shared(one: Candidate, other: Candidate) -> int:
    """How many characters two have in common."""
    return min(one.end, other.end) - max(one.start, other.start)
