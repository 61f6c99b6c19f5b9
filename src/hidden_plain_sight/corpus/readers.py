"""Files to records, one at a time: .txt, JSONL and CSV; Parquet has a module of its own."""

from __future__ import annotations

import csv
from abc import abstractmethod
from collections.abc import Iterator
from typing import IO, Final

from . import json_lines
from .decoding import BOM, Decoder, Encoding
from .reader import Reader, ReadOptions
from .records import Layout, Problem, Record
from .sources import Source
from .streams import InputStream

__all__ = ["open_reader", "read_bytes"]

DELIMITERS: Final = (",", ";", "\t", "|")
_CHUNK: Final = 1 << 20
_USUAL_NAMES: Final = frozenset({"id", "text", "patient"})


class _StreamReader(Reader):
    """One that reads a stream of bytes."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        super().__init__(source, options)
        self._stream: InputStream | None = None

    @property
    def position(self) -> int:
        return 0 if self._stream is None else self._stream.position

    def _items(self) -> Iterator[Record | Problem]:
        with InputStream(self.source.path, compression=self.source.compression) as stream:
            self._stream = stream
            yield from self._records(stream.lines)

    @abstractmethod
    def _records(self, lines: IO[bytes]) -> Iterator[Record | Problem]:
        """The records of the stream."""


class _TextReader(_StreamReader):
    """A .txt file, which is one document; its id is its name without suffixes."""

    def _records(self, lines: IO[bytes]) -> Iterator[Record | Problem]:
        raw = lines.read(self._options.max_bytes + 1)
        if len(raw) > self._options.max_bytes:
            limit = {"limit": self._options.max_bytes}
            yield Problem("E219", self.source.name, 1, self.source.stem, limit)
            return
        if not raw.removeprefix(BOM):
            return
        self.layout = Layout(".txt", bom=raw.startswith(BOM))
        text = self._decoder.decode(raw.removeprefix(BOM))
        if text is None:
            yield Problem("E212", self.source.name, 1, self.source.stem)
            return
        if self._columns.required:  # it has no columns to select it by
            yield self._problem("E202", 1, column=self._columns.required[0], known="none")
            return
        yield Record(self.source.name, 1, self.source.stem, text, raw_id=self.source.stem)


class _JsonlReader(_StreamReader):
    """A JSONL file: an object a line; blank lines are passed over."""

    def _records(self, lines: IO[bytes]) -> Iterator[Record | Problem]:
        utf8_first = self._options.encoding is not Encoding.WINDOWS_1252
        bom = False
        for line, raw in enumerate(_bounded(lines, self._options.max_bytes), start=1):
            if raw is None:
                limit = {"limit": self._options.max_bytes}
                yield Problem("E219", self.source.name, line, fields=limit)
                continue
            if line == 1 and raw.startswith(BOM):
                bom, raw = True, raw.removeprefix(BOM)
            if line == 1:
                self.layout = Layout(
                    ".jsonl", text=self._columns.text, bom=bom, dropped=self._columns.dropped
                )
            if not raw.strip():
                continue
            row = json_lines.load(raw, self._decoder, utf8_first=utf8_first)
            if row is json_lines.NOT_TEXT:
                yield Problem("E212", self.source.name, line)
            elif not isinstance(row, dict):
                yield Problem("E205", self.source.name, line)
            else:
                yield self._make(line, row)


def _bounded(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None for one that is too long, which is passed over."""
    while raw := stream.readline(most + 1):
        if len(raw) <= most:
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(_CHUNK)
        yield None


class _NotTextError(Exception):
    """A line is in no encoding that is known."""


class _Lines:
    """The lines of a CSV file as text, ends kept; goes on after a line that can't be decoded."""

    def __init__(self, stream: IO[bytes], decoder: Decoder, most: int) -> None:
        # bytes are split at \n, \r\n and \r only; text would be split at more
        self._parts = (
            part
            for line in _bounded(stream, most)
            for part in ((None,) if line is None else line.splitlines(keepends=True))
        )
        self._decoder = decoder
        self._waiting: str | None = None
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._waiting is not None:
            line, self._waiting = self._waiting, None
            return line
        raw = next(self._parts)
        self.count += 1
        if raw is None:
            raise _NotTextError
        if self.count == 1:
            raw = raw.removeprefix(BOM)
        text = self._decoder.decode(raw)
        if text is None:
            raise _NotTextError
        return text

    def put_back(self, line: str) -> None:
        """Gives a line once more."""
        self._waiting = line


