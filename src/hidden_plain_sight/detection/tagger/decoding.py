"""From what a model says of each token to spans of whole words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hidden_plain_sight.detection.tagger.meanings import Meaning, kind_of
from hidden_plain_sight.phi import Category

__all__ = ["Decoder", "Found", "Token"]

_LONGEST_GAP: Final = 3


class Token(NamedTuple):
    """A token's place in the text, and its row of `Decoder.rows`."""

    start: int
    end: int
    chances: NDArray[np.float64]


class Found(NamedTuple):
    """A span that a model marks, by its canonical label."""

    start: int
    end: int
    label: str
    score: float


class _Word(NamedTuple):
    start: int
    end: int
    inside: float
    label: int
    begins: bool


class Decoder:
    """Joins tokens to words and words to spans, given what the model's labels stand for.

    >>> decoder = Decoder([Meaning(None, False), Meaning("DATE", False)])
    >>> rows = decoder.rows(np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]))
    >>> tokens = [Token(0, 3, rows[0]), Token(4, 6, rows[1]), Token(6, 8, rows[2])]
    >>> list(decoder.spans("kl. 2019", tokens, threshold=0.5))
    [Found(start=4, end=8, label='DATE', score=0.8)]

    The tokens of a word speak with one voice, that of the one surest of an identifier: no letter
    of a word is left in clear because a part of it looks harmless. A word counts whose labels
    have at least the threshold together, whichever of them it is, and a span's score is the mean
    of its words.
    """

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self.labels = tuple(dict.fromkeys(one.label for one in meanings if one.label is not None))
        self._named = [kind_of(label)[0] is Category.NAME for label in self.labels]
        self._columns = np.zeros((len(meanings), 1 + 2 * len(self.labels)))
        for row, one in enumerate(meanings):
            at = 0 if one.label is None else 2 - one.begins + 2 * self.labels.index(one.label)
            self._columns[row, at] = 1.0

    def rows(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probabilities of a model's labels as those of ours.

        The first column is ordinary text; then each label has one for its beginning and one for
        what follows.
        """
        joined: NDArray[np.float64] = chances @ self._columns
        return joined

    def spans(self, text: str, tokens: Iterable[Token], *, threshold: float) -> Iterator[Found]:
        """Yield the spans of a text whose tokens stand in order."""
        span: list[_Word] = []
        gap = False
        for word in map(self._word, _words(text, tokens)):
            if word.inside < threshold:
                gap = True
                continue
            if span and not self._goes_on(text, span[-1], word, gap=gap):
                yield self._found(span)
                span = []
            span.append(word)
            gap = False
        if span:
            yield self._found(span)

    def _word(self, tokens: list[Token]) -> _Word:
        surest = min((token.chances for token in tokens), key=_outside)
        labels = surest[1::2] + surest[2::2]
        first = tokens[0].chances
        begins = float(first[1::2].sum()) > float(first[2::2].sum())
        start = min(token.start for token in tokens)
        end = max(token.end for token in tokens)
        return _Word(start, end, float(labels.sum()), int(labels.argmax()), begins)

    def _goes_on(self, text: str, last: _Word, word: _Word, *, gap: bool) -> bool:
        """Whether a word belongs to the span of the one before.

        Where the model left something out between them, only when these are the signs within a
        number or an address.
        """
        if word.begins or word.label != last.label:
            return False
        if not gap:
            return True
        between = text[last.end : word.start]
        plain = any(char.isalnum() or char.isspace() for char in between)
        return not (plain or len(between) > _LONGEST_GAP or self._named[word.label])

    def _found(self, words: list[_Word]) -> Found:
        score = sum(word.inside for word in words) / len(words)
        return Found(words[0].start, words[-1].end, self.labels[words[0].label], score)


def _outside(row: NDArray[np.float64]) -> float:
    return float(row[0])


def _words(text: str, tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens of each word: those between which there is no sign and no blank."""
    word: list[Token] = []
    end = 0
    for token in tokens:
        apart = token.start > end or (
            token.start == end and not (_in_word(text[end - 1]) and _in_word(text[end]))
        )
        if word and apart:
            yield word
            word = []
        word.append(token)
        end = max(end, token.end)
    if word:
        yield word


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"
