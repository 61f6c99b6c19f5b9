"""One document from input to output, and the items of one file: whoever drives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, cast

from hidden_plain_sight.audit import Kind, audit_document
from hidden_plain_sight.phi import DeidentifiedDocument, Document

from .columns import BadColumnError, Beside, ReplacesColumns
from .config import RunConfig
from .reader import Reader
from .readers import open_reader
from .records import NOTHING, Problem, Record
from .sources import Source

__all__ = ["Deidentifies", "process_document", "process_row", "read_items"]


class Deidentifies(Protocol):
    """Whatever gives documents back with surrogates: `Deidentifier`, or a stand-in in a test."""

    def deidentify(self, document: Document, /) -> DeidentifiedDocument:
        """The document with a surrogate for every identifier."""


def process_document(
    record: Record, deidentifier: Deidentifies, *, max_characters: int = RunConfig().max_characters
) -> DeidentifiedDocument | Problem:
    """The de-identified document, or why it must not be written.

    >>> class Broken:
    ...     def deidentify(self, document):
    ...         raise KeyError("what the note says")
    >>> process_document(Record("a.txt", 1, "a", "Kari"), Broken()).message
    'a.txt, line 1: document a could not be processed (KeyError).'

    Nothing that the deidentifier raises gets past here, for its message may hold text. What it
    gives is audited: a document with a real value in a surrogate (E214) or left in its text
    (E216) is not written.
    """
    done = process_row(record, deidentifier, max_characters=max_characters)
    return done if isinstance(done, Problem) else done[0]


def process_row(
    record: Record, deidentifier: Deidentifies, *, max_characters: int
) -> tuple[DeidentifiedDocument, Mapping[str, object]] | Problem:
    """The de-identified document and the new values of its columns, or why it is not written.

    >>> process_row(Record("a.txt", 1, "a", "Kari kom."), None, max_characters=5).code
    'E213'

    A value that is not of the kind of its column is E612. The audit looks at columns too.
    """
    if len(record.text) > max_characters:
        return _problem("E213", record, limit=max_characters)
    if "\x00" in record.text:
        return _problem("E212", record)
    values: Mapping[str, object] = NOTHING
    try:
        document = record.document()
        if record.cells:
            columns = cast("ReplacesColumns", deidentifier)
            beside = Beside.of(document, record.cells)
            document = beside.document
            whole = columns.replace(document, beside.covered(columns.detect(record.document())))
            values, done = beside.values(whole, columns), beside.without(whole)
        else:
            whole = done = deidentifier.deidentify(document)
        surrogates = [one.surrogate for one in whole.replacements]
        found = audit_document(document, whole.spans, surrogates)
    except BadColumnError as error:
        return _problem("E612", record, column=error.column, kind=error.kind.value)
    except Exception as error:
        return _problem("E208", record, kind=type(error).__name__)
    if not found:
        return done, values
    labels = ", ".join(sorted({one.label for one in found}))
    is_leak = any(one.kind is Kind.LEAK for one in found)
    return _problem("E216" if is_leak else "E214", record, labels=labels)


def _problem(code: str, record: Record, **fields: object) -> Problem:
    return Problem(code, record.file, record.line, record.id, fields)


def read_items(
    source: Source, config: RunConfig
) -> tuple[Reader | None, Iterator[Record | Problem]]:
    """The reader of a file, and its records and problems, E203 and E204 among them.

    >>> from pathlib import Path
    >>> reader, items = read_items(Source(Path("notes.docx"), "notes.docx", ""), RunConfig())
    >>> [item.code for item in items]
    ['E203']
    """
    if not source.kind:
        return None, iter([Problem("E203", source.name)])
    reader = open_reader(source, config.read_options)
    return reader, _or_empty(reader)


def _or_empty(reader: Reader) -> Iterator[Record | Problem]:
    is_empty = True
    for item in reader:
        is_empty = False
        yield item
    if is_empty:
        yield Problem("E204", reader.source.name)
