"""One document, and one file, from input to output: what a run does, whoever drives it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hidden_plain_sight.audit import Kind, audit_document
from hidden_plain_sight.phi import DeidentifiedDocument, Document

from .config import RunConfig
from .reader import Reader
from .readers import open_reader
from .records import Layout, Problem, Record
from .sources import Source
from .streams import AtomicFile, cannot_write, file_digest
from .tally import Tally
from .writers import Writer, open_writer

__all__ = ["Deidentifies", "FileOutcome", "Watch", "process_document", "process_file", "read_items"]


class Deidentifies(Protocol):
    """Whatever gives documents back with surrogates: `Deidentifier`, or a stand-in in a test."""

    def deidentify(self, document: Document, /) -> DeidentifiedDocument:
        """The document with a surrogate for every identifier."""


def _ignore(*_: object) -> None:
    """Does nothing."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is told while files are processed: every problem, and now and then where it stands.

    `problem` takes a `Problem`; `tick` takes the counts of the file so far and the bytes of it
    that were read, at most once every `every` seconds.
    """

    problem: Callable[[Problem], None] = _ignore
    tick: Callable[[Tally, int], None] = _ignore
    every: float = 0.2


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one input file; `output` and the others are None where nothing was written."""

    source: Source
    tally: Tally
    encoding: str | None
    bytes: int = 0
    sha256: str | None = None
    output_bytes: int | None = None
    output_sha256: str | None = None


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
    if len(record.text) > max_characters:
        return _problem("E213", record, limit=max_characters)
    if "\x00" in record.text:
        return _problem("E212", record)
    try:
        document = record.document()
        done = deidentifier.deidentify(document)
        surrogates = [one.surrogate for one in done.replacements]
        found = audit_document(document, done.spans, surrogates)
    except Exception as error:
        return _problem("E208", record, kind=type(error).__name__)
    if not found:
        return done
    labels = ", ".join(sorted({one.label for one in found}))
    is_leak = any(one.kind is Kind.LEAK for one in found)
    return _problem("E216" if is_leak else "E214", record, labels=labels)


def _problem(code: str, record: Record, **fields: object) -> Problem:
    return Problem(code, record.file, record.line, record.id, fields)


def read_items(
    source: Source, config: RunConfig
) -> tuple[Reader | None, Iterator[Record | Problem]]:
    """The reader of a file, and its records and problems, E203 and E204 among them.

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


@dataclass(slots=True)
class _Output:
    """The output of one file, opened with its first document: no document, no file."""

    path: Path
    compression: str
    file: AtomicFile | None = None
    writer: Writer | None = None

    def write(self, record: Record, text: str, layout: Layout) -> None:
        try:
            if self.writer is None:
                self.file = AtomicFile(self.path, compression=self.compression)
                self.writer = open_writer(self.file.stream, layout)
            self.writer.write(record, text)
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def commit(self) -> None:
        if self.file is None or self.writer is None:
            return
        try:
            self.writer.close()
            self.writer = None
            self.file.commit()
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def abandon(self) -> None:
        if self.writer is not None:
            with suppress(Exception):
                self.writer.close()
        if self.file is not None:
            self.file.abandon()


@dataclass(slots=True)
class _FileRun:
    """The counts of one file while it is processed."""

    config: RunConfig
    deidentifier: Deidentifies
    seen: set[str]
    watch: Watch
    tally: Tally = field(default_factory=Tally)
    patient_missed: bool = False

    def outcome(self, record: Record) -> DeidentifiedDocument | None:
        if record.id in self.seen:
            self.refuse(_problem("E207", record))
            return None
        self.seen.add(record.id)
        if len(record.text) > self.config.large_characters:
            self.refuse(_problem("W202", record, length=len(record.text)))
        if self.config.scope == "patient" and record.patient is None and not self.patient_missed:
            self.patient_missed = True
            self.refuse(_problem("W203", record))
        limit = self.config.max_characters
        done = process_document(record, self.deidentifier, max_characters=limit)
        if isinstance(done, Problem):
            self.refuse(done)
            return None
        return done

    def refuse(self, problem: Problem) -> None:
        self.tally.add_problem(problem)
        self.watch.problem(problem)


def process_file(
    source: Source,
    target: Path,
    config: RunConfig,
    *,
    deidentifier: Deidentifies,
    seen: set[str],
    watch: Watch | None = None,
) -> FileOutcome:
    """De-identifies one file into `target`, which appears whole or, without documents, not at all.

    `seen` holds the ids of the run so far, and gets those of this file. Raises
    `DeidentificationError` E411 where the output cannot be written.
    """
    watch = watch or Watch()
    run = _FileRun(config, deidentifier, seen, watch)
    reader, items = read_items(source, config)
    output = _Output(target, source.compression)
    due = time.monotonic() + watch.every
    try:
        for item in items:
            if isinstance(item, Problem):
                run.refuse(item)
            elif (done := run.outcome(item)) is not None and reader is not None:
                output.write(item, done.text, reader.layout)
                run.tally.add_document(done, len(item.text))
            if time.monotonic() >= due:
                watch.tick(run.tally, 0 if reader is None else reader.position)
                due = time.monotonic() + watch.every
        output.commit()
    finally:
        output.abandon()
    return _file_outcome(source, target, run.tally, reader)


def _file_outcome(source: Source, target: Path, tally: Tally, reader: Reader | None) -> FileOutcome:
    try:
        digest = file_digest(source.path)
    except OSError:
        digest = None
    return FileOutcome(
        source,
        tally,
        None if reader is None else reader.encoding,
        source.size,
        digest,
        target.stat().st_size if tally.written else None,
        file_digest(target) if tally.written else None,
    )
