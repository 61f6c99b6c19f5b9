"""The compact network: whole numbers in, whole numbers out, the same on every machine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.tagger.pieces import EVIDENCE, LABELS
from hidden_plain_sight.errors import DeidentificationError

__all__ = ["FORMAT", "Network", "Shape"]

FORMAT: Final = 1
"""The version of the folder's format; a folder of another one is refused."""

VECTOR_UNIT: Final = 32
WEIGHT_UNIT: Final = 64
HIDDEN_UNIT: Final = 16
"""One in the trained network is so many in the stored one."""
_LARGEST: Final = 127
_AT_ONCE: Final = 4096
"""So many places are computed together, so that a long note needs no more memory."""
LARGEST_BIAS: Final = 1 << 21
_EXACT: Final = 1 << 24
"""Up to here 32-bit floats hold every whole number, so that no order of adding can matter."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is.

    >>> Shape().inputs
    704

    `reach` is how many pieces its first layer sees on either side, `width` the length of a
    piece's vector, `hidden` that of the first layer; the second layer, `upper` numbers long, sees
    the first one's at `upper_reach` doubtful pieces on either side. `rows` is the size of the
    table of features. Raises ValueError for a network whose sums could not be exact.
    """

    reach: int = 5
    width: int = 64
    hidden: int = 96
    upper_reach: int = 3
    upper: int = 64
    rows: int = 1 << 15

    def __post_init__(self) -> None:
        largest = max(self.inputs, self.upper_inputs) * _LARGEST * _LARGEST
        if largest + LARGEST_BIAS >= _EXACT:
            raise ValueError("a network of this size would not add exactly")

    @property
    def inputs(self) -> int:
        """How many numbers describe a piece together with its neighbours."""
        return (2 * self.reach + 1) * self.width

    @property
    def upper_inputs(self) -> int:
        """How many numbers the second layer reads for a piece."""
        return (2 * self.upper_reach + 1) * self.hidden


