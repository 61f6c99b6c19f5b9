"""Annotated texts as arrays that a network can be trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.tagger.compact import (
    doubtful,
    in_small_letters,
    settings_of,
    traits_of,
)
from hidden_plain_sight.detection.tagger.network import OUTPUTS, SETTINGS
from hidden_plain_sight.detection.tagger.pieces import LABELS, evidence_of, split

__all__ = [
    "ANY_NAME", "IGNORED", "NO_NAME", "Example", "Prepared", "Rules", "allowed_outputs", "prepare",
]  # fmt: skip

ANY_NAME: Final = OUTPUTS
"""A target that any part of a name satisfies."""
NO_NAME: Final = OUTPUTS + 1
"""A target that anything but a name or a location satisfies."""
IGNORED: Final = OUTPUTS + 2
"""A target that everything satisfies."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from, with its spans as (start, end, label).

    `label` is one of `LABELS`, or `ANY_NAME` or `IGNORED`; what lies in no span is ordinary
    text, or `outside` where a corpus does not mark everything.
    """

    text: str
    spans: Sequence[tuple[int, int, str | int]]
    outside: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A corpus as arrays, one entry a piece, notes parted by `reach` empty pieces."""

    words: NDArray[np.int32]
    settings: NDArray[np.int32]
    targets: NDArray[np.int16]
    places: NDArray[np.int64]
    notes: NDArray[np.int32]
    vocabulary: list[str]


Rules = Callable[[str], Sequence[Candidate]]
"""From a text to what the rules propose."""


def prepare(examples: Iterable[Example], *, rules: Rules, lexicon: Lexicon, reach: int) -> Prepared:
    """Run the rules over the examples and lay everything out as arrays."""
    vocabulary: dict[str, int] = {"": 0}
    kinds = [0]
    gap = np.zeros(reach, np.int32)
    words, settings, targets, places, notes = [gap], [gap + SETTINGS - 1], [gap], [], [gap - 1]
    at = reach
    for number, example in enumerate(examples):
        pieces = split(example.text)
        for word in pieces.words:
            if word not in vocabulary:
                vocabulary[word] = len(vocabulary)
                kinds.append(traits_of(word, lexicon.every_flag(word)))
        rows = np.fromiter(map(vocabulary.__getitem__, pieces.words), np.int32, len(pieces.words))
        if not len(rows):
            continue
        traits = np.fromiter((kinds[row] for row in rows.tolist()), np.uint8, len(rows))
        evidence = evidence_of(pieces, rules(example.text))
        small = in_small_letters(traits)
        words += [rows, gap]
        settings += [settings_of(pieces, evidence, small_letters=small), gap + SETTINGS - 1]
        targets += [_targets(example, pieces.starts, pieces.ends), gap]
        notes += [np.full(len(rows), number, np.int32), gap - 1]
        places.append(at + doubtful(traits, evidence))
        at += len(rows) + reach
    return Prepared(
        np.concatenate(words), np.concatenate(settings), np.concatenate(targets).astype(np.int16),
        np.concatenate(places), np.concatenate(notes), list(vocabulary),
    )  # fmt: skip


def _targets(
    example: Example, starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> NDArray[np.int32]:
    targets = np.full(len(starts), example.outside, np.int32)
    for start, end, label in example.spans:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        if isinstance(label, int):
            targets[first:last] = label
            continue
        output = 1 + 2 * LABELS.index(label)
        targets[first:last] = output + 1
        targets[first : first + 1] = output
    return targets


def allowed_outputs() -> NDArray[np.bool_]:
    """Which outputs satisfy which target: an array (targets, OUTPUTS)."""
    allowed = np.zeros((OUTPUTS + 3, OUTPUTS), np.bool_)
    allowed[:OUTPUTS] = np.eye(OUTPUTS, dtype=np.bool_)
    allowed[ANY_NAME, 1:7] = True
    allowed[NO_NAME] = True
    allowed[NO_NAME, 1:9] = False
    allowed[IGNORED] = True
    return allowed
