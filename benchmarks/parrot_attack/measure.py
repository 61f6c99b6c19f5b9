"""All attacks on the same journals, under every strategy and at every rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.parrot_attack.parrot import Marks, Verdict, judged, trained
from benchmarks.parrot_attack.planting import Missed, Output, agreement, planted
from benchmarks.parrot_attack.reading import RULES, Reader, counted, looked_up
from benchmarks.parrot_attack.tally import Tally, total

from hidden_plain_sight.detection import Detector
from hidden_plain_sight.surrogates import Repeat
from hidden_plain_sight.synthesis import SyntheticNote
from hidden_plain_sight.training import Recipe

__all__ = ["Measured", "Reading", "Setting", "measured"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What an attack meets."""

    repeat: Repeat
    missed: Missed
    rate: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers find: for each the rule that does best against the strategy, and its counts."""

    by_counting: Mapping[Reader, tuple[str, Tally]]
    by_lists: Tally


@dataclass(frozen=True, slots=True)
class Measured:
    """The readings, the verdicts of the parrots, and of so many repeats how many agree."""

    readings: dict[Setting, Reading]
    verdicts: dict[tuple[Marks, Setting], Verdict]
    agreements: dict[Repeat, tuple[int, int]]


def measured(
    journals: Sequence[SyntheticNote],
    *,
    repeats: Sequence[Repeat],
    rates: Sequence[float],
    detector: Detector,
    recipe: Recipe | None,
    report: Callable[[str], None],
) -> Measured:
    """All attacks; without a recipe no parrot is trained.

    A parrot learns from the first half of the journals at the highest rate, where there is most
    to learn of leaks, and judges the other half at every rate. Its misses are by mention.
    """
    found = Measured({}, {}, {})
    for repeat in repeats:
        for missed in Missed:
            report(f"{repeat}, missed by {missed}")
            outputs = {
                rate: planted(journals, rate=rate, missed=missed, repeat=repeat) for rate in rates
            }
            for rate, reading in _readings(outputs):
                found.readings[Setting(repeat, missed, rate)] = reading
            if missed is Missed.WORD:
                continue
            found.agreements[repeat] = agreement(outputs[min(rates)])
            if recipe is not None:
                for marks, rate, verdict in _verdicts(outputs, detector, recipe, report):
                    found.verdicts[marks, Setting(repeat, missed, rate)] = verdict
    return found


def _readings(outputs: Mapping[float, Sequence[Output]]) -> Iterator[tuple[float, Reading]]:
    """The rule of a reader is the one that does best over all rates together."""
    counts = {
        (reader, name): {
            rate: total(counted(one, reader=reader, rule=rule) for one in some)
            for rate, some in outputs.items()
        }
        for reader in Reader
        for name, rule in RULES.items()
    }
    best: dict[Reader, str] = {}
    for reader in Reader:
        overall = {name: total(counts[reader, name].values()).f1 for name in RULES}
        best[reader] = max(RULES, key=overall.__getitem__)
    for rate, some in outputs.items():
        by_counting = {reader: (name, counts[reader, name][rate]) for reader, name in best.items()}
        yield rate, Reading(by_counting, total(map(looked_up, some)))


def _verdicts(
    outputs: Mapping[float, Sequence[Output]],
    detector: Detector,
    recipe: Recipe,
    report: Callable[[str], None],
) -> Iterator[tuple[Marks, float, Verdict]]:
    learnt_from = outputs[max(outputs)]
    half = len(learnt_from) // 2
    parrots = [
        trained(learnt_from[:half], marks=marks, detector=detector, recipe=recipe, report=report)
        for marks in Marks
    ]
    for rate, some in outputs.items():
        verdicts = judged(some[half:], parrots, detector=detector)
        for marks, verdict in zip(Marks, verdicts, strict=True):
            yield marks, rate, verdict
