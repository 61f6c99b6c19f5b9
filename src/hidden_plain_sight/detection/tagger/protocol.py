"""What a tagger is: one more detector, which reads a text and proposes candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, runtime_checkable

from hidden_plain_sight.detection.candidate import Candidate

__all__ = ["Tagger"]


@runtime_checkable
class Tagger(Protocol):
    """Anything that proposes identifiers in a text.

    >>> class Shouting:
    ...     threshold = 0.5
    ...     name = "shouting"
    ...     def tag(self, text, found=()):
    ...         from hidden_plain_sight.phi import Category
    ...         at = text.find("KARI")
    ...         return [Candidate(at, at + 4, Category.NAME, score=0.9)] if at >= 0 else []
    >>> isinstance(Shouting(), Tagger)
    True

    `threshold` is the score from which its candidates count, `name` what manifests call it.
    """

    @property
    def threshold(self) -> float:
        """The score from which the tagger's candidates count, above 0 and at most 1."""

    @property
    def name(self) -> str:
        """What the tagger is called in manifests: no path, nothing secret."""

    def tag(self, text: str, found: Sequence[Candidate] = ()) -> Iterable[Candidate]:
        """Propose candidates for a composed text; `found` is what the rules have proposed.

        Offsets are Python string indices into `text`. Rule ids begin with `tagger.`.
        """
