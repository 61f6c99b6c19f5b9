"""All that is measured, in one go."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.realism.agreement import Agreement, agreements
from benchmarks.realism.curves import CURVED, Curve, curve
from benchmarks.realism.mentions import as_originals, as_surrogates, make_notes
from benchmarks.realism.shifts import ShiftReport, drawn, examined
from benchmarks.realism.trials import Outcome, Sides, all_trials

__all__ = ["Measured", "measured"]


@dataclass(frozen=True, slots=True)
class Measured:
    """The trials, the shifts by name, the curves, and what agrees."""

    outcomes: list[Outcome]
    shifts: dict[str, ShiftReport]
    curves: list[Curve]
    agreements: list[Agreement]


def measured(*, notes: int, seed: int, ids: int, tells: int) -> Measured:
    """All of it, for so many notes a side and so many documents with a date.

    The originals are notes of the seed; those that get surrogates are notes of the next.
    """
    written, others = (make_notes(n=notes, seed=number) for number in (seed, seed + 1))
    sides = Sides(as_originals(written), as_originals(others), as_surrogates(others))
    shifts = {
        name: examined(drawn(ids, whole_weeks=weeks), whole_weeks=weeks)
        for name, weeks in (("whole weeks", True), ("days", False))
    }
    curves = [
        curve(kind, originals=sides.originals, surrogates=sides.surrogates) for kind in CURVED
    ]
    return Measured(all_trials(sides, tells=tells), shifts, curves, agreements(others))