_LAYERS: Final = ("first", "first_bias", "second", "second_bias", "last", "last_bias")
OUTPUTS: Final = 1 + 2 * len(LABELS)
SETTINGS: Final = EVIDENCE * 4 + 1
"""What the place of a piece adds: the rules' evidence, whether it is glued to the piece before,
whether the note is in small letters; and one for what lies outside of the note."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The weights of a compact tagger and what it computes from them.

    All weights are whole numbers of eight bits, and every sum is one that 32-bit floats hold
    exactly: whatever library multiplies them, in whatever order, the outcome is the same.

    `table` (rows, width) and `settings` (SETTINGS, width) give the vectors, `first`
    (inputs, hidden), `second` (upper_inputs, upper) and `last` (upper, OUTPUTS), each with its
    bias, are the layers.
    `common` are the hashes of the words that were seen often enough to have a meaning of their
    own; no word itself is kept.
    """

    shape: Shape
    table: NDArray[np.int8]
    settings: NDArray[np.int8]
    first: NDArray[np.float32]
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    second_bias: NDArray[np.float32]
    last: NDArray[np.float32]
    last_bias: NDArray[np.float32]
    common: NDArray[np.uint32]
    threshold: float = 0.5

    def vector(self, rows: list[int]) -> NDArray[np.int8]:
        """The vector of a piece: the sum of its features' rows."""
        total: NDArray[np.int32] = self.table[rows].sum(axis=0, dtype=np.int32)
        return total.clip(-_LARGEST, _LARGEST).astype(np.int8)

    def probabilities(
        self, vectors: NDArray[np.int8], settings: NDArray[np.int32], places: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """The probability of each output at the pieces that are asked for.

        `vectors` (pieces, width) and `settings` (pieces) describe the whole note, `places` are
        the pieces of interest. Gives an array (places, OUTPUTS).
        """
        hidden = self._hidden(vectors, settings, places)
        reach = self.shape.upper_reach
        window = np.arange(2 * reach + 1)
        scores = np.empty((len(places), OUTPUTS), np.float32)
        for start in range(0, len(places), _AT_ONCE):
            rows = np.arange(start, min(start + _AT_ONCE, len(places)))
            around = hidden[rows[:, None] + window]
            upper = _layer(around, self.second, self.second_bias, unit=HIDDEN_UNIT)
            scores[rows] = upper @ self.last + self.last_bias
        scores /= HIDDEN_UNIT * WEIGHT_UNIT
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores.astype(np.float64))
        shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return shares.round(4).astype(np.float32)

    def _hidden(
        self, vectors: NDArray[np.int8], settings: NDArray[np.int32], places: NDArray[np.intp]
    ) -> NDArray[np.uint8]:
        """The first layer at each place, between `upper_reach` empty rows on both sides."""
        reach, beyond = self.shape.reach, self.shape.upper_reach
        padded = np.empty((len(vectors) + 2 * reach, self.shape.width), np.int8)
        padded[:reach] = padded[len(padded) - reach :] = self.settings[-1]
        inner = padded[reach : len(padded) - reach]
        np.clip(vectors + self.settings[settings].astype(np.int16), -_LARGEST, _LARGEST, out=inner)
        hidden = np.zeros((len(places) + 2 * beyond, self.shape.hidden), np.uint8)
        window = np.arange(2 * reach + 1)
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            windows = padded[some[:, None] + window].astype(np.float32)
            rows = slice(beyond + start, beyond + start + len(some))
            hidden[rows] = _layer(windows, self.first, self.first_bias, unit=VECTOR_UNIT)
        return hidden

    def with_threshold(self, threshold: float) -> Network:
        """The same network, of which finds count from another score."""
        return replace(self, threshold=threshold)

    def save(self, folder: Path) -> None:
        """Write the network to a folder, which is made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / "weights.npz",
            table=self.table, settings=self.settings, common=self.common,
            first=self.first.astype(np.int8), first_bias=self.first_bias.astype(np.int32),
            second=self.second.astype(np.int8), second_bias=self.second_bias.astype(np.int32),
            last=self.last.astype(np.int8), last_bias=self.last_bias.astype(np.int32),
        )  # fmt: skip
        description = {
            "kind": "hidden-plain-sight compact tagger",
            "format": FORMAT,
            "labels": list(LABELS),
            "threshold": self.threshold,
            "shape": asdict(self.shape),
        }
        text = json.dumps(description, indent=2) + "\n"
        (folder / "config.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Network:
        """Read a folder that `save` wrote.

        Raises `DeidentificationError` E701 where it is missing or damaged, E702 for another
        version, E703 for other labels.
        """
        try:
            description = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            if description["format"] != FORMAT:
                raise DeidentificationError("E702", folder=folder, found=description["format"])
            if description["labels"] != list(LABELS):
                raise DeidentificationError("E703", folder=folder)
            shape = Shape(**description["shape"])
            with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
                weights = {name: arrays[name] for name in arrays.files}
            for name in _LAYERS:
                weights[name] = weights[name].astype(np.float32)
            network = cls(shape=shape, threshold=float(description["threshold"]), **weights)
            network._check()
        except (OSError, ValueError, KeyError, TypeError) as error:
            problem = type(error).__name__
            raise DeidentificationError("E701", folder=folder, problem=problem) from None
        return network

    def _check(self) -> None:
        shape = self.shape
        wanted = {
            "table": (shape.rows, shape.width), "settings": (SETTINGS, shape.width),
            "first": (shape.inputs, shape.hidden), "first_bias": (shape.hidden,),
            "second": (shape.upper_inputs, shape.upper), "second_bias": (shape.upper,),
            "last": (shape.upper, OUTPUTS), "last_bias": (OUTPUTS,),
        }  # fmt: skip
        if any(getattr(self, name).shape != size for name, size in wanted.items()):
            raise ValueError("the weights do not fit the network")


def _layer(
    windows: NDArray[Any],
    weights: NDArray[np.float32],
    bias: NDArray[np.float32],
    *,
    unit: int,
) -> NDArray[np.float32]:
    """One layer over windows (places, pieces, width): whole numbers from 0 to 127."""
    hidden = windows.reshape(len(windows), -1).astype(np.float32, copy=False) @ weights + bias
    hidden *= HIDDEN_UNIT / (unit * WEIGHT_UNIT)
    return np.clip(np.rint(hidden, out=hidden), 0, _LARGEST, out=hidden)
