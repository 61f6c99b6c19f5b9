"""A classifier for each kind of identifier and for whole notes, under each condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from benchmarks.realism.classifier import Auc, Tell, auc_with_interval, fit, telling
from benchmarks.realism.features import of_mention, of_text
from benchmarks.realism.mentions import KINDS, Mention, Note
from benchmarks.realism.tells import is_listed, is_word, untold
from numpy.typing import NDArray

__all__ = [
    "CONDITIONS", "CONTROL", "LISTED", "NOTE", "PLAIN", "TEXT", "UNTOLD", "Outcome", "Sides",
    "all_trials",
]  # fmt: skip

CONTROL: Final = "control"
PLAIN: Final = "as they come"
UNTOLD: Final = "without tells"
LISTED: Final = "of listed ones"
NOTE: Final = "note, by all identifiers"
TEXT: Final = "note, by its letters"
CONDITIONS: Final = (CONTROL, PLAIN, UNTOLD, LISTED)
_LEAST: Final = 20
"""With fewer identifiers of a kind in either half of either side nothing is learnt."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sides:
    """Notes as they were written, and others: as they were written, and with surrogates."""

    originals: Sequence[Note]
    before: Sequence[Note]
    surrogates: Sequence[Note]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How well one kind is told under one condition, over how many rows of the test half.

    `generic` is the share of its surrogates for which nothing fitting could be made.
    """

    kind: str
    condition: str
    auc: Auc | None
    count: int
    generic: float | None = None
    tells: tuple[Tell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of features with their side and note; notes of odd numbers are the test half."""

    features: list[set[str]]
    is_surrogate: NDArray[np.bool_]
    notes: NDArray[np.int64]


def all_trials(sides: Sides, *, tells: int) -> list[Outcome]:
    """Every kind, then notes by their identifiers together, then by their plain text.

    `tells` features are kept of each kind as it comes, and as many of its listed ones.
    """
    together = {condition: np.zeros((2, len(sides.originals))) for condition in CONDITIONS}
    return [
        *(
            _kind_trial(sides, kind, condition, together[condition], tells=tells)
            for kind in KINDS for condition in CONDITIONS
        ),
        *(_note_trial(together[condition], condition) for condition in CONDITIONS),
        *(_text_trial(sides, condition) for condition in CONDITIONS),
    ]  # fmt: skip


def _kept(condition: str) -> Callable[[Mention], bool]:
    if condition == LISTED:
        return lambda mention: is_listed(mention) and not is_word(mention)
    if condition == UNTOLD:
        return lambda mention: not is_word(mention)
    return lambda _: True


def _written(condition: str) -> Callable[[Mention], str]:
    return untold if condition in {UNTOLD, LISTED} else lambda mention: mention.text


def _kind_trial(
    sides: Sides, kind: str, condition: str, together: Floats, *, tells: int
) -> Outcome:
    """One kind; the scores of its test half are added to those of their notes."""
    kept, written = _kept(condition), _written(condition)
    rows = _rows(sides, condition, lambda note: [
        of_mention(m, written(m)) for m in note.mentions if m.kind == kind and kept(m)
    ])  # fmt: skip
    test = rows.notes % 2 == 1
    if min(np.bincount(2 * test + rows.is_surrogate, minlength=4)) < _LEAST:
        return Outcome(kind, condition, None, int(test.sum()))
    auc, scores = _tested(rows)
    np.add.at(together, (rows.is_surrogate[test].astype(int), rows.notes[test]), scores)
    chosen = [m.generic for note in sides.surrogates for m in note.mentions if m.kind == kind]
    generic = sum(chosen) / len(chosen)
    found = telling(rows.features, rows.is_surrogate, count=tells) if condition != CONTROL else []
    return Outcome(kind, condition, auc, int(test.sum()), generic, tuple(found))


def _rows(sides: Sides, condition: str, features: Callable[[Note], list[set[str]]]) -> _Rows:
    found, side, notes = [], [], []
    others = sides.before if condition == CONTROL else sides.surrogates
    for is_other, chosen in enumerate((sides.originals, others)):
        for number, note in enumerate(chosen):
            for row in features(note):
                found.append(row)
                side.append(bool(is_other))
                notes.append(number)
    return _Rows(found, np.array(side, dtype=bool), np.array(notes, dtype=np.int64))


def _tested(rows: _Rows) -> tuple[Auc, Floats]:
    test = rows.notes % 2 == 1
    model = fit([rows.features[at] for at in np.flatnonzero(~test)], rows.is_surrogate[~test])
    scores = model.scores([rows.features[at] for at in np.flatnonzero(test)])
    groups = 2 * rows.notes[test] + rows.is_surrogate[test]
    return auc_with_interval(scores, rows.is_surrogate[test], groups), scores


def _note_trial(together: Floats, condition: str) -> Outcome:
    """Notes by the sum of what all their identifiers say."""
    scores = together[:, 1::2]
    count = scores.shape[1]
    is_surrogate = np.repeat([False, True], count)
    auc = auc_with_interval(scores.ravel(), is_surrogate, np.arange(2 * count))
    return Outcome(NOTE, condition, auc, 2 * count)


def _text_trial(sides: Sides, condition: str) -> Outcome:
    """Notes by their plain text; identifiers that don't count are blotted out on both sides."""
    kept, written = _kept(condition), _written(condition)
    rows = _rows(
        sides,
        condition,
        lambda note: [of_text(note.text(lambda m: written(m) if kept(m) else "¤"))],
    )
    auc, scores = _tested(rows)
    return Outcome(TEXT, condition, auc, len(scores))
