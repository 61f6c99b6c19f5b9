"""Training the network of a compact tagger; needs torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.tagger.network import (
    HIDDEN_UNIT,
    LARGEST_BIAS,
    OUTPUTS,
    SETTINGS,
    VECTOR_UNIT,
    WEIGHT_UNIT,
    Network,
    Shape,
)
from hidden_plain_sight.detection.tagger.pieces import features_of, hash_of
from hidden_plain_sight.training.prepare import Prepared, allowed_outputs

if TYPE_CHECKING:
    import torch

__all__ = ["Recipe", "train"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a tagger is trained.

    `common_from` is how many notes a word has to stand in to have a meaning of its own.
    `unlisted` is how often a word is shown as if no list had it, `nameless` how often its letters
    are withheld, `unaided` in how many notes the rules' evidence is withheld.
    """

    shape: Shape = field(default_factory=Shape)
    passes: int = 4
    batch: int = 2048
    learning_rate: float = 3e-3
    common_from: int = 5
    unlisted: float = 0.15
    nameless: float = 0.15
    unaided: float = 0.15
    dropout: float = 0.2
    averaging: float = 0.99
    seed: int = 1


def common_words(data: Prepared, *, at_least: int) -> NDArray[np.uint32]:
    """The hashes of the words that stand in so many notes or more."""
    pairs = np.unique(np.stack((data.words, data.notes)), axis=1)
    counts = Counter(pairs[0, pairs[1] >= 0].tolist())
    often = {
        data.vocabulary[row].lower()
        for row, count in counts.items()
        if count >= at_least and data.vocabulary[row][:1].isalpha()
    }
    hashes = {hash_of(f"w {word}") for word in often}
    return np.array(sorted(hashes), np.uint32)


