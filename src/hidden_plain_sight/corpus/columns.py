"""Columns that hold identifiers: their values are replaced in step with the text.

The values of a row are put behind its text and replaced with it, so that a name, a number or a date
becomes in the column what it becomes in the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final, Protocol

from hidden_plain_sight.audit import left_behind
from hidden_plain_sight.folding import fold
from hidden_plain_sight.phi import Category, DeidentifiedDocument, Document, Replacement, Span

from .cells import BadCellError, ColumnKind, Leaf, leaves, rebuilt, restored

__all__ = ["BadColumnError", "Beside", "Cell", "ReplacesColumns"]

Cell = tuple[str, ColumnKind, object]
"""A column, what it holds, and its value in one row."""

_START: Final = attrgetter("start")
_GAP: Final = "\n\n"
"""Between the text and the first value; one line break is between values."""
_LEAD: Final = {ColumnKind.BIRTH_DATE: "født "}
"""What says of a value in writing what it is."""


class BadColumnError(Exception):
    """A value is not of the kind of its column."""

    def __init__(self, column: str, kind: ColumnKind) -> None:
        super().__init__()
        self.column, self.kind = column, kind


class ReplacesColumns(Protocol):
    """What columns need of a `Deidentifier`."""

    def detect(self, document: Document, /) -> tuple[Span, ...]:
        """The identifiers of a document."""

    def replace(self, document: Document, spans: Sequence[Span], /) -> DeidentifiedDocument:
        """The document with a surrogate for every span."""

    def pseudonym(self, value: str | int, /) -> str | int:
        """The keyed pseudonym of an id."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands behind the text."""

    leaf: Leaf
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Beside:
    """The values of a row's columns, in writing behind its text.

    >>> cells = [("navn", ColumnKind.NAME, "Kari Nordli"), ("nr", ColumnKind.ID, 7)]
    >>> beside = Beside.of(Document("Hun sover.", id="1"), cells)
    >>> beside.document.text, [span.label for span in beside.spans]
    ('Hun sover.\\n\\nKari Nordli', ['FIRST_NAME', 'LAST_NAME'])

    `length` is that of the text alone. Ids are not put behind it.
    """

    document: Document
    length: int
    cells: tuple[Cell, ...]
    spans: tuple[Span, ...]
    places: tuple[_Place, ...]

    @classmethod
    def of(cls, document: Document, cells: Sequence[Cell]) -> Beside:
        """The document with its columns; raises `BadColumnError`."""
        pieces, spans, places = [document.text], list[Span](), list[_Place]()
        at = len(document.text)
        for column, kind, value in cells:
            try:
                for leaf in leaves(kind, value):
                    if kind is ColumnKind.ID:
                        continue
                    lead = ("\n" if places else _GAP) + _LEAD.get(kind, "")
                    pieces += (lead, leaf.text)
                    start = at + len(lead)
                    at = start + len(leaf.text)
                    places.append(_Place(leaf, start, at))
                    spans += (_moved(span, start) for span in leaf.spans())
            except BadCellError:
                raise BadColumnError(column, kind) from None
        whole = replace(document, text="".join(pieces)) if places else document
        return cls(whole, len(document.text), tuple(cells), tuple(spans), tuple(places))

    def covered(self, found: Sequence[Span]) -> tuple[Span, ...]:
        """What was found in the text, what the columns hold, and what of that is in the text."""
        spans = [*found, *self.spans]
        text = self.document.text
        # offsets are those of composed letters; where there are others the audit decides
        if self.spans and (text.isascii() or unicodedata.is_normalized("NFC", text)):
            left = list(left_behind(text, spans))
            spans += (replace(span, start=start, end=end) for start, end, span in left)
        return tuple(sorted(spans, key=_START))

    def values(
        self, done: DeidentifiedDocument, deidentifier: ReplacesColumns
    ) -> Mapping[str, object]:
        """The new value of every column; raises `BadColumnError` where one has no room for it."""
        known = _known(self.document.text, done, self.length)
        written = iter([self._written(place, done, known) for place in self.places])
        return {
            column: self._value(column, kind, value, written, deidentifier)
            for column, kind, value in self.cells
        }

    def without(self, done: DeidentifiedDocument) -> DeidentifiedDocument:
        """The text alone, when all of it was replaced."""
        count = sum(one.start < self.length for one in done.replacements)
        if len(self.document.text) == self.length:
            return done
        grown = sum(len(r.surrogate) - (r.end - r.start) for r in done.replacements[:count])
        return replace(
            done,
            text=done.text[: self.length + grown],
            spans=done.spans[:count],
            replacements=done.replacements[:count],
        )

    def _value(
        self,
        column: str,
        kind: ColumnKind,
        value: object,
        written: Iterator[str | None],
        deidentifier: ReplacesColumns,
    ) -> object:
        new = list[Any]()
        try:
            for leaf in leaves(kind, value):
                if isinstance(leaf.raw, str | int) and kind is ColumnKind.ID:
                    new.append(deidentifier.pseudonym(leaf.raw))
                    continue
                text = next(written)
                if text is None or text == leaf.text:
                    raise BadCellError
                new.append(restored(leaf, text))
            return rebuilt(kind, value, iter(new))
        except BadCellError:
            raise BadColumnError(column, kind) from None

    def _written(
        self, place: _Place, done: DeidentifiedDocument, known: Mapping[tuple[Category, str], str]
    ) -> str | None:
        """The new text of a value; None where it could not be made in its form."""
        text = self.document.text
        pieces: list[str] = []
        at = place.start
        for one in _within(done.replacements, place):
            if one.generic and one.category is Category.DATE:
                return None
            key = one.category, fold(text[one.start : one.end])
            first = known.get(key, "")
            same = not first or fold(first) == fold(one.surrogate)  # but for its capitals
            pieces += (text[at : one.start], one.surrogate if same else first)
            at = one.end
        return "".join([*pieces, text[at : place.end]])


def _within(replacements: Sequence[Replacement], place: _Place) -> Iterator[Replacement]:
    return (one for one in replacements if place.start <= one.start and one.end <= place.end)


def _known(
    text: str, done: DeidentifiedDocument, length: int
) -> Mapping[tuple[Category, str], str]:
    """What identifiers of the text became at first; dates have one course and need no looking up.

    Where an identifier that comes again gets another surrogate, a column has the first one.
    """
    known: dict[tuple[Category, str], str] = {}
    for one in done.replacements:
        if one.start < length and one.category is not Category.DATE:
            known.setdefault((one.category, fold(text[one.start : one.end])), one.surrogate)
    return known


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)
