"""The compact tagger: where the rules leave a doubt, a small network looks at the neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.candidate import Candidate
from hidden_plain_sight.detection.flags import Flag
from hidden_plain_sight.detection.lexicon import Lexicon
from hidden_plain_sight.detection.tagger.meanings import kind_of
from hidden_plain_sight.detection.tagger.network import Network
from hidden_plain_sight.detection.tagger.pieces import (
    LABELS,
    Pieces,
    evidence_of,
    features_of,
    hash_of,
    split,
)
from hidden_plain_sight.phi import LOWEST_THRESHOLD, Subtype

__all__ = ["CompactTagger", "WordTable", "doubtful", "in_small_letters", "settings_of", "traits_of"]

_CACHE_LIMIT: Final = 100_000
_FEW: Final = 0.04
TELLING: Final = 1
NUMBER: Final = 2
WORD: Final = 4
CAPITAL: Final = 8
DATED: Final = 16
_KINDS: Final = tuple(map(kind_of, LABELS))
_DATE: Final = LABELS.index("DATE")
_TELLING: Final = (
    Flag.FIRST | Flag.LAST | Flag.PLACE | Flag.COUNTRY | Flag.HOSPITAL | Flag.INSTITUTION
    | Flag.DEPARTMENT | Flag.MONTH | Flag.STREET | Flag.STREET_NAME | Flag.LEGAL
)  # fmt: skip


class WordTable(dict[str, int]):
    """The pieces met so far, each with the row of `vectors` that describes it.

    A piece that is new is looked up in the lexicon once. What was met is forgotten when there is
    too much of it, and is never written to a file.
    """

    def __init__(self, network: Network, lexicon: Lexicon) -> None:
        super().__init__()
        self._network = network
        self._lexicon = lexicon
        self._common = frozenset(network.common.tolist())
        self._start()

    def _start(self) -> None:
        self.clear()
        self.vectors = np.zeros((1024, self._network.shape.width), np.int8)
        self.traits = np.zeros(1024, np.uint8)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._network, self._lexicon)

    def __missing__(self, word: str) -> int:
        row = len(self)
        if row == len(self.vectors):
            self.vectors = np.concatenate((self.vectors, np.zeros_like(self.vectors)))
            self.traits = np.concatenate((self.traits, np.zeros_like(self.traits)))
        flags = self._lexicon.every_flag(word)
        self.vectors[row] = self._network.vector(self._rows(word, flags))
        self.traits[row] = traits_of(word, flags)
        self[word] = row
        return row

    def _rows(self, word: str, flags: int) -> list[int]:
        size = self._network.shape.rows
        hashes = [hash_of(feature) for feature in features_of(word, flags)]
        if word[0].isalpha() and hashes[0] not in self._common:
            del hashes[0]
        return [value % size for value in hashes]

    def rows(self, words: Sequence[str]) -> NDArray[np.intp]:
        """The rows of the pieces of a note."""
        if len(self) > _CACHE_LIMIT:
            self._start()
        return np.fromiter(map(self.__getitem__, words), np.intp, len(words))


def traits_of(word: str, flags: int) -> int:
    """What a piece is, as bits: `TELLING`, `NUMBER`, `WORD`, `CAPITAL`, `DATED`.

    A piece is telling that may be part of an identifier on its own account: not a sign, nor an
    ordinary word that no list has as more.
    """
    if word.isdigit():
        return TELLING | NUMBER | DATED
    if flags & Flag.MONTH:
        return TELLING | WORD | DATED | (CAPITAL if word[0].isupper() else 0)
    if not word[0].isalpha():
        return TELLING if word[0].isalnum() else 0
    if word[0].isupper():
        usual = flags & (Flag.WORD | Flag.SENTENCE | Flag.DRUG) and not flags & _TELLING
        return (0 if usual else TELLING) | WORD | (0 if word.isupper() else CAPITAL)
    ordinary = flags & (Flag.WORD | Flag.SENTENCE | Flag.DRUG | Flag.ABBREVIATION)
    return WORD if ordinary and not flags & _TELLING else TELLING | WORD


def in_small_letters(traits: NDArray[np.uint8]) -> bool:
    """Whether so few words of a note have a capital that the writer does not use them."""
    words = np.count_nonzero(traits & WORD)
    return bool(words >= 4 and np.count_nonzero(traits & CAPITAL) <= _FEW * words)


def doubtful(traits: NDArray[np.uint8], evidence: NDArray[np.int32]) -> NDArray[np.intp]:
    """The pieces to look at: the telling ones, what the rules found, and what stands close by.

    Two pieces after a number (`46 år`, `46-årig`) and after a find (`Valdres, rus`), and one
    before either (`+47`).
    """
    core = (traits & NUMBER > 0) | (evidence > 0)
    wanted = core | (traits & TELLING > 0)
    wanted[1:] |= core[:-1]
    wanted[2:] |= core[:-2]
    wanted[:-1] |= core[1:]
    return np.flatnonzero(wanted)


def settings_of(
    pieces: Pieces, evidence: NDArray[np.int32], *, small_letters: bool
) -> NDArray[np.int32]:
    """For each piece what its place adds to its vector: one number for all."""
    return (evidence * 2 + pieces.glued) * 2 + np.int32(small_letters)


class CompactTagger:
    """A small network that reads each doubtful piece with its neighbours and the rules' evidence.

    >>> from hidden_plain_sight.detection import Detector
    >>> text = "pas kjørt hjem av Xqabo"
    >>> [text[span.start : span.end] for span in Detector().detect(text)]
    ['Xqabo']

    Any length of note is read in one go: each piece is judged by those around it.
    """

    name = "compact"

    def __init__(self, network: Network, lexicon: Lexicon) -> None:
        self.threshold = network.threshold
        self._network = network
        self._table = WordTable(network, lexicon)

    @classmethod
    def load(cls, folder: Path, *, lexicon: Lexicon) -> CompactTagger:
        """The tagger of a folder that `deid-corpus train-tagger` wrote.

        Raises `DeidentificationError` E701–E703 for a folder that cannot be used.
        """
        return cls(Network.load(folder), lexicon)

    def tag(self, text: str, found: Sequence[Candidate] = ()) -> Iterator[Candidate]:
        """Yield what the network takes for identifiers, knowing what the rules have found."""
        pieces = split(text)
        rows = self._table.rows(pieces.words)
        traits = self._table.traits[rows]
        evidence = evidence_of(pieces, found)
        places = doubtful(traits, evidence)
        if not len(places):
            return
        settings = settings_of(pieces, evidence, small_letters=in_small_letters(traits))
        chances = self._network.probabilities(self._table.vectors[rows], settings, places)
        yield from _spans(pieces, places, chances, dated=traits[places] & DATED > 0)


def _spans(
    pieces: Pieces,
    places: NDArray[np.intp],
    chances: NDArray[np.float32],
    *,
    dated: NDArray[np.bool_],
) -> Iterator[Candidate]:
    """The pieces that are no ordinary text, joined where the network continues a span.

    The pieces of a span vote on its label, but without a number or a month (`dated`) it is no
    date. A piece that was not asked about lies within a span when the pieces on both sides do.
    """
    inside = 1 - chances[:, 0]
    kept = np.flatnonzero(inside >= LOWEST_THRESHOLD)
    if not len(kept):
        return
    begins = chances[kept, 1::2].sum(axis=1) > chances[kept, 2::2].sum(axis=1)
    begins[0] = True
    begins[1:] |= kept[1:] != kept[:-1] + 1
    votes = np.rint((chances[kept, 1::2] + chances[kept, 2::2]) * 1e4).astype(np.int32)
    firsts = np.flatnonzero(begins)
    counted = np.add.reduceat(votes, firsts, axis=0)
    counted[~np.logical_or.reduceat(dated[kept], firsts), _DATE] = -1
    labels = counted.argmax(axis=1).tolist()
    sums = np.add.reduceat(inside[kept], firsts).tolist()
    ends = [*firsts[1:].tolist(), len(kept)]
    for first, end, label, total in zip(firsts.tolist(), ends, labels, sums, strict=True):
        start, last = int(places[kept[first]]), int(places[kept[end - 1]])
        yield from _candidate(pieces, label, start, last, total / (end - first))


def _candidate(
    pieces: Pieces, label: int, first: int, last: int, score: float
) -> Iterator[Candidate]:
    """One span, without signs at its borders; the point of an initial belongs to it."""
    words = pieces.words
    while first <= last and not words[first][0].isalnum() and words[first] != "+":
        first += 1
    while last >= first and not words[last][0].isalnum() and words[last] != "*":
        last -= 1
    if first > last:
        return
    if words[last + 1 : last + 2] == [")"] and "(" in words[first : last + 1]:
        last += 1
    category, subtype = _KINDS[label]
    short = subtype is Subtype.INITIALS and len(words[last]) == 1
    if short and words[last + 1 : last + 2] == ["."] and pieces.glued[last + 1]:
        last += 1
    start, end = int(pieces.starts[first]), int(pieces.ends[last])
    yield Candidate(start, end, category, subtype, round(score, 3), "tagger.compact")
