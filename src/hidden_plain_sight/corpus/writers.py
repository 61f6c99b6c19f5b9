"""Records to files, laid out as they were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any, Protocol

from . import json_lines
from .decoding import BOM
from .records import NOTHING, Layout, Record

__all__ = ["Writer", "open_writer"]


class Writer(Protocol):
    """Writes the records of one file, in their order."""

    def write(self, record: Record, text: str, values: Mapping[str, object] = NOTHING) -> None:
        """Writes one record with its new text and the new values of its columns.

        All else is as it was, but for dropped columns.
        """

    def close(self) -> None:
        """Writes what is still held back; the stream stays open."""


class _TextWriter:
    """A .txt file, in UTF-8."""

    def __init__(self, stream: IO[bytes], layout: Layout) -> None:
        self._stream = stream
        if layout.bom:
            stream.write(BOM)

    def write(
        self,
        record: Record,  # noqa: ARG002 - as all writers
        text: str,
        values: Mapping[str, object] = NOTHING,  # noqa: ARG002
    ) -> None:
        """Writes the text."""
        self._stream.write(text.encode())

    def close(self) -> None:
        """Nothing is held back."""


class _JsonlWriter:
    """A JSONL file."""

    def __init__(self, stream: IO[bytes], layout: Layout) -> None:
        self._stream = stream
        self._column = layout.text
        self._dropped = frozenset(layout.dropped)
        if layout.bom and not layout.continues:
            stream.write(BOM)

    def write(self, record: Record, text: str, values: Mapping[str, object] = NOTHING) -> None:
        """Writes the row with its new text and values."""
        row = {**record.row, **values, self._column: text}
        if self._dropped:
            row = {name: value for name, value in row.items() if name not in self._dropped}
        self._stream.write(json_lines.dump(row))

    def close(self) -> None:
        """Nothing is held back."""


class _CsvWriter:
    """A CSV file in the dialect that it was read in, in UTF-8."""

    # the csv module leaves a bare carriage return unquoted, and it would end the row
    def __init__(self, stream: IO[bytes], layout: Layout) -> None:
        self._stream = stream
        self._delimiter = layout.delimiter
        self._newline = layout.newline
        self._quotes_all = layout.quotes_all
        self._needs_quotes = re.compile(f'[{re.escape(layout.delimiter)}"\r\n]')
        names = [name.strip() for name in layout.header]
        self._places = {name: at for at, name in enumerate(names)}
        self._text = layout.text
        self._kept = [at for at, name in enumerate(names) if name not in layout.dropped]
        if layout.bom and not layout.continues:
            stream.write(BOM)
        if not layout.continues:
            stream.write(self._line(layout.header))

    def write(self, record: Record, text: str, values: Mapping[str, object] = NOTHING) -> None:
        """Writes the row with its new text and values."""
        cells = list(record.row)
        for name, value in {**values, self._text: text}.items():
            cells[self._places[name]] = value
        self._stream.write(self._line(cells))

    def close(self) -> None:
        """Nothing is held back."""

    def _line(self, cells: Iterable[Any]) -> bytes:
        row = list(cells)
        line = self._delimiter.join(self._cell(row[at]) for at in self._kept)
        return ((line or '""') + self._newline).encode()

    def _cell(self, cell: str) -> str:
        if self._quotes_all or self._needs_quotes.search(cell):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def open_writer(stream: IO[bytes], layout: Layout) -> Writer:
    """The writer for the layout that a reader found.

    >>> import io
    >>> stream = io.BytesIO()
    >>> writer = open_writer(stream, Layout(".csv", header=("id", "text"), delimiter=";"))
    >>> writer.write(Record("a.csv", 2, "1", "Kari", row=["1", "Kari"]), "Ola; kom")
    >>> stream.getvalue()
    b'id;text\\n1;"Ola; kom"\\n'
    """
    if layout.origin is not None:
        from .formats import ConvertingWriter

        return ConvertingWriter(stream, layout)
    if layout.suffix == ".parquet":
        from .parquet import ParquetWriter

        return ParquetWriter(stream, layout)
    writers: dict[str, Callable[[IO[bytes], Layout], Writer]] = {
        ".txt": _TextWriter,
        ".jsonl": _JsonlWriter,
        ".csv": _CsvWriter,
    }
    return writers[layout.suffix](stream, layout)
