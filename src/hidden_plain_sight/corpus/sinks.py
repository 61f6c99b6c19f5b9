"""Where the documents of a shard are written: a file for each piece, for several, or for each."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from .formats import safe_name
from .records import Layout, Record
from .shards import Piece, Shard
from .sources import compression_of
from .streams import AtomicFile, cannot_write, file_digest
from .writers import Writer, open_writer

__all__ = ["PartFile", "Sink", "Sinks", "part_name"]

_DATA = "data"
_PARTS = "state/parts"


@dataclass(frozen=True, slots=True)
class PartFile:
    """What was made of one piece of an input file; without documents there is no file.

    `name` is that of the input file, `target` that of the file of the output that it belongs to,
    and `path` where it was written, from the output folder. `encoding` is what the input was read
    in, known where `is_last`.
    """

    name: str
    part: int
    is_last: bool
    documents: int = 0
    bytes: int = 0
    sha256: str = ""
    encoding: str | None = None
    target: str = ""
    path: str = ""


def part_name(piece: Piece) -> str:
    """Where a piece is written: a whole file in its place, the others among the parts.

    >>> from .sources import Source
    >>> source = Source.of(Path("in/a.jsonl"), "a.jsonl")
    >>> part_name(Piece(source, is_last=True)), part_name(Piece(source, part=3))
    ('data/a.jsonl', 'state/parts/a.jsonl/00003')
    """
    if piece.is_whole:
        return f"{_DATA}/{piece.source.output_name}"
    return f"{_PARTS}/{piece.source.output_name}/{piece.part:05}"


class Sink(Protocol):
    """Takes the documents of pieces, one piece after another."""

    def write(self, record: Record, text: str, values: Mapping[str, object]) -> None:
        """Writes one document."""

    def leave_out(self, name: str) -> None:
        """Sees to it that nothing of a document is there that an earlier try has left."""

    def committed(self, piece: Piece) -> list[PartFile]:
        """Ends a piece, and says what was written of it."""

    def abandon(self) -> None:
        """Removes what was written so far and is not whole."""


class Sinks:
    """The sinks of a shard; texts that are joined share one."""

    def __init__(self, shard: Shard, output: Path) -> None:
        self._shard, self._output = shard, output
        self._joined: dict[str, _Joined] = {}
        self._all: list[Sink] = []

    def of(self, piece: Piece) -> Sink:
        """The sink of a piece, open where something has to stand at the head of its file."""
        source = piece.source
        sink: Sink
        if source.is_joined:
            known = self._joined.get(source.output_name)
            if known is not None:
                return known
            name = f"{_PARTS}/{source.output_name}/{self._shard.number:08}"
            sink = joined = _Joined(self._output, name, source.output_name, piece.layout)
            self._joined[source.output_name] = joined
            if piece.layout is not None and not piece.layout.continues:
                joined.open()
        elif source.is_parted:
            sink = _Each(self._output, source.output_name, piece.layout)
        else:
            sink = single = _Single(
                self._output, part_name(piece), source.output_name, _layout(piece)
            )
            if not piece.part and not piece.is_whole:
                single.open()  # what stands at the head of a file has to stand somewhere
        self._all.append(sink)
        return sink

    def closed(self) -> list[PartFile]:
        """Ends the sinks that several pieces share."""
        return [part for sink in self._joined.values() for part in sink.closed()]

    def abandon(self) -> None:
        """Removes what is not whole."""
        for sink in self._all:
            sink.abandon()


def _layout(piece: Piece) -> Layout | None:
    """How the piece is written: a header stands in the first alone."""
    if piece.layout is None or not piece.part:
        return piece.layout
    return replace(piece.layout, continues=True)


@dataclass(slots=True)
class _Single:
    """The output of one piece, opened with its first document: no document, no file."""

    output: Path
    name: str
    target: str
    layout: Layout | None
    documents: int = 0
    file: AtomicFile | None = None
    writer: Writer | None = None

    @property
    def path(self) -> Path:
        return self.output / self.name

    def open(self) -> Writer | None:
        if self.writer is None and self.layout is not None:
            try:
                self.file = AtomicFile(self.path, compression=compression_of(self.target))
                self.writer = open_writer(self.file.stream, self.layout)
            except OSError as error:
                raise cannot_write(self.path, error) from None
        return self.writer

    def write(self, record: Record, text: str, values: Mapping[str, object]) -> None:
        writer = self.open()
        if writer is None:
            raise RuntimeError("a record of a file without a layout")
        try:
            writer.write(record, text, values)
        except OSError as error:
            raise cannot_write(self.path, error) from None
        self.documents += 1

    def leave_out(self, name: str) -> None:
        """Nothing of a document alone is there."""

    def committed(self, piece: Piece) -> list[PartFile]:
        told = _told(piece)
        if self.file is None or self.writer is None:
            return [told]
        return [self._closed(told, self.file, self.writer)]

    def _closed(self, told: PartFile, file: AtomicFile, writer: Writer) -> PartFile:
        try:
            writer.close()
            self.writer = None
            file.commit()
            size, digest = self.path.stat().st_size, file_digest(self.path)
        except OSError as error:
            raise cannot_write(self.path, error) from None
        return replace(
            told, documents=self.documents, bytes=size, sha256=digest,
            target=self.target, path=self.name,
        )  # fmt: skip

    def abandon(self) -> None:
        if self.writer is not None:
            with suppress(Exception):
                self.writer.close()
        if self.file is not None:
            self.file.abandon()


class _Joined(_Single):
    """The output of several .txt files in one."""

    first: PartFile | None = None

    def committed(self, piece: Piece) -> list[PartFile]:
        told = _told(piece)
        self.first = self.first or told
        return [told]

    def closed(self) -> list[PartFile]:
        if self.file is None or self.writer is None or self.first is None:
            return []
        told = replace(self.first, is_last=False, encoding=None)
        return [self._closed(told, self.file, self.writer)]


@dataclass(slots=True)
class _Each:
    """A .txt file for each document, in the folder of its file."""

    output: Path
    target: str
    layout: Layout | None
    files: list[PartFile] = field(default_factory=list)
    sink: _Single | None = None

    def write(self, record: Record, text: str, values: Mapping[str, object]) -> None:
        name = values.get(self.layout.id, record.id) if self.layout is not None else record.id
        target = self._target(record.id if name is None else str(name))
        sink = self.sink = _Single(self.output, f"{_DATA}/{target}", target, self.layout)
        sink.write(record, text, values)
        if sink.file is None or sink.writer is None:
            raise RuntimeError("a document without a file")
        told = PartFile(record.file, 0, is_last=False)
        self.files.append(sink._closed(told, sink.file, sink.writer))
        self.sink = None

    def leave_out(self, name: str) -> None:
        (self.output / _DATA / self._target(name)).unlink(missing_ok=True)

    def _target(self, name: str) -> str:
        return self.target.replace("*", safe_name(name))

    def committed(self, piece: Piece) -> list[PartFile]:
        written = [replace(file, name=piece.source.name, part=piece.part) for file in self.files]
        return [*written, _told(piece)]

    def abandon(self) -> None:
        if self.sink is not None:
            self.sink.abandon()


def _told(piece: Piece) -> PartFile:
    """What is to be said of a piece of which nothing was written."""
    return PartFile(piece.source.name, piece.part, piece.is_last, encoding=piece.encoding)