class _CsvReader(_StreamReader):
    """A CSV or TSV file with a header."""

    def _records(self, lines: IO[bytes]) -> Iterator[Record | Problem]:
        feed = _Lines(lines, self._decoder, self._options.max_bytes)
        try:
            first = next((line for line in feed if line.strip()), None)
        except _NotTextError:
            yield Problem("E212", self.source.name, feed.count)
            return
        if first is None:
            return
        feed.put_back(first)
        delimiter = self._options.delimiter or _delimiter(first, self._columns.text)
        rows = self._rows(feed, delimiter)
        header = self._header(next(rows))
        if isinstance(header, Problem):
            yield header
            return
        self.layout = self._layout(first, tuple(header), delimiter)
        names = [name.strip() for name in header]
        for row in rows:
            if isinstance(row, Problem):
                yield row
            elif len(row[1]) != len(names):
                yield Problem("E210", self.source.name, row[0])
            else:
                yield self._make(row[0], dict(zip(names, row[1], strict=True)), row[1])

    def _layout(self, first: str, header: tuple[str, ...], delimiter: str) -> Layout:
        return Layout(
            ".csv",
            text=self._columns.text,
            bom=self._starts_with_bom(),
            header=header,
            delimiter=delimiter,
            newline=first[len(first.rstrip("\r\n")) :] or "\n",
            quotes_all=first.startswith('"'),
            dropped=self._columns.dropped,
        )

    def _starts_with_bom(self) -> bool:
        with InputStream(self.source.path, compression=self.source.compression) as stream:
            return stream.lines.read(len(BOM)) == BOM

    def _rows(self, feed: _Lines, delimiter: str) -> Iterator[tuple[int, list[str]] | Problem]:
        """The rows, each with the line that it begins on."""
        # the limit is the module's own, 128 KB, and notes are longer; there is no other way
        csv.field_size_limit(self._options.max_bytes)
        reader = csv.reader(feed, delimiter=delimiter, strict=True)
        line = feed.count
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Problem("E210", self.source.name, line)
            except _NotTextError:
                yield Problem("E212", self.source.name, feed.count)
            else:
                if row:
                    yield line, row
            line = feed.count + 1

    def _header(self, first: tuple[int, list[str]] | Problem) -> list[str] | Problem:
        if isinstance(first, Problem):
            return first
        names = [name.strip() for name in first[1]]
        if self._options.unique and len({*names}) < len(names):
            return self._problem("E210", 1)
        for column in self._columns.needed:
            if column not in names:
                return self._problem("E202", 1, column=column, known=_known(names))
            if names.count(column) > 1:
                return self._problem("E210", 1)
        return first[1]


def _known(names: list[str]) -> str:
    """The names of the columns, unless the first row may be a note."""
    if _USUAL_NAMES.isdisjoint(name.lower() for name in names):
        return f"{len(names)}, not shown because the first row may not be a header"
    return ", ".join(names)


def _delimiter(header: str, text: str) -> str:
    """The delimiter that shows the text column in the header, else the most frequent one.

    >>> _delimiter("id;text;merknad, fritekst", "text")
    ';'
    """

    def rank(delimiter: str) -> tuple[bool, int]:
        cells = header.strip().split(delimiter)
        return text in (cell.strip().strip('"') for cell in cells), len(cells)

    return max(DELIMITERS, key=rank)


def open_reader(source: Source, options: ReadOptions | None = None) -> Reader:
    """The reader of a file, by its kind, which must be a known one.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "notes.csv")
    ...     _ = file.write_text("id;text\\n1;Kari kom.\\n")
    ...     [record.text for record in open_reader(Source.of(file, file.name))]
    ['Kari kom.']
    """
    options = options or ReadOptions()
    if source.kind == ".parquet":
        from .parquet import ParquetReader

        return ParquetReader(source, options)
    readers: dict[str, type[Reader]] = {
        ".txt": _TextReader,
        ".jsonl": _JsonlReader,
        ".csv": _CsvReader,
    }
    return readers[source.kind](source, options)


def read_bytes(
    raw: bytes,
    *,
    id: str,  # noqa: A002 - what it is called everywhere else
    encoding: Encoding = Encoding.AUTO,
) -> tuple[Record | None, list[Problem], bytes]:
    """One document that is no file: its record if it is text, the problems, its byte order mark.

    >>> record, problems, bom = read_bytes(b"Kari kom.", id="n1")
    >>> record.text, problems, bom
    ('Kari kom.', [], b'')
    """
    decoder = Decoder(encoding)
    text = decoder.decode(raw.removeprefix(BOM))
    if text is None:
        return None, [Problem("E212", id, 1, id)], b""
    is_surprise = decoder.fell_back and encoding is Encoding.AUTO
    problems = [Problem("W201", id)] if is_surprise else []
    return Record(id, 1, id, text, raw_id=id), problems, BOM if raw.startswith(BOM) else b""
