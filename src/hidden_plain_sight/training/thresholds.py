"""Which threshold of the tagger finds enough and takes the least of what is no identifier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hidden_plain_sight.evaluation import AnnotatedDocument, DetectDocument, Rates, evaluate

__all__ = ["THRESHOLDS", "Choice", "choose", "rates_by_threshold"]

THRESHOLDS: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold of the tagger and the rates of the whole detector with it."""

    threshold: float
    rates: Rates


def rates_by_threshold(
    documents: Sequence[AnnotatedDocument],
    *,
    make: Callable[[float], DetectDocument],
    scheme: str = "auto",
) -> Iterator[Choice]:
    """The rates at each of `THRESHOLDS`, from the lowest up; `make` gives a detector for each."""
    for threshold in THRESHOLDS:
        outcome = evaluate(documents, make(threshold), scheme=scheme, with_facts=True)
        yield Choice(threshold, outcome.overall)


def choose(choices: Sequence[Choice], *, min_identified: float) -> Choice | None:
    """The highest threshold that identifies enough; None where none does.

    The highest takes the least of what is no identifier.
    """
    enough = [
        choice
        for choice in choices
        if choice.rates.identified.value is not None
        and choice.rates.identified.value >= min_identified
    ]
    return max(enough, key=lambda choice: choice.threshold, default=None)
