"""The limits, and what is over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.realism.measure import Measured
from benchmarks.realism.trials import CONTROL, LISTED, NOTE, TEXT, Outcome

__all__ = ["Limits", "judged"]

_CONTROL: Final = 0.1
"""How far the control may be from 0.5 before the benchmark itself is in doubt."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that an AUC of a kind, an AUC of whole notes, and a distance may be; or None."""

    auc: float | None = None
    note_auc: float | None = None
    distance: float | None = None


def judged(found: Measured, limits: Limits) -> tuple[int, list[str]]:
    """The exit status, and a line for each thing that is over its limit.

    0, 1 where a limit is not kept or the shift is not even, 2 where the control is told apart, so
    that nothing can be judged. An AUC is over a limit where all of its interval is.
    """
    lines = [_line(one) for one in found.outcomes if _is_over(one, limits)]
    lines += [
        f"The shift in {name} is not even: p = {shift.p:.2g}, {shift.outside} outside."
        for name, shift in found.shifts.items() if not shift.holds()
    ]  # fmt: skip
    if limits.distance is not None:
        lines += [
            f"{one.kind} by {name}: the distance {one.distances[name][0]:.3f} is over its limit."
            for one in found.curves for name in ("band", "sex")
            if name in one.distances and one.distances[name][0] > limits.distance
        ]  # fmt: skip
    for one in found.outcomes:
        is_note = one.kind in {NOTE, TEXT} and one.condition == CONTROL
        if is_note and one.auc is not None and abs(one.auc.value - 0.5) > _CONTROL:
            return 2, [*lines, f"{one.kind}: originals are told from originals, nothing is judged."]
    return int(bool(lines)), lines


def _is_over(one: Outcome, limits: Limits) -> bool:
    if one.condition != LISTED or one.auc is None:
        return False
    limit = limits.note_auc if one.kind in {NOTE, TEXT} else limits.auc
    return limit is not None and one.auc.low > limit


def _line(one: Outcome) -> str:
    value = "" if one.auc is None else f"{one.auc.value:.2f}, at least {one.auc.low:.2f}"
    return f"{one.kind}, {one.condition}: the AUC {value}, is over its limit."