def _feature_rows(
    data: Prepared, lexicon: Lexicon, common: NDArray[np.uint32], rows: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of every word in three readings, flat, and where each reading begins.

    The readings of a word: all that is known; without its letters; without letters and lists.
    """
    known = frozenset(common.tolist())
    flat: list[int] = []
    begins: list[int] = []
    for word in data.vocabulary:
        features = features_of(word, lexicon.every_flag(word)) if word else ()
        hashes = [hash_of(feature) for feature in features]
        letters = bool(word) and word[0].isalpha()
        full = hashes[1:] if letters and hashes[0] not in known else hashes
        bare = hashes[1:] if letters else hashes
        unlisted = (
            [h for h, f in zip(hashes, features, strict=True) if f[0] not in "fFw"]
            if letters
            else hashes
        )
        for reading in (full, bare, unlisted):
            begins.append(len(flat))
            flat.extend(value % rows for value in reading)
    return np.array(flat, np.int64), np.array(begins, np.int64)


def train(
    data: Prepared,
    *,
    lexicon: Lexicon,
    recipe: Recipe,
    start: Network | None = None,
    report: Callable[[str], None] = print,
) -> Network:
    """Train a network on prepared notes, from nothing or from where another network is."""
    import torch

    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    common = common_words(data, at_least=recipe.common_from) if start is None else start.common
    flat, begins = _feature_rows(data, lexicon, common, recipe.shape.rows)
    model = _model(recipe, torch.from_numpy(flat), torch.from_numpy(begins))
    if start is not None:
        _begin_with(model, start)
    allowed = torch.from_numpy(allowed_outputs())
    steps = recipe.passes * max(1, len(data.places) // recipe.batch)
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.02, 1 - step / steps)
    )
    window = np.arange(-recipe.shape.reach, recipe.shape.reach + 1)
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.averaging)
    )
    step, running = 0, 0.0
    for number in range(recipe.passes):
        settings = _with_gaps(data, recipe, rng)
        for centres, around in _batches(data, recipe, rng):
            places = centres[:, None] + window
            readings = _readings(data.words[places], data.targets[places] > 0, recipe, rng)
            scores = model(
                torch.from_numpy(readings),
                torch.from_numpy(settings[places].astype(np.int64)),
                torch.from_numpy(around),
            )
            targets = torch.from_numpy(data.targets[centres].astype(np.int64))
            chances = torch.log_softmax(scores, dim=1)
            wanted = chances.masked_fill(~allowed[targets], -1e9).logsumexp(dim=1)
            loss = -wanted.mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            running += (float(loss.detach()) - running) * max(0.01, 1 / (step + 1))
            step += 1
        report(f"pass {number + 1} of {recipe.passes}: loss {running:.4f}")
    return _network(average.module, recipe, common)


def _batches(
    data: Prepared, recipe: Recipe, rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Whole notes in random order: the places of each batch, and for each place its neighbours.

    Neighbours are numbered within the batch from 1; 0 lies outside of the note.
    """
    owners = data.notes[data.places]
    firsts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    parts = np.split(data.places, firsts[1:])
    reach = recipe.shape.upper_reach
    window = np.arange(-reach, reach + 1)
    chosen: list[NDArray[np.int64]] = []
    around: list[NDArray[np.int64]] = []
    size = 0
    for number in rng.permutation(len(parts)):
        part = parts[number]
        beside = np.arange(len(part))[:, None] + window
        outside = (beside < 0) | (beside >= len(part))
        around.append(np.where(outside, 0, beside + 1 + size))
        chosen.append(part)
        size += len(part)
        if size >= recipe.batch:
            yield np.concatenate(chosen), np.concatenate(around)
            chosen, around, size = [], [], 0
    if size:
        yield np.concatenate(chosen), np.concatenate(around)


def _with_gaps(data: Prepared, recipe: Recipe, rng: np.random.Generator) -> NDArray[np.int32]:
    """The settings with the rules' evidence withheld from some notes."""
    last = int(data.notes.max())
    unaided = rng.random(last + 2) < recipe.unaided
    unaided[last + 1] = False
    hidden = unaided[data.notes]
    return np.where(hidden, data.settings & 3, data.settings)


def _readings(
    words: NDArray[np.int32], marked: NDArray[np.bool_], recipe: Recipe, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Each word in one of its three readings; what is no identifier keeps its letters more."""
    draw = rng.random(words.shape, np.float32)
    scale = np.where(marked, 1.0, 0.3).astype(np.float32)
    reading = (draw < (recipe.unlisted + recipe.nameless) * scale).astype(np.int64)
    reading += draw < recipe.unlisted * scale
    return words.astype(np.int64) * 3 + reading


def _model(recipe: Recipe, flat: torch.Tensor, begins: torch.Tensor) -> torch.nn.Module:
    """The network in torch, rounding on the way forward as the stored one does."""
    import torch
    from torch import nn

    shape = recipe.shape

    def rounded(values: torch.Tensor, unit: int, low: int = -127) -> torch.Tensor:
        limited = values.clamp(low / unit, 127 / unit)
        return limited + ((limited * unit).round() / unit - limited).detach()

    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.table = nn.Parameter(torch.randn(shape.rows, shape.width) * 0.15)
            self.settings = nn.Parameter(torch.randn(SETTINGS, shape.width) * 0.1)
            self.first = nn.Linear(shape.inputs, shape.hidden)
            self.second = nn.Linear(shape.upper_inputs, shape.upper)
            self.last = nn.Linear(shape.upper, OUTPUTS)
            self.dropout = nn.Dropout(recipe.dropout)

        def forward(
            self, readings: torch.Tensor, settings: torch.Tensor, around: torch.Tensor
        ) -> torch.Tensor:
            distinct, where = torch.unique(readings, return_inverse=True)
            starts = begins[distinct]
            ends = torch.cat((begins, torch.tensor([len(flat)])))[distinct + 1]
            counts = ends - starts
            offsets = torch.cumsum(counts, 0) - counts
            index = torch.repeat_interleave(starts - offsets, counts) + torch.arange(
                int(counts.sum())
            )
            table = rounded(self.table, VECTOR_UNIT)
            vectors = nn.functional.embedding_bag(flat[index], table, offsets, mode="sum")
            inner = vectors[where] + rounded(self.settings, VECTOR_UNIT)[settings]
            inputs = rounded(inner, VECTOR_UNIT).flatten(1)
            hidden = nn.functional.linear(
                inputs, rounded(self.first.weight, WEIGHT_UNIT),
                rounded_bias(self.first.bias, VECTOR_UNIT * WEIGHT_UNIT),
            )  # fmt: skip
            hidden = self.dropout(rounded(hidden, HIDDEN_UNIT, low=0))
            beside = nn.functional.pad(hidden, (0, 0, 1, 0))[around].flatten(1)
            upper = nn.functional.linear(
                beside, rounded(self.second.weight, WEIGHT_UNIT),
                rounded_bias(self.second.bias, HIDDEN_UNIT * WEIGHT_UNIT),
            )  # fmt: skip
            upper = self.dropout(rounded(upper, HIDDEN_UNIT, low=0))
            return nn.functional.linear(
                upper, rounded(self.last.weight, WEIGHT_UNIT),
                rounded_bias(self.last.bias, HIDDEN_UNIT * WEIGHT_UNIT),
            )  # fmt: skip

    def rounded_bias(values: torch.Tensor, unit: int) -> torch.Tensor:
        return values + ((values * unit).round() / unit - values).detach()

    return Model()


def _begin_with(model: torch.nn.Module, start: Network) -> None:
    """Give a model the weights of a stored network."""
    import torch

    units: dict[str, tuple[NDArray[Any], int]] = {
        "table": (start.table, VECTOR_UNIT),
        "settings": (start.settings, VECTOR_UNIT),
        "first.weight": (start.first.T, WEIGHT_UNIT),
        "first.bias": (start.first_bias, VECTOR_UNIT * WEIGHT_UNIT),
        "second.weight": (start.second.T, WEIGHT_UNIT),
        "second.bias": (start.second_bias, HIDDEN_UNIT * WEIGHT_UNIT),
        "last.weight": (start.last.T, WEIGHT_UNIT),
        "last.bias": (start.last_bias, HIDDEN_UNIT * WEIGHT_UNIT),
    }
    with torch.no_grad():
        for name, (values, unit) in units.items():
            model.get_parameter(name).copy_(torch.from_numpy(values.astype(np.float32) / unit))


def _network(model: torch.nn.Module, recipe: Recipe, common: NDArray[np.uint32]) -> Network:
    """The trained weights as whole numbers."""

    def whole(name: str, unit: int, limit: int = 127) -> NDArray[np.float32]:
        values: NDArray[np.float32] = model.get_parameter(name).detach().numpy()
        rounded: NDArray[np.float32] = (values.clip(-limit / unit, limit / unit) * unit).round()
        return rounded

    return Network(
        shape=recipe.shape,
        table=whole("table", VECTOR_UNIT).astype(np.int8),
        settings=whole("settings", VECTOR_UNIT).astype(np.int8),
        first=np.ascontiguousarray(whole("first.weight", WEIGHT_UNIT).T),
        first_bias=whole("first.bias", VECTOR_UNIT * WEIGHT_UNIT, LARGEST_BIAS),
        second=np.ascontiguousarray(whole("second.weight", WEIGHT_UNIT).T),
        second_bias=whole("second.bias", HIDDEN_UNIT * WEIGHT_UNIT, LARGEST_BIAS),
        last=np.ascontiguousarray(whole("last.weight", WEIGHT_UNIT).T),
        last_bias=whole("last.bias", HIDDEN_UNIT * WEIGHT_UNIT, LARGEST_BIAS),
        common=common,
    )
