"""One shard from records to files: what a worker does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from hidden_plain_sight.phi import DeidentifiedDocument

from .config import RunConfig
from .process import Deidentifies, process_document
from .quarantine import quarantine_line
from .records import Layout, Problem, Record
from .shards import Piece, Shard
from .streams import AtomicFile, cannot_write, file_digest
from .tally import Tally
from .writers import Writer, open_writer

__all__ = ["PartFile", "ShardOutcome", "part_path", "process_shard"]


@dataclass(frozen=True, slots=True)
class PartFile:
    """What was made of one piece of an input file; without documents there is no file.

    `encoding` is what the input was read in, known where `is_last`.
    """

    name: str
    part: int
    is_last: bool
    documents: int = 0
    bytes: int = 0
    sha256: str = ""
    encoding: str | None = None


@dataclass(slots=True)
class ShardOutcome:
    """What became of a shard: the files that were written, the counts, the problems.

    `problems` are those of documents that were not written, and warnings.
    """

    number: int
    position: int
    files: list[PartFile] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)

    @property
    def quarantined(self) -> list[bytes]:
        """The lines for the quarantine."""
        return [quarantine_line(one) for one in self.problems if not one.is_warning]


def part_path(output: Path, piece: Piece) -> Path:
    """Where a piece is written: a whole file in its place, the others among the parts.

    >>> from .sources import Source
    >>> source = Source.of(Path("in/a.jsonl"), "a.jsonl")
    >>> part_path(Path("out"), Piece(source, is_last=True)).as_posix()
    'out/data/a.jsonl'
    >>> part_path(Path("out"), Piece(source, part=3)).as_posix()
    'out/state/parts/a.jsonl/00003'
    """
    if piece.is_whole:
        return output / "data" / piece.source.name
    return output / "state" / "parts" / piece.source.name / f"{piece.part:05}"


def process_shard(
    shard: Shard,
    output: Path,
    config: RunConfig,
    *,
    deidentifier: Deidentifies,
    skip: Mapping[int, str],
    at: Callable[[int], None],
) -> ShardOutcome:
    """De-identifies a shard and writes its files, each whole or not at all.

    `skip` are the items, counted from 0, that may not be tried again, and the code why. `at` is
    told the number of every item before it is begun, and how many there were
    before a file is closed. Raises `DeidentificationError` E411.
    """
    outcome = ShardOutcome(shard.number, shard.position)
    number = 0
    for piece in shard.pieces:
        file = _File(part_path(output, piece), piece.source.compression, _layout(piece))
        try:
            if not piece.part and not piece.is_whole:
                file.open()  # what stands at the head of a file has to stand somewhere
            for item in piece.items:
                at(number)
                done = _done(item, config, deidentifier, skip.get(number))
                number += 1
                if isinstance(item, Record) and not isinstance(done, Problem):
                    done = file.write(item, done)
                if isinstance(done, Problem):
                    outcome.tally.add_problem(done)
                    outcome.problems.append(done)
                elif isinstance(item, Record):
                    outcome.tally.add_document(done, len(item.text))
            at(number)
            outcome.files.append(file.committed(piece))
        finally:
            file.abandon()
    return outcome


def _done(
    item: Record | Problem, config: RunConfig, deidentifier: Deidentifies, refused: str | None
) -> DeidentifiedDocument | Problem:
    if isinstance(item, Problem):
        return item
    if refused is not None:
        return Problem(refused, item.file, item.line, item.id)
    return process_document(item, deidentifier, max_characters=config.max_characters)


def _layout(piece: Piece) -> Layout | None:
    """How the piece is written: a header stands in the first alone."""
    if piece.layout is None or not piece.part:
        return piece.layout
    return replace(piece.layout, continues=True)


@dataclass(slots=True)
class _File:
    """The output of one piece, opened with its first document: no document, no file."""

    path: Path
    compression: str
    layout: Layout | None
    documents: int = 0
    file: AtomicFile | None = None
    writer: Writer | None = None

    def open(self) -> Writer | None:
        if self.writer is None and self.layout is not None:
            try:
                self.file = AtomicFile(self.path, compression=self.compression)
                self.writer = open_writer(self.file.stream, self.layout)
            except OSError as error:
                raise cannot_write(self.path, error) from None
        return self.writer

    def write(self, record: Record, done: DeidentifiedDocument) -> DeidentifiedDocument | Problem:
        writer = self.open()
        if writer is None:
            raise RuntimeError("a record of a file without a layout")
        try:
            writer.write(record, done.text)
        except OSError as error:
            raise cannot_write(self.path, error) from None
        except Exception as error:  # such as a letter that the format can't hold
            fields = {"kind": type(error).__name__}
            return Problem("E208", record.file, record.line, record.id, fields)
        self.documents += 1
        return done

    def committed(self, piece: Piece) -> PartFile:
        told = PartFile(piece.source.name, piece.part, piece.is_last, encoding=piece.encoding)
        if self.file is None or self.writer is None:
            return told
        try:
            self.writer.close()
            self.writer = None
            self.file.commit()
            size, digest = self.path.stat().st_size, file_digest(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from None
        return replace(told, documents=self.documents, bytes=size, sha256=digest)

    def abandon(self) -> None:
        if self.writer is not None:
            with suppress(Exception):
                self.writer.close()
        if self.file is not None:
            self.file.abandon()
