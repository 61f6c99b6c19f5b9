"""Texts with labelled spans, as gold files and prediction files hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hidden_plain_sight.errors import DeidentificationError
from hidden_plain_sight.phi import PatientFacts

__all__ = ["AnnotatedDocument", "Mark", "SpanLike", "malformed"]


class SpanLike(Protocol):
    """Whatever has a start, an end and a label: `Mark` and `hidden_plain_sight.phi.Span`.

    >>> from hidden_plain_sight.phi import Category, Span
    >>> span: SpanLike = Span(0, 4, Category.DATE)
    >>> span.label
    'DATE'
    """

    @property
    def start(self) -> int:
        """The index of the first character."""

    @property
    def end(self) -> int:
        """The index after the last character."""

    @property
    def label(self) -> str:
        """The label, in whatever scheme."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One labelled span, `text[start:end]`, in the words of its file's scheme.

    >>> Mark(0, 4, "First_Name")
    Mark(start=0, end=4, label='First_Name')
    >>> Mark(4, 4, "Date")
    Traceback (most recent call last):
    ...
    ValueError: a span needs 0 <= start < end, got 4 and 4

    `start` and `end` are Python string indices (code points), end excluded.
    """

    start: int
    end: int
    label: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start} and {self.end}")


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document's id, its text and its labelled spans, and where they were read.

    >>> AnnotatedDocument("n1", "Kari kom.", (Mark(0, 4, "First_Name"),)).id
    'n1'

    `text` is None in predictions that name only ids and spans. `facts` are what a gold file says
    is known of the patient. Neither shows in `repr`.
    """

    id: str
    text: str | None = field(repr=False)
    marks: tuple[Mark, ...]
    file: str = ""
    line: int = 0
    facts: PatientFacts | None = field(default=None, repr=False)


def malformed(file: Path | str, line: int, problem: str) -> DeidentificationError:
    """The error for an input that is not well formed; `problem` must hold no text of a note.

    >>> str(malformed("gold.jsonl", 3, "not a JSON object"))
    '[E401] gold.jsonl, line 3: not a JSON object.'
    """
    return DeidentificationError("E401", file=file, line=line, problem=problem)


def make_marks(
    triples: list[tuple[int, int, str]], text: str | None, *, file: Path | str, line: int
) -> tuple[Mark, ...]:
    """The spans of one document, checked against its text.

    >>> make_marks([(0, 9, "Date")], "kort", file="gold.jsonl", line=2)
    Traceback (most recent call last):
    ...
    hidden_plain_sight.errors.DeidentificationError: [E401] gold.jsonl, line 2: the span 0-9 \
ends after the text of 4 characters.
    """
    for start, end, _ in triples:
        if not 0 <= start < end:
            raise malformed(file, line, f"the span {start}-{end} is empty or runs backwards")
        if text is not None and end > len(text):
            problem = f"the span {start}-{end} ends after the text of {len(text)} characters"
            raise malformed(file, line, problem)
    return tuple(Mark(*triple) for triple in triples)
