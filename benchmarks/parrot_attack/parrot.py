"""The parrot: a tagger trained on half of what was released, to repeat the detector's mistakes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from benchmarks.parrot_attack.planting import Identifier, Output
from benchmarks.parrot_attack.tally import Tally
from benchmarks.realism.classifier import auc

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.tagger.compact import CompactTagger
from hidden_plain_sight.training import Example, Recipe, fit

__all__ = ["Marks", "Verdict", "judged", "trained"]

_THRESHOLD: Final = 0.5


class Marks(StrEnum):
    """What is marked in the half that the parrot learns from.

    >>> Marks("surrogates") is Marks.SURROGATES
    True

    `ALL`: all that looks like an identifier, surrogates and leaks alike, for the text alone does
    not tell them apart. `SURROGATES`: the surrogates alone, for an attacker who got hold of where
    they stand.
    """

    ALL = "all"
    SURROGATES = "surrogates"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Identifiers with the score that a parrot gave each; those below 0.5 are suspected."""

    scored: tuple[tuple[Identifier, float], ...]

    @classmethod
    def joined(cls, verdicts: Iterable[Verdict]) -> Verdict:
        """Several verdicts as one."""
        return cls(tuple(pair for verdict in verdicts for pair in verdict.scored))

    def of(self, label: str) -> Verdict:
        """The verdict on the identifiers of a label."""
        return Verdict(tuple(pair for pair in self.scored if pair[0].label == label))

    @property
    def tally(self) -> Tally:
        """The counts, of identifiers alone."""
        leaks = [(one, score < _THRESHOLD) for one, score in self.scored if one.is_leak]
        return Tally(
            identifiers=len(self.scored),
            planted=len(leaks),
            suspected=sum(score < _THRESHOLD for _, score in self.scored),
            found=sum(is_found for _, is_found in leaks),
            fitting=sum(one.is_fitting for one, _ in leaks),
            fitting_found=sum(is_found and one.is_fitting for one, is_found in leaks),
        )

    @property
    def auc(self) -> float:
        """The chance that a leak scores below a surrogate; 0.5 where the parrot sees nothing."""
        scores = np.array([score for _, score in self.scored])
        return auc(-scores, np.array([one.is_leak for one, _ in self.scored]))


def trained(
    outputs: Iterable[Output],
    *,
    marks: Marks,
    detector: Detector,
    recipe: Recipe,
    report: Callable[[str], None],
) -> CompactTagger:
    """A tagger of the kind that ships, trained from nothing on outputs as the attacker marks them.

    One that goes on from the shipped weights would know real names from the start, and miss few.
    """
    examples = []
    for output in outputs:
        marked = [one for one in output.identifiers if marks is Marks.ALL or not one.is_leak]
        examples.append(Example(output.text, [(one.start, one.end, one.label) for one in marked]))
    network = fit(examples, detector=detector, recipe=recipe, report=report)
    return CompactTagger(network, detector.lexicon)


def judged(
    outputs: Iterable[Output], parrots: Sequence[CompactTagger], *, detector: Detector
) -> list[Verdict]:
    """The verdict of each parrot on outputs that it has not seen."""
    scored: list[list[tuple[Identifier, float]]] = [[] for _ in parrots]
    for output in outputs:
        evidence = detector.evidence(output.text)
        for rows, parrot in zip(scored, parrots, strict=True):
            tags = list(parrot.tag(output.text, evidence))
            rows += [(one, _score(one, tags)) for one in output.identifiers]
    return [Verdict(tuple(rows)) for rows in scored]


def _score(one: Identifier, tags: Sequence[Candidate]) -> float:
    """The score of the surest tag that covers some of an identifier, or 0."""
    covering = (tag.score for tag in tags if tag.start < one.end and one.start < tag.end)
    return max(covering, default=0.0)
