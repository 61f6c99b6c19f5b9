"""Where a tagger learns from: annotated notes, synthetic notes, sentences with names alone."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import orjson

from hidden_plain_sight.detection.tagger.pieces import LABELS
from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.evaluation import AnnotatedDocument, Scheme
from hidden_plain_sight.synthesis import synthesize
from hidden_plain_sight.training.prepare import ANY_NAME, IGNORED, NO_NAME, Example

__all__ = ["from_gold", "from_norne", "from_synthesis"]

_NOT_SOUGHT: Final = frozenset(
    ("norge", "noreg", "europa", "norden", "skandinavia", "afrika", "asia", "usa", "oslofjorden")
)
"""Locations of NorNE that are left in notes, or may be: nothing is learnt from them."""
_SMALL: Final = 0.15
_NO_BLANK_BEFORE: Final = frozenset(".,:;)!?»")


def from_gold(documents: Iterable[AnnotatedDocument], scheme: Scheme) -> Iterator[Example]:
    """The documents of a gold, their labels as ours.

    >>> from hidden_plain_sight.evaluation import SCHEMES, Mark
    >>> note = AnnotatedDocument("n1", "Kari kom.", (Mark(0, 4, "First_Name"),))
    >>> next(from_gold([note], SCHEMES["nor-deid"])).spans
    [(0, 4, 'FIRST_NAME')]

    A label that is not scored teaches nothing; one that stands for ordinary text is that.
    """
    for document in documents:
        if document.text is None:
            continue
        spans: list[tuple[int, int, str | int]] = []
        for mark in document.marks:
            label = scheme.canonical(mark.label)
            if label in LABELS:
                spans.append((mark.start, mark.end, label))
            elif label == "NAME":
                spans.append((mark.start, mark.end, ANY_NAME))
            elif label != "O":
                spans.append((mark.start, mark.end, IGNORED))
        yield Example(document.text, spans)


def from_synthesis(*, n: int, seed: int) -> Iterator[Example]:
    """Synthetic notes.

    >>> len(list(from_synthesis(n=2, seed=1)))
    2
    """
    for note in synthesize(n=n, seed=seed):
        spans = [(span.start, span.end, span.label) for span in note.spans]
        yield Example(note.document.text, spans)


def from_norne(file: Path, *, seed: int) -> Iterator[Example]:
    """The sentences of a NorNE file, rows of `tokens` and `tags`, some in small letters.

    Persons teach that there is a name, not which part; what NorNE leaves unmarked teaches that
    there is neither a name nor a location. Organisations, works and events teach nothing.
    Raises `DeidentificationError` E201 for a file that cannot be read, E401 for a row that is
    none.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise DeidentificationError("E201", file=file, problem=type(error).__name__) from None
    for number, line in enumerate(lines, 1):
        try:
            row = orjson.loads(line)
            tokens, tags = row["tokens"], row["tags"]
        except (ValueError, KeyError, TypeError):
            problem = "no row with tokens and tags"
            raise DeidentificationError("E401", file=file, line=number, problem=problem) from None
        text, spans = _sentence(tokens, tags)
        if chance.random() < _SMALL:
            text = text.lower()
        if text:
            yield Example(text, spans, outside=NO_NAME)


def _sentence(tokens: list[str], tags: list[str]) -> tuple[str, list[tuple[int, int, str | int]]]:
    """Tokens as a text, with the spans that teach something."""
    text = ""
    marks: list[tuple[int, int, str]] = []
    for token, tag in zip(tokens, tags, strict=True):
        if token == "|":  # noqa: S105 - NorNE's end of a heading
            continue
        if text and token not in _NO_BLANK_BEFORE and text[-1] not in "(«":
            text += " "
        start = len(text)
        text += token
        if tag.startswith("I-") and marks and marks[-1][2] == tag[2:]:
            marks[-1] = (marks[-1][0], len(text), tag[2:])
        elif tag != "O":
            marks.append((start, len(text), tag[2:]))
    spans = [(start, end, _taught(label, text[start:end])) for start, end, label in marks]
    return text, [span for span in spans if span[2]]


def _taught(label: str, surface: str) -> str | int:
    """What a mark of NorNE teaches; 0 for nothing beside what unmarked text does."""
    if label == "PER":
        return ANY_NAME
    if label in {"LOC", "GPE_LOC"}:
        return IGNORED if surface.lower() in _NOT_SOUGHT else "LOCATION"
    return IGNORED if label in {"ORG", "GPE_ORG", "PROD", "EVT"} else 0
